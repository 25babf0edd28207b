import { type Picture, writePng } from "@yuejian/documents";
import { type GridWindow, type PixelPolygon, type RoleBands, roleBands } from "@yuejian/imagery";
import type { BandsOfDay, SeenScene } from "./measure-images.ts";

/** A day's picture before it is cut and scaled: three channels of 0…255 for every pixel of the grid. */
export interface DayPicture {
  readonly width: number;
  readonly height: number;
  readonly colours: "true" | "infrared" | "vegetation";
  readonly pixels: Uint8Array;
}

const MOST_PIXELS_A_SIDE = 1024;
const CHIP_SIDE = 320;
/** A bright line on a dark one is seen on every ground. */
const PENS = [
  { colour: [20, 20, 20], radius: 1 },
  { colour: [255, 214, 0], radius: 0 },
] as const;

/** True colours where the bands give them, else near infrared as red, else the vegetation index from brown to green. */
export function dayPicture(bands: BandsOfDay | null, scene: SeenScene, size: { width: number; height: number }): DayPicture {
  const roles: RoleBands = bands === null ? {} : roleBands(bands.raster.bands, bands.roles);
  const { red, green, blue, nir } = roles;
  const valid = bands?.raster.valid ?? scene.clear;
  if (red && green && blue) return { ...size, colours: "true", pixels: stretched([red, green, blue], valid, scene.clear) };
  if (red && green && nir) return { ...size, colours: "infrared", pixels: stretched([nir, red, green], valid, scene.clear) };
  return { ...size, colours: "vegetation", pixels: vegetation(scene.ndvi, valid) };
}

/** From the second to the ninety-eighth of a hundred of what was seen clearly, one scale for all bands: clouds would leave the ground black, a scale for each band would colour it. */
function stretched(bands: readonly Float32Array[], valid: Uint8Array, clear: Uint8Array): Uint8Array {
  const step = Math.max(1, Math.floor(valid.length / 20_000));
  const ends = bands.map((band) => {
    const sample: number[] = [];
    for (let at = 0; at < valid.length; at += step) if (clear[at] === 1 && Number.isFinite(band[at])) sample.push(band[at] ?? 0);
    sample.sort((left, right) => left - right);
    return [sample[Math.floor(sample.length * 0.02)] ?? 0, sample[Math.floor(sample.length * 0.98)] ?? 1] as const;
  });
  const low = Math.min(...ends.map(([least]) => least));
  const scale = 255 / Math.max(1e-9, Math.max(...ends.map(([, most]) => most)) - low);
  const pixels = new Uint8Array(valid.length * bands.length);
  bands.forEach((band, channel) => {
    for (let at = 0; at < valid.length; at++)
      pixels[at * bands.length + channel] = valid[at] === 1 ? Math.max(0, Math.min(255, ((band[at] ?? 0) - low) * scale)) : 0;
  });
  return pixels;
}

const BARE = [166, 124, 82] as const;
const GREEN = [26, 110, 38] as const;

function vegetation(ndvi: Float32Array, valid: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(ndvi.length * 3);
  for (let at = 0; at < ndvi.length; at++) {
    const value = ndvi[at] ?? Number.NaN;
    if (valid[at] !== 1 || Number.isNaN(value)) continue;
    const part = Math.max(0, Math.min(1, value));
    for (let channel = 0; channel < 3; channel++)
      pixels[at * 3 + channel] = (BARE[channel] ?? 0) * (1 - part) + (GREEN[channel] ?? 0) * part;
  }
  return pixels;
}

/** The whole grid, at most 1024 pixels a side; it covers the grid exactly. */
export function overviewPng(picture: DayPicture): { readonly png: Uint8Array; readonly width: number; readonly height: number } {
  const scale = Math.min(1, MOST_PIXELS_A_SIDE / Math.max(picture.width, picture.height));
  const [width, height] = [Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale))];
  const drawn = resampled(picture, { column: 0, row: 0, width: picture.width, height: picture.height }, { width, height });
  return { png: writePng(drawn), width, height };
}

/** The surroundings of an object, its outline drawn in. */
export function chipPng(picture: DayPicture, outline: readonly PixelPolygon[]): Uint8Array {
  const window = surroundings(outline, picture);
  const scale = CHIP_SIDE / Math.max(window.width, window.height);
  const size = { width: Math.max(1, Math.round(window.width * scale)), height: Math.max(1, Math.round(window.height * scale)) };
  const drawn = resampled(picture, window, size);
  const place = ([column, row]: readonly [number, number]) =>
    [(column - window.column) * (size.width / window.width), (row - window.row) * (size.height / window.height)] as const;
  for (const pen of PENS)
    for (const ring of outline.flat())
      for (let at = 0; at < ring.length; at++) {
        const [from, to] = [ring.at(at - 1), ring[at]];
        if (from !== undefined && to !== undefined) drawLine(drawn, pen, [place(from), place(to)]);
      }
  return writePng(drawn);
}

/** A square around the object, at least eight pixels wider on each side, within the picture where it is large enough. */
function surroundings(outline: readonly PixelPolygon[], { width, height }: DayPicture): GridWindow {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [ring] of outline)
    for (const [column, row] of ring ?? []) {
      [west, east] = [Math.min(west, column), Math.max(east, column)];
      [north, south] = [Math.min(north, row), Math.max(south, row)];
    }
  const wanted = Math.ceil(Math.max(east - west, south - north) * 1.5) + 16;
  const [across, down] = [Math.min(width, wanted), Math.min(height, wanted)];
  const start = (middle: number, span: number, most: number) => Math.max(0, Math.min(most - span, Math.round(middle - span / 2)));
  return { column: start((west + east) / 2, across, width), row: start((north + south) / 2, down, height), width: across, height: down };
}

function resampled(picture: DayPicture, window: GridWindow, { width, height }: { width: number; height: number }): Picture {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const row = window.row + Math.min(window.height - 1, Math.floor(((y + 0.5) * window.height) / height));
    for (let x = 0; x < width; x++) {
      const column = window.column + Math.min(window.width - 1, Math.floor(((x + 0.5) * window.width) / width));
      const [from, to] = [(row * picture.width + column) * 3, (y * width + x) * 3];
      for (let channel = 0; channel < 3; channel++) pixels[to + channel] = picture.pixels[from + channel] ?? 0;
    }
  }
  return { width, height, channels: 3, pixels };
}

type Point = readonly [number, number];

function drawLine(
  { width, height, pixels }: Picture,
  { colour, radius }: (typeof PENS)[number],
  [from, to]: readonly [from: Point, to: Point],
): void {
  const steps = Math.max(1, Math.ceil(Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]))));
  for (let step = 0; step <= steps; step++)
    for (let across = -radius; across <= radius; across++)
      for (let down = -radius; down <= radius; down++) {
        const x = Math.min(width - 1, Math.round(from[0] + ((to[0] - from[0]) * step) / steps) + across);
        const y = Math.min(height - 1, Math.round(from[1] + ((to[1] - from[1]) * step) / steps) + down);
        if (x >= 0 && y >= 0) pixels.set(colour, (y * width + x) * 3);
      }
}
