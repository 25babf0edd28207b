import type { DatasetSchema, EntityKind, EntityMention, MentionPart } from "@yuejian/contracts";
import type { Dialect } from "@yuejian/rules";
import { quoteName, quoteText } from "../../engine/sql-text.ts";
import { isCompared } from "./entity-plan.ts";
import type { ReplacedRow } from "./replaced.ts";

/** Where mentions of a kind come from. */
export interface MentionSource {
  /** Number within the run. */
  readonly number: number;
  readonly schema: DatasetSchema;
  readonly mention: EntityMention;
  /** The record names a person or an organisation with this role: the column with the number of the other kind. */
  readonly otherNumber: string | null;
}

export const PARTS: Readonly<Record<EntityKind, readonly MentionPart[]>> = {
  person: ["name", "number", "birth", "sex", "address", "phone"],
  organisation: ["name", "number", "address", "phone"],
  vehicle: ["number", "frame"],
  place: ["number"],
};

/** What a name must look like where nothing else tells an organisation from a person. */
const ORGANISATION =
  "(公司|集团|厂|店|商行|合作社|农场|中心|医院|诊所|学校|大学|学院|中学|小学|幼儿园|局|委员会|政府|协会|基金会|合伙企业|经营部|超市|宾馆|酒店|旅馆|站|服务部|银行|支行|分行|事务所|大队|支队)$";

export interface MentionsAsked {
  readonly dialect: Dialect;
  /** Office of each batch, for records that name none. */
  readonly officeOf: ReadonlyMap<string, string>;
  /** Only records of these batches. */
  readonly among?: readonly string[] | undefined;
  /** Only these records. */
  readonly places?: readonly ReplacedRow[] | undefined;
}

/** SELECT of all mentions of one source over the dataset's view, the same on both engines: source, batch, row, office, the parts of the kind, key and
 *  whether the key is exact. */
export function mentionSelect(source: MentionSource, { dialect, officeOf, among, places }: MentionsAsked): string {
  const { schema, mention, number } = source;
  const { kind, columns } = mention;
  const textOf = (column: string): string => `nullif(${trimmed(`CAST(${quoteName(column)} AS VARCHAR)`, dialect)}, '')`;
  const text = (part: MentionPart): string => {
    const column = columns[part];
    return column === undefined ? "CAST(NULL AS VARCHAR)" : FORMS[part](textOf(column), { kind, dialect });
  };
  const parts = PARTS[kind].map((part) => `CAST(${text(part)} AS TEXT) AS ${part}`);
  const offices = [...officeOf].map(([batch, office]) => `WHEN ${quoteText(batch)} THEN ${quoteText(office)}`);
  const loader = offices.length === 0 ? "NULL" : `CASE _batch ${offices.join(" ")} END`;
  const office = schema.officeColumn === undefined ? loader : `coalesce(CAST(${quoteName(schema.officeColumn)} AS VARCHAR), ${loader})`;
  const other = source.otherNumber === null ? "NULL" : textOf(source.otherNumber);
  const rows = `SELECT CAST(${number} AS SMALLINT) AS source, _batch AS batch, _row AS row, CAST(${office} AS TEXT) AS office, ${parts.join(", ")}, CAST(${other} AS TEXT) AS other FROM ${quoteName(schema.id)}${places ? placesSql(places) : amongSql(among)}`;
  const own = ["source", "batch", "row", "office", ...PARTS[kind]].map((name) => `mention.${name}`);
  return `SELECT ${own.join(", ")}, ${keySql(kind)} AS key, ${isExact(kind)} AS exact FROM (${rows}) mention WHERE ${isMention(kind, dialect)}`;
}

const amongSql = (batches: readonly string[] | undefined): string =>
  batches === undefined ? "" : batches.length === 0 ? " WHERE false" : ` WHERE _batch IN (${batches.map(quoteText).join(", ")})`;

const placesSql = (places: readonly ReplacedRow[]): string =>
  places.length === 0
    ? " WHERE false"
    : ` WHERE (_batch, _row) IN (${places.map(({ batch, row }) => `(${quoteText(batch)}, ${Math.trunc(row)})`).join(", ")})`;

/** What DuckDB trims: the separators of Unicode, the ideographic space among them. */
const SPACES = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000";

const trimmed = (value: string, dialect: Dialect): string =>
  dialect === "duckdb" ? `trim(${value})` : `btrim(${value}, ${quoteText(SPACES)})`;

/** Plates and parcels are written with and without separators. */
function bare(value: string, dialect: Dialect): string {
  // Under "C" the server knows the case of ASCII letters alone; of the others two turn into such.
  const upper = dialect === "duckdb" ? `upper(${value})` : `upper(translate(${value}, 'ıſ', 'IS') COLLATE "C")`;
  return `nullif(regexp_replace(${upper}, '[^0-9A-Z一-\u9fff]', '', 'g'), '')`;
}

interface FormOf {
  readonly kind: EntityKind;
  readonly dialect: Dialect;
}

const asIs = (value: string): string => value;

const FORMS: Readonly<Record<MentionPart, (value: string, of: FormOf) => string>> = {
  name: asIs,
  number: (value, { kind, dialect }) => (kind === "vehicle" || kind === "place" ? bare(value, dialect) : value),
  birth: (value) => `replace(${value}, '-', '')`,
  sex: (value) => `CASE ${value} WHEN 'male' THEN 'm' WHEN 'female' THEN 'f' WHEN '男' THEN 'm' WHEN '女' THEN 'f' END`,
  address: asIs,
  phone: asIs,
  frame: (value, { dialect }) => bare(value, dialect),
};

function isMention(kind: EntityKind, dialect: Dialect): string {
  switch (kind) {
    case "person":
      return "other IS NULL AND (number IS NOT NULL OR (name IS NOT NULL AND coalesce(birth, address, phone) IS NOT NULL))";
    case "organisation":
      return `number IS NOT NULL OR (other IS NULL AND length(name) > 4 AND ${dialect === "duckdb" ? `regexp_matches(name, ${quoteText(ORGANISATION)})` : `name ~ ${quoteText(ORGANISATION)}`})`;
    case "vehicle":
      return "coalesce(number, frame) IS NOT NULL";
    case "place":
      return "number IS NOT NULL";
  }
}

/** The columns of a kind that no two entities share together: records that agree in them are one before anything is compared. */
function isExact(kind: EntityKind): string {
  return isCompared(kind) ? "(name IS NOT NULL AND length(number) = 18)" : "false";
}

/** 128 bits for what a mention says, the same in every run. */
function keySql(kind: EntityKind): string {
  const digest = (parts: readonly string[]): string =>
    `CAST(md5(concat_ws(chr(31), '${kind}', ${parts.map((part) => `coalesce(${part}, chr(30))`).join(", ")})) AS UUID)`;
  const whole = digest(PARTS[kind]);
  return isCompared(kind) ? `CASE WHEN ${isExact(kind)} THEN ${digest(["name", "number"])} ELSE ${whole} END` : whole;
}
