import { YuejianError } from "@yuejian/contracts";
import { type Grid, type ReferenceSystem, referenceSystem } from "@yuejian/imagery";

/** What one place showed over time. */
export interface SceneSeries {
  readonly name: string;
  readonly grid: Grid;
  /** In the order of time. */
  readonly scenes: readonly {
    /** YYYY-MM-DD */
    readonly date: string;
    readonly ndvi: Float32Array;
    /** Water index, where the bands give one. */
    readonly water: Float32Array | null;
    /** How much more red than blue the ground reflects, where the bands give it: soils are reddish, sealed surfaces grey. */
    readonly redness: Float32Array | null;
    /** 1 where a pixel was seen without cloud or shadow. */
    readonly clear: Uint8Array;
  }[];
}

/** Pixels left out around clouds: their edges and shadows are not in the masks. */
export const CLOUD_GUARD_PIXELS = 1;

/** IMAGE_SYSTEM_UNKNOWN; SERIES_TOO_SHORT below two dates. */
export function systemOfSeries({ name, grid, scenes }: SceneSeries): ReferenceSystem {
  const system = grid.crs === null ? null : referenceSystem(grid.crs);
  if (system === null) throw new YuejianError("IMAGE_SYSTEM_UNKNOWN", { file: name, crs: grid.crs ?? "—" });
  if (scenes.length < 2) throw new YuejianError("SERIES_TOO_SHORT", { name, dates: scenes.length });
  return system;
}
