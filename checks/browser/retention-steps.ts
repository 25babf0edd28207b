import { see } from "./expect.ts";
import type { Walk } from "./walk.ts";

/** What is no rule and no row is refused where it was typed, and nothing is deleted. */
export async function retentionSteps(walk: Walk, address: string): Promise<void> {
  const { page } = walk;

  await walk.step("is told what is wrong with a term and with a request to delete", async () => {
    await page.goto(`${address}/data/retention`);
    await see(page, "没有规则就不会自动删除任何记录");
    await page.getByRole("textbox", { name: "保存期限" }).fill("0");
    await page.getByRole("button", { name: "设置规则" }).click();
    await see(page, "请填 1 以上的整数");
    await page.getByRole("textbox", { name: "记录或批次" }).fill("bat_1:3");
    await page
      .getByRole("button", { name: /^查\s*看$/ })
      .last()
      .click();
    await see(page, /“bat_1:3”不是记录编号/);
    await walk.picture("retention-refused");
  });
}
