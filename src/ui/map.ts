/** A country by its two letters (ISO 3166-1; XK for Kosovo). */
export type CountryCode = string;

/** A place on the map in percent of its width and height. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Everything that a map draws, made on the server; paths are in the units of `width` and `height`. */
export interface MapDrawing {
  readonly width: number;
  readonly height: number;
  readonly land: string;
  /** The countries of the region as one shape with its inner boundaries. */
  readonly region: string;
  /** The countries beyond it that were reached. */
  readonly reached: string;
  /** The middle of the region, from which arcs go out; null on a map that shows the region itself. */
  readonly heart: Spot | null;
  readonly spots: Readonly<Record<CountryCode, Spot>>;
}

/** Which side of its dot a name stands on. */
export type Side = 'right' | 'left' | 'above' | 'below';

/** A country that a map marks. */
export interface Marked {
  readonly code: CountryCode;
  readonly name: string;
  /** A number, below the name. */
  readonly note?: string;
  /** Pixels; of a dot where it is left out. */
  readonly radius?: number;
  /** A number stands for it that is not shown: its circle is an outline. */
  readonly isOpen?: boolean;
}

/** The radius of a dot, and of the largest bubble. */
export const dotRadius = 4.5;
const largest = 18;

/** The radius of a bubble, its area as large as its number is among the others; null, for what is not shown. */
export const bubbleRadius = (size: number | null, most: number): number =>
  size === null ? 8 : Math.max(2, Math.round(10 * largest * Math.sqrt(size / Math.max(1, most))) / 10);
interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Pixels: the narrowest phone's map, and a letter at the size in which names are set. */
const narrow = 300;
const letter = { width: 6.4, height: 14 };
const sides: readonly Side[] = ['right', 'left', 'below', 'above'];

/**
 * Chooses a side for each name so that none covers another, nor a dot, nor leaves the picture, judged at the width of
 * the narrowest phone; on a wider map names only move apart. Greedy from north to south; a name without room goes where it
 * covers least.
 */
export function placeNames(drawing: MapDrawing, named: readonly Marked[]): Readonly<Record<CountryCode, Side>> {
  const tall = (narrow * drawing.height) / drawing.width;
  const at = (spot: Spot) => ({ x: (spot.x / 100) * narrow, y: (spot.y / 100) * tall });
  const known = named.flatMap(({ code, name, note = '', radius = dotRadius }) => {
    const spot = drawing.spots[code];
    return spot ? [{ code, name, note, radius, ...at(spot) }] : [];
  });
  const heart = drawing.heart ? [{ radius: dotRadius, ...at(drawing.heart) }] : [];
  const circles = [...known, ...heart];
  const taken: Box[] = [];
  const placed: Record<CountryCode, Side> = {};
  for (const country of known.toSorted((a, b) => a.y - b.y)) {
    const covered = sides.map((side) => {
      const box = nameBox(country, side);
      const beyond = Math.max(0, -box.left, box.right - narrow) + Math.max(0, -box.top, box.bottom - tall);
      const names = taken.reduce((sum, other) => sum + overlap(box, other), 0);
      return beyond + names + circles.reduce((sum, circle) => sum + reach(box, circle), 0);
    });
    const side = sides[covered.indexOf(Math.min(...covered))]!;
    placed[country.code] = side;
    taken.push(nameBox(country, side));
  }
  return placed;
}

interface Spotted {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly name: string;
  readonly note: string;
}

function nameBox({ x, y, radius, name, note }: Spotted, side: Side): Box {
  const width = Math.max([...name].length, [...note].length) * letter.width;
  const height = letter.height * (note ? 2 : 1);
  const half = height / 2;
  const off = radius + 2.5;
  if (side === 'right') return { left: x + off, right: x + off + width, top: y - half, bottom: y + half };
  if (side === 'left') return { left: x - off - width, right: x - off, top: y - half, bottom: y + half };
  const top = side === 'below' ? y + off : y - off - height;
  return { left: x - width / 2, right: x + width / 2, top, bottom: top + height };
}

/** Pixels: how far two boxes would have to move apart; 0 where they do not touch. */
function overlap(a: Box, b: Box): number {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return across > 0 && down > 0 ? Math.min(across, down) : 0;
}

/** Pixels: how far a circle, with a little air around it, reaches into a box. */
function reach(box: Box, { x, y, radius }: Pick<Spotted, 'x' | 'y' | 'radius'>): number {
  const across = x - Math.min(Math.max(x, box.left), box.right);
  const down = y - Math.min(Math.max(y, box.top), box.bottom);
  return Math.max(0, radius + 1 - Math.hypot(across, down));
}

/** Where a name and its note stand beside their circle, in pixels from its middle, and which end is tied there. */
export function besideCircle(side: Side, { radius = dotRadius, note }: Marked) {
  const off = radius + 3.5;
  const second = note ? letter.height : 0;
  if (side === 'above') return { dx: 0, dy: -off - 1 - second, anchor: 'middle' } as const;
  if (side === 'below') return { dx: 0, dy: off + 10, anchor: 'middle' } as const;
  const dy = 4.5 - second / 2;
  return side === 'left' ? ({ dx: -off, dy, anchor: 'end' } as const) : ({ dx: off, dy, anchor: 'start' } as const);
}

/** An arc between two places, bent to the right of its way, in the units of the drawing. */
export function arcPath({ width, height }: MapDrawing, from: Spot, to: Spot): string {
  const [x1, y1, x2, y2] = [from.x * width, from.y * height, to.x * width, to.y * height].map((n) => n / 100) as [
    number,
    number,
    number,
    number,
  ];
  const bend = 0.14;
  const cx = (x1 + x2) / 2 - (y2 - y1) * bend;
  const cy = (y1 + y2) / 2 + (x2 - x1) * bend;
  return `M${Math.round(x1)} ${Math.round(y1)}Q${Math.round(cx)} ${Math.round(cy)} ${Math.round(x2)} ${Math.round(y2)}`;
}
