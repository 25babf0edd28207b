import { createPrivateKey, sign as nodeSign } from "node:crypto";
import { canonicalJson, type LedgerStatement } from "@yuejian/contracts";
import { decodeHex, encodeHex } from "@yuejian/digests";
import { parseRule, RULE_LIMITS } from "@yuejian/rules";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  crc32c,
  decodeBase64,
  decodeEntryBundle,
  decodeFrame,
  encodeBase64,
  encodeEntryBundle,
  encodeFrame,
  encodeRecords,
  encodeStatement,
  FRAME_HEAD_BYTES,
  FRAME_ROOM,
  findingTree,
  formatCheckpoint,
  formatNote,
  formatSignerKey,
  formatTilePath,
  formatVerifierKey,
  frameLength,
  parseCanonicalJson,
  parseCheckpoint,
  parseNote,
  parseSignerKey,
  parseStatement,
  parseTilePath,
  parseVerifierKey,
  recordsRoom,
  SPAN_WORDS,
  sealFindings,
  sealMembers,
  signerKeyOf,
  signNote,
  verifyNoteSignature,
  withholdMembers,
  wrongOpening,
} from "./index.ts";

const encoder = new TextEncoder();

describe("signed notes", () => {
  // Vectors of golang.org/x/mod/sumdb/note, which C2SP signed-note describes.
  const verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  const signer = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
  const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const note = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

  it("keys and signature equal the published example", () => {
    const key = parseSignerKey(signer);
    expect(formatVerifierKey(key)).toBe(verifier);
    expect(formatSignerKey(key)).toBe(signer);
    expect(signNote(text, key)).toBe(note);
    const parsed = parseNote(note);
    expect(parsed.text).toBe(text);
    expect(parsed.signatures.map((signature) => verifyNoteSignature(parsed.text, signature, parseVerifierKey(verifier)))).toEqual([true]);
  });

  it("a note survives reading and writing, with several signatures and paragraphs", () => {
    const key = parseSignerKey(signer);
    const other = signerKeyOf("岳检.example/ledger", new Uint8Array(32).fill(7));
    const two = "one\n\ntwo\n";
    const signatures = [signNote(two, key), signNote(two, other)].flatMap((whole) => parseNote(whole).signatures);
    const whole = formatNote({ text: two, signatures });
    expect(parseNote(whole)).toEqual({ text: two, signatures });
    expect(formatNote(parseNote(whole))).toBe(whole);
  });

  const signature = note.slice(text.length + 1);
  it.each([
    ["no blank line", text],
    ["no signature", `${text}\n`],
    ["an empty text", `\n\n${signature}`],
    ["no newline at the end", note.slice(0, -1)],
    ["a hyphen for the dash", note.replace("—", "-")],
    ["two spaces", note.replace("Neumann x", "Neumann  x")],
    ["trailing text on the signature line", note.replace("AM=\n", "AM= \n")],
    ["base64 with unused bits set", note.replace("AM=\n", "AN=\n")],
    ["a name with a plus sign", note.replace("— Peter", "— +eter")],
    ["a carriage return", note.replace("problem,", "problem,\r")],
    ["a hundred and one signatures", `${text}\n${signature.repeat(101)}`],
    ["a megabyte of text", `${"x".repeat(1_000_000)}\n\n${signature}`],
  ])("is refused with %s", (_, bad) => {
    expect(() => parseNote(bad)).toThrow("PROOF_MALFORMED");
  });

  it("any flipped bit of a note is refused or fails to verify", () => {
    const bytes = encoder.encode(note);
    const key = parseVerifierKey(verifier);
    for (let at = 0; at < bytes.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const copy = bytes.slice();
        copy[at] = (copy[at] ?? 0) ^ (1 << bit);
        const verdict = (() => {
          try {
            const parsed = parseNote(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(copy));
            return parsed.signatures.some((one) => verifyNoteSignature(parsed.text, one, key));
          } catch {
            return false;
          }
        })();
        expect(verdict, `byte ${at}, bit ${bit}`).toBe(false);
      }
    }
  });

  it.each(["PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "PeterNeumann+c74f20a3+AhpcAA==", "+c74f20a3+AR", "x"])(
    "the verifier key %s is refused",
    (bad) => {
      expect(() => parseVerifierKey(bad)).toThrow("PROOF_MALFORMED");
    },
  );

  it("a malleable signature (S + L) is refused", () => {
    const parsed = parseNote(note);
    const first = parsed.signatures[0] ?? expect.fail("no signature");
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    let scalar = Array.from(first.signature.subarray(32)).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n) + order;
    const shifted = first.signature.slice();
    for (let at = 32; at < 64; at++, scalar >>= 8n) shifted[at] = Number(scalar & 255n);
    expect(verifyNoteSignature(parsed.text, { ...first, signature: shifted }, parseVerifierKey(verifier))).toBe(false);
  });

  it("the platform's Ed25519 gives the same note as the portable one", () => {
    const key = parseSignerKey(signer);
    const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), key.seed]);
    const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
    expect(signNote(text, key, (message) => new Uint8Array(nodeSign(null, message, privateKey)))).toBe(note);
  });
});

describe("checkpoints", () => {
  const root = new Uint8Array(32).map((_, index) => index);
  const text = formatCheckpoint({ origin: "example.com/log", size: 20852163, root });

  it("stand on three lines", () => {
    expect(text).toBe("example.com/log\n20852163\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n");
    expect(parseCheckpoint(text)).toEqual({ origin: "example.com/log", size: 20852163, root });
  });

  it.each([
    text.replace("20852163", "020852163"),
    text.replace("20852163", "+20852163"),
    text.replace("20852163", "9007199254740993"),
    text.replace("20852163", "-1"),
    text.replace("Hh8=", "Hh9="),
    text.replace("Hh8=", ""),
    `${text}extension\n`,
    text.slice(0, -1),
    text.replace("example.com/log", ""),
  ])("%j is refused", (bad) => {
    expect(() => parseCheckpoint(bad)).toThrow("PROOF_MALFORMED");
  });
});

describe("tiles", () => {
  it.each([
    [{ level: 0, index: 1_234_067, width: 256 }, "tile/0/x001/x234/067"],
    [{ level: "entries", index: 0, width: 12 }, "tile/entries/000.p/12"],
    [{ level: 2, index: 999, width: 1 }, "tile/2/999.p/1"],
    [{ level: 1, index: 1000, width: 256 }, "tile/1/x001/000"],
  ] as const)("%j is %s", (name, path) => {
    expect(formatTilePath(name)).toBe(path);
    expect(parseTilePath(path)).toEqual(name);
  });

  it.each([
    "tile/0/000.p/256",
    "tile/0/000.p/0",
    "tile/00/000",
    "tile/0/x000/001",
    "tile/64/000",
    "tile/0/1",
    "tile/0/../000",
    "/tile/0/000",
    "tile/0/000/",
  ])("the path %s is refused", (path) => {
    expect(parseTilePath(path)).toBeNull();
  });

  it("entry bundles give their entries back; a cut one is refused", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 70 }), { minLength: 1, maxLength: 20 }), (entries) => {
        const bundle = encodeEntryBundle(entries);
        expect(decodeEntryBundle(bundle)).toEqual(entries);
        expect(() => decodeEntryBundle(bundle.slice(0, -1))).toThrow("PROOF_MALFORMED");
      }),
    );
  });
});

describe("base64", () => {
  it("gives any bytes back and equals the platform's", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
        expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each(["A", "AA", "AAA", "A===", "AB==", "AAB=", "AA=A", "A\nAA", "AA AA===", "____"])("%j is refused", (bad) => {
    expect(decodeBase64(bad)).toBeNull();
  });
});

describe("statements", () => {
  const statement: LedgerStatement = {
    v: 1,
    type: "batch.committed",
    subject: "bat_01",
    size: 12,
    sha256: "00".repeat(32),
    sm3: "11".repeat(32),
    organisation: "yueyang",
    at: "2026-11-23T08:00:00.000Z",
    records: { root: "22".repeat(32), count: 3, columns: "33".repeat(32) },
  };
  const bytes = encodeStatement(statement);
  const json = new TextDecoder().decode(bytes);

  it("are read back as written", () => {
    expect(parseStatement(bytes)).toEqual(statement);
    expect(json.startsWith('{"at":"2026-11-23T08:00:00.000Z","organisation":"yueyang","records":')).toBe(true);
  });

  it.each([
    ["a space", json.replace(",", ", ")],
    ["members in another order", JSON.stringify(statement)],
    ["a member twice", json.replace('"size":12', '"size":12,"size":12')],
    ["an unknown member", json.replace('"v":1', '"v":1,"w":1')],
    ["a missing member", json.replace('"size":12,', "")],
    ["version 2", json.replace('"v":1', '"v":2')],
    ["an unknown type", json.replace("batch.committed", "batch.approved")],
    ["a size with a fraction", json.replace('"size":12', '"size":12.5')],
    ["a size in exponent form", json.replace('"size":12', '"size":12e0')],
    ["digests in upper case", json.replaceAll("11", "AA")],
    ["a day that does not exist", json.replace("2026-11-23", "2026-02-30")],
    ["an escaped character", json.replace("yueyang", "\\u0079ueyang")],
    ["a byte order mark", `\ufeff${json}`],
    ["a list", "[]"],
    ["nothing", ""],
    ["depth without end", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
  ])("are refused with %s", (_, bad) => {
    expect(() => parseStatement(encoder.encode(bad))).toThrow("PROOF_MALFORMED");
  });

  it("the deepest rule that the algebra takes is read, and one far deeper is refused", () => {
    const nested = (depth: number): string => {
      let [where, relation]: [unknown, unknown] = [
        { op: "column", name: "a" },
        { op: "source", dataset: "d", columns: ["a"] },
      ];
      for (let level = 0; level < depth; level++) where = { op: "and", of: [where] };
      for (let level = 0; level < depth; level++) relation = { op: "union", parts: [relation] };
      return canonicalJson({ op: "filter", from: relation, where });
    };
    expect(() => parseRule(JSON.parse(nested(RULE_LIMITS.depth - 1)))).not.toThrow();
    expect(parseCanonicalJson(nested(RULE_LIMITS.depth), "rule")).toMatchObject({ op: "filter" });
    expect(() => parseCanonicalJson(nested(200), "rule")).toThrow("PROOF_MALFORMED");
  });

  it("bytes that are not UTF-8 are refused", () => {
    expect(() => parseStatement(Uint8Array.of(0xff))).toThrow("PROOF_MALFORMED");
  });
});

describe("frames", () => {
  it("the checksum is CRC-32C", () => {
    expect(crc32c(encoder.encode("123456789"))).toBe(0xe3069283);
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).map((_, index) => index))).toBe(0x46dd794e);
    expect(crc32c(encoder.encode("xx123456789y"), 2, 11)).toBe(0xe3069283);
  });

  const entries = [
    { key: "a", bytes: encoder.encode("first") },
    { key: "案件/1", bytes: new Uint8Array(0) },
    { key: "k".repeat(255), bytes: new Uint8Array(65_535).fill(7) },
  ];
  it("the checksum of long stretches is that of bit by bit, wherever they begin", () => {
    const plain = (bytes: Uint8Array) => {
      let crc = -1;
      for (const byte of bytes) {
        crc ^= byte;
        for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
      }
      return ~crc >>> 0;
    };
    const noise = new Uint8Array(20_000).map((_, at) => (Math.imul(at, 2_654_435_761) >>> 21) & 0xff);
    for (const start of [0, 1, 2, 3, 7]) {
      for (const length of [0, 7, 8, 1023, 3071, 3072, 3080, 6144, 9999, 19_990]) {
        expect(crc32c(noise, start, start + length), `${length} from ${start}`).toBe(plain(noise.subarray(start, start + length)));
      }
    }
  });

  const framed = (given: typeof entries) => {
    const space = new Uint8Array(recordsRoom(given) + FRAME_ROOM);
    const spans = new Uint32Array(SPAN_WORDS * given.length);
    const recordsEnd = encodeRecords(given, { bytes: space, spans }, { position: FRAME_HEAD_BYTES, entry: 0 });
    return { bytes: encodeFrame(space, { firstIndex: 2 ** 40, count: given.length, recordsEnd, checkpoint: "note — ü\n" }), spans };
  };
  const { bytes } = framed(entries.slice(0, 2));

  it("are read back with the places at which entries were put", () => {
    const whole = framed(entries);
    const frame = decodeFrame(whole.bytes);
    if (typeof frame === "string") return expect.fail(frame);
    expect(frameLength(whole.bytes)).toBe(whole.bytes.length);
    expect([frame.firstIndex, frame.count, frame.checkpoint]).toEqual([2 ** 40, 3, "note — ü\n"]);
    const { spans } = frame;
    expect(spans).toEqual(whole.spans);
    entries.forEach(({ key, bytes: data }, at) => {
      const [keyAt = 0, keyLength = 0, dataAt = 0, dataLength = 0] = spans.subarray(SPAN_WORDS * at);
      expect(new TextDecoder().decode(frame.bytes.subarray(keyAt, keyAt + keyLength))).toBe(key);
      expect(frame.bytes.subarray(dataAt, dataAt + dataLength)).toEqual(data);
    });
  });

  it("any flipped bit and any cut is a fault", () => {
    for (let at = 0; at < bytes.length; at++) {
      expect(typeof decodeFrame(bytes.subarray(0, at))).toBe("string");
      for (let bit = 0; bit < 8; bit++) {
        const copy = bytes.slice();
        copy[at] = (copy[at] ?? 0) ^ (1 << bit);
        expect(typeof decodeFrame(copy)).toBe("string");
      }
    }
  });

  it("random bytes never crash the reader", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        const copy = bytes.slice();
        copy.set(noise.subarray(0, copy.length - 12), 8);
        new DataView(copy.buffer).setUint32(copy.length - 4, crc32c(copy, 0, copy.length - 4));
        decodeFrame(copy);
        expect(typeof decodeFrame(noise)).toBe("string");
      }),
    );
  });
});

describe("the tree over findings", () => {
  const secret = new Uint8Array(32).fill(1);
  const findings = ["a", "b", "c"].map((subject, index) => ({ subject, values: { months: index }, rows: [`bat_1:${index}`] }));

  it("gives each member of each finding its own salt and every finding a path", () => {
    const sealed = sealFindings(findings, secret);
    const salts = sealed.flatMap(({ opened }) => Object.values(opened).map(({ salt }) => salt));
    expect([salts.length, new Set(salts).size]).toEqual([6, 6]);
    expect(salts.every((salt) => decodeHex(salt, 16) !== null)).toBe(true);
    const tree = findingTree(sealed);
    expect([tree.count, tree.path(2).length, tree.path(0).length]).toEqual([3, 1, 2]);
    expect(tree.root).not.toBe(findingTree(sealed.toReversed()).root);
    expect(findingTree([]).root).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });
});

describe("sealed members", () => {
  const { sealed, opened } = sealMembers({ subject: "张三", months: 3, note: null }, (name) => new Uint8Array(16).fill(name.length));

  it("fit their digests, also when some are withheld, however often", () => {
    expect(wrongOpening(sealed, opened)).toBe(null);
    const once = withholdMembers(opened, (name) => name === "subject");
    expect(wrongOpening(sealed, once)).toBe(null);
    expect(withholdMembers(once, (name) => name === "subject")).toEqual(once);
    expect(JSON.stringify(once)).not.toContain("张三");
  });

  it("do not fit with another value, salt or name, one more or one less", () => {
    const { months, ...others } = opened;
    expect(wrongOpening(sealed, { ...opened, months: { salt: opened["months"]?.salt ?? "", value: 4 } })).toBe("months");
    expect(wrongOpening(sealed, { ...opened, months: { salt: "00".repeat(16), value: 3 } })).toBe("months");
    expect(wrongOpening(sealed, { ...opened, subject: months ?? null })).toBe("subject");
    expect(wrongOpening(sealed, others)).toBe("months");
    expect(wrongOpening(sealed, { ...opened, more: null })).toBe("more");
  });
});

it("hex of key hashes is what verifier keys carry", () => {
  const key = signerKeyOf("example.com/log", new Uint8Array(32));
  expect(formatVerifierKey(key).split("+")[1]).toBe(encodeHex(key.keyHash));
  expect(() => signerKeyOf("a b", new Uint8Array(32))).toThrow("PROOF_MALFORMED");
});
