import { demand, see } from "./expect.ts";
import type { Walk } from "./walk.ts";

/** Records are searched by the keyboard alone; what was typed stays, and stays out of the browser's tab. */
export async function searchSteps(walk: Walk, address: string): Promise<void> {
  const { page } = walk;
  const words = page.getByRole("searchbox").or(page.locator(".ant-input-search input")).first();

  await walk.step("searches records, goes to the second hit by j and opens it by Enter", async () => {
    await page.goto(`${address}/data/search`);
    await words.fill("敲诈");
    await page.keyboard.press("Enter");
    await see(page.locator("mark").first(), "敲诈");
    demand(!(await page.title()).includes("敲诈"), "what was looked for stands in the browser's tab");
    await page.reload();
    await page.locator("mark").first().waitFor();
    const second = await page.locator("a[data-hit]").nth(1).getAttribute("href");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === second?.split("?")[0]);
  });

  await walk.step("is told that words are too many, and finds them as they were typed", async () => {
    await page.goto(`${address}/data/search`);
    await words.fill("诈".repeat(10_000));
    await page.keyboard.press("Enter");
    await see(page.getByRole("alert"), "10,000");
    demand((await words.inputValue()).length === 10_000, "what was typed is cut");
    demand(!page.url().includes("q="), "words that are refused stand in the address");
  });
}
