import { writeFile } from "node:fs/promises";
import { seriesFeatures } from "@yuejian/farmland";
import { detectSeriesFiles } from "@yuejian/server/imagery";
import { task } from "./harness.ts";

/** `FOLDER`: a folder of dated images and masks, from files to polygons in a document beside it. */
await task(async ([folder = ""]) => {
  const start = performance.now();
  const { found } = await detectSeriesFiles(folder, {});
  await writeFile(`${folder}.geojson`, JSON.stringify(seriesFeatures(found)));
  const seconds = (performance.now() - start) / 1000;
  const pixels = found.grid.width * found.grid.height;
  const count = (level: string) => found.violations.filter(({ confidence }) => confidence === level).length;
  return {
    seconds,
    details: {
      pixels,
      dates: found.dates.length,
      tiles: found.tiles.count,
      seenByParts: found.tiles.cut,
      confirmed: count("confirmed"),
      probable: count("probable"),
      possible: count("possible"),
    },
  };
});
