import type { OwnerId, PersonId, SessionId } from '#shared/ids.ts';
import type { SessionDraft } from './types.ts';

/** `failed`: no answer, tried again; `refused`: what was typed cannot be saved as it is; `signedOut`: who asks is unknown. */
type State = 'untouched' | 'saving' | 'saved' | 'failed' | 'refused' | 'signedOut' | 'elsewhere';
interface Typed {
  readonly draft: SessionDraft;
  readonly ownerId: OwnerId | string;
}
/** What is sent to be saved. */
interface Letter extends Typed {
  readonly revision: number;
  readonly unanswered: readonly SessionDraft[];
}
interface Start {
  readonly id: SessionId;
  readonly personId: PersonId | null;
  readonly revision: number;
  /** Whether the form is the answer to one that was sent, and so newer than whatever the tab still holds. */
  readonly isAnswer: boolean;
}

const quietMilliseconds = 1_500;
const retryMilliseconds = 5_000;
const shelf = 'draft/';

/**
 * Saves a draft by itself, a moment after the last keystroke, and says how that went. One save runs at a time. What no
 * answer came for waits in the tab (`sessionStorage`), so that a page that is loaded again goes on where it was left.
 */
export class DraftKeeper {
  state = $state<State>('untouched');
  savedAt = $state<Date | null>(null);
  revision = $state(0);
  /** Why the last save was refused, in the reader's language. */
  said = '';
  /** What the page was left with before it was saved. */
  readonly kept: Letter | null = null;
  readonly #id: string;
  /** Where in the tab it waits; nowhere while nobody is signed in. */
  readonly #place: string | null;
  #read: (() => Typed) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastSaved: string | null = null;
  /** What was sent on this revision without an answer, as JSON: the server may have saved any of it. */
  #unanswered: string[] = [];
  #running: Promise<void> | null = null;
  #turn = 0;
  #paused = false;

  constructor({ id, personId, revision, isAnswer }: Start) {
    this.#id = id;
    this.#place = personId && `${shelf}${personId}/${id}`;
    this.revision = revision;
    if (!personId) return;
    if (!isAnswer) this.kept = recall(personId, this.#place!);
    if (!this.kept) return;
    this.revision = this.kept.revision;
    this.#unanswered = [...this.kept.unanswered, this.kept.draft].map((draft) => JSON.stringify(draft));
    this.#lastSaved = '';
  }

  /** Begins to watch; returns what ends it. A page that is left saves what has not been saved. */
  start(read: () => Typed): () => void {
    this.#read = read;
    const leave = () => this.#save(true);
    addEventListener('pagehide', leave);
    if (this.kept) this.#save();
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }

  /** Something was typed, or nothing yet: the first call tells what the form started with. */
  touch(typed: string): void {
    if (this.#lastSaved === null) this.#lastSaved = typed;
    else if (this.#read) {
      this.#remember();
      if (typed !== this.#lastSaved) this.#wait(quietMilliseconds);
    }
  }

  /**
   * Stops saving, and waits for the save that runs, so that the revision is the one that the server knows. Saves at
   * once where that is not known, or where somebody asks for it.
   */
  async settle(isAskedFor = false): Promise<void> {
    this.#paused = true;
    clearTimeout(this.#timer);
    await this.#running;
    if (isAskedFor || this.#unanswered.length) await this.#send(this.#text);
  }

  resume(): void {
    this.#paused = false;
    if (this.state !== 'signedOut') this.#wait(quietMilliseconds);
  }

  /** Lets go of what the tab holds: it was submitted or thrown away. */
  forget(): void {
    try {
      sessionStorage.removeItem(this.#place!);
    } catch {
      // Nothing was kept where nothing can be kept.
    }
  }

  get #text(): string {
    return JSON.stringify(this.#read!().draft);
  }

  #wait(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), milliseconds);
  }

  #save(isLeaving = false): void {
    clearTimeout(this.#timer);
    if (this.#paused || this.state === 'elsewhere') return;
    if (this.#running && !isLeaving) return this.#wait(quietMilliseconds);
    // What no answer came for is sent again before anything newer, so that it does not grow into a long list.
    const text = (!isLeaving && this.#unanswered.at(-1)) || this.#text;
    if (text !== this.#lastSaved) void this.#send(text, isLeaving);
  }

  #send(text: string, keepalive = false): Promise<void> {
    return (this.#running = this.#ask(text, keepalive));
  }

  async #ask(text: string, keepalive: boolean): Promise<void> {
    const turn = (this.#turn += 1);
    this.said = '';
    // The way to sign in stays on the page until a save shows that it is no longer needed.
    if (this.state !== 'signedOut') this.state = 'saving';
    const earlier = this.#unanswered.filter((one) => one !== text);
    const body = this.#write(text, earlier);
    this.#unanswered = [...earlier, text];
    let status = 0;
    let answer: { revision: number; title?: string } | undefined;
    try {
      const response = await fetch(`/api/v1/sessions/${this.#id}/draft`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body,
        keepalive,
      });
      answer = await response.json();
      status = response.status;
    } catch {
      // No answer: said and tried again below.
    }
    // The page was left and is still there: only the last answer counts.
    if (turn !== this.#turn) return;
    this.#running = null;
    if (!answer || status >= 500) {
      this.state = 'failed';
      return this.#wait(retryMilliseconds);
    }
    this.#unanswered = earlier;
    if (status < 300) {
      this.#unanswered = [];
      this.revision = answer.revision;
      this.#lastSaved = text;
      this.savedAt = new Date();
    }
    this.said = answer.title ?? '';
    this.state = stateAfter(status);
    this.#remember(true);
    if (this.#text !== text) this.#wait(quietMilliseconds);
  }

  #write(text: string, unanswered: readonly string[]): string {
    const { ownerId } = this.#read!();
    return `{"ownerId":"${ownerId}","revision":${this.revision},"draft":${text},"unanswered":[${unanswered.join()}]}`;
  }

  /**
   * Keeps in the tab what the server has not acknowledged. An answer may come while somebody signs out: then what was
   * cleared away stays away. A browser that keeps nothing for us is none the worse for it.
   */
  #remember(isAnswered = false): void {
    if (!this.#place) return;
    const text = this.#text;
    const isSettled = text === this.#lastSaved && !this.#unanswered.length;
    if (isSettled || this.state === 'elsewhere' || this.state === 'signedOut') return this.forget();
    try {
      if (!isAnswered || sessionStorage.getItem(this.#place))
        sessionStorage.setItem(this.#place, this.#write(text, this.#unanswered));
    } catch {
      // As above.
    }
  }
}

/** What a refusal means for the person at the form; none of them passes by waiting. */
const stateAfter = (status: number): State =>
  status < 300 ? 'saved' : status === 409 ? 'elsewhere' : status === 401 ? 'signedOut' : 'refused';

/** What waits in the tab at this place; what anybody else left there is cleared away. */
function recall(personId: PersonId, place: string): Letter | null {
  try {
    for (const key of Object.keys(sessionStorage))
      if (key.startsWith(shelf) && !key.startsWith(shelf + personId)) sessionStorage.removeItem(key);
    return JSON.parse(sessionStorage.getItem(place)!) as Letter | null;
  } catch {
    return null;
  }
}
