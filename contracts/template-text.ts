import { TEMPLATE_FIELDS, type TemplateFieldName } from "./instrument-template.ts";

/** What stands for each field: a line, or for whole paragraphs a list of them. */
export type FieldValues = Readonly<Partial<Record<TemplateFieldName, string | readonly string[]>>>;

/** A field as it stands in a text: its name in double braces. */
export const TEMPLATE_TOKEN = /\{\{([^{}\n]*)\}\}/g;

/** The field that a name in braces means: its Chinese name or its id. */
export function templateFieldNamed(given: string): TemplateFieldName | null {
  const word = given.trim();
  const names = Object.keys(TEMPLATE_FIELDS) as TemplateFieldName[];
  return names.find((name) => name === word || TEMPLATE_FIELDS[name].zh === word) ?? null;
}

/** A text with its fields filled; an unknown one stays visible. */
export function filledLine(line: string, values: FieldValues): string {
  return line.replaceAll(TEMPLATE_TOKEN, (whole, given: string) => {
    const name = templateFieldNamed(given);
    const value = name === null ? undefined : values[name];
    return value === undefined ? whole : typeof value === "string" ? value : value.join("；");
  });
}
