import { explainStart } from './cannot-start.ts';
import type { Serving } from './serve.ts';
import { readSettings, type Mode, type Settings } from './settings.ts';

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
  let isStopping = false;
  const stop = (status: number) => {
    if (isStopping) process.exit(1);
    isStopping = true;
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
