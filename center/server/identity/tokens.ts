import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A secret of 256 bits that a browser keeps; the store only ever holds its hash. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

export function tokenHash(token: string): string {
  return createHash("sha256").update(`yuejian token\0${token}`).digest("hex");
}

/** What changing calls must repeat in `x-csrf`: derived from the session's secret, which pages cannot read. */
export function csrfOf(token: string): string {
  return createHash("sha256").update(`yuejian csrf\0${token}`).digest("base64url");
}

export function isCsrf(token: string, given: unknown): boolean {
  const expected = Buffer.from(csrfOf(token));
  const offered = Buffer.from(typeof given === "string" ? given : "");
  return expected.length === offered.length && timingSafeEqual(expected, offered);
}
