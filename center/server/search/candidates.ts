import { type DatasetSchema, rowRef } from "@yuejian/contracts";
import { type AskedPiece, type BatchIndexes, type Cell, folded, indexedColumns, placesOf, scopeTerms } from "@yuejian/data";

/** Rows that are read for one search. */
const EXAMINED = 1000;
/** Of one batch before the others had their turn. */
const EXAMINED_OF_BATCH = 200;
const YEARS_OF_RANGE = 120;

export interface SearchedDataset {
  readonly schema: DatasetSchema;
  /** Batches in which the person may see rows. */
  readonly batches: readonly { readonly id: string; readonly office: string }[];
}

export interface SearchFilters {
  /** Offices of rows; null: all. */
  readonly offices: readonly string[] | null;
  /** Days, both included. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface Match {
  readonly column: string;
  /** Positions in the column's text. */
  readonly places: readonly { readonly start: number; readonly end: number }[];
}

export interface Candidate {
  readonly dataset: string;
  readonly ref: string;
  readonly day: string | null;
  readonly matches: readonly Match[];
  readonly score: number;
}

export interface Candidates {
  /** Best first; who may see them is not decided yet. */
  readonly items: readonly Candidate[];
  /** All that fit were read. */
  readonly isComplete: boolean;
  /** Batches without an index, by dataset. */
  readonly unread: ReadonlyMap<string, number>;
}

interface Source {
  readonly schema: DatasetSchema;
  readonly batch: string;
  readonly scopes: readonly (readonly string[])[];
}

/** Rows whose open columns hold all that is asked, from the indexes of their batches, the newest batches first. What an index finds is compared with the row's
 *  own text. Columns that are masked are not in the indexes: nothing can be learned of them here. */
export function findCandidates(
  indexes: BatchIndexes,
  datasets: readonly SearchedDataset[],
  pieces: readonly AskedPiece[],
  filters: SearchFilters,
): Candidates {
  const unread = new Map<string, number>();
  const sources = sourcesOf(indexes, datasets, filters, unread);
  const weights = weightsOf(indexes, sources, pieces);
  const items: Candidate[] = [];
  let [examined, isComplete] = [0, true];
  let open = sources.map((source) => ({ source, offset: 0, isAtEnd: false }));
  while (open.length > 0 && examined < EXAMINED) {
    for (const place of open) {
      const limit = Math.min(EXAMINED_OF_BATCH, EXAMINED - examined);
      if (limit <= 0) break;
      const { schema, batch, scopes } = place.source;
      const index = indexes.of(schema.id, batch);
      const rows = index?.rowsAbout(pieces, scopes, { limit, offset: place.offset }) ?? [];
      for (const row of rows) {
        const values = index?.read(row)?.values;
        const found = values && compare(schema, values, pieces, { ref: rowRef(batch, row), filters, weights });
        if (found) items.push(found);
      }
      examined += rows.length;
      place.offset += rows.length;
      place.isAtEnd = rows.length < limit;
    }
    open = open.filter(({ isAtEnd }) => !isAtEnd);
  }
  if (open.length > 0) isComplete = false;
  items.sort((left, right) => right.score - left.score || (left.ref < right.ref ? 1 : -1));
  return { items, isComplete, unread };
}

function sourcesOf(
  indexes: BatchIndexes,
  datasets: readonly SearchedDataset[],
  filters: SearchFilters,
  unread: Map<string, number>,
): readonly Source[] {
  const sources: Source[] = [];
  for (const { schema, batches } of datasets) {
    const { texts, time } = indexedColumns(schema);
    if (texts.length === 0) continue;
    const { offices, from, to } = filters;
    const ofOffice = schema.officeColumn !== undefined && offices !== null ? [offices.flatMap((office) => scopeTerms(null, office))] : [];
    const ofDays = time !== null ? rangeTerms(from, to) : [];
    // Without a day no record is within days.
    if ((from !== null || to !== null) && time === null) continue;
    const scopes = [...ofOffice, ...ofDays];
    // No office, or days that end before they begin.
    if (scopes.some((any) => any.length === 0)) continue;
    for (const { id, office } of batches) {
      if (schema.officeColumn === undefined && offices !== null && !offices.includes(office)) continue;
      if (indexes.has(schema.id, id)) sources.push({ schema, batch: id, scopes });
      else unread.set(schema.id, (unread.get(schema.id) ?? 0) + 1);
    }
  }
  return sources.sort((left, right) => (left.batch < right.batch ? 1 : -1));
}

/** Terms of the years and months that touch the days; none where every record would have one of them. */
function rangeTerms(from: string | null, to: string | null): readonly (readonly string[])[] {
  if (from === null && to === null) return [];
  const [first, last] = [from ?? "1900-01-01", to ?? "2100-12-31"];
  const terms: string[] = [];
  for (let year = Number(first.slice(0, 4)), count = 0; year <= Number(last.slice(0, 4)) && count < 2 * YEARS_OF_RANGE; year++, count++) {
    const isWhole = first <= `${year}-01-01` && last >= `${year}-12-31`;
    if (isWhole) terms.push(...scopeTerms(`${year}-01-01`, null).slice(0, 1));
    else
      for (let month = 1; month <= 12; month++) {
        const name = `${year}-${String(month).padStart(2, "0")}`;
        if (name >= first.slice(0, 7) && name <= last.slice(0, 7)) terms.push(...scopeTerms(`${name}-01`, null).slice(1));
      }
  }
  return [terms];
}

/** The rarer a piece, the more it says: the logarithm of how many rows have it at most. */
function weightsOf(indexes: BatchIndexes, sources: readonly Source[], pieces: readonly AskedPiece[]): readonly number[] {
  const [rows, having] = [sources.map(() => 0), pieces.map(() => 0)];
  for (const [order, { schema, batch }] of sources.entries()) {
    const index = indexes.of(schema.id, batch);
    rows[order] = index?.rows ?? 0;
    for (const [at, piece] of pieces.entries()) having[at] = (having[at] ?? 0) + (index?.rowsAtMost(piece) ?? 0);
  }
  const all = rows.reduce((sum, each) => sum + each, 0);
  return having.map((count) => Math.log(1 + all / (1 + count)));
}

interface Comparing {
  readonly ref: string;
  readonly filters: SearchFilters;
  readonly weights: readonly number[];
  /** The columns that are looked at: the open ones when not given. */
  readonly columns?: readonly string[];
}

/** The row as a hit; null where it does not hold every piece. */
export function compare(
  schema: DatasetSchema,
  values: Readonly<Record<string, Cell>>,
  pieces: readonly AskedPiece[],
  { ref, filters, weights, columns }: Comparing,
): Candidate | null {
  const { texts, time } = indexedColumns(schema);
  const day = time === null ? null : ((values[time] as string | null | undefined) ?? null);
  if (filters.from !== null && (day === null || day < filters.from)) return null;
  if (filters.to !== null && (day === null || day > filters.to)) return null;
  const matches = new Map<string, { start: number; end: number }[]>();
  const best = pieces.map(() => 0);
  for (const name of columns ?? texts) {
    const value = values[name];
    if (typeof value !== "string") continue;
    const text = folded(value);
    for (const [at, piece] of pieces.entries()) {
      const places = placesOf(piece, text);
      const [first] = places;
      if (!first) continue;
      matches.set(name, [...(matches.get(name) ?? []), ...places]);
      const isWhole = first.start === 0 && first.end === value.length;
      // In a short text a word says more than in a long one.
      const share = (isWhole ? 2 : first.start === 0 ? 1.3 : 1) / (1 + Math.log1p(value.length / 40));
      best[at] = Math.max(best[at] ?? 0, share);
    }
  }
  if (best.includes(0)) return null;
  const words = best.reduce((sum, share, at) => sum + share * (weights[at] ?? 1), 0);
  return {
    dataset: schema.id,
    ref,
    day,
    matches: Array.from(matches, ([column, places]) => ({ column, places: places.toSorted((left, right) => left.start - right.start) })),
    score: words * (1 + freshness(day)),
  };
}

/** Up to a fifth more for what happened lately. */
function freshness(day: string | null): number {
  if (day === null) return 0;
  return 0.2 * Math.min(1, Math.max(0, (Number(day.slice(0, 4)) - 2000) / 40));
}
