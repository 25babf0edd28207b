import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { LedgerStatement } from "@yuejian/contracts";
import { expect, it } from "vitest";
import { jobView } from "../jobs/index.ts";
import { writeJudgments } from "../testing/city.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { type Home, type HomeOptions, openHome } from "./index.ts";

const operator = { id: "usr_operator", office: "yueyang" };

describeOnBothStores("home", (place) => {
  const storeOptions = async (): Promise<HomeOptions> => (place.engine === "postgres" ? { databaseUrl: await place.emptyUrl() } : {});
  const finished = async (home: Home, added: Promise<{ id: string }>) => jobView(await home.jobs.wait((await added).id));

  it("is made on first use for its owner alone, states so on the ledger, and is the same when opened again", async () => {
    const folder = path.join(await place.emptyFolder(), "home");
    const options = await storeOptions();
    const first = await openHome(folder, options);
    await first.drain.empty();
    const entry = JSON.parse(Buffer.from(await first.ledger.entry(0)).toString("utf8")) as LedgerStatement;
    expect(entry).toMatchObject({ type: "home.created", subject: first.id, organisation: "yueyang" });
    expect(first.offices).toHaveLength(11);
    expect(first.schemas.has("judgments")).toBe(true);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(folder)) expect((await stat(path.join(folder, name))).mode & 0o077).toBe(0);
    await first.close();
    const second = await openHome(folder, options);
    expect(second.id).toBe(first.id);
    expect(second.ledger.size).toBe(1);
    await second.close();
  });

  it("is held by one process: another gets HOME_IN_USE with the pid, until the holder dies", async () => {
    const folder = await place.emptyFolder();
    const options = await storeOptions();
    const script = `
      import { openHome } from ${JSON.stringify(new URL("./index.ts", import.meta.url).href)};
      await openHome(${JSON.stringify(folder)}, ${JSON.stringify(options)});
      console.log("open");`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    await expect(openHome(folder, options)).rejects.toMatchObject({ code: "HOME_IN_USE", parameters: { pid: String(child.pid) } });
    child.kill("SIGKILL");
    await once(child, "exit");
    const home = await openHome(folder, options);
    await expect(openHome(folder, options)).rejects.toMatchObject({ code: "HOME_IN_USE" });
    await home.close();
  });

  it("refuses a store that belongs to another home as HOME_MISMATCH", async () => {
    const folder = await place.emptyFolder();
    await (await openHome(folder, await storeOptions())).close();
    await expect(openHome(folder, { databaseUrl: await place.emptyUrl() })).rejects.toMatchObject({ code: "HOME_MISMATCH" });
  });

  it("refuses to open with a model that is wrong", async () => {
    const models = path.join(await place.emptyFolder(), "models");
    await mkdir(path.join(models, "half"), { recursive: true });
    const options = { ...(await storeOptions()), modelsFolder: new URL(`file://${models}/`) };
    await expect(openHome(await place.emptyFolder(), options)).rejects.toMatchObject({
      code: "MANIFEST_INVALID",
      parameters: { model: "half", where: "index.ts" },
    });
  });

  it("takes a file in, finds the leads in it, finds them again once, and lets a person file a case", async () => {
    const folder = await place.emptyFolder();
    const home = await openHome(path.join(folder, "home"), await storeOptions());
    const city = await writeJudgments(folder, { name: "裁判.csv", rows: 120 });
    const intake = () => finished(home, home.work.intake({ path: city.file, dataset: "judgments", actor: operator }));
    const loaded = await intake();
    expect(loaded).toMatchObject({
      status: "done",
      result: { status: "committed", rowsRead: 120, rowsAccepted: 120 - city.quarantined, rowsQuarantined: city.quarantined },
    });
    expect(await intake()).toMatchObject({ status: "done", result: { status: "duplicate" } });

    const run = () => finished(home, home.work.runModel({ model: "wrong-fines", parameters: {}, actor: operator }));
    expect(await run()).toMatchObject({ status: "done", result: { findings: city.wrong.length, newLeads: city.wrong.length } });
    expect(await run()).toMatchObject({ status: "done", result: { findings: city.wrong.length, newLeads: 0 } });
    const leads = await home.store.db.selectFrom("leads").selectAll().orderBy("id").execute();
    expect(leads).toHaveLength(city.wrong.length);
    expect(new Set(leads.map((lead) => `${lead.version}/${lead.office}/${lead.status}`))).toEqual(new Set(["2/yueyanglou/new"]));

    const [lead] = leads;
    if (!lead) throw new Error("no lead");
    const explanations = home.models.get("wrong-fines")?.manifest.lawfulExplanations.map(({ id }) => id) ?? [];
    const command = (version: number, given: Parameters<Home["changeLead"]>[0]["command"]) =>
      home.changeLead({ lead: lead.id, version, command: given, actor: operator });
    await command(2, { action: "assign", assignee: "usr_1" });
    await expect(command(2, { action: "comment", note: "late" })).rejects.toMatchObject({
      code: "VERSION_CONFLICT",
      parameters: { version: 3, changed_zh: "分配线索" },
    });
    await command(3, { action: "verify", note: "核对原件", ruledOut: explanations });
    const filed = await command(4, { action: "file", note: "立案" });
    expect(filed).toMatchObject({ status: "filed", version: 5 });
    const cases = await home.store.db.selectFrom("cases").selectAll().execute();
    expect(cases).toMatchObject([{ id: filed.caseId, lead: lead.id, owner: "usr_1" }]);
    expect(cases[0]?.number).toMatch(/^岳楼检监〔\d{4}〕1号$/);

    await home.drain.empty();
    const types = new Map<string, number>();
    for (let index = 0; index < home.ledger.size; index++) {
      const { type } = JSON.parse(Buffer.from(await home.ledger.entry(index)).toString("utf8")) as LedgerStatement;
      types.set(type, (types.get(type) ?? 0) + 1);
    }
    expect(Object.fromEntries(types)).toEqual({
      "home.created": 1,
      "batch.committed": 1,
      "run.finished": 2,
      "lead.created": city.wrong.length,
      "lead.changed": 3,
      "case.created": 1,
    });
    expect(await home.checkLedger()).toMatchObject({ ok: true, problems: [] });
    expect(await home.doctor()).toMatchObject({
      ok: true,
      problems: [],
      checked: { batches: 1, runs: 2, leads: city.wrong.length, cases: 1, "ledger entries": home.ledger.size },
    });
    await home.close();
  });

  it("deletes an upload that was taken in, and tells the result again when the process died before it could", async () => {
    const folder = await place.emptyFolder();
    const home = await openHome(path.join(folder, "home"), await storeOptions());
    const { file } = await writeJudgments(folder, { name: "upload", rows: 20 });
    const job = await home.work.intake({ path: file, name: "上传.csv", dataset: "judgments", isUpload: true, actor: operator });
    const first = jobView(await home.jobs.wait(job.id));
    expect(first).toMatchObject({ status: "done", result: { status: "committed", file: { name: "上传.csv" } } });
    await expect(stat(file)).rejects.toMatchObject({ code: "ENOENT" });
    // As the tables stand when the process dies between the commit and the end of the job.
    await home.store.writeQueue((trx) =>
      trx
        .updateTable("jobs")
        .set({ status: "running", lease_owner: "gone", lease_until: "", result: null, finished_at: null })
        .where("id", "=", job.id)
        .execute(),
    );
    const again = jobView(await home.jobs.wait(job.id));
    const { seconds: _first, ...told } = first.result as Record<string, unknown>;
    expect(again).toMatchObject({ status: "done", attempts: 2, result: told });
    await home.close();
  });

  it("registers a file once, and tells where on the ledger", async () => {
    const folder = await place.emptyFolder();
    const home = await openHome(path.join(folder, "home"), await storeOptions());
    const { file } = await writeJudgments(folder, { name: "a.csv", rows: 3 });
    const first = await finished(home, home.work.registerFile({ path: file, actor: operator }));
    expect(first).toMatchObject({ status: "done", result: { file: "a.csv", ledgerIndex: 1 } });
    expect((await finished(home, home.work.registerFile({ path: file, actor: operator }))).result).toEqual(first.result);
    const missing = await finished(home, home.work.registerFile({ path: `${file}.none`, actor: operator }));
    expect(missing).toMatchObject({ status: "failed", error: { code: "FILE_NOT_FOUND" } });
    await home.close();
  });
});
