import { type ApprovalLevel, INSTRUMENT_KINDS, type InstrumentKind, instrumentKind, LEVELS_RISING, YuejianError } from "@yuejian/contracts";
import type { Reading, StoreTransaction } from "../store/index.ts";

const SETTING = "instrument.levels";
const KINDS = Object.keys(INSTRUMENT_KINDS) as InstrumentKind[];

type OwnLevels = Partial<Record<InstrumentKind, readonly ApprovalLevel[]>>;

/** Who set the levels of a kind: the office, the house for all offices, or the kind as it comes. */
export type LevelsFrom = "office" | "house" | "kind";

export interface SetLevels {
  readonly levels: readonly ApprovalLevel[];
  readonly from: LevelsFrom;
}

const settingOf = (office: string | null): string => (office === null ? SETTING : `${SETTING}/${office}`);

async function ownLevels(db: Reading, office: string | null): Promise<OwnLevels> {
  const row = await db.selectFrom("settings").select("value").where("name", "=", settingOf(office)).executeTakeFirst();
  return row ? (JSON.parse(row.value) as OwnLevels) : {};
}

/** Who approves each kind of instrument, in order: as the office set it, else as the house did, else as the kind says. `office` null: without any office's own. */
export async function approvalLevels(db: Reading, office: string | null): Promise<ReadonlyMap<InstrumentKind, SetLevels>> {
  const house = await ownLevels(db, null);
  const own = office === null ? {} : await ownLevels(db, office);
  return new Map(
    KINDS.map((kind): [InstrumentKind, SetLevels] => {
      const [ofOffice, ofHouse] = [own[kind], house[kind]];
      if (ofOffice) return [kind, { levels: ofOffice, from: "office" }];
      return [kind, ofHouse ? { levels: ofHouse, from: "house" } : { levels: instrumentKind(kind).approval, from: "kind" }];
    }),
  );
}

/** Sets the levels of one kind for an office, or for the house (null); none: what stands above holds again. Instruments that were submitted keep theirs. Each level once, from
 *  below upward. */
export async function setApprovalLevels(
  trx: StoreTransaction,
  { kind, levels, office }: { readonly kind: InstrumentKind; readonly levels: readonly ApprovalLevel[]; readonly office: string | null },
): Promise<void> {
  const ranks = levels.map((level) => LEVELS_RISING.indexOf(level));
  const isRising = ranks.every((rank, at) => at === 0 || rank > (ranks[at - 1] ?? 0));
  if ((levels.length === 0 && office === null) || !isRising)
    throw new YuejianError("REQUEST_INVALID", {
      where: "body.levels",
      reason: "at least one level is needed, each once, from below upward",
      reason_zh: "至少要有一级，每级一次，自下而上",
      reason_en: "at least one level is needed, each once, from below upward",
    });
  const { [kind]: _before, ...others } = await ownLevels(trx, office);
  const value = JSON.stringify(levels.length === 0 ? others : { ...others, [kind]: levels });
  await trx
    .insertInto("settings")
    .values({ name: settingOf(office), value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
}
