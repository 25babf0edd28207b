import type { ColumnSchema, DatasetSchema } from "./dataset.ts";
import { YUEYANG_OFFICES } from "./offices.ts";
import { BUSINESS_LINES, type BusinessLine } from "./organisation.ts";
import type { Text } from "./text.ts";

/** What records are about, whatever dataset they stand in. */
export const ENTITY_KINDS = {
  person: { zh: "人员", en: "Person" },
  organisation: { zh: "单位", en: "Organisation" },
  vehicle: { zh: "车辆", en: "Vehicle" },
  place: { zh: "地块", en: "Parcel" },
} as const satisfies Record<string, Text>;

export type EntityKind = keyof typeof ENTITY_KINDS;

/** How ids of entities begin. */
export const ENTITY_PREFIXES: Readonly<Record<EntityKind, string>> = { person: "per", organisation: "org", vehicle: "veh", place: "plc" };

/** The kind that an id of an entity names; null for anything else. */
export function entityKindOf(id: string): EntityKind | null {
  const prefix = /^([a-z]{3})_[0-9a-f]{20}$/.exec(id)?.[1];
  return (Object.keys(ENTITY_PREFIXES) as EntityKind[]).find((kind) => ENTITY_PREFIXES[kind] === prefix) ?? null;
}

/** What a column says of the entity that a record mentions. `number`: resident id, credit code, number plate, parcel number; `frame`: a vehicle's
 *  identification number. */
export const MENTION_PARTS = {
  name: { zh: "名称", en: "Name" },
  number: { zh: "号码", en: "Number" },
  birth: { zh: "出生日期", en: "Born on" },
  sex: { zh: "性别", en: "Sex" },
  address: { zh: "地址", en: "Address" },
  phone: { zh: "电话", en: "Telephone" },
  frame: { zh: "车架号", en: "Vehicle identification number" },
} as const satisfies Record<string, Text>;

export type MentionPart = keyof typeof MENTION_PARTS;

/** Columns of a dataset that name an entity. A record can mention several: a firm and its representative, a plaintiff and a defendant. */
export interface EntityMention {
  readonly kind: EntityKind;
  /** Tells the mentions of one record apart: `defendant`, `representative`, `身份证号`. One kind has each role once. */
  readonly role: string;
  readonly columns: Readonly<Partial<Record<MentionPart, string>>>;
}

/** Names a mention for ever: row reference, `#`, role. Decisions are about mentions. */
export type MentionRef = string;

export function mentionRef(ref: string, role: string): MentionRef {
  return `${ref}#${role}`;
}

export function parseMentionRef(mention: MentionRef): { readonly batch: string; readonly row: number; readonly role: string } | null {
  const match = /^(bat_[0-9A-HJKMNP-TV-Z]{26}):([1-9]\d{0,9})#(.{1,64})$/su.exec(mention);
  return match?.[1] && match[2] && match[3] ? { batch: match[1], row: Number(match[2]), role: match[3] } : null;
}

/** Who is whom, over all datasets: made by linking, never loaded. Each run is a batch that holds every member; the batch before it is withdrawn. */
export const ENTITY_MEMBERS = "entity-members";

const text = (name: string, zh: string, en: string, more: Partial<ColumnSchema> = {}): ColumnSchema => ({
  name,
  title: { zh, en },
  type: "text",
  semantic: "code",
  dataClass: "internal",
  required: true,
  ...more,
});

/** `number`: what the record gives as the entity's number, so that a rule can go from a number to an entity and back. `office`: of the record. */
export const ENTITY_MEMBERS_SCHEMA: DatasetSchema = {
  id: ENTITY_MEMBERS,
  version: 1,
  title: { zh: "实体成员", en: "Members of entities" },
  source: null,
  owner: { zh: "数据平台", en: "Data platform" },
  dataClass: "personal",
  isInternal: true,
  businessLines: Object.keys(BUSINESS_LINES) as BusinessLine[],
  officeColumn: "office",
  columns: [
    text("kind", "实体类别", "Kind", { allowed: Object.keys(ENTITY_KINDS) }),
    text("entity", "实体", "Entity", { semantic: "document-number" }),
    text("dataset", "数据集", "Dataset"),
    text("batch", "批次", "Batch", { semantic: "document-number" }),
    { name: "row", title: { zh: "记录号", en: "Record" }, type: "integer", semantic: "count", dataClass: "internal", required: true },
    text("role", "在记录中的身份", "Role in the record"),
    text("number", "号码", "Number", { semantic: "document-number", dataClass: "personal", required: false }),
    text("office", "辖区检察院", "Office of the district", { required: false, allowed: YUEYANG_OFFICES.map(({ id }) => id) }),
  ],
};

/** In people's SQL the members are a table, and so are the entities that they make: one row each, counted over the members that the person may see. */
export const ENTITIES_TABLE = {
  id: "entities",
  title: { zh: "实体", en: "Entities" },
  columns: [
    { name: "entity", title: { zh: "实体", en: "Entity" }, type: "text" },
    { name: "kind", title: { zh: "实体类别", en: "Kind" }, type: "text" },
    { name: "members", title: { zh: "成员数", en: "Members" }, type: "integer" },
    { name: "datasets", title: { zh: "数据集数", en: "Datasets" }, type: "integer" },
    { name: "numbers", title: { zh: "不同号码数", en: "Different numbers" }, type: "integer" },
    { name: "offices", title: { zh: "涉及检察院数", en: "Offices" }, type: "integer" },
  ],
} as const;

export const ENTITY_VERDICTS = {
  same: { zh: "是同一个", en: "The same" },
  different: { zh: "不是同一个", en: "Not the same" },
  unsure: { zh: "无法判断", en: "Cannot tell" },
} as const satisfies Record<string, Text>;

export type EntityVerdict = keyof typeof ENTITY_VERDICTS;

/** A person's word on two mentions of one kind. */
export interface EntityConstraint {
  readonly decision: string;
  readonly kind: EntityKind;
  readonly left: MentionRef;
  readonly right: MentionRef;
  readonly verdict: "same" | "different";
}

/** Why a pair waits for a person. */
export const REVIEW_REASONS = {
  near: { zh: "证据接近阈值", en: "Evidence near the threshold" },
  stopped: { zh: "为防止误合并而未合并", en: "Kept apart by the guard against over-merging" },
  numbers: { zh: "姓名、出生日期相同，号码不同", en: "Same name and birthday, different numbers" },
  large: { zh: "所在实体异常大", en: "In an entity that is unusually large" },
} as const satisfies Record<string, Text>;

export type ReviewReason = keyof typeof REVIEW_REASONS;

/** What became of an entity's members between two runs. */
export const ENTITY_CHANGES = {
  merged: { zh: "并入", en: "Merged into" },
  split: { zh: "拆出", en: "Split off" },
  moved: { zh: "部分移入", en: "Partly moved to" },
} as const satisfies Record<string, Text>;

export type EntityChangeKind = keyof typeof ENTITY_CHANGES;

export interface EntityChange {
  readonly kind: EntityKind;
  readonly change: EntityChangeKind;
  readonly entity: string;
  /** Where the members went. */
  readonly other: string;
  readonly members: number;
}
