/** Names of the `$parameters` of a text, in their order, each once: not those in quotes or comments. */
export function parameterNames(sql: string): string[] {
  const pieces = sql.matchAll(
    /'(?:[^']|'')*'?|"(?:[^"]|"")*"?|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\$([\p{L}_][\p{L}\p{N}_]{0,62})(?![\p{L}\p{N}_$])/gu,
  );
  return [...new Set([...pieces].flatMap(([, name]) => name ?? []))];
}
