import { type Ids, OPEN_LEAD_STATUSES, type VerificationTask } from "@yuejian/contracts";
import { leadTasks } from "@yuejian/oversight";
import { tasksInto } from "../cases/index.ts";
import type { NewRow, Reading, StoreTransaction } from "../store/index.ts";
import { leadEventOf } from "./lead-rows.ts";

/** The verification tasks of a lead, oldest first. */
export async function leadTasksOf(db: Reading, lead: string): Promise<readonly VerificationTask[]> {
  const rows = db.selectFrom("lead_events").selectAll().where("lead", "=", lead).where("kind", "like", "task-%");
  return leadTasks((await rows.orderBy("lead_version").execute()).map(leadEventOf));
}

/** Tasks that wait for a result. Those of a dismissed lead rest, those of a filed one are the case's. */
export function openLeadTasks(db: Reading) {
  return db
    .selectFrom("lead_tasks")
    .innerJoin("leads", "leads.id", "lead_tasks.lead")
    .select(["lead_tasks.id", "lead_tasks.lead", "lead_tasks.assignee", "lead_tasks.due", "lead_tasks.added_at"])
    .select(["leads.model", "leads.office", "leads.business_line"])
    .where("lead_tasks.settled_at", "is", null)
    .where("leads.status", "in", OPEN_LEAD_STATUSES);
}

export const attachmentsOf = (db: Reading, lead: string) =>
  db.selectFrom("lead_attachments").selectAll().where("lead", "=", lead).where("withdrawn_at", "is", null).execute();

/** What of a lead's tasks goes on in the case that it becomes, with the attachments that belong to them. */
export async function goingOver(
  trx: StoreTransaction,
  ids: Ids,
  { lead, case: caseId }: { readonly lead: string; readonly case: string },
): Promise<{ readonly tasks: readonly VerificationTask[]; readonly files: readonly NewRow<"case_files">[] }> {
  return tasksInto(await leadTasksOf(trx, lead), await attachmentsOf(trx, lead), { case: caseId, ids });
}
