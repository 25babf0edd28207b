import { type Static, Type } from "typebox";
import { DATA_CLASSES } from "../organisation.ts";
import { exact, oneOf, orNull, TextShape } from "./shapes.ts";

/** What an office says about a dataset or one of its columns. */
export const CatalogueNoteShape = exact({
  id: Type.String(),
  column: orNull(Type.String()),
  office: Type.String(),
  version: Type.Integer(),
  meaning: Type.String(),
  tags: Type.Array(Type.String()),
  legalBasis: orNull(Type.String()),
  refreshDays: orNull(Type.Integer()),
  by: Type.String(),
  at: Type.String(),
});
export type CatalogueNote = Static<typeof CatalogueNoteShape>;

/** How something is used. `by` are people, shown to those who may read the audit; null for everybody else. */
export const CATALOGUE_USES = {
  model: { zh: "模型", en: "Model" },
  rule: { zh: "质量规则", en: "Quality rule" },
  export: { zh: "导出", en: "Export" },
  reveal: { zh: "凭用途打开", en: "Opened for a purpose" },
  read: { zh: "翻看数据行", en: "Rows read" },
  query: { zh: "查询", en: "Query" },
} as const;

const CatalogueUseShape = exact({
  kind: oneOf(CATALOGUE_USES),
  /** Model, rule or the like; null where many acts are counted together. */
  id: orNull(Type.String()),
  title: TextShape,
  /** Empty: of whole rows. */
  columns: Type.Array(Type.String()),
  /** How often: runs of a model, acts of people. */
  times: Type.Integer(),
  lastAt: orNull(Type.String()),
  by: orNull(Type.Array(exact({ name: Type.String(), times: Type.Integer(), lastAt: Type.String() }))),
});
export type CatalogueUse = Static<typeof CatalogueUseShape>;

const CatalogueEntry = {
  dataset: Type.String(),
  title: TextShape,
  owner: TextShape,
  dataClass: oneOf(DATA_CLASSES),
  isInternal: Type.Boolean(),
  columns: Type.Integer(),
  /** Over the batches that the caller may see: rows loaded and bytes in the lake. */
  rows: Type.Integer(),
  bytes: Type.Integer(),
  batches: Type.Integer(),
  /** On what ground the house holds it: of the systems that deliver it, and as offices wrote down. */
  legalBases: Type.Array(exact({ text: Type.String(), from: Type.String() })),
  /** Systems that deliver it, by name. */
  sources: Type.Array(exact({ id: Type.String(), name: Type.String(), owner: Type.String() })),
  lastBatchAt: orNull(Type.String()),
  /** When the next load is expected, and who says so; null where nobody does. */
  expected: orNull(exact({ at: Type.String(), from: oneOf({ source: 0, note: 0, rule: 0 }) })),
  isOverdue: Type.Boolean(),
  /** Measured after the newest load, 0 to 100. */
  score: orNull(Type.Number()),
  tags: Type.Array(Type.String()),
  /** Models that read it. */
  models: Type.Integer(),
};
const CatalogueEntryShape = exact(CatalogueEntry);
export type CatalogueEntry = Static<typeof CatalogueEntryShape>;

/** GET /api/catalogue */
export const CatalogueShape = exact({ items: Type.Array(CatalogueEntryShape) });
export type Catalogue = Static<typeof CatalogueShape>;

/** GET /api/catalogue/:dataset */
export const CatalogueDatasetShape = exact({
  ...CatalogueEntry,
  notes: Type.Array(CatalogueNoteShape),
  uses: Type.Array(CatalogueUseShape),
  items: Type.Array(
    exact({
      name: Type.String(),
      title: TextShape,
      type: Type.String(),
      semantic: Type.String(),
      dataClass: oneOf(DATA_CLASSES),
      isRequired: Type.Boolean(),
      isKey: Type.Boolean(),
      allowed: Type.Array(Type.String()),
      /** Under which the dictionary knows it, and under which files delivered it. */
      headings: Type.Array(Type.String()),
      delivered: Type.Array(Type.String()),
      notes: Type.Array(CatalogueNoteShape),
    }),
  ),
});
export type CatalogueDataset = Static<typeof CatalogueDatasetShape>;

/** POST /api/catalogue/:dataset/notes — the caller's office says what it means. `version`: of its newest note, 0 for none. Empty everywhere: withdrawn. */
export const CatalogueNoteBody = exact({
  column: orNull(Type.String()),
  version: Type.Integer({ minimum: 0 }),
  meaning: Type.String({ maxLength: 2000 }),
  tags: Type.Array(Type.String({ minLength: 1, maxLength: 30 }), { maxItems: 20 }),
  legalBasis: Type.Optional(orNull(Type.String({ minLength: 1, maxLength: 500 }))),
  refreshDays: Type.Optional(orNull(Type.Integer({ minimum: 1, maximum: 3660 }))),
});

/** GET /api/catalogue/:dataset/notes — every version, newest first. */
export const CatalogueNotesQuery = exact({ column: Type.Optional(Type.String()), office: Type.Optional(Type.String()) });
export const CatalogueNotesShape = exact({ items: Type.Array(CatalogueNoteShape) });

/** Where the words were found. */
export const CATALOGUE_PLACES = {
  title: { zh: "名称", en: "title" },
  name: { zh: "标识", en: "name" },
  heading: { zh: "文件中的列名", en: "heading" },
  meaning: { zh: "说明", en: "note" },
  tag: { zh: "标签", en: "tag" },
  owner: { zh: "来源单位", en: "owner" },
} as const;

/** GET /api/catalogue/search */
export const CatalogueSearchQuery = exact({
  q: Type.String({ maxLength: 100 }),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
});
export const CatalogueHitsShape = exact({
  items: Type.Array(
    exact({
      dataset: Type.String(),
      /** Null: the dataset itself. */
      column: orNull(Type.String()),
      title: TextShape,
      datasetTitle: TextShape,
      dataClass: oneOf(DATA_CLASSES),
      place: oneOf(CATALOGUE_PLACES),
      /** The words in which it was found. */
      text: Type.String(),
      /** Found by the sound of its characters. */
      isBySound: Type.Boolean(),
    }),
  ),
  total: Type.Integer(),
});
export type CatalogueHits = Static<typeof CatalogueHitsShape>;
