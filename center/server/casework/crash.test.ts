import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { openHome } from "../home/index.ts";
import { keptThreads } from "../jobs/testing/kept-threads.ts";
import { openStore, type Store } from "../store/index.ts";
import { temporaryFolders } from "../testing/stores.ts";

const IMPORTING = fileURLToPath(new URL("testing/importing-cases.ts", import.meta.url));
const CASES = 8000;
const DAY = "2026-03-20";

const folders = temporaryFolders();

async function writeExport(folder: string): Promise<string> {
  const file = path.join(folder, "cases.csv");
  const lines = ["部门受案号,承办单位,承办部门,案件类别,案由,人员编号,承办检察官,羁押状态,受理日期,分案日期"];
  for (let at = 1; at <= CASES; at++)
    lines.push(
      `岳检刑诉受[2026]${at}号,岳阳市,第一检察部,审查起诉,盗窃,R${at},,在押,2026-03-02,${at % 1000 === 7 ? "2026-03-01" : "2026-03-03"}`,
    );
  await writeFile(file, `${lines.join("\n")}\n`);
  return file;
}

/** What a kill may leave: cases of whole pieces, each with its clocks, under one import that says how many. Answers how many. */
async function expectWhole({ db }: Store): Promise<number> {
  const imports = await db.selectFrom("casework_imports").select(["applied", "added", "accepted", "refused"]).execute();
  const [{ cases }] = (await db
    .selectFrom("handled_cases")
    .select((build) => build.fn.countAll<number>().as("cases"))
    .execute()) as [{ cases: number }];
  const stated = await db.selectFrom("outbox").select("id").where("type", "=", "casework.imported").execute();
  expect(stated).toHaveLength(imports.length);
  const [done] = imports;
  if (!done) {
    expect(cases).toBe(0);
    return 0;
  }
  expect(imports).toHaveLength(1);
  expect([done.applied, done.added, done.accepted, done.refused]).toEqual([cases, cases, CASES - 8, 8]);
  const clocked = await db.selectFrom("handled_case_clocks").select("case_id").where("key", "=", "review").execute();
  expect(clocked).toHaveLength(cases);
  return cases;
}

it("an import that is killed between two pieces leaves whole cases under one statement, and goes on with the rest by itself", {
  timeout: 240_000,
}, async () => {
  const folder = path.join(await folders(), "home");
  await (await openHome(folder, { workers: 0, log: () => {} })).close();
  const file = await writeExport(path.dirname(folder));
  const reading = await openStore(path.join(folder, "store.sqlite"));
  try {
    const child = spawn(process.execPath, [IMPORTING, folder, file, DAY], { stdio: ["ignore", "pipe", "inherit"] });
    const exited = once(child, "exit");
    while (
      child.exitCode === null &&
      (await reading.db.selectFrom("casework_imports").select("applied").executeTakeFirst())?.applied === undefined
    )
      await delay(1);
    child.kill("SIGKILL");
    expect(await exited).toEqual([null, "SIGKILL"]);
    const left = await expectWhole(reading);
    // Or the kill fell after the last piece, and the test has shown nothing.
    expect([left > 0, left < CASES - 8]).toEqual([true, true]);

    const home = await openHome(folder, { workers: 1, threads: 1, jobThreads: keptThreads, log: () => {} });
    try {
      const { items } = await home.jobs.list({ statuses: ["queued", "running"], offset: 0, limit: 10 });
      const rest = items.find(({ kind }) => kind === "import-cases");
      expect((await home.jobs.wait(rest?.id ?? "")).status).toBe("done");
      expect(await expectWhole(home.store)).toBe(CASES - 8);
      for (const { id } of (await home.jobs.list({ statuses: ["queued", "running"], offset: 0, limit: 10 })).items)
        await home.jobs.wait(id);
      expect((await home.doctor()).problems).toEqual([]);
      // The same file once more doubles nothing.
      const offices = home.offices.map(({ id }) => id);
      const again = await home.work.importCases({
        path: file,
        asOf: DAY,
        today: DAY,
        offices,
        actor: { id: "usr_again", office: "yueyang" },
      });
      expect((await home.jobs.wait(again.id)).status).toBe("done");
      const counts = await home.store.db.selectFrom("casework_imports").select(["added", "same"]).orderBy("id", "desc").executeTakeFirst();
      expect(counts).toEqual({ added: 0, same: CASES - 8 });
    } finally {
      await home.close();
    }
  } finally {
    await reading.close();
  }
});
