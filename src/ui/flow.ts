import type { Texture, Tone } from './fill.ts';

/** One number of a lane and the words beside it; null where it is not shown, which is drawn as an outline. */
export interface Step {
  readonly value: number | null;
  readonly text: string;
}

/** A lane runs from its first step to its last, and from there in parts to the ends. */
export interface Lane {
  readonly name: string;
  readonly steps: readonly Step[];
  /** By the key of an end; they add up to the last step. Null where that is not shown. */
  readonly parts: Readonly<Record<string, number>> | null;
}

/** Where the lanes end up, all together. */
export interface End {
  readonly key: string;
  readonly text: string;
  readonly tone: Tone;
  readonly texture: Texture;
}

/** A bar across a lane, in pixels from the top; `across` in percent. */
export interface Bar {
  readonly across: number;
  readonly top: number;
  readonly height: number;
  readonly text: string;
  /** Its number is not shown. */
  readonly isOpen: boolean;
}

/** A band between two bars, as a path in a box 1000 wide. */
export interface Band {
  readonly path: string;
  readonly tone: Tone | 'none';
  readonly isOpen: boolean;
}

export interface FlowDrawing {
  readonly height: number;
  readonly barWidth: number;
  readonly names: readonly { readonly name: string; readonly top: number }[];
  readonly bars: readonly Bar[];
  readonly bands: readonly Band[];
  readonly ends: readonly (End & { readonly top: number; readonly height: number })[];
}

/** Pixels: the name above a lane, its thickest bar, the space below it, the width of a bar, room for the words of an end. */
const nameHeight = 20;
const thickest = 34;
const gap = 14;
const barWidth = 12;
const endRoom = 24;
/** The thickness of what is not shown. */
const unknown = 10;

/**
 * Draws lanes under one another in the order given, each step of all of them to one scale. The last step and the ends
 * share a scale, so what flows between them is one width all the way.
 */
export function layOutFlow(lanes: readonly Lane[], ends: readonly End[]): FlowDrawing {
  const steps = lanes[0]?.steps.length ?? 0;
  const most = Array.from({ length: steps }, (_, at) =>
    Math.max(1, ...lanes.map((lane) => lane.steps[at]!.value ?? 0)),
  );
  const thickness = (at: number, value: number | null) =>
    value === null ? unknown : value === 0 ? 0 : Math.max(1.5, round((thickest * value) / most[at]!));
  const scale = thickest / (most.at(-1) ?? 1);
  const laneHeight = nameHeight + thickest + gap;
  const centre = (lane: number) => lane * laneHeight + nameHeight + thickest / 2;
  const across = (at: number) => round((100 * at) / steps);

  const bars = lanes.flatMap((lane, row) =>
    lane.steps.map(({ value, text }, at): Bar => {
      const height = thickness(at, value);
      return { across: across(at), top: round(centre(row) - height / 2), height, text, isOpen: value === null };
    }),
  );
  const between = lanes.flatMap((lane, row) =>
    lane.steps.slice(1).flatMap((step, before): Band[] => {
      const from = bars[row * steps + before]!;
      const to = bars[row * steps + before + 1]!;
      if (from.height === 0 || to.height === 0) return [];
      const box = { x1: 10 * from.across, x2: 10 * to.across, from, to };
      return [{ path: bandPath(box), tone: 'none', isOpen: from.isOpen || to.isOpen }];
    }),
  );

  const totals = ends.map(({ key }) => lanes.reduce((sum, { parts }) => sum + (parts?.[key] ?? 0), 0));
  let top = 0;
  const placed = ends.map((end, at) => {
    const height = Math.max(1.5, round(totals[at]! * scale));
    const place = { ...end, top: top + endRoom, height };
    top = place.top + height;
    return place;
  });
  const filled = ends.map(() => 0);
  const out = lanes.flatMap(({ parts }, row): Band[] => {
    if (!parts || steps === 0) return [];
    const bar = bars[row * steps + steps - 1]!;
    let inside = 0;
    return placed.flatMap((end, at) => {
      const height = (parts[end.key] ?? 0) * scale;
      if (height === 0) return [];
      const from = { top: round(bar.top + inside), height: round(height) };
      const to = { top: round(end.top + filled[at]!), height: round(height) };
      inside += height;
      filled[at]! += height;
      const isOpen = end.texture === 'empty';
      return [{ path: bandPath({ x1: 10 * bar.across, x2: 1000, from, to }), tone: end.tone, isOpen }];
    });
  });
  return {
    barWidth,
    height: Math.ceil(Math.max(lanes.length * laneHeight, top + 4)),
    names: lanes.map(({ name }, row) => ({ name, top: row * laneHeight + 14 })),
    bars,
    bands: [...between, ...out],
    ends: placed,
  };
}

interface Strip {
  readonly top: number;
  readonly height: number;
}

/** A band from one strip to another, leaving and arriving level. */
function bandPath({ x1, x2, from, to }: { x1: number; x2: number; from: Strip; to: Strip }): string {
  const middle = Math.round((x1 + x2) / 2);
  const [left, right] = [Math.round(x1), Math.round(x2)];
  const [a, b] = [round(from.top + from.height), round(to.top + to.height)];
  return (
    `M${left} ${from.top}C${middle} ${from.top} ${middle} ${to.top} ${right} ${to.top}` +
    `V${b}C${middle} ${b} ${middle} ${a} ${left} ${a}z`
  );
}

const round = (n: number): number => Math.round(n * 10) / 10;
