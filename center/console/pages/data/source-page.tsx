import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { CONTRACT_TYPES, SOURCE_ALERTS, SOURCE_KINDS, scheduleRuleText } from "@yuejian/contracts";
import type { SourceAlertView, SourceLoadView, SourceView } from "@yuejian/contracts/api";
import { Button, Drawer, Popconfirm } from "antd";
import { useState } from "react";
import {
  useAcknowledge,
  useChangeSource,
  useRemoveSource,
  useRunSource,
  useSource,
  useSourceAlerts,
  useSourceLoads,
} from "../../api/sources.ts";
import { Facts, PageHeader, Section } from "../../kit/layout.tsx";
import { ListTable } from "../../kit/list-table.tsx";
import { ErrorNotice, Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Time } from "../../kit/small.tsx";
import { DataClassTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { SourceForm } from "./source-form.tsx";
import { Freshness, LoadStatus, SourceState } from "./sources-page.tsx";

export function SourcePage() {
  const { source: id } = useParams({ from: "/frame/data/sources/$source" });
  const source = useSource(id);
  return <PageState query={source}>{(found) => <Found source={found} />}</PageState>;
}

function Found({ source }: { readonly source: SourceView }) {
  const { t, text } = useLanguage();
  usePageTitle(source.name);
  const { refresh, contract } = source;
  return (
    <>
      <PageHeader title={source.name} about={text(SOURCE_KINDS[source.kind])} actions={<Acts source={source} />} />
      <Alerts source={source} />
      <Section title={t("sources.state")}>
        <Facts
          wide
          items={[
            [
              t("sources.dataset"),
              <Link key="d" to="/data/$dataset" params={{ dataset: source.dataset }}>
                <code>{source.dataset}</code>
              </Link>,
            ],
            [t("sources.owner"), source.owner],
            [t("sources.basis"), source.legalBasis],
            [t("sources.class"), <DataClassTag key="c" dataClass={source.dataClass} />],
            [t("sources.state"), <SourceState key="s" source={source} />],
            [t("sources.fresh"), <Freshness key="f" source={source} />],
            [
              t("sources.refresh"),
              <span key="r">
                {refresh ? text(scheduleRuleText(refresh)) : t("sources.byHand")}
                {source.nextAt && (
                  <>
                    {" · "}
                    {t("sources.next")} <Time at={source.nextAt} />
                  </>
                )}
              </span>,
            ],
            ...(source.settings
              ? [
                  [t("sources.place"), <Settings key="p" settings={source.settings} />] as const,
                  [
                    t("sources.secret"),
                    source.secret ? (
                      <span key="k">
                        {t(source.secret.from === "env" ? "sources.secretEnv" : "sources.secretFile")} <code>{source.secret.name}</code>
                      </span>
                    ) : (
                      t("sources.secretNone")
                    ),
                  ] as const,
                ]
              : []),
          ]}
        />
      </Section>
      <Section
        flush
        title={t("sources.contract")}
        hint={[
          t("sources.contractVersion", { n: source.contractVersion }),
          t(contract.newColumns === "leave-out" ? "sources.newColumnsLeave" : "sources.newColumnsHold"),
          t("sources.mostBad", { percent: Math.round((contract.mostBadRows ?? 0.5) * 1000) / 10 }),
        ].join(" · ")}
      >
        <ContractTable contract={contract} />
      </Section>
      <Loads id={source.id} />
    </>
  );
}

function Settings({ settings }: { readonly settings: NonNullable<SourceView["settings"]> }) {
  return (
    <span style={{ display: "flex", gap: "2px 12px", flexWrap: "wrap" }}>
      {Object.entries(settings).map(([name, value]) => (
        <span key={name}>
          <span className="muted">{name}</span> <code>{typeof value === "object" ? JSON.stringify(value) : String(value)}</code>
        </span>
      ))}
    </span>
  );
}

function Acts({ source }: { readonly source: SourceView }) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const [isEditing, setIsEditing] = useState(false);
  const run = useRunSource();
  const change = useChangeSource();
  const remove = useRemoveSource();
  const error = run.error ?? change.error ?? remove.error;
  const { id, version, isPaused } = source;
  return (
    <>
      {source.mayRun && !isPaused && (
        <Button type="primary" loading={source.isRunning || run.isPending} onClick={() => run.mutate(id)}>
          {t("sources.runNow")}
        </Button>
      )}
      {source.mayManage && (
        <>
          <Button onClick={() => setIsEditing(true)}>{t("sources.edit")}</Button>
          <Button loading={change.isPending} onClick={() => change.mutate({ id, version, isPaused: !isPaused })}>
            {t(isPaused ? "sources.resume" : "sources.pause")}
          </Button>
          <Popconfirm
            title={t("sources.removeSure")}
            onConfirm={() => remove.mutate(id, { onSuccess: () => void navigate({ to: "/data/sources" }) })}
          >
            <Button danger>{t("sources.remove")}</Button>
          </Popconfirm>
        </>
      )}
      {error && <ErrorNotice error={error} />}
      <Drawer size="large" open={isEditing} title={source.name} onClose={() => setIsEditing(false)} destroyOnHidden>
        <SourceForm source={source} onDone={() => setIsEditing(false)} />
      </Drawer>
    </>
  );
}

function Alerts({ source }: { readonly source: SourceView }) {
  const { t, text } = useLanguage();
  const alerts = useSourceAlerts(source.id);
  const acknowledge = useAcknowledge();
  const items = alerts.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section flush title={t("sources.alerts")} hint={t("sources.openAlerts", { n: source.openAlerts.length })}>
      {acknowledge.error && <ErrorNotice error={acknowledge.error} />}
      <ListTable<SourceAlertView>
        label={t("sources.alerts")}
        items={items}
        idOf={({ id }) => id}
        columns={[
          {
            key: "kind",
            title: t("sources.alerts"),
            width: 210,
            render: (each) => <span className={`tag ${each.closedAt === null ? "alarm" : "quiet"}`}>{text(SOURCE_ALERTS[each.kind])}</span>,
          },
          { key: "detail", title: t("sources.result"), render: (each) => text(each.detail) },
          { key: "at", title: t("sources.started"), width: 150, render: (each) => <Time at={each.openedAt} relative /> },
          { key: "times", title: "", width: 80, render: (each) => t("sources.times", { n: each.times }) },
          {
            key: "state",
            title: t("sources.state"),
            width: 110,
            render: (each) => t(each.closedAt === null ? "sources.open" : "sources.closed"),
          },
          {
            key: "act",
            title: "",
            width: 110,
            align: "right",
            render: (each) =>
              each.acknowledgedAt === null ? (
                source.mayManage && (
                  <Button
                    size="small"
                    loading={acknowledge.isPending && acknowledge.variables === each.id}
                    onClick={() => acknowledge.mutate(each.id)}
                  >
                    {t("sources.acknowledge")}
                  </Button>
                )
              ) : (
                <span className="muted">{t("sources.acknowledged")}</span>
              ),
          },
        ]}
      />
    </Section>
  );
}

function ContractTable({ contract }: { readonly contract: SourceView["contract"] }) {
  const { t, text } = useLanguage();
  return (
    <ListTable
      label={t("sources.contract")}
      items={contract.columns}
      idOf={({ name }) => name}
      columns={[
        {
          key: "name",
          title: t("sources.column"),
          render: (each) => (
            <>
              {each.name} {contract.key?.includes(each.name) && <span className="tag accent">{t("sources.key")}</span>}
            </>
          ),
        },
        { key: "type", title: t("sources.type"), width: 120, render: (each) => text(CONTRACT_TYPES[each.type]) },
        { key: "required", title: t("sources.required"), width: 80, render: (each) => (each.required ? "✓" : "") },
        { key: "allowed", title: t("sources.allowed"), width: 240, render: (each) => each.allowed?.join("、") ?? "" },
        {
          key: "into",
          title: t("sources.into"),
          width: 160,
          render: (each) => (each.into === null ? <span className="missing">{t("sources.notLoaded")}</span> : (each.into ?? each.name)),
        },
      ]}
    />
  );
}

function Loads({ id }: { readonly id: string }) {
  const { t, text, format } = useLanguage();
  const loads = useSourceLoads(id);
  return (
    <Section flush title={t("sources.loads")}>
      <PageState query={loads}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t("sources.never")} />
          ) : (
            <ListTable<SourceLoadView>
              label={t("sources.loads")}
              items={items}
              idOf={(each) => each.id}
              columns={[
                {
                  key: "at",
                  title: t("sources.started"),
                  width: 150,
                  render: (each) => (
                    <Link to="/jobs/$job" params={{ job: each.job }}>
                      <Time at={each.startedAt} />
                    </Link>
                  ),
                },
                { key: "status", title: t("sources.state"), width: 110, render: (each) => <LoadStatus status={each.status} /> },
                {
                  key: "accepted",
                  title: t("sources.accepted"),
                  width: 100,
                  align: "right",
                  render: (each) => format.count(each.rowsAccepted),
                },
                {
                  key: "quarantined",
                  title: t("sources.quarantined"),
                  width: 90,
                  align: "right",
                  render: (each) => format.count(each.rowsQuarantined),
                },
                {
                  key: "batches",
                  title: t("sources.batches"),
                  width: 120,
                  render: (each) =>
                    each.batches.slice(0, 3).map((batch, at) => (
                      <span key={batch}>
                        {at > 0 && " "}
                        <Link to="/batches/$batch" params={{ batch }}>
                          {batch.slice(-6)}
                        </Link>
                      </span>
                    )),
                },
                {
                  key: "versions",
                  title: t("sources.versions"),
                  width: 140,
                  render: (each) => `v${each.contractVersion} · ${each.parserVersion}`,
                },
                { key: "error", title: t("sources.result"), render: (each) => (each.error ? text(each.error.text) : "") },
              ]}
            />
          )
        }
      </PageState>
    </Section>
  );
}
