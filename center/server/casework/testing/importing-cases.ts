import { openHome } from "../../home/index.ts";

/** Takes one export in, in a process of its own, to be killed: `importing-cases.ts HOME FILE DAY`. A day of its own, so that nothing depends on the clock. */
const [folder = "", path = "", day = ""] = process.argv.slice(2);
const home = await openHome(folder, { workers: 1, threads: 1, log: () => {} });
process.stdout.write("open\n");
const offices = home.offices.map(({ id }) => id);
const job = await home.work.importCases({ path, asOf: day, today: day, offices, actor: { id: "usr_importing", office: "yueyang" } });
await home.jobs.wait(job.id);
await home.close();
