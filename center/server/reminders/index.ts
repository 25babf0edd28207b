export type { Moment } from "./causes/cause.ts";
export { type CollectPorts, collectReminders, momentOf, type Reminder, stillTold } from "./collect.ts";
export { ownReminders, readReminders } from "./own-reminders.ts";
export { changePreferences, demandAddress, preferencesOf, readPreferences } from "./preferences.ts";
export { changeRules, readRules, rulesFor, rulesView } from "./rules.ts";
