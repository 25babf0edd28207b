import { type BusinessLine, type DataClass, type SemanticType, YuejianError } from "@yuejian/contracts";
import {
  AccuracyShape,
  type Check,
  CheckBody,
  CheckDetailShape,
  CheckShape,
  ChecksQuery,
  ChecksShape,
  exact,
  NewSampleBody,
  type RecordView,
  type Sample,
  SampleShape,
  SamplesShape,
} from "@yuejian/contracts/api";
import { subjectSource } from "@yuejian/workbench";
import { Type } from "typebox";
import type { Opening } from "../../identity/index.ts";
import { versionConflictOf } from "../../identity/index.ts";
import { visible } from "../../policy/index.ts";
import { accuracyOf, drawSample, finishSample } from "../../sampling/index.ts";
import type { Row } from "../../store/index.ts";
import type { App, Caller } from "../app-types.ts";
import { openingFor, opensNothing } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { readableDataset } from "../views/datasets.ts";
import { showSubject } from "../views/lead-masking.ts";
import { columnsOfModel } from "../views/lead-view.ts";
import { recordView } from "../views/records.ts";

const ModelPath = exact({ model: Type.String() });
const CheckPath = exact({ check: Type.String() });
const ROWS_SHOWN = 50;
/** Meanings of columns whose values name one thing. */
const NAMING: ReadonlySet<SemanticType> = new Set<SemanticType>(["resident-id", "credit-code", "document-number"]);

type CheckRow = Row<"checks"> &
  Pick<Row<"samples">, "model" | "office" | "business_line" | "data_class"> & { readonly actor_name: string | null };

/** What a model did not flag, drawn at random and checked by people; and from that how much it misses. */
export function checkRoutes(app: App, context: RouteContext): void {
  const { home, services, sessions } = context;
  const { store, policy, audit, outbox } = services;

  app.get(
    "/api/models/:model/accuracy",
    { config: { admission: "model.read" }, schema: { params: ModelPath, response: { 200: AccuracyShape } } },
    ({ caller, params }) => {
      readableModel(caller, params.model);
      return accuracyOf(store.db, params.model);
    },
  );

  app.get(
    "/api/models/:model/samples",
    { config: { admission: "model.sample" }, schema: { params: ModelPath, response: { 200: SamplesShape } } },
    async ({ caller, params }) => {
      readableModel(caller, params.model);
      return { items: await samplesOf(params.model) };
    },
  );

  /** Drawing looks at everybody of the city, as running does. */
  app.post(
    "/api/models/:model/samples",
    { config: { admission: "model.sample" }, schema: { params: ModelPath, body: NewSampleBody, response: { 202: SampleShape } } },
    async ({ caller, params, body }, reply) => {
      const model = readableModel(caller, params.model);
      const { businessLine, dataClass } = model.manifest;
      policy.demand(caller.actor, "model.run", { businessLines: [businessLine], dataClass });
      const unfinished = await store.db
        .selectFrom("samples")
        .selectAll()
        .where("model", "=", params.model)
        .where("status", "=", "drawing")
        .execute();
      for (const each of unfinished) await finishSample(home, model, each);
      const sample = await drawSample(home, { model, size: body.size, actor: caller.actor });
      await audit.record({
        actor: caller.account,
        action: "model.sample",
        subject: params.model,
        outcome: "done",
        detail: `${sample.id}, ${sample.status}`,
      });
      const [view] = await samplesOf(params.model, sample.id);
      if (!view) throw new YuejianError("SAMPLE_UNKNOWN", { sample: sample.id });
      return reply.code(202).send(view);
    },
  );

  app.get(
    "/api/checks",
    { config: { admission: "model.sample" }, schema: { querystring: ChecksQuery, response: { 200: ChecksShape } } },
    async ({ caller, query: { offset = 0, limit = 50, model, sample, open } }) => {
      let some = checksFor(caller);
      if (model !== undefined) some = some.where("samples.model", "=", model);
      if (sample !== undefined) some = some.where("checks.sample", "=", sample);
      if (open !== undefined) some = some.where("checks.verdict", open ? "is" : "is not", null);
      const rows = await some
        .orderBy((build) => build.case().when("checks.verdict", "is", null).then(0).else(1).end())
        .orderBy("checks.sample", "desc")
        .orderBy("checks.position")
        .offset(offset)
        .limit(limit)
        .execute();
      const { total } = await some
        .clearSelect()
        .select((build) => build.fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow();
      return { items: rows.map((row) => viewOf(row, null)), total, offset, limit };
    },
  );

  app.get(
    "/api/checks/:check",
    { config: { admission: "model.sample" }, schema: { params: CheckPath, response: { 200: CheckDetailShape } } },
    async (request) => {
      const { caller, params } = request;
      const row = await checkFor(caller, params.check);
      const stated = await openingFor(request, services);
      const opening = stated?.lead?.id === row.id ? stated : null;
      const { rows, opened } = await rowsAbout(caller, row, opening);
      await stated?.note({ subject: row.id, references: opening ? [row.id, ...rows.map(({ ref }) => ref)] : [], columns: opened });
      return { check: viewOf(row, opening), rows };
    },
  );

  app.post(
    "/api/checks/:check",
    { config: { admission: "model.sample" }, schema: { params: CheckPath, body: CheckBody, response: { 200: CheckShape } } },
    async ({ caller, params, body }) => {
      const note = body.note.trim();
      if (note === "") throw new YuejianError("REASON_NEEDED");
      const seen = await checkFor(caller, params.check);
      await store.write(async (trx) => {
        const row = await trx.selectFrom("checks").selectAll().where("id", "=", seen.id).executeTakeFirstOrThrow();
        if (row.version !== body.version) {
          const other = await trx
            .selectFrom("users")
            .select("display_name")
            .where("id", "=", row.actor ?? "")
            .executeTakeFirst();
          throw versionConflictOf({
            at: row.at ?? "",
            who: other?.display_name ?? null,
            changed: { zh: "给出结论", en: "gave a verdict" },
          });
        }
        const decided = { verdict: body.verdict, note, actor: caller.actor.id, at: new Date(home.clock.now()).toISOString() };
        await outbox.record(trx, {
          type: "check.decided",
          subject: row.id,
          organisation: seen.office,
          content: { check: row.id, sample: row.sample, version: row.version + 1, verdict: decided.verdict, user: decided.actor },
          sealed: { subject: row.subject, note },
        });
        await trx
          .updateTable("checks")
          .set({ ...decided, version: row.version + 1 })
          .where("id", "=", row.id)
          .execute();
      });
      await audit.record({ actor: caller.account, action: "model.sample", subject: seen.id, outcome: "done", detail: body.verdict });
      return viewOf(await checkFor(caller, params.check), null);
    },
  );

  function readableModel({ actor }: Caller, id: string) {
    const model = home.models.get(id);
    if (!model || !policy.may(actor, "model.read", { businessLines: [model.manifest.businessLine] }))
      throw new YuejianError("MODEL_UNKNOWN", { model: id });
    return model;
  }

  function checksFor({ actor }: Caller) {
    return store.db
      .selectFrom("checks")
      .innerJoin("samples", "samples.id", "checks.sample")
      .leftJoin("users", "users.id", "checks.actor")
      .where(visible(policy.scope(actor), "samples"))
      .selectAll("checks")
      .select(["samples.model", "samples.office", "samples.business_line", "samples.data_class", "users.display_name as actor_name"]);
  }

  /** @throws YuejianError CHECK_UNKNOWN, also for one that the caller may not see */
  async function checkFor(caller: Caller, id: string): Promise<CheckRow> {
    const row = await checksFor(caller).where("checks.id", "=", id).executeTakeFirst();
    if (!row) throw new YuejianError("CHECK_UNKNOWN", { check: id });
    policy.demand(caller.actor, "model.sample", {
      office: row.office,
      businessLines: [row.business_line as BusinessLine],
      dataClass: row.data_class as DataClass,
    });
    return row;
  }

  /** Rows of the model's inputs that are about the subject: where a column that it comes from, or one of the same meaning, has its value. A subject that
   *  is put together from several columns is looked for by each of its parts. */
  async function rowsAbout(caller: Caller, row: CheckRow, opening: Opening | null): Promise<{ rows: RecordView[]; opened: string[] }> {
    const model = home.models.get(row.model);
    const source = model ? subjectSource(model) : null;
    if (!model || !source || "unknown" in source) return { rows: [], opened: [] };
    const own = source.datasets.flatMap(({ dataset, columns }) =>
      columns.flatMap((name) => home.schemas.get(dataset)?.columns.find((each) => each.name === name) ?? []),
    );
    const naming = new Set(own.map(({ semantic }) => semantic).filter((semantic) => NAMING.has(semantic)));
    const values = own.length === 1 ? [row.subject] : row.subject.split(" ");
    const shown = new Map<string, { view: RecordView; opened: readonly string[] }>();
    for (const id of new Set(model.manifest.inputs.map(({ dataset }) => dataset))) {
      const dataset = await readableDataset(store.db, policy, caller.actor, id);
      const { offices } = policy.scope(caller.actor);
      for (const { name, semantic } of dataset.schema.columns) {
        if (!naming.has(semantic)) continue;
        for (const value of values) {
          const { items } = await sessions.use(dataset.schema, dataset.batches, offices, (session) =>
            session.rows({ dataset: id, offset: 0, limit: ROWS_SHOWN, column: name, equals: value }),
          );
          for (const item of items) shown.set(item.ref, recordView(dataset, item, opening));
        }
      }
    }
    const all = [...shown.values()];
    return { rows: all.map(({ view }) => view), opened: all.flatMap((each) => [...each.opened]) };
  }

  function viewOf(row: CheckRow, opening: Opening | null): Check {
    const { subject } = showSubject(
      { subject: row.subject, subjectName: "" },
      columnsOfModel(home, row.model),
      opening?.opens ?? opensNothing,
    );
    return {
      id: row.id,
      version: row.version,
      sample: row.sample,
      model: row.model,
      modelTitle: home.models.get(row.model)?.manifest.title ?? { zh: row.model, en: row.model },
      subject,
      office: row.office,
      verdict: row.verdict as Check["verdict"],
      note: row.note,
      actor: row.actor,
      actorName: row.actor_name,
      at: row.at,
    };
  }

  async function samplesOf(model: string, only?: string): Promise<Sample[]> {
    let some = store.db
      .selectFrom("samples")
      .leftJoin("users", "users.id", "samples.actor")
      .leftJoin("outbox", "outbox.id", "samples.outbox")
      .selectAll("samples")
      .select(["users.display_name as actor_name", "outbox.ledger_index as ledger_index"])
      .where("samples.model", "=", model);
    if (only !== undefined) some = some.where("samples.id", "=", only);
    const rows = await some.orderBy("samples.at", "desc").orderBy("samples.id", "desc").limit(100).execute();
    const counts = await store.db
      .selectFrom("checks")
      .innerJoin("samples", "samples.id", "checks.sample")
      .select((build) => ["checks.sample", build.fn.countAll<number>().as("drawn"), build.fn.count<number>("checks.verdict").as("decided")])
      .where("samples.model", "=", model)
      .groupBy("checks.sample")
      .execute();
    return rows.map((row) => {
      const { drawn, decided } = counts.find(({ sample }) => sample === row.id) ?? { drawn: 0, decided: 0 };
      return {
        id: row.id,
        model: row.model,
        modelVersion: row.model_version,
        run: row.run,
        office: row.office,
        actor: row.actor,
        actorName: row.actor_name ?? "",
        at: row.at,
        size: row.size,
        seed: row.seed,
        status: row.status,
        reason: row.reason_zh === null || row.reason_en === null ? null : { zh: row.reason_zh, en: row.reason_en },
        population: row.population,
        unflagged: row.unflagged,
        drawn,
        open: drawn - decided,
        ledgerIndex: row.ledger_index,
      };
    });
  }
}
