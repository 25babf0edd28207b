import { parseCheckpoint, parseNote } from "@yuejian/chain/format";
import { judgeCheckpoint } from "@yuejian/chain/verify";
import { type Clock, YuejianError } from "@yuejian/contracts";
import type { Block, Blocks, EntryFinality } from "@yuejian/contracts/api";
import { encodeHex } from "@yuejian/digests";
import { sql } from "kysely";
import type { CosigningState } from "../cosigning/index.ts";
import type { Row, Store } from "../store/index.ts";

/** The checkpoints that this home published, with the cosignatures that came in. What is kept here is for looking things up: readers who must not depend
 *  on this home verify the notes themselves. */
export interface Checkpoints {
  /** Keeps a checkpoint, or what has become of one: cosignatures are only ever added. Another root for a size that is on record is not kept over it. */
  keep(note: string, isFinal: boolean): Promise<void>;
  list(query: { readonly final?: boolean; readonly below: number | null; readonly limit: number }): Promise<Blocks>;
  /** CHECKPOINT_UNKNOWN */
  at(
    size: number,
  ): Promise<{ readonly block: Block; readonly note: string; readonly previous: number | null; readonly next: number | null }>;
  /** The first on record of at least so many entries. */
  firstCovering(size: number): Promise<{ readonly size: number; readonly at: string } | null>;
  /** How the first `size` entries are settled. */
  finalityOf(size: number): Promise<EntryFinality>;
}

export interface CheckpointsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly cosigning: () => Pick<CosigningState, "policy" | "final">;
}

/** Counting stops here. */
const COUNT_TO = 10_000;

export function createCheckpoints({ store, clock, cosigning }: CheckpointsOptions): Checkpoints {
  const { db } = store;

  const finalityOf: Checkpoints["finalityOf"] = async (size) => {
    const { policy, final } = cosigning();
    if (policy === null) return { state: "none", size: null };
    const covering = await db
      .selectFrom("checkpoints")
      .select("size")
      .where("is_final", "=", 1)
      .where("size", ">=", size)
      .orderBy("size")
      .limit(1)
      .executeTakeFirst();
    if (covering) return { state: "final", size: covering.size };
    return final !== null && final.size >= size ? { state: "final", size: final.size } : { state: "open", size: null };
  };

  const blockOf = async (row: Row<"checkpoints">): Promise<Block> => {
    const anchor = await db
      .selectFrom("anchors")
      .select("status")
      .where("size", "=", row.size)
      .where("root", "=", row.root)
      .orderBy("changed_at", "desc")
      .limit(1)
      .executeTakeFirst();
    return {
      size: row.size,
      root: row.root,
      at: row.at,
      cosigners: row.cosigners,
      isFinal: row.is_final === 1,
      finality: await finalityOf(row.size),
      anchor: anchor?.status ?? null,
    };
  };

  const neighbour = async (size: number, side: "<" | ">"): Promise<number | null> => {
    const found = await db
      .selectFrom("checkpoints")
      .select("size")
      .where("size", side, size)
      .orderBy("size", side === "<" ? "desc" : "asc")
      .limit(1)
      .executeTakeFirst();
    return found?.size ?? null;
  };

  return {
    finalityOf,
    async keep(note, isFinal) {
      const { size, root } = parseCheckpoint(parseNote(note).text);
      const { policy } = cosigning();
      const cosigners = policy === null ? 0 : judgeCheckpoint(note, policy).witnesses.filter(({ time }) => time !== null).length;
      const row = { size, root: encodeHex(root), at: new Date(clock.now()).toISOString(), note, cosigners, is_final: isFinal ? 1 : 0 };
      await store.write(async (trx) => {
        const known = await trx.selectFrom("checkpoints").selectAll().where("size", "=", size).executeTakeFirst();
        if (known === undefined) await trx.insertInto("checkpoints").values(row).execute();
        else if (known.root === row.root && (cosigners > known.cosigners || row.is_final > known.is_final))
          await trx
            .updateTable("checkpoints")
            .set({ ...(cosigners > known.cosigners ? { note, cosigners } : {}), is_final: Math.max(row.is_final, known.is_final) })
            .where("size", "=", size)
            .execute();
      });
    },
    async list({ final = false, below, limit }) {
      const query = db.selectFrom("checkpoints").$if(final, (build) => build.where("is_final", "=", 1));
      const rows = await query
        .selectAll()
        .$if(below !== null, (build) => build.where("size", "<", below ?? 0))
        .orderBy("size", "desc")
        .limit(limit + 1)
        .execute();
      const { total } = await db
        .selectFrom(query.select(sql.lit(1).as("one")).limit(COUNT_TO).as("counted"))
        .select((build) => build.fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow();
      const page = rows.slice(0, limit);
      const next = rows.length > limit ? String(page.at(-1)?.size ?? 0) : null;
      const items = await Promise.all(page.map(blockOf));
      return { items, next, total, totalIs: total === COUNT_TO ? "at-least" : "exact" };
    },
    async at(size) {
      const row = await db.selectFrom("checkpoints").selectAll().where("size", "=", size).executeTakeFirst();
      if (!row) throw new YuejianError("CHECKPOINT_UNKNOWN", { size });
      const [block, previous, next] = await Promise.all([blockOf(row), neighbour(size, "<"), neighbour(size, ">")]);
      return { block, note: row.note, previous, next };
    },
    async firstCovering(size) {
      const found = await db
        .selectFrom("checkpoints")
        .select(["size", "at"])
        .where("size", ">=", size)
        .orderBy("size")
        .limit(1)
        .executeTakeFirst();
      return found ?? null;
    },
  };
}
