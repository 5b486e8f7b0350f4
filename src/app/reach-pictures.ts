import { layOutCascade, type CascadeEnd } from '#domains/training/reach/rules/cascade.ts';
import type { Figure } from '#domains/training/reach/server/queries.ts';
import { sayTotal } from '#domains/training/reach/rules/wording.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import type { OwnerId } from '#shared/ids.ts';
import type { Texture, Tone } from '#ui/fill.ts';
import { layOutFlow, type FlowDrawing } from '#ui/flow.ts';
import { bubbleRadius, placeNames, type MapDrawing, type Marked, type Side } from '#ui/map.ts';
import { rememberCloseUp, rememberMap } from '#ui/server/draw-map.ts';
import type { Measure, Reach } from './reach.ts';

/** A map with what it marks, and on which side each name stands. */
export interface DrawnMap {
  readonly drawing: MapDrawing;
  readonly marked: readonly Marked[];
  readonly sides: Readonly<Record<string, Side>>;
}

/** The pictures of reach, drawn where they are asked for, so that no page brings along what draws them. */
export interface ReachPictures {
  /** The ministries of the cascade, by the names of their countries. */
  readonly rows: Figure['once'];
  readonly flow: FlowDrawing;
  readonly hasWithheld: boolean;
  readonly region: DrawnMap;
  readonly beyond: DrawnMap;
}

const looks: Readonly<Record<CascadeEnd, readonly [Tone, Texture]>> = {
  women: ['teal', 'plain'],
  men: ['ochre', 'hatch'],
  civilian: ['ink', 'plain'],
  military: ['ink', 'dots'],
  notRecorded: ['ink', 'empty'],
  withheld: ['ink', 'empty'],
};

/** Draws them. `everywhere` is every country that was ever reached, so that the map is the same whatever is chosen. */
export function drawReach(t: Translate, reach: Reach, everywhere: readonly string[]): ReachPictures {
  const region = reach.ministries.map(({ countryCode }) => countryCode);
  const { rows, cascade } = cascadeOf(t, reach);
  const countsPeople = reach.definition.unit === 'attendance';
  return {
    rows,
    flow: layOutFlow(
      cascade.lanes.map(({ name, trainers, sessions, total, parts }) => ({
        name,
        steps: countsPeople
          ? [
              { value: trainers, text: t.number(trainers ?? 0) },
              { value: sessions, text: t.number(sessions) },
              { value: typeof total === 'number' ? total : null, text: sayTotal(t, total) },
            ]
          : [{ value: sessions, text: t.number(sessions) }],
        parts,
      })),
      cascade.ends.map(({ end, n }) => ({
        key: end,
        text: `${t(`reach.${end}`)} ${t.number(n)}`,
        tone: looks[end][0],
        texture: looks[end][1],
      })),
    ),
    hasWithheld: countsPeople && cascade.lanes.some(({ parts }) => !parts || (parts.withheld ?? 0) > 0),
    region: drawMarks(t, reach.region, rememberCloseUp(region)),
    beyond: drawMarks(t, reach.beyond, rememberMap(region, everywhere)),
  };
}

function cascadeOf(t: Translate, { figure, ministries, trainers, filter }: Reach) {
  const nameOf = (id: OwnerId) => t.country(ministries.find((one) => one.id === id)?.countryCode ?? '');
  const { compare } = new Intl.Collator(t.locale);
  // Of one ministry, the figure itself may show more than its row in a table of ministries does.
  const shown = filter.scope.ownerId ? figure.once.map((row) => ({ ...row, shown: figure.whole })) : figure.once;
  const rows = shown.toSorted((a, b) => compare(nameOf(a.key), nameOf(b.key)));
  const lanes = rows.map(({ key, sessions, shown }) => ({
    name: nameOf(key),
    trainers: trainers.get(key) ?? 0,
    sessions,
    shown,
  }));
  return { rows, cascade: layOutCascade(lanes, filter.audience) };
}

/** The countries as a map marks them: each with its number, so that no size has to be guessed. */
function drawMarks(t: Translate, { unit, places }: Measure, drawing: MapDrawing): DrawnMap {
  const most = Math.max(1, ...places.map(({ size }) => size ?? 0));
  const marked = places.map(({ countryCode, sessions, attendances, size }) => ({
    code: countryCode,
    name: t.country(countryCode),
    note: unit === 'attendances' && attendances !== null ? sayTotal(t, attendances) : t.number(sessions),
    radius: bubbleRadius(size, most),
    isOpen: size === null,
  }));
  return { drawing, marked, sides: placeNames(drawing, marked) };
}
