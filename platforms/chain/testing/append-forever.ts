import { openLog } from "../log/index.ts";

/** Appends until it is killed and writes one line per acknowledgement, `index key`, only after the answer: the crash test compares them with the log.
 *  Arguments: folder, round, and the entries of a
 *  call where they are to be many: such calls are hashed in a thread beside. */
const [folder = "", round = "0", many = "0"] = process.argv.slice(2);
const log = await openLog({
  folder,
  origin: "crash.example/ledger",
  clock: { now: Date.now },
  publishIntervalMilliseconds: 5,
  segmentBytes: many === "0" ? 20_000 : 200_000,
  settleEntries: many === "0" ? 64 : 4096,
  ...(many === "0" ? {} : { hashAheadEntries: 0 }),
});

async function appendAll(caller: number): Promise<never> {
  for (let turn = 0; ; turn++) {
    const entries = Array.from({ length: Number(many) + 1 + ((turn + caller) % 4) }, (_, at) => {
      const key = `${round}:${caller}:${turn}:${at}`;
      return { key, bytes: new TextEncoder().encode(`entry ${key}`) };
    });
    const indexes = await log.append(entries);
    process.stdout.write(indexes.map((index, at) => `${index} ${entries[at]?.key}\n`).join(""));
    if (turn % 7 === 0) process.stdout.write(`checkpoint ${JSON.stringify(await log.checkpoint())}\n`);
  }
}

await Promise.all([0, 1, 2, 3].map(appendAll));
