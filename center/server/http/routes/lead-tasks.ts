import { isOpenLead, type TaskCommand, type VerificationTask, YuejianError } from "@yuejian/contracts";
import { exact, type LeadTask, LeadTaskBody, LeadTaskShape, LeadTasksShape, TaskCancelBody, TaskReportBody } from "@yuejian/contracts/api";
import { dayInChina } from "@yuejian/oversight";
import { Type } from "typebox";
import { actorOf } from "../../identity/index.ts";
import { changeLeadTask, leadTasksOf } from "../../work/index.ts";
import type { App, Caller } from "../app-types.ts";
import { opensNothing } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { leadPorts } from "../views/lead-ports.ts";
import { shownRow } from "../views/lead-view.ts";
import type { LeadRow } from "../views/leads.ts";
import { objectOf, readableLead } from "../views/readable-lead.ts";

const LeadPath = exact({ lead: Type.String() });
const TaskPath = exact({ lead: Type.String(), task: Type.String() });

/** Verification tasks on a lead before there is a case. */
export function leadTaskRoutes(app: App, context: RouteContext): void {
  const { home, services } = context;
  const { store, policy, audit, accounts, clock } = services;
  const ports = leadPorts(home);

  app.get(
    "/api/leads/:lead/tasks",
    { config: { admission: "lead.read" }, schema: { params: LeadPath, response: { 200: LeadTasksShape } } },
    async ({ caller, params }) => {
      const row = await readableLead(services, caller, params.lead);
      const items = await shownTasks(row, caller, await leadTasksOf(store.db, row.id));
      return { items, mayAdd: isOpenLead(row) && mayGive(row, caller) };
    },
  );

  app.post(
    "/api/leads/:lead/tasks",
    { config: { admission: "lead.comment" }, schema: { params: LeadPath, body: LeadTaskBody, response: { 201: LeadTaskShape } } },
    async ({ caller, params, body }, reply) => {
      const row = await readableLead(services, caller, params.lead, "lead.comment");
      demandGiving(row, caller);
      const account = await accounts.byId(body.assignee);
      if (!account || account.is_disabled !== 0) throw new YuejianError("USER_UNKNOWN", { user: body.assignee });
      if (!policy.may(actorOf(account), "lead.comment", objectOf(row)))
        throw new YuejianError("ASSIGNEE_UNSUITABLE", { user: account.display_name });
      return reply.code(201).send(await change(row, caller, { action: "task-add", ...body }));
    },
  );

  app.post(
    "/api/leads/:lead/tasks/:task/report",
    { config: { admission: "lead.comment" }, schema: { params: TaskPath, body: TaskReportBody, response: { 200: LeadTaskShape } } },
    async ({ caller, params, body }) => {
      const row = await readableLead(services, caller, params.lead, "lead.comment");
      return change(row, caller, { action: "task-report", task: params.task, ...body });
    },
  );

  app.post(
    "/api/leads/:lead/tasks/:task/cancel",
    { config: { admission: "lead.comment" }, schema: { params: TaskPath, body: TaskCancelBody, response: { 200: LeadTaskShape } } },
    async ({ caller, params, body }) => {
      const row = await readableLead(services, caller, params.lead, "lead.comment");
      demandGiving(row, caller);
      return change(row, caller, { action: "task-cancel", task: params.task, ...body });
    },
  );

  async function change(row: LeadRow, caller: Caller, command: TaskCommand): Promise<LeadTask> {
    const tasks = await changeLeadTask(ports, { lead: row.id, command, actor: caller.actor });
    const changed = command.action === "task-add" ? tasks.at(-1) : tasks.find(({ id }) => id === command.task);
    const [shown] = await shownTasks(row, caller, changed ? [changed] : []);
    if (!shown) throw new TypeError("a changed task is among those of its lead");
    await audit.record({
      actor: caller.account,
      action: "lead.comment",
      subject: row.id,
      outcome: "done",
      detail: `${command.action} ${shown.id}`,
    });
    return shown;
  }

  function mayGive(row: LeadRow, { actor }: Caller): boolean {
    const object = objectOf(row);
    return policy.may(actor, "lead.assign", { ...object, newWorker: actor.id }) || policy.may(actor, "lead.verify", object);
  }

  function demandGiving(row: LeadRow, caller: Caller): void {
    if (!mayGive(row, caller)) policy.demand(caller.actor, "lead.verify", objectOf(row));
  }

  /** What people wrote is shown as the lead's history shows it: without the subject's name and id. */
  async function shownTasks(row: LeadRow, caller: Caller, tasks: readonly VerificationTask[]): Promise<LeadTask[]> {
    const { hide } = shownRow(context, row, opensNothing);
    const today = dayInChina(clock.now());
    const ids = [...new Set(tasks.flatMap(({ assignee, addedBy }) => [assignee, addedBy]))];
    const users =
      ids.length === 0 ? [] : await store.db.selectFrom("users").select(["id", "display_name"]).where("id", "in", ids).execute();
    const names = new Map(users.map(({ id, display_name: name }) => [id, name]));
    const attached = await store.db.selectFrom("lead_attachments").select(["id", "name"]).where("lead", "=", row.id).execute();
    const isMine = (task: VerificationTask) => task.assignee === caller.actor.id;
    return tasks.map((task) => ({
      id: task.id,
      title: hide(task.title),
      assignee: task.assignee,
      assigneeName: names.get(task.assignee) ?? "",
      due: task.due,
      addedByName: names.get(task.addedBy) ?? "",
      addedAt: task.addedAt,
      status: task.status,
      result: task.result === null ? null : hide(task.result),
      files: attached.filter(({ id }) => task.files.includes(id)).map(({ id, name }) => ({ id, name: hide(name) })),
      isOverdue: task.status === "open" && task.due < today,
      mayReport: isOpenLead(row) && task.status === "open" && isMine(task),
      mayCancel: isOpenLead(row) && task.status === "open" && mayGive(row, caller),
    }));
  }
}
