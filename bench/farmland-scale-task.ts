import { readFile, writeFile } from "node:fs/promises";
import { detectionFeatures } from "@yuejian/farmland";
import { detectPair } from "@yuejian/server/imagery";
import { task } from "./harness.ts";

/** `difference|alteration BEFORE AFTER OUT`: from the pixels of two files to polygons in a third. `agreement BEFORE AFTER OUT`: the method of pairs learned from samples and applied tile by tile, against
 *  the same over the whole image. */
await task(async ([what = "", before = "", after = "", out = ""]) => {
  const start = performance.now();
  const fall = what === "difference" ? { fall: 0.2 } : {};
  const mask = what === "agreement" ? { mask: `${out}.tif` } : {};
  const { detection, dates } = await detectPair({ before, after, ...fall, ...mask }, {}, { wholeValues: 0 });
  await writeFile(out, JSON.stringify(detectionFeatures(detection, dates)));
  const seconds = (performance.now() - start) / 1000;
  const details = {
    objects: detection.violations.length,
    pixels: detection.comparedPixels,
    changedPixels: detection.changedPixels,
    tiles: detection.tiles?.count ?? 0,
    iterations: detection.tiles?.iterations ?? 0,
  };
  if (what !== "agreement") return { seconds, details };
  const whole = await detectPair({ before, after }, {}, { wholeValues: Infinity });
  return { seconds, details: { ...details, ...agreementOf(await readFile(`${out}.tif`), whole.detection.mask ?? new Uint8Array()) } };
});

/** The mask is the end of its file, row by row. */
function agreementOf(file: Uint8Array, whole: Uint8Array): Record<string, number> {
  const tiled = file.subarray(file.length - whole.length);
  let [both, either] = [0, 0];
  for (let at = 0; at < whole.length; at++) {
    const [left, right] = [tiled[at] === 1, whole[at] === 1];
    if (left || right) either++;
    if (left && right) both++;
  }
  return { changedInBoth: both, changedInEither: either, agreement: Number((both / either).toFixed(5)) };
}
