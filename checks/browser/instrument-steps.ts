import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { demand, see } from "./expect.ts";
import { TELEPHONE, type Walk } from "./walk.ts";

/** A page of a telephone is as wide as the telephone: nothing is cut off at its right. */
export async function demandFits(page: Page, what: string): Promise<void> {
  const wide = Number(await page.evaluate("document.documentElement.scrollWidth"));
  demand(wide <= TELEPHONE.width, `${what} is ${wide} px wide on a telephone of ${TELEPHONE.width}`);
}

/** The receiver of the instrument, who has a link and no account: it reads, uploads, replies and keeps the receipt; used again the link says so. */
export async function replyByLink(walk: Walk, { address, folder }: { readonly address: string; readonly folder: string }): Promise<void> {
  const { page } = walk;
  let link = "";
  await walk.step("issues a reply link, which is shown this once", async () => {
    await page.getByRole("button", { name: "发出链接" }).click();
    link = (await page.locator("[data-reply-link]").textContent()) ?? "";
    demand(link.startsWith(`${address}/reply#`), `the link is ${link}`);
    await walk.picture("case-link");
  });

  await walk.step(
    "the receiver replies by it on a telephone, without an account, and keeps a receipt with the ledger's digests",
    async () => {
      const receiver = await walk.stranger({ isTelephone: true });
      await receiver.goto(link);
      await see(receiver.locator(".official-sheet"), "岳阳市社会保险经办机构：");
      await demandFits(receiver, "the page of a reply link");
      await walk.photograph(receiver, "portal-telephone");
      const file = join(folder, "整改报告.txt");
      await writeFile(file, "已停发并追回");
      await receiver.getByLabel("上传材料").setInputFiles(file);
      await receiver.getByRole("checkbox", { name: "整改报告.txt" }).waitFor();
      await receiver.getByText("采纳", { exact: true }).click();
      await receiver.getByLabel(/^回复内容/).fill("已停发并追回，建立比对机制。");
      await receiver.getByRole("button", { name: "提交回复" }).click();
      await see(receiver.getByRole("alert"), "不能撤回");
      await receiver.getByRole("button", { name: "确认提交" }).click();
      await receiver.locator('[data-receipt]:not([data-receipt=""])').waitFor();
      await see(receiver.locator("[data-receipt]"), "SHA-256");
      await demandFits(receiver, "the receipt");
      await walk.photograph(receiver, "portal-receipt");
      const again = await receiver.evaluate(`fetch("/api/portal/reply", {
      method: "POST",
      headers: { "content-type": "application/json", "x-reply-link": location.hash.slice(1) },
      body: JSON.stringify({ outcome: "accepted", text: "再次回复", files: [] }),
    }).then((answer) => answer.json()).then(({ code }) => code)`);
      demand(again === "REPLY_LINK_USED", `a second reply was answered with ${String(again)}`);
      await receiver.goto(`${address}/reply#${"x".repeat(43)}`);
      await receiver.reload();
      await see(receiver.getByRole("alert"), "这个回复链接无效");
      await receiver.context().close();
    },
  );

  await walk.step("finds the reply in the case, and issues the receipt as a numbered document", async () => {
    await page.reload();
    await see(page.locator("h1"), "整改中");
    await see(page.locator('[data-link="replied"]'), "已回复");
    await page.getByRole("button", { name: "出具回复回执" }).click();
    await see(page.locator('[data-paper="reply-receipt"]'), /检回〔\d{4}〕1号/);
    await walk.picture("case-replied");
  });
}

/** The office's own wording: a wrong field is refused by name and place, a right one makes a version. */
export async function templateSteps(walk: Walk, address: string): Promise<void> {
  const { page } = walk;
  await walk.step("writes the office's template: a wrong field is refused by its place, a sample shows the rest", async () => {
    await page.goto(`${address}/cases/templates?kind=suggestion-other`);
    const text = page.getByLabel("全文：每行一段");
    await text.fill("本院发现下列问题。\n{{正文}}\n请{{期限}}回复。");
    await page.getByRole("button", { name: "保存为新版本" }).click();
    await see(page.getByRole("alert"), "第 3 行第 2 字：没有字段 {{期限}}");
    await text.fill("本院发现下列问题。\n{{正文}}\n请{{回复期限}}回复。");
    await page.getByRole("button", { name: "看样张" }).click();
    await see(page.locator(".official-sheet"), "请自收到本文书之日起2个月内回复。");
    await page.getByLabel("修改说明").fill("按本院格式");
    await page.getByRole("button", { name: "保存为新版本" }).click();
    await page.locator('[data-version="1"]').waitFor();
    await walk.picture("templates");
  });
}
