import { keptTimes, PARTS } from "./kept-times.ts";

/** Prints the files of tests and the steps in the browser that took longest when they ran last: `npm run times [HOW-MANY]`. */
const count = Number(process.argv[2] ?? 25);
if (!Number.isInteger(count) || count < 1) {
  console.error(`usage: npm run times [HOW-MANY]; “${process.argv[2]}” is no number of lines`);
  process.exit(2);
}
let seen = 0;
for (const part of PARTS) {
  const times = keptTimes(part);
  if (times === null) continue;
  seen++;
  const sum = times.parts.reduce((total, { seconds }) => total + seconds, 0);
  console.log(
    `${part}: ${times.parts.length} in ${(times.seconds / 60).toFixed(1)} min, ${(sum / 60).toFixed(1)} min when added up; ended ${times.endedAt}`,
  );
  const slowest = times.parts.toSorted((one, other) => other.seconds - one.seconds).slice(0, count);
  for (const { name, seconds } of slowest) console.log(`${seconds.toFixed(1).padStart(8)} s  ${name}`);
}
if (seen === 0) {
  console.error("nothing was measured yet: run npm run test:unit or npm run test:browser first");
  process.exit(2);
}
