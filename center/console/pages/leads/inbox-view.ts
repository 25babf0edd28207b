import { useNavigate, useSearch } from "@tanstack/react-router";
import type { SavedView } from "@yuejian/contracts/api";
import { useEffect, useState } from "react";
import { useSavedViews } from "../../api/triage.ts";
import { type LeadColumn, rememberColumns, rememberedColumns } from "./lead-columns.tsx";

export interface InboxView {
  readonly views: readonly SavedView[];
  readonly error: Error | null;
  /** The view that was opened, however it was changed since. */
  readonly current: SavedView | undefined;
  readonly columns: readonly LeadColumn[];
  readonly setColumns: (columns: readonly LeadColumn[]) => void;
  readonly open: (view: SavedView | null) => void;
}

/** Which saved view the inbox shows. Without anything in the address the person's default view opens. */
export function useInboxView(): InboxView {
  const search = useSearch({ from: "/frame/leads" });
  const navigate = useNavigate({ from: "/leads" });
  const saved = useSavedViews();
  const views = saved.data?.items ?? [];
  const current = views.find((each) => each.id === search.view);
  const [own, setOwn] = useState(rememberedColumns);
  const [changed, setChanged] = useState<{ readonly view: string; readonly columns: readonly LeadColumn[] } | null>(null);
  const byDefault = Object.keys(search).length === 0 ? views.find((each) => each.isDefault) : undefined;
  useEffect(() => {
    if (byDefault) void navigate({ search: searchOf(byDefault), replace: true });
  }, [byDefault, navigate]);
  const setColumns = (columns: readonly LeadColumn[]) => {
    if (current) setChanged({ view: current.id, columns });
    else {
      rememberColumns(columns);
      setOwn(columns);
    }
  };
  return {
    views,
    error: saved.error,
    current,
    columns: changed && changed.view === current?.id ? changed.columns : (current?.columns ?? own),
    setColumns,
    open: (view) => {
      setChanged(null);
      void navigate({ search: view ? searchOf(view) : { view: "none" } });
    },
  };
}

const searchOf = ({ id, filter, sort }: SavedView) => ({ ...filter, ...(sort === "newest" ? {} : { sort }), view: id });
