/** Where the pixels of a raster lie: north up, square or not, coordinates of the upper left corner of the upper left pixel. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  readonly west: number;
  readonly north: number;
  /** Units of the reference system a pixel; both positive. */
  readonly pixelWidth: number;
  readonly pixelHeight: number;
  /** `EPSG:32651`, a well-known text, or null where the file names none. */
  readonly crs: string | null;
}

/** Several bands on one grid. `valid` has 1 where every band holds a measured value, row by row from the north. */
export interface Raster {
  readonly grid: Grid;
  readonly bands: readonly Float32Array[];
  readonly valid: Uint8Array;
}

/** A part of a grid: whole pixels. */
export interface GridWindow {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
}

/** How two grids lie to each other; `offset` is the distance between their pixel edges in pixels of the first. */
export type Alignment =
  | { readonly kind: "overlap"; readonly first: GridWindow; readonly second: GridWindow }
  | { readonly kind: "apart" }
  | { readonly kind: "pixel-size" }
  | { readonly kind: "offset"; readonly offset: readonly [column: number, row: number] };

/** Edges nearer than this part of a pixel count as the same: coordinates in files are rounded. */
const SAME_EDGE = 0.05;
const SAME_SIZE = 1e-4;

/** Both grids in the same reference system. A grid drifts by its size error over the width, so sizes are compared over the whole raster. */
export function alignGrids(first: Grid, second: Grid): Alignment {
  const drift = Math.max(
    Math.abs(second.pixelWidth / first.pixelWidth - 1) * Math.max(first.width, second.width),
    Math.abs(second.pixelHeight / first.pixelHeight - 1) * Math.max(first.height, second.height),
  );
  if (drift > SAME_EDGE && drift > SAME_SIZE * Math.max(first.width, first.height)) return { kind: "pixel-size" };
  const column = (second.west - first.west) / first.pixelWidth;
  const row = (first.north - second.north) / first.pixelHeight;
  const whole = [Math.round(column), Math.round(row)] as const;
  const offset = [column - whole[0], row - whole[1]] as const;
  const [left, top] = [Math.max(0, whole[0]), Math.max(0, whole[1])];
  const width = Math.min(first.width, whole[0] + second.width) - left;
  const height = Math.min(first.height, whole[1] + second.height) - top;
  if (width <= 0 || height <= 0) return { kind: "apart" };
  if (Math.max(Math.abs(offset[0]), Math.abs(offset[1])) > SAME_EDGE) return { kind: "offset", offset };
  return {
    kind: "overlap",
    first: { column: left, row: top, width, height },
    second: { column: left - whole[0], row: top - whole[1], width, height },
  };
}

export function windowGrid(grid: Grid, { column, row, width, height }: GridWindow): Grid {
  return { ...grid, width, height, west: grid.west + column * grid.pixelWidth, north: grid.north - row * grid.pixelHeight };
}

/** Whole pixels of a grid under a piece of ground, which a grid of the same system gives. */
export function coveringWindow(grid: Grid, ground: Grid): GridWindow {
  const left = (ground.west - grid.west) / grid.pixelWidth;
  const top = (grid.north - ground.north) / grid.pixelHeight;
  const from = (at: number) => Math.max(0, Math.floor(at + SAME_EDGE));
  const [column, row] = [from(left), from(top)];
  const right = Math.min(grid.width, Math.ceil(left + (ground.width * ground.pixelWidth) / grid.pixelWidth - SAME_EDGE));
  const bottom = Math.min(grid.height, Math.ceil(top + (ground.height * ground.pixelHeight) / grid.pixelHeight - SAME_EDGE));
  return { column, row, width: right - column, height: bottom - row };
}

/** A window with so many pixels more on every side, as far as the grid goes. */
export function widened({ column, row, width, height }: GridWindow, pixels: number, grid: Pick<Grid, "width" | "height">): GridWindow {
  const [left, top] = [Math.max(0, column - pixels), Math.max(0, row - pixels)];
  return {
    column: left,
    row: top,
    width: Math.min(grid.width, column + width + pixels) - left,
    height: Math.min(grid.height, row + height + pixels) - top,
  };
}

/** Rows of the later window that the earlier holds at its end, where they lie one below the other. */
export function sharedRows(earlier: GridWindow, later: GridWindow): number {
  const end = earlier.row + earlier.height;
  const isBelow = later.row >= earlier.row && later.row < end && end < later.row + later.height;
  return isBelow && later.column === earlier.column && later.width === earlier.width ? end - later.row : 0;
}

/** The same raster where the window is all of it. */
export function cropRaster(raster: Raster, window: GridWindow): Raster {
  const { grid } = raster;
  if (window.column === 0 && window.row === 0 && window.width === grid.width && window.height === grid.height) return raster;
  const crop = <Values extends Float32Array | Uint8Array>(values: Values, target: Values): Values => {
    for (let row = 0; row < window.height; row++) {
      const start = (window.row + row) * grid.width + window.column;
      target.set(values.subarray(start, start + window.width), row * window.width);
    }
    return target;
  };
  const size = window.width * window.height;
  return {
    grid: windowGrid(grid, window),
    bands: raster.bands.map((band) => crop(band, new Float32Array(size))),
    valid: crop(raster.valid, new Uint8Array(size)),
  };
}
