import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ACTIONS, type Action } from "@yuejian/contracts";
import type { AuditEntry } from "@yuejian/contracts/api";
import { Table, type TableProps } from "antd";
import { useAudit } from "../../api/ledger.ts";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { Pager } from "../../kit/pager.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

const PAGE_SIZE = 100;

const isAction = (name: string): name is Action => name in ACTIONS;

export function AuditPage() {
  const { t, text } = useLanguage();
  const { offset = 0 } = useSearch({ from: "/frame/audit" });
  const navigate = useNavigate({ from: "/audit" });
  const audit = useAudit(offset, PAGE_SIZE);
  const columns: TableProps<AuditEntry>["columns"] = [
    { key: "at", title: t("audit.at"), width: 160, render: (_, entry) => <Time at={entry.at} /> },
    { key: "actor", title: t("audit.actor"), width: 150, render: (_, entry) => entry.actorName },
    {
      key: "action",
      title: t("audit.action"),
      width: 220,
      render: (_, entry) => (isAction(entry.action) ? text(ACTIONS[entry.action]) : <code>{entry.action}</code>),
    },
    {
      key: "outcome",
      title: t("audit.outcome"),
      width: 100,
      render: (_, entry) =>
        entry.outcome === "done" ? (
          <span className="tag quiet">{t("audit.done")}</span>
        ) : (
          <span className="tag attention">! {t("audit.refused")}</span>
        ),
    },
    { key: "subject", title: t("audit.subject"), width: 230, render: (_, entry) => <Subject subject={entry.subject} /> },
    {
      key: "purpose",
      title: t("audit.purpose"),
      width: 210,
      render: (_, entry) => (entry.purpose ? <Digest value={entry.purpose} /> : ""),
    },
    { key: "detail", title: t("audit.detail"), render: (_, entry) => <span className="muted two-lines">{entry.detail}</span> },
  ];
  return (
    <>
      <PageHeader title={t("nav.audit")} about={t("audit.about")} />
      <PageState query={audit}>
        {({ items, total }) => (
          <Section flush title={t("audit.count", { n: total })}>
            {items.length === 0 ? (
              <Nothing title={t("audit.none")} />
            ) : (
              <Table<AuditEntry> size="small" rowKey="id" columns={columns} dataSource={items} pagination={false} />
            )}
            <Pager
              offset={offset}
              limit={PAGE_SIZE}
              total={total}
              onGo={(next) => void navigate({ search: next ? { offset: next } : {} })}
            />
          </Section>
        )}
      </PageState>
    </>
  );
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
