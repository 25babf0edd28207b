import { YuejianError } from "@yuejian/contracts";
import {
  AccountBody,
  AccountDetailShape,
  AccountResetShape,
  AccountShape,
  AccountStepBody,
  AccountsShape,
  type AccountView,
  exact,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import { type Account, OPERATOR, userOf } from "../../identity/index.ts";
import { openLeadTasks } from "../../work/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";

const UserPath = exact({ user: Type.String() });

/** The people of the house as those see them who manage accounts. */
export function accountRoutes(app: App, { services }: RouteContext): void {
  const { accounts, accountChanges, policy, store, clock } = services;
  const config = { admission: "user.manage" } as const;

  app.get("/api/accounts", { config, schema: { response: { 200: AccountsShape } } }, async ({ caller }) => {
    const all = await accounts.all();
    return { items: all.filter(({ office }) => policy.covers(caller.actor, { office })).map((account) => viewOf(account, caller)) };
  });

  app.get(
    "/api/accounts/:user",
    { config, schema: { params: UserPath, response: { 200: AccountDetailShape } } },
    async ({ caller, params }) => {
      const account = await managed(caller, params.user);
      return { account: viewOf(account, caller), held: await heldBy(account.id) };
    },
  );

  app.post(
    "/api/accounts/:user",
    { config, schema: { params: UserPath, body: AccountBody, response: { 200: AccountShape } } },
    async ({ caller, params, body: { seen, reason, ...to } }) => {
      const { id } = await managed(caller, params.user);
      policy.demand(caller.actor, "user.manage", { office: to.office });
      return viewOf(await accountChanges.change({ account: id, seen, reason, by: caller.account, to }), caller);
    },
  );

  for (const step of ["suspend", "restore"] as const)
    app.post(
      `/api/accounts/:user/${step}`,
      { config, schema: { params: UserPath, body: AccountStepBody, response: { 200: AccountShape } } },
      async ({ caller, params, body }) => {
        const { id } = await managed(caller, params.user);
        return viewOf(await accountChanges[step]({ account: id, ...body, by: caller.account }), caller);
      },
    );

  app.post(
    "/api/accounts/:user/reset",
    { config, schema: { params: UserPath, body: AccountStepBody, response: { 200: AccountResetShape } } },
    async ({ caller, params, body }) => {
      const { id } = await managed(caller, params.user);
      const { account, token, expiresAt } = await accountChanges.reset({ account: id, ...body, by: caller.account });
      return { account: viewOf(account, caller), path: `/sign-in?token=${token}`, expiresAt };
    },
  );

  /** By id or name; an account outside the caller's offices is answered like one that does not exist. */
  async function managed({ actor }: Caller, user: string): Promise<Account> {
    const account = (await accounts.byId(user)) ?? (await accounts.byName(user));
    if (!account || !policy.covers(actor, { office: account.office })) throw new YuejianError("USER_UNKNOWN", { user });
    return account;
  }

  function viewOf(account: Account, { account: own }: Caller): AccountView {
    const { created_at: createdAt, changed_at: changedAt, locked_until: lockedUntil } = account;
    return {
      ...userOf(account),
      createdAt,
      changedAt,
      lockedUntil: lockedUntil !== null && Date.parse(lockedUntil) > clock.now() ? lockedUntil : null,
      hasPassword: account.password_hash !== null,
      mustSetPassword: account.must_set_password !== 0,
      mayChange: account.id !== own.id && account.name !== OPERATOR,
    };
  }

  async function heldBy(person: string) {
    const { db } = store;
    const leads = db.selectFrom("leads").where("assignee", "=", person).where("status", "in", ["assigned", "verified"]);
    const cases = db.selectFrom("cases").where("owner", "=", person).where("status", "=", "open");
    const tasks = db.selectFrom("case_clocks").where("kind", "=", "task").where("person", "=", person).where("stopped_on", "is", null);
    const handled = db.selectFrom("handled_cases").where("person", "=", person).where("status", "=", "open");
    const [ofLeads, ofCases, ofTasks, ofHandled, onLeads] = await Promise.all([
      leads.select((build) => build.fn.countAll<number>().as("n")).executeTakeFirstOrThrow(),
      cases.select((build) => build.fn.countAll<number>().as("n")).executeTakeFirstOrThrow(),
      tasks.select((build) => build.fn.countAll<number>().as("n")).executeTakeFirstOrThrow(),
      handled.select((build) => build.fn.countAll<number>().as("n")).executeTakeFirstOrThrow(),
      openLeadTasks(db).where("lead_tasks.assignee", "=", person).execute(),
    ]);
    return { leads: ofLeads.n, cases: ofCases.n, tasks: ofTasks.n + onLeads.length, handledCases: ofHandled.n };
  }
}
