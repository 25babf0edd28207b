import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describeMachine, measureDisk, type Sample, sampleOf } from "./harness.ts";

/** The log against Hypercore and SQLite in the same run, and a log of ten million entries: opened, proven from, checked.
 *  `node bench/chain-log.ts [ENTRIES=10000000] [APPENDED=1000000] [ROUNDS=3]`; a short run: `node bench/chain-log.ts 200000 100000 1`. BENCH_FOLDER: where.
 *  Every figure of appending is of `MerkleLog.append`, through which the server and the mirrors write: keys checked, each batch acknowledged after fdatasync. */
const [entries = 10_000_000, appended = 1_000_000, rounds = 3] = process.argv.slice(2).map(Number);
const script = new URL("./chain-log-task.ts", import.meta.url);
const scratch = process.env["BENCH_FOLDER"] ?? tmpdir();

interface Figure {
  readonly name: string;
  /** Median of the rounds. */
  readonly value: number;
  readonly unit: string;
  readonly limit: string;
  readonly isMet: boolean;
  readonly all: readonly number[];
  readonly details: Sample["details"];
  readonly peakMegabytes: number;
  /** Of the disk, just before. */
  readonly disk?: { readonly fdatasyncMilliseconds: number; readonly sequentialWriteMegabytesPerSecond: number };
}

const figures: Figure[] = [];

function tell(figure: Figure): Figure {
  figures.push(figure);
  const { name, value, unit, limit, isMet, disk } = figure;
  const beside = disk ? `   (fdatasync ${disk.fdatasyncMilliseconds} ms, ${disk.sequentialWriteMegabytesPerSecond} MB/s)` : "";
  process.stdout.write(`${isMet ? "met " : "MISS"}  ${name.padEnd(62)} ${value.toLocaleString("en")} ${unit}, limit ${limit}${beside}\n`);
  return figure;
}

const median = (values: readonly number[]): number => values.toSorted((left, right) => left - right)[values.length >> 1] ?? Number.NaN;
const sample = (...args: readonly (string | number)[]): Promise<Sample> =>
  sampleOf({ name: args.join(" "), script, args: args.map(String) });
const number = (of: Sample, field: string): number => Number(of.details[field]);

function disk(): NonNullable<Figure["disk"]> {
  const folder = mkdtempSync(join(scratch, "yuejian-bench-disk-"));
  try {
    return measureDisk(join(folder, "disk"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Round by round, so that drift of the machine meets all alike. */
async function appends(): Promise<void> {
  const kinds = [
    { name: "log, 300 bytes", args: ["log", 300, appended, 1000, 4] },
    { name: "Hypercore, 300 bytes", args: ["hypercore", 300, appended, 1000, 4] },
    { name: "SQLite FULL, 300 bytes", args: ["sqlite", 300, appended, 1000, 4] },
    { name: "log, 32 bytes", args: ["log", 32, 2 * appended, 1000, 12] },
    { name: "Hypercore, 32 bytes", args: ["hypercore", 32, appended, 1000, 4] },
    { name: "log, one by one, 1 caller", args: ["log", 300, Math.ceil(appended / 300), 1, 1] },
    { name: "log, one by one, 64 callers", args: ["log", 300, Math.ceil(appended / 10), 1, 64] },
  ] as const;
  const samples = new Map<string, Sample[]>();
  const disks = new Map<string, Figure["disk"]>();
  for (let round = 0; round < rounds; round++) {
    for (const { name, args } of kinds) {
      disks.set(name, disk());
      const taken = await sample(...args);
      samples.set(name, [...(samples.get(name) ?? []), taken]);
      process.stderr.write(`${name}: ${taken.details["perSecond"]} a second, ${taken.processorSeconds.toFixed(2)} s of processor\n`);
    }
  }
  const of = (name: string, field: string): number[] => (samples.get(name) ?? []).map((each) => number(each, field));
  const figure = (name: string, limit: number | null, more: Partial<Figure> = {}): Figure => {
    const all = of(name, "perSecond");
    const value = median(all);
    return {
      name: `durable appends: ${name}`,
      value,
      unit: "a second",
      limit: limit === null ? "none, a peer" : `≥ ${limit.toLocaleString("en")}`,
      isMet: limit === null || value >= limit,
      all,
      details: samples.get(name)?.[0]?.details ?? {},
      peakMegabytes: Math.max(...(samples.get(name) ?? []).map((each) => each.peakMegabytes)),
      ...(disks.get(name) ? { disk: disks.get(name) as NonNullable<Figure["disk"]> } : {}),
      ...more,
    };
  };
  const ratio = (name: string, left: string, right: string, limit: number | null): void => {
    const all = of(left, "perSecond").map((value, round) => value / (of(right, "perSecond")[round] ?? Number.NaN));
    const value = Number(median(all).toFixed(2));
    tell({
      name,
      value,
      unit: "×",
      limit: limit === null ? "none" : `≥ ${limit}`,
      isMet: limit === null || value >= limit,
      all,
      details: {},
      peakMegabytes: 0,
    });
  };
  tell(figure("log, 300 bytes", 200_000));
  const waits = of("log, 300 bytes", "p99Milliseconds");
  tell({
    ...figure("log, 300 bytes", null),
    name: "… acknowledged, p99",
    value: median(waits),
    unit: "ms",
    limit: "< 100",
    isMet: median(waits) < 100,
    all: waits,
  });
  tell(figure("Hypercore, 300 bytes", null, { name: "appends, not synced: Hypercore, 300 bytes" }));
  tell(figure("SQLite FULL, 300 bytes", null));
  ratio("log over Hypercore, 300 bytes", "log, 300 bytes", "Hypercore, 300 bytes", 3);
  ratio("log over SQLite FULL, 300 bytes", "log, 300 bytes", "SQLite FULL, 300 bytes", null);
  tell(figure("log, 32 bytes", 1_000_000));
  tell(figure("Hypercore, 32 bytes", null, { name: "appends, not synced: Hypercore, 32 bytes" }));
  ratio("log over Hypercore, 32 bytes", "log, 32 bytes", "Hypercore, 32 bytes", null);
  tell(figure("log, one by one, 1 caller", null));
  tell(figure("log, one by one, 64 callers", null));
  ratio("64 callers over one, one by one", "log, one by one, 64 callers", "log, one by one, 1 caller", 10);
}

async function largeLog(): Promise<void> {
  const folder = mkdtempSync(join(scratch, "yuejian-bench-large-"));
  const below = (name: string, all: readonly number[], given: { unit: string; limit: number; from: Sample }): void => {
    const value = Number(median(all).toFixed(2));
    const { unit, limit, from } = given;
    tell({ name, value, unit, limit: `< ${limit}`, isMet: value < limit, all, details: from.details, peakMegabytes: from.peakMegabytes });
  };
  const repeat = async (times: number, ...args: readonly (string | number)[]): Promise<[Sample, ...Sample[]]> => {
    const first = await sample(...args);
    const samples: [Sample, ...Sample[]] = [first];
    while (samples.length < times) samples.push(await sample(...args));
    return samples;
  };
  try {
    const before = disk();
    const filled: Sample[] = [];
    const plain: Sample[] = [];
    for (let round = 0; round < rounds; round++) {
      plain.push(await sample("plain", 300, entries));
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      filled.push(await sample("fill", folder, 300, entries));
    }
    const growth = (name: string, of: readonly Sample[], field: string, limit: number | null): void => {
      const costs = of.map((each) => String(each.details[field]).split(" ").map(Number));
      // The first tenth compiles and fills what is empty: the second is the measure.
      const all = costs.map((each) => Number(((each.at(-1) ?? Number.NaN) / (each[1] ?? each[0] ?? Number.NaN)).toFixed(2)));
      const value = median(all);
      tell({
        name: `${name}, last tenth of ${entries.toLocaleString("en")} over the second`,
        value,
        unit: "×",
        limit: limit === null ? "none" : `< ${limit} (flat)`,
        isMet: limit === null || value < limit,
        all,
        details: { ...of[0]?.details, ...(limit === null ? {} : { computedTo100Million: costTo100Million(costs[0] ?? []) }) },
        peakMegabytes: Math.max(...of.map((each) => each.peakMegabytes)),
        disk: before,
      });
    };
    growth("own time of an append", filled, "ownMicrosecondsByTenth", 1.3);
    // Some machines hand out page cache ever more dearly: what a program that only writes pays says how much of it is the log's.
    growth("… the kernel's for it", filled, "kernelMicrosecondsByTenth", null);
    growth("… the kernel's for plain files", plain, "kernelMicrosecondsByTenth", null);
    const opened = await repeat(rounds, "open", folder);
    below(
      `opening ${entries.toLocaleString("en")} entries`,
      opened.map((each) => each.seconds * 1000),
      { unit: "ms", limit: 100, from: opened[0] },
    );
    const proven = await repeat(rounds, "prove", folder, 10_000);
    below(
      "inclusion proof from it, p50",
      proven.map((each) => number(each, "p50Microseconds")),
      { unit: "µs", limit: 150, from: proven[0] },
    );
    const checked = await repeat(1, "fsck", folder);
    below(
      "fsck of it, structure",
      checked.map((each) => number(each, "structureSeconds")),
      { unit: "s", limit: 15, from: checked[0] },
    );
    below(
      "fsck of it, signatures",
      checked.map((each) => number(each, "signatureSeconds")),
      { unit: "s", limit: 15, from: checked[0] },
    );
    below(
      "fsck of it, both",
      checked.map((each) => each.seconds),
      { unit: "s", limit: 15, from: checked[0] },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const tree = await repeat(rounds, "tree", entries);
  below(
    `tree of ${entries.toLocaleString("en")} leaves`,
    tree.map((each) => each.seconds),
    { unit: "s", limit: 5, from: tree[0] },
  );
  below(
    "… memory",
    tree.map((each) => each.peakMegabytes),
    { unit: "MB", limit: 1536, from: tree[0] },
  );
}

/** What grows with the log: the runs of each kind but the smallest, whose filters a new key asks one by one (at most 31 of each of log16(n / 65,536) kinds),
 *  and the times a key is merged (once a kind). */
function costTo100Million(costs: readonly number[]): string {
  const kinds = (size: number): number => Math.floor(Math.log(size / 65_536) / Math.log(16));
  const more = kinds(1e8) - kinds(entries);
  return `${more} more kind of run than now: at most ${31 * more} filters asked and ${more} merge a key more, on ${costs.at(-1)} µs`;
}

await appends();
await largeLog();
const folder = fileURLToPath(new URL("./results/", import.meta.url));
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, "chain-log.json"),
  `${JSON.stringify({ name: "chain-log", machine: describeMachine(), entries, appended, rounds, figures }, null, 2)}\n`,
);
