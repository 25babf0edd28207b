import { CASE_DEEDS, type CaseAction, type ErrorParameters, type VerificationTask } from "@yuejian/contracts";
import { isRealDate } from "@yuejian/identifiers";
import { type Refusal, refuse } from "../decide.ts";

export function actionWords(action: CaseAction): ErrorParameters {
  const { zh, en } = CASE_DEEDS[action];
  return { action, action_zh: zh, action_en: en };
}

export interface DayBounds {
  readonly what: { readonly zh: string; readonly en: string };
  /** Both days included. */
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
}

/** Why a day cannot be meant, or null. */
export function checkDay(day: string, { what, from, to }: DayBounds): Refusal | null {
  const wrong = (zh: string, en: string) =>
    refuse("DAY_INVALID", { what: what.en, what_zh: what.zh, what_en: what.en, day, reason: en, reason_zh: zh, reason_en: en });
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !isRealDate(day)) return wrong("不是日历上的日期", "it is no day of the calendar");
  if (typeof from === "string" && day < from) return wrong(`不能早于 ${from}`, `it cannot be before ${from}`);
  if (typeof to === "string" && day > to) return wrong(`不能晚于 ${to}`, `it cannot be after ${to}`);
  return null;
}

/** The day by which a task is to be done is not past. */
export function checkTaskDue(due: string, today: string): Refusal | null {
  return checkDay(due, { what: { zh: "任务期限", en: "The day for the task" }, from: today });
}

/** A task is answered and cancelled while it is open. */
export function checkOpenTask(tasks: readonly VerificationTask[], id: string): Refusal | null {
  const task = tasks.find((each) => each.id === id);
  if (!task) return refuse("TASK_UNKNOWN", { task: id });
  return task.status === "open" ? null : refuse("TASK_SETTLED", { title: task.title });
}

/** Files that a command names have to be kept with the case. */
export function checkFiles(known: readonly string[], named: readonly string[]): Refusal | null {
  const stranger = named.find((file) => !known.includes(file));
  return stranger === undefined ? null : refuse("CASE_FILE_UNKNOWN", { file: stranger });
}

/** The first of these members of a command that is left empty is refused. */
export function checkFilled(members: Readonly<Record<string, string>>): Refusal | null {
  const empty = Object.keys(members).find((member) => members[member]?.trim() === "");
  if (empty === undefined) return null;
  return refuse("REQUEST_INVALID", { where: `body.command.${empty}`, reason: "is empty", reason_zh: "没有填写", reason_en: "is empty" });
}
