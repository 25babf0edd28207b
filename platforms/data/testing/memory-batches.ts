import { canonicalJson, type DatasetSchema } from "@yuejian/contracts";
import type { SourceRow, Value } from "@yuejian/rules";
import type { KeptRow } from "../batch-index/batch-index.ts";
import { identifierHash, keyHash } from "../batch-index/identifier-hash.ts";
import { indexedColumns } from "../batch-index/indexed-columns.ts";
import type { AskedIndexes, AskedRows } from "../changes/known-batches.ts";

export type MemoryCells = Readonly<Record<string, Value>>;

/** Batches in memory, asked as their indexes on disk are. */
export class MemoryBatches implements AskedRows {
  readonly indexes: AskedIndexes = { of: (dataset, batch) => this.#indexOf(dataset, batch) };
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

  of(dataset: string, batch: string, row: number): KeptRow | null {
    return this.#rowsOf(dataset, batch)[row - 1] ?? null;
  }

  #rowsOf(dataset: string, batch: string): KeptRow[] {
    const rows = this.#batches.get(dataset)?.get(batch) ?? [];
    return rows.map((values, at) => ({ row: at + 1, line: at + 2, parser: null, values, cell: (name) => values[name] ?? null }));
  }

  #indexOf(dataset: string, batch: string): ReturnType<AskedIndexes["of"]> {
    const schema = this.#schemas.find(({ id }) => id === dataset);
    if (!schema) return null;
    const kept = this.#rowsOf(dataset, batch);
    const pairs = kept
      .flatMap(({ row, values }) => hashesOf(schema, values).map((hash) => ({ hash, row })))
      .toSorted((left, right) => left.hash - right.hash);
    return {
      rows: kept.length,
      rowsWithAny(asked) {
        const found = Array.from(asked, (hash) => [hash, pairs.filter((pair) => pair.hash === hash).map(({ row }) => row)] as const);
        return new Map(found.filter(([, numbers]) => numbers.length > 0));
      },
      digests: () => ({
        length: pairs.length,
        hashes: Float64Array.from(pairs, ({ hash }) => hash),
        rows: Float64Array.from(pairs, ({ row }) => row),
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

function hashesOf(schema: DatasetSchema, values: MemoryCells): number[] {
  const { identifiers, keys } = indexedColumns(schema);
  return [
    ...identifiers.flatMap((name) => (typeof values[name] === "string" ? [identifierHash(values[name])] : [])),
    ...keys.flatMap((names) => {
      const texts = names.map((name) => values[name] ?? null);
      return texts.includes(null) ? [] : [keyHash(texts.map(String))];
    }),
  ];
}
