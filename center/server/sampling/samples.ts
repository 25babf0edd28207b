import { hash } from "node:crypto";
import { canonicalJson, type Relation, type SupervisionModel, YuejianError } from "@yuejian/contracts";
import { compileRule } from "@yuejian/rules";
import { modelContext, parameterValues, subjectSource } from "@yuejian/workbench";
import type { Home } from "../home/index.ts";
import type { Reading, Row } from "../store/index.ts";
import { readSchemas } from "../work/index.ts";
import { drawSubjects } from "./population.ts";

export type SamplingPorts = Pick<Home, "store" | "outbox" | "clock" | "ids" | "drain" | "lake" | "models">;

export interface SampleOrder {
  readonly model: SupervisionModel;
  readonly size: number;
  readonly actor: { readonly id: string; readonly office: string };
}

/** Draws a sample of subjects that the newest run of the model's present version did not flag. The seed is fixed by the run, its snapshot and rule and
 *  the sample's number, and is on the ledger before anything is drawn: who draws can choose neither the subjects nor, unseen, among several draws.
 *  SAMPLE_NEEDS_RUN */
export async function drawSample(ports: SamplingPorts, { model, size, actor }: SampleOrder): Promise<Row<"samples">> {
  const { store, outbox, clock, ids, drain } = ports;
  const { id: modelId, version, businessLine, dataClass } = model.manifest;
  const run = await newestRun(store.db, modelId, version);
  if (!run) throw new YuejianError("SAMPLE_NEEDS_RUN", { model: modelId });
  const committed = await store.write(async (trx) => {
    const { last } = await trx
      .selectFrom("samples")
      .select((build) => build.fn.max("number").as("last"))
      .where("run", "=", run.id)
      .executeTakeFirstOrThrow();
    const number = (last ?? 0) + 1;
    const basis = {
      run: run.id,
      model: modelId,
      modelVersion: version,
      ruleDigest: run.rule_digest,
      snapshot: JSON.parse(run.snapshot) as Record<string, string[]>,
      resultDigest: run.result_digest,
      number,
    };
    const seed = hash("sha256", canonicalJson(basis), "hex");
    const id = ids.next("smp");
    const entry = await outbox.record(trx, {
      type: "sample.committed",
      subject: id,
      organisation: actor.office,
      content: { sample: id, basis, seed, size, user: actor.id },
    });
    return trx
      .insertInto("samples")
      .values({
        id,
        model: modelId,
        model_version: version,
        run: run.id,
        number,
        office: actor.office,
        business_line: businessLine,
        data_class: dataClass,
        actor: actor.id,
        at: new Date(clock.now()).toISOString(),
        size,
        seed,
        status: "drawing",
        reason_zh: null,
        reason_en: null,
        population: null,
        unflagged: null,
        outbox: entry,
        drawn_outbox: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
  await drain.settled(committed.outbox);
  return finishSample(ports, model, committed);
}

/** Draws what was committed; the same subjects whenever it is called, so that a draw that was cut off is taken up again. */
export async function finishSample(ports: SamplingPorts, model: SupervisionModel, sample: Row<"samples">): Promise<Row<"samples">> {
  const { store, outbox, ids } = ports;
  const source = subjectSource(model);
  const drawn = "unknown" in source ? null : await draw(ports, model, { sample, relation: source.relation });
  return store.write(async (trx) => {
    const now = await trx.selectFrom("samples").selectAll().where("id", "=", sample.id).executeTakeFirstOrThrow();
    if (now.status !== "drawing") return now;
    const entry = await outbox.record(trx, {
      type: "sample.drawn",
      subject: sample.id,
      organisation: sample.office,
      content: { sample: sample.id, seed: sample.seed, population: drawn?.population ?? null, unflagged: drawn?.unflagged ?? null },
      sealed: { subjects: drawn ? [...drawn.subjects] : [] },
    });
    if (drawn && drawn.subjects.length > 0) {
      await trx
        .insertInto("checks")
        .values(
          drawn.subjects.map((subject, position) => ({
            id: ids.next("chk"),
            version: 1,
            sample: sample.id,
            position,
            subject,
            verdict: null,
            note: null,
            actor: null,
            at: null,
          })),
        )
        .execute();
    }
    return trx
      .updateTable("samples")
      .set({
        status: drawn ? "drawn" : "undetermined",
        reason_zh: "unknown" in source ? source.unknown.zh : null,
        reason_en: "unknown" in source ? source.unknown.en : null,
        population: drawn?.population ?? null,
        unflagged: drawn?.unflagged ?? null,
        drawn_outbox: entry,
      })
      .where("id", "=", sample.id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

async function draw(
  { store, lake }: SamplingPorts,
  { manifest }: SupervisionModel,
  { sample, relation }: { sample: Row<"samples">; relation: Relation },
) {
  const run = await store.db
    .selectFrom("runs")
    .select(["id", "snapshot", "parameters"])
    .where("id", "=", sample.run)
    .executeTakeFirstOrThrow();
  const found = await store.db.selectFrom("findings").select("subject").distinct().where("run", "=", run.id).execute();
  const batches = JSON.parse(run.snapshot) as Record<string, string[]>;
  const all = await readSchemas(store.db);
  const schemas = Object.keys(batches).flatMap((dataset) => all.get(dataset) ?? []);
  const session = await lake.session({ id: "", takenAt: "", batches }, schemas);
  try {
    const { sql } = compileRule(relation, {
      dialect: session.dialect,
      context: modelContext(manifest, schemas),
      parameters: parameterValues(manifest, JSON.parse(run.parameters) as Parameters<typeof parameterValues>[1]),
      source: session.modelSources(manifest.id, manifest.inputs),
      partOf: (dataset) => session.partOf(dataset),
    });
    return await drawSubjects(
      { select: (text, values = []) => session.select(text, values), subjects: sql },
      { seed: sample.seed, size: sample.size, flagged: new Set(found.map(({ subject }) => subject)) },
    );
  } finally {
    session.close();
  }
}

async function newestRun(db: Reading, model: string, version: string): Promise<Row<"runs"> | undefined> {
  const increments = db.selectFrom("run_scopes").select("run").where("base", "is not", null);
  return db
    .selectFrom("runs")
    .selectAll()
    .where("model", "=", model)
    .where("model_version", "=", version)
    .where("id", "not in", increments)
    .orderBy("finished_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
}
