import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import type { LawLevel } from "@yuejian/contracts";
import type {
  JobView,
  LawCitationsView,
  LawDifferencesView,
  LawImportDetail,
  LawImportView,
  LawSearchOrder,
  LawSearchView,
  LawSuggestionsView,
  LawTextView,
} from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import { type ListState, useOffsetList } from "./list.ts";
import { type OnSent, sendForm } from "./send-form.ts";

export interface LawQuestion {
  readonly query: string;
  readonly on: string | undefined;
  readonly level: LawLevel | undefined;
}

export function questionBody({ query, on, level }: LawQuestion): LawSearchOrder {
  return { query, limit: 50, ...(on === undefined ? {} : { on }), ...(level === undefined ? {} : { levels: [level] }) };
}

/** Articles for a query. Asked by POST: what is looked for stands in no address of the interface. */
export function useLawSearch({ query, on, level }: LawQuestion) {
  return useQuery({
    queryKey: ["laws", "search", query, on, level],
    queryFn: ({ signal }) => post<LawSearchView>("/api/laws/search", questionBody({ query, on, level }), { signal }),
    enabled: query !== "",
    placeholderData: keepPreviousData,
  });
}

export function useLawText(law: string, on: string | undefined) {
  const query = new URLSearchParams({ law, ...(on === undefined ? {} : { on }) });
  return useQuery({
    queryKey: ["laws", "text", law, on],
    queryFn: ({ signal }) => get<LawTextView>(`/api/laws/text?${query.toString()}`, { signal }),
  });
}

export function useLawDifferences({ law, from, to }: { readonly law: string; readonly from: string; readonly to: string }) {
  const query = new URLSearchParams({ law, from, to });
  return useQuery({
    queryKey: ["laws", "differences", law, from, to],
    queryFn: ({ signal }) => get<LawDifferencesView>(`/api/laws/differences?${query.toString()}`, { signal }),
  });
}

export function useLawSuggestions(beginning: string) {
  return useQuery({
    queryKey: ["laws", "suggestions", beginning],
    queryFn: ({ signal }) => get<LawSuggestionsView>(`/api/laws/suggestions?beginning=${encodeURIComponent(beginning)}`, { signal }),
    enabled: beginning !== "" && beginning.length <= 60,
    placeholderData: keepPreviousData,
  });
}

/** Something that may be a citation: only then is a text worth asking about. */
const MAY_CITE = /《|第[^第条]{1,12}条/;

/** Citations of a text that is shown, each with the place that it means today. */
export function useCitations(text: string) {
  return useQuery({
    queryKey: ["laws", "citations", text],
    queryFn: ({ signal }) => post<LawCitationsView>("/api/laws/citations", { text }, { signal }),
    enabled: MAY_CITE.test(text),
    staleTime: 600_000,
    retry: false,
  });
}

export function useLawImports(): ListState<LawImportView> {
  return useOffsetList<LawImportView>({ key: ["laws", "imports"], path: "/api/laws/imports", query: {} });
}

export function useLawImport(id: string, limit: number) {
  return useQuery({
    queryKey: ["laws", "imports", id, limit],
    queryFn: ({ signal }) => get<LawImportDetail>(`/api/laws/imports/${id}?limit=${limit}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** Sends files with their places below the folder that was chosen. */
export function useSendLaws() {
  return useMutation({
    mutationFn: ({ files, signal, onSent }: { readonly files: readonly File[]; readonly signal: AbortSignal; readonly onSent: OnSent }) => {
      const form = new FormData();
      for (const file of files) {
        form.append("path", file.webkitRelativePath === "" ? file.name : file.webkitRelativePath);
        form.append("file", file);
      }
      return sendForm<JobView>("/api/laws/imports/upload", form, { onSent, signal });
    },
  });
}
