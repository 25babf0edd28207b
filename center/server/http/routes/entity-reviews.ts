import { type EntityKind, entityKindOf, YuejianError } from "@yuejian/contracts";
import {
  EntityDecisionBody,
  EntityDecisionShape,
  EntityDecisionsQuery,
  EntityDecisionsShape,
  EntityReviewShape,
  EntityReviewsQuery,
  EntityReviewsShape,
  type EntityReviewView,
  EntityUndoBody,
  exact,
} from "@yuejian/contracts/api";
import { pairEvidence } from "@yuejian/data";
import { type Static, Type } from "typebox";
import { latestEntityRun, recordsOf } from "../../entities/index.ts";
import { queueLinking } from "../../entities/queue-linking.ts";
import { within } from "../../policy/index.ts";
import type { Row } from "../../store/index.ts";
import type { App, Caller } from "../app-types.ts";
import { type NotedOpening, openingFor } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { decisionViews, mentionViews, noteMentions, type ShownMention } from "../views/entities.ts";
import { entityReader } from "../views/entity-reader.ts";

const ReviewPath = exact({ review: Type.String({ maxLength: 40 }) });
const DecisionPath = exact({ decision: Type.String({ maxLength: 40 }) });

/** Members of an entity that stand for it in a decision: each says something else. */
const STANDING = 50;

type Decision = Parameters<RouteContext["services"]["entityDecisions"]["decide"]>[0];

/** Pairs that wait for a person's word, and the words that were given. */
export function entityReviewRoutes(app: App, context: RouteContext): void {
  const { home, services } = context;
  const { store, policy } = services;

  app.get(
    "/api/entities/reviews",
    { config: { admission: "entity.decide" }, schema: { querystring: EntityReviewsQuery, response: { 200: EntityReviewsShape } } },
    async (request) => {
      const { caller, query } = request;
      const { kind, offset = 0, limit = 50 } = query;
      const opening = await openingFor(request, services);
      const open = await openReviews(kind, { caller, opening });
      const page = open.slice(offset, offset + limit);
      await noteMentions(
        opening,
        "entity-reviews",
        page.flatMap(({ shown }) => shown),
      );
      return { items: page.map(({ view }) => view), total: open.length, offset, limit };
    },
  );

  app.get(
    "/api/entities/reviews/:review",
    { config: { admission: "entity.decide" }, schema: { params: ReviewPath, response: { 200: EntityReviewShape } } },
    async (request) => {
      const { caller, params } = request;
      const opening = await openingFor(request, services);
      const row = await store.db.selectFrom("entity_reviews").selectAll().where("id", "=", params.review).executeTakeFirst();
      const [found] = row ? await readable([row], { caller, opening }) : [];
      if (!row || !found) throw new YuejianError("ENTITY_REVIEW_UNKNOWN", { review: params.review });
      await noteMentions(opening, params.review, found.shown);
      const run = await latestEntityRun(store.db);
      const evidence =
        run &&
        (await pairEvidence(
          { lakeFolder: home.paths.lake, scratchFolder: home.paths.scratch, state: run.state, kind: row.kind as EntityKind },
          [row.left_key, row.right_key],
        ));
      const link = evidence?.link;
      return {
        review: found.view,
        threshold: evidence?.threshold ?? 0,
        evidence: link ? { ...link, comparisons: link.comparisons.map((each) => ({ ...each, parts: [...each.parts] })) } : null,
      };
    },
  );

  app.get(
    "/api/entities/decisions",
    { config: { admission: "entity.decide" }, schema: { querystring: EntityDecisionsQuery, response: { 200: EntityDecisionsShape } } },
    async ({ caller, query: { offset = 0, limit = 50 } }) => {
      const rows = store.db.selectFrom("entity_decisions").where(within("office", policy.scope(caller.actor).offices));
      const items = await rows.selectAll().orderBy("id", "desc").offset(offset).limit(limit).execute();
      const { total } = await rows.select((build) => build.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
      return { items: await decisionViews(store.db, items), total, offset, limit };
    },
  );

  app.post(
    "/api/entities/decisions",
    { config: { admission: "entity.decide" }, schema: { body: EntityDecisionBody, response: { 201: EntityDecisionShape } } },
    async ({ caller, body }, reply) => {
      const decision = await decisionOf(body, caller);
      await demandVisible([...decision.records.left, ...decision.records.right], caller);
      const row = await services.entityDecisions.decide(decision, caller.account);
      if (row.verdict !== "unsure") await queueLinking(services, caller.actor);
      const [view] = await decisionViews(store.db, [row]);
      return reply.code(201).send(view as NonNullable<typeof view>);
    },
  );

  app.post(
    "/api/entities/decisions/:decision/undo",
    {
      config: { admission: "entity.decide" },
      schema: { params: DecisionPath, body: EntityUndoBody, response: { 200: EntityDecisionShape } },
    },
    async ({ caller, params, body }) => {
      const known = await store.db.selectFrom("entity_decisions").selectAll().where("id", "=", params.decision).executeTakeFirst();
      if (!known) throw new YuejianError("ENTITY_DECISION_UNKNOWN", { decision: params.decision });
      policy.demand(caller.actor, "entity.decide", { office: known.office });
      const row = await services.entityDecisions.undo(params.decision, body.note, caller.account);
      if (row.verdict !== "unsure") await queueLinking(services, caller.actor);
      const [view] = await decisionViews(store.db, [row]);
      return view;
    },
  );

  interface Looking {
    readonly caller: Caller;
    readonly opening: NotedOpening | null;
  }

  interface ReadableReview {
    readonly view: EntityReviewView;
    readonly shown: readonly ShownMention[];
  }

  /** Without those on which somebody said a word already, also since the run. */
  async function openReviews(kind: EntityKind | undefined, looking: Looking): Promise<ReadableReview[]> {
    let query = store.db.selectFrom("entity_reviews").selectAll().orderBy("position");
    if (kind !== undefined) query = query.where("kind", "=", kind);
    const [rows, decided] = await Promise.all([
      query.execute(),
      store.db.selectFrom("entity_decisions").select("records").where("undone_at", "is", null).execute(),
    ]);
    const pairs = new Set(
      decided.flatMap((each) => {
        const { left, right } = recordsOf(each);
        return left.flatMap((one) => right.flatMap((two) => [`${one} ${two}`, `${two} ${one}`]));
      }),
    );
    return readable(
      rows.filter((row) => !pairs.has(`${row.left_mention} ${row.right_mention}`)),
      looking,
    );
  }

  async function readable(rows: readonly Row<"entity_reviews">[], looking: Looking): Promise<ReadableReview[]> {
    const shown = await mentionViews(
      context,
      looking,
      rows.flatMap((row) => [row.left_mention, row.right_mention]),
    );
    return rows.flatMap((row) => {
      const [left, right] = [shown.get(row.left_mention), shown.get(row.right_mention)];
      if (!left || !right) return [];
      const view: EntityReviewView = {
        id: row.id,
        kind: row.kind as EntityKind,
        reason: row.reason as EntityReviewView["reason"],
        probability: row.reason === "numbers" ? null : Number((1 / (1 + Math.exp(-row.odds / 1000))).toFixed(6)),
        isTogether: row.left_entity === row.right_entity,
        left: left.view,
        right: right.view,
        leftEntity: row.left_entity,
        rightEntity: row.right_entity,
      };
      return [{ view, shown: [left, right] }];
    });
  }

  async function decisionOf(body: Static<typeof EntityDecisionBody>, caller: Caller): Promise<Decision> {
    if (body.act === "review") {
      const { act, kind, verdict, left, right, note = "" } = body;
      return { act, kind, verdict, records: { left: [left], right: [right] }, note };
    }
    const reader = await entityReader(context, caller.actor);
    const standing = async (entity: string, without: readonly string[]): Promise<string[]> => {
      if (entityKindOf(entity) === null) throw new YuejianError("ENTITY_UNKNOWN", { entity });
      const not = without.map((_, at) => `$${at + 2}`).join(", ");
      const left = without.length === 0 ? "" : ` AND concat(batch, ':', row, '#', role) NOT IN (${not})`;
      const found = await reader.select(
        "min(concat(batch, ':', row, '#', role)) AS mention",
        `entity = $1${left} GROUP BY dataset, role, number ORDER BY mention LIMIT ${STANDING}`,
        [entity, ...without],
      );
      return found.map(([mention]) => String(mention));
    };
    if (body.act === "split") {
      const { entity, mentions, note } = body;
      const kind = entityKindOf(entity);
      const members = new Set(
        (
          await reader.select(
            "concat(batch, ':', row, '#', role)",
            `entity = $1 AND concat(batch, ':', row, '#', role) IN (${mentions.map((_, at) => `$${at + 2}`).join(", ")})`,
            [entity, ...mentions],
          )
        ).map(([mention]) => String(mention)),
      );
      const stranger = mentions.find((each) => !members.has(each));
      if (kind === null || stranger !== undefined)
        throw new YuejianError("ENTITY_DECISION_INVALID", {
          reason: `${stranger} is no member of ${entity}`,
          reason_zh: `${stranger} 不是实体 ${entity} 的成员`,
          reason_en: `${stranger} is no member of ${entity}`,
        });
      return { act: "split", kind, verdict: "different", records: { left: [...mentions], right: await standing(entity, mentions) }, note };
    }
    const [first, ...others] = body.entities;
    const kind = entityKindOf(first ?? "");
    if (first === undefined || kind === null || others.some((each) => entityKindOf(each) !== kind))
      throw new YuejianError("ENTITY_DECISION_INVALID", {
        reason: "the entities are not of one kind",
        reason_zh: "实体不是同一类别",
        reason_en: "the entities are not of one kind",
      });
    const one = async (entity: string): Promise<string> => {
      const [mention] = await standing(entity, []);
      if (mention === undefined) throw new YuejianError("ENTITY_UNKNOWN", { entity });
      return mention;
    };
    const right: string[] = [];
    for (const each of others) right.push(await one(each));
    return { act: "merge", kind, verdict: "same", records: { left: [await one(first)], right }, note: body.note };
  }

  /** Nobody decides on what they may not see. RECORD_UNKNOWN */
  async function demandVisible(mentions: readonly string[], caller: Caller): Promise<void> {
    const shown = await mentionViews(context, { caller, opening: null }, mentions);
    const hidden = mentions.find((each) => !shown.has(each));
    if (hidden !== undefined) throw new YuejianError("RECORD_UNKNOWN", { ref: hidden });
  }
}
