import { YuejianError } from "@yuejian/contracts";
import {
  DefaultViewBody,
  exact,
  type LeadFilter,
  type LeadSort,
  NewViewBody,
  RemoveViewBody,
  type SavedView,
  SavedViewShape,
  SavedViewsShape,
  ViewBody,
} from "@yuejian/contracts/api";
import { type Static, Type } from "typebox";
import { versionConflictOf } from "../../identity/index.ts";
import type { Row, StoreTransaction } from "../../store/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";

const ViewPath = exact({ view: Type.String() });
type Given = Static<typeof NewViewBody>;

/** Saved views of the inbox: one's own, and those that colleagues share with the office. A view shows nobody more than the list itself does. */
export function inboxViewRoutes(app: App, { home, services }: RouteContext): void {
  const { store, outbox } = services;
  const now = () => new Date(home.clock.now()).toISOString();

  app.get(
    "/api/inbox/views",
    { config: { admission: "lead.read" }, schema: { response: { 200: SavedViewsShape } } },
    async ({ caller }) => ({ items: await viewsFor(caller) }),
  );

  app.post(
    "/api/inbox/views",
    { config: { admission: "lead.read" }, schema: { body: NewViewBody, response: { 201: SavedViewShape } } },
    async ({ caller, body }, reply) => {
      const id = home.ids.next("viw");
      await store.write(async (trx) => {
        const said = await state(trx, caller, { id, version: 1, ...body });
        await trx
          .insertInto("inbox_views")
          .values({
            id,
            version: 1,
            owner: caller.actor.id,
            office: caller.actor.office,
            ...columnsOf(body),
            changed_at: now(),
            outbox: said,
          })
          .execute();
      });
      return reply.code(201).send(await viewFor(caller, id));
    },
  );

  app.post(
    "/api/inbox/views/default",
    { config: { admission: "lead.read" }, schema: { body: DefaultViewBody, response: { 204: Type.Null() } } },
    async ({ caller, body }, reply) => {
      if (body.view !== null) await viewFor(caller, body.view);
      await store.write(async (trx) => {
        await trx.deleteFrom("inbox_defaults").where("user", "=", caller.actor.id).execute();
        if (body.view !== null) await trx.insertInto("inbox_defaults").values({ user: caller.actor.id, view: body.view }).execute();
      });
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/inbox/views/:view",
    { config: { admission: "lead.read" }, schema: { params: ViewPath, body: ViewBody, response: { 200: SavedViewShape } } },
    async ({ caller, params, body: { version, ...given } }) => {
      await store.write(async (trx) => {
        await demandOwn(trx, caller, { id: params.view, version });
        const said = await state(trx, caller, { id: params.view, version: version + 1, ...given });
        await trx
          .updateTable("inbox_views")
          .set({ ...columnsOf(given), version: version + 1, changed_at: now(), outbox: said })
          .where("id", "=", params.view)
          .execute();
      });
      return viewFor(caller, params.view);
    },
  );

  app.post(
    "/api/inbox/views/:view/remove",
    { config: { admission: "lead.read" }, schema: { params: ViewPath, body: RemoveViewBody, response: { 204: Type.Null() } } },
    async ({ caller, params, body }, reply) => {
      await store.write(async (trx) => {
        await demandOwn(trx, caller, { id: params.view, version: body.version });
        await state(trx, caller, { id: params.view, version: body.version + 1, isRemoved: true });
        await trx.deleteFrom("inbox_defaults").where("view", "=", params.view).execute();
        await trx.deleteFrom("inbox_views").where("id", "=", params.view).execute();
      });
      return reply.code(204).send(null);
    },
  );

  function state(
    trx: StoreTransaction,
    caller: Caller,
    content: (Given & { id: string; version: number }) | { id: string; version: number; isRemoved: true },
  ) {
    return outbox.record(trx, {
      type: "view.changed",
      subject: content.id,
      organisation: caller.actor.office,
      content: { view: content, user: caller.actor.id },
    });
  }

  function visibleTo({ actor }: Caller) {
    return store.db
      .selectFrom("inbox_views")
      .leftJoin("users", "users.id", "inbox_views.owner")
      .leftJoin("inbox_defaults", (join) =>
        join.onRef("inbox_defaults.view", "=", "inbox_views.id").on("inbox_defaults.user", "=", actor.id),
      )
      .selectAll("inbox_views")
      .select(["users.display_name as owner_name", "inbox_defaults.user as default_of"])
      .where((build) =>
        build.or([
          build("inbox_views.owner", "=", actor.id),
          build.and([build("inbox_views.sharing", "=", "office"), build("inbox_views.office", "=", actor.office)]),
        ]),
      );
  }

  async function viewsFor(caller: Caller): Promise<SavedView[]> {
    const rows = await visibleTo(caller).orderBy("inbox_views.name").orderBy("inbox_views.id").execute();
    return rows.map((row) => viewOf(row, caller));
  }

  /** @throws YuejianError VIEW_UNKNOWN, also for one that the caller may not see */
  async function viewFor(caller: Caller, id: string): Promise<SavedView> {
    const row = await visibleTo(caller).where("inbox_views.id", "=", id).executeTakeFirst();
    if (!row) throw new YuejianError("VIEW_UNKNOWN", { view: id });
    return viewOf(row, caller);
  }
}

function columnsOf({ name, sharing, filter, columns, sort }: Given) {
  return { name: name.trim(), sharing, filter: JSON.stringify(filter), columns: JSON.stringify(columns), sort };
}

async function demandOwn(trx: StoreTransaction, caller: Caller, { id, version }: { id: string; version: number }): Promise<void> {
  const row = await trx.selectFrom("inbox_views").selectAll().where("id", "=", id).executeTakeFirst();
  const isSeen = row && (row.owner === caller.actor.id || (row.sharing === "office" && row.office === caller.actor.office));
  if (!isSeen) throw new YuejianError("VIEW_UNKNOWN", { view: id });
  if (row.owner !== caller.actor.id) throw new YuejianError("NOT_THE_AUTHOR");
  if (row.version === version) return;
  throw versionConflictOf({ at: row.changed_at, who: caller.account.display_name, changed: { zh: "修改视图", en: "changed the view" } });
}

type ViewRow = Row<"inbox_views"> & { readonly owner_name: string | null; readonly default_of: string | null };

function viewOf(row: ViewRow, { actor }: Caller): SavedView {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    sharing: row.sharing,
    filter: JSON.parse(row.filter) as LeadFilter,
    columns: JSON.parse(row.columns) as SavedView["columns"],
    sort: row.sort as LeadSort,
    owner: row.owner,
    ownerName: row.owner_name ?? "",
    office: row.office,
    isDefault: row.default_of !== null,
    mayChange: row.owner === actor.id,
    changedAt: row.changed_at,
  };
}
