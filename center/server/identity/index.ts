export { type AccountChanges, createAccountChanges } from "./account-changes.ts";
export {
  type Account,
  type Accounts,
  ATTEMPTS,
  actorOf,
  createAccounts,
  LOCKED_FOR_MS,
  type NewUser,
  OPERATOR,
  userOf,
} from "./accounts.ts";
export type { Ground } from "./ground.ts";
export { mayRead, mentionedUsers, namesMentioned } from "./mentions.ts";
export type { PasswordCost } from "./password.ts";
export { createPurposes, type Opening, PURPOSE_MS, type Purposes } from "./purposes.ts";
export { ABSOLUTE_MS, createSessions, IDLE_MS, type OpenSession, type Sessions } from "./sessions.ts";
export { isCsrf, newToken, tokenHash } from "./tokens.ts";
export { versionConflict, versionConflictOf } from "./version-conflict.ts";
