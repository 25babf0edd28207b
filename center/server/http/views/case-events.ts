import {
  CASE_DEEDS,
  CASE_PAPERS,
  type CaseEvent,
  LOOK_BACK_OUTCOMES,
  OBJECTION_ANSWERS,
  RECUSAL_DECISIONS,
  RECUSAL_GROUNDS,
  REPLY_OUTCOMES,
  SERVICE_WAYS,
  type Text,
} from "@yuejian/contracts";
import type { CaseEventView } from "@yuejian/contracts/api";
import { effectiveEvents } from "@yuejian/oversight";
import type { Reading } from "../../store/index.ts";

export interface CaseWords {
  readonly hide: (text: string) => string;
  readonly nameOf: (user: string) => string;
  readonly officeName: (office: string) => string;
}

/** The history of a case; what people wrote is hidden as the case is. `after`: only what came after that version. */
export async function caseHistory(
  db: Reading,
  events: readonly CaseEvent[],
  { after = 0, ...words }: CaseWords & { readonly after?: number },
): Promise<CaseEventView[]> {
  const [first] = events;
  if (!first) return [];
  const entries = await db
    .selectFrom("case_events")
    .leftJoin("outbox", "outbox.id", "case_events.outbox")
    .select(["case_events.id", "outbox.ledger_index"])
    .where("case_id", "=", first.case)
    .execute();
  const indexOf = new Map(entries.map(({ id, ledger_index: index }) => [id, index]));
  const counted = new Set(effectiveEvents(events).map(({ id }) => id));
  return events.slice(after).map((event) => ({
    id: event.id,
    at: event.at,
    actor: event.actor,
    actorName: words.nameOf(event.actor),
    action: event.deed.action,
    title: titleOf(event),
    words: wordsOf(event, words).filter((each) => each !== ""),
    isUndone: event.deed.action !== "undo" && !counted.has(event.id),
    ledgerIndex: indexOf.get(event.id) ?? null,
  }));
}

function titleOf({ deed }: CaseEvent): Text {
  const { zh, en } = CASE_DEEDS[deed.action];
  const more = qualifierOf(deed);
  return more === null ? { zh, en } : { zh: `${zh}：${more.zh}`, en: `${en}: ${more.en}` };
}

function qualifierOf(deed: CaseEvent["deed"]): Text | null {
  if (deed.action === "looked-back") return LOOK_BACK_OUTCOMES[deed.outcome];
  if (deed.action === "reply") return REPLY_OUTCOMES[deed.outcome];
  if (deed.action === "answer-objection") return OBJECTION_ANSWERS[deed.answer];
  if (deed.action === "serve") return SERVICE_WAYS[deed.way];
  if (deed.action === "recusal-ask") return RECUSAL_GROUNDS[deed.ground];
  if (deed.action === "recusal-decide") return RECUSAL_DECISIONS[deed.decision];
  return deed.action === "undo" ? CASE_DEEDS[deed.of] : null;
}

/** What the step named, in its order; people's words last. */
function wordsOf({ deed, facts }: CaseEvent, { hide, nameOf, officeName }: CaseWords): string[] {
  const said = "reason" in deed ? deed.reason : "note" in deed ? deed.note : "";
  const own = hide(said.trim());
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- of the others there is nothing beside the words
  switch (deed.action) {
    case "assign":
    case "accept-transfer":
      return [nameOf(deed.owner), own];
    case "join":
    case "leave":
    case "recuse":
    case "recusal-ask":
      return [nameOf(deed.person), own];
    case "task-add":
      return [hide(deed.title), nameOf(deed.assignee), deed.due];
    case "task-report":
      return [hide(deed.result.trim())];
    case "draft":
      return [hide(deed.title), hide(deed.receiver)];
    case "approve":
      return [facts.number ?? "", own];
    case "serve":
      return [deed.servedOn, hide("recipient" in deed ? deed.recipient : ""), own];
    case "reply":
      return [deed.receivedOn, hide(deed.text.trim())];
    case "item-add":
      return [hide(deed.title), deed.due];
    case "offer-transfer":
      return [officeName(deed.office), own];
    case "absorbed":
      return [deed.number, ...(deed.recused ?? []).map(nameOf)];
    case "paper-issued":
      return [CASE_PAPERS[deed.kind].zh, deed.number];
    case "link-issued":
      return [deed.expiresAt.slice(0, 10)];
    case "file-kept":
      return [hide(deed.name)];
    case "filed":
      return [deed.filing.number];
    default:
      return [own];
  }
}
