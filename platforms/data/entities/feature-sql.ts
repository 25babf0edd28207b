import {
  type Feature,
  FIRST_HAN,
  type Field,
  hanTables,
  LAST_HAN,
  NAME_LENGTH,
  plainPattern,
  READING_BITS,
  unplainPattern,
} from "@yuejian/matching";
import { quoteName, quoteText } from "../engine/sql-text.ts";

const HAN_FIGURES = "一二三四五六七八九";
const GROUP = "村民小组";

/** The text of a column with what can cheaply be made canonical in SQL: 第七村民小组 → 7组 in addresses, which most of a countryside writes. */
export function readySql(field: Field, column: string): string {
  if (field.kind !== "han-address") return column;
  const at = `strpos(${column}, '${GROUP}')`;
  const figure = `strpos('${HAN_FIGURES}', substr(${column}, ${at} - 1, 1))`;
  return `CASE WHEN ${at} > 2 AND substr(${column}, ${at} - 2, 1) = '第' AND ${figure} > 0 THEN left(${column}, ${at} - 3) || ${figure} || '组' || substr(${column}, ${at} + 4) ELSE ${column} END`;
}

/** Whether the text of a column is canonical as it stands. */
export function isPlainSql(field: Field, column: string): string {
  const [plain, unplain] = [plainPattern(field.kind), unplainPattern(field.kind)];
  const tests = [
    plain === null ? "false" : `regexp_full_match(${column}, ${quoteText(plain.replace(/^\^(.*)\$$/, "$1"))})`,
    ...(unplain === null ? [] : [`NOT regexp_matches(${column}, ${quoteText(unplain)})`]),
  ];
  return tests.join(" AND ");
}

const columnOf = (field: Field): string => `canonical_texts.${quoteName(field.name)}`;

const CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_FORM = "[1-9][0-9]{16}[0-9X]";

/** As `isRealDate` of identifiers: years 1800 to 2199. */
const isRealDay = (text: string): string => `(${text} BETWEEN '18000101' AND '21991231' AND try_strptime(${text}, '%Y%m%d') IS NOT NULL)`;

/** SQL of a derived value over the table of canonical texts, whose columns are the names of the fields. Readings come from the table
 *  \`han_readings\` (code, reading) joined as r1 … r4: see \`readingJoins\`. */
export function featureSql({ derive, from }: Feature): string {
  const [first, second] = from;
  const text = first ? columnOf(first) : "NULL";
  const letters = `replace(${text}, ' ', '')`;
  switch (derive) {
    case "canonical":
      return text;
    case "characters":
      return `CASE WHEN ${isShortHan(text)} THEN ${places((at) => `((${codeAt(text, at)} - ${FIRST_HAN - 1})::BIGINT << ${15 * at})`, text)} + (length(${text})::BIGINT << 60) END`;
    case "reading":
      return `CASE WHEN ${isShortHan(text)} THEN ${places((at) => `(coalesce(${readingAlias(first, at)}.reading, 0)::BIGINT << ${READING_BITS * at})`, text)} END`;
    case "anagram":
      return `CASE WHEN ${isShortHan(text)} THEN ${places((at) => `${codeAt(text, at)}::BIGINT * ${codeAt(text, at)}`, text)} END`;
    case "valid":
      return first?.kind === "credit-code" ? validCreditCode(text) : validResidentId(text);
    case "birth": {
      const id = second ? columnOf(second) : "NULL";
      const inside = `CASE WHEN regexp_full_match(${id}, '${ID_FORM}') AND ${isRealDay(`substr(${id}, 7, 8)`)} THEN substr(${id}, 7, 8) END`;
      return first ? `coalesce(${text}, ${inside})` : inside;
    }
    case "sex": {
      const id = second ? columnOf(second) : "NULL";
      const inside = `CASE WHEN regexp_full_match(${id}, '${ID_FORM}') THEN CASE WHEN substr(${id}, 17, 1) IN ('1','3','5','7','9') THEN 'm' ELSE 'f' END END`;
      return first ? `coalesce(${text}, ${inside})` : inside;
    }
    case "numbers":
      return `nullif(trim(regexp_replace(${text}, '[^0-9]+', '-', 'g'), '-'), '')`;
    case "tail":
      return `nullif(right(regexp_extract(${text}, '^[^0-9]*'), 3), '')`;
    case "compact":
      return `nullif(${letters}, '')`;
    case "local":
      return `nullif(split_part(${text}, '@', 1), '')`;
    case "domain":
      return `nullif(split_part(${text}, '@', 2), '')`;
    case "skeleton":
      return `nullif(left(${letters}, 1) || left(regexp_replace(substr(${letters}, 2), '[aeiouhwy]', '', 'g'), 4), '')`;
    case "initial":
      return `nullif(left(${text}, 3), '')`;
    case "stem":
      return `nullif(regexp_replace(regexp_replace(${text}, ${quoteText(ORGANISATION_FORM)}, ''), ${quoteText(ORGANISATION_PLACE)}, ''), '')`;
  }
}

const ORGANISATION_FORM =
  "(有限责任公司|股份有限公司|有限公司|集团公司|公司|集团|合伙企业|\\(有限合伙\\)|\\(个人独资\\)|分公司|经营部|商行|服务部|专业合作社|合作社|厂|中心|店)$";
const ORGANISATION_PLACE = "^(?:.{2,4}省)?(?:.{2,4}市)?(?:.{2,4}[县区])?";

const isShortHan = (text: string): string =>
  `length(${text}) <= ${NAME_LENGTH} AND regexp_full_match(${text}, '[\\x{${hex(FIRST_HAN)}}-\\x{${hex(LAST_HAN)}}]+')`;

const hex = (code: number): string => code.toString(16);

const codeAt = (text: string, at: number): string => `unicode(substr(${text}, ${at + 1}, 1))`;

function places(sql: (at: number) => string, text: string): string {
  return Array.from({ length: NAME_LENGTH }, (_, at) =>
    at === 0 ? sql(0) : `CASE WHEN length(${text}) > ${at} THEN ${sql(at)} ELSE 0 END`,
  ).join(" + ");
}

const readingAlias = (field: Field | null | undefined, at: number): string => quoteName(`${field?.name ?? ""}:r${at + 1}`);

/** Joins that `reading` needs, for each field that it is derived from. */
export function readingJoins(features: readonly Feature[]): string {
  const fields = new Set(features.flatMap(({ derive, from }) => (derive === "reading" && from[0] ? [from[0]] : [])));
  return [...fields]
    .flatMap((field) =>
      Array.from(
        { length: NAME_LENGTH },
        (_, at) =>
          `LEFT JOIN han_readings AS ${readingAlias(field, at)} ON ${readingAlias(field, at)}.code = ${codeAt(columnOf(field), at)}`,
      ),
    )
    .join(" ");
}

/** Statement that makes the table of readings. */
export function createReadings(): string {
  const { readings } = hanTables();
  return `CREATE TABLE han_readings AS SELECT (${FIRST_HAN} + n)::INTEGER AS code, list_extract([${readings.join(",")}], n + 1)::BIGINT AS reading FROM (SELECT unnest(range(${readings.length})) AS n)`;
}

function validResidentId(text: string): string {
  const digits = `substr(${text}, 1, 17)::BIGINT`;
  const sum = ID_WEIGHTS.map((weight, at) => `${weight} * ((${digits} // ${10n ** BigInt(16 - at)}) % 10)`).join(" + ");
  return `CASE WHEN ${text} IS NULL THEN NULL WHEN regexp_full_match(${text}, '${ID_FORM}') AND ${isRealDay(`substr(${text}, 7, 8)`)} THEN substr('10X98765432', ((${sum}) % 11 + 1)::INTEGER, 1) = substr(${text}, 18, 1) ELSE false END`;
}

function validCreditCode(text: string): string {
  let weight = 1;
  const sum = Array.from({ length: 17 }, (_, at) => {
    const term = `${weight} * (strpos('${CREDIT_ALPHABET}', substr(${text}, ${at + 1}, 1)) - 1)`;
    weight = (weight * 3) % 31;
    return term;
  }).join(" + ");
  return `CASE WHEN ${text} IS NULL THEN NULL WHEN regexp_full_match(${text}, '[0-9A-HJ-NP-RTUWXY]{18}') THEN substr('${CREDIT_ALPHABET}', ((31 - (${sum}) % 31) % 31 + 1)::INTEGER, 1) = substr(${text}, 18, 1) ELSE false END`;
}
