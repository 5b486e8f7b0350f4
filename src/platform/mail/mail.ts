import { cleanLine, cleanText } from '#shared/clean-text.ts';

/** Where mail is handed in, and from whom it comes. */
export interface MailSettings {
  /** Such as `smtps://user:password@mail.example.org`. */
  readonly url: string;
  readonly from: string;
}

/** A letter to one person, in plain text. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends letters. */
export interface Mail {
  /** Hands a letter in; fails if the mail server does not take it. */
  send(letter: Letter): Promise<void>;
  /** The same later, and nobody waits for it; what fails three times is reported. */
  post(letter: Letter): void;
  /** Waits until all letters are on their way, or the time is up. */
  settle(milliseconds: number): Promise<void>;
}

const times = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** Opens the way to the mail server; the first letter is what connects. */
export function openMail(settings: MailSettings, report: (failure: unknown) => void, pause = 10_000): Mail {
  const underWay = new Set<Promise<void>>();

  async function send(letter: Letter) {
    const { createTransport } = await import('nodemailer');
    const transport = createTransport(
      { url: settings.url, ...times },
      { from: settings.from, disableFileAccess: true, disableUrlAccess: true },
    );
    await transport
      .sendMail({
        to: { name: '', address: letter.to },
        subject: cleanLine(letter.subject),
        text: cleanText(letter.text),
      })
      .finally(() => transport.close());
  }

  async function insist(letter: Letter) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await send(letter);
      } catch (failure) {
        if (attempt === 3) return report(failure);
        await new Promise((resolve) => setTimeout(resolve, attempt * pause).unref());
      }
    }
  }

  return {
    send,
    post(letter) {
      const sending: Promise<void> = insist(letter).finally(() => underWay.delete(sending));
      underWay.add(sending);
    },
    async settle(milliseconds) {
      const tooLong = new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
      await Promise.race([Promise.allSettled(underWay), tooLong]);
    },
  };
}
