import { YuejianError } from "@yuejian/contracts";
import type { FastifyRequest } from "fastify";
import type { Account, OpenSession } from "../identity/index.ts";
import { actorOf, isCsrf, OPERATOR } from "../identity/index.ts";
import type { App, Caller } from "./app-types.ts";
import { demandKnownHost, demandOwnOrigin, setSecurityHeaders } from "./security.ts";
import type { Services } from "./services.ts";

export const SESSION_COOKIE = "yuejian";

export interface AdmissionOptions {
  /** The application serves callers on this machine only: its socket, or the process itself. */
  readonly local: boolean;
  /** Host names, besides loopback and plain addresses, under which browsers may reach it. */
  readonly knownHosts: readonly string[];
}

/** Who comes in: finds the caller, refuses foreign pages, demands the route's action, and notes refusals in the audit. */
export function admit(app: App, services: Services, { local, knownHosts }: AdmissionOptions): void {
  app.decorateRequest("maybeCaller", null);
  app.decorateRequest("caller", {
    getter(this: FastifyRequest): Caller {
      if (!this.maybeCaller) throw new YuejianError("SIGN_IN_NEEDED");
      return this.maybeCaller;
    },
  });

  app.addHook("onRoute", ({ url, method, config }) => {
    if (url.startsWith("/api/") && method !== "HEAD" && method !== "OPTIONS" && config?.admission === undefined) {
      throw new TypeError(`the route ${String(method)} ${url} names no admission`);
    }
  });

  app.addHook("onRequest", async (request, reply) => {
    setSecurityHeaders(reply);
    if (!local) demandKnownHost(request, knownHosts);
    const { admission, localOnly } = request.routeOptions.config;
    if (admission === undefined) return;
    if (localOnly === true && !local) throw new YuejianError("NOT_FOUND", { path: request.routeOptions.url ?? "" });
    const isChange = request.method !== "GET" && request.method !== "HEAD";
    if (isChange && !local) demandOwnOrigin(request);
    request.maybeCaller = local ? await localCaller(request, services) : await browserCaller(request, services, isChange);
    if (admission === "open") return;
    const { account, actor, session } = request.caller;
    if (admission === "signed-in") return;
    if (session && account.must_set_password !== 0 && account.password_hash !== null) throw new YuejianError("PASSWORD_NEEDED");
    services.policy.demand(actor, admission);
  });
}

async function localCaller(request: FastifyRequest, services: Services): Promise<Caller> {
  const name = request.headers["x-act-as"];
  const wanted = typeof name === "string" && name !== "" ? name : OPERATOR;
  const account = await services.accounts.byName(wanted);
  if (!account || account.is_disabled !== 0) throw new YuejianError("USER_UNKNOWN", { user: wanted });
  return callerOf(account, null);
}

/** The session's caller; a change must also repeat the session's CSRF word, which foreign pages cannot know. */
async function browserCaller(request: FastifyRequest, services: Services, isChange: boolean): Promise<Caller | null> {
  const token = request.cookies[SESSION_COOKIE];
  if (token === undefined) return null;
  const session = await services.sessions.find(token);
  if (!session) return null;
  const isSigningIn = request.routeOptions.config.admission === "open";
  if (isChange && !isSigningIn && !isCsrf(token, request.headers["x-csrf"])) throw new YuejianError("ORIGIN_REFUSED");
  return callerOf(session.account, session);
}

export function callerOf(account: Account, session: OpenSession | null): Caller {
  return { account, actor: actorOf(account), session };
}

/** Notes a refusal; the answer goes out all the same. */
export async function auditRefusal(request: FastifyRequest, error: YuejianError, services: Services): Promise<void> {
  const { admission } = request.routeOptions.config;
  if (error.kind !== "denied" || !request.maybeCaller || admission === undefined) return;
  const named = Object.values((request.params ?? {}) as Record<string, string>)[0] ?? null;
  await services.audit.record({
    actor: request.maybeCaller.account,
    action: String(error.parameters["action"] ?? admission),
    subject: named,
    outcome: "refused",
    detail: `${error.code} ${request.method} ${request.routeOptions.url ?? ""}`,
  });
}
