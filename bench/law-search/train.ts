import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { readQuestions, trainModel, writeModel } from "@yuejian/legal-research";
import { readLabelled, readLawMaterial } from "./read-material.ts";
import { TRAINING } from "./settings.ts";

/** npm run train:law-search -- --laws FOLDER --questions FILE [--origin TEXT] [--out FILE]: learns from answered questions how questions and articles meet. */
const { values } = parseArgs({
  options: {
    laws: { type: "string" },
    questions: { type: "string" },
    origin: { type: "string" },
    out: { type: "string" },
  },
});
if (values.laws === undefined || values.questions === undefined) {
  process.stderr.write("npm run train:law-search -- --laws FOLDER --questions FILE [--origin TEXT] [--out FILE]\n");
  process.exit(2);
}
const { table, texts } = readLawMaterial(values.laws);
const { questions, found, lost } = readQuestions(table, texts, readLabelled(values.questions));
process.stderr.write(`${table.passages.length} articles, ${questions.length} questions, ${found} answers found, ${lost} not\n`);
const model = trainModel(table, questions, { ...TRAINING, textOf: (passage) => texts[passage] as string });
const out = values.out ?? new URL("../../applications/legal-research/model/questions.bin.gz", import.meta.url).pathname;
mkdirSync(dirname(out), { recursive: true });
const bytes = gzipSync(writeModel(model, values.origin ?? ""), { level: 9 });
writeFileSync(out, bytes);
process.stderr.write(`${out}: ${bytes.length} bytes\n`);
