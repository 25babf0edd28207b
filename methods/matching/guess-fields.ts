import type { ColumnSchema, Text } from "@yuejian/contracts";
import { normaliseLabel } from "@yuejian/identifiers";
import { canonical } from "./canonical.ts";
import type { Field, FieldKind } from "./fields.ts";
import type { PlanHints } from "./standard.ts";

/** A column of a table that a person brings: what inference made of it, and a sample of its texts (empty ones included). */
export interface SampledColumn {
  readonly schema: ColumnSchema;
  readonly heading: string;
  readonly sample: readonly string[];
}

export interface GuessedColumn {
  readonly heading: string;
  /** Null: not compared. */
  readonly field: Field | null;
  readonly reason: Text;
}

export interface GuessedFields {
  readonly columns: readonly GuessedColumn[];
  readonly fields: readonly Field[];
  readonly hints: PlanHints;
}

const LEFT_OUT: Text = { zh: "只有一个值或没有值", en: "holds one value or none" };
const LABELS: Text = { zh: "看来是分组或标注，不能作为依据", en: "looks like a grouping or a label, which must not be evidence" };
const NUMBERED: Text = { zh: "每行各不相同，像是行号", en: "differs in every row, like a row number" };

/** A heading that says the column groups or labels the records: taking it as evidence would be looking up the answer. */
const LABEL_HEADING =
  /^(?:cluster|cluster_?id|entity|entity_?id|match|match_?id|label|truth|ground_?truth|group|group_?id|实体|实体编号|分组|标注|真值)$/i;

/** Which columns are compared, and as what; field names are those of the schemas. `uniqueRows`: headings whose values differ in all rows. */
export function guessFields(columns: readonly SampledColumn[], uniqueRows: ReadonlySet<string>): GuessedFields {
  const guessed = columns.map((column) => guessColumn(column, uniqueRows.has(column.heading)));
  const fields = guessed.flatMap(({ field }) => (field ? [field] : []));
  const headingOf = new Map(columns.map(({ schema, heading }) => [schema.name, heading]));
  const birth = fields.find(({ name, kind }) => kind === "day" && /出生|生日|birth|\bdob\b/i.test(words(headingOf.get(name) ?? "")));
  const sex = fields.find(({ kind }) => kind === "sex");
  return {
    columns: guessed,
    fields,
    hints: {
      interchangeable: interchangeable(fields, columns),
      ...(birth ? { birth: birth.name } : {}),
      ...(sex ? { sex: sex.name } : {}),
    },
  };
}

const words = (heading: string): string => normaliseLabel(heading).replaceAll(/[^\p{L}\p{N}]+/gu, " ");

function guessColumn(column: SampledColumn, isUnique: boolean): GuessedColumn {
  const { heading, schema } = column;
  const values = column.sample.map(normaliseLabel).filter((value) => value !== "");
  const distinct = new Set(values);
  if (LABEL_HEADING.test(heading.trim())) return { heading, field: null, reason: LABELS };
  if (distinct.size < 2) return { heading, field: null, reason: LEFT_OUT };
  const kind = kindOf(schema, values, distinct.size);
  if (isUnique && (kind === "number" || kind === "category" || kind === "text") && schema.semantic !== "phone" && !isSpokenText(values))
    return { heading, field: null, reason: NUMBERED };
  return {
    heading,
    field: { name: schema.name, kind, ...(schema.dateForm === undefined ? {} : { dateForm: schema.dateForm }) },
    reason: KINDS[kind],
  };
}

const isSpokenText = (values: readonly string[]): boolean => share(values, (value) => /[\p{L}]{2,} [\p{L}]{2,}/u.test(value)) > 0.5;

const KINDS: Readonly<Record<FieldKind, Text>> = {
  "han-name": { zh: "中文姓名", en: "Chinese names" },
  name: { zh: "姓名", en: "names" },
  organisation: { zh: "单位名称", en: "names of organisations" },
  "resident-id": { zh: "身份证号", en: "resident ids" },
  "credit-code": { zh: "统一社会信用代码", en: "credit codes" },
  number: { zh: "号码", en: "numbers and codes" },
  day: { zh: "日期", en: "days" },
  sex: { zh: "性别", en: "sex" },
  category: { zh: "类别", en: "a few values" },
  text: { zh: "文字", en: "text" },
  email: { zh: "邮箱", en: "e-mail addresses" },
  "han-address": { zh: "中文地址", en: "Chinese addresses" },
  address: { zh: "地址", en: "addresses" },
};

const share = (values: readonly string[], holds: (value: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(holds).length / values.length;

function kindOf({ semantic, type, name }: ColumnSchema, values: readonly string[], distinct: number): FieldKind {
  const isChinese = share(values, (value) => /\p{Script=Han}/u.test(value)) > 0.6;
  if (share(values, (value) => /^[^\s@]+@[^\s@]+$/.test(value)) > 0.8) return "email";
  const isNumber =
    share(values, (value) => /\d/.test(value) && /^\p{Script=Han}?[A-Za-z\d\s./+#()-]*$/u.test(value) && !/ \p{L}{2}/u.test(value)) > 0.8;
  if (isSex(values)) return "sex";
  if (semantic === "resident-id" || semantic === "credit-code") return semantic;
  if (semantic === "person-name") return isChinese ? "han-name" : "name";
  if (semantic === "organisation-name") return isChinese ? "organisation" : "text";
  if (semantic === "address") return isNumber ? "number" : isChinese ? "han-address" : "address";
  if (semantic === "phone") return "number";
  if (type === "date") return "day";
  if (/birth|\bdob\b|出生/i.test(name) && share(values, (value) => canonical(value, { name, kind: "day" }) !== null) > 0.6) return "day";
  if (distinct <= 12) return "category";
  return isNumber ? "number" : "text";
}

function isSex(values: readonly string[]): boolean {
  return share(values, (value) => /^(?:男|女|男性|女性|m|f|male|female)$/i.test(value)) > 0.95;
}

/** Share of a column's values that stand in another column too, from which the two are taken for one another. */
const OVERLAP = 0.1;

function interchangeable(fields: readonly Field[], columns: readonly SampledColumn[]): [string, string][] {
  const worded = fields.filter(({ kind }) => kind === "name" || kind === "text" || kind === "address");
  const values = new Map(
    worded.map((field) => {
      const sample = columns.find(({ schema }) => schema.name === field.name)?.sample ?? [];
      return [field.name, new Set(sample.flatMap((text) => canonical(text, field) ?? []))];
    }),
  );
  return worded.flatMap((one, at) =>
    worded.slice(at + 1).flatMap((two): [string, string][] => {
      const [first, second] = [values.get(one.name) ?? new Set<string>(), values.get(two.name) ?? new Set<string>()];
      const shared = first.intersection(second).size;
      return one.kind === two.kind && shared > OVERLAP * Math.min(first.size, second.size) ? [[one.name, two.name]] : [];
    }),
  );
}
