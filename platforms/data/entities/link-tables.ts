import { bestThreshold, clusters, type Decision, type ExpectedAt, type Links, type MatchingPlan, withDecisions } from "@yuejian/matching";
import type { Engine } from "../engine/engine.ts";
import { quoteName } from "../engine/sql-text.ts";
import { dropRecords, type LinkedPairs, type LinkOptions, linkRecords } from "./link-records.ts";

/** Records put together: the pairs, the threshold chosen from their odds, and the cluster of each record. */
export interface Linked extends LinkedPairs {
  readonly links: Links;
  /** What the threshold was chosen for. */
  readonly expected: ExpectedAt;
  /** Per record the lowest record number of its cluster. */
  readonly clusterOf: Int32Array;
  /** Links above the threshold that the guard against over-merging refused. */
  readonly refused: readonly number[];
}

/** Decisions of people, and where the records that they name stand. */
export interface Decided {
  readonly decisions: readonly Decision[];
  readonly placeOf: (id: string) => number | undefined;
}

/** Log-odds that two groups must have on the mean over the pairs between them to be joined: see `clusters`. */
export const LEAST_SUPPORT = 0;

/** Links the records of the engine's table \`texts\` and clusters them. */
export async function linkTable(
  engine: Engine,
  plan: MatchingPlan,
  options: LinkOptions & { readonly decided?: Decided } = {},
): Promise<Linked> {
  const pairs = await linkRecords(engine, plan, options);
  const start = performance.now();
  const [{ expected, evidence }, identity] = await engine.together<[Evidence, Int32Array | null]>(
    (guest) => readEvidence(guest),
    async (guest) =>
      plan.identity
        ? await readIdentities(guest, pairs.records, {
            table: "records",
            place: "i",
            number: quoteName(plan.identity.number),
            isValid: quoteName(plan.identity.valid),
          })
        : null,
  );
  const { decided } = options;
  const links = decided ? withDecisions(evidence, decided.decisions, decided.placeOf) : evidence;
  // Giving their memory back takes the engine as long as clustering takes us.
  const [{ of, refused }] = await engine.together(
    async () =>
      clusters(pairs.records, links, { threshold: expected.threshold, leastSupport: LEAST_SUPPORT, ...(identity ? { identity } : {}) }),
    (guest) => dropRecords(guest, plan),
  );
  const seconds = { ...pairs.seconds, cluster: Number(((performance.now() - start) / 1000).toFixed(3)) };
  return { ...pairs, links, expected, clusterOf: of, refused, seconds };
}

interface Evidence {
  readonly expected: ExpectedAt;
  readonly evidence: Links;
}

/** The threshold and the links of the table `scored`. */
async function readEvidence(engine: Engine): Promise<Evidence> {
  const histogram = await engine.rows("SELECT floor(odds::DOUBLE * 100) / 100 AS o, count(*) FROM scored GROUP BY 1");
  const count = histogram.reduce((sum, [, pairs]) => sum + Number(pairs), 0);
  return {
    expected: bestThreshold(histogram.map(([odds, pairs]) => [Number(odds), Number(pairs)])),
    evidence: await readLinks(engine, count, "SELECT l, r, odds FROM scored ORDER BY odds DESC, l, r"),
  };
}

/** Where valid ids stand: a table, and SQL of a record's number, of its id and of what tells that it is valid. */
export interface Identities {
  readonly table: string;
  readonly place: string;
  readonly number: string;
  readonly isValid: string;
}

/** Per record a number for its valid id, 0 where it has none. Two ids with one number would only fail to contradict each other. */
export async function readIdentities(engine: Engine, records: number, { table, place, number, isValid }: Identities): Promise<Int32Array> {
  const [places, numbers] = [new Int32Array(records), new Int32Array(records)];
  const sql = `SELECT ${place}, (hash(${number}) % 2147483646 + 1)::INTEGER FROM ${table} WHERE ${isValid}`;
  const found = await engine.numbers(sql, [places, numbers]);
  const identity = new Int32Array(records);
  for (let at = 0; at < found; at++) identity[places[at] ?? 0] = numbers[at] ?? 0;
  return identity;
}

/** Links of the rows that `sql` selects: two numbers of records and the odds, strongest first. */
export async function readLinks(engine: Engine, count: number, sql: string): Promise<Links> {
  const links = { left: new Int32Array(count), right: new Int32Array(count), odds: new Float32Array(count) };
  await engine.numbers(sql, [links.left, links.right, links.odds]);
  return links;
}
