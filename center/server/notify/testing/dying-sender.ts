import { openHome } from "../../home/index.ts";
import { notifyPortsOf } from "../../http/notify-ports.ts";
import { createServices } from "../../http/services.ts";
import { notifyNow } from "../index.ts";

/** A process that is killed by itself after the receiver took a message and before that is recorded. */
const [folder, at] = process.argv.slice(2) as [string, string];
const home = await openHome(folder, { workers: 0, clock: { now: () => Number(at) }, log: () => {} });
const ports = notifyPortsOf(home, createServices(home));
let writes = 0;
const store = new Proxy(home.store, {
  get(target, name) {
    if (name !== "write") return Reflect.get(target, name, target) as unknown;
    return async (change: Parameters<typeof target.write>[0]) => {
      const sending = await target.db.selectFrom("notify_messages").select("id").where("status", "=", "sending").executeTakeFirst();
      // Its first write while a message is on its way is the record of what became of it.
      if (sending && writes++ > 0) process.kill(process.pid, "SIGKILL");
      const done = await target.write(change);
      if (sending === undefined) writes = 1;
      return done;
    };
  },
});
await notifyNow({ ...ports, store });
process.stdout.write("sent");
await home.close();
