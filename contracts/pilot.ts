import type { Text } from "./text.ts";

/** Whose cases a pilot is measured by. */
export const PILOT_SOURCES = {
  supervision: { zh: "本系统的监督案件（立案至办结）", en: "supervision cases of this house (opened to ended)" },
  business: { zh: "业务系统导入的案件（受理至决定）", en: "cases imported from the business system (accepted to decided)" },
} as const satisfies Record<string, Text>;

export type PilotSource = keyof typeof PILOT_SOURCES;
