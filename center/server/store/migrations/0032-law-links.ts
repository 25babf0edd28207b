import type { Migration } from "./migration.ts";

/** What the instruments of cases cite. */
export const lawLinks: Migration = {
  number: 32,
  name: "law-links",
  async run({ table, index }) {
    await table("case_instruments", {
      case_id: "text key -> cases.id",
      kind: "text",
      template_version: "integer?",
      drafted_at: "text",
    });
    await table("case_citations", { case_id: "text -> cases.id", law: "text", article: "text" }, ["case_id", "law", "article"]);
    await index("case_citations", ["law", "article"]);
  },
};
