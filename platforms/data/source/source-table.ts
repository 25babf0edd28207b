import type { Encoding, Progress, QuarantineCode, QuarantinedRow, SourceFile } from "@yuejian/contracts";

/** A source file read as a table: what was found, and a plain CSV file from which its well-formed records can be read. */
export interface SourceTable {
  readonly facts: SourceFile;
  /** As in the file, trimmed (full-width spaces included); unique, none empty. */
  readonly headings: readonly string[];
  /** UTF-8, RFC 4180 quoting with `"`: the original file where it is already plain, else a file in the scratch folder.
   *  In the rewritten file line breaks inside values are LF. */
  readonly csvPath: string;
  readonly csv: CsvShape;
  /** Well-formed records in `csvPath`, each with exactly `headings.length` fields. */
  readonly records: number;
  /** Records that could not be taken over, by ascending record number. */
  readonly malformed: MalformedRecords;
  /** What was found and handled on the way, for the person who loads the file. */
  readonly notes: readonly SourceNote[];
  /** Removes what was written into the scratch folder; a second call does nothing. */
  dispose(): Promise<void>;
}

export interface CsvShape {
  readonly delimiter: string;
  /** 1: the first record is the header; files with numbering `columns` have none. */
  readonly headerRecords: 0 | 1;
  /** plain: the i-th data record (from 1) of `csvPath` is record i of the file and stands on line `firstLine + i - 1`.
   *  columns: each record starts with two extra fields, record number and line (1-based, in the file as received). */
  readonly numbering: "plain" | "columns";
  readonly firstLine: number;
  /** Three bytes EF BB BF stand before the first record. */
  readonly hasBom: boolean;
  /** False: no field is quoted, a `"` is an ordinary character (read with QUOTE '' and ESCAPE ''). */
  readonly isQuoted: boolean;
  /** Bytes of the longest record, for the reader's line limit. */
  readonly longestRecord: number;
}

export type ForeseenTable = Pick<SourceTable, "headings" | "csvPath" | "csv">;

/** Kept on disk, so that a million bad rows cost no memory. Iterate as often as needed until `dispose`. */
export interface MalformedRecords extends AsyncIterable<QuarantinedRow> {
  readonly count: number;
  /** Rows by reason. */
  readonly counts: Readonly<Partial<Record<QuarantineCode, number>>>;
}

export type SourceNote =
  /** Title lines before the header were left out. */
  | { readonly kind: "title-lines"; readonly lines: number }
  /** Lines that are empty or hold delimiters only were left out; they are no records. */
  | { readonly kind: "empty-lines"; readonly lines: number }
  /** Columns without heading are called by their position, 第4列. */
  | { readonly kind: "unnamed-columns"; readonly columns: number }
  /** Records of a DBF that were marked as deleted were left out. */
  | { readonly kind: "deleted-records"; readonly records: number }
  /** Columns of pictures and objects were left out. */
  | { readonly kind: "binary-columns"; readonly columns: readonly string[] }
  /** The file claims a code page that its texts are not in. */
  | { readonly kind: "code-page"; readonly claimed: string; readonly encoding: Encoding }
  /** Several rows were joined into one header, 被告人/姓名. */
  | { readonly kind: "header-rows"; readonly rows: number }
  /** Merged cells among the records: only the first of them has the text. */
  | { readonly kind: "merged-cells"; readonly ranges: number }
  /** Totals and remarks behind the last record were left out; numbers at the sheet's edge. */
  | { readonly kind: "closing-rows"; readonly rows: readonly number[] }
  /** Other sheets of the workbook were not read. */
  | { readonly kind: "other-sheets"; readonly sheets: readonly string[] };

/** One table of a source file: a member of an archive, a sheet of a workbook, a sheet of a member. */
export interface PartSelector {
  /** Path inside the archive. */
  readonly member?: string;
  readonly sheet?: string;
}

export interface ReadSourceOptions {
  /** Told before the file is read through, of text that looks plain: what its table will be if all of it is as its first part. Who reads ahead with that
   *  compares with the table that comes. */
  readonly foresee?: (table: ForeseenTable) => void;
  /** Which table of the file; without it the first shown sheet of a workbook, and no other file has several. */
  readonly part?: PartSelector;
  /** An existing folder for rewritten files. */
  readonly scratchFolder: string;
  readonly progress: Progress;
  /** Name for `facts` and error texts when it differs from the path's last part (uploads). */
  readonly name?: string;
  readonly limits?: Partial<SourceLimits>;
  /** Nothing of the file is kept, so that nobody will ask for its digests: those in `facts` are empty texts where the file is delimited text. */
  readonly isPassing?: boolean;
}

export interface SourceLimits {
  /** Bytes of one record. */
  readonly recordBytes: number;
  /** Bytes of one workbook part, expanded. */
  readonly expandedBytes: number;
  /** Expanded to packed size of a workbook, once it is larger than 16 MiB. */
  readonly expansionRatio: number;
  readonly columns: number;
  /** Bytes read at once. */
  readonly pieceBytes: number;
}

export const DEFAULT_SOURCE_LIMITS: SourceLimits = {
  recordBytes: 16 * 1024 * 1024,
  expandedBytes: 4 * 1024 * 1024 * 1024,
  expansionRatio: 200,
  columns: 16_384,
  pieceBytes: 1024 * 1024,
};
