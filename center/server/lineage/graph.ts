import { fill, LINEAGE_FAULTS, type LineageFaultCode, type LineageKind, type LineageStep, type Text } from "@yuejian/contracts";
import type { Lineage, LineageEdge, LineageFault, LineageNode } from "@yuejian/contracts/api";

export interface NewNode {
  readonly kind: LineageKind;
  /** Tells nodes of one kind apart. */
  readonly key: string;
  readonly title: Text;
  readonly detail?: Text | null;
  readonly ref?: string;
  readonly dataset?: string | null;
  readonly subject?: string | null;
  readonly count?: number;
}

/** Things of one kind that are many: the first are drawn, the others as one with their number. */
export interface Fan<T> {
  readonly shown: readonly T[];
  readonly others: number;
}

export function fan<T>(all: readonly T[], most: number): Fan<T> {
  // One that is left over takes no more room drawn than counted.
  const shown = all.length <= most + 1 ? all : all.slice(0, most);
  return { shown, others: all.length - shown.length };
}

export const same = (text: string): Text => ({ zh: text, en: text });

/** Collects what a trace finds; the same thing met twice is one node. */
export class LineageGraph {
  readonly #nodes = new Map<string, LineageNode>();
  readonly #edges = new Map<string, LineageEdge>();
  readonly #faults = new Map<string, LineageFault>();
  #isPartial = false;

  node({ kind, key, title, detail = null, ref = key, dataset = null, subject = null, count = 1 }: NewNode): string {
    const id = `${kind}:${key}`;
    if (!this.#nodes.has(id)) this.#nodes.set(id, { id, kind, title, detail, ref, dataset, subject, count });
    return id;
  }

  edge(from: string, to: string, step: LineageStep, note: Text | null = null): void {
    const key = `${from} ${step} ${to}`;
    if (!this.#edges.has(key)) this.#edges.set(key, { from, to, step, note });
  }

  /** Draws the fault before the node that it concerns, so that a lineage which ends says why. */
  fault(code: LineageFaultCode, node: string, of: string): void {
    const { level, zh, en } = LINEAGE_FAULTS[code];
    const text = { zh: fill(zh, { of }), en: fill(en, { of }) };
    this.#faults.set(`${code} ${node}`, { code, level, node, text });
    this.edge(this.node({ kind: "fault", key: `${code} ${of}`, title: text, detail: same(code) }), node, "lacking");
  }

  /** Something lies outside of what the reader may see. */
  leaveOut(): void {
    this.#isPartial = true;
  }

  result(subject: string, node: string): Lineage {
    return {
      subject,
      node,
      nodes: [...this.#nodes.values()],
      edges: [...this.#edges.values()],
      faults: [...this.#faults.values()],
      isPartial: this.#isPartial,
    };
  }
}
