import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { writeSpeller } from "@yuejian/document-assistant";
import { countTexts, writeCounted } from "@yuejian/text";
import { learnSpelling } from "./learn.ts";
import { markdownLines, readExamples } from "./read-material.ts";

/** npm run train:spelling -- --laws FOLDER --examples FILE --examples FILE… --bar SHARE --bar-after SHARE [--origin TEXT] [--out FOLDER]: learns from sentences with errors which
 *  corrections hold, and counts statutes. */
/** Runs of the statutes that occur less often are not shipped. */
const LEAST_SHIPPED = 5;
const { values } = parseArgs({
  options: {
    laws: { type: "string" },
    examples: { type: "string", multiple: true },
    bar: { type: "string" },
    "bar-after": { type: "string" },
    origin: { type: "string" },
    out: { type: "string" },
  },
});
const bars = { bar: Number(values.bar), barAfter: Number(values["bar-after"] ?? values.bar) };
if (
  values.laws === undefined ||
  values.examples === undefined ||
  !(bars.bar > 0 && bars.bar < 1 && bars.barAfter > 0 && bars.barAfter < 1)
) {
  process.stderr.write(
    "npm run train:spelling -- --laws FOLDER --examples FILE… --bar SHARE --bar-after SHARE [--origin TEXT] [--out FOLDER]\n",
  );
  process.exit(2);
}
const examples = values.examples.flatMap(readExamples);
const { model } = learnSpelling(values.laws, examples);
const out = values.out ?? fileURLToPath(new URL("../../applications/document-assistant/model/", import.meta.url));
mkdirSync(out, { recursive: true });
const files = {
  "speller.bin.gz": writeSpeller({ ...model, bars, origin: values.origin ?? "" }),
  "statutes.bin.gz": writeCounted(countTexts(markdownLines(values.laws), LEAST_SHIPPED)),
};
for (const [name, bytes] of Object.entries(files)) {
  const packed = gzipSync(bytes, { level: 9 });
  writeFileSync(join(out, name), packed);
  process.stderr.write(`${join(out, name)}: ${packed.length} bytes\n`);
}
