import { messages } from "./messages.ts";

export const comments = messages({
  title: { zh: "备注 {n} 条", en: "{n} {n|comment|comments}" },
  label: { zh: "备注", en: "Comments" },
  write: { zh: "写备注；@ 提到同事", en: "Write a comment; @ mentions a colleague" },
  send: { zh: "添加备注", en: "Add the comment" },
  none: { zh: "还没有备注。", en: "No comments yet." },
  change: { zh: "修改", en: "Change" },
  save: { zh: "保存修改", en: "Save the change" },
  cancel: { zh: "取消", en: "Cancel" },
  withdraw: { zh: "撤回", en: "Withdraw" },
  withdrawTitle: { zh: "撤回这条备注？", en: "Withdraw this comment?" },
  reason: { zh: "撤回的理由", en: "Why it is withdrawn" },
  withdrawn: { zh: "{who} 已于 {at} 撤回：{reason}", en: "Withdrawn by {who} at {at}: {reason}" },
  edited: { zh: "修改过 {n} 次", en: "changed {n} {n|time|times}" },
  earlier: { zh: "之前的文字", en: "Earlier wordings" },
  noPerson: { zh: "没有能看到这条线索的人叫这个名字", en: "Nobody of that name may read this lead" },
});

export const attachments = messages({
  title: { zh: "附件 {n} 个", en: "{n} {n|attachment|attachments}" },
  label: { zh: "添加附件", en: "Add an attachment" },
  drop: { zh: "把文件拖到这里，或点击选择", en: "Drop a file here, or click to choose" },
  limit: { zh: "每个不超过 {size}", en: "At most {size} each" },
  sending: { zh: "{name}：已传 {sent} / {total}", en: "{name}: {sent} of {total} sent" },
  cancel: { zh: "取消上传", en: "Cancel" },
  download: { zh: "下载 {name}", en: "Download {name}" },
  withdraw: { zh: "撤回", en: "Withdraw" },
  withdrawTitle: { zh: "撤回「{name}」？", en: "Withdraw “{name}”?" },
  erase: { zh: "同时删除文件内容（名称和摘要保留，不能恢复）", en: "Also erase its content (name and digests stay; it cannot be undone)" },
  withdrawn: { zh: "{who} 已撤回：{reason}", en: "Withdrawn by {who}: {reason}" },
  erased: { zh: "内容已删除", en: "content erased" },
});

export const steps = messages({
  place: { zh: "第 {at} 条，共 {n} 条", en: "{at} of {n}" },
  next: { zh: "下一条（j）", en: "Next lead (j)" },
  previous: { zh: "上一条（k）", en: "Previous lead (k)" },
  back: { zh: "回到列表", en: "Back to the list" },
});

export const conflict = messages({
  was: { zh: "您看到的", en: "You saw" },
  now: { zh: "现在", en: "Now" },
  yours: { zh: "您写的还在下面，看过后可以照样提交。", en: "What you wrote is still below; after a look you can send it as it is." },
});

export const leadTasks = messages({
  title: { zh: "核查任务 {n} 个", en: "{n} {n|task|tasks}" },
  none: {
    zh: "立案以前要查清的事，可以布置给同事，到期提醒；立案时转入案件。",
    en: "What is to be found out before a case is filed: give it to a colleague with a day. On filing it goes over into the case.",
  },
  add: { zh: "布置任务", en: "Give a task" },
  what: { zh: "查什么", en: "What is to be found out" },
  who: { zh: "由谁查", en: "By whom" },
  due: { zh: "期限", en: "By" },
  overdue: { zh: "已逾期", en: "Overdue" },
  by: { zh: "{who} 布置", en: "given by {who}" },
  report: { zh: "报告结果", en: "Report" },
  result: { zh: "查到什么", en: "What was found" },
  files: { zh: "依据的附件", en: "Attachments it rests on" },
  cancel: { zh: "取消任务", en: "Cancel the task" },
  cancelTitle: { zh: "取消任务「{title}」", en: "Cancel “{title}”" },
});
