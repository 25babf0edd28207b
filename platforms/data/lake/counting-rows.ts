import { type Closures, type DatasetSchema, ENTITY_MEMBERS, rowRef, type SealBasisId, type SealRule } from "@yuejian/contracts";
import { evaluate, type Named, type SourceRow } from "@yuejian/rules";
import type { KeptRow } from "../batch-index/batch-index.ts";
import { type ChosenLook, type ChosenRows, lookAt } from "./chosen-rows.ts";
import { type ChosenDataset, type KeptRows, type RowReading, textOf } from "./kept-rows.ts";
import { fromOldToNew } from "./lake-batches.ts";
import type { LakeRow } from "./session.ts";
import { supersededAmong } from "./superseded-among.ts";

export interface CountingRows {
  /** By dataset: cells as JSON, as the interpreter of rules takes them. */
  readonly rows: ReadonlyMap<string, readonly SourceRow[]>;
  /** Of the chosen rows those that are sealed, whatever is lifted, with the ground of each. */
  readonly sealed: ReadonlyMap<string, SealBasisId>;
}

/** Of chosen rows those that count, without an engine: what `openChosen` shows of them. Null as of `lookAt`, and for what only an engine answers: who belongs to whom,
 *  whole numbers beyond 2^53. */
export async function countingRows(
  reading: RowReading,
  wanted: readonly ChosenRows[],
  lifted: readonly SealBasisId[],
): Promise<CountingRows | null> {
  if (wanted.some(({ schema }) => schema.id === ENTITY_MEMBERS)) return null;
  const look = await lookAt(reading, wanted);
  if (look === null) return null;
  const closing = new Closing(look);
  const rows = new Map<string, SourceRow[]>();
  const sealed = new Map<string, SealBasisId>();
  for (const { schema, rows: chosen } of wanted) {
    // Not those that were read only to tell what they close.
    const dataset = { ...closing.dataset(schema.id), rows: new Map(Array.from(chosen, ([batch, numbers]) => [batch, new Set(numbers)])) };
    const superseded = closing.superseded(withoutWithdrawn(dataset, look.closures));
    const numbersOf = schema.columns.filter(({ type }) => type === "integer" || type === "amount").map(({ name }) => name);
    const counting: SourceRow[] = [];
    for (const [batch, numbers] of dataset.rows)
      for (const row of numbers) {
        const ref = rowRef(batch, row);
        const bases = closing.basesOf(dataset, batch, row);
        for (const basis of bases) sealed.set(ref, basis);
        if (bases.some((basis) => !lifted.includes(basis)) || superseded.has(ref) || closing.isWithdrawn(batch, row)) continue;
        const { values } = look.kept.get(schema.id, batch, row);
        if (numbersOf.some((name) => typeof values[name] === "string")) return null;
        counting.push({ ...values, _ref: ref });
      }
    rows.set(schema.id, counting);
  }
  return { rows, sealed };
}

/** Of chosen rows those that may be seen by reference, superseded and withdrawn ones included: what a lead relied on stays to be seen. Null as of `countingRows`, but for
 *  numbers. */
export async function seenRows(
  reading: RowReading,
  wanted: readonly ChosenRows[],
  lifted: readonly SealBasisId[],
): Promise<LakeRow[] | null> {
  if (wanted.some(({ schema }) => schema.id === ENTITY_MEMBERS)) return null;
  const look = await lookAt(reading, wanted);
  if (look === null) return null;
  const closing = new Closing(look);
  const seen: LakeRow[] = [];
  for (const { schema, rows } of wanted)
    for (const [batch, numbers] of rows)
      for (const number of numbers) {
        const kept = look.kept.of(schema.id, batch, number);
        if (!kept || closing.basesOf(closing.dataset(schema.id), batch, number).some((basis) => !lifted.includes(basis))) continue;
        const { row, line, parser } = kept;
        const values = Object.fromEntries(schema.columns.map(({ name }) => [name, kept.values[name] ?? null]));
        seen.push({ ref: rowRef(batch, row), dataset: schema.id, batch, row, line, parser, values });
      }
  return seen;
}

/** What was withdrawn as a whole supersedes nothing either. */
function withoutWithdrawn(dataset: ChosenDataset, { withdrawn }: Closures): ChosenDataset {
  const whole = new Set(withdrawn.flatMap(({ batch, row }) => (row === 0 ? [batch] : [])));
  return whole.size === 0 ? dataset : { ...dataset, batches: dataset.batches.filter(({ batch }) => !whole.has(batch)) };
}

/** What closes single rows: the register, a person's seal, the rules. */
class Closing {
  readonly #closures: Closures;
  readonly #kept: KeptRows;
  readonly #datasets: ReadonlyMap<string, ChosenDataset>;
  readonly #withdrawn: ReadonlySet<string>;
  readonly #records: ReadonlyMap<string, readonly SealBasisId[]>;
  readonly #reaching = new Map<SealRule, readonly Named[]>();

  constructor({ closures, kept, datasets }: ChosenLook) {
    this.#closures = closures;
    this.#kept = kept;
    this.#datasets = new Map(datasets.map((dataset) => [dataset.schema.id, { ...dataset, batches: fromOldToNew(dataset.batches) }]));
    this.#withdrawn = new Set(closures.withdrawn.map(({ batch, row }) => rowRef(batch, row)));
    const records = Map.groupBy(closures.records, ({ batch, row }) => rowRef(batch, row));
    this.#records = new Map(Array.from(records, ([ref, seals]) => [ref, seals.map(({ basis }) => basis)]));
  }

  dataset(id: string): ChosenDataset {
    const found = this.#datasets.get(id);
    if (!found) throw new RangeError(`no rows of ${id} were chosen`);
    return found;
  }

  superseded(dataset: ChosenDataset): ReadonlySet<string> {
    return new Set(supersededAmong(this.#kept, dataset).map(({ batch, row }) => rowRef(batch, row)));
  }

  /** Row 0 stands for the whole batch. */
  isWithdrawn(batch: string, row: number): boolean {
    return this.#withdrawn.size > 0 && (this.#withdrawn.has(rowRef(batch, row)) || this.#withdrawn.has(rowRef(batch, 0)));
  }

  basesOf({ schema }: ChosenDataset, batch: string, row: number): readonly SealBasisId[] {
    const kept = this.#kept.get(schema.id, batch, row);
    const { values } = kept;
    const rules = this.#closures.rules.filter(
      ({ dataset, reaches }) => dataset === schema.id || reaches.some((reach) => reach.dataset === schema.id),
    );
    const cells = cellsOf(schema, kept);
    const persons = schema.columns.filter(({ semantic }) => semantic === "resident-id").map(({ name }) => values[name] ?? null);
    return [
      ...(this.#records.get(rowRef(batch, row)) ?? []),
      ...this.#closures.persons.flatMap(({ person, dataset, basis }) =>
        (dataset === null || dataset === schema.id) && persons.includes(person) ? [basis] : [],
      ),
      ...rules.flatMap((rule) =>
        (rule.dataset === schema.id && this.#isClosedBy(rule, cells)) || this.#isReached(rule, schema.id, cells) ? [rule.basis] : [],
      ),
    ];
  }

  #isClosedBy(rule: SealRule, cells: Named): boolean {
    const { schema } = this.dataset(rule.dataset);
    if (!rule.columns.every((name) => schema.columns.some((column) => column.name === name))) return false;
    if (evaluate(rule.where, cells, new Map()) !== true) return false;
    const person = cells.get(rule.person) ?? null;
    return person === null || !this.#closures.released.some((each) => each.basis === rule.basis && each.person === person);
  }

  #isReached(rule: SealRule, dataset: string, cells: Named): boolean {
    const { schema } = this.dataset(dataset);
    const reaches = rule.reaches.filter(
      (each) => each.dataset === dataset && Object.keys(each.on).every((name) => schema.columns.some((column) => column.name === name)),
    );
    if (reaches.length === 0 || !this.#datasets.has(rule.dataset)) return false;
    return this.#closingRows(rule).some((closing) =>
      reaches.some(({ on }) =>
        Object.entries(on).every(([name, of]) => {
          const value = textOf(cells.get(name) ?? null);
          return value !== null && value === textOf(closing.get(of) ?? null);
        }),
      ),
    );
  }

  /** Of the rule's own dataset only what counts now: a corrected row no longer closes others. */
  #closingRows(rule: SealRule): readonly Named[] {
    const known = this.#reaching.get(rule);
    if (known) return known;
    const dataset = this.dataset(rule.dataset);
    const closing: { readonly ref: string; readonly cells: Named }[] = [];
    for (const [batch, numbers] of dataset.rows)
      for (const row of numbers) {
        const cells = cellsOf(dataset.schema, this.#kept.get(dataset.schema.id, batch, row));
        if (!this.isWithdrawn(batch, row) && this.#isClosedBy(rule, cells)) closing.push({ ref: rowRef(batch, row), cells });
      }
    const superseded = closing.length === 0 ? new Set<string>() : this.superseded(dataset);
    const rows = closing.filter(({ ref }) => !superseded.has(ref)).map(({ cells }) => cells);
    this.#reaching.set(rule, rows);
    return rows;
  }
}

/** All columns of the dataset; what a batch does not have is null. */
function cellsOf({ columns }: DatasetSchema, { values }: KeptRow): Named {
  return { get: (name) => (columns.some((column) => column.name === name) ? (values[name] ?? null) : undefined) };
}
