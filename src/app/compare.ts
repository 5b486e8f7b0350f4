import type { Ministry } from '#domains/identity/types.ts';
import { findNetwork, findThreshold } from '#domains/network/server/queries.ts';
import { mayAnnotate } from '#domains/training/annotations/access.ts';
import { arrangeAnnotations, type Remark } from '#domains/training/annotations/rules.ts';
import { listAnnotations } from '#domains/training/annotations/server/queries.ts';
import { layGroundwork, type Groundwork } from '#domains/training/reach/rules/basis.ts';
import { codeOf } from '#domains/training/reach/rules/definitions.ts';
import { bridgeOf, type Bridge, type FigureRow } from '#domains/training/reach/rules/figure.ts';
import { notCounted } from '#domains/training/reach/rules/shown.ts';
import { findAsAt, findFigure, listBasis, listReportedTotals } from '#domains/training/reach/server/queries.ts';
import { findDefinition } from '#domains/training/reach/server/queries/definitions.ts';
import type { FigureDefinition, ReportedTotal } from '#domains/training/reach/types.ts';
import { unitOf, type SessionKind } from '#domains/training/sessions/types.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import type { Actor } from '#shared/actor.ts';
import type { OwnerId } from '#shared/ids.ts';
import { readScope } from './figure-scope.ts';
import type { Asking } from './request.ts';

/** One ministry beside the others, as all of them may see it. */
export interface Compared {
  readonly ministry: Ministry;
  readonly row: FigureRow<OwnerId>;
  readonly ground: Groundwork;
  /** The totals that others published of this ministry alone. */
  readonly reported: readonly ReportedTotal[];
  readonly remarks: readonly Remark[];
  readonly may: { readonly annotate: boolean };
}

/** The ministries beside one another, in the order in which their names stand in the language of the reader. */
export interface Comparison {
  readonly kind: SessionKind;
  readonly definition: FigureDefinition;
  readonly asAt: Date | null;
  readonly threshold: number;
  /** The records behind it are invented. */
  readonly isDemo: boolean;
  /** The years between the first record of any ministry and the last. */
  readonly years: readonly number[];
  readonly ministries: readonly Compared[];
  /** How they become the figure of the network, where some count the same sessions. */
  readonly bridge: Bridge | null;
}

/** Gathers what stands beside one another. The words only put it in order. */
export async function compareMinistries(
  ask: Asking,
  parameters: URLSearchParams,
  { actor, t }: { readonly actor: Actor; readonly t: Pick<Translate, 'country' | 'locale'> },
): Promise<Comparison> {
  const { scope, ministries } = await readScope(ask, parameters);
  const { kind } = scope;
  const isCounted = unitOf(kind) === 'attendances';
  const network = await ask(findFigure, { kind });
  const { byOwner, byYear } = network;
  const bases = await ask(listBasis, kind);
  const recorded = byYear.map(({ key }) => key);
  const period = { from: Math.min(...recorded), to: Math.max(...recorded) };
  const reported = kind === 'peers_at_home' ? await ask(listReportedTotals) : [];
  const remarks = arrangeAnnotations(await ask(listAnnotations, kind));
  const compared = ministries.map((ministry): Compared => {
    const { id, countryCode } = ministry;
    return {
      ministry,
      row: byOwner.find(({ key }) => key === id) ?? { ...emptyRow(id), ...(isCounted ? {} : { shown: notCounted }) },
      ground: layGroundwork(
        bases.filter(({ ownerId }) => ownerId === id),
        period,
      ),
      reported: reported.filter((total) => total.countryCode === countryCode),
      remarks: remarks.filter(({ of }) => of.ownerId === id),
      may: { annotate: mayAnnotate(actor, { ownerId: id }) },
    };
  });
  const { compare } = new Intl.Collator(t.locale);
  return {
    kind,
    bridge: bridgeOf(byOwner, { sessions: network.sessions, total: network.whole.total }),
    definition: (await ask(findDefinition, codeOf(kind)))!,
    asAt: await ask(findAsAt, { kind }, true),
    threshold: await ask(findThreshold),
    isDemo: (await ask(findNetwork))?.isDemo ?? false,
    years: Array.from({ length: recorded.length && period.to - period.from + 1 }, (_, at) => period.from + at),
    ministries: compared.toSorted((a, b) =>
      compare(t.country(a.ministry.countryCode), t.country(b.ministry.countryCode)),
    ),
  };
}

/** A ministry that released nothing of this kind: nobody, in no session. */
const emptyRow = (key: OwnerId): FigureRow<OwnerId> => ({
  key,
  sessions: 0,
  uncountedSessions: 0,
  heldSessions: 0,
  shown: {
    total: 0,
    bySex: { women: 0, men: 0, notRecorded: 0, withheld: 0 },
    byStatus: { civilian: 0, military: 0, notRecorded: 0, withheld: 0 },
  },
  shared: { sessions: 0, attendances: 0 },
});
