import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { createIds, YuejianError } from "@yuejian/contracts";
import { readObjectStoreSettings } from "../files/index.ts";
import { createJobs } from "../jobs/index.ts";
import { openStore } from "../store/index.ts";
import { readLakeSettings } from "./lake-tables.ts";
import { homeFile, homePaths } from "./layout.ts";
import { readHomeFacts } from "./seed.ts";
import type { WorkshopData } from "./workshop.ts";

export interface WorkerOptions {
  /** `postgres://…`; from DATABASE_URL when not given. */
  readonly databaseUrl?: string;
  readonly lakeUrl?: string;
  readonly filesUrl?: string;
  /** Jobs at once; one less than there are processors, at most 4, when not given. */
  readonly workers?: number;
  readonly modelsFolder?: URL;
  readonly memoryLimit?: string;
  readonly threads?: number;
  /** How long a job may be silent before another process takes it, and how often its lease is prolonged. */
  readonly leaseMilliseconds?: number;
  readonly heartbeatMilliseconds?: number;
  readonly log?: (text: string) => void;
}

export interface OpenWorker {
  readonly workers: number;
  /** Interrupts what runs, so that another process goes on with it. */
  stop(): Promise<void>;
}

/** Works on the queue of a home beside the process that holds it, on the same machine or another that sees the home's folder: without ledger, without
 *  HTTP, without hold. What it commits is carried to the ledger by the holder. STORE_SHARED_NEEDED where the store is a file; HOME_MISMATCH when folder and
 *  store are of two homes. */
export async function openWorker(folder: string, options: WorkerOptions = {}): Promise<OpenWorker> {
  const { log = (text: string) => process.stderr.write(`${text}\n`) } = options;
  const paths = homePaths(folder);
  const storeUrl = options.databaseUrl ?? process.env["DATABASE_URL"] ?? "";
  if (!/^postgres(?:ql)?:/.test(storeUrl)) throw new YuejianError("STORE_SHARED_NEEDED");
  if (!existsSync(homeFile(paths))) throw new YuejianError("HOME_MISMATCH", { home: paths.folder });
  const home = (JSON.parse(readFileSync(homeFile(paths), "utf8")) as { id: string }).id;
  const store = await openStore(storeUrl);
  try {
    if ((await readHomeFacts(store.db))?.id !== home) throw new YuejianError("HOME_MISMATCH", { home: paths.folder });
    const clock = { now: () => Date.now() };
    const workshop: WorkshopData = {
      folder: paths.folder,
      storeUrl,
      home,
      lake: readLakeSettings(process.env, options.lakeUrl),
      objects: readObjectStoreSettings(process.env, options.filesUrl),
      modelsFolder: options.modelsFolder?.href ?? null,
      memoryLimit: options.memoryLimit ?? null,
      threads: options.threads ?? null,
    };
    const workers = options.workers ?? Math.max(1, Math.min(4, availableParallelism() - 1));
    const jobs = createJobs({
      store,
      clock,
      ids: createIds(clock, randomBytes),
      workshop: { module: new URL("./workshop.ts", import.meta.url).href, data: workshop },
      workers,
      onTrouble: log,
      ...(options.leaseMilliseconds === undefined ? {} : { leaseMilliseconds: options.leaseMilliseconds }),
      ...(options.heartbeatMilliseconds === undefined ? {} : { heartbeatMilliseconds: options.heartbeatMilliseconds }),
    });
    await jobs.start();
    return {
      workers,
      async stop() {
        await jobs.stop();
        await store.close();
      },
    };
  } catch (cause) {
    await store.close();
    throw cause;
  }
}
