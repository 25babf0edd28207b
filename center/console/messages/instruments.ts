import { messages } from "./messages.ts";

/** The page of a reply link: read by people of other authorities. */
export const portal = messages({
  title: { zh: "检察文书回复", en: "Reply to an instrument of the procuratorate" },
  foot: {
    zh: "本页面只供收文单位回复这一份文书。请勿转发链接；链接遗失或者内容有误，请与制发文书的检察院联系。",
    en: "This page is for the receiver of this one instrument. Do not pass the link on; if it was lost or something is wrong, contact the procuratorate that issued it.",
  },
  from: { zh: "制发机关", en: "Issued by" },
  to: { zh: "收文单位", en: "Receiver" },
  number: { zh: "文号", en: "Number" },
  due: { zh: "回复期限", en: "Reply until" },
  expires: { zh: "链接有效期至", en: "The link works until" },
  instrument: { zh: "文书", en: "Instrument" },
  recorded: { zh: "检察院已登记 {day} 收到的回复：{outcome}。", en: "The office recorded a reply of {day}: {outcome}." },
  notAwaited: { zh: "检察院现在不等待对这份文书的回复。", en: "The office is not waiting for a reply to this instrument now." },
  files: { zh: "材料", en: "Files" },
  addFile: { zh: "上传材料", en: "Upload a file" },
  drop: {
    zh: "点击选择或者拖入一个文件（不超过 {size}；还可以上传 {n} 个，合计不超过 {total}）",
    en: "Choose a file or drop it here (at most {size}; {n} more, {total} in all)",
  },
  tooLarge: {
    zh: "“{name}”有 {size}，超过每个文件 {limit} 的上限，没有上传。请压缩、分拆后上传，或者与检察院联系另行移送。",
    en: "“{name}” has {size}, more than the {limit} that a file may have; nothing was sent. Compress or split it, or arrange another way with the office.",
  },
  noFiles: { zh: "还没有上传材料；需要附材料的，请先在上面上传。", en: "No files yet; upload those that belong to it above." },
  attach: { zh: "随附材料", en: "Files that belong to it" },
  reply: { zh: "书面回复", en: "Reply" },
  outcome: { zh: "回复结果", en: "What it says" },
  words: { zh: "回复内容：采纳情况、整改措施，或者异议及其理由", en: "Text: what is adopted and done, or the objection and its reasons" },
  send: { zh: "提交回复", en: "Send the reply" },
  sure: {
    zh: "将以“{outcome}”正式回复，附材料 {n} 份。每个链接只能回复一次，提交后不能撤回。",
    en: "This is the formal reply: {outcome}, with {n} {n|file|files}. A link takes one reply, which cannot be taken back.",
  },
  confirm: { zh: "确认提交", en: "Yes, send it" },
  back: { zh: "继续修改", en: "Go on editing" },
  items: { zh: "整改事项", en: "What is to be put right" },
  reportWords: { zh: "整改情况", en: "What was done" },
  report: { zh: "报送整改情况", en: "Report" },
  receipt: { zh: "回执", en: "Receipt" },
  arrived: { zh: "回复已收到并记入账本。", en: "The reply arrived and is on the ledger." },
  receiptId: { zh: "回执编号", en: "Receipt" },
  at: { zh: "收到时间", en: "Received" },
  ledger: { zh: "账本位置", en: "Entry of the ledger" },
  onItsWay: { zh: "正在写入……", en: "being written…" },
  keep: {
    zh: "以上摘要可以证明收到的内容此后未被改动，请打印或者保存本页。链接有效期内可以重新打开查看。",
    en: "The digests show that what arrived was not changed since. Print or save this page; it can be opened again while the link works.",
  },
  print: { zh: "打印", en: "Print" },
});

/** Links and papers on the page of a case. */
export const replyLinks = messages({
  title: { zh: "回复链接", en: "Reply link" },
  about: {
    zh: "收文单位凭链接查看这一份文书、书面回复、上传整改材料，不需要账号。",
    en: "With the link the receiver reads this one instrument, replies and uploads evidence, without an account.",
  },
  until: { zh: "有效期至", en: "Works until" },
  issue: { zh: "发出链接", en: "Issue a link" },
  replace: { zh: "发出新链接（旧链接随即失效）", en: "Issue another (the present one ends)" },
  once: {
    zh: "链接只显示这一次。请经可靠途径交给收文单位的联系人。",
    en: "The link is shown this once. Give it to the receiver's contact by a trustworthy way.",
  },
  copy: { zh: "复制", en: "Copy" },
  copied: { zh: "已复制", en: "Copied" },
  open: { zh: "有效", en: "Works" },
  replied: { zh: "已回复", en: "Replied" },
  expired: { zh: "已到期", en: "Expired" },
  revoked: { zh: "已撤回", en: "Revoked" },
  seen: { zh: "最近打开 {at}", en: "last opened {at}" },
  unseen: { zh: "尚未打开", en: "not opened yet" },
  revoke: { zh: "撤回", en: "Revoke" },
  reason: { zh: "撤回理由", en: "Why it is revoked" },
  papers: { zh: "回执和报告", en: "Receipts and reports" },
  issuePaper: { zh: "出具{kind}", en: "Issue: {kind}" },
});

/** The page of an office's templates. */
export const templates = messages({
  title: { zh: "文书模板", en: "Templates of instruments" },
  about: {
    zh: "各单位的文书格式文字。修改只影响以后起草的文书，已起草的仍用当时的版本。",
    en: "Each office's wording. A change is for later drafts; a draft keeps the version it was made with.",
  },
  office: { zh: "单位", en: "Office" },
  kind: { zh: "文书种类", en: "Kind" },
  house: { zh: "默认文本", en: "The house's wording" },
  version: { zh: "第 {n} 版", en: "Version {n}" },
  heading: { zh: "标题", en: "Title" },
  text: { zh: "全文：每行一段", en: "Text: a paragraph by line" },
  copies: { zh: "抄送（可以不填）", en: "Copies to (optional)" },
  outline: { zh: "正文提纲：新起草时预填的内容（可以不填）", en: "Outline: with which a new draft begins (optional)" },
  fields: { zh: "可用字段（点击插入全文末尾）", en: "Fields (click to add at the end of the text)" },
  note: { zh: "修改说明", en: "What was changed" },
  save: { zh: "保存为新版本", en: "Save as a new version" },
  saved: { zh: "已保存为第 {n} 版", en: "Saved as version {n}" },
  preview: { zh: "看样张", en: "See a sample" },
  history: { zh: "历史版本", en: "Versions" },
  take: { zh: "取回这一版的文字", en: "Take this version's wording" },
  readOnly: { zh: "您可以查看，不能修改。", en: "You may read them, not change them." },
});
