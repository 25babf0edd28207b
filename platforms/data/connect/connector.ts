import type { SecretPlace, SourceContract, SourceSettings } from "@yuejian/contracts";

/** Where a source stands: plain JSON that the kind of source understands, kept with the batch that reached it. */
export type Position = Readonly<Record<string, unknown>>;

export interface ReadOrder<Settings = SourceSettings> {
  /** Name of the source for people; it stands in errors and names the raw file. */
  readonly name: string;
  readonly settings: Settings;
  /** The secret itself, read from its place a moment ago; never logged, never kept. */
  readonly secret: string | null;
  readonly contract: SourceContract;
  /** Null: from the beginning. */
  readonly position: Position | null;
  /** A folder of the load's own: raw files are written there. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly report: (rows: number) => void;
  /** Milliseconds since 1970; only watched folders ask. */
  readonly now: () => number;
  /** Whether a file was dealt with: by its facts before it is read, by its digest after. */
  readonly isKnown: (file: { readonly signature: string; readonly sha256?: string }) => Promise<boolean>;
}

/** What is taken in as one: a file in the load's own folder, durable before it is handed over. */
export interface Portion {
  readonly path: string;
  readonly name: string;
  /** Where the source stands once the portion is committed; null: as before. */
  readonly position: Position | null;
  /** The file of a watched folder that it is a copy of. */
  readonly file: { readonly name: string; readonly sha256: string; readonly size: number; readonly signature: string } | null;
}

/** First rows, for a look before anything is set up. `types`: what a database says of its columns. */
export interface SourceLook {
  readonly columns: readonly string[];
  readonly types: readonly string[] | null;
  readonly rows: readonly (readonly (string | null)[])[];
}

export type LookOrder<Settings = SourceSettings> = Pick<ReadOrder<Settings>, "name" | "settings" | "secret" | "signal" | "folder"> & {
  readonly rows: number;
};

/** One kind of source. It only reads: nothing at the source is changed, moved or deleted. */
export interface Connector<Settings = SourceSettings> {
  /** SOURCE_SETTINGS_INVALID for what no shape can say. */
  check(settings: Settings, given: { readonly secret: SecretPlace | null; readonly contract: SourceContract | null }): void;
  /** MUST NOT hand over a portion that is not whole: when the source breaks off, what was gathered of it is dropped and the error thrown.
   *  SOURCE_UNREACHABLE, SOURCE_ACCESS_REFUSED, SOURCE_ANSWER_BROKEN, SOURCE_TABLE_UNKNOWN, SOURCE_COLUMN_GONE, DISK_FULL */
  portions(order: ReadOrder<Settings>): AsyncGenerator<Portion>;
  look(order: LookOrder<Settings>): Promise<SourceLook>;
}

/** Rows of a source as lines of JSON, gathered into portions by `portionsOf`. */
export interface Piece {
  readonly lines: readonly string[];
  /** A portion may end after this piece. */
  readonly mayEnd: boolean;
  /** Where the source stands after it; null: as before. */
  readonly position: Position | null;
}
