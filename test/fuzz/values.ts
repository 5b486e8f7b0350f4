import fc, { type Arbitrary } from 'fast-check';
import { markBegin, markOf } from './marks.ts';
import type { Scene, Visitor } from './scene.ts';

/** What somebody may put in a field or parameter, by what it is called. */
export type ValueFor = (name: string) => Arbitrary<string>;

const nowhere = ['01890000-0000-7000-8000-000000000000', '', 'null', '0', 'ID', '00000000-0000-0000-0000-000000000000'];

/** Texts that have broken programs before. */
const awkward = fc.constantFrom(
  ...[
    "' or 1=1 --",
    '"; drop table person; --',
    '${7*7}',
    '{{7*7}}',
    '<script>alert(1)</script>',
    '%',
    '_',
    '\\',
    '%00',
  ],
  ...[
    '\u0000',
    '\ud800',
    '\u202e',
    '\ufeff',
    '\r\nset-cookie: a=b',
    '../../etc/passwd',
    '..%2f..%2fetc',
    '=1+1',
    '@SUM(A1)',
  ],
  ...['__proto__', 'constructor', 'toString', 'undefined', 'NaN', 'true', '[]', '{}', '1e309', '-0', '0x10', '９', '٣'],
  ...[
    'Ђорђе',
    'ß',
    'İ',
    '🏳️‍🌈',
    'a'.repeat(300),
    'x'.repeat(5000),
    ' ',
    '\n',
    '\t',
    'a\u0301'.repeat(50),
    '//e.example',
    'javascript:1',
  ],
);
const number = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 5 }) },
  fc.constantFrom(-1, 999_999_999, 1_000_000_000, 2_147_483_648, 1e21, 0.1),
  fc.integer(),
);
const day = fc.oneof(
  { weight: 4, arbitrary: fc.date({ min: new Date('2014-01-01'), max: new Date('2026-11-01'), noInvalidDate: true }) },
  fc.date({ noInvalidDate: true }),
).map((at) => at.toISOString().slice(0, 10)); // prettier-ignore
const words = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.string({ unit: 'binary', maxLength: 30 }));

/** Values by name, as somebody would send them: mostly ones that mean something, now and then anything. */
export function valuesOf({ ids }: Scene, { country }: Visitor, choices: readonly string[]): ValueFor {
  const letters = fc.string({
    unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'),
    minLength: 8,
    maxLength: 8,
  });
  // Their own texts carry their mark; those of nobody's carry none.
  const own = country ? letters.map((end) => `A text ${markOf(country, end)}`) : fc.constant('A text of nobody’s');
  const text = fc.oneof({ weight: 4, arbitrary: own }, awkward, words, fc.constant(markBegin));
  const kinds: readonly (readonly [RegExp, Arbitrary<string>])[] = [
    [/owner/i, fc.constantFrom(...ids.owner)],
    [/version/i, fc.constantFrom(...ids.version)],
    [/unit/i, fc.constantFrom(...ids.unit)],
    [/trainer/i, fc.constantFrom(...ids.trainer)],
    [/person/i, fc.constantFrom(...ids.person)],
    [/session|^id$/i, fc.constantFrom(...ids.session)],
    [/date|year|day|^from|until/i, fc.oneof(day, fc.integer({ min: 2014, max: 2027 }).map(String))],
    [/country|ministry/i, fc.constantFrom('BA', 'RS', 'ME', 'MK', 'MD', 'XX', 'ba')],
    [/count|number|page|revision|after|newer|older|hours/i, number.map(String)],
  ];
  const chosen = choices.length > 0 ? fc.constantFrom(...choices) : text;
  return (name) => {
    const meant =
      kinds.find(([pattern]) => pattern.test(name))?.[1] ?? fc.oneof(chosen, { weight: 2, arbitrary: text });
    return fc.oneof({ weight: 12, arbitrary: meant }, chosen, text, fc.constantFrom(...nowhere), number.map(String));
  };
}

/** A part of a JSON Schema, as far as the description of the interface uses it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** JSON that is mostly as a schema says, with here and there a part that is anything, missing, or too much. */
export function jsonLike(
  schema: Schema,
  find: (ref: string) => Schema,
  values: ValueFor,
  name = '',
): Arbitrary<unknown> {
  const part = (one: Schema, called = name) => jsonLike(one, find, values, called);
  const meant = (): Arbitrary<unknown> => {
    if (schema.$ref) return part(find(schema.$ref));
    if (schema.enum) return fc.constantFrom(...schema.enum);
    if ('const' in schema) return fc.constant(schema.const);
    const several = schema.anyOf ?? schema.oneOf ?? schema.allOf;
    if (several) return fc.oneof(...several.map((one) => part(one)));
    if (schema.properties) return objectOf(schema.properties, part);
    if (schema.items) return fc.array(part(schema.items), { maxLength: 3 });
    if (schema.type === 'integer' || schema.type === 'number') return number;
    if (schema.type === 'boolean') return fc.boolean();
    return schema.type === 'string' ? values(name) : fc.jsonValue({ maxDepth: 2 });
  };
  return fc.oneof({ weight: 24, arbitrary: meant() }, fc.constant(null), fc.jsonValue({ maxDepth: 2 }), values(name));
}

const objectOf = (
  properties: Readonly<Record<string, Schema>>,
  part: (schema: Schema, name: string) => Arbitrary<unknown>,
): Arbitrary<unknown> => {
  const entries = Object.entries(properties).map(([name, schema]) => [name, part(schema, name)] as const);
  const whole = fc.record(Object.fromEntries(entries));
  const broken = fc.record(
    { ...Object.fromEntries(entries), __proto: fc.jsonValue({ maxDepth: 1 }) },
    { requiredKeys: [] },
  );
  return fc.oneof({ weight: 9, arbitrary: whole }, broken);
};
