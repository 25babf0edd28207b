import type { JobView, ScheduleView } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type ServedCity } from "./testing/served-city.ts";

describeOnBothStores("schedules over the interface", (place) => {
  let city: ServedCity;
  beforeAll(async () => {
    city = await openServedCity(place);
  });
  afterAll(() => city.close());

  const list = async () => (await city.asLocal<{ items: ScheduleView[] }>("GET", "/api/schedules")).body.items;

  it("every model has one that is off; enabled and run now it becomes a job with a result", async () => {
    const standing = (await list()).find((each) => each.input["model"] === "wrong-fines");
    expect(standing).toMatchObject({ isEnabled: false, isStanding: true, nextAt: null, lastRun: null, mayManage: true });
    const url = `/api/schedules/${standing?.id}`;
    const enabled = await city.asLocal<ScheduleView>("POST", url, { version: 1, isEnabled: true });
    expect(enabled.body).toMatchObject({ version: 2, isEnabled: true });
    expect(Date.parse(enabled.body.nextAt ?? "")).toBeGreaterThan(Date.now());
    const job = await city.asLocal<JobView>("POST", `${url}/run`);
    expect(job.status).toBe(202);
    await city.finished(job.body);
    const after = (await list()).find((each) => each.id === standing?.id);
    expect(after?.lastRun).toMatchObject({ outcome: "by-hand", job: job.body.id, jobStatus: "done" });
    expect(codeOf(await city.asLocal("POST", `${url}/remove`))).toBe("SCHEDULE_STANDING");
  });

  it("a person's own is added, changed over a stale version never, and removed", async () => {
    const body = { kind: "run", input: { model: "wrong-fines" }, rule: { every: "week", on: 1, at: "03:00" } };
    const added = await city.asLocal<ScheduleView>("POST", "/api/schedules", body);
    expect(added.status).toBe(201);
    expect(codeOf(await city.asLocal("POST", "/api/schedules", body))).toBe("SCHEDULE_EXISTS");
    const url = `/api/schedules/${added.body.id}`;
    expect(codeOf(await city.asLocal("POST", url, { version: 7, isEnabled: false }))).toBe("VERSION_CONFLICT");
    expect((await city.asLocal("POST", `${url}/remove`)).status).toBe(204);
    expect(codeOf(await city.asLocal("POST", `${url}/run`))).toBe("SCHEDULE_UNKNOWN");
  });

  it("wrong rules, kinds, inputs and people are refused with their code", async () => {
    const post = async (body: object, actAs?: string) => codeOf(await city.asLocal("POST", "/api/schedules", body, actAs));
    const rule = { every: "day", at: "03:00" };
    const input = { model: "wrong-fines" };
    expect(await post({ kind: "run", input, rule: { every: "cron", expression: "0 0 30 2 *" } })).toBe("SCHEDULE_RULE_INVALID");
    expect(await post({ kind: "run", input, rule: { every: "day", at: "3:00" } })).toBe("REQUEST_INVALID");
    expect(await post({ kind: "backup", input, rule })).toBe("SCHEDULE_KIND_UNKNOWN");
    expect(await post({ kind: "run", input: { ...input, more: 1 }, rule })).toBe("REQUEST_INVALID");
    expect(await post({ kind: "run", input: { model: "nothing" }, rule })).toBe("MODEL_UNKNOWN");
    const clerk = city.home.store.db.selectFrom("users").select("name").where("role", "=", "clerk").executeTakeFirstOrThrow();
    expect(await post({ kind: "run", input, rule }, (await clerk).name)).toBe("NOT_ALLOWED");
  });
});
