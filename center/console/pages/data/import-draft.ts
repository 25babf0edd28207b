import type { PreviewView } from "@yuejian/contracts/api";
import type { Mapping } from "../../api/mapping.ts";
import { useDraft } from "../../kit/draft.ts";

/** What a person decided about an upload so far; kept in this tab, so that neither a reload nor the way back loses it. */
export interface ImportDraft {
  readonly dataset?: string | undefined;
  readonly sheet?: string | undefined;
  readonly member?: string | undefined;
  /** Heading → column or null, of every heading; absent until something was decided. */
  readonly mapping?: Mapping | undefined;
  readonly saveAs?: string | undefined;
}

export function useImportDraft(upload: string): [draft: ImportDraft, change: (change: ImportDraft) => void, clear: () => void] {
  const [text, setText, clear] = useDraft(`import.${upload}`);
  const draft = text === "" ? {} : (JSON.parse(text) as ImportDraft);
  return [draft, (change) => setText(JSON.stringify({ ...draft, ...change })), clear];
}

/** What a load would use by itself, and for the other headings what is suggested and not taken yet. */
export function startingMapping(seen: PreviewView): Mapping {
  const mapping: Record<string, string | null> = Object.fromEntries(seen.headings.map((heading) => [heading, null]));
  const taken = new Set<string>();
  for (const [column, heading] of Object.entries(seen.mapping)) {
    if (heading === null) continue;
    mapping[heading] = column;
    taken.add(column);
  }
  // A saved mapping says what is not to be loaded, too.
  if (seen.savedMapping) return mapping;
  for (const { heading, column } of seen.suggestions) {
    if (mapping[heading] !== null || column === null || taken.has(column)) continue;
    mapping[heading] = column;
    taken.add(column);
  }
  return mapping;
}

/** The other heading that means the same column, by heading. */
export function doubles(mapping: Mapping): ReadonlyMap<string, string> {
  const entries = Object.entries(mapping).filter(([, column]) => column !== null);
  return new Map(
    entries.flatMap(([heading, column]) => {
      const other = entries.find(([another, its]) => another !== heading && its === column);
      return other ? [[heading, other[0]] as const] : [];
    }),
  );
}
