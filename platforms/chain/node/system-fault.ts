/** The words and the code of a failure to reach somebody: of what caused it, where that is known. */
export function wordsOf(error: unknown): { readonly reason: string; readonly code: string | null } {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return { reason: String(cause), code: null };
  const { code } = cause as NodeJS.ErrnoException;
  // Several addresses of one name, each of which failed.
  const [first] = cause instanceof AggregateError ? (cause.errors as Error[]) : [];
  return { reason: cause.message || first?.message || cause.name, code: code ?? (cause.name === "TimeoutError" ? cause.name : null) };
}
