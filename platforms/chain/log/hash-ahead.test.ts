import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LedgerEntry } from "@yuejian/contracts";
import { leafHash, rootOfLeafHashes } from "@yuejian/digests";
import { createEntryHasher } from "@yuejian/digests/bulk";
import { afterEach, beforeEach, expect, it } from "vitest";
import { parseCheckpoint, parseNote } from "../format/index.ts";
import { HashAhead } from "./hash-ahead.ts";
import { fsck, openLog } from "./index.ts";
import { Spaces } from "./spaces.ts";
import { EMPTY_TREE } from "./tree-growth.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "yuejian-ahead-"));
});
afterEach(() => rm(folder, { recursive: true }));

const settings = { clock: { now: () => 0 }, publishIntervalMilliseconds: 0, hashAheadEntries: 0 };
const content = (key: string): string => `content of ${key} ${"…".repeat(40)}`;
const entries = (caller: number, first: number, count: number): LedgerEntry[] =>
  Array.from({ length: count }, (_, at) => {
    const key = `${caller}/${first + at}`;
    return { key, bytes: new TextEncoder().encode(content(key)) };
  });

it("large groups hashed beside, with repeats, refused and small calls among them, make the plain tree, whole on disk", async () => {
  const open = () => openLog({ ...settings, folder, origin: "test.example/ledger", settleEntries: 4096 });
  const log = await open();
  const indexes = new Map<string, number>();
  let refused = 0;
  /** What a caller appends, one call after the other: mostly new. Every third caller also appends what it has, now and then a key that stands for other bytes,
   *  and single entries. */
  const call = async (caller: number): Promise<void> => {
    let next = 0;
    for (let turn = 0; turn < 6; turn++) {
      const isOdd = caller % 3 === 0 && turn % 2 === 1;
      const first = isOdd ? Math.max(0, next - 400) : next;
      const given = entries(caller, first, caller % 3 === 0 && turn % 3 === 2 ? 1 : 700);
      const reused: LedgerEntry[] = isOdd && caller > 0 ? [{ key: `${caller}/0`, bytes: Uint8Array.of(turn) }] : [];
      try {
        const found = await log.append([...given, ...reused]);
        const known = given.map(({ key }, at) => indexes.get(key) ?? found[at] ?? -1);
        expect(found).toEqual(known);
        given.forEach(({ key }, at) => indexes.set(key, known[at] ?? -1));
        next = Math.max(next, first + given.length);
      } catch (error) {
        expect(error).toMatchObject({ code: "ENTRY_KEY_REUSED" });
        refused++;
      }
    }
  };
  await Promise.all(Array.from({ length: 9 }, (_, caller) => call(caller)));
  expect(refused).toBe(6);
  expect(new Set(indexes.values()).size).toBe(indexes.size);
  expect(log.size).toBe(indexes.size);
  const leaves = Array.from(indexes)
    .sort(([, left], [, right]) => left - right)
    .map(([key]) => leafHash(new TextEncoder().encode(content(key))));
  const { size, root } = parseCheckpoint(parseNote(await log.checkpoint()).text);
  expect([size, root]).toEqual([leaves.length, rootOfLeafHashes(leaves)]);
  await log.close();
  expect(await fsck(folder)).toMatchObject({ ok: true, entries: leaves.length, problems: [] });
  const again = await open();
  expect(await again.append(entries(2, 0, 700))).toEqual(Array.from({ length: 700 }, (_, at) => indexes.get(`2/${at}`)));
  await again.close();
});

it("a process killed while groups are hashed beside has lost nothing that it acknowledged", async () => {
  const script = fileURLToPath(new URL("../testing/append-forever.ts", import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [script, folder, "0", "600"], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  await new Promise((resolve) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      if (output === "") setTimeout(() => child.kill("SIGKILL"), 150);
      output += chunk.toString();
    });
    child.on("close", resolve);
  });
  const said = output.split("\n").slice(0, -1);
  const acknowledged = said.map((line) => line.split(" ")).filter(([head]) => head !== "checkpoint");
  expect(acknowledged.length).toBeGreaterThan(1000);
  const log = await openLog({ ...settings, folder, origin: "crash.example/ledger" });
  for (const [index, key = ""] of acknowledged) expect(new TextDecoder().decode(await log.entry(Number(index)))).toBe(`entry ${key}`);
  await log.close();
  expect((await fsck(folder)).problems).toEqual([]);
});

it("what the thread cannot hash is refused, and the next group is hashed all the same", async () => {
  const ahead = new HashAhead(createEntryHasher(), { spaces: new Spaces(), startEntries: 0 });
  const bytes = new Uint8Array(new SharedArrayBuffer(300_000));
  const spans = (length: number) => new Uint32Array(2048).map((_, word) => [0, 1, 1, length][word % 4] ?? 0);
  const tree = { size: 0, tip: EMPTY_TREE };
  await expect(ahead.hash({ bytes, spans: spans(250_000) }, tree)).rejects.toThrow("too long");
  const { leafHashes, ahead: made } = await ahead.hash({ bytes, spans: spans(10) }, tree);
  expect(made?.size).toBe(0);
  expect(new Uint8Array(leafHashes.subarray(0, 32))).toEqual(leafHash(new Uint8Array(10)));
  // A tree of another size than the log thinks is not gone on with.
  await expect(ahead.hash({ bytes, spans: spans(10) }, { size: 7, tip: null })).rejects.toThrow("hashed to 1024 entries, not to 519");
  await ahead.close();
});
