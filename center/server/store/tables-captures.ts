import type { Generated } from "kysely";

export interface CaptureTables {
  device_keys: DeviceKeysTable;
  captures: CapturesTable;
  capture_files: CaptureFilesTable;
  checkpoint_stamps: CheckpointStampsTable;
  stamp_requests: StampRequestsTable;
}

/** Keys of capturing devices that somebody of the house vouched for. Never deleted: a revoked key is known as revoked. */
export interface DeviceKeysTable {
  id: string;
  /** C2SP verifier key; a key is registered once. */
  verifier_key: string;
  /** Device or person that holds it, as registered. */
  holder: string;
  organisation: string;
  /** On what the voucher rests: a letter, a handover in person. */
  ground: string;
  valid_from: string;
  valid_to: string | null;
  office: string;
  registered_by: string;
  registered_at: string;
  revoked_by: string | null;
  revoked_at: string | null;
  revoke_reason: string | null;
  outbox: number;
  revoke_outbox: number | null;
}

/** Signed captures that were handed over; the document lies in the file store. */
export interface CapturesTable {
  id: string;
  /** Of the document. */
  sha256: string;
  verifier_key: string;
  /** What the key was when it was received. */
  standing: "registered" | "unregistered" | "revoked" | "not-valid";
  device_key: string | null;
  /** JSON: ProofCheck[] of the check at receipt. */
  checks: string;
  office: string;
  received_by: string;
  received_at: string;
  /** Outbox id of `capture.received`. */
  outbox: number;
}

/** Which files a capture is about. */
export interface CaptureFilesTable {
  capture: string;
  sha256: string;
  name: string;
}

/** Tokens of time-stamping authorities over checkpoints. */
export interface CheckpointStampsTable {
  id: Generated<number>;
  size: number;
  /** The checkpoint's text, without signatures: what was stamped. */
  checkpoint: string;
  /** Base64 of the DER. */
  token: string;
  stamped_at: string;
  authority: string;
  /** Name of the trusted root; null: the house trusted none at the time. */
  anchor: string | null;
  fetched_at: string;
}

/** Requests that were written for an authority that is asked by hand. */
export interface StampRequestsTable {
  /** Decimal. */
  nonce: string;
  checkpoint: string;
  requested_at: string;
}
