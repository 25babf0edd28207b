import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { LeadView } from "@yuejian/contracts/api";
import { Table, type TableProps } from "antd";
import { useLeads } from "../../api/leads.ts";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { useListKeys } from "../../kit/list-keys.ts";
import { useShortOfficeName } from "../../kit/offices.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { Pager } from "../../kit/pager.tsx";
import { Time } from "../../kit/small.tsx";
import { LeadStatusTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { LeadFilterBar } from "./lead-filters.tsx";

const PAGE_SIZE = 50;

export function LeadsPage() {
  const { t } = useLanguage();
  const { offset = 0, ...filters } = useSearch({ from: "/frame/leads" });
  const navigate = useNavigate({ from: "/leads" });
  const leads = useLeads(filters, offset, PAGE_SIZE);
  const isFiltered = Object.keys(filters).some((name) => name !== "sort");
  return (
    <>
      <PageHeader title={t("nav.leads")} about={t("leads.about")} />
      <LeadFilterBar filters={filters} byStatus={leads.data?.byStatus ?? {}} />
      <PageState query={leads}>
        {({ items, total }) => (
          <Section flush title={t("leads.found", { n: total })} hint={t("leads.keysHint")}>
            {items.length === 0 ? (
              <Nothing
                title={isFiltered ? t("leads.noneFit") : t("leads.none")}
                action={isFiltered ? <Link to="/leads">{t("leads.clear")}</Link> : <Link to="/models">{t("leads.toModels")}</Link>}
              >
                {isFiltered ? t("leads.noneFitWhy") : t("leads.noneWhy")}
              </Nothing>
            ) : (
              <LeadTable leads={items} isLoading={leads.isPlaceholderData} />
            )}
            <Pager
              offset={offset}
              limit={PAGE_SIZE}
              total={total}
              onGo={(next) => void navigate({ search: (old) => withOffset(old, next) })}
            />
          </Section>
        )}
      </PageState>
    </>
  );
}

function withOffset<T extends object>(search: T, offset: number | undefined): T & { offset?: number } {
  const { offset: _old, ...rest } = search as T & { offset?: number };
  return { ...(rest as T), ...(offset ? { offset } : {}) };
}

function LeadTable({ leads, isLoading }: { readonly leads: readonly LeadView[]; readonly isLoading: boolean }) {
  const { t, text } = useLanguage();
  const officeName = useShortOfficeName();
  const navigate = useNavigate();
  const open = (lead: LeadView | undefined) => lead && void navigate({ to: "/leads/$lead", params: { lead: lead.id } });
  const focused = useListKeys({ count: leads.length, onOpen: (index) => open(leads[index]) });
  const columns: TableProps<LeadView>["columns"] = [
    { key: "status", title: t("leads.status"), width: 110, render: (_, lead) => <LeadStatusTag status={lead.status} /> },
    {
      key: "subject",
      title: t("leads.subject"),
      width: 120,
      render: (_, lead) => (
        <Link to="/leads/$lead" params={{ lead: lead.id }}>
          {lead.subjectName}
        </Link>
      ),
    },
    { key: "summary", title: t("leads.summary"), render: (_, lead) => <span className="two-lines">{text(lead.summary)}</span> },
    { key: "model", title: t("leads.model"), width: 180, render: (_, lead) => text(lead.modelTitle) },
    { key: "office", title: t("leads.office"), width: 128, render: (_, lead) => officeName(lead.office) },
    {
      key: "assignee",
      title: t("leads.assignee"),
      width: 110,
      render: (_, lead) => lead.assigneeName ?? <span className="missing">{t("leads.nobody")}</span>,
    },
    { key: "changed", title: t("leads.changed"), width: 120, render: (_, lead) => <Time at={lead.changedAt} relative /> },
  ];
  return (
    <Table<LeadView>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={leads}
      loading={isLoading}
      pagination={false}
      onRow={(lead) => ({ onDoubleClick: () => open(lead) })}
      rowClassName={(_, index) => (index === focused ? "focused-row" : "")}
    />
  );
}
