import type { DocumentCheckDetail, DocumentCheckView } from "@yuejian/contracts/api";
import { DOCUMENT_RULES, KIND_NAMES } from "@yuejian/document-assistant";
import { type CheckRow, type ComparedWith, keptFindings, numbersOfCases, ruleStates } from "../../document-checks/index.ts";
import type { Services } from "../services.ts";

const RULES = new Map(DOCUMENT_RULES.map((rule) => [rule.id, rule]));

/** A rule that the house no longer has is called by its id. */
export const ruleTitle = (id: string) => RULES.get(id)?.title ?? { zh: id, en: id };
export const kindName = (kind: string) =>
  Object.hasOwn(KIND_NAMES, kind) ? KIND_NAMES[kind as keyof typeof KIND_NAMES] : KIND_NAMES.other;

export async function checkViews({ store }: Pick<Services, "store">, rows: readonly CheckRow[]): Promise<DocumentCheckView[]> {
  if (rows.length === 0) return [];
  const counted = await store.db
    .selectFrom("document_findings")
    .select((build) => ["check_id", build.fn.countAll<number>().as("open")])
    .where(
      "check_id",
      "in",
      rows.map(({ id }) => id),
    )
    .where("decision", "is", null)
    .groupBy("check_id")
    .execute();
  const numbers = await numbersOfCases(
    store.db,
    rows.map((row) => row.case_id ?? row.handled_case),
  );
  const open = new Map(counted.map(({ check_id: id, open: count }) => [id, count]));
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    office: row.office,
    name: row.name,
    kind: row.kind,
    kindName: kindName(row.kind),
    stage: row.stage,
    source: row.source,
    case: row.case_id,
    handledCase: row.handled_case,
    caseNumber: numbers.get(row.case_id ?? row.handled_case ?? "") ?? null,
    format: row.format,
    hasMacros: row.has_macros !== 0,
    scanned: row.scanned,
    writtenOn: row.written_on,
    lawDay: row.law_day,
    characters: row.characters,
    findings: row.findings,
    open: open.get(row.id) ?? 0,
    isCounted: row.is_first !== 0,
    keepUntil: row.keep_until,
    erasedAt: row.erased_at,
  }));
}

export async function checkDetail({ store, offices }: Pick<Services, "store" | "offices">, row: CheckRow): Promise<DocumentCheckDetail> {
  const [check] = await checkViews({ store }, [row]);
  if (!check) throw new RangeError(row.id);
  const states = await ruleStates(store.db, offices, row.office);
  return {
    check,
    text:
      row.erased_at === null
        ? { paragraphs: JSON.parse(row.paragraphs ?? "[]") as string[], findings: (await keptFindings(store.db, row)).map(findingView) }
        : null,
    hasCitations: row.has_citations !== 0,
    hasSpelling: row.has_spelling !== 0,
    compared: comparedView(row),
    silent: DOCUMENT_RULES.filter(({ id }) => !states.isActive(id)).map(({ id, title }) => ({
      rule: id,
      title,
      isMuted: states.own.get(id)?.muted_at != null,
    })),
  };
}

function comparedView({ compared }: CheckRow): DocumentCheckDetail["compared"] {
  if (compared === null) return null;
  const { records, others, unread } = JSON.parse(compared) as ComparedWith;
  return { records: [...records], others: [...others], unread: [...unread] };
}

function findingView({ position, finding, decision, before }: Awaited<ReturnType<typeof keptFindings>>[number]) {
  const { rule, probability, place, ...content } = finding;
  return {
    position,
    rule,
    title: ruleTitle(rule),
    probability: probability ?? null,
    place: place ?? null,
    ...content,
    decision,
    before,
  };
}
