import { Link } from "@tanstack/react-router";
import { type LedgerNodes, type NodeHealth, type NodeState, nodeReasonText } from "@yuejian/contracts/api";
import { useNodes } from "../../api/explorer.ts";
import { Bullets, PageHeader, Section } from "../../kit/layout.tsx";
import { PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { ChainTabs } from "./chain-tabs.tsx";
import { EvidenceSection } from "./evidence-section.tsx";
import { Splits } from "./finality-facts.tsx";
import { NODE_LOOK, NodeStateTag } from "./node-words.tsx";

/** Health of every cosigner's node at a glance. */
export function NodesPage() {
  const { t } = useLanguage();
  const nodes = useNodes();
  usePageTitle(t("explorer.nodes"));
  return (
    <>
      <PageHeader title={t("nodes.title")} about={t("nodes.about")} />
      <ChainTabs />
      <Splits />
      <PageState query={nodes}>{(health) => (health.hasPolicy ? <Grids health={health} /> : <HowToSetUp />)}</PageState>
      <EvidenceSection />
    </>
  );
}

const KINDS = [
  { kind: "mirror", title: "nodes.mirrors", hint: "nodes.mirrorsHint" },
  { kind: "witness", title: "nodes.witnesses", hint: "nodes.witnessesHint" },
] as const;

function Grids({ health: { nodes } }: { readonly health: LedgerNodes }) {
  const { t } = useLanguage();
  return KINDS.map(({ kind, title, hint }) => {
    const ofKind = nodes.filter((node) => node.kind === kind);
    if (ofKind.length === 0) return null;
    return (
      <Section key={kind} title={`${t(title)} (${ofKind.length})`} hint={t(hint)} actions={<Counts nodes={ofKind} />}>
        <ul className="node-grid">
          {ofKind.map((node) => (
            <NodeCard key={node.name} node={node} />
          ))}
        </ul>
      </Section>
    );
  });
}

/** How many stand in each state, the worst first. */
function Counts({ nodes }: { readonly nodes: readonly NodeHealth[] }) {
  const states: readonly NodeState[] = ["split", "refusing", "unreachable", "late", "waiting", "ok"];
  return (
    <span className="node-counts">
      {states.map((state) => {
        const count = nodes.filter((node) => node.state === state).length;
        return count === 0 ? null : (
          <span key={state}>
            <NodeStateTag state={state} /> <span className="number">{count}</span>
          </span>
        );
      })}
    </span>
  );
}

function NodeCard({ node }: { readonly node: NodeHealth }) {
  const { t, text, format } = useLanguage();
  const { look } = NODE_LOOK[node.state];
  return (
    <li className={`node-card ${look}`} data-node={node.state}>
      <header>
        <Link to="/chain/nodes/$node" params={{ node: node.name }}>
          {node.name}
        </Link>
        <NodeStateTag state={node.state} />
      </header>
      <p>
        {t("nodes.lastCosigned")} {node.cosignedAt === null ? t("nodes.never") : <Time at={node.cosignedAt} relative />}
      </p>
      <p className="muted">
        {node.behind === null ? t("nodes.behindUnknown") : node.behind === 0 ? t("nodes.upToDate") : t("nodes.behind", { n: node.behind })}
        {node.answeredInMilliseconds !== null && ` · ${t("nodes.delay", { n: node.answeredInMilliseconds })}`}
      </p>
      {node.state !== "ok" && node.since !== null && <p className="muted">{t("nodes.since", { at: format.time(node.since) })}</p>}
      {node.reason !== null && <p className="two-lines">{text(nodeReasonText(node.reason))}</p>}
      {node.evidence > 0 && <p className="tag alarm">! {t("nodes.evidence", { n: node.evidence })}</p>}
    </li>
  );
}

function HowToSetUp() {
  const { t } = useLanguage();
  return (
    <Section title={t("nodes.noPolicy")}>
      <div className="stack">
        <p>{t("nodes.noPolicyWhy")}</p>
        <Bullets items={[t("nodes.setUp1"), t("nodes.setUp2"), t("nodes.setUp3")]} />
      </div>
    </Section>
  );
}
