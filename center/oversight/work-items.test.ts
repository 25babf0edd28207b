import { describe, expect, it } from "vitest";
import { type WaitingLead, workItems } from "./index.ts";

const title = { zh: "题", en: "title" };
const lead = (id: string, details: Partial<WaitingLead>): WaitingLead => ({
  id,
  status: "new",
  assignee: null,
  changedAt: "2026-11-01T00:00:00.000Z",
  title,
  due: null,
  mayAssign: false,
  mayVerify: false,
  mayFile: false,
  ...details,
});

describe("what waits for a person", () => {
  it("is what the person may do next, most urgent first", () => {
    const items = workItems({
      actor: "usr_me",
      leads: [
        lead("assign-late", { mayAssign: true, changedAt: "2026-11-09T00:00:00.000Z" }),
        lead("assign-early", { mayAssign: true }),
        lead("verify", { status: "assigned", assignee: "usr_me", mayVerify: true }),
        lead("verify-due", { status: "assigned", assignee: "usr_me", mayVerify: true, due: "2026-11-30" }),
        lead("file", { status: "verified", assignee: "usr_me", mayFile: true }),
      ],
      batches: [{ id: "bat", createdAt: "2026-10-01T00:00:00.000Z", title }],
      jobs: [{ id: "job", finishedAt: "2026-11-20T00:00:00.000Z", title }],
    });
    expect(items.map((item) => item.id)).toEqual(["verify-due", "file", "verify", "job", "assign-early", "assign-late", "bat"]);
  });

  it("leaves out what others do and what is over", () => {
    const leads = [
      lead("not-mine", { status: "assigned", assignee: "usr_other", mayVerify: true }),
      lead("may-not", { status: "new" }),
      lead("over", { status: "dismissed", mayAssign: true }),
      lead("filed", { status: "filed", mayFile: true }),
    ];
    expect(workItems({ actor: "usr_me", leads, batches: [], jobs: [] })).toEqual([]);
  });
});
