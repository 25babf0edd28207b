import { type Static, Type } from "typebox";
import { LAW_DIVISIONS, LAW_EVENT_KINDS, LAW_LEVELS } from "../law.ts";
import { exact, oneOf, orNull, PageQuery, page, TextShape } from "./shapes.ts";

const Day = Type.String({ format: "date" });
const Name = Type.String({ minLength: 1, maxLength: 300 });

/** POST /api/laws/imports, on this machine: a folder or a file. */
export const LawImportBody = exact({ path: Type.String() });

export const LawImportShape = exact({
  id: Type.String(),
  job: Type.String(),
  place: Type.String(),
  office: Type.String(),
  at: Type.String(),
  files: Type.Integer(),
  texts: Type.Integer(),
  added: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  /** Texts that stand already, with another wording of the same day from another file. */
  refused: Type.Integer(),
  ledgerIndex: orNull(Type.Integer()),
});
export type LawImportView = Static<typeof LawImportShape>;

/** GET /api/laws/imports */
export const LawImportsQuery = exact(PageQuery);
export const LawImportsShape = page(LawImportShape);

/** GET /api/laws/imports/:import — with what a reader should know of it. */
export const LawImportDetailShape = exact({
  import: LawImportShape,
  notes: page(exact({ file: Type.String(), line: orNull(Type.Integer()), code: Type.String(), text: TextShape })),
});
export type LawImportDetail = Static<typeof LawImportDetailShape>;

const VersionShape = exact({
  id: Type.String(),
  title: Type.String(),
  /** Day of the wording; null: its text does not tell. */
  versionOn: orNull(Type.String()),
  effectiveOn: orNull(Type.String()),
  /** First day on which it was no more in force. */
  until: orNull(Type.String()),
  articles: Type.Integer(),
  file: Type.String(),
});

const LawShape = exact({
  id: Type.String(),
  name: Type.String(),
  level: oneOf(LAW_LEVELS),
  issuer: Type.String(),
  region: Type.String(),
  repealed: orNull(exact({ on: Type.String(), by: Type.String() })),
  /** The oldest first. */
  versions: Type.Array(VersionShape),
});
export type LawView = Static<typeof LawShape>;

/** GET /api/laws?name=&level= — laws whose name holds the words. */
export const LawsQuery = exact({
  name: Type.Optional(Type.String({ maxLength: 300 })),
  level: Type.Optional(oneOf(LAW_LEVELS)),
  ...PageQuery,
});
export const LawsShape = page(LawShape);
export type LawsView = Static<typeof LawsShape>;

const LeafShape = exact({ number: Type.Integer(), text: Type.String(), items: Type.Array(Type.Unknown()) });
const ItemShape = exact({ number: Type.Integer(), text: Type.String(), items: Type.Array(LeafShape) });
const DivisionShape = exact({ kind: Type.Enum([...LAW_DIVISIONS]), number: Type.Integer(), title: Type.String() });
const LawArticleShape = exact({
  key: Type.String(),
  label: Type.String(),
  heading: Type.String(),
  divisions: Type.Array(DivisionShape),
  paragraphs: Type.Array(exact({ text: Type.String(), items: Type.Array(ItemShape) })),
  line: Type.Integer(),
});

/** GET /api/laws/text?law=&on=&article= — the wording in force on a day; all of it, or one article. */
export const LawTextQuery = exact({ law: Name, on: Type.Optional(Day), article: Type.Optional(Type.String({ maxLength: 60 })) });
export const LawTextShape = exact({
  law: LawShape,
  version: VersionShape,
  on: Type.String(),
  documentNumber: Type.String(),
  history: Type.Array(exact({ kind: Type.Enum([...LAW_EVENT_KINDS]), on: Type.String(), by: Type.String() })),
  preamble: Type.Array(Type.String()),
  articles: Type.Array(LawArticleShape),
});
export type LawTextView = Static<typeof LawTextShape>;

/** GET /api/laws/differences?law=&from=&to= — two wordings, by their ids, side by side. */
export const LawDifferencesQuery = exact({ law: Name, from: Type.String({ maxLength: 64 }), to: Type.String({ maxLength: 64 }) });
const PieceShape = exact({ kind: Type.Enum(["same", "removed", "added"]), text: Type.String() });
export const LawDifferencesShape = exact({
  from: VersionShape,
  to: VersionShape,
  same: Type.Integer(),
  articles: Type.Array(
    exact({
      kind: Type.Enum(["changed", "added", "removed", "moved"]),
      from: orNull(Type.String()),
      to: orNull(Type.String()),
      pieces: Type.Array(PieceShape),
    }),
  ),
});
export type LawDifferencesView = Static<typeof LawDifferencesShape>;

/** GET /api/laws/article-history?law=&article=&on= — one article through all wordings, found again where its number moved. */
export const LawArticleHistoryQuery = exact({ law: Name, article: Type.String({ maxLength: 60 }), on: Type.Optional(Day) });
export const LawArticleHistoryShape = exact({
  law: Type.String(),
  on: Type.String(),
  /** The oldest first; wordings that do not differ in it are one. */
  stages: Type.Array(
    exact({
      versions: Type.Array(VersionShape),
      /** Null: taken out. */
      key: orNull(Type.String()),
      label: orNull(Type.String()),
      isShown: Type.Boolean(),
      pieces: Type.Array(PieceShape),
    }),
  ),
});
export type LawArticleHistoryView = Static<typeof LawArticleHistoryShape>;

export const LAW_STATUS = ["in-force", "not-yet", "superseded", "repealed"] as const;

/** POST /api/laws/search — in the body, so that a question stands in no address. */
export const LawSearchBody = exact({
  query: Type.String({ maxLength: 100_000 }),
  /** Whose wording counts; today when not given. */
  on: Type.Optional(Day),
  levels: Type.Optional(Type.Array(oneOf(LAW_LEVELS), { maxItems: 20 })),
  issuer: Type.Optional(Type.String({ maxLength: 200 })),
  region: Type.Optional(Type.String({ maxLength: 60 })),
  law: Type.Optional(Name),
  /** `in-force` (on the day) when not given; `any`: other wordings too. */
  status: Type.Optional(Type.Enum(["in-force", "any"])),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 20 })),
});
export type LawSearchOrder = Static<typeof LawSearchBody>;

const PlaceShape = exact({ start: Type.Integer(), end: Type.Integer() });
const LawHitShape = exact({
  law: Type.String(),
  title: Type.String(),
  level: oneOf(LAW_LEVELS),
  version: Type.String(),
  versionOn: orNull(Type.String()),
  effectiveOn: orNull(Type.String()),
  status: Type.Enum([...LAW_STATUS]),
  key: Type.String(),
  /** 第一百三十三条之一; of texts without articles what stands there. */
  article: Type.String(),
  divisions: Type.Array(Type.String()),
  text: Type.String(),
  /** Where words of the query stand in the text. */
  marks: Type.Array(PlaceShape),
  /** The higher the better; only to be compared within one answer. */
  score: Type.Number(),
  why: Type.Array(exact({ code: Type.String(), text: TextShape })),
});
export type LawHitView = Static<typeof LawHitShape>;

export const LawSearchShape = exact({
  query: Type.String(),
  on: Type.String(),
  results: Type.Array(LawHitShape),
  /** Laws that have been imported; 0: there is nothing to search. */
  held: Type.Integer(),
  /** Another spelling that was searched too. */
  corrected: orNull(Type.String()),
  /** Only the beginning of the query was looked at. */
  isCut: Type.Boolean(),
  milliseconds: Type.Number(),
});
export type LawSearchView = Static<typeof LawSearchShape>;

/** POST /api/laws/citations */
export const LawCitationsBody = exact({
  text: Type.String({ maxLength: 2_000_000 }),
  on: Type.Optional(Day),
  /** Name of the law that the text is, for 本法 and 前款. */
  law: Type.Optional(Name),
  /** With the text of the articles that are quoted. */
  wording: Type.Optional(Type.Boolean()),
});
const LawCitationShape = exact({
  start: Type.Integer(),
  end: Type.Integer(),
  text: Type.String(),
  canonical: Type.String(),
  by: Type.Enum(["named", "carried", "self"]),
  state: Type.String(),
  stateText: TextShape,
  law: orNull(Type.String()),
  version: orNull(Type.String()),
  articles: Type.Array(Type.String()),
  paragraphs: Type.Array(Type.Integer()),
  items: Type.Array(Type.Integer()),
  repealed: orNull(exact({ on: Type.String(), by: Type.String() })),
  meant: Type.Array(Type.String()),
  /** Paragraphs and items of what is meant, a line each, where it was asked for and words in quotation marks stand beside; else null. */
  wording: orNull(Type.String()),
});
export type LawCitationView = Static<typeof LawCitationShape>;
export const LawCitationsShape = exact({ on: Type.String(), citations: Type.Array(LawCitationShape) });
export type LawCitationsView = Static<typeof LawCitationsShape>;

/** GET /api/laws/suggestions?beginning= */
export const LawSuggestionsQuery = exact({ beginning: Type.String({ minLength: 1, maxLength: 60 }) });
export const LawSuggestionsShape = exact({
  items: Type.Array(exact({ text: Type.String(), law: Type.String(), level: oneOf(LAW_LEVELS), article: orNull(Type.String()) })),
});
export type LawSuggestionsView = Static<typeof LawSuggestionsShape>;
