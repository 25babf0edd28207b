import { type BandRoles, bandRoles, type Grid, type GridWindow, type Raster } from "@yuejian/imagery";

/** An image with what its file says about its bands. */
export interface ImageFile {
  readonly name: string;
  readonly raster: Raster;
  /** Every file that was read for it. */
  readonly files: readonly string[];
  readonly bandNames: readonly string[];
  /** Micrometres; empty where the file has none. */
  readonly wavelengths: readonly number[];
}

/** What is known of an image before its values are read. */
export interface ImageHeader {
  readonly grid: Grid;
  /** Every file that belongs to it. */
  readonly files: readonly string[];
  readonly bandCount: number;
  readonly bandNames: readonly string[];
  /** Micrometres; empty where the file has none. */
  readonly wavelengths: readonly number[];
  /** Rows that its file packs together: strips of so many cost least. */
  readonly blockHeight: number;
  /** Columns that it packs together. */
  readonly blockWidth: number;
}

/** An image that is open and can be read in pieces. */
export interface ImageSource extends ImageHeader {
  /** The asked bands (from 0), valid where each of them was measured. `targets` of the right size may be used for the bands that come back, instead of memory of their own. IMAGE_UNREADABLE */
  read(window: GridWindow, bands: readonly number[], targets?: readonly Float32Array[]): Promise<Raster>;
  close(): Promise<void>;
}

/** How a source will be read. In strips, from the top down: what they share is unpacked once, and what a read gave holds until the next one only. */
export interface ReadingOptions {
  readonly inStrips?: boolean;
}

export const allBands = ({ bandCount }: Pick<ImageSource, "bandCount">): number[] => Array.from({ length: bandCount }, (_, band) => band);

/** What its bands measure, as far as the file says. */
export const rolesOf = ({
  bandCount: count,
  bandNames: names,
  wavelengths,
}: Pick<ImageHeader, "bandCount" | "bandNames" | "wavelengths">): BandRoles => bandRoles({ count, names, wavelengths });

export const wholeWindow = ({ width, height }: Grid): GridWindow => ({ column: 0, row: 0, width, height });
