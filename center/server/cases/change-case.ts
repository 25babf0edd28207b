import {
  CASE_DEEDS,
  type CaseCommand,
  type CaseEvent,
  type CaseState,
  type Clock,
  type Ids,
  type InstrumentTemplate,
  type Office,
  type TemplateKind,
  type Text,
  YuejianError,
} from "@yuejian/contracts";
import type { WorkCalendar } from "@yuejian/deadlines";
import {
  type CaseActor,
  type CaseContext,
  type CaseDecision,
  checkMerge,
  dayInChina,
  decideCase,
  houseTemplate,
  isLastApproval,
  occur,
  undoCase,
} from "@yuejian/oversight";
import { versionConflictOf } from "../identity/index.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Reading, Store, StoreTransaction } from "../store/index.ts";
import { approvalLevels, type SetLevels } from "./approval-levels.ts";
import { caseStateOf } from "./case-rows.ts";
import { nextNumber } from "./document-numbers.ts";
import { saveCase } from "./save-case.ts";
import { tasksInto } from "./tasks-into.ts";
import { officeTemplates } from "./templates.ts";

export interface CaseChangePorts {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly offices: readonly Office[];
}

export interface CaseChange {
  readonly case: string;
  /** The version that the person saw; null: they were shown none. */
  readonly version: number | null;
  readonly command: CaseCommand;
  readonly actor: CaseActor;
  readonly calendar: WorkCalendar;
  /** What belongs to the change and is kept elsewhere; what it throws undoes the change. */
  readonly beside?: (trx: StoreTransaction, event: CaseEvent) => Promise<void>;
}

type Decided = Extract<CaseDecision, { ok: true }>;

/** A person's command on a case, committed with its event and statement. What the policy says was asked before. CASE_UNKNOWN, VERSION_CONFLICT, and the
 *  refusals of oversight's `decideCase`. */
export async function changeCase(ports: CaseChangePorts, change: CaseChange): Promise<CaseState> {
  return ports.store.write(async (trx) => {
    const { state } = await caseAt(trx, change.case, change.version);
    const context = contextOf(ports, change, await settingsOf(trx, state));
    const isNumbered = isLastApproval(state, change.command) && state.instrument?.number === null;
    const decision = decideCase(state, change.command, {
      ...context,
      // A refusal gives it back with the transaction, so that none is lost.
      instrumentNumber:
        isNumbered && state.instrument
          ? await nextNumber(trx, ports, { office: state.office, kind: state.instrument.kind, at: context.now })
          : null,
    });
    if (!decision.ok) throw new YuejianError(decision.code, decision.parameters);
    if (change.command.action === "merge")
      await absorb(trx, ports, { into: change.command.into, merged: decision, calendar: change.calendar });
    await saveCase(trx, ports.outbox, { ...decision, calendar: change.calendar });
    await change.beside?.(trx, decision.event);
    return decision.state;
  });
}

/** The case as it is and as a command would leave it; nothing is done. As `changeCase` refuses. */
export async function previewCase(
  db: Reading,
  ports: CaseChangePorts,
  change: CaseChange,
): Promise<{ readonly before: CaseState; readonly after: CaseState }> {
  const { state: before } = await caseAt(db, change.case, change.version);
  const decision = decideCase(before, change.command, contextOf(ports, change, await settingsOf(db, before)));
  if (!decision.ok) throw new YuejianError(decision.code, decision.parameters);
  return { before, after: decision.state };
}

/** Takes the last step back. CASE_UNKNOWN, VERSION_CONFLICT, UNDO_NOT_POSSIBLE, SERVED_ALREADY */
export async function undoCaseStep(
  ports: CaseChangePorts,
  { undoes, ...change }: Omit<CaseChange, "command"> & { readonly undoes: string },
): Promise<CaseState> {
  return ports.store.write(async (trx) => {
    const { state, events } = await caseAt(trx, change.case, change.version);
    const now = new Date(ports.clock.now()).toISOString();
    const { id: actor, mayAssign } = change.actor;
    const decision = undoCase(state, events, { undoes, actor, mayAssign, now, eventId: ports.ids.next("evt") });
    if (!decision.ok) throw new YuejianError(decision.code, decision.parameters);
    await saveCase(trx, ports.outbox, { ...decision, calendar: change.calendar });
    return decision.state;
  });
}

interface CaseSettings {
  readonly levels: ReadonlyMap<string, SetLevels>;
  readonly templates: ReadonlyMap<TemplateKind, InstrumentTemplate>;
  readonly chiefs: ReadonlySet<string>;
}

async function settingsOf(db: Reading, { office }: CaseState): Promise<CaseSettings> {
  const chiefs = await db.selectFrom("users").select("id").where("role", "=", "chief-procurator").execute();
  return {
    levels: await approvalLevels(db, office),
    templates: await officeTemplates(db, office),
    chiefs: new Set(chiefs.map(({ id }) => id)),
  };
}

function contextOf(
  { clock, ids }: CaseChangePorts,
  { actor, calendar }: CaseChange,
  { levels, templates, chiefs }: CaseSettings,
): Omit<CaseContext, "instrumentNumber"> & { readonly instrumentNumber: null } {
  const now = new Date(clock.now()).toISOString();
  return {
    actor,
    calendar,
    now,
    today: dayInChina(now),
    eventId: ids.next("evt"),
    isChief: (person) => chiefs.has(person),
    templateOf: (kind) => templates.get(kind) ?? houseTemplate(kind),
    levelsOf: ({ instrument }) => (instrument ? (levels.get(instrument.kind)?.levels ?? []) : []),
    instrumentNumber: null,
  };
}

/** The case into which another is merged takes over its leads, and who was recused. CASE_UNKNOWN, MERGE_NOT_POSSIBLE */
async function absorb(
  trx: StoreTransaction,
  { outbox, ids }: CaseChangePorts,
  { into, merged, calendar }: { readonly into: string; readonly merged: Decided; readonly calendar: WorkCalendar },
): Promise<void> {
  const { state: target } = await caseAt(trx, into, null);
  const refusal = checkMerge(merged.state, target);
  if (refusal) throw new YuejianError(refusal.code, refusal.parameters);
  const { id, number, leads, recused } = merged.state;
  const { actor, at: now } = merged.event;
  const kept = await trx.selectFrom("case_files").selectAll().where("case_id", "=", id).execute();
  const { tasks, files } = tasksInto(merged.state.tasks, kept, { case: into, ids });
  if (files.length > 0)
    await trx
      .insertInto("case_files")
      .values([...files])
      .execute();
  const over = {
    ...(tasks.length === 0 ? {} : { tasks, files: files.map((file) => file.id) }),
    ...(recused.length === 0 ? {} : { recused }),
  };
  const taken = occur(target, { action: "absorbed", case: id, number, leads, ...over }, { actor, now, eventId: ids.next("evt") });
  await saveCase(trx, outbox, { ...taken, calendar });
}

export async function caseAt(
  db: Reading,
  id: string,
  version: number | null,
): Promise<{ readonly state: CaseState; readonly events: readonly CaseEvent[] }> {
  const found = await caseStateOf(db, id);
  if (!found) throw new YuejianError("CASE_UNKNOWN", { case: id });
  if (version !== null && found.state.version !== version) throw await conflictOn(db, found.events, version);
  return found;
}

/** Says who changed the case since, when, and what they did. */
async function conflictOn(db: Reading, events: readonly CaseEvent[], seen: number): Promise<YuejianError> {
  const since = events.slice(seen);
  const last = since.at(-1) ?? events.at(-1);
  const person = last && (await db.selectFrom("users").select("display_name").where("id", "=", last.actor).executeTakeFirst());
  const words = (locale: keyof Text) => since.map(({ deed }) => CASE_DEEDS[deed.action][locale]).join(locale === "zh" ? "、" : ", ");
  return versionConflictOf({
    version: events.length,
    at: last?.at ?? "",
    who: person?.display_name ?? null,
    changed: { zh: words("zh"), en: words("en") },
  });
}
