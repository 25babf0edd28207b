import { type ColumnType, parseRowRef, type Text } from "@yuejian/contracts";
import { checkRule, columnsUsed, describeRule } from "@yuejian/rules";
import type { Json, LeadBundle, OpenedContent, ProvenRecord } from "../format/index.ts";
import { batchFacts } from "./content-reader.ts";
import { cellText } from "./execution.ts";
import { type DatasetFacts, type ModelFacts, modelFacts } from "./model-facts.ts";
import { recordRef } from "./record-check.ts";

/** A bundle as people read it. It shows what the document holds, proven or not: show it only beside the result of the verification. */
export interface BundleView {
  readonly lead: string;
  readonly model: { readonly id: string; readonly title: Text; readonly version: string; readonly run: string };
  readonly ledger: { readonly origin: string; readonly size: string };
  readonly subject: Shown;
  readonly subjectName: Shown;
  /** Null: withheld. */
  readonly summary: Text | null;
  readonly legalBasis: readonly Text[];
  readonly rule: readonly Text[];
  readonly parameters: readonly { readonly title: Text; readonly value: string }[];
  readonly finding: readonly { readonly title: Text; readonly value: Shown }[];
  readonly tables: readonly RowTable[];
  readonly history: readonly HistoryStep[];
}

/** Null: empty. */
export type Shown = { readonly text: string | null } | "withheld";

export interface RowTable {
  readonly dataset: Text;
  readonly columns: readonly Text[];
  readonly rows: readonly { readonly ref: string; readonly file: string; readonly line: number; readonly cells: readonly Shown[] }[];
}

export interface HistoryStep {
  readonly at: string;
  readonly kind: string;
  readonly from: string | null;
  readonly to: string;
  readonly note: Shown;
  /** Ids of explanations that were ruled out, or found true on dismissal. */
  readonly explanations: readonly string[];
  readonly index: number;
}

/** PROOF_MALFORMED or RULE_… for what cannot be read. */
export function bundleView(bundle: LeadBundle): BundleView {
  const model = modelFacts(bundle);
  const { manifest } = model;
  const { proof } = bundle;
  const [origin = "", size = ""] = proof.checkpoint.split("\n");
  const member = (name: string): Shown => shown(proof.lead.opened[name]?.value, "text");
  const summary = proof.lead.opened["summary"]?.value;
  return {
    lead: proof.lead.entry.statement.subject,
    model: { id: manifest.id, title: manifest.title, version: manifest.version, run: proof.run.entry.statement.subject },
    ledger: { origin, size },
    subject: member("subject"),
    subjectName: member("subjectName"),
    summary: isText(summary) ? summary : null,
    legalBasis: listed(manifest.legalBasis).map(({ law, article, text }) => ({
      zh: `《${law}》${article}：${text.zh}`,
      en: `${law} ${article}: ${text.en}`,
    })),
    rule: ruleInWords(model),
    parameters: parametersOf(model, proof.run.content["parameters"]),
    finding: findingOf(model, bundle),
    tables: tablesOf(model, bundle),
    history: [...bundle.history, proof.lead].map(stepOf),
  };
}

function ruleInWords(model: ModelFacts): readonly Text[] {
  const { rule, datasets } = model;
  return describeRule(rule, { dataset: (id) => datasets.get(id)?.title ?? null, column: (name) => titleOf(model, name) });
}

function parametersOf({ manifest }: ModelFacts, given: Json | undefined): BundleView["parameters"] {
  const values = typeof given === "object" && given !== null && !Array.isArray(given) ? (given as Readonly<Record<string, Json>>) : {};
  return manifest.parameters.map(({ name, title, type }) => ({
    title: isText(title) ? title : { zh: name, en: name },
    value: formatted(values[name] ?? null, type) ?? "",
  }));
}

function findingOf(model: ModelFacts, { proof }: LeadBundle): BundleView["finding"] {
  const sources = columnsUsed(model.rule);
  const types = new Map(checkRule(model.rule, model.context).map(({ name, type }) => [name, type]));
  return Object.keys(proof.finding.sealed)
    .filter((name) => name.startsWith("values."))
    .map((name) => {
      const column = name.slice("values.".length);
      const [source] = sources[column] ?? [];
      const of = source && model.datasets.get(source.dataset)?.columns.get(source.column);
      return {
        // A result that goes by another name than its source is something else: a count, a first month.
        title: (source?.column === column ? of?.title : null) ?? titleOf(model, column) ?? { zh: column, en: column },
        value: shown(proof.finding.opened[name]?.value, types.get(column) ?? "text"),
      };
    });
}

function tablesOf(model: ModelFacts, { proof, batches, rows }: LeadBundle): RowTable[] {
  const facts = new Map([...proof.batches, ...batches].map((batch) => [batch.entry.statement.subject, batchFacts(batch.content, "batch")]));
  const byDataset = Map.groupBy([...proof.rows, ...rows], ({ batch }) => facts.get(batch)?.dataset ?? "");
  return Array.from(byDataset, ([id, ofDataset]): RowTable => {
    const dataset = model.datasets.get(id);
    const read = Object.keys(model.context.datasets[id] ?? {});
    return {
      dataset: dataset?.title ?? { zh: id, en: id },
      columns: read.map((name) => dataset?.columns.get(name)?.title ?? { zh: name, en: name }),
      rows: ofDataset.map((row) => ({
        ref: recordRef(row),
        file: facts.get(parseRowRef(recordRef(row))?.batch ?? "")?.file.name ?? "",
        line: row.line,
        cells: read.map((name) => cellOf(row, name, dataset)),
      })),
    };
  });
}

function cellOf(row: ProvenRecord, column: string, dataset: DatasetFacts | undefined): Shown {
  const cell = Object.hasOwn(row.cells, column) ? row.cells[column] : undefined;
  if (cell && "digest" in cell) return "withheld";
  return { text: formatted(cellText(row, column) ?? null, dataset?.columns.get(column)?.type ?? "text") };
}

function stepOf({ entry, content, opened }: OpenedContent): HistoryStep {
  const event = objectOf(content["event"]);
  const details = objectOf(event["details"]);
  const ruledOut = Array.isArray(details["ruledOut"]) ? details["ruledOut"] : [details["explanation"]];
  return {
    at: entry.statement.at,
    kind: text(event["kind"]),
    from: event["from"] === null ? null : text(event["from"]),
    to: text(event["to"]),
    note: shown(opened["note"]?.value, "text"),
    explanations: ruledOut.filter((each): each is string => typeof each === "string"),
    index: entry.index,
  };
}

function shown(value: Json | undefined, type: ColumnType): Shown {
  return value === undefined ? "withheld" : { text: formatted(value, type) };
}

function formatted(value: Json, type: ColumnType): string | null {
  if (value === null) return null;
  if (typeof value === "object") return JSON.stringify(value);
  return type === "amount" && /^-?\d+$/.test(String(value)) ? `${(Number(value) / 100).toFixed(2)} 元` : String(value);
}

/** Several datasets may have a column of the name: the model's inputs say which comes first. */
function titleOf({ manifest, datasets }: ModelFacts, column: string): Text | null {
  for (const { dataset } of manifest.inputs) {
    const title = datasets.get(dataset)?.columns.get(column)?.title;
    if (title) return title;
  }
  return null;
}

function isText(value: unknown): value is Text {
  return (
    typeof value === "object" &&
    value !== null &&
    "zh" in value &&
    "en" in value &&
    typeof value.zh === "string" &&
    typeof value.en === "string"
  );
}

function listed<Item>(value: readonly Item[] | undefined): readonly Item[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: Json | undefined): Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, Json>>) : {};
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
