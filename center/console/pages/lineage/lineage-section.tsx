import { LINEAGE_KINDS, LINEAGE_STEPS } from "@yuejian/contracts";
import type { Lineage, LineageEdge } from "@yuejian/contracts/api";
import { Segmented } from "antd";
import { useState } from "react";
import { useLineage } from "../../api/catalogue.ts";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { LineageGraph } from "./lineage-graph.tsx";
import { NodeLink } from "./node-link.tsx";

/** Where something came from and what became of it: drawn, or as a list. */
export function LineageSection({ subject }: { readonly subject: string }) {
  const { t } = useLanguage();
  const [form, setForm] = useState<"graph" | "list">("graph");
  const lineage = useLineage(subject);
  return (
    <PageState query={lineage}>
      {(found) => (
        <>
          <Faults lineage={found} />
          <Section
            flush
            title={t("lineage.title")}
            hint={t("lineage.hint")}
            actions={
              <Segmented
                size="small"
                value={form}
                onChange={setForm}
                options={[
                  { value: "graph", label: t("lineage.asGraph") },
                  { value: "list", label: t("lineage.asList") },
                ]}
              />
            }
          >
            {form === "graph" ? <LineageGraph lineage={found} /> : <LineageList lineage={found} />}
          </Section>
        </>
      )}
    </PageState>
  );
}

/** What the lineage cannot tell, by name. */
function Faults({ lineage: { faults, isPartial } }: { readonly lineage: Lineage }) {
  const { t, text } = useLanguage();
  const broken = faults.filter(({ level }) => level === "fault");
  const wanting = faults.filter(({ level }) => level === "gap");
  return (
    <>
      {broken.length > 0 && (
        <div className="notice alarm" role="alert">
          <div>
            <strong>{t("lineage.faults", { n: broken.length })}</strong>
            {broken.map((each) => (
              <div key={`${each.code} ${each.node}`}>
                {text(each.text)} <code>{each.code}</code>
              </div>
            ))}
          </div>
        </div>
      )}
      {wanting.length > 0 && (
        <div className="notice attention" role="status">
          <div>
            {wanting.map((each) => (
              <div key={`${each.code} ${each.node}`}>
                {text(each.text)} <code>{each.code}</code>
              </div>
            ))}
          </div>
        </div>
      )}
      {isPartial && <div className="notice">{t("lineage.partial")}</div>}
    </>
  );
}

function LineageList({ lineage: { nodes, edges } }: { readonly lineage: Lineage }) {
  const { t, text } = useLanguage();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const shown = (id: string) => {
    const node = byId.get(id);
    return node ? (
      <>
        <span className="tag quiet">{text(LINEAGE_KINDS[node.kind])}</span> <NodeLink node={node}>{text(node.title)}</NodeLink>{" "}
        {node.detail && <span className="muted">{text(node.detail)}</span>}
      </>
    ) : (
      id
    );
  };
  const columns: readonly ListColumn<LineageEdge>[] = [
    { key: "from", title: t("lineage.from"), render: ({ from }) => shown(from) },
    { key: "step", title: t("lineage.step"), width: 130, render: ({ step }) => text(LINEAGE_STEPS[step]) },
    { key: "to", title: t("lineage.to"), render: ({ to }) => shown(to) },
    { key: "note", title: t("lineage.note"), width: 220, render: ({ note }) => (note ? text(note) : <span className="missing">—</span>) },
  ];
  return <ListTable label={t("lineage.title")} columns={columns} items={edges} idOf={({ from, step, to }) => `${from} ${step} ${to}`} />;
}
