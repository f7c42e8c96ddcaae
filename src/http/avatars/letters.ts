/** A line of points in a box from 0 to 1, y downwards. */
export type Stroke = readonly (readonly [x: number, y: number])[];

const P = 'M.12 1 L.12 0 L.52 0 C1 0 1 .56 .52 .56 L.12 .56';
const O = 'M.5 0 C.82 0 .98 .22 .98 .5 C.98 .78 .82 1 .5 1 C.18 1 .02 .78 .02 .5 C.02 .22 .18 0 .5 0';
const HALF_MOON = 'M.95 .2 C.8 .03 .65 0 .52 0 C.2 0 .02 .22 .02 .5 C.02 .78 .2 1 .52 1';

/** Letters as strokes of a pen: moves, lines and curves, as in the paths of SVG. */
const PATHS: Readonly<Record<string, string>> = {
  A: 'M0 1 L.5 0 L1 1 M.18 .64 L.82 .64',
  B: 'M.1 0 L.1 1 L.55 1 C1 1 1 .5 .55 .5 L.1 .5 M.1 0 L.5 0 C.92 0 .92 .5 .5 .5',
  C: `${HALF_MOON} C.65 1 .8 .97 .95 .8`,
  D: 'M.1 0 L.1 1 L.45 1 C.8 1 .97 .8 .97 .5 C.97 .2 .8 0 .45 0 L.1 0',
  E: 'M.9 0 L.12 0 L.12 1 L.9 1 M.12 .5 L.78 .5',
  F: 'M.9 0 L.12 0 L.12 1 M.12 .5 L.78 .5',
  G: `${HALF_MOON} C.72 1 .88 .92 .97 .8 L.97 .52 L.58 .52`,
  H: 'M.08 0 L.08 1 M.92 0 L.92 1 M.08 .5 L.92 .5',
  I: 'M.5 0 L.5 1',
  J: 'M.72 0 L.72 .68 C.72 .9 .6 1 .43 1 C.26 1 .15 .9 .12 .74',
  K: 'M.1 0 L.1 1 M.92 0 L.1 .6 M.38 .4 L.94 1',
  L: 'M.15 0 L.15 1 L.88 1',
  M: 'M.02 1 L.06 0 L.5 .72 L.94 0 L.98 1',
  N: 'M.08 1 L.08 0 L.92 1 L.92 0',
  O,
  P,
  Q: `${O} M.62 .72 L.98 1.04`,
  R: `${P} M.5 .56 L.92 1`,
  S: 'M.88 .18 C.78 .04 .62 0 .48 0 C.24 0 .1 .11 .1 .26 C.1 .42 .24 .46 .5 .5 C.78 .54 .92 .6 .92 .76 C.92 .9 .76 1 .5 1 C.3 1 .16 .94 .06 .8',
  T: 'M.02 0 L.98 0 M.5 0 L.5 1',
  U: 'M.08 0 L.08 .62 C.08 .88 .26 1 .5 1 C.74 1 .92 .88 .92 .62 L.92 0',
  V: 'M.02 0 L.5 1 L.98 0',
  W: 'M-.05 0 L.22 1 L.5 .2 L.78 1 L1.05 0',
  X: 'M.05 0 L.95 1 M.95 0 L.05 1',
  Y: 'M.02 0 L.5 .52 L.98 0 M.5 .52 L.5 1',
  Z: 'M.08 0 L.92 0 L.06 1 L.94 1',
};

export const LETTERS = Object.keys(PATHS);

/** Empty for anything but a capital letter from A to Z. */
export function strokesOf(letter: string): readonly Stroke[] {
  const strokes: [number, number][][] = [];
  for (const [, command, numbers = ''] of (PATHS[letter] ?? '').matchAll(/([MLC])([^MLC]*)/g)) {
    const [x = 0, y = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = numbers.trim().split(/\s+/).map(Number);
    const stroke = strokes.at(-1);
    if (command === 'M' || stroke === undefined) strokes.push([[x, y]]);
    else if (command === 'L') stroke.push([x, y]);
    else stroke.push(...curve(stroke.at(-1) ?? [0, 0], [x, y], [x2, y2], [x3, y3]));
  }
  return strokes;
}

const STEPS = 12;
type Point = readonly [number, number];

/** The points of a cubic Bézier curve behind its first. */
const curve = (a: Point, b: Point, c: Point, d: Point): [number, number][] =>
  Array.from({ length: STEPS }, (_, index) => {
    const t = (index + 1) / STEPS;
    const u = 1 - t;
    const mix = (axis: 0 | 1) =>
      u ** 3 * a[axis] + 3 * u * u * t * b[axis] + 3 * u * t * t * c[axis] + t ** 3 * d[axis];
    return [mix(0), mix(1)];
  });
