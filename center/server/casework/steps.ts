import { afterCommand, openedStep, planOf, type StepRefusal, stepDocument } from "@yuejian/case-management";
import {
  type Office,
  type OfficialDocument,
  PROCEDURAL_STEPS,
  type ProceduralStep,
  type Role,
  STEP_REQUESTERS,
  type StepCommand,
  type StepDocument,
  type TemplateTexts,
  YuejianError,
} from "@yuejian/contracts";
import type { NewStep } from "@yuejian/contracts/api";
import { computeDeadline, type WorkCalendar } from "@yuejian/deadlines";
import { dayInChina, documentNumber, officialYear } from "@yuejian/oversight";
import type { Audit } from "../audit/index.ts";
import { countNumber, templateVersions } from "../cases/index.ts";
import { type Account, type Ground, versionConflict } from "../identity/index.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Reading, Row, StoreTransaction } from "../store/index.ts";

export type StepRow = Row<"procedural_steps">;

export interface StepPorts extends Omit<Ground, "outbox"> {
  readonly outbox: Outbox;
  readonly audit: Audit;
  readonly offices: readonly Office[];
  readonly calendar: WorkCalendar;
}

type CaseRow = Pick<Row<"handled_cases">, "id" | "number" | "office" | "business_line" | "status">;

/** Clocks of steps among those of a case; imports and the nightly recomputation leave them alone. */
export const STEP_CLOCK = "step-";

export function stepOf(row: StepRow): ProceduralStep {
  const { kind, status, requester, decision, reason, outcome, rule } = row;
  return {
    kind,
    status,
    requester,
    requestedOn: row.requested_on,
    decision,
    decidedOn: row.decided_on,
    reason,
    servedOn: row.served_on,
    outcome,
    clock: rule === null || row.from_day === null ? null : { rule, from: row.from_day },
  };
}

/** Notes that a step was asked for; its clock runs from that day. STEP_REFUSED */
export async function openStep(
  ports: StepPorts,
  { of, order, account }: { of: CaseRow; order: NewStep; account: Account },
): Promise<StepRow> {
  const { store, clock, ids } = ports;
  const now = new Date(clock.now()).toISOString();
  if (order.requestedOn > dayInChina(now)) throw refused({ reason: { zh: "申请日期在今天之后", en: "the day of the request lies ahead" } });
  const step = demanded(openedStep(order));
  return store.write(async (trx) => {
    const row = rowOf(ports, step, {
      id: ids.next("pst"),
      case_id: of.id,
      version: 1,
      note: order.note.trim(),
      served_to: "",
      document: null,
      document_number: null,
      office: of.office,
      changed_at: now,
      changed_by: account.id,
    });
    await trx.insertInto("procedural_steps").values(row).execute();
    const facts = { kind: order.kind, requester: order.requester, requestedOn: order.requestedOn };
    await keep(trx, ports, { row, of, account, action: "open", facts, words: order.note });
    return row;
  });
}

/** Carries a command out. STEP_UNKNOWN, VERSION_CONFLICT, STEP_REFUSED */
export async function commandStep(
  ports: StepPorts,
  { id, version, command, of, account }: { id: string; version: number; command: StepCommand; of: CaseRow; account: Account },
): Promise<StepRow> {
  const { store, clock } = ports;
  const now = new Date(clock.now()).toISOString();
  return store.write(async (trx) => {
    const before = await stepIn(trx, id);
    if (before.version !== version)
      throw await versionConflict(trx, { by: before.changed_by, at: before.changed_at, changed: { zh: "程序环节", en: "the step" } });
    const step = demanded(afterCommand(stepOf(before), command, { role: account.role as Role, today: dayInChina(now) }));
    const made = command.action === "decide" ? await documentOf(trx, ports, { step, of, at: now }) : null;
    const row = rowOf(ports, step, {
      id,
      case_id: before.case_id,
      version: version + 1,
      note: before.note,
      served_to: command.action === "serve" ? command.to : command.action === "decide" ? "" : before.served_to,
      document: made ? JSON.stringify(made.document) : command.action === "decide" ? null : before.document,
      document_number: made ? made.number : command.action === "decide" ? null : before.document_number,
      office: before.office,
      changed_at: now,
      changed_by: account.id,
    });
    await trx.updateTable("procedural_steps").set(row).where("id", "=", id).execute();
    await keep(trx, ports, {
      row,
      of,
      account,
      action: command.action,
      facts: factsOf(command, made?.number ?? null),
      words: wordsOf(command),
    });
    return row;
  });
}

/** STEP_UNKNOWN */
export async function stepIn(db: Reading, id: string): Promise<StepRow> {
  const row = await db.selectFrom("procedural_steps").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new YuejianError("STEP_UNKNOWN", { step: id });
  return row;
}

type Beside = Pick<
  StepRow,
  "id" | "case_id" | "version" | "note" | "served_to" | "document" | "document_number" | "office" | "changed_at" | "changed_by"
>;

function rowOf({ calendar }: Pick<StepPorts, "calendar">, step: ProceduralStep, beside: Beside): StepRow {
  const { kind, status, requester, decision, reason, outcome, clock } = step;
  return {
    ...beside,
    kind,
    status,
    requester,
    requested_on: step.requestedOn,
    decision,
    decided_on: step.decidedOn,
    reason,
    served_on: step.servedOn,
    outcome,
    rule: clock?.rule ?? null,
    from_day: clock?.from ?? null,
    due: clock === null ? null : computeDeadline(clock, calendar).end,
  };
}

interface Kept {
  readonly row: StepRow;
  readonly of: CaseRow;
  readonly account: Account;
  readonly action: string;
  readonly facts: Readonly<Record<string, string | null>>;
  /** What a person wrote: sealed in the statement, so that it can be erased alone. */
  readonly words: string;
}

async function keep(trx: StoreTransaction, { outbox, audit }: StepPorts, { row, of, account, action, facts, words }: Kept): Promise<void> {
  await writeClock(trx, row, of);
  const content = {
    step: row.id,
    case: row.case_id,
    kind: row.kind,
    version: row.version,
    status: row.status,
    action,
    facts,
    by: account.id,
  };
  const entry = await outbox.record(trx, {
    type: "procedural-step.changed",
    subject: row.id,
    organisation: row.office,
    content,
    sealed: { words },
  });
  await trx
    .insertInto("procedural_step_events")
    .values({
      step: row.id,
      version: row.version,
      at: row.changed_at,
      actor: account.id,
      action,
      facts: JSON.stringify(facts),
      outbox: entry,
    })
    .execute();
  const detail = `${row.kind} ${action} ${facts["decision"] ?? facts["outcome"] ?? ""}`.trim();
  await audit.recordIn(trx, { actor: account, action: "casework.answer", subject: row.id, outcome: "done", detail });
}

/** The running clock of a step stands among its case's: in the calendar, the days that end, and the reminders. */
async function writeClock(trx: StoreTransaction, { id, rule, from_day: from, due }: StepRow, of: CaseRow): Promise<void> {
  const key = `${STEP_CLOCK}${id}`;
  await trx.deleteFrom("handled_case_clocks").where("case_id", "=", of.id).where("key", "=", key).execute();
  if (rule === null || from === null || due === null) return;
  const { office, business_line } = of;
  await trx
    .insertInto("handled_case_clocks")
    .values({ case_id: of.id, key, rule, from_day: from, due, stopped_on: null, is_running: 1, office, business_line })
    .execute();
}

/** The days of all steps whose clock runs, after days off or legal numbers changed. */
export async function recomputeSteps(trx: StoreTransaction, calendar: WorkCalendar): Promise<number> {
  const rows = await trx.selectFrom("procedural_steps").selectAll().where("rule", "is not", null).execute();
  let moved = 0;
  for (const row of rows) {
    if (row.rule === null || row.from_day === null) continue;
    const due = computeDeadline({ rule: row.rule, from: row.from_day }, calendar).end;
    if (due === row.due) continue;
    await trx.updateTable("procedural_steps").set({ due }).where("id", "=", row.id).execute();
    const clocks = trx.updateTable("handled_case_clocks").set({ due }).where("case_id", "=", row.case_id);
    await clocks.where("key", "=", `${STEP_CLOCK}${row.id}`).execute();
    moved += 1;
  }
  return moved;
}

async function documentOf(
  trx: StoreTransaction,
  { offices }: StepPorts,
  { step, of, at }: { step: ProceduralStep; of: CaseRow; at: string },
): Promise<{ readonly document: OfficialDocument; readonly number: string } | null> {
  const planned = planOf(step.decision, step.kind)?.document ?? null;
  const office = offices.find(({ id }) => id === of.office);
  if (planned === null || !office) return null;
  const year = officialYear(at);
  const sequence = await countNumber(trx, { office: of.office, series: planned.series, year });
  const number = documentNumber(office, planned.series, { year, sequence });
  const document = stepDocument(step, {
    office: office.name.zh,
    caseNumber: of.number,
    number,
    requester: STEP_REQUESTERS[step.requester].zh,
    day: officialDay,
    wording: (await templateVersions(trx, of.office, `step-${step.decision}` as StepDocument)).map(wordingOf).at(-1) ?? null,
  });
  return document === null ? null : { document, number };
}

const wordingOf = ({ texts }: Row<"instrument_templates">): TemplateTexts => JSON.parse(texts) as TemplateTexts;

/** 2026年3月1日 */
function officialDay(iso: string): string {
  const [year, month, day] = iso.split("-").map(Number);
  return `${year}年${month}月${day}日`;
}

function factsOf(command: StepCommand, number: string | null): Record<string, string | null> {
  if (command.action === "decide") return { decision: command.decision, on: command.on, number };
  if (command.action === "serve") return { on: command.on };
  return command.action === "follow" ? { outcome: command.outcome, on: command.on } : {};
}

function wordsOf(command: StepCommand): string {
  if (command.action === "serve") return command.to;
  return command.action === "follow" ? command.note : command.reason;
}

function demanded(step: ProceduralStep | StepRefusal): ProceduralStep {
  if ("clock" in step) return step;
  throw refused(step);
}

function refused({ reason }: StepRefusal): YuejianError {
  return new YuejianError("STEP_REFUSED", { reason: reason.en, reason_zh: reason.zh, reason_en: reason.en });
}

/** What was issued with the decision. STEP_DOCUMENT_MISSING */
export function stepDocumentOf({ id, document }: StepRow): OfficialDocument {
  if (document === null) throw new YuejianError("STEP_DOCUMENT_MISSING", { step: id });
  return JSON.parse(document) as OfficialDocument;
}

export function stepTitle({ kind }: Pick<StepRow, "kind">) {
  return PROCEDURAL_STEPS[kind];
}
