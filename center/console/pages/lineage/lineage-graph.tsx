import AimOutlined from "@ant-design/icons/AimOutlined";
import { Link } from "@tanstack/react-router";
import { LINEAGE_KINDS } from "@yuejian/contracts";
import type { Lineage } from "@yuejian/contracts/api";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useLanguage } from "../../language/locale.tsx";
import { edgePath, NODE, type PlacedNode, placeLineage } from "./lineage-layout.ts";
import "./lineage.css";
import { NodeLink } from "./node-link.tsx";

/** The lineage drawn from source (left) to use (right). Arrow keys walk along it; every node is a link to its page. */
export function LineageGraph({ lineage }: { readonly lineage: Lineage }) {
  const { t, text } = useLanguage();
  const canvas = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [lit, setLit] = useState<string | null>(null);
  const placed = useMemo(() => placeLineage(lineage), [lineage]);
  const byId = useMemo(() => new Map(placed.nodes.map((each) => [each.node.id, each])), [placed]);
  const near = useMemo(() => connected(lineage, lit ?? lineage.node), [lineage, lit]);
  useEffect(() => {
    const [view, at] = [scroller.current, byId.get(lineage.node)];
    if (view && at) view.scrollTo({ left: at.x - (view.clientWidth - NODE.width) / 2, top: at.y - (view.clientHeight - NODE.height) / 2 });
  }, [byId, lineage.node]);
  const walk = (event: KeyboardEvent, at: PlacedNode) => {
    const next = neighbour(lineage, placed.nodes, { at, key: event.key });
    if (!next) return;
    event.preventDefault();
    canvas.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(next.node.id)}"]`)?.focus();
  };
  return (
    <div ref={scroller} className="lineage-scroll" role="region" aria-label={t("lineage.graph")} tabIndex={0}>
      <div ref={canvas} className="lineage" style={{ width: placed.width, height: placed.height }}>
        <svg width={placed.width} height={placed.height} aria-hidden>
          {lineage.edges.map((edge) => {
            const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
            if (!from || !to) return null;
            const look = [edge.step, near.has(edge.from) && near.has(edge.to) ? "lit" : ""].join(" ").trim();
            return <path key={`${edge.from} ${edge.step} ${edge.to}`} d={edgePath(from, to)} className={look} />;
          })}
        </svg>
        {placed.nodes.map((each) => {
          const { node, x, y } = each;
          const title = text(node.title);
          const kind = text(LINEAGE_KINDS[node.kind]);
          const detail = node.detail ? text(node.detail) : null;
          const look = ["lineage-node", node.kind, node.id === lineage.node ? "subject" : "", node.count > 1 ? "many" : ""]
            .join(" ")
            .trim();
          return (
            // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- only lights the lines; the link inside takes focus and keys
            <div
              key={node.id}
              className={look}
              style={{ left: x, top: y, width: NODE.width, height: NODE.height }}
              title={[kind, title, detail].filter(Boolean).join("\n")}
              onMouseEnter={() => setLit(node.id)}
              onMouseLeave={() => setLit(null)}
            >
              <NodeLink node={node} className="lineage-link" onFocus={() => setLit(node.id)} onKeyDown={(event) => walk(event, each)}>
                <span className="lineage-kind">{kind}</span> <span className="lineage-title">{title}</span>
                {detail && " "}
                {detail && <span className="lineage-detail">{detail}</span>}
              </NodeLink>
              {node.subject !== null && node.subject !== lineage.subject && (
                <Link
                  to="/lineage/$subject"
                  params={{ subject: node.subject }}
                  className="lineage-trace"
                  aria-label={t("lineage.trace", { what: title })}
                  title={t("lineage.trace", { what: title })}
                >
                  <AimOutlined aria-hidden />
                </Link>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Everything upstream and downstream of a node. */
function connected({ edges }: Lineage, of: string): ReadonlySet<string> {
  const reach = (side: "from" | "to", other: "from" | "to"): Set<string> => {
    const seen = new Set([of]);
    for (const id of seen) for (const edge of edges) if (edge[side] === id) seen.add(edge[other]);
    return seen;
  };
  return reach("from", "to").union(reach("to", "from"));
}

/** Left and right along the lines, up and down within the layer. */
function neighbour({ edges }: Lineage, nodes: readonly PlacedNode[], { at, key }: { at: PlacedNode; key: string }): PlacedNode | undefined {
  const byDistance = (some: readonly PlacedNode[]) => some.toSorted((a, b) => Math.abs(a.y - at.y) - Math.abs(b.y - at.y))[0];
  if (key === "ArrowRight")
    return byDistance(nodes.filter(({ node }) => edges.some(({ from, to }) => from === at.node.id && to === node.id)));
  if (key === "ArrowLeft")
    return byDistance(nodes.filter(({ node }) => edges.some(({ from, to }) => to === at.node.id && from === node.id)));
  const layer = nodes.filter((each) => each.layer === at.layer);
  if (key === "ArrowDown") return byDistance(layer.filter(({ y }) => y > at.y));
  if (key === "ArrowUp") return byDistance(layer.filter(({ y }) => y < at.y));
  return undefined;
}
