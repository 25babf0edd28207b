import { Readable } from "node:stream";
import {
  exact,
  LawCollectionBody,
  LawCollectionChangeBody,
  LawCollectionDetailShape,
  LawCollectionItemBody,
  LawCollectionNoteBody,
  LawCollectionOrderBody,
  LawCollectionsQuery,
  LawCollectionsShape,
  LawHistoryBody,
  LawHistoryQuery,
  LawHistoryRemovalBody,
  LawHistoryRemovedShape,
  LawHistoryShape,
  LawSearchDocumentBody,
} from "@yuejian/contracts/api";
import { writeWord } from "@yuejian/documents";
import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import {
  addItem,
  type CitedArticlesFacts,
  changeCollection,
  changeItem,
  citedArticlesDocument,
  collectionRows,
  noteHistory,
  openCollection,
  orderItems,
  readCollection,
  readHistory,
  removeCollection,
  removeHistory,
} from "../../laws/index.ts";
import type { App, Caller } from "../app-types.ts";
import { sendFile } from "../receive-file.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "../views/cases.ts";
import { articlesFound, articlesOfItems, collectionView, itemRows, itemViews } from "../views/law-papers.ts";

const CollectionPath = exact({ collection: Type.String({ maxLength: 64 }) });
const ItemPath = exact({ collection: Type.String({ maxLength: 64 }), item: Type.String({ maxLength: 64 }) });

/** One's own searches and readings; collections of articles, private or shared; both as Word with citations. */
export function lawCollectionRoutes(app: App, { services }: RouteContext): void {
  const { store, policy, audit, clock, offices } = services;
  const answer = { 200: LawCollectionDetailShape };

  app.get(
    "/api/laws/history",
    { config: { admission: "law.read" }, schema: { querystring: LawHistoryQuery, response: { 200: LawHistoryShape } } },
    ({ caller, query: { kind, offset = 0, limit = 50 } }) => readHistory(store.db, caller.actor.id, { kind, offset, limit }),
  );

  app.post(
    "/api/laws/history",
    { config: { admission: "law.read" }, schema: { body: LawHistoryBody, response: { 200: LawHistoryRemovedShape } } },
    async ({ caller, body }) => {
      await noteHistory(services, caller.actor.id, body);
      return { removed: 0 };
    },
  );

  app.post(
    "/api/laws/history/removal",
    { config: { admission: "law.read" }, schema: { body: LawHistoryRemovalBody, response: { 200: LawHistoryRemovedShape } } },
    async ({ caller, body: { id } }) => ({ removed: await removeHistory(services, caller.actor.id, id) }),
  );

  app.get(
    "/api/laws/collections",
    { config: { admission: "law.read" }, schema: { querystring: LawCollectionsQuery, response: { 200: LawCollectionsShape } } },
    async ({ caller, query: { offset = 0, limit = 50 } }) => {
      const rows = await collectionRows(store.db, policy, caller.actor).orderBy("law_collections.changed_at", "desc").execute();
      return { items: rows.slice(offset, offset + limit).map((row) => collectionView(row, caller)), total: rows.length, offset, limit };
    },
  );

  app.post(
    "/api/laws/collections",
    { config: { admission: "law.collect" }, schema: { body: LawCollectionBody, response: answer } },
    async ({ caller, body }) => {
      const id = await openCollection(services, caller.actor, body);
      await noted(caller, id, `opened, ${body.sharing ?? "private"}`);
      return detailOf(caller, id);
    },
  );

  app.get(
    "/api/laws/collections/:collection",
    { config: { admission: "law.read" }, schema: { params: CollectionPath, response: answer } },
    ({ caller, params }) => detailOf(caller, params.collection),
  );

  app.post(
    "/api/laws/collections/:collection",
    { config: { admission: "law.collect" }, schema: { params: CollectionPath, body: LawCollectionChangeBody, response: answer } },
    async ({ caller, params, body }) => {
      await changeCollection(services, caller.actor, { id: params.collection, ...body });
      await noted(caller, params.collection, `changed, ${body.sharing ?? "private"}`);
      return detailOf(caller, params.collection);
    },
  );

  app.post(
    "/api/laws/collections/:collection/removal",
    {
      config: { admission: "law.collect" },
      schema: { params: CollectionPath, body: exact({ version: Type.Integer() }), response: { 200: LawHistoryRemovedShape } },
    },
    async ({ caller, params, body: { version } }) => {
      await removeCollection(services, caller.actor, { id: params.collection, version });
      await noted(caller, params.collection, "removed");
      return { removed: 1 };
    },
  );

  app.post(
    "/api/laws/collections/:collection/items",
    { config: { admission: "law.collect" }, schema: { params: CollectionPath, body: LawCollectionItemBody, response: answer } },
    async ({ caller, params, body }) => {
      await addItem(services, caller.actor, { id: params.collection, on: body.on ?? todayOf(clock), order: body });
      return detailOf(caller, params.collection);
    },
  );

  app.post(
    "/api/laws/collections/:collection/items/:item",
    { config: { admission: "law.collect" }, schema: { params: ItemPath, body: LawCollectionNoteBody, response: answer } },
    async ({ caller, params: { collection, item }, body: { note } }) => {
      await changeItem(services, caller.actor, { id: collection, item, note });
      return detailOf(caller, collection);
    },
  );

  app.post(
    "/api/laws/collections/:collection/items/:item/removal",
    { config: { admission: "law.collect" }, schema: { params: ItemPath, body: exact({}), response: answer } },
    async ({ caller, params: { collection, item } }) => {
      await changeItem(services, caller.actor, { id: collection, item, note: null });
      return detailOf(caller, collection);
    },
  );

  app.post(
    "/api/laws/collections/:collection/order",
    { config: { admission: "law.collect" }, schema: { params: CollectionPath, body: LawCollectionOrderBody, response: answer } },
    async ({ caller, params, body }) => {
      await orderItems(services, caller.actor, { id: params.collection, ...body });
      return detailOf(caller, params.collection);
    },
  );

  app.get(
    "/api/laws/collections/:collection/document",
    { config: { admission: "law.collect" }, schema: { params: CollectionPath, response: { 200: Type.Unknown() } } },
    async ({ caller, params }, reply) => {
      const row = await readCollection(services, caller.actor, params.collection);
      const articles = await articlesOfItems(services, await itemRows(services, row.id));
      const about = [`收藏：${row.title}`, ...(row.note.trim() === "" ? [] : [row.note.trim()]), madeBy(caller)];
      await noted(caller, row.id, `exported, ${articles.length} articles`);
      return send(reply, caller, { title: row.title, about, articles });
    },
  );

  app.post(
    "/api/laws/search/document",
    { config: { admission: "law.collect" }, schema: { body: LawSearchDocumentBody, response: { 200: Type.Unknown() } } },
    async ({ caller, body }, reply) => {
      const { found, articles } = await articlesFound(services, body);
      const about = [`检索词：${found.query}`, `效力日：${found.on}，共 ${articles.length} 条，按相关程度排列`, madeBy(caller)];
      await noted(caller, null, `search exported, ${articles.length} articles`);
      return send(reply, caller, { title: "法条检索结果", about, articles });
    },
  );

  async function detailOf(caller: Caller, id: string) {
    const row = await readCollection(services, caller.actor, id);
    return { collection: collectionView(row, caller), items: await itemViews(services, await itemRows(services, id), caller) };
  }

  function madeBy({ account }: Caller): string {
    const office = offices.find(({ id }) => id === account.office)?.name.zh ?? account.office;
    return `${office} ${account.display_name} 于 ${todayOf(clock)} 从岳检导出`;
  }

  async function send(reply: FastifyReply, { account }: Caller, facts: Omit<CitedArticlesFacts, "author" | "at">) {
    const bytes = await writeWord(citedArticlesDocument({ ...facts, author: account.display_name, at: new Date(clock.now()) }));
    const name = `${facts.title.replaceAll(/[\\/:*?"<>|]/g, "_")}.docx`;
    return sendFile(reply, Readable.from([bytes]), { type: "docx", size: bytes.length, name });
  }

  function noted({ account }: Caller, subject: string | null, detail: string): Promise<void> {
    return audit.record({ actor: account, action: "law.collect", subject, outcome: "done", detail });
  }
}
