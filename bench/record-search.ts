import { cityHome } from "./city-home.ts";
import { bench } from "./harness.ts";

/** Search in the texts of all records of a synthetic city, over the server's own HTTP route, against DuckDB reading the same
 *  columns with LIKE; and what the indexes cost: rows a second when they are made anew, and the size of what holds the words against the texts.
 *  `node bench/record-search.ts [RECORDS]` */
const records = Number(process.argv[2] ?? 9_520_000);
const script = new URL("./record-search-task.ts", import.meta.url);
const folder = await cityHome(records);
const peer = `DuckDB LIKE, ${records} records`;
await bench(
  "record-search",
  [
    { name: peer, script, args: [folder, "like"] },
    { name: `search, ${records} records`, script, args: [folder, "search"], peer },
    { name: `indexes made anew, ${records} records`, script, args: [folder, "build"] },
  ],
  1,
);
