import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  BoardBy,
  Calendar,
  CalendarFilter,
  CaseBoard,
  CaseFileOrder,
  CaseImportDetail,
  CaseImportView,
  CaseNotices,
  CaseNoticeView,
  CaseProcess,
  HandledCaseDetail,
  HandledCases,
  HandledCaseView,
  JobView,
  ProcessCases,
  ProcessCasesFilter,
  UploadView,
} from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import { type ListState, useCursorList, useOffsetList } from "./list.ts";
import { type OnSent, sendForm } from "./send-form.ts";

export interface HandledCaseFilter {
  readonly office?: string;
  readonly kind?: string;
  readonly stage?: string;
  readonly number?: string;
  readonly department?: string;
  readonly line?: string;
  readonly mine?: boolean;
  readonly overdue?: boolean;
  readonly soon?: boolean;
  readonly closed?: boolean;
}

const SOON_DAYS = 7;

export function useHandledCases({ soon, closed, ...filter }: HandledCaseFilter): ListState<HandledCaseView> {
  const status = closed === true ? "closed" : filter.number === undefined ? "open" : "all";
  const { first, ...list } = useCursorList<HandledCases>({
    key: ["casework", "cases", filter, soon, closed],
    path: "/api/casework/cases",
    query: { ...filter, status, ...(soon === true ? { dueWithin: SOON_DAYS } : {}), ...(closed === true ? { sort: "newest" } : {}) },
  });
  return { ...list, total: first?.total ?? list.total, isAtLeast: first?.totalIs === "at-least" };
}

/** Open cases by stage; what narrows to a stage does not narrow the board. */
export function useStageBoard({ office, department, line, kind, mine }: HandledCaseFilter) {
  return useCaseBoard("stage", { office, department, line, kind, mine });
}

type BoardPlaces = { readonly [K in "office" | "department" | "line" | "kind" | "mine"]?: HandledCaseFilter[K] | undefined };

/** Open cases of the business system, counted by one of their places. */
export function useCaseBoard(by: BoardBy, places: BoardPlaces) {
  return useQuery({
    queryKey: ["casework", "board", by, places],
    queryFn: ({ signal }) => get<CaseBoard>("/api/casework/board", { query: { by, ...places }, signal }),
  });
}

export function useHandledCase(id: string) {
  return useQuery({
    queryKey: ["casework", "case", id],
    queryFn: ({ signal }) => get<HandledCaseDetail>(`/api/casework/cases/${id}`, { signal }),
  });
}

export interface NoticeFilter {
  readonly set?: string;
  readonly office?: string;
  readonly mine?: boolean;
  readonly unanswered?: boolean;
}

export function useCaseNotices({ unanswered, ...filter }: NoticeFilter): ListState<CaseNoticeView> {
  const { first: _first, ...list } = useCursorList<CaseNotices>({
    key: ["casework", "notices", filter, unanswered],
    path: "/api/casework/notices",
    query: { ...filter, ...(unanswered === true ? { answered: false } : {}) },
  });
  return list;
}

export function useAnswerNotice(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { version: number; verdict: string; reason: string }) =>
      post<CaseNoticeView>(`/api/casework/notices/${id}/answer`, body),
    onSettled: () => client.invalidateQueries({ queryKey: ["casework"] }),
  });
}

export function useCaseImports(): ListState<CaseImportView> {
  return useOffsetList<CaseImportView>({ key: ["casework", "imports"], path: "/api/casework/imports" });
}

/** An import with its refused rows, page by page. */
export function useCaseImport(id: string) {
  const rows = useInfiniteQuery({
    queryKey: ["casework", "import", id],
    queryFn: ({ pageParam, signal }) =>
      get<CaseImportDetail>(`/api/casework/imports/${id}`, { query: { offset: pageParam, limit: 200 }, signal }),
    initialPageParam: 0,
    getNextPageParam: ({ refusals: { offset, items, total } }) =>
      items.length > 0 && offset + items.length < total ? offset + items.length : undefined,
  });
  const first = rows.data?.pages[0];
  return {
    data: first && { import: first.import, refused: rows.data?.pages.flatMap(({ refusals }) => refusals.items) ?? [] },
    error: rows.error,
    refetch: rows.refetch,
    more: rows.hasNextPage ? () => void rows.fetchNextPage() : null,
  };
}

/** Sends an export, which then waits to be looked at. */
export function useSendCaseFile() {
  return useMutation({
    mutationFn: ({ file, signal, onSent }: { readonly file: File; readonly signal: AbortSignal; readonly onSent: OnSent }) => {
      const form = new FormData();
      form.set("file", file);
      return sendForm<UploadView>("/api/casework/uploads", form, { onSent, signal });
    },
  });
}

export function useCheckCaseFile() {
  return useMutation({
    mutationFn: ({ upload, ...order }: CaseFileOrder & { readonly upload: string }) =>
      post<JobView>(`/api/casework/uploads/${upload}/check`, order),
  });
}

export function useTakeCaseFile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ upload, ...order }: CaseFileOrder & { readonly upload: string }) =>
      post<JobView>(`/api/casework/uploads/${upload}/import`, order),
    onSuccess: () => client.invalidateQueries({ queryKey: ["casework"] }),
  });
}

/** Days by which something ends, of both kinds of cases. */
export function useCalendar(filter: CalendarFilter) {
  return useQuery({
    queryKey: ["calendar", filter],
    queryFn: ({ signal }) => get<Calendar>("/api/calendar", { query: { ...filter }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** Names of departments with open cases, for choosing one. */
export function useDepartments(office: string | undefined): readonly string[] {
  const { data } = useCaseBoard("department", { office });
  return [...new Set(data?.rows.map(({ key }) => key))].toSorted();
}

/** Where the time of cases goes. */
export function useProcess(filter: Omit<ProcessCasesFilter, "stage" | "variant" | "part">) {
  return useQuery({
    queryKey: ["casework", "process", filter],
    queryFn: ({ signal }) => get<CaseProcess>("/api/casework/process", { query: { ...filter }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useProcessCases(filter: ProcessCasesFilter) {
  return useQuery({
    queryKey: ["casework", "process", "cases", filter],
    queryFn: ({ signal }) => get<ProcessCases>("/api/casework/process/cases", { query: { ...filter }, signal }),
  });
}
