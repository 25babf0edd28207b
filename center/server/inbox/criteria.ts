import { LEAD_STATUSES, type LeadStatus, YuejianError } from "@yuejian/contracts";
import type { LeadFilter } from "@yuejian/contracts/api";
import { dayInChina, startOfDay } from "@yuejian/oversight";
import { sql } from "kysely";
import type { Scope } from "../policy/index.ts";
import { type Engine, queryWords, type Reading } from "../store/index.ts";

/** Who looks into the inbox. */
export interface Reader {
  readonly id: string;
  readonly scope: Scope;
  /** Whether a search may look into names and summaries: for people who may never open them it would confirm guesses. */
  readonly mayOpen: boolean;
}

/** A filter as queries need it. Null and empty lists narrow nothing, but for `words`, where an empty list finds nothing. */
export interface Criteria {
  readonly reader: Reader;
  readonly statuses: ReadonlySet<LeadStatus> | null;
  readonly models: ReadonlySet<string> | null;
  readonly offices: ReadonlySet<string> | null;
  readonly lines: ReadonlySet<string> | null;
  readonly classes: ReadonlySet<string> | null;
  /** A user's leads, nobody's, or anyone's (null). */
  readonly assignee: { readonly user: string } | "nobody" | null;
  /** Numbers from (inclusive) and before (exclusive): what lies within the days of finding. */
  readonly numbers: { readonly from: number | null; readonly before: number | null };
  readonly changed: { readonly from: string | null; readonly before: string | null };
  readonly mentionsReader: boolean;
  readonly has: readonly ("comments" | "attachments")[];
  readonly words: readonly string[] | null;
  readonly id: string | null;
}

export interface Inbox {
  readonly db: Reading;
  readonly engine: Engine;
}

/** @throws YuejianError REQUEST_INVALID for days that are none */
export async function criteriaOf({ db }: Inbox, filter: LeadFilter, reader: Reader): Promise<Criteria> {
  const q = filter.q?.trim() ?? "";
  const isId = /^led_[0-9A-HJKMNP-TV-Z]{26}$/.test(q);
  const statuses = listOf(filter.status)?.filter((status): status is LeadStatus => Object.hasOwn(LEAD_STATUSES, status));
  return {
    reader,
    statuses: statuses ? new Set(statuses) : null,
    models: setOf(filter.model),
    offices: setOf(filter.office),
    lines: setOf(filter.businessLine),
    classes: setOf(filter.dataClass),
    assignee:
      filter.assignee === undefined
        ? null
        : filter.assignee === "none"
          ? "nobody"
          : { user: filter.assignee === "me" ? reader.id : filter.assignee },
    numbers: {
      from: await firstSince(db, startOf(filter.createdFrom, "createdFrom")),
      before: await firstSince(db, startOf(filter.createdTo, "createdTo", 1)),
    },
    changed: { from: startOf(filter.changedFrom, "changedFrom"), before: startOf(filter.changedTo, "changedTo", 1) },
    mentionsReader: filter.mentions === "me",
    has: (listOf(filter.has) ?? []).map((each) => {
      if (each === "comments" || each === "attachments") return each;
      throw invalid("has", "只能是 comments、attachments", "must be comments or attachments");
    }),
    words: q === "" || isId ? null : reader.mayOpen ? queryWords(q) : [],
    id: isId ? q : null,
  };
}

/** Whether the counters alone tell how many there are. */
export function isCounted({ assignee, numbers, changed, mentionsReader, has, words, id }: Criteria): boolean {
  const isRanged = [numbers.from, numbers.before, changed.from, changed.before].some((each) => each !== null);
  return !(isRanged || mentionsReader || has.length > 0 || words || id !== null || (assignee !== null && assignee !== "nobody"));
}

function listOf(text: string | undefined): string[] | undefined {
  const values = text?.split(",").flatMap((each) => (each.trim() === "" ? [] : [each.trim()]));
  return values && values.length > 0 ? values : undefined;
}

function setOf(text: string | undefined): ReadonlySet<string> | null {
  const values = listOf(text);
  return values ? new Set(values) : null;
}

const DAY_MS = 86_400_000;

/** The instant at which a day begins in China. */
function startOf(day: string | undefined, where: string, later = 0): string | null {
  if (day === undefined) return null;
  const at = startOfDay(day);
  if (Number.isNaN(at) || dayInChina(at) !== day) throw invalid(where, "不是日期", "is no day");
  return new Date(at + later * DAY_MS).toISOString();
}

function invalid(where: string, zh: string, en: string): YuejianError {
  return new YuejianError("REQUEST_INVALID", { where: `query.${where}`, reason: en, reason_zh: zh, reason_en: en });
}

/** The number of the first lead found at or after an instant; beyond every number when there is none. Numbers and times rise together. */
export async function firstSince(db: Reading, at: string | null): Promise<number | null> {
  if (at === null) return null;
  const row = await db
    .selectFrom("leads")
    .select("number")
    .where("created_at", ">=", at)
    .orderBy("created_at")
    .orderBy("number")
    .limit(1)
    .executeTakeFirst();
  return row?.number ?? Number.MAX_SAFE_INTEGER;
}

/** The members that facets count as conditions on `leads as l`; `except` leaves one group out. */
export function facetConditions(criteria: Criteria): ReturnType<typeof sql<boolean>>[] {
  const { statuses, models, offices } = criteria;
  return [
    ...(statuses ? [among("l.status", [...statuses])] : []),
    ...(models ? [among("l.model", [...models])] : []),
    ...(offices ? [among("l.office", [...offices])] : []),
  ];
}

/** What the reader may see at all. Part of every query, also of those for which counters show nothing else: they may be older than the leads. */
export function scopeConditions({ scope }: Reader, prefix = ""): ReturnType<typeof sql<boolean>>[] {
  const { offices, businessLines } = scope;
  return [
    ...(offices === "all" ? [] : [among(`${prefix}office`, offices)]),
    ...(businessLines === "all" ? [] : [among(`${prefix}business_line`, businessLines)]),
  ];
}

/** Everything else, the reader's scope first, as conditions on `leads as l`. */
export function otherConditions(criteria: Criteria): ReturnType<typeof sql<boolean>>[] {
  const { reader, lines, classes, assignee, numbers, changed, mentionsReader, has, words, id } = criteria;
  return [
    ...scopeConditions(reader, "l."),
    ...(lines ? [among("l.business_line", [...lines])] : []),
    ...(classes ? [among("l.data_class", [...classes])] : []),
    ...(assignee === "nobody" ? [sql<boolean>`l.assignee is null`] : []),
    ...(assignee !== null && assignee !== "nobody" ? [sql<boolean>`l.assignee = ${assignee.user}`] : []),
    ...(numbers.from === null ? [] : [sql<boolean>`l.number >= ${numbers.from}`]),
    ...(numbers.before === null ? [] : [sql<boolean>`l.number < ${numbers.before}`]),
    ...(changed.from === null ? [] : [sql<boolean>`l.changed_at >= ${changed.from}`]),
    ...(changed.before === null ? [] : [sql<boolean>`l.changed_at < ${changed.before}`]),
    ...(mentionsReader
      ? [sql<boolean>`exists (select 1 from lead_mentions where lead_mentions.lead = l.id and lead_mentions."user" = ${reader.id})`]
      : []),
    ...has.map((each) => sql<boolean>`${sql.ref(`l.${each}`)} > 0`),
    ...(id === null ? [] : [sql<boolean>`l.id = ${id}`]),
    // Leads on sealed rows are closed to searches: a hit would confirm what the seal hides.
    ...(words
      ? [
          sql<boolean>`not exists (select 1 from lead_flags where lead_flags.lead = l.id and lead_flags.kind = 'sealed' and lead_flags.resolved_at is null)`,
        ]
      : []),
  ];
}

export function among(column: string, values: readonly string[]) {
  if (values.length === 0) return sql<boolean>`1 = 0`;
  if (values.length === 1) return sql<boolean>`${sql.ref(column)} = ${values[0]}`;
  return sql<boolean>`${sql.ref(column)} in (${sql.join(values)})`;
}

export function allOf(conditions: readonly ReturnType<typeof sql<boolean>>[]) {
  return conditions.length === 0 ? sql<boolean>`1 = 1` : sql<boolean>`${sql.join(conditions, sql` and `)}`;
}
