import { parentPort, workerData } from "node:worker_threads";
import { openStore } from "../index.ts";

/** Writes a given number of rows, each in a transaction of its own, and says so. */
const { url, rows } = workerData as { url: string; rows: number };
const store = await openStore(url);
for (let row = 0; row < rows; row++)
  await store.write((trx) =>
    trx
      .insertInto("settings")
      .values({ name: `thread ${row}`, value: "" })
      .execute(),
  );
await store.close();
parentPort?.postMessage("done");
