import { canonicalJson, type DatasetSchema } from "@yuejian/contracts";
import type { SourceRow, Value } from "@yuejian/rules";
import { identifierHash, keyHash } from "../batch-index/identifier-hash.ts";
import { indexedColumns } from "../batch-index/indexed-columns.ts";
import type { AskedIndexes, AskedRows } from "../changes/known-batches.ts";

export type MemoryCells = Readonly<Record<string, Value>>;

/** Batches in memory, asked as their indexes on disk are. */
export class MemoryBatches implements AskedIndexes, AskedRows {
  readonly indexes = this;
  readonly #schemas: readonly DatasetSchema[];
  readonly #batches = new Map<string, Map<string, readonly MemoryCells[]>>();

  constructor(schemas: readonly DatasetSchema[]) {
    this.#schemas = schemas;
  }

  add(dataset: string, batch: string, rows: readonly MemoryCells[]): void {
    this.#batches.set(dataset, (this.#batches.get(dataset) ?? new Map<string, readonly MemoryCells[]>()).set(batch, rows));
  }

  batchesOf(dataset: string): string[] {
    return [...(this.#batches.get(dataset)?.keys() ?? [])];
  }

  of(dataset: string, batch: string): NonNullable<ReturnType<AskedIndexes["of"]>>;
  of(dataset: string, batch: string, row: number): ReturnType<AskedRows["of"]>;
  of(dataset: string, batch: string, row?: number) {
    const schema = this.#schemas.find(({ id }) => id === dataset);
    const rows = this.#batches.get(dataset)?.get(batch);
    if (!schema || !rows) return null;
    const kept = rows.map((values, at) => ({
      row: at + 1,
      line: at + 2,
      parser: null,
      values,
      cell: (name: string) => values[name] ?? null,
    }));
    if (row !== undefined) return kept[row - 1] ?? null;
    const { identifiers, keys } = indexedColumns(schema);
    const hashesOf = (values: MemoryCells) => [
      ...identifiers.flatMap((name) => (typeof values[name] === "string" ? [identifierHash(values[name])] : [])),
      ...keys.flatMap((names) => {
        const texts = names.map((name) => values[name] ?? null);
        return texts.includes(null) ? [] : [keyHash(texts.map(String))];
      }),
    ];
    const pairs = kept
      .flatMap(({ row: number, values }) => hashesOf(values).map((hash) => ({ hash, row: number })))
      .toSorted((left, right) => left.hash - right.hash);
    return {
      rows: rows.length,
      rowsWithAny(asked: Iterable<number>) {
        const found = Array.from(asked, (hash) => [hash, pairs.filter((pair) => pair.hash === hash).map((pair) => pair.row)] as const);
        return new Map(found.filter(([, numbers]) => numbers.length > 0));
      },
      digests: () => ({
        length: pairs.length,
        hashes: Float64Array.from(pairs, ({ hash }) => hash),
        rows: Float64Array.from(pairs, (pair) => pair.row),
      }),
      all: () => kept,
    };
  }

  /** Rows are at hand. */
  read(): void {}

  /** Rows that no later batch replaces. */
  visible({ id, recordKey = [] }: DatasetSchema): SourceRow[] {
    const ordered = [...(this.#batches.get(id) ?? [])];
    const keyOf = (cells: MemoryCells) => recordKey.map((name) => cells[name] ?? null);
    return ordered.flatMap(([batch, rows], at) => {
      const later = new Set(ordered.slice(at + 1).flatMap(([, others]) => others.map((cells) => canonicalJson(keyOf(cells)))));
      return rows.flatMap((cells, row) => {
        const key = keyOf(cells);
        const isReplaced = key.length > 0 && !key.includes(null) && later.has(canonicalJson(key));
        return isReplaced ? [] : [{ ...cells, _ref: `${batch}:${row + 1}` }];
      });
    });
  }
}
