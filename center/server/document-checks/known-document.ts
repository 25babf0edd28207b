import { createHash } from "node:crypto";
import type { DocumentFinding, DocumentStage, FindingDecision } from "@yuejian/contracts";
import type { CheckedDocument } from "@yuejian/document-assistant";
import { sql } from "kysely";
import type { Reading } from "../store/index.ts";
import type { CasePlace } from "./material.ts";

export interface SoughtDocument {
  readonly office: string;
  readonly sha256: string;
  readonly name: string;
  readonly place: CasePlace;
}

/** The document that was checked before in the office: the same bytes, the same part of a case, or the same name in one case. Null: it is new. */
export async function knownDocument(db: Reading, { office, sha256, name, place }: SoughtDocument): Promise<string | null> {
  const { caseId, handledCase, part } = place;
  const row = await db
    .selectFrom("document_checks")
    .select("document")
    .where("office", "=", office)
    .where((build) => {
      const ofCase = [
        ...(caseId === null ? [] : [build("case_id", "=", caseId)]),
        ...(handledCase === null ? [] : [build("handled_case", "=", handledCase)]),
      ];
      const same = part === null ? build.and([build("part", "is", null), build("name", "=", name)]) : build("part", "=", part);
      return build.or([build("sha256", "=", sha256), ...ofCase.map((each) => build.and([each, same]))]);
    })
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .executeTakeFirst();
  return row?.document ?? null;
}

export async function isCheckedAtStage(db: Reading, document: string, stage: DocumentStage): Promise<boolean> {
  const earlier = db.selectFrom("document_checks").select("id").where("document", "=", document).where("stage", "=", stage);
  return (await earlier.executeTakeFirst()) !== undefined;
}

export interface FindingWords {
  /** Digest. */
  readonly words: string;
  /** Which of those with the same words, from 0. */
  readonly occurrence: number;
}

/** Characters on each side: the same word elsewhere is another finding. */
const AROUND = 8;

/** What each finding is told by in other checks of the document: its rule, its words, what stands around them in the paragraph, and which of several alike it is.
 *  Names whoever reads the digest can try all short texts against it: it MUST go when the text goes. */
export function wordsOfFindings({ text }: CheckedDocument, findings: readonly DocumentFinding[]): FindingWords[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, start, end, suggestion }) => {
    const [first, last] = [text.lastIndexOf("\n", start - 1) + 1, text.indexOf("\n", end)];
    const before = text.slice(Math.max(first, start - AROUND), start);
    const after = text.slice(end, Math.min(last === -1 ? text.length : last, end + AROUND));
    const words = createHash("sha256")
      .update(JSON.stringify([rule, before, text.slice(start, end), after, suggestion]))
      .digest("base64url");
    const occurrence = seen.get(words) ?? 0;
    seen.set(words, occurrence + 1);
    return { words, occurrence };
  });
}

export interface EarlierWord {
  readonly decision: FindingDecision;
  readonly decidedAt: string;
  /** It was said of the same text. */
  readonly isOfSameText: boolean;
}

export const keyOfWords = (rule: string, { words, occurrence }: FindingWords): string => `${rule} ${words} ${occurrence}`;

/** What a person said of the findings of a document in earlier checks of it, the newest word on each. */
export async function earlierWords(
  db: Reading,
  { document, actor, sha256 }: { readonly document: string; readonly actor: string; readonly sha256: string },
): Promise<Map<string, EarlierWord>> {
  const rows = await db
    .selectFrom("document_findings")
    .innerJoin("document_checks", "document_checks.id", "document_findings.check_id")
    .select(["rule", "words", "occurrence", "decision", "decided_at", "document_checks.sha256"])
    .where("document_checks.document", "=", document)
    .where("document_checks.actor", "=", actor)
    .where("document_findings.decision", "is not", null)
    .where("document_findings.words", "is not", null)
    .orderBy("decided_at")
    .orderBy(sql`case when document_checks.sha256 = ${sha256} then 1 else 0 end`)
    .execute();
  return new Map(
    rows.flatMap(({ rule, words, occurrence, decision, decided_at: decidedAt, sha256: of }) =>
      words === null || decision === null || decidedAt === null
        ? []
        : [[keyOfWords(rule, { words, occurrence }), { decision, decidedAt, isOfSameText: of === sha256 }] as const],
    ),
  );
}
