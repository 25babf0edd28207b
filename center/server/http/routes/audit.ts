import { AuditPageShape, AuditQuery } from "@yuejian/contracts/api";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";

export function auditRoutes(app: App, { services }: RouteContext): void {
  app.get(
    "/api/audit",
    { config: { admission: "audit.read" }, schema: { querystring: AuditQuery, response: { 200: AuditPageShape } } },
    async ({ caller, query }) => {
      const { offset = 0, limit = 50, ...filter } = query;
      const { items, total } = await services.audit.list({
        ...filter,
        offices: services.policy.scope(caller.actor).offices,
        offset,
        limit,
      });
      return { items, total, offset, limit };
    },
  );
}
