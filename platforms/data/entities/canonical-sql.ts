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
  return field.kind === "sex" ? `CASE ${column} WHEN '男' THEN 'm' WHEN '女' THEN 'f' ELSE ${column} END` : column;
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
