import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkLake } from "../lake/check-lake.ts";
import { row, workbookBytes } from "../source/testing/workbook-bytes.ts";
import { FileCatalogue } from "../testing/file-catalogue.ts";
import { TRIAL_DATASET, TRIAL_HEADINGS, TrialHome, trialRow } from "../testing/trial-home.ts";
import { sweep } from "./sweep.ts";

const CHILD = fileURLToPath(new URL("../testing/intake-child.ts", import.meta.url));

let home: TrialHome;

beforeEach(() => {
  home = new TrialHome([TRIAL_DATASET]);
});
afterEach(() => home.close());

/** Claims, and stops where the owner is written: with what it is told, or with nothing. */
const CUT_OFF = `
  import fs from "node:fs";
  import { syncBuiltinESMExports } from "node:module";
  const [folder, written] = process.argv.slice(1);
  const write = fs.writeFileSync;
  fs.writeFileSync = (path) => {
    if (written) write(path, written);
    console.log("cut off");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
  syncBuiltinESMExports();
  const { claim } = await import(${JSON.stringify(new URL("./running.ts", import.meta.url).href)});
  claim(folder, "a load", { batch: "bat_1", dataset: "trial" });
`;

/** When to kill: so many milliseconds after the load began, or as soon as a further batch stands in the catalogue. */
type Moment = { readonly milliseconds: number } | "after a batch";

/** Starts a load and kills it −9 at the moment; null lets it end. Resolves to the batches it acknowledged. */
async function loadAndKill(file: string, moment: Moment | null): Promise<string | null> {
  const child = spawn(process.execPath, [CHILD, home.folder, file], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (text: string) => {
    said += text;
    if (text.startsWith("ready") && moment !== null && moment !== "after a batch") {
      setTimeout(() => child.kill("SIGKILL"), moment.milliseconds);
    }
  });
  const before = catalogueBytes();
  const watch = setInterval(() => {
    if (moment === "after a batch" && catalogueBytes() > before) child.kill("SIGKILL");
  }, 1);
  await new Promise((resolve) => child.on("close", resolve));
  clearInterval(watch);
  return /acknowledged (\S+)/.exec(said)?.[1] ?? null;
}

const catalogueBytes = (): number => statSync(join(home.folder, "catalogue.jsonl"), { throwIfNoEntry: false })?.size ?? 0;

const catalogue = (): FileCatalogue => new FileCatalogue(join(home.folder, "catalogue.jsonl"), [TRIAL_DATASET]);

test("killed at any moment a load is there whole or not at all; the sweep removes the rest, and the next load of the file gives one batch", async () => {
  const file = home.csv("a.csv", [
    TRIAL_HEADINGS,
    ...Array.from({ length: 30_000 }, (_, person) => trialRow(person, person % 9 === 0 ? { 罚款: "三百元", 备注: "" } : {})),
  ]);
  const acknowledged: string[] = [];
  let interrupted = 0;
  for (const milliseconds of [0, 60, 150, 300, 450, 600, 750, 900, 1050, 1200, 1500]) {
    const batch = await loadAndKill(file, { milliseconds });
    if (batch) acknowledged.push(batch);
    if (readdirSync(home.ports.scratchFolder).length > 0) interrupted++;
    const folders = { ...home.ports, catalogue: catalogue() };
    await sweep(folders);
    const { commits } = folders.catalogue;
    expect(commits.length).toBeLessThanOrEqual(1);
    expect((await checkLake(folders, commits, { isDeep: false })).findings).toEqual([]);
    const known = new Set(commits.map((commit) => commit.batch.id));
    expect(home.files().filter((path) => !/bat_\w{26}/.exec(path)?.some((id) => known.has(id)))).toEqual([]);
  }
  // At least one kill fell into a load, or the test has shown nothing.
  expect(interrupted).toBeGreaterThan(0);
  const last = await loadAndKill(file, null);
  const { commits } = catalogue();
  expect(commits.map((commit) => commit.batch.id)).toEqual([last]);
  for (const batch of acknowledged) expect(batch).toBe(last);
  expect((await checkLake({ ...home.ports, catalogue: catalogue() }, commits, { isDeep: true })).findings).toEqual([]);
});

test("killed at any moment while it loads the members and sheets of a ZIP, the next load adds what is missing, and nothing stands twice", async () => {
  const rows = (from: number): string[][] => Array.from({ length: 6_000 }, (_, person) => trialRow(from + person));
  const text = (from: number): Uint8Array => strToU8([TRIAL_HEADINGS, ...rows(from)].map((each) => each.join(",")).join("\n"));
  const sheet = (from: number): string => [TRIAL_HEADINGS, ...rows(from).slice(0, 1500)].map((cells, at) => row(at + 1, ...cells)).join("");
  const workbook = workbookBytes({ sheets: { 一: sheet(40_000), 二: sheet(50_000) } });
  const file = home.file("a.zip", zipSync({ "甲.csv": text(0), "乙.csv": text(10_000), "丙.xlsx": workbook, "说明.docx": strToU8("x") }));
  const expected = ["a.zip/甲.csv null", "a.zip/乙.csv null", "a.zip/丙.xlsx 一", "a.zip/丙.xlsx 二"];
  let before: string[] = [];
  let partly = 0;
  const moments: readonly Moment[] = [0, 300, 700, 1100].flatMap((milliseconds): Moment[] => [{ milliseconds }, "after a batch"]);
  for (const moment of moments) {
    const acknowledged = await loadAndKill(file, moment);
    const folders = { ...home.ports, catalogue: catalogue() };
    await sweep(folders);
    const { commits } = folders.catalogue;
    const parts = commits.map(({ batch }) => `${batch.file.name} ${batch.file.sheet}`);
    // In the order of the file, none twice, none lost again.
    expect(parts).toEqual(expected.slice(0, parts.length));
    expect(commits.map(({ batch }) => batch.id).slice(0, before.length)).toEqual(before);
    before = commits.map(({ batch }) => batch.id);
    if (parts.length > 0 && parts.length < expected.length) partly++;
    if (acknowledged !== null) expect(acknowledged.split(",")).toEqual(before);
    expect((await checkLake(folders, commits, { isDeep: false })).findings).toEqual([]);
    const known = new Set(before);
    expect(home.files().filter((path) => !/bat_\w{26}/.exec(path)?.some((id) => known.has(id)))).toEqual([]);
  }
  // At least one kill fell between two members, or the test has shown nothing.
  expect(partly).toBeGreaterThan(0);
  expect((await loadAndKill(file, null))?.split(",")).toHaveLength(expected.length);
  const { commits } = catalogue();
  expect(commits.map(({ batch }) => `${batch.file.name} ${batch.file.sheet}`)).toEqual(expected);
  expect((await checkLake({ ...home.ports, catalogue: catalogue() }, commits, { isDeep: true })).findings).toEqual([]);
});

test("a sweep leaves the files of a load that is running alone", async () => {
  const file = home.csv("a.csv", [TRIAL_HEADINGS, ...Array.from({ length: 30_000 }, (_, person) => trialRow(person))]);
  const running = loadAndKill(file, null);
  let sweeps = 0;
  while ((await Promise.race([running, delay(20, "still running")])) === "still running") {
    await sweep({ ...home.ports, catalogue: catalogue() });
    sweeps++;
  }
  expect(sweeps).toBeGreaterThan(1);
  const { commits } = catalogue();
  expect(commits.map((commit) => commit.batch.id)).toEqual([await running]);
  expect((await checkLake({ ...home.ports, catalogue: catalogue() }, commits, { isDeep: true })).findings).toEqual([]);
});

test.each([
  ["before the owner is written", null],
  ["while the owner is written", '{"batch":"bat_'],
])("a claim cut off %s goes with the next sweep once its process is gone, and not before", async (_, written) => {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", CUT_OFF, home.ports.scratchFolder, written ?? ""], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  const sweepNow = () => sweep({ ...home.ports, catalogue: catalogue() });
  await sweepNow();
  expect(readdirSync(home.ports.scratchFolder)).toHaveLength(1);
  child.kill("SIGKILL");
  await once(child, "close");
  await sweepNow();
  expect(readdirSync(home.ports.scratchFolder)).toEqual([]);
});
