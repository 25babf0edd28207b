import { hash } from "node:crypto";
import { join } from "node:path";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { encodeProof } from "@yuejian/chain/format";
import { verifyProof } from "@yuejian/chain/verify";
import { type InclusionProof, leafHash, sha256Tree, type TreeHash, verifyInclusion } from "@yuejian/digests";
import { openHome } from "@yuejian/server";
import type { Home } from "../center/server/home/index.ts";
import { recordProof } from "../center/server/proofs/index.ts";
import { writeJudgments } from "../center/server/testing/city.ts";
import { platformTree } from "../platforms/chain/log/tree-hash.ts";

/** One measured process of `chain-proofs.ts`; its last line is what it found. */
const SECONDS = 3;
/** Hashes from a leaf to the root of a log of ten million. */
const LOG_SIZE = 10_000_000;
const LEVELS = 24;

type Figures = Readonly<Record<string, number>>;

const tasks: Readonly<Record<string, (args: readonly string[]) => Promise<Figures>>> = {
  async batch([folder = "", rows = ""]) {
    const home = await openHome(join(folder, "home"), { workers: 1 });
    const { file } = await writeJudgments(folder, { name: "judgments.csv", rows: Number(rows) });
    const start = performance.now();
    await home.jobs.wait(
      (await home.work.intake({ path: file, dataset: "judgments", actor: { id: "usr_operator", office: "yueyang" } })).id,
    );
    const seconds = (performance.now() - start) / 1000;
    const { accepted } = await batchOf(home);
    await home.close();
    return { rows: accepted, seconds: round(seconds) };
  },
  /** What an open home needs before it has made a proof. */
  async idle([folder = ""]) {
    const home = await openHome(join(folder, "home"), { workers: 0 });
    await home.close();
    return { peakMegabytes: peakMegabytes() };
  },
  async records([folder = "", count = ""]) {
    const home = await openHome(join(folder, "home"), { workers: 0 });
    const refs = await refsOf(home, Number(count) + 3);
    const sizes: number[] = [];
    const times = await timesOf(refs, async (ref) => sizes.push(Buffer.byteLength(encodeProof(await recordProof(home, ref, () => false)))));
    await home.close();
    return { ...times, bytes: Math.max(...sizes), peakMegabytes: peakMegabytes() };
  },
  /** Inclusion proofs of the log itself, without documents around them. */
  async entries([folder = "", count = ""]) {
    const home = await openHome(join(folder, "home"), { workers: 0 });
    const { ledger } = home;
    const indexes = Array.from({ length: Number(count) }, (_, at) => (at * 7919) % ledger.size);
    const times = await timesOf(indexes, (index) => ledger.inclusionProof(index, ledger.size));
    await home.close();
    return { entries: ledger.size, ...times };
  },
  /** Inclusion under a known checkpoint: leaf hash and path of a log of ten million. */
  async verify([tree = "", threads = ""]) {
    const workers = Array.from({ length: Number(threads) }, () => new Worker(new URL(import.meta.url), { argv: ["worker", tree] }));
    const rates = await Promise.all(
      workers.map(
        (worker) =>
          new Promise<{ perSecond: number; perProcessorSecond: number }>((resolve, reject) => {
            worker.once("message", resolve);
            worker.once("error", reject);
          }),
      ),
    );
    const sum = (values: readonly number[]): number => Math.round(values.reduce((total, value) => total + value, 0));
    return {
      threads: rates.length,
      perSecond: sum(rates.map(({ perSecond }) => perSecond)),
      perProcessorSecond: sum(rates.map(({ perProcessorSecond }) => perProcessorSecond / rates.length)),
    };
  },
  /** Whole documents: reading, signature, contents, both trees. */
  async documents([folder = "", count = ""]) {
    const home = await openHome(join(folder, "home"), { workers: 0 });
    const [ref = ""] = await refsOf(home, 1);
    const text = encodeProof(await recordProof(home, ref, () => false));
    const trustedKeys = [home.ledger.verifierKey];
    const times = await timesOf(Array.from({ length: Number(count) }), async () => {
      if (!verifyProof(text, { trustedKeys }).ok) throw new Error("a proof of the house does not verify");
    });
    await home.close();
    return times;
  },
};

async function batchOf(home: Home): Promise<{ id: string; accepted: number }> {
  const { id, rows_accepted: accepted } = await home.store.db
    .selectFrom("batches")
    .select(["id", "rows_accepted"])
    .executeTakeFirstOrThrow();
  return { id, accepted };
}

/** References spread over the whole batch; numbers of rows that were set aside are not among them. */
async function refsOf(home: Home, count: number): Promise<string[]> {
  const { id, accepted } = await batchOf(home);
  const refs: string[] = [];
  for (let at = 0; at < count; at++) {
    for (let row = 1 + Math.floor((at * accepted) / count); ; row++) {
      const isThere = await home.lake.openRecord(`${id}:${row}`).then(
        () => true,
        () => false,
      );
      if (!isThere) continue;
      refs.push(`${id}:${row}`);
      break;
    }
  }
  return refs;
}

async function timesOf<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<Figures> {
  const times: number[] = [];
  for (const [at, item] of items.entries()) {
    const start = performance.now();
    await work(item);
    // The first ones open what stays open.
    if (at >= 3 || items.length <= 3) times.push(performance.now() - start);
  }
  times.sort((left, right) => left - right);
  const quantile = (share: number): number => round(times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? Number.NaN);
  return { count: times.length, p50Milliseconds: quantile(0.5), p99Milliseconds: quantile(0.99) };
}

function work(name: string): { perSecond: number; perProcessorSecond: number } {
  const tree: TreeHash = name === "platform" ? platformTree : sha256Tree;
  const proofs = Array.from({ length: 500 }, (_, at) => sampleProof(at));
  const start = performance.now();
  const cpu = process.threadCpuUsage();
  let verified = 0;
  while (performance.now() - start < SECONDS * 1000) {
    for (const { entry, root, ...proof } of proofs) {
      if (!verifyInclusion({ ...proof, leafHash: tree.leaf(entry), root }, tree)) throw new Error("a sample does not verify");
      verified++;
    }
  }
  const { user, system } = process.threadCpuUsage(cpu);
  return {
    perSecond: (1000 * verified) / (performance.now() - start),
    perProcessorSecond: (1e6 * verified) / (user + system),
  };
}

/** A proof of a leaf of a log of ten million whose other hashes are made up; its root follows from it. */
function sampleProof(at: number): InclusionProof & { entry: Uint8Array; root: Uint8Array } {
  const entry = Buffer.alloc(300, at);
  const path = Array.from({ length: LEVELS }, (_, level) => new Uint8Array(hash("sha256", `${at}/${level}`, "buffer")));
  // Below the first two thirds of the leaves every path has all the levels.
  const index = (at * 104_729) % 2 ** 23;
  let root = leafHash(entry);
  for (const [level, step] of path.entries())
    root = Math.floor(index / 2 ** level) % 2 === 1 ? sha256Tree.node(step, root) : sha256Tree.node(root, step);
  return { entry, leafHash: leafHash(entry), index, size: LOG_SIZE, path, root };
}

function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

const [name = "", ...args] = process.argv.slice(2);
if (isMainThread) {
  const figures = await tasks[name]?.(args);
  process.stdout.write(`\n${JSON.stringify(figures)}\n`);
} else parentPort?.postMessage(work(args[0] ?? ""));
