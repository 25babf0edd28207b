import { cityFiles } from "./city-files.ts";
import { bench } from "./harness.ts";

/** A whole synthetic city taken in, every text file of it in the form its authority delivers (GB18030, UTF-16, UTF-8): standardised, digested row by row,
 *  its absence keys committed to (and once without them), durable; against DuckDB's all-text COPY of the same rows, transcoded to UTF-8 for it
 *  beforehand. Workbooks, which DuckDB cannot read, are left out on both sides. `node bench/intake-city.ts [RECORDS…]`; the last size is 9,520,000 unless told. */
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100_000, 1_000_000, 9_520_000];
const LIMIT = 6;

const made = new Map<number, string>();
for (const records of sizes) made.set(records, await cityFiles(records));
const script = new URL("./intake-city-task.ts", import.meta.url);
const results = await bench(
  "intake-city",
  sizes.flatMap((records) => {
    const peer = `DuckDB COPY all text, ${records} records`;
    const folder = made.get(records) ?? "";
    return [
      { name: peer, script, args: ["copy", folder] },
      { name: `intake, ${records} records`, script, args: ["intake", folder], peer },
      { name: `without keys of absence, ${records} records`, script, args: ["rows", folder], peer },
    ];
  }),
  1,
);
for (const { name, isCold, ratio, peakMegabytes, details } of results)
  if (ratio !== null)
    console.log(
      `${isCold ? "cold" : "warm"} ${name}: ${ratio.toFixed(2)} × the peer (limit ${LIMIT}), ${details["microsecondsPerRecord"]} µs a record, ${peakMegabytes} MB`,
    );
