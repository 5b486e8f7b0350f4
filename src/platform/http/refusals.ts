import { Refusal } from '#shared/refusal.ts';

/** The request makes no sense as HTTP: an address that cannot be decoded, a host that is none. */
export class RequestMalformed extends Refusal {
  constructor() {
    super(400);
  }
}

/** The address is longer than any of ours. */
export class AddressTooLong extends Refusal {
  constructor() {
    super(414);
  }
}

/** A method that nothing here answers. */
export class MethodUnknown extends Refusal {
  constructor() {
    super(405);
  }
}

/** A form that another site sent. */
export class SentFromElsewhere extends Refusal {
  constructor() {
    super(403);
  }
}

/** A name that is not ours: a foreign site may have pointed its own name at this machine. */
export class HostForeign extends Refusal {
  constructor() {
    super(421);
  }
}

/** More was sent than a form can hold. */
export class RequestTooLarge extends Refusal {
  constructor(kilobytes: number) {
    super(413, { kilobytes });
  }
}

/** What was sent is packed: how large it would be is known only once it is unpacked, which nobody here does. */
export class BodyCompressed extends Refusal {
  constructor() {
    super(415);
  }
}

/** The body of a request is no form, or breaks off. */
export class FormUnreadable extends Refusal {
  constructor() {
    super(400);
  }
}
