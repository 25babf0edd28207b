import { YuejianError } from "@yuejian/contracts";
import { alignGrids, type BandRole, cropRaster, isSameSystem, type Raster, type ReferenceSystem, referenceSystem } from "@yuejian/imagery";

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

/** IMAGE_SYSTEM_UNKNOWN, IMAGE_SYSTEMS_DIFFER, IMAGE_GRIDS_DIFFER, IMAGES_APART, IMAGE_BANDS_DIFFER, IMAGE_ORDER */
export function pairScenes(before: Scene, after: Scene): ScenePair {
  if (before.date !== null && after.date !== null && after.date <= before.date)
    throw new YuejianError("IMAGE_ORDER", {
      before: before.name,
      after: after.name,
      beforeDate: before.date,
      afterDate: after.date,
    });
  const [system, other] = [systemOf(before), systemOf(after)];
  const { grid } = before.raster;
  const centre = [grid.west + (grid.width * grid.pixelWidth) / 2, grid.north - (grid.height * grid.pixelHeight) / 2] as const;
  if (!isSameSystem(system, other, centre, grid.pixelWidth / 20))
    throw new YuejianError("IMAGE_SYSTEMS_DIFFER", {
      before: before.name,
      after: after.name,
      beforeSystem: system.name,
      afterSystem: other.name,
    });
  const names = { before: before.name, after: after.name };
  const alignment = alignGrids(grid, after.raster.grid);
  switch (alignment.kind) {
    case "apart":
      throw new YuejianError("IMAGES_APART", names);
    case "pixel-size": {
      const sizeOf = ({ raster }: Scene) => `${raster.grid.pixelWidth} × ${raster.grid.pixelHeight}`;
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
      const [first, second] = [cropRaster(before.raster, alignment.first), cropRaster(after.raster, alignment.second)];
      const { roles, indices } = sharedBands(before, after);
      return {
        before: { ...first, bands: indices.flatMap(([index]) => first.bands[index] ?? []) },
        after: { ...second, bands: indices.flatMap(([, index]) => second.bands[index] ?? []) },
        roles,
        system,
      };
    }
  }
}

function systemOf({ name, raster }: Scene): ReferenceSystem {
  const { crs } = raster.grid;
  const system = crs === null ? null : referenceSystem(crs);
  if (system === null) throw new YuejianError("IMAGE_SYSTEM_UNKNOWN", { file: name, crs: crs ?? "—" });
  return system;
}

/** By role where roles are known; by order where both have the same number and neither knows any. */
function sharedBands(before: Scene, after: Scene): { roles: (BandRole | null)[]; indices: (readonly [number, number])[] } {
  const known = before.roles.flatMap((role, index) => {
    const other = role === null ? -1 : after.roles.indexOf(role);
    return other < 0 ? [] : [{ role, indices: [index, other] as const }];
  });
  if (known.length >= 2) return { roles: known.map(({ role }) => role), indices: known.map(({ indices }) => indices) };
  const isNameless = [...before.roles, ...after.roles].every((role) => role === null);
  if (isNameless && before.roles.length === after.roles.length && before.roles.length >= 2)
    return { roles: [...before.roles], indices: before.roles.map((_, index) => [index, index] as const) };
  const bandsOf = ({ roles }: Scene) => roles.map((role) => role ?? "?").join(",");
  throw new YuejianError("IMAGE_BANDS_DIFFER", {
    before: before.name,
    after: after.name,
    beforeBands: bandsOf(before),
    afterBands: bandsOf(after),
  });
}
