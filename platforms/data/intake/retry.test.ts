import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkLake } from "../lake/check-lake.ts";
import { quarantineHeads } from "../lake/quarantine-head.ts";
import { TRIAL_DATASET, TRIAL_HEADINGS, TrialHome, trialId, trialRow } from "../testing/trial-home.ts";
import { intake } from "./intake.ts";
import { retry } from "./retry.ts";

let home: TrialHome;

beforeEach(() => {
  home = new TrialHome([TRIAL_DATASET]);
});
afterEach(() => home.close());

async function loadWithFaults() {
  const rows = Array.from({ length: 10 }, (_, person) =>
    trialRow(person + 1, person % 3 === 0 ? { 罚款: "许多" } : person === 4 ? { 姓名: "", 天数: "?" } : {}),
  );
  const { batch } = await intake(
    { path: home.csv("a.csv", [TRIAL_HEADINGS, ...rows]), dataset: "trial-register", office: "yueyang" },
    home.ports,
  );
  return batch;
}

const batches = () => home.catalogue.commits.map(({ batch }) => batch);
const held = async () => (await home.lake.quarantine(batches(), { offset: 0, limit: 100 })).items;

describe("retrying what was quarantined", () => {
  test("only corrected rows are accepted, under their own numbers; the others stay, and are counted once", async () => {
    const batch = await loadWithFaults();
    expect((await held()).map(({ row }) => row)).toEqual([1, 4, 5, 7, 10]);
    const outcome = await retry(
      { batch, corrections: { 4: { 罚款: "40" }, 5: { 姓名: "李四", 天数: "5" }, 7: { 罚款: "仍不知道" } }, office: "miluo" },
      home.ports,
    );
    expect(outcome).toMatchObject({
      status: "committed",
      rowsRead: 5,
      batch: { rowsAccepted: 2, rowsQuarantined: 3, retryOf: batch.id, office: "miluo", dataset: "trial-register" },
    });
    expect(outcome.batch.file.name).toBe("a.csv");
    expect(outcome.batch.file.sha256).not.toBe(batch.file.sha256);
    const session = await home.lake.session(home.snapshot(), [TRIAL_DATASET]);
    const rows = await session.rowsByRef([`${outcome.batch.id}:4`, `${outcome.batch.id}:5`, `${outcome.batch.id}:1`]);
    expect(rows.map(({ row, line }) => [row, line])).toEqual([
      [4, 5],
      [5, 6],
    ]);
    expect(rows.map(({ values }) => [values["person_name"], values["person_id"], values["fine"], values["days"]])).toEqual([
      ["张五", trialId(4), 4000, 4],
      ["李四", trialId(5), 5000, 5],
    ]);
    expect(await session.count("trial-register")).toBe(7);
    session.close();
    expect((await held()).map(({ batch: of, row, source }) => [of, row, source["罚款"]])).toEqual([
      [batch.id, 1, "许多"],
      [batch.id, 7, "仍不知道"],
      [batch.id, 10, "许多"],
    ]);
    expect(quarantineHeads(batches()).map(({ rowsQuarantined }) => rowsQuarantined)).toEqual([3]);
    expect((await checkLake(home.ports, home.catalogue.commits, { isDeep: true })).findings).toEqual([]);
  });

  test("the same corrections again change nothing; further ones reach what is left, and a retry of the retry is one of the load", async () => {
    const batch = await loadWithFaults();
    const corrections = { 1: { 罚款: "1" } };
    const first = await retry({ batch, corrections, office: "yueyang" }, home.ports);
    const files = home.files();
    expect(await retry({ batch, corrections, office: "yueyang" }, home.ports)).toMatchObject({
      status: "duplicate",
      batch: { id: first.batch.id },
    });
    expect(home.files()).toEqual(files);
    const second = await retry(
      {
        batch: first.batch,
        corrections: { 4: { 罚款: "4" }, 7: { 罚款: "7" }, 10: { 罚款: "9" }, 5: { 姓名: "王五", 天数: "" } },
        office: "yueyang",
      },
      home.ports,
    );
    expect(second.batch).toMatchObject({ retryOf: batch.id, rowsAccepted: 4, rowsQuarantined: 0 });
    expect(await held()).toEqual([]);
    expect(await retry({ batch, corrections: {}, office: "yueyang" }, home.ports)).toMatchObject({ status: "duplicate", rowsRead: 0 });
  });

  test("a correction of a row that is not quarantined, or of a heading that is not there, is refused and nothing is written", async () => {
    const batch = await loadWithFaults();
    const files = home.files();
    await expect(retry({ batch, corrections: { 2: { 罚款: "1" } }, office: "yueyang" }, home.ports)).rejects.toMatchObject({
      code: "REQUEST_INVALID",
      parameters: { where: "corrections.2" },
    });
    await expect(retry({ batch, corrections: { 1: { 没有: "1" } }, office: "yueyang" }, home.ports)).rejects.toMatchObject({
      code: "REQUEST_INVALID",
    });
    expect(home.files()).toEqual(files);
  });

  test("of two different retries at once one is told to wait", async () => {
    const batch = await loadWithFaults();
    const results = await Promise.allSettled([
      retry({ batch, corrections: { 1: { 罚款: "1" } }, office: "yueyang" }, home.ports),
      retry({ batch, corrections: { 1: { 罚款: "2" } }, office: "yueyang" }, home.ports),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(results.find((result) => result.status === "rejected")).toMatchObject({ reason: { code: "INTAKE_RUNNING" } });
    const session = await home.lake.session(home.snapshot(), [TRIAL_DATASET]);
    expect(await session.count("trial-register")).toBe(6);
    session.close();
  });
});
