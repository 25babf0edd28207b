import type { Text } from "./text.ts";

/** Everything the policy decides about; `Session.may` lists these words. */
export const ACTIONS = {
  "data.read": { zh: "查看数据集和记录（个人信息遮盖）", en: "read datasets and records (personal data masked)" },
  "data.intake": { zh: "导入数据和重试隔离行", en: "take in data and retry quarantined rows" },
  "record.reveal": { zh: "凭用途查看个人信息", en: "open personal data for a stated purpose" },
  "quarantine.reveal": { zh: "为更正数据查看隔离行原值", en: "open quarantined values in order to correct them" },
  "record.prove": { zh: "取得记录的证明", en: "obtain the proof of a record" },
  "model.read": { zh: "查看模型", en: "read models" },
  "model.run": { zh: "运行模型", en: "run models" },
  "lead.read": { zh: "查看线索", en: "read leads" },
  "lead.assign": { zh: "分配线索", en: "assign leads" },
  "lead.verify": { zh: "核实线索", en: "verify leads" },
  "lead.dismiss": { zh: "排除线索", en: "dismiss leads" },
  "lead.file": { zh: "立案", en: "file a case from a lead" },
  "lead.reopen": { zh: "重新打开线索", en: "reopen leads" },
  "lead.comment": { zh: "备注线索", en: "comment on leads" },
  "lead.export": { zh: "导出线索的证明文件", en: "export the proof of a lead" },
  "case.read": { zh: "查看案件", en: "read cases" },
  "job.read": { zh: "查看任务", en: "see jobs" },
  "job.control": { zh: "取消和重试任务", en: "cancel and retry jobs" },
  "schedule.read": { zh: "查看定时任务", en: "see schedules" },
  "schedule.manage": { zh: "设置定时任务", en: "set up schedules" },
  "ledger.read": { zh: "查看账本", en: "read the ledger" },
  "ledger.register": { zh: "登记文件摘要", en: "register file digests on the ledger" },
  "ledger.check": { zh: "核查账本", en: "check the ledger" },
  "audit.read": { zh: "查看审计记录", en: "read the audit trail" },
  "user.read": { zh: "查看人员名单", en: "see the list of people" },
  "user.manage": { zh: "管理账号", en: "manage accounts" },
  "health.read": { zh: "查看系统状况", en: "see the state of the system" },
  "home.backup": { zh: "备份数据目录", en: "back the home up" },
  "doctor.run": { zh: "核对数据一致性", en: "check that tables, lake and ledger agree" },
} as const satisfies Record<string, Text>;

export type Action = keyof typeof ACTIONS;
