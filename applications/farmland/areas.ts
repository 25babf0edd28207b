import { YuejianError } from "@yuejian/contracts";
import { readDate } from "@yuejian/identifiers";
import {
  type Coverage,
  type Grid,
  polygonCoverage,
  type ReferenceSystem,
  referenceSystem,
  transformation,
  type VectorFeature,
  type VectorLayer,
} from "@yuejian/imagery";

/** Permanent basic farmland, other farmland, or farmland of which the file does not say. */
export type FarmlandKind = "basic" | "other" | "unknown";

/** A farmland parcel with the part of each pixel that it covers. */
export interface Parcel {
  readonly id: string;
  readonly kind: FarmlandKind;
  readonly coverage: Coverage;
  /** Its place in the file, from 0. */
  readonly place: number;
}

/** A land-use approval; dates YYYY-MM-DD, null where it is open. */
export interface Approval {
  readonly id: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly coverage: Coverage;
}

/** A file of areas as it was read. */
export interface AreaFile {
  readonly name: string;
  readonly layer: VectorLayer;
}

const HEADINGS = {
  id: ["id", "parcel_id", "number", "approval_id", "bsm", "地块编号", "图斑编号", "标识码", "编号", "批准文号", "文号"],
  kind: ["kind", "farmland_kind", "type", "dlmc", "地类", "地类名称", "耕地类型", "类型"],
  validFrom: ["valid_from", "validfrom", "from", "start", "生效日期", "批准日期", "有效期起", "起始日期"],
  validTo: ["valid_to", "validto", "to", "until", "end", "失效日期", "截止日期", "有效期止", "有效期至"],
  changedAt: ["changedafter", "changedby"],
  class: ["class"],
} as const;

/** Areas outside the grid are left out; VECTORS_OUTSIDE_IMAGE when that is all of them, unless they may. */
export function readParcels(file: AreaFile, place: GridPlace, mayLieOutside = false): readonly Parcel[] {
  return placedAreas(file, place, mayLieOutside).map(({ feature, coverage, index }) => ({
    id: textOf(feature, "id") ?? String(index + 1),
    kind: kindOf(textOf(feature, "kind")),
    coverage,
    place: index,
  }));
}

/** VECTORS_UNREADABLE for a date that is none; approvals outside the images are no fault. */
export function readApprovals(file: AreaFile, place: GridPlace): readonly Approval[] {
  return placedAreas(file, place, true).map(({ feature, coverage, index }) => ({
    id: textOf(feature, "id") ?? String(index + 1),
    validFrom: dateOf(feature, "validFrom", { file: file.name, index }),
    validTo: dateOf(feature, "validTo", { file: file.name, index }),
    coverage,
  }));
}

export interface GridPlace {
  readonly grid: Grid;
  readonly system: ReferenceSystem;
}

/** An area of a file on the grid. */
export interface PlacedArea {
  readonly feature: VectorFeature;
  readonly coverage: Coverage;
  /** Its place in the file, from 0. */
  readonly index: number;
}

/** Areas that touch the grid; VECTORS_OUTSIDE_IMAGE where none does, unless they may. VECTORS_SYSTEM_UNKNOWN */
export function placedAreas(file: AreaFile, { grid, system }: GridPlace, mayLieOutside = false): readonly PlacedArea[] {
  const { features } = file.layer;
  const own = systemOfAreas(file);
  const inGrid = transformation(own, system);
  const found = features.flatMap((feature, index) => {
    const polygons = feature.polygons.map((polygon) =>
      polygon.map((ring) =>
        ring.map(([x, y]) => {
          const [east, north] = inGrid(x, y);
          return [(east - grid.west) / grid.pixelWidth, (grid.north - north) / grid.pixelHeight] as const;
        }),
      ),
    );
    const coverage = polygonCoverage(polygons, grid);
    return coverage === null ? [] : [{ feature, coverage, index }];
  });
  if (found.length === 0 && features.length > 0 && !mayLieOutside) throw outside(file, { grid, system }, own);
  return found;
}

/** VECTORS_SYSTEM_UNKNOWN */
export function systemOfAreas({ name, layer }: AreaFile): ReferenceSystem {
  const system = referenceSystem(layer.crs);
  if (system === null) throw new YuejianError("VECTORS_SYSTEM_UNKNOWN", { file: name, crs: layer.crs });
  return system;
}

/** VECTORS_OUTSIDE_IMAGE */
export function outside({ name, layer }: AreaFile, { grid, system }: GridPlace, own: ReferenceSystem): YuejianError {
  const [west, north] = system.toLonLat(grid.west, grid.north);
  const [east, south] = system.toLonLat(grid.west + grid.width * grid.pixelWidth, grid.north - grid.height * grid.pixelHeight);
  const [longitude, latitude] = own.toLonLat(...(layer.features[0]?.polygons[0]?.[0]?.[0] ?? [0, 0]));
  const short = (degrees: number) => degrees.toFixed(4);
  return new YuejianError("VECTORS_OUTSIDE_IMAGE", {
    file: name,
    count: layer.features.length,
    imageWest: short(west),
    imageEast: short(east),
    imageSouth: short(south),
    imageNorth: short(north),
    longitude: short(longitude),
    latitude: short(latitude),
  });
}

/** The first property of that meaning that holds a text or a number. */
export function textOf({ properties }: VectorFeature, what: keyof typeof HEADINGS): string | null {
  const headings: readonly string[] = HEADINGS[what];
  for (const heading of headings) {
    const found = Object.entries(properties).find(([name]) => name.toLowerCase() === heading);
    const value = found?.[1];
    if ((typeof value === "string" && value.trim() !== "") || typeof value === "number") return String(value).trim();
  }
  return null;
}

function kindOf(text: string | null): FarmlandKind {
  if (text === null) return "unknown";
  if (/基本农田|basic/i.test(text)) return "basic";
  return /耕地|水田|旱地|水浇地|other|farmland|cropland/i.test(text) ? "other" : "unknown";
}

function dateOf(feature: VectorFeature, what: "validFrom" | "validTo", { file, index }: { file: string; index: number }): string | null {
  const text = textOf(feature, what);
  if (text === null) return null;
  const reading = readDate(text);
  if (!("value" in reading))
    throw new YuejianError("VECTORS_UNREADABLE", {
      file,
      where: `features[${index}].properties`,
      reason_zh: `“${text}”不是日期（年-月-日）`,
      reason_en: `“${text}” is no date (YYYY-MM-DD)`,
    });
  return reading.value;
}
