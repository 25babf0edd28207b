import { heading, see } from "./expect.ts";
import type { Walk } from "./walk.ts";

const MODEL = "prisoners-pensions";

/** What a model did not flag is drawn at random, looked at and decided, and the model's page says what that makes of it. */
export async function checksPath(walk: Walk, address: string): Promise<void> {
  const { page } = walk;

  await walk.step("draws unflagged subjects of a model", async () => {
    await page.goto(`${address}/models/${MODEL}`);
    await page.getByLabel("抽取几项").fill("3");
    await page.getByRole("button", { name: "抽取" }).click();
    await see(page, "待判断 3 项");
    await walk.picture("sampling");
  });

  await walk.step("decides a check with its grounds", async () => {
    await page.goto(`${address}/checks`);
    await heading(page, "未命中抽查");
    await page.locator("tbody tr[data-index] a").first().click();
    await page.getByLabel("看了什么，依据是什么").fill("收监记录与发放明细逐月核对，没有重合的整月。");
    await page.locator(".ant-radio-wrapper").first().click();
    await walk.picture("check");
    await page.getByRole("button", { name: "记录判断" }).click();
    await see(page, "判断已记录");
  });

  await walk.step("sees what the checks say of the model", async () => {
    await page.goto(`${address}/models/${MODEL}`);
    await see(page, "待判断 2 项");
    await see(page, "实测准确率和漏查率");
  });
}
