import type { DatasetSchema, EntityKind, EntityMention, MentionPart } from "@yuejian/contracts";
import { quoteName, quoteText } from "../../engine/sql-text.ts";
import { isCompared } from "./entity-plan.ts";

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

/** SELECT of all mentions of one source over the dataset's view: source, batch, row, office, the parts of the kind, key and whether the key is
 *  exact. `officeOf`: office of each batch, for records that name none. `among`: only records of these batches. */
export function mentionSelect(source: MentionSource, officeOf: ReadonlyMap<string, string>, among?: readonly string[]): string {
  const { schema, mention, number } = source;
  const { kind, columns } = mention;
  const text = (part: MentionPart): string => {
    const column = columns[part];
    return column === undefined ? "CAST(NULL AS VARCHAR)" : FORMS[part](`nullif(trim(CAST(${quoteName(column)} AS VARCHAR)), '')`, kind);
  };
  const parts = PARTS[kind].map((part) => `${text(part)} AS ${part}`);
  const offices = [...officeOf].map(([batch, office]) => `WHEN ${quoteText(batch)} THEN ${quoteText(office)}`);
  const loader = offices.length === 0 ? "NULL" : `CASE _batch ${offices.join(" ")} END`;
  const office = schema.officeColumn === undefined ? loader : `coalesce(CAST(${quoteName(schema.officeColumn)} AS VARCHAR), ${loader})`;
  const rows = `SELECT ${number}::SMALLINT AS source, _batch AS batch, _row AS row, ${office} AS office, ${parts.join(", ")}, ${other(source)} AS other FROM ${quoteName(schema.id)}${amongSql(among)}`;
  return `SELECT * EXCLUDE (other), ${keySql(kind)} AS key, ${isExact(kind)} AS exact FROM (${rows}) WHERE ${isMention(kind)}`;
}

const amongSql = (batches: readonly string[] | undefined): string =>
  batches === undefined ? "" : batches.length === 0 ? " WHERE false" : ` WHERE _batch IN (${batches.map(quoteText).join(", ")})`;

const other = ({ otherNumber }: MentionSource): string =>
  otherNumber === null ? "NULL" : `nullif(trim(CAST(${quoteName(otherNumber)} AS VARCHAR)), '')`;

/** Plates and parcels are written with and without separators. */
const bare = (value: string): string => `nullif(regexp_replace(upper(${value}), '[^0-9A-Z一-\u9fff]', '', 'g'), '')`;

const asIs = (value: string): string => value;

const FORMS: Readonly<Record<MentionPart, (value: string, kind: EntityKind) => string>> = {
  name: asIs,
  number: (value, kind) => (kind === "vehicle" || kind === "place" ? bare(value) : value),
  birth: (value) => `replace(${value}, '-', '')`,
  sex: (value) => `CASE ${value} WHEN 'male' THEN 'm' WHEN 'female' THEN 'f' WHEN '男' THEN 'm' WHEN '女' THEN 'f' END`,
  address: asIs,
  phone: asIs,
  frame: bare,
};

function isMention(kind: EntityKind): string {
  switch (kind) {
    case "person":
      return "other IS NULL AND (number IS NOT NULL OR (name IS NOT NULL AND coalesce(birth, address, phone) IS NOT NULL))";
    case "organisation":
      return `number IS NOT NULL OR (other IS NULL AND length(name) > 4 AND regexp_matches(name, ${quoteText(ORGANISATION)}))`;
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
