import { readFacts } from './facts.ts';
import { figureAsCsv, figureAsXlsx } from './figure-downloads.ts';
import { listFigures, readFigure } from './figures.ts';
import type { Operations } from './operation.ts';
import { sessionsAsCsv, sessionsAsXlsx } from './session-downloads.ts';
import { deleteRelease, putRelease, putReturn } from './session-release.ts';
import { deleteDraft, putDraft, putVersion } from './session-writing.ts';
import { listSessions, readSession } from './sessions.ts';

/** Everything that the interface does, by address below `/api/v1`. Its routes are made of this, and so is its description. */
export const paths = {
  '/facts': { GET: readFacts },
  '/figures': { GET: listFigures },
  '/figures/{code}': { GET: readFigure },
  '/figures/{code}.csv': { GET: figureAsCsv },
  '/figures/{code}.xlsx': { GET: figureAsXlsx },
  '/sessions': { GET: listSessions },
  '/sessions.csv': { GET: sessionsAsCsv },
  '/sessions.xlsx': { GET: sessionsAsXlsx },
  '/sessions/{id}': { GET: readSession },
  '/sessions/{id}/draft': { PUT: putDraft, DELETE: deleteDraft },
  '/sessions/{id}/versions/{versionId}': { PUT: putVersion },
  '/sessions/{id}/release': { PUT: putRelease, DELETE: deleteRelease },
  '/sessions/{id}/return': { PUT: putReturn },
} as const satisfies Readonly<Record<string, Operations>>;
