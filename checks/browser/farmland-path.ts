import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { generateFarmland } from "@yuejian/demo";
import type { Page } from "playwright-core";
import { choose } from "./choose.ts";
import { demand, heading, see } from "./expect.ts";
import type { Walk } from "./walk.ts";

/** A run may take so long on a busy machine. */
const RUN_MS = 240_000;

/** Images are sent from the browser and told apart, the run over them is followed to its end, and violations that lie side by side become one case. */
export async function farmlandPath(desk: Walk, { address, folder }: { readonly address: string; readonly folder: string }): Promise<void> {
  const { page } = desk;

  await desk.step("sends images, parcels and approvals, and is told what each file is and which one is not used", async () => {
    await page.goto(`${address}/farmland`);
    await page.getByRole("button", { name: "新的监测" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("选择文件或拖到这里").setInputFiles(await imagesIn(folder));
    await see(dialog, /可用 \d+ 个文件，不能用 1 个/);
    const unused = dialog.locator("tbody tr").first();
    await see(unused, "S2_20261101.tif");
    await see(unused, /不使用：/);
    await see(dialog, "2022-11-05 · EPSG:4547 · 160 × 120");
    await see(dialog, "时间序列：逐像元与往年比较");
    await desk.picture("farmland-sent");
  });

  await desk.step("follows the run over them until it ends and the list is read anew", async () => {
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /开\s*始/ })
      .click();
    const running = page.locator("[data-running]");
    await running.waitFor();
    await desk.picture("farmland-running");
    await running.waitFor({ state: "detached", timeout: RUN_MS });
    const { sent, found } = await page.evaluate<{
      sent: string | null;
      found?: { finishedAt: string | null };
    }>(`Promise.all(["uploads", "runs"].map((each) => fetch("/api/farmland/" + each).then((answer) => answer.json())))
      .then(([uploads, runs]) => ({ sent: uploads.items[0].run, found: runs.items.find(({ id }) => id === uploads.items[0].run) }))`);
    demand(sent !== null && typeof found?.finishedAt === "string", `the run over what was sent did not end well: ${JSON.stringify(found)}`);
    await page.locator("tbody tr[data-index]").first().waitFor();
  });

  await desk.step("files violations that lie side by side as one case, of those that are verified", async () => {
    const verified = await verifyTwo(page);
    await page.goto(`${address}/farmland?violation=${verified[0]?.id}`);
    await choose(page.getByLabel("相邻距离"), /5,?000 米/);
    await page.getByRole("button", { name: /选中相邻图斑/ }).click();
    await desk.picture("farmland-neighbours");
    await page.getByRole("button", { name: "合为一案立案（2）" }).click();
    const dialog = page.getByRole("dialog");
    await see(dialog, /2 条已核实（或已立案）的线索立案并并入同一案件/);
    await dialog.getByLabel("理由").fill("同一企业相邻占地，一并监督");
    await dialog.getByRole("button", { name: /确\s*(认|定)/ }).click();
    await page.waitForURL(/\/cases\/cas_/);
    await heading(page, /./);
    const [one, other] = await page.evaluate<MergedCase[]>(`fetch("/api/farmland/violations?limit=100").then((answer) => answer.json())
      .then(({ items }) => ${JSON.stringify(verified.map(({ id }) => id))}.map((id) => items.find((each) => each.id === id).lead.caseId))
      .then((ids) => Promise.all(ids.map((id) => fetch("/api/cases/" + id).then((answer) => answer.json()))))
      .then((found) => found.map((each) => ({ id: each.case.id, mergedInto: each.mergedInto })))`);
    const shown = page.url().split("/").at(-1);
    const isOne = [one, other].every((each) => each?.id === shown || each?.mergedInto === shown) && one?.id !== other?.id;
    demand(isOne, `the cases are not one: ${JSON.stringify([one, other, shown])}`);
    await desk.picture("farmland-one-case");
  });
}

interface MergedCase {
  readonly id: string;
  readonly mergedInto: string | null;
}

/** The landscape of the demonstration as it would be delivered, and an image that broke on its way. */
async function imagesIn(folder: string): Promise<string[]> {
  const files = [...generateFarmland({ seed: 7 }).files, { name: "images/S2_20261101.tif", bytes: Buffer.from("II*") }];
  const paths = files.map(({ name }) => join(folder, name.replace("images/", "")));
  for (const [at, { bytes }] of files.entries()) {
    const path = paths[at] ?? folder;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
  return paths;
}

/** Takes two leads of places near each other and verifies them, as a person would on their pages. */
async function verifyTwo(page: Page): Promise<{ readonly id: string }[]> {
  const done = await page.evaluate<{ readonly id: string }[] | string>(`(async () => {
    const { csrf, user } = await (await fetch("/api/session")).json();
    const headers = { "content-type": "application/json", "x-csrf": csrf };
    const { items } = await (await fetch("/api/farmland/violations?limit=100")).json();
    const chosen = items.filter(({ lead }) => lead?.status === "new").slice(0, 2);
    for (const { lead } of chosen) {
      const { model } = await (await fetch("/api/leads/" + lead.id)).json();
      const commands = [
        { action: "assign", assignee: user.id },
        { action: "verify", note: "现场核查属实", ruledOut: model.lawfulExplanations.map(({ id }) => id) },
      ];
      for (const command of commands) {
        const { version } = (await (await fetch("/api/leads/" + lead.id)).json()).lead;
        const answer = await fetch("/api/leads/" + lead.id + "/commands", { method: "POST", headers, body: JSON.stringify({ version, command }) });
        if (!answer.ok) return await answer.text();
      }
    }
    return chosen.map(({ id }) => ({ id }));
  })()`);
  if (typeof done === "string" || done.length !== 2) throw new Error(`two leads could not be verified: ${JSON.stringify(done)}`);
  return done;
}
