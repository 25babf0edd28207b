import { CaseCommandBody, IntakeBody, LeadCommandBody, LeadQuery, SearchBody, SignInBody } from "@yuejian/contracts/api";
import type { TSchema } from "typebox";
import { describe, expect, it } from "vitest";
import { validatorOf } from "./validation.ts";

function complaint(schema: TSchema, value: unknown, part = "body"): string {
  const checked = validatorOf(schema, part)(value);
  return "error" in checked ? `${String(checked.error.parameters["where"])} ${String(checked.error.parameters["reason"])}` : "fine";
}

describe("a bad request names the member and what is wrong with it", () => {
  it.each([
    [{}, "body.version is missing"],
    [{ version: "1", command: { action: "comment", note: "x" } }, "body.version must be of type integer"],
    [{ version: 1, command: { action: "comment", note: "x" }, more: 1 }, "body.more is not known here"],
    [{ version: 1, command: { action: "comment" } }, "body.command.note is missing"],
    [{ version: 1, command: { action: "comment", note: 5 } }, "body.command.note must be of type string"],
    [{ version: 1, command: { action: "comment", note: "x".repeat(4001) } }, "body.command.note has more than 4000 characters"],
    [{ version: 1, command: { action: "comment", note: "x", by: "me" } }, "body.command.by is not known here"],
    [{ version: 1, command: { action: "burn" } }, "body.command.action must be one of assign, verify, dismiss, file, reopen, comment"],
    [{ version: 1, command: { action: "comment", note: "x" } }, "fine"],
    ["text", "body must be of type object"],
    [null, "body.version is missing"],
  ])("%j", (value, expected) => {
    expect(complaint(LeadCommandBody, value)).toBe(expected);
  });

  it.each([
    [{ action: "draft" }, "body.command.kind is missing"],
    [{ action: "comment" }, "body.command.note is missing"],
    [{ action: "merge", into: "x", reason: "y", a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }, "body.command.a is not known here"],
    [
      { action: "task-add", title: "x", assignee: "y", due: "2026-02-30" },
      "body.command.due must be a day that there is, such as 2026-11-26",
    ],
  ])("among thirty alternatives the one that was meant: %j", (command, expected) => {
    expect(complaint(CaseCommandBody, { version: 1, command })).toBe(expected);
  });

  it("a day has to be in the calendar", () => {
    const wanted = "body.from must be a day that there is, such as 2026-11-26";
    for (const from of ["yesterday", "2025-02-31", "2025-2-3", "2025-02-03T00:00:00Z", ""])
      expect(complaint(SearchBody, { query: "x", from }), from).toBe(wanted);
    expect(complaint(SearchBody, { query: "x", from: "2024-02-29" })).toBe("fine");
  });

  it("in addresses too, where texts stand for numbers", () => {
    expect(complaint(LeadQuery, { limit: "20", q: "12" }, "querystring")).toBe("fine");
    expect(complaint(LeadQuery, { limit: "501" }, "querystring")).toBe("query.limit must be <= 500");
    expect(complaint(LeadQuery, { limit: "many" }, "querystring")).toBe("query.limit must be of type integer");
    expect(complaint(LeadQuery, { sort: "worst" }, "querystring")).toBe("query.sort must be one of newest, oldest, changed, waiting");
    expect(complaint(LeadQuery, { colour: "red" }, "querystring")).toBe("query.colour is not known here");
  });

  it("and numbers in bodies are not read from texts", () => {
    expect(complaint(IntakeBody, { path: "/a", dataset: "b", create: "true" })).toBe("body.create must be of type boolean");
    expect(complaint(SignInBody, { name: "a" })).toMatch(/^body/);
  });

  it("never repeats the value", () => {
    expect(complaint(IntakeBody, { path: 990601198503070000, dataset: "b" })).not.toContain("9906");
  });
});
