import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ed25519 } from "@noble/curves/ed25519.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatVerifierKey, parsePolicy, parseVerifierKey, type SignerKey, signerKeyOf } from "../format/index.ts";
import { type MerkleLog, nodeDisk, openLog } from "../log/index.ts";
import { judgeCheckpoint } from "../verify/index.ts";
import { Collector, Mirror, originHash, type RunningNode, serveNode, Witness } from "./index.ts";

const clock = { now: () => Date.UTC(2026, 10, 25, 12) };
const ORIGIN = "yuejian.example/ledger";
const OFFICES = Array.from({ length: 11 }, (_, at) => `office${at}`);
const NAMES = [...OFFICES, "court"];
const seed = (name: string, kind: string) => new Uint8Array(32).fill(NAMES.indexOf(name) * 2 + (kind === "mirror" ? 1 : 0) + 3);
const keyOf = (name: string, kind: "witness" | "mirror") => signerKeyOf(`${name}.example/${kind}`, seed(name, kind), "cosignature");

interface Node {
  readonly running: RunningNode;
  readonly mirror: Mirror;
  readonly witness: Witness;
}

let folder: string;
let nodes: Map<string, Node>;
let logs: MerkleLog[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "yuejian-nodes-"));
  nodes = new Map();
  logs = [];
});
afterEach(async () => {
  for (const name of nodes.keys()) await stop(name);
  for (const log of logs) await log.close();
  rmSync(folder, { recursive: true, force: true });
});

async function sequencer(name = "log", makeSeed = () => new Uint8Array(32).fill(1)): Promise<MerkleLog> {
  const log = await openLog({ folder: join(folder, name), origin: ORIGIN, clock, publishIntervalMilliseconds: 0, makeSeed });
  logs.push(log);
  return log;
}

const entry = (index: number, salt = "") => ({ key: `k${index}`, bytes: Buffer.from(`entry ${index} ${salt}`) });
const append = (log: MerkleLog, from: number, count: number, salt = "") =>
  log.append(Array.from({ length: count }, (_, at) => entry(from + at, salt)));

async function start(name: string, { verifierKey, folderName = name }: { verifierKey: string; folderName?: string }): Promise<void> {
  const cosigner = (key: SignerKey) => ({ key, sign: (message: Uint8Array) => ed25519.sign(message, key.seed), clock });
  const options = { disk: nodeDisk, logs: [parseVerifierKey(verifierKey)] };
  const mirror = await Mirror.open({ ...options, folder: join(folder, folderName, "mirror") }, cosigner(keyOf(name, "mirror")));
  const witness = new Witness({ ...options, folder: join(folder, folderName, "witness") }, cosigner(keyOf(name, "witness")));
  const parts = {
    origins: [ORIGIN],
    witness,
    mirror,
    onFailure: (error: unknown) => {
      throw error;
    },
  };
  nodes.set(name, { running: await serveNode(parts, { host: "127.0.0.1", port: 0 }), mirror, witness });
}

async function stop(name: string): Promise<void> {
  const node = nodes.get(name);
  nodes.delete(name);
  await node?.running.close();
  await node?.mirror.close();
}

async function startAll(log: MerkleLog, names = NAMES): Promise<void> {
  for (const name of names) await start(name, log);
}

/** Eight of eleven mirrors and the court as witness. Nodes that do not run keep an address at which nobody answers. */
function policyFor(log: MerkleLog) {
  const url = (name: string, kind: string) => `${nodes.get(name)?.running.address ?? "http://127.0.0.1:1"}/${kind}`;
  return parsePolicy(
    [
      `log ${log.verifierKey}`,
      ...OFFICES.map((name) => `witness ${name} ${formatVerifierKey(keyOf(name, "mirror"), "cosignature")} ${url(name, "mirror")}`),
      `witness court ${formatVerifierKey(keyOf("court", "witness"), "cosignature")} ${url("court", "witness")}`,
      `group offices 8 ${OFFICES.join(" ")}`,
      "group final all offices court",
      "quorum final",
    ].join("\n"),
  );
}

const collectorFor = (log: MerkleLog) =>
  new Collector({ policy: policyFor(log), mirrors: new Set(OFFICES), log, timeoutMilliseconds: 10_000 });

describe("eleven offices and a court", () => {
  it("make a checkpoint final when all, or all but three, hold every entry; with four down it stops", async () => {
    const log = await sequencer();
    await startAll(log);
    await append(log, 0, 700);
    const all = await collectorFor(log).collect(await log.checkpoint());
    expect(all.failures).toEqual({});
    expect(all.finality).toMatchObject({ isFinal: true, groups: [{ have: 11 }, { have: 2 }] });
    expect(nodes.get("office4")?.mirror.sizeOf(ORIGIN)).toBe(700);

    for (const name of ["office0", "office5", "office9"]) await stop(name);
    await append(log, 700, 3);
    const three = await collectorFor(log).collect(await log.checkpoint());
    expect(Object.keys(three.failures).sort()).toEqual(["office0", "office5", "office9"]);
    expect(three.finality.isFinal).toBe(true);

    await stop("office2");
    await append(log, 703, 1);
    const four = await collectorFor(log).collect(await log.checkpoint());
    expect(four.finality).toMatchObject({ isFinal: false, isSigned: true });
    expect(four.failures["office2"]?.kind).toBe("unreachable");
  });

  it("without the court a checkpoint is not final, whatever the offices sign", async () => {
    const log = await sequencer();
    await startAll(log, OFFICES);
    await append(log, 0, 2);
    const { finality } = await collectorFor(log).collect(await log.checkpoint());
    expect(finality).toMatchObject({ isFinal: false, groups: [{ have: 11 }, { have: 1, least: 2 }] });
  });

  it("tell as soon as the quorum is met, before the last has answered", async () => {
    const log = await sequencer();
    await startAll(log);
    await append(log, 0, 10);
    let early = "";
    const { note } = await collectorFor(log).collect(await log.checkpoint(), (collected) => {
      early = collected;
    });
    expect(judgeCheckpoint(early, policyFor(log)).isFinal).toBe(true);
    expect(note.length).toBeGreaterThan(early.length);
  });
});

describe("a mirror", () => {
  it("takes many blocks over several requests, goes on from where it is, and serves what it holds", async () => {
    const log = await sequencer();
    await start("office0", log);
    await start("court", log);
    await append(log, 0, 9000);
    const collector = collectorFor(log);
    for (const more of [0, 1, 255, 300]) {
      if (more > 0) await append(log, log.size, more);
      const { failures } = await collector.collect(await log.checkpoint());
      expect(failures["office0"]).toBeUndefined();
      expect(nodes.get("office0")?.mirror.sizeOf(ORIGIN)).toBe(log.size);
    }
    const base = `${nodes.get("office0")?.running.address}/mirror/${originHash(ORIGIN)}`;
    const bundle = new Uint8Array(await (await fetch(`${base}/tile/entries/035`)).arrayBuffer());
    expect(bundle).toEqual(await log.entryBundle(35));
    expect(new Uint8Array(await (await fetch(`${base}/tile/1/000.p/37`)).arrayBuffer())).toEqual(await log.tile(1, 0, 37));
    expect((await fetch(`${base}/tile/entries/037`)).status).toBe(404);
    const { checkpoint, witnesses } = judgeCheckpoint(await (await fetch(`${base}/checkpoint`)).text(), policyFor(log));
    expect(checkpoint.size).toBe(log.size);
    expect(witnesses.find(({ name }) => name === "office0")?.time).toBe(clock.now() / 1000);
  });

  it("goes on after a restart, also from an older backup of its folder", async () => {
    const log = await sequencer();
    await start("office0", log);
    await append(log, 0, 400);
    await collectorFor(log).collect(await log.checkpoint());
    await stop("office0");
    cpSync(join(folder, "office0"), join(folder, "backup"), { recursive: true });
    await start("office0", log);
    expect(nodes.get("office0")?.mirror.sizeOf(ORIGIN)).toBe(400);
    await append(log, 400, 400);
    await collectorFor(log).collect(await log.checkpoint());
    expect(nodes.get("office0")?.mirror.sizeOf(ORIGIN)).toBe(800);
    await stop("office0");
    await start("office0", { verifierKey: log.verifierKey, folderName: "backup" });
    const { failures } = await collectorFor(log).collect(await log.checkpoint());
    expect(failures["office0"]).toBeUndefined();
    expect(nodes.get("office0")?.mirror.sizeOf(ORIGIN)).toBe(800);
  });

  it("keeps nothing of entries that are not those of the checkpoint", async () => {
    const log = await sequencer();
    await start("office0", log);
    await append(log, 0, 600);
    const lying = {
      entry: async (index: number) => (index === 300 ? Buffer.from("another") : log.entry(index)),
      inclusionProof: (index: number, size: number) => log.inclusionProof(index, size),
      consistencyProof: (from: number, to: number) => log.consistencyProof(from, to),
    };
    const collector = new Collector({ policy: policyFor(log), mirrors: new Set(OFFICES), log: lying, timeoutMilliseconds: 5000 });
    const { failures, finality } = await collector.collect(await log.checkpoint());
    expect(failures["office0"]?.kind).toBe("split");
    expect(finality.groups[0]?.have).toBe(0);
    expect(nodes.get("office0")?.mirror.sizeOf(ORIGIN)).toBe(0);
    expect(nodes.get("office0")?.mirror.copyOf(ORIGIN)?.log.size).toBe(256);
    // The honest log is mirrored afterwards: what was kept of the first upload was proven.
    await collectorFor(log).collect(await log.checkpoint());
    expect(nodes.get("office0")?.mirror.sizeOf(ORIGIN)).toBe(600);
  });
});

describe("a sequencer that shows two histories", () => {
  it("gets a quorum for one of them at most, and is told of the split by whoever saw the other", async () => {
    const left = await sequencer("left");
    const right = await sequencer("right");
    await append(left, 0, 50);
    await append(right, 0, 50, "otherwise");
    await startAll(left);
    const leftPolicy = policyFor(left);
    const isolated = (names: readonly string[]) => ({
      ...leftPolicy,
      witnesses: leftPolicy.witnesses.map((witness) => (names.includes(witness.name) ? witness : { ...witness, url: null })),
    });
    const first = new Collector({
      policy: isolated([...OFFICES.slice(0, 6), "court"]),
      mirrors: new Set(OFFICES),
      log: left,
      timeoutMilliseconds: 5000,
    });
    expect((await first.collect(await left.checkpoint())).finality.isFinal).toBe(false);
    const second = new Collector({ policy: leftPolicy, mirrors: new Set(OFFICES), log: right, timeoutMilliseconds: 5000 });
    const { finality, failures } = await second.collect(await right.checkpoint());
    expect(finality.isFinal).toBe(false);
    expect(Object.values(failures).map(({ kind }) => kind)).toEqual(Array.from({ length: 7 }, () => "split"));
  });

  it("that was set back to an old backup is refused by everyone who saw more", async () => {
    const log = await sequencer();
    await append(log, 0, 5);
    await startAll(log);
    await log.close();
    cpSync(join(folder, "log"), join(folder, "old"), { recursive: true });
    const ahead = await openLog({ folder: join(folder, "log"), origin: ORIGIN, clock, publishIntervalMilliseconds: 0 });
    logs.push(ahead);
    await append(ahead, 5, 5);
    expect((await collectorFor(ahead).collect(await ahead.checkpoint())).finality.isFinal).toBe(true);
    const old = await openLog({ folder: join(folder, "old"), origin: ORIGIN, clock, publishIntervalMilliseconds: 0 });
    logs.push(old);
    await append(old, 5, 1, "otherwise");
    const { finality, failures } = await collectorFor(old).collect(await old.checkpoint());
    expect(finality.isFinal).toBe(false);
    expect(new Set(Object.values(failures).map(({ kind }) => kind))).toEqual(new Set(["refused"]));
  });
});

describe("requests of strangers", () => {
  it("are answered with a code, whatever they hold, and the node goes on", async () => {
    const log = await sequencer();
    await start("office0", log);
    await append(log, 0, 3);
    const base = nodes.get("office0")?.running.address ?? "";
    const post = async (path: string, body: string | Uint8Array<ArrayBuffer>, headers = {}) =>
      (await fetch(base + path, { method: "POST", body, headers })).status;
    expect(await post("/witness/add-checkpoint", "x".repeat(70_000))).toBe(413);
    expect(await post("/witness/add-checkpoint", Uint8Array.of(0xff, 0xfe, 0x0a, 0x0a))).toBe(400);
    expect(await post("/nowhere", "x")).toBe(404);
    expect(await post("/mirror/add-entries", "")).toBe(400);
    expect(await post("/mirror/add-entries", Uint8Array.of(0xff, 0xff, ...new Uint8Array(40)))).toBe(400);
    expect(await post("/mirror/add-entries", Uint8Array.of(0, 1, 97, ...new Uint8Array(18)))).toBe(404);
    expect(await post("/mirror/add-entries", "no gzip at all", { "content-encoding": "gzip" })).toBe(400);
    expect(await post("/mirror/add-entries", "x", { "content-encoding": "br" })).toBe(400);
    for (const path of ["/", "/mirror", `/mirror/${originHash(ORIGIN)}/tile/0/x999/000`, `/mirror/${"0".repeat(64)}/checkpoint`]) {
      expect((await fetch(base + path)).status).toBe(404);
    }
    expect((await fetch(`${base}/status`)).status).toBe(200);
    const { failures } = await collectorFor(log).collect(await log.checkpoint());
    expect(failures["office0"]).toBeUndefined();
  });
});
