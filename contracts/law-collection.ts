import type { Text } from "./text.ts";

/** Who sees a collection of articles beside its owner. */
export const LAW_SHARING = {
  private: { zh: "仅自己", en: "Only me" },
  line: { zh: "本院同一业务条线", en: "My business line in my office" },
  office: { zh: "本院", en: "My office" },
} as const satisfies Record<string, Text>;
export type LawSharing = keyof typeof LAW_SHARING;

/** Searches and readings that are kept of one person; the oldest go first. */
export const LAW_HISTORY_KEPT = 500;
