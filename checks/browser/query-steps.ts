import { choose } from "./choose.ts";
import { demand, heading, see } from "./expect.ts";
import type { Walk } from "./walk.ts";

/** SQL over masked records: what it costs, what it finds, what is refused, what leaves as a file. */
export async function querySteps(walk: Walk): Promise<void> {
  const { page } = walk;
  const { origin } = new URL(page.url());
  const editor = page.getByRole("textbox", { name: "SQL" });
  // The picture of waiting, which has a name too, is taken away a moment after the answer came, or with the next change.
  const run = page.getByRole("button", { name: /^(?:loading\s*)?执\s*行$/ });

  await walk.step("asks in SQL, sees masked people counted, and completes a name by Tab", async () => {
    await page.goto(`${origin}/data`);
    await page.getByRole("link", { name: "查询", exact: true }).click();
    await heading(page, "查询");
    await editor.fill("SELECT defendant_id, count(*) AS n FROM judgm");
    await editor.press("Tab");
    await page.keyboard.type(" GROUP BY 1 ORDER BY n DESC LIMIT 3");
    await page.keyboard.press("Control+Enter");
    await see(page, "结果 3 行");
    await see(page, "已遮盖：judgments.defendant_id");
    demand(/^•[0-9a-f]{16}$/.test((await page.locator("td").first().textContent()) ?? ""), "a person is shown without a mask");
    await walk.picture("query");
  });

  await walk.step("is told what a query would cost, and what may not be asked", async () => {
    await editor.fill("SELECT count(*) FROM range(100000) a, range(100000) b WHERE a.range + b.range = 1");
    await run.click();
    await see(page, /估算要处理 10000000000 行/);
    await editor.fill("SELECT * FROM read_text('/etc/passwd')");
    await run.click();
    await see(page, /不能使用表函数 read_text/);
    await walk.picture("query-refused");
  });

  await walk.step("exports what it found with a manifest, and keeps the query for the office", async () => {
    await editor.fill("SELECT charge, count(*) AS n FROM judgments GROUP BY charge");
    await run.click();
    await see(page, /^结果 \d+ 行$/);
    await page.getByRole("button", { name: /^导\s*出$/ }).click();
    await page.getByRole("menuitem", { name: "XLSX" }).click();
    await see(page, /编号 exp_/);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "下载说明" }).click();
    demand((await download).suggestedFilename().endsWith(".manifest.json"), "no manifest came");
    await page.getByRole("button", { name: /^保\s*存$/ }).click();
    await page.getByRole("textbox", { name: "名称" }).fill("按罪名统计");
    await page.getByRole("checkbox", { name: "本单位同事可见" }).check();
    await page
      .getByRole("tooltip")
      .getByRole("button", { name: /^保\s*存$/ })
      .click();
    await see(page, /第 1 版/);
    await walk.picture("query-saved");
  });

  await walk.step("asks for the values of parameters before it runs, and keeps them with the query", async () => {
    // A text of its own, not the next version of the one that was kept.
    await page.goto(`${origin}/data/query`);
    await editor.fill("SELECT count(*) AS n FROM judgments WHERE fine > $least -- $none");
    demand(await run.isDisabled(), "a query without its values can be run");
    await choose(page.getByRole("combobox", { name: "参数 least 的类型" }), "数字");
    await page.getByRole("spinbutton", { name: "参数 least 的值" }).fill("100");
    demand((await page.getByText("$none", { exact: true }).count()) === 0, "a comment is asked for");
    await walk.picture("query-parameters");
    await run.click();
    await see(page, "结果 1 行");
    await page.getByRole("button", { name: /^保\s*存$/ }).click();
    await page.getByRole("textbox", { name: "名称" }).fill("罚金以上");
    await page.getByRole("checkbox", { name: "本单位同事可见" }).check();
    await page
      .getByRole("tooltip")
      .getByRole("button", { name: /^保\s*存$/ })
      .click();
    await page.getByRole("button", { name: /^罚金以上/ }).click();
    demand((await page.getByRole("spinbutton", { name: "参数 least 的值" }).inputValue()) === "100", "the value was not kept");
  });
}
