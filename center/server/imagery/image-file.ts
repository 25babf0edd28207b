import type { Raster } from "@yuejian/imagery";

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

/** Called with the sizes that a file claims, before anything is held. */
export type Admit = (size: { width: number; height: number; bands: number }) => void;
