import { type ScheduleRule, YuejianError } from "@yuejian/contracts";
import type { Arguments } from "../arguments.ts";

export const RULE_USAGE = `--every MINUTES | --daily HH:MM | --weekly "1-7 HH:MM" | --monthly "1-31 HH:MM" | --cron "M H D M W"`;

export const RULE_OPTIONS = {
  every: { type: "string" },
  daily: { type: "string" },
  weekly: { type: "string" },
  monthly: { type: "string" },
  cron: { type: "string" },
} as const;

/** The rule of time that one of the options gives. */
export function ruleOf(given: Arguments): ScheduleRule {
  const set = (["every", "daily", "weekly", "monthly", "cron"] as const).filter((name) => given.text(name) !== undefined);
  const [name, another] = set;
  const value = name === undefined ? "" : (given.text(name) ?? "");
  if (name === undefined || another !== undefined) throw new YuejianError("USAGE", { reason: `give one of ${RULE_USAGE}` });
  const [first = "", second = ""] = value.trim().split(/\s+/);
  switch (name) {
    case "every":
      return { every: "minutes", minutes: given.count("every", 1, 1) };
    case "daily":
      return { every: "day", at: value };
    case "weekly":
      return { every: "week", on: Number(first), at: second };
    case "monthly":
      return { every: "month", on: Number(first), at: second };
    case "cron":
      return { every: "cron", expression: value };
  }
}
