import { HEADER_SAMPLE_ROWS } from "./header.ts";
import { fileSuffix } from "./open-file.ts";
import { RecordScanner } from "./record-scanner.ts";
import { splitRecord } from "./record-text.ts";

/** How records and fields are set apart, judged by the first part of the text. */
export interface TextLayout {
  readonly delimiter: string;
  readonly endsWithReturn: boolean;
  /** The first records as fields, one array per record, empty records included. */
  readonly rows: readonly (readonly string[])[];
}

const DELIMITERS = [",", "\t", ";", "|"] as const;

/** `sample`: UTF-8 text from the start of the file; the last record is left out unless the sample is the whole file. */
export function detectLayout(sample: Uint8Array, isWholeFile: boolean, name: string): TextLayout {
  const endsWithReturn = !sample.includes(0x0a) && sample.includes(0x0d);
  let best: { layout: TextLayout; score: number } | null = null;
  for (const delimiter of DELIMITERS) {
    const rows = sampleRows(sample, isWholeFile, { delimiter, endsWithReturn });
    // The suffix decides between equals: a .tsv whose texts hold as many commas as tabs.
    const score = agreement(rows) + (delimiter === "\t" && fileSuffix(name) === ".tsv" ? 0.2 : 0);
    if (best === null || score > best.score) best = { layout: { delimiter, endsWithReturn, rows }, score };
  }
  if (best !== null && best.score > 0.2) return best.layout;
  // One column: a delimiter that does not occur cannot cut it.
  const absent = DELIMITERS.find((delimiter) => !sample.includes(delimiter.charCodeAt(0))) ?? ",";
  return { delimiter: absent, endsWithReturn, rows: sampleRows(sample, isWholeFile, { delimiter: absent, endsWithReturn }) };
}

function sampleRows(
  sample: Uint8Array,
  isWholeFile: boolean,
  { delimiter, endsWithReturn }: Pick<TextLayout, "delimiter" | "endsWithReturn">,
): string[][] {
  const rows: string[][] = [];
  const decoder = new TextDecoder("utf-8");
  const scanner = new RecordScanner({ delimiter: delimiter.charCodeAt(0), endsWithReturn });
  // A few records are asked for, so the scan goes through the sample in small steps.
  let from = 0;
  for (let end = 4096; rows.length < HEADER_SAMPLE_ROWS; end *= 2) {
    const upTo = Math.min(end, sample.length);
    from = scanner.scan(
      sample,
      { from, end: upTo, isLast: isWholeFile && upTo === sample.length },
      {
        record(start, stop) {
          if (rows.length < HEADER_SAMPLE_ROWS) rows.push(splitRecord(decoder.decode(sample.subarray(start, stop)), delimiter));
        },
      },
    );
    if (upTo === sample.length) break;
  }
  return rows;
}

/** Share of records that have the most frequent number of fields, from two fields up; a little more for more fields. */
function agreement(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  let total = 0;
  for (const row of rows) {
    if (row.every((field) => field === "")) continue;
    total++;
    if (row.length > 1) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  }
  let best = 0;
  for (const [fields, count] of counts) best = Math.max(best, count / total + Math.min(fields, 50) / 500);
  return best;
}
