import { explainStart } from './cannot-start.ts';
import type { Serving } from './serve.ts';
import { readSettings, type Mode, type Settings } from './settings.ts';

/**
 * How far apart two signals are that somebody meant as two, in milliseconds: Ctrl and C reaches the process from the
 * terminal and from npm, and a service manager may signal all processes at once.
 */
const twice = 1_000;

/** How long a broken process may take to put things away, in milliseconds. */
const lastGrace = 3_000;

/**
 * Runs the platform as a process: starts it, says where it is, stops it when asked to, and says in one sentence why it
 * cannot start. A second signal ends it at once.
 */
export async function runProcess(
  mode: Mode,
  start: (settings: Settings) => Promise<Serving>,
  announce: (serving: Serving) => void,
): Promise<void> {
  let dataFolder = 'data';
  try {
    const settings = readSettings(mode, process.env);
    dataFolder = settings.dataFolder;
    const serving = await start(settings);
    watchOver(serving);
    announce(serving);
  } catch (failure) {
    const sentence = explainStart(failure, dataFolder);
    console.error(sentence ?? failure);
    process.exit(1);
  }
}

function watchOver(serving: Serving): void {
  let stoppingSince: number | null = null;
  const stop = (status: number) => {
    if (stoppingSince !== null && performance.now() - stoppingSince > twice) process.exit(1);
    if (stoppingSince !== null) return;
    stoppingSince = performance.now();
    void serving.stop().then(
      () => process.exit(status),
      (failure: unknown) => {
        serving.log.fatal({ err: failure }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  const breakDown = (failure: unknown) => {
    serving.log.fatal({ err: failure }, 'unexpected failure of the process');
    setTimeout(() => process.exit(1), lastGrace).unref();
    stop(1);
  };
  process.on('SIGTERM', () => stop(0));
  process.on('SIGINT', () => stop(0));
  process.on('uncaughtException', breakDown);
  process.on('unhandledRejection', breakDown);
}
