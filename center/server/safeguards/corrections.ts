import { writeFile } from "node:fs/promises";
import path from "node:path";
import {
  type Clock,
  CORRECTION_STATUSES,
  type ColumnSchema,
  type CorrectionStatus,
  type DatasetSchema,
  ENTITY_MEMBERS,
  type Ids,
  parseRowRef,
  QUARANTINE_CODES,
  rowRef,
  YuejianError,
} from "@yuejian/contracts";
import type { Cell, Lake, LakeRow } from "@yuejian/data";
import { standardise } from "@yuejian/identifiers";
import type { Outbox } from "../outbox/index.ts";
import type { Row, Store, StoreTransaction } from "../store/index.ts";
import { type RowPlace, raiseFlags, relianceOn } from "./flags.ts";

export interface CorrectionPorts {
  readonly store: Store;
  readonly outbox: Pick<Outbox, "record" | "recordAll">;
  readonly clock: Clock;
  readonly ids: Ids;
}

interface Person {
  readonly id: string;
  readonly office: string;
}

export interface NewCorrection {
  readonly ref: string;
  readonly column: string;
  /** What the requester believes the record says: a stale view is refused. Canonical text, null for empty. */
  readonly oldValue: string | null;
  readonly newValue: string | null;
  readonly reason: string;
  readonly evidence: string;
  readonly contest?: string | undefined;
  readonly actor: Person;
}

/** The row as it stands in the lake, with its schema; the caller has decided that it may be seen. */
export interface CorrectedRow {
  readonly schema: DatasetSchema;
  readonly row: Pick<LakeRow, "values">;
}

/** RECORD_UNKNOWN, REQUEST_INVALID, REASON_NEEDED, CORRECTION_STALE */
export async function requestCorrection(ports: CorrectionPorts, given: NewCorrection, at: CorrectedRow): Promise<Row<"corrections">> {
  const place = parseRowRef(given.ref);
  if (!place) throw new YuejianError("RECORD_UNKNOWN", { ref: given.ref });
  if (at.schema.id === ENTITY_MEMBERS) throw new YuejianError("ENTITY_DATASET_DERIVED", { dataset: at.schema.id });
  const column = at.schema.columns.find(({ name }) => name === given.column);
  if (!column)
    throw new YuejianError("REQUEST_INVALID", {
      where: "body.column",
      reason: given.column,
      reason_zh: `没有列 ${given.column}`,
      reason_en: `there is no column ${given.column}`,
    });
  if (given.reason.trim() === "" || given.evidence.trim() === "") throw new YuejianError("REASON_NEEDED");
  if (textOf(at.row.values[column.name] ?? null) !== given.oldValue)
    throw new YuejianError("CORRECTION_STALE", { ref: given.ref, column: column.name });
  demandReadable(given.newValue, column);
  const now = new Date(ports.clock.now()).toISOString();
  return ports.store.write(async (trx) => {
    const withdrawn = await trx
      .selectFrom("withdrawn_rows")
      .select("batch")
      .where("batch", "=", place.batch)
      .where("row", "in", [0, place.row])
      .executeTakeFirst();
    if (withdrawn) throw new YuejianError("ROW_WITHDRAWN", { ref: given.ref });
    const id = ports.ids.next("cor");
    const row: Omit<Row<"corrections">, "outbox"> = {
      id,
      dataset: at.schema.id,
      ...place,
      column_name: column.name,
      old_value: given.oldValue,
      new_value: given.newValue,
      reason: given.reason.trim(),
      evidence: given.evidence.trim(),
      contest: given.contest ?? null,
      status: "requested",
      requested_by: given.actor.id,
      requested_at: now,
      decided_by: null,
      decided_at: null,
      decision_note: null,
      applied_batch: null,
      applied_at: null,
    };
    const outbox = await state(trx, ports, row, given.actor.office);
    await trx
      .insertInto("corrections")
      .values({ ...row, outbox })
      .execute();
    return { ...row, outbox };
  });
}

/** Another person approves or refuses. Approving does not write: the job `apply-correction` does. CORRECTION_UNKNOWN, CORRECTION_DECIDED, SAME_PERSON, REASON_NEEDED */
export async function decideCorrection(
  ports: CorrectionPorts,
  id: string,
  decision: { readonly status: "approved" | "refused"; readonly note: string; readonly actor: Person },
): Promise<Row<"corrections">> {
  if (decision.note.trim() === "") throw new YuejianError("REASON_NEEDED");
  return ports.store.write(async (trx) => {
    const known = await correctionOf(trx, id);
    if (known.status !== "requested") throw decided(known);
    if (known.requested_by === decision.actor.id) throw new YuejianError("SAME_PERSON");
    const changed = {
      ...known,
      status: decision.status,
      decided_by: decision.actor.id,
      decided_at: new Date(ports.clock.now()).toISOString(),
      decision_note: decision.note.trim(),
    };
    const outbox = await state(trx, ports, changed, decision.actor.office);
    const { status, decided_by, decided_at, decision_note } = changed;
    await trx.updateTable("corrections").set({ status, decided_by, decided_at, decision_note, outbox }).where("id", "=", id).execute();
    return { ...changed, outbox };
  });
}

/** Writes the corrected record as a file of its own, which the ordinary intake takes in: a correction meets the same standards as every record and
 *  stands on the ledger as a batch. */
export async function writeCorrectionFile(
  correction: Row<"corrections">,
  {
    lake,
    scratch,
    schema,
    batches,
  }: { readonly lake: Lake; readonly scratch: string; readonly schema: DatasetSchema; readonly batches: readonly string[] },
): Promise<string> {
  const session = await lake.session({ id: "", takenAt: "", batches: { [schema.id]: batches } }, [schema]);
  try {
    const ref = rowRef(correction.batch, correction.row);
    const [row] = await session.rowsByRef([ref]);
    if (!row) throw new YuejianError("RECORD_UNKNOWN", { ref });
    const file = path.join(scratch, `${correction.id}.csv`);
    const cells = schema.columns.map((column) =>
      column.name === correction.column_name
        ? sourceText(correction.new_value, column)
        : sourceText(row.values[column.name] ?? null, column),
    );
    // The first column names the correction: two corrections to the same values are two files.
    const lines = [
      ["更正编号", ...schema.columns.map(({ name }) => name)],
      [correction.id, ...cells],
    ];
    await writeFile(file, `${lines.map((line) => line.map(quoted).join(",")).join("\r\n")}\r\n`, { mode: 0o600 });
    return file;
  } finally {
    session.close();
  }
}

/** The corrected record is in `batch`: the old row no longer counts, and whatever relied on it is told, in one transaction. Repeating it changes nothing. */
export async function applyCorrection(
  trx: StoreTransaction,
  ports: CorrectionPorts,
  { id, batch, actor }: { readonly id: string; readonly batch: string; readonly actor: Person },
): Promise<string[]> {
  const correction = await correctionOf(trx, id);
  if (correction.status === "applied") return [];
  if (correction.status !== "approved") throw decided(correction);
  const changed = { ...correction, status: "applied", applied_batch: batch, applied_at: new Date(ports.clock.now()).toISOString() };
  const outbox = await state(trx, ports, changed, actor.office);
  await trx
    .updateTable("corrections")
    .set({ status: "applied", applied_batch: batch, applied_at: changed.applied_at, outbox })
    .where("id", "=", id)
    .execute();
  return withdrawPlace(trx, ports, {
    place: correction,
    reason: correction.reason,
    correction: id,
    flag: { kind: "corrected", source: id },
    outbox,
    actor,
  });
}

/** Takes a row or, with `row` 0, a whole batch out of what counts. ROW_WITHDRAWN, BATCH_UNKNOWN, REASON_NEEDED */
export async function withdraw(
  ports: CorrectionPorts,
  { place, reason, actor }: { readonly place: RowPlace; readonly reason: string; readonly actor: Person },
): Promise<string[]> {
  if (reason.trim() === "") throw new YuejianError("REASON_NEEDED");
  return ports.store.write(async (trx) => {
    const batch = await trx.selectFrom("batches").select(["id", "office"]).where("id", "=", place.batch).executeTakeFirst();
    if (!batch) throw new YuejianError("BATCH_UNKNOWN", { batch: place.batch });
    const outbox = await ports.outbox.record(trx, {
      type: "batch.withdrawn",
      subject: place.batch,
      organisation: batch.office,
      content: { batch: place.batch, row: place.row, reason: reason.trim(), by: actor.id, at: new Date(ports.clock.now()).toISOString() },
    });
    const source = place.row === 0 ? place.batch : rowRef(place.batch, place.row);
    return withdrawPlace(trx, ports, {
      place,
      reason: reason.trim(),
      correction: null,
      flag: { kind: "withdrawn", source },
      outbox,
      actor,
    });
  });
}

interface Withdrawal {
  readonly place: RowPlace;
  readonly reason: string;
  readonly correction: string | null;
  readonly flag: { readonly kind: "corrected" | "withdrawn"; readonly source: string };
  readonly outbox: number;
  readonly actor: Person;
}

async function withdrawPlace(
  trx: StoreTransaction,
  ports: CorrectionPorts,
  { place, reason, correction, flag, outbox, actor }: Withdrawal,
): Promise<string[]> {
  const { batch, row } = place;
  const known = await trx
    .selectFrom("withdrawn_rows")
    .select("batch")
    .where("batch", "=", batch)
    .where("row", "in", [0, row])
    .executeTakeFirst();
  if (known) throw new YuejianError("ROW_WITHDRAWN", { ref: row === 0 ? batch : rowRef(batch, row) });
  const withdrawn_at = new Date(ports.clock.now()).toISOString();
  await trx.insertInto("withdrawn_rows").values({ batch, row, reason, correction, withdrawn_by: actor.id, withdrawn_at, outbox }).execute();
  const { leads } = await relianceOn(trx, [{ batch, row }]);
  return raiseFlags(trx, ports, { ...flag, leads });
}

async function correctionOf(trx: StoreTransaction, id: string): Promise<Row<"corrections">> {
  const row = await trx.selectFrom("corrections").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new YuejianError("CORRECTION_UNKNOWN", { correction: id });
  return row;
}

function decided({ id, status }: Row<"corrections">): YuejianError {
  const { zh, en } = CORRECTION_STATUSES[status as CorrectionStatus];
  return new YuejianError("CORRECTION_DECIDED", { correction: id, status, status_zh: zh, status_en: en });
}

function state(
  trx: StoreTransaction,
  { outbox }: CorrectionPorts,
  correction: object & { id: string },
  organisation: string,
): Promise<number> {
  const { outbox: _outbox, ...content } = { outbox: 0, ...correction };
  return outbox.record(trx, { type: "correction.changed", subject: correction.id, organisation, content: { correction: content } });
}

/** Canonical text of a cell, as corrections name values: fen, YYYY-MM-DD, true and false. */
export function textOf(value: Cell): string | null {
  return value === null ? null : String(value);
}

/** A stored value as a source would write it: the ordinary reading gives the same value again. */
function sourceText(value: Cell, { type }: ColumnSchema): string {
  if (value === null) return "";
  if (type === "amount") return (Number(value) / 100).toFixed(2);
  if (type === "boolean") return String(value) === "true" ? "是" : "否";
  return String(value);
}

/** The new value must come out of the ordinary reading as it was meant; otherwise the corrected record would only land in quarantine. */
function demandReadable(value: string | null, column: ColumnSchema): void {
  const isNumber = column.type !== "amount" || value === null || /^-?\d+$/.test(value);
  const read = isNumber ? standardise(sourceText(value, column), column) : { code: "amount-unreadable" as const };
  if ("value" in read && read.value === value) return;
  const reason =
    "code" in read ? QUARANTINE_CODES[read.code] : { zh: `读作 ${read.value ?? "空"}`, en: `it reads as ${read.value ?? "empty"}` };
  throw new YuejianError("CORRECTION_REFUSED", { column: column.name, reason: reason.en, reason_zh: reason.zh, reason_en: reason.en });
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
