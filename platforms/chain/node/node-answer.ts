/** The answer of a node to an HTTP request. */
export interface NodeAnswer {
  readonly status: 200 | 202 | 400 | 403 | 404 | 409 | 413 | 422;
  readonly type:
    | "text/plain; charset=utf-8"
    | "text/x.tlog.size"
    | "text/x.tlog.mirror-info"
    | "application/octet-stream"
    | "application/json";
  readonly body: string | Uint8Array;
}

export function refusal(status: 400 | 403 | 404 | 409 | 413 | 422, reason: string): NodeAnswer {
  return { status, type: "text/plain; charset=utf-8", body: `${reason}\n` };
}

export function sizeConflict(size: number): NodeAnswer {
  return { status: 409, type: "text/x.tlog.size", body: `${size}\n` };
}

export function accepted(lines: string): NodeAnswer {
  return { status: 200, type: "text/plain; charset=utf-8", body: lines };
}

export function json(value: unknown): NodeAnswer {
  return { status: 200, type: "application/json", body: JSON.stringify(value) };
}
