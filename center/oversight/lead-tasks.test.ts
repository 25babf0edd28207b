import type { LeadEvent, TaskCommand } from "@yuejian/contracts";
import { describe, expect, it } from "vitest";
import { decideLeadTask, found, leadTasks, remark } from "./index.ts";

const { lead, event } = found(
  { id: "led_1", model: "m", subject: "s", subjectName: "n", office: "junshan", summary: { zh: "摘要", en: "summary" } },
  { run: "run_1", now: "2026-11-01T00:00:00.000Z", eventId: "evt_0" },
);
const context = { actor: "usr_1", today: "2026-11-02", taskId: "tsk_1", files: ["att_1"] };
const add: TaskCommand = { action: "task-add", title: " 调取判决书 ", assignee: "usr_2", due: "2026-11-05" };

/** The history after commands, each by the person named. */
function history(...steps: readonly (readonly [string, TaskCommand])[]): LeadEvent[] {
  const events = [event];
  for (const [actor, command] of steps) {
    const decision = decideLeadTask(lead, leadTasks(events), { ...context, actor, command });
    if (!decision.ok) throw new Error(decision.code);
    events.push(remark(lead, decision.remark, { actor, now: "2026-11-02T01:00:00.000Z", eventId: `evt_${events.length}` }).event);
  }
  return events;
}
const codeOf = (actor: string, command: TaskCommand, events = history(["usr_1", add])) => {
  const decision = decideLeadTask(lead, leadTasks(events), { ...context, actor, command });
  return decision.ok ? "done" : decision.code;
};

describe("tasks of a lead", () => {
  it("are what the history tells: given, answered with files, cancelled with the reason", () => {
    const report: TaskCommand = { action: "task-report", task: "tsk_1", result: "属实", files: ["att_1"] };
    expect(leadTasks(history(["usr_1", add]))).toMatchObject([{ title: "调取判决书", assignee: "usr_2", status: "open", settledAt: null }]);
    expect(leadTasks(history(["usr_1", add], ["usr_2", report]))).toMatchObject([{ status: "done", result: "属实", files: ["att_1"] }]);
    expect(leadTasks(history(["usr_1", add], ["usr_1", { action: "task-cancel", task: "tsk_1", reason: "不必" }]))).toMatchObject([
      { status: "cancelled", result: "不必" },
    ]);
  });

  it("are refused with the reason: past days, strangers, unknown tasks and files, results of what is over", () => {
    const report = { action: "task-report", task: "tsk_1", result: "属实", files: [] } as const;
    expect(codeOf("usr_1", { ...add, due: "2026-11-01" })).toBe("DAY_INVALID");
    expect(codeOf("usr_1", { ...add, due: "2026-02-30" })).toBe("DAY_INVALID");
    expect(codeOf("usr_1", { ...add, title: " " })).toBe("REQUEST_INVALID");
    expect(codeOf("usr_1", report)).toBe("CASE_NOT_YOURS");
    expect(codeOf("usr_2", { ...report, task: "tsk_9" })).toBe("TASK_UNKNOWN");
    expect(codeOf("usr_2", { ...report, files: ["att_9"] })).toBe("ATTACHMENT_UNKNOWN");
    expect(codeOf("usr_2", { ...report, result: "" })).toBe("REASON_NEEDED");
    expect(codeOf("usr_2", report, history(["usr_1", add], ["usr_2", report]))).toBe("TASK_SETTLED");
  });

  it.each(["dismissed", "filed"] as const)("are not given on a lead that is %s", (status) => {
    expect(decideLeadTask({ ...lead, status }, [], { ...context, command: add })).toMatchObject({ ok: false, code: "STEP_NOT_ALLOWED" });
  });
});
