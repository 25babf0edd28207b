import { type LawText, YuejianError } from "@yuejian/contracts";
import {
  exact,
  JobShape,
  LawArticleHistoryQuery,
  LawArticleHistoryShape,
  LawCitationsBody,
  LawCitationsShape,
  LawDifferencesQuery,
  LawDifferencesShape,
  LawImportBody,
  LawImportDetailShape,
  LawImportsQuery,
  LawImportsShape,
  LawSearchBody,
  LawSearchShape,
  LawSuggestionsQuery,
  LawSuggestionsShape,
  LawsQuery,
  LawsShape,
  LawTextQuery,
  LawTextShape,
  type LawTextView,
} from "@yuejian/contracts/api";
import { articleHistory, compareLaws } from "@yuejian/legal-research";
import { foldText } from "@yuejian/text";
import { Type } from "typebox";
import { jobView } from "../../jobs/index.ts";
import {
  articleKey,
  citeLaws,
  findLaw,
  type KnownLaw,
  lawImportView,
  lawView,
  noteText,
  searchLaws,
  suggestLaws,
  versionView,
  wordingOn,
} from "../../laws/index.ts";
import type { App } from "../app-types.ts";
import { allowedPath } from "../intake-path.ts";
import { receiveFolder } from "../receive-folder.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "../views/cases.ts";

/** Laws: taken in, read as of a day, compared, searched, cited. */
export function lawRoutes(app: App, { home, services, uploadLimit, intakeFolders }: RouteContext): void {
  const { store, audit, clock, laws: library } = services;

  app.post(
    "/api/laws/imports",
    { config: { admission: "law.import", localOnly: true }, schema: { body: LawImportBody, response: { 202: JobShape } } },
    async ({ caller, body }, reply) => {
      const path = await allowedPath(body.path, intakeFolders, true);
      const job = await home.work.importLaws({ path, actor: caller.actor });
      await audit.record({ actor: caller.account, action: "law.import", subject: job.id, outcome: "done", detail: "import queued" });
      return reply.code(202).send(jobView(job));
    },
  );

  app.post(
    "/api/laws/imports/upload",
    { config: { admission: "law.import" }, schema: { consumes: ["multipart/form-data"], response: { 202: JobShape } } },
    async (request, reply) => {
      const upload = await receiveFolder(request, home.paths.scratch, uploadLimit);
      try {
        const { account, actor } = request.caller;
        const name = `${account.display_name}：${upload.files}`;
        const job = await home.work.importLaws({ path: upload.path, name, isUpload: true, actor });
        await audit.record({
          actor: account,
          action: "law.import",
          subject: job.id,
          outcome: "done",
          detail: `${upload.files} files sent`,
        });
        return await reply.code(202).send(jobView(job));
      } catch (cause) {
        await upload.discard();
        throw cause;
      }
    },
  );

  app.get(
    "/api/laws/imports",
    { config: { admission: "law.read" }, schema: { querystring: LawImportsQuery, response: { 200: LawImportsShape } } },
    async ({ query: { offset = 0, limit = 50 } }) => {
      const rows = await imports().orderBy("law_imports.at", "desc").limit(limit).offset(offset).execute();
      const { total } = await store.db
        .selectFrom("law_imports")
        .select((build) => build.fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow();
      return { items: rows.map(lawImportView), total, offset, limit };
    },
  );

  app.get(
    "/api/laws/imports/:import",
    {
      config: { admission: "law.read" },
      schema: {
        params: exact({ import: Type.String({ maxLength: 64 }) }),
        querystring: LawImportsQuery,
        response: { 200: LawImportDetailShape },
      },
    },
    async ({ params, query: { offset = 0, limit = 50 } }) => {
      const row = await imports().where("law_imports.id", "=", params.import).executeTakeFirst();
      if (!row) throw new YuejianError("LAW_IMPORT_UNKNOWN", { import: params.import });
      const notes = await store.db
        .selectFrom("law_import_notes")
        .selectAll()
        .where("import", "=", row.id)
        .orderBy("position")
        .limit(limit)
        .offset(offset)
        .execute();
      const items = notes.map(({ file, line, code, parameters }) => {
        return { file, line, code, text: noteText(code, JSON.parse(parameters) as Record<string, string>) };
      });
      return { import: lawImportView(row), notes: { items, total: row.notes, offset, limit } };
    },
  );

  app.get(
    "/api/laws",
    { config: { admission: "law.read" }, schema: { querystring: LawsQuery, response: { 200: LawsShape } } },
    async ({ query: { name, level, offset = 0, limit = 50 } }) => {
      const { laws, named } = await library.shelf();
      const wanted = name === undefined ? null : foldText(name);
      const exactly = new Set(name === undefined ? [] : named(name));
      const all = [...laws.values()]
        .filter(
          (law) =>
            (level === undefined || law.level === level) && (wanted === null || foldText(law.name).includes(wanted) || exactly.has(law)),
        )
        .sort((one, other) => Number(exactly.has(other)) - Number(exactly.has(one)));
      return { items: all.slice(offset, offset + limit).map(lawView), total: all.length, offset, limit };
    },
  );

  app.get(
    "/api/laws/text",
    { config: { admission: "law.read" }, schema: { querystring: LawTextQuery, response: { 200: LawTextShape } } },
    async ({ query: { law: name, on = todayOf(clock), article } }) => {
      const law = await findLaw(library, name);
      const version = wordingOn(law, on);
      const { articles, preamble, history, documentNumber } = await library.text(version.id);
      return {
        law: lawView(law),
        version: versionView(version),
        on,
        documentNumber,
        history: [...history],
        preamble: article === undefined ? [...preamble] : [],
        articles: (article === undefined ? articles : articlesOf(articles, article, law.name)) as LawTextArticles,
      };
    },
  );

  app.get(
    "/api/laws/differences",
    { config: { admission: "law.read" }, schema: { querystring: LawDifferencesQuery, response: { 200: LawDifferencesShape } } },
    async ({ query: { law: name, from, to } }) => {
      const law = await findLaw(library, name);
      const [one, other] = [from, to].map((id) => {
        const version = law.versions.find((known) => known.id === id || known.versionOn === id || known.from === id);
        if (!version)
          throw new YuejianError("LAW_NOT_IN_FORCE", {
            law: law.name,
            day: id,
            held: law.versions.map(({ versionOn }) => versionOn).join("、"),
          });
        return version;
      }) as [KnownLaw["versions"][number], KnownLaw["versions"][number]];
      const { same, articles } = compareLaws((await library.text(one.id)).articles, (await library.text(other.id)).articles);
      return {
        from: versionView(one),
        to: versionView(other),
        same,
        articles: articles.map((article) => ({ ...article, pieces: [...article.pieces] })),
      };
    },
  );

  app.get(
    "/api/laws/article-history",
    { config: { admission: "law.read" }, schema: { querystring: LawArticleHistoryQuery, response: { 200: LawArticleHistoryShape } } },
    async ({ query: { law: name, article, on = todayOf(clock) } }) => {
      const law = await findLaw(library, name);
      const shown = law.versions.indexOf(wordingOn(law, on));
      const texts = await library.texts(law.versions.map(({ id }) => id));
      const wordings = law.versions.map(({ id }) => texts.get(id)?.articles ?? []);
      const key = articleKey(article);
      const stages = articleHistory(wordings, { wording: shown, key });
      if (stages.length === 0) throw new YuejianError("LAW_ARTICLE_UNKNOWN", { law: law.name, article });
      return {
        law: law.name,
        on,
        stages: stages.map((stage) => ({
          versions: stage.wordings.map((at) => versionView(law.versions[at] as KnownLaw["versions"][number])),
          key: stage.article?.key ?? null,
          label: stage.article?.label ?? null,
          isShown: stage.wordings.includes(shown),
          pieces: [...stage.pieces],
        })),
      };
    },
  );

  app.post(
    "/api/laws/search",
    { config: { admission: "law.read" }, schema: { body: LawSearchBody, response: { 200: LawSearchShape } } },
    ({ body }) => searchLaws(library, body, todayOf(clock)),
  );

  app.post(
    "/api/laws/citations",
    { config: { admission: "law.read" }, schema: { body: LawCitationsBody, response: { 200: LawCitationsShape } } },
    ({ body: { text, on = todayOf(clock), law, wording } }) => citeLaws(library, { text, on, law, wording }),
  );

  app.get(
    "/api/laws/suggestions",
    { config: { admission: "law.read" }, schema: { querystring: LawSuggestionsQuery, response: { 200: LawSuggestionsShape } } },
    ({ query }) => suggestLaws(library, query.beginning),
  );

  function imports() {
    return store.db
      .selectFrom("law_imports")
      .leftJoin("outbox", "outbox.id", "law_imports.outbox")
      .selectAll("law_imports")
      .select("outbox.ledger_index");
  }
}

type LawTextArticles = LawTextView["articles"];

/** The article that is asked for in any form: 133-1, 第一百三十三条之一, a key. LAW_ARTICLE_UNKNOWN */
function articlesOf(articles: LawText["articles"], asked: string, law: string): LawText["articles"] {
  const key = articleKey(asked);
  const found = articles.filter((article) => article.key === key);
  if (found.length === 0) throw new YuejianError("LAW_ARTICLE_UNKNOWN", { law, article: asked });
  return found;
}
