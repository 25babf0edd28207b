import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateCity } from "@yuejian/demo";
import { bench } from "./harness.ts";

/** A whole synthetic city taken in, every text file of it in the form its authority delivers (GB18030, UTF-16, UTF-8): standardised, digested row by row,
 *  its absence keys committed to, durable; against DuckDB's all-text COPY of the same rows, transcoded to UTF-8 for it beforehand. Workbooks, which DuckDB
 *  cannot read, are left out on both sides. `node bench/intake-city.ts [RECORDS…]`; the last size is 9,520,000 unless told. */
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100_000, 1_000_000, 9_520_000];
const LIMIT = 6;

const made = new Map<number, string>();
for (const records of sizes) made.set(records, await cityOf(records));
const script = new URL("./intake-city-task.ts", import.meta.url);
const results = await bench(
  "intake-city",
  sizes.flatMap((records) => {
    const peer = `DuckDB COPY all text, ${records} records`;
    const folder = made.get(records) ?? "";
    return [
      { name: peer, script, args: ["copy", folder] },
      { name: `intake, ${records} records`, script, args: ["intake", folder], peer },
    ];
  }),
  1,
);
for (const { name, isCold, ratio, peakMegabytes, details } of results)
  if (ratio !== null)
    console.log(
      `${isCold ? "cold" : "warm"} ${name}: ${ratio.toFixed(2)} × the peer (limit ${LIMIT}), ${details["microsecondsPerRecord"]} µs a record, ${peakMegabytes} MB`,
    );

/** Folder with `source` (as delivered), `utf8` (the same for the peer) and `files.json`. */
async function cityOf(records: number): Promise<string> {
  const folder = join(tmpdir(), `yuejian-bench-intake-city-${records}`);
  if (existsSync(folder)) return folder;
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(join(part, "utf8"), { recursive: true });
  const city = await generateCity({ records, seed: 20_264, folder: join(part, "source") });
  const files = city.files.filter(({ encoding }) => encoding !== "xlsx");
  for (const { name, encoding } of files) {
    const decoder = new TextDecoder(encoding === "gb18030" ? "gb18030" : encoding === "utf-16le-bom" ? "utf-16le" : "utf-8");
    writeFileSync(join(part, "utf8", name), decoder.decode(readFileSync(join(part, "source", name))));
  }
  writeFileSync(
    join(part, "files.json"),
    JSON.stringify(files.map(({ name, dataset, records: rows }) => ({ name, dataset, records: rows }))),
  );
  for (const name of readdirSync(join(part, "source"))) if (name.endsWith(".xlsx")) rmSync(join(part, "source", name));
  renameSync(part, folder);
  return folder;
}
