import {
  BUSINESS_LINES,
  type CaseAction,
  INSTRUMENT_KINDS,
  OBJECTION_ANSWERS,
  RECTIFICATION_KINDS,
  RECUSAL_ASKERS,
  RECUSAL_DECISIONS,
  RECUSAL_GROUNDS,
  REPLY_OUTCOMES,
  SERVICE_WAYS,
  type Text,
} from "@yuejian/contracts";
import type { MessageKey } from "../../messages/index.ts";

type FieldKey = Extract<MessageKey, `caseField.${string}`>;

export interface CaseField {
  /** Member of the command. */
  readonly name: string;
  readonly label: FieldKey;
  readonly kind:
    | "line"
    | "words"
    | "day"
    | "person"
    | "handler"
    | "office"
    | "choice"
    | "flag"
    | "files"
    | "task"
    | "item"
    | "recusal"
    | "refused";
  readonly options?: Readonly<Record<string, Text>>;
  readonly isOptional?: boolean;
}

const reason: CaseField = { name: "reason", label: "caseField.reason", kind: "words" };
const note: CaseField = { name: "note", label: "caseField.note", kind: "words", isOptional: true };
const saidNote: CaseField = { ...note, isOptional: false };
const files: CaseField = { name: "files", label: "caseField.files", kind: "files", isOptional: true };
const day = (name: string, label: FieldKey): CaseField => ({ name, label, kind: "day" });
const title: CaseField = { name: "title", label: "caseField.title", kind: "line" };
const person: CaseField = { name: "person", label: "caseField.person", kind: "person" };
const item: CaseField = { name: "item", label: "caseField.item", kind: "item" };
const choice = (name: string, label: FieldKey, options: Readonly<Record<string, Text>>): CaseField => ({
  name,
  label,
  kind: "choice",
  options,
});

/** What each command asks for. */
export const CASE_FORMS: Readonly<Record<CaseAction, readonly CaseField[]>> = {
  assign: [{ name: "owner", label: "caseField.owner", kind: "handler" }, reason],
  join: [person, choice("line", "caseField.line", BUSINESS_LINES), note],
  leave: [person, reason],
  recuse: [person, reason],
  "recusal-ask": [
    person,
    choice("asker", "caseField.asker", RECUSAL_ASKERS),
    choice("ground", "caseField.ground", RECUSAL_GROUNDS),
    reason,
  ],
  "recusal-again": [{ name: "recusal", label: "caseField.recusal", kind: "refused" }, reason],
  "recusal-decide": [
    { name: "recusal", label: "caseField.recusal", kind: "recusal" },
    choice("decision", "caseField.decision", RECUSAL_DECISIONS),
    { name: "meeting", label: "caseField.meeting", kind: "day", isOptional: true },
    reason,
  ],
  "task-add": [title, { name: "assignee", label: "caseField.assignee", kind: "person" }, day("due", "caseField.due")],
  "task-report": [
    { name: "task", label: "caseField.task", kind: "task" },
    { name: "result", label: "caseField.result", kind: "words" },
    files,
  ],
  "task-cancel": [{ name: "task", label: "caseField.task", kind: "task" }, reason],
  draft: [
    choice("kind", "caseField.instrumentKind", INSTRUMENT_KINDS),
    { name: "receiver", label: "caseField.receiver", kind: "line" },
    title,
    { name: "body", label: "caseField.body", kind: "words" },
    { name: "isUrgent", label: "caseField.isUrgent", kind: "flag", isOptional: true },
    { name: "replyBy", label: "caseField.replyBy", kind: "day", isOptional: true },
  ],
  submit: [note],
  approve: [saidNote],
  return: [reason],
  redraft: [reason],
  serve: [
    day("servedOn", "caseField.servedOn"),
    choice("way", "caseField.way", SERVICE_WAYS),
    { name: "recipient", label: "caseField.recipient", kind: "line" },
    note,
    files,
  ],
  reply: [
    choice("outcome", "caseField.outcome", REPLY_OUTCOMES),
    day("receivedOn", "caseField.receivedOn"),
    { name: "text", label: "caseField.text", kind: "words" },
    files,
  ],
  "no-reply": [saidNote],
  "answer-objection": [choice("answer", "caseField.answer", OBJECTION_ANSWERS), reason],
  "item-add": [choice("kind", "caseField.itemKind", RECTIFICATION_KINDS), title, day("due", "caseField.due")],
  "item-report": [item, saidNote, files],
  "item-accept": [item, note],
  "item-return": [item, reason],
  "item-cancel": [item, reason],
  "look-back": [note],
  resume: [reason],
  close: [reason],
  escalate: [reason],
  withdraw: [reason],
  "offer-transfer": [{ name: "office", label: "caseField.office", kind: "office" }, reason],
  "accept-transfer": [{ name: "owner", label: "caseField.owner", kind: "handler" }, note],
  "refuse-transfer": [reason],
  merge: [{ name: "into", label: "caseField.into", kind: "line" }, reason],
  comment: [saidNote],
};

export type Values = Readonly<Record<string, string | boolean | readonly string[] | null>>;

/** The command's members: what was filled in, and the empty value of what was left out. */
export function membersOf(action: CaseAction, values: Values): Record<string, unknown> {
  return Object.fromEntries(
    CASE_FORMS[action].map(({ name, kind }) => {
      const value = values[name];
      if (kind === "files") return [name, Array.isArray(value) ? value : []];
      if (kind === "flag") return [name, value === true];
      if (kind === "day") return [name, typeof value === "string" && value !== "" ? value : null];
      return [name, typeof value === "string" ? value.trim() : ""];
    }),
  );
}

export function isComplete(action: CaseAction, values: Values): boolean {
  return CASE_FORMS[action].every(({ name, isOptional }) => {
    const value = values[name];
    return isOptional === true || (typeof value === "string" && value.trim() !== "") || value === true;
  });
}
