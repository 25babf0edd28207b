import { isIP } from "node:net";
import { YuejianError } from "@yuejian/contracts";
import type { FastifyReply, FastifyRequest } from "fastify";

/** Styles may be inline because the component library sets them; scripts never. Workers and connections stay on this origin. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(self), payment=(), usb=()",
  "x-robots-tag": "noindex, nofollow",
};

export function setSecurityHeaders(reply: FastifyReply): void {
  reply.headers(HEADERS);
  // Answers of the interface hold personal data; the static console sets its own caching.
  if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
}

/** Refuses requests for a host that is not ours: a foreign name that resolves to this machine (DNS rebinding) must not reach it. Names of
 *  the loopback and plain addresses are always ours; others are those configured. */
export function demandKnownHost(request: FastifyRequest, knownHosts: readonly string[]): void {
  const host = nameOf(request.headers.host ?? "");
  if (host === "localhost" || isIP(host) !== 0 || knownHosts.includes(host)) return;
  throw new YuejianError("ORIGIN_REFUSED");
}

/** A change must come from our own pages: browsers say where a request comes from, and it must be the host that it goes to. */
export function demandOwnOrigin(request: FastifyRequest): void {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") throw new YuejianError("ORIGIN_REFUSED");
  const { origin, host } = request.headers;
  if (origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== host) throw new YuejianError("ORIGIN_REFUSED");
}

/** Host name without port; brackets of IPv6 addresses are taken off. */
function nameOf(host: string): string {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+))(?::\d{1,5})?$/.exec(host);
  return (match?.[1] ?? match?.[2] ?? "").toLowerCase();
}
