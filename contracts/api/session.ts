import { type Static, Type } from "typebox";
import { LEGAL_BASES } from "../legal-basis.ts";
import { BUSINESS_LINES, ROLES } from "../organisation.ts";
import { exact, oneOf, orNull, PageQuery, page, TextShape } from "./shapes.ts";

export const UserShape = exact({
  id: Type.String(),
  name: Type.String(),
  displayName: Type.String(),
  role: oneOf(ROLES),
  office: Type.String(),
  businessLines: Type.Array(oneOf(BUSINESS_LINES)),
  isDisabled: Type.Boolean(),
});
export type User = Static<typeof UserShape>;

/** GET /api/users — colleagues in the offices that the caller sees. */
export const UsersShape = exact({ items: Type.Array(UserShape) });

/** GET /api/session. `may` lists the actions of the policy that this user can do at all, for showing and hiding controls; the server checks each call again. */
export const SessionShape = exact({
  user: UserShape,
  offices: Type.Array(exact({ id: Type.String(), name: TextShape, parent: orNull(Type.String()) })),
  may: Type.Array(Type.String()),
  mustSetPassword: Type.Boolean(),
  csrf: Type.String(),
});
export type Session = Static<typeof SessionShape>;

/** POST /api/session — by name and password, or by the one-time link's token. */
export const SignInBody = Type.Union([
  exact({ name: Type.String({ maxLength: 64 }), password: Type.String({ maxLength: 256 }) }),
  exact({ token: Type.String({ maxLength: 128 }) }),
]);

/** POST /api/session/password */
export const PasswordBody = exact({ current: Type.Optional(Type.String()), password: Type.String({ minLength: 10, maxLength: 256 }) });

/** POST /api/users */
export const NewUserBody = exact({
  name: Type.String({ pattern: "^[a-z][a-z0-9.-]{1,31}$" }),
  displayName: Type.String({ minLength: 1, maxLength: 64 }),
  role: oneOf(ROLES),
  office: Type.String(),
  businessLines: Type.Array(oneOf(BUSINESS_LINES)),
  password: Type.String({ minLength: 10, maxLength: 256 }),
});

/** POST /api/demo/staff (callers on this machine) — makes the accounts of a synthetic city; names that exist stay as they are. */
export const StaffBody = exact({ staff: Type.Array(NewUserBody, { maxItems: 200 }) });
export const StaffShape = exact({ created: Type.Array(Type.String()) });

export { LEGAL_BASES, type LegalBasisId } from "../legal-basis.ts";

/** POST /api/purposes — states why personal data is opened; the id goes into the header `x-purpose` of later calls. */
export const PurposeBody = exact({ subject: Type.String({ description: "lead or case id" }), legalBasis: oneOf(LEGAL_BASES) });

export const PurposeShape = exact({
  id: Type.String(),
  subject: Type.String(),
  legalBasis: Type.String(),
  statedAt: Type.String(),
  expiresAt: Type.String(),
});
export type Purpose = Static<typeof PurposeShape>;

/** GET /api/audit — newest first. */
export const AuditQuery = exact({
  ...PageQuery,
  actor: Type.Optional(Type.String()),
  action: Type.Optional(Type.String()),
  subject: Type.Optional(Type.String()),
});
export const AuditShape = exact({
  id: Type.Integer(),
  at: Type.String(),
  actor: Type.String(),
  actorName: Type.String(),
  action: Type.String(),
  subject: orNull(Type.String()),
  purpose: orNull(Type.String()),
  outcome: oneOf({ done: 0, refused: 0 }),
  detail: Type.String(),
});
export type AuditEntry = Static<typeof AuditShape>;
export const AuditPageShape = page(AuditShape);
