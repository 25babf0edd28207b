import type { ViolationView } from "@yuejian/contracts/api";
import { useState } from "react";
import type { ChosenLeads } from "../leads/chosen-leads.ts";

/** Metres between middles up to which violations are neighbours: what can be chosen, and what is unless something is. */
export const DISTANCES = [200, 500, 1000, 2000, 5000] as const;
export const NEAR_METRES = 500;

/** The violations that the next step is about, as the leads that they are. */
export interface ChosenViolations {
  readonly leads: ChosenLeads;
  readonly items: readonly ViolationView[];
  readonly ids: ReadonlySet<string>;
  readonly choose: (ids: ReadonlySet<string>) => void;
}

export function useChosenViolations(items: readonly ViolationView[]): ChosenViolations {
  const [ids, choose] = useState<ReadonlySet<string>>(new Set());
  const chosen = items.filter(({ id, lead }) => ids.has(id) && lead !== null);
  const named = chosen.flatMap(({ lead }) => (lead ? [{ id: lead.id, version: lead.version }] : []));
  return {
    ids,
    items: chosen,
    choose,
    leads: {
      count: named.length,
      isAll: false,
      total: 0,
      leads: [],
      forServer: () => ({ leads: named }),
      selection: { chosen: ids, onChange: choose },
      chooseOnly: () => {},
      chooseAll: () => {},
      clear: () => {
        choose(new Set());
        return ids.size > 0;
      },
    },
  };
}

/** Leads around one that are near each other, step by step: what may be one case. */
export function neighboursOf(violation: ViolationView, items: readonly ViolationView[], metres: number): readonly ViolationView[] {
  const found = new Map([[violation.id, violation]]);
  for (const from of found.values())
    for (const each of items)
      if (each.lead !== null && !found.has(each.id) && metresApart(from.centre, each.centre) <= metres) found.set(each.id, each);
  return [...found.values()];
}

const METRES_A_DEGREE = 111_320;

function metresApart(one: readonly number[], other: readonly number[]): number {
  const [x1 = 0, y1 = 0] = one;
  const [x2 = 0, y2 = 0] = other;
  const across = (x1 - x2) * METRES_A_DEGREE * Math.cos((y1 * Math.PI) / 180);
  return Math.hypot(across, (y1 - y2) * METRES_A_DEGREE);
}
