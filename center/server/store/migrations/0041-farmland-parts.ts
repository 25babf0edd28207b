import type { Migration } from "./migration.ts";

/** What running looks at images have found so far. */
export const farmlandParts: Migration = {
  number: 41,
  name: "farmland-parts",
  async run({ table }) {
    await table("farmland_parts", { run: "text -> farmland_runs.id", position: "integer", found: "text" }, ["run", "position"]);
  },
};
