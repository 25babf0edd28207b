import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { writeSlips } from "@yuejian/document-assistant";
import { SPELLER_FILES } from "@yuejian/server/assistant";
import { learnSlips, slipLanguage, withPlanted } from "./learn-slips.ts";
import { MATERIAL_OPTIONS, MATERIAL_USAGE, materialOf } from "./material-options.ts";
import { gatherSlipMaterial, useOf } from "./slip-material.ts";

/** npm run train:slips: learns from right texts with planted slips what is missing, too many or out of order; statutes and sentences are split by law and by sentence into what is counted,
 *  what is learned from and what is measured on. */
const { values } = parseArgs({ options: { ...MATERIAL_OPTIONS, origin: { type: "string" } } });
const material = materialOf(values);
if (!material) {
  process.stderr.write(`npm run train:slips -- ${MATERIAL_USAGE} [--origin TEXT] [--out FOLDER]\n`);
  process.exit(2);
}
const begun = performance.now();
const say = (text: string): void => void process.stderr.write(`${Math.round((performance.now() - begun) / 1000)} s: ${text}\n`);
const { counted: lines, apart } = gatherSlipMaterial(material);
const language = slipLanguage(lines);
say(`${lines.length} lines counted, ${apart.length} apart`);
const taught = withPlanted(
  apart.filter((line) => useOf(line) !== "measured"),
  { isWord: language.isWord, seed: 11 },
);
const { judges, quality } = learnSlips(taught, language);
say(JSON.stringify(quality));
const out = values.out ?? fileURLToPath(new URL("../../applications/document-assistant/model/", import.meta.url));
mkdirSync(out, { recursive: true });
const packed = gzipSync(writeSlips({ judges, origin: values.origin ?? "" }), { level: 9 });
writeFileSync(join(out, SPELLER_FILES.slips), packed);
say(`${join(out, SPELLER_FILES.slips)}: ${packed.length} bytes`);
