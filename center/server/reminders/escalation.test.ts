import { DEFAULT_REMINDER_RULES, REMINDER_BOUNDS, YUEYANG_OFFICES } from "@yuejian/contracts";
import { dayAfter } from "@yuejian/oversight";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { type Actor, createPolicy } from "../policy/index.ts";
import type { Asking } from "./causes/cause.ts";
import { levelsOf, toldOf } from "./escalation.ts";

const DAY = "2026-03-18";
const actor = (id: string, role: Actor["role"], office: string, line: "civil" | "minors" = "civil"): Actor => ({
  id,
  role,
  office,
  businessLines: [line],
});
const people = [
  actor("handler", "procurator", "junshan"),
  actor("head", "department-head", "junshan"),
  actor("other-head", "department-head", "junshan", "minors"),
  actor("far-head", "department-head", "miluo"),
  actor("chief", "chief-procurator", "yueyang"),
];
const asking: Asking = {
  key: "k",
  title: { zh: "一", en: "one" },
  law: { zh: "《某法》第一条", en: "art. 1" },
  due: DAY,
  link: "/",
  office: "junshan",
  lines: ["civil"],
  handlers: ["handler"],
};
const leading = { policy: createPolicy(YUEYANG_OFFICES), people, offices: YUEYANG_OFFICES };
const told = (level: Parameters<typeof toldOf>[1], given: Partial<Asking> = {}) =>
  toldOf({ ...asking, ...given }, level, { rules: DEFAULT_REMINDER_RULES, leading });

it("the handler is told before, the head of the line's department too at the end, who leads the office after it", () => {
  expect(told("before").map(({ person }) => person)).toEqual(["handler"]);
  expect(told("end").map(({ person }) => person)).toEqual(["handler", "head"]);
  // The office has no chief with an account: the city's is told.
  expect(told("over").map(({ person }) => person)).toEqual(["chief"]);
  for (const level of ["before", "end", "over"] as const)
    for (const { why } of told(level)) expect(why.zh).toContain(`期限至 ${DAY}（《某法》第一条）。`);
});

it("where nobody stands where the rules send, the next is told and told why", () => {
  expect(told("before", { handlers: ["gone"] }).map(({ person, why }) => [person, why.zh.includes("承办人没有账号")])).toEqual([
    ["head", true],
  ]);
  expect(told("end", { lines: ["complaints"] }).map(({ person, why }) => [person, why.zh.includes("没有负责人账号")])).toEqual([
    ["handler", false],
    ["chief", true],
  ]);
});

it("levels only rise with the days, whatever rules within bounds, and whoever is found late misses none that still matters", () => {
  const rank = { event: 0, before: 1, end: 2, over: 3 };
  const within = ({ least, most }: { least: number; most: number }) => fc.integer({ min: least, max: most });
  const rules = fc
    .record({
      handlerDaysBefore: within(REMINDER_BOUNDS.handlerDaysBefore),
      headDaysBefore: within(REMINDER_BOUNDS.headDaysBefore),
      leadDaysAfter: within(REMINDER_BOUNDS.leadDaysAfter),
    })
    .filter((each) => each.headDaysBefore < each.handlerDaysBefore);
  fc.assert(
    fc.property(rules, fc.integer({ min: -30, max: 30 }), (given, ahead) => {
      const of = (days: number) => levelsOf(dayAfter(DAY, days), DAY, { ...DEFAULT_REMINDER_RULES, ...given }).map((level) => rank[level]);
      const [earlier, later] = [of(ahead), of(ahead - 1)];
      expect(Math.max(0, ...later)).toBeGreaterThanOrEqual(Math.max(0, ...earlier));
      if (ahead <= 0) expect(of(ahead)).toContain(rank.end);
      expect(of(ahead).includes(rank.over)).toBe(ahead <= -given.leadDaysAfter);
    }),
    { endOnFailure: true },
  );
});
