import { toJsonSchema, toJsonSchemaDefs, type JsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { kindCodes } from '#domains/training/reach/rules/definitions.ts';
import {
  ministryJson,
  ownSessionJson,
  releasedSessionJson,
  sessionLineJson,
  shownCountJson,
} from '#domains/training/sessions/rules/json.ts';
import { problemJson } from './answer-problem.ts';
import { auditKeyJson, signedAuditJson, signedHeadJson } from './audit.ts';
import { factsJson } from './facts.ts';
import { figureJson, figureListJson, openedFigureJson } from './figures.ts';
import { participantListJson, participantsToKeepJson } from './session-persons.ts';
import { releaseJson, releasedJson, returnedJson, returnJson } from './session-release.ts';
import { draftToSaveJson, savedDraftJson, submissionJson, submittedJson } from './session-writing.ts';
import { snapshotJson, snapshotListJson } from './snapshots.ts';
import { networkListJson, ownListJson, sessionJson, sessionListJson } from './sessions.ts';

/** What is sent, by name. */
const sent = {
  DraftToSave: draftToSaveJson,
  Submission: submissionJson,
  Release: releaseJson,
  Return: returnJson,
  ParticipantsToKeep: participantsToKeepJson,
};

/** The description itself, as far as it needs describing. */
export const descriptionJson = v.looseObject({ openapi: v.literal('3.1.1') });

/** What is answered, by name. */
const answered = {
  Description: descriptionJson,
  Problem: problemJson,
  Ministry: ministryJson,
  Facts: factsJson,
  Figure: figureJson,
  OpenedFigure: openedFigureJson,
  FigureList: figureListJson,
  Session: sessionJson,
  OwnSession: ownSessionJson,
  ReleasedSession: releasedSessionJson,
  ShownCount: shownCountJson,
  SessionList: sessionListJson,
  OwnSessionList: ownListJson,
  ReleasedSessionList: networkListJson,
  SessionLine: sessionLineJson,
  SavedDraft: savedDraftJson,
  Submitted: submittedJson,
  Released: releasedJson,
  ParticipantList: participantListJson,
  Returned: returnedJson,
  SignedAudit: signedAuditJson,
  SignedHead: signedHeadJson,
  AuditKey: auditKeyJson,
  SnapshotList: snapshotListJson,
  Snapshot: snapshotJson,
};

/** The parameters in the addresses. */
export const pathParameters = {
  id: v.pipe(v.string(), v.uuid(), v.description('The session.')),
  versionId: v.pipe(v.string(), v.uuid(), v.description('The version; yours to make (UUIDv7).')),
  code: v.pipe(v.picklist(kindCodes), v.description('The figure.')),
  snapshot: v.pipe(v.string(), v.uuid(), v.description('The snapshot.')),
};

const pointTo = (name: string) => `#/components/schemas/${name}`;
/** What JSON Schema cannot say is checked all the same, and left out of the description. */
const how = {
  target: 'draft-2020-12',
  errorMode: 'ignore',
  overrideRef: ({ referenceId }: { referenceId: string }) => pointTo(referenceId),
} as const;

/** All schemas by name, as JSON Schema 2020-12. */
export const describeSchemas = (): Record<string, JsonSchema> => ({
  ...toJsonSchemaDefs(sent, { ...how, typeMode: 'input' }),
  ...toJsonSchemaDefs(answered, how),
});

/** A reference to a schema by its name; of one that has none, the schema itself. */
export function refTo(schema: v.GenericSchema): JsonSchema {
  const name = Object.entries({ ...sent, ...answered }).find(([, named]) => named === schema)?.[0];
  return name ? { $ref: pointTo(name) } : plain(schema);
}

/** A parameter of an address. */
export function describeParameter(name: string, schema: v.GenericSchema) {
  const { description, ...described } = plain(schema);
  return { name, description, schema: described };
}

function plain(schema: v.GenericSchema): JsonSchema {
  const { $schema: _, ...described } = toJsonSchema(schema, { ...how, typeMode: 'input' });
  return described;
}
