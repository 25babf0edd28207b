import { existsSync, mkdirSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bench } from "./harness.ts";
import { writeIntakeFile } from "./intake-file.ts";

/** Profile and rules of a dataset of a million rows, twelve columns, beside the intake of the same file.
 *  `node bench/quality.ts [ROWS] [ROUNDS]` */
const rows = Number(process.argv[2] ?? 1_000_000);
const rounds = Number(process.argv[3] ?? 3);
const folder = join(tmpdir(), "yuejian-bench-files");
mkdirSync(folder, { recursive: true });
const file = join(folder, `penalties-${rows}.csv`);
if (!existsSync(file)) {
  writeIntakeFile(`${file}.part`, rows);
  renameSync(`${file}.part`, file);
}

const peer = "intake UTF-8";
await bench(
  "quality",
  [
    { name: peer, script: new URL("./intake-task.ts", import.meta.url), args: ["intake", file] },
    { name: "profile", script: new URL("./quality-task.ts", import.meta.url), args: ["profile", file], peer },
    { name: "rules", script: new URL("./quality-task.ts", import.meta.url), args: ["rules", file], peer },
  ],
  rounds,
);
