import { type Field, plainPattern, unplainPattern } from "@yuejian/matching";
import { quoteName, quoteText } from "../engine/sql-text.ts";

const HAN_FIGURES = "一二三四五六七八九";
const GROUP = "村民小组";

/** Columns that \`readySql\` looks at beside the text itself. */
export function readyColumns(field: Field, column: string): string[] {
  if (field.kind !== "han-address") return [];
  const at = `strpos(${column}, '${GROUP}')`;
  return [`${at} AS ${groupOf(field)}`, `substr(${column}, ${at} - 2, 2) AS ${ordinalOf(field)}`];
}

const groupOf = (field: Field): string => quoteName(`${field.name}:group`);
const ordinalOf = (field: Field): string => quoteName(`${field.name}:ordinal`);

/** The text of a column with what can cheaply be made canonical in SQL: days of the common forms, the two sexes, and 第七村民小组 → 7组 in
 *  addresses, which most of a countryside writes. */
export function readySql(field: Field, column: string): string {
  if (field.kind === "han-address") {
    const [at, ordinal] = [groupOf(field), ordinalOf(field)];
    const figure = `strpos('${HAN_FIGURES}', right(${ordinal}, 1))`;
    return `CASE WHEN ${at} > 2 AND left(${ordinal}, 1) = '第' AND ${figure} > 0 THEN left(${column}, ${at} - 3) || ${figure} || '组' || substr(${column}, ${at} + 4) ELSE ${column} END`;
  }
  if (field.kind === "day")
    return `CASE WHEN regexp_full_match(${column}, '[0-9]{4}(?:-[0-9]{2}-|/[0-9]{2}/)[0-9]{2}') THEN left(${column}, 4) || substr(${column}, 6, 2) || right(${column}, 2) ELSE ${column} END`;
  if (field.kind === "resident-id")
    return `CASE WHEN strlen(${column}) = 15 AND regexp_full_match(${column}, '[1-9][0-9]{7}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{3}') THEN ${withCheck(longForm(column))} ELSE ${column} END`;
  return field.kind === "sex" ? `CASE ${column} WHEN '男' THEN 'm' WHEN '女' THEN 'f' ELSE ${column} END` : column;
}

/** The first 17 figures, as a number, of the id that was issued in the form of 15 figures: sequences from 996 belong to people born before 1900. */
const longForm = (column: string): string =>
  `concat(left(${column}, 6), CASE WHEN right(${column}, 3) >= '996' THEN '18' ELSE '19' END, substr(${column}, 7))::BIGINT`;

const withCheck = (figures: string): string =>
  `concat(${figures}, substr('0123456789X', (12 - ${weighedFigures(figures)} % 11) % 11 + 1, 1))`;

/** GB 11643: the 17 figures of a number weigh 2, 4, 8, … modulo 11 from the last one leftwards; with the check character, which weighs 1, the sum must
 *  be 1. Read as a number to the base of two, figures in tens are x − 8·(x div 10) − 16·(x div 100) − …: one division a figure. */
export function weighedFigures(figures: string): string {
  const inBaseTwo = (number: string): string =>
    `(${[number, ...Array.from({ length: 8 }, (_, at) => `${8 << at} * (${number} // ${10 ** (at + 1)})`)].join(" - ")})`;
  const [high, low] = [`(${figures} // 1000000000)::INTEGER`, `(${figures} % 1000000000)::INTEGER`];
  // The figure before the nine of `low` weighs 2 to the tenth power, which is 1 modulo 11.
  return `(2 * ${inBaseTwo(low)} + ${inBaseTwo(high)})`;
}

/** Whether the text of a column is canonical as it stands. */
export function isPlainSql(field: Field, column: string): string {
  const [plain, unplain] = [plainPattern(field.kind), unplainPattern(field.kind)];
  const tests = [
    plain === null ? "false" : fullMatchSql(column, plain.replace(/^\^(.*)\$$/, "$1")),
    ...(unplain === null ? [] : [`NOT ${partMatchSql(column, unplain)}`]),
  ];
  return tests.join(" AND ");
}

/** Patterns so simple that no automaton is needed: one character of a few, and a literal that texts begin with. */
function fullMatchSql(column: string, pattern: string): string {
  const few = /^\[([a-z]+)\]$/.exec(pattern)?.[1];
  return few === undefined
    ? `regexp_full_match(${column}, ${quoteText(pattern)})`
    : `${column} IN (${Array.from(few, (each) => quoteText(each)).join(", ")})`;
}

function partMatchSql(column: string, pattern: string): string {
  const beginning = /^\^([0-9A-Za-z]+)$/.exec(pattern)?.[1];
  return beginning === undefined ? `regexp_matches(${column}, ${quoteText(pattern)})` : `starts_with(${column}, ${quoteText(beginning)})`;
}
