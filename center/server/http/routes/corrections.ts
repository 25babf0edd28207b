import { type CorrectionStatus, rowRef, YuejianError } from "@yuejian/contracts";
import {
  CorrectionBody,
  CorrectionDecisionBody,
  CorrectionShape,
  CorrectionsShape,
  type CorrectionView,
  exact,
  WithdrawBody,
  WithdrawShape,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import { isPersonal, maskValue } from "../../policy/index.ts";
import { decideCorrection, relianceOn, requestCorrection, textOf, withdraw } from "../../safeguards/index.ts";
import type { Row } from "../../store/index.ts";
import type { App, Caller } from "../app-types.ts";
import { openingFor } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { readableRecord } from "../views/readable-record.ts";
import { recordView } from "../views/records.ts";

/** Corrections: requested by one person, approved by another, written as a batch, told to everything that relied on the row. */
export function correctionRoutes(app: App, context: RouteContext): void {
  const { home, services } = context;
  const { store, policy, audit, accounts } = services;

  app.get(
    "/api/corrections",
    { config: { admission: "correction.read" }, schema: { response: { 200: CorrectionsShape } } },
    async ({ caller }) => {
      const rows = await store.db
        .selectFrom("corrections")
        .innerJoin("batches", "batches.id", "corrections.batch")
        .selectAll("corrections")
        .select("batches.office")
        .orderBy("corrections.requested_at", "desc")
        .limit(300)
        .execute();
      const seen = rows.filter(({ office, dataset }) =>
        policy.covers(caller.actor, { office, businessLines: home.schemas.get(dataset)?.businessLines ?? [] }),
      );
      const names = await namesOf();
      return { items: await Promise.all(seen.map((row) => viewOf(row, names))) };
    },
  );

  app.post(
    "/api/corrections",
    { config: { admission: "correction.request" }, schema: { body: CorrectionBody, response: { 201: CorrectionShape } } },
    async (request, reply) => {
      const { caller, body } = request;
      const opening = await openingFor(request, services);
      const { dataset, row } = await readableRecord(context, caller, body.ref, opening);
      const { view, opened } = recordView(dataset, row, opening);
      // What the person sees, masked or not, must still be what stands there.
      if (Object.hasOwn(view.values, body.column) && textOf(view.values[body.column] ?? null) !== body.oldValue)
        throw new YuejianError("CORRECTION_STALE", { ref: body.ref, column: body.column });
      const oldValue = textOf(row.values[body.column] ?? null);
      const correction = await requestCorrection(home, { ...body, oldValue, actor: caller.actor }, { schema: dataset.schema, row });
      await opening?.note({ subject: body.ref, references: [body.ref], columns: opened });
      await noted(caller, "correction.request", correction);
      return reply.code(201).send(await viewOf(correction, await namesOf()));
    },
  );

  app.post(
    "/api/corrections/:correction/decision",
    {
      config: { admission: "correction.decide" },
      schema: { params: exact({ correction: Type.String() }), body: CorrectionDecisionBody, response: { 200: CorrectionShape } },
    },
    async ({ caller, params, body }) => {
      const known = await store.db
        .selectFrom("corrections")
        .innerJoin("batches", "batches.id", "corrections.batch")
        .select(["corrections.id", "corrections.dataset", "batches.office"])
        .where("corrections.id", "=", params.correction)
        .executeTakeFirst();
      if (!known) throw new YuejianError("CORRECTION_UNKNOWN", { correction: params.correction });
      demand(caller, known);
      const correction = await decideCorrection(home, known.id, { ...body, actor: caller.actor });
      if (correction.status === "approved") await home.work.applyCorrection({ correction: known.id, actor: caller.actor });
      await noted(caller, "correction.decide", correction);
      return viewOf(correction, await namesOf());
    },
  );

  app.post(
    "/api/batches/:batch/withdraw",
    {
      config: { admission: "correction.decide" },
      schema: { params: exact({ batch: Type.String() }), body: WithdrawBody, response: { 200: WithdrawShape } },
    },
    async ({ caller, params, body }) => {
      const batch = await store.db
        .selectFrom("batches")
        .select(["id", "dataset", "office"])
        .where("id", "=", params.batch)
        .executeTakeFirst();
      if (!batch) throw new YuejianError("BATCH_UNKNOWN", { batch: params.batch });
      demand(caller, batch);
      const leads = await withdraw(home, { place: { batch: batch.id, row: body.row ?? 0 }, reason: body.reason, actor: caller.actor });
      const detail = `withdrew ${body.row === undefined ? "the batch" : `row ${body.row}`}, ${leads.length} leads flagged`;
      await audit.record({ actor: caller.account, action: "correction.decide", subject: batch.id, outcome: "done", detail });
      return { leads: leads.length };
    },
  );

  function demand({ actor }: Caller, { office, dataset }: { office: string; dataset: string }): void {
    policy.demand(actor, "correction.decide", { office, businessLines: home.schemas.get(dataset)?.businessLines ?? [] });
  }

  async function namesOf(): Promise<ReadonlyMap<string, string>> {
    return new Map((await accounts.all()).map(({ id, display_name: name }) => [id, name]));
  }

  function noted(caller: Caller, action: string, { id, status }: Row<"corrections">): Promise<void> {
    return audit.record({ actor: caller.account, action, subject: id, outcome: "done", detail: status });
  }

  async function viewOf(row: Row<"corrections">, names: ReadonlyMap<string, string>): Promise<CorrectionView> {
    const column = home.schemas.get(row.dataset)?.columns.find(({ name }) => name === row.column_name);
    const shown = (value: string | null) =>
      value === null || (column && !isPersonal(column.dataClass)) ? value : String(maskValue(value, column?.semantic ?? "free-text"));
    const reliance = await relianceOn(store.db, [{ batch: row.batch, row: row.row }]);
    return {
      id: row.id,
      dataset: row.dataset,
      ref: rowRef(row.batch, row.row),
      column: row.column_name,
      oldValue: shown(row.old_value),
      newValue: shown(row.new_value),
      reason: row.reason,
      evidence: row.evidence,
      contest: row.contest,
      status: row.status as CorrectionStatus,
      requestedBy: row.requested_by,
      requestedByName: names.get(row.requested_by) ?? "",
      requestedAt: row.requested_at,
      decidedByName: row.decided_by === null ? null : (names.get(row.decided_by) ?? ""),
      decisionNote: row.decision_note,
      appliedBatch: row.applied_batch,
      appliedAt: row.applied_at,
      leads: reliance.leads.length,
      runs: reliance.runs.length,
      exports: reliance.exports.length,
    };
  }
}
