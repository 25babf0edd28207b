import { type Static, Type } from "typebox";
import { DATA_CLASSES } from "../organisation.ts";
import { CONTRACT_TYPES, SOURCE_ALERTS, SOURCE_KINDS, SOURCE_LOAD_STATUSES, type SourceKind } from "../source.ts";
import { ScheduleRuleShape } from "./schedules.ts";
import { ErrorShape, exact, oneOf, orNull, PageQuery, page, TextShape } from "./shapes.ts";

const Word = Type.String({ minLength: 1, maxLength: 200 });
const Path = Type.String({ minLength: 1, maxLength: 500 });
const Size = Type.Integer({ minimum: 1, maximum: 100_000 });

const FolderShape = exact({
  folder: Type.String({ minLength: 1, maxLength: 4000 }),
  names: Type.Optional(Word),
  settleSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400 })),
});

const TableShape = exact({
  host: Word,
  port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
  database: Word,
  user: Word,
  schema: Type.Optional(Word),
  table: Word,
  tls: Type.Optional(Type.Boolean()),
  cursor: Type.Optional(Word),
  rowsPerBatch: Type.Optional(Type.Integer({ minimum: 1000, maximum: 5_000_000 })),
});

const HttpShape = exact({
  url: Type.String({ minLength: 8, maxLength: 4000 }),
  secretHeader: Type.Optional(Type.String({ pattern: "^[A-Za-z0-9-]{1,64}$" })),
  secretPrefix: Type.Optional(Type.String({ maxLength: 64 })),
  rows: Type.Optional(Path),
  paging: Type.Union([
    exact({ by: Type.Literal("none") }),
    exact({
      by: Type.Literal("page"),
      parameter: Word,
      first: Type.Optional(Type.Integer({ minimum: 0 })),
      sizeParameter: Type.Optional(Word),
      size: Size,
    }),
    exact({ by: Type.Literal("offset"), parameter: Word, sizeParameter: Type.Optional(Word), size: Size }),
    exact({ by: Type.Literal("link"), path: Type.Optional(Path) }),
    exact({ by: Type.Literal("token"), path: Path, parameter: Word }),
  ]),
  total: Type.Optional(Path),
  cursor: Type.Optional(exact({ column: Path, parameter: Word })),
});

/** Settings of each kind; no secret stands in them. */
export const SourceSettingsShapes = {
  folder: FolderShape,
  postgres: TableShape,
  mysql: TableShape,
  http: HttpShape,
} as const satisfies Record<SourceKind, unknown>;

const AnySettings = Type.Union([FolderShape, TableShape, HttpShape]);

export const SecretPlaceShape = exact({ from: oneOf({ env: 0, file: 0 }), name: Type.String({ minLength: 1, maxLength: 100 }) });

const SourceContractShape = exact({
  columns: Type.Array(
    exact({
      name: Word,
      type: oneOf(CONTRACT_TYPES),
      required: Type.Optional(Type.Boolean()),
      mayBeAbsent: Type.Optional(Type.Boolean()),
      allowed: Type.Optional(Type.Array(Type.String({ maxLength: 500 }), { minItems: 1, maxItems: 5000 })),
      into: Type.Optional(orNull(Word)),
    }),
    { minItems: 1, maxItems: 1000 },
  ),
  key: Type.Optional(Type.Array(Word, { minItems: 1, maxItems: 16 })),
  newColumns: Type.Optional(oneOf({ hold: 0, "leave-out": 0 })),
  mostBadRows: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
});

const Named = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  owner: Word,
  legalBasis: Type.String({ minLength: 2, maxLength: 500 }),
  dataClass: oneOf(DATA_CLASSES),
};

/** POST /api/sources */
export const NewSourceBody = exact({
  ...Named,
  kind: oneOf(SOURCE_KINDS),
  dataset: Word,
  office: Type.Optional(Type.String()),
  settings: AnySettings,
  secret: Type.Optional(orNull(SecretPlaceShape)),
  contract: SourceContractShape,
  refresh: Type.Optional(orNull(ScheduleRuleShape)),
});
export type NewSource = Static<typeof NewSourceBody>;

/** POST /api/sources/:source — what is not given stays. A changed contract is its next version. */
export const ChangeSourceBody = exact({
  version: Type.Integer(),
  name: Type.Optional(Named.name),
  owner: Type.Optional(Named.owner),
  legalBasis: Type.Optional(Named.legalBasis),
  dataClass: Type.Optional(Named.dataClass),
  settings: Type.Optional(AnySettings),
  secret: Type.Optional(orNull(SecretPlaceShape)),
  contract: Type.Optional(SourceContractShape),
  refresh: Type.Optional(orNull(ScheduleRuleShape)),
  isPaused: Type.Optional(Type.Boolean()),
});
export type SourceChange = Static<typeof ChangeSourceBody>;

/** POST /api/sources/look — asks the source for its first rows and proposes a contract; nothing is kept. */
export const SourceLookBody = exact({
  kind: oneOf(SOURCE_KINDS),
  settings: AnySettings,
  secret: Type.Optional(orNull(SecretPlaceShape)),
  rows: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000 })),
});

export const SourceLookShape = exact({
  contract: SourceContractShape,
  /** Rows that were looked at; their values stay at the server. */
  rows: Type.Integer(),
});
export type SourceLookView = Static<typeof SourceLookShape>;

const SourceAlertShape = exact({
  id: Type.String(),
  source: Type.String(),
  sourceName: Type.String(),
  kind: oneOf(SOURCE_ALERTS),
  detail: TextShape,
  openedAt: Type.String(),
  lastAt: Type.String(),
  times: Type.Integer(),
  load: orNull(Type.String()),
  acknowledgedAt: orNull(Type.String()),
  acknowledgedBy: orNull(Type.String()),
  closedAt: orNull(Type.String()),
});
export type SourceAlertView = Static<typeof SourceAlertShape>;

const SourceLoadShape = exact({
  id: Type.String(),
  job: Type.String(),
  status: oneOf(SOURCE_LOAD_STATUSES),
  startedAt: Type.String(),
  finishedAt: orNull(Type.String()),
  contractVersion: Type.Integer(),
  parserVersion: Type.String(),
  batches: Type.Array(Type.String()),
  rowsRead: Type.Integer(),
  rowsAccepted: Type.Integer(),
  rowsQuarantined: Type.Integer(),
  error: orNull(ErrorShape),
});
export type SourceLoadView = Static<typeof SourceLoadShape>;

export const SourceShape = exact({
  id: Type.String(),
  version: Type.Integer(),
  ...Named,
  kind: oneOf(SOURCE_KINDS),
  dataset: Type.String(),
  office: Type.String(),
  /** Where it is; null for those who may not set it up. */
  settings: orNull(AnySettings),
  secret: orNull(SecretPlaceShape),
  contract: SourceContractShape,
  contractVersion: Type.Integer(),
  refresh: orNull(ScheduleRuleShape),
  nextAt: orNull(Type.String()),
  isPaused: Type.Boolean(),
  isRunning: Type.Boolean(),
  lastLoad: orNull(SourceLoadShape),
  /** End of the newest load that succeeded, with or without new rows. */
  freshAt: orNull(Type.String()),
  /** It should have been loaded since by its refresh rule. */
  isOverdue: Type.Boolean(),
  openAlerts: Type.Array(SourceAlertShape),
  createdAt: Type.String(),
  changedAt: Type.String(),
  mayManage: Type.Boolean(),
  mayRun: Type.Boolean(),
});
export type SourceView = Static<typeof SourceShape>;

/** GET /api/sources */
export const SourcesShape = page(SourceShape);

/** GET /api/sources/:source/loads */
export const SourceLoadsQuery = exact(PageQuery);
export const SourceLoadsShape = page(SourceLoadShape);

/** GET /api/sources/alerts — newest first; `open`: only those that are not closed. */
export const SourceAlertsQuery = exact({ ...PageQuery, source: Type.Optional(Type.String()), open: Type.Optional(Type.Boolean()) });
export const SourceAlertsShape = page(SourceAlertShape);

/** What a job of kind `load-source` did. */
export interface SourceLoadResult {
  readonly source: string;
  readonly load: string;
  readonly status: "loaded" | "unchanged" | "held";
  readonly batches: readonly string[];
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rowsQuarantined: number;
  /** Files of a folder that were looked at, and those that could not be taken. */
  readonly files: number;
  readonly refused: readonly { readonly file: string; readonly text: { readonly zh: string; readonly en: string } }[];
  readonly alerts: readonly (keyof typeof SOURCE_ALERTS)[];
}
