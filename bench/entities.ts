import { bench } from "./harness.ts";

/** Who is whom in a synthetic city: linking of a home with `RECORDS` records, in full and then after a load of a thousandth more, beside the models' own worth of work on
 *  the same home: its intake is not counted. `details` hold precision and recall over pairs of mentions of persons, against the people who were written.
 *  `node bench/entities.ts [RECORDS] [ROUNDS]` */
const records = process.argv[2] ?? "200000";
const rounds = Number(process.argv[3] ?? 1);
const script = new URL("./entities-task.ts", import.meta.url);
await bench(
  "entities",
  [
    { name: `link ${records} records, full`, script, args: [records, "full"] },
    { name: `link ${records} records, a thousandth more`, script, args: [records, "increment"], peer: `link ${records} records, full` },
  ],
  rounds,
);
