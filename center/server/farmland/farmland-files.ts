import type { Reading } from "../store/index.ts";

/** Digests of all files that farmland runs keep. */
export async function farmlandFiles(db: Reading): Promise<{ sha256: string }[]> {
  const [pictures, series, sightings] = await Promise.all([
    db.selectFrom("farmland_pictures").select("sha256").execute(),
    db.selectFrom("farmland_runs").select("series_sha256").where("series_sha256", "is not", null).execute(),
    db.selectFrom("farmland_sightings").select(["before_sha256", "after_sha256"]).execute(),
  ]);
  const digests = [
    ...pictures.map(({ sha256 }) => sha256),
    ...series.map(({ series_sha256: sha256 }) => sha256),
    ...sightings.flatMap(({ before_sha256: before, after_sha256: after }) => [before, after]),
  ];
  return digests.flatMap((sha256) => (sha256 === null ? [] : [{ sha256 }]));
}
