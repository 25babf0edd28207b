import { type Static, Type } from "typebox";
import { LINEAGE_FAULTS, LINEAGE_KINDS, LINEAGE_STEPS } from "../lineage.ts";
import { exact, oneOf, orNull, TextShape } from "./shapes.ts";

/** One thing of a lineage, or several of one kind drawn as one. */
const LineageNodeShape = exact({
  /** Unique in the graph. */
  id: Type.String(),
  kind: oneOf(LINEAGE_KINDS),
  title: TextShape,
  /** Digest, version, count or whatever tells it apart. */
  detail: orNull(TextShape),
  /** What it is, in the terms of its kind: batch id, run id, lead id, row reference; for headings and columns the name, for files the digest. */
  ref: Type.String(),
  /** Dataset that it belongs to, where its page needs it. */
  dataset: orNull(Type.String()),
  /** What GET /api/lineage takes to show the lineage of this; null where there is none of its own. */
  subject: orNull(Type.String()),
  /** How many things this stands for; 1 for a single one. */
  count: Type.Integer(),
});
export type LineageNode = Static<typeof LineageNodeShape>;

const LineageEdgeShape = exact({
  from: Type.String(),
  to: Type.String(),
  step: oneOf(LINEAGE_STEPS),
  /** Mapping used, result columns reached, rows meant. */
  note: orNull(TextShape),
});
export type LineageEdge = Static<typeof LineageEdgeShape>;

/** A lineage that cannot be told says so. */
const LineageFaultShape = exact({
  code: oneOf(LINEAGE_FAULTS),
  level: oneOf({ fault: 0, gap: 0 }),
  /** Node that it concerns. */
  node: Type.String(),
  text: TextShape,
});
export type LineageFault = Static<typeof LineageFaultShape>;

/** GET /api/lineage/:subject — of a dataset (`judgments`), a column (`judgments.fine`), a batch (of members: the linking run that stated it), a run, a lead, an
 *  entity or an export, upstream and downstream, from
 *  stored facts alone. */
export const LineageShape = exact({
  subject: Type.String(),
  /** Node of the subject. */
  node: Type.String(),
  nodes: Type.Array(LineageNodeShape),
  edges: Type.Array(LineageEdgeShape),
  faults: Type.Array(LineageFaultShape),
  /** Some of it lies outside of what the caller may see, and is left out. */
  isPartial: Type.Boolean(),
});
export type Lineage = Static<typeof LineageShape>;
