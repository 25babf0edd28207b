import { defineErrors } from "./kinds.ts";

/** Store, jobs, identity, policy, oversight, command line. */
export const centerErrors = defineErrors({
  USAGE: { kind: "input", zh: "用法有误：{reason}", en: "Wrong usage: {reason}" },
  REQUEST_INVALID: { kind: "input", zh: "请求的 {where} 有误：{reason}", en: "The request is wrong at {where}: {reason}" },
  SIGN_IN_NEEDED: { kind: "signed-out", zh: "请先登录", en: "Please sign in" },
  SIGN_IN_FAILED: { kind: "signed-out", zh: "用户名或密码不对", en: "Name or password is wrong" },
  SIGN_IN_LOCKED: { kind: "denied", zh: "多次登录失败，账号锁定到 {until}", en: "Too many failed attempts; locked until {until}" },
  LINK_EXPIRED: {
    kind: "signed-out",
    zh: "登录链接已用过或已过期，重新启动服务可得到新链接",
    en: "This sign-in link was used or has expired; restart the server for a new one",
  },
  NOT_ALLOWED: { kind: "denied", zh: "您的岗位或单位无权{action}", en: "Your role or office may not {action}" },
  PURPOSE_NEEDED: {
    kind: "denied",
    zh: "查看个人信息须先填写线索或案件编号和法律依据",
    en: "Opening personal data needs a lead or case id and a legal basis",
  },
  PURPOSE_INVALID: { kind: "input", zh: "用途无效：{reason}", en: "The purpose is not valid: {reason}" },
  ORIGIN_REFUSED: {
    kind: "denied",
    zh: "请求不是从本系统页面发出的，已拒绝；请刷新页面后重试",
    en: "The request does not come from this system's pages and was refused; reload the page and try again",
  },
  PASSWORD_NEEDED: {
    kind: "denied",
    zh: "请先设置密码，再继续使用",
    en: "Set a password first, then go on",
  },
  UPLOAD_TOO_LARGE: {
    kind: "input",
    zh: "上传内容超过上限 {limit} 字节；大文件请在服务器上用命令行导入",
    en: "The upload is larger than {limit} bytes; import large files with the command line on the server",
  },
  USER_EXISTS: { kind: "conflict", zh: "用户名 {user} 已存在", en: "User name {user} exists already" },
  USER_UNKNOWN: { kind: "missing", zh: "没有用户 {user}", en: "There is no user {user}" },
  ACCOUNT_OWN: {
    kind: "denied",
    zh: "不能更改自己的账号：请由另一名系统操作员办理；密码在页面右上角自行修改",
    en: "Nobody changes an account of their own: another operator does it. The password is changed under your name at the top right",
  },
  ACCOUNT_OF_HOME: {
    kind: "denied",
    zh: "系统自带的操作员账号不能更改、停用或者重置：没有它就没有人能管理账号",
    en: "The home's own operator account is not changed, suspended or reset: without it nobody could manage accounts",
  },
  OFFICE_UNKNOWN: { kind: "missing", zh: "没有单位 {office}", en: "There is no office {office}" },
  LEAD_UNKNOWN: { kind: "missing", zh: "没有线索 {lead}", en: "There is no lead {lead}" },
  CASE_UNKNOWN: { kind: "missing", zh: "没有案件 {case}", en: "There is no case {case}" },
  VERSION_CONFLICT: {
    kind: "conflict",
    zh: "{who} 已于 {at} 修改过：{changed}。您的输入还在，请核对后再提交",
    en: "{who} changed this at {at}: {changed}. What you typed is kept; review it and submit again",
  },
  STEP_NOT_ALLOWED: { kind: "conflict", zh: "当前状态为「{status}」，不能{action}", en: "The status is “{status}”; cannot {action}" },
  EXPLANATIONS_OPEN: {
    kind: "input",
    zh: "还有合法解释没有排除：{explanations}。逐一排除后才能核实；其中一项成立时请排除线索",
    en: "Lawful explanations are not ruled out yet: {explanations}. Rule out each before verifying; dismiss the lead if one is true",
  },
  EXPLANATION_UNKNOWN: {
    kind: "input",
    zh: "模型 {model} 没有合法解释 {explanation}",
    en: "Model {model} has no lawful explanation {explanation}",
  },
  ASSIGNEE_UNSUITABLE: {
    kind: "input",
    zh: "不能分配给 {user}：其岗位、单位或业务条线不能办理此线索",
    en: "Cannot be assigned to {user}: role, office or business line may not work on this lead",
  },
  REASON_NEEDED: { kind: "input", zh: "请写明理由", en: "Please give the reason" },
  JOB_UNKNOWN: { kind: "missing", zh: "没有任务 {job}", en: "There is no job {job}" },
  JOB_NOT_CANCELLABLE: { kind: "conflict", zh: "任务 {job} 已{status}，不能取消", en: "Job {job} is {status} and cannot be cancelled" },
  JOB_NOT_RETRIABLE: { kind: "conflict", zh: "任务 {job} {status}，不能重试", en: "Job {job} is {status} and cannot be tried again" },
  JOB_ABANDONED: {
    kind: "failure",
    zh: "任务 {job} 的处理进程 {attempts} 次中途退出，不再重试",
    en: "The process working on job {job} ended {attempts} times; it is not tried again",
  },
  JOB_CANCELLED: { kind: "conflict", zh: "任务已取消", en: "The job was cancelled" },
  HOME_IN_USE: { kind: "busy", zh: "{home} 正被另一进程使用（进程 {pid}）", en: "{home} is in use by another process ({pid})" },
  HOME_TOO_NEW: {
    kind: "failure",
    zh: "{home} 由更新的版本建立（迁移 {migration}），请升级程序",
    en: "{home} was made by a newer version (migration {migration}); upgrade the program",
  },
  HOME_NOT_EMPTY: {
    kind: "input",
    zh: "{home} 或其数据库不是空的，备份只能恢复到空的数据目录",
    en: "{home} or its database is not empty; a backup is restored into an empty home only",
  },
  BACKUP_DAMAGED: { kind: "input", zh: "备份文件 {file} 已损坏：{reason}", en: "Backup {file} is damaged: {reason}" },
  HOME_MISMATCH: {
    kind: "integrity",
    zh: "{home} 与所连接的数据库不属于同一系统，请检查 YUEJIAN_HOME 和 DATABASE_URL",
    en: "{home} and the database do not belong together; check YUEJIAN_HOME and DATABASE_URL",
  },
  STORE_SHARED_NEEDED: {
    kind: "input",
    zh: "多个进程分担任务需要 PostgreSQL，请设置 DATABASE_URL=postgres://…",
    en: "Several processes share jobs over PostgreSQL only; set DATABASE_URL=postgres://…",
  },
  STORE_FAILED: { kind: "failure", zh: "数据库出错：{reason}", en: "The database failed: {reason}" },
  FILE_CONTENT_CORRUPT: {
    kind: "integrity",
    zh: "文件 {digest} 的内容与其摘要不符",
    en: "The content of file {digest} does not match its digest",
  },
  ADDRESS_IN_USE: {
    kind: "failure",
    zh: "地址 {address} 已被占用，请用 --port 换一个端口",
    en: "Address {address} is in use; choose another with --port",
  },
  NOT_FOUND: { kind: "missing", zh: "没有这个地址：{path}", en: "There is nothing at {path}" },
  UNEXPECTED: {
    kind: "failure",
    zh: "系统内部错误（编号 {reference}），已记录",
    en: "Internal error (reference {reference}); it was logged",
  },
});
