import { isRealDate } from "@yuejian/identifiers";

/** A day in eight figures, or with hyphens, somewhere in a file's name. */
export function dateInName(name: string): string | null {
  for (const [, year, month, day] of name.matchAll(/(?<!\d)((?:19|20)\d\d)[-_]?(\d\d)[-_]?(\d\d)(?!\d)/g)) {
    const date = `${year}-${month}-${day}`;
    if (isRealDate(date)) return date;
  }
  return null;
}
