import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { decodeEntryBundle, encodeEntryBundle } from "../format/index.ts";
import { judgeCheckpoint } from "../verify/index.ts";
import { Collector, originHash } from "./index.ts";
import { append, clock, NodeCity, OFFICES, ORIGIN } from "./testing/node-city.ts";

let city: NodeCity;
beforeEach(() => {
  city = new NodeCity();
});
afterEach(async () => {
  await city.close();
  expect(city.failures).toEqual([]);
});

describe("eleven offices and a court", () => {
  it("make a checkpoint final when all, or all but three, hold every entry; with four down it stops", async () => {
    const log = await city.sequencer();
    await city.startAll(log);
    await append(log, 0, 700);
    const all = await city.collectorFor(log).collect(await log.checkpoint());
    expect(all.failures).toEqual({});
    expect(all.finality).toMatchObject({ isFinal: true, groups: [{ have: 11 }, { have: 2 }] });
    expect(city.mirroredOf("office4")).toBe(700);

    for (const name of ["office0", "office5", "office9"]) await city.stop(name);
    await append(log, 700, 3);
    const three = await city.collectorFor(log).collect(await log.checkpoint());
    expect(Object.keys(three.failures).sort()).toEqual(["office0", "office5", "office9"]);
    expect(three.finality.isFinal).toBe(true);

    await city.stop("office2");
    await append(log, 703, 1);
    const four = await city.collectorFor(log).collect(await log.checkpoint());
    expect(four.finality).toMatchObject({ isFinal: false, isSigned: true });
    expect(four.failures["office2"]?.kind).toBe("unreachable");
  });

  it("without the court a checkpoint is not final, whatever the offices sign", async () => {
    const log = await city.sequencer();
    await city.startAll(log, OFFICES);
    await append(log, 0, 2);
    const { finality } = await city.collectorFor(log).collect(await log.checkpoint());
    expect(finality).toMatchObject({ isFinal: false, groups: [{ have: 11 }, { have: 1, least: 2 }] });
  });

  it("tell as soon as the quorum is met, before the last has answered", async () => {
    const log = await city.sequencer();
    await city.startAll(log);
    await append(log, 0, 10);
    let early = "";
    const { note } = await city.collectorFor(log).collect(await log.checkpoint(), (collected) => {
      early = collected;
    });
    expect(judgeCheckpoint(early, city.policyFor(log)).isFinal).toBe(true);
    expect(note.length).toBeGreaterThan(early.length);
  });
});

describe("a mirror", () => {
  it("takes many blocks over several requests, goes on from where it is, and serves what it holds", async () => {
    const log = await city.sequencer();
    await city.start("office0", log);
    await city.start("court", log);
    await append(log, 0, 9000);
    const collector = city.collectorFor(log);
    for (const more of [0, 1, 255, 300]) {
      if (more > 0) await append(log, log.size, more);
      const { failures } = await collector.collect(await log.checkpoint());
      expect(failures["office0"]).toBeUndefined();
      expect(city.mirroredOf("office0")).toBe(log.size);
    }
    const base = `${city.address("office0")}/mirror/${originHash(ORIGIN)}`;
    const bundle = new Uint8Array(await (await fetch(`${base}/tile/entries/035`)).arrayBuffer());
    expect(bundle).toEqual(await log.entryBundle(35));
    expect(new Uint8Array(await (await fetch(`${base}/tile/1/000.p/37`)).arrayBuffer())).toEqual(await log.tile(1, 0, 37));
    expect((await fetch(`${base}/tile/entries/037`)).status).toBe(404);
    const { checkpoint, witnesses } = judgeCheckpoint(await (await fetch(`${base}/checkpoint`)).text(), city.policyFor(log));
    expect(checkpoint.size).toBe(log.size);
    expect(witnesses.find(({ name }) => name === "office0")?.time).toBe(clock.now() / 1000);
  });

  it("goes on after a restart, also from an older backup of its folder", async () => {
    const log = await city.sequencer();
    await city.start("office0", log);
    await append(log, 0, 400);
    await city.collectorFor(log).collect(await log.checkpoint());
    await city.stop("office0");
    cpSync(join(city.folder, "office0"), join(city.folder, "backup"), { recursive: true });
    await city.start("office0", log);
    expect(city.mirroredOf("office0")).toBe(400);
    await append(log, 400, 400);
    await city.collectorFor(log).collect(await log.checkpoint());
    expect(city.mirroredOf("office0")).toBe(800);
    await city.stop("office0");
    await city.start("office0", log, { folderName: "backup" });
    const { failures } = await city.collectorFor(log).collect(await log.checkpoint());
    expect(failures["office0"]).toBeUndefined();
    expect(city.mirroredOf("office0")).toBe(800);
  });

  it("is fed whole blocks, and cosigns nothing before it is asked to", async () => {
    const log = await city.sequencer();
    await city.start("office0", log);
    await append(log, 0, 600);
    const collector = city.collectorFor(log);
    const held = () => [city.parts("office0").mirror.copyOf(ORIGIN)?.log.size, city.mirroredOf("office0")];
    await collector.feed(await log.interim());
    // A mirror that takes longer than half of a second is not waited for.
    await vi.waitFor(() => expect(held()).toEqual([512, 0]), 10_000);
    await append(log, 600, 100);
    await collector.feed(await log.interim());
    expect(held()).toEqual([512, 0]);
    const { failures } = await collector.collect(await log.checkpoint());
    expect(failures["office0"]).toBeUndefined();
    expect(held()).toEqual([700, 700]);
  });

  it("keeps nothing of entries that are not those of the checkpoint", async () => {
    const log = await city.sequencer();
    await city.start("office0", log);
    await append(log, 0, 600);
    const lying = {
      async entryBundle(index: number, width: number) {
        const entries = decodeEntryBundle(await log.entryBundle(index, width));
        return encodeEntryBundle(entries.map((bytes, at) => (256 * index + at === 300 ? Buffer.from("another") : bytes)));
      },
      inclusionProof: (index: number, size: number) => log.inclusionProof(index, size),
      consistencyProof: (from: number, to: number) => log.consistencyProof(from, to),
    };
    const collector = new Collector({ policy: city.policyFor(log), mirrors: new Set(OFFICES), log: lying, timeoutMilliseconds: 5000 });
    const { failures, finality } = await collector.collect(await log.checkpoint());
    expect(failures["office0"]?.kind).toBe("split");
    expect(finality.groups[0]?.have).toBe(0);
    expect(city.mirroredOf("office0")).toBe(0);
    expect(city.parts("office0").mirror.copyOf(ORIGIN)?.log.size).toBe(256);
    // The honest log is mirrored afterwards: what was kept of the first upload was proven.
    await city.collectorFor(log).collect(await log.checkpoint());
    expect(city.mirroredOf("office0")).toBe(600);
  });
});

describe("a sequencer that shows two histories", () => {
  it("gets a quorum for one of them at most, and is told of the split by whoever saw the other", async () => {
    const left = await city.sequencer("left");
    const right = await city.sequencer("right");
    await append(left, 0, 50);
    await append(right, 0, 50, "otherwise");
    await city.startAll(left);
    const leftPolicy = city.policyFor(left);
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
    const log = await city.sequencer();
    await append(log, 0, 5);
    await city.startAll(log);
    await log.close();
    cpSync(join(city.folder, "log"), join(city.folder, "old"), { recursive: true });
    const ahead = await city.sequencer("log");
    await append(ahead, 5, 5);
    expect((await city.collectorFor(ahead).collect(await ahead.checkpoint())).finality.isFinal).toBe(true);
    const old = await city.sequencer("old");
    await append(old, 5, 1, "otherwise");
    const { finality, failures } = await city.collectorFor(old).collect(await old.checkpoint());
    expect(finality.isFinal).toBe(false);
    expect(new Set(Object.values(failures).map(({ kind }) => kind))).toEqual(new Set(["refused"]));
  });
});

describe("requests of strangers", () => {
  it("are answered with a code, whatever they hold, and the node goes on", async () => {
    const log = await city.sequencer();
    await city.start("office0", log);
    await append(log, 0, 3);
    const base = city.address("office0");
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
    const { failures } = await city.collectorFor(log).collect(await log.checkpoint());
    expect(failures["office0"]).toBeUndefined();
  });
});
