import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeGb18030 } from "@yuejian/demo";
import { bench } from "./harness.ts";
import { writeIntakeFile } from "./intake-file.ts";

/** Intake of a file of a million rows, twelve columns, three personal, against DuckDB's own all-text COPY of the same rows.
 *  `node bench/intake.ts [ROWS] [ROUNDS]` */
const rows = Number(process.argv[2] ?? 1_000_000);
const rounds = Number(process.argv[3] ?? 3);
const folder = join(tmpdir(), "yuejian-bench-files");
mkdirSync(folder, { recursive: true });
const utf8 = join(folder, `penalties-${rows}.csv`);
const gb18030 = join(folder, `penalties-${rows}.gb18030.csv`);
if (!existsSync(utf8)) {
  writeIntakeFile(`${utf8}.part`, rows);
  renameSync(`${utf8}.part`, utf8);
}
if (!existsSync(gb18030)) writeFileSync(gb18030, encodeGb18030(readFileSync(utf8, "utf8")));

const script = new URL("./intake-task.ts", import.meta.url);
const peer = "DuckDB COPY all text (UTF-8)";
await bench(
  "intake",
  [
    { name: peer, script, args: ["copy", utf8] },
    { name: "intake UTF-8", script, args: ["intake", utf8], peer },
    { name: "intake GB18030", script, args: ["intake", gb18030], peer },
  ],
  rounds,
);
