import { messages } from "./messages.ts";

export const chain = messages({
  about: {
    zh: "每次改变都在链上留下条目；任何人都能核对，不必相信本系统。",
    en: "Every change leaves an entry; anyone can check it without trusting this system.",
  },
  verifyFile: { zh: "验证证明文件", en: "Verify a proof file" },
  state: { zh: "账本", en: "Ledger" },
  stateHint: { zh: "单一节点记账；尚无外部见证", en: "Kept by one node; no outside witnesses yet" },
  origin: { zh: "来源标识", en: "Origin" },
  size: { zh: "大小", en: "Size" },
  entries: { zh: "{n} 个条目", en: "{n} {n|entry|entries}" },
  waiting: { zh: "待上链", en: "Waiting" },
  noneWaiting: { zh: "没有", en: "none" },
  waitingCount: { zh: "{n} 条，稍后上链", en: "{n}, about to be appended" },
  waitingEntry: { zh: "待上链", en: "not yet on the ledger" },
  entryNumber: { zh: "第 {n} 号", en: "no. {n}" },
  checkpoint: { zh: "检查点", en: "Checkpoint" },
  entriesTitle: { zh: "条目", en: "Entries" },
  entriesHint: { zh: "链上只有摘要，没有内容", en: "Digests only; the ledger holds no content" },
  empty: { zh: "还没有条目", en: "No entries yet" },
  index: { zh: "序号", en: "Index" },
  type: { zh: "类型", en: "Type" },
  subject: { zh: "对象", en: "Subject" },
  organisation: { zh: "单位", en: "Office" },
  at: { zh: "时间", en: "Time" },
  key: { zh: "信任的验证密钥", en: "Trusted verifier key" },
  keyHint: { zh: "首次使用时记在本浏览器，以后有变会警告", en: "Pinned in this browser on first use; a change raises an alarm" },
  keyChanged: {
    zh: "岳检链的签名密钥与本浏览器记住的不同。在查明原因之前，不要相信新的证明。",
    en: "The ledger's signing key differs from the one pinned in this browser. Do not trust new proofs until the reason is known.",
  },
  keyChangedOpen: { zh: "查看两个密钥", en: "Compare the keys" },
  keyChangedTitle: { zh: "签名密钥变了", en: "The signing key has changed" },
  keyChangedWhy: {
    zh: "可能是系统重新建立，也可能有人冒充。请用别的途径（电话、文件）向技术人员核对新密钥，核对无误再接受。",
    en: "The system may have been set up anew, or somebody may be impersonating it. Confirm the new key with a technician by another way (telephone, letter) before accepting it.",
  },
  keyOld: { zh: "记住的密钥", en: "Pinned" },
  keyNew: { zh: "现在的密钥", en: "Presented now" },
  keyType: { zh: "核对无误后，输入新密钥的最后六位 {tail}", en: "Once confirmed, type the last six characters of the new key, {tail}" },
  keyAccept: { zh: "接受新密钥", en: "Accept the new key" },
});

export const statement = messages({
  homeCreated: { zh: "系统建立", en: "System set up" },
  datasetCreated: { zh: "新建数据集", en: "Dataset created" },
  batchCommitted: { zh: "批次入库", en: "Batch committed" },
  batchWithdrawn: { zh: "批次撤回", en: "Batch withdrawn" },
  runFinished: { zh: "模型运行", en: "Model run" },
  leadCreated: { zh: "发现线索", en: "Lead found" },
  leadChanged: { zh: "线索变动", en: "Lead changed" },
  caseCreated: { zh: "立案", en: "Case opened" },
  caseChanged: { zh: "案件变动", en: "Case changed" },
  purposeStated: { zh: "说明查看用途", en: "Purpose stated" },
  recordRevealed: { zh: "查看个人信息", en: "Personal data opened" },
  recordExported: { zh: "导出记录", en: "Record exported" },
  userChanged: { zh: "账号变动", en: "Account changed" },
  fileRegistered: { zh: "登记文件", en: "File registered" },
});

export const proof = messages({
  verify: { zh: "验证", en: "Verify" },
  ofLead: { zh: "线索证明：{name}", en: "Proof of the lead: {name}" },
  ofRecord: { zh: "记录证明：{ref}", en: "Proof of the record: {ref}" },
  passed: { zh: "验证通过：{n} 项检查全部通过", en: "Verified: all {n} checks passed" },
  failed: { zh: "验证不通过", en: "Verification failed" },
  failedWhy: {
    zh: "内容、路径或签名至少有一处与链上承诺不符。不要使用这份材料，并告知技术人员和审计员。",
    en: "Content, path or signature does not match what the ledger committed to. Do not use this material; tell a technician and the auditor.",
  },
  inBrowser: { zh: "在本浏览器中计算，没有询问服务器", en: "Computed in this browser without asking the server" },
  running: { zh: "正在验证…", en: "Verifying…" },
  checks: { zh: "检查", en: "Checks" },
  proves: { zh: "证明了", en: "What is proven" },
  doesNotProve: { zh: "没有证明", en: "What is not proven" },
  download: { zh: "下载证明文件", en: "Download the proof file" },
  noKey: {
    zh: "本浏览器还没有记住验证密钥，请先打开岳检链页面。",
    en: "No verifier key is pinned in this browser yet; open the page Yuejian Chain first.",
  },
  keyUsed: { zh: "信任的密钥", en: "Trusted key" },
});

export const verify = messages({
  about: {
    zh: "证明文件在本浏览器中验证，不会上传；断网也能用。",
    en: "A proof file is checked in this browser and never sent; it works offline too.",
  },
  file: { zh: "证明文件", en: "Proof file" },
  drop: { zh: "把证明文件（.json）拖到这里，或点击选择", en: "Drop a proof file (.json) here, or click to choose" },
  source: {
    zh: "可选：拖入原始数据文件，核对它与链上摘要是否一致",
    en: "Optional: drop the original data file to compare it with the digests on the ledger",
  },
  tooLarge: {
    zh: "文件 {file} 超过 {limit}，请用命令行 yuejian verify 验证。",
    en: "File {file} is larger than {limit}; use the command yuejian verify.",
  },
  result: { zh: "结果：{file}", en: "Result: {file}" },
});

export const jobs = messages({
  about: {
    zh: "导入、模型运行等耗时的工作在后台进行，离开页面也不会停。",
    en: "Imports, model runs and other long work go on in the background; leaving the page does not stop them.",
  },
  count: { zh: "任务 {n} 个", en: "{n} {n|job|jobs}" },
  none: { zh: "没有任务", en: "No jobs" },
  noneWhy: { zh: "导入数据或运行模型时，这里显示进度。", en: "Progress appears here when data is imported or a model runs." },
  all: { zh: "全部", en: "All" },
  job: { zh: "任务", en: "Job" },
  progress: { zh: "进度", en: "Progress" },
  created: { zh: "提交", en: "Created" },
  started: { zh: "开始", en: "Started" },
  finished: { zh: "结束", en: "Finished" },
  attempts: { zh: "尝试次数", en: "Attempts" },
  kind: { zh: "种类", en: "Kind" },
  id: { zh: "任务编号", en: "Job id" },
  facts: { zh: "任务信息", en: "About the job" },
  cancel: { zh: "取消", en: "Cancel" },
  retry: { zh: "重试", en: "Retry" },
  more: { zh: "+{n}", en: "+{n}" },
  fixInput: {
    zh: "原样重试没有用：请改正文件或参数后重新提交。",
    en: "Retrying as it is will not help: correct the file or the parameters and submit again.",
  },
  retryHint: { zh: "可以重试；没有留下半成品。", en: "It can be retried; nothing half done was kept." },
});

export const audit = messages({
  about: {
    zh: "谁在何时对什么做了什么，做成了还是被拒绝。只增不改。",
    en: "Who did what to what and when, and whether it was refused. Only ever added to.",
  },
  count: { zh: "记录 {n} 条", en: "{n} {n|entry|entries}" },
  none: { zh: "没有审计记录", en: "No audit entries" },
  at: { zh: "时间", en: "Time" },
  actor: { zh: "人员", en: "Who" },
  action: { zh: "操作", en: "Action" },
  outcome: { zh: "结果", en: "Outcome" },
  done: { zh: "完成", en: "done" },
  refused: { zh: "拒绝", en: "refused" },
  subject: { zh: "对象", en: "Subject" },
  purpose: { zh: "用途", en: "Purpose" },
  detail: { zh: "说明", en: "Detail" },
});
