import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CasePaper, TemplateKind, TemplateTexts } from "@yuejian/contracts";
import type { NewReplyLink, OfficialDocumentView, PaperView, ReplyLinkView, TemplatesView } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";

/** The wording of every kind of document, as the office has it. */
export function useTemplates(office: string, isWanted = true) {
  return useQuery({
    enabled: isWanted,
    queryKey: ["templates", office],
    queryFn: ({ signal }) => get<TemplatesView>("/api/instrument-templates", { query: { office }, signal }),
  });
}

export function useTemplateVersion(office: string, kind: TemplateKind) {
  return useMutation({
    mutationFn: (version: number) =>
      get<{ version: number; texts: TemplateTexts }>(`/api/instrument-templates/${kind}/versions/${version}`, { query: { office } }),
  });
}

export function useTemplatePreview(office: string, kind: TemplateKind) {
  return useMutation({
    mutationFn: (texts: TemplateTexts) => post<OfficialDocumentView>(`/api/instrument-templates/${kind}/preview`, { office, texts }),
  });
}

export function useSetTemplate(office: string, kind: TemplateKind) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { version: number; texts: TemplateTexts; note: string }) =>
      post<TemplatesView>(`/api/instrument-templates/${kind}`, { office, ...body }),
    onSuccess: (view) => client.setQueryData(["templates", office], view),
    onError: () => client.invalidateQueries({ queryKey: ["templates", office] }),
  });
}

function useOnCase<B, T>(id: string, call: (body: B) => Promise<T>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: call, onSettled: () => client.invalidateQueries({ queryKey: ["case", id] }) });
}

export function useIssueLink(id: string) {
  return useOnCase(id, (expiresOn: string) => post<NewReplyLink>(`/api/cases/${id}/reply-links`, { expiresOn }));
}

export function useRevokeLink(id: string) {
  return useOnCase(id, ({ link, reason }: { link: string; reason: string }) =>
    post<ReplyLinkView>(`/api/cases/${id}/reply-links/${link}/revoke`, { reason }),
  );
}

export function useIssuePaper(id: string) {
  return useOnCase(id, (kind: CasePaper) => post<PaperView>(`/api/cases/${id}/papers`, { kind }));
}
