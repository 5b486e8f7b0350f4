/** When the secretariat published the figures, and what it said: twice, so that there is a history. The last one is of all. */
export const publications = [
  { at: '2026-02-16T09:30:00.000Z', note: 'The figures of 2025, before the yearly meeting of the coordinators.' },
  { at: '2026-11-02T10:00:00.000Z', note: 'Autumn 2026: sessions since February, and corrections of earlier years.' },
] as const;
