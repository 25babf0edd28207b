import { YuejianError } from "@yuejian/contracts";
import { cropRaster, type Grid, type GridWindow, type ReferenceSystem, referenceSystem, windowGrid } from "@yuejian/imagery";

/** What one place showed over time. */
export interface SceneSeries {
  readonly name: string;
  readonly grid: Grid;
  /** What lies next to a cloud counts as not clear already. */
  readonly isGuarded?: boolean;
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

/** What is known of a series before its values are read. */
export interface SeriesHeader {
  readonly name: string;
  readonly grid: Grid;
  /** YYYY-MM-DD, ascending. */
  readonly dates: readonly string[];
}

/** Pixels left out around clouds: their edges and shadows are not in the masks. */
export const CLOUD_GUARD_PIXELS = 1;

/** IMAGE_SYSTEM_UNKNOWN; SERIES_TOO_SHORT below two dates. */
export function systemOfSeries({ name, grid, dates }: SeriesHeader): ReferenceSystem {
  const system = grid.crs === null ? null : referenceSystem(grid.crs);
  if (system === null) throw new YuejianError("IMAGE_SYSTEM_UNKNOWN", { file: name, crs: grid.crs ?? "—" });
  if (dates.length < 2) throw new YuejianError("SERIES_TOO_SHORT", { name, dates: dates.length });
  return system;
}

export function headerOf({ name, grid, scenes }: SceneSeries): SeriesHeader {
  return { name, grid, dates: scenes.map(({ date }) => date) };
}

/** A part of a series; the same where the window is all of it. */
export function cropSeries({ name, grid, isGuarded = false, scenes }: SceneSeries, window: GridWindow): SceneSeries {
  return {
    name,
    grid: windowGrid(grid, window),
    ...(isGuarded && { isGuarded }),
    scenes: scenes.map(({ date, ndvi, water, redness, clear }) => {
      const given = [ndvi, water, redness].flatMap((band) => band ?? []);
      const { bands, valid } = cropRaster({ grid, bands: given, valid: clear }, window);
      const next = bands.values();
      const taken = (band: Float32Array | null) => (band === null ? null : (next.next().value ?? null));
      return { date, ndvi: taken(ndvi) ?? ndvi, water: taken(water), redness: taken(redness), clear: valid };
    }),
  };
}
