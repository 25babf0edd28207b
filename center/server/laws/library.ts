import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type LawLevel, type LawText, YuejianError } from "@yuejian/contracts";
import {
  FEATURES,
  Matcher,
  type PassageTable,
  PassageTableBuilder,
  type QuestionModel,
  readModel,
  readTable,
  writeTable,
} from "@yuejian/legal-research";
import { bareName, canonicalName, foldText, type LawNames, lawNames, shortenings } from "@yuejian/text";
import type { Store } from "../store/index.ts";

const MODEL = new URL(import.meta.resolve("@yuejian/legal-research/model"));
/** Wordings kept unpacked. */
const KEPT_TEXTS = 96;

export interface KnownVersion {
  readonly id: string;
  readonly law: KnownLaw;
  readonly title: string;
  /** Null: not told. */
  readonly versionOn: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly file: string;
  readonly articles: number;
}

export interface KnownLaw {
  readonly id: string;
  readonly name: string;
  readonly level: LawLevel;
  readonly issuer: string;
  readonly region: string;
  readonly since: string | null;
  readonly repealed: { readonly on: string; readonly by: string } | null;
  /** The oldest first. */
  readonly versions: readonly KnownVersion[];
}

/** All laws of a home as of one state of its imports. */
export interface LawShelf {
  readonly stamp: string;
  readonly laws: ReadonlyMap<string, KnownLaw>;
  readonly versions: ReadonlyMap<string, KnownVersion>;
  readonly names: LawNames;
  readonly table: PassageTable;
  readonly matcher: Matcher;
  readonly model: QuestionModel;
  /** Laws under a name as people write it; several where a short name is of several. */
  readonly named: (name: string) => readonly KnownLaw[];
}

/** Laws, their wordings and the index over them; follows the imports. */
export interface LawLibrary {
  isEmpty(): Promise<boolean>;
  /** Of the present state; its index is made where there is none. LAWS_NONE */
  shelf(): Promise<LawShelf>;
  text(version: string): Promise<LawText>;
  texts(versions: Iterable<string>): Promise<Map<string, LawText>>;
}

export function createLawLibrary({ store, scratchFolder }: { readonly store: Store; readonly scratchFolder: string }): LawLibrary {
  let held: Promise<LawShelf> | null = null;
  let heldStamp = "";
  const kept = new Map<string, LawText>();

  async function texts(versions: Iterable<string>): Promise<Map<string, LawText>> {
    const wanted = [...new Set(versions)];
    const missing = wanted.filter((id) => !kept.has(id));
    if (missing.length > 0) {
      const rows = await store.db.selectFrom("law_versions").select(["id", "content"]).where("id", "in", missing).execute();
      for (const { id, content } of rows) kept.set(id, JSON.parse(content) as LawText);
    }
    const result = new Map(wanted.flatMap((id) => (kept.has(id) ? [[id, kept.get(id) as LawText] as const] : [])));
    for (const [id, text] of result) {
      kept.delete(id);
      kept.set(id, text);
    }
    for (const id of kept.keys()) {
      if (kept.size <= KEPT_TEXTS) break;
      kept.delete(id);
    }
    return result;
  }

  return {
    isEmpty: async () => (await stampOf(store)) === null,
    async shelf() {
      const stamp = await stampOf(store);
      if (stamp === null) throw new YuejianError("LAWS_NONE");
      if (held === null || stamp !== heldStamp) {
        kept.clear();
        heldStamp = stamp;
        held = readShelf(store, stamp, scratchFolder);
        held.catch(() => {
          held = null;
        });
      }
      return held;
    },
    texts,
    async text(version) {
      const text = (await texts([version])).get(version);
      if (!text) throw new YuejianError("LAW_UNKNOWN", { law: version });
      return text;
    },
  };
}

/** Changes with everything that an import changes; null: there is none. */
async function stampOf(store: Store): Promise<string | null> {
  const rows = await store.db
    .selectFrom("law_imports")
    .select(({ fn }) => [
      fn.countAll<number>().as("imports"),
      fn.max("id").as("last"),
      fn.sum<number>("added").as("added"),
      fn.sum<number>("changed").as("changed"),
    ])
    .executeTakeFirstOrThrow();
  return (rows.added ?? 0) === 0 ? null : `${rows.imports} ${rows.last} ${rows.added} ${rows.changed}`;
}

async function readShelf(store: Store, stamp: string, scratchFolder: string): Promise<LawShelf> {
  const [laws, versions] = await readLaws(store);
  const table = await readIndex(store, stamp, scratchFolder);
  const model = await readQuestionModel();
  const byName = new Map<string, KnownLaw[]>();
  const put = (name: string, law: KnownLaw): void => {
    const key = foldText(name);
    const list = byName.get(key) ?? [];
    if (!list.includes(law)) byName.set(key, [...list, law]);
  };
  for (const law of laws.values()) put(law.name, law);
  for (const law of laws.values())
    for (const short of shortenings(law.name)) if (!byName.has(foldText(short)) || law.versions.length > 0) put(short, law);
  return {
    stamp,
    laws,
    versions,
    names: lawNames([...laws.values()].map(({ name }) => name)),
    table,
    matcher: new Matcher(table, model),
    model,
    named: (name) => byName.get(canonicalName(name)) ?? byName.get(foldText(canonicalName(name))) ?? byName.get(bareName(name)) ?? [],
  };
}

async function readLaws(store: Store): Promise<[Map<string, KnownLaw>, Map<string, KnownVersion>]> {
  const rows = await store.db.selectFrom("laws").selectAll().orderBy("name").execute();
  const held = await store.db
    .selectFrom("law_versions")
    .select(["id", "law", "title", "version_on", "effective_on", "file", "articles"])
    .orderBy("effective_on")
    .orderBy("version_on")
    .execute();
  const byLaw = Map.groupBy(held, ({ law }) => law);
  const laws = new Map<string, KnownLaw>();
  const versions = new Map<string, KnownVersion>();
  for (const row of rows) {
    const known: KnownVersion[] = [];
    const repealed = row.repealed_on === null ? null : { on: row.repealed_on, by: row.repealed_by ?? "" };
    const law: KnownLaw = {
      id: row.id,
      name: row.name,
      level: row.level,
      issuer: row.issuer,
      region: row.region,
      since: row.since,
      repealed,
      versions: known,
    };
    const own = byLaw.get(row.id) ?? [];
    for (const [at, one] of own.entries()) {
      const version: KnownVersion = {
        id: one.id,
        law,
        title: one.title,
        versionOn: one.version_on === "" ? null : one.version_on,
        from: one.effective_on,
        until: own[at + 1]?.effective_on ?? row.repealed_on,
        file: one.file,
        articles: one.articles,
      };
      known.push(version);
      versions.set(version.id, version);
    }
    laws.set(row.id, law);
  }
  return [laws, versions];
}

/** The index of this state, from its file or made anew. */
async function readIndex(store: Store, stamp: string, scratchFolder: string): Promise<PassageTable> {
  const path = join(scratchFolder, "law-passages.index");
  if (existsSync(path)) {
    const table = readTable(await readFile(path), stamp);
    if (table) return table;
  }
  const builder = new PassageTableBuilder();
  let after = "";
  for (;;) {
    const rows = await store.db
      .selectFrom("law_versions")
      .select(["id", "content"])
      .where("id", ">", after)
      .orderBy("id")
      .limit(100)
      .execute();
    for (const { id, content } of rows) builder.add(id, JSON.parse(content) as LawText);
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
  }
  const table = builder.build();
  await mkdir(scratchFolder, { recursive: true });
  await writeFile(`${path}.${process.pid}`, writeTable(table, stamp), { mode: 0o600 });
  await rename(`${path}.${process.pid}`, path);
  return table;
}

let readModelOnce: Promise<QuestionModel> | null = null;

function readQuestionModel(): Promise<QuestionModel> {
  readModelOnce ??= readFile(MODEL).then((bytes) => {
    const model = readModel(gunzipSync(bytes), FEATURES);
    if (!model) throw new TypeError(`${MODEL.pathname} is not of this version; train it anew: npm run train:law-search`);
    return model;
  });
  return readModelOnce;
}
