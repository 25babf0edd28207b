import type { DataClass, DatasetSchema, ModelManifest, Relation, SemanticType } from "@yuejian/contracts";
import { columnsUsed } from "@yuejian/rules";
import { type Cell, isPersonal, type MaskedColumn, maskRecord, maskText, maskValue, type Secret } from "../../policy/index.ts";

/** What the result columns of a model's rule hold. */
export interface ResultColumns {
  of(values: Readonly<Record<string, Cell>>): readonly MaskedColumn[];
  readonly subject: MaskedColumn;
  readonly subjectName: MaskedColumn;
}

const CLASS_ORDER: readonly DataClass[] = ["public", "internal", "personal", "sensitive", "sealed"];

/** A result column is as closed as the most closed source column that its values come from; one of no source is a constant of the rule,
 *  one of an unknown source as closed as the model. Numbers and flags computed from personal columns count and sum them: they are not personal themselves. */
export function resultColumns(
  model: { readonly rule: Relation; readonly manifest: Pick<ModelManifest, "dataClass" | "subjectKey" | "subjectName"> },
  schemaOf: (dataset: string) => DatasetSchema | null,
): ResultColumns {
  const known = new Map<string, Omit<MaskedColumn, "name">>();
  for (const [name, sources] of Object.entries(columnsUsed(model.rule))) {
    const columns = sources.flatMap(({ dataset, column }) => schemaOf(dataset)?.columns.find((each) => each.name === column) ?? []);
    const closest = columns.toSorted((left, right) => CLASS_ORDER.indexOf(right.dataClass) - CLASS_ORDER.indexOf(left.dataClass))[0];
    if (sources.length === 0) known.set(name, { semantic: "free-text", dataClass: "public" });
    if (closest && columns.length === sources.length) known.set(name, { semantic: closest.semantic, dataClass: closest.dataClass });
  }
  const columnOf = (name: string, value: Cell): MaskedColumn => {
    const column = known.get(name);
    if (!column || (typeof value !== "string" && column.dataClass !== "sealed"))
      return { ...unexplained(value, model.manifest.dataClass), name };
    return { ...column, name };
  };
  const { subjectKey, subjectName } = model.manifest;
  return {
    of: (values) => Object.entries(values).map(([name, value]) => columnOf(name, value)),
    subject: columnOf(subjectKey, ""),
    subjectName: columnOf(subjectName, ""),
  };
}

/** A model that is no longer there explains no column: everything stays closed. */
export const unknownColumns: ResultColumns = {
  of: (values) => Object.keys(values).map((name) => ({ name, semantic: "free-text", dataClass: "personal" })),
  subject: { name: "subject", semantic: "free-text", dataClass: "personal" },
  subjectName: { name: "subjectName", semantic: "person-name", dataClass: "personal" },
};

function unexplained(value: Cell, modelClass: DataClass): Omit<MaskedColumn, "name"> {
  if (typeof value === "string" && isPersonal(modelClass)) return { semantic: semanticOf(value), dataClass: modelClass };
  return { semantic: "free-text", dataClass: "internal" };
}

function semanticOf(value: string): SemanticType {
  if (/^(\d{17}[\dX]|\d{15})$/.test(value)) return "resident-id";
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? "day" : "free-text";
}

export interface LeadWords {
  readonly subject: string;
  readonly subjectName: string;
  readonly summary: { readonly zh: string; readonly en: string };
}

export interface ShownLead extends LeadWords {
  readonly finding: Record<string, Cell>;
  /** Personal columns and members that are shown, for the audit. */
  readonly opened: readonly string[];
  /** Hides what is hidden here in other words about the lead. */
  readonly hide: (text: string) => string;
}

/** Name and id of a subject as the caller may see them. */
export function showSubject(
  { subject, subjectName }: Pick<LeadWords, "subject" | "subjectName">,
  columns: ResultColumns,
  opens: (dataClass: DataClass) => boolean,
): { subject: string; subjectName: string; hidden: Secret[]; opened: string[] } {
  const shown = { subject, subjectName, hidden: [] as Secret[], opened: [] as string[] };
  for (const member of ["subject", "subjectName"] as const) {
    const { semantic, dataClass } = columns[member];
    if (!isPersonal(dataClass)) continue;
    if (opens(dataClass)) {
      shown.opened.push(member);
      continue;
    }
    shown.hidden.push({ value: shown[member], semantic });
    shown[member] = String(maskValue(shown[member], semantic));
  }
  return shown;
}

/** A lead's words and finding as the caller may see them. Without an opening, every personal value of the finding is hidden wherever it
 *  stands, in the summary too. */
export function showLead(
  lead: LeadWords,
  finding: { readonly values: Readonly<Record<string, Cell>>; readonly columns: ResultColumns },
  opens: (dataClass: DataClass) => boolean,
): ShownLead {
  const columns = finding.columns.of(finding.values);
  const record = maskRecord(finding.values, columns, opens);
  const subject = showSubject(lead, finding.columns, opens);
  const masked = columns.filter((column) => record.masked.includes(column.name));
  const secrets = [
    ...subject.hidden,
    ...masked.map((column) => ({ value: finding.values[column.name] ?? null, semantic: column.semantic })),
  ];
  // Where everything is open, so is what merely looks like an id.
  const hide = secrets.length === 0 ? (text: string) => text : (text: string) => maskText(text, secrets);
  return {
    subject: subject.subject,
    subjectName: subject.subjectName,
    summary: { zh: hide(lead.summary.zh), en: hide(lead.summary.en) },
    finding: record.values,
    opened: [...subject.opened, ...record.opened],
    hide,
  };
}
