import { createHash } from "node:crypto";
import { type Clock, canonicalJson, type Ids, type LawArticle, type LawText } from "@yuejian/contracts";
import { dayInChina } from "@yuejian/oversight";
import { keyOfArticle } from "@yuejian/text";
import type { Outbox } from "../../outbox/index.ts";
import type { NewRow, Row, Store, StoreTransaction } from "../../store/index.ts";
import type { ModelLibrary } from "../../work/index.ts";
import type { KnownLaw, LawLibrary } from "../library.ts";
import { type ArticleChange, changesSince, firstBinding, type KnownBinding } from "./article-changes.ts";
import { type BoundRule, boundRules } from "./bound-rules.ts";

export interface LookPorts {
  readonly store: Store;
  readonly outbox: Pick<Outbox, "record">;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly models: ModelLibrary;
}

export interface Look {
  readonly library: LawLibrary;
  /** The import after which rules are looked at; null: none. */
  readonly import: string | null;
  readonly office: string;
  /** Throws where the job is no longer the caller's. */
  readonly fence: (trx: StoreTransaction) => Promise<void>;
}

interface Place {
  readonly rule: BoundRule;
  readonly law: KnownLaw;
  readonly key: string;
}

/** Compares the articles on which rules rest with those under which the rules were found right: opens a notice for each change that was not told yet, and closes those
 *  that are no longer so. Repeating it changes nothing. Gives how many were opened. */
export async function lookAtRules(ports: LookPorts, look: Look): Promise<number> {
  const { store } = ports;
  const shelf = await look.library.shelf();
  const places = placesOf(await boundRules(store.db, ports.models, shelf.names), shelf.named);
  const texts = await look.library.texts(new Set(places.flatMap(({ law }) => law.versions.map(({ id }) => id))));
  return store.write(async (trx) => {
    await look.fence(trx);
    return settle(trx, ports, { look, places, texts });
  });
}

/** Articles that rules name, each once a rule. Laws that are not held, or whose name is of several, are left out. */
function placesOf(rules: readonly BoundRule[], named: (name: string) => readonly KnownLaw[]): Place[] {
  const places = new Map<string, Place>();
  for (const rule of rules)
    for (const { law: name, article } of rule.citations) {
      const [law, ...others] = name === null ? [] : named(name);
      if (!law || others.length > 0 || !article) continue;
      const key = keyOfArticle(article);
      places.set(nameOf({ kind: rule.kind, rule: rule.id, law: law.id, article: key }), { rule, law, key });
    }
  return [...places.values()];
}

const nameOf = ({ kind, rule, law, article }: { kind: string; rule: string; law: string; article: string }): string =>
  [kind, rule, law, article].join(" ");

async function settle(
  trx: StoreTransaction,
  { clock, ids, outbox }: LookPorts,
  { look, places, texts }: { readonly look: Look; readonly places: readonly Place[]; readonly texts: ReadonlyMap<string, LawText> },
): Promise<number> {
  const now = new Date(clock.now()).toISOString();
  const bindings = new Map(
    (await trx.selectFrom("law_bindings").selectAll().execute()).map((row) => [nameOf({ ...row, kind: row.rule_kind }), row] as const),
  );
  const told = new Map((await trx.selectFrom("law_notices").selectAll().execute()).map((row) => [row.digest, row] as const));
  const held = new Set<string>();
  const fresh: Omit<NewRow<"law_notices">, "outbox">[] = [];
  for (const { rule, law, key } of places) {
    const reading = { law, key, texts };
    const place = { rule_kind: rule.kind, rule: rule.id, law: law.id, article: key };
    const row = bindings.get(nameOf({ ...place, kind: rule.kind }));
    const binding = row ? bindingOf(row) : firstBinding(reading, { since: rule.since, today: dayInChina(clock.now()) });
    if (!binding) continue;
    if (!row)
      await trx
        .insertInto("law_bindings")
        .values({ ...place, version: binding.version, content: jsonOf(binding.article), repealed_on: null, seen_at: now })
        .execute();
    for (const change of changesSince(reading, binding)) {
      const digest = digestOf(place, change);
      held.add(digest);
      if (told.has(digest)) continue;
      fresh.push({
        id: ids.next("lrn"),
        number: 1,
        ...place,
        office: rule.office,
        change: change.change,
        changes_on: change.on,
        version: change.version,
        before_version: change.beforeVersion,
        before: jsonOf(change.before),
        after: jsonOf(change.after),
        digest,
        import: look.import,
        opened_at: now,
        status: "open",
        reason: null,
        decided_by: null,
        decided_at: null,
      });
    }
  }
  const ended = [...told.values()].filter(({ status, digest }) => (status === "open" || status === "must-change") && !held.has(digest));
  for (const { id, number } of ended)
    await trx
      .updateTable("law_notices")
      .set({ status: "over", number: number + 1 })
      .where("id", "=", id)
      .execute();
  // What is so again after it was over asks again.
  for (const { id, number, status, digest } of told.values())
    if (status === "over" && held.has(digest))
      await trx
        .updateTable("law_notices")
        .set({ status: "open", number: number + 1, opened_at: now })
        .where("id", "=", id)
        .execute();
  if (fresh.length === 0) return 0;
  const entry = await outbox.record(trx, {
    type: "law-notices.opened",
    subject: look.import ?? "laws",
    organisation: look.office,
    content: {
      import: look.import,
      at: now,
      notices: fresh.map(({ id, rule_kind: kind, rule, law, article, change, changes_on: on, digest }) => {
        return { id, rule: `${kind}/${rule}`, law, article, change, on: on ?? null, digest };
      }),
    },
  });
  for (const row of fresh)
    await trx
      .insertInto("law_notices")
      .values({ ...row, outbox: entry })
      .execute();
  return fresh.length;
}

const jsonOf = (article: LawArticle | null): string | null => (article === null ? null : JSON.stringify(article));

function bindingOf({ version, content, repealed_on: repealedOn }: Row<"law_bindings">): KnownBinding {
  return { version, article: content === null ? null : (JSON.parse(content) as LawArticle), repealedOn };
}

/** The line of the file does not make another change. */
function digestOf(place: Readonly<Record<string, string>>, { change, on, version, before, after }: ArticleChange): string {
  const bare = (article: LawArticle | null) =>
    article && { label: article.label, heading: article.heading, paragraphs: article.paragraphs };
  return createHash("sha256")
    .update(canonicalJson({ ...place, change, on, version, before: bare(before), after: bare(after) }))
    .digest("hex");
}
