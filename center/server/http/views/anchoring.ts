import type { AnchorAlarmView, AnchoringView, AnchorView } from "@yuejian/contracts/api";
import { type AnchorRow, anchorsFinal, contractRow, judgeSightings, readSettings } from "../../anchoring/index.ts";
import { type Home, headOffice } from "../../home/index.ts";
import type { Row } from "../../store/index.ts";

/** Judges first what the chain showed since: whoever looks holds the ledger. */
export async function anchoringView(home: Home): Promise<AnchoringView> {
  await judgeSightings({ ...home, organisation: headOffice(home.offices).id });
  const { db } = home.store;
  const settings = await readSettings(home.paths);
  const alarms = await db.selectFrom("anchor_alarms").selectAll().orderBy("at", "desc").execute();
  const state = settings && (await contractRow(home, settings));
  const own = db
    .selectFrom("anchors")
    .where("chain_id", "=", settings?.chainId ?? 0)
    .where("contract", "=", settings?.contract ?? "");
  const counts = await own
    .select(["status", (build) => build.fn.countAll<number>().as("anchors")])
    .groupBy("status")
    .execute();
  const newest = await own.selectAll().where("status", "=", "confirmed").orderBy("size", "desc").limit(1).executeTakeFirst();
  return {
    settings: settings && {
      chainId: settings.chainId,
      contract: settings.contract,
      node: new URL(settings.rpcUrl).host,
      confirmations: settings.confirmations,
      everyMinutes: settings.everyMinutes,
      everyEntries: settings.everyEntries,
      checkpoint: anchorsFinal(settings, home.paths.ledger) ? "final" : "newest",
    },
    contract: state && {
      codeHash: state.code_hash,
      anchorer: state.anchorer,
      adoptedAt: state.adopted_at,
      checkedAt: state.checked_at,
      head: state.head,
      failures: state.failures,
      nextAt: state.next_at,
      error: state.error === null ? null : (JSON.parse(state.error) as NonNullable<AnchoringView["contract"]>["error"]),
    },
    counts: Object.fromEntries(counts.map(({ status, anchors }) => [status, anchors])),
    newest: newest ? anchorView(newest) : null,
    alarms: alarms.map(alarmView),
  };
}

export function anchorView(row: AnchorRow): AnchorView {
  return {
    chainId: row.chain_id,
    contract: row.contract,
    size: row.size,
    root: row.root,
    note: row.note,
    status: row.status,
    queuedAt: row.created_at,
    changedAt: row.changed_at,
    transaction: row.tx_hash,
    blockNumber: row.block_number,
    blockHash: row.block_hash,
    blockAt: row.block_at,
    anchorer: row.anchorer,
    reorgs: row.reorgs,
    remark: row.remark,
  };
}

function alarmView(row: Row<"anchor_alarms">): AnchorAlarmView {
  return {
    id: row.id,
    kind: row.kind,
    chainId: row.chain_id,
    contract: row.contract,
    size: row.size,
    at: row.at,
    own: { root: row.own_root, note: row.own_note },
    chain: {
      root: row.chain_root,
      note: row.chain_note,
      transaction: row.tx_hash,
      blockNumber: row.block_number,
      anchorer: row.anchorer,
    },
  };
}
