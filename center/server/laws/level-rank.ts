import type { LawLevel } from "@yuejian/contracts";

const ORDER: readonly LawLevel[] = ["constitution", "law", "decision", "interpretation", "regulation", "rule", "local", "other", "case"];

/** In which order laws are shown: 0 first. */
export const levelRank = (level: LawLevel): number => ORDER.indexOf(level);
