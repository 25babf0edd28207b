import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ACTIONS, type Action } from "@yuejian/contracts";
import type { AuditEntry } from "@yuejian/contracts/api";
import { Select } from "antd";
import { type AuditFilters, useAudit } from "../../api/ledger.ts";
import { useUsers } from "../../api/session.ts";
import { FilterBar, FilterSearch } from "../../kit/filter-bar.tsx";
import { PageHeader } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { Nothing } from "../../kit/page-state.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { withChange } from "../../kit/with-change.ts";
import { useLanguage } from "../../language/locale.tsx";

const isAction = (name: string): name is Action => name in ACTIONS;

export function AuditPage() {
  const { t } = useLanguage();
  const filters = useSearch({ from: "/frame/audit" });
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <>
      <PageHeader title={t("nav.audit")} about={t("audit.about")} />
      <Filters filters={filters} />
      <List
        list={useAudit(filters)}
        label={t("nav.audit")}
        title={(n) => t("audit.count", { n })}
        columns={useColumns()}
        idOf={(entry) => String(entry.id)}
        place={`audit ${JSON.stringify(filters)}`}
        hasKeys
        empty={
          isFiltered ? (
            <Nothing title={t("audit.noneFit")} action={<Link to="/audit">{t("leads.clear")}</Link>} />
          ) : (
            <Nothing title={t("audit.none")} />
          )
        }
      />
    </>
  );
}

function Filters({ filters }: { readonly filters: AuditFilters }) {
  const { t, text } = useLanguage();
  const navigate = useNavigate({ from: "/audit" });
  const users = useUsers();
  const set = (change: AuditFilters) => void navigate({ search: (old) => withChange(old, change) });
  return (
    <FilterBar>
      <FilterSearch value={filters.subject} label={t("audit.searchSubject")} onSearch={(subject) => set({ subject })} />
      <Select
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        style={{ width: 260 }}
        placeholder={t("audit.anyAction")}
        aria-label={t("audit.action")}
        value={filters.action ?? null}
        options={Object.entries(ACTIONS).map(([value, title]) => ({ value, label: text(title) }))}
        onChange={(action: string | null) => set({ action: action ?? undefined })}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        style={{ width: 180 }}
        placeholder={t("leads.anyone")}
        aria-label={t("audit.actor")}
        value={filters.actor ?? null}
        options={(users.data?.items ?? []).map((user) => ({ value: user.id, label: user.displayName }))}
        onChange={(actor: string | null) => set({ actor: actor ?? undefined })}
      />
      {Object.keys(filters).length > 0 && <Link to="/audit">{t("leads.clear")}</Link>}
    </FilterBar>
  );
}

function useColumns(): readonly ListColumn<AuditEntry>[] {
  const { t, text } = useLanguage();
  return [
    { key: "at", title: t("audit.at"), width: 160, render: (entry) => <Time at={entry.at} /> },
    { key: "actor", title: t("audit.actor"), width: 130, render: (entry) => entry.actorName },
    {
      key: "action",
      title: t("audit.action"),
      width: 210,
      render: (entry) => (isAction(entry.action) ? text(ACTIONS[entry.action]) : <code>{entry.action}</code>),
    },
    {
      key: "outcome",
      title: t("audit.outcome"),
      width: 100,
      render: (entry) =>
        entry.outcome === "done" ? (
          <span className="tag quiet">{t("audit.done")}</span>
        ) : (
          <span className="tag attention">! {t("audit.refused")}</span>
        ),
    },
    { key: "subject", title: t("audit.subject"), width: 230, render: (entry) => <Subject subject={entry.subject} /> },
    {
      key: "purpose",
      title: t("audit.purpose"),
      width: 210,
      render: (entry) => (entry.purpose ? <Digest value={entry.purpose} /> : ""),
    },
    { key: "detail", title: t("audit.detail"), render: (entry) => <span className="muted two-lines">{entry.detail}</span> },
  ];
}

function Subject({ subject }: { readonly subject: string | null }) {
  if (subject === null) return null;
  const shown = subject.length > 24 ? `${subject.slice(0, 10)}…${subject.slice(-6)}` : subject;
  if (subject.startsWith("led_")) {
    return (
      <Link to="/leads/$lead" params={{ lead: subject }}>
        <code>{shown}</code>
      </Link>
    );
  }
  return <Digest value={subject} />;
}
