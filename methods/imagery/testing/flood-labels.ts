import type { Labels, Shape } from "../index.ts";

/** The plain way: a flood from every pixel without a number. */
export function floodLabels(pixels: Uint8Array, { width, height }: Shape): Labels {
  const labels = new Int32Array(pixels.length);
  let count = 0;
  for (let start = 0; start < pixels.length; start++) {
    if (pixels[start] !== 1 || labels[start] !== 0) continue;
    labels[start] = ++count;
    const open = [start];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (let row = -1; row <= 1; row++)
        for (let column = -1; column <= 1; column++) {
          const x: number = (at % width) + column;
          const y: number = Math.floor(at / width) + row;
          const next = y * width + x;
          if (x < 0 || x >= width || y < 0 || y >= height || pixels[next] !== 1 || labels[next] !== 0) continue;
          labels[next] = count;
          open.push(next);
        }
  }
  return { labels, count, width, height };
}
