import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { JobView, PreviewView } from "@yuejian/contracts/api";
import { post } from "./client.ts";

export type Mapping = Readonly<Record<string, string | null>>;

export interface PreviewOrder {
  readonly dataset?: string | undefined;
  readonly sheet?: string | undefined;
  readonly member?: string | undefined;
  readonly mapping?: Mapping | undefined;
}

/** What loading an upload would do. */
export function usePreview(upload: string, order: PreviewOrder) {
  return useQuery({
    queryKey: ["preview", upload, order],
    queryFn: ({ signal }) => post<PreviewView>(`/api/uploads/${upload}/preview`, order, { signal }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

export interface LoadOrder extends PreviewOrder {
  readonly dataset: string;
  readonly create?: boolean;
  readonly saveAs?: { readonly name: string; readonly headings: readonly string[] } | undefined;
}

export function useLoad(upload: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: LoadOrder) => post<JobView>(`/api/uploads/${upload}/load`, order),
    onSuccess: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
}
