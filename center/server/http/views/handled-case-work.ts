import { clockTitle } from "@yuejian/case-management";
import { STEP_STATUSES } from "@yuejian/contracts";
import type { WorkItem } from "@yuejian/oversight";
import { daysAfter, noticeRows, noticeView, notOf, STEP_CLOCK, stepTitle } from "../../casework/index.ts";
import { featureStates } from "../../features/index.ts";
import type { Actor } from "../../policy/index.ts";
import type { Reading } from "../../store/index.ts";
import type { Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "./cases.ts";

/** Candidates of each kind that are looked at. */
const EACH = 60;
/** Days before its last day from which a clock is part of the work. */
const AHEAD_DAYS = 7;

/** What the cases of the business system ask of their handler: clocks that are over or end within a week, and notices without an answer. */
export async function handledCaseWork(
  { services: { store, policy, clock, offices } }: Pick<RouteContext, "services">,
  { actor }: Caller,
): Promise<WorkItem[]> {
  if (!policy.may(actor, "case.read")) return [];
  const until = daysAfter(todayOf(clock), AHEAD_DAYS);
  const due = await store.db
    .selectFrom("handled_cases")
    .innerJoin("handled_case_clocks", "handled_case_clocks.case_id", "handled_cases.id")
    .select(["handled_cases.id", "handled_cases.number", "handled_case_clocks.key", "handled_case_clocks.rule"])
    .select(["handled_case_clocks.due", "handled_case_clocks.from_day"])
    .where("handled_cases.person", "=", actor.id)
    .where("handled_cases.status", "=", "open")
    .where("handled_cases.due", "<=", until)
    .where("handled_case_clocks.is_running", "=", 1)
    .where("handled_case_clocks.key", "not like", `${STEP_CLOCK}%`)
    .where("handled_case_clocks.due", "<=", until)
    .orderBy("handled_cases.due")
    .orderBy("handled_cases.id")
    .limit(EACH)
    .execute();
  const clocks = due.map((row): WorkItem => {
    const { zh, en } = clockTitle(row.rule);
    return {
      kind: "handled-case",
      id: `${row.id} ${row.key}`,
      link: `/cases/handled/${row.id}`,
      title: { zh: `${row.number}：${zh}`, en: `${row.number}: ${en}` },
      since: `${row.from_day}T00:00:00.000Z`,
      due: row.due,
    };
  });
  const notices = await noticeRows(store.db)
    .where("casework_notices.person", "=", actor.id)
    .where("casework_notices.is_open", "=", 1)
    .where("casework_notices.verdict", "is", null)
    .where(notOf((await featureStates(store.db, todayOf(clock))).offIn("case-notices", offices)))
    .orderBy("casework_notices.opened_on")
    .limit(EACH)
    .execute();
  return [
    ...(await steps(store.db, actor)),
    ...clocks,
    ...notices.map((row): WorkItem => {
      const { title } = noticeView(row, true);
      return {
        kind: "case-notice",
        id: row.id,
        link: `/cases/handled/${row.case_id}`,
        title: { zh: `${row.number}：${title.zh}`, en: `${row.number}: ${title.en}` },
        since: `${row.opened_on}T00:00:00.000Z`,
        due: null,
      };
    }),
  ];
}

/** Steps that wait for a decision, a service or what follows: to the handler; a recusal that is to be decided, to the chief procurator. */
async function steps(db: Reading, actor: Actor): Promise<WorkItem[]> {
  const rows = await db
    .selectFrom("procedural_steps")
    .innerJoin("handled_cases", "handled_cases.id", "procedural_steps.case_id")
    .selectAll("procedural_steps")
    .select("handled_cases.number")
    .where("procedural_steps.status", "in", ["open", "decided", "served"])
    .where((build) =>
      actor.role === "chief-procurator"
        ? build.or([
            build("handled_cases.person", "=", actor.id),
            build.and([build("procedural_steps.kind", "=", "recusal"), build("procedural_steps.status", "=", "open")]),
          ])
        : build("handled_cases.person", "=", actor.id),
    )
    .orderBy("procedural_steps.due")
    .orderBy("procedural_steps.id")
    .limit(EACH)
    .execute();
  return rows.map((row): WorkItem => {
    const { zh, en } = stepTitle(row);
    const status = STEP_STATUSES[row.status];
    return {
      kind: "procedural-step",
      id: row.id,
      link: `/cases/handled/${row.case_id}`,
      title: { zh: `${row.number}：${zh}${status.zh}`, en: `${row.number}: ${en}, ${status.en}` },
      since: `${row.requested_on}T00:00:00.000Z`,
      due: row.due,
    };
  });
}
