import { type Stroke, strokesOf } from './letters';
import { toPng } from './png';

type Colour = readonly [red: number, green: number, blue: number];

/** White on each of them can be read well. */
const TINTS: readonly Colour[] = [
  [15, 118, 110],
  [29, 78, 216],
  [109, 40, 217],
  [190, 24, 93],
  [180, 83, 9],
  [21, 128, 61],
  [159, 18, 57],
  [67, 56, 202],
  [14, 116, 144],
  [162, 28, 175],
  [87, 83, 78],
  [146, 64, 14],
];
export const TINT_COUNT = TINTS.length;

const SIZE = 128;
const PEN = 5.5;
/** Where a letter stands: a little above the middle looks like the middle. */
const BOX = { left: 41, top: 37, width: 46, height: 53 };

/** A square with a letter, or with the outline of a person where there is no letter for a name. */
export function drawAvatar(tint: number, letter: string): Buffer {
  const ground = TINTS[tint % TINTS.length] ?? [0, 0, 0];
  const strokes = strokesOf(letter).map((stroke) => stroke.map(([x, y]) => inBox(x, y)));
  const distance = strokes.length > 0 ? (x: number, y: number) => toStrokes(strokes, x, y) - PEN : toPerson;
  const rgb = Buffer.alloc(SIZE * SIZE * 3);
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) {
      // Half a pixel of blending on either side of an edge.
      const ink = Math.min(Math.max(0.5 - distance(x + 0.5, y + 0.5), 0), 1);
      for (const part of [0, 1, 2] as const) {
        rgb[(y * SIZE + x) * 3 + part] = Math.round(ground[part] + (255 - ground[part]) * ink);
      }
    }
  }
  return toPng(SIZE, rgb);
}

const inBox = (x: number, y: number): readonly [number, number] => [BOX.left + x * BOX.width, BOX.top + y * BOX.height];

function toStrokes(strokes: readonly Stroke[], x: number, y: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const stroke of strokes) {
    stroke.forEach((end, index) => {
      const start = stroke[index - 1];
      if (start !== undefined) nearest = Math.min(nearest, toSegment(start, end, x, y));
    });
  }
  return nearest;
}

type Point = readonly [number, number];

function toSegment([x1, y1]: Point, [x2, y2]: Point, x: number, y: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(Math.max(along, 0), 1);
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy);
}

/** A head, and shoulders that the lower edge cuts off. */
const toPerson = (x: number, y: number): number =>
  Math.min(Math.hypot(x - 64, y - 49) - 21, Math.hypot((x - 64) * 0.92, y - 117) - 37);
