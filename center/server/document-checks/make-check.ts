import { createHash } from "node:crypto";
import { type DocumentFinding, type DocumentSource, type DocumentStage, LONGEST_CHECKED, YuejianError } from "@yuejian/contracts";
import { type CheckContext, DOCUMENT_RULES, documentOf, kindOf, SPELLED_RULES } from "@yuejian/document-assistant";
import { dayInChina } from "@yuejian/oversight";
import { citeLaws } from "../laws/index.ts";
import type { NewRow, Row, StoreTransaction } from "../store/index.ts";
import { earlierWords, type FindingWords, isCheckedAtStage, keyOfWords, knownDocument, wordsOfFindings } from "./known-document.ts";
import { type CasePlace, type Comparison, comparedWith, type DocumentMaterial } from "./material.ts";
import type { DocumentPorts } from "./ports.ts";
import { ruleStates } from "./rule-states.ts";
import { DAY_MS, keepDays } from "./settings.ts";
import { spellingBars } from "./spelling-bar.ts";

export interface CheckOptions {
  /** Day of the document; today when not given. */
  readonly writtenOn?: string | undefined;
  readonly stage?: DocumentStage | undefined;
  /** The day whose law citations are judged by; the document's own when not given. */
  readonly on?: string | undefined;
  readonly isForPublication?: boolean | undefined;
}

export interface DocumentOrder extends CheckOptions {
  /** Given where the check is known before it is made. */
  readonly id?: string | undefined;
  readonly material: DocumentMaterial;
  readonly comparison: Comparison;
  readonly source: DocumentSource;
  readonly office: string;
  /** User id, or id of a key. */
  readonly actor: string;
  readonly place: CasePlace;
  /** Whether name, text and words are kept, so that people can decide on what was found. */
  readonly isKept: boolean;
  /** What is written with the check, in its transaction. */
  readonly beside: (trx: StoreTransaction, check: Row<"document_checks">) => Promise<void>;
}

export interface MadeCheck {
  readonly row: Row<"document_checks">;
  readonly findings: readonly DocumentFinding[];
}

/** Checks a document by the rules that are on in an office, and keeps what came of it. DOCUMENT_EMPTY, DOCUMENT_TOO_LONG, DOCUMENTS_WAITING, DOCUMENT_CHECK_STOPPED */
export async function makeCheck(ports: DocumentPorts, order: DocumentOrder): Promise<MadeCheck> {
  const { store, clock, ids, offices, documents, files } = ports;
  const { material, comparison, office, place, isKept, actor, stage = "draft" } = order;
  const { name, paragraphs, word, stretches } = material;
  const document = documentOf(paragraphs);
  if (document.text.trim() === "") throw new YuejianError("DOCUMENT_EMPTY", { file: name });
  if (document.text.length > LONGEST_CHECKED)
    throw new YuejianError("DOCUMENT_TOO_LONG", { characters: document.text.length, limit: LONGEST_CHECKED });
  const now = clock.now();
  const writtenOn = order.writtenOn ?? dayInChina(now);
  const lawDay = order.on ?? writtenOn;
  const states = await ruleStates(store.db, offices, office);
  const off = DOCUMENT_RULES.filter(({ id }) => !states.isActive(id)).map(({ id }) => id);
  const hasSpelling = [...SPELLED_RULES].some((rule) => states.isActive(rule));
  const citations = await citationsOf(ports, document.text, lawDay);
  const sha256 = sha256Of(word ?? document.text);
  const sought = { office, sha256, name, place };
  const before = await knownDocument(store.db, sought);
  const { records } = comparison;
  // A document agrees with itself, which says nothing.
  const others = comparison.others.filter((other) => before === null || other.document !== before);
  const findings = await documents.check({
    paragraphs,
    stretches,
    off,
    others,
    context: { citations, records, format: material.format, isForPublication: order.isForPublication ?? false },
    spelling: hasSpelling ? { leastProbabilities: await spellingBars(store.db, states, now) } : null,
  });
  const keepUntil = new Date(now + (await keepDays(store.db)) * DAY_MS).toISOString();
  const stored = word && isKept ? await files.put(word) : null;
  const compared = comparedWith({ ...comparison, others });
  const id = order.id ?? ids.next("dck");
  const row: Omit<NewRow<"document_checks">, "document" | "is_first"> = {
    id,
    office,
    actor,
    at: new Date(now).toISOString(),
    written_on: writtenOn,
    month: writtenOn.slice(0, 7),
    kind: kindOf(document) ?? "other",
    stage,
    source: order.source,
    case_id: place.caseId,
    handled_case: place.handledCase,
    part: place.part,
    revision: place.revision,
    name: isKept ? name : null,
    format: material.form,
    has_macros: material.hasMacros ? 1 : 0,
    sha256,
    law_day: lawDay,
    characters: document.text.length,
    findings: findings.length,
    is_for_publication: order.isForPublication === true ? 1 : 0,
    has_citations: citations === null ? 0 : 1,
    has_spelling: hasSpelling ? 1 : 0,
    scanned: material.scanned.length,
    compared: isKept && compared ? JSON.stringify(compared) : null,
    paragraphs: isKept ? JSON.stringify(paragraphs) : null,
    file_sha256: stored?.sha256 ?? null,
    keep_until: keepUntil,
    erased_at: isKept ? null : new Date(now).toISOString(),
  };
  const words = wordsOfFindings(document, findings);
  return store.write(async (trx) => {
    const known = await knownDocument(trx, sought);
    const isFirst = known === null || !(await isCheckedAtStage(trx, known, stage));
    const kept = await trx
      .insertInto("document_checks")
      .values({ ...row, document: known ?? id, is_first: isFirst ? 1 : 0 })
      .returningAll()
      .executeTakeFirstOrThrow();
    const said = known === null || !isKept ? null : await earlierWords(trx, { document: known, actor, sha256 });
    const rows = findings.map((finding, position) =>
      findingRow({ check_id: id, position, finding, words: isKept ? (words[position] ?? null) : null, said }),
    );
    for (let from = 0; from < rows.length; from += CHUNK)
      await trx
        .insertInto("document_findings")
        .values(rows.slice(from, from + CHUNK))
        .execute();
    await order.beside(trx, kept);
    return { row: kept, findings };
  });
}

/** Findings a statement. */
const CHUNK = 1000;

interface FoundAt {
  readonly check_id: string;
  readonly position: number;
  readonly finding: DocumentFinding;
  /** Null: nothing of it is kept. */
  readonly words: FindingWords | null;
  readonly said: Awaited<ReturnType<typeof earlierWords>> | null;
}

/** What was rejected before is rejected here; what was accepted and still stands there waits again, unless the text is the same. */
function findingRow({ check_id, position, finding, words, said }: FoundAt): NewRow<"document_findings"> {
  const { rule, severity, probability, ...content } = finding;
  const before = (words && said?.get(keyOfWords(rule, words))) ?? null;
  const isCarried = before !== null && (before.isOfSameText || before.decision === "rejected");
  return {
    check_id,
    position,
    rule,
    severity,
    probability: probability === undefined ? null : probability.toFixed(4),
    content: words ? JSON.stringify(content) : null,
    decision: isCarried ? before.decision : null,
    decided_at: isCarried ? before.decidedAt : null,
    words: words?.words ?? null,
    occurrence: words?.occurrence ?? 0,
    before: before?.decision ?? null,
    counts: 0,
  };
}

/** Null: no laws were imported. */
async function citationsOf({ laws }: DocumentPorts, text: string, on: string): Promise<CheckContext["citations"]> {
  try {
    const view = await citeLaws(laws, { text, on, wording: true });
    return { on: view.on, all: view.citations as NonNullable<CheckContext["citations"]>["all"] };
  } catch (cause) {
    if (cause instanceof YuejianError && cause.code === "LAWS_NONE") return null;
    throw cause;
  }
}

const sha256Of = (content: Uint8Array | string): string => createHash("sha256").update(content).digest("hex");
