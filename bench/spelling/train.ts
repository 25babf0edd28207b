import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { writeSpeller } from "@yuejian/document-assistant";
import { SPELLER_FILES } from "@yuejian/server/assistant";
import { writeCounted } from "@yuejian/text";
import { chooseBars, learnSpelling, readContextModels } from "./learn.ts";
import { MATERIAL_OPTIONS, MATERIAL_USAGE, materialOf } from "./material-options.ts";
import { MOST_FALSE_ALARMS, readExamples } from "./read-material.ts";
import { gatherMaterial } from "./right-texts.ts";

/** npm run train:spelling: counts right texts, and learns from sentences with errors which corrections hold; bars are chosen on the sentences of `--choose` (`--split`, if left
 *  out), each corrected by what was learned without it. `--context`: a folder of models of context (docs/document-assistant.md). */
const { values } = parseArgs({
  options: { ...MATERIAL_OPTIONS, choose: { type: "string", multiple: true }, context: { type: "string" }, origin: { type: "string" } },
});
const material = materialOf(values);
if (!material) {
  process.stderr.write(`npm run train:spelling -- ${MATERIAL_USAGE} [--choose FILE…] [--context FOLDER] [--origin TEXT] [--out FOLDER]\n`);
  process.exit(2);
}
const gathered = gatherMaterial(material);
process.stderr.write(
  `${gathered.lines.length} lines, ${gathered.examples.length} examples; ${gathered.standing} of ${gathered.apart} sentences kept apart stand in the texts: ${gathered.linesLeftOut} lines left out\n`,
);
const models = values.context === undefined ? null : await readContextModels(values.context);
const { counted, model, correctUnseen, correctUnseenInContext } = await learnSpelling(gathered, models);
const own = new Set((values.choose ?? [material.split]).flatMap(readExamples).map(({ meant }) => meant));
const choice = gathered.examples.filter(({ meant }) => own.has(meant));
const alone = await chooseBars(correctUnseen, choice, MOST_FALSE_ALARMS);
const inContext = correctUnseenInContext && (await chooseBars(correctUnseenInContext, choice, MOST_FALSE_ALARMS));
process.stderr.write(`${JSON.stringify({ alone, inContext })}\n`);
if (!alone) throw new Error("no bars keep the false alarms low enough: nothing is written");
if (models && !inContext) process.stderr.write("with the model of context no bars keep the false alarms low enough: it is left out\n");
const out = values.out ?? fileURLToPath(new URL("../../applications/document-assistant/model/", import.meta.url));
mkdirSync(out, { recursive: true });
const { contextTrees, ...rest } = model;
const context = contextTrees && inContext && { trees: contextTrees, bars: inContext.bars };
const files = {
  [SPELLER_FILES.speller]: writeSpeller({ ...rest, bars: alone.bars, context, origin: values.origin ?? "" }),
  [SPELLER_FILES.statutes]: writeCounted(counted),
};
for (const [name, bytes] of Object.entries(files)) {
  const packed = gzipSync(bytes, { level: 9 });
  writeFileSync(join(out, name), packed);
  process.stderr.write(`${join(out, name)}: ${packed.length} bytes\n`);
}
if (values.context !== undefined && context) {
  copyFileSync(join(values.context, "all.onnx"), join(out, SPELLER_FILES.context));
  copyFileSync(join(values.context, "characters.txt"), join(out, SPELLER_FILES.contextCharacters));
}
