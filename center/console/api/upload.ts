import type { UploadView } from "@yuejian/contracts/api";
import { ApiError, callHeaders, failureOf, unreachable } from "./client.ts";

/** Sends a file, which then waits to be mapped and loaded, and tells how much has gone; fetch cannot tell that. */
export function upload(file: File, onSent: (sent: number, total: number) => void, signal: AbortSignal) {
  const form = new FormData();
  form.set("file", file);
  return new Promise<UploadView>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/uploads");
    for (const [name, value] of Object.entries(callHeaders("POST"))) request.setRequestHeader(name, value);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => onSent(event.loaded, event.total));
    request.addEventListener("load", () => {
      const answer: unknown = request.response;
      if (request.status >= 200 && request.status < 300) resolve(answer as UploadView);
      else reject(failureOf(request.status, answer));
    });
    request.addEventListener("error", () => reject(unreachable()));
    request.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

export const isCancelled = (error: Error | null) =>
  error instanceof DOMException && !(error instanceof ApiError) && error.name === "AbortError";
