import { type Static, Type } from "typebox";
import { ErrorShape, exact, oneOf, orNull } from "./shapes.ts";

/** What a watched folder is doing. `trouble`: it cannot be looked at; `feature-off`: the assistant is off in the office. */
export const DOCUMENT_WATCH_STATES = {
  on: { zh: "看守中", en: "on" },
  working: { zh: "正在校核", en: "checking" },
  paused: { zh: "已暂停", en: "paused" },
  off: { zh: "已关闭", en: "off" },
  "feature-off": { zh: "本单位未开启文书校核", en: "the assistant is off in the office" },
  trouble: { zh: "无法看守", en: "cannot be looked at" },
} as const;

const Path = Type.String({ minLength: 1, maxLength: 1000 });
const Name = Type.String({ minLength: 1, maxLength: 100 });

const WatchMembers = {
  id: Type.String(),
  name: Type.String(),
  /** By whose rules, and in whose figures. */
  office: Type.String(),
  pathIn: Type.String(),
  pathOut: Type.String(),
  /** The case of the business system that what arrives is of. */
  handledCase: orNull(Type.String()),
  caseNumber: orNull(Type.String()),
  isOn: Type.Boolean(),
  pausedUntil: orNull(Type.String()),
  isForPublication: Type.Boolean(),
  state: oneOf(DOCUMENT_WATCH_STATES),
  trouble: orNull(ErrorShape),
  /** Since when, without a look that went well in between. */
  troubleSince: orNull(Type.String()),
  /** When the house looked last. */
  lookedAt: orNull(Type.String()),
  job: orNull(Type.String()),
  counts: exact({ checked: Type.Integer(), refused: Type.Integer(), characters: Type.Integer(), findings: Type.Integer() }),
  lastAt: orNull(Type.String()),
  version: Type.Integer(),
  reason: Type.String(),
  changedAt: Type.String(),
  changedBy: Type.String(),
};
export const DocumentWatchShape = exact(WatchMembers);
export type DocumentWatchView = Static<typeof DocumentWatchShape>;

/** GET /api/documents/watches — of the offices that the caller sees. */
export const DocumentWatchesShape = exact({
  items: Type.Array(DocumentWatchShape),
  /** Folders of this machine belong to the whole house: who sees all offices may set them. */
  mayConfigure: Type.Boolean(),
  /** Where folders may lie, as whoever runs the machine set it; null: nothing is set, and only the command line may name folders. */
  within: orNull(Type.Array(Type.String())),
});
export type DocumentWatchesView = Static<typeof DocumentWatchesShape>;

/** POST /api/documents/watches — 201 DocumentWatchShape */
export const DocumentWatchBody = exact({
  name: Name,
  office: Type.String({ maxLength: 64 }),
  pathIn: Path,
  pathOut: Path,
  /** A case of the business system. */
  case: Type.Optional(Type.String({ maxLength: 64 })),
  isForPublication: Type.Optional(Type.Boolean()),
  reason: Type.String({ maxLength: 500 }),
});
export type DocumentWatchOrder = Static<typeof DocumentWatchBody>;

/** POST /api/documents/watches/:watch */
export const DocumentWatchChangeBody = exact({
  version: Type.Integer({ minimum: 0 }),
  reason: Type.String({ maxLength: 500 }),
  isOn: Type.Optional(Type.Boolean()),
  /** Null: it goes on at once. */
  pausedUntil: Type.Optional(orNull(Type.String({ format: "date-time" }))),
  isRemoved: Type.Optional(Type.Literal(true)),
});
export type DocumentWatchChange = Static<typeof DocumentWatchChangeBody>;

/** GET /api/documents/watches/:watch — with what was worked on last. */
export const DocumentWatchDetailShape = exact({
  watch: DocumentWatchShape,
  files: Type.Array(
    exact({
      at: Type.String(),
      /** Null once erased. */
      name: orNull(Type.String()),
      characters: Type.Integer(),
      findings: Type.Integer(),
      refused: orNull(ErrorShape),
      isRefused: Type.Boolean(),
    }),
  ),
});
export type DocumentWatchDetail = Static<typeof DocumentWatchDetailShape>;
