import {
  ChangeScheduleBody,
  exact,
  JobShape,
  NewScheduleBody,
  ScheduleShape,
  SchedulesShape,
  type ScheduleView,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import { jobView } from "../../jobs/index.ts";
import type { Row } from "../../store/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";

const SchedulePath = exact({ schedule: Type.String() });

export function scheduleRoutes(app: App, { services }: RouteContext): void {
  const { policy, schedules, store } = services;

  app.get(
    "/api/schedules",
    { config: { admission: "schedule.read" }, schema: { response: { 200: SchedulesShape } } },
    async ({ caller }) => {
      const seen = (await schedules.all()).filter(({ office }) => policy.may(caller.actor, "schedule.read", { office }));
      const items = await Promise.all(seen.map((each) => view(each, caller)));
      return { items, total: items.length, offset: 0, limit: items.length };
    },
  );

  app.post(
    "/api/schedules",
    { config: { admission: "schedule.manage" }, schema: { body: NewScheduleBody, response: { 201: ScheduleShape } } },
    async ({ caller, body }, reply) => {
      const { kind, input = {}, rule, missed = "run-once", isEnabled = true } = body;
      const schedule = await schedules.add({ kind, input, rule: rule, missed, isEnabled }, caller);
      return reply.code(201).send(await view(schedule, caller));
    },
  );

  app.post(
    "/api/schedules/:schedule",
    {
      config: { admission: "schedule.manage" },
      schema: { params: SchedulePath, body: ChangeScheduleBody, response: { 200: ScheduleShape } },
    },
    async ({ caller, params, body }) => view(await schedules.change(params.schedule, body, caller), caller),
  );

  app.post(
    "/api/schedules/:schedule/remove",
    { config: { admission: "schedule.manage" }, schema: { params: SchedulePath, response: { 204: Type.Null() } } },
    async ({ caller, params }, reply) => {
      await schedules.remove(params.schedule, caller);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/schedules/:schedule/run",
    { config: { admission: "schedule.manage" }, schema: { params: SchedulePath, response: { 202: JobShape } } },
    async ({ caller, params }, reply) => reply.code(202).send(jobView(await schedules.runNow(params.schedule, caller))),
  );

  async function view(schedule: Row<"schedules">, { actor }: Caller): Promise<ScheduleView> {
    const owner = await store.db.selectFrom("users").select("display_name").where("id", "=", schedule.owner).executeTakeFirst();
    const last = await store.db
      .selectFrom("schedule_runs")
      .leftJoin("jobs", "jobs.id", "schedule_runs.job")
      .select(["due_at", "at", "outcome", "schedule_runs.job", "schedule_runs.error", "jobs.status"])
      .where("schedule", "=", schedule.id)
      .orderBy("at", "desc")
      .orderBy("due_at", "desc")
      .limit(1)
      .executeTakeFirst();
    return {
      id: schedule.id,
      version: schedule.version,
      kind: schedule.kind,
      title: { zh: schedule.title_zh, en: schedule.title_en },
      input: JSON.parse(schedule.input) as ScheduleView["input"],
      rule: JSON.parse(schedule.rule) as ScheduleView["rule"],
      missed: schedule.missed,
      isEnabled: schedule.is_enabled === 1,
      isStanding: schedule.standing_key !== null,
      nextAt: schedule.next_at,
      owner: { id: schedule.owner, name: owner?.display_name ?? schedule.owner },
      office: schedule.office,
      lastRun: last
        ? {
            dueAt: last.due_at,
            at: last.at,
            outcome: last.outcome,
            job: last.job,
            jobStatus: last.status ?? null,
            error: last.error,
          }
        : null,
      mayManage: schedules.mayManage(schedule, actor),
    };
  }
}
