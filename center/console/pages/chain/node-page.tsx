import { Link, useParams } from "@tanstack/react-router";
import { type NodeHealth, type NodePeriod, nodeReasonText } from "@yuejian/contracts/api";
import { useNodePeriods, useNodes } from "../../api/explorer.ts";
import { Facts, PageHeader, Section } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { ChainTabs } from "./chain-tabs.tsx";
import { EvidenceSection } from "./evidence-section.tsx";
import { NodeStateTag } from "./node-words.tsx";

/** One cosigner's node: how it stands, how it stood before, and what came by it. */
export function NodePage() {
  const { t } = useLanguage();
  const { node } = useParams({ from: "/frame/chain/nodes/$node" });
  const nodes = useNodes();
  usePageTitle(node);
  return (
    <>
      <PageHeader title={node} />
      <ChainTabs />
      <PageState query={nodes}>
        {({ nodes: known }) => {
          const health = known.find(({ name }) => name === node);
          return health ? <Standing health={health} /> : <Nothing title={t("nodes.unknown")}>{t("nodes.unknownWhy")}</Nothing>;
        }}
      </PageState>
      <EvidenceSection node={node} />
      <List
        list={useNodePeriods(node)}
        label={t("nodes.state")}
        title={(n) => t("nodes.periods", { n })}
        columns={useColumns()}
        idOf={({ startedAt, state }) => `${startedAt} ${state}`}
        place={`node ${node}`}
        hasKeys
        empty={<Nothing title={t("nodes.noPeriods")} />}
      />
    </>
  );
}

function Standing({ health }: { readonly health: NodeHealth }) {
  const { t, text, format } = useLanguage();
  const { behind, size } = health;
  return (
    <Section title={t("nodes.state")}>
      <Facts
        wide
        items={[
          [t("nodes.state"), <NodeStateTag key="state" state={health.state} />],
          ...(health.reason === null ? [] : ([[t("nodes.reason"), text(nodeReasonText(health.reason))]] as const)),
          [t("nodes.lastCosigned"), health.cosignedAt === null ? t("nodes.never") : <Time key="at" at={health.cosignedAt} />],
          [
            t("nodes.cosignedSize"),
            size === null ? (
              "—"
            ) : (
              <span key="size">
                <Link to="/chain/checkpoints/$size" params={{ size: String(size) }} className="count-link">
                  {t("explorer.firstEntries", { n: size })}
                </Link>{" "}
                <span className="muted">{behind === null || behind === 0 ? t("nodes.upToDate") : t("nodes.behind", { n: behind })}</span>
              </span>
            ),
          ],
          [t("nodes.answer"), health.answeredInMilliseconds === null ? "—" : t("nodes.delay", { n: health.answeredInMilliseconds })],
          [t("finality.kind"), t(health.kind === "mirror" ? "finality.mirror" : "finality.witness")],
          [t("nodes.address"), health.url === null ? t("nodes.noAddress") : <code key="url">{health.url}</code>],
          [t("nodes.checkedAt"), health.checkedAt === null ? t("nodes.never") : <Time key="checked" at={health.checkedAt} relative />],
          [t("nodes.version"), health.version ?? "—"],
          [
            t("nodes.clock"),
            health.clockSkewSeconds === null
              ? "—"
              : t("nodes.clockSkew", { n: format.count(Math.round(health.clockSkewSeconds * 10) / 10) }),
          ],
        ]}
      />
    </Section>
  );
}

function useColumns(): readonly ListColumn<NodePeriod>[] {
  const { t, text, format } = useLanguage();
  return [
    { key: "state", title: t("nodes.state"), width: 170, render: ({ state }) => <NodeStateTag state={state} /> },
    { key: "from", title: t("nodes.started"), width: 170, render: ({ startedAt }) => <Time at={startedAt} /> },
    {
      key: "to",
      title: t("nodes.ended"),
      width: 170,
      render: ({ endedAt }) => (endedAt === null ? t("nodes.stillSo") : <Time at={endedAt} />),
    },
    {
      key: "size",
      title: t("nodes.cosignedSize"),
      width: 130,
      align: "right",
      render: ({ size }) => (size === null ? <span className="missing">—</span> : <span className="number">{format.count(size)}</span>),
    },
    {
      key: "reason",
      title: t("nodes.reason"),
      render: ({ reason }) => <span className="two-lines">{reason && text(nodeReasonText(reason))}</span>,
    },
  ];
}
