import { type Static, Type } from "typebox";
import { BUSINESS_LINES, ROLES } from "../organisation.ts";
import { UserShape } from "./session.ts";
import { exact, oneOf, orNull } from "./shapes.ts";

/** GET /api/accounts — for those who manage accounts, by name; POST /api/users adds one. */
export const AccountShape = exact({
  ...UserShape.properties,
  createdAt: Type.String(),
  changedAt: Type.String(),
  /** Too many wrong passwords; null: not locked. */
  lockedUntil: orNull(Type.String()),
  hasPassword: Type.Boolean(),
  mustSetPassword: Type.Boolean(),
  /** Neither the caller's own nor the home's. */
  mayChange: Type.Boolean(),
});
export type AccountView = Static<typeof AccountShape>;
export const AccountsShape = exact({ items: Type.Array(AccountShape) });

/** GET /api/accounts/:user — with what the person holds, before it is left to nobody. */
export const AccountDetailShape = exact({
  account: AccountShape,
  held: exact({ leads: Type.Integer(), cases: Type.Integer(), tasks: Type.Integer(), handledCases: Type.Integer() }),
});
export type AccountDetail = Static<typeof AccountDetailShape>;

const Seen = Type.String({ maxLength: 40, description: "`changedAt` of the account as the person saw it" });
const Reason = Type.String({ maxLength: 500 });

/** POST /api/accounts/:user. VERSION_CONFLICT, ACCOUNT_OWN, ACCOUNT_OF_HOME */
export const AccountBody = exact({
  seen: Seen,
  displayName: Type.String({ minLength: 1, maxLength: 64 }),
  role: oneOf(ROLES),
  office: Type.String({ maxLength: 64 }),
  businessLines: Type.Array(oneOf(BUSINESS_LINES), { uniqueItems: true }),
  reason: Reason,
});
/** POST /api/accounts/:user/suspend, …/restore, …/reset */
export const AccountStepBody = exact({ seen: Seen, reason: Reason });

/** The link is shown once: with it the person sets a new password. It is for the address under which the console is reached. */
export const AccountResetShape = exact({ account: AccountShape, path: Type.String(), expiresAt: Type.String() });
export type AccountReset = Static<typeof AccountResetShape>;
