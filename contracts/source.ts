import type { Text } from "./text.ts";

/** Where records come from: what the house knows of a system that delivers into one dataset. */
export const SOURCE_KINDS = {
  folder: { zh: "监视文件夹", en: "Watched folder" },
  postgres: { zh: "PostgreSQL 表", en: "PostgreSQL table" },
  mysql: { zh: "MySQL／MariaDB 表", en: "MySQL or MariaDB table" },
  http: { zh: "HTTP JSON 接口", en: "HTTP JSON interface" },
} as const satisfies Record<string, Text>;

export type SourceKind = keyof typeof SOURCE_KINDS;

/** Files appear in a folder of this machine. They are read and never moved, changed or deleted. */
export interface FolderSettings {
  readonly folder: string;
  /** Which file names: `*` and `?`, several separated by commas; all when not given. */
  readonly names?: string;
  /** A file is taken once nothing about it has changed for so many seconds; 10 when not given. */
  readonly settleSeconds?: number;
}

/** A table of a database. Without `cursor` the whole table is taken; with it what is new since the last load. */
export interface TableSettings {
  readonly host: string;
  readonly port?: number;
  readonly database: string;
  readonly user: string;
  /** PostgreSQL only; `public` when not given. */
  readonly schema?: string;
  readonly table: string;
  /** Encrypt the connection and require a certificate that this machine trusts. */
  readonly tls?: boolean;
  /** Column that only grows: a number, a time. */
  readonly cursor?: string;
  /** With a cursor: rows to a batch; 200,000 when not given. */
  readonly rowsPerBatch?: number;
}

/** How an interface hands out its rows. Paths into an answer are member names joined by dots. */
export type Paging =
  | { readonly by: "none" }
  | { readonly by: "page"; readonly parameter: string; readonly first?: number; readonly sizeParameter?: string; readonly size: number }
  | { readonly by: "offset"; readonly parameter: string; readonly sizeParameter?: string; readonly size: number }
  /** `path` of the next address in the answer; without it the header `Link` with rel=next. */
  | { readonly by: "link"; readonly path?: string }
  | { readonly by: "token"; readonly path: string; readonly parameter: string };

export interface HttpSettings {
  readonly url: string;
  /** Header that carries the secret; `authorization` when not given. */
  readonly secretHeader?: string;
  /** Stands before the secret in the header: `Bearer `. */
  readonly secretPrefix?: string;
  /** Path of the list of rows in an answer; the answer itself when not given. */
  readonly rows?: string;
  readonly paging: Paging;
  /** Path of the number of all rows, against which the rows received are counted. */
  readonly total?: string;
  /** Member of a row that only grows, and the parameter that asks for rows from a value on. */
  readonly cursor?: { readonly column: string; readonly parameter: string };
}

export type SourceSettings = FolderSettings | TableSettings | HttpSettings;

/** Where a password or token is: an environment variable of the server, or a file of the home's `secrets/sources`. Never the secret itself. */
export type SecretPlace = { readonly from: "env"; readonly name: string } | { readonly from: "file"; readonly name: string };

/** What a value must look like before it is standardised; a value that does not is set aside, the type stays. */
export const CONTRACT_TYPES = {
  text: { zh: "文本", en: "text" },
  integer: { zh: "整数", en: "whole number" },
  decimal: { zh: "小数", en: "decimal number" },
  date: { zh: "日期", en: "date" },
  timestamp: { zh: "日期时间", en: "date and time" },
  boolean: { zh: "是否", en: "yes or no" },
} as const satisfies Record<string, Text>;

export type ContractType = keyof typeof CONTRACT_TYPES;

export interface ContractColumn {
  /** As the source calls it. */
  readonly name: string;
  readonly type: ContractType;
  readonly required?: boolean;
  /** A JSON interface may leave an empty member out, so that a whole load without the column is no drift. */
  readonly mayBeAbsent?: boolean;
  /** Closed list of the source's own spellings. */
  readonly allowed?: readonly string[];
  /** Column of the dataset; null: known, and not to be loaded. By its name when not given. */
  readonly into?: string | null;
}

/** What the source has promised to deliver. */
export interface SourceContract {
  readonly columns: readonly ContractColumn[];
  /** Columns that name one row; a key that stands twice in one load sets both rows aside. */
  readonly key?: readonly string[];
  /** A column that the contract does not name: hold the load back (when not given), or leave the column out. Either raises an alert. */
  readonly newColumns?: "hold" | "leave-out";
  /** Share of rows set aside, 0 to 1, above which the whole load is held back; 0.5 when not given. */
  readonly mostBadRows?: number;
}

export const SOURCE_LOAD_STATUSES = {
  running: { zh: "进行中", en: "Running" },
  loaded: { zh: "已装入", en: "Loaded" },
  unchanged: { zh: "没有新数据", en: "Nothing new" },
  /** Taken and set aside as a whole: nothing of it is visible. */
  held: { zh: "整批暂扣", en: "Held back" },
  failed: { zh: "失败", en: "Failed" },
} as const satisfies Record<string, Text>;

export type SourceLoadStatus = keyof typeof SOURCE_LOAD_STATUSES;

/** Named alerts. One of a kind is open for a source at a time; a load without the trouble closes it. */
export const SOURCE_ALERTS = {
  "column-gone": { zh: "约定的列没有了", en: "A column of the contract is gone" },
  "column-new": { zh: "出现约定之外的列", en: "A column that the contract does not name" },
  "type-drift": { zh: "值与约定的类型不符", en: "Values are not of the type agreed" },
  "value-drift": { zh: "值不在约定的取值之内", en: "Values outside the list agreed" },
  "key-twice": { zh: "约定的主键重复", en: "A key stands twice" },
  "required-missing": { zh: "必填项为空", en: "Required values are missing" },
  "too-many-bad": { zh: "坏行过多，整批暂扣", en: "Too many bad rows: load held back" },
  "quality-blocked": { zh: "阻断级质量规则未达标，整批暂扣", en: "A blocking quality rule is broken: load held back" },
  unreachable: { zh: "来源连不上或中途断开", en: "The source cannot be reached, or broke off" },
  "access-refused": { zh: "来源拒绝访问", en: "The source refuses access" },
  "answer-broken": { zh: "来源的应答不完整或无法识别", en: "The source's answer is incomplete or cannot be read" },
  "file-refused": { zh: "文件无法装入", en: "A file cannot be loaded" },
  "disk-full": { zh: "磁盘已满", en: "The disk is full" },
  "load-failed": { zh: "装入失败", en: "The load failed" },
} as const satisfies Record<string, Text>;

export type SourceAlertKind = keyof typeof SOURCE_ALERTS;
