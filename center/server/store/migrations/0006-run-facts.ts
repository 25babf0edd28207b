import type { Migration } from "./migration.ts";

/** Rules, manifests and schemas as runs executed them, by digest. */
export const runFacts: Migration = {
  number: 6,
  name: "run-facts",
  async run({ table }) {
    await table("run_facts", { sha256: "text key", content: "text" });
  },
};
