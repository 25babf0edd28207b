import { YuejianError } from "@yuejian/contracts";
import {
  alignGrids,
  type BandRole,
  cropRaster,
  type Grid,
  type GridWindow,
  isSameSystem,
  type Raster,
  type ReferenceSystem,
  referenceSystem,
  windowGrid,
} from "@yuejian/imagery";

/** An image as it was taken. */
export interface Scene {
  /** What people call it: the file's name. */
  readonly name: string;
  /** YYYY-MM-DD, null where nothing tells it. */
  readonly date: string | null;
  readonly raster: Raster;
  readonly roles: readonly (BandRole | null)[];
}

/** Two scenes cut to what they share: same pixels, same bands in the same order. */
export interface ScenePair {
  readonly before: Raster;
  readonly after: Raster;
  /** Roles of the shared bands; null for bands whose order alone says that they belong together. */
  readonly roles: readonly (BandRole | null)[];
  readonly system: ReferenceSystem;
}

/** What two images have to tell of themselves before they are read. */
export interface SceneHeader extends Pick<Scene, "name" | "date" | "roles"> {
  readonly grid: Grid;
}

/** What two scenes share. */
export interface SceneAlignment {
  /** The shared ground on the grid of each. */
  readonly windows: { readonly before: GridWindow; readonly after: GridWindow };
  /** Places of the shared bands in each. */
  readonly bands: { readonly before: readonly number[]; readonly after: readonly number[] };
  readonly roles: ScenePair["roles"];
  readonly system: ReferenceSystem;
  /** The shared ground. */
  readonly grid: Grid;
}

/** IMAGE_SYSTEM_UNKNOWN, IMAGE_SYSTEMS_DIFFER, IMAGE_GRIDS_DIFFER, IMAGES_APART, IMAGE_BANDS_DIFFER, IMAGE_ORDER */
export function pairScenes(before: Scene, after: Scene): ScenePair {
  const { windows, bands, roles, system } = alignScenes(headerOf(before), headerOf(after));
  const [first, second] = [cropRaster(before.raster, windows.before), cropRaster(after.raster, windows.after)];
  return {
    before: { ...first, bands: bands.before.flatMap((band) => first.bands[band] ?? []) },
    after: { ...second, bands: bands.after.flatMap((band) => second.bands[band] ?? []) },
    roles,
    system,
  };
}

function headerOf({ name, date, roles, raster }: Scene): SceneHeader {
  return { name, date, roles, grid: raster.grid };
}

/** The same before anything is read; refuses what `pairScenes` does. */
export function alignScenes(before: SceneHeader, after: SceneHeader): SceneAlignment {
  if (before.date !== null && after.date !== null && after.date <= before.date)
    throw new YuejianError("IMAGE_ORDER", {
      before: before.name,
      after: after.name,
      beforeDate: before.date,
      afterDate: after.date,
    });
  const [system, other] = [systemOf(before), systemOf(after)];
  const { grid } = before;
  const centre = [grid.west + (grid.width * grid.pixelWidth) / 2, grid.north - (grid.height * grid.pixelHeight) / 2] as const;
  if (!isSameSystem(system, other, centre, grid.pixelWidth / 20))
    throw new YuejianError("IMAGE_SYSTEMS_DIFFER", {
      before: before.name,
      after: after.name,
      beforeSystem: system.name,
      afterSystem: other.name,
    });
  const names = { before: before.name, after: after.name };
  const alignment = alignGrids(grid, after.grid);
  switch (alignment.kind) {
    case "apart":
      throw new YuejianError("IMAGES_APART", names);
    case "pixel-size": {
      const sizeOf = (each: SceneHeader) => `${each.grid.pixelWidth} × ${each.grid.pixelHeight}`;
      const sizes = `${sizeOf(before)} / ${sizeOf(after)}`;
      throw new YuejianError("IMAGE_GRIDS_DIFFER", { ...names, reason_zh: `像元大小不同（${sizes}）`, reason_en: `pixel sizes ${sizes}` });
    }
    case "offset": {
      const offset = alignment.offset.map((each) => each.toFixed(2)).join(", ");
      throw new YuejianError("IMAGE_GRIDS_DIFFER", {
        ...names,
        reason_zh: `像元边界错开（列、行方向 ${offset} 个像元）`,
        reason_en: `their pixel edges lie ${offset} pixels apart (columns, rows)`,
      });
    }
    case "overlap": {
      const { roles, indices } = sharedBands(before, after);
      return {
        windows: { before: alignment.first, after: alignment.second },
        bands: { before: indices.map(([index]) => index), after: indices.map(([, index]) => index) },
        roles,
        system,
        grid: windowGrid(grid, alignment.first),
      };
    }
  }
}

function systemOf({ name, grid: { crs } }: SceneHeader): ReferenceSystem {
  const system = crs === null ? null : referenceSystem(crs);
  if (system === null) throw new YuejianError("IMAGE_SYSTEM_UNKNOWN", { file: name, crs: crs ?? "—" });
  return system;
}

/** By role where roles are known; by order where both have the same number and neither knows any. */
function sharedBands(before: SceneHeader, after: SceneHeader): { roles: (BandRole | null)[]; indices: (readonly [number, number])[] } {
  const known = before.roles.flatMap((role, index) => {
    const other = role === null ? -1 : after.roles.indexOf(role);
    return other < 0 ? [] : [{ role, indices: [index, other] as const }];
  });
  if (known.length >= 2) return { roles: known.map(({ role }) => role), indices: known.map(({ indices }) => indices) };
  const isNameless = [...before.roles, ...after.roles].every((role) => role === null);
  if (isNameless && before.roles.length === after.roles.length && before.roles.length >= 2)
    return { roles: [...before.roles], indices: before.roles.map((_, index) => [index, index] as const) };
  const bandsOf = ({ roles }: SceneHeader) => roles.map((role) => role ?? "?").join(",");
  throw new YuejianError("IMAGE_BANDS_DIFFER", {
    before: before.name,
    after: after.name,
    beforeBands: bandsOf(before),
    afterBands: bandsOf(after),
  });
}
