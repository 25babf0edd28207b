import type { Migration } from "./migration.ts";

/** Keys of capturing devices, signed captures, timestamps of checkpoints. */
export const captures: Migration = {
  number: 11,
  name: "captures",
  async run({ table, index }) {
    await table("device_keys", {
      id: "text key",
      verifier_key: "text unique",
      holder: "text",
      organisation: "text",
      ground: "text",
      valid_from: "text",
      valid_to: "text ?",
      office: "text",
      registered_by: "text",
      registered_at: "text",
      revoked_by: "text ?",
      revoked_at: "text ?",
      revoke_reason: "text ?",
      outbox: "integer",
      revoke_outbox: "integer ?",
    });
    await table("captures", {
      id: "text key",
      sha256: "text unique",
      verifier_key: "text",
      standing: "text",
      device_key: "text ? -> device_keys.id",
      checks: "text",
      office: "text",
      received_by: "text",
      received_at: "text",
      outbox: "integer",
    });
    await table("capture_files", { capture: "text -> captures.id", sha256: "text", name: "text" }, ["capture", "sha256"]);
    await table("checkpoint_stamps", {
      id: "counter",
      size: "integer",
      checkpoint: "text",
      token: "text",
      stamped_at: "text",
      authority: "text",
      anchor: "text ?",
      fetched_at: "text",
    });
    await table("stamp_requests", { nonce: "text key", checkpoint: "text", requested_at: "text" });
    await index("capture_files", ["sha256"]);
    await index("checkpoint_stamps", ["size"]);
  },
};
