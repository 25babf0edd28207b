import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { CAPTURE_LIMITS, encodeCapture, readCapture } from "@yuejian/chain/format";
import { type CaptureVerification, requireIntact, verifyCapture } from "@yuejian/chain/verify";
import { type Clock, type FileStore, type Ids, type StoredFile, YuejianError } from "@yuejian/contracts";
import type { Outbox } from "../outbox/index.ts";
import type { Row, Store, StoreTransaction } from "../store/index.ts";
import { trustedRoots } from "../timestamps/roots.ts";
import { standingOf } from "./device-keys.ts";

export interface CapturePorts {
  readonly store: Store;
  readonly outbox: Pick<Outbox, "record">;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly files: Pick<FileStore, "put">;
  /** Where the house's trusted roots lie. */
  readonly ledgerFolder: string;
}

/** A capture that holds, checked, its document kept, and not yet on record. */
export interface CheckedCapture {
  readonly verification: CaptureVerification;
  readonly stored: StoredFile;
}

/** Checks and keeps the document. CAPTURE_BROKEN, CAPTURE_TOO_LARGE, PROOF_MALFORMED; CAPTURE_FILE_OTHER when it is not about a file that is needed */
export async function checkCapture(
  ports: Pick<CapturePorts, "files" | "ledgerFolder">,
  bytes: Uint8Array,
  needed: { readonly name: string; readonly size: number; readonly sha256: string; readonly sm3: string } | null,
): Promise<CheckedCapture> {
  if (bytes.length > CAPTURE_LIMITS.bytes) throw new YuejianError("CAPTURE_TOO_LARGE", { limit: CAPTURE_LIMITS.bytes });
  const document = readCapture(bytes);
  const verification = verifyCapture(document, { registeredKeys: [], anchors: trustedRoots(ports.ledgerFolder) });
  requireIntact(verification);
  if (needed !== null) {
    const isAbout = document.statement.files.some(
      ({ size, sha256, sm3 }) => size === needed.size && sha256 === needed.sha256 && sm3 === needed.sm3,
    );
    if (!isAbout) throw new YuejianError("CAPTURE_FILE_OTHER", { where: needed.name });
  }
  // As its one text: a newline at the end is not kept.
  return { verification, stored: await ports.files.put(new TextEncoder().encode(encodeCapture(document))) };
}

/** The bytes of a capture on this machine. FILE_NOT_FOUND, CAPTURE_TOO_LARGE */
export async function readCaptureFile(place: string): Promise<Uint8Array> {
  const missing = (cause: unknown) => new YuejianError("FILE_NOT_FOUND", { file: basename(place) }, { cause });
  const { size } = await stat(place).catch((cause: unknown) => {
    throw missing(cause);
  });
  if (size > CAPTURE_LIMITS.bytes) throw new YuejianError("CAPTURE_TOO_LARGE", { limit: CAPTURE_LIMITS.bytes });
  return readFile(place).catch((cause: unknown) => {
    throw missing(cause);
  });
}

/** Puts a checked capture on record, and its digests on the ledger, with what its key was then. Once: the same document again is the same record. */
export async function receiveCaptureIn(
  trx: StoreTransaction,
  ports: Pick<CapturePorts, "outbox" | "clock" | "ids">,
  { verification, stored, actor }: CheckedCapture & { readonly actor: { readonly id: string; readonly office: string } },
): Promise<Row<"captures">> {
  const known = await trx.selectFrom("captures").selectAll().where("sha256", "=", stored.sha256).executeTakeFirst();
  if (known) return known;
  const { capture, checks, timestamps } = verification;
  if (capture === null) throw new RangeError("a capture that was not read");
  const now = ports.clock.now();
  const { standing, deviceKey } = await standingOf(trx, capture.signature.key, now);
  const id = ports.ids.next("cpt");
  const receivedAt = new Date(now).toISOString();
  const outbox = await ports.outbox.record(trx, {
    type: "capture.received",
    subject: id,
    organisation: actor.office,
    content: {
      id,
      capture: { size: stored.size, sha256: stored.sha256, sm3: stored.sm3 },
      files: capture.statement.files.map(({ size, sha256, sm3 }) => ({ size, sha256, sm3 })),
      key: capture.signature.key,
      standing,
      deviceKey,
      countersignatures: capture.countersignatures.map(({ key }) => key),
      timestamps: timestamps.map(({ at, authority, anchor }) => ({ at, authority, anchor })),
      by: actor.id,
      at: receivedAt,
    },
  });
  const row = await trx
    .insertInto("captures")
    .values({
      id,
      sha256: stored.sha256,
      verifier_key: capture.signature.key,
      standing,
      device_key: deviceKey,
      checks: JSON.stringify(checks),
      office: actor.office,
      received_by: actor.id,
      received_at: receivedAt,
      outbox,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const files = capture.statement.files.map(({ sha256, name }) => ({ capture: id, sha256, name }));
  await trx.insertInto("capture_files").values(files).execute();
  return row;
}
