import { type Locale, REMINDER_LEVELS } from "@yuejian/contracts";
import type { Reminder } from "../reminders/index.ts";

/** Lines of one mail; the rest is counted. */
const MOST_LINES = 60;

export interface MailWords {
  readonly subject: string;
  readonly text: string;
}

/** What leaves the house in a mail: numbers of cases and what is due. No names, no subjects, no texts that people wrote. */
export function mailWords(
  reminders: readonly Reminder[],
  { locale, console: address }: { locale: Locale; console: string | null },
): MailWords {
  const zh = locale === "zh";
  const over = reminders.filter(({ level }) => level === "over").length;
  const shown = [...reminders].sort(byUrgency).slice(0, MOST_LINES);
  const lines = shown.flatMap((each) => [
    `${zh ? "·" : "-"} ${zh ? `【${REMINDER_LEVELS[each.level].zh}】${each.title_zh}` : `[${REMINDER_LEVELS[each.level].en}] ${each.title_en}`}`,
    `  ${zh ? each.why_zh : each.why_en}`,
    ...(address === null ? [] : [`  ${address.replace(/\/$/, "")}${each.link}`]),
  ]);
  const more = reminders.length - shown.length;
  return {
    subject: zh
      ? `岳检提醒：${reminders.length} 项${over === 0 ? "" : `，其中逾期 ${over} 项`}`
      : `Yuejian: ${reminders.length} ${reminders.length === 1 ? "reminder" : "reminders"}${over === 0 ? "" : `, ${over} over`}`,
    text: [
      zh ? "以下事项待您处理：" : "These wait for you:",
      "",
      ...lines,
      ...(more === 0 ? [] : [zh ? `……另有 ${more} 项，见系统「提醒」。` : `… and ${more} more, in the console under Reminders.`]),
      "",
      zh
        ? "本邮件由岳检自动发出，请勿回复。收件方式在系统「提醒」中设置。"
        : "Sent by Yuejian; do not reply. Set how you are told in the console under Reminders.",
      "",
    ].join("\n"),
  };
}

const RANK = { over: 0, end: 1, before: 2, event: 3 } as const;

function byUrgency(left: Reminder, right: Reminder): number {
  return RANK[left.level] - RANK[right.level] || (left.due ?? "9").localeCompare(right.due ?? "9") || left.id.localeCompare(right.id);
}

/** The body of a webhook: the same content, for a machine. `recipient` is an id of the house. */
export function webhookBody(message: { readonly id: string; readonly office: string }, reminders: readonly Reminder[], at: string): string {
  return JSON.stringify({
    v: 1,
    id: message.id,
    at,
    office: message.office,
    items: reminders.map((each) => ({
      id: each.id,
      cause: each.cause,
      level: each.level,
      title: { zh: each.title_zh, en: each.title_en },
      why: { zh: each.why_zh, en: each.why_en },
      due: each.due,
      link: each.link,
      recipient: each.person,
    })),
  });
}
