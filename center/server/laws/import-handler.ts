import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { canonicalJson, type LawArticle, type LawText, YuejianError } from "@yuejian/contracts";
import { articleText, lawName, nameInPlace, readLaws } from "@yuejian/legal-research";
import { rereadCitations } from "../cases/index.ts";
import type { JobContext, JobHandler } from "../jobs/index.ts";
import type { StoreTransaction } from "../store/index.ts";
import type { LawImportJob } from "../work/job-kinds.ts";
import type { Workplace } from "../work/workplace.ts";
import { lawOfText } from "./law-identity.ts";
import { createLawLibrary, type LawLibrary } from "./library.ts";
import { linkGraph } from "./links/link-graph.ts";
import { type FileNote, readLawFolder } from "./read-folder.ts";
import { lookAtRules } from "./rules/look-at-rules.ts";

const READING = { zh: "读取文件", en: "Reading files" };
const WRITING = { zh: "写入法律法规", en: "Writing laws" };
const INDEXING = { zh: "建立索引", en: "Making the index" };
const LOOKING = { zh: "核对规则所依据的条文", en: "Looking at the articles of rules" };
const LINKING = { zh: "核对条文之间的引用", en: "Linking citations" };
/** Texts a transaction: others write in between. */
const PIECE = 100;
const KEPT_NOTES = 20_000;

interface Incoming {
  readonly file: string;
  readonly text: LawText;
  /** JSON. */
  readonly sources: string;
}

/** Takes in the legal texts of a folder: new wordings, changed ones of the same file, and what was refused. Repeating it finds everything the same.
 *  Result: `{ import }`. */
export const importLawsHandler: JobHandler<Workplace> = async (input, context) => {
  const given = input as unknown as Omit<LawImportJob, "actor">;
  const discard = async () => {
    if (given.isUpload === true) await rm(given.path, { recursive: true, force: true });
  };
  try {
    const done = await importLaws(given, context);
    await discard();
    return done;
  } catch (cause) {
    // Another attempt needs the files; what is wrong with them stays wrong.
    if (cause instanceof YuejianError && (cause.kind === "input" || cause.code === "JOB_CANCELLED")) await discard();
    throw cause;
  }
};

async function importLaws({ path, name }: Omit<LawImportJob, "actor">, context: JobContext<Workplace>): Promise<{ import: string }> {
  const { home, job, progress, fence } = context;
  const { store } = home;
  const library = createLawLibrary({ store, scratchFolder: home.paths.scratch });
  const earlier = await store.db.selectFrom("law_imports").select("id").where("job", "=", job.id).executeTakeFirst();
  if (earlier) {
    await indexLaws(context, library, earlier.id);
    return { import: earlier.id };
  }
  const folder = await readLawFolder(path, (done, total) => {
    if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED");
    progress.report(done, total, READING);
  });
  const { laws, empty } = readLaws(folder.sources);
  const notes: FileNote[] = [...folder.notes, ...empty.map((file) => ({ file, line: null, code: "no-law", parameters: {} }))];
  const incoming = laws.map(({ files, text }): Incoming => {
    for (const { code, line, parameters } of text.faults)
      notes.push({ file: files[0] as string, line, code, parameters: { law: text.name, ...parameters } });
    for (const { line, text: rest } of text.remainders)
      notes.push({ file: files[0] as string, line, code: "remainder", parameters: { law: text.name, text: rest.slice(0, 200) } });
    const sources = JSON.stringify(files.map((name) => ({ file: name, sha256: folder.digests.get(name) ?? "" })));
    return { file: files[0] as string, text, sources };
  });
  // Rules that came in since are bound to the wordings before this import.
  if (!(await library.isEmpty())) await lookAtRules(home, { library, import: null, office: job.office, fence });
  const counts = { added: 0, changed: 0, same: 0, refused: 0 };
  const id = home.ids.next("lim");
  const digest = createHash("sha256");
  for (const { text } of incoming) digest.update(`${sha256Of(text)}\n`);
  for (let from = 0; from === 0 || from < incoming.length; from += PIECE) {
    await store.write(async (trx) => {
      await fence(trx);
      if (from === 0)
        await begin(trx, context, {
          id,
          place: name ?? path,
          files: folder.files,
          texts: incoming.length,
          digest: digest.copy().digest("hex"),
        });
      for (const one of incoming.slice(from, from + PIECE)) await put(trx, context, { one, id, counts, notes });
    });
    progress.report(Math.min(from + PIECE, incoming.length), incoming.length, WRITING);
    if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED");
  }
  await store.write(async (trx) => {
    await fence(trx);
    await noteForce(trx);
    await noteRepeals(trx, context);
    for (const [position, { file, line, code, parameters }] of notes.slice(0, KEPT_NOTES).entries())
      await trx
        .insertInto("law_import_notes")
        .values({ import: id, position, file, line, code, parameters: JSON.stringify(parameters) })
        .execute();
    await trx
      .updateTable("law_imports")
      .set({ ...counts, notes: notes.length })
      .where("id", "=", id)
      .execute();
  });
  await indexLaws(context, library, id);
  return { import: id };
}

/** Makes index and links here, so that nobody who searches waits for them. */
async function indexLaws({ home, job, progress, fence }: JobContext<Workplace>, library: LawLibrary, id: string): Promise<void> {
  progress.report(0, null, INDEXING);
  if (await library.isEmpty()) return;
  await library.shelf();
  progress.report(0, null, LINKING);
  await linkGraph(library, home.paths.scratch);
  await rereadCitations(home.store, async (trx) => {
    await fence(trx);
    if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED");
  });
  progress.report(0, null, LOOKING);
  await lookAtRules(home, { library, import: id, office: job.office, fence });
}

/** Of what makes two wordings the same: everything but where it was read from. */
function sha256Of(text: LawText): string {
  const { faults: _, remainders: __, articles, ...rest } = text;
  const content = { ...rest, articles: articles.map(({ line: ___, ...article }) => article) };
  return createHash("sha256").update(canonicalJson(content)).digest("hex");
}

async function begin(
  trx: StoreTransaction,
  { home, job }: JobContext<Workplace>,
  {
    id,
    place,
    files,
    texts,
    digest,
  }: { readonly id: string; readonly place: string; readonly files: number; readonly texts: number; readonly digest: string },
): Promise<void> {
  const content = { import: id, files, texts, textsSha256: digest };
  const entry = await home.outbox.record(trx, { type: "laws.imported", subject: id, organisation: job.office, content });
  const at = new Date(home.clock.now()).toISOString();
  await trx
    .insertInto("law_imports")
    .values({
      id,
      job: job.id,
      place,
      office: job.office,
      actor: job.actor,
      at,
      files,
      texts,
      added: 0,
      changed: 0,
      same: 0,
      refused: 0,
      notes: 0,
      outbox: entry,
    })
    .execute();
}

interface Putting {
  readonly one: Incoming;
  readonly id: string;
  readonly counts: { added: number; changed: number; same: number; refused: number };
  readonly notes: FileNote[];
}

async function put(
  trx: StoreTransaction,
  { home }: JobContext<Workplace>,
  { one: { file, text: read, sources }, id, counts, notes }: Putting,
): Promise<void> {
  const { law, text, note } = await lawOfText(trx, home.ids, { file, text: read });
  if (note) notes.push(note);
  const sha256 = sha256Of(text);
  const versionOn = text.versionOn ?? "";
  const known = await trx
    .selectFrom("law_versions")
    .select(["id", "sha256", "file", "content", "sources"])
    .where("law", "=", law)
    .where("version_on", "=", versionOn)
    .executeTakeFirst();
  const row = {
    title: text.title,
    effective_on: text.effectiveOn,
    sha256,
    file,
    import: id,
    articles: text.articles.length,
    content: JSON.stringify(text),
    sources,
  };
  if (known === undefined) {
    counts.added += 1;
    await trx
      .insertInto("law_versions")
      .values({ id: home.ids.next("lwv"), law, version_on: versionOn, ...row })
      .execute();
  } else if (known.sha256 === sha256) {
    counts.same += 1;
    if (known.sources === null && known.file === file)
      await trx.updateTable("law_versions").set({ sources }).where("id", "=", known.id).execute();
  } else if (known.file === file) {
    counts.changed += 1;
    await trx.updateTable("law_versions").set(row).where("id", "=", known.id).execute();
  } else {
    counts.refused += 1;
    const place = firstDifference(JSON.parse(known.content) as LawText, text);
    notes.push({
      file,
      line: place.line,
      code: "twice-different",
      parameters: { law: text.name, day: versionOn, other: known.file, place: place.label },
    });
  }
}

/** Where two texts that should be the same part. */
function firstDifference(one: LawText, other: LawText): { readonly label: string; readonly line: number | null } {
  const texts = new Map(one.articles.map((article) => [article.key, articleText(article)]));
  const differs = (article: LawArticle): boolean => texts.get(article.key) !== articleText(article);
  const article = other.articles.find(differs);
  return article ? { label: article.label, line: article.line } : { label: other.title === one.title ? "" : other.title, line: null };
}

/** A wording that an amendment made is in force from the amendment's own day, where that amendment is at hand and says so. */
async function noteForce(trx: StoreTransaction): Promise<void> {
  const versions = await trx
    .selectFrom("law_versions")
    .innerJoin("laws", "laws.id", "law_versions.law")
    .select(["law_versions.id", "laws.name", "law_versions.version_on", "law_versions.effective_on"])
    .execute();
  const forceOf = new Map(versions.map(({ name, effective_on: on }) => [name, on]));
  for (const { id, version_on: told, effective_on: on } of versions.filter((version) => version.effective_on === version.version_on)) {
    const { content } = await trx.selectFrom("law_versions").select("content").where("id", "=", id).executeTakeFirstOrThrow();
    const last = (JSON.parse(content) as LawText).history.findLast(({ kind }) => kind === "amended");
    const name = last?.on === told ? /《([^《》]*修正案(?:（[^（）]*）)?)》/.exec(last.by)?.[1] : undefined;
    const force = name === undefined ? null : (forceOf.get(lawName(name)) ?? null);
    if (force !== null && on !== null && force > on)
      await trx.updateTable("law_versions").set({ effective_on: force }).where("id", "=", id).execute();
  }
}

/** Which laws others declare void, and from which day. A law that has a wording from later on was not. */
async function noteRepeals(trx: StoreTransaction, { home }: JobContext<Workplace>): Promise<void> {
  const versions = await trx
    .selectFrom("law_versions")
    .innerJoin("laws", "laws.id", "law_versions.law")
    .select(["laws.name", "law_versions.version_on", "law_versions.effective_on", "law_versions.content"])
    .execute();
  const newest = new Map<string, string>();
  for (const { name, version_on: on } of versions) if (on > (newest.get(name) ?? "")) newest.set(name, on);
  const repeals = new Map<string, { on: string; by: string }>();
  for (const { name, effective_on: on, content } of versions) {
    if (on === null || !content.includes('"repeals":["')) continue;
    const { repeals: told, level, region } = JSON.parse(content) as LawText;
    for (const written of told) {
      // A place repeals what is its own, not what others have under the same name.
      const repealed = level === "local" ? nameInPlace(written, region) : written;
      const before = repeals.get(repealed);
      if (repealed !== name && (newest.get(repealed) ?? "") < on && (!before || on < before.on)) repeals.set(repealed, { on, by: name });
    }
  }
  for (const [name, { on, by }] of repeals)
    await trx
      .insertInto("laws")
      .values({ id: home.ids.next("law"), name, level: "other", issuer: "", region: "", since: null, repealed_on: on, repealed_by: by })
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ repealed_on: on, repealed_by: by }))
      .execute();
}
