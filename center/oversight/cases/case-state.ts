import type { CaseEvent, CaseState, RectificationItem, VerificationTask } from "@yuejian/contracts";
import { isOpen } from "./case-steps.ts";
import { recusalAfter, withoutPerson } from "./recusal-state.ts";

/** The case that a history leads to; its first event files it. Null when the history does not hold together. */
export function caseAfter(events: readonly CaseEvent[]): CaseState | null {
  const [first] = events;
  if (first?.deed.action !== "filed") return null;
  const effective = effectiveEvents(events);
  let state = filed(first);
  for (const event of effective.slice(1)) {
    if (event.case !== state.id || event.deed.action === "filed") return null;
    state = after(state, event);
  }
  const last = events.at(-1) as CaseEvent;
  return { ...state, version: events.length, changedAt: last.at };
}

/** Those that count: what was undone and the undoing itself are left out. */
export function effectiveEvents(events: readonly CaseEvent[]): readonly CaseEvent[] {
  const undone = new Set(events.flatMap(({ deed }) => (deed.action === "undo" ? [deed.undoes] : [])));
  return events.filter(({ id, deed }) => deed.action !== "undo" && !undone.has(id));
}

function filed({ deed, at }: CaseEvent): CaseState {
  if (deed.action !== "filed") throw new TypeError("the first event of a case files it");
  const { status: _status, ...filing } = deed.filing;
  return {
    ...filing,
    line: deed.line,
    stage: "filed",
    coHandlers: [],
    recused: [],
    recusals: [],
    leads: [filing.lead],
    tasks: deed.tasks ?? [],
    instrument: null,
    hasServed: false,
    reply: null,
    items: [],
    lookBacks: [],
    transfer: null,
    mergedInto: null,
    absorbed: [],
    files: deed.files ?? [],
    changedAt: at,
    endedAt: null,
  };
}

/** One event further. What may happen when was decided before: nothing is refused here. */
export function after(state: CaseState, event: CaseEvent): CaseState {
  const changed = { ...state, ...effectOf(state, event) };
  return {
    ...changed,
    version: state.version + 1,
    changedAt: event.at,
    endedAt: isOpen(changed.stage) ? null : (state.endedAt ?? event.at),
  };
}

function effectOf(state: CaseState, event: CaseEvent): Partial<CaseState> {
  const { deed, facts, actor, at } = event;
  switch (deed.action) {
    case "assign":
      return { owner: deed.owner, coHandlers: state.coHandlers.filter(({ person }) => person !== deed.owner) };
    case "join":
      return { coHandlers: [...without(state, deed.person), { person: deed.person, line: deed.line }] };
    case "leave":
      return { coHandlers: without(state, deed.person) };
    case "recuse":
    case "recusal-ask":
    case "recusal-again":
    case "recusal-decide":
      return recusalAfter(state, event);
    case "task-add": {
      const { title, assignee, due } = deed;
      const task: VerificationTask = {
        id: facts.id ?? event.id,
        title,
        assignee,
        due,
        addedBy: actor,
        addedAt: at,
        status: "open",
        result: null,
        files: [],
        settledAt: null,
      };
      return { tasks: [...state.tasks, task] };
    }
    case "task-report":
      return { tasks: onTask(state, deed.task, { status: "done", result: deed.result.trim(), files: deed.files, settledAt: at }) };
    case "task-cancel":
      return { tasks: onTask(state, deed.task, { status: "cancelled", result: deed.reason.trim(), settledAt: at }) };
    case "draft":
    case "submit":
    case "approve":
    case "return":
    case "redraft":
    case "serve":
      return instrumentAfter(state, event);
    case "reply": {
      const { outcome, receivedOn, text, files } = deed;
      return {
        reply: { outcome, receivedOn, text: text.trim(), files, answeredAt: null },
        stage: outcome === "objected" ? "objection" : "rectification",
      };
    }
    case "no-reply":
      return { stage: "unanswered" };
    case "answer-objection":
      return deed.answer === "explain"
        ? { stage: "served", reply: state.reply && { ...state.reply, answeredAt: at } }
        : { stage: "drafting", reply: null, instrument: amended(state) };
    case "item-add": {
      const { kind, title, due } = deed;
      const item: RectificationItem = {
        id: facts.id ?? event.id,
        kind,
        title,
        due,
        addedAt: at,
        status: "open",
        note: null,
        files: [],
        settledAt: null,
      };
      return { items: [...state.items, item] };
    }
    case "item-report":
      return { items: onItem(state, deed.item, { status: "reported", note: deed.note.trim(), files: deed.files }) };
    case "item-accept":
      return { items: onItem(state, deed.item, { status: "accepted", settledAt: at }) };
    case "item-return":
      return { items: onItem(state, deed.item, { status: "open", note: deed.reason.trim() }) };
    case "item-cancel":
      return { items: onItem(state, deed.item, { status: "cancelled", note: deed.reason.trim(), settledAt: at }) };
    case "look-back":
      return { stage: "look-back", lookBacks: [...state.lookBacks, { startedAt: at, result: null }] };
    case "looked-back": {
      const { run, outcome, newBatches } = deed;
      const startedAt = state.lookBacks.at(-1)?.startedAt ?? at;
      return { lookBacks: [...state.lookBacks.slice(0, -1), { startedAt, result: { run, outcome, newBatches, at } }] };
    }
    case "resume":
      return { stage: "rectification" };
    case "close":
      return { stage: "closed" };
    case "escalate":
      return { stage: "litigation" };
    case "withdraw":
      return { stage: "withdrawn" };
    case "offer-transfer":
      return { transfer: { to: deed.office, from: state.office, by: actor, reason: deed.reason.trim() } };
    case "accept-transfer":
      return { transfer: null, office: state.transfer?.to ?? state.office, owner: deed.owner, coHandlers: [] };
    case "refuse-transfer":
      return { transfer: null };
    case "merge":
      return { stage: "merged", mergedInto: deed.into };
    case "absorbed": {
      const joined: CaseState = {
        ...state,
        absorbed: [...state.absorbed, deed.case],
        leads: [...new Set([...state.leads, ...deed.leads])],
        tasks: [...state.tasks, ...(deed.tasks ?? []).map((task) => taskHere(state, task, at))],
        files: [...state.files, ...(deed.files ?? [])],
      };
      return (deed.recused ?? []).reduce((each, person) => ({ ...each, ...withoutPerson(each, person, at) }), joined);
    }
    case "file-kept":
      return { files: [...state.files, deed.file] };
    case "filed":
    case "undo":
    case "comment":
    case "paper-issued":
    case "link-issued":
    case "link-revoked":
      return {};
  }
}

/** The instrument's way until it is served. */
function instrumentAfter(state: CaseState, { deed, facts, actor, at }: CaseEvent): Partial<CaseState> {
  if (deed.action === "draft") {
    const { kind, receiver, title, body, isUrgent, replyBy } = deed;
    const given = { kind, receiver: receiver.trim(), title: title.trim(), body: body.trim(), isUrgent, replyBy };
    const revision = state.instrument?.revision ?? 1;
    const number = state.instrument?.kind === kind ? state.instrument.number : null;
    return {
      stage: "drafting",
      instrument: { ...given, author: actor, revision, template: facts.template ?? null, ...UNSERVED, number },
    };
  }
  const { instrument } = state;
  if (instrument === null) return {};
  if (deed.action === "submit") return { stage: "approval", instrument: { ...instrument, levels: facts.levels ?? [], approvals: [] } };
  if (deed.action === "approve") {
    const level = instrument.levels[instrument.approvals.length];
    const approvals = level === undefined ? instrument.approvals : [...instrument.approvals, { level, by: actor, at }];
    const isLast = approvals.length >= instrument.levels.length;
    return {
      stage: isLast ? "approved" : "approval",
      instrument: { ...instrument, approvals, number: isLast ? (facts.number ?? instrument.number) : instrument.number },
    };
  }
  if (deed.action === "serve") return { stage: "served", hasServed: true, reply: null, instrument: { ...instrument, ...serviceOf(deed) } };
  // Returned, or taken up again: earlier approvals were of another text.
  return { stage: "drafting", instrument: { ...instrument, levels: [], approvals: [] } };
}

const UNSERVED = { levels: [], approvals: [], servedOn: null, way: null, recipient: null, serviceFiles: [] } as const;

function serviceOf({ servedOn, way, files, ...deed }: Extract<CaseEvent["deed"], { action: "serve" }>) {
  // Services of earlier versions name nobody.
  const recipient = "recipient" in deed ? deed.recipient.trim() : null;
  return { servedOn, way, recipient, serviceFiles: files };
}

/** The next text of an instrument that was served; it gets a number of its own. */
function amended({ instrument }: CaseState): CaseState["instrument"] {
  if (instrument === null) return null;
  return { ...instrument, revision: instrument.revision + 1, ...UNSERVED, number: null };
}

const without = ({ coHandlers }: CaseState, person: string) => coHandlers.filter((each) => each.person !== person);

function onTask({ tasks }: CaseState, id: string, changes: Partial<VerificationTask>): readonly VerificationTask[] {
  return tasks.map((task) => (task.id === id ? { ...task, ...changes } : task));
}

/** A task that comes from another case; one who is recused here does not go on with it. */
function taskHere({ recused }: CaseState, task: VerificationTask, at: string): VerificationTask {
  return task.status === "open" && recused.includes(task.assignee) ? { ...task, status: "cancelled", settledAt: at } : task;
}

function onItem({ items }: CaseState, id: string, changes: Partial<RectificationItem>): readonly RectificationItem[] {
  return items.map((item) => (item.id === id ? { ...item, ...changes } : item));
}
