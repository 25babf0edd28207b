import { draftText, type PlantedDraft } from "./draft.ts";

/** A planted fault in a line, for what a test says. */
export const summaryOf = ({ draft: { family }, fault: { kind, wrong, right } }: PlantedDraft): string =>
  `${family} ${kind}: ${wrong} for ${right ?? ""}`;

/** Whether a fault does not stand where it is said to; what is missing stands nowhere. */
export function isMisplaced({ draft, fault: { kind, start, end, wrong, right, also } }: PlantedDraft): boolean {
  const text = draftText(draft);
  const isInside = [[start, end] as const, ...also].every(([from, to]) => from <= to && to <= text.length);
  if (kind === "part-missing") return wrong !== "" || !isInside;
  return !isInside || wrong === "" || text.slice(start, end) !== wrong || wrong === right;
}
