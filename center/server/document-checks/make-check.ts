import { createHash } from "node:crypto";
import { type DocumentFinding, type DocumentSource, type DocumentStage, LONGEST_CHECKED, YuejianError } from "@yuejian/contracts";
import { type CheckContext, DOCUMENT_RULES, documentOf, kindOf, SPELLED_RULES } from "@yuejian/document-assistant";
import { dayInChina } from "@yuejian/oversight";
import { citeLaws } from "../laws/index.ts";
import type { NewRow, Row, StoreTransaction } from "../store/index.ts";
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
  /** Name of the file, for people. */
  readonly name: string;
  readonly paragraphs: readonly string[];
  readonly source: DocumentSource;
  readonly office: string;
  /** User id, or id of a key. */
  readonly actor: string;
  /** Bytes of the Word file; null: a text. */
  readonly word: Uint8Array | null;
  /** Of an instrument. */
  readonly of: { readonly caseId: string; readonly revision: number } | null;
  /** Whether name, text and words are kept, so that people can decide on what was found. */
  readonly isKept: boolean;
  /** What is written with the check, in its transaction. */
  readonly beside: (trx: StoreTransaction, check: Row<"document_checks">) => Promise<void>;
}

export interface MadeCheck {
  readonly row: Row<"document_checks">;
  readonly findings: readonly DocumentFinding[];
}

/** Checks a document by the rules that are on in an office, and keeps what came of it. DOCUMENT_EMPTY, DOCUMENT_TOO_LONG, DOCUMENTS_WAITING */
export async function makeCheck(ports: DocumentPorts, order: DocumentOrder): Promise<MadeCheck> {
  const { store, clock, ids, offices, documents, files } = ports;
  const { name, paragraphs, word, office, of, isKept } = order;
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
  const findings = await documents.check({
    paragraphs,
    off,
    context: { citations, isForPublication: order.isForPublication ?? false },
    spelling: hasSpelling ? { leastProbabilities: await spellingBars(store.db, states, now) } : null,
  });
  const keepUntil = new Date(now + (await keepDays(store.db)) * DAY_MS).toISOString();
  const stored = word && isKept ? await files.put(word) : null;
  const row: NewRow<"document_checks"> = {
    id: ids.next("dck"),
    office,
    actor: order.actor,
    at: new Date(now).toISOString(),
    written_on: writtenOn,
    month: writtenOn.slice(0, 7),
    kind: kindOf(document) ?? "other",
    stage: order.stage ?? "draft",
    source: order.source,
    case_id: of?.caseId ?? null,
    revision: of?.revision ?? null,
    name: isKept ? name : null,
    format: word ? "docx" : "text",
    sha256: sha256Of(word ?? document.text),
    law_day: lawDay,
    characters: document.text.length,
    findings: findings.length,
    is_first: 1,
    is_for_publication: order.isForPublication === true ? 1 : 0,
    has_citations: citations === null ? 0 : 1,
    has_spelling: hasSpelling ? 1 : 0,
    paragraphs: isKept ? JSON.stringify(paragraphs) : null,
    file_sha256: stored?.sha256 ?? null,
    keep_until: keepUntil,
    erased_at: isKept ? null : new Date(now).toISOString(),
  };
  return store.write(async (trx) => {
    const earlier = await trx
      .selectFrom("document_checks")
      .select("id")
      .where("office", "=", office)
      .where((build) =>
        of === null ? build("sha256", "=", row.sha256) : build.and([build("case_id", "=", of.caseId), build("revision", "=", of.revision)]),
      )
      .executeTakeFirst();
    const kept = await trx
      .insertInto("document_checks")
      .values({ ...row, is_first: earlier ? 0 : 1 })
      .returningAll()
      .executeTakeFirstOrThrow();
    const rows = findings.map((finding, position) => findingRow(kept.id, position, { finding, isKept }));
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

function findingRow(check: string, position: number, { finding, isKept }: { readonly finding: DocumentFinding; readonly isKept: boolean }) {
  const { rule, severity, probability, ...content } = finding;
  return {
    check_id: check,
    position,
    rule,
    severity,
    probability: probability === undefined ? null : probability.toFixed(4),
    content: isKept ? JSON.stringify(content) : null,
    decision: null,
    decided_at: null,
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
