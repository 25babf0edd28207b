import type { Migration } from "./migration.ts";

/** Anchors of checkpoints in a consortium chain. */
export const anchors: Migration = {
  number: 8,
  name: "anchors",
  async run({ table, index }) {
    await table(
      "anchor_contracts",
      {
        chain_id: "integer",
        contract: "text",
        code_hash: "text",
        anchorer: "text",
        adopted_at: "text",
        outbox: "integer",
        failures: "integer",
        next_at: "text?",
        error: "text?",
        checked_at: "text?",
        head: "integer?",
      },
      ["chain_id", "contract"],
    );
    await table(
      "anchors",
      {
        chain_id: "integer",
        contract: "text",
        size: "integer",
        root: "text",
        note: "text",
        status: "text",
        version: "integer",
        created_at: "text",
        changed_at: "text",
        sender: "text?",
        nonce: "integer?",
        raw: "text?",
        gas_price: "text?",
        sent_at: "text?",
        hashes: "text",
        tx_hash: "text?",
        block_number: "integer?",
        block_hash: "text?",
        block_at: "text?",
        log_index: "integer?",
        anchorer: "text?",
        reorgs: "integer",
        remark: "text?",
      },
      ["chain_id", "contract", "size"],
    );
    await index("anchors", ["status", "size"]);
    await table("anchor_alarms", {
      id: "text key",
      chain_id: "integer",
      contract: "text",
      size: "integer",
      kind: "text",
      at: "text",
      own_root: "text?",
      own_note: "text",
      chain_root: "text",
      chain_note: "text",
      tx_hash: "text",
      block_number: "integer",
      anchorer: "text",
      outbox: "integer",
    });
    await index("anchor_alarms", ["chain_id", "contract", "size", "chain_root"], "unique");
  },
};
