import { type FindingDecision, YuejianError } from "@yuejian/contracts";
import type { Account } from "../identity/index.ts";
import type { DocumentPorts } from "./ports.ts";
import type { CheckRow } from "./read-check.ts";
import { muteUnderBar } from "./rule-states.ts";

export interface FindingWord {
  readonly position: number;
  /** Null takes it back. */
  readonly decision: FindingDecision | null;
}

/** Keeps what a person says of findings, and mutes rules whose precision falls under the bar by it; gives these. DOCUMENT_FINDING_UNKNOWN, DOCUMENT_TEXT_ERASED */
export async function decideFindings(
  ports: DocumentPorts,
  check: CheckRow,
  { words, account }: { readonly words: readonly FindingWord[]; readonly account: Account },
): Promise<string[]> {
  const at = new Date(ports.clock.now()).toISOString();
  return ports.store.write(async (trx) => {
    const now = await trx.selectFrom("document_checks").select("erased_at").where("id", "=", check.id).executeTakeFirstOrThrow();
    if (now.erased_at !== null) throw new YuejianError("DOCUMENT_TEXT_ERASED", { at: now.erased_at.slice(0, 10) });
    const rules = new Set<string>();
    for (const { position, decision } of words) {
      const changed = await trx
        .updateTable("document_findings")
        .set({ decision, decided_at: decision === null ? null : at })
        .where("check_id", "=", check.id)
        .where("position", "=", position)
        .returning("rule")
        .executeTakeFirst();
      if (!changed) throw new YuejianError("DOCUMENT_FINDING_UNKNOWN", { check: check.id, position });
      if (decision === "rejected") rules.add(changed.rule);
    }
    const count = (wanted: FindingDecision | null) => words.filter(({ decision }) => decision === wanted).length;
    await ports.audit.recordIn(trx, {
      actor: account,
      action: "document.check",
      subject: check.id,
      outcome: "done",
      detail: `${count("accepted")} accepted, ${count("rejected")} rejected, ${count(null)} taken back`,
    });
    if (rules.size === 0) return [];
    return muteUnderBar(trx, ports, { office: check.office, rules: [...rules], account });
  });
}
