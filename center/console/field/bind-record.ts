import { devicePlace, encodeCapture, signCaptureWith } from "@yuejian/chain/capture";
import { canonicalJson, FIELD_RECORD_FORMAT, FIELD_RECORD_NAME, type FieldRecord } from "@yuejian/contracts";
import type { FieldCheckView } from "@yuejian/contracts/api";
import { digestBlob } from "./capture-files.ts";
import type { DeviceSigner } from "./device-key.ts";
import type { Bound, Draft } from "./device-store.ts";
import type { Person } from "./person.ts";

const SOFTWARE_LENGTH = 180;

/** Binds all that was captured into one record, and signs record, photos and signatures together as one capture of this device. */
export async function bindRecord(
  draft: Draft,
  { task, person, signer }: { readonly task: FieldCheckView; readonly person: Person; readonly signer: DeviceSigner },
): Promise<Bound> {
  const { finding, note, position, photos, signatures } = draft;
  if (finding === null) throw new TypeError("a check without a finding");
  const recordedAt = new Date().toISOString();
  const record: FieldRecord = {
    format: FIELD_RECORD_FORMAT,
    check: task.id,
    violation: task.violation,
    finding,
    class: finding === "confirmed" ? draft.class : null,
    note: note.trim(),
    checker: { id: person.id, name: person.name },
    recordedAt,
    position,
    photos: photos.map(({ sha256, size, mediaType, name, at }) => ({ sha256, size, mediaType, name, takenAt: at })),
    signatures: signatures.map(({ role, signer: name, sha256, size, at }) => ({ role, name, sha256, size, signedAt: at })),
  };
  const text = canonicalJson(record);
  const digests = await digestBlob(new Blob([text]));
  const files = [...photos, ...signatures].map(({ name, size, sha256, sm3, mediaType }) => ({ name, size, sha256, sm3, mediaType }));
  const capture = await signCaptureWith(
    {
      files: [...files, { name: FIELD_RECORD_NAME, ...digests, mediaType: "application/json" }],
      capturedAt: photos[0]?.at ?? recordedAt,
      signedAt: recordedAt,
      place: devicePlace(position),
      device: { name: signer.key.name, serial: null, software: navigator.userAgent.slice(0, SOFTWARE_LENGTH) },
      operator: { name: person.name, organisation: person.office },
      note: null,
    },
    signer,
  );
  return { record: text, sha256: digests.sha256, capture: encodeCapture(capture) };
}
