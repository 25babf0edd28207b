import { CycleWatch, judgeCycle } from "@yuejian/imagery";
import { task } from "./harness.ts";

/** `PIXELS DATES`: the watch of pixels against their own years before, dates spread evenly over four years, four in ten hidden by cloud. One pixel in eight is bare in the
 *  year that is watched, which costs most. A date set is the whole series of one pixel. */
await task(async ([pixels = "1000000", dates = "60"]) => {
  const [count, length] = [Number(pixels), Number(dates)];
  const days = Int32Array.from({ length }, (_, at) => 18_000 + Math.floor((at * 1461) / length));
  const watchFrom = days[Math.floor(length * 0.75)] ?? 0;
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const series = Array.from({ length: 512 }, (_, pixel) =>
    Float32Array.from(days, (day) => {
      if (random() < 0.4) return Number.NaN;
      const isBare = pixel % 8 === 0 && day >= watchFrom;
      return isBare ? 0.1 + 0.1 * random() : 0.45 + 0.3 * Math.sin((day / 365.25) * 2 * Math.PI) + 0.1 * (random() - 0.5);
    }),
  );
  const watch = new CycleWatch(days, watchFrom);
  const marks = new Uint8Array(length);
  let alerts = 0;
  const start = process.cpuUsage();
  const began = performance.now();
  for (let pixel = 0; pixel < count; pixel++) {
    marks.fill(0);
    const years = watch.mark(series[pixel & 511] ?? new Float32Array(), marks, 0);
    if (years >= 0) alerts += judgeCycle(days, marks, years).hits > 0 ? 1 : 0;
  }
  const { user, system } = process.cpuUsage(start);
  const microseconds = Number(((user + system) / count).toFixed(3));
  return {
    seconds: (performance.now() - began) / 1000,
    details: { microsecondsPerPixel: microseconds, pixels: count, dates: length, alerts },
  };
});
