/** Parsed JSON in which a number is still the text it was written in. */
export type Json = string | boolean | null | NumberText | readonly Json[] | { readonly [name: string]: Json };

export interface NumberText {
  readonly rawJSON: string;
}

/** Numbers of more digits than a double holds stay as they are. Throws SyntaxError. */
export function parseExactly(text: string): Json {
  const keep = (_name: string, value: unknown, context: { source?: string }): unknown =>
    typeof value === "number" ? rawJson(context.source ?? String(value)) : value;
  return JSON.parse(text, keep as (name: string, value: unknown) => unknown) as Json;
}

const rawJson = (text: string): NumberText => (JSON as unknown as { rawJSON(text: string): NumberText }).rawJSON(text);

function isNumber(value: Json): value is NumberText {
  return typeof value === "object" && value !== null && "rawJSON" in value && typeof value.rawJSON === "string";
}

/** The member at a dotted path as text; null where there is none. */
export function memberAt(value: Json, path: string): string | null {
  const found = at(value, path);
  if (found === undefined || found === null) return null;
  if (isNumber(found)) return found.rawJSON;
  return typeof found === "object" ? null : String(found);
}

/** The list of objects at a path; null where there is none. */
export function listAt(value: Json, path: string | undefined): readonly { readonly [name: string]: Json }[] | null {
  const found = path === undefined || path === "" ? value : at(value, path);
  if (!Array.isArray(found)) return null;
  const isRows = found.every((row: Json) => typeof row === "object" && row !== null && !Array.isArray(row) && !isNumber(row));
  return isRows ? (found as { [name: string]: Json }[]) : null;
}

function at(value: Json, path: string): Json | undefined {
  let found: Json | undefined = value;
  for (const name of path.split(".")) {
    if (typeof found !== "object" || found === null || Array.isArray(found) || !Object.hasOwn(found, name)) return undefined;
    found = (found as { [name: string]: Json })[name];
  }
  return found;
}

/** Members as texts under the headings that the intake gives them: nested objects dotted, lists as their JSON. */
export function flatRow(row: { readonly [name: string]: Json }): Record<string, string | null> {
  const cells: Record<string, string | null> = {};
  const put = (value: { readonly [name: string]: Json }, prefix: string): void => {
    for (const [name, member] of Object.entries(value)) {
      if (member === null) cells[prefix + name] = null;
      else if (isNumber(member)) cells[prefix + name] = member.rawJSON;
      else if (Array.isArray(member)) cells[prefix + name] = JSON.stringify(member);
      else if (typeof member === "object") put(member as { [name: string]: Json }, `${prefix}${name}.`);
      else cells[prefix + name] = String(member);
    }
  };
  put(row, "");
  return cells;
}
