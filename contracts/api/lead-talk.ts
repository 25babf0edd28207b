import { type Static, Type } from "typebox";
import { LeadEventShape, LeadShape } from "./leads.ts";
import { exact, oneOf, orNull, TextShape } from "./shapes.ts";

/** POST /api/leads/:lead/comments — 201. Needs no version: a comment overwrites nothing. `@name` in the text mentions an account; one that is not
 *  there or may not read the lead refuses the whole comment (MENTION_REFUSED names it). */
export const NewCommentBody = exact({ text: Type.String({ minLength: 1, maxLength: 4000 }) });
/** POST /api/leads/:lead/comments/:comment — by its author; `version` is the comment's. */
export const CommentBody = exact({ version: Type.Integer(), text: Type.String({ minLength: 1, maxLength: 4000 }) });
/** POST /api/leads/:lead/comments/:comment/withdraw */
export const WithdrawCommentBody = exact({ version: Type.Integer(), reason: Type.String({ minLength: 1, maxLength: 1000 }) });

export const CommentShape = exact({
  id: Type.String(),
  lead: Type.String(),
  /** Counts edits, from 1. */
  version: Type.Integer(),
  /** Null when withdrawn. */
  text: orNull(Type.String()),
  actor: Type.String(),
  actorName: Type.String(),
  at: Type.String(),
  editedAt: orNull(Type.String()),
  withdrawn: orNull(exact({ at: Type.String(), actorName: Type.String(), reason: Type.String() })),
  mentions: Type.Array(exact({ user: Type.String(), name: Type.String(), displayName: Type.String(), readAt: orNull(Type.String()) })),
  /** Earlier wordings, oldest first. */
  earlier: Type.Array(exact({ at: Type.String(), text: Type.String() })),
  mayChange: Type.Boolean(),
});
export type Comment = Static<typeof CommentShape>;
/** GET /api/leads/:lead/comments — oldest first, at most 500. Reading them does not mark mentions as read. */
export const CommentsShape = exact({ items: Type.Array(CommentShape) });
/** GET /api/leads/:lead/mentionable?q= — accounts that may read the lead, by name, at most 20, for completing `@`. */
export const MentionableQuery = exact({ q: Type.Optional(Type.String({ maxLength: 40 })) });
export const MentionableShape = exact({
  items: Type.Array(exact({ user: Type.String(), name: Type.String(), displayName: Type.String() })),
});
/** POST /api/mentions/read — marks the caller's own mentions as read (204): those named, or all on a lead. */
export const ReadMentionsBody = Type.Union([
  exact({ mentions: Type.Array(Type.String(), { maxItems: 500 }) }),
  exact({ lead: Type.String() }),
]);

/** Kinds of file as their bytes tell, whatever the name says. */
export const ATTACHMENT_TYPES = {
  pdf: "application/pdf",
  png: "image/png",
  jpeg: "image/jpeg",
  gif: "image/gif",
  tiff: "image/tiff",
  webp: "image/webp",
  zip: "application/zip",
  ole: "application/x-ole-storage",
  text: "text/plain; charset=utf-8",
  other: "application/octet-stream",
} as const;

/** POST /api/leads/:lead/attachments (multipart/form-data: `file`, optionally `note`) — 201. ATTACHMENT_TOO_LARGE (413).
 *  GET /api/leads/:lead/attachments/:attachment/content — the bytes, as a download; on a lead of personal data with a purpose for this lead
 *  (`x-purpose`). Stands in the audit and on the ledger. */
export const AttachmentShape = exact({
  id: Type.String(),
  lead: Type.String(),
  name: Type.String(),
  type: oneOf(ATTACHMENT_TYPES),
  size: Type.Integer(),
  sha256: Type.String(),
  sm3: Type.String(),
  note: orNull(Type.String()),
  actor: Type.String(),
  actorName: Type.String(),
  at: Type.String(),
  withdrawn: orNull(exact({ at: Type.String(), actorName: Type.String(), reason: Type.String() })),
  /** The bytes are gone; name, digests and reason stay. */
  isErased: Type.Boolean(),
  mayWithdraw: Type.Boolean(),
});
export type Attachment = Static<typeof AttachmentShape>;
/** GET /api/leads/:lead/attachments — withdrawn ones included. */
export const AttachmentsShape = exact({ items: Type.Array(AttachmentShape), limit: Type.Integer() });
/** POST /api/leads/:lead/attachments/:attachment/withdraw — `erase` also deletes the bytes where no other attachment has the same. */
export const WithdrawAttachmentBody = exact({ reason: Type.String({ minLength: 1, maxLength: 1000 }), erase: Type.Boolean() });

/** Why two leads belong together. */
export const RELATIONS = {
  subject: { zh: "同一对象", en: "Same subject" },
  person: { zh: "涉及同一人", en: "Same person" },
  enterprise: { zh: "涉及同一企业", en: "Same enterprise" },
  row: { zh: "依据同一条记录", en: "Rests on the same record" },
  address: { zh: "同一地址", en: "Same address" },
} as const;
/** GET /api/leads/:lead/related — most reasons first, at most 50, only leads that the caller may read. */
export const RelatedShape = exact({
  items: Type.Array(exact({ lead: LeadShape, reasons: Type.Array(oneOf(RELATIONS)) })),
  /** There are more. */
  isCapped: Type.Boolean(),
});
export type Related = Static<typeof RelatedShape>;

/** GET /api/leads/:lead/history — everything that happened with the lead, newest first: its events, comments and attachments, and from the audit
 *  trail exports, purposes and reveals. */
export const HistoryQuery = exact({
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
});
export const HistoryEntryShape = exact({
  at: Type.String(),
  actor: Type.String(),
  actorName: Type.String(),
  title: TextShape,
  /** Of the lead's own history. */
  event: orNull(LeadEventShape),
  /** Of the audit trail. */
  audit: orNull(exact({ id: Type.Integer(), action: Type.String(), outcome: Type.String(), detail: Type.String() })),
});
export type HistoryEntry = Static<typeof HistoryEntryShape>;
export const LeadHistoryShape = exact({ items: Type.Array(HistoryEntryShape), next: orNull(Type.String()) });
export type LeadHistoryPage = Static<typeof LeadHistoryShape>;
