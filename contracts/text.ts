/** A text for people, always in both languages of the product. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export type Locale = keyof Text;

/** Replaces `{name}` by the parameter of that name; an unknown name stays visible rather than vanishing. */
export function fill(template: string, parameters: Readonly<Record<string, string | number | boolean | null | undefined>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    return value === undefined || value === null ? whole : String(value);
  });
}
