import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Certificate, readPemCertificates } from "@yuejian/chain/format";

/** Certificates of time-stamping authorities that this house trusts: PEM in its ledger folder. Readers bring roots of their own. */
export function rootsFile(ledgerFolder: string): string {
  return join(ledgerFolder, "tsa-roots.pem");
}

/** Empty when there is no such file. PROOF_MALFORMED when it holds no certificate. */
export function trustedRoots(ledgerFolder: string): Certificate[] {
  const file = rootsFile(ledgerFolder);
  return existsSync(file) ? readPemCertificates(readFileSync(file, "utf8")) : [];
}
