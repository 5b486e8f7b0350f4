import { CannotOpen } from '#platform/database/failure.ts';

/** Why the platform does not start, as one sentence for whoever started it. */
export class CannotStart extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'CannotStart';
  }
}

type Explain = (failure: NodeJS.ErrnoException & { port?: number; address?: string }, dataFolder: string) => string;

const explanations: Record<string, Explain> = {
  EADDRINUSE: ({ port }) => `Port ${port} is taken by another program: stop that one, or set PORT to another.`,
  EACCES: ({ port }, folder) =>
    port
      ? `This user may not listen on port ${port}: set PORT to 1024 or higher.`
      : `The folder ${folder} cannot be written by this user: change its owner, or set DATA to another folder.`,
  EADDRNOTAVAIL: ({ address }) => `This machine has no address ${address}: set HOST to one that it has.`,
  ENOTFOUND: () => 'HOST or DATABASE_URL names a machine that cannot be found.',
  ECONNREFUSED: () => 'The PostgreSQL server of DATABASE_URL does not answer: is it running?',
  ENOTDIR: (_, folder) => `${folder} is not a folder: set DATA to one, or to a path where one can be made.`,
  EEXIST: (_, folder) => `${folder} is not a folder: set DATA to one, or to a path where one can be made.`,
  EROFS: (_, folder) => `The folder ${folder} is on a disk that can only be read: set DATA to another folder.`,
  ENOSPC: (_, folder) => `The disk of the folder ${folder} is full: make room, then start again.`,
  '53100': (_, folder) => `The disk of the folder ${folder} is full: make room, then start again.`,
  '42501': () =>
    'The role in DATABASE_URL may not act for the platform: as the owner of the tables, run “grant kaskada_app to” that role.',
  '28P01': () => 'PostgreSQL refused the name or password in DATABASE_URL.',
  '3D000': () => 'The database named in DATABASE_URL does not exist.',
};

/** The sentence for a failure to start; null when it is none that a person could mend. */
export function explainStart(failure: unknown, dataFolder: string): string | null {
  if (failure instanceof CannotStart || failure instanceof CannotOpen) return failure.message;
  const known = failure as NodeJS.ErrnoException;
  return explanations[known?.code ?? '']?.(known, dataFolder) ?? null;
}
