import { cityHome } from "./city-home.ts";
import { bench } from "./harness.ts";

/** The page of one person over the server's own HTTP route, in a synthetic city: a hundred persons drawn by lot, one after the
 *  other, in a process that has just opened the home and in one that has shown a hundred others; as the case manager of the city, who reads everything, and as
 *  one of a district. The limit is 100 ms for 95 of 100. `node bench/person-page.ts [RECORDS…]` */
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100_000, 9_520_000];
const LIMIT_MS = 100;
const script = new URL("./person-page-task.ts", import.meta.url);
const homes = new Map<number, string>();
for (const records of sizes) homes.set(records, await cityHome(records));
const results = await bench(
  "person-page",
  sizes.flatMap((records) =>
    ["first", "later"].map((when) => ({ name: `${when} pages, ${records} records`, script, args: [homes.get(records) ?? "", when] })),
  ),
  1,
);
for (const { name, isCold, details } of results)
  console.log(
    `${isCold ? "cold" : "warm"} ${name}: p50 ${details["city p50, ms"]} ms, p95 ${details["city p95, ms"]} ms (limit ${LIMIT_MS}); of a district p95 ${details["district p95, ms"]} ms`,
  );
