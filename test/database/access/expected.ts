import type { Actor } from '#shared/actor.ts';
import type { People } from '#test/people.ts';

/** Who tries: the row belongs to the ministry of Bosnia and Herzegovina; foreign people are North Macedonia's. */
export const everybody = {
  'own trainer': (people) => people.trainer.BA,
  'own coordinator': (people) => people.coordinator.BA,
  'foreign trainer': (people) => people.trainer.MK,
  'foreign coordinator': (people) => people.coordinator.MK,
  secretariat: (people) => people.secretariat,
  observer: (people) => people.observer,
  administrator: (people) => people.administrator,
  stranger: (people) => people.stranger,
} satisfies Record<string, (people: People) => Actor>;

/**
 * What each may do with a row of a ministry: s select, i insert, u update, d delete, - nothing.
 * Every table has a line here, or the test fails: decide, then write it down.
 */
const expected = `
                    own      own          foreign  foreign
                    trainer  coordinator  trainer  coordinator  secretariat  observer  administrator  stranger

migration           s        s            s        s            s            s         s              s
fact                i        i            i        i            i            i         i              i
audit_entry         -        s            -        -            -            -         -              -
audit_head          -        -            -        -            -            -         -              -

ministry            s        s            s        s            s            s         s              s
person              s        s            -        -            -            -         -              -
appointment         s        s            -        -            -            -         -              -
sign_in             -        -            -        -            -            -         -              -

network             s        s            s        s            s            s         s              s
country_name        s        s            s        s            s            s         s              s
institution         s        s            s        s            s            -         -              -
trainer             s        s            -        -            -            -         -              -
trainer_cohort      s        s            s        s            s            s         s              s
meeting             s        s            s        s            s            s         s              s
unit                s        s            s        s            s            s         s              s

training_session    si       si           -        -            -            -         -              -
session_draft       siud     siud         -        -            -            -         -              -
session_version     si       si           -        -            -            -         -              -
session_return      s        si           -        -            -            -         -              -
session_release     s        sid          -        -            -            -         -              -
released_session    s        siud         s        s            s            -         -              -

reach_summary       s        s            s        s            s            s         s              s
reach_peer_country  s        s            s        s            s            s         s              s
reported_total      s        s            s        s            s            s         s              s
contradiction       s        s            s        s            s            s         s              s
published_share     s        s            s        s            s            s         s              s
`;

/** By table, what each of `everybody` may do, in their order. */
export const expectedAccess = new Map(
  expected
    .split('\n')
    .slice(4)
    .filter(Boolean)
    .map((line) => line.trim().split(/\s+/))
    .map(([table, ...verbs]) => [table!, verbs]),
);

/** The functions that kaskada_app may run; what is not listed here, it may not. None is for everybody. */
export const expectedFunctions = [
  'actor_id',
  'begin_sign_in',
  'coordinated_ministries',
  'count_trainers',
  'demo_people',
  'end_sign_in',
  'fold',
  'found_network',
  'in_network',
  'on_duty',
  'own_ministries',
  'prove_person',
  'seats',
];
