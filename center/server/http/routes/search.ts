import { createHash } from "node:crypto";
import { ENTITY_MEMBERS, YuejianError } from "@yuejian/contracts";
import { SearchBody, type SearchHitView, SearchShape } from "@yuejian/contracts/api";
import type { AskedPiece, LakeRow } from "@yuejian/data";
import { type Candidate, compare, findCandidates, readQuestion, type SearchFilters } from "../../search/index.ts";
import type { App, Caller } from "../app-types.ts";
import { type NotedOpening, openingFor } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { chosenRecords } from "../views/chosen-records.ts";
import { type LoadedDataset, readableDataset, readableDatasets } from "../views/datasets.ts";
import { openedRecords } from "../views/opened-records.ts";
import { recordView } from "../views/records.ts";

/** Candidates whose visibility is decided at once. */
const SLICE = 100;

interface Hit {
  readonly candidate: Candidate;
  readonly dataset: LoadedDataset;
  readonly row: LakeRow;
}

export function searchRoutes(app: App, context: RouteContext): void {
  const { home, services } = context;
  const { store, policy, audit } = services;

  app.post(
    "/api/search",
    { config: { admission: "data.read" }, schema: { body: SearchBody, response: { 200: SearchShape } } },
    async (request) => {
      const { caller, body } = request;
      const { query, offset = 0, limit = 20 } = body;
      const pieces = readQuestion(query);
      if (body.office !== undefined && !home.offices.some(({ id }) => id === body.office))
        throw new YuejianError("OFFICE_UNKNOWN", { office: body.office });
      const opening = await openingFor(request, services);
      const datasets = await askedDatasets(caller, body.datasets);
      const { offices } = policy.scope(caller.actor);
      const own = body.office === undefined ? offices : offices === "all" || offices.includes(body.office) ? [body.office] : [];
      const filters: SearchFilters = { offices: own === "all" ? null : own, from: body.from ?? null, to: body.to ?? null };
      const searched = datasets.map(({ schema, batches }) => ({
        schema,
        batches: batches.filter(({ rowsAccepted }) => rowsAccepted > 0),
      }));
      const found = findCandidates(home.lake.indexes, searched, pieces, filters);
      const personal = opening?.lead ? await personalHits({ datasets, opening, offices: own, pieces, filters }) : [];
      const { hits, isAll } = await visibleHits({ datasets, personal, candidates: found.items, offices: own }, offset + limit + 1);
      const shown = hits.slice(offset, offset + limit).map((hit) => ({ hit, ...recordView(hit.dataset, hit.row, opening) }));
      const opened = shown.filter((each) => each.opened.length > 0);
      await opening?.note({
        subject: "search",
        references: opened.map(({ view }) => view.ref),
        columns: opened.flatMap((each) => each.opened),
      });
      // What was looked for may name somebody: the digest tells later whether it was this.
      const digest = createHash("sha256").update(query).digest("hex").slice(0, 16);
      await audit.record({
        actor: caller.account,
        action: "data.read",
        subject: "search",
        purpose: opening?.purpose ?? null,
        outcome: "done",
        detail: `search ${digest} in ${datasets.length} datasets, ${shown.length} shown`,
      });
      const used = new Map(shown.map(({ hit }) => [hit.dataset.schema.id, hit.dataset.schema]));
      return {
        items: shown.map(
          ({ hit, view }): SearchHitView => ({
            record: view,
            datasetTitle: hit.dataset.schema.title,
            day: hit.candidate.day,
            // A place in a masked text would say what stands there.
            matches: hit.candidate.matches
              .filter(({ column }) => !view.masked.includes(column))
              .map(({ column, places }) => ({ column, places: [...places] })),
          }),
        ),
        offset,
        limit,
        total: isAll && found.isComplete ? hits.length : null,
        hasMore: hits.length > offset + limit,
        isComplete: found.isComplete,
        datasets: Array.from(used.values(), ({ id, columns }) => ({
          dataset: id,
          columns: columns.map(({ name, title, type, semantic, dataClass, required = false }) => ({
            name,
            title,
            type,
            semantic,
            dataClass,
            required,
          })),
        })),
        isPersonalSearched: opening?.lead != null,
        unread: Array.from(found.unread, ([dataset, batches]) => ({
          dataset,
          title: datasets.find(({ schema }) => schema.id === dataset)?.schema.title ?? { zh: dataset, en: dataset },
          batches,
        })),
      };
    },
  );

  async function askedDatasets({ actor }: Caller, ids: readonly string[] | undefined): Promise<LoadedDataset[]> {
    const all = ids
      ? await Promise.all([...new Set(ids)].map((id) => readableDataset(store.db, policy, actor, id)))
      : await readableDatasets(store.db, policy, actor);
    return all.filter(({ schema }) => schema.id !== ENTITY_MEMBERS);
  }

  /** In the rows that the purpose opens, and in the columns that it opens there. */
  async function personalHits(asked: {
    readonly datasets: readonly LoadedDataset[];
    readonly opening: NotedOpening;
    readonly offices: readonly string[] | "all";
    readonly pieces: readonly AskedPiece[];
    readonly filters: SearchFilters;
  }): Promise<Hit[]> {
    const { datasets, opening, offices, pieces, filters } = asked;
    if (!opening.lead) return [];
    const rows = await openedRecords(context, offices, datasets, opening.lead);
    return rows.flatMap(({ dataset, row }) => {
      const { view } = recordView(dataset, row, opening);
      const columns = dataset.schema.columns
        .filter(({ name, type }) => type === "text" && !view.masked.includes(name))
        .map(({ name }) => name);
      const weights = pieces.map(() => 10);
      const candidate = compare(dataset.schema, view.values, pieces, { ref: row.ref, filters, weights, columns });
      return candidate ? [{ candidate, dataset, row }] : [];
    });
  }

  /** The first `wanted` that the person may see, best first. `isAll`: there are no others among these. */
  async function visibleHits(
    of: {
      readonly datasets: readonly LoadedDataset[];
      readonly personal: readonly Hit[];
      readonly candidates: readonly Candidate[];
      readonly offices: readonly string[] | "all";
    },
    wanted: number,
  ): Promise<{ hits: readonly Hit[]; isAll: boolean }> {
    const hits = [...of.personal].sort((left, right) => right.candidate.score - left.candidate.score);
    const known = new Set(hits.map(({ row }) => row.ref));
    const byId = new Map(of.datasets.map((dataset) => [dataset.schema.id, dataset]));
    const others = of.candidates.filter(({ ref }) => !known.has(ref));
    let at = 0;
    for (; at < others.length && hits.length < wanted; at += SLICE) {
      const slice = others.slice(at, at + SLICE);
      const refs = Map.groupBy(slice, ({ dataset }) => dataset);
      const asked = Array.from(refs, ([id, all]) => ({ dataset: byId.get(id), refs: all.map(({ ref }) => ref) })).flatMap((each) =>
        each.dataset ? [{ dataset: each.dataset, refs: each.refs }] : [],
      );
      const found = await chosenRecords(context, of.offices, asked);
      const rows = new Map([...found.values()].flatMap((each) => each.rows.map((row) => [row.ref, row] as const)));
      for (const candidate of slice) {
        const [row, dataset] = [rows.get(candidate.ref), byId.get(candidate.dataset)];
        if (row && dataset) hits.push({ candidate, dataset, row });
      }
    }
    return { hits, isAll: at >= others.length };
  }
}
