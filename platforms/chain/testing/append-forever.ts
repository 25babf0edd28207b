import { openLog } from "../log/index.ts";

/** Appends until it is killed and writes one line per acknowledgement, `index key`, only after the answer: the crash test compares them with the log.
 *  Arguments: folder, round. */
const [folder = "", round = "0"] = process.argv.slice(2);
const log = await openLog({
  folder,
  origin: "crash.example/ledger",
  clock: { now: Date.now },
  publishIntervalMilliseconds: 5,
  segmentBytes: 20_000,
  settleEntries: 64,
});

async function appendAll(caller: number): Promise<never> {
  for (let turn = 0; ; turn++) {
    const entries = Array.from({ length: 1 + ((turn + caller) % 4) }, (_, at) => {
      const key = `${round}:${caller}:${turn}:${at}`;
      return { key, bytes: new TextEncoder().encode(`entry ${key}`) };
    });
    const indexes = await log.append(entries);
    process.stdout.write(indexes.map((index, at) => `${index} ${entries[at]?.key}\n`).join(""));
    if (turn % 7 === 0) process.stdout.write(`checkpoint ${JSON.stringify(await log.checkpoint())}\n`);
  }
}

await Promise.all([0, 1, 2, 3].map(appendAll));
