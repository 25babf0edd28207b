import { explainNotice, NOTICE_RULES, noticeRule } from "@yuejian/case-management";
import type { CaseNoticeVerdict } from "@yuejian/contracts";
import { CASE_NOTICE_VERDICTS, type Clock, YuejianError } from "@yuejian/contracts";
import type { CaseNoticesFilter, CaseNoticeView, CaseRules } from "@yuejian/contracts/api";
import { citation } from "@yuejian/deadlines";
import { type RawBuilder, sql } from "kysely";
import { versionConflictOf } from "../identity/index.ts";
import type { Outbox } from "../outbox/index.ts";
import { visible } from "../policy/index.ts";
import type { Reading, Row, Store } from "../store/index.ts";
import { encodeCursor } from "../store/page-cursor.ts";
import { decodeCursor } from "./cursor.ts";
import type { Onlooker } from "./queries.ts";

export type NoticeRow = Row<"casework_notices"> &
  Pick<Row<"handled_cases">, "number" | "kind" | "handler" | "department"> & { readonly answered_name: string | null };

export function noticeRows(db: Reading) {
  return db
    .selectFrom("casework_notices")
    .innerJoin("handled_cases", "handled_cases.id", "casework_notices.case_id")
    .leftJoin("users", "users.id", "casework_notices.answered_by")
    .selectAll("casework_notices")
    .select(["handled_cases.number", "handled_cases.kind", "handled_cases.handler", "handled_cases.department"])
    .select("users.display_name as answered_name");
}

/** Offices for whose cases no notices are given. */
export function notOf(offices: readonly string[]): RawBuilder<boolean> {
  return offices.length === 0 ? sql<boolean>`1 = 1` : sql<boolean>`casework_notices.office not in (${sql.join(offices)})`;
}

/** Notices, the newest first, of what one may see; those about cases of one's own whatever office and line. */
export async function pageOfNotices(
  db: Reading,
  { person, scope }: Onlooker,
  { set, status = "open", rule, severity, office, answered, mine, limit = 50, cursor }: CaseNoticesFilter,
  hiddenOffices: readonly string[] = [],
): Promise<{ readonly rows: readonly NoticeRow[]; readonly next: string | null }> {
  const equal = (column: string, value: string | undefined) =>
    value === undefined ? [] : [sql<boolean>`${sql.ref(`casework_notices.${column}`)} = ${value}`];
  const at = decodeCursor("notices", cursor, 2);
  const conditions: RawBuilder<boolean>[] = [
    sql<boolean>`casework_notices.is_open = ${status === "open" ? 1 : 0}`,
    mine === true ? sql<boolean>`casework_notices.person = ${person}` : visible(scope, "casework_notices"),
    ...equal("set_name", set),
    ...equal("rule", rule),
    ...equal("severity", severity),
    ...equal("office", office),
    notOf(hiddenOffices),
    ...(answered === undefined ? [] : [sql<boolean>`casework_notices.verdict is ${sql.raw(answered ? "not null" : "null")}`]),
    ...(at ? [sql<boolean>`(casework_notices.opened_on, casework_notices.id) < (${at[0]}, ${at[1]})`] : []),
  ];
  const rows = await noticeRows(db)
    .where(sql<boolean>`${sql.join(conditions, sql` and `)}`)
    .orderBy("casework_notices.opened_on", "desc")
    .orderBy("casework_notices.id", "desc")
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last ? encodeCursor("notices", [last.opened_on, last.id]) : null };
}

export function noticeView(row: NoticeRow, mayAnswer: boolean): CaseNoticeView {
  const rule = noticeRule(row.rule);
  const facts = JSON.parse(row.facts) as Record<string, string>;
  const { sentence, source } = rule ? explainNotice(rule, facts) : { sentence: { zh: row.rule, en: row.rule }, source: null };
  return {
    id: row.id,
    version: row.version,
    case: { id: row.case_id, number: row.number, kind: row.kind, handler: row.handler },
    office: row.office,
    department: row.department,
    rule: row.rule,
    set: row.set_name,
    severity: row.severity,
    title: rule?.title ?? { zh: row.rule, en: row.rule },
    sentence,
    source,
    isOpen: row.is_open === 1,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    answer:
      row.verdict === null
        ? null
        : { verdict: row.verdict, reason: row.reason ?? "", byName: row.answered_name ?? "", at: row.answered_at ?? "" },
    mayAnswer,
  };
}

const OF_CLOCK = { zh: "所涉期限的条文", en: "the article of the clock concerned" };

export async function rulesOf(db: Reading, { scope }: Onlooker, hiddenOffices: readonly string[] = []): Promise<CaseRules> {
  const { rows } = await sql<{ rule: string; open: number; unanswered: number }>`select rule, count(*) as open,
      count(case when verdict is null then 1 end) as unanswered
    from casework_notices where is_open = 1 and ${visible(scope, "casework_notices")} and ${notOf(hiddenOffices)} group by rule`.execute(
    db,
  );
  const counts = new Map(rows.map((row) => [row.rule, row]));
  return {
    items: NOTICE_RULES.map(({ id, set, severity, title, source, since }) => {
      const { open = 0, unanswered = 0 } = counts.get(id) ?? {};
      const cited = source === "clock" ? OF_CLOCK : source === "house" ? null : citation(source.law, source.article);
      return { id, set, severity, title, source: cited, since, open, unanswered };
    }),
  };
}

export interface NoticeAnswer {
  readonly notice: string;
  /** The version that the person saw. */
  readonly version: number;
  readonly verdict: CaseNoticeVerdict;
  readonly reason: string;
  readonly actor: string;
}

/** A person says what a notice is worth. CASE_NOTICE_UNKNOWN, VERSION_CONFLICT */
export async function answerNotice(
  { store, outbox, clock }: { readonly store: Store; readonly outbox: Outbox; readonly clock: Clock },
  { notice: id, version, verdict, reason, actor }: NoticeAnswer,
): Promise<void> {
  await store.write(async (trx) => {
    const row = await noticeRows(trx).where("casework_notices.id", "=", id).executeTakeFirst();
    if (!row) throw new YuejianError("CASE_NOTICE_UNKNOWN", { notice: id });
    if (row.version !== version)
      throw versionConflictOf({
        version: row.version,
        at: row.answered_at ?? row.opened_on,
        who: row.answered_name,
        changed: row.verdict === null ? { zh: "重新监控评查", en: "looked at again" } : CASE_NOTICE_VERDICTS[row.verdict],
      });
    const at = new Date(clock.now()).toISOString();
    const entry = await outbox.record(trx, {
      type: "casework-notice.answered",
      subject: id,
      organisation: row.office,
      content: { notice: id, case: row.case_id, rule: row.rule, key: row.key, version: version + 1, verdict, actor, at },
      // What people wrote may tell of a person; it can be erased alone.
      sealed: { reason },
    });
    await trx
      .updateTable("casework_notices")
      .set({ version: version + 1, verdict, reason, answered_by: actor, answered_at: at, outbox: entry })
      .where("id", "=", id)
      .execute();
  });
}
