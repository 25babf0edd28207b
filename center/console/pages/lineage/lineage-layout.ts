import type { LineageKind } from "@yuejian/contracts";
import type { Lineage, LineageNode } from "@yuejian/contracts/api";

/** Where each kind stands between source and use. */
const RANK: Readonly<Record<Exclude<LineageKind, "fault">, number>> = {
  file: 0,
  batch: 10,
  heading: 20,
  record: 30,
  column: 30,
  dataset: 35,
  input: 40,
  model: 40,
  run: 50,
  linking: 50,
  entity: 60,
  export: 70,
  finding: 60,
  lead: 70,
};

export const NODE = { width: 176, height: 56, gapX: 44, gapY: 12, margin: 8 } as const;

const SWEEPS = 6;

export interface PlacedNode {
  readonly node: LineageNode;
  readonly layer: number;
  readonly x: number;
  readonly y: number;
}

export interface Placed {
  readonly nodes: readonly PlacedNode[];
  readonly width: number;
  readonly height: number;
}

/** Layers from source to use, in each the nodes near what they are joined to, so that few lines cross. */
export function placeLineage({ nodes, edges }: Pick<Lineage, "nodes" | "edges">): Placed {
  const ranks = new Map(nodes.map((node) => [node.id, node.kind === "fault" ? Number.NaN : RANK[node.kind]]));
  for (const { kind, id } of nodes) {
    if (kind !== "fault") continue;
    const target = edges.find((edge) => edge.from === id)?.to ?? "";
    ranks.set(id, Math.max(0, (ranks.get(target) ?? 10) - 10));
  }
  const used = [...new Set(ranks.values())].sort((left, right) => left - right);
  const layers = used.map((rank) => nodes.filter(({ id }) => ranks.get(id) === rank).map(({ id }) => id));
  const ordered = untangled(layers, edges);
  const step = NODE.height + NODE.gapY;
  const most = Math.max(1, ...ordered.map(({ length }) => length));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const placed = ordered.flatMap((layer, column) =>
    layer.flatMap((id, row) => {
      const node = byId.get(id);
      const y = NODE.margin + ((most - layer.length) / 2 + row) * step;
      return node ? [{ node, layer: column, x: NODE.margin + column * (NODE.width + NODE.gapX), y }] : [];
    }),
  );
  return {
    nodes: placed,
    width: 2 * NODE.margin + ordered.length * (NODE.width + NODE.gapX) - NODE.gapX,
    height: 2 * NODE.margin + most * step - NODE.gapY,
  };
}

/** Each node goes to the middle of its neighbours, forwards and backwards in turn. */
function untangled(layers: readonly (readonly string[])[], edges: Lineage["edges"]): string[][] {
  const result = layers.map((layer) => [...layer]);
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of edges) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const order = sweep % 2 === 0 ? result.keys() : [...result.keys()].reverse();
    for (const at of order) {
      const places = new Map(result.flatMap((layer) => layer.map((id, row) => [id, (row + 0.5) / layer.length] as const)));
      const layer = result[at] ?? [];
      const own = new Set(layer);
      const middle = (id: string): number => {
        const near = (neighbours.get(id) ?? []).filter((each) => !own.has(each)).map((each) => places.get(each) ?? 0.5);
        return near.length === 0 ? (places.get(id) ?? 0.5) : near.reduce((sum, each) => sum + each, 0) / near.length;
      };
      const keys = new Map(layer.map((id) => [id, middle(id)]));
      result[at] = layer.toSorted((left, right) => (keys.get(left) ?? 0) - (keys.get(right) ?? 0));
    }
  }
  return result;
}

/** A line from the right side of one node to the left side of the next. */
export function edgePath(from: PlacedNode, to: PlacedNode): string {
  const [x1, y1, y2] = [from.x + NODE.width, from.y + NODE.height / 2, to.y + NODE.height / 2];
  if (from.layer === to.layer) {
    const out = x1 + NODE.gapX * 0.6;
    return `M${x1} ${y1}C${out} ${y1} ${out} ${y2} ${x1} ${y2}`;
  }
  const bend = Math.max(NODE.gapX, (to.x - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${to.x - bend} ${y2} ${to.x} ${y2}`;
}
