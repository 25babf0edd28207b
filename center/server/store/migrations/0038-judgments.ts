import type { Migration } from "./migration.ts";

/** Judgments that an office took in, to find cases like one. */
export const judgments: Migration = {
  number: 38,
  name: "judgments",
  async run({ table, index }) {
    await table("judgment_imports", {
      id: "text key",
      job: "text unique",
      file: "text",
      office: "text",
      actor: "text",
      at: "text",
      rows: "integer",
      added: "integer",
      changed: "integer",
      same: "integer",
      refused: "integer",
      refusals: "text",
      outbox: "integer",
    });
    await table("judgments", {
      id: "text key",
      office: "text",
      identity: "text",
      number: "text",
      title: "text",
      court: "text",
      decided_on: "text?",
      charges: "text",
      sentence: "text?",
      text: "text",
      sha256: "text",
      import: "text -> judgment_imports.id",
    });
    await index("judgments", ["office", "identity"]);
  },
};
