import { rm, stat } from "node:fs/promises";
import { YuejianError } from "@yuejian/contracts";
import type { Account, Ground } from "../identity/index.ts";
import type { Row, StoreTransaction } from "../store/index.ts";

export type WaitingUpload = Row<"uploads">;

/** How long a file waits for its sender to look at the preview and decide. */
export const UPLOAD_MS = 24 * 3_600_000;

/** Files that were sent and are not loaded yet. Each belongs to its sender; what is not confirmed in time is deleted. */
export interface Uploads {
  add(file: { path: string; name: string }, owner: Account): Promise<WaitingUpload>;
  /** UPLOAD_UNKNOWN also for others' */
  get(id: string, owner: Account): Promise<WaitingUpload>;
  /** The file goes to a job, which deletes it. UPLOAD_UNKNOWN */
  handOver(trx: StoreTransaction, upload: WaitingUpload): Promise<void>;
  discard(upload: WaitingUpload): Promise<void>;
  /** Deletes what nobody confirmed in time. */
  expire(): Promise<number>;
}

export function createUploads({ store, clock, ids }: Pick<Ground, "store" | "clock" | "ids">): Uploads {
  const now = () => new Date(clock.now()).toISOString();
  const forget = (trx: StoreTransaction, id: string) => trx.deleteFrom("uploads").where("id", "=", id).returning("id").executeTakeFirst();
  const discard = async ({ id, path }: WaitingUpload): Promise<void> => {
    // A row that is already gone belongs to a job now, and so does the file.
    const isOurs = await store.write((trx) => forget(trx, id));
    if (isOurs) await rm(path, { force: true });
  };
  const uploads: Uploads = {
    discard,
    async add({ path, name }, owner) {
      await uploads.expire();
      const { size } = await stat(path);
      const row = {
        id: ids.next("upl"),
        path,
        name,
        size,
        owner: owner.id,
        created_at: now(),
        expires_at: new Date(clock.now() + UPLOAD_MS).toISOString(),
      };
      await store.write((trx) => trx.insertInto("uploads").values(row).execute());
      return row;
    },
    async get(id, owner) {
      const row = await store.db.selectFrom("uploads").selectAll().where("id", "=", id).where("owner", "=", owner.id).executeTakeFirst();
      if (!row || row.expires_at <= now()) throw new YuejianError("UPLOAD_UNKNOWN", { upload: id });
      return row;
    },
    async handOver(trx, { id }) {
      if (!(await forget(trx, id))) throw new YuejianError("UPLOAD_UNKNOWN", { upload: id });
    },
    async expire() {
      const expired = await store.db.selectFrom("uploads").selectAll().where("expires_at", "<=", now()).execute();
      for (const upload of expired) await discard(upload);
      return expired.length;
    },
  };
  return uploads;
}
