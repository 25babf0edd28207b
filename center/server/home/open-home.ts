import { randomBytes as systemRandom } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { type MerkleLog, openLog } from "@yuejian/chain/log";
import { type Clock, createIds, YuejianError } from "@yuejian/contracts";
import { openLake, sweep } from "@yuejian/data";
import { MODELS_FOLDER } from "@yuejian/models";
import { testModel } from "@yuejian/workbench";
import { anchorSupplements } from "../anchoring/supplement.ts";
import { captureSupplements } from "../captures/index.ts";
import { readHandovers } from "../cosigning/handover-files.ts";
import { doctor } from "../doctor/index.ts";
import { openFiles, readObjectStoreSettings } from "../files/index.ts";
import { createJobs, isFinished } from "../jobs/index.ts";
import { createOutbox, startDrain } from "../outbox/index.ts";
import { handoverProvider, smProvider } from "../proofs/index.ts";
import { createClosures } from "../safeguards/index.ts";
import { openStore, type Store } from "../store/index.ts";
import { timestampSupplements } from "../timestamps/index.ts";
import { changeLead, createBatchCatalogue, createWork, loadCases, loadPackages, readSchemas } from "../work/index.ts";
import { readGroupDelay } from "./group-delay.ts";
import { adoptHandovers, Retirement } from "./handed-over.ts";
import { holdHome } from "./hold.ts";
import type { Home, HomeOptions, LedgerReport, ModelTest } from "./home.ts";
import { openLakeTables, openQueries, readLakeSettings } from "./lake-tables.ts";
import { type HomePaths, homeFile, homePaths, makeHomeFolders } from "./layout.ts";
import { readHomeFacts, readOffices, seedHome } from "./seed.ts";
import { openSmSuite, type SmSuite } from "./sm-suite.ts";
import { makeVrfSeed, readVrfSeed } from "./vrf-seed.ts";
import type { WorkshopData } from "./workshop.ts";

const systemClock: Clock = { now: () => Date.now() };

/** Opens a home and makes it on first use. HOME_IN_USE while another process holds it; HOME_TOO_NEW, HOME_MISMATCH, STORE_FAILED,
 *  LOG_CORRUPT, LOG_ROLLED_BACK and the errors of models when it cannot be worked with. */
export async function openHome(folder: string, options: HomeOptions = {}): Promise<Home> {
  const paths = homePaths(folder);
  makeHomeFolders(paths);
  const closing: (() => unknown)[] = [];
  const closeAll = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const hold = holdHome(paths);
    closing.push(() => hold.release());
    return await assemble(paths, options, { closing, closeAll });
  } catch (cause) {
    await closeAll();
    throw cause;
  }
}

interface Closing {
  readonly closing: (() => unknown)[];
  readonly closeAll: () => Promise<void>;
}

async function assemble(paths: HomePaths, options: HomeOptions, { closing, closeAll }: Closing): Promise<Home> {
  const { clock = systemClock, randomBytes = systemRandom, log = (text: string) => process.stderr.write(`${text}\n`) } = options;
  const storeUrl = options.databaseUrl ?? process.env["DATABASE_URL"] ?? paths.store;
  const store = await openStore(storeUrl);
  closing.push(() => store.close());

  let ledgerFault = (): YuejianError | null => null;
  const outbox = createOutbox({
    clock,
    randomBytes,
    requireRunning: () => {
      const fault = ledgerFault();
      if (fault) throw fault;
    },
  });
  await requireOwnStore(paths, store);
  const facts = await seedHome({ store, outbox, clock, randomBytes });
  if (!existsSync(homeFile(paths))) writeFileSync(homeFile(paths), JSON.stringify({ id: facts.id }), { mode: 0o600, flush: true });

  const ledger = await openLog({
    folder: paths.ledger,
    origin: facts.origin,
    clock,
    groupDelayMilliseconds: options.groupDelayMilliseconds ?? readGroupDelay(process.env["YUEJIAN_GROUP_DELAY"]),
    makeSeed: () => randomBytes(32),
  });
  closing.push(() => ledger.close());
  const sm = openSmSuite({ ledgerFolder: paths.ledger, ledger, makeSeed: () => randomBytes(32), onTrouble: log });
  closing.push(() => sm.close());
  const retirement = new Retirement(paths.ledger);
  const drain = startDrain({
    store,
    ledger: {
      append: async (entries) => {
        retirement.require();
        return ledger.append(entries);
      },
    },
    homeId: facts.id,
    ...(await adoptHandovers(store, paths.ledger)),
    onFault: (fault) => log(`the ledger stopped: ${fault.message}`),
  });
  closing.push(() => drain.stop());
  ledgerFault = () => retirement.fault ?? drain.fault;

  await makeVrfSeed(paths, randomBytes);
  const vrfSeed = readVrfSeed(paths);
  const offices = await readOffices(store.db);
  const limits = {
    ...(options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit }),
    ...(options.threads === undefined ? {} : { threads: options.threads }),
  };
  const lakeSettings = readLakeSettings(process.env, options.lakeUrl);
  const lakeTables = lakeSettings && openLakeTables(lakeSettings, { paths, home: facts.id, memoryLimit: options.memoryLimit });
  const lake = openLake({
    folder: paths.lake,
    saltsFolder: paths.salts,
    scratchFolder: paths.scratch,
    closures: createClosures(store.db),
    tables: lakeTables ?? undefined,
    ...limits,
  });
  closing.push(() => lake.close());
  const queries = openQueries(lakeSettings, { paths, closures: createClosures(store.db) });
  closing.push(() => queries.close());
  const objects = readObjectStoreSettings(process.env, options.filesUrl);
  const files = await openFiles({ folder: paths.files, spoolFolder: paths.scratch, objects, now: () => clock.now() }, facts.id);
  await files.sweep();
  const catalogue = createBatchCatalogue({ store, outbox, clock, actor: "system" });
  await sweep({ catalogue, lakeFolder: paths.lake, scratchFolder: paths.scratch, saltsFolder: paths.salts });
  await lakeTables?.sweep(await knownBatches(store));

  const schemas = await readSchemas(store.db);
  const refreshSchemas = async () => {
    for (const [id, schema] of await readSchemas(store.db)) schemas.set(id, schema);
  };
  const modelsFolder = options.modelsFolder ?? MODELS_FOLDER;
  const models = await loadPackages(modelsFolder, [...schemas.values()]);

  const workshop: WorkshopData = {
    folder: paths.folder,
    storeUrl,
    home: facts.id,
    lake: lakeSettings,
    objects,
    modelsFolder: options.modelsFolder?.href ?? null,
    memoryLimit: options.memoryLimit ?? null,
    threads: options.threads ?? null,
  };
  const ids = createIds(clock, randomBytes);
  const jobs = createJobs({
    store,
    clock,
    ids,
    workshop: { module: new URL("./workshop.ts", import.meta.url).href, data: workshop },
    workers: options.workers ?? Math.max(2, Math.min(4, availableParallelism() - 1)),
    ...(options.jobThreads === undefined ? {} : { threads: options.jobThreads }),
    onCommitted: () => {
      drain.wake();
      refreshSchemas().catch((cause: unknown) => log(`datasets could not be read: ${String(cause)}`));
    },
    onTrouble: log,
  });
  closing.push(() => jobs.stop());
  await jobs.start();
  // Datasets that a worker beside this process made.
  jobs.subscribe((job) => {
    if (isFinished(job) && store.engine === "postgres")
      refreshSchemas().catch((cause: unknown) => log(`datasets could not be read: ${String(cause)}`));
  });

  return {
    id: facts.id,
    folder: paths.folder,
    paths,
    vrfSeed,
    clock,
    ids,
    randomBytes,
    store,
    outbox,
    drain,
    ledger,
    sm,
    files,
    hasBucket: objects !== null,
    lake,
    lakeTables,
    queries,
    supplements: [
      smProvider(sm.log),
      handoverProvider(readHandovers(paths.ledger)),
      anchorSupplements({ store, ledger }),
      timestampSupplements({ store, ledger }),
      captureSupplements({ store, ledger, files, drain }),
    ],
    jobs,
    work: createWork(jobs, (model) => models.get(model)?.manifest.title ?? null),
    offices,
    models,
    schemas,
    changeLead: (request) =>
      changeLead({ store, outbox, clock, ids, offices, manifestOf: (model) => models.get(model)?.manifest ?? null }, request),
    async testModel(id) {
      const model = models.get(id);
      if (!model) throw new YuejianError("MODEL_UNKNOWN", { model: id });
      const known = [...schemas.values()];
      const cases = await loadCases(modelsFolder, model, known);
      const results = testModel(model, cases, known);
      return results.map((result, at): ModelTest => {
        const reason = [...result.missing.map((subject) => `− ${subject}`), ...result.unexpected.map((subject) => `+ ${subject}`)].join(
          ", ",
        );
        return {
          case: result.name,
          kind: cases[at]?.kind ?? "positive",
          ok: result.passed,
          reason: result.passed ? null : reason || "order",
        };
      });
    },
    doctor: (given) => doctor({ store, lake, lakeTables, ledger, sm, drain, files, paths, vrfSeed }, given),
    checkLedger: () => checkLedger(ledger, sm),
    retire: (note) => retirement.begin(note),
    halt: (fault) => retirement.halt(fault),
    close: closeAll,
  };
}

/** A folder and a store belong together: the ledger of one beside the tables of another would prove nothing. */
async function requireOwnStore(paths: HomePaths, store: Store): Promise<void> {
  const file = homeFile(paths);
  const own = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { id: string }).id : null;
  const there = (await readHomeFacts(store.db))?.id ?? null;
  const drained = await store.db.selectFrom("outbox").select("id").where("ledger_index", "is not", null).limit(1).executeTakeFirst();
  // Only a home whose making was interrupted has a store and no mark of its own, and then nothing reached a ledger yet.
  if (own === there || (own === null && !drained)) return;
  throw new YuejianError("HOME_MISMATCH", { home: paths.folder });
}

async function knownBatches(store: Store): Promise<(batch: string) => boolean> {
  const known = new Set((await store.db.selectFrom("batches").select("id").execute()).map(({ id }) => id));
  return (batch) => known.has(batch);
}

async function checkLedger(ledger: MerkleLog, sm: SmSuite): Promise<LedgerReport> {
  const { ok, entries, problems } = await ledger.fsck();
  const { fault, size } = sm.state;
  const second = fault === null ? await sm.requireLog().fsck() : null;
  const all = [...problems, ...(second?.problems ?? [])].map(({ file, offset, reason }) => `${file}@${offset}: ${reason}`);
  return {
    ok: ok && second?.ok === true,
    entries,
    sm: { entries: second?.entries ?? 0, signedSize: second?.signedSize ?? size },
    problems: fault === null ? all : [...all, `sm: ${fault.en}`],
  };
}
