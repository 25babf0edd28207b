import type { BusinessLine, Text } from "@yuejian/contracts";
import type { Reading } from "../../store/index.ts";
import { openLeadTasks } from "../../work/index.ts";
import type { Asking, CauseSource, Moment } from "./cause.ts";

const SET_BY_PEOPLE: Text = { zh: "由布置任务的人设定，无法定期限", en: "set by who gave the task; no statutory term" };

/** Days of open tasks on leads. */
export const leadTaskCause: CauseSource = {
  cause: "lead-task",
  action: "lead.read",
  async find(db, moment) {
    return (await openLeadTasks(db).where("lead_tasks.due", "<=", moment.until).execute()).map((row) => dueOf(row, moment));
  },
  holding: (db, keys, moment) => stillOpen(db, keys, (row) => dueOf(row, moment)),
};

/** Tasks on leads as they were given, for the cause that tells of tasks of cases too. */
export const givenOnLeads: Pick<CauseSource, "find" | "holding"> = {
  async find(db, moment) {
    return (await openLeadTasks(db).execute()).map((row) => givenOf(row, moment));
  },
  holding: (db, keys, moment) => stillOpen(db, keys, (row) => givenOf(row, moment)),
};

type Open = Awaited<ReturnType<ReturnType<typeof openLeadTasks>["execute"]>>[number];

async function stillOpen(db: Reading, keys: readonly string[], asking: (row: Open) => Asking) {
  const wanted = new Set(keys);
  const open = (await openLeadTasks(db).execute()).map(asking);
  return new Map(open.filter(({ key }) => wanted.has(key)).map(({ key, handlers }) => [key, handlers]));
}

const titleOf = ({ model }: Open, { models }: Moment): Text => models.get(model)?.manifest.title ?? { zh: model, en: model };

function placeOf({ lead, office, business_line: line, assignee }: Open): Pick<Asking, "link" | "office" | "lines" | "handlers"> {
  return { link: `/leads/${lead}`, office, lines: [line as BusinessLine], handlers: [assignee] };
}

function dueOf(row: Open, moment: Moment): Asking {
  const { zh, en } = titleOf(row, moment);
  const title = { zh: `「${zh}」线索：核查任务期限`, en: `Lead of “${en}”: verification task` };
  return { key: `${row.id} ${row.due}`, title, law: SET_BY_PEOPLE, due: row.due, ...placeOf(row) };
}

function givenOf(row: Open, moment: Moment): Asking {
  const { zh, en } = titleOf(row, moment);
  const title = {
    zh: `「${zh}」线索：新的核查任务，${row.due} 前报告结果`,
    en: `Lead of “${en}”: a task for you, with its result by ${row.due}`,
  };
  return { key: `${row.id} given`, title, law: null, due: null, ...placeOf(row) };
}
