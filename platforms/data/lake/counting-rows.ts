import { type Closures, type DatasetSchema, ENTITY_MEMBERS, rowRef, type SealBasisId, type SealRule } from "@yuejian/contracts";
import { evaluate, type Named, type SourceRow } from "@yuejian/rules";
import type { KeptRow } from "../batch-index/batch-index.ts";
import type { Cell } from "../engine/cell.ts";
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

/** What may close rows of a dataset. */
interface Grounds {
  readonly columns: ReadonlySet<string>;
  /** Those that name persons. */
  readonly persons: readonly string[];
  readonly sealedPersons: ReadonlyMap<Cell, readonly SealBasisId[]>;
  readonly rules: readonly { readonly rule: SealRule; readonly isOwn: boolean; readonly reaches: SealRule["reaches"] }[];
}

/** What closes single rows: the register, a person's seal, the rules. */
class Closing {
  readonly #closures: Closures;
  readonly #kept: KeptRows;
  readonly #datasets: ReadonlyMap<string, ChosenDataset>;
  readonly #withdrawn: ReadonlySet<string>;
  readonly #records: ReadonlyMap<string, readonly SealBasisId[]>;
  readonly #grounds = new Map<string, Grounds>();
  readonly #closing = new Map<SealRule, readonly Named[]>();
  readonly #reached = new Map<SealRule["reaches"][number], ReadonlySet<string>>();

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
    const grounds = this.#groundsOf(schema);
    const bases: SealBasisId[] = [];
    if (this.#records.size > 0) bases.push(...(this.#records.get(rowRef(batch, row)) ?? []));
    if (grounds.sealedPersons.size > 0)
      for (const name of grounds.persons) bases.push(...(grounds.sealedPersons.get(kept.cell(name)) ?? []));
    if (grounds.rules.length === 0) return bases;
    const cells = cellsOf(grounds, kept);
    for (const { rule, isOwn, reaches } of grounds.rules)
      if ((isOwn && this.#isClosedBy(rule, cells)) || reaches.some((reach) => this.#isReached(rule, reach, cells))) bases.push(rule.basis);
    return bases;
  }

  #groundsOf(schema: DatasetSchema): Grounds {
    const known = this.#grounds.get(schema.id);
    if (known) return known;
    const columns = new Set(schema.columns.map(({ name }) => name));
    const { rules, persons } = this.#closures;
    const sealed = persons.filter(({ dataset }) => dataset === null || dataset === schema.id);
    const grounds: Grounds = {
      columns,
      persons: schema.columns.filter(({ semantic }) => semantic === "resident-id").map(({ name }) => name),
      sealedPersons: new Map(
        Array.from(
          Map.groupBy(sealed, ({ person }) => person),
          ([person, seals]) => [person, seals.map(({ basis }) => basis)],
        ),
      ),
      rules: rules.flatMap((rule) => {
        const isOwn = rule.dataset === schema.id && rule.columns.every((name) => columns.has(name));
        const reaches = rule.reaches.filter(
          ({ dataset, on }) =>
            dataset === schema.id && this.#datasets.has(rule.dataset) && Object.keys(on).every((name) => columns.has(name)),
        );
        return isOwn || reaches.length > 0 ? [{ rule, isOwn, reaches }] : [];
      }),
    };
    this.#grounds.set(schema.id, grounds);
    return grounds;
  }

  /** Of the rule's own dataset, which has its columns. */
  #isClosedBy(rule: SealRule, cells: Named): boolean {
    if (evaluate(rule.where, cells, new Map()) !== true) return false;
    const person = cells.get(rule.person) ?? null;
    return person === null || !this.#closures.released.some((each) => each.basis === rule.basis && each.person === person);
  }

  #isReached(rule: SealRule, reach: SealRule["reaches"][number], cells: Named): boolean {
    const on = Object.entries(reach.on);
    const values =
      this.#reached.get(reach) ??
      new Set(
        this.#closingRows(rule).flatMap(
          (row) =>
            sharedText(
              row,
              on.map(([, of]) => of),
            ) ?? [],
        ),
      );
    this.#reached.set(reach, values);
    const shared =
      values.size === 0
        ? null
        : sharedText(
            cells,
            on.map(([name]) => name),
          );
    return shared !== null && values.has(shared);
  }

  /** Of the rule's own dataset only what counts now: a corrected row no longer closes others. */
  #closingRows(rule: SealRule): readonly Named[] {
    const known = this.#closing.get(rule);
    if (known) return known;
    const dataset = this.dataset(rule.dataset);
    const grounds = this.#groundsOf(dataset.schema);
    const closing: { readonly ref: string; readonly cells: Named }[] = [];
    if (rule.columns.every((name) => grounds.columns.has(name)))
      for (const [batch, numbers] of dataset.rows)
        for (const row of numbers) {
          const cells = cellsOf(grounds, this.#kept.get(dataset.schema.id, batch, row));
          if (!this.isWithdrawn(batch, row) && this.#isClosedBy(rule, cells)) closing.push({ ref: rowRef(batch, row), cells });
        }
    const superseded = closing.length === 0 ? new Set<string>() : this.superseded(dataset);
    const rows = closing.filter(({ ref }) => !superseded.has(ref)).map(({ cells }) => cells);
    this.#closing.set(rule, rows);
    return rows;
  }
}

/** What two rows have alike that agree in these columns; null where one is not known. */
function sharedText(cells: Named, names: readonly string[]): string | null {
  const texts = names.map((name) => textOf(cells.get(name) ?? null));
  return texts.includes(null) ? null : JSON.stringify(texts);
}

/** All columns of the dataset; what a batch does not have is null. */
function cellsOf({ columns }: Pick<Grounds, "columns">, kept: KeptRow): Named {
  return { get: (name) => (columns.has(name) ? kept.cell(name) : undefined) };
}
