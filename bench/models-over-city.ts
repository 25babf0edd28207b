import { cityHome } from "./city-home.ts";
import { bench } from "./harness.ts";

/** All models over a synthetic city, against two seconds for all of them together over 200,000 records and ten seconds for each of them over a city of any size.
 *  `node bench/models-over-city.ts [RECORDS] [ROUNDS]` */
const records = Number(process.argv[2] ?? 200_000);
const rounds = Number(process.argv[3] ?? 5);
const TOGETHER_SECONDS = 2;
const EACH_SECONDS = 10;
const SMALL = 200_000;

const results = await bench(
  records === SMALL ? "models-over-city" : `models-over-city-${records}`,
  [{ name: "all models", script: new URL("./models-over-city-task.ts", import.meta.url), args: [await cityHome(records)] }],
  rounds,
);
for (const { isCold, medianSeconds, details } of results) {
  const each = Object.entries(details).flatMap(([name, value]) => (/^[^,]+, milliseconds$/.test(name) ? [Number(value) / 1000] : []));
  const together = records === SMALL ? `, ${(medianSeconds / TOGETHER_SECONDS).toFixed(2)} × the limit of ${TOGETHER_SECONDS} s` : "";
  const slowest = Math.max(...each);
  console.log(
    `${isCold ? "cold" : "warm"}: ${medianSeconds.toFixed(2)} s${together}; the slowest model ${slowest.toFixed(2)} s, ${(slowest / EACH_SECONDS).toFixed(2)} × the limit of ${EACH_SECONDS} s`,
  );
  if (!isCold) console.log(JSON.stringify(details, null, 1));
}
