import type { DataClass, DatasetSchema } from "@yuejian/contracts";
import type { QuarantinedView, RecordView } from "@yuejian/contracts/api";
import type { HeldRow, LakeRow } from "@yuejian/data";
import type { Opening } from "../../identity/index.ts";
import { isPersonal, maskRecord, maskValue } from "../../policy/index.ts";
import type { LoadedDataset } from "./datasets.ts";

export interface ShownRecord {
  readonly view: RecordView;
  /** Personal columns that are shown, for the audit. */
  readonly opened: readonly string[];
}

/** Records as the caller may see them: a purpose opens the rows behind its lead and other rows of the same subject, nobody else's. */
export function recordView({ schema, batches }: LoadedDataset, row: LakeRow, opening: Opening | null): ShownRecord {
  const opens = opening && concerns(opening, schema, row) ? opening.opens : (_dataClass: DataClass) => false;
  const { values, masked, opened } = maskRecord(row.values, schema.columns, opens);
  const { ref, dataset, batch, line } = row;
  const load = batches.find((each) => each.id === batch);
  // Rows older than the column have the version of their batch.
  const parserVersion = row.parser ?? load?.parserVersion ?? "";
  return { view: { ref, dataset, batch, row: row.row, line, fileName: load?.file.name ?? "", parserVersion, values, masked }, opened };
}

function concerns(opening: Opening, schema: DatasetSchema, row: LakeRow): boolean {
  if (!opening.lead) return false;
  if (opening.lead.rows.has(row.ref)) return true;
  const { subject } = opening.lead;
  return schema.columns.some(
    ({ name, semantic }) => (semantic === "resident-id" || semantic === "credit-code") && row.values[name] === subject,
  );
}

export interface ShownQuarantine {
  readonly view: QuarantinedView;
  readonly opened: readonly string[];
}

/** A row that is set aside. What stands under a heading that fills a personal column, or none that is known, is hidden unless a purpose for
 *  correcting this load opens it; so is the value that a reason complains of. */
export function quarantineView({ schema, batches }: LoadedDataset, held: HeldRow, opening: Opening | null): ShownQuarantine {
  const load = batches.find((each) => each.id === held.batch);
  const byHeading = new Map(
    Object.entries(load?.mapping ?? {}).flatMap(([name, heading]) => {
      const column = schema.columns.find((each) => each.name === name);
      return heading === null || !column ? [] : [[heading, column] as const];
    }),
  );
  const purposeFor = batches.find((each) => each.id === opening?.batch);
  const opens = opening && purposeFor && (purposeFor.retryOf ?? purposeFor.id) === held.batch ? opening.opens : () => false;
  const isHidden = (dataClass: DataClass | undefined) => {
    const assumed = dataClass ?? schema.dataClass;
    return isPersonal(assumed) && !opens(assumed);
  };
  const source: Record<string, string> = {};
  const masked: string[] = [];
  const opened: string[] = [];
  for (const [heading, value] of Object.entries(held.source)) {
    const column = byHeading.get(heading);
    const hides = value !== "" && isHidden(column?.dataClass);
    source[heading] = hides ? String(maskValue(value, column?.semantic ?? "free-text")) : value;
    if (hides) masked.push(heading);
    else if (value !== "" && isPersonal(column?.dataClass ?? schema.dataClass)) opened.push(heading);
  }
  const reasons = held.reasons.map(({ code, column, value }) => {
    const dataClass = schema.columns.find((each) => each.name === column)?.dataClass;
    return { code, column, value: value !== null && isHidden(dataClass) ? "••••" : value };
  });
  const { batch, row, line } = held;
  return { view: { batch, fileName: load?.file.name ?? "", row, line, reasons, source, masked }, opened };
}
