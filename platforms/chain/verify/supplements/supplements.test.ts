import { beforeAll, describe, expect, it } from "vitest";
import { closed, encodeProof, hex, literal, type Supplement, withSupplements } from "../../format/index.ts";
import { buildSampleProofs, type SampleProofs } from "../../testing/sample-proofs.ts";
import { CheckList, failure } from "../check-list.ts";
import { verifyProof } from "../index.ts";
import { checkSupplements } from "./check-supplements.ts";
import type { SupplementKind } from "./kind.ts";

let samples: SampleProofs;
beforeAll(async () => {
  samples = await buildSampleProofs();
});

const verify = (document: unknown) => verifyProof(document, { trustedKeys: [samples.trustedKey] });
const stranger: Supplement = { kind: "carved-in-stone", place: "岳阳楼" };

/** Names the root of the checkpoint again, and believes a text «seal …» only. */
const echo: SupplementKind<{ kind: "echo"; root: string }> = {
  kind: "echo",
  title: { zh: "回声", en: "Echo" },
  read: closed({ kind: literal("echo"), root: hex(32) }),
  isTrust: (text) => text.startsWith("seal "),
  check({ root }, { checkpoint, trust }) {
    if (trust.length === 0) return { outcome: "open", text: { zh: "没有给出印鉴", en: "no seal was given" } };
    if (root !== Buffer.from(checkpoint.root).toString("hex")) return { outcome: "fails", failure: failure("ROOT_MISMATCH", "echo") };
    return { outcome: "holds", text: { zh: "一致", en: "same" }, proves: [{ zh: "回声", en: "an echo" }], settles: ["time"] };
  },
};

function check(supplement: Supplement, trust: readonly string[]) {
  const list = new CheckList();
  const checkpoint = { origin: "o", size: 1, root: new Uint8Array(32).fill(7) };
  const result = checkSupplements(list, [supplement], {
    note: "",
    checkpoint,
    entries: [],
    trust,
    file: null,
    kinds: [echo],
  });
  return { ...result, checks: list.checks, ok: list.ok };
}

describe("a supplement of an unknown kind", () => {
  it("leaves a valid proof valid and is said to be unchecked, by name, in both languages", () => {
    const plain = verify(samples.lead);
    const result = verify(encodeProof(withSupplements(samples.lead, [stranger])));
    expect(result.ok).toBe(true);
    expect(result.proves).toEqual(plain.proves);
    expect(result.doesNotProve).toEqual(plain.doesNotProve);
    const open = result.checks.filter(({ name }) => name === "supplement");
    expect(open).toEqual([expect.objectContaining({ subject: "carved-in-stone", isSettled: false, code: null })]);
    expect(open[0]?.text.zh).toContain("未核验");
    expect(open[0]?.text.en).toContain("carved-in-stone was not checked");
  });

  it("does not make a false proof true", () => {
    const forged = { ...samples.record, record: { ...samples.record.record, row: 5 } };
    expect(verify(withSupplements(forged, [stranger])).ok).toBe(false);
  });
});

describe("supplements of a document", () => {
  const other: Supplement = { kind: "another", n: 1 };

  it("are in one order, each once, and none is no member", () => {
    const both = withSupplements(samples.fileEntry, [stranger, other]);
    expect(both.supplements?.map(({ kind }) => kind)).toEqual(["another", "carved-in-stone"]);
    expect(verify(both).ok).toBe(true);
    expect(withSupplements(both, [])).toEqual(samples.fileEntry);
    for (const supplements of [[], [stranger, other], [other, other], [{ n: 1 }], [{ kind: 7 }], ["anchor"], {}, null])
      expect(verify({ ...samples.fileEntry, supplements }).checks.map(({ code }) => code)).toEqual(["PROOF_MALFORMED"]);
  });
});

describe("a supplement of a known kind", () => {
  const good: Supplement = { kind: "echo", root: "07".repeat(32) };

  it("that holds says so, and what it proves and settles", () => {
    const { ok, checks, proves, settled } = check(good, ["seal of the office", "something else"]);
    expect([ok, checks[0]?.isSettled, checks[0]?.text.en, proves.length, [...settled]]).toEqual([true, true, "same", 1, ["time"]]);
  });

  it("is not checked without what it rests its trust on", () => {
    const { ok, checks, proves, settled } = check(good, ["something else"]);
    expect([ok, checks[0]?.isSettled, checks[0]?.text.en, proves, settled.size]).toEqual([true, false, "no seal was given", [], 0]);
  });

  it.each([
    ["a wrong root", { kind: "echo", root: "08".repeat(32) }, "ROOT_MISMATCH"],
    ["a member too many", { ...good, more: 1 }, "PROOF_MALFORMED"],
    ["a member too few", { kind: "echo" }, "PROOF_MALFORMED"],
  ])("with %s fails the document under its own name", (_what, supplement, code) => {
    const { ok, checks, proves, settled } = check(supplement, ["seal of the office"]);
    expect([ok, checks[0]?.subject, checks[0]?.code, proves, settled.size]).toEqual([false, "echo", code, [], 0]);
    expect(checks[0]?.text.zh).toMatch(/^回声：/);
    expect(checks[0]?.text.en).toMatch(/^Echo: /);
  });
});
