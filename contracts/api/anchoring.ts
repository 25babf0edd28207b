import { type Static, Type } from "typebox";
import { ANCHOR_ALARMS, ANCHOR_STATUSES } from "../anchoring.ts";
import { ErrorShape, exact, oneOf, orNull, PageQuery, page } from "./shapes.ts";

/** A checkpoint on its way into the consortium chain, or there. */
export const AnchorShape = exact({
  chainId: Type.Integer(),
  contract: Type.String(),
  size: Type.Integer(),
  root: Type.String(),
  note: Type.String(),
  status: oneOf(ANCHOR_STATUSES),
  queuedAt: Type.String(),
  changedAt: Type.String(),
  transaction: orNull(Type.String()),
  blockNumber: orNull(Type.Integer()),
  blockHash: orNull(Type.String()),
  /** As the block says. */
  blockAt: orNull(Type.String()),
  anchorer: orNull(Type.String()),
  reorgs: Type.Integer(),
  /** What the node last said against it. */
  remark: orNull(Type.String()),
});
export type AnchorView = Static<typeof AnchorShape>;

/** GET /api/ledger/anchors — newest first. `covering`: only those of at least so many entries, which hold what a smaller checkpoint holds. */
export const AnchorsQuery = exact({ ...PageQuery, covering: Type.Optional(Type.Integer({ minimum: 0 })) });
export const AnchorsShape = page(AnchorShape);

/** Chain and ledger disagree; both notes are kept. */
const AnchorAlarmShape = exact({
  id: Type.String(),
  kind: oneOf(ANCHOR_ALARMS),
  chainId: Type.Integer(),
  contract: Type.String(),
  size: Type.Integer(),
  at: Type.String(),
  own: exact({ root: orNull(Type.String()), note: Type.String() }),
  chain: exact({
    root: Type.String(),
    note: Type.String(),
    transaction: Type.String(),
    blockNumber: Type.Integer(),
    anchorer: Type.String(),
  }),
});
export type AnchorAlarmView = Static<typeof AnchorAlarmShape>;

/** GET /api/ledger/anchoring — how the queue stands, and each disagreement ever found. */
export const AnchoringShape = exact({
  settings: orNull(
    exact({
      chainId: Type.Integer(),
      contract: Type.String(),
      /** Host and port alone: the address may hold a password. */
      node: Type.String(),
      confirmations: Type.Integer(),
      everyMinutes: Type.Integer(),
      everyEntries: Type.Integer(),
      checkpoint: Type.Union([Type.Literal("final"), Type.Literal("newest")]),
    }),
  ),
  contract: orNull(
    exact({
      codeHash: Type.String(),
      anchorer: Type.String(),
      adoptedAt: Type.String(),
      checkedAt: orNull(Type.String()),
      head: orNull(Type.Integer()),
      failures: Type.Integer(),
      /** Not asked by itself before this time. */
      nextAt: orNull(Type.String()),
      error: orNull(ErrorShape),
    }),
  ),
  counts: Type.Record(Type.String(), Type.Integer()),
  /** The largest anchor that is confirmed. */
  newest: orNull(AnchorShape),
  alarms: Type.Array(AnchorAlarmShape),
});
export type AnchoringView = Static<typeof AnchoringShape>;

/** POST /api/ledger/anchoring (callers on this machine) — deploys the contract, or takes the one named, and keeps the settings. */
export const SetUpAnchoringBody = exact({
  path: Type.String({ minLength: 1 }),
  ownerKey: Type.Optional(Type.String({ minLength: 1 })),
  isNew: Type.Optional(Type.Boolean()),
});
export const SetUpAnchoringShape = exact({
  chainId: Type.Integer(),
  contract: Type.String(),
  codeHash: Type.String(),
  isNew: Type.Boolean(),
  anchorer: Type.String(),
  /** False: the contract's owner has to name the anchorer still. */
  isAnchorer: Type.Boolean(),
});
export type SetUpAnchoringView = Static<typeof SetUpAnchoringShape>;
