import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  buildEntryProof,
  type EntryProof,
  encodeProof,
  encodeStatement,
  openProofSource,
  type SmSupplement,
  withSupplements,
} from "../../format/index.ts";
import { openLog } from "../../log/index.ts";
import { buildSmSupplement, openSmLog } from "../../sm/index.ts";
import { isTrust, keyFingerprint, verifyProof } from "../index.ts";

const file = new TextEncoder().encode("勘验笔录\n");
const digest = (algorithm: string) => createHash(algorithm).update(file).digest("hex");
const statement = (subject: string) =>
  ({
    v: 1,
    type: "file.registered",
    subject,
    size: file.length,
    sha256: digest("sha256"),
    sm3: digest("sm3"),
    organisation: "yueyang",
    at: "2026-11-23T08:00:00.000Z",
  }) as const;

let folder: string;
let proof: EntryProof;
let good: SmSupplement;
let keys: { readonly main: string; readonly sm: string; readonly stranger: string };
let strays: { readonly otherEntry: SmSupplement; readonly otherLog: SmSupplement };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "yuejian-sm-proof-"));
  const [ours, theirs] = await Promise.all(["yuejian.example/ledger", "other.example/ledger"].map(suite));
  if (ours === undefined || theirs === undefined) throw new Error("no logs");
  proof = buildEntryProof(ours.source, { entry: ours.entry, content: null });
  good = ours.supplements.ours;
  keys = { main: ours.key, sm: ours.smKey, stranger: theirs.smKey };
  strays = { otherEntry: ours.supplements.neighbour, otherLog: theirs.supplements.ours };
});
afterAll(() => rm(folder, { recursive: true }));

async function suite(origin: string) {
  const ledgerFolder = join(folder, origin.replace("/", "-"));
  const log = await openLog({ folder: ledgerFolder, origin, clock: { now: Date.now }, publishIntervalMilliseconds: 0 });
  await log.append(Array.from({ length: 7 }, (_, at) => ({ key: `k${at}`, bytes: encodeStatement(statement(`file-${at}`)) })));
  const source = await openProofSource(log);
  const sm = openSmLog({ ledgerFolder, ledger: log, lookMilliseconds: 60_000 });
  const smSource = await sm.proofSource();
  const supplementFor = async (index: number): Promise<SmSupplement> => {
    const built = await buildSmSupplement(smSource, [index, index]);
    if (built === null) throw new Error("not under the checkpoint");
    return built;
  };
  const supplements = { ours: await supplementFor(3), neighbour: await supplementFor(4) };
  expect(await buildSmSupplement(smSource, [3, 7])).toBeNull();
  const entry = await source.entry(3);
  await sm.close();
  await log.close();
  return { key: log.verifierKey, smKey: sm.verifierKey, supplements, source, entry };
}

function verify(supplement: SmSupplement, trust: readonly string[], more: { file?: Uint8Array } = {}) {
  const result = verifyProof(encodeProof(withSupplements(proof, [supplement])), { trustedKeys: [keys.main], trust, ...more });
  return { ...result, sm: result.checks.filter(({ name }) => name === "supplement") };
}

describe("a proof with its entries in the SM log", () => {
  it("holds under the key of that log, and says what follows from SM3 and SM2 alone, the file's digest too", () => {
    const result = verify(good, [keys.sm], { file });
    expect(result.ok).toBe(true);
    expect(result.sm).toEqual([expect.objectContaining({ subject: "sm", ok: true, isSettled: true })]);
    expect(result.sm[0]?.text.en).toContain("yuejian.example/ledger/sm (7 entries)");
    expect(result.sm[0]?.text.en).toContain("the SM3 digest that statement 3 holds");
    expect(result.proves.some(({ zh }) => zh.includes("SM3 与 SM2"))).toBe(true);
  });

  it("is valid without that key, and says that the signature was not checked", () => {
    const result = verify(good, []);
    expect([result.ok, result.sm[0]?.isSettled]).toEqual([true, false]);
    expect(result.sm[0]?.text.zh).toContain("未核验");
    expect(result.proves.some(({ zh }) => zh.includes("SM3 与 SM2"))).toBe(false);
  });

  it("fails with a bit of any character flipped, or is of a kind that nobody knows", () => {
    const text = encodeProof(withSupplements(proof, [good]));
    const start = text.indexOf('"supplements"');
    for (let at = start; at < text.length; at++) {
      const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << (at % 7))) + text.slice(at + 1);
      const { ok, checks } = verifyProof(changed, { trustedKeys: [keys.main], trust: [keys.sm] });
      expect(ok && checks.some(({ subject, isSettled }) => subject === "sm" && isSettled), `character ${at}`).toBe(false);
    }
  });

  it.each<[string, () => SmSupplement, () => readonly string[], string]>([
    ["under the key of another log", () => good, () => [keys.stranger], "KEY_UNKNOWN"],
    ["of another log, without a key too", () => strays.otherLog, () => [], "PROOF_INCOHERENT"],
    ["of another log, under its key", () => strays.otherLog, () => [keys.stranger], "PROOF_INCOHERENT"],
    ["for another entry", () => strays.otherEntry, () => [keys.sm], "PROOF_INCOHERENT"],
    ["without entries", () => ({ ...good, entries: [] }), () => [keys.sm], "PROOF_INCOHERENT"],
    ["that names its entry twice", () => ({ ...good, entries: [...good.entries, ...good.entries] }), () => [keys.sm], "PROOF_INCOHERENT"],
    [
      "with the path of a neighbour",
      () => ({ ...good, entries: [{ ...strays.otherEntry.entries[0], index: 3 }] as never }),
      () => [],
      "ROOT_MISMATCH",
    ],
    ["with the main log's checkpoint", () => ({ ...good, checkpoint: proof.checkpoint }), () => [keys.sm], "PROOF_INCOHERENT"],
    [
      "with two signatures",
      () => ({ ...good, checkpoint: good.checkpoint + good.checkpoint.slice(good.checkpoint.indexOf("—")) }),
      () => [keys.sm],
      "PROOF_INCOHERENT",
    ],
    ["with a member too many", () => ({ ...good, more: 1 }), () => [keys.sm], "PROOF_MALFORMED"],
  ])("fails with evidence %s", (_what, supplement, trust, code) => {
    const result = verify(supplement(), trust());
    expect([result.ok, result.sm[0]?.code]).toEqual([false, code]);
    expect(result.sm[0]?.text.zh).toMatch(/^国密账本：/);
  });

  it("takes the verifier key of the SM log for trust in supplements, and not for the key of the ledger", () => {
    expect([isTrust(keys.sm), isTrust(keys.main), keyFingerprint(keys.sm)]).toEqual([true, false, null]);
    const [name, hash, key = ""] = keys.sm.split("+");
    expect(isTrust(`${name}+00000000+${key}`)).toBe(false);
    expect(isTrust(`${name}+${hash}+${key.slice(0, -4)}AAAA`)).toBe(false);
  });
});
