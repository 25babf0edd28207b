import { type BusinessLine, CASE_STAGES, type CaseStage } from "@yuejian/contracts";
import type { CaseView, SupervisionBoard, SupervisionBoardQuery } from "@yuejian/contracts/api";
import { isOpen } from "@yuejian/oversight";
import { type RawBuilder, sql } from "kysely";
import type { Static } from "typebox";
import { type Actor, type Policy, visible } from "../../policy/index.ts";
import type { Reading, Row, SharedAnswers } from "../../store/index.ts";
import { type CaseRow, caseRows, casesBeyondScope, casesOf } from "./case-access.ts";

export interface BoardReader {
  readonly db: Reading;
  readonly policy: Policy;
  readonly shared: SharedAnswers;
  readonly actor: Actor;
  readonly today: string;
  /** A case as everybody sees it who states no purpose. */
  readonly viewOf: (row: CaseRow) => CaseView;
}

type Wanted = Static<typeof SupervisionBoardQuery>;

/** Where a case stands in the order of its stage. */
interface Place {
  readonly id: string;
  readonly stage: CaseStage;
  readonly place: string;
}

/** Cases of some stages, counted, and the first of each. */
interface Part {
  readonly totals: ReadonlyMap<CaseStage, number>;
  readonly overdue: ReadonlyMap<CaseStage, number>;
  readonly first: readonly Place[];
  readonly views: ReadonlyMap<string, CaseView>;
}

const STAGES = Object.keys(CASE_STAGES) as CaseStage[];
const NO_DUE = "9999";

/** Cases by stage, all counted and the first of each shown: open ones by what ends first, others the newest first. Those of the scope are found by counters and indexes that have the
 *  order, once for all who have the scope; those that are seen for another reason are few and found by their ids. */
export async function caseBoard(reader: BoardReader, wanted: Wanted): Promise<SupervisionBoard["columns"]> {
  const { policy, actor, shared, today } = reader;
  const { mine, office, line, perStage = 20 } = wanted;
  const few = await fewCases(reader, wanted);
  const ofScope = () => casesOfScope(reader, wanted, perStage);
  const parts = mine === true ? [few] : [few, await shared(["case board", policy.scope(actor), today, office, line, perStage], ofScope)];
  const sum = (name: "totals" | "overdue", stage: CaseStage) => parts.reduce((total, part) => total + (part[name].get(stage) ?? 0), 0);
  const shown = firstOfStages(
    parts.flatMap(({ first }) => first),
    perStage,
  );
  const known = (id: string) => parts.map(({ views }) => views.get(id)).find((view) => view !== undefined);
  const others = await viewsOf(
    reader,
    shown.filter(({ id }) => known(id) === undefined),
  );
  const byStage = Map.groupBy(shown, ({ stage }) => stage);
  return STAGES.map((stage) => ({
    stage,
    isOpen: isOpen(stage),
    total: sum("totals", stage),
    overdue: sum("overdue", stage),
    items: (byStage.get(stage) ?? []).flatMap(({ id }) => known(id) ?? others.get(id) ?? []),
  }));
}

function firstOfStages(places: readonly Place[], perStage: number): readonly Place[] {
  return [...Map.groupBy(places, ({ stage }) => stage).values()].flatMap((of) => of.toSorted(inOrder).slice(0, perStage));
}

async function viewsOf({ db, viewOf }: BoardReader, places: readonly Place[]): Promise<ReadonlyMap<string, CaseView>> {
  const ids = places.map(({ id }) => id);
  const rows = ids.length === 0 ? [] : await caseRows(db).where("cases.id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, viewOf(row)]));
}

function inOrder(one: Place, other: Place): number {
  const ascending = isOpen(one.stage) ? 1 : -1;
  if (one.place !== other.place) return one.place < other.place ? -ascending : ascending;
  return one.id < other.id ? -1 : 1;
}

/** The person's own, or those beyond the scope. */
async function fewCases({ db, policy, actor, today }: BoardReader, { mine, office, line }: Wanted): Promise<Part> {
  const ids = mine === true ? sql`(${casesOf(actor.id)})` : casesBeyondScope(policy, actor);
  const rows = await db
    .selectFrom("cases")
    .select(["id", "office", "business_line", "stage", "status", "due", "ended_at"])
    .where(sql<boolean>`cases.id in ${ids}`)
    .execute();
  const isInScope = (row: (typeof rows)[number]) =>
    policy.covers(actor, { office: row.office, businessLines: [row.business_line as BusinessLine] });
  const few = rows.filter(
    (row) =>
      (office === undefined || row.office === office) &&
      (line === undefined || row.business_line === line) &&
      (mine === true || !isInScope(row)),
  );
  const isOverdue = ({ status, due }: Pick<Row<"cases">, "status" | "due">) => status === "open" && due !== null && due < today;
  return {
    totals: countedBy(few),
    overdue: countedBy(few.filter(isOverdue)),
    first: few.map(({ id, stage, due, ended_at: endedAt }) => ({ id, stage, place: isOpen(stage) ? (due ?? NO_DUE) : (endedAt ?? "") })),
    // Of these it depends on the others which are shown.
    views: new Map(),
  };
}

function countedBy(rows: readonly { readonly stage: CaseStage }[]): ReadonlyMap<CaseStage, number> {
  return new Map(
    Array.from(
      Map.groupBy(rows, ({ stage }) => stage),
      ([stage, of]) => [stage, of.length],
    ),
  );
}

async function casesOfScope(reader: BoardReader, { office, line }: Wanted, perStage: number): Promise<Part> {
  const { db, policy, actor, today } = reader;
  const scope = policy.scope(actor);
  const within = (table: "cases" | "case_counts", ...conditions: readonly RawBuilder<boolean>[]) => {
    const asked = [
      ...(office === undefined ? [] : [sql<boolean>`${sql.ref(`${table}.office`)} = ${office}`]),
      ...(line === undefined ? [] : [sql<boolean>`${sql.ref(`${table}.business_line`)} = ${line}`]),
    ];
    return sql<boolean>`${sql.join([visible(scope, table), ...asked, ...conditions], sql` and `)}`;
  };
  const counted = await db.selectFrom("case_counts").select(["stage", "cases"]).where(within("case_counts")).execute();
  const totals = new Map(
    Array.from(
      Map.groupBy(counted, ({ stage }) => stage),
      ([stage, cells]) => [stage, cells.reduce((sum, { cases }) => sum + cases, 0)],
    ),
  );
  const late = await db
    .selectFrom("cases")
    .select(["stage", (build) => build.fn.countAll<number>().as("cases")])
    .where(within("cases", sql<boolean>`cases.status = 'open'`, sql<boolean>`cases.due < ${today}`))
    .groupBy("stage")
    .execute();
  const stages = STAGES.filter((stage) => (totals.get(stage) ?? 0) > 0);
  const firstOf = (stage: CaseStage) => {
    const [place, order] = isOpen(stage)
      ? [sql`coalesce(cases.due, ${sql.lit(NO_DUE)})`, sql`coalesce(cases.due, ${sql.lit(NO_DUE)}), cases.id`]
      : [sql`cases.ended_at`, sql`cases.ended_at desc, cases.id`];
    return sql`select * from (select cases.id, cases.stage, ${place} as place from cases
      where ${within("cases", sql<boolean>`cases.stage = ${stage}`)} order by ${order} limit ${perStage}) as of_stage`;
  };
  const first = stages.length === 0 ? [] : (await sql<Place>`${sql.join(stages.map(firstOf), sql` union all `)}`.execute(db)).rows;
  return { totals, overdue: new Map(late.map(({ stage, cases }) => [stage, cases])), first, views: await viewsOf(reader, first) };
}
