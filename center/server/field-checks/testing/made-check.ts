import { devicePlace, encodeCapture, type SignerKey, signCapture } from "@yuejian/chain/capture";
import { digestFile } from "@yuejian/chain/verify";
import { canonicalJson, FIELD_RECORD_FORMAT, FIELD_RECORD_NAME, type FieldRecord } from "@yuejian/contracts";

/** What a device binds together, as the page does it: photos, a drawn signature, the record, all under one signature of the device. */
export interface MadeCheck {
  readonly record: FieldRecord;
  readonly capture: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array; readonly sha256: string }[];
}

const AT = "2026-11-20T01:02:03.000Z";

export function madeCheck({
  check,
  violation,
  checker,
  key,
  photos,
  change = {},
}: {
  readonly check: string;
  readonly violation: string;
  readonly checker: { readonly id: string; readonly name: string };
  readonly key: SignerKey;
  readonly photos: readonly Uint8Array[];
  readonly change?: Partial<FieldRecord>;
}): MadeCheck {
  const drawn = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...new TextEncoder().encode(`signed ${check}`));
  const taken = photos.map((bytes, at) => ({ name: `${at + 1}.jpg`, bytes, mediaType: "image/jpeg", ...digestFile(bytes) }));
  const signed = { name: "签名.png", bytes: drawn, mediaType: "image/png", ...digestFile(drawn) };
  const record: FieldRecord = {
    format: FIELD_RECORD_FORMAT,
    check,
    violation,
    finding: "confirmed",
    class: "building-road",
    note: "钢构厂房一栋，水泥地面",
    checker,
    recordedAt: AT,
    position: { state: "measured", latitude: "29.3505", longitude: "113.1025", accuracyMetres: 8, at: AT },
    photos: taken.map(({ sha256, size, mediaType, name }) => ({ sha256, size, mediaType, name, takenAt: AT })),
    signatures: [{ role: "checker", name: checker.name, sha256: signed.sha256, size: signed.size, signedAt: AT }],
    ...change,
  };
  const text = new TextEncoder().encode(canonicalJson(record));
  const all = [...taken, signed, { name: FIELD_RECORD_NAME, bytes: text, mediaType: "application/json", ...digestFile(text) }];
  const capture = signCapture(
    {
      files: all.map(({ name, size, sha256, sm3, mediaType }) => ({ name, size, sha256, sm3, mediaType })),
      capturedAt: AT,
      signedAt: AT,
      place: devicePlace(record.position),
      device: { name: "手机", serial: null, software: "test" },
      operator: { name: checker.name, organisation: "岳阳县人民检察院" },
      note: null,
    },
    key,
  );
  return { record, capture: encodeCapture(capture), files: all.slice(0, -1) };
}
