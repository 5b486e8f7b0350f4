import type { Actor } from '#shared/actor.ts';
import type { People } from '#test/people.ts';

/** Who tries: the row belongs to the ministry of Bosnia and Herzegovina; foreign people are North Macedonia's. */
export const everybody = {
  'own trainer': (people) => people.trainer.BA,
  'own coordinator': (people) => people.coordinator.BA,
  'own deputy': (people) => people.deputy,
  'own leader': (people) => people.leader,
  'own auditor': (people) => people.auditor,
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
                    own      own          own      own      own      foreign  foreign
                    trainer  coordinator  deputy   leader   auditor  trainer  coordinator  secretariat  observer  administrator  stranger

migration           s        s            s        s        s        s        s            s            s         s              s
fact                i        i            i        i        i        i        i            i            i         i              -
audit_entry         -        s            s        -        s        -        -            -            -         -              -
audit_head          -        -            -        -        -        -        -            -            -         -              -
audit_sealed        -        s            s        -        s        -        -            -            -         -              -

ministry            s        s            s        s        s        s        s            s            s         s              s
person              s        s            s        s        s        -        -            s            -         s              -
appointment         s        s            s        s        s        -        -            -            -         s              -
emergency_access    s        s            s        s        s        -        -            s            -         s              -
login_reset         s        s            s        s        -        -        -            -            -         -              -
account_shut        s        s            s        s        -        -        -            -            -         -              -
sign_in             s        s            s        s        s        s        s            s            s         s              -

login               -        -            -        -        -        -        -            -            -         -              -
login_credential    -        -            -        -        -        -        -            -            -         -              -
passkey             -        -            -        -        -        -        -            -            -         -              -
second_factor       -        -            -        -        -        -        -            -            -         -              -
used_code           -        -            -        -        -        -        -            -            -         -              -
ceremony            -        -            -        -        -        -        -            -            -         -              -
challenge           -        -            -        -        -        -        -            -            -         -              -
fresh_check         -        -            -        -        -        -        -            -            -         -              -
known_device        -        -            -        -        -        -        -            -            -         -              -
sign_in_attempt     -        -            -        -        -        -        -            -            -         -              -
invitation_link     -        -            -        -        -        -        -            -            -         -              -
invitation          -        s            s        s        -        -        -            -            -         s              -
factor_change       s        -            -        -        -        -        -            -            -         -              -

network             s        s            s        s        s        s        s            s            s         s              s
country_name        s        s            s        s        s        s        s            s            s         s              s
institution         s        s            s        s        -        s        s            s            -         -              -
trainer             s        s            s        s        -        -        -            -            -         -              -
profile_part        siud     s            s        s        -        s        s            s            -         -              -
profile_consent     siu      s            s        s        -        s        s            s            -         -              -
trainer_cohort      s        s            s        s        s        s        s            s            s         s              s
meeting             s        s            s        s        s        s        s            s            s         s              s
unit                s        s            s        s        s        s        s            s            s         s              s

erasure_request     s        s            s        -        -        -        -            -            -         -              -
retention_kind      s        s            s        s        s        s        s            s            s         s              s
retention_period    s        siu          siu      s        s        -        -            -            -         -              -
retention_run       s        s            s        s        s        -        -            -            -         -              -
daily_job           -        -            -        -        -        -        -            -            -         -              -

training_session    si       si           si       s        -        -        -            -            -         -              -
session_draft       siud     siud         siud     s        -        -        -            -            -         -              -
session_version     si       si           si       s        -        -        -            -            -         -              -
session_return      s        si           si       s        -        -        -            -            -         -              -
session_release     s        sid          sid      s        -        -        -            -            -         -              -
released_session    s        siud         siud     s        -        s        s            s            -         -              -
session_claim       s        sid          sid      s        -        s        s            s            -         -              -
session_distinction s        sid          sid      s        -        -        -            -            -         -              -
session_import      -        siud         siud     -        -        -        -            -            -         -              -
import_release      -        siu          siu      -        -        -        -            -            -         -              -
session_import_part -        siu          siu      -        -        -        -            -            -         -              -

annotation          s        si           si       s        -        s        s            s            -         -              -
annotation_release  s        sid          sid      s        -        s        s            s            -         -              -

session_person      sid      sid          sid      s        -        -        -            -            -         -              -
person_list         s        s            s        s        -        -        -            -            -         -              -
persons_release     s        s            s        s        -        -        -            -            -         -              -
published_persons   s        s            s        s        s        s        s            s            s         s              s

released_count      s        s            s        s        -        -        -            -            -         -              -
shown_before        s        s            s        s        -        -        -            -            -         -              -
waiting_count       s        s            s        s        -        -        -            -            -         -              -
joint_count         s        s            s        s        -        -        -            -            -         -              -
joint_count_session s        s            s        s        -        -        -            -            -         -              -
reach_adjustment    s        si           si       s        -        s        s            s            -         -              -
adjustment_withdrawal s      si           si       s        -        s        s            s            -         -              -
claimed_reach       s        s            s        s        s        s        s            s            s         s              s
left_out_reach      s        s            s        s        s        s        s            s            s         s              s
reach_summary       s        s            s        s        -        -        -            -            -         -              -
published_reach     s        s            s        s        s        s        s            s            s         s              s
counted_piece       s        s            s        s        -        s        s            s            -         -              -
ledger_head         -        -            -        -        -        -        -            -            -         -              -
figure_definition   s        s            s        s        s        s        s            s            s         s              s
publication         s        s            s        s        s        s        s            s            s         s              s
snapshot            s        s            s        s        s        s        s            s            s         s              s
figure_use          s        si           si       si       -        s        si           si           -         -              -
public_figure       s        s            s        s        s        s        s            sid          s         s              s
reach_basis         s        s            s        s        s        s        s            s            s         s              s
reach_peer_country  s        s            s        s        s        s        s            s            s         s              s
reported_total      s        s            s        s        s        s        s            s            s         s              s
contradiction       s        s            s        s        s        s        s            s            s         s              s
published_share     s        s            s        s        s        s        s            s            s         s              s
sourced_version     s        si           si       s        s        s        s            s            s         s              s
sourced_withdrawal  s        sid          sid      s        s        s        s            sd           s         s              s
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
  'add_ministry',
  'add_person',
  'add_trainer',
  'administers',
  'appoints_at_once',
  'ask_emergency_access',
  'ask_erasure',
  'ask_login_reset',
  'asks_second_factor',
  'audited_ministries',
  'audits_network',
  'begin_sign_in',
  'carry_out_erasure',
  'carry_out_retention',
  'cite_figure',
  'claimed_at',
  'compute_figure',
  'consent_to_appointment',
  'coordinated_ministries',
  'correct_ministry_name',
  'correct_own_name',
  'correct_trainer',
  'count_due',
  'count_trainers',
  'define_figure',
  'demo_people',
  'end_appointment',
  'end_emergency_access',
  'end_obstacle',
  'end_own_sign_in',
  'end_sign_in',
  'facts_of',
  'figure_uses',
  'find_audit_head',
  'fingerprinted',
  'fold',
  'forget_uploads',
  'found_network',
  'freeze_figure',
  'gone_on_with',
  'grant_emergency_access',
  'grant_login_reset',
  'holds',
  'in_emergency',
  'in_force',
  'in_network',
  'invite_person',
  'is_as_released',
  'is_claimable',
  'is_counted_year',
  'is_open',
  'is_outdated',
  'is_scope_of',
  'is_secretariat',
  'is_strong',
  'is_written_on',
  'known_as',
  'listed_counts',
  'may_answer_erasure',
  'may_consent',
  'may_grant',
  'may_grant_reset',
  'may_invite',
  'may_keep_sourced',
  'may_open_account',
  'may_set_retention',
  'may_shut_account',
  'name_actors',
  'newest_definition',
  'note_read',
  'on_duty',
  'open_account',
  'opened',
  'outdated_invitations',
  'own_audit',
  'own_login',
  'own_ministries',
  'own_traces',
  'people_to_reset',
  'people_without_login',
  'person_signing_in',
  'propose_appointment',
  'prove_person',
  'public_figures',
  'publish_figures',
  'publishable_persons',
  'published_people',
  'reach_at',
  'record_hash',
  'recording_ministries',
  'refuse_erasure',
  'release_persons',
  'rows_at',
  'seats',
  'set_modulus',
  'shows_profile',
  'shut_account',
  'sourced_scope',
  'speaks_outside',
  'sum_persons',
  'take_back_imported',
  'today',
  'touch_sign_in',
  'value_of_rows',
  'verify_snapshot',
  'withdraw_erasure',
  'withdraw_invitation',
  'withdraw_login_reset',
  'withdraw_persons',
];
