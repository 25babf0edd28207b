import { hash } from "node:crypto";
import { type Clock, canonicalJson, type Snapshot } from "@yuejian/contracts";
import type { Reading } from "../store/index.ts";

/** The batches committed by now. The id is a digest of what is in it: equal snapshots have equal ids. */
export async function currentSnapshot(db: Reading, clock: Clock): Promise<Snapshot> {
  const takenAt = new Date(clock.now()).toISOString();
  const rows = await db.selectFrom("batches").select(["id", "dataset"]).orderBy("dataset").orderBy("sequence").execute();
  const batches: Record<string, string[]> = {};
  for (const { id, dataset } of rows) (batches[dataset] ??= []).push(id);
  return { id: snapshotId(batches), takenAt, batches };
}

function snapshotId(batches: Snapshot["batches"]): string {
  return `snp_${hash("sha256", canonicalJson(batches), "hex").slice(0, 32)}`;
}
