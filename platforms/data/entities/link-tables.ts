import { bestThreshold, clusters, type Decision, type ExpectedAt, type Links, type MatchingPlan, withDecisions } from "@yuejian/matching";
import type { Engine } from "../engine/engine.ts";
import { quoteName } from "../engine/sql-text.ts";
import { type LinkedPairs, type LinkOptions, linkRecords } from "./link-records.ts";

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
  const histogram = await engine.rows("SELECT floor(odds::DOUBLE * 100) / 100 AS o, count(*) FROM scored GROUP BY 1");
  const expected = bestThreshold(histogram.map(([odds, count]) => [Number(odds), Number(count)]));
  const [counted] = await engine.rows("SELECT count(*) FROM scored");
  const evidence = await readLinks(engine, Number(counted?.[0]), "SELECT l, r, odds FROM scored ORDER BY odds DESC, l, r");
  const { decided } = options;
  const links = decided ? withDecisions(evidence, decided.decisions, decided.placeOf) : evidence;
  const { of, refused } = clusters(pairs.records, links, {
    threshold: expected.threshold,
    leastSupport: LEAST_SUPPORT,
    ...(plan.identity
      ? {
          identity: await readIdentities(engine, pairs.records, {
            table: "records",
            place: "i",
            number: quoteName(plan.identity.number),
            isValid: quoteName(plan.identity.valid),
          }),
        }
      : {}),
  });
  const seconds = { ...pairs.seconds, cluster: Number(((performance.now() - start) / 1000).toFixed(3)) };
  return { ...pairs, links, expected, clusterOf: of, refused, seconds };
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
