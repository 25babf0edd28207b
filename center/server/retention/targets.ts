import {
  type DatasetSchema,
  ENTITY_MEMBERS,
  type NumberRanges,
  type RetentionAction,
  type RetentionBasis,
  YuejianError,
} from "@yuejian/contracts";
import type { JournalledDeletion } from "@yuejian/contracts/api";
import type { CatalogueDataset, Choice, Chosen, Held, Lake, RetainedDatasetOptions } from "@yuejian/data";
import { RetainedDataset } from "@yuejian/data";
import { dayInChina } from "@yuejian/oversight";
import type { Reading, Row } from "../store/index.ts";
import { type ModelLibrary, readSchemas } from "../work/index.ts";
import { distinct, heldBySeals, heldByWork } from "./holds.ts";
import { type KeptRule, readRule, readRules, redactedColumns, ruleFor } from "./rules.ts";

/** Named rows, or a whole batch, that a person asks to have deleted. */
export interface DeletionRequest {
  readonly refs?: readonly string[];
  readonly batch?: string;
  readonly basis: RetentionBasis;
  readonly reason: string;
  /** The source file goes too, though other rows of it stay. */
  readonly withFile: boolean;
  /** In place of rows or a batch: what was deleted here before, and is back from a backup. */
  readonly repeats?: readonly JournalledDeletion[];
}

interface RepeatedRows {
  readonly by: "stretches";
  readonly batches: readonly { readonly batch: string; readonly rows: NumberRanges; readonly withQuarantine: boolean }[];
}

/** What is to be done to one dataset. */
export interface Target {
  readonly schema: DatasetSchema;
  readonly chosen: Exclude<Chosen, { by: "stretches" }> | RepeatedRows;
  readonly action: RetentionAction;
  readonly columns: readonly string[];
  readonly rule: KeptRule | null;
  readonly title: string;
  readonly basis: RetentionBasis;
  readonly reason: string;
  readonly withFile: boolean;
}

export interface ChoicePorts {
  readonly db: Reading;
  readonly lake: Pick<Lake, "sealedRows">;
  readonly models: ModelLibrary;
  readonly folders: RetainedDatasetOptions;
  readonly now: number;
}

/** What a run deletes: of one rule, of all automatic ones, or of a request. RETENTION_RULE_UNKNOWN, RETENTION_RULE_ENDED, RETENTION_ROWS_UNKNOWN */
export async function targetsOf(
  db: Reading,
  { rule, request }: { readonly rule: string | null; readonly request: DeletionRequest | null },
  now: number,
): Promise<Target[]> {
  const schemas = await readSchemas(db);
  if (request?.repeats) return repeated(schemas, request.repeats);
  if (request) return [await requested(db, schemas, request)];
  const rules = await readRules(db);
  if (rule !== null) {
    const { endedAt } = await readRule(db, rule);
    if (endedAt !== null) throw new YuejianError("RETENTION_RULE_ENDED", { rule });
  }
  const today = dayInChina(now);
  return [...schemas.values()].flatMap((schema): Target[] => {
    const own = schema.id === ENTITY_MEMBERS ? null : ruleFor(rules, schema);
    if (!own || (rule === null ? !own.isAutomatic : own.id !== rule)) return [];
    const columns = own.action === "redact" ? redactedColumns(own, schema) : [];
    if (own.action === "redact" && columns.length === 0) return [];
    return [
      {
        schema,
        chosen: { by: "term", term: own.term, from: own.from, today },
        action: own.action,
        columns,
        rule: own,
        title: own.title,
        basis: own.basis,
        reason: "",
        withFile: false,
      },
    ];
  });
}

/** Deletions of the same rows on the same basis. Each is done as it was: under which rule is told by its title and basis. */
function repeated(schemas: ReadonlyMap<string, DatasetSchema>, deletions: readonly JournalledDeletion[]): Target[] {
  const alike = Map.groupBy(deletions, ({ dataset, action, columns, title, basis, reason, withFile }) =>
    JSON.stringify([dataset, action, columns, title, basis, reason, withFile]),
  );
  return [...alike.values()].flatMap((of): Target[] => {
    const [first] = of;
    const schema = first && schemas.get(first.dataset);
    if (!schema) return [];
    const { action, columns, title, basis, reason, withFile } = first;
    const batches = of.map(({ batch, rows, withQuarantine }) => ({ batch, rows, withQuarantine }));
    return [{ schema, chosen: { by: "stretches", batches }, action, columns, rule: null, title, basis, reason, withFile }];
  });
}

async function requested(db: Reading, schemas: ReadonlyMap<string, DatasetSchema>, request: DeletionRequest): Promise<Target> {
  const { refs = [], batch, basis, reason, withFile } = request;
  const places = refs.map((ref) => {
    const [id = "", row = ""] = ref.split(":");
    return { batch: id, row: Number(row) };
  });
  const batches = [...new Set(batch === undefined ? places.map((place) => place.batch) : [batch])];
  const known = batches.length === 0 ? [] : await db.selectFrom("batches").select(["id", "dataset"]).where("id", "in", batches).execute();
  const datasets = [...new Set(known.map(({ dataset }) => dataset))];
  const schema = schemas.get(datasets[0] ?? "");
  if (!schema || known.length !== batches.length || datasets.length !== 1 || schema.id === ENTITY_MEMBERS)
    throw new YuejianError("RETENTION_ROWS_UNKNOWN", { refs: (batch ?? refs.slice(0, 5).join(", ")) || "—" });
  return {
    schema,
    chosen: batch === undefined ? { by: "rows", rows: places } : { by: "batch", batch },
    action: "delete",
    columns: [],
    rule: null,
    title: "",
    basis,
    reason,
    withFile,
  };
}

/** The dataset as the catalogue has it now. */
export async function catalogueOf(db: Reading, schema: DatasetSchema): Promise<CatalogueDataset> {
  const [batches, rewritten, withdrawn] = await Promise.all([
    db.selectFrom("batches").select(["id", "created_at"]).where("dataset", "=", schema.id).orderBy("sequence").execute(),
    db
      .selectFrom("batch_rewrites")
      .innerJoin("batches", "batches.id", "batch_rewrites.batch")
      .select(["batch", "generation"])
      .where("dataset", "=", schema.id)
      .where("generation", ">", 0)
      .execute(),
    db.selectFrom("withdrawn_rows").select("batch").where("row", "=", 0).execute(),
  ]);
  return {
    schema,
    batches: batches.map(({ id, created_at: at }) => ({ id, loadedOn: dayInChina(at) })),
    rewritten,
    withdrawn: new Set(withdrawn.map(({ batch }) => batch)),
  };
}

/** What stays of a dataset whatever its time. */
async function holdsOf({ db, lake, models, now }: ChoicePorts, { schema }: Pick<Target, "schema">): Promise<Held[]> {
  const batches = await db.selectFrom("batches").select("id").where("dataset", "=", schema.id).execute();
  const at = new Date(now).toISOString();
  return distinct([
    ...(await heldByWork(
      db,
      batches.map(({ id }) => id),
    )),
    ...(await heldBySeals({ db, lake, models, now: at }, schema)),
  ]);
}

export interface OpenedChoice {
  /** MUST be closed. */
  readonly dataset: RetainedDataset;
  readonly choice: Choice;
}

export async function choose(ports: ChoicePorts, target: Target, signal: AbortSignal): Promise<OpenedChoice> {
  const dataset = await RetainedDataset.open(ports.folders, await catalogueOf(ports.db, target.schema));
  try {
    return { dataset, choice: await dataset.choose(target.chosen, await holdsOf(ports, target), signal) };
  } catch (cause) {
    dataset.close();
    throw cause;
  }
}

/** Batches whose rows that were set aside go too: they have no date of their own, so the day of their load counts. */
export function quarantineDue(target: Target, batches: readonly Row<"batches">[], now: number): Row<"batches">[] {
  const { chosen } = target;
  return batches.filter((batch) => {
    if (batch.rows_quarantined === 0) return false;
    if (chosen.by === "batch") return batch.id === chosen.batch;
    if (chosen.by === "stretches") return chosen.batches.some((each) => each.batch === batch.id && each.withQuarantine);
    return chosen.by === "term" && isOver(dayInChina(batch.created_at), chosen.term, dayInChina(now));
  });
}

/** Whether a term that began on a day was over by `today`. As the engine counts: from 31 January one month ends with February. */
export function isOver(day: string, { count, unit }: KeptRule["term"], today: string): boolean {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  if (unit === "day") return new Date(Date.UTC(year, month - 1, date + count)).toISOString().slice(0, 10) < today;
  const months = month - 1 + (unit === "year" ? 12 * count : count);
  const last = new Date(Date.UTC(year, months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, months, Math.min(date, last))).toISOString().slice(0, 10) < today;
}
