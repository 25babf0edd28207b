import { callHeaders, failureOf, unreachable } from "./client.ts";

export type OnSent = (sent: number, total: number) => void;

/** Sends a form and tells how much has gone; fetch cannot tell that. */
export function sendForm<T>(
  path: string,
  form: FormData,
  { onSent, signal, headers = {} }: { onSent?: OnSent; signal?: AbortSignal; headers?: Readonly<Record<string, string>> } = {},
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    for (const [name, value] of Object.entries({ ...callHeaders("POST"), ...headers })) request.setRequestHeader(name, value);
    request.responseType = "json";
    if (onSent) request.upload.addEventListener("progress", (event) => onSent(event.loaded, event.total));
    request.addEventListener("load", () => {
      const answer: unknown = request.response;
      if (request.status >= 200 && request.status < 300) resolve(answer as T);
      else reject(failureOf(request.status, answer));
    });
    request.addEventListener("error", () => reject(unreachable()));
    request.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
    signal?.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}
