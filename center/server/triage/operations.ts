import { type ErrorCode, type ErrorParameters, errorText, type Text, YuejianError } from "@yuejian/contracts";
import type { BulkCommand, BulkPreview, Operation, Selection } from "@yuejian/contracts/api";
import type { Inbox, Reader } from "../inbox/index.ts";
import type { Reading, Row, StoreTransaction } from "../store/index.ts";
import { conflictAt, type LeadChangePorts, type Work } from "../work/index.ts";
import { carryOut, orderOf } from "./carry-out.ts";
import { judge } from "./judge.ts";
import { type Selected, selected } from "./selection.ts";

/** Up to here an operation is carried out while the person waits; beyond, as a job. */
const AT_ONCE = 100;
const UNDO_MINUTES = 60;
const EXAMPLES = 5;
/** Rows per INSERT: SQLite allows 32,766 parameters. */
const ROWS = 3000;

export interface TriagePorts extends LeadChangePorts {
  readonly work: Pick<Work, "bulk">;
}

export interface BulkOrder {
  readonly selection: Selection;
  readonly command: BulkCommand;
  readonly reader: Reader;
  readonly office: string;
}

/** What the command would do to each lead; nothing is changed. @throws YuejianError BULK_TOO_LARGE, USER_UNKNOWN, MENTION_REFUSED */
export async function previewBulk(ports: TriagePorts, { selection, command, reader }: BulkOrder): Promise<BulkPreview> {
  const asOf = new Date(ports.clock.now()).toISOString();
  const order = await orderOf(ports, { actor: reader.id, command: JSON.stringify(command) });
  const tally = new Tally();
  for await (const part of selected(inboxOf(ports), selection, reader)) {
    for (const each of part) {
      const error = each.row ? judge(each.row, order) : new YuejianError("LEAD_UNKNOWN", { lead: each.id });
      if (error?.code === "LEAD_UNKNOWN" || !each.row) tally.add(each.id, error);
      else if (each.row.version !== each.version || each.isLater)
        tally.add(each.id, await conflictAt(ports.store.db, each.row, each.version));
      else tally.add(each.id, error);
    }
  }
  return {
    leads: tally.leads,
    applies: tally.applies,
    groups: tally.groups,
    isLarge: tally.leads > AT_ONCE,
    asOf,
    undoMinutes: UNDO_MINUTES,
  };
}

/** Carries the command out, at once or as a job; gives the operation. @throws as previewBulk */
export async function beginBulk(ports: TriagePorts, order: BulkOrder): Promise<Row<"operations">> {
  const { selection, command, reader, office } = order;
  await orderOf(ports, { actor: reader.id, command: JSON.stringify(command) });
  const leads: Selected[] = [];
  for await (const part of selected(inboxOf(ports), selection, reader)) leads.push(...part);
  const rows = leads.map((each) => ({
    lead: each.id,
    outcome: "pending" as const,
    // What was changed after the preview counts as not seen.
    version: each.isLater ? each.version - 1 : each.version,
    event: null,
  }));
  return begin(ports, { kind: command.action, command: JSON.stringify(command), actor: reader.id, office, undoes: null }, rows);
}

/** A new operation that takes back what the earlier one changed. OPERATION_UNKNOWN, OPERATION_RUNNING, UNDO_DONE, UNDO_TOO_LATE */
export async function beginUndo(ports: TriagePorts, id: string, actor: { id: string; office: string }): Promise<Row<"operations">> {
  const operation = await ownOperation(ports.store.db, id, actor.id);
  if (operation.kind === "undo") throw new YuejianError("UNDO_NOT_POSSIBLE");
  const done = await ports.store.db
    .selectFrom("operation_leads")
    .select(["lead", "version", "event"])
    .where("operation", "=", id)
    .where("outcome", "=", "done")
    .orderBy("position")
    .execute();
  const rows = done.map((each) => ({ ...each, outcome: "pending" as const }));
  return begin(ports, { kind: "undo", command: "{}", actor: actor.id, office: actor.office, undoes: id }, rows);
}

type NewLeads = Pick<Row<"operation_leads">, "lead" | "outcome" | "version" | "event">;

async function begin(
  ports: TriagePorts,
  given: Pick<Row<"operations">, "kind" | "command" | "actor" | "office" | "undoes">,
  leads: readonly NewLeads[],
): Promise<Row<"operations">> {
  const { store, outbox, clock, ids, work } = ports;
  const id = ids.next("opn");
  const at = new Date(clock.now()).toISOString();
  const undoUntil = given.kind === "undo" ? null : new Date(clock.now() + UNDO_MINUTES * 60_000).toISOString();
  const begun = await store.write(async (trx) => {
    if (given.undoes !== null) await claimUndo(trx, { operation: given.undoes, by: id, at });
    const entry = await outbox.record(trx, {
      type: "operation.started",
      subject: id,
      organisation: given.office,
      content: { operation: id, kind: given.kind, user: given.actor, leads: leads.length, undoes: given.undoes },
    });
    const operation = await trx
      .insertInto("operations")
      .values({
        id,
        ...given,
        selection: "",
        at,
        status: "running",
        job: null,
        leads: leads.length,
        undo_until: undoUntil,
        undone_by: null,
        outbox: entry,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    for (let start = 0; start < leads.length; start += ROWS) {
      const part = leads.slice(start, start + ROWS);
      await trx
        .insertInto("operation_leads")
        .values(part.map((each, offset) => ({ ...each, operation: id, position: start + offset, code: null, parameters: null })))
        .execute();
    }
    if (leads.length <= AT_ONCE) return operation;
    const job = await work.bulk({ operation: id, leads: leads.length, actor: { id: given.actor, office: given.office } }, trx);
    return trx.updateTable("operations").set({ job: job.id }).where("id", "=", id).returningAll().executeTakeFirstOrThrow();
  });
  if (begun.job === null) await carryOut(ports, begun);
  return store.db.selectFrom("operations").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}

async function claimUndo(trx: StoreTransaction, { operation: id, by, at }: { operation: string; by: string; at: string }): Promise<void> {
  const operation = await trx.selectFrom("operations").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  if (operation.undone_by !== null) throw new YuejianError("UNDO_DONE");
  if (operation.status === "running") throw new YuejianError("OPERATION_RUNNING");
  if (operation.undo_until === null || at > operation.undo_until)
    throw new YuejianError("UNDO_TOO_LATE", { until: operation.undo_until ?? "" });
  await trx.updateTable("operations").set({ undone_by: by }).where("id", "=", id).execute();
}

/** Operations are seen by those who gave them. @throws YuejianError OPERATION_UNKNOWN */
export async function ownOperation(db: Reading, id: string, actor: string): Promise<Row<"operations">> {
  const operation = await db.selectFrom("operations").selectAll().where("id", "=", id).where("actor", "=", actor).executeTakeFirst();
  if (!operation) throw new YuejianError("OPERATION_UNKNOWN", { operation: id });
  return operation;
}

export async function operationView(db: Reading, operation: Row<"operations">, now: string): Promise<Operation> {
  const actor = await db.selectFrom("users").select("display_name").where("id", "=", operation.actor).executeTakeFirst();
  const counts = await db
    .selectFrom("operation_leads")
    .select((build) => ["outcome", "code", build.fn.countAll<number>().as("leads")])
    .where("operation", "=", operation.id)
    .where("outcome", "<>", "pending")
    .groupBy(["outcome", "code"])
    .orderBy("outcome")
    .orderBy("code")
    .execute();
  const groups: Operation["groups"] = [];
  for (const { outcome, code, leads } of counts) {
    if (outcome === "pending") continue;
    const examples = await db
      .selectFrom("operation_leads")
      .select(["lead", "parameters"])
      .where("operation", "=", operation.id)
      .where("outcome", "=", outcome)
      .where("code", code === null ? "is" : "=", code)
      .orderBy("position")
      .limit(EXAMPLES)
      .execute();
    groups.push({ outcome, count: leads, code, text: wordsOf(code, examples[0]?.parameters), examples: examples.map(({ lead }) => lead) });
  }
  const isUndoable =
    operation.undo_until !== null && operation.undone_by === null && operation.status === "done" && now <= operation.undo_until;
  return {
    id: operation.id,
    command: operation.kind,
    actor: operation.actor,
    actorName: actor?.display_name ?? "",
    at: operation.at,
    status: operation.undone_by === null ? operation.status : "undone",
    job: operation.job,
    leads: operation.leads,
    groups,
    undoUntil: isUndoable ? operation.undo_until : null,
    undoes: operation.undoes,
    undoneBy: operation.undone_by,
  };
}

/** An error kept with an outcome, in both languages. */
export function wordsOf(code: string | null, parameters: string | null | undefined): Text | null {
  if (code === null) return null;
  const given = JSON.parse(parameters ?? "{}") as ErrorParameters;
  return { zh: errorText(code as ErrorCode, given, "zh"), en: errorText(code as ErrorCode, given, "en") };
}

function inboxOf({ store }: Pick<LeadChangePorts, "store">): Inbox {
  return { db: store.db, engine: store.engine };
}

class Tally {
  readonly #groups = new Map<string, BulkPreview["groups"][number]>();
  leads = 0;
  applies = 0;

  add(lead: string, error: YuejianError | null): void {
    this.leads += 1;
    if (error === null) this.applies += 1;
    const outcome = error === null ? "done" : error.code === "VERSION_CONFLICT" ? "changed" : "refused";
    const group = this.#groups.get(error?.code ?? "") ?? {
      outcome,
      count: 0,
      code: error?.code ?? null,
      text: error && { zh: error.textFor("zh"), en: error.textFor("en") },
      examples: [],
    };
    group.count += 1;
    if (group.examples.length < EXAMPLES) group.examples.push(lead);
    this.#groups.set(error?.code ?? "", group);
  }

  get groups(): BulkPreview["groups"] {
    return [...this.#groups.values()];
  }
}
