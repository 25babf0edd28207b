import { caseWay, intervalDays, type StageInterval, stageIntervals } from "@yuejian/case-management";
import type { ProcessCasesFilter, ProcessPart } from "@yuejian/contracts/api";
import type { Reading, Row } from "../store/index.ts";
import { handledOf } from "./case-rows.ts";
import { acceptedCases, type Onlooker, rowsOf } from "./queries.ts";

/** Rows that are shown; all are counted. */
const SHOWN = 200;

interface Behind {
  readonly from: string;
  readonly to: string | null;
  readonly days: number;
}

interface Asked extends ProcessCasesFilter {
  /** First and last day for what entered and left. */
  readonly window: { readonly from: string; readonly to: string };
}

/** The cases, or the times in a stage, that a figure of where time goes counts: as many, the longest first. */
export async function casesBehind(
  db: Reading,
  onlooker: Onlooker,
  { stage, variant, part = "all", window, ...filter }: Asked,
): Promise<{ readonly total: number; readonly items: readonly (Behind & { readonly row: Row<"handled_cases"> })[] }> {
  let total = 0;
  let longest: (Behind & { readonly id: string })[] = [];
  const isCounted = (interval: Pick<StageInterval, "from" | "to">) => isOfPart(interval, part, window);
  for await (const rows of acceptedCases(db, onlooker, filter)) {
    for (const { id, content, as_of: asOf } of rows) {
      const handled = handledOf({ content });
      const intervals = stageIntervals(handled);
      const whole = { from: handled.days.accepted_on ?? "", to: handled.days.decided_on ?? null };
      const asked =
        stage !== undefined
          ? intervals.filter((each) => each.stage === stage && isCounted(each) && (stage !== "archived" || part === "entered"))
          : variant === undefined
            ? intervals.length > 0 && isCounted(whole)
              ? [whole]
              : []
            : whole.to !== null && caseWay(intervals).join(",") === variant
              ? [whole]
              : [];
      total += asked.length;
      for (const { from, to } of asked) longest.push({ id, from, to, days: intervalDays({ from, to }, asOf) });
    }
    if (longest.length > 2 * SHOWN) longest = first(longest);
  }
  const shown = first(longest);
  const found = await rowsOf(
    db,
    [...new Set(shown.map(({ id }) => id))].map((id) => ({ id })),
  );
  const byId = new Map(found.map((row) => [row.id, row]));
  return {
    total,
    items: shown.flatMap(({ id, ...interval }) => {
      const row = byId.get(id);
      return row ? [{ row, ...interval }] : [];
    }),
  };
}

function first<T extends { readonly id: string; readonly days: number }>(rows: readonly T[]): T[] {
  return rows.toSorted((one, other) => other.days - one.days || (one.id < other.id ? -1 : 1)).slice(0, SHOWN);
}

function isOfPart(
  { from, to }: { readonly from: string; readonly to: string | null },
  part: ProcessPart,
  window: Asked["window"],
): boolean {
  const isInWindow = (day: string) => window.from <= day && day <= window.to;
  switch (part) {
    case "all":
      return true;
    case "ended":
      return to !== null;
    case "goes-on":
      return to === null;
    case "entered":
      return isInWindow(from);
    case "left":
      return to !== null && isInWindow(to);
  }
}
