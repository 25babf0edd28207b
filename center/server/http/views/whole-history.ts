import { ACTIONS, type Text, YuejianError } from "@yuejian/contracts";
import type { HistoryEntry } from "@yuejian/contracts/api";
import type { Reading, Row } from "../../store/index.ts";
import { EVENT_WORDS } from "../../work/index.ts";
import { historyView } from "./lead-history.ts";

/** Acts on a lead that are no events of it: who opened or took out what, and what for. */
const AUDITED: Readonly<Record<string, Text>> = {
  "purpose.state": { zh: "填写查看用途", en: "Stated a purpose" },
  "record.reveal": ACTIONS["record.reveal"],
  "lead.export": { zh: "导出", en: "Exported" },
};

/** More than happen to one lead in one millisecond. */
const SAME_TIME = 20;

interface Placed {
  readonly key: string;
  readonly entry: HistoryEntry;
}

/** Everything that happened with a lead, newest first. */
export async function wholeHistory(
  db: Reading,
  lead: Pick<Row<"leads">, "id" | "case_id">,
  { cursor, limit, hide }: { cursor: string | undefined; limit: number; hide: (text: string) => string },
): Promise<{ items: HistoryEntry[]; next: string | null }> {
  const before = cursor === undefined ? null : placeOf(cursor);
  const until = before?.slice(0, before.indexOf("|")) ?? "9999";
  const events = await db
    .selectFrom("lead_events")
    .leftJoin("users", "users.id", "lead_events.actor")
    .leftJoin("outbox", "outbox.id", "lead_events.outbox")
    .selectAll("lead_events")
    .select(["users.display_name as actor_name", "outbox.ledger_index as ledger_index"])
    .where("lead", "=", lead.id)
    .where("lead_events.at", "<=", until)
    .orderBy("lead_version", "desc")
    .limit(limit + SAME_TIME)
    .execute();
  const audited = await db
    .selectFrom("audit")
    .selectAll()
    .where("subject", "in", lead.case_id === null ? [lead.id] : [lead.id, lead.case_id])
    .where("action", "in", Object.keys(AUDITED))
    .where("at", "<=", until)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(limit + SAME_TIME)
    .execute();
  const entries: Placed[] = [
    ...events.map((row) => ({ key: `${row.at}|b${pad(row.lead_version)}`, entry: ofEvent(historyView(row, hide)) })),
    ...audited.map((row) => ({ key: `${row.at}|a${pad(row.id)}`, entry: ofAudit(row) })),
  ];
  const shown = entries.filter(({ key }) => before === null || key < before).sort((left, right) => (left.key < right.key ? 1 : -1));
  const page = shown.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(({ entry }) => entry), next: shown.length > limit && last ? Buffer.from(last.key).toString("base64url") : null };
}

function ofEvent(event: NonNullable<HistoryEntry["event"]>): HistoryEntry {
  const { at, actor, actorName, kind } = event;
  const action = `lead.${kind}`;
  const title = Object.hasOwn(ACTIONS, action) ? ACTIONS[action as keyof typeof ACTIONS] : (EVENT_WORDS[kind] ?? { zh: kind, en: kind });
  return { at, actor, actorName, title, event, audit: null };
}

function ofAudit({ at, actor, actor_name: actorName, id, action, outcome, detail }: Row<"audit">): HistoryEntry {
  const title = AUDITED[action] ?? { zh: action, en: action };
  return { at, actor, actorName, title, event: null, audit: { id, action, outcome, detail } };
}

const pad = (value: number) => String(value).padStart(16, "0");

function placeOf(cursor: string): string {
  const text = Buffer.from(cursor, "base64url").toString("utf8");
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z\|[ab]\d{16}$/.test(text)) return text;
  throw new YuejianError("REQUEST_INVALID", {
    where: "query.cursor",
    reason: "it is no place in a history",
    reason_zh: "不是历史记录的分页位置",
    reason_en: "it is no place in a history",
  });
}
