import { YuejianError } from "@yuejian/contracts";
import type { DocumentWatchChange, DocumentWatchOrder } from "@yuejian/contracts/api";
import type { DocumentPorts } from "../document-checks/index.ts";
import { type Account, versionConflict } from "../identity/index.ts";
import type { Reading, Row, StoreTransaction } from "../store/index.ts";
import type { WatchPaths } from "./settle-paths.ts";

export type WatchRow = Row<"document_watches">;
type WatchPorts = Pick<DocumentPorts, "store" | "outbox" | "audit" | "clock" | "ids">;

/** A pause ends by itself, so that none is forgotten. */
const LONGEST_PAUSE_MS = 31 * 86_400_000;

export function watchRows(db: Reading): Promise<WatchRow[]> {
  return db.selectFrom("document_watches").selectAll().where("removed_at", "is", null).orderBy("id").execute();
}

/** DOCUMENT_WATCH_UNKNOWN */
export async function readWatch(db: Reading, id: string): Promise<WatchRow> {
  const row = await db.selectFrom("document_watches").selectAll().where("id", "=", id).where("removed_at", "is", null).executeTakeFirst();
  if (!row) throw new YuejianError("DOCUMENT_WATCH_UNKNOWN", { watch: id });
  return row;
}

/** A new watched folder, switched on. REASON_NEEDED */
export async function setWatch(
  ports: WatchPorts,
  order: DocumentWatchOrder,
  { paths, handledCase, account }: { readonly paths: WatchPaths; readonly handledCase: string | null; readonly account: Account },
): Promise<WatchRow> {
  const reason = demandReason(order.reason);
  const at = new Date(ports.clock.now()).toISOString();
  const row: Omit<WatchRow, "outbox"> = {
    id: ports.ids.next("dwt"),
    office: order.office,
    name: order.name.trim(),
    path_in: paths.pathIn,
    path_out: paths.pathOut,
    handled_case: handledCase,
    is_on: 1,
    paused_until: null,
    is_for_publication: order.isForPublication === true ? 1 : 0,
    version: 1,
    reason,
    changed_by: account.id,
    changed_at: at,
    removed_at: null,
    job: null,
    trouble: null,
    trouble_since: null,
    looked_at: null,
  };
  return ports.store.write(async (trx) => {
    const outbox = await stated(trx, ports, { row, account, detail: `${order.office}: watched folder set` });
    const kept = { ...row, outbox };
    await trx.insertInto("document_watches").values(kept).execute();
    return kept;
  });
}

/** Switches, pauses or removes a watched folder; what was checked stays. REASON_NEEDED, VERSION_CONFLICT, DOCUMENT_WATCH_UNKNOWN, DAY_INVALID */
export async function changeWatch(
  ports: WatchPorts,
  id: string,
  { change, account }: { readonly change: DocumentWatchChange; readonly account: Account },
): Promise<WatchRow> {
  const reason = demandReason(change.reason);
  const now = ports.clock.now();
  const { isOn, pausedUntil, isRemoved } = change;
  const until = pausedUntil == null ? null : Date.parse(pausedUntil);
  if (until !== null && !(until > now && until <= now + LONGEST_PAUSE_MS)) {
    const [zh, en] = ["应当在现在之后、一个月之内", "must be within a month from now"];
    const what = { what: "The end of the pause", what_zh: "暂停的期限", what_en: "The end of the pause" };
    throw new YuejianError("DAY_INVALID", { ...what, day: pausedUntil ?? "", reason: en, reason_zh: zh, reason_en: en });
  }
  return ports.store.write(async (trx) => {
    const before = await readWatch(trx, id);
    if (before.version !== change.version)
      throw await versionConflict(trx, {
        by: before.changed_by,
        at: before.changed_at,
        changed: { zh: before.name, en: before.name },
      });
    const at = new Date(now).toISOString();
    const { outbox: _, ...row } = {
      ...before,
      ...(isOn === undefined ? {} : { is_on: isOn ? 1 : 0, paused_until: null }),
      ...(pausedUntil === undefined ? {} : { paused_until: until === null ? null : new Date(until).toISOString() }),
      ...(isRemoved ? { removed_at: at } : {}),
      trouble: null,
      trouble_since: null,
      version: before.version + 1,
      reason,
      changed_by: account.id,
      changed_at: at,
    };
    const what = isRemoved ? "removed" : isOn === undefined ? (until === null ? "goes on" : "paused") : isOn ? "on" : "off";
    const outbox = await stated(trx, ports, { row, account, detail: `${before.office}: watched folder ${what}` });
    const kept = { ...row, outbox };
    await trx.updateTable("document_watches").set(kept).where("id", "=", id).execute();
    return kept;
  });
}

async function stated(
  trx: StoreTransaction,
  { outbox, audit }: WatchPorts,
  { row, account, detail }: { readonly row: Omit<WatchRow, "outbox">; readonly account: Account; readonly detail: string },
): Promise<number> {
  const {
    id,
    office,
    name,
    path_in: pathIn,
    path_out: pathOut,
    handled_case: handledCase,
    is_on: isOn,
    paused_until: pausedUntil,
    removed_at: removedAt,
  } = row;
  const entry = await outbox.record(trx, {
    type: "document-watch.changed",
    subject: id,
    organisation: account.office,
    content: {
      office,
      name,
      pathIn,
      pathOut,
      ...(handledCase === null ? {} : { handledCase }),
      isOn: isOn !== 0,
      pausedUntil,
      isForPublication: row.is_for_publication !== 0,
      removedAt,
      version: row.version,
      reason: row.reason,
      by: account.id,
      at: row.changed_at,
    },
  });
  await audit.recordIn(trx, { actor: account, action: "document.configure", subject: id, outcome: "done", detail });
  return entry;
}

function demandReason(reason: string): string {
  if (reason.trim() === "") throw new YuejianError("REASON_NEEDED");
  return reason.trim();
}
