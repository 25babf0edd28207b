import type { CaseEvent, CaseState, RecusalRequest } from "@yuejian/contracts";

/** What asking for a recusal, deciding on it and deciding it of the house's own motion leave. */
export function recusalAfter(state: CaseState, { deed, facts, actor, at, id }: CaseEvent): Partial<CaseState> {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are no recusals
  switch (deed.action) {
    case "recuse":
      return withoutPerson(state, deed.person, at);
    case "recusal-ask": {
      const { person, asker, ground, reason } = deed;
      const request: RecusalRequest = {
        id: facts.id ?? id,
        person,
        asker,
        ground,
        reason: reason.trim(),
        askedBy: actor,
        askedAt: at,
        isOfChief: facts.isOfChief === true,
        status: "asked",
        isAgain: false,
        decidedBy: null,
        decidedAt: null,
        meeting: null,
        answer: null,
      };
      return { recusals: [...state.recusals, request] };
    }
    case "recusal-again":
      return {
        recusals: onRequest(state, deed.recusal, { status: "asked", isAgain: true, decidedBy: null, decidedAt: null, meeting: null }),
      };
    case "recusal-decide": {
      const { decision, meeting, reason } = deed;
      const decided = { status: decision, decidedBy: actor, decidedAt: at, meeting, answer: reason.trim() };
      const recusals = onRequest(state, deed.recusal, decided);
      const person = recusals.find((each) => each.id === deed.recusal)?.person;
      return { ...(decision === "granted" && person !== undefined ? withoutPerson(state, person, at) : {}), recusals };
    }
    default:
      return {};
  }
}

/** Who is recused gives up the case, their part in it and their open tasks. */
export function withoutPerson(state: CaseState, person: string, at: string): Partial<CaseState> {
  return {
    recused: [...new Set([...state.recused, person])],
    owner: state.owner === person ? null : state.owner,
    coHandlers: state.coHandlers.filter((each) => each.person !== person),
    tasks: state.tasks.map((task) =>
      task.assignee === person && task.status === "open" ? { ...task, status: "cancelled", settledAt: at } : task,
    ),
  };
}

function onRequest({ recusals }: CaseState, id: string, changes: Partial<RecusalRequest>): readonly RecusalRequest[] {
  return recusals.map((request) => (request.id === id ? { ...request, ...changes } : request));
}
