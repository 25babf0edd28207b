import {
  type ApprovalLevel,
  type BusinessLine,
  CASE_PAPERS,
  type CaseEvent,
  type CaseNext,
  type CasePaper,
  type CaseState,
  type DataClass,
  recusalArticle,
} from "@yuejian/contracts";
import type { CaseClockView, CaseDetail, CaseView } from "@yuejian/contracts/api";
import type { WorkCalendar } from "@yuejian/deadlines";
import { caseClocks, dayInChina, explainClock, mayDecideRecusal, mayIssue, mayTakeBack, undoableStep } from "@yuejian/oversight";
import type { Home } from "../../home/index.ts";
import { type Actor, maskText, type Policy } from "../../policy/index.ts";
import { linksOf, linkView, mayLink } from "../../portal/index.ts";
import type { Reading } from "../../store/index.ts";
import { type CaseRow, caseActorOf, commandsFor, objectFor } from "./case-access.ts";
import { type CaseWords, caseHistory } from "./case-events.ts";
import { showSubject } from "./lead-masking.ts";
import { columnsOfModel } from "./lead-view.ts";

const PAPERS = Object.keys(CASE_PAPERS) as CasePaper[];
const HIDDEN = "••••";

export interface ShownCase {
  readonly view: CaseView;
  /** Personal members that are shown, for the audit. */
  readonly opened: readonly string[];
  /** Hides what is hidden here in other words about the case. */
  readonly hide: (text: string) => string;
}

export interface CaseOpening {
  readonly opens: (dataClass: DataClass) => boolean;
  readonly opensSealed: boolean;
  /** Today in China. */
  readonly today: string;
}

/** A case as the caller may see it: what identifies a person is masked unless opened, and nothing is shown of one on sealed records. */
export function shownCase(home: Home, row: CaseRow, { opens, opensSealed, today }: CaseOpening): ShownCase {
  const isClosed = row.is_sealed !== 0 && !opensSealed;
  const shown = isClosed
    ? { subject: HIDDEN, subjectName: HIDDEN, opened: [], hidden: [] }
    : showSubject({ subject: row.subject, subjectName: row.subject_name }, columnsOfModel(home, row.model), opens);
  const hide = (text: string) => (isClosed && text !== "" ? HIDDEN : shown.hidden.length === 0 ? text : maskText(text, shown.hidden));
  const { id, version, number, lead, model, office, owner, status, stage, due, receiver } = row;
  const view: CaseView = {
    id,
    version,
    number,
    lead,
    model,
    subject: shown.subject,
    subjectName: shown.subjectName,
    office,
    businessLine: row.business_line as BusinessLine,
    owner: owner === "" ? null : owner,
    ownerName: owner === "" ? null : (row.owner_name ?? ""),
    status,
    stage,
    next:
      row.next_what === null
        ? null
        : {
            what: row.next_what as CaseNext,
            person: row.next_person,
            personName: row.next_person === null ? null : (row.next_name ?? ""),
            level: row.next_level as ApprovalLevel | null,
            office: row.next_office,
          },
    due,
    isOverdue: status === "open" && due !== null && due < today,
    receiver: receiver === null ? null : hide(receiver),
    openedAt: row.opened_at,
    changedAt: row.changed_at,
    endedAt: row.ended_at,
  };
  return { view, opened: shown.opened, hide };
}

export interface DetailPorts {
  readonly db: Reading;
  readonly policy: Policy;
  readonly actor: Actor;
  readonly calendar: WorkCalendar;
  readonly today: string;
  readonly now: string;
  readonly words: Omit<CaseWords, "hide">;
}

/** Everything on the page of one case. */
export async function caseDetail(
  { db, policy, actor, calendar, today, now, words }: DetailPorts,
  {
    row,
    state,
    events,
    shown,
  }: { readonly row: CaseRow; readonly state: CaseState; readonly events: readonly CaseEvent[]; readonly shown: ShownCase },
): Promise<CaseDetail> {
  const { nameOf } = words;
  const { hide, view } = shown;
  const may = commandsFor(policy, actor, { state, row });
  const orHidden = (text: string | null) => (text === null ? null : hide(text));
  const undoable = undoableStep(state, events);
  const { mayAssign } = caseActorOf(policy, actor, row);
  const mayHandle = policy.may(actor, "case.handle", objectFor(state, "serve", actor));
  return {
    case: view,
    leads: [...state.leads],
    coHandlers: state.coHandlers.map(({ person, line }) => ({ person, name: nameOf(person), line })),
    recused: state.recused.map((person) => ({ person, name: nameOf(person) })),
    recusals: state.recusals.map((request) => ({
      id: request.id,
      person: request.person,
      personName: nameOf(request.person),
      asker: request.asker,
      ground: request.ground,
      article: recusalArticle(request.ground, state.line),
      reason: hide(request.reason),
      askedAt: request.askedAt,
      isOfChief: request.isOfChief,
      isAgain: request.isAgain,
      status: request.status,
      decidedByName: request.decidedBy === null ? null : nameOf(request.decidedBy),
      decidedAt: request.decidedAt,
      meeting: request.meeting,
      answer: orHidden(request.answer),
      mayDecide: mayDecideRecusal(state, caseActorOf(policy, actor, row), request.id) && may.includes("recusal-decide"),
    })),
    tasks: state.tasks.map(({ id, title, assignee, due, status, result, files }) => {
      return { id, title: hide(title), assignee, assigneeName: nameOf(assignee), due, status, result: orHidden(result), files: [...files] };
    }),
    instrument: state.instrument && instrumentView(state.instrument, { hide, nameOf }),
    reply: state.reply && { ...state.reply, text: hide(state.reply.text), files: [...state.reply.files] },
    items: state.items.map(({ id, kind, title, due, status, note, files }) => {
      return { id, kind, title: hide(title), due, status, note: orHidden(note), files: [...files] };
    }),
    lookBacks: await lookBackViews(db, state),
    transfer: state.transfer && { to: state.transfer.to, from: state.transfer.from, reason: hide(state.transfer.reason) },
    mergedInto: state.mergedInto,
    absorbed: [...state.absorbed],
    files: await fileViews(db, state.id, { hide, nameOf }),
    papers: await paperViews(db, state.id, nameOf),
    mayIssue: mayHandle ? PAPERS.filter((paper) => mayIssue(paper, state)) : [],
    links: (await linksOf(db, state.id)).map((link) => ({ ...linkView(link, { now, nameOf }), receiver: hide(link.receiver) })),
    mayLink: mayHandle && mayLink(state),
    clocks: clockViews(state, { calendar, today, hide }),
    history: await caseHistory(db, events, { ...words, hide }),
    may,
    undoable: undoable && mayTakeBack(undoable, actor.id, mayAssign) ? { event: undoable.id, action: undoable.deed.action } : null,
  };
}

function instrumentView(
  { author, approvals, levels, body, title, receiver, recipient, serviceFiles, template, ...rest }: NonNullable<CaseState["instrument"]>,
  { hide, nameOf }: Pick<CaseWords, "hide" | "nameOf">,
): NonNullable<CaseDetail["instrument"]> {
  return {
    ...rest,
    receiver: hide(receiver),
    title: hide(title),
    body: hide(body),
    authorName: nameOf(author),
    levels: [...levels],
    recipient: recipient === null ? null : hide(recipient),
    serviceFiles: [...serviceFiles],
    templateVersion: template?.version ?? 0,
    approvals: approvals.map(({ level, by, at }) => ({ level, byName: nameOf(by), at })),
  };
}

async function lookBackViews(db: Reading, { lookBacks }: CaseState): Promise<CaseDetail["lookBacks"]> {
  const runs = lookBacks.flatMap(({ result }) => (result ? [result.run] : []));
  const rows =
    runs.length === 0
      ? []
      : await db
          .selectFrom("runs")
          .leftJoin("outbox", "outbox.id", "runs.outbox")
          .select(["runs.id", "outbox.ledger_index"])
          .where("runs.id", "in", runs)
          .execute();
  const indexOf = new Map(rows.map(({ id, ledger_index: index }) => [id, index]));
  return lookBacks.map(({ startedAt, result }) => ({
    startedAt,
    result: result && { ...result, ledgerIndex: indexOf.get(result.run) ?? null },
  }));
}

async function paperViews(db: Reading, id: string, nameOf: CaseWords["nameOf"]): Promise<CaseDetail["papers"]> {
  const rows = await db.selectFrom("case_papers").selectAll().where("case_id", "=", id).orderBy("at").orderBy("id").execute();
  return rows.map(({ id: paper, kind, number, actor, at }) => ({ id: paper, kind, number, actorName: nameOf(actor), at }));
}

async function fileViews(db: Reading, id: string, { hide, nameOf }: Pick<CaseWords, "hide" | "nameOf">): Promise<CaseDetail["files"]> {
  const rows = await db.selectFrom("case_files").selectAll().where("case_id", "=", id).orderBy("id").execute();
  return rows.map(({ case_id: _case, actor, name, ...file }) => ({ ...file, name: hide(name), actorName: nameOf(actor) }));
}

function clockViews(
  state: CaseState,
  { calendar, today, hide }: { readonly calendar: WorkCalendar; readonly today: string; readonly hide: (text: string) => string },
): CaseClockView[] {
  return caseClocks(state, calendar).map((clock) => {
    const { key, kind, rule, title, from, due, stoppedOn } = clock;
    const reason = explainClock(clock, calendar);
    return {
      key,
      kind,
      rule,
      title: { zh: hide(title.zh), en: hide(title.en) },
      from,
      due,
      stoppedOn,
      isOverdue: stoppedOn === null ? due < today : stoppedOn > due,
      sentence: reason.sentence,
      source: reason.source,
      doubts: [...reason.doubts],
      whenOver: reason.whenOver,
    };
  });
}

/** Today in China by the home's clock. */
export function todayOf(clock: { now(): number }): string {
  return dayInChina(clock.now());
}
