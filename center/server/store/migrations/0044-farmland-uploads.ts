import type { Migration } from "./migration.ts";

/** Images and areas that were sent from a browser, and which run looked at them. */
export const farmlandUploads: Migration = {
  number: 44,
  name: "farmland-uploads",
  async run({ table }) {
    await table("farmland_uploads", { id: "text key", office: "text", actor: "text", at: "text", run: "text? -> farmland_runs.id" });
  },
};
