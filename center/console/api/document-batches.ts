import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  DOCUMENT_BATCH_LIMITS,
  type DocumentBatchDetail,
  type DocumentBatchesView,
  type DocumentBatchFileView,
  type DocumentBatchOrder,
  type DocumentBatchView,
} from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import { sendForm } from "./send-form.ts";

const KEY = ["documents", "batches"];

export function useDocumentBatches() {
  return useQuery({
    queryKey: [...KEY, "list"],
    queryFn: ({ signal }) => get<DocumentBatchesView>("/api/documents/batches", { query: { limit: 100 }, signal }),
    refetchInterval: ({ state }) => (state.data?.items.some((each) => each.state === "running") ? 3_000 : false),
  });
}

/** Results appear while they arrive. */
export function useDocumentBatch(batch: string) {
  return useQuery({
    queryKey: [...KEY, batch],
    queryFn: ({ signal }) => get<DocumentBatchDetail>(`/api/documents/batches/${batch}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.batch.state === "running" ? 1_500 : false),
  });
}

export interface OutgoingDocument {
  readonly path: string;
  readonly file: File;
}

interface SendingDocuments {
  /** Null: a new batch. */
  readonly batch: string | null;
  readonly order: DocumentBatchOrder;
  readonly documents: readonly OutgoingDocument[];
  /** For a supervision case. */
  readonly purpose: string | null;
  readonly signal: AbortSignal;
  readonly onBegun: (batch: string) => void;
  /** How many have gone, and what goes now. */
  readonly onSent: (sent: number, path: string) => void;
}

/** Sends files one by one and has them checked. What is there already is not sent again, so that sending which broke off is repeated. */
export function useSendDocuments() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ batch, order, documents, purpose, signal, onBegun, onSent }: SendingDocuments) => {
      const id = batch ?? (await post<DocumentBatchView>("/api/documents/batches", order, { purpose })).id;
      onBegun(id);
      const { files } = await get<DocumentBatchDetail>(`/api/documents/batches/${id}`, { signal });
      const there = new Set(files.map(({ path }) => path));
      for (const [at, { path, file }] of documents.entries()) {
        signal.throwIfAborted();
        onSent(at, path);
        if (!there.has(path)) await sendDocument(id, { path, file }, signal);
      }
      return post<DocumentBatchView>(`/api/documents/batches/${id}/start`, {}, { signal, purpose });
    },
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

/** Of a file that the house does not take for its size only that is told. */
function sendDocument(batch: string, { path, file }: OutgoingDocument, signal: AbortSignal): Promise<DocumentBatchFileView> {
  const isTooLarge = file.size > DOCUMENT_BATCH_LIMITS.fileBytes;
  const form = new FormData();
  form.set("path", path);
  if (isTooLarge) form.set("tooLarge", String(file.size));
  form.set("file", isTooLarge ? new Blob([]) : file, file.name);
  return sendForm<DocumentBatchFileView>(`/api/documents/batches/${batch}/files`, form, { signal });
}

export function useDocumentBatchStep(step: "start" | "erase") {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ batch, purpose = null }: { readonly batch: string; readonly purpose?: string | null }) =>
      post<DocumentBatchDetail | DocumentBatchView>(`/api/documents/batches/${batch}/${step}`, {}, { purpose }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["documents"] }),
  });
}
