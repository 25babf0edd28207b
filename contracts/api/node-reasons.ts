import { type Static, Type } from "typebox";
import { fill, type Text } from "../text.ts";
import { exact } from "./shapes.ts";

/** Why a cosigner's node does not stand in order. `{said}` is in the words of the node or of the system, whatever its language. */
export const NODE_REASONS = {
  contradicts: {
    zh: "它出示的检查点与本账本相矛盾，证据已留存",
    en: "its checkpoint contradicts this ledger: the evidence is kept",
  },
  "other-history": {
    zh: "它称在 {size} 条处另有一部历史，但没有出示能够证明的检查点",
    en: "it says that another history stands at size {size}, and shows no checkpoint that proves it",
  },
  ahead: {
    zh: "它已联署过本账本 {size} 条的检查点：本账本可能被回退，或已由他人接续",
    en: "it has cosigned size {size} already: this ledger may have been set back, or another continues it",
  },
  wavering: { zh: "它每次报出的条数都不同", en: "its size changes with every request" },
  "other-checkpoint": { zh: "它正在镜像另一个检查点", en: "it mirrors another checkpoint" },
  endless: { zh: "它一再索要条目，没有止境", en: "it asks for entries without end" },
  "bad-signature": { zh: "它的联署签名核验不过", en: "its cosignature does not verify" },
  "key-refused": {
    zh: "它不认可本账本签名密钥在此条数的效力：“{said}”",
    en: "it does not take this ledger's key at this size: “{said}”",
  },
  "not-followed": {
    zh: "它没有跟随本账本，或联署规则中的地址有误",
    en: "it does not follow this ledger, or its address in the policy is wrong",
  },
  failed: { zh: "节点自身出错（{status}），详情见该节点的日志", en: "the node itself failed ({status}): see its log" },
  refused: { zh: "它拒绝了请求（{status}）：“{said}”", en: "it refused ({status}): “{said}”" },
  "no-answer": { zh: "在规定时间内没有应答", en: "no answer in the time given" },
  slow: { zh: "它的联署用时超过 {seconds} 秒", en: "its cosignature takes more than {seconds} s" },
  "no-address": { zh: "联署规则中没有它的地址", en: "it has no address in the policy" },
  mute: { zh: "它既不出示状态，也不出示检查点", en: "it shows neither its state nor a checkpoint" },
  "connection-refused": { zh: "该地址上没有程序在接听", en: "nobody listens at its address" },
  "name-unknown": { zh: "找不到它的主机名", en: "its host name is not known" },
  "no-route": { zh: "网络不通，到不了它的地址", en: "no way through the network to its address" },
  "connection-lost": { zh: "连接中断", en: "the connection broke off" },
  certificate: { zh: "它的证书通不过核验：{said}", en: "its certificate does not hold: {said}" },
  unreachable: { zh: "联系不上：{said}", en: "it cannot be reached: {said}" },
  told: { zh: "{said}", en: "{said}" },
} as const satisfies Readonly<Record<string, Text>>;
export type NodeReasonCode = keyof typeof NODE_REASONS;

export const NodeReasonShape = exact({
  code: Type.Enum(Object.keys(NODE_REASONS) as NodeReasonCode[]),
  parameters: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
});
export type NodeReason = Static<typeof NodeReasonShape>;

export function nodeReasonText({ code, parameters }: NodeReason): Text {
  const { zh, en } = NODE_REASONS[code];
  return { zh: fill(zh, parameters), en: fill(en, parameters) };
}
