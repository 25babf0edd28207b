import type { ColumnSchema, DatasetSchema, EntityKind, EntityMention, MentionPart } from "@yuejian/contracts";

const PLATE = /plate|^号牌|车牌|号牌号码/i;
const FRAME = /(?:^|_)vin(?:$|_)|车架号|车辆识别代号|识别代号/i;
const PARCEL = /parcel_(?:number|code|id)|地块编[号码]|宗地(?:编号|代码|号)|图斑(?:编号|号)/i;
const ADDRESS = /^address$|_address$|住址|住所|地址/i;
const BIRTH = /^born_on$|birth|出生/i;
const SEX = /^sex$|^gender$|性别/i;

/** What stands at the end of a column's name for the part that it is: what is left tells whose it is. */
const PART_WORDS =
  /_?(?:name|id|code|number|phone|address|credit)$|的?(?:姓名|名称|名|公民身份号码|身份证件?号码?|证件号码?|统一社会信用代码|社会信用代码|信用代码|联系电话|电话号码|手机号码?|电话|手机|户籍地址|家庭住址|居住地址|注册地址|地址|住址|住所)$/i;

/** Words that say no more than «the entity of the record». */
const OWN = new Set(["", "person", "enterprise", "credit", "个人", "本人", "人员", "单位", "企业"]);

const has = (pattern: RegExp, column: ColumnSchema): boolean =>
  pattern.test(column.name) || pattern.test(column.title.zh) || (column.aliases ?? []).some((alias) => pattern.test(alias));

function stemOf({ name }: ColumnSchema): string {
  const stem = name.replace(PART_WORDS, "");
  return OWN.has(stem) ? "" : stem;
}

/** Which columns of a dataset name an entity, by what the columns mean: for datasets of the dictionary as for those made from a file. Numbers
 *  lead; names, addresses and telephones go with the number whose name begins like theirs. What has neither a number nor two things to
 *  compare names nobody. */
export function mentionsOf(schema: DatasetSchema): EntityMention[] {
  const { columns } = schema;
  const numbers = columns.flatMap((column) => {
    const kind = NUMBERS[column.semantic];
    return kind ? [{ kind, column, stem: stemOf(column) }] : [];
  });
  const found = numbers.map(({ kind, column, stem }) => ({
    kind,
    stem,
    role: roleOf(column, stem),
    columns: named(schema, { kind, column, stem }, numbers),
  }));
  const spoken = new Set(found.flatMap((each) => Object.values(each.columns)));
  const nameless = columns.filter(
    ({ name, semantic }) => !spoken.has(name) && (semantic === "organisation-name" || semantic === "person-name"),
  );
  for (const column of nameless) {
    const kind: EntityKind = column.semantic === "person-name" ? "person" : "organisation";
    // A name alone tells an organisation, since a register keeps its names apart; of a person it takes something more.
    const stem = stemOf(column);
    found.push({ kind, stem, role: roleOf(column, stem), columns: { name: column.name } });
  }
  for (const mention of found) Object.assign(mention.columns, surroundings(schema, mention, found));
  const vehicles = vehicle(columns);
  const parcel = columns.find((column) => column.semantic === "document-number" && has(PARCEL, column));
  const mentions: EntityMention[] = [
    ...found.filter(({ kind, columns: parts }) => kind !== "person" || parts.number !== undefined || Object.keys(parts).length > 1),
    ...(vehicles ? [vehicles] : []),
    ...(parcel ? [{ kind: "place" as const, stem: "", role: "parcel", columns: { number: parcel.name } }] : []),
  ].map(({ kind, role, columns: parts }) => ({ kind, role, columns: parts }));
  return mentions.filter((each, at) => mentions.findIndex(({ kind, role }) => kind === each.kind && role === each.role) === at);
}

const NUMBERS: Partial<Record<ColumnSchema["semantic"], "person" | "organisation">> = {
  "resident-id": "person",
  "credit-code": "organisation",
};

interface Numbered {
  readonly kind: "person" | "organisation";
  readonly column: ColumnSchema;
  readonly stem: string;
}

type Parts = Partial<Record<MentionPart, string>>;

const roleOf = (column: ColumnSchema, stem: string): string =>
  stem === "" ? (column.name.match(/^\p{Script=Han}/u) ? "本人" : "self") : stem;

/** The number and the name that goes with it: of the same stem, or the only name of the kind that no number has. */
function named(schema: DatasetSchema, { kind, column, stem }: Numbered, numbers: readonly Numbered[]): Parts {
  const semantic = kind === "person" ? "person-name" : "organisation-name";
  const names = schema.columns.filter((each) => each.semantic === semantic || (each.semantic === "organisation-name" && kind === "person"));
  const own = names.find((each) => stemOf(each) === stem && (each.semantic === semantic || isShared(stem, numbers)));
  const strangers = names.filter(
    (each) => each.semantic === semantic && !numbers.some((number) => number.kind === kind && number.stem === stemOf(each)),
  );
  const isOnly = numbers.filter((each) => each.kind === kind).length === 1;
  const name = own ?? (isOnly && strangers.length === 1 ? strangers[0] : undefined);
  return { number: column.name, ...(name ? { name: name.name } : {}) };
}

/** A party that is a person or an organisation, with a number column for each. */
const isShared = (stem: string, numbers: readonly Numbered[]): boolean => numbers.some((each) => each.stem === stem && stem !== "");

interface Found {
  readonly kind: EntityKind;
  readonly stem: string;
  readonly columns: Parts;
}

/** Address, telephone, birth day and sex: of the mention with their stem; without one, of what the record is about. */
function surroundings(schema: DatasetSchema, mention: Found, all: readonly Found[]): Parts {
  const parts: Parts = {};
  const isSubject = mention === subjectOf(schema, all);
  for (const column of schema.columns) {
    const part = partOf(column, mention.kind);
    if (part === null || parts[part] !== undefined) continue;
    const stem = stemOf(column);
    const isSpokenFor = stem !== "" && all.some((each) => each.stem === stem);
    if (isSpokenFor ? stem === mention.stem : isSubject && (stem === "" || part === "birth" || part === "sex")) parts[part] = column.name;
  }
  return parts;
}

function partOf(column: ColumnSchema, kind: EntityKind): MentionPart | null {
  if (column.semantic === "phone") return "phone";
  if (column.semantic === "address" && has(ADDRESS, column)) return "address";
  if (kind !== "person") return null;
  if (column.type === "date" && has(BIRTH, column)) return "birth";
  return column.type === "text" && has(SEX, column) ? "sex" : null;
}

/** The mention whose number names the record; where none does, the first without a stem, or the only one. */
function subjectOf({ recordKey = [] }: DatasetSchema, all: readonly Found[]): Found | null {
  const keyed = all.filter(({ columns }) => columns.number !== undefined && recordKey.includes(columns.number));
  const plain = all.filter(({ stem }) => stem === "");
  return keyed[0] ?? plain[0] ?? (all.length === 1 ? (all[0] ?? null) : null);
}

function vehicle(columns: readonly ColumnSchema[]): (Found & { role: string }) | null {
  const plate = columns.find((column) => column.type === "text" && column.semantic !== "agency" && has(PLATE, column));
  const frame = columns.find((column) => column.type === "text" && has(FRAME, column));
  if (!plate && !frame) return null;
  const parts = { ...(plate ? { number: plate.name } : {}), ...(frame ? { frame: frame.name } : {}) };
  return { kind: "vehicle", stem: "", role: "vehicle", columns: parts };
}
