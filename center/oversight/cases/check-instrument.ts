import { BUSINESS_LINES, type CaseCommand, type CaseState, instrumentKind } from "@yuejian/contracts";
import { dayInChina } from "../china-days.ts";
import { type Refusal, refuse } from "../decide.ts";
import { replyDue } from "./case-clocks.ts";
import type { CaseContext } from "./case-context.ts";
import { checkDay, checkFiles, checkFilled } from "./case-refusals.ts";

type Draft = Extract<CaseCommand, { action: "draft" }>;

/** What the steps from the draft to the reply need. */
export function checkInstrument(state: CaseState, command: CaseCommand, context: CaseContext): Refusal | null {
  const { today, calendar } = context;
  if (command.action === "draft") return checkDraft(state, command, today);
  if (command.action === "serve") {
    const approved = state.instrument?.approvals.at(-1)?.at;
    const what = { zh: "送达日期", en: "The day of service" };
    return (
      checkFilled({ recipient: command.recipient }) ??
      checkDay(command.servedOn, { what, from: approved === undefined ? null : dayInChina(approved), to: today }) ??
      checkReplyBy(state, command.servedOn) ??
      checkFiles(state.files, command.files)
    );
  }
  if (command.action === "reply") {
    const what = { zh: "收到回复的日期", en: "The day of the reply" };
    return checkDay(command.receivedOn, { what, from: state.instrument?.servedOn, to: today }) ?? checkFiles(state.files, command.files);
  }
  if (command.action !== "no-reply") return null;
  const due = replyDue(state, calendar);
  return due !== null && today <= due ? refuse("REPLY_NOT_OVERDUE", { due }) : null;
}

function checkDraft({ line, coHandlers }: CaseState, draft: Draft, today: string): Refusal | null {
  const { receiver, title, body } = draft;
  const empty = checkFilled({ receiver, title, body });
  if (empty) return empty;
  const kind = instrumentKind(draft.kind);
  const words = { kind: draft.kind, kind_zh: kind.zh, kind_en: kind.en };
  const present = [line, ...coHandlers.map((each) => each.line)];
  if (kind.lines.length > 0 && !kind.lines.some((each) => present.includes(each))) {
    const lines = kind.lines.map((each) => BUSINESS_LINES[each]);
    const zh = lines.map((each) => each.zh).join("、");
    return refuse("INSTRUMENT_NOT_OF_LINE", {
      ...words,
      lines: kind.lines.join(", "),
      lines_zh: zh,
      lines_en: lines.map((each) => each.en).join(", "),
    });
  }
  if (draft.replyBy === null) return kind.replyClock === null ? refuse("REPLY_DAY_NEEDED", words) : null;
  if (kind.replyClock !== null && !(draft.isUrgent && kind.urgentMayName)) return refuse("REPLY_DAY_FIXED", words);
  return checkDay(draft.replyBy, { what: { zh: "回复日期", en: "The day for the reply" }, from: today });
}

/** A day named in the instrument that is past when it arrives leaves its receiver no time at all. */
function checkReplyBy({ instrument }: CaseState, servedOn: string): Refusal | null {
  const replyBy = instrument?.replyBy ?? null;
  return replyBy === null ? null : checkDay(servedOn, { what: { zh: "送达日期", en: "The day of service" }, to: replyBy });
}
