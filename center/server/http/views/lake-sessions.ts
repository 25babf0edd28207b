import type { Batch, DatasetSchema, SealBasisId } from "@yuejian/contracts";
import type { DatasetAccess, Lake, LakeSession } from "@yuejian/data";
import type { Scope } from "../../policy/index.ts";

/** Sessions that are kept open, each over one dataset as one scope sees it: opening finds superseded rows, which takes a while. */
const KEPT = 12;

export interface LakeSessions {
  /** Calls back with a session over the dataset's committed batches, restricted to rows of the scope's offices. The session is lent.
   *  `lifted`: grounds on which a stated purpose opens sealed rows. */
  use<T>(
    dataset: DatasetSchema,
    batches: readonly Batch[],
    offices: Scope["offices"],
    read: (session: LakeSession) => Promise<T>,
    lifted?: readonly SealBasisId[],
  ): Promise<T>;
  close(): Promise<void>;
}

interface Lent {
  readonly session: Promise<LakeSession>;
  users: number;
  isDropped: boolean;
}

export function createLakeSessions(lake: Lake): LakeSessions {
  const kept = new Map<string, Lent>();

  function lend(key: string, open: () => Promise<LakeSession>): Lent {
    const lent = kept.get(key) ?? { session: open(), users: 0, isDropped: false };
    kept.delete(key);
    kept.set(key, lent);
    for (const [oldKey, old] of kept) {
      if (kept.size <= KEPT) break;
      kept.delete(oldKey);
      drop(old);
    }
    return lent;
  }

  function drop(lent: Lent): void {
    lent.isDropped = true;
    if (lent.users > 0) return;
    void lent.session.then(
      (session) => session.close(),
      () => {},
    );
  }

  return {
    async use(dataset, batches, offices, read, lifted = []) {
      const visible = offices === "all" || dataset.officeColumn ? batches : batches.filter((batch) => offices.includes(batch.office));
      const ids = visible.map((batch) => batch.id);
      // A seal set since a session was opened closes its rows: such a session is not met again.
      const key = JSON.stringify([dataset.id, dataset.version, offices, ids, lifted, await lake.closureVersion()]);
      const access: DatasetAccess = offices === "all" ? {} : { offices };
      const lent = lend(key, () =>
        lake.session({ id: "", takenAt: "", batches: { [dataset.id]: ids } }, [dataset], { access: { [dataset.id]: access }, lifted }),
      );
      lent.users += 1;
      try {
        return await read(await lent.session);
      } catch (cause) {
        // A session that failed to open must not be met again.
        if (kept.get(key) === lent) kept.delete(key);
        lent.isDropped = true;
        throw cause;
      } finally {
        lent.users -= 1;
        if (lent.isDropped) drop(lent);
      }
    },
    async close() {
      const all = [...kept.values()];
      kept.clear();
      for (const lent of all) drop(lent);
      await Promise.allSettled(all.map((lent) => lent.session));
    },
  };
}
