import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CYCLE_PARAMETERS, CycleWatch, judgeCycle } from "@yuejian/imagery";
import { describeMachine } from "./harness.ts";

/** Landsat pixels with the break dates of published monitors (../shared/data/imagery/break-pixels). Each is watched a year at a time, against the years before. A break there is any change of any band (fire, harvest of a forest, snow cover); an alert here is
 *  green ground that stays bare. So what can be compared is one thing: whether the alerts that are raised lie at breaks, and on which day. `node bench/farmland-breaks.ts` */
const FOLDER = fileURLToPath(new URL("../../shared/data/imagery/break-pixels/", import.meta.url));
const YEAR = 365.25;
/** An alert within so many days of a break is that break: Landsat comes every 16 days, and clouds hide some. */
const NEAR_DAYS = 60;

const numbers = (file: string) =>
  readFileSync(`${FOLDER}${file}`, "utf8")
    .replace("\u{FEFF}", "")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(",").map(Number));

/** Days (proleptic Gregorian ordinals) on which one model ended and the next began; null where the file names none. */
function breaksOf(file: string): number[] | null {
  if (file.startsWith("spectral_336_3980")) return numbers("spectral_336_3980_breaks.csv").flatMap(([day = 0]) => (day > 0 ? [day] : []));
  if (!file.startsWith("test_3657_3610")) return null;
  const segments = [...new Map(numbers("test_3657_3610_coefficients.csv").map(([from = 0, to = 0]) => [from, to]))].sort(
    ([left], [right]) => left - right,
  );
  return segments.slice(1).map(([from]) => from);
}

/** Day, blue, green, red, near infrared, two of short-wave infrared, thermal, quality: 0 clear, 1 water, 2 shadow, 3 snow, 4 cloud. */
function seriesOf(file: string): { days: number[]; ndvi: number[] } {
  const rows = numbers(file).sort(([left = 0], [right = 0]) => left - right);
  return {
    days: rows.map(([day = 0]) => day),
    ndvi: rows.map((row) => ((row[8] ?? 4) <= 1 ? index(row) : Number.NaN)),
  };
}

function index(row: readonly number[]): number {
  const [red, nir] = [row[3] ?? Number.NaN, row[4] ?? Number.NaN];
  return red <= 0 || nir <= 0 || red > 10_000 || nir > 10_000 ? Number.NaN : (nir - red) / (nir + red);
}

const results = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".csv") && !/breaks|coefficients/.test(file))
  .map((file) => {
    const { days, ndvi } = seriesOf(file);
    const breaks = breaksOf(file);
    const alerts: { level: string; lastNormal: number | null; firstAbnormal: number | null }[] = [];
    let watched = 0;
    for (let from = (days[0] ?? 0) + CYCLE_PARAMETERS.historyYears * YEAR; from < (days.at(-1) ?? 0); from += YEAR) {
      const end = days.findIndex((day) => day >= from + YEAR);
      const until = end < 0 ? days.length : end;
      const series = { days: days.slice(0, until), ndvi: ndvi.slice(0, until) };
      const marks = new Uint8Array(until);
      const years = new CycleWatch(series.days, from).mark(series.ndvi, marks, 0);
      if (years < 0) continue;
      watched++;
      const { level, lastNormal, firstAbnormal } = judgeCycle(series.days, marks, years);
      if (level === "probable" || level === "confirmed") alerts.push({ level, lastNormal, firstAbnormal });
    }
    const isNear = (alert: (typeof alerts)[number]) =>
      breaks?.some(
        (day) => day >= (alert.lastNormal ?? alert.firstAbnormal ?? 0) - NEAR_DAYS && day <= (alert.firstAbnormal ?? 0) + NEAR_DAYS,
      ) ?? false;
    return {
      file,
      observations: days.length,
      clear: ndvi.filter((value) => !Number.isNaN(value)).length,
      yearsWatched: watched,
      breaks,
      alerts,
      alertsAtBreaks: breaks === null ? null : alerts.filter(isNear).length,
    };
  });
console.log(JSON.stringify(results, null, 1));
const folder = fileURLToPath(new URL("./results/", import.meta.url));
mkdirSync(folder, { recursive: true });
writeFileSync(
  `${folder}farmland-breaks.json`,
  `${JSON.stringify({ name: "farmland-breaks", machine: describeMachine(), parameters: CYCLE_PARAMETERS, results }, null, 2)}\n`,
);
