import {
  type Clock,
  type ContestChannel,
  type ContestConsequence,
  type ContestOutcome,
  type Ids,
  type LeadCommand,
  type ModelManifest,
  type Office,
  YuejianError,
} from "@yuejian/contracts";
import { legalNumber, legalNumberEntry } from "@yuejian/deadlines";
import { dayAfter, dayInChina, isIndependent } from "@yuejian/oversight";
import type { Outbox } from "../outbox/index.ts";
import { closeFlags, raiseFlags } from "../safeguards/index.ts";
import type { Reading, Row, Store, StoreTransaction } from "../store/index.ts";
import { changeLeadIn } from "../work/index.ts";

export interface ContestPorts {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly offices: readonly Office[];
  readonly manifestOf: (model: string) => ModelManifest | null;
}

interface Person {
  readonly id: string;
  readonly office: string;
}

export interface NewContest {
  readonly lead: string;
  readonly record?: string | undefined;
  /** The affected person, as they named themselves. */
  readonly person: string;
  readonly receivedHow: ContestChannel;
  /** Day on which it came, YYYY-MM-DD. */
  readonly receivedOn: string;
  readonly grounds: string;
  readonly actor: Person;
}

const SETTING = "contest.answerWithinDays";
const NUMBER = "contest.answer";

/** Days for the answer: the office's setting, or the number of the table, which no law fixes. */
export async function answerDays(
  db: Reading,
  clock: Clock,
): Promise<{ readonly days: number; readonly law: string; readonly article: string; readonly certainty: string }> {
  const today = dayInChina(clock.now());
  const { law, article, certainty } = legalNumberEntry(NUMBER, today);
  const row = await db.selectFrom("settings").select("value").where("name", "=", SETTING).executeTakeFirst();
  return { days: row ? Number(row.value) : legalNumber(NUMBER, today), law, article, certainty };
}

/** Registers a challenge to a lead, its case or a record behind it. It suspends nothing; the lead shows it. LEAD_UNKNOWN, LEAD_EXPIRED, REASON_NEEDED, REQUEST_INVALID */
export async function registerContest(ports: ContestPorts, given: NewContest): Promise<Row<"contests">> {
  if (given.person.trim() === "" || given.grounds.trim() === "") throw new YuejianError("REASON_NEEDED");
  const now = new Date(ports.clock.now()).toISOString();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(given.receivedOn) || given.receivedOn > dayInChina(now))
    throw new YuejianError("REQUEST_INVALID", {
      where: "body.receivedOn",
      reason: "must be a day that is past",
      reason_zh: "应为今天或者以前的日期",
      reason_en: "must be a day that is past",
    });
  const { days } = await answerDays(ports.store.db, ports.clock);
  return ports.store.write(async (trx) => {
    const lead = await trx.selectFrom("leads").selectAll().where("id", "=", given.lead).executeTakeFirst();
    if (!lead) throw new YuejianError("LEAD_UNKNOWN", { lead: given.lead });
    if (lead.expired_at !== null) throw new YuejianError("LEAD_EXPIRED", { lead: lead.id, at: lead.expired_at });
    const contest: Omit<Row<"contests">, "outbox"> = {
      id: ports.ids.next("con"),
      lead: lead.id,
      case_id: lead.case_id,
      record: given.record ?? null,
      person: given.person.trim(),
      received_how: given.receivedHow,
      received_at: given.receivedOn,
      grounds: given.grounds.trim(),
      office: lead.office,
      business_line: lead.business_line,
      due: dayAfter(given.receivedOn, days),
      reviewer: null,
      status: "open",
      outcome: null,
      consequence: null,
      reasons: null,
      answer: null,
      answered_at: null,
      decided_at: null,
      registered_by: given.actor.id,
      registered_at: now,
    };
    const outbox = await state(trx, ports, contest);
    const row = { ...contest, outbox };
    await trx.insertInto("contests").values(row).execute();
    await raiseFlags(trx, ports, { kind: "contested", source: contest.id, leads: [lead.id] });
    return row;
  });
}

/** Names who reviews it: nobody who acted on the lead, owns its case or took the challenge in. CONTEST_UNKNOWN, CONTEST_DECIDED, NOT_INDEPENDENT */
export async function assignReviewer(
  ports: ContestPorts,
  id: string,
  reviewer: { readonly id: string; readonly name: string },
): Promise<Row<"contests">> {
  return ports.store.write(async (trx) => {
    const contest = await openContest(trx, id);
    await demandIndependent(trx, contest, reviewer);
    const changed = { ...contest, reviewer: reviewer.id };
    const outbox = await state(trx, ports, changed);
    await trx.updateTable("contests").set({ reviewer: reviewer.id, outbox }).where("id", "=", id).execute();
    return { ...changed, outbox };
  });
}

export interface ContestDecision {
  readonly outcome: ContestOutcome;
  readonly consequence: ContestConsequence;
  readonly reasons: string;
  /** What the person was told, and on which day. */
  readonly answer: string;
  readonly answeredOn: string;
  readonly actor: Person & { readonly name: string };
}

/** The reviewer's outcome, with what follows for the lead, in one transaction. Independence is judged again: the reviewer may have acted on the
 *  lead since. CONTEST_UNKNOWN, CONTEST_DECIDED, NOT_INDEPENDENT, REASON_NEEDED, REQUEST_INVALID, STEP_NOT_ALLOWED */
export async function decideContest(ports: ContestPorts, id: string, decision: ContestDecision): Promise<Row<"contests">> {
  const { outcome, consequence, actor } = decision;
  if (decision.reasons.trim() === "" || decision.answer.trim() === "") throw new YuejianError("REASON_NEEDED");
  if (outcome === "rejected" && consequence !== "none")
    throw new YuejianError("REQUEST_INVALID", {
      where: "body.consequence",
      reason: "a rejected challenge has none",
      reason_zh: "异议不成立时没有后果",
      reason_en: "a rejected challenge has none",
    });
  return ports.store.write(async (trx) => {
    const contest = await openContest(trx, id);
    if (contest.reviewer !== actor.id) throw new YuejianError("NOT_INDEPENDENT", { user: actor.name });
    await demandIndependent(trx, contest, actor);
    const now = new Date(ports.clock.now()).toISOString();
    const changed = {
      ...contest,
      status: "decided",
      outcome,
      consequence,
      reasons: decision.reasons.trim(),
      answer: decision.answer.trim(),
      answered_at: decision.answeredOn,
      decided_at: now,
    };
    const outbox = await state(trx, ports, changed);
    const { status, reasons, answer, answered_at, decided_at } = changed;
    await trx
      .updateTable("contests")
      .set({ status, outcome, consequence, reasons, answer, answered_at, decided_at, outbox })
      .where("id", "=", id)
      .execute();
    await closeFlags(trx, ports, { kind: "contested", source: id, by: actor.id, outcome: outcome === "rejected" ? "stands" : "falls" });
    const command = commandOf(consequence, id, changed.reasons);
    if (command && contest.lead !== null) {
      const { version } = await trx.selectFrom("leads").select("version").where("id", "=", contest.lead).executeTakeFirstOrThrow();
      await changeLeadIn(trx, ports, { lead: contest.lead, version, command, actor });
    }
    return { ...changed, outbox };
  });
}

function commandOf(consequence: ContestConsequence, id: string, reasons: string): LeadCommand | null {
  const reason = `${id}：${reasons}`;
  if (consequence === "dismiss") return { action: "dismiss", reason, explanation: null };
  return consequence === "reopen" ? { action: "reopen", reason } : null;
}

async function openContest(trx: StoreTransaction, id: string): Promise<Row<"contests">> {
  const contest = await trx.selectFrom("contests").selectAll().where("id", "=", id).executeTakeFirst();
  if (!contest) throw new YuejianError("CONTEST_UNKNOWN", { contest: id });
  if (contest.status !== "open") throw new YuejianError("CONTEST_DECIDED", { contest: id });
  return contest;
}

async function demandIndependent(
  trx: StoreTransaction,
  contest: Row<"contests">,
  reviewer: { readonly id: string; readonly name: string },
): Promise<void> {
  const lead = contest.lead ?? "";
  const [events, row, owned] = await Promise.all([
    trx.selectFrom("lead_events").select("actor").distinct().where("lead", "=", lead).execute(),
    trx.selectFrom("leads").select("assignee").where("id", "=", lead).executeTakeFirst(),
    trx.selectFrom("cases").select("owner").where("lead", "=", lead).executeTakeFirst(),
  ]);
  const involved = {
    actors: events.map(({ actor }) => actor),
    assignee: row?.assignee ?? null,
    caseOwner: owned?.owner ?? null,
    registeredBy: contest.registered_by,
  };
  if (!isIndependent(reviewer.id, involved)) throw new YuejianError("NOT_INDEPENDENT", { user: reviewer.name });
}

function state(trx: StoreTransaction, { outbox }: ContestPorts, contest: Omit<Row<"contests">, "outbox">): Promise<number> {
  const { person, grounds, reasons, answer, ...open } = contest;
  return outbox.record(trx, {
    type: "contest.changed",
    subject: contest.id,
    organisation: contest.office,
    content: { contest: { ...open, outbox: undefined } },
    // What tells of the person can be erased alone.
    sealed: { person, grounds, reasons, answer },
  });
}
