import type { Migration } from "./migration.ts";

/** How the cosigners' nodes stood over time, and the evidence that was found. */
export const nodes: Migration = {
  number: 9,
  name: "nodes",
  async run({ table, index }) {
    await table("node_periods", {
      id: "counter",
      node: "text",
      state: "text",
      reason: "text?",
      size: "integer?",
      started_at: "text",
      ended_at: "text?",
    });
    await table("chain_evidence", {
      id: "text key",
      kind: "text",
      node: "text",
      found_at: "text",
      smaller_size: "integer",
      larger_size: "integer",
      outbox: "integer",
    });
    await index("node_periods", ["node", "id"]);
  },
};
