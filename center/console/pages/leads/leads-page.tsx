import { Link, useNavigate, useRouterState, useSearch } from "@tanstack/react-router";
import type { LeadFilter, LeadView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useState } from "react";
import { useLeadList } from "../../api/leads.ts";
import { PageHeader } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import { Nothing } from "../../kit/page-state.tsx";
import { startReading } from "../../kit/reading.ts";
import { useLanguage } from "../../language/locale.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { type BulkAction, BulkDialog } from "./bulk-dialog.tsx";
import { useChosenLeads } from "./chosen-leads.ts";
import { ColumnChoice } from "./column-choice.tsx";
import { useInboxView } from "./inbox-view.ts";
import { useLeadColumns } from "./lead-columns.tsx";
import { LeadFilterBar, LeadOrder } from "./lead-filters.tsx";
import { OperationsDrawer } from "./operations-drawer.tsx";
import { SavedViews } from "./saved-views.tsx";
import { useUndoNewest } from "./undo.tsx";

const ACTION_KEYS: Readonly<Record<string, BulkAction>> = { a: "assign", d: "dismiss", c: "comment" };

export function LeadsPage() {
  const { t } = useLanguage();
  const { sort, view: _view, ...filter } = useSearch({ from: "/frame/leads" });
  const view = useInboxView();
  const leads = useLeadList(filter, sort);
  const chosen = useChosenLeads({ filter, items: leads.items ?? [], total: leads.total });
  const [action, setAction] = useState<BulkAction | null>(null);
  const [isListingOperations, setListingOperations] = useState(false);
  const undoNewest = useUndoNewest();
  const open = useOpen(leads.items ?? []);
  const columns = useLeadColumns(view.columns, open.remember);
  const press = (key: string, lead: LeadView | undefined): boolean => {
    if (key === "u") return undoNewest();
    if (key === "Escape") return chosen.clear();
    const wanted = ACTION_KEYS[key];
    if (!wanted || (chosen.count === 0 && !lead)) return false;
    if (chosen.count === 0 && lead) chosen.chooseOnly(lead);
    setAction(wanted);
    return true;
  };
  return (
    <>
      <PageHeader
        title={t("nav.leads")}
        about={t("leads.about")}
        actions={
          <>
            <SavedViews view={view} filter={filter} sort={sort} />
            <ColumnChoice columns={view.columns} onChange={view.setColumns} />
            <Button onClick={() => setListingOperations(true)}>{t("bulk.recent")}</Button>
          </>
        }
      />
      <LeadFilterBar filter={filter} first={leads.first} />
      <List
        list={leads}
        label={t("nav.leads")}
        title={(n) => (leads.isAtLeast ? t("inbox.foundAtLeast", { n }) : t("leads.found", { n }))}
        hint={t("leads.keysHint")}
        actions={<LeadOrder sort={sort} />}
        above={<BulkBar chosen={chosen} isAtLeast={leads.isAtLeast ?? false} onAct={setAction} />}
        columns={columns}
        idOf={(lead) => lead.id}
        place={`leads ${JSON.stringify({ filter, sort })}`}
        hasKeys
        selection={chosen.selection}
        onKey={press}
        onOpen={open.now}
        empty={<NoLeads filter={filter} />}
      />
      {action && <BulkDialog action={action} chosen={chosen} onClose={() => setAction(null)} />}
      <OperationsDrawer open={isListingOperations} onClose={() => setListingOperations(false)} />
    </>
  );
}

/** Opens a lead and keeps the list that it was opened from. */
function useOpen(items: readonly LeadView[]) {
  const navigate = useNavigate();
  const from = useRouterState({ select: (state) => state.location.href });
  const remember = (lead: LeadView) => startReading({ ids: items.map((each) => each.id), from }, lead.id);
  const now = (lead: LeadView) => {
    remember(lead);
    void navigate({ to: "/leads/$lead", params: { lead: lead.id } });
  };
  return { remember, now };
}

function NoLeads({ filter }: { readonly filter: LeadFilter }) {
  const { t } = useLanguage();
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Nothing
      title={isFiltered ? t("leads.noneFit") : t("leads.none")}
      action={
        isFiltered ? (
          <Link to="/leads" search={{ view: "none" }}>
            {t("leads.clear")}
          </Link>
        ) : (
          <Link to="/models">{t("leads.toModels")}</Link>
        )
      }
    >
      {isFiltered ? t("leads.noneFitWhy") : t("leads.noneWhy")}
    </Nothing>
  );
}
