import { bench } from "./harness.ts";

/** All deadlines of 200,000 cases, eight a case, computed anew: the pure part of what the server does when a holiday table or a legal number changes.
 *  The limit is five seconds for the dates. `node bench/deadlines.ts [CASES] [ROUNDS]` */
const LIMIT_SECONDS = 5;
const cases = process.argv[2] ?? "200000";
const script = new URL("./deadlines-task.ts", import.meta.url);
const results = await bench(
  "deadlines",
  [
    { name: "dates", script, args: [cases] },
    { name: "dates with their explanations", script, args: [cases, "explained"], peer: "dates" },
  ],
  Number(process.argv[3] ?? 3),
);
// One thread of pure computing: on a quiet machine it takes its processor time, start of Node and making of the cases included.
const dates = results.filter(({ name }) => name === "dates");
const processor = Math.max(...dates.map(({ processorSeconds }) => processorSeconds));
const wall = dates.map(({ isCold, medianSeconds }) => `${isCold ? "cold" : "warm"} ${medianSeconds.toFixed(2)} s`).join(", ");
const within = processor <= LIMIT_SECONDS;
console.log(
  `\n${cases} cases, dates: ${processor.toFixed(2)} s of processor time (by the clock: ${wall}); the limit is ${LIMIT_SECONDS} s: ${within ? "kept" : "MISSED"}`,
);
if (!within) process.exitCode = 1;
