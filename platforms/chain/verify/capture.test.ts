import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attachTimestamp, captureImprint, countersign, coveredBy, mediaTypeOf, signCapture } from "../capture/index.ts";
import {
  type CaptureDocument,
  type CaptureStatement,
  encodeCapture,
  formatVerifierKey,
  readCapture,
  readPemCertificates,
  signerKeyOf,
  stampedCapture,
} from "../format/index.ts";
import { makeParty, makeToken, pemOf } from "../testing/token-bytes.ts";
import { digestFile } from "./entry-check.ts";
import { verifyCapture } from "./verify-capture.ts";

const device = signerKeyOf("执法记录仪-0713", new Uint8Array(32).fill(7));
const witness = signerKeyOf("见证人", new Uint8Array(32).fill(8));
const content = new TextEncoder().encode("现场照片");
const photo = { name: "现场.jpg", ...digestFile(content) };
const statement: CaptureStatement = {
  files: [{ ...photo, mediaType: "image/jpeg" }],
  capturedAt: "2026-03-01T07:58:00.000Z",
  signedAt: "2026-03-01T07:58:04.000Z",
  place: { kind: "coordinates", latitude: "29.357", longitude: "113.128", accuracyMetres: 5, source: "gnss" },
  device: { name: "执法记录仪", serial: "A1", software: "2.3" },
  operator: { name: "张三", organisation: "岳阳楼公安分局" },
  note: null,
};
const root = makeParty({ name: "Root", isAuthority: true });
const anchors = readPemCertificates(pemOf(root));
const authority = makeParty({ name: "授时中心", issuer: root });
const registeredKeys = [formatVerifierKey(device)];

function countersigned(): CaptureDocument {
  return countersign(signCapture(statement, device), {
    at: "2026-03-01T07:59:00.000Z",
    signer: { name: "李四", organisation: "南湖社区" },
    note: null,
    key: witness,
  });
}

function stamped(): CaptureDocument {
  const capture = countersigned();
  return attachTimestamp(capture, makeToken({ content: stampedCapture(capture, 1), signer: authority }));
}

describe("a capture", () => {
  it("by a registered key verifies beside its file, and says whose clock its time is", () => {
    const result = verifyCapture(encodeCapture(stamped()), { files: [photo], registeredKeys, anchors });
    expect(result.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(result).toMatchObject({
      ok: true,
      isIntact: true,
      standing: "registered",
      timestamps: [{ at: "2026-03-01T08:00:00.000Z", anchor: "Root" }],
    });
    expect(result.doesNotProve.map(({ en }) => en).join()).toContain("what the device's clock said, unchecked");
  });

  it("by a key that nobody registered is intact, and never verified", () => {
    const result = verifyCapture(encodeCapture(stamped()), { files: [photo], registeredKeys: [formatVerifierKey(witness)], anchors });
    expect(result).toMatchObject({ ok: false, isIntact: true, standing: "unregistered" });
    expect(result.doesNotProve[0]?.zh).toContain("密钥未登记");
  });

  it("beside another file is not intact", () => {
    const other = { name: "现场.jpg", ...digestFile(new TextEncoder().encode("改过的照片")) };
    const result = verifyCapture(encodeCapture(stamped()), { files: [other], registeredKeys, anchors });
    expect(result.checks.filter(({ ok }) => !ok).map(({ code }) => code)).toEqual(["CAPTURE_FILE_OTHER"]);
    expect([result.ok, result.proves]).toEqual([false, []]);
  });

  it("with any character changed is refused", () => {
    const text = encodeCapture(stamped());
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 127 }), (at, flip) => {
        const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ flip) + text.slice(at + 1);
        const result = verifyCapture(changed, { files: [photo], registeredKeys, anchors });
        // What a token carries beside what is signed (the versions of CMS, for example) may change without changing what it says.
        const isInToken = at >= text.indexOf('"token":"');
        expect(result.ok && !isInToken).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it("whose countersignature was made for another capture fails as LEAF_MISMATCH", () => {
    const other = signCapture({ ...statement, note: "另一次" }, device);
    const result = verifyCapture(encodeCapture({ ...other, countersignatures: countersigned().countersignatures }), { registeredKeys });
    expect(result.checks.filter(({ ok }) => !ok).map(({ name, code }) => [name, code])).toEqual([["countersignature", "LEAF_MISMATCH"]]);
  });

  it("is not countersigned by the key that signed it", () => {
    const twice = () =>
      countersign(signCapture(statement, device), {
        at: statement.signedAt,
        signer: { name: "张三", organisation: "同一人" },
        note: null,
        key: device,
      });
    expect(twice).toThrow(expect.objectContaining({ code: "CAPTURE_COUNTERSIGNED" }));
  });

  it("keeps a timestamp over it when it is countersigned later", () => {
    const first = signCapture(statement, device);
    const early = attachTimestamp(first, makeToken({ content: stampedCapture(first, 0), signer: authority }));
    const later = countersign(early, {
      at: "2026-03-02T00:00:00.000Z",
      signer: { name: "李四", organisation: "社区" },
      note: null,
      key: witness,
    });
    expect(verifyCapture(encodeCapture(later), { registeredKeys, anchors }).ok).toBe(true);
    expect(coveredBy(later, captureImprint(first))).toBe(0);
    expect(coveredBy(later, new Uint8Array(32))).toBeNull();
  });

  it("with a timestamp over something else fails by the timestamp's name", () => {
    const wrong = attachTimestamp(countersigned(), makeToken({ content, signer: authority }));
    const result = verifyCapture(encodeCapture(wrong), { registeredKeys, anchors });
    expect(result.checks.filter(({ ok }) => !ok).map(({ code }) => code)).toEqual(["TIMESTAMP_OTHER_CONTENT"]);
  });

  it.each([
    ["a name with folders", { files: [{ ...photo, name: "../现场.jpg", mediaType: "image/jpeg" }] }],
    ["no file", { files: [] }],
    ["a file twice", { files: [statement.files[0], statement.files[0]] }],
    ["degrees in a longer form", { place: { ...statement.place, latitude: "29.3570" } }],
    ["degrees beyond the pole", { place: { ...statement.place, latitude: "91" } }],
    ["a time without its zone", { capturedAt: "2026-03-01T07:58:00.000" }],
    ["a control character", { note: "a\u0007" }],
    ["an unknown member", { mood: "good" }],
  ])("with %s is malformed", (_title, change) => {
    const broken = { ...signCapture(statement, device), statement: { ...statement, ...change } };
    expect(() => readCapture(broken)).toThrow(expect.objectContaining({ code: "PROOF_MALFORMED" }));
    expect(verifyCapture(broken, { registeredKeys })).toMatchObject({ ok: false, isIntact: false, capture: null });
  });
});

it("the kind of a file is read from its first bytes, not from its name", () => {
  const of = (...bytes: readonly number[]) => mediaTypeOf(Uint8Array.from(bytes));
  expect([of(0xff, 0xd8, 0xff, 0xe0), of(0x25, 0x50, 0x44, 0x46, 0x2d), of(0, 1, 2), mediaTypeOf(content), of()]).toEqual([
    "image/jpeg",
    "application/pdf",
    "application/octet-stream",
    "text/plain",
    "application/octet-stream",
  ]);
});
