import { spawn } from "node:child_process";
import {
  closeSync,
  fdatasyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** One thing measured. Each sample is a process of its own that calls `task` (below) and measures what it was asked for, without the start of Node. */
export interface Measurement {
  readonly name: string;
  /** Module that ends with `task(…)`. */
  readonly script: URL;
  readonly args: readonly string[];
  /** Name of the measurement it is compared with, in the same run. */
  readonly peer?: string;
}

export interface Sample {
  readonly seconds: number;
  /** Processor time of all its threads, its start included: what others do on the machine changes it little. */
  readonly processorSeconds: number;
  /** Highest resident set of the process. */
  readonly peakMegabytes: number;
  /** What the task adds, for example rows. */
  readonly details: Readonly<Record<string, number | string>>;
}

export interface Result {
  readonly name: string;
  readonly isCold: boolean;
  readonly medianSeconds: number;
  readonly allSeconds: readonly number[];
  readonly processorSeconds: number;
  readonly peakMegabytes: number;
  readonly peer: string | null;
  /** Median over the peer's median. */
  readonly ratio: number | null;
  /** The same of processor time. */
  readonly processorRatio: number | null;
  readonly details: Sample["details"];
}

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly node: string;
  readonly fileSystem: string;
  readonly fdatasyncMilliseconds: number;
  readonly sequentialWriteMegabytesPerSecond: number;
  /** How the page cache was emptied before cold samples. */
  readonly cold: string;
}

/** Runs all measurements round by round, so that drift of the machine meets each alike: `rounds` cold ones, then `rounds` warm ones after one
 *  that is not counted. Prints a table and writes `bench/results/<name>.json`. */
export async function bench(name: string, measurements: readonly Measurement[], rounds: number): Promise<readonly Result[]> {
  const machine = describeMachine();
  const samples = new Map<string, Sample[]>();
  const take = async (measurement: Measurement, kind: string): Promise<void> => {
    const sample = await sampleOf(measurement);
    samples.set(`${kind}/${measurement.name}`, [...(samples.get(`${kind}/${measurement.name}`) ?? []), sample]);
    process.stderr.write(`${kind.padEnd(8)} ${measurement.name.padEnd(40)} ${sample.seconds.toFixed(2)} s\n`);
  };
  for (let round = 0; round < rounds; round++)
    for (const measurement of measurements) {
      emptyPageCache();
      await take(measurement, "cold");
    }
  for (const measurement of measurements) await take(measurement, "warm-up");
  for (let round = 0; round < rounds; round++) for (const measurement of measurements) await take(measurement, "warm");

  const results = (["cold", "warm"] as const).flatMap((kind) =>
    measurements.map((measurement) => {
      const of = (which: string): Sample[] => samples.get(`${kind}/${which}`) ?? [];
      const medianOf = (which: string, field: "seconds" | "processorSeconds"): number => median(of(which).map((sample) => sample[field]));
      const { peer } = measurement;
      const ratioOf = (field: "seconds" | "processorSeconds"): number | null =>
        peer === undefined ? null : medianOf(measurement.name, field) / medianOf(peer, field);
      return {
        name: measurement.name,
        isCold: kind === "cold",
        medianSeconds: medianOf(measurement.name, "seconds"),
        allSeconds: of(measurement.name).map(({ seconds }) => seconds),
        processorSeconds: medianOf(measurement.name, "processorSeconds"),
        peakMegabytes: Math.max(...of(measurement.name).map(({ peakMegabytes }) => peakMegabytes)),
        peer: peer ?? null,
        ratio: ratioOf("seconds"),
        processorRatio: ratioOf("processorSeconds"),
        details: of(measurement.name)[0]?.details ?? {},
      };
    }),
  );
  const folder = fileURLToPath(new URL("./results/", import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ name, machine, rounds, results }, null, 2)}\n`);
  printTable(name, machine, results);
  return results;
}

/** Body of a measured process: runs the work and tells the harness. The work returns the seconds it measured itself. */
export async function task(work: (args: readonly string[]) => Promise<{ seconds: number; details?: Sample["details"] }>): Promise<void> {
  const { seconds, details = {} } = await work(process.argv.slice(2));
  const { user, system } = process.cpuUsage();
  const processorSeconds = (user + system) / 1e6;
  const sample: Sample = { seconds, processorSeconds, peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024), details };
  process.stdout.write(`\n${JSON.stringify(sample)}\n`);
}

/** Seconds that the work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Runs a measurement once, in a process of its own. */
export function sampleOf(measurement: Measurement): Promise<Sample> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(measurement.script), ...measurement.args], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (text: string) => (said += text));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(JSON.parse(said.trim().split("\n").at(-1) ?? "") as Sample);
      else reject(new Error(`${measurement.name} ended with ${code}`));
    });
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

const DROP_CACHES = "/proc/sys/vm/drop_caches";

/** Whether it could be emptied; without the right, cold samples are those of a fresh process over cached files. */
function emptyPageCache(): boolean {
  try {
    writeFileSync(DROP_CACHES, "3");
    return true;
  } catch {
    return false;
  }
}

export function describeMachine(): Machine {
  const folder = mkdtempSync(join(tmpdir(), "yuejian-bench-"));
  try {
    const disk = measureDisk(join(folder, "disk"));
    const models = new Set(cpus().map(({ model }) => model.trim()));
    return {
      processor: [...models].join(", "),
      cores: cpus().length,
      memoryGigabytes: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      fileSystem: `0x${statfsSync(folder).type.toString(16)}`,
      ...disk,
      cold: emptyPageCache() ? "page cache dropped" : "fresh process, page cache not dropped (no right to)",
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function measureDisk(path: string): Pick<Machine, "fdatasyncMilliseconds" | "sequentialWriteMegabytesPerSecond"> {
  const file = openSync(path, "w");
  try {
    const waits: number[] = [];
    for (let write = 0; write < 50; write++) {
      writeSync(file, Buffer.alloc(4096, write));
      const start = performance.now();
      fdatasyncSync(file);
      waits.push(performance.now() - start);
    }
    const piece = Buffer.alloc(8 * 2 ** 20, 7);
    const start = performance.now();
    for (let write = 0; write < 32; write++) writeSync(file, piece);
    fdatasyncSync(file);
    const seconds = (performance.now() - start) / 1000;
    return { fdatasyncMilliseconds: Number(median(waits).toFixed(3)), sequentialWriteMegabytesPerSecond: Math.round(256 / seconds) };
  } finally {
    closeSync(file);
  }
}

function printTable(name: string, machine: Machine, results: readonly Result[]): void {
  const lines = [
    `${name}: ${machine.processor}, ${machine.cores} cores, ${machine.memoryGigabytes} GiB, Node ${machine.node}`,
    `disk: fdatasync ${machine.fdatasyncMilliseconds} ms, ${machine.sequentialWriteMegabytesPerSecond} MB/s sequential; cold: ${machine.cold}; load ${loadAverage()}`,
    "",
    ["", "measurement".padEnd(44), "median s", "proc. s", "peak MB", "ratio, of processor time"].join("  "),
    ...results.map((result) =>
      [
        result.isCold ? "cold" : "warm",
        result.name.padEnd(42),
        result.medianSeconds.toFixed(2).padStart(8),
        result.processorSeconds.toFixed(2).padStart(7),
        String(result.peakMegabytes).padStart(7),
        result.ratio === null ? "" : `${result.ratio.toFixed(2)} ×, ${result.processorRatio?.toFixed(2)} × ${result.peer}`,
      ].join("  "),
    ),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

function loadAverage(): string {
  try {
    return readFileSync("/proc/loadavg", "utf8").split(" ").slice(0, 3).join(" ");
  } catch {
    return "unknown";
  }
}
