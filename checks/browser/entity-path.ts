import { demand } from "./expect.ts";
import type { Walk } from "./walk.ts";

/** A pair of records is decided by keys, stands on its entity's page, and is taken back there. */
export async function entityPath(walk: Walk, address: string): Promise<void> {
  const { page } = walk;
  let entity = "";

  await walk.step("decides on a pair of records by keys", async () => {
    await page.evaluate(`localStorage.setItem("yuejian.locale", "zh")`);
    await page.goto(`${address}/data/entities/reviews`);
    const first = page.locator('a[href*="/data/entities/per_"]').first();
    await first.waitFor();
    entity = (await first.getAttribute("href")) ?? "";
    await page.keyboard.press("3");
    await page.getByText("已记下").waitFor();
    const count = Number(/共 ([\d,]+) 对/.exec(await page.locator("#content").innerText())?.[1]?.replace(",", ""));
    demand(count > 0, "the queue says nothing of its length");
    if (count > 1) await page.keyboard.press("k");
    await page.locator(".tag", { hasText: "无法判断" }).waitFor();
    await walk.picture("entity-decided");
  });

  await walk.step("takes the decision back on the page of the entity", async () => {
    await page.goto(address + entity);
    await page.getByRole("button", { name: "撤销" }).first().click();
    await page.getByRole("textbox", { name: "撤销的理由" }).fill("再看一次");
    await page.getByRole("button", { name: "撤销" }).first().click();
    await page.getByText("撤销：再看一次").first().waitFor();
    await walk.picture("entity-undone");
  });
}
