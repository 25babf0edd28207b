import type { Migration } from "./migration.ts";

/** Farmland: runs over images, places that changed, what each run measured of them. */
export const farmland: Migration = {
  number: 36,
  name: "farmland",
  async run({ table, index }) {
    await table("farmland_runs", {
      id: "text key",
      job: "text unique",
      office: "text",
      actor: "text",
      at: "text",
      name: "text",
      request: "text",
      finished_at: "text?",
      result: "text?",
      series_sha256: "text?",
      batch: "text?",
      model_run: "text?",
      outbox: "integer?",
    });
    await table(
      "farmland_pictures",
      { run: "text -> farmland_runs.id", date: "text", sha256: "text", width: "integer", height: "integer" },
      ["run", "date"],
    );
    await table("farmland_violations", {
      id: "text key",
      office: "text",
      first_run: "text -> farmland_runs.id",
      last_run: "text -> farmland_runs.id",
      class: "text",
      confidence: "text",
      area_element: "text",
      area_square_metres: "integer",
      changed_to: "text?",
      images_to: "text",
      west: "integer",
      south: "integer",
      east: "integer",
      north: "integer",
      first_at: "text",
      changed_at: "text",
    });
    await table(
      "farmland_sightings",
      {
        run: "text -> farmland_runs.id",
        violation: "text -> farmland_violations.id",
        position: "integer",
        detail: "text",
        before_date: "text?",
        before_sha256: "text?",
        after_date: "text?",
        after_sha256: "text?",
      },
      ["run", "violation"],
    );
    await index("farmland_violations", ["office", "area_square_metres"]);
    await index("farmland_sightings", ["violation"]);
  },
};
