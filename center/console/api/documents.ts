import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  CaseDocumentCheck,
  DocumentCasesView,
  DocumentCheckDetail,
  DocumentChecksView,
  DocumentDecisionsView,
  DocumentEffectView,
  DocumentKeysView,
  DocumentKeyView,
  DocumentRuleOrder,
  DocumentRulesView,
  DocumentStatisticsView,
  DocumentText,
  JobView,
  NewDocumentKey,
} from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import { type OnSent, sendForm } from "./send-form.ts";

export type DocumentFields = Pick<DocumentText, "case" | "isForPublication" | "on" | "stage" | "writtenOn">;

/** What was found, or the job that recognises the pages first. */
export type CheckAnswer = DocumentCheckDetail | JobView;
export const isJob = (answer: CheckAnswer): answer is JobView => "progress" in answer;

/** Cases that one may open: one's own, or those whose number fits. */
export function useDocumentCases(text: string) {
  return useQuery({
    queryKey: ["documents", "cases", text],
    queryFn: ({ signal }) => get<DocumentCasesView>("/api/documents/cases", { query: { text }, signal }),
    placeholderData: (before) => before,
  });
}

export function useDocumentChecks() {
  return useQuery({
    queryKey: ["documents", "checks"],
    queryFn: ({ signal }) => get<DocumentChecksView>("/api/documents/checks", { query: { limit: 100 }, signal }),
  });
}

export function useDocumentCheck(check: string, purpose: string | null) {
  return useQuery({
    queryKey: ["documents", "check", check, purpose],
    queryFn: ({ signal }) => get<DocumentCheckDetail>(`/api/documents/checks/${check}`, { purpose, signal }),
  });
}

/** What is done with a check changes the list and the check. */
function useDocumentStep<Order, Answer>(mutationFn: (order: Order) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: ["documents"] }) });
}

interface SentDocument {
  readonly file: File;
  readonly fields: DocumentFields;
  /** What a file knows of the case, and other documents of it. */
  readonly record: File | null;
  readonly others: readonly File[];
  readonly purpose: string | null;
  readonly signal: AbortSignal;
  readonly onSent: OnSent;
}

export const useCheckFile = () =>
  useDocumentStep(({ file, fields, record, others, purpose, signal, onSent }: SentDocument) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, String(value));
    form.set("file", file);
    if (record) form.set("record", record);
    for (const other of others) form.append("others", other);
    const headers: Record<string, string> = purpose === null ? {} : { "x-purpose": purpose };
    return sendForm<CheckAnswer>("/api/documents/checks/upload", form, { onSent, signal, headers });
  });

/** What the house has of a case: `path` is that of its checks. */
export const useCheckOfCase = () =>
  useDocumentStep(({ path, body, purpose }: { path: string; body: CaseDocumentCheck; purpose: string | null }) =>
    post<CheckAnswer>(path, body, { purpose }),
  );

type Decisions = Parameters<typeof decideBody>[0];
const decideBody = (decisions: readonly { readonly position: number; readonly decision: "accepted" | "rejected" | null }[]) => ({
  decisions,
});

/** Shown at once, and taken back where the house refuses. */
export function useDecide(check: string, purpose: string | null) {
  const client = useQueryClient();
  const key = ["documents", "check", check, purpose];
  return useMutation({
    mutationFn: (decisions: Decisions) =>
      post<DocumentDecisionsView>(`/api/documents/checks/${check}/decisions`, decideBody(decisions), { purpose }),
    onMutate: (decisions) => {
      const before = client.getQueryData<DocumentCheckDetail>(key);
      const said = new Map(decisions.map(({ position, decision }) => [position, decision]));
      if (before?.text) {
        const findings = before.text.findings.map((each) => ({
          ...each,
          decision: said.has(each.position) ? (said.get(each.position) ?? null) : each.decision,
        }));
        client.setQueryData<DocumentCheckDetail>(key, { ...before, text: { ...before.text, findings } });
      }
      return before;
    },
    onError: (_error, _decisions, before) => client.setQueryData(key, before),
    onSuccess: () => client.invalidateQueries({ queryKey: ["documents", "checks"] }),
  });
}

export const useEraseDocument = () =>
  useDocumentStep(({ check }: { check: string }) => post<DocumentCheckDetail>(`/api/documents/checks/${check}/erase`));

export function useDocumentRules(office: string | undefined) {
  return useQuery({
    queryKey: ["documents", "rules", office ?? ""],
    queryFn: ({ signal }) => get<DocumentRulesView>("/api/documents/rules", { query: { office }, signal }),
  });
}

export const useSetDocumentRule = () =>
  useDocumentStep(({ rule, ...body }: DocumentRuleOrder & { readonly rule: string }) =>
    post<DocumentRulesView>(`/api/documents/rules/${rule}`, body),
  );

export const useSetKeepDays = () => useDocumentStep((keepDays: number) => post<DocumentRulesView>("/api/documents/settings", { keepDays }));

export interface StatisticsFilter {
  readonly office?: string;
  readonly from?: string;
  readonly to?: string;
}

export function useDocumentStatistics(filter: StatisticsFilter) {
  return useQuery({
    queryKey: ["documents", "statistics", filter],
    queryFn: ({ signal }) => get<DocumentStatisticsView>("/api/documents/statistics", { query: { ...filter }, signal }),
  });
}

/** What a pilot of the assistant changed; only for those who see all offices. */
export function useDocumentEffect(pilot: string) {
  return useQuery({
    queryKey: ["documents", "effect", pilot],
    queryFn: ({ signal }) => get<DocumentEffectView>("/api/documents/effect", { query: { pilot }, signal }),
  });
}

export function useDocumentKeys() {
  return useQuery({ queryKey: ["documents", "keys"], queryFn: ({ signal }) => get<DocumentKeysView>("/api/documents/keys", { signal }) });
}

export const useGiveDocumentKey = () =>
  useDocumentStep((body: { name: string; expiresOn: string; office: string }) => post<NewDocumentKey>("/api/documents/keys", body));

export const useRevokeDocumentKey = () =>
  useDocumentStep(({ key, reason }: { key: string; reason: string }) =>
    post<DocumentKeyView>(`/api/documents/keys/${key}/revoke`, { reason }),
  );
