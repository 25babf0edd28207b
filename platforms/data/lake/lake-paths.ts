/** Names of a batch's files below the lake's folder. */
export interface BatchPaths {
  /** Accepted rows: `_row`, `_line`, `_batch`, `_parser` and the schema's columns, ascending `_row`. After a deletion a file of its own with the rows
   *  that are left, their positions in the record tree (`_leaf`) and of redacted cells the digests (`_cut_COLUMN`). */
  readonly rows: string;
  /** Leaf hashes, 32 bytes a row, then the upper levels of the record tree (`RecordTree.upperLevels`). */
  readonly leaves: string;
  /** Leaves of the key trees, 96 bytes each, sorted, column after column by name. Only where the dataset declares keys. */
  readonly keys: string;
  /** Rows set aside: `row`, `line`, `reasons`, `source`. Only where there are any. */
  readonly quarantine: string;
  readonly manifest: string;
  /** What a retry was made from: see `RetryDocument`. Only for retries. */
  readonly retry: string;
}

/** `generation`: how often rows of it were deleted or redacted; only the file of its rows is another one then. */
export function batchPaths(dataset: string, batch: string, generation = 0): BatchPaths {
  const stem = `${dataset}/${batch}`;
  return {
    rows: `${dataset}/${storedName(batch, generation)}.parquet`,
    leaves: `${stem}.leaves`,
    keys: `${stem}.keys`,
    quarantine: `${stem}.quarantine.parquet`,
    manifest: `${stem}.json`,
    retry: `${stem}.retry.json`,
  };
}

/** Names the rows of a batch as they stand in one generation. */
export function storedName(batch: string, generation = 0): string {
  return generation === 0 ? batch : `${batch}.${generation}`;
}

/** The generation that a file of rows is of; null for other files. */
export function generationOfFile(name: string): number | null {
  const match = /^bat_[0-9A-HJKMNP-TV-Z]{26}(?:\.([1-9]\d{0,8}))?\.parquet$/.exec(name);
  return match ? Number(match[1] ?? 0) : null;
}

/** The batch that a file of a dataset's folder belongs to, or null for strangers. */
export function batchOfFile(name: string): string | null {
  return (
    /^(bat_[0-9A-HJKMNP-TV-Z]{26})\.(?:(?:[1-9]\d{0,8}\.)?parquet|leaves|keys|quarantine\.parquet|json|retry\.json)$/.exec(name)?.[1] ??
    null
  );
}

/** Dataset ids name folders of the lake. */
export function isDatasetId(id: string): boolean {
  return /^[a-z][a-z0-9-]{0,62}$/.test(id);
}
