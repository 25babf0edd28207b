import {
  INSTRUMENT_KINDS,
  type InstrumentKind,
  LEAD_STATUSES,
  LOOK_BACK_OUTCOMES,
  PATTERN_STATUSES,
  REPLY_OUTCOMES,
  type Text,
} from "@yuejian/contracts";
import { REACHED, type Reached } from "@yuejian/oversight";
import { sql } from "kysely";
import { firstSince } from "../inbox/index.ts";
import type { Reading } from "../store/index.ts";
import { monthName, startOfMonth } from "./months.ts";
import { LEAST_SHOWN, withheld } from "./suppress.ts";

/** One table of the yearly white paper. */
export interface Figure {
  readonly id: string;
  readonly title: Text;
  /** Null: withheld. */
  readonly total: number | null;
  readonly rows: readonly { readonly label: Text; readonly count: number | null }[];
  /** What was asked of the house's records, so that anybody can ask it again. */
  readonly query: string;
  /** Where its rows open. */
  readonly path: string;
}

export interface FigureNames {
  readonly ruleTitle: (rule: string) => Text;
}

interface Counted {
  readonly key: string;
  readonly count: number;
}

/** What the house's records tell of a year (in China): rules, instruments, outcomes and months; never offices or people. Small counts are withheld. */
export async function yearFigures(db: Reading, year: number, { ruleTitle }: FigureNames): Promise<Figure[]> {
  const [start, end] = [startOfMonth(year * 12), startOfMonth(year * 12 + 12)];
  const [first, last] = [await firstSince(db, start), await firstSince(db, end)];
  const found = `leads found from ${start} before ${end}`;
  const leads = (by: "model" | "status") =>
    counted(
      db,
      sql<Counted>`select ${sql.ref(by)} as key, count(*) as count from leads where number >= ${first} and number < ${last} group by ${sql.ref(by)}`,
    );
  const months: Counted[] = [];
  for (let month = 0; month < 12; month++) {
    const [from, before] = [
      await firstSince(db, startOfMonth(year * 12 + month)),
      await firstSince(db, startOfMonth(year * 12 + month + 1)),
    ];
    const [row] = await counted(
      db,
      sql<Counted>`select '' as key, count(*) as count from leads where number >= ${from} and number < ${before}`,
    );
    months.push({ key: monthName(year * 12 + month), count: row?.count ?? 0 });
  }
  const cases = await counted(
    db,
    sql<Counted>`select stage as key, count(*) as count from cases where opened_at >= ${start} and opened_at < ${end} group by stage`,
  );
  const events = await db
    .selectFrom("case_events")
    .select(["case_id", "action", "deed"])
    .where("action", "in", ["serve", "reply", "looked-back", "close", "escalate"])
    .where("at", ">=", start)
    .where("at", "<", end)
    .orderBy("id")
    .execute();
  const kinds = await kindsOf(db, [...new Set(events.flatMap(({ action, case_id }) => (action === "serve" ? [case_id] : [])))]);
  const tally = (action: string, keyOf: (row: (typeof events)[number]) => string): Counted[] =>
    [
      ...Map.groupBy(
        events.filter((row) => row.action === action),
        keyOf,
      ),
    ].map(([key, of]) => ({ key, count: of.length }));
  const outcome = ({ deed }: (typeof events)[number]) => (JSON.parse(deed) as { outcome: string }).outcome;
  const patterns = await counted(
    db,
    sql<Counted>`select status as key, count(*) as count from patterns where changed_at >= ${start} and changed_at < ${end} group by status`,
  );
  const stated = await counted(
    db,
    sql<Counted>`select type as key, count(*) as count from outbox where at >= ${start} and at < ${end} and ledger_index is not null group by type`,
  );
  const days = `createdFrom=${year}-01-01&createdTo=${year}-12-31`;
  const same = (key: string): Text => ({ zh: key, en: key });
  return [
    figure(
      {
        id: "leads-by-month",
        title: { zh: "各月发现的线索", en: "Leads found, by month" },
        query: `${found}, by month`,
        path: `/leads?${days}`,
      },
      months,
      same,
    ),
    figure(
      {
        id: "leads-by-rule",
        title: { zh: "各规则发现的线索", en: "Leads found, by rule" },
        query: `${found}, by model`,
        path: `/leads?${days}`,
      },
      await leads("model"),
      ruleTitle,
    ),
    figure(
      {
        id: "leads-by-status",
        title: { zh: "线索的处理情况", en: "What became of the leads" },
        query: `${found}, by status now`,
        path: `/leads?${days}`,
      },
      await leads("status"),
      wordsIn(LEAD_STATUSES),
    ),
    figure(
      {
        id: "way-of-cases",
        title: { zh: "当年立案案件的进展", en: "How far cases of the year came" },
        query: `cases opened from ${start} before ${end}, by stage`,
        path: "/cases",
      },
      wayOf(cases),
      wordsIn(WAY),
    ),
    figure(
      {
        id: "instruments",
        title: { zh: "送达的文书", en: "Instruments served" },
        query: `events «serve» of cases from ${start} before ${end}, by kind of instrument`,
        path: "/governance/suggestions",
      },
      tally("serve", ({ case_id }) => kinds.get(case_id) ?? "suggestion-other"),
      wordsIn(INSTRUMENT_KINDS),
    ),
    figure(
      {
        id: "replies",
        title: { zh: "收到的回复", en: "Replies" },
        query: `events «reply» of cases from ${start} before ${end}, by outcome`,
        path: "/governance/suggestions",
      },
      tally("reply", outcome),
      wordsIn(REPLY_OUTCOMES),
    ),
    figure(
      {
        id: "look-backs",
        title: { zh: "回头看的结果", en: "Look-backs" },
        query: `events «looked-back» of cases from ${start} before ${end}, by outcome`,
        path: "/cases?stage=look-back",
      },
      tally("looked-back", outcome),
      wordsIn(LOOK_BACK_OUTCOMES),
    ),
    figure(
      {
        id: "patterns",
        title: { zh: "治理模式", en: "Patterns" },
        query: `patterns last changed from ${start} before ${end}, by state`,
        path: "/governance?past=true",
      },
      patterns,
      wordsIn(PATTERN_STATUSES),
    ),
    // Entries are acts of the house, not of people: nothing is withheld.
    {
      id: "ledger",
      title: { zh: "账本条目", en: "Entries of the ledger" },
      total: stated.reduce((sum, { count }) => sum + count, 0),
      rows: stated.toSorted((one, other) => other.count - one.count).map(({ key, count }) => ({ label: same(key), count })),
      query: `entries of the ledger stated from ${start} before ${end}, by type`,
      path: "/chain/entries",
    },
  ];
}

/** How far: each row holds those of the next. */
const WAY = {
  opened: { zh: "立案", en: "opened" },
  served: { zh: "文书已送达（含以后各环节）", en: "instrument served, or further" },
  replied: { zh: "已回复（含以后各环节）", en: "replied, or further" },
  rectified: { zh: "回头看后结案", en: "closed after the look-back" },
} as const satisfies Record<string, Text>;

function wayOf(cases: readonly Counted[]): Counted[] {
  const among = (stages: readonly string[]) => cases.reduce((sum, { key, count }) => sum + (stages.includes(key) ? count : 0), 0);
  return [
    { key: "opened", count: cases.reduce((sum, { count }) => sum + count, 0) },
    ...(Object.keys(REACHED) as Reached[]).map((key) => ({ key, count: among(REACHED[key]) })),
  ];
}

function figure(about: Omit<Figure, "total" | "rows">, counts: readonly Counted[], label: (key: string) => Text): Figure {
  if (about.id === "way-of-cases") {
    // No total: the rows lie within each other, so a small difference tells as much as a small count.
    const isClose = (at: number) =>
      counts.some(
        ({ count }, other) => other !== at && count !== counts[at]?.count && Math.abs(count - (counts[at]?.count ?? 0)) < LEAST_SHOWN,
      );
    const rows = counts.map(({ key, count }, at) => ({
      label: label(key),
      count: (count > 0 && count < LEAST_SHOWN) || isClose(at) ? null : count,
    }));
    return { ...about, total: counts[0]?.count === undefined ? 0 : (rows[0]?.count ?? null), rows };
  }
  const { rows, total } = withheld(counts.map(({ key, count }) => ({ row: label(key), count })));
  return { ...about, total, rows: rows.map(({ row, count }) => ({ label: row, count })) };
}

async function counted(db: Reading, query: ReturnType<typeof sql<Counted>>): Promise<Counted[]> {
  const { rows } = await query.execute(db);
  return rows.toSorted((one, other) => (one.key < other.key ? -1 : 1));
}

const wordsIn =
  (table: Readonly<Record<string, Text>>) =>
  (key: string): Text =>
    table[key] ?? { zh: key, en: key };

/** Of what kind the newest draft of each case is. */
async function kindsOf(db: Reading, cases: readonly string[]): Promise<ReadonlyMap<string, InstrumentKind>> {
  const kinds = new Map<string, InstrumentKind>();
  for (let at = 0; at < cases.length; at += 500) {
    const rows = await db
      .selectFrom("case_events")
      .select(["case_id", "deed"])
      .where("action", "=", "draft")
      .where("case_id", "in", cases.slice(at, at + 500))
      .orderBy("case_version")
      .execute();
    for (const row of rows) kinds.set(row.case_id, (JSON.parse(row.deed) as { kind: InstrumentKind }).kind);
  }
  return kinds;
}
