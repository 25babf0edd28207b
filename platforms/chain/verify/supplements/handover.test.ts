import { describe, expect, it } from "vitest";
import {
  cosign,
  formatCheckpoint,
  formatHandover,
  formatNote,
  formatVerifierKey,
  parseCheckpoint,
  parseNote,
  type SignerKey,
  signerKeyOf,
  signNote,
} from "../../format/index.ts";
import { handoverKind } from "./handover.ts";

const ORIGIN = "yuejian.example/ledger";
const keyOf = (byte: number) => signerKeyOf(ORIGIN, new Uint8Array(32).fill(byte));
const [old, next, other] = [keyOf(1), keyOf(2), keyOf(3)] as const;
const office = signerKeyOf("miluo.example/mirror", new Uint8Array(32).fill(4), "cosignature");
const text = formatHandover({ origin: ORIGIN, size: 10, root: new Uint8Array(32), from: old, to: next });
const note = formatNote({ text, signatures: [cosign(text, { key: office, time: 1 })] });
const policy = [`log ${formatVerifierKey(old)}`, `witness miluo ${formatVerifierKey(office, "cosignature")}`, "quorum miluo"].join("\n");

function check(given: { size?: number; key?: SignerKey; trust?: string[]; handover?: string }) {
  const { size = 12, key = next, trust = [policy], handover = note } = given;
  const whole = signNote(formatCheckpoint({ origin: ORIGIN, size, root: new Uint8Array(32).fill(7) }), key);
  const checkpoint = parseCheckpoint(parseNote(whole).text);
  return handoverKind.check(handoverKind.read({ kind: "handover", note: handover }, "supplement"), {
    note: whole,
    checkpoint,
    entries: [],
    trust,
    file: null,
  });
}

describe("the handover under which a proof's key came to count", () => {
  it("holds above its size, under the new key, by a policy whose quorum signed it", () => {
    expect(check({})).toMatchObject({ outcome: "holds", text: { en: expect.stringContaining("at 10 entries") } });
    expect(handoverKind.isTrust?.(policy)).toBe(true);
    expect(handoverKind.isTrust?.("no policy")).toBe(false);
  });

  it("is open without a policy, and fails at its size, under another key and where the quorum did not sign", () => {
    expect(check({ trust: [] }).outcome).toBe("open");
    expect(check({ size: 10 }).outcome).toBe("fails");
    expect(check({ key: other }).outcome).toBe("fails");
    const stranger = signerKeyOf("miluo.example/mirror", new Uint8Array(32).fill(5), "cosignature");
    expect(check({ handover: formatNote({ text, signatures: [cosign(text, { key: stranger, time: 1 })] }) }).outcome).toBe("fails");
  });
});
