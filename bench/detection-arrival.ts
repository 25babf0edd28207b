import { cityFiles } from "./city-files.ts";
import { cityHome } from "./city-home.ts";
import { bench } from "./harness.ts";

/** From a row that comes in to the lead that it causes, at the size of the demo: deaths of people whose pension goes on, one load each, in a house whose
 *  model is switched on. The limit is five seconds, from the order to take the file in until the lead is in the store. `node bench/detection-arrival.ts [RECORDS] [LOADS]` */
const records = Number(process.argv[2] ?? 200_000);
const loads = process.argv[3] ?? "20";
const LIMIT_SECONDS = 5;
const results = await bench(
  "detection-arrival",
  [
    {
      name: `row to lead, ${records} records`,
      script: new URL("./detection-arrival-task.ts", import.meta.url),
      args: [await cityHome(records), await cityFiles(records), loads],
    },
  ],
  1,
);
for (const { isCold, details } of results)
  console.log(
    `${isCold ? "cold" : "warm"}: p50 ${details["p50, ms"]} ms, slowest ${details["slowest, ms"]} ms (limit ${LIMIT_SECONDS * 1000}); ${details["run over everything"]} of ${loads} runs over everything`,
  );
