import { hash } from "node:crypto";

/** The name under which a log's files and addresses stand: SHA-256 of its origin, hex (C2SP tlog-mirror). */
export function originHash(origin: string): string {
  return hash("sha256", origin);
}
