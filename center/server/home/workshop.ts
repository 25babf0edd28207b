import { randomBytes } from "node:crypto";
import { createIds } from "@yuejian/contracts";
import { openLake } from "@yuejian/data";
import { MODELS_FOLDER } from "@yuejian/models";
import type { CheckDesk } from "../document-checks/index.ts";
import { type ObjectStoreSettings, openFiles } from "../files/index.ts";
import type { JobHandler, Workshop } from "../jobs/index.ts";
import { createOutbox } from "../outbox/index.ts";
import { createClosures } from "../safeguards/index.ts";
import { openStore } from "../store/index.ts";
import { handlers, loadModels, readSchemas, type Workplace } from "../work/index.ts";
import { type LakeSettings, openLakeTables } from "./lake-tables.ts";
import { homePaths } from "./layout.ts";
import { readOffices } from "./seed.ts";
import { readVrfSeed } from "./vrf-seed.ts";

/** What a worker thread is told about the home. */
export interface WorkshopData {
  readonly folder: string;
  readonly storeUrl: string;
  readonly home: string;
  readonly lake: LakeSettings | null;
  /** Null where files lie in the home's folder. */
  readonly objects: ObjectStoreSettings | null;
  readonly modelsFolder: string | null;
  readonly memoryLimit: string | null;
  readonly threads: number | null;
}

/** Opens the home for a worker thread: without hold and without ledger. */
export async function openWorkshop(data: unknown): Promise<Workshop<Workplace>> {
  const { folder, storeUrl, home: homeId, lake: lakeSettings, objects, modelsFolder, memoryLimit, threads } = data as WorkshopData;
  const paths = homePaths(folder);
  const clock = { now: () => Date.now() };
  const store = await openStore(storeUrl);
  const limits = { ...(memoryLimit === null ? {} : { memoryLimit }), ...(threads === null ? {} : { threads }) };
  const lakeTables = lakeSettings && openLakeTables(lakeSettings, { paths, home: homeId, memoryLimit: memoryLimit ?? undefined });
  const lake = openLake({
    folder: paths.lake,
    saltsFolder: paths.salts,
    scratchFolder: paths.scratch,
    closures: createClosures(store.db),
    tables: lakeTables ?? undefined,
    ...limits,
  });
  const filesPlace = { folder: paths.files, spoolFolder: paths.scratch, objects, now: () => clock.now() };
  const schemas = [...(await readSchemas(store.db)).values()];
  const home: Workplace = {
    ...limits,
    folder,
    paths,
    vrfSeed: readVrfSeed(paths),
    store,
    lake,
    lakeTables,
    files: await openFiles(filesPlace),
    filesPlace,
    clock,
    ids: createIds(clock, randomBytes),
    randomBytes,
    outbox: createOutbox({ clock, randomBytes }),
    offices: await readOffices(store.db),
    models: await loadModels(modelsFolder === null ? MODELS_FOLDER : new URL(modelsFolder), schemas),
  };
  let opened: Promise<CheckDesk> | null = null;
  const desk = () => (opened ??= import("../document-checks/index.ts").then(({ createCheckDesk }) => createCheckDesk()));
  return {
    home,
    store,
    handlers: {
      ...handlers,
      bulk: later(async () => (await import("../triage/index.ts")).bulkHandler),
      anchor: later(async () => (await import("../anchoring/handler.ts")).anchorHandler),
      "link-entities": later(async () => (await import("../entities/link-handler.ts")).linkEntitiesHandler),
      "load-source": later(async () => (await import("../sources/load-source.ts")).sourceLoadHandler),
      "delete-records": later(async () => (await import("../retention/handler.ts")).deletionHandler),
      "check-cases": later(async () => (await import("../casework/index.ts")).checkCasesHandler),
      "import-cases": later(async () => (await import("../casework/index.ts")).importCasesHandler),
      "recompute-cases": later(async () => (await import("../casework/index.ts")).recomputeCasesHandler),
      "find-patterns": later(async () => (await import("../governance/index.ts")).findPatternsHandler),
      "import-laws": later(async () => (await import("../laws/index.ts")).importLawsHandler),
      "import-judgments": later(async () => (await import("../like-cases/index.ts")).importJudgmentsHandler),
      "measure-farmland": later(async () => (await import("../farmland/handler.ts")).measureFarmlandHandler),
      "measure-restoration": later(async () => (await import("../farmland/restoration-handler.ts")).measureRestorationHandler),
      "watch-farmland-tiles": later(async () => (await import("../farmland/shared-tiles.ts")).watchTilesHandler),
      "check-documents": later(async () => (await import("../document-batches/batch-handler.ts")).checkDocumentsHandler(await desk())),
      "check-folder": later(async () => (await import("../document-watches/watch-handler.ts")).checkFolderHandler(await desk())),
      "check-scan": later(async () => (await import("../document-checks/index.ts")).checkScanHandler(await desk())),
    },
    async close() {
      await (await opened)?.close();
      await lake.close();
      await store.close();
    },
  };
}

/** A handler whose modules are read with the first job of its kind: a thread begins with what most jobs need. */
function later(load: () => Promise<JobHandler<Workplace>>): JobHandler<Workplace> {
  return async (input, context) => (await load())(input, context);
}
