import { existsSync } from "node:fs";
import path from "node:path";
import { type FileOfBatch, storedName } from "@yuejian/data";
import { rewrites } from "../retention/index.ts";
import type { Reading } from "../store/index.ts";

/** Of files that were there a while ago those of committed batches that no row of the catalogue names: what a rewrite that was killed had written, what a
 *  deletion should have erased, indexes of rows as they stood before. None while rows are deleted: then files change their names. */
export async function leftOver(db: Reading, lakeFolder: string, found: readonly FileOfBatch[]): Promise<string[]> {
  const deleting = await db
    .selectFrom("jobs")
    .select("id")
    .where("kind", "=", "delete-records")
    .where("status", "in", ["queued", "running"])
    .executeTakeFirst();
  if (deleting) return [];
  const [batches, named, rewritten] = await Promise.all([
    db.selectFrom("batches").leftJoin("batch_rewrites", "batch_rewrites.batch", "batches.id").select(["id", "is_erased"]).execute(),
    db.selectFrom("lake_files").select("path").execute(),
    rewrites(db),
  ]);
  // Of batches that wait for their erasing the doctor tells apart.
  const known = new Set(batches.flatMap(({ id, is_erased: isErased }) => (isErased === 0 ? [] : [id])));
  const paths = new Set(named.map((row) => row.path));
  const isNamed = ({ batch, path: file, indexed }: FileOfBatch): boolean =>
    indexed === null ? paths.has(file) : storedName(batch, indexed) === storedName(batch, rewritten.get(batch)?.generation);
  return found
    .filter((file) => known.has(file.batch) && !isNamed(file) && existsSync(path.join(lakeFolder, file.path)))
    .map((file) => file.path)
    .sort();
}
