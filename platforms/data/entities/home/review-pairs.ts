import { mentionRef, type ReviewReason, rowRef } from "@yuejian/contracts";
import type { Engine } from "../../engine/engine.ts";
import type { ReviewPair } from "./home-types.ts";
import type { KindRequest } from "./kind-files.ts";

/** Pairs kept for people, of each reason. */
const NEAR = 400;
const STOPPED = 400;
const LARGE = 100;
const NUMBERS = 400;
/** Pairs that are kept of each reason, at most. */
export const MOST_OF_REASON: Readonly<Record<ReviewReason, number>> = { near: NEAR, stopped: STOPPED, large: LARGE, numbers: NUMBERS };
/** Natural logarithm of odds around the threshold: from there a person adds little. */
export const NEAR_ODDS = 4.5;
/** Different profiles in one entity from which it is looked at. */
const LARGE_PROFILES = 12;

/** A birthday stands in the number; the rarer the name, the less it is chance. */
const TWO_NUMBERS = `SELECT a.key AS l, b.key AS r, 0 AS odds FROM
    (SELECT name, left(number, 14) AS issued, min(key) AS one, max(key) AS two, min(number) AS low, max(number) AS high FROM profiles WHERE exact GROUP BY ALL HAVING count(*) = 2 AND low <> high) twins
    JOIN (SELECT name AS called, count(*) AS bearers FROM profiles GROUP BY 1) names ON called = name JOIN profiles a ON a.key = one JOIN profiles b ON b.key = two
    JOIN clustered x ON x.key = one JOIN clustered y ON y.key = two WHERE x.cluster <> y.cluster ORDER BY bearers, one LIMIT ${NUMBERS}`;

interface Uncertain extends Pick<KindRequest, "kind"> {
  readonly threshold: number;
  /** Ranks. */
  readonly refused: readonly (readonly [number, number])[];
  readonly decisions: readonly { readonly left: string; readonly right: string }[];
}

/** Pairs that a person's look would settle, the most uncertain first: near the threshold, kept apart by the guard, with one name and birthday but two
 *  numbers (who was given another number has both), or the weakest link of an entity that is unusually large. What was decided is not asked again. */
export async function reviewPairs(engine: Engine, { kind, threshold, refused, decisions }: Uncertain): Promise<ReviewPair[]> {
  await engine.run(
    `CREATE TABLE weighed_links AS SELECT l, r, odds, a.rank AS one, b.rank AS two, a.cluster AS left_cluster, b.cluster AS right_cluster FROM links JOIN clustered a ON a.key = l JOIN clustered b ON b.key = r`,
  );
  const pairs = refused.slice(0, STOPPED).map(([one, two]) => `(${Math.min(one, two)}, ${Math.max(one, two)})`);
  const stopped =
    pairs.length === 0 ? "SELECT NULL AS one, NULL AS two WHERE false" : `SELECT * FROM (VALUES ${pairs.join(", ")}) AS s (one, two)`;
  const chosen = (reason: ReviewReason, sql: string): string => `SELECT '${reason}' AS reason, l, r, odds FROM (${sql})`;
  const near = `SELECT l, r, odds FROM weighed_links WHERE abs(odds - ${threshold}) < ${NEAR_ODDS} ORDER BY abs(odds - ${threshold}), l, r LIMIT ${NEAR}`;
  const kept = `SELECT l, r, odds FROM weighed_links JOIN (${stopped}) s ON s.one = least(weighed_links.one, weighed_links.two) AND s.two = greatest(weighed_links.one, weighed_links.two)`;
  const large = `SELECT l, r, odds FROM (SELECT *, row_number() OVER (PARTITION BY left_cluster ORDER BY odds, l, r) AS place FROM weighed_links WHERE left_cluster = right_cluster AND odds >= ${threshold}
      AND left_cluster IN (SELECT cluster FROM clustered GROUP BY cluster HAVING count(*) >= ${LARGE_PROFILES})) WHERE place = 1 ORDER BY odds, l, r LIMIT ${LARGE}`;
  const reasons: [ReviewReason, string][] = [
    ...(kind === "person" ? [["numbers", TWO_NUMBERS] as [ReviewReason, string]] : []),
    ["stopped", kept],
    ["large", large],
    ["near", near],
  ];
  await engine.run(
    `CREATE TABLE asked AS SELECT l, r, any_value(odds) AS odds, first(reason) AS reason FROM (${reasons.map(([reason, sql]) => chosen(reason, sql)).join(" UNION ALL ")}) GROUP BY l, r`,
  );
  // A profile is shown by its earliest record.
  await engine.run(
    `CREATE TABLE shown AS SELECT key, min({'batch': mentions.batch, 'place': mentions.row, 'role': sources.role}) AS record
     FROM mentions JOIN sources ON sources.number = mentions.source WHERE key IN (SELECT l FROM asked UNION SELECT r FROM asked) GROUP BY key`,
  );
  const rows = await engine.rows(
    `SELECT reason, odds, CAST(l AS VARCHAR), CAST(r AS VARCHAR), a.record.batch, a.record.place, a.record.role, b.record.batch, b.record.place, b.record.role, x.entity, y.entity
     FROM asked JOIN shown a ON a.key = l JOIN shown b ON b.key = r JOIN named x ON x.key = l JOIN named y ON y.key = r ORDER BY abs(odds - ${threshold}), l, r`,
  );
  for (const table of ["weighed_links", "asked", "shown"]) await engine.run(`DROP TABLE ${table}`);
  const decided = new Set(decisions.flatMap(({ left, right }) => [`${left} ${right}`, `${right} ${left}`]));
  return rows.flatMap(([reason, odds, l, r, lb, lr, lrole, rb, rr, rrole, x, y]): ReviewPair[] =>
    decided.has(`${String(l)} ${String(r)}`)
      ? []
      : [
          {
            kind,
            reason: String(reason) as ReviewReason,
            left: mentionRef(rowRef(String(lb), Number(lr)), String(lrole)),
            right: mentionRef(rowRef(String(rb), Number(rr)), String(rrole)),
            leftKey: String(l),
            rightKey: String(r),
            leftEntity: String(x),
            rightEntity: String(y),
            odds: Number(Number(odds).toFixed(3)),
          },
        ],
  );
}
