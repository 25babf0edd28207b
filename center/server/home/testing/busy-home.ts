import { appendFileSync } from "node:fs";
import path from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { isFinished, jobView } from "../../jobs/index.ts";
import { writeJudgments } from "../../testing/city.ts";
import { openHome } from "../index.ts";

/** A process that loads, runs and changes leads without pause until it is killed. What was answered goes to the diary, a line each, after
 *  the answer: `batch <id> <rows>`, `run <id>`, `lead <id> <version>`; then it is told. */
const [folder, databaseUrl, round] = process.argv.slice(2) as [string, string, string];
const diary = (line: string) => {
  appendFileSync(path.join(folder, "diary"), `${line}\n`);
  process.stdout.write("answered\n");
};
const actor = { id: "usr_busy", office: "yueyang" };
const home = await openHome(path.join(folder, "home"), { workers: 2, ...(databaseUrl === "-" ? {} : { databaseUrl }) });
process.stdout.write("open\n");

async function loading(): Promise<never> {
  for (let load = 0; ; load++) {
    const first = (Number(round) * 100 + load) * 40 + 1;
    const { file } = await writeJudgments(folder, { name: `judgments-${first}.csv`, rows: 40, first });
    const job = jobView(await home.jobs.wait((await home.work.intake({ path: file, dataset: "judgments", actor })).id));
    if (job.status !== "done") throw new Error(JSON.stringify(job));
    const { batch, rowsAccepted } = job.result as { batch: string; rowsAccepted: number };
    diary(`batch ${batch} ${rowsAccepted}`);
  }
}

async function running(): Promise<never> {
  for (;;) {
    const job = await home.jobs.wait((await home.work.runModel({ model: "wrong-fines", parameters: {}, actor })).id);
    const view = jobView(job);
    if (isFinished(job) && view.status === "done") diary(`run ${(view.result as { id: string }).id}`);
    else if (view.error?.code !== "MODEL_INPUT_MISSING") throw new Error(JSON.stringify(view));
  }
}

async function changing(): Promise<never> {
  for (let at = 0; ; at++) {
    const leads = await home.store.db.selectFrom("leads").selectAll().orderBy("id").execute();
    const lead = leads[at % Math.max(1, leads.length)];
    if (!lead) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      continue;
    }
    const command =
      lead.status === "new" ? ({ action: "assign", assignee: "usr_busy" } as const) : ({ action: "comment", note: "again" } as const);
    try {
      const changed = await home.changeLead({ lead: lead.id, version: lead.version, command, actor });
      diary(`lead ${changed.id} ${changed.version}`);
    } catch (cause) {
      // A run found it again in between.
      if (!(cause instanceof YuejianError) || cause.code !== "VERSION_CONFLICT") throw cause;
    }
  }
}

await Promise.all([loading(), running(), changing()]);
