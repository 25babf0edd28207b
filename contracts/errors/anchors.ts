import { defineErrors } from "./kinds.ts";

/** Anchors in a consortium chain. */
export const anchorErrors = defineErrors({
  ANCHORING_NOT_SET_UP: {
    kind: "missing",
    zh: "尚未设置上链锚定：请先运行 yuejian chain anchor deploy --config FILE",
    en: "Anchoring is not set up: run yuejian chain anchor deploy --config FILE first",
  },
  ANCHOR_SETTINGS_INVALID: {
    kind: "input",
    zh: "锚定设置 {file} 有误：{reason}",
    en: "The settings for anchoring in {file} are wrong: {reason}",
  },
  ANCHOR_KEY_UNSAFE: {
    kind: "input",
    zh: "密钥文件 {file} 的权限是 {mode}，只能由所有者读写：请运行 chmod 600",
    en: "The key file {file} has mode {mode}; its owner alone may read it: run chmod 600",
  },
  ANCHOR_CHAIN_UNREACHABLE: {
    kind: "busy",
    zh: "联盟链节点 {host} 没有给出可用的答复：{reason}",
    en: "The chain's node {host} gave no usable answer: {reason}",
  },
  ANCHOR_WRONG_CHAIN: {
    kind: "conflict",
    zh: "节点 {host} 属于链 {found}，设置要求链 {expected}：没有发送任何内容，请核对 rpcUrl 和 chainId",
    en: "The node {host} belongs to chain {found}, the settings say {expected}: nothing was sent; check rpcUrl and chainId",
  },
  ANCHOR_CODE_DIFFERS: {
    kind: "integrity",
    zh: "地址 {contract} 的代码（{found}）不是锚定合约的代码（{expected}）：拒绝使用",
    en: "The code at {contract} ({found}) is not that of the anchor contract ({expected}): it is not used",
  },
  ANCHOR_NOT_ALLOWED: {
    kind: "denied",
    zh: "账户 {account} 未被登记为本账本的锚定者：请合约所有者登记",
    en: "Account {account} is not an anchorer of this ledger: the owner of the contract has to name it",
  },
  ANCHOR_TRANSACTION_FAILED: {
    kind: "failure",
    zh: "链上交易没有成功（{what}）：{reason}",
    en: "The transaction did not succeed ({what}): {reason}",
  },
  ANCHOR_HISTORY_DIFFERS: {
    kind: "integrity",
    zh: "合约中 {size} 条处的根与本账本不符：已停止锚定，双方检查点均已保留为证据（yuejian chain anchor status）",
    en: "The contract knows another history at {size} entries: anchoring has stopped and both checkpoints are kept as evidence (yuejian chain anchor status)",
  },
  ANCHOR_NOT_FOUND: {
    kind: "integrity",
    zh: "{where}：链上没有该锚定，或与所称不符：{reason}",
    en: "{where}: the chain does not know this anchor, or knows it otherwise: {reason}",
  },
});
