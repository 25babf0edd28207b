import type { SupervisionModel } from "@yuejian/contracts";
import { DetectionBody, DetectionModelShape, DetectionModelsShape, type DetectionModelView, exact } from "@yuejian/contracts/api";
import { pivotOf } from "@yuejian/rules";
import { Type } from "typebox";
import { mayDetect, switchDetection } from "../../detection/index.ts";
import type { Row } from "../../store/index.ts";
import { runsOf } from "../../work/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";

/** Which models run when data that they read change. */
export function detectionRoutes(app: App, { home, services }: RouteContext): void {
  const { store, policy, audit, accounts } = services;

  app.get(
    "/api/detection",
    { config: { admission: "model.read" }, schema: { response: { 200: DetectionModelsShape } } },
    async ({ caller }) => {
      const rows = new Map((await store.db.selectFrom("detection_models").selectAll().execute()).map((row) => [row.model, row]));
      const names = await namesOf();
      const items = await Promise.all(
        [...home.models.values()].map((model) => viewOf(model, { row: rows.get(model.manifest.id), names, caller })),
      );
      return { items, total: items.length, offset: 0, limit: items.length };
    },
  );

  app.post(
    "/api/detection/:model",
    {
      config: { admission: "model.run" },
      schema: { params: exact({ model: Type.String() }), body: DetectionBody, response: { 200: DetectionModelShape } },
    },
    async ({ caller, params, body }) => {
      const row = await switchDetection(
        { ...detectionPorts(), audit, policy },
        { ...body, model: params.model, account: caller.account, actor: caller.actor },
      );
      return viewOf(home.models.get(params.model) as SupervisionModel, { row, names: await namesOf(), caller });
    },
  );

  function detectionPorts() {
    const { clock, ids, outbox, models } = home;
    return { store, clock, ids, outbox, models };
  }

  async function namesOf(): Promise<ReadonlyMap<string, string>> {
    return new Map((await accounts.all()).map(({ id, display_name: name }) => [id, name]));
  }

  async function viewOf(
    model: SupervisionModel,
    { row, names, caller }: { row: Row<"detection_models"> | undefined; names: ReadonlyMap<string, string>; caller: Caller },
  ): Promise<DetectionModelView> {
    const { id, title, subjectKey } = model.manifest;
    const pivot = pivotOf(model.rule, subjectKey);
    return {
      model: id,
      title,
      isEnabled: row?.is_enabled === 1,
      version: row?.version ?? 0,
      reason: row?.reason ?? "",
      changedBy: row ? { id: row.owner, name: names.get(row.owner) ?? row.owner } : null,
      changedAt: row?.changed_at ?? null,
      pivot: "places" in pivot ? pivot.column : null,
      wholeDataset: "places" in pivot ? null : pivot.dataset,
      lastRun: (await runsOf(store.db, id, 1))[0] ?? null,
      mayManage: mayDetect(policy, model, caller.actor),
    };
  }
}
