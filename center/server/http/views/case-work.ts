import { type BusinessLine, CASE_NEXT, type CaseNext, LEVELS_RISING, type Role } from "@yuejian/contracts";
import type { WorkItem } from "@yuejian/oversight";
import type { Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";

/** Candidates of each kind that are looked at. */
const EACH = 60;
const RISING: readonly string[] = LEVELS_RISING;

/** What cases ask of the caller: the next step of a case, by name or by level, and tasks that were given to them. Titles tell of cases, never of persons. */
export async function caseWork({ services: { store, policy } }: Pick<RouteContext, "services">, { actor }: Caller): Promise<WorkItem[]> {
  if (!policy.may(actor, "case.read")) return [];
  const { db } = store;
  const open = db
    .selectFrom("cases")
    .leftJoin("users", "users.id", "cases.owner")
    .select(["cases.id", "cases.number", "cases.receiver", "cases.next_what", "cases.next_level", "cases.next_office", "cases.due"])
    .select(["cases.business_line", "cases.changed_at", "cases.owner", "users.role as owner_role"])
    .where("cases.status", "=", "open");
  const mine = await open.where("next_person", "=", actor.id).orderBy("cases.due").orderBy("cases.changed_at").limit(EACH).execute();
  const rank = RISING.indexOf(actor.role);
  const levels = rank === -1 ? [] : RISING.slice(Math.max(0, rank - 1), rank + 1);
  const waiting =
    levels.length === 0
      ? []
      : await open
          .where("next_level", "in", levels)
          .where("owner", "!=", actor.id)
          .orderBy("cases.changed_at")
          .limit(5 * EACH)
          .execute();
  const ofLevel = waiting.filter((row) => {
    // Of the owner's own level nobody decides on the owner's work: then it is for the level above.
    const isOwnersLevel = row.owner_role === row.next_level && row.next_what !== "transfer" && row.next_what !== "assign";
    const wanted = isOwnersLevel ? RISING[RISING.indexOf(row.next_level ?? "") + 1] : row.next_level;
    const place = { office: row.next_office, businessLines: [row.business_line as BusinessLine] };
    return (wanted as Role | undefined) === actor.role && policy.covers(actor, place);
  });
  const steps = [...mine, ...ofLevel.slice(0, EACH)].map((row): WorkItem => {
    const { zh, en } = CASE_NEXT[row.next_what as CaseNext];
    return {
      kind: "case-step",
      id: row.id,
      link: `/cases/${row.id}`,
      title: { zh: `${row.number}：${zh}`, en: `${row.number}: ${en}` },
      since: row.changed_at,
      due: row.due,
    };
  });
  return [...steps, ...(await tasks()), ...(await recusals())];

  /** Recusals that the caller decides on: the chief, and of the chief's own the deputy. */
  async function recusals(): Promise<WorkItem[]> {
    if (actor.role !== "chief-procurator" && actor.role !== "deputy-chief") return [];
    const rows = await db
      .selectFrom("case_recusals")
      .innerJoin("cases", "cases.id", "case_recusals.case_id")
      .select(["case_recusals.id", "case_recusals.at", "cases.id as case", "cases.number", "cases.office", "cases.business_line"])
      .where("case_recusals.status", "=", "asked")
      .where("case_recusals.is_of_chief", "=", actor.role === "deputy-chief" ? 1 : 0)
      .where("case_recusals.person", "!=", actor.id)
      .where("cases.status", "=", "open")
      .orderBy("case_recusals.at")
      .limit(EACH)
      .execute();
    return rows
      .filter((row) => policy.covers(actor, { office: row.office, businessLines: [row.business_line as BusinessLine] }))
      .map((row) => ({
        kind: "case-step",
        id: row.id,
        link: `/cases/${row.case}`,
        title: { zh: `${row.number}：决定是否回避`, en: `${row.number}: decide on a recusal` },
        since: row.at,
        due: null,
      }));
  }

  async function tasks(): Promise<WorkItem[]> {
    const rows = await db
      .selectFrom("case_clocks")
      .innerJoin("cases", "cases.id", "case_clocks.case_id")
      .select(["case_clocks.key", "case_clocks.due", "case_clocks.from_day", "cases.id", "cases.number"])
      .where("case_clocks.kind", "=", "task")
      .where("case_clocks.person", "=", actor.id)
      .where("case_clocks.stopped_on", "is", null)
      .orderBy("case_clocks.due")
      .limit(EACH)
      .execute();
    return rows.map(({ key, due, from_day: since, id, number }) => ({
      kind: "case-task",
      id: key,
      link: `/cases/${id}`,
      title: { zh: `${number}：核查任务待报告结果`, en: `${number}: a task waits for your result` },
      since: `${since}T00:00:00.000Z`,
      due,
    }));
  }
}
