import {
  CatalogueDatasetShape,
  CatalogueHitsShape,
  type CatalogueNote,
  CatalogueNoteBody,
  CatalogueNoteShape,
  CatalogueNotesQuery,
  CatalogueNotesShape,
  CatalogueSearchQuery,
  CatalogueShape,
  exact,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import { catalogueEntries, createSearchIndex, deliveredHeadings, searchItems, usesOf } from "../../catalogue/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { type LoadedDataset, readableDataset, readableDatasets } from "../views/datasets.ts";

const DatasetPath = exact({ dataset: Type.String() });

/** What data the house has: meaning, owner, class, ground, freshness, size, quality and use of datasets and columns. No values of records. */
export function catalogueRoutes(app: App, { home, services }: RouteContext): void {
  const { clock, policy, store, catalogueNotes } = services;
  const { db } = store;
  const { models } = home;
  const searchIndex = createSearchIndex(db, () => catalogueNotes.newest());
  const theirs = ({ schema, batches }: LoadedDataset, { actor }: Caller) => ({
    schema,
    batches: batches.filter(({ office }) => policy.covers(actor, { office })),
  });

  app.get("/api/catalogue", { config: { admission: "data.read" }, schema: { response: { 200: CatalogueShape } } }, async ({ caller }) => {
    const datasets = (await readableDatasets(db, policy, caller.actor)).map((each) => theirs(each, caller));
    const items = await catalogueEntries({ db, models, now: clock.now(), notes: await catalogueNotes.newest() }, datasets);
    return { items };
  });

  app.get(
    "/api/catalogue/search",
    { config: { admission: "data.read" }, schema: { querystring: CatalogueSearchQuery, response: { 200: CatalogueHitsShape } } },
    async ({ caller, query }) => {
      const index = await searchIndex();
      const readable = await readableDatasets(db, policy, caller.actor);
      return searchItems(
        readable.flatMap(({ schema }) => index.get(schema.id) ?? []),
        query.q,
        query.limit ?? 50,
      );
    },
  );

  app.get(
    "/api/catalogue/:dataset",
    { config: { admission: "data.read" }, schema: { params: DatasetPath, response: { 200: CatalogueDatasetShape } } },
    async ({ caller, params }) => {
      const dataset = theirs(await readableDataset(db, policy, caller.actor, params.dataset), caller);
      const { schema, batches } = dataset;
      const notes = await catalogueNotes.newest(schema.id);
      const [entry] = await catalogueEntries({ db, models, now: clock.now(), notes }, [dataset]);
      if (!entry) throw new RangeError("an entry without a dataset");
      const delivered = deliveredHeadings(batches);
      const of = (column: string | null): CatalogueNote[] =>
        notes.filter((note) => note.column === column).map(({ dataset: _dataset, ...note }) => note);
      return {
        ...entry,
        notes: of(null),
        uses: await usesOf({ db, models, policy, actor: caller.actor }, schema),
        items: schema.columns.map(({ name, title, type, semantic, dataClass, required, allowed, aliases }) => ({
          name,
          title,
          type,
          semantic,
          dataClass,
          isRequired: required ?? false,
          isKey: schema.recordKey?.includes(name) ?? false,
          allowed: [...(allowed ?? [])],
          headings: [...(aliases ?? [])],
          delivered: [...(delivered.get(name) ?? [])],
          notes: of(name),
        })),
      };
    },
  );

  app.get(
    "/api/catalogue/:dataset/notes",
    {
      config: { admission: "data.read" },
      schema: { params: DatasetPath, querystring: CatalogueNotesQuery, response: { 200: CatalogueNotesShape } },
    },
    async ({ caller, params, query }) => {
      const { schema } = await readableDataset(db, policy, caller.actor, params.dataset);
      const { column = null, office } = query;
      return { items: await catalogueNotes.history(schema.id, { column, ...(office === undefined ? {} : { office }) }) };
    },
  );

  app.post(
    "/api/catalogue/:dataset/notes",
    {
      config: { admission: "catalogue.manage" },
      schema: { params: DatasetPath, body: CatalogueNoteBody, response: { 201: CatalogueNoteShape } },
    },
    async ({ caller, params, body }, reply) => {
      const { schema } = await readableDataset(db, policy, caller.actor, params.dataset);
      const { businessLines, dataClass } = schema;
      policy.demand(caller.actor, "catalogue.manage", { office: caller.account.office, businessLines, dataClass });
      return reply.code(201).send(await catalogueNotes.write({ schema, ...body }, caller.account));
    },
  );
}
