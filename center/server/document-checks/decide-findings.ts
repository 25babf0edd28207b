import { type FindingDecision, YuejianError } from "@yuejian/contracts";
import type { Account } from "../identity/index.ts";
import type { Row, StoreTransaction } from "../store/index.ts";
import type { DocumentPorts } from "./ports.ts";
import type { CheckRow } from "./read-check.ts";
import { muteUnderBar } from "./rule-states.ts";

export interface FindingWord {
  readonly position: number;
  /** Null takes it back. */
  readonly decision: FindingDecision | null;
}

/** Keeps what a person says of findings, and mutes rules whose precision falls under the bar by it; gives these. A word on a finding stands in every check of the
 *  document that the person had made, as long as the text is kept; of several words on the same ones in a document the newest counts, once.
 *  DOCUMENT_FINDING_UNKNOWN, DOCUMENT_TEXT_ERASED */
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
      const finding = await trx
        .selectFrom("document_findings")
        .selectAll()
        .where("check_id", "=", check.id)
        .where("position", "=", position)
        .executeTakeFirst();
      if (!finding) throw new YuejianError("DOCUMENT_FINDING_UNKNOWN", { check: check.id, position });
      await sayOf(trx, check, finding, { decision, decided_at: decision === null ? null : at });
      await countOnce(trx, check, finding);
      if (decision === "rejected") rules.add(finding.rule);
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

type FindingRow = Row<"document_findings">;

/** One's own checks of the document whose text is still kept. */
const ownChecks = (trx: StoreTransaction, { document, actor }: CheckRow) =>
  trx.selectFrom("document_checks").select("id").where("document", "=", document).where("actor", "=", actor).where("erased_at", "is", null);

async function sayOf(
  trx: StoreTransaction,
  check: CheckRow,
  { position, rule, words, occurrence }: FindingRow,
  said: Pick<FindingRow, "decision" | "decided_at">,
): Promise<void> {
  const change = trx.updateTable("document_findings").set(said);
  if (words === null) await change.where("check_id", "=", check.id).where("position", "=", position).execute();
  else
    await change
      .where("check_id", "in", ownChecks(trx, check))
      .where((is) => is.and({ rule, words, occurrence }))
      .execute();
}

/** Of all that was said of these words in the document the newest word counts. Where the text of an earlier check is erased it cannot be told whether it was of these
 *  words: what counts of it stands. */
async function countOnce(trx: StoreTransaction, { id, document, is_first: isFirst }: CheckRow, finding: FindingRow): Promise<void> {
  const { rule, words, position } = finding;
  const set = (counts: 0 | 1, of: Pick<FindingRow, "check_id" | "position">) =>
    trx.updateTable("document_findings").set({ counts }).where("check_id", "=", of.check_id).where("position", "=", of.position).execute();
  if (words === null) {
    await set(isFirst === 0 ? 0 : 1, { check_id: id, position });
    return;
  }
  const alike = await trx
    .selectFrom("document_findings")
    .innerJoin("document_checks", "document_checks.id", "document_findings.check_id")
    .select(["check_id", "position", "words", "counts", "decided_at"])
    .where("document_checks.document", "=", document)
    .where("rule", "=", rule)
    .where((is) =>
      is.or([is("words", "=", words), is.and([is("words", "is", null), is("counts", "=", 1), is("decision", "is not", null)])]),
    )
    .orderBy("decided_at", "desc")
    .orderBy("check_id", "desc")
    .orderBy("position")
    .execute();
  const isKnownErased = alike.some((each) => each.words === null);
  const newest = isKnownErased ? undefined : alike.find(({ decided_at: at }) => at !== null);
  for (const each of alike) {
    const counts = each.words === null || each === newest ? 1 : 0;
    if (counts !== each.counts) await set(counts, each);
  }
}
