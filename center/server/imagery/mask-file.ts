import { open } from "node:fs/promises";
import { type Grid, type GridWindow, geoTiffHeader } from "@yuejian/imagery";

/** A mask that is written piece by piece; pieces that never come stay zero. */
export interface MaskFile {
  write(window: GridWindow, values: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

export async function createMaskFile(path: string, grid: Grid, nodata: number): Promise<MaskFile> {
  const header = geoTiffHeader(grid, nodata);
  const handle = await open(path, "w");
  await handle.write(header, 0, header.length, 0);
  await handle.truncate(header.length + grid.width * grid.height);
  return {
    async write({ column, row, width, height }, values) {
      if (width === grid.width) await handle.write(values, 0, values.length, header.length + row * width);
      else
        for (let each = 0; each < height; each++)
          await handle.write(values, each * width, width, header.length + (row + each) * grid.width + column);
    },
    close: () => handle.close(),
  };
}
