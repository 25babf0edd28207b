import type { AlertRuleView } from "@yuejian/contracts/api";
import { expect, it } from "vitest";
import { orderOf, valuesOf } from "./alert-order.ts";

const base = {
  id: "alr_1",
  version: 3,
  title: "罚金",
  isEnabled: false,
  owner: { id: "usr_1", name: "张三" },
  createdAt: "2026-03-02T00:00:00.000Z",
  mayChange: true,
};

const RULES: readonly AlertRuleView[] = [
  {
    ...base,
    subject: "lead",
    conditions: { models: ["wrong-fines"], offices: ["huarong"], leastAmount: 10_000_000, window: { count: 5, days: 30 } },
    recipient: { kind: "group", office: "huarong", roles: ["department-head"] },
  },
  { ...base, subject: "lead", conditions: {}, recipient: { kind: "me" } },
  {
    ...base,
    subject: "case",
    conditions: { lines: ["ordinary-crime"], authorities: ["自然资源局"], isOwn: true },
    recipient: { kind: "me" },
  },
  { ...base, subject: "source", conditions: { sources: ["户籍库"] }, recipient: { kind: "me" } },
];

it("a rule that is opened in the form and sent unchanged stays what it is", () => {
  for (const rule of RULES) {
    const { owner: _owner, createdAt: _created, mayChange: _may, ...order } = rule;
    expect(orderOf(valuesOf(rule, "yueyang"), rule)).toEqual(order);
  }
});

it("what is new is on and has no version", () => {
  const values = { title: "扎堆", subject: "lead", to: "me", office: "yueyang", count: 20, days: null, yuan: null } as const;
  expect(orderOf(values, null)).toEqual({
    title: "扎堆",
    subject: "lead",
    conditions: { window: { count: 20, days: 7 } },
    recipient: { kind: "me" },
    isEnabled: true,
    version: 0,
  });
});
