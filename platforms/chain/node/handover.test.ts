import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  encodeEvidence,
  formatHandover,
  formatNote,
  formatSignerKey,
  formatVerifierKey,
  type Handover,
  handoverOf,
  type NoteSignature,
  parseHandover,
  parseNote,
  parseStatement,
  parseVerifierKey,
  signerKeyOf,
} from "../format/index.ts";
import { type MerkleLog, nodeDisk, replaceFile } from "../log/index.ts";
import { followHandovers, judgeCheckpoint, judgeHandover, verifyEvidence } from "../verify/index.ts";
import { Collector, contentKey, originHash, promote } from "./index.ts";
import { append, clock, entry, NodeCity, OFFICES, ORIGIN } from "./testing/node-city.ts";

const newKey = signerKeyOf(ORIGIN, new Uint8Array(32).fill(200));
const otherKey = signerKeyOf(ORIGIN, new Uint8Array(32).fill(201));
const EIGHT = OFFICES.slice(0, 8);

let city: NodeCity;
beforeEach(() => {
  city = new NodeCity();
});
afterEach(async () => {
  await city.close();
  expect(city.failures).toEqual([]);
});

/** A sequencer whose 300 entries are final with everyone. */
async function finalLog(): Promise<MerkleLog> {
  const log = await city.sequencer();
  await city.startAll(log);
  await append(log, 0, 300);
  expect((await city.collectorFor(log).collect(await log.checkpoint())).finality.isFinal).toBe(true);
  city.policy = city.policyFor(log);
  return log;
}

async function propose(name = "office3", key = newKey): Promise<string> {
  const answer = await city.parts(name).desk.propose(ORIGIN, key);
  expect(answer.status).toBe(200);
  return String(answer.body);
}

async function signedBy(text: string, names: readonly string[]): Promise<string> {
  const signatures: NoteSignature[] = [];
  for (const name of names) {
    const answer = await city.parts(name).desk.sign(text);
    expect([name, answer.status]).toEqual([name, 200]);
    signatures.push(...parseNote(`${text}\n${String(answer.body)}`).signatures);
  }
  return formatNote({ text, signatures });
}

async function handOver(note: string, names: Iterable<string> = city.nodes.keys()): Promise<void> {
  for (const name of names) {
    const { status } = await fetch(`${city.address(name)}/handover`, { method: "POST", body: note });
    expect([name, status]).toEqual([name, 200]);
  }
}

async function promoted(note: string, name = "office3", folder = "promoted"): Promise<MerkleLog> {
  const keyFile = join(city.folder, "next.key");
  replaceFile(nodeDisk, keyFile, new TextEncoder().encode(`${formatSignerKey(newKey)}\n`));
  const copy = city.parts(name).mirror.copyOf(ORIGIN);
  if (copy === null || city.policy === null) throw new Error("no copy");
  await promote({
    note,
    policy: city.policy,
    source: copy.log,
    folder: join(city.folder, folder),
    keyFile,
    organisation: "miluo",
    clock,
    disk: nodeDisk,
  });
  return city.sequencer(folder);
}

function collectorAfter(log: MerkleLog, handovers: readonly Handover[]): Collector {
  if (city.policy === null) throw new Error("no policy");
  return new Collector({ policy: city.policy, mirrors: new Set(OFFICES), log, timeoutMilliseconds: 10_000, handovers });
}

describe("a handover to a promoted mirror", () => {
  it("goes on with the same entries under a new key, final by the old policy and the handover, with the handover as first entry", async () => {
    const log = await finalLog();
    const before = (await city.collectorFor(log).collect(await log.checkpoint())).note;
    await log.close();
    const note = await signedBy(await propose(), [...EIGHT, "court"]);
    await handOver(note);
    const next = await promoted(note);
    expect(next.size).toBe(301);
    const statement = parseStatement(await next.entry(300));
    expect(statement).toMatchObject({ type: "ledger.handed-over", subject: ORIGIN, size: Buffer.byteLength(note), organisation: "miluo" });
    await append(next, 300, 5);
    const handovers = [handoverOf(note)];
    const { finality, failures, note: after } = await collectorAfter(next, handovers).collect(await next.checkpoint());
    expect(failures).toEqual({});
    expect(finality).toMatchObject({ isFinal: true, checkpoint: { size: 306 } });
    expect(await next.consistencyProof(300, 306)).not.toEqual([]);

    const policy = city.policy ?? expect.unreachable();
    expect(judgeCheckpoint(before, policy, { handovers }).isFinal).toBe(true);
    // Who does not know of the handover does not know the key.
    expect(judgeCheckpoint(after, policy)).toMatchObject({ isSigned: false, isFinal: false });
    expect(followHandovers([note], { policy, keys: policy.logs.map(({ key }) => key) })).toHaveLength(1);
  });

  it("recognises what is submitted again by its bytes, and takes the promotion up where it broke off", async () => {
    await finalLog();
    const note = await signedBy(await propose(), [...EIGHT, "court"]);
    const first = await promoted(note);
    await first.close();
    const next = await promoted(note);
    const again = [0, 17, 299].map((index) => entry(index).bytes).map((bytes) => ({ key: contentKey(bytes), bytes }));
    expect(await next.append(again)).toEqual([0, 17, 299]);
    expect(next.size).toBe(301);
  });

  it("is followed after a restart of every node, which then still refuses the old key above and the new key below", async () => {
    const log = await finalLog();
    const note = await signedBy(await propose(), [...EIGHT, "court"]);
    await handOver(note);
    const next = await promoted(note);
    for (const name of Array.from(city.nodes.keys())) {
      await city.stop(name);
      await city.start(name, log);
    }
    city.policy = city.policyFor(log);
    const handovers = [handoverOf(note)];
    expect((await collectorAfter(next, handovers).collect(await next.checkpoint())).finality.isFinal).toBe(true);
    await append(log, 300, 1, "otherwise");
    const old = await collectorAfter(log, handovers).collect(await log.checkpoint());
    expect(old.finality).toMatchObject({ isSigned: false, groups: [{ have: 0 }, { have: 0 }] });
    const { book } = city.parts("office0");
    expect(book.keysAt(ORIGIN, 300).map((key) => formatVerifierKey(key))).toEqual([log.verifierKey]);
    expect(book.keysAt(ORIGIN, 301).map((key) => formatVerifierKey(key))).toEqual([formatVerifierKey(newKey)]);
  });

  it("leaves an old sequencer that comes back refused by everyone, with evidence that verifies offline", async () => {
    const log = await finalLog();
    const note = await signedBy(await propose(), [...EIGHT, "court"]);
    await handOver(note);
    await append(log, 300, 2);
    const { finality, failures } = await city.collectorFor(log).collect(await log.checkpoint());
    expect(finality.isFinal).toBe(false);
    expect(Object.keys(failures)).toHaveLength(12);
    for (const failure of Object.values(failures)) {
      expect(failure).toMatchObject({ kind: "refused", status: 403, reason: expect.stringContaining("handed over at size 300") });
    }
    for (const name of ["office10", "court"]) {
      const { evidence } = city.parts(name);
      const [id = ""] = evidence.ids();
      const found = evidence.read(id)?.evidence ?? expect.unreachable();
      expect(found).toMatchObject({ kind: "retired-key", origin: ORIGIN });
      const given = { trustedKeys: [log.verifierKey], policy: city.policy ?? expect.unreachable() };
      expect(verifyEvidence(encodeEvidence(found), given)).toMatchObject({ ok: true, shows: { en: expect.stringContaining("302") } });
      expect(verifyEvidence(encodeEvidence(found), { trustedKeys: [log.verifierKey] }).ok).toBe(false);
    }
  });

  it("drops from a mirror what the old key uploaded above it, also where that was cosigned", async () => {
    const log = await finalLog();
    const text = await propose();
    // Three mirrors and nobody else saw more of the old sequencer.
    await append(log, 300, 400, "lost");
    const reached = OFFICES.slice(8);
    await city.collectorFor(log, { reachable: reached }).collect(await log.checkpoint());
    expect(city.mirroredOf("office9")).toBe(700);
    expect((await city.parts("office9").desk.sign(text)).status).toBe(409);
    const note = await signedBy(text, [...EIGHT, "court"]);
    await handOver(note);
    const next = await promoted(note);
    await append(next, 300, 300);
    const { failures } = await collectorAfter(next, [handoverOf(note)]).collect(await next.checkpoint());
    expect(failures).toEqual({});
    expect(city.mirroredOf("office9")).toBe(601);
    await city.stop("office9");
    await city.start("office9", log);
    expect(city.mirroredOf("office9")).toBe(601);
  });
});

describe("signing a handover", () => {
  it("is a promise: the node follows the old key no further, though the handover never comes to be", async () => {
    const log = await finalLog();
    await signedBy(await propose(), ["office0", "office1", "office2", "office3"]);
    await append(log, 300, 1);
    const { finality, failures } = await city.collectorFor(log).collect(await log.checkpoint());
    expect(Object.keys(failures).sort()).toEqual(["office0", "office1", "office2", "office3"]);
    expect(finality).toMatchObject({ isFinal: false, groups: [{ have: 7 }, { have: 1 }] });
    await city.stop("office0");
    await city.start("office0", log);
    const again = await city.collectorFor(log).collect(await log.checkpoint());
    expect(again.failures["office0"]).toMatchObject({ kind: "refused", status: 403 });
  });

  it("is done once for a key: the same text again gives the signature again, another is refused", async () => {
    const log = await finalLog();
    const text = await propose();
    await signedBy(text, ["office0"]);
    await signedBy(text, ["office0"]);
    const other = formatHandover({ ...parseHandover(text), to: otherKey });
    expect((await city.parts("office0").desk.sign(other)).status).toBe(409);
    await city.stop("office0");
    await city.start("office0", log);
    expect((await city.parts("office0").desk.sign(other)).status).toBe(409);
    await signedBy(text, ["office0"]);
  });

  it("is refused for another tree, a foreign key, a size that the node does not stand at, and without a policy", async () => {
    const log = await finalLog();
    const handover = parseHandover(await propose());
    const { desk } = city.parts("office5");
    const stranger = signerKeyOf(ORIGIN, new Uint8Array(32).fill(7));
    for (const [given, status] of [
      [{ root: new Uint8Array(32).fill(9) }, 409],
      [{ size: 301 }, 409],
      [{ size: 299 }, 409],
      [{ from: stranger }, 422],
    ] as const) {
      expect((await desk.sign(formatHandover({ ...handover, ...given }))).status).toBe(status);
    }
    for (const text of ["", "nothing", formatHandover(handover).slice(1), `${formatHandover(handover)}\n`]) {
      expect((await desk.sign(text)).status).toBe(400);
    }
    city.policy = null;
    expect((await desk.sign(formatHandover(handover))).status).toBe(403);
    expect(city.parts("office5").book.pledged(ORIGIN)).toBeNull();
    await append(log, 300, 1);
    expect((await city.collectorFor(log).collect(await log.checkpoint())).failures).toEqual({});
  });
});

describe("following a handover", () => {
  it("needs the quorum: seven offices, or eight without the court, or another policy's signatures change nothing", async () => {
    const log = await finalLog();
    const text = await propose();
    const all = parseNote(await signedBy(text, [...EIGHT, "court"]));
    const post = async (body: string) => (await fetch(`${city.address("office10")}/handover`, { method: "POST", body })).status;
    const without = (name: string) => formatNote({ ...all, signatures: all.signatures.filter((line) => !line.name.startsWith(name)) });
    expect(await post(without("office0"))).toBe(403);
    expect(await post(without("court"))).toBe(403);
    expect(await post(text)).toBe(400);
    expect(await post("x".repeat(70_000))).toBe(413);
    expect(city.parts("office10").book.notes(ORIGIN)).toEqual([]);
    const note = formatNote(all);
    expect(await post(note)).toBe(200);
    expect(await post(note)).toBe(200);
    expect(city.parts("office10").book.notes(ORIGIN)).toEqual([note]);
    const shown = await fetch(`${city.address("office10")}/handovers/${originHash(ORIGIN)}`);
    expect(await shown.json()).toEqual([note]);
    expect(judgeHandover(note, city.policyFor(log)).isComplete).toBe(true);
  });

  it("is refused back to a key that was retired, and at a size that is not above", async () => {
    const log = await finalLog();
    await handOver(await signedBy(await propose(), [...EIGHT, "court"]), ["office3"]);
    const { book } = city.parts("office3");
    const further = { origin: ORIGIN, size: 400, root: new Uint8Array(32), from: newKey, to: otherKey };
    expect(book.mayFollow(further)).toBe(true);
    expect(book.mayFollow({ ...further, to: parseVerifierKey(log.verifierKey) })).toBe(false);
    expect(book.mayFollow({ ...further, size: 300 })).toBe(false);
    expect(book.mayFollow({ ...further, from: parseVerifierKey(log.verifierKey) })).toBe(false);
  });
});
