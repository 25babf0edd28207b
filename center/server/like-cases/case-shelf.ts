import type { LawLevel, LawText } from "@yuejian/contracts";
import { articleText, CaseIndex, chargeNumber, chargesNamed, portraitOf, readSentence, type Sentence } from "@yuejian/legal-research";
import type { LawLibrary } from "../laws/index.ts";
import { type Scope, within } from "../policy/index.ts";
import type { Store } from "../store/index.ts";

/** A case as it is shown. */
export interface ShelvedCase {
  readonly id: string;
  readonly source: "office" | "public";
  readonly title: string;
  readonly number: string;
  readonly court: string;
  readonly decidedOn: string | null;
  /** Numbers of charges. */
  readonly charges: readonly number[];
  readonly sentence: Sentence | null;
  readonly amount: number | null;
  readonly circumstances: ReadonlySet<string>;
  readonly excerpt: string;
}

/** The cases that one circle of offices may see. */
export interface CaseShelf {
  readonly index: CaseIndex;
  readonly cases: ReadonlyMap<string, ShelvedCase>;
  /** The texts of some of its cases. */
  readonly textsOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

const EXCERPT = 160;
/** Circles of offices whose shelves are held. */
const HELD = 4;
/** Judgments read from the store at once. */
const PIECE = 500;
const CASES: LawLevel = "case";

/** Shelves by circle: what one may not see is not in theirs, not even in how rare a word is. They follow the imports. */
export function createCaseShelves(store: Store, library: LawLibrary): (scope: Scope) => Promise<CaseShelf> {
  const held = new Map<string, { readonly stamp: string; readonly shelf: Promise<CaseShelf> }>();
  return async (scope) => {
    const circle = scope.offices === "all" ? "all" : scope.offices.toSorted().join(" ");
    const stamp = await stampOf(store);
    const known = held.get(circle);
    held.delete(circle);
    const entry = known?.stamp === stamp ? known : { stamp, shelf: makeShelf(store, library, scope) };
    held.set(circle, entry);
    for (const other of held.keys()) {
      if (held.size <= HELD) break;
      held.delete(other);
    }
    entry.shelf.catch(() => held.delete(circle));
    return entry.shelf;
  };
}

/** Changes with everything that an import of judgments or laws changes. */
async function stampOf(store: Store): Promise<string> {
  const stamps = await Promise.all(
    (["judgment_imports", "law_imports"] as const).map((table) =>
      store.db
        .selectFrom(table)
        .select(({ fn }) => [
          fn.countAll<number>().as("imports"),
          fn.max("id").as("last"),
          fn.sum<number>("added").as("added"),
          fn.sum<number>("changed").as("changed"),
        ])
        .executeTakeFirstOrThrow(),
    ),
  );
  return stamps.map(({ imports, last, added, changed }) => `${imports} ${last} ${added} ${changed}`).join(" ");
}

async function makeShelf(store: Store, library: LawLibrary, scope: Scope): Promise<CaseShelf> {
  const index = new CaseIndex();
  const cases = new Map<string, ShelvedCase>();
  const add = (one: Omit<ShelvedCase, "amount" | "circumstances" | "excerpt">, text: string): void => {
    const portrait = portraitOf(text);
    index.add({ id: one.id, charges: one.charges, portrait }, portrait.facts);
    const { amount, circumstances, facts } = portrait;
    cases.set(one.id, { ...one, amount: amount?.yuan ?? null, circumstances, excerpt: facts.slice(0, EXCERPT) });
  };
  for (let after = ""; ; ) {
    const rows = await store.db
      .selectFrom("judgments")
      .selectAll()
      .where(within("judgments.office", scope.offices))
      .where("id", ">", after)
      .orderBy("id")
      .limit(PIECE)
      .execute();
    for (const { id, title, number, court, decided_on: decidedOn, charges, sentence, text } of rows)
      add(
        {
          id,
          source: "office",
          title,
          number,
          court,
          decidedOn,
          charges: (JSON.parse(charges) as string[]).flatMap((name) => chargeNumber(name) ?? []),
          sentence: sentence === null ? null : (JSON.parse(sentence) as Sentence),
        },
        text,
      );
    after = rows.at(-1)?.id ?? "";
    if (rows.length < PIECE) break;
  }
  const shelf = {
    index,
    cases,
    textsOf: (ids: readonly string[]) =>
      readTexts(
        store,
        library,
        ids.map((id) => cases.get(id) as ShelvedCase),
      ),
  };
  if (await library.isEmpty()) return shelf;
  for (const { level, versions, name } of (await library.shelf()).laws.values()) {
    const newest = versions.at(-1);
    if (level !== CASES || !newest) continue;
    const text = publicText(await library.text(newest.id));
    const common = { number: "", court: "", decidedOn: newest.versionOn };
    add(
      { id: newest.id, source: "public", title: name, ...common, charges: chargesNamed(`${name}\n${text}`), sentence: readSentence(text) },
      text,
    );
  }
  return shelf;
}

async function readTexts(store: Store, library: LawLibrary, wanted: readonly ShelvedCase[]): Promise<ReadonlyMap<string, string>> {
  const idsOf = (source: ShelvedCase["source"]): string[] => wanted.filter((one) => one.source === source).map(({ id }) => id);
  const own = idsOf("office");
  const rows = own.length === 0 ? [] : await store.db.selectFrom("judgments").select(["id", "text"]).where("id", "in", own).execute();
  const published = await library.texts(idsOf("public"));
  return new Map([
    ...rows.map(({ id, text }) => [id, text] as const),
    ...[...published].map(([id, text]) => [id, publicText(text)] as const),
  ]);
}

const publicText = ({ preamble, articles }: LawText): string => [...preamble, ...articles.map(articleText)].join("\n");
