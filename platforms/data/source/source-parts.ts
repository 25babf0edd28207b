import type { FileFormat, Text } from "@yuejian/contracts";
import type { PartSelector, SourceNote, SourceTable } from "./source-table.ts";

/** One table of a source file, as `PartSelector` names it. */
export interface SourcePart {
  /** Path inside the archive; null where the file is none. */
  readonly member: string | null;
  /** Null where the file, or the member, is no workbook. */
  readonly sheet: string | null;
  /** A hidden sheet: loaded only when it is asked for by name. */
  readonly isHidden: boolean;
}

/** What a file is made of. */
export interface PartList {
  readonly parts: readonly SourcePart[];
  /** Members of an archive that are no tables. */
  readonly skipped: readonly SkippedPart[];
}

export interface SkippedPart {
  readonly member: string | null;
  readonly sheet: string | null;
  readonly reason: SkipReason;
}

export const SKIP_REASONS = {
  "no-table": { zh: "不是表格", en: "is no table" },
  empty: { zh: "没有数据", en: "holds no data" },
  hidden: { zh: "是隐藏的工作表；要导入请指名", en: "is a hidden sheet; name it to import it" },
  "no-column": { zh: "没有该数据集的列", en: "has no column of the dataset" },
} as const satisfies Record<string, Text>;

export type SkipReason = keyof typeof SKIP_REASONS;

/** The beginning of a part. */
export interface PartHead {
  readonly format: FileFormat;
  /** As `SourceTable.headings`. */
  readonly headings: readonly string[];
  /** Up to some dozens of records, each with as many texts as there are headings; empty where the file has nothing. */
  readonly records: readonly (readonly string[])[];
  readonly notes: readonly SourceNote[];
}

/** A source file whose tables are read one after the other. What they need of it lies in the scratch folder until `close`. */
export interface OpenedSource {
  list(): Promise<PartList>;
  /** Without a selector: the first shown table. */
  read(part?: PartSelector): Promise<SourceTable>;
  readHead(part?: PartSelector): Promise<PartHead>;
  /** Tables are disposed before it. */
  close(): Promise<void>;
}
