import type { OwnerId } from '#shared/ids.ts';
import type { SessionDraft } from './types.ts';

/** `failed`: no answer, tried again; `refused`: what was typed cannot be saved as it is; `signedOut`: who asks is unknown. */
type State = 'untouched' | 'saving' | 'saved' | 'failed' | 'refused' | 'signedOut' | 'elsewhere';
interface Typed {
  readonly draft: SessionDraft;
  readonly ownerId: OwnerId | string;
}

const quietMilliseconds = 1_500;
const retryMilliseconds = 5_000;

/** Saves a draft by itself, a moment after the last keystroke, and says how that went. One save runs at a time. */
export class DraftKeeper {
  state = $state<State>('untouched');
  savedAt = $state<Date | null>(null);
  revision = $state(0);
  readonly #id: string;
  #read: (() => Typed) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastSaved: string | null = null;
  #running: Promise<void> | null = null;
  #paused = false;

  constructor({ id, revision }: { id: string; revision: number }) {
    this.#id = id;
    this.revision = revision;
  }

  /** Begins to watch; returns what ends it. A page that is left saves what has not been saved. */
  start(read: () => Typed): () => void {
    this.#read = read;
    const leave = () => void this.#save({ keepalive: true });
    addEventListener('pagehide', leave);
    return () => {
      clearTimeout(this.#timer);
      removeEventListener('pagehide', leave);
      if (!this.#paused) leave();
    };
  }

  /** Something was typed, or nothing yet: the first call tells what the form started with. */
  touch(typed: string): void {
    if (this.#lastSaved === null) this.#lastSaved = typed;
    else if (typed !== this.#lastSaved) this.#wait(quietMilliseconds);
  }

  /** Stops saving, and waits for the save that runs, so that the revision is the one that the server knows. */
  async settle(): Promise<void> {
    this.#paused = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  resume(): void {
    this.#paused = false;
  }

  #wait(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save({}), milliseconds);
  }

  #save(how: RequestInit): Promise<void> | null {
    const typed = this.#read?.();
    const text = typed && JSON.stringify(typed.draft);
    if (!typed || !text || text === this.#lastSaved || this.#paused || this.state === 'elsewhere') return null;
    if (this.#running) this.#wait(quietMilliseconds);
    else this.#running = this.#send(typed, text, how).finally(() => (this.#running = null));
    return this.#running;
  }

  async #send({ draft, ownerId }: Typed, text: string, how: RequestInit): Promise<void> {
    this.state = 'saving';
    try {
      const answer = await fetch(`/api/v1/sessions/${this.#id}/draft`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ownerId, revision: this.revision, draft }),
        ...how,
      });
      if (answer.ok) this.#keep((await answer.json()) as { revision: number }, text);
      else if (answer.status >= 500) this.#retry();
      else this.state = stateAfter(answer.status);
    } catch {
      this.#retry();
    }
  }

  #keep({ revision }: { revision: number }, text: string): void {
    this.revision = revision;
    this.#lastSaved = text;
    this.savedAt = new Date();
    this.state = 'saved';
  }

  #retry(): void {
    this.state = 'failed';
    this.#wait(retryMilliseconds);
  }
}

/** What a refusal means for the person at the form; none of them passes by waiting. */
const stateAfter = (status: number): State => (status === 409 ? 'elsewhere' : status === 401 ? 'signedOut' : 'refused');
