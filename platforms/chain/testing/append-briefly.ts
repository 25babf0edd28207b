import { YuejianError } from "@yuejian/contracts";
import { openLog } from "../log/index.ts";

/** Opens a log twice, appends, publishes and closes, and writes one line per acknowledgement, `index key`, only after the answer. Ends with 0 when nothing
 *  failed, with 3 when the log said that it stopped: the test lets the system fail one call. Arguments: folder. */
const [folder = ""] = process.argv.slice(2);
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

try {
  for (const session of [0, 1]) {
    const log = await openLog({
      folder,
      origin: "crash.example/ledger",
      clock: { now: () => 0 },
      publishIntervalMilliseconds: 0,
      segmentBytes: 700,
      settleEntries: 4,
    });
    for (let turn = 0; turn < 3 - session; turn++) {
      const keys = [0, 1].map((at) => `${session}:${turn}:${at}`);
      const indexes = await log.append(keys.map((key) => ({ key, bytes: new TextEncoder().encode(`content of ${key}`) })));
      keys.forEach((key, at) => {
        say(`${indexes[at]} ${key}`);
      });
      if (turn === 1) say(`checkpoint ${JSON.stringify(await log.checkpoint())}`);
    }
    await log.close();
  }
} catch (failure) {
  if (!(failure instanceof YuejianError)) throw failure;
  say(`stopped ${failure.code}`);
  process.exitCode = 3;
}
