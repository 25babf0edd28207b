import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CaseCommand } from "@yuejian/contracts";
import type {
  CaseDetail,
  CaseFileView,
  CaseMoves,
  CasePreview,
  CaseView,
  Handlers,
  OfficialDocumentView,
  SupervisionBoard,
} from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import { type ListState, useOffsetList } from "./list.ts";
import { type OnSent, sendForm } from "./send-form.ts";

const pathOf = (id: string) => `/api/cases/${id}`;

export interface CaseFilter {
  readonly stage?: string;
  readonly mine?: boolean;
  readonly overdue?: boolean;
  readonly sort?: "newest" | "due";
  readonly office?: string;
  readonly open?: boolean;
  readonly reached?: "served" | "replied" | "rectified";
  readonly dueFrom?: string;
  readonly dueTo?: string;
  readonly openedIn?: string;
  readonly closedIn?: string;
}

export function useCases(filter: CaseFilter): ListState<CaseView> {
  return useOffsetList<CaseView>({ key: ["cases", filter], path: "/api/cases", query: { ...filter } });
}

export interface BoardFilter {
  readonly office?: string;
  readonly line?: string;
  readonly mine?: boolean;
}

/** Supervision cases by stage. */
export function useSupervisionBoard(filter: BoardFilter) {
  return useQuery({
    queryKey: ["cases", "board", filter],
    queryFn: ({ signal }) => get<SupervisionBoard>("/api/cases/board", { query: { ...filter }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** Where a case can be brought by one step; null asks nothing. */
export function useCaseMoves(id: string | null) {
  return useQuery({
    queryKey: ["case", id, "moves"],
    queryFn: ({ signal }) => get<CaseMoves>(`${pathOf(id ?? "")}/moves`, { signal }),
    enabled: id !== null,
    staleTime: 0,
  });
}

export function useCase(id: string, purpose: string | null) {
  return useQuery({
    queryKey: ["case", id, purpose],
    queryFn: ({ signal }) => get<CaseDetail>(pathOf(id), { purpose, signal }),
    placeholderData: keepPreviousData,
  });
}

/** Changes a case; whatever came of it, the pages that show it look again. */
function useCaseChange<T, B>(id: string, call: (body: B) => Promise<T>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSettled: () => Promise.all([["case", id], ["cases"], ["work"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export function useCaseCommand(id: string) {
  return useCaseChange(id, (body: { version: number; command: CaseCommand }) => post<CaseDetail>(`${pathOf(id)}/commands`, body));
}

export function useCaseUndo(id: string) {
  return useCaseChange(id, (body: { version: number; undoes: string }) => post<CaseDetail>(`${pathOf(id)}/undo`, body));
}

export function useCasePreview(id: string) {
  return useMutation({
    mutationFn: (body: { version: number; command: CaseCommand }) => post<CasePreview>(`${pathOf(id)}/preview`, body),
  });
}

export function useKeepCaseFile(id: string) {
  return useCaseChange(id, ({ file, onSent, signal }: { file: File; onSent: OnSent; signal: AbortSignal }) => {
    const form = new FormData();
    form.set("file", file);
    return sendForm<CaseFileView>(`${pathOf(id)}/files`, form, { onSent, signal });
  });
}

export function useHandlers(id: string, isWanted: boolean) {
  return useQuery({
    enabled: isWanted,
    queryKey: ["case", id, "handlers"],
    queryFn: ({ signal }) => get<Handlers>(`${pathOf(id)}/handlers`, { signal }),
  });
}

/** The instrument as a page; asked for again when the case changed. */
export function useInstrument(id: string, { version, purpose, isWanted }: { version: number; purpose: string | null; isWanted: boolean }) {
  return useQuery({
    enabled: isWanted,
    queryKey: ["case", id, "instrument", version, purpose],
    queryFn: ({ signal }) => get<OfficialDocumentView>(`${pathOf(id)}/instrument`, { purpose, signal }),
  });
}
