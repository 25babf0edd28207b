import { rowRef, SEAL_RULES, type SealBasisId, type SealKind } from "@yuejian/contracts";
import { exact, LiftBody, SealBody, SealShape, SealsShape, type SealView } from "@yuejian/contracts/api";
import { Type } from "typebox";
import { maskValue } from "../../policy/index.ts";
import { liftSeal, seal } from "../../safeguards/index.ts";
import type { Row, StoreTransaction } from "../../store/index.ts";
import { queueDetection } from "../../work/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";

/** The register of sealed records. It opens none: see the purpose «inquiry into sealed records». */
export function sealRoutes(app: App, { home, services }: RouteContext): void {
  const { store, audit, accounts } = services;
  const { outbox, clock, ids, lake, models } = home;
  const alongside = (trx: StoreTransaction) => queueDetection({ store, clock, ids, models }, null, trx);
  const ports = { store, outbox, clock, ids, lake, alongside };

  app.get("/api/seals", { config: { admission: "seal.read" }, schema: { response: { 200: SealsShape } } }, async ({ caller }) => {
    const rows = await store.db.selectFrom("seals").selectAll().orderBy("sealed_at", "desc").limit(500).execute();
    const names = await namesOf();
    const loaded = await store.db.selectFrom("batches").select("dataset").distinct().orderBy("dataset").execute();
    const closed: { dataset: string; basis: SealBasisId; rows: number }[] = [];
    for (const { dataset } of loaded) {
      for (const [basis, sealed] of Map.groupBy((await home.lake.sealedRows(dataset)).values(), (each) => each))
        closed.push({ dataset, basis, rows: sealed.length });
    }
    await audit.record({ actor: caller.account, action: "seal.read", subject: null, outcome: "done", detail: `${rows.length} seals` });
    return {
      items: rows.map((row) => viewOf(row, names)),
      rules: SEAL_RULES.map(({ id, dataset, basis }) => ({ id, dataset, basis })),
      closed,
    };
  });

  app.post(
    "/api/seals",
    { config: { admission: "seal.manage" }, schema: { body: SealBody, response: { 201: SealShape } } },
    async ({ caller, body }, reply) => {
      const row = await seal(ports, { ...body, actor: caller.actor });
      await noted(caller, row, `sealed ${row.kind} ${row.basis}`);
      return reply.code(201).send(viewOf(row, await namesOf()));
    },
  );

  app.post(
    "/api/seals/:seal/lift",
    {
      config: { admission: "seal.manage" },
      schema: { params: exact({ seal: Type.String() }), body: LiftBody, response: { 200: SealShape } },
    },
    async ({ caller, params, body }) => {
      const row = await liftSeal(ports, params.seal, { reason: body.reason, actor: caller.actor });
      await noted(caller, row, "lifted");
      return viewOf(row, await namesOf());
    },
  );

  async function namesOf(): Promise<ReadonlyMap<string, string>> {
    return new Map((await accounts.all()).map(({ id, display_name: name }) => [id, name]));
  }

  function noted(caller: Caller, { id }: Row<"seals">, detail: string): Promise<void> {
    return audit.record({ actor: caller.account, action: "seal.manage", subject: id, outcome: "done", detail });
  }

  function viewOf(row: Row<"seals">, names: ReadonlyMap<string, string>): SealView {
    return {
      id: row.id,
      kind: row.kind as SealKind,
      ref: row.batch === null || row.row === null ? null : rowRef(row.batch, row.row),
      dataset: row.dataset,
      person: row.person === null ? null : String(maskValue(row.person, "resident-id")),
      basis: row.basis as SealBasisId,
      reason: row.reason,
      sealedByName: names.get(row.sealed_by) ?? "",
      sealedAt: row.sealed_at,
      liftedByName: row.lifted_by === null ? null : (names.get(row.lifted_by) ?? ""),
      liftedAt: row.lifted_at,
      liftReason: row.lift_reason,
    };
  }
}
