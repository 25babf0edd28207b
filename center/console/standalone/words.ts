import type { Text } from "@yuejian/contracts";

/** Everything the page says of itself. */
export const WORDS = {
  title: { zh: "证明包核验", en: "Bundle verification" },
  lead: {
    zh: "本页不联网：文件只在这台电脑上读取、核验，并重新执行其中的规则。",
    en: "This page uses no network: the files are read, verified, and their rule executed again, on this computer alone.",
  },
  language: { zh: "English", en: "中文" },
  choose: { zh: "选择或拖入证明包（或证明文件）", en: "Choose or drop a bundle (or a proof)" },
  chooseMore: {
    zh: "可同时拖入验证密钥文件 verifier.key、联署规则文件、要比对的源文件，以及核验补充证据所需的密钥或证书。",
    en: "The key file verifier.key, a policy, a source file to compare, and keys or certificates for supplements may be dropped with it.",
  },
  key: { zh: "账本的验证密钥", en: "The ledger's verifier key" },
  keyHelp: {
    zh: "粘贴从证明包以外的途径取得的密钥。密钥如果与证明包来自同一处，核验只说明二者相互一致。本页不替您判断密钥是否可信。",
    en: "Paste the key that you got in another way than the bundle. A key from the same source proves only that the two agree. This page does not decide for you whether a key is to be trusted.",
  },
  fingerprint: {
    zh: "此密钥的指纹（SHA-256），请与另行取得的指纹逐段比对：",
    en: "Fingerprint of this key (SHA-256); compare it, group by group, with the one you were given:",
  },
  signedBy: { zh: "证明包的检查点称由以下密钥签名：", en: "The checkpoint of the bundle says that it was signed by:" },
  keyMissing: {
    zh: "请粘贴验证密钥，或者拖入联署规则文件，之后开始核验。",
    en: "Paste the verifier key, or drop a policy; then verification begins.",
  },
  file: { zh: "比对的文件", en: "File compared" },
  trust: { zh: "用于补充证据", en: "For supplements" },
  verifying: { zh: "正在核验……", en: "Verifying …" },
  unreadable: { zh: "不是证明包，也不是证明文件。", en: "Neither a bundle nor a proof." },
  verifiedSame: { zh: "核验通过；规则已在本机重新执行，结果相同", en: "Verified; the rule was executed again here and gives the same" },
  verifiedHidden: {
    zh: "核验通过；因内容遮蔽，无法重新执行规则",
    en: "Verified; what is withheld keeps the rule from being executed again",
  },
  verified: { zh: "核验通过", en: "Verified" },
  failed: { zh: "核验不通过", en: "Not verified" },
  failedHelp: { zh: "以下内容未经证明，请勿依据它作任何认定。", en: "Nothing below is proven; rely on none of it." },
  notFinal: { zh: "未终局：其余核验均通过，但联署不足", en: "Not final: all else holds, but cosignatures are missing" },
  notFinalHelp: {
    zh: "按所给联署规则，该检查点尚未终局，缺谁见下列检查。可稍后取得终局的证明再核验。",
    en: "By the policy given this checkpoint is not final; the checks below say who is missing. Ask for the proof again once it is.",
  },
  underPolicy: { zh: "以所给联署规则为准：检查点已终局", en: "Under the policy given: the checkpoint is final" },
  policy: { zh: "联署规则", en: "Policy" },
  underKey: { zh: "以所粘贴的密钥为准", en: "Under the key that was pasted" },
  checks: { zh: "各项检查", en: "Checks" },
  unchecked: { zh: "未核验", en: "not checked" },
  proven: { zh: "已证明", en: "Proven" },
  executed: { zh: "已重新执行", en: "Executed again" },
  asserted: { zh: "办案单位陈述，未经证明", en: "Asserted by the office, not proven" },
  withheld: { zh: "已遮蔽", en: "Withheld" },
  notProven: { zh: "未证明", en: "Not proven" },
  leadTitle: { zh: "线索", en: "Lead" },
  model: { zh: "监督模型", en: "Supervision model" },
  subject: { zh: "对象", en: "Subject" },
  summary: { zh: "摘要", en: "Summary" },
  legalBasis: { zh: "法律依据", en: "Legal basis" },
  rule: { zh: "规则（文字说明）", en: "The rule in words" },
  parameters: { zh: "参数", en: "Parameters" },
  result: { zh: "规则的结果", en: "What the rule gives" },
  rows: { zh: "所依据的记录", en: "Rows it rests on" },
  sourceLine: { zh: "来源", en: "Source" },
  line: { zh: "行", en: "line" },
  history: { zh: "经过", en: "History" },
  empty: { zh: "空", en: "empty" },
  hidden: { zh: "已遮蔽", en: "withheld" },
} as const satisfies Record<string, Text>;

export type Word = keyof typeof WORDS;
