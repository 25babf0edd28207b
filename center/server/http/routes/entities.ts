import { ENTITY_MEMBERS, type EntityKind, entityKindOf, YuejianError } from "@yuejian/contracts";
import {
  EntitiesQuery,
  EntitiesShape,
  EntityEvidenceShape,
  EntityMappingBody,
  EntityMappingsShape,
  EntityRunsShape,
  EntityShape,
  exact,
  JobShape,
  LinkBody,
} from "@yuejian/contracts/api";
import { entitiesNamed, entityEvidence } from "@yuejian/data";
import { mentionsOf } from "@yuejian/matching";
import { Type } from "typebox";
import { entityMappings, latestEntityRun, recordsOf, runView } from "../../entities/index.ts";
import { jobView } from "../../jobs/index.ts";
import { visible as visibleTo } from "../../policy/index.ts";
import { isSealed } from "../../safeguards/index.ts";
import type { App, Caller } from "../app-types.ts";
import { type NotedOpening, openingFor } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { readableDataset, readableDatasets } from "../views/datasets.ts";
import { decisionViews, entitySummaries, isOpenKind, mentionViews, noteMentions } from "../views/entities.ts";
import { entityReader } from "../views/entity-reader.ts";
import { entityView } from "../views/entity-view.ts";
import { type KnownEntity, knownEntity } from "../views/known-entity.ts";

const EntityPath = exact({ entity: Type.String({ maxLength: 40 }) });
const DatasetPath = exact({ dataset: Type.String() });

/** Runs that a list shows. */
const RUNS = 50;
/** Entities that a search finds. */
const FOUND = 200;

export function entityRoutes(app: App, context: RouteContext): void {
  const { home, services } = context;
  const { store, audit, policy } = services;

  app.post(
    "/api/entities/runs",
    { config: { admission: "entity.link" }, schema: { body: LinkBody, response: { 202: JobShape } } },
    async ({ caller, body }, reply) => {
      const job = await home.work.linkEntities({
        ...(body.datasets === undefined ? {} : { datasets: body.datasets }),
        isIncremental: body.full !== true,
        actor: caller.actor,
      });
      const detail = `${body.full === true ? "full" : "incremental"} ${body.datasets?.join(" ") ?? "all"} ${job.id}`;
      await audit.record({ actor: caller.account, action: "entity.link", subject: job.id, outcome: "done", detail });
      return reply.code(202).send(jobView(job));
    },
  );

  app.get("/api/entities/runs", { config: { admission: "data.read" }, schema: { response: { 200: EntityRunsShape } } }, async () => {
    const rows = await store.db.selectFrom("entity_runs").selectAll().orderBy("sequence", "desc").limit(RUNS).execute();
    return { items: rows.map(runView), total: rows.length, offset: 0, limit: RUNS };
  });

  app.get(
    "/api/entities",
    { config: { admission: "data.read" }, schema: { querystring: EntitiesQuery, response: { 200: EntitiesShape } } },
    async (request) => {
      const { caller, query } = request;
      const { kind, offset = 0, limit = 50 } = query;
      const opening = await openingFor(request, services);
      const reader = await entityReader(context, caller.actor);
      const text = query.query?.trim() ?? "";
      const entities = text === "" ? null : await search(text, { caller, opening, kind });
      const found = await entitySummaries(context, { caller, opening, reader }, { kind, entities, offset, limit });
      await noteMentions(opening, ENTITY_MEMBERS, found.shown);
      await audit.record({
        actor: caller.account,
        action: "data.read",
        subject: ENTITY_MEMBERS,
        purpose: opening?.purpose ?? null,
        outcome: "done",
        detail: `entities ${kind ?? "all"}${text === "" ? "" : " query"} ${found.total} found`,
      });
      return { items: found.items, total: found.total, offset, limit };
    },
  );

  app.get(
    "/api/entities/:entity",
    { config: { admission: "data.read" }, schema: { params: EntityPath, response: { 200: EntityShape } } },
    async (request) => {
      const { caller, params } = request;
      const opening = await openingFor(request, services);
      const known = await knownEntity(context, caller, params.entity);
      const { view, opened } = entityView(known, opening);
      await opening?.note({
        subject: params.entity,
        references: opened.map(({ ref }) => ref),
        columns: opened.flatMap(({ columns }) => columns),
      });
      const [changes, decisions, leads, cases] = await Promise.all([
        changesOf(params.entity),
        decisionsOn(known),
        leadsOf(params.entity, caller),
        casesOf(params.entity, caller),
        audit.record({
          actor: caller.account,
          action: "data.read",
          subject: params.entity,
          purpose: opening?.purpose ?? null,
          outcome: "done",
          detail: `entity ${view.members} members`,
        }),
      ]);
      return {
        entity: params.entity,
        kind: known.kind,
        run: known.run.id,
        linkedAt: known.run.createdAt,
        ...view,
        changes,
        decisions,
        leads,
        cases,
      };
    },
  );

  app.get(
    "/api/entities/:entity/evidence",
    { config: { admission: "data.read" }, schema: { params: EntityPath, response: { 200: EntityEvidenceShape } } },
    async (request) => {
      const { caller, params } = request;
      const { kind } = await knownEntity(context, caller, params.entity);
      const run = await latestEntityRun(store.db);
      const evidence = run && (await entityEvidence({ ...evidencePlace(run.state), kind }, params.entity));
      if (!evidence) return { isThere: false, threshold: 0, profiles: [], links: [] };
      const shown = await mentionViews(
        context,
        { caller, opening: null },
        evidence.profiles.flatMap(({ mentions }) => mentions),
      );
      return {
        isThere: true,
        threshold: evidence.threshold,
        profiles: evidence.profiles.map((each) => ({ ...each, mentions: each.mentions.filter((mention) => shown.has(mention)) })),
        links: evidence.links.map((each) => ({
          ...each,
          comparisons: each.comparisons.map((comparison) => ({ ...comparison, parts: [...comparison.parts] })),
        })),
      };
    },
  );

  app.get(
    "/api/entities/mappings",
    { config: { admission: "data.read" }, schema: { response: { 200: EntityMappingsShape } } },
    async ({ caller }) => {
      const datasets = await readableDatasets(store.db, policy, caller.actor);
      const titles = new Map(datasets.map(({ schema }) => [schema.id, schema.title]));
      const mapped = await entityMappings(
        store.db,
        datasets.map(({ schema }) => schema),
      );
      const items = [...mapped.values()].map(({ mentions, ...each }) => ({
        ...each,
        title: titles.get(each.dataset) ?? { zh: each.dataset, en: each.dataset },
        mentions: mentions.map(({ kind, role, columns }) => ({ kind, role, columns: { ...columns } as Record<string, string> })),
      }));
      return { items, total: items.length, offset: 0, limit: items.length };
    },
  );

  app.post(
    "/api/entities/mappings/:dataset",
    {
      config: { admission: "mapping.manage" },
      schema: { params: DatasetPath, body: EntityMappingBody, response: { 204: Type.Null() } },
    },
    async ({ caller, params, body }, reply) => {
      const { schema } = await readableDataset(store.db, policy, caller.actor, params.dataset);
      policy.demand(caller.actor, "mapping.manage", { businessLines: schema.businessLines, dataClass: schema.dataClass });
      const mentions =
        body.mentions && body.mentions.map(({ kind, role, columns }) => ({ kind, role, columns: columns as Record<string, string> }));
      await services.entityMappings.set(schema, { mentions, isAutomatic: body.isAutomatic }, caller.account);
      return reply.code(204).send(null);
    },
  );

  const evidencePlace = (state: string) => ({ lakeFolder: home.paths.lake, scratchFolder: home.paths.scratch, state });

  /** A number of a closed column may only be asked for when it is the subject of the purpose: anything else would confirm guesses about people. */
  async function search(
    text: string,
    asked: { caller: Caller; opening: NotedOpening | null; kind: EntityKind | undefined },
  ): Promise<string[]> {
    if (entityKindOf(text) !== null) return [text];
    const run = await latestEntityRun(store.db);
    if (!run) return [];
    const schemas = (await readableDatasets(store.db, policy, asked.caller.actor)).map(({ schema }) => schema);
    const subject = asked.opening?.lead?.subject ?? null;
    const isSubject = subject !== null && (subject === text || subject.split(" ").includes(text));
    const kinds: readonly EntityKind[] = asked.kind ? [asked.kind] : ["person", "organisation", "vehicle", "place"];
    const askable = kinds.filter((kind) => isSubject || isOpenKind(kind, schemas, mentionsOf));
    if (askable.length === 0) throw new YuejianError("PURPOSE_NEEDED");
    const found: string[] = [];
    for (const kind of askable) found.push(...(await entitiesNamed({ ...evidencePlace(run.state), kind }, text, FOUND)));
    return found;
  }

  async function changesOf(entity: string) {
    const rows = await store.db
      .selectFrom("entity_changes")
      .innerJoin("entity_runs", "entity_runs.id", "entity_changes.run")
      .select(["run", "change", "entity", "other", "entity_changes.members", "finished_at"])
      .where((build) => build.or([build("entity", "=", entity), build("other", "=", entity)]))
      .orderBy("entity_runs.sequence", "desc")
      .limit(100)
      .execute();
    return rows.map(({ finished_at: at, change, ...row }) => ({ ...row, at, change: change as "merged" | "split" | "moved" }));
  }

  /** Decisions that name one of its records. */
  async function decisionsOn({ datasets }: KnownEntity) {
    const rows = await store.db.selectFrom("entity_decisions").selectAll().orderBy("id", "desc").limit(2000).execute();
    const mentions = new Set(datasets.flatMap(({ records }) => records.map(({ mention }) => mention)));
    const own = rows.filter((row) => {
      const { left, right } = recordsOf(row);
      return [...left, ...right].some((each) => mentions.has(each));
    });
    return decisionViews(store.db, own);
  }

  async function leadsOf(entity: string, { actor }: Caller) {
    if (!policy.may(actor, "lead.read")) return [];
    const rows = await store.db
      .selectFrom("leads")
      .innerJoin("lead_entities", "lead_entities.lead", "leads.id")
      .select(["leads.id as lead", "leads.model", "leads.status"])
      .where("entity", "=", entity)
      .where(visibleTo(policy.scope(actor), "leads"))
      .where(isSealed("leads.id"), "=", 0)
      .orderBy("leads.number", "desc")
      .limit(100)
      .execute();
    return rows.map(({ lead, model, status }) => ({ lead, model, status }));
  }

  async function casesOf(entity: string, { actor }: Caller) {
    if (!policy.may(actor, "case.read")) return [];
    return store.db
      .selectFrom("cases")
      .innerJoin("lead_entities", "lead_entities.lead", "cases.lead")
      .select(["cases.id as case", "cases.number", "cases.lead", "cases.status"])
      .where("entity", "=", entity)
      .where(visibleTo(policy.scope(actor), "cases"))
      .where(isSealed("cases.lead"), "=", 0)
      .orderBy("cases.opened_at", "desc")
      .limit(100)
      .execute();
  }
}
