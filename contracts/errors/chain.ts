import { defineErrors } from "./kinds.ts";

/** Yuejian Chain: log, proofs, verification. */
export const chainErrors = defineErrors({
  PROOF_MALFORMED: { kind: "input", zh: "证明文件格式不对：{where} {reason}", en: "The proof is malformed: {where} {reason}" },
  LEAF_MISMATCH: { kind: "integrity", zh: "{where}：内容与承诺的摘要不符", en: "{where}: the content does not match its committed digest" },
  ROOT_MISMATCH: {
    kind: "integrity",
    zh: "{where}：推算的根与检查点的根不符",
    en: "{where}: the computed root is not the root of the checkpoint",
  },
  PROOF_INCOHERENT: {
    kind: "integrity",
    zh: "{where}：证明各部分不相符：{reason}",
    en: "{where}: the parts of the proof do not belong together: {reason}",
  },
  KEY_PROOF_INVALID: {
    kind: "integrity",
    zh: "{where}：无此键值（或者全部行）的证明不成立：{reason}",
    en: "{where}: the proof that a key is absent, or has these rows only, does not hold: {reason}",
  },
  REEXECUTION_DIFFERS: {
    kind: "integrity",
    zh: "重新执行规则得不到这一发现：{reason}",
    en: "Executing the rule again does not give the finding: {reason}",
  },
  CONSOLE_NOT_BUILT: {
    kind: "failure",
    zh: "核验网页尚未构建，无法放入材料：请运行 npm run build 后再试",
    en: "The page that verifies is not built and cannot be put in: run npm run build and try again",
  },
  REDACTION_IMPOSSIBLE: {
    kind: "input",
    zh: "{column} 不是单独承诺的列，遮蔽后证明就不再成立；只能遮蔽个人信息列",
    en: "{column} is not a column committed alone; without it the proof would not hold. Only columns with personal data can be withheld",
  },
  VRF_KEY_CHANGED: {
    kind: "missing",
    zh: "批次 {batch} 的键值是用另一把 VRF 密钥承诺的，本机已没有该密钥，不能再证明不存在；请从备份恢复 secrets/vrf.key",
    en: "The keys of batch {batch} were committed under a VRF key that this home has no more; restore secrets/vrf.key from a backup to prove absence",
  },
  SIGNATURE_INVALID: { kind: "integrity", zh: "{where}：签名无效", en: "{where}: the signature is invalid" },
  KEY_UNKNOWN: {
    kind: "integrity",
    zh: "{where}：签名密钥 {key} 不在可信列表中",
    en: "{where}: the signing key {key} is not among the trusted ones",
  },
  POLICY_NOT_MET: {
    kind: "integrity",
    zh: "{where} 的检查点未终局，不符合所给联署规则，缺：{missing}",
    en: "The checkpoint of {where} is not final, the policy given is not met; missing: {missing}",
  },
  SPLIT_VIEW: {
    kind: "integrity",
    zh: "{where}（{left} 条）与 {other}（{right} 条）都由账本签名，却互相矛盾：账本向不同的人出示了不同的历史，两份检查点就是证据",
    en: "{where} ({left} entries) and {other} ({right} entries) are both signed by the ledger and contradict each other: two histories were shown; the two checkpoints are the evidence",
  },
  INDEX_OUT_OF_RANGE: { kind: "input", zh: "序号 {index} 超出账本大小 {size}", en: "Index {index} lies outside the log of size {size}" },
  ENTRY_TOO_LARGE: {
    kind: "input",
    zh: "条目有 {size} 字节，超过上限 {limit}",
    en: "The entry has {size} bytes, over the limit of {limit}",
  },
  ENTRY_KEY_REUSED: {
    kind: "conflict",
    zh: "键 {key} 已用于另一内容的条目",
    en: "Key {key} was already used for an entry with other content",
  },
  LOG_CORRUPT: {
    kind: "integrity",
    zh: "账本文件 {file} 在第 {offset} 字节处损坏：{reason}",
    en: "Ledger file {file} is damaged at byte {offset}: {reason}",
  },
  LOG_ROLLED_BACK: {
    kind: "integrity",
    zh: "账本只有 {size} 条，却已签过 {signed} 条的检查点：疑似恢复了旧备份，拒绝签名",
    en: "The log holds {size} entries but a checkpoint of {signed} was signed: an old backup? Refusing to sign",
  },
  LOG_STOPPED: { kind: "failure", zh: "账本已停止写入：{reason}", en: "The log has stopped writing: {reason}" },
  LOG_HANDED_OVER: {
    kind: "integrity",
    zh: "账本已在 {size} 条时移交给新的密钥 {key}：本机的密钥不再有效，停止写入；请改用移交后的账本",
    en: "The log was handed over to key {key} at size {size}: this home's key no longer counts and nothing more is written; use the promoted one",
  },
  ENTRY_UNKNOWN: {
    kind: "missing",
    zh: "没有第 {index} 号条目：账本只有 {size} 条，序号从 0 开始",
    en: "There is no entry {index}: the ledger holds {size}, counted from 0",
  },
  CHECKPOINT_UNKNOWN: {
    kind: "missing",
    zh: "没有记录前 {size} 个条目的检查点：检查点每秒最多发布一个，未必每个大小都有",
    en: "No checkpoint of {size} entries is on record: at most one a second is published, not one for every size",
  },
  EVIDENCE_UNKNOWN: {
    kind: "missing",
    zh: "没有编号为 {evidence} 的证据",
    en: "There is no evidence {evidence}",
  },
  NODE_REFUSED: {
    kind: "conflict",
    zh: "节点 {node} 拒绝（{status}）：{reason}",
    en: "Node {node} refused ({status}): {reason}",
  },
  NODE_NOT_RUNNING: {
    kind: "busy",
    zh: "节点 {node} 没有运行：请先用 yuejian chain node 启动",
    en: "Node {node} is not running: start it with yuejian chain node",
  },
  LOG_LOCKED: { kind: "busy", zh: "账本目录 {folder} 正被另一进程使用", en: "Ledger folder {folder} is in use by another process" },
  PROOF_CONTENT_ERASED: {
    kind: "missing",
    zh: "{subject} 的内容已按规定删除，只剩账本上的摘要，无法再出具证明",
    en: "The content of {subject} was erased; only its digest remains on the ledger, so it can no longer be proven",
  },
  FILE_NOT_REGISTERED: {
    kind: "missing",
    zh: "摘要为 {digest} 的文件没有登记上链",
    en: "No file with digest {digest} was put on the ledger",
  },
});
