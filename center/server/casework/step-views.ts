import { decisionsFor, planOf, STEP_PLANS } from "@yuejian/case-management";
import { STEP_DECISIONS, STEP_OUTCOMES, STEP_REQUESTERS, type Text } from "@yuejian/contracts";
import type { StepView } from "@yuejian/contracts/api";
import { citation, computeDeadline, deadlineDoubts, explainDeadline, type WorkCalendar } from "@yuejian/deadlines";
import type { Actor } from "../policy/index.ts";
import type { Row } from "../store/index.ts";
import { type StepRow, stepOf } from "./steps.ts";

type StepEvent = Row<"procedural_step_events"> & { readonly actor_name: string | null; readonly ledger_index: number | null };

const ACTIONS: Readonly<Record<string, Text>> = {
  open: { zh: "提出", en: "asked for" },
  decide: { zh: "决定", en: "decided" },
  serve: { zh: "送达", en: "served" },
  follow: { zh: "后续", en: "afterwards" },
  withdraw: { zh: "撤回", en: "withdrawn" },
};

export function stepView(
  row: StepRow,
  {
    events,
    calendar,
    today,
    actor,
    mayAct,
  }: { events: readonly StepEvent[]; calendar: WorkCalendar; today: string; actor: Actor; mayAct: boolean },
): StepView {
  const step = stepOf(row);
  const plan = STEP_PLANS[row.kind];
  const mayDecide = mayAct && (plan.deciders === null || plan.deciders.includes(actor.role));
  const { caution } = plan;
  const isOpen = row.status === "open";
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    status: row.status,
    requester: row.requester,
    requestedOn: row.requested_on,
    note: row.note,
    sources: plan.sources.map(({ law, article }) => citation(law, article)),
    clock: clockOf(row, calendar, today),
    words: [...(isOpen && step.clock === null && plan.open.zh !== "" ? [plan.open] : []), ...(isOpen && caution !== null ? [caution] : [])],
    decision: row.decision,
    decidedOn: row.decided_on,
    reason: row.reason,
    servedOn: row.served_on,
    servedTo: row.served_to,
    outcome: row.outcome,
    documentNumber: row.document_number,
    decisions: mayDecide
      ? decisionsFor(step).map(({ decision, needsReason, document }) => ({ decision, needsReason, hasDocument: document !== null }))
      : [],
    outcomes: mayAct && row.status === "served" ? [...(planOf(row.decision, row.kind)?.follow?.outcomes ?? [])] : [],
    mayServe: mayAct && row.status === "decided",
    mayAct,
    history: events.map((event) => ({
      at: event.at,
      actorName: event.actor_name ?? event.actor,
      words: eventWords(event),
      ledgerIndex: event.ledger_index,
    })),
  };
}

function clockOf({ rule, from_day: from }: StepRow, calendar: WorkCalendar, today: string): StepView["clock"] {
  if (rule === null || from === null) return null;
  const deadline = computeDeadline({ rule, from }, calendar);
  return {
    rule,
    title: deadline.number.title,
    from,
    due: deadline.end,
    sentence: explainDeadline(deadline, calendar),
    doubts: [...deadlineDoubts(deadline, calendar)],
    isOverdue: deadline.end < today,
  };
}

function eventWords({ action, facts }: StepEvent): Text {
  const { decision, outcome, requester, number, on } = JSON.parse(facts) as Record<string, string | null>;
  const said: Text[] = [
    ...(requester ? [STEP_REQUESTERS[requester as keyof typeof STEP_REQUESTERS]] : []),
    ...(decision ? [STEP_DECISIONS[decision as keyof typeof STEP_DECISIONS]] : []),
    ...(outcome ? [STEP_OUTCOMES[outcome as keyof typeof STEP_OUTCOMES]] : []),
    ...[number, on].flatMap((each) => (each ? [{ zh: each, en: each }] : [])),
  ];
  const word = ACTIONS[action] ?? { zh: action, en: action };
  return { zh: [word.zh, ...said.map(({ zh }) => zh)].join(" · "), en: [word.en, ...said.map(({ en }) => en)].join(" · ") };
}
