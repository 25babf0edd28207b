import type { UploadView } from "@yuejian/contracts/api";
import { ApiError } from "./client.ts";
import { type OnSent, sendForm } from "./send-form.ts";

/** Sends a file, which then waits to be mapped and loaded, and tells how much has gone. */
export function upload(file: File, onSent: OnSent, signal: AbortSignal): Promise<UploadView> {
  const form = new FormData();
  form.set("file", file);
  return sendForm<UploadView>("/api/uploads", form, { onSent, signal });
}

export const isCancelled = (error: Error | null) =>
  error instanceof DOMException && !(error instanceof ApiError) && error.name === "AbortError";
