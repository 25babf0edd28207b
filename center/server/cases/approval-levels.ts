import { type ApprovalLevel, INSTRUMENT_KINDS, type InstrumentKind, instrumentKind, LEVELS_RISING, YuejianError } from "@yuejian/contracts";
import type { Reading, StoreTransaction } from "../store/index.ts";

const SETTING = "instrument.levels";
const KINDS = Object.keys(INSTRUMENT_KINDS) as InstrumentKind[];

/** Who approves each kind of instrument, in order: as the house set it, else as the kind says. */
export async function approvalLevels(db: Reading): Promise<ReadonlyMap<InstrumentKind, readonly ApprovalLevel[]>> {
  const row = await db.selectFrom("settings").select("value").where("name", "=", SETTING).executeTakeFirst();
  const own = row ? (JSON.parse(row.value) as Partial<Record<InstrumentKind, readonly ApprovalLevel[]>>) : {};
  return new Map(KINDS.map((kind) => [kind, own[kind] ?? instrumentKind(kind).approval]));
}

/** Sets the levels of one kind; instruments that were submitted keep theirs. At least one level, each once, from below upward. */
export async function setApprovalLevels(trx: StoreTransaction, kind: InstrumentKind, levels: readonly ApprovalLevel[]): Promise<void> {
  const ranks = levels.map((level) => LEVELS_RISING.indexOf(level));
  const isRising = ranks.every((rank, at) => at === 0 || rank > (ranks[at - 1] ?? 0));
  if (levels.length === 0 || !isRising)
    throw new YuejianError("REQUEST_INVALID", {
      where: "body.levels",
      reason: "at least one level is needed, each once, from below upward",
      reason_zh: "至少要有一级，每级一次，自下而上",
      reason_en: "at least one level is needed, each once, from below upward",
    });
  const now = Object.fromEntries(await approvalLevels(trx));
  const value = JSON.stringify({ ...now, [kind]: levels });
  await trx
    .insertInto("settings")
    .values({ name: SETTING, value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
}
