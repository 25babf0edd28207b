import { cpSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cosign, encodeEvidence, formatCheckpoint, formatNote, type Policy, parseNote } from "../format/index.ts";
import type { MerkleLog } from "../log/index.ts";
import { judgeCheckpoint, verifyEvidence } from "../verify/index.ts";
import { Collector } from "./index.ts";
import { append, keyOf, NAMES, NodeCity, OFFICES, ORIGIN } from "./testing/node-city.ts";

let city: NodeCity;
let liars: Server[];
beforeEach(() => {
  city = new NodeCity();
  liars = [];
});
afterEach(async () => {
  for (const liar of liars) {
    liar.closeAllConnections();
    await new Promise((resolve) => liar.close(resolve));
  }
  await city.close();
  expect(city.failures).toEqual([]);
});

/** Something at an address that answers as it likes; null: never. */
async function liar(answer: ((path: string) => { status: number; body: string; type?: string }) | null): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    if (answer === null) return;
    const { status, body, type = "text/plain; charset=utf-8" } = answer(request.url ?? "");
    response.writeHead(status, { "content-type": type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  liars.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function withAddresses(policy: Policy, addresses: Readonly<Record<string, string>>): Policy {
  const witnesses = policy.witnesses.map((each) => {
    const address = addresses[each.name];
    return address === undefined ? each : { ...each, url: `${address}/${each.name === "court" ? "witness" : "mirror"}` };
  });
  return { ...policy, witnesses };
}

const collectorOf = (policy: Policy, log: MerkleLog, timeoutMilliseconds = 10_000) =>
  new Collector({ policy, mirrors: new Set(OFFICES), log, timeoutMilliseconds, graceMilliseconds: 0 });

describe("quorums", () => {
  it("of eight of eleven share five at least, whichever two", () => {
    const sets: number[] = [];
    for (let set = 0; set < 2 ** 11; set++) if (bits(set) === 8) sets.push(set);
    expect(sets).toHaveLength(165);
    const least = Math.min(...sets.flatMap((left) => sets.map((right) => bits(left & right))));
    expect(least).toBe(5);
  });

  it("that a policy accepts share five offices and the court, whatever else signed", async () => {
    const log = await city.sequencer();
    await append(log, 0, 3);
    const own = parseNote(await log.checkpoint());
    const policy = city.policyFor(log);
    const noteBy = (names: readonly string[]) =>
      formatNote({
        text: own.text,
        signatures: [
          ...own.signatures,
          ...names.map((name) => cosign(own.text, { key: keyOf(name, name === "court" ? "witness" : "mirror"), time: 1 })),
        ],
      });
    fc.assert(
      fc.property(fc.subarray([...NAMES], { minLength: 7 }), fc.subarray([...NAMES], { minLength: 7 }), (left, right) => {
        if (!judgeCheckpoint(noteBy(left), policy).isFinal || !judgeCheckpoint(noteBy(right), policy).isFinal) return;
        const shared = left.filter((name) => right.includes(name));
        expect(shared).toContain("court");
        expect(shared.length).toBeGreaterThanOrEqual(6);
      }),
      { numRuns: 12 },
    );
  });
});

function bits(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

describe("nodes that fail", () => {
  it("three that never answer hold up neither this checkpoint nor the next, and are late", async () => {
    const log = await city.sequencer();
    await city.startAll(log, NAMES.slice(3));
    const silent = await liar(null);
    const policy = withAddresses(city.policyFor(log), { office0: silent, office1: silent, office2: silent });
    const collector = collectorOf(policy, log, 600_000);
    for (let round = 0; round < 3; round++) {
      await append(log, round * 300, 300);
      const { finality, failures } = await collector.collect(await log.checkpoint());
      expect(finality.isFinal).toBe(true);
      expect(Object.keys(failures)).toEqual(expect.arrayContaining(["office0", "office1", "office2"]));
      expect(failures["office0"]?.kind).toBe("late");
    }
  });

  it("that lie about their size, or answer rubbish, are refused after a few questions and change nothing", async () => {
    const log = await city.sequencer();
    await city.startAll(log, NAMES.slice(3));
    await append(log, 0, 20);
    let asked = 0;
    const size = await liar(() => ({ status: 409, type: "text/x.tlog.size", body: `${(asked++ * 7) % 19}\n` }));
    const ahead = await liar(() => ({ status: 409, type: "text/x.tlog.size", body: "9007199254740991\n" }));
    const rubbish = await liar(() => ({ status: 200, body: "x".repeat(200_000) }));
    const policy = withAddresses(city.policyFor(log), { office0: size, office1: ahead, office2: rubbish });
    // Without a grace every node is waited for: none is merely late.
    const collector = new Collector({ policy, mirrors: new Set(OFFICES), log, timeoutMilliseconds: 10_000 });
    const { finality, failures } = await collector.collect(await log.checkpoint());
    expect(finality.isFinal).toBe(true);
    expect(asked).toBeLessThanOrEqual(3);
    expect(failures).toMatchObject({ office0: { kind: "refused" }, office1: { kind: "refused" }, office2: { kind: "unreachable" } });
  });

  it("that cosign another root are not counted, and without them there are not eight", async () => {
    const log = await city.sequencer();
    await city.startAll(log, NAMES.slice(4));
    await append(log, 0, 20);
    const note = await log.checkpoint();
    const other = formatCheckpoint({ origin: ORIGIN, size: 20, root: new Uint8Array(32).fill(9) });
    const lineOf = (name: string) => {
      const line = cosign(other, { key: keyOf(name, "mirror"), time: 1 });
      return formatNote({ text: other, signatures: [line] }).slice(other.length + 1);
    };
    const addresses: Record<string, string> = {};
    for (const name of OFFICES.slice(0, 4)) addresses[name] = await liar(() => ({ status: 200, body: lineOf(name) }));
    const { finality, failures } = await collectorOf(withAddresses(city.policyFor(log), addresses), log).collect(note);
    expect(finality).toMatchObject({ isFinal: false, groups: [{ have: 7 }, { have: 1 }] });
    expect(failures["office2"]).toMatchObject({ kind: "refused", reason: "its cosignature does not verify" });
  });

  it("cut into two parts make nothing final on either side, and go on where they were when they meet again", async () => {
    const log = await city.sequencer();
    await city.startAll(log);
    await append(log, 0, 10);
    const left = [...OFFICES.slice(0, 7), "court"];
    const first = await city.collectorFor(log, { reachable: left }).collect(await log.checkpoint());
    expect(first.finality.isFinal).toBe(false);
    await append(log, 10, 10);
    const second = await city.collectorFor(log, { reachable: OFFICES.slice(7) }).collect(await log.checkpoint());
    expect(second.finality.isFinal).toBe(false);
    expect((await city.collectorFor(log).collect(await log.checkpoint())).finality).toMatchObject({
      isFinal: true,
      groups: [{ have: 11 }, {}],
    });
  });

  it("that were set back to an old backup follow the fork of a sequencer that was set back too, and make it no quorum", async () => {
    const log = await city.sequencer();
    await city.startAll(log);
    await append(log, 0, 10);
    await city.collectorFor(log).collect(await log.checkpoint());
    const old = ["office0", "office1", "office2"];
    for (const name of old) {
      await city.stop(name);
      cpSync(join(city.folder, name), join(city.folder, `${name}-backup`), { recursive: true });
      await city.start(name, log);
    }
    await log.close();
    cpSync(join(city.folder, "log"), join(city.folder, "fork"), { recursive: true });
    const ahead = await city.sequencer("log");
    await append(ahead, 10, 10);
    expect((await city.collectorFor(ahead).collect(await ahead.checkpoint())).finality.isFinal).toBe(true);
    for (const name of old) {
      await city.stop(name);
      rmSync(join(city.folder, name), { recursive: true });
      await city.start(name, ahead, { folderName: `${name}-backup` });
    }
    const fork = await city.sequencer("fork");
    await append(fork, 10, 10, "otherwise");
    const { finality, failures } = await city.collectorFor(fork).collect(await fork.checkpoint());
    expect(finality).toMatchObject({ isFinal: false, groups: [{ have: 3 }, { have: 0 }] });
    expect(Object.keys(failures)).toHaveLength(9);
  });
});

describe("a sequencer that shows two histories", () => {
  it("leaves evidence with every node to which it showed the other, at the same size, above and below", async () => {
    const left = await city.sequencer("left");
    const right = await city.sequencer("right");
    await city.startAll(left, ["office0", "office1", "office2", "court"]);
    await append(left, 0, 50);
    await append(right, 0, 5);
    await append(right, 5, 30, "otherwise");
    await city.collectorFor(left, { reachable: ["office0", "office1", "office2", "court"] }).collect(await left.checkpoint());
    const show = async (log: MerkleLog, names: readonly string[]) => {
      const { failures } = await city.collectorFor(log, { reachable: names }).collect(await log.checkpoint());
      expect(Object.keys(failures)).toEqual([...names]);
    };
    await show(right, ["office0"]);
    await append(right, 35, 15, "otherwise");
    await show(right, ["office1"]);
    await append(right, 50, 20, "otherwise");
    await show(right, ["office2", "court"]);
    for (const [name, sizes] of [
      ["office0", [35, 50]],
      ["office1", [50, 50]],
      ["office2", [50, 70]],
      ["court", [50, 70]],
    ] as const) {
      const { evidence } = city.parts(name);
      await expect.poll(() => evidence.ids().length).toBe(1);
      const found = evidence.read(evidence.ids()[0] ?? "");
      expect(found?.evidence.kind).toBe("split");
      const verified = verifyEvidence(found?.text ?? "", { trustedKeys: [left.verifierKey] });
      expect([name, verified.ok, verified.shows?.en]).toEqual([name, true, expect.stringContaining(`${sizes[0]} and ${sizes[1]} entries`)]);
    }
  });

  it("is not accused by evidence that was changed in any place, nor under another key", async () => {
    const left = await city.sequencer("left");
    const right = await city.sequencer("right");
    await city.start("office0", left);
    await append(left, 0, 6);
    await append(right, 0, 9, "otherwise");
    await city.collectorFor(left, { reachable: ["office0"] }).collect(await left.checkpoint());
    await city.collectorFor(right, { reachable: ["office0"] }).collect(await right.checkpoint());
    const { evidence } = city.parts("office0");
    const found = evidence.read(evidence.ids()[0] ?? "") ?? expect.unreachable();
    const options = { trustedKeys: [left.verifierKey] };
    expect(verifyEvidence(found.text, options).ok).toBe(true);
    expect(verifyEvidence(found.text, { trustedKeys: [] }).ok).toBe(false);
    const agreeing = encodeEvidence({ ...found.evidence, ...("larger" in found.evidence ? { larger: found.evidence.smaller } : {}) });
    expect(verifyEvidence(agreeing, options).ok).toBe(false);
    const start = found.text.indexOf('"found"');
    const end = found.text.indexOf("}", start);
    for (let at = 0; at < found.text.length - 1; at += 5) {
      // Who found it and when is nobody's signature.
      if (at >= start && at <= end) continue;
      const changed = found.text.slice(0, at) + String.fromCharCode(found.text.charCodeAt(at) ^ 1) + found.text.slice(at + 1);
      expect(verifyEvidence(changed, options).ok).toBe(false);
    }
  });
});
