import { Refusal } from '#shared/refusal.ts';

/** The network exists: the first run is over. */
export class NetworkFounded extends Refusal {
  constructor() {
    super(409);
  }
}

/** The code is not the one that the console shows. */
export class FirstRunCodeWrong extends Refusal {
  constructor() {
    super(403);
  }
}
