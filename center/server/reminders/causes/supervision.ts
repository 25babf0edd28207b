import type { BusinessLine, CaseClockKind, Text } from "@yuejian/contracts";
import { type Reading, unindexed } from "../../store/index.ts";
import { type Asking, type CauseSource, clockWords, holdingAmong } from "./cause.ts";
import { givenOnLeads } from "./lead-tasks.ts";

const KINDS = {
  reply: { zh: "被监督单位回复期限", en: "reply of the authority" },
  objection: { zh: "异议复核期限", en: "re-check of an objection" },
  item: { zh: "整改事项期限", en: "rectification item" },
  task: { zh: "核查任务期限", en: "verification task" },
} as const satisfies Record<CaseClockKind, Text>;

const SET_BY_PEOPLE: Text = { zh: "由承办人设定，无法定期限", en: "set by the handler; no statutory term" };

/** Clocks that run in open supervision cases: replies, objections, items, tasks. */
export const supervisionCause: CauseSource = {
  cause: "supervision-clock",
  action: "case.read",
  async find(db, { until }) {
    return (await clocks(db).where("case_clocks.is_running", "=", 1).where("case_clocks.due", "<=", until).execute()).map(askingOf);
  },
  holding: (db, keys) => stillRunning(db, keys, askingOf),
};

/** A task was given to somebody, in a case or on a lead. */
export const taskCause: CauseSource = {
  cause: "task-given",
  action: "case.read",
  async find(db, moment) {
    const ofCases = await clocks(db).where("case_clocks.is_running", "=", 1).where("case_clocks.kind", "=", "task").execute();
    return [...ofCases.map(givenOf), ...(await givenOnLeads.find(db, moment))];
  },
  async holding(db, keys, moment) {
    return new Map([...(await stillRunning(db, keys, givenOf)), ...(await givenOnLeads.holding(db, keys, moment))]);
  },
};

function stillRunning(db: Reading, keys: readonly string[], asking: (row: Running) => Asking) {
  return holdingAmong(keys, async (ids) => {
    // Found by the case, not among all that run.
    const running = clocks(db).where(unindexed("case_clocks.is_running", 0), "=", 1);
    return (await running.where("case_clocks.case_id", "in", ids).execute()).map(asking);
  });
}

/** Clocks with their cases; whether they run is for the caller to ask. */
function clocks(db: Reading) {
  return db
    .selectFrom("case_clocks")
    .innerJoin("cases", "cases.id", "case_clocks.case_id")
    .select(["cases.id", "cases.number", "cases.office", "cases.business_line", "cases.owner"])
    .select(["case_clocks.key", "case_clocks.kind", "case_clocks.rule", "case_clocks.due", "case_clocks.person"]);
}

type Running = Awaited<ReturnType<ReturnType<typeof clocks>["execute"]>>[number];

function placeOf({ id, office, business_line: line }: Running): Pick<Asking, "link" | "office" | "lines"> {
  return { link: `/cases/${id}`, office, lines: [line as BusinessLine] };
}

function askingOf(row: Running): Asking {
  const { id, number, key, kind, rule, due, person, owner } = row;
  const title = KINDS[kind];
  const handlers = [person ?? owner].filter((each) => each !== "");
  return {
    key: `${id} ${key} ${due}`,
    title: { zh: `${number}：${title.zh}`, en: `${number}: ${title.en}` },
    law: rule === null ? SET_BY_PEOPLE : clockWords(rule).law,
    due,
    handlers,
    ...placeOf(row),
  };
}

function givenOf(row: Running): Asking {
  const { id, number, key, due, person } = row;
  return {
    key: `${id} ${key} ${person}`,
    title: { zh: `${number}：新的核查任务，${due} 前报告结果`, en: `${number}: a task for you, with its result by ${due}` },
    law: null,
    due: null,
    handlers: person === null ? [] : [person],
    ...placeOf(row),
  };
}
