import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { handoverOf } from "@yuejian/chain/format";

/** Where a ledger that went through handovers keeps their notes. */
function handoversFolder(ledgerFolder: string): string {
  return join(ledgerFolder, "handovers");
}

/** Notes of the handovers that this ledger went through, in order; whose signatures count is for a policy to say. PROOF_MALFORMED when one is none. */
export function readHandovers(ledgerFolder: string): readonly string[] {
  const folder = handoversFolder(ledgerFolder);
  if (!existsSync(folder)) return [];
  const notes = readdirSync(folder)
    .filter((name) => name.endsWith(".handover"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  return notes.sort((left, right) => handoverOf(left).size - handoverOf(right).size);
}
