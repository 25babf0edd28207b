import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { trainChargeModel, writeChargeModel } from "@yuejian/legal-research";
import { chargedTexts, readAnswered, readCriminalLaw, readHeldOut } from "./read-material.ts";
import { CHARGE_TRAINING } from "./settings.ts";

/** npm run train:charges -- --laws FOLDER [--without FILE] [--origin TEXT] [--out FILE] CASES…: learns from cases whose charges are known. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { laws: { type: "string" }, without: { type: "string" }, origin: { type: "string" }, out: { type: "string" } },
});
if (values.laws === undefined || positionals.length === 0) {
  process.stderr.write("npm run train:charges -- --laws FOLDER [--without FILE] [--origin TEXT] [--out FILE] CASES…\n");
  process.exit(2);
}
const without = values.without === undefined ? [] : readHeldOut(values.without).map(({ text }) => text);
const { cases, left } = chargedTexts(positionals.flatMap(readAnswered), without);
process.stderr.write(`${cases.length} texts, ${cases.filter(({ charges }) => charges.size > 0).length} of crimes; ${left} left out\n`);
const model = trainChargeModel(cases, { ...CHARGE_TRAINING, articles: readCriminalLaw(values.laws), origin: values.origin ?? "" });
const out = values.out ?? new URL("../../applications/legal-research/model/charges.bin.gz", import.meta.url).pathname;
mkdirSync(dirname(out), { recursive: true });
const bytes = gzipSync(writeChargeModel(model), { level: 9 });
writeFileSync(out, bytes);
process.stderr.write(`${out}: ${bytes.length} bytes\n`);
