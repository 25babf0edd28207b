import type { DatasetSchema } from "@yuejian/contracts";
import type { PreviewView } from "@yuejian/contracts/api";
import { noteText, type Preview } from "@yuejian/data";
import { likelyDatasets, suggestMapping } from "@yuejian/identifiers";
import { maskUnloaded } from "../../policy/index.ts";

const SAMPLES = 4;
const LONGEST_SAMPLE = 60;

interface PreviewContext {
  readonly schema: DatasetSchema | null;
  /** Datasets that the caller may load into. */
  readonly schemas: readonly DatasetSchema[];
  /** The caller brought the file and so has seen what is in it. */
  readonly isOwn: boolean;
}

/** A preview for people: with suggestions, and masked for those who did not bring the file. */
export function previewView(seen: Preview, { schema, schemas, isOwn }: PreviewContext): PreviewView {
  const columns = seen.headings.map((heading, index) => ({ heading, sample: seen.samples[index] ?? [] }));
  const headingOf = new Map(
    Object.entries(seen.mapping).flatMap(([name, heading]) => (heading === null ? [] : [[heading, name] as const])),
  );
  const columnNamed = (name: string | null | undefined) => schema?.columns.find((column) => column.name === name);
  const shown = (value: string, column: string | null | undefined) => (isOwn ? value : maskUnloaded(value, columnNamed(column), schema));
  const { file, parts, part, headings, mapping, savedMapping, missing, ignored, judged, isWhole, quarantined, quarantine } = seen;
  return {
    file,
    dataset: schema?.id ?? null,
    parts: parts.map(({ member, sheet, isHidden }) => ({ member, sheet, isHidden })),
    part: { member: part.member, sheet: part.sheet, isHidden: part.isHidden },
    headings: [...headings],
    notes: seen.notes.map(noteText),
    datasets: schema ? [] : likelyDatasets(columns, schemas).map((each) => ({ ...each })),
    suggestions: schema
      ? suggestMapping(columns, schema).suggestions.map((each, index) => ({
          ...each,
          candidates: [...each.candidates],
          samples: examples(seen.samples[index] ?? []).map((value) => shown(value, headingOf.get(each.heading) ?? each.column)),
        }))
      : columns.map(({ heading, sample }) => ({
          heading,
          column: null,
          certainty: "none" as const,
          reason: { zh: "尚未选择数据集", en: "no dataset is chosen yet" },
          candidates: [],
          samples: examples(sample).map((value) => shown(value, null)),
        })),
    mapping,
    savedMapping,
    missing: [...missing],
    ignored: [...ignored],
    judged,
    isWhole,
    quarantined,
    quarantine: quarantine.map((count) => ({ ...count })),
    columns: seen.columns.map((column) => {
      const { title, required } = columnNamed(column.name) ?? { title: { zh: column.name, en: column.name }, required: false };
      return { ...column, title, required: required === true };
    }),
    rows: seen.rows.map(({ row, line, source, values, reasons }) => ({
      row,
      line,
      source: Object.fromEntries(Object.entries(source).map(([heading, value]) => [heading, shown(value, headingOf.get(heading))])),
      values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === null ? null : shown(value, name)])),
      reasons: reasons.map(({ code, column, value }) => ({ code, column, value: value === null ? null : shown(value, column) })),
    })),
  };
}

/** The first distinct values that are there. */
function examples(sample: readonly string[]): string[] {
  const distinct = new Set<string>();
  for (const value of sample) {
    if (value.trim() !== "") distinct.add(value);
    if (distinct.size === SAMPLES) break;
  }
  return [...distinct].map((value) => (value.length > LONGEST_SAMPLE ? `${value.slice(0, LONGEST_SAMPLE)}…` : value));
}
