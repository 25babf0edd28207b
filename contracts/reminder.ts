import type { Text } from "./text.ts";

/** What people are reminded of. */
export const REMINDER_CAUSES = {
  "case-clock": { zh: "业务案件期限", en: "Term of a case of the business system" },
  "supervision-clock": { zh: "监督案件期限和核查任务", en: "Term or task of a supervision case" },
  "case-notice": { zh: "流程监控通知未答复", en: "Flow-monitoring notice without an answer" },
  "lead-task": { zh: "线索核查任务", en: "Task on a lead" },
  "task-given": { zh: "新的核查任务", en: "A task was given" },
  "case-recusal": { zh: "回避待决定，案件无人承办", en: "A recusal to decide; a case with nobody" },
  "reply-arrived": { zh: "收到回复", en: "A reply arrived" },
  "lead-alert": { zh: "订阅的新线索", en: "New leads by an alert rule" },
  "case-alert": { zh: "关注的案件", en: "Steps of cases by an alert rule" },
  "source-watch": { zh: "关注的数据来源", en: "Alerts of sources by an alert rule" },
  "source-alert": { zh: "数据来源告警", en: "Alert of a source" },
  "job-failed": { zh: "任务失败", en: "A job failed" },
  "law-change": { zh: "规则所依据的条文有变化", en: "The article of a rule changed" },
  "schedule-failed": { zh: "定时任务未能运行", en: "A schedule did not run" },
  "watched-folder": { zh: "监看的目录无法查看", en: "A watched folder cannot be looked at" },
} as const satisfies Record<string, Text>;

export type ReminderCause = keyof typeof REMINDER_CAUSES;

/** Steps of escalation: before the end to the handler, at the end to the department too, after it to who leads the office. `event`: no clock runs. */
export const REMINDER_LEVELS = {
  event: { zh: "事项", en: "Event" },
  before: { zh: "期满前", en: "Before the end" },
  end: { zh: "期满", en: "At the end" },
  over: { zh: "逾期", en: "Over" },
} as const satisfies Record<string, Text>;

export type ReminderLevel = keyof typeof REMINDER_LEVELS;

/** An office's rules. Nobody can switch an escalation off: only when it happens is theirs, within bounds. Hours are HH:MM in China. */
export interface ReminderRules {
  /** Days before the last day from which the handler is reminded. */
  readonly handlerDaysBefore: number;
  /** Days before the last day from which the head of the department is told; 0: on the last day. */
  readonly headDaysBefore: number;
  /** Days after the last day from which who leads the office is told. */
  readonly leadDaysAfter: number;
  /** Messages leave on working days between these hours. */
  readonly sendFrom: string;
  readonly sendUntil: string;
}

export const DEFAULT_REMINDER_RULES: ReminderRules = {
  handlerDaysBefore: 3,
  headDaysBefore: 0,
  leadDaysAfter: 1,
  sendFrom: "08:00",
  sendUntil: "18:00",
};

/** Least and most of each number, inclusive. */
export const REMINDER_BOUNDS = {
  handlerDaysBefore: { least: 1, most: 15 },
  headDaysBefore: { least: 0, most: 7 },
  leadDaysAfter: { least: 1, most: 10 },
} as const satisfies Partial<Record<keyof ReminderRules, { least: number; most: number }>>;

export const MAIL_MODES = {
  off: { zh: "不发邮件", en: "no mail" },
  each: { zh: "随时发送", en: "as they come" },
  daily: { zh: "每日汇总一封", en: "one a day" },
} as const satisfies Record<string, Text>;

export type MailMode = keyof typeof MAIL_MODES;

export const NOTIFY_CHANNELS = {
  mail: { zh: "邮件（SMTP）", en: "Mail (SMTP)" },
  webhook: { zh: "接口推送（webhook）", en: "Webhook" },
} as const satisfies Record<string, Text>;

export type NotifyChannelKind = keyof typeof NOTIFY_CHANNELS;

/** How mail leaves the house. Secrets are named, never given. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte, `starttls` demanded before anything is said; `plain` to this machine only. */
  readonly security: "tls" | "starttls" | "plain";
  readonly user: string | null;
  readonly from: string;
  /** Mail goes to addresses of these domains alone. */
  readonly domains: readonly string[];
  /** Address of the console for links; null: mail has none. */
  readonly console: string | null;
  /** File in `secrets/notify` with the certificates of the office's own authority, PEM; null: those of the machine. */
  readonly authority: string | null;
}

export interface WebhookSettings {
  readonly url: string;
  /** Reminders of these kinds; empty: all. */
  readonly causes: readonly ReminderCause[];
  /** Not only in the office's hours. */
  readonly isAnyTime: boolean;
}

export const MESSAGE_STATUSES = {
  waiting: { zh: "待发送", en: "waiting" },
  sending: { zh: "发送中", en: "being sent" },
  sent: { zh: "已发送", en: "sent" },
  failed: { zh: "失败", en: "failed" },
  dropped: { zh: "不再需要", en: "no longer needed" },
} as const satisfies Record<string, Text>;

export type MessageStatus = keyof typeof MESSAGE_STATUSES;
