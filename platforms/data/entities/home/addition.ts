import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson, ENTITY_MEMBERS, type EntityConstraint } from "@yuejian/contracts";
import { quoteName, quoteText } from "../../engine/sql-text.ts";
import type { Lake } from "../../lake/lake.ts";
import { batchPaths } from "../../lake/lake-paths.ts";
import type { LakeSession } from "../../lake/session.ts";
import { type Basis, foldersOf, readBasis, type Seen } from "./basis.ts";
import { LINKER_VERSION, type LinkHomeRequest } from "./home-types.ts";
import { CHECKSUM, type ReplacedRow, replacedRows } from "./replaced.ts";

/** What a run can add to the one before instead of looking at everything again. */
export interface Addition {
  /** Of the run before. */
  readonly basis: Basis;
  /** Absolute paths of the rows of the members in force. */
  readonly members: readonly string[];
  /** Dataset → batches that came since. */
  readonly batches: Readonly<Record<string, readonly string[]>>;
  /** Records of earlier batches whose place others took since. */
  readonly replaced: readonly ReplacedRow[];
}

/** Runs that add to one that looked at everything. */
const LONGEST_CHAIN = 24;
/** Share of new records above which everything is looked at: weights and rarities have to be learned again too. */
const LARGEST_SHARE = 0.1;
/** Members that may change their entity by runs that only add: each is withdrawn by itself. */
const MOST_MOVED = 2_000;
/** Records that others took the place of, likewise. */
const MOST_REPLACED = 1_000;

/** Null where something else than new batches came: other decisions, columns or offices, another program, records that were sealed, withdrawn or
 *  deleted, or so many, or so many that were replaced, that everything is to be looked at. */
export async function findAddition(
  session: LakeSession,
  request: LinkHomeRequest,
  { constraints, lakeFolder, lake }: { constraints: readonly EntityConstraint[]; lakeFolder: string; lake: Lake },
): Promise<Addition | null> {
  const { previous, snapshot, schemas, mentions, officeOf } = request;
  const basis = previous && readBasis(join(lakeFolder, previous.state));
  if (!previous || !basis) return null;
  const members = previous.members.map((batch) => join(lakeFolder, batchPaths(ENTITY_MEMBERS, batch).rows));
  const isThere = members.length > 0 && members.every((path) => existsSync(path));
  if (!isThere || !foldersOf(join(lakeFolder, previous.state)).every((folder) => existsSync(folder))) return null;
  if (basis.version !== LINKER_VERSION || basis.constraints !== digestOf(constraints)) return null;
  if (basis.chain.length >= LONGEST_CHAIN || basis.moved > MOST_MOVED) return null;
  const datasets = Object.keys(basis.batches);
  const isAsBefore = (dataset: string): boolean =>
    schemas.some(({ id, version }) => id === dataset && version === basis.schemas[dataset]) &&
    canonicalJson(mentions.get(dataset) ?? []) === canonicalJson(basis.mentions[dataset] ?? []) &&
    (basis.batches[dataset] ?? []).every(
      (batch) => (snapshot.batches[dataset] ?? []).includes(batch) && (officeOf.get(batch) ?? "") === (basis.officeOf[batch] ?? ""),
    );
  if (!datasets.every(isAsBefore)) return null;
  const batches: Record<string, string[]> = {};
  for (const { id } of schemas) {
    const known = new Set(basis.batches[id] ?? []);
    batches[id] = (snapshot.batches[id] ?? []).filter((batch) => !known.has(batch));
  }
  const changed: string[] = [];
  for (const dataset of datasets) {
    const isAsSeen = await isAs(session, dataset, basis);
    if (!isAsSeen && batches[dataset]?.length === 0) return null;
    if (!isAsSeen) changed.push(dataset);
  }
  const replaced = await replacedIn(session, { request, basis, changed, lake });
  if (replaced === null) return null;
  let [rows, all] = [0, 0];
  for (const [dataset, added] of Object.entries(batches)) rows += added.length === 0 ? 0 : (await seenOf(session, dataset, added)).rows;
  for (const { rows: before } of Object.values(basis.seen)) all += before;
  return rows > 0 && rows <= LARGEST_SHARE * all ? { basis, members, batches, replaced } : null;
}

async function isAs(session: LakeSession, dataset: string, basis: Basis): Promise<boolean> {
  const seen = await seenOf(session, dataset, basis.batches[dataset] ?? []);
  const known = basis.seen[dataset];
  return seen.rows === known?.rows && seen.sum === known.sum;
}

/** What the new batches took the place of in these datasets; null where something else changed there too, or too much. */
async function replacedIn(
  now: LakeSession,
  { request, basis, changed, lake }: { request: LinkHomeRequest; basis: Basis; changed: readonly string[]; lake: Lake },
): Promise<readonly ReplacedRow[] | null> {
  if (changed.length === 0) return [];
  const schemas = request.schemas.filter(({ id }) => changed.includes(id));
  const before = await lake.session({ ...request.snapshot, batches: basis.batches }, schemas);
  try {
    const replaced: ReplacedRow[] = [];
    for (const dataset of changed) {
      if (!(await isAs(before, dataset, basis))) return null;
      const found = await replacedRows({ before, now }, { dataset, batches: basis.batches[dataset] ?? [], most: MOST_REPLACED });
      if (found === null) return null;
      replaced.push(...found);
    }
    return replaced.length <= MOST_REPLACED ? replaced : null;
  } finally {
    before.close();
  }
}

/** Of this run, but for what its members are. */
export async function basisOf(
  session: LakeSession,
  { snapshot, schemas, mentions, officeOf, previous }: LinkHomeRequest,
  { constraints, addition }: { constraints: readonly EntityConstraint[]; addition: Addition | null },
): Promise<Basis> {
  const seen: Record<string, Seen> = {};
  for (const { id } of schemas) seen[id] = await seenOf(session, id, snapshot.batches[id] ?? []);
  const batches = Object.fromEntries(schemas.map(({ id }) => [id, snapshot.batches[id] ?? []]));
  return {
    version: LINKER_VERSION,
    chain: addition && previous ? [...addition.basis.chain, previous.state.split("/").at(-1) ?? ""] : [],
    batches,
    schemas: Object.fromEntries(schemas.map(({ id, version }) => [id, version])),
    mentions: Object.fromEntries(schemas.map(({ id }) => [id, mentions.get(id) ?? []])),
    officeOf: Object.fromEntries(Object.values(batches).flatMap((ids) => ids.map((id) => [id, officeOf.get(id) ?? ""] as const))),
    constraints: digestOf(constraints),
    seen,
    members: 0,
    moved: 0,
  };
}

const digestOf = (constraints: readonly EntityConstraint[]): string =>
  createHash("sha256").update(canonicalJson(constraints)).digest("hex");

/** Records of these batches that count now. */
async function seenOf(session: LakeSession, dataset: string, batches: readonly string[]): Promise<Seen> {
  if (batches.length === 0) return { rows: 0, sum: "" };
  const { rows } = await session.select(
    `SELECT count(*), CAST(bit_xor(${CHECKSUM[session.dialect]}) AS VARCHAR) FROM ${quoteName(dataset)} WHERE _batch IN (${batches.map(quoteText).join(", ")})`,
  );
  return { rows: Number(rows[0]?.[0]), sum: String(rows[0]?.[1] ?? "") };
}
