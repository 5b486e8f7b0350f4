/** Hues of pictures. Which stands for what is the reader's page to say. */
export type Tone = 'teal' | 'ochre' | 'ink';
/** Told apart without colour: full, hatched, dotted, or an outline for what is not known. */
export type Texture = 'plain' | 'hatch' | 'dots' | 'empty';

/** One part of a whole. `valueText` is the number as the reader writes it. */
export interface Part {
  readonly text: string;
  readonly value: number;
  readonly valueText: string;
  readonly tone: Tone;
  readonly texture: Texture;
  readonly href?: string;
}

/** Where each part begins and how wide it is, in percent of the whole; parts of nothing are left out. */
export function layOutParts<P extends { readonly value: number }>(
  parts: readonly P[],
): readonly { readonly part: P; readonly from: number; readonly width: number }[] {
  const whole = parts.reduce((sum, part) => sum + part.value, 0);
  let from = 0;
  return parts
    .filter((part) => part.value > 0)
    .map((part) => {
      const width = (100 * part.value) / whole;
      from += width;
      return { part, from: round(from - width), width: round(width) };
    });
}

const round = (percent: number): number => Math.round(percent * 100) / 100;
