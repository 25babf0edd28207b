import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { LeadView } from "@yuejian/contracts/api";
import { useLeadList } from "../../api/leads.ts";
import { PageHeader } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { useShortOfficeName } from "../../kit/offices.ts";
import { Nothing } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { LeadStatusTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { LeadFilterBar } from "./lead-filters.tsx";

export function LeadsPage() {
  const { t } = useLanguage();
  const filters = useSearch({ from: "/frame/leads" });
  const navigate = useNavigate();
  const leads = useLeadList(filters);
  const isFiltered = Object.keys(filters).some((name) => name !== "sort");
  return (
    <>
      <PageHeader title={t("nav.leads")} about={t("leads.about")} />
      <LeadFilterBar filters={filters} byStatus={leads.byStatus} />
      <List
        list={leads}
        label={t("nav.leads")}
        title={(n) => t("leads.found", { n })}
        hint={t("leads.keysHint")}
        columns={useColumns()}
        idOf={(lead) => lead.id}
        place={`leads ${JSON.stringify(filters)}`}
        hasKeys
        onOpen={(lead) => void navigate({ to: "/leads/$lead", params: { lead: lead.id } })}
        empty={
          <Nothing
            title={isFiltered ? t("leads.noneFit") : t("leads.none")}
            action={isFiltered ? <Link to="/leads">{t("leads.clear")}</Link> : <Link to="/models">{t("leads.toModels")}</Link>}
          >
            {isFiltered ? t("leads.noneFitWhy") : t("leads.noneWhy")}
          </Nothing>
        }
      />
    </>
  );
}

function useColumns(): readonly ListColumn<LeadView>[] {
  const { t, text } = useLanguage();
  const officeName = useShortOfficeName();
  return [
    { key: "status", title: t("leads.status"), width: 110, render: (lead) => <LeadStatusTag status={lead.status} /> },
    {
      key: "subject",
      title: t("leads.subject"),
      width: 120,
      render: (lead) => (
        <Link to="/leads/$lead" params={{ lead: lead.id }}>
          {lead.subjectName}
        </Link>
      ),
    },
    { key: "summary", title: t("leads.summary"), render: (lead) => <span className="two-lines">{text(lead.summary)}</span> },
    { key: "model", title: t("leads.model"), width: 180, render: (lead) => text(lead.modelTitle) },
    { key: "office", title: t("leads.office"), width: 128, render: (lead) => officeName(lead.office) },
    {
      key: "assignee",
      title: t("leads.assignee"),
      width: 110,
      render: (lead) => lead.assigneeName ?? <span className="missing">{t("leads.nobody")}</span>,
    },
    { key: "changed", title: t("leads.changed"), width: 120, render: (lead) => <Time at={lead.changedAt} relative /> },
  ];
}
