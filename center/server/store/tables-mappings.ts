export interface MappingTables {
  mappings: MappingsTable;
  uploads: UploadsTable;
}

/** How the headings of files from one source fill the columns of a dataset; one for each dataset, office and set of headings. */
export interface MappingsTable {
  id: string;
  version: number;
  name: string;
  dataset: string;
  office: string;
  /** SHA-256 (hex) of the sorted set of headings. */
  fingerprint: string;
  /** JSON array, as in the file that it was saved with. */
  headings: string;
  /** JSON: heading → column or null. */
  mapping: string;
  /** Who saved this version. */
  actor: string;
  created_at: string;
  changed_at: string;
  /** Outbox id of the newest statement. */
  outbox: number;
}

/** Files that wait in the scratch folder until the person who sent them has looked at the preview. */
export interface UploadsTable {
  id: string;
  path: string;
  /** Name that the sender gave it. */
  name: string;
  size: number;
  owner: string;
  created_at: string;
  expires_at: string;
}
