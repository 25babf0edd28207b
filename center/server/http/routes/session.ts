import {
  NewUserBody,
  PasswordBody,
  PurposeBody,
  PurposeShape,
  type Session,
  SessionShape,
  SignInBody,
  StaffBody,
  StaffShape,
  UserShape,
  UsersShape,
} from "@yuejian/contracts/api";
import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import { ABSOLUTE_MS, type OpenSession, userOf } from "../../identity/index.ts";
import { callerOf, SESSION_COOKIE } from "../admission.ts";
import type { App, Caller } from "../app-types.ts";
import type { Services } from "../services.ts";

export function sessionRoutes(app: App, services: Services): void {
  const { accounts, sessions, policy, offices } = services;

  const viewOf = ({ account, actor, session }: Caller): Session => ({
    user: userOf(account),
    offices: offices.filter((office) => policy.covers(actor, { office: office.id })).map(({ id, name, parent }) => ({ id, name, parent })),
    may: policy.actionsOf(actor),
    mustSetPassword: account.must_set_password !== 0 || (session !== null && account.password_hash === null),
    csrf: session?.csrf ?? "",
  });

  const answer = (reply: FastifyReply, opened: { token: string; session: OpenSession }): Session => {
    reply.setCookie(SESSION_COOKIE, opened.token, {
      path: "/",
      httpOnly: true,
      sameSite: "strict",
      secure: reply.request.protocol === "https",
      maxAge: ABSOLUTE_MS / 1000,
    });
    return viewOf(callerOf(opened.session.account, opened.session));
  };

  app.get("/api/session", { config: { admission: "signed-in" }, schema: { response: { 200: SessionShape } } }, (request) =>
    viewOf(request.caller),
  );

  app.post(
    "/api/session",
    { config: { admission: "open" }, schema: { body: SignInBody, response: { 200: SessionShape } } },
    async ({ body, maybeCaller }, reply) => {
      if (maybeCaller?.session) await sessions.close(maybeCaller.session);
      if ("token" in body) return answer(reply, await sessions.open(await sessions.useLink(body.token), "link"));
      return answer(reply, await sessions.open(await accounts.authenticate(body.name, body.password), "password"));
    },
  );

  app.delete(
    "/api/session",
    { config: { admission: "signed-in" }, schema: { response: { 204: Type.Null() } } },
    async ({ caller }, reply) => {
      if (caller.session) await sessions.close(caller.session);
      reply.clearCookie(SESSION_COOKIE, { path: "/" });
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/session/password",
    { config: { admission: "signed-in" }, schema: { body: PasswordBody, response: { 204: Type.Null() } } },
    async ({ caller, body }, reply) => {
      const { account, session } = caller;
      // Who owns the home's files may give its accounts a new password; a browser shows the current one.
      await accounts.setPassword(account, {
        current: session ? (body.current ?? "") : null,
        next: body.password,
        keepSession: session?.id ?? null,
      });
      return reply.code(204).send(null);
    },
  );

  app.get("/api/users", { config: { admission: "user.read" }, schema: { response: { 200: UsersShape } } }, async ({ caller }) => {
    const all = await accounts.all();
    return { items: all.filter((account) => policy.covers(caller.actor, { office: account.office })).map(userOf) };
  });

  app.post(
    "/api/users",
    { config: { admission: "user.manage" }, schema: { body: NewUserBody, response: { 201: UserShape } } },
    async ({ caller, body }, reply) => {
      policy.demand(caller.actor, "user.manage", { office: body.office });
      return reply.code(201).send(userOf(await accounts.create(body, caller.account)));
    },
  );

  app.post(
    "/api/demo/staff",
    { config: { admission: "user.manage", localOnly: true }, schema: { body: StaffBody, response: { 200: StaffShape } } },
    async ({ caller, body }) => {
      const created: string[] = [];
      for (const user of body.staff) {
        if (await accounts.byName(user.name)) continue;
        await accounts.create(user, caller.account, { mustSetPassword: false });
        created.push(user.name);
      }
      return { created };
    },
  );

  app.post(
    "/api/purposes",
    { config: { admission: "data.read" }, schema: { body: PurposeBody, response: { 200: PurposeShape } } },
    ({ caller, body }) => services.purposes.state(caller.account, caller.actor, body),
  );
}
