import { type Static, Type } from "typebox";
import { LAW_SHARING } from "../law-collection.ts";
import { BUSINESS_LINES } from "../organisation.ts";
import { LawSearchBody } from "./laws.ts";
import { exact, oneOf, orNull, PageQuery, page } from "./shapes.ts";

const Day = Type.String({ format: "date" });
const Name = Type.String({ minLength: 1, maxLength: 300 });

/** GET /api/laws/history — one's own searches and readings, the newest first. Nobody else sees them. */
export const LawHistoryQuery = exact({ kind: Type.Optional(Type.Enum(["search", "reading"])), ...PageQuery });
export const LawHistoryShape = page(
  exact({
    id: Type.String(),
    kind: Type.Enum(["search", "reading"]),
    query: Type.String(),
    law: Type.String(),
    article: Type.String(),
    on: orNull(Type.String()),
    at: Type.String(),
  }),
);
export type LawHistoryView = Static<typeof LawHistoryShape>;

/** POST /api/laws/history — what was just looked for or read; the same again moves up. */
export const LawHistoryBody = Type.Union([
  exact({ kind: Type.Literal("search"), query: Type.String({ minLength: 1, maxLength: 1000 }), on: Type.Optional(Day) }),
  exact({ kind: Type.Literal("reading"), law: Name, article: Type.Optional(Type.String({ maxLength: 60 })), on: Type.Optional(Day) }),
]);
export type LawHistoryOrder = Static<typeof LawHistoryBody>;

/** POST /api/laws/history/removal — one entry, or everything. */
export const LawHistoryRemovalBody = exact({ id: Type.Optional(Type.String({ maxLength: 64 })) });
export const LawHistoryRemovedShape = exact({ removed: Type.Integer() });

export const LawCollectionShape = exact({
  id: Type.String(),
  version: Type.Integer(),
  title: Type.String(),
  note: Type.String(),
  sharing: oneOf(LAW_SHARING),
  office: Type.String(),
  line: orNull(oneOf(BUSINESS_LINES)),
  ownerName: Type.String(),
  isOwn: Type.Boolean(),
  items: Type.Integer(),
  changedAt: Type.String(),
});
export type LawCollectionView = Static<typeof LawCollectionShape>;

/** GET /api/laws/collections — one's own, and those that are shared with the caller's office or line. */
export const LawCollectionsQuery = exact(PageQuery);
export const LawCollectionsShape = page(LawCollectionShape);
export type LawCollectionsView = Static<typeof LawCollectionsShape>;

const Title = Type.String({ minLength: 1, maxLength: 200 });
const Note = Type.String({ maxLength: 4000 });
/** POST /api/laws/collections */
export const LawCollectionBody = exact({
  title: Title,
  note: Type.Optional(Note),
  sharing: Type.Optional(oneOf(LAW_SHARING)),
  /** Needed where it is shared with a line and the owner has several. */
  line: Type.Optional(oneOf(BUSINESS_LINES)),
});
export type LawCollectionOrder = Static<typeof LawCollectionBody>;
/** POST /api/laws/collections/:collection */
export const LawCollectionChangeBody = exact({ version: Type.Integer(), ...LawCollectionBody.properties });

export const LawCollectionItemShape = exact({
  id: Type.String(),
  law: Type.String(),
  key: Type.String(),
  article: Type.String(),
  versionOn: orNull(Type.String()),
  effectiveOn: orNull(Type.String()),
  until: orNull(Type.String()),
  text: Type.String(),
  /** Passage of the text; empty: all of it. */
  quote: Type.String(),
  note: Type.String(),
  addedByName: Type.String(),
  addedAt: Type.String(),
  isOwn: Type.Boolean(),
});
export type LawCollectionItemView = Static<typeof LawCollectionItemShape>;

export const LawCollectionDetailShape = exact({ collection: LawCollectionShape, items: Type.Array(LawCollectionItemShape) });
export type LawCollectionDetail = Static<typeof LawCollectionDetailShape>;

/** POST /api/laws/collections/:collection/items — in the wording of the day. */
export const LawCollectionItemBody = exact({
  law: Name,
  article: Type.String({ minLength: 1, maxLength: 60 }),
  on: Type.Optional(Day),
  quote: Type.Optional(Type.String({ maxLength: 4000 })),
  note: Type.Optional(Note),
});
export type LawCollectionItemOrder = Static<typeof LawCollectionItemBody>;
/** POST /api/laws/collections/:collection/items/:item */
export const LawCollectionNoteBody = exact({ note: Note });
/** POST /api/laws/collections/:collection/order — ids of all items. */
export const LawCollectionOrderBody = exact({
  version: Type.Integer(),
  items: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 500 }),
});

/** POST /api/laws/search/document — the result of a search as Word. */
export const LawSearchDocumentBody = LawSearchBody;
