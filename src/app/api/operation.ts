import type * as v from 'valibot';
import type { Refusal } from '#shared/refusal.ts';

/** A schema of texts, each of which is one parameter of the address. */
export type QuerySchema = v.ObjectSchema<v.ObjectEntries, undefined>;

/** What is sent as a file and not as JSON. */
export interface Download {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
/** What a browser saves. */
export const downloadTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;
/** The same, and what programs fetch again and again: it is sent only where it is another one than they have. */
export const fileTypes = {
  ...downloadTypes,
  atom: 'application/atom+xml; charset=utf-8',
  jsonld: 'application/ld+json; charset=utf-8',
} as const;
export type FileType = keyof typeof fileTypes;

/** What an operation is asked: by whom, about what. */
export interface Asked<Query = unknown, Body = unknown> {
  readonly locals: App.Locals;
  readonly params: Readonly<Partial<Record<string, string>>>;
  readonly query: Query;
  readonly body: Body;
  /** Where this site is: scheme, host and port. */
  readonly origin: string;
}

/** One thing that the interface does, described well enough to be done, checked and documented from it. */
export interface Operation {
  readonly id: string;
  readonly summary: string;
  /** Who may do it: a sentence of the domain's `access.ts`, or that anybody may. */
  readonly who: string;
  /** Whether strangers are answered; otherwise they are asked to sign in before anything else. */
  readonly isPublic: boolean;
  readonly query: QuerySchema | null;
  /** What is read from the body, which is then JSON. */
  readonly body: v.GenericSchema | null;
  /** What the body must be in the end, where that can be judged only while carrying it out. */
  readonly wholeBody: v.GenericSchema | null;
  /** The answer: JSON of this shape, which lets nothing else out; a file; or nothing. */
  readonly answer: v.GenericSchema | FileType | null;
  /** What may be refused, besides what every operation may refuse. */
  readonly refusals: readonly (new () => Refusal)[];
  carryOut(asked: Asked): Promise<unknown>;
}

export type Method = 'GET' | 'PUT' | 'DELETE';
export type Operations = Readonly<Partial<Record<Method, Operation>>>;

/** What a schema makes of what it reads; null where there is none. */
export type Output<S> = S extends v.GenericSchema ? v.InferOutput<S> : null;
type Answered<A> = A extends v.GenericSchema ? v.InferInput<A> : A extends string ? Download : unknown;

interface Described<Q, B, A> {
  readonly id: string;
  readonly summary: string;
  readonly who: string;
  readonly isPublic?: boolean;
  readonly query?: Q;
  readonly body?: B;
  readonly wholeBody?: v.GenericSchema;
  readonly answer: A;
  readonly refusals?: readonly (new () => Refusal)[];
  carryOut(asked: Asked<Output<Q>, Output<B>>): Promise<Answered<A>>;
}

/** Describes an operation; what it is asked and what it answers follow from its schemas. */
export const operation = <
  Q extends QuerySchema | null = null,
  B extends v.GenericSchema | null = null,
  A extends Operation['answer'] = null,
>(
  described: Described<Q, B, A>,
): Operation => ({
  isPublic: false,
  wholeBody: described.body ?? null,
  refusals: [],
  ...described,
  query: described.query ?? null,
  body: described.body ?? null,
  carryOut: (asked) => described.carryOut(asked as Asked<Output<Q>, Output<B>>),
});
