import type { Migration } from "./migration.ts";

/** Laws, their wordings, and how they came in. */
export const laws: Migration = {
  number: 26,
  name: "laws",
  async run({ table, index }) {
    await table("law_imports", {
      id: "text key",
      job: "text unique",
      place: "text",
      office: "text",
      actor: "text",
      at: "text",
      files: "integer",
      texts: "integer",
      added: "integer",
      changed: "integer",
      same: "integer",
      refused: "integer",
      notes: "integer",
      outbox: "integer",
    });
    await table(
      "law_import_notes",
      { import: "text -> law_imports.id", position: "integer", file: "text", line: "integer?", code: "text", parameters: "text" },
      ["import", "position"],
    );
    await table("laws", {
      id: "text key",
      name: "text unique",
      level: "text",
      issuer: "text",
      region: "text",
      since: "text?",
      repealed_on: "text?",
      repealed_by: "text?",
    });
    await table("law_versions", {
      id: "text key",
      law: "text -> laws.id",
      title: "text",
      version_on: "text",
      effective_on: "text?",
      sha256: "text",
      file: "text",
      import: "text -> law_imports.id",
      articles: "integer",
      content: "text",
    });
    await index("law_versions", ["law", "version_on"], "unique");
  },
};
