import { appendFile, mkdir, readdir, rename, unlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { type Home, openHome } from "../home/index.ts";
import { keptThreads } from "../jobs/testing/kept-threads.ts";
import { writeJudgments } from "../testing/city.ts";
import { describeOnBothStores } from "../testing/stores.ts";

const operator = { id: "usr_operator", office: "yueyang" };

describeOnBothStores("doctor", (place) => {
  async function homeWithLeads(): Promise<Home> {
    const folder = await place.emptyFolder();
    const databaseUrl = place.engine === "postgres" ? { databaseUrl: await place.emptyUrl() } : {};
    const home = await openHome(path.join(folder, "home"), { ...databaseUrl, jobThreads: keptThreads });
    const { file } = await writeJudgments(folder, { name: "a.csv", rows: 60 });
    await home.jobs.wait((await home.work.intake({ path: file, dataset: "judgments", actor: operator })).id);
    await home.jobs.wait((await home.work.runModel({ model: "wrong-fines", parameters: {}, actor: operator })).id);
    await home.files.put(Buffer.from("a dossier"));
    return home;
  }

  it("finds nothing wrong with a home that is whole", async () => {
    const home = await homeWithLeads();
    const report = await home.doctor();
    expect(report).toMatchObject({ ok: true, problems: [] });
    expect(report.checked).toMatchObject({ batches: 1, runs: 1, leads: 5, files: 1, "lake rows": 58 });
    await home.close();
  });

  it("names each row that was changed behind the back of the house", async () => {
    const home = await homeWithLeads();
    const leads = await home.store.db.selectFrom("leads").select("id").orderBy("id").execute();
    const [first, second, third] = leads.map(({ id }) => id);
    const faults: [ReturnType<typeof sql>, RegExp][] = [
      [sql`update leads set status = 'dismissed' where id = ${first}`, new RegExp(`lead ${first}: its history leads to another state`)],
      [sql`update leads set version = 7 where id = ${second}`, new RegExp(`lead ${second}: version 7 with 1 events`)],
      [sql`delete from lead_events where lead = ${third}`, new RegExp(`statement \\d+ on lead ${third} has no event`)],
      [sql`update findings set row_refs = '[]' where position = 0`, /run \S+: its findings do not fit its result digest/],
      [sql`update batches set rows_accepted = rows_accepted + 1`, /batch \S+: rows-differ/],
      [
        sql`update outbox set statement = replace(statement, 'yueyang', 'huarong') where type = 'batch.committed'`,
        /entry 1 of the ledger is another/,
      ],
      [
        sql`update ledger_contents set content = '{}' where sha256 = (select content_sha256 from outbox where type = 'run.finished')`,
        /does not fit its digests/,
      ],
      [sql`delete from outbox where type = 'home.created'`, /entry 0 of the ledger has no statement/],
      [sql`update lead_counts set leads = leads + 1`, /leads of \S+, wrong-fines, new are counted/],
      [
        sql`insert into case_counts (office, business_line, stage, cases) values ('huarong', 'civil', 'filed', 1)`,
        /1 cases of huarong, filed are counted, 0 are there/,
      ],
      [sql`insert into ledger_contents (sha256, content) values ('stray', '{}')`, /content stray belongs to no statement/],
    ];
    for (const [fault, expected] of faults) {
      await home.store.write((trx) => fault.execute(trx));
      const { ok, problems } = await home.doctor();
      expect(ok).toBe(false);
      expect(problems.join("\n")).toMatch(expected);
    }
    await home.close();
  });

  it("names each file that was damaged, lost or added, and removes strangers only where all else is well", async () => {
    const home = await homeWithLeads();
    const lake = path.join(home.paths.lake, "judgments");
    const stranger = path.join(lake, "bat_01ARZ3NDEKTSV4RRFFQ69G5FAV.parquet");
    await writeFile(stranger, "");
    expect((await home.doctor()).problems).toEqual(["lake file judgments/bat_01ARZ3NDEKTSV4RRFFQ69G5FAV.parquet belongs to no batch"]);
    expect(await home.doctor({ sweep: true })).toMatchObject({ ok: true, checked: { swept: 1 } });
    expect(await home.doctor()).toMatchObject({ ok: true });

    // Of a deletion that was killed after it had written, and an index of rows as they stood before one.
    const { id } = await home.store.db.selectFrom("batches").select("id").executeTakeFirstOrThrow();
    await mkdir(path.join(lake, "index"), { recursive: true });
    const left = [`judgments/${id}.7.parquet`, `judgments/${id}.retry.json`, `judgments/index/${id}.3.1.sqlite`];
    for (const file of left) await writeFile(path.join(home.paths.lake, file), "rows of people");
    expect((await home.doctor()).problems).toEqual(
      left.map((file) => `lake file ${file} is left over: nothing in the catalogue names it; yuejian doctor --sweep erases it`),
    );
    expect(await home.doctor({ sweep: true })).toMatchObject({ ok: true, checked: { swept: 3 } });
    expect(await home.doctor()).toMatchObject({ ok: true });

    const leaves = path.join(lake, (await readdir(lake)).find((name) => name.endsWith(".leaves")) ?? "");
    await rename(leaves, `${leaves}.aside`);
    expect((await home.doctor()).problems.join()).toMatch(/batch \S+: file-missing judgments/);
    await rename(`${leaves}.aside`, leaves);
    await writeFile(stranger, "");
    await appendFile(leaves, "x");
    const { ok, problems } = await home.doctor({ sweep: true });
    expect(ok).toBe(false);
    expect(problems.join()).toMatch(/file-corrupt/);
    expect(problems.join()).toMatch(/belongs to no batch/);

    const [digest = ""] = await home.files.list();
    const place = path.join(home.paths.files, digest.slice(0, 2), digest);
    await unlink(place);
    await writeFile(place, "changed");
    expect((await home.doctor()).problems.join()).toMatch(/FILE_CONTENT_CORRUPT/);
    await home.close();
  });
});
