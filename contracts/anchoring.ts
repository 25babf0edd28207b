import type { Text } from "./text.ts";

/** How far a checkpoint is on its way into the consortium chain. */
export const ANCHOR_STATUSES = {
  waiting: { zh: "等待发送", en: "waits to be sent" },
  sent: { zh: "已发送，尚未入块", en: "sent, in no block yet" },
  mined: { zh: "已入块，等待确认", en: "in a block, waits for confirmations" },
  confirmed: { zh: "已确认", en: "confirmed" },
  superseded: { zh: "由更新的锚定覆盖", en: "covered by a later anchor" },
  sighted: { zh: "链上发现，待与账本核对", en: "found in the chain, to be compared with the ledger" },
  refused: { zh: "与合约中的根不符", en: "the contract knows another root" },
} as const satisfies Record<string, Text>;

export type AnchorStatus = keyof typeof ANCHOR_STATUSES;

/** How the chain's memory of the ledger disagrees with the ledger. */
export const ANCHOR_ALARMS = {
  "other-root": { zh: "合约在同一条数处有另一个根", en: "the contract has another root for this size" },
  ahead: { zh: "合约中的条数多于本账本", en: "the contract knows more entries than this ledger holds" },
} as const satisfies Record<string, Text>;

export type AnchorAlarmKind = keyof typeof ANCHOR_ALARMS;
