import { Link, useNavigate } from "@tanstack/react-router";
import { SOURCE_ALERTS, SOURCE_KINDS, SOURCE_LOAD_STATUSES, scheduleRuleText } from "@yuejian/contracts";
import type { SourceView } from "@yuejian/contracts/api";
import { Button, Drawer } from "antd";
import { useState } from "react";
import { useMay } from "../../api/session.ts";
import { useRunSource, useSources } from "../../api/sources.ts";
import { PageHeader, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { ErrorNotice, Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { SourceForm } from "./source-form.tsx";

/** Systems that deliver: what they are, how fresh, what is wrong. */
export function SourcesPage() {
  const { t } = useLanguage();
  const sources = useSources();
  const mayManage = useMay("source.manage");
  const navigate = useNavigate();
  const [isAdding, setIsAdding] = useState(false);
  const { columns, error } = useColumns();
  usePageTitle(t("sources.title"));
  const addButton = (
    <Button type="primary" onClick={() => setIsAdding(true)}>
      {t("sources.add")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("sources.title")} about={t("sources.about")} actions={mayManage && addButton} />
      {error && <ErrorNotice error={error} />}
      <PageState query={sources}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t("sources.none")} action={mayManage && addButton}>
              {t("sources.noneWhy")}
            </Nothing>
          ) : (
            <Section flush title={t("sources.count", { n: items.length })}>
              <ListTable
                label={t("sources.title")}
                columns={columns}
                items={items}
                idOf={({ id }) => id}
                hasKeys
                onOpen={({ id }) => void navigate({ to: "/data/sources/$source", params: { source: id } })}
              />
            </Section>
          )
        }
      </PageState>
      <Drawer size="large" open={isAdding} title={t("sources.add")} onClose={() => setIsAdding(false)} destroyOnHidden>
        <SourceForm source={null} onDone={() => setIsAdding(false)} />
      </Drawer>
    </>
  );
}

function useColumns(): { columns: readonly ListColumn<SourceView>[]; error: Error | null } {
  const { t, text } = useLanguage();
  const run = useRunSource();
  const columns: readonly ListColumn<SourceView>[] = [
    {
      key: "name",
      title: t("sources.name"),
      render: (each) => (
        <span style={{ display: "flex", alignItems: "baseline", gap: 8, flexWrap: "wrap" }}>
          <Link to="/data/sources/$source" params={{ source: each.id }}>
            {each.name}
          </Link>
          <span className="muted">{text(SOURCE_KINDS[each.kind])}</span>
        </span>
      ),
    },
    { key: "dataset", title: t("sources.dataset"), width: 170, render: (each) => <code>{each.dataset}</code> },
    { key: "owner", title: t("sources.owner"), width: 120, render: (each) => each.owner },
    {
      key: "refresh",
      title: t("sources.refresh"),
      width: 120,
      render: (each) => (each.refresh ? text(scheduleRuleText(each.refresh)) : <span className="missing">{t("sources.byHand")}</span>),
    },
    { key: "fresh", title: t("sources.fresh"), width: 160, render: (each) => <Freshness source={each} /> },
    { key: "state", title: t("sources.state"), width: 110, render: (each) => <SourceState source={each} /> },
    { key: "alerts", title: t("sources.alerts"), width: 210, render: (each) => <OpenAlerts source={each} /> },
    {
      key: "act",
      title: "",
      width: 110,
      align: "right",
      render: (each) =>
        each.mayRun &&
        !each.isPaused && (
          <Button size="small" loading={each.isRunning || (run.isPending && run.variables === each.id)} onClick={() => run.mutate(each.id)}>
            {t("sources.runNow")}
          </Button>
        ),
    },
  ];
  return { columns, error: run.error };
}

export function Freshness({ source }: { readonly source: SourceView }) {
  const { t } = useLanguage();
  return (
    <>
      {source.freshAt ? <Time at={source.freshAt} relative /> : <span className="missing">{t("sources.never")}</span>}{" "}
      {source.isOverdue && <span className="tag attention">{t("sources.overdue")}</span>}
    </>
  );
}

const TONES = { running: "accent", loaded: "good", unchanged: "quiet", held: "attention", failed: "alarm" } as const;

export function SourceState({ source }: { readonly source: SourceView }) {
  const { t } = useLanguage();
  if (source.isPaused) return <span className="tag quiet">{t("sources.paused")}</span>;
  return source.lastLoad ? <LoadStatus status={source.lastLoad.status} /> : <span className="missing">—</span>;
}

export function LoadStatus({ status }: { readonly status: keyof typeof TONES }) {
  const { text } = useLanguage();
  return <span className={`tag ${TONES[status]}`}>{text(SOURCE_LOAD_STATUSES[status])}</span>;
}

function OpenAlerts({ source }: { readonly source: SourceView }) {
  const { text } = useLanguage();
  if (source.openAlerts.length === 0) return <span className="missing">—</span>;
  return (
    <span style={{ display: "flex", gap: 4, flexWrap: "wrap" }}>
      {source.openAlerts.map(({ id, kind, detail }) => (
        <span key={id} className="tag alarm" title={text(detail)}>
          {text(SOURCE_ALERTS[kind])}
        </span>
      ))}
    </span>
  );
}
