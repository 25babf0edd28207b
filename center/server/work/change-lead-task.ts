import { type TaskCommand, type VerificationTask, YuejianError } from "@yuejian/contracts";
import { dayInChina, decideLeadTask } from "@yuejian/oversight";
import { type LeadChangePorts, remarkLeadIn } from "./lead-change.ts";
import { attachmentsOf, leadTasksOf } from "./lead-tasks.ts";

/** A task of a lead is given, answered or cancelled, with its event and statement. Who may give tasks was decided before.
 *  LEAD_UNKNOWN, and the refusals of oversight's `decideLeadTask`. */
export async function changeLeadTask(
  ports: LeadChangePorts,
  { lead, command, actor }: { readonly lead: string; readonly command: TaskCommand; readonly actor: { readonly id: string } },
): Promise<readonly VerificationTask[]> {
  return ports.store.write(async (trx) => {
    const row = await trx.selectFrom("leads").select("status").where("id", "=", lead).executeTakeFirst();
    if (!row) throw new YuejianError("LEAD_UNKNOWN", { lead });
    const decision = decideLeadTask(row, await leadTasksOf(trx, lead), {
      command,
      actor: actor.id,
      today: dayInChina(ports.clock.now()),
      taskId: ports.ids.next("tsk"),
      files: (await attachmentsOf(trx, lead)).map(({ id }) => id),
    });
    if (!decision.ok) throw new YuejianError(decision.code, decision.parameters);
    await remarkLeadIn(trx, ports, { ...decision.remark, lead, actor });
    const tasks = await leadTasksOf(trx, lead);
    await trx.deleteFrom("lead_tasks").where("lead", "=", lead).execute();
    const rows = tasks.map(({ id, assignee, due, addedAt, settledAt }) => {
      return { id, lead, assignee, due, added_at: addedAt, settled_at: settledAt };
    });
    await trx.insertInto("lead_tasks").values(rows).execute();
    return tasks;
  });
}
