import { type Static, Type } from "typebox";
import { exact, oneOf, orNull, page, TextShape } from "./shapes.ts";

/** Source heading → column of the dataset, or null: not to be loaded. Headings that are not named are mapped by themselves. */
export const ExplicitMappingShape = Type.Record(Type.String(), orNull(Type.String()));

/** POST /api/uploads — a file that waits for its sender's decision. */
export const UploadShape = exact({ id: Type.String(), name: Type.String(), size: Type.Integer(), expiresAt: Type.String() });
export type UploadView = Static<typeof UploadShape>;

const Part = {
  sheet: Type.Optional(Type.String()),
  member: Type.Optional(Type.String()),
};

/** POST /api/uploads/:upload/preview. Without a dataset: headings, rows and the datasets that it may be. */
export const PreviewBody = exact({
  ...Part,
  dataset: Type.Optional(Type.String()),
  office: Type.Optional(Type.String()),
  mapping: Type.Optional(ExplicitMappingShape),
  rows: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
});

/** POST /api/intake/preview — as above for a file on this machine; callers on this machine only. */
export const PathPreviewBody = exact({ ...PreviewBody.properties, path: Type.String() });

const PartShape = exact({ member: orNull(Type.String()), sheet: orNull(Type.String()), isHidden: Type.Boolean() });
const CountShape = exact({ code: Type.String(), column: orNull(Type.String()), rows: Type.Integer() });
const SavedShape = exact({ id: Type.String(), name: Type.String(), version: Type.Integer() });

export const SuggestionShape = exact({
  heading: Type.String(),
  column: orNull(Type.String()),
  certainty: oneOf({ sure: 0, likely: 0, "cannot-tell": 0, none: 0 }),
  reason: TextShape,
  candidates: Type.Array(Type.String()),
  /** Some of its values; masked where the caller may not see them. */
  samples: Type.Array(Type.String()),
});

/** What loading would do, from the first records. Nothing was written. */
export const PreviewShape = exact({
  file: exact({
    name: Type.String(),
    size: Type.Integer(),
    format: Type.String(),
    encoding: orNull(Type.String()),
    delimiter: orNull(Type.String()),
    sheet: orNull(Type.String()),
  }),
  dataset: orNull(Type.String()),
  parts: Type.Array(PartShape),
  part: PartShape,
  headings: Type.Array(Type.String()),
  notes: Type.Array(TextShape),
  /** Datasets that it may be, best first. */
  datasets: Type.Array(exact({ dataset: Type.String(), score: Type.Number(), isLikely: Type.Boolean(), reason: TextShape })),
  /** One for each heading; empty without a dataset. */
  suggestions: Type.Array(SuggestionShape),
  /** Column → heading: what a load with this request would use. */
  mapping: Type.Record(Type.String(), orNull(Type.String())),
  savedMapping: orNull(SavedShape),
  missing: Type.Array(Type.String()),
  ignored: Type.Array(Type.String()),
  judged: Type.Integer(),
  isWhole: Type.Boolean(),
  quarantined: Type.Integer(),
  quarantine: Type.Array(CountShape),
  columns: Type.Array(
    exact({
      name: Type.String(),
      title: TextShape,
      required: Type.Boolean(),
      heading: orNull(Type.String()),
      filled: Type.Integer(),
      empty: Type.Integer(),
      rejected: Type.Integer(),
    }),
  ),
  rows: Type.Array(
    exact({
      row: Type.Integer(),
      line: Type.Integer(),
      source: Type.Record(Type.String(), Type.String()),
      values: Type.Record(Type.String(), orNull(Type.String())),
      reasons: Type.Array(exact({ code: Type.String(), column: orNull(Type.String()), value: orNull(Type.String()) })),
    }),
  ),
});
export type PreviewView = Static<typeof PreviewShape>;

/** POST /api/uploads/:upload/load — answers with the job. `saveAs`: keeps the mapping under this name for files with the same headings. */
export const LoadBody = exact({
  ...Part,
  dataset: Type.String(),
  create: Type.Optional(Type.Boolean()),
  office: Type.Optional(Type.String()),
  mapping: Type.Optional(ExplicitMappingShape),
  saveAs: Type.Optional(
    exact({ name: Type.String({ minLength: 1, maxLength: 100 }), headings: Type.Array(Type.String(), { maxItems: 16_384 }) }),
  ),
});

export const MappingShape = exact({
  ...SavedShape.properties,
  dataset: Type.String(),
  office: Type.String(),
  headings: Type.Array(Type.String()),
  mapping: ExplicitMappingShape,
  savedBy: Type.String(),
  changedAt: Type.String(),
});
export type MappingView = Static<typeof MappingShape>;

/** GET /api/mappings */
export const MappingsShape = page(MappingShape);

/** POST /api/mappings */
export const NewMappingBody = exact({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  dataset: Type.String(),
  office: Type.Optional(Type.String()),
  headings: Type.Array(Type.String(), { minItems: 1, maxItems: 16_384 }),
  mapping: ExplicitMappingShape,
});
