import type { JobView } from "@yuejian/contracts/api";
import { ApiError, callHeaders, failureOf, unreachable } from "./client.ts";

export interface Upload {
  readonly file: File;
  readonly dataset: string;
  readonly create: boolean;
  readonly sheet: string;
  readonly member: string;
}

/** Sends a file to the intake and tells how much has gone; fetch cannot tell that. Answers with the job. */
export function upload(
  { file, dataset, create, sheet, member }: Upload,
  onSent: (sent: number, total: number) => void,
  signal: AbortSignal,
) {
  const form = new FormData();
  // Fields stand before the file, because the server reads the body as it comes.
  form.set("dataset", dataset);
  if (create) form.set("create", "true");
  if (sheet) form.set("sheet", sheet);
  if (member) form.set("member", member);
  form.set("file", file);
  return new Promise<JobView>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/intake/upload");
    for (const [name, value] of Object.entries(callHeaders("POST"))) request.setRequestHeader(name, value);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => onSent(event.loaded, event.total));
    request.addEventListener("load", () => {
      const answer: unknown = request.response;
      if (request.status >= 200 && request.status < 300) resolve(answer as JobView);
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
