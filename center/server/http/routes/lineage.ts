import { exact, LineageShape } from "@yuejian/contracts/api";
import { Type } from "typebox";
import { lineageViewer, traceLineage } from "../../lineage/index.ts";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { entityReader } from "../views/entity-reader.ts";

const SubjectPath = exact({ subject: Type.String({ minLength: 1, maxLength: 200 }) });

/** Where data came from and what became of it; names, numbers and digests, no values of records. */
export function lineageRoutes(app: App, context: RouteContext): void {
  const { home, services } = context;
  const { policy, store } = services;
  app.get(
    "/api/lineage/:subject",
    { config: { admission: "data.read" }, schema: { params: SubjectPath, response: { 200: LineageShape } } },
    ({ caller, params }) => {
      const membersOf = async (entity: string) => (await entityReader(context, caller.actor)).membersOf(entity);
      return traceLineage({ db: store.db, models: home.models, membersOf }, params.subject, lineageViewer(policy, caller.actor));
    },
  );
}
