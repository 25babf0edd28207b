import { isOpenLead, LEAD_STATUSES, type Lead, type LeadEvent, type TaskCommand, type VerificationTask } from "@yuejian/contracts";
import { actionWords, checkFilled, checkOpenTask, checkTaskDue } from "./cases/case-refusals.ts";
import { type Refusal, refuse } from "./decide.ts";
import type { Remark } from "./remark.ts";

/** The verification tasks of a lead as its history tells them, oldest first. What people wrote is null once the lead's personal data expired. */
export function leadTasks(events: readonly LeadEvent[]): readonly VerificationTask[] {
  const tasks = new Map<string, VerificationTask>();
  for (const { kind, details, note, actor, at } of events) {
    const id = String(details["task"]);
    const task = tasks.get(id);
    if (kind === "task-add") {
      const given = { id, title: note ?? "", assignee: String(details["assignee"]), due: String(details["due"]) };
      tasks.set(id, { ...given, addedBy: actor, addedAt: at, status: "open", result: null, files: [], settledAt: null });
    } else if (task && kind === "task-report")
      tasks.set(id, { ...task, status: "done", result: note, files: filesOf(details), settledAt: at });
    else if (task && kind === "task-cancel") tasks.set(id, { ...task, status: "cancelled", result: note, settledAt: at });
  }
  return [...tasks.values()];
}

function filesOf({ files }: LeadEvent["details"]): readonly string[] {
  return typeof files === "string" || files === undefined || files === null ? [] : files;
}

export interface LeadTaskContext {
  readonly actor: string;
  /** In China. */
  readonly today: string;
  /** For a new task. */
  readonly taskId: string;
  /** Attachments of the lead that are not withdrawn. */
  readonly files: readonly string[];
}

/** What a person does with a task of a lead, as the remark that tells it. Who may give tasks was decided before. */
export function decideLeadTask(
  { status }: Pick<Lead, "status">,
  tasks: readonly VerificationTask[],
  { command, ...context }: LeadTaskContext & { readonly command: TaskCommand },
): { readonly ok: true; readonly remark: Remark } | Refusal {
  const { zh, en } = LEAD_STATUSES[status];
  const words = { ...actionWords(command.action), status: en, status_zh: zh, status_en: en };
  if (!isOpenLead({ status })) return refuse("STEP_NOT_ALLOWED", words);
  if (command.action === "task-add") {
    const refusal = checkFilled({ title: command.title }) ?? checkTaskDue(command.due, context.today);
    const details = { task: context.taskId, assignee: command.assignee, due: command.due };
    return refusal ?? { ok: true, remark: { kind: "task-add", note: command.title.trim(), details } };
  }
  const { task } = command;
  const refusal = checkOpenTask(tasks, task);
  if (refusal) return refusal;
  const note = (command.action === "task-report" ? command.result : command.reason).trim();
  if (note === "") return refuse("REASON_NEEDED");
  if (command.action === "task-cancel") return { ok: true, remark: { kind: "task-cancel", note, details: { task } } };
  if (tasks.some(({ id, assignee }) => id === task && assignee !== context.actor))
    return refuse("CASE_NOT_YOURS", { who: "worker", who_zh: "任务的承担人", who_en: "whoever the task was given to", ...words });
  const stranger = command.files.find((file) => !context.files.includes(file));
  if (stranger !== undefined) return refuse("ATTACHMENT_UNKNOWN", { attachment: stranger });
  return { ok: true, remark: { kind: "task-report", note, details: { task, files: [...command.files] } } };
}
