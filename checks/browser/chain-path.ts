import { demand, heading, see } from "./expect.ts";
import { changedFile, deathsFile } from "./sample-file.ts";
import type { Walk } from "./walk.ts";

/** The chain is looked around in by keyboard, and files are dropped that stand on it, do not, or come with a proof that was changed. */
export async function chainPath(walk: Walk, address: string): Promise<void> {
  const { page } = walk;

  await walk.step("goes through the entries by keyboard, opens one and verifies it in the browser", async () => {
    await page.goto(`${address}/chain/entries`);
    await heading(page, "条目");
    await page.locator("tr[data-index]").first().waitFor();
    await walk.picture("chain-entries");
    for (const key of ["j", "j", "k", "Enter"]) await page.keyboard.press(key);
    await heading(page, /^第 [\d,]+ 号条目/);
    await page.getByRole("button", { name: "验证" }).click();
    await page.locator('[data-proof="passed"]').waitFor();
    await see(page, "得到检查点的根");
    await walk.picture("chain-entry");
    await page.goBack();
    await heading(page, "条目");
  });

  await walk.step("filters the entries, and the address keeps the filter", async () => {
    await page.goto(`${address}/chain/entries?type=batch.committed`);
    await page.locator("tr[data-index]").first().waitFor();
    const types = await page.locator("tr[data-index] td:nth-child(2)").allInnerTexts();
    demand(types.length > 0 && types.every((type) => type === "批次入库"), `other types are among them: ${types.join()}`);
    await page.getByLabel("从序号往前").fill("0");
    await page.keyboard.press("Enter");
    await see(page, "没有符合条件的条目");
    demand(page.url().endsWith("?type=batch.committed&upTo=0"), `the address says ${page.url()}`);
  });

  await walk.step("opens a checkpoint and its note", async () => {
    await page.goto(`${address}/chain/checkpoints`);
    await page.locator("tr[data-index] a").first().click();
    await heading(page, /^检查点：前 [\d,]+ 个条目/);
    await see(page, "检查点原文");
    await walk.picture("chain-checkpoint");
  });

  await walk.step("drops files: one stands on the ledger, one with a changed byte does not", async () => {
    await page.goto(`${address}/chain/verify`);
    const choose = page.locator('input[type="file"]');
    await choose.setInputFiles([deathsFile(), changedFile()]);
    await page.locator('[data-ledger="present"]').waitFor();
    await see(page, "批次的源文件");
    await page.locator('[data-ledger="absent"]').waitFor();
    await walk.picture("chain-drop");
    await page.getByRole("button", { name: "全部移除" }).click();
  });

  await walk.step("drops a proof, and one in which a hash was changed", async () => {
    const proof = String(await page.evaluate(`fetch("/api/proofs/3").then((answer) => answer.text())`));
    const hash = /"path":\["([0-9a-f]{64})"/.exec(proof)?.[1] ?? "";
    demand(hash !== "", "the proof has no path");
    const flipped = proof.replace(
      hash,
      hash.replace(/^./, (digit) => (digit === "0" ? "1" : "0")),
    );
    const file = (name: string, text: string) => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });
    const choose = page.locator('input[type="file"]');
    await choose.setInputFiles(file("proof.json", proof));
    await page.locator('[data-proof="passed"]').waitFor();
    await choose.setInputFiles(file("flipped.json", flipped));
    await page.locator('[data-proof="failed"]').waitFor();
    await walk.picture("chain-proofs");
  });

  await walk.step("is told how nodes are set up where there are none", async () => {
    await page.goto(`${address}/chain/nodes`);
    await see(page, "还没有设置节点");
    await walk.picture("chain-no-nodes");
  });
}

/** With nodes: what is final, and who is out of reach. */
export async function nodesPath(walk: Walk, address: string): Promise<void> {
  const { page } = walk;

  await walk.step("sees at a glance which node is in order and which cannot be reached", async () => {
    await page.goto(`${address}/chain/nodes`);
    await page.locator('[data-node="unreachable"]').waitFor();
    await page.locator('[data-node="ok"]').nth(1).waitFor();
    await walk.picture("chain-nodes");
    await page.locator('[data-node="unreachable"] a').click();
    await see(page, "此前的状态");
    await page.locator("tr[data-index]").first().waitFor();
    await walk.picture("chain-node");
  });

  await walk.step("sees that the newest checkpoint is final, and who cosigned it", async () => {
    await page.goto(`${address}/chain`);
    await see(page, "全部条目已终局");
    await walk.picture("chain-final");
    await page.goto(`${address}/chain/checkpoints`);
    await see(page, "已终局");
    await page.locator("tr[data-index] a").first().click();
    await see(page, "已联署");
    await see(page, "未联署");
    await walk.picture("chain-final-checkpoint");
  });
}
