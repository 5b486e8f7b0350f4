import * as v from 'valibot';
import { MayNotReadAudit, SigningKeyMissing } from '#domains/audit/errors.ts';
import { typedParts, withoutTexts } from '#domains/audit/rules.ts';
import { auditFilterSchema, type AuditFilter } from '#domains/audit/schema.ts';
import { formats } from '#platform/audit/export.ts';
import type { OwnerId } from '#shared/ids.ts';
import { findAudited } from '../audit/audited.ts';
import { mostEntries, signEntries, signHead, signingKey } from '../audit/sign.ts';
import { noteRead } from '../note-read.ts';
import { auditParameter } from './asked-scope.ts';
import { operation } from './operation.ts';

/** Who reads an audit, as its access file says it. */
export const whoAudits =
  "A ministry's coordinator, deputies and auditors read its audit and take it along. What the network's people do for it is read by every ministry's coordinator, deputies and auditors, and by the secretariat.";

/** How an audit is narrowed; of a ministry, or of the network. */
export const auditQuery = v.object({ ministry: auditParameter, ...auditFilterSchema.entries });
export type AuditWanted = v.InferOutput<typeof auditQuery>;

const whole = v.pipe(v.number(), v.integer());
const head = v.object({ seq: whole, hash: v.string(), at: v.string() });
const signed = { publicKey: v.string(), signature: v.string() };
const made = { exportedAt: v.string(), exportedBy: v.object({ id: v.string(), name: v.string() }) };
const nullable = v.nullable(v.string());

export const signedHeadJson = v.object({
  format: v.literal(formats.head),
  chain: v.string(),
  ministry: v.string(),
  head,
  ...made,
  ...signed,
});
export const signedAuditJson = v.object({
  format: v.literal(formats.export),
  chain: v.string(),
  ministry: v.string(),
  filter: v.record(v.string(), v.string()),
  head,
  ...made,
  isCut: v.pipe(v.boolean(), v.description(`There are more than the ${mostEntries} newest that are here.`)),
  entries: v.array(
    v.object({
      seq: whole,
      at: v.string(),
      actor: nullable,
      table: v.string(),
      rowKey: v.string(),
      action: v.string(),
      before: v.pipe(nullable, v.description('JSON as text, the way the hash was taken of it.')),
      after: nullable,
      previousHash: v.string(),
      hash: v.string(),
    }),
  ),
  ...signed,
});
export const auditKeyJson = v.object({
  algorithm: v.literal('Ed25519'),
  publicKey: v.string(),
  fingerprint: v.string(),
});

export const readSignedAudit = operation({
  id: 'readSignedAudit',
  summary: 'Entries of an audit with their hashes, signed: “npm run audit:verify -- --export” verifies the file',
  who: whoAudits,
  query: auditQuery,
  answer: signedAuditJson,
  refusals: [MayNotReadAudit, SigningKeyMissing],
  async carryOut({ locals, query: { ministry, ...filter } }) {
    const { owner, document } = await locals.asking(async (ask) => {
      const { asked } = await findAudited(ask, locals.actor, ministry);
      return { owner: asked.ownerId, document: await signEntries(ask, locals.actor, asked, filter) };
    });
    await noteAudit(locals, owner, { as: 'json', rows: document.entries.length, filter });
    return document as unknown as v.InferInput<typeof signedAuditJson>;
  },
});

export const readSignedHead = operation({
  id: 'readSignedHead',
  summary: 'The head of the chain of an audit, signed, to be kept outside',
  who: whoAudits,
  query: v.object({ ministry: auditParameter }),
  answer: signedHeadJson,
  refusals: [MayNotReadAudit, SigningKeyMissing],
  carryOut: ({ locals, query }) =>
    locals.asking(async (ask) => {
      const { asked } = await findAudited(ask, locals.actor, query.ministry);
      return signHead(ask, locals.actor, asked);
    }),
});

export const readAuditKey = operation({
  id: 'readAuditKey',
  summary: 'The public key that fits the signatures of exports and heads',
  who: 'Anybody.',
  isPublic: true,
  answer: auditKeyJson,
  refusals: [SigningKeyMissing],
  async carryOut() {
    const { publicPem, fingerprint } = signingKey();
    return { algorithm: 'Ed25519' as const, publicKey: publicPem, fingerprint };
  },
});

/** Notes that an audit was taken along, in that very audit. */
export const noteAudit = (
  locals: Pick<App.Locals, 'carryOut'>,
  ownerId: OwnerId | null,
  { filter, ...detail }: { readonly as: string; readonly rows: number; readonly filter: AuditFilter },
): Promise<void> =>
  noteRead(locals, {
    ownerIds: [ownerId],
    kind: 'audit_entry',
    action: 'export',
    detail: { ...detail, filter: withoutTexts(filter, typedParts(filter)) },
  });
