import {
  type Labels,
  type MeasuredArea,
  measuredArea,
  objectOutlines,
  type PixelPolygon,
  type Raster,
  type ReferenceSystem,
  type RoleBands,
  redness,
  type SpectralIndex,
  spectralIndex,
} from "@yuejian/imagery";
import type { Approval, FarmlandKind, Parcel } from "./areas.ts";
import type { Signature } from "./classify.ts";

/** The part of one parcel that an object takes. */
export interface TakenParcel {
  readonly id: string;
  readonly kind: FarmlandKind;
  readonly area: MeasuredArea;
}

/** One object with what was measured of it. */
export interface ChangedObject {
  readonly label: number;
  readonly pixels: number;
  readonly area: MeasuredArea;
  readonly parcels: readonly TakenParcel[];
  readonly areaByKind: ReadonlyMap<FarmlandKind, MeasuredArea>;
  /** Approvals that touch the object and may or may not have been valid when it changed. */
  readonly questionable: readonly string[];
  readonly outline: readonly PixelPolygon[];
  /** Longitude and latitude of the middle of its pixels. */
  readonly centre: readonly [longitude: number, latitude: number];
}

export interface Ground {
  readonly grid: Raster["grid"];
  readonly system: ReferenceSystem;
  readonly parcels: readonly Parcel[] | null;
  /** Part of each pixel that counts: inside parcels, outside approvals; null where all of it does. */
  readonly counted: Float32Array | null;
  /** Part of each pixel under an approval that was valid all the time. */
  readonly approved: Float32Array | null;
  readonly questionable: readonly Approval[];
}

/** Part of each pixel under any of the areas. */
export function coveredParts(areas: readonly Pick<Parcel, "coverage">[], size: { width: number; height: number }): Float32Array {
  const parts = new Float32Array(size.width * size.height);
  for (const { coverage } of areas)
    eachPixel(coverage, size.width, (at, part) => {
      parts[at] = Math.min(1, (parts[at] ?? 0) + part);
    });
  return parts;
}

export function eachPixel({ window, parts }: Parcel["coverage"], width: number, visit: (at: number, part: number) => void): void {
  for (let row = 0; row < window.height; row++)
    for (let column = 0; column < window.width; column++) {
      const part = parts[row * window.width + column] ?? 0;
      if (part > 0) visit((window.row + row) * width + window.column + column, part);
    }
}

/** Sums of pixels and of edges, both weighted by the part of the pixel that counts. */
export interface Sums {
  pixels: number;
  edges: number;
}

/** What was summed up of one object. */
export interface SummedObject {
  readonly label: number;
  /** `members` pixels, and the sums of their columns and rows. */
  readonly sums: Sums & { readonly members: number; readonly column: number; readonly row: number };
  readonly parcels: readonly { readonly id: string; readonly kind: FarmlandKind; readonly sums: Sums }[];
  readonly questionable: readonly string[];
  readonly outline: readonly PixelPolygon[];
}

/** Without parcels all of an object counts, as ground of which nobody said whether it is farmland. */
export function changedObject(
  { label, sums, parcels, questionable, outline }: SummedObject,
  { grid, system, hasParcels }: Pick<Ground, "grid" | "system"> & { readonly hasParcels: boolean },
): ChangedObject {
  const x = grid.west + (sums.column / sums.members + 0.5) * grid.pixelWidth;
  const y = grid.north - (sums.row / sums.members + 0.5) * grid.pixelHeight;
  const pixelSquareMetres = grid.pixelWidth * grid.pixelHeight * system.squareMetresAt(x, y);
  const areaOf = ({ pixels, edges }: Sums) => measuredArea(pixels * pixelSquareMetres, (edges * pixelSquareMetres) / 2);
  const byKind = Map.groupBy(parcels, ({ kind }) => kind);
  return {
    label,
    pixels: sums.members,
    area: areaOf(sums),
    parcels: parcels.map(({ id, kind, sums: part }) => ({ id, kind, area: areaOf(part) })),
    areaByKind: new Map<FarmlandKind, MeasuredArea>(
      hasParcels
        ? [...byKind].map(([kind, parts]) => [kind, areaOf(sumOf(parts.map(({ sums: part }) => part)))] as const)
        : [["unknown", areaOf(sums)]],
    ),
    questionable,
    outline,
    centre: system.toLonLat(x, y),
  };
}

/** To which object a pixel or a part of it belongs, by pixel: 0 to none. The fringe around an object's outline may belong to it, too. */
export interface PixelParts {
  readonly owners: Int32Array;
  readonly parts: Float32Array;
}

/** Objects with at least so many whole pixels that count. Areas are sums of whole pixels, or of the parts that are given; errors always come from the outline. */
export function measureObjects(objects: Labels, ground: Ground, leastPixels: number, shares?: PixelParts): ChangedObject[] {
  const { grid, system, counted } = ground;
  const { labels, count, width } = objects;
  const edges = boundaryEdges(objects);
  const owners = shares?.owners ?? labels;
  const whole: (Sums & { members: number; column: number; row: number })[] = Array.from({ length: count }, () => ({
    pixels: 0,
    edges: 0,
    members: 0,
    column: 0,
    row: 0,
  }));
  for (let at = 0; at < labels.length; at++) {
    const sums = whole[(owners[at] ?? 0) - 1];
    if (sums === undefined) continue;
    const part = counted?.[at] ?? 1;
    sums.pixels += part * unapprovedPart(at, shares?.parts ?? null, ground.approved);
    sums.edges += part * (edges[at] ?? 0);
    if (labels[at] === 0) continue;
    sums.members++;
    sums.column += at % width;
    sums.row += Math.floor(at / width);
  }
  const taken = takenParcels(owners, { edges, parts: shares?.parts ?? null, width }, ground);
  const questionable = touching(objects, ground.questionable);
  const outlines = objectOutlines(objects);
  return whole.flatMap((sums, index) => {
    // Parts of pixels add up with rounding.
    if (sums.pixels < leastPixels - 1e-3) return [];
    const parcels = [...(taken[index] ?? [])].map(([{ id, kind }, part]) => ({ id, kind, sums: part }));
    return [
      changedObject(
        { label: index + 1, sums, parcels, questionable: questionable[index] ?? [], outline: outlines[index] ?? [] },
        { grid, system, hasParcels: ground.parcels !== null },
      ),
    ];
  });
}

/** Of a pixel's part that is not approved, how much changed: what changed in a mixed pixel is taken to lie under the approval as far as that reaches. */
function unapprovedPart(at: number, parts: Float32Array | null, approved: Float32Array | null): number {
  const [part, under] = [parts?.[at] ?? 1, approved?.[at] ?? 0];
  return under >= 1 ? 0 : Math.max(0, part - under) / (1 - under);
}

/** By object, then by parcel. */
function takenParcels(
  owners: Int32Array,
  { edges, parts, width }: { readonly edges: Uint8Array; readonly parts: Float32Array | null; readonly width: number },
  { parcels, approved }: Ground,
): (Map<Parcel, Sums> | undefined)[] {
  const found: (Map<Parcel, Sums> | undefined)[] = [];
  for (const parcel of parcels ?? [])
    eachPixel(parcel.coverage, width, (at, part) => {
      const label = owners[at] ?? 0;
      if (label === 0) return;
      const counts = part * (1 - (approved?.[at] ?? 0));
      const ofObject = (found[label - 1] ??= new Map<Parcel, Sums>());
      const sums = ofObject.get(parcel) ?? { pixels: 0, edges: 0 };
      sums.pixels += counts * unapprovedPart(at, parts, approved);
      sums.edges += counts * (edges[at] ?? 0);
      ofObject.set(parcel, sums);
    });
  return found;
}

function sumOf(parts: readonly Sums[]): Sums {
  return { pixels: parts.reduce((sum, part) => sum + part.pixels, 0), edges: parts.reduce((sum, part) => sum + part.edges, 0) };
}

function touching(objects: Labels, approvals: readonly Approval[]): (string[] | undefined)[] {
  const found: (string[] | undefined)[] = [];
  for (const { id, coverage } of approvals)
    eachPixel(coverage, objects.width, (at) => {
      const label = objects.labels[at] ?? 0;
      if (label === 0) return;
      const ids = (found[label - 1] ??= []);
      if (!ids.includes(id)) ids.push(id);
    });
  return found;
}

/** How many of its four sides a pixel shares with another object, with none, or with the end of the raster. */
function boundaryEdges({ labels, width, height }: Labels): Uint8Array {
  const edges = new Uint8Array(labels.length);
  for (let at = 0; at < labels.length; at++) {
    const label = labels[at] ?? 0;
    if (label === 0) continue;
    const column = at % width;
    edges[at] =
      Number(column === 0 || labels[at - 1] !== label) +
      Number(column === width - 1 || labels[at + 1] !== label) +
      Number(at < width || labels[at - width] !== label) +
      Number(at >= width * (height - 1) || labels[at + width] !== label);
  }
  return edges;
}

/** Mean indices of every object, by label from 1. */
export function objectSignatures({ labels, count }: Labels, bands: RoleBands, indices: readonly SpectralIndex[]): Signature[] {
  const signatures: Partial<Record<SpectralIndex | "redness", number>>[] = Array.from({ length: count }, () => ({}));
  const fields: [SpectralIndex | "redness", Float32Array | null][] = indices.map((index) => [index, spectralIndex(index, bands)]);
  fields.push(["redness", redness(bands)]);
  for (const [name, values] of fields) {
    if (values === null) continue;
    const [sums, counts] = [new Float64Array(count + 1), new Float64Array(count + 1)];
    for (let at = 0; at < labels.length; at++) {
      const [label, value] = [labels[at] ?? 0, values[at] ?? Number.NaN];
      if (label === 0 || Number.isNaN(value)) continue;
      sums[label] = (sums[label] ?? 0) + value;
      counts[label] = (counts[label] ?? 0) + 1;
    }
    signatures.forEach((signature, index) => {
      const here = counts[index + 1] ?? 0;
      if (here > 0) signature[name] = Number(((sums[index + 1] ?? 0) / here).toFixed(4));
    });
  }
  return signatures;
}
