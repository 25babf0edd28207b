import { openHome } from "../../home/index.ts";
import { createServices } from "../../http/services.ts";
import { actorOf } from "../../identity/index.ts";

/** Loads one source until nothing is left to do, in a process of its own, to be killed: `loading-source.ts HOME SOURCE`. */
const [folder = "", source = ""] = process.argv.slice(2);
const home = await openHome(folder, { workers: 1, threads: 1 });
process.stdout.write("open\n");
const services = createServices(home);
const account = await services.accounts.operator();
// What a killed process had begun comes first.
const { items } = await home.jobs.list({ statuses: ["queued", "running"], offset: 0, limit: 100 });
for (const { id } of items) await home.jobs.wait(id);
const job = await services.sources.run(source, { account, actor: actorOf(account) });
const { status, error } = await home.jobs.wait(job.id);
process.stdout.write(`${status} ${error ?? ""}\n`);
await home.close();
