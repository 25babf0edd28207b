import type { ColumnSchema } from "../dataset.ts";

/** Builders for columns that recur, so that the same thing is described once. */
type Details = Partial<Pick<ColumnSchema, "required" | "aliases" | "allowed" | "spellings" | "dataClass">>;

export const residentId = (name: string, zh: string, en: string, details: Details = {}): ColumnSchema => ({
  name,
  title: { zh, en },
  type: "text",
  semantic: "resident-id",
  dataClass: "personal",
  ...details,
});

export const personName = (name: string, zh: string, en: string, details: Details = {}): ColumnSchema => ({
  name,
  title: { zh, en },
  type: "text",
  semantic: "person-name",
  dataClass: "personal",
  ...details,
});

export const day = (name: string, zh: string, en: string, details: Details = {}): ColumnSchema => ({
  name,
  title: { zh, en },
  type: "date",
  semantic: "day",
  dataClass: "internal",
  ...details,
});

export const money = (name: string, zh: string, en: string, details: Details = {}): ColumnSchema => ({
  name,
  title: { zh, en },
  type: "amount",
  semantic: "money",
  dataClass: "internal",
  ...details,
});

export const count = (name: string, zh: string, en: string, details: Details = {}): ColumnSchema => ({
  name,
  title: { zh, en },
  type: "integer",
  semantic: "count",
  dataClass: "internal",
  ...details,
});

/** A measured quantity; its unit stands in the name. */
export const decimal = (name: string, zh: string, en: string, details: Details = {}): ColumnSchema => ({
  name,
  title: { zh, en },
  type: "decimal",
  semantic: "count",
  dataClass: "internal",
  ...details,
});

export const month = (name: string, zh: string, en: string, details: Details = {}): ColumnSchema => ({
  name,
  title: { zh, en },
  type: "date",
  semantic: "month",
  dataClass: "internal",
  ...details,
});

export const flag = (name: string, zh: string, en: string, details: Details = {}): ColumnSchema => ({
  name,
  title: { zh, en },
  type: "boolean",
  semantic: "flag",
  dataClass: "internal",
  ...details,
});

export const words = (name: string, semantic: ColumnSchema["semantic"], zh: string, en: string, details: Details = {}): ColumnSchema => ({
  name,
  title: { zh, en },
  type: "text",
  semantic,
  dataClass: "internal",
  ...details,
});

/** A closed list of codes; the keys are stored, the values are how sources spell them. */
export function code(
  name: string,
  zh: string,
  en: string,
  spellings: Readonly<Record<string, readonly string[]>>,
  details: Details = {},
): ColumnSchema {
  const table: Record<string, string> = {};
  for (const [value, texts] of Object.entries(spellings)) for (const text of texts) table[text] = value;
  return {
    name,
    title: { zh, en },
    type: "text",
    semantic: "code",
    dataClass: "internal",
    allowed: Object.keys(spellings),
    spellings: table,
    ...details,
  };
}

/** The office whose district the record belongs to: sources name it by region code or by name. */
export function office(offices: readonly { id: string; regionCode: string; name: { zh: string } }[]): ColumnSchema {
  const spellings = Object.fromEntries(
    offices.map((each) => [each.id, [each.regionCode, each.name.zh, each.name.zh.replace("人民检察院", "")]]),
  );
  return code("office", "辖区检察院", "Office of the district", spellings, { aliases: ["承办单位", "所属检察院", "辖区", "地区"] });
}
