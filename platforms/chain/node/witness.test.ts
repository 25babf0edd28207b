import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ed25519 } from "@noble/curves/ed25519.js";
import { consistencyPath, leafHash, rootOfLeafHashes } from "@yuejian/digests";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Evidence, encodeBase64, formatCheckpoint, parseNote, signerKeyOf, signNote, verifyCosignature } from "../format/index.ts";
import { type Disk, nodeDisk } from "../log/index.ts";
import { type FailureMode, failingDisk } from "../testing/failing-disk.ts";
import { HandoverBook } from "./handover-book.ts";
import { Witness } from "./witness.ts";

const NOW = Date.UTC(2026, 10, 25, 12);
const log = signerKeyOf("yuejian.example/ledger", new Uint8Array(32).fill(1));
const stranger = signerKeyOf("yuejian.example/ledger", new Uint8Array(32).fill(2));
const key = signerKeyOf("miluo.example/witness", new Uint8Array(32).fill(3), "cosignature");
const leaves = Array.from({ length: 40 }, (_, index) => leafHash(Uint8Array.of(index)));
const otherLeaves = leaves.map((leaf, index) => (index === 5 ? leafHash(Uint8Array.of(99)) : leaf));

const noteOf = (size: number, { signer = log, tree = leaves } = {}) =>
  signNote(formatCheckpoint({ origin: signer.name, size, root: rootOfLeafHashes(tree.slice(0, size)) }), signer);

function request(oldSize: number, newSize: number, { note = noteOf(newSize), tree = leaves } = {}): string {
  const path = oldSize === 0 || oldSize > newSize ? [] : consistencyPath(tree.slice(0, newSize), oldSize);
  return `old ${oldSize}\n${path.map((step) => `${encodeBase64(step)}\n`).join("")}\n${note}`;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "yuejian-witness-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const evidence: Evidence[] = [];
const bookOf = (disk: Disk) => new HandoverBook({ disk, folder: join(folder, "handovers"), logs: [log] });
const open = (disk = nodeDisk) =>
  new Witness(
    { disk, folder, logs: [log], book: bookOf(disk), now: () => NOW, onEvidence: (found) => evidence.push(found) },
    { key, sign: (message) => ed25519.sign(message, key.seed), clock: { now: () => NOW } },
  );

describe("a witness", () => {
  it("cosigns what extends what it cosigned before, with the time", () => {
    const witness = open();
    for (const [oldSize, newSize] of [
      [0, 7],
      [7, 7],
      [7, 32],
      [32, 40],
    ] as const) {
      const answer = witness.addCheckpoint(request(oldSize, newSize));
      expect(answer.status).toBe(200);
      const { text } = parseNote(noteOf(newSize));
      const [line] = parseNote(`${text}\n${String(answer.body)}`).signatures;
      expect(line && verifyCosignature(text, line, key)).toEqual({ name: key.name, time: NOW / 1000 });
    }
  });

  it("answers 409 with its size when the old size is another", () => {
    const witness = open();
    witness.addCheckpoint(request(0, 9));
    expect(witness.addCheckpoint(request(0, 12))).toEqual({ status: 409, type: "text/x.tlog.size", body: "9\n" });
    expect(witness.addCheckpoint(request(8, 12))).toMatchObject({ status: 409, body: "9\n" });
  });

  it("never cosigns two roots of one size, nor a smaller tree, nor a fork", () => {
    const witness = open();
    witness.addCheckpoint(request(0, 20));
    expect(witness.addCheckpoint(request(20, 20, { note: noteOf(20, { tree: otherLeaves }) })).status).toBe(409);
    expect(witness.addCheckpoint(request(20, 10, { note: noteOf(10) })).status).toBe(400);
    expect(witness.addCheckpoint(request(20, 30, { note: noteOf(30, { tree: otherLeaves }), tree: otherLeaves })).status).toBe(422);
    expect(witness.sizeOf(log.name)).toBe(20);
  });

  it("answers 404 for another log and 403 for a signature of a stranger", () => {
    const elsewhere = signerKeyOf("elsewhere.example/log", new Uint8Array(32).fill(4));
    expect(open().addCheckpoint(request(0, 3, { note: noteOf(3, { signer: elsewhere }) })).status).toBe(404);
    expect(open().addCheckpoint(request(0, 3, { note: noteOf(3, { signer: stranger }) })).status).toBe(403);
  });

  it("answers 400 for anything malformed, whatever it is", () => {
    const good = request(0, 3);
    for (const body of [
      "",
      "old 0",
      "old 00\n\n",
      `old -1\n${good.slice(6)}`,
      `old 0\nAAAA\n${good.slice(6)}`,
      good.replace("\n\n", "\n"),
    ]) {
      expect(open().addCheckpoint(body).status).toBe(400);
    }
    const many = `old 0\n${`${encodeBase64(new Uint8Array(32))}\n`.repeat(64)}\n${noteOf(3)}`;
    expect(open().addCheckpoint(many).status).toBe(400);
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (body) => {
        expect([400, 403, 404]).toContain(open().addCheckpoint(body).status);
      }),
      { numRuns: 100 },
    );
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 127 }), (at, flip) => {
        const body = good.slice(0, at) + String.fromCharCode(good.charCodeAt(at) ^ flip) + good.slice(at + 1);
        rmSync(folder, { recursive: true, force: true });
        expect(open().addCheckpoint(body).status).not.toBe(200);
      }),
      { numRuns: 300 },
    );
  });

  it("goes on from its state after a restart, and refuses to open when the state was changed", () => {
    open().addCheckpoint(request(0, 15));
    expect(open().sizeOf(log.name)).toBe(15);
    const file = readdirSync(folder).find((name) => name.endsWith(".checkpoint"));
    const path = join(folder, file ?? "");
    const state = readFileSync(path, "utf8");
    for (let at = 0; at < state.length; at += 3) {
      writeFileSync(path, state.slice(0, at) + String.fromCharCode(state.charCodeAt(at) ^ 1) + state.slice(at + 1));
      expect(() => open()).toThrow(expect.objectContaining({ code: "LOG_CORRUPT" }));
    }
  });

  it.each<FailureMode>(["before", "half", "after"])(
    "gives no cosignature whose state is not on disk, wherever the disk fails (%s), and signs nothing more until it is opened again",
    (mode) => {
      for (let failing = 0; ; failing++) {
        rmSync(folder, { recursive: true, force: true });
        open().addCheckpoint(request(0, 6));
        const witness = open(failingDisk(failing, "EIO", mode));
        let isRefused = false;
        try {
          expect(witness.addCheckpoint(request(6, 11)).status).toBe(200);
        } catch (error) {
          expect(error).toMatchObject({ code: "LOG_STOPPED" });
          isRefused = true;
          expect(() => witness.addCheckpoint(request(6, 11))).toThrow(expect.objectContaining({ code: "LOG_STOPPED" }));
        }
        const after = open();
        expect([6, 11]).toContain(after.sizeOf(log.name));
        if (!isRefused) {
          expect(after.sizeOf(log.name)).toBe(11);
          expect(failing).toBeGreaterThan(3);
          break;
        }
      }
    },
  );
});
