import { openWorker } from "../open-worker.ts";

/** A process that works on a home's queue until it is killed. */
const [folder, databaseUrl, lakeUrl, filesUrl] = process.argv.slice(2) as [string, string, string, string];
await openWorker(folder, { databaseUrl, lakeUrl, filesUrl, workers: 1, threads: 1, leaseMilliseconds: 3000, heartbeatMilliseconds: 500 });
process.stdout.write("open\n");
