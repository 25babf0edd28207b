import { type DataClass, YuejianError } from "@yuejian/contracts";
import { columnsUsed } from "@yuejian/rules";
import { type KeyLookup, type LeadBundle, type OpenedContent, type ProvenRecord, withholdCells, withholdMembers } from "../format/index.ts";
import { batchFacts } from "./content-reader.ts";
import { type ModelFacts, modelFacts } from "./model-facts.ts";

/** What a copy withholds.
 *  - `personal`: everything of class personal and above, for a reader who only has to see that it is proven
 *  - `counsel`: of these what the rule does not read, and what officials noted: the rule can still be executed again, and no more is open than it needs
 *  - `unread`: only what the rule does not read
 *  - columns: by name, or as `dataset.column`; wherever else the same text stands it goes too */
export type Redaction = "personal" | "counsel" | "unread" | { readonly columns: readonly string[] };

const PERSONAL: ReadonlySet<DataClass> = new Set(["personal", "sensitive", "sealed"]);

/** A copy with personal texts replaced by their digests, which still verifies as far as it is open. Needs no key and no server: whoever has a bundle can
 *  pass on less of it. Redacting twice is redacting once. What stands together with other columns cannot be withheld: REDACTION_IMPOSSIBLE. */
export function redactBundle(bundle: LeadBundle, redaction: Redaction): LeadBundle {
  const model = modelFacts(bundle);
  const datasetOf = new Map(
    [...bundle.proof.batches, ...bundle.batches].map((batch) => facts(batch.content, batch.entry.statement.subject)),
  );
  const isNamed = namedColumns(model, redaction);
  const hidden = redaction === "counsel" || redaction === "unread" ? new Set<string>() : textsOf(bundle, { model, datasetOf, isNamed });
  const isHidden = (text: unknown): boolean => typeof text === "string" && hidden.has(text);

  const row = (record: ProvenRecord): ProvenRecord => {
    const dataset = datasetOf.get(record.batch) ?? "";
    const isWithheld = (column: string): boolean => {
      const cell = record.cells[column];
      return isNamed(dataset, column) || (cell !== undefined && "value" in cell && isHidden(cell.value));
    };
    return { ...record, cells: withholdCells(record.cells, isWithheld) };
  };
  const sources = columnsUsed(model.rule);
  const isResultNamed = (column: string): boolean => (sources[column] ?? []).some((source) => isNamed(source.dataset, source.column));
  const finding = withholdMembers(bundle.proof.finding.opened, (name) => {
    const column = name === "subject" ? model.manifest.subjectKey : name.slice("values.".length);
    return isResultNamed(column) || isHidden(bundle.proof.finding.opened[name]?.value);
  });
  const isSubjectHidden = finding["subject"] === null;
  const isNameHidden = isResultNamed(model.manifest.subjectName) || finding[`values.${model.manifest.subjectName}`] === null;
  const isAnythingHidden = isSubjectHidden || isNameHidden || Object.values(finding).includes(null);
  const step = <Content extends OpenedContent>(content: Content): Content => ({
    ...content,
    opened: withholdMembers(content.opened, (name) => {
      if (name === "subject") return isSubjectHidden;
      if (name === "subjectName") return isNameHidden;
      // Free words may repeat whatever is withheld elsewhere.
      return (name === "note" && redaction !== "unread") || isAnythingHidden;
    }),
  });
  const lookup = (given: KeyLookup): KeyLookup =>
    isNamed(given.dataset, given.column) || isHidden(given.value) ? { ...given, value: null, batches: [] } : given;
  return {
    ...bundle,
    proof: {
      ...bundle.proof,
      lead: step(bundle.proof.lead),
      finding: { ...bundle.proof.finding, opened: finding },
      rows: bundle.proof.rows.map(row),
    },
    history: bundle.history.map(step),
    lookups: bundle.lookups.map(lookup),
    rows: bundle.rows.map(row),
  };
}

function facts(content: LeadBundle["manifest"], subject: string): readonly [string, string] {
  const { id, dataset } = batchFacts(content, subject);
  return [id, dataset];
}

type IsNamed = (dataset: string, column: string) => boolean;

function namedColumns(model: ModelFacts, redaction: Redaction): IsNamed {
  const isPersonal: IsNamed = (dataset, column) => PERSONAL.has(model.datasets.get(dataset)?.columns.get(column)?.dataClass ?? "public");
  if (redaction === "personal") return isPersonal;
  if (redaction === "counsel" || redaction === "unread")
    return (dataset, column) => isPersonal(dataset, column) && !Object.hasOwn(model.context.datasets[dataset] ?? {}, column);
  for (const name of redaction.columns) {
    const column = name.slice(name.lastIndexOf(".") + 1);
    if (![...model.datasets.keys()].some((dataset) => isPersonal(dataset, column)))
      throw new YuejianError("REDACTION_IMPOSSIBLE", { column: name });
  }
  const named = new Set(redaction.columns);
  return (dataset, column) => named.has(column) || named.has(`${dataset}.${column}`);
}

/** The texts of what is withheld, so that none of them stays open in another place. */
function textsOf(
  { proof, rows }: LeadBundle,
  { model, datasetOf, isNamed }: { model: ModelFacts; datasetOf: ReadonlyMap<string, string>; isNamed: IsNamed },
): ReadonlySet<string> {
  const sources = columnsUsed(model.rule);
  const ofRows = [...proof.rows, ...rows].flatMap((row) =>
    Object.entries(row.cells).flatMap(([column, cell]) =>
      isNamed(datasetOf.get(row.batch) ?? "", column) && "value" in cell ? [cell.value] : [],
    ),
  );
  const ofFinding = Object.entries(proof.finding.opened).flatMap(([name, member]) => {
    const column = name === "subject" ? model.manifest.subjectKey : name.slice("values.".length);
    return (sources[column] ?? []).some((source) => isNamed(source.dataset, source.column)) ? [member?.value] : [];
  });
  // A flag or a small number says nothing by itself and stands everywhere.
  return new Set(
    [...ofRows, ...ofFinding].filter((text): text is string => typeof text === "string" && !/^(?:true|false|\d{1,6}|.)$/.test(text)),
  );
}
