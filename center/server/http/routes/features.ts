import { FEATURE_IDS, FEATURES } from "@yuejian/contracts";
import { FeatureBody, FeaturePath, FeaturesShape, type FeaturesView } from "@yuejian/contracts/api";
import { featureStates, switchFeature } from "../../features/index.ts";
import { notAllowed } from "../../policy/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "../views/cases.ts";

/** What is on in which office, and by what: a pilot of the register, or the switch of the house. */
export function featureRoutes(app: App, { services }: RouteContext): void {
  const { store, policy, audit, accounts, clock, offices } = services;
  const mayManage = ({ actor }: Caller) => policy.may(actor, "case.configure") && policy.scope(actor).offices === "all";

  app.get("/api/features", { config: { admission: "signed-in" }, schema: { response: { 200: FeaturesShape } } }, ({ caller }) =>
    view(caller),
  );

  app.post(
    "/api/features/:feature",
    { config: { admission: "case.configure" }, schema: { params: FeaturePath, body: FeatureBody, response: { 200: FeaturesShape } } },
    async ({ caller, params: { feature }, body }) => {
      if (!mayManage(caller)) throw notAllowed("case.configure");
      await switchFeature(services, { feature, ...body, account: caller.account });
      const detail = `feature ${body.isOn ? "on" : "off"}`;
      await audit.record({ actor: caller.account, action: "case.configure", subject: feature, outcome: "done", detail });
      return view(caller);
    },
  );

  async function view(caller: Caller): Promise<FeaturesView> {
    const states = await featureStates(store.db, todayOf(clock));
    const names = new Map((await accounts.all()).map(({ id, display_name: name }) => [id, name]));
    const seen = offices.filter(({ id }) => policy.covers(caller.actor, { office: id }));
    const items = FEATURE_IDS.map((feature) => {
      const { zh, en, about } = FEATURES[feature];
      const row = states.switchOf(feature);
      return {
        feature,
        title: { zh, en },
        about,
        isOnHere: states.stateIn(feature, caller.actor.office).isOn,
        isOn: row?.is_on !== 0,
        version: row?.version ?? 0,
        reason: row?.reason ?? "",
        changedAt: row?.changed_at ?? null,
        changedBy: row ? (names.get(row.changed_by) ?? row.changed_by) : null,
        offices: seen.map(({ id }) => ({ office: id, ...states.stateIn(feature, id) })),
      };
    });
    return { items, mayManage: mayManage(caller) };
  }
}
