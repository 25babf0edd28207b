import { type Static, Type } from "typebox";
import { ColumnShape, RecordShape } from "./data.ts";
import { exact, orNull, TextShape } from "./shapes.ts";

const Day = Type.String({ format: "date" });

/** Characters of what is looked for. */
export const SEARCH_LONGEST = 200;

/** POST /api/search — in the body, so that what is looked for stands in no address. */
export const SearchBody = exact({
  query: Type.String({ maxLength: 100_000 }),
  datasets: Type.Optional(Type.Array(Type.String({ maxLength: 63 }), { maxItems: 100 })),
  office: Type.Optional(Type.String({ maxLength: 63 })),
  /** Days that the records are about, both included. */
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000, default: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
});

const SearchHitShape = exact({
  record: RecordShape,
  datasetTitle: TextShape,
  day: orNull(Type.String()),
  /** Where it stands, in positions of the columns' texts. */
  matches: Type.Array(exact({ column: Type.String(), places: Type.Array(exact({ start: Type.Integer(), end: Type.Integer() })) })),
});
export type SearchHitView = Static<typeof SearchHitShape>;

export const SearchShape = exact({
  /** Best first. */
  items: Type.Array(SearchHitShape),
  offset: Type.Integer(),
  limit: Type.Integer(),
  /** Null where nobody counted them. */
  total: orNull(Type.Integer()),
  hasMore: Type.Boolean(),
  /** False: more rows fit than are looked at for one search; those of the newest loads were. */
  isComplete: Type.Boolean(),
  /** Columns of the datasets found. */
  datasets: Type.Array(exact({ dataset: Type.String(), columns: Type.Array(ColumnShape) })),
  /** Personal columns were searched too, in the rows that the purpose opens. */
  isPersonalSearched: Type.Boolean(),
  /** Batches that have no index yet and were not searched. */
  unread: Type.Array(exact({ dataset: Type.String(), title: TextShape, batches: Type.Integer() })),
});
export type SearchView = Static<typeof SearchShape>;
