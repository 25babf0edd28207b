import { type Static, Type } from "typebox";
import { exact, oneOf, orNull } from "./shapes.ts";

export const TASK_STATUSES = { open: 0, done: 0, cancelled: 0 } as const;

/** POST /api/leads/:lead/tasks — 201. By whoever the lead is assigned to, or who assigns leads; the assignee must be able to comment on the lead
 *  (ASSIGNEE_UNSUITABLE). POST …/tasks/:task/report — by its assignee; files are attachments of the lead. POST …/tasks/:task/cancel — by who may give tasks. */
export const LeadTaskBody = exact({
  title: Type.String({ maxLength: 300 }),
  assignee: Type.String({ maxLength: 64 }),
  /** Last day for the result, YYYY-MM-DD in China. */
  due: Type.String({ maxLength: 10 }),
});
export const TaskReportBody = exact({
  result: Type.String({ maxLength: 4000 }),
  files: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 50 }),
});
export const TaskCancelBody = exact({ reason: Type.String({ maxLength: 1000 }) });

export const LeadTaskShape = exact({
  id: Type.String(),
  title: Type.String(),
  assignee: Type.String(),
  assigneeName: Type.String(),
  due: Type.String(),
  addedByName: Type.String(),
  addedAt: Type.String(),
  status: oneOf(TASK_STATUSES),
  /** What was found, or why it was cancelled. */
  result: orNull(Type.String()),
  files: Type.Array(exact({ id: Type.String(), name: Type.String() })),
  isOverdue: Type.Boolean(),
  mayReport: Type.Boolean(),
  mayCancel: Type.Boolean(),
});
export type LeadTask = Static<typeof LeadTaskShape>;
/** GET /api/leads/:lead/tasks — oldest first, those that are over included. */
export const LeadTasksShape = exact({ items: Type.Array(LeadTaskShape), mayAdd: Type.Boolean() });
export type LeadTasks = Static<typeof LeadTasksShape>;
