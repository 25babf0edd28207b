import { WallShape, type WallView } from "@yuejian/contracts/api";
import { wallFigures } from "../../governance/index.ts";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "../views/cases.ts";

/** Several screens and their refreshes share an answer for so long. */
const KEPT_MS = 5000;

/** The wall of the meeting room. */
export function wallRoutes(app: App, { home, services }: RouteContext): void {
  const { store, policy, clock } = services;
  const kept = new Map<string, { readonly until: number; readonly view: Promise<WallView> }>();

  app.get("/api/wall", { config: { admission: "pattern.read" }, schema: { response: { 200: WallShape } } }, async ({ caller }) => {
    const scope = policy.scope(caller.actor);
    const key = JSON.stringify(scope);
    const now = clock.now();
    const known = kept.get(key);
    if (known && known.until > now) return known.view;
    const view = wallFigures({ db: store.db, offices: home.offices, scope, now: new Date(now).toISOString(), today: todayOf(clock) });
    kept.set(key, { until: now + KEPT_MS, view });
    view.catch(() => kept.delete(key));
    return view;
  });
}
