import { type BusinessLine, type Clock, type Ids, type LawSharing, YuejianError } from "@yuejian/contracts";
import type { LawCollectionItemOrder, LawCollectionOrder } from "@yuejian/contracts/api";
import { articleText } from "@yuejian/legal-research";
import { versionConflict } from "../../identity/index.ts";
import { type Actor, type Policy, within } from "../../policy/index.ts";
import type { Reading, Row, Store, StoreTransaction } from "../../store/index.ts";
import { articleKey, findLaw, wordingOn } from "../find-law.ts";
import type { LawLibrary } from "../library.ts";

/** Articles of one collection. */
const MOST = 500;

export interface CollectionPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly policy: Policy;
  readonly laws: LawLibrary;
}

export type CollectionRow = Row<"law_collections"> & { readonly owner_name: string | null; readonly items: number };

/** Collections that a person may see: their own, and those shared with an office or line of their scope. */
export function collectionRows(db: Reading, policy: Policy, actor: Actor) {
  const { offices, businessLines } = policy.scope(actor);
  return db
    .selectFrom("law_collections")
    .leftJoin("users", "users.id", "law_collections.owner")
    .selectAll("law_collections")
    .select("users.display_name as owner_name")
    .select((build) =>
      build
        .selectFrom("law_collection_items")
        .select((counting) => counting.fn.countAll<number>().as("items"))
        .whereRef("law_collection_items.collection", "=", "law_collections.id")
        .as("items"),
    )
    .where((build) =>
      build.or([
        build("law_collections.owner", "=", actor.id),
        build.and([build("law_collections.sharing", "=", "office"), within("law_collections.office", offices)]),
        build.and([
          build("law_collections.sharing", "=", "line"),
          within("law_collections.office", offices),
          within("law_collections.business_line", businessLines),
        ]),
      ]),
    )
    .$castTo<CollectionRow>();
}

/** LAW_COLLECTION_UNKNOWN, also where the person may not see it. */
export async function readCollection({ store, policy }: CollectionPorts, actor: Actor, id: string): Promise<CollectionRow> {
  const row = await collectionRows(store.db, policy, actor).where("law_collections.id", "=", id).executeTakeFirst();
  if (!row) throw new YuejianError("LAW_COLLECTION_UNKNOWN", { collection: id });
  return row;
}

export async function openCollection(ports: CollectionPorts, actor: Actor, order: LawCollectionOrder): Promise<string> {
  const id = ports.ids.next("lcl");
  const now = nowOf(ports);
  const { title, note = "", sharing = "private", line } = order;
  await ports.store.write((trx) =>
    trx
      .insertInto("law_collections")
      .values({
        id,
        version: 1,
        owner: actor.id,
        title: title.trim(),
        note,
        sharing,
        office: actor.office,
        business_line: lineOf(actor, sharing, line),
        created_at: now,
        changed_at: now,
      })
      .execute(),
  );
  return id;
}

/** Its owner's alone. LAW_COLLECTION_UNKNOWN, LAW_COLLECTION_NOT_YOURS, VERSION_CONFLICT */
export async function changeCollection(
  ports: CollectionPorts,
  actor: Actor,
  { id, version, ...order }: LawCollectionOrder & { readonly id: string; readonly version: number },
): Promise<void> {
  const { title, note = "", sharing = "private", line } = order;
  await ports.store.write(async (trx) => {
    await own(trx, actor, { id, version });
    await touch(trx, ports, { id, set: { title: title.trim(), note, sharing, business_line: lineOf(actor, sharing, line) } });
  });
}

/** Its owner's alone: with everything in it. */
export async function removeCollection(
  ports: CollectionPorts,
  actor: Actor,
  { id, version }: { id: string; version: number },
): Promise<void> {
  await ports.store.write(async (trx) => {
    await own(trx, actor, { id, version });
    await trx.deleteFrom("law_collection_items").where("collection", "=", id).execute();
    await trx.deleteFrom("law_collections").where("id", "=", id).execute();
  });
}

/** Puts an article in, in the wording of a day. LAW_UNKNOWN, LAW_NOT_IN_FORCE, LAW_ARTICLE_UNKNOWN, LAW_QUOTE_ABSENT, LAW_COLLECTION_FULL */
export async function addItem(
  ports: CollectionPorts,
  actor: Actor,
  { id, on, order }: { readonly id: string; readonly on: string; readonly order: LawCollectionItemOrder },
): Promise<void> {
  await readCollection(ports, actor, id);
  const law = await findLaw(ports.laws, order.law);
  const version = wordingOn(law, on);
  const key = articleKey(order.article);
  const article = (await ports.laws.text(version.id)).articles.find((one) => one.key === key);
  if (!article) throw new YuejianError("LAW_ARTICLE_UNKNOWN", { law: law.name, article: order.article });
  const quote = order.quote?.trim() ?? "";
  if (quote !== "" && !articleText(article).includes(quote))
    throw new YuejianError("LAW_QUOTE_ABSENT", { law: law.name, article: article.label });
  await ports.store.write(async (trx) => {
    const { last, count } = await trx
      .selectFrom("law_collection_items")
      .select((build) => [build.fn.max("position").as("last"), build.fn.countAll<number>().as("count")])
      .where("collection", "=", id)
      .executeTakeFirstOrThrow();
    if (count >= MOST) throw new YuejianError("LAW_COLLECTION_FULL", { most: MOST });
    await trx
      .insertInto("law_collection_items")
      .values({
        id: ports.ids.next("lci"),
        collection: id,
        position: (last ?? 0) + 1,
        law: law.id,
        article: key,
        version: version.id,
        quote,
        note: order.note ?? "",
        added_by: actor.id,
        added_at: nowOf(ports),
      })
      .execute();
    await touch(trx, ports, { id, set: {} });
  });
}

/** Who put it in, or the collection's owner. `note` null: takes it out. LAW_ITEM_UNKNOWN, LAW_COLLECTION_NOT_YOURS */
export async function changeItem(
  ports: CollectionPorts,
  actor: Actor,
  { id, item, note }: { readonly id: string; readonly item: string; readonly note: string | null },
): Promise<void> {
  const collection = await readCollection(ports, actor, id);
  await ports.store.write(async (trx) => {
    const row = await trx
      .selectFrom("law_collection_items")
      .selectAll()
      .where("id", "=", item)
      .where("collection", "=", id)
      .executeTakeFirst();
    if (!row) throw new YuejianError("LAW_ITEM_UNKNOWN", { item });
    if (row.added_by !== actor.id && collection.owner !== actor.id) throw new YuejianError("LAW_COLLECTION_NOT_YOURS");
    if (note === null) await trx.deleteFrom("law_collection_items").where("id", "=", item).execute();
    else await trx.updateTable("law_collection_items").set({ note }).where("id", "=", item).execute();
    await touch(trx, ports, { id, set: {} });
  });
}

/** Its owner's alone. LAW_ORDER_WRONG, VERSION_CONFLICT */
export async function orderItems(
  ports: CollectionPorts,
  actor: Actor,
  { id, version, items }: { readonly id: string; readonly version: number; readonly items: readonly string[] },
): Promise<void> {
  await ports.store.write(async (trx) => {
    await own(trx, actor, { id, version });
    const rows = await trx.selectFrom("law_collection_items").select("id").where("collection", "=", id).execute();
    const known = new Set(rows.map((row) => row.id));
    if (items.length !== known.size || new Set(items).size !== items.length || !items.every((item) => known.has(item)))
      throw new YuejianError("LAW_ORDER_WRONG");
    for (const [at, item] of items.entries())
      await trx
        .updateTable("law_collection_items")
        .set({ position: at + 1 })
        .where("id", "=", item)
        .execute();
    await touch(trx, ports, { id, set: {} });
  });
}

const nowOf = ({ clock }: Pick<CollectionPorts, "clock">): string => new Date(clock.now()).toISOString();

/** A department is a line of an office; somebody of one line need not name it. */
function lineOf(actor: Actor, sharing: LawSharing, line: BusinessLine | undefined): BusinessLine | null {
  if (sharing !== "line") return null;
  const [only, ...others] = actor.businessLines;
  const meant = line ?? (others.length === 0 ? only : undefined);
  if (meant === undefined || (actor.businessLines.length > 0 && !actor.businessLines.includes(meant)))
    throw new YuejianError("REQUEST_INVALID", {
      where: "line",
      reason: "a business line of the owner is needed",
      reason_zh: "需要指明自己的一个业务条线",
      reason_en: "name one of your business lines",
    });
  return meant;
}

async function own(trx: StoreTransaction, actor: Actor, { id, version }: { readonly id: string; readonly version: number }): Promise<void> {
  const row = await trx.selectFrom("law_collections").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new YuejianError("LAW_COLLECTION_UNKNOWN", { collection: id });
  if (row.owner !== actor.id)
    throw row.sharing === "private"
      ? new YuejianError("LAW_COLLECTION_UNKNOWN", { collection: id })
      : new YuejianError("LAW_COLLECTION_NOT_YOURS");
  if (row.version !== version)
    throw await versionConflict(trx, { by: row.owner, at: row.changed_at, changed: { zh: "收藏的内容", en: "what the collection holds" } });
}

async function touch(
  trx: StoreTransaction,
  ports: Pick<CollectionPorts, "clock">,
  { id, set }: { readonly id: string; readonly set: Partial<Omit<Row<"law_collections">, "id">> },
): Promise<void> {
  await trx
    .updateTable("law_collections")
    .set((build) => ({ ...set, version: build("version", "+", 1), changed_at: nowOf(ports) }))
    .where("id", "=", id)
    .execute();
}
