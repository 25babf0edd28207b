import { type Static, Type } from "typebox";
import { ENTITY_CHANGES, ENTITY_KINDS, ENTITY_VERDICTS, MENTION_PARTS, REVIEW_REASONS } from "../entities.ts";
import { ColumnShape, RecordShape } from "./data.ts";
import { CellShape, exact, oneOf, orNull, PageQuery, page, TextShape } from "./shapes.ts";

const Kind = oneOf(ENTITY_KINDS);

/** POST /api/entities/runs */
export const LinkBody = exact({
  /** All that hold anybody when not given. */
  datasets: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 63 }), { maxItems: 500 })),
  /** Everything is compared anew and the weights are learned again. */
  full: Type.Optional(Type.Boolean()),
});

const EntityRunShape = exact({
  /** The batch of members. */
  run: Type.String(),
  mode: Type.Union([Type.Literal("full"), Type.Literal("incremental")]),
  startedAt: Type.String(),
  finishedAt: Type.String(),
  actor: Type.String(),
  members: Type.Integer(),
  entities: Type.Integer(),
  kinds: Type.Array(
    exact({
      kind: Kind,
      mentions: Type.Integer(),
      profiles: Type.Integer(),
      entities: Type.Integer(),
      compared: Type.Integer(),
      candidates: Type.Integer(),
      /** Probability from which a pair is one. */
      threshold: Type.Number(),
      expected: orNull(exact({ precision: Type.Number(), recall: Type.Number(), f1: Type.Number() })),
      refused: Type.Integer(),
      contradictions: Type.Array(exact({ different: Type.String(), same: Type.Array(Type.String()) })),
      waiting: Type.Integer(),
    }),
  ),
  datasets: Type.Array(Type.String()),
  codeVersion: Type.String(),
  resultDigest: Type.String(),
});
export type EntityRunView = Static<typeof EntityRunShape>;
/** GET /api/entities/runs — newest first. */
export const EntityRunsShape = page(EntityRunShape);

const Mention = Type.String({ pattern: "^bat_[0-9A-HJKMNP-TV-Z]{26}:[1-9]\\d{0,9}#.{1,64}$" });

/** A record as it speaks of an entity, as the caller may see it. */
const EntityRecordShape = exact({
  mention: Type.String(),
  ref: Type.String(),
  dataset: Type.String(),
  datasetTitle: TextShape,
  role: Type.String(),
  fileName: Type.String(),
  parts: Type.Array(exact({ part: oneOf(MENTION_PARTS), value: CellShape, isMasked: Type.Boolean() })),
});
export type EntityRecordView = Static<typeof EntityRecordShape>;

/** GET /api/entities — `query`: an entity's id, a number, or part of an organisation's name. Persons and vehicles are found by number only for the
 *  subject of a stated purpose. */
export const EntitiesQuery = exact({
  ...PageQuery,
  kind: Type.Optional(Kind),
  query: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
});
const EntitySummaryShape = exact({
  entity: Type.String(),
  kind: Kind,
  members: Type.Integer(),
  datasets: Type.Integer(),
  /** One of its records, null where the caller sees none. */
  sample: orNull(EntityRecordShape),
});
export type EntitySummary = Static<typeof EntitySummaryShape>;
export const EntitiesShape = page(EntitySummaryShape);

const EntityChangeShape = exact({
  run: Type.String(),
  at: Type.String(),
  change: oneOf(ENTITY_CHANGES),
  entity: Type.String(),
  other: Type.String(),
  members: Type.Integer(),
});

const EntityDecisionShape = exact({
  id: Type.String(),
  kind: Kind,
  act: Type.Union([Type.Literal("review"), Type.Literal("split"), Type.Literal("merge")]),
  verdict: oneOf(ENTITY_VERDICTS),
  left: Type.Array(Type.String()),
  right: Type.Array(Type.String()),
  note: Type.String(),
  byName: Type.String(),
  at: Type.String(),
  undoneAt: orNull(Type.String()),
  undoneByName: orNull(Type.String()),
  undoNote: orNull(Type.String()),
});
export type EntityDecisionView = Static<typeof EntityDecisionShape>;
/** GET /api/entities/decisions — newest first, those taken back among them. */
export const EntityDecisionsShape = page(EntityDecisionShape);
export const EntityDecisionsQuery = exact({ ...PageQuery });
export { EntityDecisionShape };

/** A record that names the entity: as it speaks of it, and whole. */
const KnownRecordShape = exact({
  ...EntityRecordShape.properties,
  record: RecordShape,
  /** The day that the record is about, by its dataset's own column; null where it has none that the caller may see. */
  day: orNull(Type.String()),
  /** Put there by linking. Otherwise it was loaded later and gives one of the entity's numbers. */
  isMember: Type.Boolean(),
});
export type KnownRecordView = Static<typeof KnownRecordShape>;

const DatasetName = { dataset: Type.String(), title: TextShape };

/** GET /api/entities/:entity — everything known of it that the caller may see, without what is sealed, superseded or withdrawn. */
export const EntityShape = exact({
  entity: Type.String(),
  kind: Kind,
  run: Type.String(),
  linkedAt: Type.String(),
  members: Type.Integer(),
  datasets: Type.Array(
    exact({
      ...DatasetName,
      members: Type.Integer(),
      columns: Type.Array(ColumnShape),
      /** Column that gives the records their day. */
      dayColumn: orNull(Type.String()),
      /** Records that a later load or a correction took the place of. */
      gone: Type.Integer(),
      /** Rows of the dataset that are set aside in quarantine: whether they speak of the entity is not known. */
      held: Type.Integer(),
    }),
  ),
  /** By dataset, newest first; of each at most 200. */
  records: Type.Array(KnownRecordShape),
  /** What is not in it. */
  coverage: exact({
    /** It has more members than are looked at. */
    isCapped: Type.Boolean(),
    /** Datasets of the home that the caller may not read. */
    closedDatasets: Type.Integer(),
    /** Batches that came after the linking; `unread`: those of them that have no index yet, so that nothing of them is shown. */
    unlinked: Type.Array(exact({ ...DatasetName, batches: Type.Integer(), unread: Type.Integer() })),
    /** Datasets that were read without an index. */
    slow: Type.Array(exact(DatasetName)),
  }),
  changes: Type.Array(EntityChangeShape),
  decisions: Type.Array(EntityDecisionShape),
  leads: Type.Array(exact({ lead: Type.String(), model: Type.String(), status: Type.String() })),
  cases: Type.Array(exact({ case: Type.String(), number: Type.String(), lead: Type.String(), status: Type.String() })),
});
export type EntityView = Static<typeof EntityShape>;

const WeighedLinkShape = exact({
  left: Type.String(),
  right: Type.String(),
  odds: Type.Number(),
  probability: Type.Number(),
  /** Bits. */
  prior: Type.Number(),
  relatives: Type.Number(),
  comparisons: Type.Array(
    exact({ parts: Type.Array(oneOf(MENTION_PARTS)), label: TextShape, level: orNull(TextShape), weight: Type.Number() }),
  ),
});
export type WeighedLinkView = Static<typeof WeighedLinkShape>;

/** GET /api/entities/:entity/evidence — why its records are together. */
export const EntityEvidenceShape = exact({
  /** False: what was compared is not there any more; a full run compares it again. */
  isThere: Type.Boolean(),
  threshold: Type.Number(),
  /** What its records say, each thing once; empty `mentions` where the caller sees none of the records. */
  profiles: Type.Array(exact({ key: Type.String(), members: Type.Integer(), mentions: Type.Array(Type.String()) })),
  links: Type.Array(WeighedLinkShape),
});
export type EntityEvidenceView = Static<typeof EntityEvidenceShape>;

const ReviewShape = exact({
  id: Type.String(),
  kind: Kind,
  reason: oneOf(REVIEW_REASONS),
  /** Null where no rule brought the two together to be compared. */
  probability: orNull(Type.Number()),
  isTogether: Type.Boolean(),
  left: EntityRecordShape,
  right: EntityRecordShape,
  leftEntity: Type.String(),
  rightEntity: Type.String(),
});
export type EntityReviewView = Static<typeof ReviewShape>;
/** GET /api/entities/reviews — the most uncertain first; pairs of which the caller sees both records and on which nobody decided. */
export const EntityReviewsQuery = exact({ ...PageQuery, kind: Type.Optional(Kind) });
export const EntityReviewsShape = page(ReviewShape);
/** GET /api/entities/reviews/:review */
export const EntityReviewShape = exact({ review: ReviewShape, threshold: Type.Number(), evidence: orNull(WeighedLinkShape) });
export type EntityReviewDetail = Static<typeof EntityReviewShape>;

/** POST /api/entities/decisions — two records; or `entity` and those of its records that do not belong to it; or entities that are one. */
export const EntityDecisionBody = Type.Union([
  exact({
    act: Type.Literal("review"),
    kind: Kind,
    verdict: oneOf(ENTITY_VERDICTS),
    left: Mention,
    right: Mention,
    note: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
  exact({
    act: Type.Literal("split"),
    entity: Type.String(),
    mentions: Type.Array(Mention, { minItems: 1, maxItems: 200 }),
    note: Type.String({ maxLength: 2000 }),
  }),
  exact({
    act: Type.Literal("merge"),
    entities: Type.Array(Type.String(), { minItems: 2, maxItems: 20 }),
    note: Type.String({ maxLength: 2000 }),
  }),
]);

/** POST /api/entities/decisions/:decision/undo */
export const EntityUndoBody = exact({ note: Type.String({ minLength: 1, maxLength: 2000 }) });

const EntityMentionShape = exact({
  kind: Kind,
  role: Type.String({ minLength: 1, maxLength: 64 }),
  columns: Type.Partial(
    exact(Object.fromEntries(Object.keys(MENTION_PARTS).map((part) => [part, Type.String({ minLength: 1, maxLength: 63 })]))),
  ),
});

/** GET /api/entities/mappings */
const EntityMappingShape = exact({
  dataset: Type.String(),
  title: TextShape,
  mentions: Type.Array(exact({ kind: Kind, role: Type.String(), columns: Type.Record(Type.String(), Type.String()) })),
  isAdjusted: Type.Boolean(),
  isAutomatic: Type.Boolean(),
});
export type EntityMappingView = Static<typeof EntityMappingShape>;
export const EntityMappingsShape = page(EntityMappingShape);

/** POST /api/entities/mappings/:dataset — `mentions` null: by the meaning of the columns. */
export const EntityMappingBody = exact({
  mentions: orNull(Type.Array(EntityMentionShape, { maxItems: 20 })),
  isAutomatic: Type.Boolean(),
});
