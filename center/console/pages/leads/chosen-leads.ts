import type { LeadFilter, LeadView, Selection } from "@yuejian/contracts/api";
import { useState } from "react";

export interface ChosenLeads {
  readonly count: number;
  /** Everything that the filter finds, beyond what is loaded. */
  readonly isAll: boolean;
  readonly total: number;
  /** Of the chosen leads that are loaded. */
  readonly leads: readonly LeadView[];
  /** For the server: named with the versions seen, or the filter. */
  readonly forServer: (asOf?: string) => Selection;
  readonly selection: { readonly chosen: ReadonlySet<string>; readonly onChange: (chosen: ReadonlySet<string>) => void };
  readonly chooseOnly: (lead: LeadView) => void;
  readonly chooseAll: () => void;
  readonly clear: () => boolean;
}

interface Shown {
  readonly filter: LeadFilter;
  readonly items: readonly LeadView[];
  readonly total: number;
}

/** The leads that the next step is about. What is no longer on the list is no longer chosen. */
export function useChosenLeads({ filter, items, total }: Shown): ChosenLeads {
  const key = JSON.stringify(filter);
  const [state, setState] = useState<{ key: string; ids: ReadonlySet<string>; isAll: boolean }>({ key, ids: new Set(), isAll: false });
  const isAll = state.isAll && state.key === key;
  const leads = isAll ? items : items.filter((lead) => state.ids.has(lead.id));
  const choose = (ids: ReadonlySet<string>, all = false) => setState({ key, ids, isAll: all });
  return {
    count: isAll ? total : leads.length,
    isAll,
    total,
    leads,
    forServer: (asOf) => (isAll ? { filter, ...(asOf ? { asOf } : {}) } : { leads: leads.map(({ id, version }) => ({ id, version })) }),
    selection: { chosen: new Set(leads.map((lead) => lead.id)), onChange: (ids) => choose(ids) },
    chooseOnly: (lead) => choose(new Set([lead.id])),
    chooseAll: () => choose(new Set(), true),
    clear: () => {
      if (leads.length === 0) return false;
      choose(new Set());
      return true;
    },
  };
}
