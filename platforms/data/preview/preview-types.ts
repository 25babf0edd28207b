import type { DatasetSchema, QuarantineCount, QuarantineReason, SourceFile } from "@yuejian/contracts";
import type { ExplicitMapping } from "@yuejian/identifiers";
import type { SavedMapping } from "../intake/intake-types.ts";
import type { SourcePart } from "../source/source-parts.ts";
import type { PartSelector, SourceNote } from "../source/source-table.ts";

export interface PreviewRequest {
  readonly path: string;
  /** Name of the file for people when it differs from the path's last part (uploads). */
  readonly name?: string;
  /** The first table otherwise. */
  readonly part?: PartSelector;
  /** Null: no dataset is chosen yet, so nothing is standardised. */
  readonly schema: DatasetSchema | null;
  readonly mapping?: ExplicitMapping;
  /** Looked up by the caller once the headings are known; `mapping` comes first. */
  readonly savedMapping?: (headings: readonly string[]) => Promise<SavedMapping | null>;
  /** Records shown, 50 by default, and records judged, 5,000 by default. */
  readonly shown?: number;
  readonly judged?: number;
}

/** What loading a file would do, from its first records; nothing is written. */
export interface Preview {
  readonly file: Pick<SourceFile, "name" | "size" | "format" | "encoding" | "delimiter" | "sheet">;
  /** All tables of the file, and the one that is shown. */
  readonly parts: readonly SourcePart[];
  readonly part: SourcePart;
  readonly headings: readonly string[];
  /** Texts of the records judged, by heading, for suggestions; the caller does not show them. */
  readonly samples: readonly (readonly string[])[];
  readonly notes: readonly SourceNote[];
  /** Column → heading, as the batch would keep it. */
  readonly mapping: Readonly<Record<string, string | null>>;
  readonly savedMapping: Omit<SavedMapping, "mapping"> | null;
  /** Names of required columns that nothing fills: with any, the file would be refused. */
  readonly missing: readonly string[];
  readonly ignored: readonly string[];
  /** Records that were judged, and whether they are all of the table. */
  readonly judged: number;
  readonly isWhole: boolean;
  /** Of those judged. */
  readonly quarantined: number;
  readonly quarantine: readonly QuarantineCount[];
  readonly columns: readonly PreviewColumn[];
  readonly rows: readonly PreviewRow[];
}

export interface PreviewColumn {
  readonly name: string;
  readonly heading: string | null;
  /** Of the records judged: with a value, without one, and set aside because of this column. */
  readonly filled: number;
  readonly empty: number;
  readonly rejected: number;
}

export interface PreviewRow {
  readonly row: number;
  readonly line: number;
  /** One text per heading; fewer where the record is broken. */
  readonly source: Readonly<Record<string, string>>;
  /** Canonical texts by column; null for an empty or refused value. */
  readonly values: Readonly<Record<string, string | null>>;
  /** Why it would be set aside; empty when it would be loaded. */
  readonly reasons: readonly QuarantineReason[];
}
