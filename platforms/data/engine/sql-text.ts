/** A text literal. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** An identifier; names of columns may be Chinese and may be words of SQL. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The regular expression as RE2 reads it. Only syntax that both engines share: classes, groups, counts, \uXXXX. */
export function quotePattern(pattern: RegExp): string {
  return quoteText(pattern.source.replaceAll(/\\u([0-9A-F]{4})/gi, "\\x{$1}"));
}
