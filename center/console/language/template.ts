import type { Locale } from "@yuejian/contracts";

/** Names inside the braces of a message: `{count}`, and `{count|row|rows}` for English singular and plural. */
export type TemplateNames<S extends string> = S extends `${string}{${infer Inside}}${infer Rest}`
  ? (Inside extends `${infer Name}|${string}` ? Name : Inside) | TemplateNames<Rest>
  : never;

const plural = new Intl.PluralRules("en");

/** Fills a message. Numbers are written by the locale; `{n|row|rows}` chooses a form and writes no number; an unknown name stays visible. */
export function fillTemplate(template: string, parameters: Readonly<Record<string, string | number>>, locale: Locale): string {
  return template.replaceAll(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, other?: string) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    if (one !== undefined && other !== undefined) return plural.select(Number(value)) === "one" ? one : other;
    return typeof value === "number" ? value.toLocaleString(locale === "zh" ? "zh-CN" : "en-GB") : value;
  });
}
