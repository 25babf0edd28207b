import { AlertRuleBody, AlertRuleShape, AlertRulesShape, type AlertRuleView, exact } from "@yuejian/contracts/api";
import { Type } from "typebox";
import { type AlertRule, alertRules, conditionsOf, mayChange, recipientOf, removeAlertRule, saveAlertRule } from "../../alerts/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";

/** What people and groups subscribe to. */
export function alertRoutes(app: App, { home, services }: RouteContext): void {
  const { store, policy, accounts } = services;
  const ports = { ...services, models: home.models };
  const open = { admission: "user.read" } as const;

  app.get("/api/alerts", { config: open, schema: { response: { 200: AlertRulesShape } } }, async ({ caller }) => {
    const { offices } = policy.scope(caller.actor);
    const rows = (await alertRules(store.db).orderBy("id", "desc").execute()).filter((rule) =>
      recipientOf(rule).kind === "me" ? rule.owner === caller.actor.id : offices === "all" || offices.includes(rule.office),
    );
    const items = await Promise.all(rows.map((rule) => view(rule, caller)));
    return { items, total: items.length, offset: 0, limit: items.length };
  });

  app.post("/api/alerts", { config: open, schema: { body: AlertRuleBody, response: { 200: AlertRuleShape } } }, async ({ caller, body }) =>
    view(await saveAlertRule(ports, { order: body, account: caller.account, actor: caller.actor }), caller),
  );

  app.post(
    "/api/alerts/:rule/remove",
    { config: open, schema: { params: exact({ rule: Type.String() }), response: { 204: Type.Null() } } },
    async ({ caller, params }, reply) => {
      await removeAlertRule(ports, { id: params.rule, account: caller.account, actor: caller.actor });
      return reply.code(204).send(null);
    },
  );

  async function view(rule: AlertRule, { actor }: Caller): Promise<AlertRuleView> {
    const owner = await accounts.byId(rule.owner);
    return {
      id: rule.id,
      version: rule.version,
      title: rule.title,
      subject: rule.subject,
      conditions: conditionsOf(rule) as AlertRuleView["conditions"],
      recipient: recipientOf(rule) as AlertRuleView["recipient"],
      isEnabled: rule.is_enabled === 1,
      owner: { id: rule.owner, name: owner?.display_name ?? rule.owner },
      createdAt: rule.created_at,
      mayChange: mayChange(policy, actor, rule),
    };
  }
}
