import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { Action } from "@yuejian/contracts";
import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from "fastify";
import type { Account, OpenSession } from "../identity/index.ts";
import type { Actor } from "../policy/index.ts";

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Who makes a request. */
export interface Caller {
  readonly account: Account;
  readonly actor: Actor;
  /** The browser's session; null for callers on this machine. */
  readonly session: OpenSession | null;
}

/** What a route demands before its handler runs. `open`: nobody need be signed in; `signed-in`: any account, even one that must first set
 *  its password; otherwise an action of the policy. */
export type Admission = Action | "open" | "signed-in";

declare module "fastify" {
  interface FastifyContextConfig {
    admission?: Admission;
    /** Only callers on this machine, since the route names server paths or accounts. */
    localOnly?: boolean;
  }
  interface FastifyRequest {
    /** Set once admission was granted; reading it on an open route without a caller throws. */
    caller: Caller;
    maybeCaller: Caller | null;
  }
}
