const most = 2;
const waiting: (() => void)[] = [];
let running = 0;

/**
 * Runs at most two of these at a time; the others wait for their turn. A password hash takes 32 MB of memory and a
 * thread that also reads files: a crowd of them must slow down itself, not everybody else.
 */
export async function twoAtATime<Answer>(task: () => Promise<Answer>): Promise<Answer> {
  if (running >= most) await new Promise<void>((proceed) => waiting.push(proceed));
  else running += 1;
  try {
    return await task();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
