import { type Static, Type } from "typebox";
import { NodeReasonShape } from "./node-reasons.ts";
import { exact, orNull, PageQuery, page } from "./shapes.ts";

/** How a cosigner's node stands. `waiting`: not asked yet, or nobody asks while the home is not served. */
export const NODE_STATES = {
  ok: { zh: "正常", en: "in order" },
  late: { zh: "迟缓", en: "late" },
  unreachable: { zh: "联系不上", en: "unreachable" },
  refusing: { zh: "拒绝联署", en: "refuses to cosign" },
  split: { zh: "见过另一部历史", en: "knows another history" },
  waiting: { zh: "尚未询问", en: "not asked yet" },
} as const;
export type NodeState = keyof typeof NODE_STATES;
const State = Type.Enum(Object.keys(NODE_STATES) as NodeState[]);

/** One cosigner of the policy, at a glance. What it says of itself: version and clock; what is verified: size and time of its cosignature. */
export const NodeHealthShape = exact({
  name: Type.String(),
  kind: Type.Enum(["mirror", "witness"]),
  url: orNull(Type.String()),
  state: State,
  /** Since when it stands so. */
  since: orNull(Type.String()),
  /** Null while in order. */
  reason: orNull(NodeReasonShape),
  checkedAt: orNull(Type.String()),
  /** Of the newest checkpoint that it cosigned. */
  size: orNull(Type.Integer()),
  cosignedAt: orNull(Type.String()),
  /** Entries of the newest published checkpoint that it has not cosigned. */
  behind: orNull(Type.Integer()),
  /** How long its last cosignature took from the question on. */
  answeredInMilliseconds: orNull(Type.Integer()),
  version: orNull(Type.String()),
  /** Its clock less this home's. */
  clockSkewSeconds: orNull(Type.Number()),
  /** Pieces of evidence that came by this node. */
  evidence: Type.Integer(),
});
export type NodeHealth = Static<typeof NodeHealthShape>;

/** GET /api/ledger/nodes — the health of every cosigner, in the order of the policy. */
export const NodesShape = exact({
  hasPolicy: Type.Boolean(),
  /** Size of the newest published checkpoint. */
  size: Type.Integer(),
  nodes: Type.Array(NodeHealthShape),
});
export type LedgerNodes = Static<typeof NodesShape>;

/** GET /api/ledger/nodes/:node/periods — how a node stood before, the newest first; `endedAt` null: still so. */
export const NodePeriodShape = exact({
  node: Type.String(),
  state: State,
  reason: orNull(NodeReasonShape),
  size: orNull(Type.Integer()),
  startedAt: Type.String(),
  endedAt: orNull(Type.String()),
});
export type NodePeriod = Static<typeof NodePeriodShape>;
export const NodePeriodsShape = page(NodePeriodShape);
export const NodePeriodsQuery = exact(PageQuery);

/** GET /api/ledger/evidence — what was found against a key of the ledger. The document itself, /api/ledger/evidence/:evidence, is canonical JSON that
 *  `yuejian chain evidence check` verifies offline. */
export const EvidenceItemShape = exact({
  id: Type.String(),
  kind: Type.Enum(["split", "retired-key"]),
  /** Who showed the contradicting checkpoint. */
  node: Type.String(),
  foundAt: Type.String(),
  /** Sizes of the two checkpoints; of a retired key's: the handover's and the checkpoint's. */
  smallerSize: Type.Integer(),
  largerSize: Type.Integer(),
  /** Index of the statement about it; null until the ledger holds it. */
  ledgerIndex: orNull(Type.Integer()),
});
export type EvidenceItem = Static<typeof EvidenceItemShape>;
export const EvidenceListShape = exact({ items: Type.Array(EvidenceItemShape) });
export type EvidenceList = Static<typeof EvidenceListShape>;

/** Event `chain` of GET /api/events. */
export interface ChainAlert {
  readonly kind: "evidence";
  readonly evidence: EvidenceItem;
}
