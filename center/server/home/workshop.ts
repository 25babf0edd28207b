import { randomBytes } from "node:crypto";
import { createIds } from "@yuejian/contracts";
import { openLake } from "@yuejian/data";
import { MODELS_FOLDER } from "@yuejian/models";
import { anchorHandler } from "../anchoring/handler.ts";
import { checkCasesHandler, importCasesHandler, recomputeCasesHandler } from "../casework/index.ts";
import { checkDocumentsHandler } from "../document-batches/batch-handler.ts";
import { checkScanHandler, createCheckDesk } from "../document-checks/index.ts";
import { checkFolderHandler } from "../document-watches/watch-handler.ts";
import { linkEntitiesHandler } from "../entities/link-handler.ts";
import { measureFarmlandHandler } from "../farmland/handler.ts";
import { measureRestorationHandler } from "../farmland/restoration-handler.ts";
import { TILES_KIND, watchTilesHandler } from "../farmland/shared-tiles.ts";
import { type ObjectStoreSettings, openFiles } from "../files/index.ts";
import { findPatternsHandler } from "../governance/index.ts";
import type { Workshop } from "../jobs/index.ts";
import { importLawsHandler } from "../laws/index.ts";
import { importJudgmentsHandler } from "../like-cases/index.ts";
import { createOutbox } from "../outbox/index.ts";
import { deletionHandler } from "../retention/handler.ts";
import { createClosures } from "../safeguards/index.ts";
import { sourceLoadHandler } from "../sources/load-source.ts";
import { openStore } from "../store/index.ts";
import { bulkHandler } from "../triage/index.ts";
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
  const desk = createCheckDesk();
  return {
    home,
    store,
    handlers: {
      ...handlers,
      bulk: bulkHandler,
      anchor: anchorHandler,
      "link-entities": linkEntitiesHandler,
      "load-source": sourceLoadHandler,
      "delete-records": deletionHandler,
      "check-cases": checkCasesHandler,
      "import-cases": importCasesHandler,
      "recompute-cases": recomputeCasesHandler,
      "find-patterns": findPatternsHandler,
      "import-laws": importLawsHandler,
      "measure-farmland": measureFarmlandHandler,
      [TILES_KIND]: watchTilesHandler,
      "check-documents": checkDocumentsHandler(desk),
      "check-folder": checkFolderHandler(desk),
      "import-judgments": importJudgmentsHandler,
      "measure-restoration": measureRestorationHandler,
      "check-scan": checkScanHandler(desk),
    },
    async close() {
      await desk.close();
      await lake.close();
      await store.close();
    },
  };
}
