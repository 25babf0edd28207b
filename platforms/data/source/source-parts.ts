import type { FileFormat } from "@yuejian/contracts";
import type { SourceNote } from "./source-table.ts";

/** One table of a source file, as `PartSelector` names it. */
export interface SourcePart {
  /** Path inside the archive; null where the file is none. */
  readonly member: string | null;
  /** Null where the file, or the member, is no workbook. */
  readonly sheet: string | null;
  /** A hidden sheet: loaded only when it is asked for by name. */
  readonly isHidden: boolean;
}

/** The beginning of a part. */
export interface PartHead {
  readonly format: FileFormat;
  /** As `SourceTable.headings`. */
  readonly headings: readonly string[];
  /** Up to some dozens of records, each with as many texts as there are headings; empty where the file has nothing. */
  readonly records: readonly (readonly string[])[];
  readonly notes: readonly SourceNote[];
}
