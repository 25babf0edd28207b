import { type Static, Type } from "typebox";
import { RECTIFICATION_KINDS, RECTIFICATION_STATUSES, REPLY_OUTCOMES } from "../instrument.ts";
import { CASE_PAPERS, TEMPLATE_KINDS } from "../instrument-template.ts";
import { exact, oneOf, orNull, TextShape } from "./shapes.ts";

/** GET /api/cases/:case/instrument — the document as it is or would be sent; what identifies a person is masked as in the case. */
export const OfficialDocumentShape = exact({
  issuer: Type.String(),
  marks: Type.Array(Type.String()),
  number: orNull(Type.String()),
  title: Type.String(),
  addressee: orNull(Type.String()),
  paragraphs: Type.Array(exact({ style: oneOf({ text: 0, clause: 0, item: 0 }), text: Type.String() })),
  date: orNull(Type.String()),
  copies: Type.String(),
});
export type OfficialDocumentView = Static<typeof OfficialDocumentShape>;

/** POST /api/cases/:case/papers — 201 */
export const PaperBody = exact({ kind: oneOf(CASE_PAPERS) });
export const PaperShape = exact({
  id: Type.String(),
  kind: oneOf(CASE_PAPERS),
  number: Type.String(),
  actorName: Type.String(),
  at: Type.String(),
});
export type PaperView = Static<typeof PaperShape>;

const TemplateTextsShape = exact({
  title: Type.String({ maxLength: 300 }),
  text: Type.String({ maxLength: 20_000 }),
  copies: Type.String({ maxLength: 500 }),
  outline: Type.String({ maxLength: 20_000 }),
});

/** GET /api/instrument-templates?office= — every kind with the wording that the office uses now. */
export const TemplatesQuery = exact({ office: Type.String({ maxLength: 64 }) });
export const TemplatesShape = exact({
  items: Type.Array(
    exact({
      kind: oneOf(TEMPLATE_KINDS),
      title: TextShape,
      /** 0: the house's wording. */
      version: Type.Integer(),
      texts: TemplateTextsShape,
      fields: Type.Array(exact({ name: Type.String(), zh: Type.String(), en: Type.String(), isBlock: Type.Boolean() })),
      versions: Type.Array(exact({ version: Type.Integer(), setByName: Type.String(), setAt: Type.String(), note: Type.String() })),
    }),
  ),
  mayEdit: Type.Boolean(),
});
export type TemplatesView = Static<typeof TemplatesShape>;
export type TemplateView = TemplatesView["items"][number];

/** POST /api/instrument-templates/:kind. `version` is the one the person edited; VERSION_CONFLICT otherwise. TEMPLATE_INVALID */
export const TemplateBody = exact({
  office: Type.String({ maxLength: 64 }),
  version: Type.Integer(),
  texts: TemplateTextsShape,
  note: Type.String({ maxLength: 1000 }),
});
/** POST /api/instrument-templates/:kind/preview — a sample with invented values. TEMPLATE_INVALID */
export const TemplatePreviewBody = exact({ office: Type.String({ maxLength: 64 }), texts: TemplateTextsShape });
/** GET /api/instrument-templates/:kind/versions/:version?office= */
export const TemplateVersionShape = exact({ version: Type.Integer(), texts: TemplateTextsShape });

/** POST /api/cases/:case/reply-links — 201; the token is shown this once. Links issued before for the case end. */
export const ReplyLinkBody = exact({ expiresOn: Type.String({ format: "date" }) });
export const ReplyLinkShape = exact({
  id: Type.String(),
  receiver: Type.String(),
  createdAt: Type.String(),
  createdByName: Type.String(),
  expiresAt: Type.String(),
  seenAt: orNull(Type.String()),
  revokedAt: orNull(Type.String()),
  revokedReason: orNull(Type.String()),
  repliedAt: orNull(Type.String()),
  state: oneOf({ open: 0, replied: 0, expired: 0, revoked: 0 }),
});
export type ReplyLinkView = Static<typeof ReplyLinkShape>;
export const NewReplyLinkShape = exact({ link: ReplyLinkShape, token: Type.String() });
export type NewReplyLink = Static<typeof NewReplyLinkShape>;
export const RevokeLinkBody = exact({ reason: Type.String({ maxLength: 1000 }) });

const PortalFileShape = exact({
  id: Type.String(),
  name: Type.String(),
  type: Type.String(),
  size: Type.Integer(),
  sha256: Type.String(),
  sm3: Type.String(),
  at: Type.String(),
});
export type PortalFile = Static<typeof PortalFileShape>;

/** GET /api/portal — what the holder of a reply link sees. The token comes in the header `x-reply-link`. */
export const PortalShape = exact({
  office: TextShape,
  receiver: Type.String(),
  document: OfficialDocumentShape,
  /** Last day for the reply. */
  dueOn: orNull(Type.String()),
  expiresAt: Type.String(),
  reply: orNull(
    exact({
      outcome: oneOf(REPLY_OUTCOMES),
      receivedOn: Type.String(),
      text: Type.String(),
      /** Null: the office recorded it. */
      receipt: orNull(
        exact({
          id: Type.String(),
          at: Type.String(),
          caseNumber: Type.String(),
          instrumentNumber: orNull(Type.String()),
          files: Type.Array(PortalFileShape),
          /** Digests of the statement's content on the ledger, and where it stands there; null while it is on its way. */
          sha256: Type.String(),
          sm3: Type.String(),
          ledgerIndex: orNull(Type.Integer()),
        }),
      ),
    }),
  ),
  items: Type.Array(
    exact({
      id: Type.String(),
      title: Type.String(),
      kind: oneOf(RECTIFICATION_KINDS),
      due: Type.String(),
      status: oneOf(RECTIFICATION_STATUSES),
      note: orNull(Type.String()),
    }),
  ),
  files: Type.Array(PortalFileShape),
  mayReply: Type.Boolean(),
  mayUpload: Type.Boolean(),
  limits: exact({ fileBytes: Type.Integer(), files: Type.Integer(), totalBytes: Type.Integer() }),
});
export type PortalView = Static<typeof PortalShape>;

/** POST /api/portal/reply. REPLY_LINK_USED, REPLY_NOT_AWAITED */
export const PortalReplyBody = exact({
  outcome: oneOf(REPLY_OUTCOMES),
  text: Type.String({ minLength: 1, maxLength: 4000 }),
  files: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 50 }),
});
/** POST /api/portal/items/:item */
export const PortalReportBody = exact({
  note: Type.String({ minLength: 1, maxLength: 4000 }),
  files: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 50 }),
});
/** POST /api/portal/files (multipart/form-data: `file`) — 201. ATTACHMENT_TOO_LARGE (413), REPLY_FILES_FULL */
export { PortalFileShape };
