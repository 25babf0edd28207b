import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { StepCommand } from "@yuejian/contracts";
import type { NewStep, OfficialDocumentView, Steps, StepView } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";

export function useSteps(of: string) {
  return useQuery({
    queryKey: ["casework", "steps", of],
    queryFn: ({ signal }) => get<Steps>(`/api/casework/cases/${of}/steps`, { signal }),
  });
}

export function useOpenStep(of: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (step: NewStep) => post<StepView>(`/api/casework/cases/${of}/steps`, step),
    onSuccess: () => Promise.all([["casework"], ["work"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** What somebody else changed meanwhile is read again; what was typed stays. */
export function useStepCommand({ id, version }: Pick<StepView, "id" | "version">) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: StepCommand) => post<StepView>(`/api/casework/steps/${id}/commands`, { version, command }),
    onSettled: () => Promise.all([["casework"], ["work"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export function useStepDocument(step: string, version: number, enabled: boolean) {
  return useQuery({
    enabled,
    queryKey: ["casework", "step-document", step, version],
    queryFn: ({ signal }) => get<OfficialDocumentView>(`/api/casework/steps/${step}/document`, { signal }),
  });
}
