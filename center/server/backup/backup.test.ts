import { execFileSync } from "node:child_process";
import { hash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { canonicalJson } from "@yuejian/contracts";
import { expect, it } from "vitest";
import { type Home, openHome } from "../home/index.ts";
import { keptThreads } from "../jobs/testing/kept-threads.ts";
import { deletionJournal, orderDeletion, repeatDeletions } from "../retention/index.ts";
import { writeJudgments } from "../testing/city.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { TABLES } from "./dump.ts";
import { backup, restore } from "./index.ts";
import { uploadPlaces } from "./uploads.ts";

const operator = { id: "usr_operator", office: "yueyang" };

describeOnBothStores("backup", (place) => {
  const options = async () => ({
    ...(place.engine === "postgres" ? { databaseUrl: await place.emptyUrl() } : {}),
    jobThreads: keptThreads,
  });

  async function homeWithLeads(folder: string, rows = 60): Promise<Home> {
    const home = await openHome(path.join(folder, "home"), await options());
    const { file } = await writeJudgments(folder, { name: "a.csv", rows });
    await home.jobs.wait((await home.work.intake({ path: file, dataset: "judgments", actor: operator })).id);
    await home.jobs.wait((await home.work.runModel({ model: "wrong-fines", parameters: {}, actor: operator })).id);
    await home.files.put(Buffer.from("a dossier"));
    return home;
  }
  /** Rows of each table in one order, as digests so that a difference stays readable. */
  const tables = async (home: Home) =>
    Promise.all(
      TABLES.map(async (table) => {
        const rows = (await home.store.db.selectFrom(table).selectAll().execute()).map((row) => canonicalJson({ ...row })).sort();
        return `${table}: ${rows.length} ${hash("sha256", rows.join("\n"), "hex")}`;
      }),
    );

  it("makes the same home again, which the doctor finds whole and which goes on", async () => {
    const folder = await place.emptyFolder();
    const home = await homeWithLeads(folder);
    await home.drain.empty();
    await writeFile(path.join(home.paths.folder, "holidays.json"), "kept as it is");
    const file = path.join(folder, "home.backup");
    expect(await backup(home, file)).toEqual({ size: (await stat(file)).size });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(execFileSync("tar", ["tzf", file], { encoding: "utf8" }).split("\n")).toContain("tables/leads.ndjson");
    const [before, entries] = [await tables(home), home.ledger.size];
    await home.close();

    const again = path.join(folder, "again");
    const store = await options();
    await restore(again, file, store);
    const restored = await openHome(again, store);
    expect(restored.id).toBe(home.id);
    expect(await readFile(path.join(again, "holidays.json"), "utf8")).toBe("kept as it is");
    expect(restored.ledger.size).toBe(entries);
    expect(await tables(restored)).toEqual(before);
    expect(await restored.doctor()).toMatchObject({ ok: true, problems: [] });
    const { file: more } = await writeJudgments(folder, { name: "b.csv", rows: 30, first: 1000 });
    await restored.jobs.wait((await restored.work.intake({ path: more, dataset: "judgments", actor: operator })).id);
    expect(await restored.doctor()).toMatchObject({ ok: true, checked: { batches: 2 } });
    await restored.close();
  });

  it("a home that is restored says so, and deletes again by the journal what was deleted after its backup", async () => {
    const folder = await place.emptyFolder();
    const home = await homeWithLeads(folder);
    const { id: batch } = await home.store.db.selectFrom("batches").select("id").executeTakeFirstOrThrow();
    const basis = { law: "中华人民共和国个人信息保护法", article: "第四十七条", text: "个人有权请求删除" };
    const remove = async (at: Home, refs: readonly string[]) => {
      const request = { refs, basis, reason: "依申请", withFile: false };
      const { job } = await orderDeletion(at, { rule: null, request, actor: operator });
      expect(await at.jobs.wait(job.id)).toMatchObject({ status: "done" });
    };
    await remove(home, [`${batch}:1`]);
    const file = path.join(folder, "home.backup");
    await home.drain.empty();
    await backup(home, file);
    await remove(home, [`${batch}:2`, `${batch}:3`, `${batch}:7`]);
    const { file: more } = await writeJudgments(folder, { name: "b.csv", rows: 30, first: 1000 });
    await home.jobs.wait((await home.work.intake({ path: more, dataset: "judgments", actor: operator })).id);
    const { id: later } = await home.store.db.selectFrom("batches").select("id").orderBy("sequence", "desc").executeTakeFirstOrThrow();
    await remove(home, [`${later}:4`]);
    const deletions = await deletionJournal(home.store.db, "");
    expect(deletions.map((each) => [each.batch, each.rows])).toEqual([
      [batch, [[1, 1]]],
      [
        batch,
        [
          [2, 3],
          [7, 7],
        ],
      ],
      [later, [[4, 4]]],
    ]);
    await home.close();

    const again = path.join(folder, "again");
    const store = await options();
    await restore(again, file, store);
    const restored = await openHome(again, store);
    expect((await restored.doctor()).notices.join("\n")).toMatch(/restored from a backup of .* yuejian retention repeat JOURNAL/);
    const ordered = await repeatDeletions(restored, { deletions, actor: operator });
    expect(ordered).toMatchObject({ repeated: 1, known: 1, unknownBatches: [later] });
    expect(await restored.jobs.wait(ordered.job ?? "")).toMatchObject({ status: "done" });
    const said = await deletionJournal(restored.store.db, "");
    expect(said.map((each) => [each.batch, each.rows, each.basis, each.reason])).toEqual([
      [batch, [[1, 1]], basis, "依申请"],
      [
        batch,
        [
          [2, 3],
          [7, 7],
        ],
        basis,
        "依申请",
      ],
    ]);
    const { ok, problems, notices } = await restored.doctor();
    expect([ok, problems, notices.filter((each) => each.includes("restored"))]).toEqual([true, [], []]);
    expect(await repeatDeletions(restored, { deletions, actor: operator })).toMatchObject({ job: null, repeated: 0, known: 2 });
    await restored.close();
  });

  it("holds images that were sent, under any name, as far as they had arrived, and puts them back in their places", async () => {
    const folder = await place.emptyFolder();
    const home = await homeWithLeads(folder);
    const [upload, gone] = ["fup_1", "fup_2"];
    for (const id of [upload, gone]) {
      const row = { id, office: "yueyang", actor: operator.id, at: "2026-11-02T08:00:00.000Z", run: null };
      await home.store.write((trx) => trx.insertInto("farmland_uploads").values(row).execute());
    }
    const long = "永久基本农田".repeat(12);
    const sent = { [`${long}/影像 S2_20250712.tif`]: "pixels", "地块.geojson": "", "未登记/x.tif": "nobody's" };
    for (const [name, content] of Object.entries(sent)) {
      const at = path.join(home.paths.folder, "uploads", name.startsWith("未") ? "fup_3" : upload, name);
      await mkdir(path.dirname(at), { recursive: true });
      await writeFile(at, content);
    }
    const file = path.join(folder, "home.backup");
    await backup(home, file);
    await home.close();
    const again = path.join(folder, "again");
    const store = await options();
    await restore(again, file, store);
    const read = (id: string, name: string) => readFile(path.join(again, "uploads", id, name), "utf8");
    expect(await read(upload, `${long}/影像 S2_20250712.tif`)).toBe("pixels");
    expect(await read(upload, "地块.geojson")).toBe("");
    await expect(read("fup_3", "未登记/x.tif")).rejects.toThrow();
    const restored = await openHome(again, store);
    expect((await restored.store.db.selectFrom("farmland_uploads").select("id").execute()).map(({ id }) => id).sort()).toEqual([
      upload,
      gone,
    ]);
    await restored.close();
  });

  it("is of one moment while work goes on", async () => {
    const folder = await place.emptyFolder();
    const home = await homeWithLeads(folder);
    const busy = Promise.all(
      [1, 2, 3, 4].map(async (at) => {
        const { file } = await writeJudgments(folder, { name: `${at}.csv`, rows: 50, first: at * 1000 });
        await home.jobs.wait((await home.work.intake({ path: file, dataset: "judgments", actor: operator })).id);
        await home.jobs.wait((await home.work.runModel({ model: "wrong-fines", parameters: {}, actor: operator })).id);
      }),
    );
    const copies: string[] = [];
    for (let copy = 0; copy < 3; copy++) {
      copies.push(path.join(folder, `${copy}.backup`));
      await backup(home, copies[copy] as string);
    }
    await busy;
    await home.close();
    for (const [at, file] of copies.entries()) {
      const store = await options();
      await restore(path.join(folder, `again-${at}`), file, store);
      const restored = await openHome(path.join(folder, `again-${at}`), { ...store, workers: 0 });
      expect(await restored.doctor()).toMatchObject({ ok: true, problems: [] });
      await restored.close();
    }
  });

  it("refuses a home that is not empty, a file that is none, and one that is cut off or changed, and leaves nothing", async () => {
    const folder = await place.emptyFolder();
    const home = await homeWithLeads(folder);
    const file = path.join(folder, "home.backup");
    await backup(home, file);
    await home.close();
    await expect(restore(home.folder, file, await options())).rejects.toMatchObject({ code: "HOME_NOT_EMPTY" });
    await expect(restore(path.join(folder, "x"), path.join(folder, "none"))).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });

    const bytes = await readFile(file);
    const plain = gunzipSync(bytes);
    const changed = Buffer.from(plain);
    const at = changed.indexOf("wrong-fines");
    changed.write("wrong-fimes", at);
    const escaping = Buffer.from(plain);
    escaping.write("../../x.json\0", 0);
    const bad = [
      Buffer.from("no archive"),
      bytes.subarray(0, bytes.length >> 1),
      gzipSync(plain.subarray(0, plain.length - 4096)),
      gzipSync(changed),
      gzipSync(escaping),
    ];
    for (const [number, content] of bad.entries()) {
      const target = path.join(folder, `bad-${number}`);
      await mkdir(target);
      await writeFile(`${target}.backup`, content);
      await expect(restore(target, `${target}.backup`, await options())).rejects.toMatchObject({ code: "BACKUP_DAMAGED" });
      await expect(stat(path.join(target, "ledger"))).rejects.toMatchObject({ code: "ENOENT" });
    }
  });
});

it("a list of sent files that leaves their place, or is none, is refused", async () => {
  const list = path.join(await mkdtemp(path.join(tmpdir(), "yuejian-list-")), "uploads.json");
  const given = async (files: unknown) => {
    await writeFile(list, JSON.stringify(files));
    return uploadPlaces(list);
  };
  expect((await given([{ upload: "fup_1", path: "a/b.tif" }]))("uploads/1")).toBe("uploads/fup_1/a/b.tif");
  for (const path of ["../x", "a/../../x", "a//x", "a\\x", "", "a\0b"]) {
    const placeOf = await given([{ upload: "fup_1", path }]);
    expect(() => placeOf("uploads/1")).toThrow(RangeError);
  }
  const placeOf = await given([{ upload: "..", path: "x" }]);
  for (const member of ["uploads/1", "uploads/2"]) expect(() => placeOf(member)).toThrow(RangeError);
  await expect(given({})).rejects.toThrow(RangeError);
  await rm(path.dirname(list), { recursive: true });
});
