import { YuejianError } from "@yuejian/contracts";
import { AnchoringShape, AnchorsQuery, AnchorsShape, JobShape, SetUpAnchoringBody, SetUpAnchoringShape } from "@yuejian/contracts/api";
import { nextNote, queueCheckpoint, readSettings, setUpAnchoring } from "../../anchoring/index.ts";
import { jobView } from "../../jobs/index.ts";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { anchoringView, anchorView } from "../views/anchoring.ts";

export function anchoringRoutes(app: App, { home, services, cosigning }: RouteContext): void {
  const { audit, store } = services;

  app.get("/api/ledger/anchoring", { config: { admission: "ledger.read" }, schema: { response: { 200: AnchoringShape } } }, () =>
    anchoringView(home),
  );

  app.get(
    "/api/ledger/anchors",
    { config: { admission: "ledger.read" }, schema: { querystring: AnchorsQuery, response: { 200: AnchorsShape } } },
    async ({ query: { offset = 0, limit = 50, covering = 0 } }) => {
      const found = store.db.selectFrom("anchors").where("size", ">=", covering);
      const rows = await found.selectAll().orderBy("size", "desc").orderBy("contract").offset(offset).limit(limit).execute();
      const { total } = await found.select((build) => build.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
      return { items: rows.map(anchorView), total, offset, limit };
    },
  );

  /** Anchors the newest checkpoint without waiting until it is due. */
  app.post(
    "/api/ledger/anchoring/now",
    { config: { admission: "ledger.anchor" }, schema: { response: { 202: JobShape } } },
    async ({ caller }, reply) => {
      const settings = await readSettings(home.paths);
      if (settings === null) throw new YuejianError("ANCHORING_NOT_SET_UP");
      const note = await nextNote({ home, cosigning }, settings);
      const job = await queueCheckpoint(home, settings, { note, actor: caller.actor });
      await audit.record({ actor: caller.account, action: "ledger.anchor", subject: job.id, outcome: "done", detail: "now" });
      return reply.code(202).send(jobView(job));
    },
  );

  app.post(
    "/api/ledger/anchoring",
    {
      config: { admission: "ledger.anchor", localOnly: true },
      schema: { body: SetUpAnchoringBody, response: { 200: SetUpAnchoringShape } },
    },
    async ({ caller, body }) => {
      const request = { file: body.path, ownerKeyFile: body.ownerKey ?? null, isNew: body.isNew ?? false };
      const deployed = await setUpAnchoring(home, request, (trx, { contract, isNew }) =>
        audit.recordIn(trx, {
          actor: caller.account,
          action: "ledger.anchor",
          subject: contract,
          purpose: null,
          outcome: "done",
          detail: isNew ? "deployed" : "adopted",
        }),
      );
      const settings = await readSettings(home.paths);
      return { ...deployed, chainId: settings?.chainId ?? 0 };
    },
  );
}
