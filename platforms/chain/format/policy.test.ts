import { inclusionPath, leafHash, rootOfLeafHashes } from "@yuejian/digests";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeCheckpoint, verifyTlogProof } from "../verify/index.ts";
import {
  cosign,
  formatCheckpoint,
  formatNote,
  formatSignerKey,
  formatTlogProof,
  formatVerifierKey,
  parseCheckpoint,
  parseNote,
  parsePolicy,
  parseSignerKey,
  parseTlogProof,
  parseVerifierKey,
  signerKeyOf,
  signNote,
  verifyCosignature,
} from "./index.ts";

const OFFICES = 11;
const seed = (byte: number) => new Uint8Array(32).fill(byte);
const log = signerKeyOf("yuejian.example/ledger", seed(1));
const mirrors = Array.from({ length: OFFICES }, (_, at) => signerKeyOf(`office${at}.example/mirror`, seed(10 + at), "cosignature"));
const court = signerKeyOf("court.example/witness", seed(40), "cosignature");
const bar = signerKeyOf("bar.example/witness", seed(41), "cosignature");
const vkey = (key: Parameters<typeof formatVerifierKey>[0]) => formatVerifierKey(key, "cosignature");

/** Eight of eleven offices and one of those outside: DESIGN §4. */
const POLICY = [
  "# who makes a checkpoint final",
  `log ${formatVerifierKey(log)} http://127.0.0.1:8700/ledger`,
  ...mirrors.map((key, at) => `witness office${at} ${vkey(key)}`),
  `witness court ${vkey(court)}`,
  `\twitness bar  ${vkey(bar)}`,
  `group offices 8 ${mirrors.map((_, at) => `office${at}`).join(" ")}`,
  "group outside any court bar",
  "group final all offices outside",
  "quorum final",
  "",
].join("\n");

const entries = Array.from({ length: 9 }, (_, at) => Uint8Array.of(at, 7));
const leaves = entries.map(leafHash);
const text = formatCheckpoint({ origin: log.name, size: leaves.length, root: rootOfLeafHashes(leaves) });

function noteBy(cosigners: readonly (typeof court)[], { signer = log, time = 1_764_000_000 } = {}): string {
  const own = parseNote(signNote(text, signer)).signatures;
  return formatNote({ text, signatures: [...own, ...cosigners.map((key) => cosign(text, { key, time }))] });
}

describe("a cosignature", () => {
  it("signs a header, the time and the whole text, and its key's hash holds the type", () => {
    const line = cosign(text, { key: court, time: 1_764_000_000 });
    expect(line.signature.length).toBe(72);
    expect(verifyCosignature(text, line, court)).toEqual({ name: court.name, time: 1_764_000_000 });
    expect(verifyCosignature(`${text}x\n`, line, court)).toBeNull();
    expect(signerKeyOf(court.name, seed(40)).keyHash).not.toEqual(court.keyHash);
    expect(() => parseVerifierKey(vkey(court))).toThrow(expect.objectContaining({ code: "PROOF_MALFORMED" }));
    expect(parseVerifierKey(vkey(court), "cosignature").publicKey).toEqual(court.publicKey);
    expect(parseSignerKey(formatSignerKey(court, "cosignature"), "cosignature").seed).toEqual(court.seed);
  });

  it("is refused with any bit of time or signature flipped", () => {
    const line = cosign(text, { key: court, time: 1_764_000_000 });
    for (let bit = 0; bit < 72 * 8; bit++) {
      const signature = line.signature.slice();
      signature[bit >> 3] = (signature[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verifyCosignature(text, { ...line, signature }, court)).toBeNull();
    }
  });
});

describe("a policy", () => {
  const policy = parsePolicy(POLICY);

  it("reads logs, witnesses, groups and quorum, comments and tabs aside", () => {
    expect(policy.witnesses).toHaveLength(OFFICES + 2);
    expect(policy.logs[0]?.url).toBe("http://127.0.0.1:8700/ledger");
    expect(policy.groups.map(({ name, least, members }) => [name, least, members.length])).toEqual([
      ["offices", 8, 11],
      ["outside", 1, 2],
      ["final", 2, 2],
    ]);
  });

  it("calls a checkpoint final exactly with eight offices and one outside", () => {
    fc.assert(
      fc.property(fc.subarray(mirrors), fc.subarray([court, bar]), (offices, outside) => {
        const finality = judgeCheckpoint(noteBy([...offices, ...outside]), policy);
        expect(finality.isFinal).toBe(offices.length >= 8 && outside.length >= 1);
        expect(finality.groups[0]).toMatchObject({ have: offices.length, least: 8, of: 11 });
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it("any two quorums share at least five offices", () => {
    const quorum = fc.shuffledSubarray(
      mirrors.map((_, at) => at),
      { minLength: 8 },
    );
    fc.assert(
      fc.property(quorum, quorum, (left, right) => {
        expect(left.filter((office) => right.includes(office)).length).toBeGreaterThanOrEqual(5);
      }),
      { numRuns: 2000 },
    );
  });

  it("does not count a cosigner twice, one of another text, nor a checkpoint that the log did not sign", () => {
    const eight = mirrors.slice(0, 8);
    expect(judgeCheckpoint(noteBy([...eight.slice(0, 7), eight[0] ?? court, court]), policy).isFinal).toBe(false);
    const other = formatCheckpoint({ origin: log.name, size: 3, root: rootOfLeafHashes(leaves.slice(0, 3)) });
    const own = parseNote(signNote(text, log)).signatures;
    const lines = [...eight, court].map((key) => cosign(other, { key, time: 1 }));
    expect(judgeCheckpoint(formatNote({ text, signatures: [...own, ...lines] }), policy).isFinal).toBe(false);
    const stranger = signerKeyOf(log.name, seed(2));
    expect(judgeCheckpoint(noteBy([...eight, court], { signer: stranger }), policy)).toMatchObject({ isSigned: false, isFinal: false });
  });

  it("is refused, with the line, when a name or key stands twice or a member is not defined", () => {
    const k = vkey(court);
    for (const [lines, line] of [
      [[`witness a ${k}`, `witness a ${vkey(bar)}`, "quorum a"], 2],
      [[`witness a ${k}`, `witness b ${k}`, "quorum a"], 2],
      [[`witness a ${k}`, "group g 2 a", "quorum g"], 2],
      [[`witness a ${k}`, "group g 1 b", "quorum g"], 2],
      [[`witness a ${k}`, "group g any a", "group h any a", "quorum g"], 3],
      [[`witness a ${k}`, "quorum b"], 2],
      [[`witness a ${k}`, "quorum a", "quorum a"], 3],
      [[`witness none ${k}`, "quorum none"], 1],
      [[`witness a ${formatVerifierKey(log)}`, "quorum a"], 1],
      [["wittness a b"], 1],
    ] as const) {
      expect(() => parsePolicy(lines.join("\n")), lines.join(" / ")).toThrow(
        expect.objectContaining({ code: "PROOF_MALFORMED", message: expect.stringContaining(`policy line ${line} `) }),
      );
    }
    expect(() => parsePolicy(`witness a ${k}\n`)).toThrow(expect.objectContaining({ code: "PROOF_MALFORMED" }));
  });

  it("without a quorum asks for the log's signature only", () => {
    expect(judgeCheckpoint(noteBy([]), parsePolicy(`log ${formatVerifierKey(log)}\nquorum none\n`)).isFinal).toBe(true);
  });
});

describe("a .tlog-proof", () => {
  const policy = parsePolicy(POLICY);
  const whole = formatTlogProof({
    extra: Uint8Array.of(1, 2, 3),
    index: 4,
    path: inclusionPath(leaves, 4),
    checkpoint: noteBy([...mirrors.slice(2, 10), bar]),
  });
  const entry = entries[4] ?? new Uint8Array(0);

  it("survives reading and writing, and proves its entry under a final checkpoint", () => {
    expect(formatTlogProof(parseTlogProof(whole))).toBe(whole);
    const trustedKeys: string[] = [];
    expect(verifyTlogProof(whole, { entry, policy, trustedKeys })).toMatchObject({ ok: true, policy: { isFinal: true } });
    const codes = (given: Uint8Array) => verifyTlogProof(whole, { entry: given, policy, trustedKeys }).checks.map(({ code }) => code);
    expect(codes(Uint8Array.of(9)).filter((code) => code !== null)).toEqual(["ROOT_MISMATCH"]);
  });

  it("reads as the C2SP specification shows it", () => {
    const head = [
      "c2sp.org/tlog-proof@v1",
      "extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6kYXJ3aW4tYXJ",
      "index 73894",
      "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=",
      "B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=",
      "EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=",
      "RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=",
      "AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=",
    ];
    const note = "example.com/fancylog\n109482\nsFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n\n— example.com/fancylog hI2DJwAA\n";
    const example = `${head.join("\n")}\n\n${note}`;
    const read = parseTlogProof(example);
    expect([read.index, read.path.length, read.extra?.length]).toEqual([73_894, 5, 39]);
    expect(parseCheckpoint(parseNote(read.checkpoint).text)).toMatchObject({ origin: "example.com/fancylog", size: 109_482 });
    expect(formatTlogProof(read)).toBe(example);
    const swap = (from: string | RegExp, to: string) => example.replace(from, to);
    for (const wrong of [
      swap("@v1", "@v2"),
      swap("index 73894", "index 073894"),
      swap("index 73894", "index -1"),
      swap("index 73894", "index 9007199254740992"),
      swap(/index .*\n/, ""),
      swap("extra ", "extra  "),
      swap("gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=", "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlR="),
      swap("gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=", "AAAA"),
      swap("\n\n", "\n"),
      swap(/\n/g, "\r\n"),
    ])
      expect(() => parseNote(parseTlogProof(wrong).checkpoint), wrong).toThrow(expect.objectContaining({ code: "PROOF_MALFORMED" }));
  });

  it("with one cosigner is refused with any character of it changed, each in turn", () => {
    const [mirror = court] = mirrors;
    const one = parsePolicy(`log ${formatVerifierKey(log)}\nwitness only ${vkey(mirror)}\nquorum only\n`);
    const small = formatTlogProof({ extra: null, index: 4, path: inclusionPath(leaves, 4), checkpoint: noteBy([mirror]) });
    const holds = (text: string) => verifyTlogProof(text, { entry, policy: one, trustedKeys: [] }).ok;
    expect(holds(small)).toBe(true);
    const accepted = Array.from({ length: small.length }, (_, place) => place).filter((place) => {
      const changed = String.fromCharCode(small.charCodeAt(place) ^ (1 << (place % 7)));
      return holds(small.slice(0, place) + changed + small.slice(place + 1));
    });
    expect(accepted).toEqual([]);
  }, 60_000);

  it("is refused, or proves the same, with any character of it changed", () => {
    const at = whole.indexOf("index ");
    fc.assert(
      fc.property(fc.integer({ min: at, max: whole.length - 1 }), fc.integer({ min: 1, max: 127 }), (place, flip) => {
        const changed = whole.slice(0, place) + String.fromCharCode(whole.charCodeAt(place) ^ flip) + whole.slice(place + 1);
        expect(verifyTlogProof(changed, { entry, policy, trustedKeys: [] }).ok).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});
