import { type Static, Type } from "typebox";
import { MAIL_MODES, MESSAGE_STATUSES, NOTIFY_CHANNELS, REMINDER_BOUNDS, REMINDER_CAUSES, REMINDER_LEVELS } from "../reminder.ts";
import { exact, oneOf, orNull, PageQuery, page, TextShape } from "./shapes.ts";
import { SecretPlaceShape } from "./sources.ts";

const Hour = Type.String({ pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$" });
const LOCALES = { zh: 0, en: 0 } as const;

/** What one person is told inside the house. */
export const ReminderShape = exact({
  id: Type.String(),
  cause: oneOf(REMINDER_CAUSES),
  level: oneOf(REMINDER_LEVELS),
  /** What is due, with the number of the case. */
  title: TextShape,
  /** Why this person is told now: clock, article, rule. */
  why: TextShape,
  link: Type.String(),
  due: orNull(Type.String()),
  at: Type.String(),
  readAt: orNull(Type.String()),
  /** Its cause is gone. */
  settledAt: orNull(Type.String()),
});
export type ReminderView = Static<typeof ReminderShape>;

/** GET /api/reminders?unread= — the caller's own, newest first. `unread`: of all, those that still hold and were not read. */
export const RemindersQuery = exact({ ...PageQuery, unread: Type.Optional(Type.Boolean()) });
export const RemindersShape = exact({ ...page(ReminderShape).properties, unread: Type.Integer() });
export type RemindersPage = Static<typeof RemindersShape>;

/** POST /api/reminders/read — `ids` empty: all. */
export const ReadRemindersBody = exact({ ids: Type.Array(Type.String(), { maxItems: 500 }) });

/** GET, POST /api/reminders/preferences — the caller's own. */
const PREFERENCES = {
  locale: oneOf(LOCALES),
  /** Null: none is kept. */
  address: orNull(Type.String({ maxLength: 200 })),
  mail: oneOf(MAIL_MODES),
  /** Of the daily mail, HH:MM in China. */
  digestAt: Hour,
  /** Kinds of which no mail is wanted; escalations come all the same. */
  muted: Type.Array(oneOf(REMINDER_CAUSES), { uniqueItems: true }),
};
export const ReminderPreferencesBody = exact(PREFERENCES);
export const ReminderPreferencesShape = exact({
  ...PREFERENCES,
  /** Whether the house can send mail at all. */
  hasMail: Type.Boolean(),
  domains: Type.Array(Type.String()),
});
export type ReminderPreferences = Static<typeof ReminderPreferencesBody>;
export type ReminderPreferencesView = Static<typeof ReminderPreferencesShape>;

const days = ({ least, most }: { least: number; most: number }) => Type.Integer({ minimum: least, maximum: most });

/** POST /api/notify/rules — `version` 0: the office had none of its own. */
const RULES = {
  handlerDaysBefore: days(REMINDER_BOUNDS.handlerDaysBefore),
  headDaysBefore: days(REMINDER_BOUNDS.headDaysBefore),
  leadDaysAfter: days(REMINDER_BOUNDS.leadDaysAfter),
  sendFrom: Hour,
  sendUntil: Hour,
};
export const ReminderRulesBody = exact({
  office: Type.String(),
  ...RULES,
  reason: Type.String({ maxLength: 500 }),
  version: Type.Integer({ minimum: 0 }),
});
export const ReminderRulesShape = exact({
  office: Type.String(),
  officeName: TextShape,
  ...RULES,
  version: Type.Integer(),
  reason: Type.String(),
  changedBy: orNull(Type.String()),
  changedAt: orNull(Type.String()),
  mayChange: Type.Boolean(),
});
export type ReminderRulesView = Static<typeof ReminderRulesShape>;

/** GET /api/notify/rules */
export const ReminderRulesPage = page(ReminderRulesShape);

const MailShape = exact({
  host: Type.String({ minLength: 1, maxLength: 253 }),
  port: Type.Integer({ minimum: 1, maximum: 65_535 }),
  security: oneOf({ tls: 0, starttls: 0, plain: 0 }),
  user: orNull(Type.String({ minLength: 1, maxLength: 200 })),
  from: Type.String({ minLength: 3, maxLength: 200 }),
  domains: Type.Array(Type.String({ pattern: "^[A-Za-z0-9.-]{1,253}$" }), { minItems: 1, maxItems: 50 }),
  console: orNull(Type.String({ maxLength: 500 })),
  authority: orNull(Type.String({ maxLength: 64 })),
});
const WebhookShape = exact({
  url: Type.String({ minLength: 8, maxLength: 2000 }),
  causes: Type.Array(oneOf(REMINDER_CAUSES), { uniqueItems: true }),
  isAnyTime: Type.Boolean(),
});
const ChannelSettings = Type.Union([MailShape, WebhookShape]);

/** POST /api/notify/channels — `id` null: a new one. */
export const NotifyChannelBody = exact({
  id: orNull(Type.String()),
  kind: oneOf(NOTIFY_CHANNELS),
  title: Type.String({ minLength: 1, maxLength: 100 }),
  /** Whose reminders it takes; the city office: everybody's. */
  office: Type.String(),
  settings: ChannelSettings,
  /** Of the mail account, or by which webhooks are signed. */
  secret: orNull(SecretPlaceShape),
  isEnabled: Type.Boolean(),
  version: Type.Integer({ minimum: 0 }),
});
export type NotifyChannelOrder = Static<typeof NotifyChannelBody>;

export const NotifyChannelShape = exact({
  id: Type.String(),
  kind: oneOf(NOTIFY_CHANNELS),
  title: Type.String(),
  office: Type.String(),
  settings: ChannelSettings,
  secret: orNull(SecretPlaceShape),
  isEnabled: Type.Boolean(),
  version: Type.Integer(),
  changedAt: Type.String(),
  changedBy: Type.String(),
  /** Messages by status. */
  waiting: Type.Integer(),
  failed: Type.Integer(),
  sent: Type.Integer(),
});
export type NotifyChannelView = Static<typeof NotifyChannelShape>;

const HostShape = exact({
  host: Type.String({ pattern: "^[A-Za-z0-9.:-]{1,253}$" }),
  /** Its address may be one of the inner network. */
  isPrivate: Type.Boolean(),
  reason: Type.String({ maxLength: 500 }),
});
/** GET /api/notify/channels — `hosts`: to which webhooks may go, none where it is empty. */
export const NotifyChannelsShape = exact({
  items: Type.Array(NotifyChannelShape),
  hosts: Type.Array(exact({ ...HostShape.properties, at: Type.String() })),
});
export type NotifyChannels = Static<typeof NotifyChannelsShape>;

/** POST /api/notify/hosts — `isAllowed` false takes the host off the list. */
export const NotifyHostBody = exact({ ...HostShape.properties, isAllowed: Type.Boolean() });

/** POST /api/notify/channels/:channel/test — `to`: of mail. Answers how it went. */
export const NotifyTestBody = exact({ to: orNull(Type.String({ maxLength: 200 })) });
export const NotifyTestShape = exact({ answer: Type.String(), milliseconds: Type.Integer() });
export type NotifyTest = Static<typeof NotifyTestShape>;

export const NotifyMessageShape = exact({
  id: Type.String(),
  channel: Type.String(),
  channelTitle: Type.String(),
  kind: oneOf(NOTIFY_CHANNELS),
  /** To whom mail goes; null: a webhook. */
  person: orNull(exact({ id: Type.String(), name: Type.String() })),
  office: Type.String(),
  status: oneOf(MESSAGE_STATUSES),
  items: Type.Integer(),
  createdAt: Type.String(),
  /** Not before. */
  sendAfter: Type.String(),
  attempts: Type.Integer(),
  sentAt: orNull(Type.String()),
  /** What went wrong last, or why it is not needed. */
  reason: orNull(TextShape),
});
export type NotifyMessageView = Static<typeof NotifyMessageShape>;

/** GET /api/notify/messages?status= */
export const NotifyMessagesQuery = exact({ ...PageQuery, status: Type.Optional(oneOf(MESSAGE_STATUSES)) });
export const NotifyMessagesShape = page(NotifyMessageShape);

/** POST /api/notify/run — looks for causes and sends what is due, now. */
export const NotifyRunShape = exact({
  reminders: Type.Integer(),
  settled: Type.Integer(),
  sent: Type.Integer(),
  failed: Type.Integer(),
  waiting: Type.Integer(),
});
export type NotifyRun = Static<typeof NotifyRunShape>;
