import { type Comparison, NAME_LENGTH, patternSteps, type Test } from "@yuejian/matching";
import { quoteName } from "../engine/sql-text.ts";

/** Compiles a test over two prepared records `l` and `r`; unknown is NULL, as in the interpreter. */
function testSql(test: Test): string {
  switch (test.op) {
    case "all":
      return `(${test.tests.map(testSql).join(" AND ")})`;
    case "any":
      return `(${test.tests.map(testSql).join(" OR ")})`;
    case "not":
      return `NOT (${testSql(test.test)})`;
    case "exchanged":
    case "moved": {
      const [one, other] = [quoteName(test.of), quoteName(test.with)];
      const alike = (left: string, right: string): string => `jaro_winkler_similarity(l.${left}, r.${right}) >= ${test.least}`;
      const [there, back] = [alike(one, other), alike(other, one)];
      return test.op === "exchanged"
        ? `(${there} AND ${back})`
        : `(coalesce(${there}, false) AND (${back}) IS NULL OR coalesce(${back}, false) AND (${there}) IS NULL)`;
    }
    case "both":
      return `(l.${quoteName(test.of)} IS NOT NULL AND r.${quoteName(test.of)} IS NOT NULL)`;
    case "same":
      return `l.${quoteName(test.of)} = r.${quoteName(test.of)}`;
    case "doubtful":
      return `NOT (l.${quoteName(test.of)} AND r.${quoteName(test.of)})`;
    case "similar":
      return `jaro_winkler_similarity(l.${quoteName(test.of)}, r.${quoteName(test.of)}) >= ${test.least}`;
    case "slip":
      return slipSql(`l.${quoteName(test.of)}`, `r.${quoteName(test.of)}`);
    case "near": {
      const [left, right] = [`l.${quoteName(test.of)}`, `r.${quoteName(test.of)}`];
      return `CASE WHEN strlen(${left}) = strlen(${right}) THEN hamming(${left}, ${right}) <= ${test.most} ELSE strlen(${left}) = strlen(${right}) END`;
    }
    case "placed": {
      const [left, right] = [`l.${quoteName(test.of)}`, `r.${quoteName(test.of)}`];
      return placedSql(test, { left, mixed: `xor(${left}, ${right})` });
    }
    case "initial":
      return `(xor(l.${quoteName(test.of)}, r.${quoteName(test.of)}) & 32767 = 0)`;
    case "within": {
      const day = (side: string): string => `epoch(try_strptime(${side}.${quoteName(test.of)}, '%Y%m%d'))`;
      return `abs(${day("l")} - ${day("r")}) <= ${test.days * 86_400}`;
    }
    case "dayAndMonthExchanged": {
      const [left, right] = [`l.${quoteName(test.of)}`, `r.${quoteName(test.of)}`];
      return `(strlen(${left}) = 8 AND strlen(${right}) = 8 AND ${left} = left(${right}, 4) || right(${right}, 2) || substr(${right}, 5, 2))`;
    }
    case "contains": {
      const [left, right] = [`l.${quoteName(test.of)}`, `r.${quoteName(test.of)}`];
      return `(least(length(${left}), length(${right})) >= ${test.least} AND CASE WHEN length(${left}) <= length(${right}) THEN contains(${right}, ${left}) ELSE contains(${left}, ${right}) END)`;
    }
  }
}

/** Names of one length that differ in one character: their mixture is nought everywhere but in its place. */
function placedSql({ initial, longerThan }: Extract<Test, { op: "placed" }>, { left, mixed }: { left: string; mixed: string }): string {
  const ALL = (1n << 63n) - 1n;
  const places = Array.from({ length: NAME_LENGTH }, (_, at) => at).filter((at) => initial === undefined || (at === 0) !== initial);
  const agree = places.map((at) => `${mixed} & ${ALL - (32_767n << BigInt(15 * at))} = 0`);
  const length = longerThan === undefined ? [] : [`${left} >> 60 > ${longerThan}`];
  return `(${[`${mixed} <> 0`, ...length, `(${agree.join(" OR ")})`].join(" AND ")})`;
}

/** Two places that differ are two figures exchanged where the sorted figures are the same. Sorting is dear; where all figures find a partner and one pair
 *  stands the wrong way round, which is nearly always so, the Jaro similarity says as much: 1 − 1/3n, and less than 1 − 2/3n where one finds none. */
function slipSql(left: string, right: string): string {
  const sorted = (text: string): string => `list_sort(string_split(${text}, ''))`;
  const isExchanged = `(strlen(${left}) = length(${left}) AND jaro_similarity(${left}, ${right}) > 1 - 0.5 / strlen(${left}))`;
  return `CASE WHEN strlen(${left}) = strlen(${right}) THEN CASE WHEN hamming(${left}, ${right}) <= 1 THEN true WHEN hamming(${left}, ${right}) = 2 THEN CASE WHEN ${isExchanged} THEN true ELSE ${sorted(left)} = ${sorted(right)} END ELSE false END
    WHEN strlen(${left}) = strlen(${right}) + 1 THEN starts_with(${left}, ${right}) WHEN strlen(${right}) = strlen(${left}) + 1 THEN starts_with(${right}, ${left})
    ELSE strlen(${left}) = strlen(${right}) END`;
}

/** Features whose texts are compared, not only whether they are the same. */
export function textFeatures(comparisons: readonly Comparison[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (test: Test): void => {
    switch (test.op) {
      case "all":
      case "any":
        for (const each of test.tests) visit(each);
        break;
      case "not":
        visit(test.test);
        break;
      case "exchanged":
      case "moved":
        found.add(test.of).add(test.with);
        break;
      case "similar":
      case "slip":
      case "near":
      case "within":
      case "dayAndMonthExchanged":
      case "contains":
        found.add(test.of);
        break;
      case "both":
      case "same":
      case "doubtful":
      case "placed":
      case "initial":
        break;
    }
  };
  for (const { comparable, levels } of comparisons) for (const { test } of [{ test: comparable }, ...levels]) if (test) visit(test);
  return found;
}

/** Level of a comparison, 0 where there is nothing to compare. */
export function levelSql({ comparable, levels }: Comparison): string {
  const cases = levels.map(({ test }, at) => (test === null ? `ELSE ${at + 1}` : `WHEN ${testSql(test)} THEN ${at + 1}`));
  return `CASE WHEN (${testSql(comparable)}) IS NOT TRUE THEN 0 ${cases.join(" ")} END`;
}

/** Pattern of a pair from the columns g0, g1, … that hold its levels. */
export function patternSql(comparisons: readonly Comparison[]): string {
  return patternSteps(comparisons)
    .map((step, at) => `g${at}::BIGINT * ${step}`)
    .join(" + ");
}
