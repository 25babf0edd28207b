import { defineErrors } from "./kinds.ts";

/** Reminders and the messages by which they leave the house. */
export const reminderErrors = defineErrors({
  NOTIFY_SETTINGS_INVALID: { kind: "input", zh: "通知设置有误：{reason}", en: "The settings of notification are wrong: {reason}" },
  ALERT_RULE_UNKNOWN: { kind: "missing", zh: "没有提醒规则 {rule}", en: "There is no alert rule {rule}" },
  ALERT_RULE_INVALID: { kind: "input", zh: "提醒规则有误：{reason}", en: "The alert rule is wrong: {reason}" },
  NOTIFY_CHANNEL_UNKNOWN: { kind: "missing", zh: "没有通知渠道 {channel}", en: "There is no channel {channel}" },
  NOTIFY_CHANNEL_EXISTS: { kind: "conflict", zh: "邮件渠道已经设置，请修改原有设置", en: "Mail is set up already; change what is there" },
  NOTIFY_MESSAGE_UNKNOWN: { kind: "missing", zh: "没有消息 {message}", en: "There is no message {message}" },
  NOTIFY_NOT_RETRIABLE: {
    kind: "conflict",
    zh: "消息 {message} {status}，不能重发；只有失败的消息可以重发",
    en: "Message {message} is {status}; only a failed one can be sent again",
  },
  NOTIFY_SECRET_MISSING: {
    kind: "input",
    zh: "找不到通知渠道的口令或文件：{place}；请先在服务器上放好",
    en: "The secret or file of the channel is not there: {place}; put it on the server first",
  },
  NOTIFY_SECRET_OPEN: {
    kind: "input",
    zh: "口令文件 {place} 其他人可读；请改为只有所有者可读写（chmod 600）",
    en: "Others can read the secret in {place}; make it readable by its owner alone (chmod 600)",
  },
  NOTIFY_HOST_REFUSED: {
    kind: "denied",
    zh: "不能向 {host} 推送：{reason}",
    en: "Nothing is sent to {host}: {reason}",
  },
  NOTIFY_ADDRESS_REFUSED: {
    kind: "input",
    zh: "邮箱 {address} 不能用：{reason}",
    en: "The address {address} cannot be used: {reason}",
  },
  NOTIFY_UNREACHABLE: {
    kind: "busy",
    zh: "发送没有成功：{reason}；稍后自动重试",
    en: "It could not be sent: {reason}. It is tried again later",
  },
  NOTIFY_REFUSED: { kind: "input", zh: "对方拒收：{reason}", en: "The receiver refused it: {reason}" },
  NOTIFY_UNCERTAIN: {
    kind: "failure",
    zh: "两次在发送当中被中断，不知是否送达；核对后可重发，消息编号不变",
    en: "Sending was broken off twice, and whether it arrived is not known; check, then send it again under the same message id",
  },
});
