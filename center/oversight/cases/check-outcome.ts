import { type CaseCommand, type CaseState, instrumentKind, RECTIFICATION_KINDS, RECTIFICATION_STATUSES } from "@yuejian/contracts";
import { type Refusal, refuse } from "../decide.ts";
import { replyDue } from "./case-clocks.ts";
import type { CaseContext } from "./case-context.ts";
import { checkDay, checkFiles, checkFilled } from "./case-refusals.ts";

/** What the steps after the reply need: rectification, look-back, and the ways in which a case ends. */
export function checkOutcome(state: CaseState, command: CaseCommand, context: CaseContext): Refusal | null {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the other commands are judged elsewhere
  switch (command.action) {
    case "item-add":
      return (
        checkFilled({ title: command.title }) ??
        checkDay(command.due, { what: { zh: "整改期限", en: "The day for the item" }, from: context.today })
      );
    case "item-report":
      return checkReport(state, command);
    case "item-accept":
    case "item-return":
      return checkItem(state, command.item, ["reported"]);
    case "item-cancel":
      return checkItem(state, command.item, ["open", "reported"]);
    case "look-back":
      return checkLookBack(state);
    case "resume":
    case "close":
      return state.lookBacks.at(-1)?.result ? null : refuse("LOOK_BACK_NEEDED");
    case "escalate":
      return checkLitigation(state, context);
    default:
      return null;
  }
}

function checkItem({ items }: CaseState, id: string, statuses: readonly string[]): Refusal | null {
  const item = items.find((each) => each.id === id);
  if (!item) return refuse("ITEM_UNKNOWN", { item: id });
  if (statuses.includes(item.status)) return null;
  const { zh, en } = RECTIFICATION_STATUSES[item.status];
  return refuse("ITEM_SETTLED", { title: item.title, status: item.status, status_zh: zh, status_en: en.toLowerCase() });
}

/** A photograph or a document is shown, not told. */
function checkReport(state: CaseState, command: Extract<CaseCommand, { action: "item-report" }>): Refusal | null {
  const refusal = checkItem(state, command.item, ["open", "reported"]) ?? checkFiles(state.files, command.files);
  if (refusal) return refusal;
  const item = state.items.find(({ id }) => id === command.item);
  if (!item || item.kind === "measure" || command.files.length > 0) return null;
  const { zh, en } = RECTIFICATION_KINDS[item.kind];
  return refuse("EVIDENCE_NEEDED", { item: item.title, kind: item.kind, kind_zh: zh, kind_en: en.toLowerCase() });
}

function checkLookBack({ stage, items, lookBacks }: CaseState): Refusal | null {
  if (stage === "look-back") {
    const result = lookBacks.at(-1)?.result;
    // A result that tells something is decided on; one that waits, waits for a run.
    if (result?.outcome === "no-new-data") return null;
    return refuse("STEP_NOT_ALLOWED", {
      status: "look-back",
      status_zh: "回头看",
      status_en: "Look-back",
      action: "look-back",
      action_zh: "再次开始回头看",
      action_en: "begin the look-back again",
    });
  }
  if (stage !== "rectification") return null;
  const counted = items.filter(({ status }) => status !== "cancelled");
  if (counted.length === 0) return refuse("ITEMS_NEEDED");
  const open = counted.filter(({ status }) => status !== "accepted").map(({ title }) => title);
  return open.length === 0 ? null : refuse("ITEMS_OPEN", { items: open.join("; "), items_zh: open.join("、"), items_en: open.join("; ") });
}

/** The law lets an authority be sued that still does not act: the kind provides it, and silence or the data show it. */
function checkLitigation(state: CaseState, { today, calendar }: CaseContext): Refusal | null {
  const { instrument, stage, lookBacks } = state;
  if (!instrument || !instrumentKind(instrument.kind).maySue) {
    const { zh, en } = instrument ? instrumentKind(instrument.kind) : { zh: "没有文书的案件", en: "A case without an instrument" };
    return refuse("LITIGATION_NOT_PROVIDED", { kind: en, kind_zh: zh, kind_en: en });
  }
  const due = replyDue(state, calendar);
  const isShown = stage === "unanswered" || lookBacks.at(-1)?.result?.outcome === "found-again";
  const isOver = due === null || today > due;
  return isShown && isOver ? null : refuse("LITIGATION_TOO_EARLY", { due: due ?? "" });
}
