import { INTEGER } from "@duckdb/node-api";
import { type Feature, FIRST_HAN, type Field, hanTables, LAST_HAN, NAME_LENGTH, READING_BITS } from "@yuejian/matching";
import type { Engine } from "../engine/engine.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import { weighedFigures } from "./canonical-sql.ts";

const columnOf = (field: Field): string => `canonical_texts.${quoteName(field.name)}`;

const CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/** As `isRealDate` of identifiers: years 1800 to 2199. */
const isRealDay = (text: string): string => `(${text} BETWEEN '18000101' AND '21991231' AND try_strptime(${text}, '%Y%m%d') IS NOT NULL)`;

/** Columns that several features of the table `canonical_texts` share, to be selected beside its own, each list over the one before: the characters of
 *  Chinese names; of a resident id its figures, its check character as a number, and what its form tells (2: form and day are right, 1: the form alone,
 *  0: neither). */
export function sharedColumns(features: readonly Feature[]): string[][] {
  const [first, second] = [new Map<string, string>(), new Map<string, string>()];
  for (const { derive, from } of features) {
    const [field, other] = from;
    if (field && (derive === "characters" || derive === "reading" || derive === "anagram"))
      for (let at = 0; at <= NAME_LENGTH; at++)
        first.set(characterOf(field, at), `unicode(substr(${columnOf(field)}, ${at + 1}, 1)) AS ${quoteName(characterOf(field, at))}`);
    const id = derive === "birth" || derive === "sex" ? other : derive === "valid" && field?.kind !== "credit-code" ? field : null;
    if (!id) continue;
    first.set(figuresOf(id), `${figuresSql(columnOf(id))} AS ${quoteName(figuresOf(id))}`);
    first.set(checkOf(id), `(strpos('0123456789X', substr(${columnOf(id)}, 18, 1)) - 1) AS ${quoteName(checkOf(id))}`);
    second.set(idFormOf(id), `${idFormSql(id)} AS ${quoteName(idFormOf(id))}`);
  }
  return [first, second].flatMap((columns) => (columns.size === 0 ? [] : [[...columns.values()]]));
}

const characterOf = (field: Field, at: number): string => `${field.name}:character-${at}`;
const idFormOf = (field: Field): string => `${field.name}:form`;
const figuresOf = (field: Field): string => `${field.name}:figures`;
const checkOf = (field: Field): string => `${field.name}:check`;
const shared = (name: string): string => `canonical_texts.${quoteName(name)}`;

/** The first 17 figures as a number, null where they are none or begin with 0. Canonical texts hold figures and letters: of these the engine takes E
 *  for an exponent, and nothing else that begins with 1 to 9. */
const figuresSql = (id: string): string =>
  `CASE WHEN strlen(${id}) = 18 AND ${id} >= '1' AND NOT contains(${id}, 'E') THEN try_cast(left(${id}, 17) AS BIGINT) END`;

/** By arithmetic where that settles it, since a pattern costs three times as much. */
function idFormSql(id: Field): string {
  const [figures, check] = [shared(figuresOf(id)), shared(checkOf(id))];
  const day = `((${figures} // 1000) % 100000000)`;
  const isEasyDay = `${day} BETWEEN 18000101 AND 21991231 AND ${day} % 100 BETWEEN 1 AND 28 AND (${day} // 100) % 100 BETWEEN 1 AND 12`;
  return `CASE WHEN ${columnOf(id)} IS NULL THEN NULL WHEN ${figures} IS NULL OR ${check} < 0 THEN 0 WHEN ${isEasyDay} THEN 2 WHEN ${isRealDay(`substr(${columnOf(id)}, 7, 8)`)} THEN 2 ELSE 1 END::TINYINT`;
}

/** SQL of a derived value over the table \`canonical_texts\` with its shared columns. Readings come from the table \`han_readings\` (code, reading):
 *  see \`readingJoins\`. */
export function featureSql({ derive, from }: Feature): string {
  const [first, second] = from;
  const text = first ? columnOf(first) : "NULL";
  const letters = `replace(${text}, ' ', '')`;
  switch (derive) {
    case "canonical":
      return text;
    case "characters":
      return ofShortHan(first, (at, code) => `((${code} - ${FIRST_HAN - 1})::BIGINT << ${15 * at})`, ` + (length(${text})::BIGINT << 60)`);
    case "reading":
      return ofShortHan(first, (at) => `(coalesce(${readingAlias(first, at)}.reading, 0)::BIGINT << ${READING_BITS * at})`);
    case "anagram":
      return ofShortHan(first, (_, code) => `${code}::BIGINT * ${code}`);
    case "valid":
      return first?.kind === "credit-code" ? validCreditCode(text) : first ? validResidentId(first) : "NULL";
    case "birth": {
      const inside = second ? `CASE WHEN ${shared(idFormOf(second))} = 2 THEN substr(${columnOf(second)}, 7, 8) END` : "NULL";
      return first ? `coalesce(${text}, ${inside})` : inside;
    }
    case "sex": {
      const inside = second
        ? `CASE WHEN ${shared(idFormOf(second))} >= 1 THEN CASE WHEN substr(${columnOf(second)}, 17, 1) IN ('1','3','5','7','9') THEN 'm' ELSE 'f' END END`
        : "NULL";
      return first ? `coalesce(${text}, ${inside})` : inside;
    }
    case "numbers":
      return `nullif(array_to_string(regexp_extract_all(${text}, '[0-9]+'), '-'), '')`;
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

/** Sum over the characters of a name of one to four Chinese characters, null for other names. */
function ofShortHan(field: Field | null | undefined, sql: (at: number, code: string) => string, last = ""): string {
  if (!field) return "NULL";
  const codes = Array.from({ length: NAME_LENGTH + 1 }, (_, at) => shared(characterOf(field, at)));
  // A character past the end is −1, and no text of a record is empty.
  const isHan = (code: string): string => `${code} BETWEEN ${FIRST_HAN} AND ${LAST_HAN}`;
  const isShort = codes.map((code, at) =>
    at === 0 ? isHan(code) : at === NAME_LENGTH ? `${code} = -1` : `(${code} = -1 OR ${isHan(code)})`,
  );
  const sum = codes
    .slice(0, NAME_LENGTH)
    .map((code, at) => (at === 0 ? sql(at, code) : `CASE WHEN ${code} >= 0 THEN ${sql(at, code)} ELSE 0 END`));
  return `CASE WHEN ${isShort.join(" AND ")} THEN ${sum.join(" + ")}${last} END`;
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
          `LEFT JOIN han_readings AS ${readingAlias(field, at)} ON ${readingAlias(field, at)}.code = ${shared(characterOf(field, at))}`,
      ),
    )
    .join(" ");
}

/** Makes the table of readings. */
export async function createReadings(engine: Engine): Promise<void> {
  const { readings } = hanTables();
  await engine.run("CREATE TABLE han_readings (code INTEGER, reading INTEGER)");
  await engine.append("han_readings", [INTEGER, INTEGER], [readings.map((_, at) => FIRST_HAN + at), readings]);
}

function validResidentId(field: Field): string {
  const form = shared(idFormOf(field));
  return `CASE WHEN ${form} IS NULL THEN NULL WHEN ${form} = 2 THEN (${weighedFigures(shared(figuresOf(field)))} + ${shared(checkOf(field))}) % 11 = 1 ELSE false END`;
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
