export { type AlertRule, alertRules, conditionsOf, mayChange, recipientOf, removeAlertRule, saveAlertRule } from "./alert-rules.ts";
