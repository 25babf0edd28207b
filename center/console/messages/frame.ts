import { messages } from "./messages.ts";

export const nav = messages({
  product: { zh: "岳检", en: "Yuejian" },
  label: { zh: "主导航", en: "Main navigation" },
  breadcrumb: { zh: "所在位置", en: "Where you are" },
  work: { zh: "我的工作", en: "My work" },
  leads: { zh: "线索", en: "Leads" },
  cases: { zh: "案件", en: "Cases" },
  laws: { zh: "法律法规", en: "Laws" },
  documents: { zh: "文书校核", en: "Documents" },
  farmland: { zh: "耕地", en: "Farmland" },
  governance: { zh: "治理", en: "Governance" },
  data: { zh: "数据", en: "Data" },
  models: { zh: "模型", en: "Models" },
  chain: { zh: "岳检链", en: "Yuejian Chain" },
  jobs: { zh: "任务", en: "Jobs" },
  safeguards: { zh: "保障", en: "Safeguards" },
  audit: { zh: "审计", en: "Audit" },
  people: { zh: "人员", en: "People" },
  keysHint: { zh: "快捷键", en: "Keys" },
  dark: { zh: "深色", en: "Dark" },
  light: { zh: "浅色", en: "Light" },
  asSystem: { zh: "跟随系统", en: "As the system" },
  skip: { zh: "跳到正文", en: "Skip to the content" },
});

export const session = messages({
  about: { zh: "数字检察：从数据到线索，从线索到治理", en: "A digital procuratorate: from records to leads, from leads to governance" },
  name: { zh: "用户名", en: "Name" },
  nameNeeded: { zh: "请填写用户名", en: "Enter your name" },
  password: { zh: "密码", en: "Password" },
  passwordNeeded: { zh: "请填写密码", en: "Enter your password" },
  signIn: { zh: "登录", en: "Sign in" },
  signOut: { zh: "退出登录", en: "Sign out" },
  linkRunning: { zh: "正在用一次性链接登录…", en: "Signing in with the one-time link…" },
  again: { zh: "登录已结束，请重新登录", en: "Your session has ended; sign in again" },
  againWhy: { zh: "页面和已输入的内容都还在，登录后接着做。", en: "The page and what you typed are kept; go on after signing in." },
  menu: { zh: "我的账号", en: "My account" },
  appearance: { zh: "外观：{now}", en: "Appearance: {now}" },
  changePassword: { zh: "修改密码", en: "Change password" },
  setPassword: { zh: "保存密码", en: "Save password" },
  setPasswordTitle: { zh: "设置密码", en: "Set a password" },
  setPasswordWhy: {
    zh: "一次性链接只能用一次。请为账号 {name} 设置密码，以后用它登录。",
    en: "The one-time link works once. Set a password for the account {name} and sign in with it from now on.",
  },
  replacePasswordWhy: {
    zh: "账号 {name} 用的还是初始密码。请换成只有您知道的密码。",
    en: "The account {name} still has its first password. Replace it by one that only you know.",
  },
  currentPassword: { zh: "当前密码", en: "Current password" },
  currentNeeded: { zh: "请填写当前密码", en: "Enter your current password" },
  newPassword: { zh: "新密码", en: "New password" },
  passwordRule: { zh: "至少 {n} 个字符", en: "At least {n} characters" },
  passwordAgain: { zh: "再输一遍", en: "Once more" },
  passwordsDiffer: { zh: "两次输入不一致", en: "The two entries differ" },
  passwordSet: { zh: "密码已保存", en: "Password saved" },
});

export const palette = messages({
  open: { zh: "跳转", en: "Go to" },
  title: { zh: "跳转到页面或对象", en: "Go to a page or object" },
  placeholder: { zh: "页面、模型、数据集、线索对象的名称，或编号", en: "Name of a page, model, dataset or lead's subject, or an id" },
  page: { zh: "页面", en: "Page" },
  jump: { zh: "按编号打开", en: "Open by id" },
  nothing: { zh: "没有找到。可以粘贴完整编号（如 led_…）。", en: "Nothing found. A full id (such as led_…) works too." },
});

export const keys = messages({
  title: { zh: "快捷键", en: "Keys" },
  palette: { zh: "跳转到页面或对象", en: "Go to a page or object" },
  move: { zh: "在列表中下移、上移", en: "Down and up in a list" },
  open: { zh: "打开选中的一行", en: "Open the row in focus" },
  select: { zh: "选择一行；加 Shift 选到上次选的行", en: "Choose a row; with Shift up to the last one chosen" },
  act: { zh: "分配、排除、备注选中的线索", en: "Assign, dismiss, comment on the chosen leads" },
  undo: { zh: "撤销最近的批量操作", en: "Undo the newest operation" },
  search: { zh: "在列表中搜索", en: "Search the list" },
  close: { zh: "关闭弹窗", en: "Close the dialog" },
  help: { zh: "显示本页", en: "Show this list" },
});

export const state = messages({
  retry: { zh: "重试", en: "Try again" },
  fixInput: { zh: "请按提示改正后再提交。", en: "Correct it as described and submit again." },
  signIn: { zh: "请登录后再试。", en: "Sign in and try again." },
  askForRight: { zh: "如工作需要，请联系管理员授权。", en: "If your work needs it, ask an administrator for the right." },
  checkLink: { zh: "请核对链接或编号；对象可能属于别的单位。", en: "Check the link or id; the object may belong to another office." },
  reload: { zh: "请看过最新内容后再提交。", en: "Look at the latest state, then submit again." },
  tryLater: { zh: "请稍后重试。", en: "Try again in a moment." },
  integrity: {
    zh: "数据与其摘要不符，系统已停止写入。请立即告知技术人员和审计员，不要继续使用这些数据。",
    en: "Data do not match their digests; writing has stopped. Tell a technician and the auditor at once and do not use these data.",
  },
  tellTechnician: { zh: "请重试；仍不行请把编号告知技术人员。", en: "Try again; if it persists, give the reference to a technician." },
  unexpected: { zh: "页面出错：{what}", en: "The page failed: {what}" },
  noPage: { zh: "没有这个页面", en: "There is no such page" },
  toWork: { zh: "回到我的工作", en: "Back to my work" },
});

export const cell = messages({
  yes: { zh: "是", en: "yes" },
  no: { zh: "否", en: "no" },
  missing: { zh: "来源中为空", en: "Empty in the source" },
  yuan: { zh: "元", en: "yuan" },
});

export const pager = messages({
  range: { zh: "第 {from}–{to} 条，共 {total} 条", en: "{from}–{to} of {total}" },
  back: { zh: "上一页", en: "Previous page" },
  on: { zh: "下一页", en: "Next page" },
});

export const list = messages({
  shown: { zh: "已显示 {n} 条，共 {total} 条", en: "{n} of {total} shown" },
  shownOfMore: { zh: "已显示 {n} 条，共 {total} 条以上", en: "{n} shown of more than {total}" },
  more: { zh: "继续加载", en: "Load more" },
  choose: { zh: "选择第 {row} 行", en: "Choose row {row}" },
  chooseAll: { zh: "选择已显示的全部行", en: "Choose all rows shown" },
  details: { zh: "详情", en: "Details" },
  actions: { zh: "操作", en: "Actions" },
});

export const action = messages({
  copy: { zh: "复制", en: "Copy" },
  confirm: { zh: "确定", en: "Do it" },
  cancel: { zh: "不做", en: "Leave it" },
});
