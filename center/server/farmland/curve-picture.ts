import { type PlacedPicture, writePng } from "@yuejian/documents";
import type { ObjectPoint } from "./violation-detail.ts";

const [WIDTH, HEIGHT, MARGIN] = [960, 280, 12];
/** Indices of ground lie between these. */
const [LOW, HIGH] = [-0.4, 1];
const LINE = [46, 125, 50] as const;
const GRID = [205, 205, 205] as const;
const CHANGE = [255, 236, 179] as const;

/** The index of vegetation over time: lines at 0, 0.5, 1 and at every new year, the days between which it changed shaded. Words stand in the caption. */
export function curvePicture(
  points: readonly ObjectPoint[],
  change: { readonly after: string | null; readonly by: string | null },
): Omit<PlacedPicture, "caption"> {
  const pixels = new Uint8Array(WIDTH * HEIGHT * 3).fill(255);
  const [start, end] = [Date.parse(points[0]?.date ?? ""), Date.parse(points.at(-1)?.date ?? "")];
  const x = (date: string) => MARGIN + ((Date.parse(date) - start) / Math.max(1, end - start)) * (WIDTH - 2 * MARGIN);
  const y = (value: number) => MARGIN + ((HIGH - value) / (HIGH - LOW)) * (HEIGHT - 2 * MARGIN);
  const dot = (column: number, row: number, colour: readonly [number, number, number]) => {
    const [across, down] = [Math.round(column), Math.round(row)];
    if (across >= 0 && down >= 0 && across < WIDTH && down < HEIGHT) pixels.set(colour, (down * WIDTH + across) * 3);
  };
  const stroke = (
    from: readonly [number, number],
    to: readonly [number, number],
    pen: { colour: readonly [number, number, number]; radius: number },
  ) => {
    const steps = Math.ceil(Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]), 1));
    for (let step = 0; step <= steps; step++)
      for (let across = -pen.radius; across <= pen.radius; across++)
        for (let down = -pen.radius; down <= pen.radius; down++)
          dot(from[0] + ((to[0] - from[0]) * step) / steps + across, from[1] + ((to[1] - from[1]) * step) / steps + down, pen.colour);
  };
  if (change.by !== null) {
    const from = Math.max(MARGIN, x(change.after ?? change.by));
    for (let column = from; column <= Math.max(from + 2, x(change.by)); column++)
      for (let row = MARGIN; row < HEIGHT - MARGIN; row++) dot(column, row, CHANGE);
  }
  for (const value of [0, 0.5, 1]) stroke([MARGIN, y(value)], [WIDTH - MARGIN, y(value)], { colour: GRID, radius: 0 });
  for (const year of new Set(points.map(({ date }) => `${date.slice(0, 4)}-01-01`)))
    if (Date.parse(year) >= start) stroke([x(year), MARGIN], [x(year), HEIGHT - MARGIN], { colour: GRID, radius: 0 });
  const seen = points.flatMap(({ date, ndvi }) => (ndvi === null ? [] : [[x(date), y(ndvi)] as const]));
  seen.forEach((to, at) => {
    const from = seen[at - 1];
    if (from !== undefined) stroke(from, to, { colour: LINE, radius: 1 });
    stroke(to, to, { colour: LINE, radius: 3 });
  });
  return { png: writePng({ width: WIDTH, height: HEIGHT, channels: 3, pixels }), width: WIDTH, height: HEIGHT };
}
