import { sql, type Kysely } from 'kysely';
import type { Actor } from '#shared/actor.ts';
import { newId } from '#shared/ids.ts';
import type { TestPlatform } from '#test/platform.ts';

type Row = Record<string, unknown>;

/** How somebody would write to a table if they could: a row to insert as themselves, the columns to change. */
export interface Attempt {
  insert?: (actor: Actor) => Row;
  update?: (actor: Actor) => Row;
}

const day = '2026-03-01';
const at = '2026-03-02T10:00:00Z';
const name = JSON.stringify({ en: 'A name' });
const demo = 'demo';

/** Lays out at least one row in every table, all of them Bosnia and Herzegovina's where they have an owner. */
export async function layOut({ connection, ministries, people }: TestPlatform): Promise<Record<string, Attempt>> {
  const owner_id = ministries.BA;
  const trainer = people.trainer.BA.personId;
  const coordinator = people.coordinator.BA.personId;
  const session = (of: string = owner_id) => ({
    ...{ id: newId(), owner_id: of, created_by: trainer, created_at: at, origin: 'recorded' },
  });
  const [drafted, submitted, waiting, released, leaving] = [session(), session(), session(), session(), session()];
  const twice = session();
  // Serbia's, which nobody who tries is of: it names Bosnia and Herzegovina as its co-owner.
  const [together, unclaimed] = [session(ministries.RS), session(ministries.RS)];
  const draft = (of: Row, actor = trainer) => ({
    ...{ session_id: of['id'], owner_id, author_id: actor, content: '{}', revision: 1, saved_at: at },
  });
  const version = (of: Row, actor = trainer) => ({
    ...{
      id: newId(),
      session_id: of['id'],
      owner_id: of['owner_id'],
      number: 1,
      submitted_by: actor,
      submitted_at: at,
      notes: '',
    },
    ...{ trainer_ids: [], statements: '[]', ...described },
  });
  const verdict = (of: Row) => ({ version_id: of['id'], session_id: of['session_id'], owner_id: of['owner_id'] });
  const release = (of: Row, actor = coordinator) => ({
    ...{ ...verdict(of), grain: 'total', released_by: actor, released_at: at },
  });
  const left = (of: Row) => ({
    ...{ ...verdict(of), version_number: 1, grain: 'total', released_at: at, trainer_count: 0, origin: 'recorded' },
    ...{ total: 12, ...described },
  });
  const sent = version(submitted);
  const awaiting = version(waiting);
  const out = version(released);
  const going = version(leaving);
  const again = version(twice);
  const shared = [together, unclaimed].map((of) => ({ ...version(of), co_owner_ids: [owner_id] }));
  const claim = (of: Row, actor = coordinator) => ({
    ...{ session_id: of['id'], owner_id, claimed_by: actor, claimed_at: at },
  });
  const distinction = (of: Row, other: Row, actor = coordinator) => ({
    ...{ session_id: of['id'], other_session_id: other['id'], owner_id, said_by: actor, said_at: at },
  });
  const adjustment = (of: Row, other: Row, actor = coordinator) => ({
    ...{ id: newId(), owner_id, session_id: of['id'], overlaps_session_id: other['id'], reason: 'A reason' },
    ...{ signed_by: actor, signed_at: at },
  });
  const withdrawal = (of: Row, actor = coordinator) => ({
    ...{ adjustment_id: of['id'], owner_id, reason: 'A reason', withdrawn_by: actor, withdrawn_at: at },
  });
  const [signed, undone] = [adjustment(twice, released), adjustment(twice, released)];

  const imported = (actor = coordinator) => ({
    ...{ id: newId(), owner_id, imported_by: actor, created_at: at, file_name: 'a.csv', row_count: 1 },
    ...{ fingerprint: 'f'.repeat(64), reading: '{}' },
  });
  const file = imported();
  const done = { ...imported(trainer), begun_at: at, finished_at: at };
  const order = (of: Row, actor = coordinator) => ({
    ...{ import_id: of['id'], owner_id, grain: 'total', ordered_by: actor, ordered_at: at },
  });
  const fileRows = (number: number) => ({ import_id: file.id, owner_id, number, rows: '[]', row_count: 1 });

  const part = (name: string, actor = trainer) => ({
    ...{ person_id: actor, owner_id, part: name, content: '{"about":"A text"}', revision: 1, saved_at: at },
  });
  const consent = (name: string, actor = trainer) => ({
    ...{ id: newId(), person_id: actor, owner_id, part: name, given_at: at, withdrawn_at: null },
  });
  const period = (kind: string, actor = coordinator) => ({
    ...{ owner_id, kind, days: 365, set_by: actor, set_at: at },
  });
  const ofTrainer = { person_id: trainer };
  const invited = { invited_by: coordinator, invited_at: at, expires_at: '2026-03-09T10:00:00Z' };
  const invitation = { id: newId(), owner_id, ...ofTrainer, ...invited };

  const annotation = (number: number, actor = coordinator) => ({
    ...{ id: newId(), owner_id, kind: 'peers_at_home', year: 2026, number, note: 'A note', language: 'en' },
    ...{ written_by: actor, written_at: at },
  });
  const said = annotation(1);
  const unsaid = annotation(2);
  const letOut = (of: Row, actor = coordinator) => ({
    ...{ annotation_id: of['id'], owner_id, released_by: actor, released_at: at },
  });

  const listed = (code: string, actor = trainer) => ({
    ...{ session_id: released.id, owner_id, code, listed_by: actor, listed_at: at },
  });
  const figure = { owner_id, kind: 'peers_at_home', least: 12, attendances: 30 };
  const publication = { id: newId(), note: 'A note', published_by: coordinator, published_at: at, position: 1 };
  const snapshot = {
    ...{ id: newId(), owner_id, code: 'ministries', version: 1, scope: '{}', as_at: at },
    ...{ position: 1, value: 4, splits: '{}', fingerprint: 'f'.repeat(64), taken_by: coordinator, taken_at: at },
  };
  const use = (actor = coordinator) => ({
    ...{ snapshot_id: snapshot.id, place: 'A place', address: null, used_by: actor, used_at: at },
  });

  const few = '(2,,,,,,,,,)';
  const block = { owner_id, year: 2026, kind: 'peers_at_home' };

  const share = () => ({ id: newId(), country_code: 'BA', population: 'all', ...source });
  const [ending, standing] = [share(), share()];
  const shareVersion = (actor: string | null) => ({
    ...{
      id: newId(),
      record_id: newId(),
      kind: 'published_share',
      number: 1,
      owner_id,
      written_by: actor,
      written_at: at,
    },
    said: '{"country_code":"BA","population":"all","source":"p"}',
  });
  const ended = (record_id: string, actor: string | null = coordinator) => ({
    ...{ record_id, kind: 'published_share', reason: 'R', owner_id, withdrawn_by: actor, withdrawn_at: at },
  });

  const rows: [string, Row[]][] = [
    ['profile_part', [part('about'), part('contact')]],
    ['profile_consent', [consent('about')]],
    ['erasure_request', [{ id: newId(), owner_id, person_id: trainer, note: 'A note', asked_at: at }]],
    ['retention_period', [period('draft')]],
    ['retention_run', [{ id: newId(), owner_id, ran_at: at, removed: '{}' }]],
    ['emergency_access', [{ id: newId(), owner_id, person_id: trainer, reason: 'A reason', hours: 2, asked_at: at }]],
    ['login_reset', [{ id: newId(), owner_id, ...ofTrainer, reason: 'R', asked_by: coordinator, asked_at: at }]],
    ['account_shut', [{ id: newId(), owner_id, ...ofTrainer, shut_by: coordinator, shut_at: at }]],
    ['network', [{ name, origin: demo, created_at: at }]],
    ['country_name', [{ country_code: 'MK', name }]],
    ['institution', [{ id: newId(), owner_id, name }]],
    ['trainer', [{ id: newId(), owner_id, name: 'A trainer', active_from: day, origin: demo }]],
    ['trainer_cohort', [{ ...source, ...cohort }]],
    ['meeting', [{ series: 'GMT', number: 1, countries: ['BA'], topics: [], source: 'a page' }]],
    ['unit', [{ id: newId(), number: 1, title: name }]],
    ['training_session', [drafted, submitted, waiting, released, leaving, twice, together, unclaimed]],
    ['session_import', [file]],
    ['session_import', [done]],
    ['import_release', [order(file)]],
    ['session_import_part', [fileRows(1)]],
    ['session_draft', [draft(drafted)]],
    ['session_version', [sent, awaiting, out, going, again]],
    ['session_version', shared],
    ['session_return', [{ ...verdict(sent), reason: 'A reason', returned_by: coordinator, returned_at: at }]],
    ['session_release', [release(out), release(going), ...[again, ...shared].map((one) => release(one))]],
    ['released_session', [left(out), left(again)]],
    ['released_session', shared.map((one) => ({ ...left(one), co_owner_ids: [owner_id] }))],
    ['session_claim', [claim(together)]],
    ['session_distinction', [distinction(released, twice)]],
    ['reach_adjustment', [signed, undone]],
    ['adjustment_withdrawal', [withdrawal(undone)]],
    ['annotation', [said, unsaid]],
    ['annotation_release', [letOut(said)]],
    ['session_person', [listed('K-1')]],
    ['persons_release', [{ id: newId(), ...figure, released_by: coordinator, released_at: at }]],
    ['published_persons', [{ ...figure, published_at: at }]],
    ['shown_before', [{ session_id: released.id, owner_id, place: 0, head_count: few }]],
    ['waiting_count', [{ ...block, session_id: released.id, view: 'total', part: '1', head_count: few }]],
    ['joint_count', [{ ...block, view: 'total', head_count: few, taken_back_at: at }]],
    ['joint_count_session', [{ joint_count_id: sql`(select id from joint_count)`, session_id: released.id, owner_id }]],
    ['publication', [publication]],
    ['snapshot', [snapshot]],
    ['figure_use', [use()]],
    ['reach_peer_country', [{ owner_id, country_code: 'GE', year: 2026, sessions: 1 }]],
    ['reported_total', [{ id: newId(), ...source, ...reported }]],
    ['contradiction', [{ id: newId(), subject: 's', first: 'a', second: 'b', first_source: 'p', second_source: 'q' }]],
    ['published_share', [ending, standing]],
    ['sourced_version', [shareVersion(coordinator)]],
    ['sourced_withdrawal', [ended(ending.id)]],
    ['login', [{ id: trainer, email: 'a@example.org', created_at: at, updated_at: at }]],
    ['login_credential', [{ id: newId(), ...ofTrainer, ...stamped, provider: 'credential', subject: 'a' }]],
    ['passkey', [{ id: newId(), ...ofTrainer, ...key }]],
    ['second_factor', [{ id: newId(), ...ofTrainer, secret: 's', recovery_codes: 'r', is_confirmed: true }]],
    ['used_code', [{ ...ofTrainer, code_hash: hash, used_at: at }]],
    ['ceremony', [{ id: newId(), ...ofTrainer, ...stamped, token: 't', expires_at: at }]],
    ['challenge', [{ id: newId(), ...stamped, identifier: 'i', value: 'v', expires_at: at }]],
    ['fresh_check', [{ ...ofTrainer, sign_in_hash: hash, checked_at: at }]],
    ['known_device', [{ id: newId(), ...ofTrainer, token_hash: hash, name: '', first_seen_at: at, last_seen_at: at }]],
    ['sign_in_attempt', [{ key: hash, began_at: at, failures: 1 }]],
    ['invitation', [invitation]],
    ['invitation_link', [{ invitation_id: invitation.id, token_hash: hash, email: 'a@example.org', language: 'en' }]],
    ['factor_change', [{ id: newId(), owner_id, ...ofTrainer, change: 'password_set', changed_at: at }]],
    ['fact', [{ name: 'sessionReleased', payload: '{}', announced_at: at }]],
  ];
  await connection.transact('read write', async (transaction) => {
    const db = transaction as unknown as Kysely<Record<string, Row>>;
    for (const [table, values] of rows) await db.insertInto(table).values(values).execute();
  });

  return {
    fact: {
      insert: () => ({ name: 'sessionReleased', payload: '{}', announced_at: at }),
      update: () => ({ delivered_at: at }),
    },
    profile_part: {
      insert: ({ personId }) => part('languages', personId),
      update: () => ({ revision: 2 }),
    },
    profile_consent: {
      insert: ({ personId }) => consent('contact', personId),
      update: () => ({ withdrawn_at: at }),
    },
    retention_period: {
      insert: ({ personId }) => period('person', personId),
      update: ({ personId }) => ({ days: 400, set_by: personId }),
    },
    training_session: { insert: ({ personId }) => ({ ...session(), created_by: personId }) },
    session_import: {
      insert: ({ personId }) => imported(personId),
      update: () => ({ mapping: '{}' }),
    },
    import_release: { insert: ({ personId }) => order(done, personId), update: () => ({ finished_at: at }) },
    session_import_part: { insert: () => fileRows(2), update: () => ({ problems: '[]' }) },
    session_draft: {
      insert: ({ personId }) => draft(submitted, personId),
      update: ({ personId }) => ({ author_id: personId, revision: 2 }),
    },
    session_version: { insert: ({ personId }) => version(drafted, personId) },
    session_return: {
      insert: ({ personId }) => ({ ...verdict(awaiting), reason: 'R', returned_by: personId, returned_at: at }),
    },
    session_release: { insert: ({ personId }) => release(awaiting, personId) },
    session_claim: { insert: ({ personId }) => claim(unclaimed, personId) },
    session_distinction: { insert: ({ personId }) => distinction(twice, together, personId) },
    reach_adjustment: { insert: ({ personId }) => adjustment(released, together, personId) },
    adjustment_withdrawal: { insert: ({ personId }) => withdrawal(signed, personId) },
    annotation: { insert: ({ personId }) => annotation(3, personId) },
    annotation_release: { insert: ({ personId }) => letOut(unsaid, personId) },
    counted_piece: { update: () => ({ total: 0 }) },
    sourced_version: { insert: ({ personId }) => shareVersion(personId) },
    sourced_withdrawal: { insert: ({ personId }) => ended(standing.id, personId) },
    session_person: { insert: ({ personId }) => listed('K-2', personId) },
    figure_use: { insert: ({ personId }) => use(personId) },
    public_figure: {
      insert: ({ personId }) => ({ code: 'sessions-peers_at_home', chosen_by: personId, chosen_at: at }),
    },
    released_session: { insert: () => left(going), update: () => ({ total: null }) },
  };
}

const source = { source: 'a page' };
const hash = Buffer.from('h');
const stamped = { created_at: at, updated_at: at };
const key = { credential_id: 'c', public_key: 'p', counter: 0, device_type: 'd', is_backed_up: false };
const described = {
  ...{ kind: 'peers_at_home', occurrence: 'held', title: 'A session', date_from: day, date_to: day },
  ...{ place: 'Sarajevo', country_code: 'BA', host: 'A school', peer_countries: [], unit_ids: [], basis: 'head_count' },
};
const cohort = { certified_on: day, course: 'c', provider: 'p', place: 'x', country_code: 'BA', by_country: '{}' };
const reported = {
  ...{ as_at: day, qualifier: 'over', value: 10, counted: 'people', period_from: day, period_to: day, basis: 'page' },
};
