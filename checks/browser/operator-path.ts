import { besideSteps } from "./beside-steps.ts";
import { choose } from "./choose.ts";
import { demand, heading, see } from "./expect.ts";
import { mappingSteps } from "./mapping-steps.ts";
import { querySteps } from "./query-steps.ts";
import { deathsFile, REPAIRED_DAY, REPAIRED_ID } from "./sample-file.ts";
import { sourceSteps } from "./source-steps.ts";
import type { Walk } from "./walk.ts";

/** Compressed, from the sign-in link to the first page of work. */
const MOST_SCRIPT_KILOBYTES = 400;

const OPERATOR_PASSWORD = "洞庭湖边的岳阳楼-1";

export interface NewAccount {
  readonly name: string;
  readonly displayName: string;
  readonly role: string;
  readonly office: string;
  readonly businessLines: readonly string[];
  readonly password: string;
}

/** From the one-time link to data taken in, corrected and run through a model. */
export async function operatorPath(walk: Walk, signInLink: string, account: NewAccount): Promise<void> {
  const { page } = walk;

  await walk.step("signs in by the one-time link and sets a password", async () => {
    await page.goto(signInLink);
    await see(page, "一次性链接只能用一次");
    await walk.picture("set-password");
    await page.getByLabel("新密码").fill(OPERATOR_PASSWORD);
    await page.getByLabel("再输一遍").fill(OPERATOR_PASSWORD);
    await page.getByRole("button", { name: "保存密码" }).click();
    await heading(page, "我的工作");
    await page.getByRole("link", { name: "线索", exact: true }).waitFor();
  });

  await walk.step("sees Chinese letters without a font of the machine", async () => {
    const isLoaded = await page.evaluate('document.fonts.ready.then(() => document.fonts.check(\'14px "Noto Sans SC"\', "岳检"))');
    demand(isLoaded === true, "the console's Chinese font is not loaded");
    await walk.picture("work");
  });

  await walk.step("has loaded no more script than a slow line bears", async () => {
    const sizes = await page.evaluate(
      'performance.getEntriesByType("resource").filter((each) => each.name.endsWith(".js")).map((each) => each.encodedBodySize)',
    );
    const kilobytes = Math.round((sizes as number[]).reduce((sum, size) => sum + size, 0) / 1024);
    console.log(`        ${kilobytes} KB of compressed script up to the first page`);
    demand(kilobytes > 0 && kilobytes <= MOST_SCRIPT_KILOBYTES, `${kilobytes} KB of script, more than ${MOST_SCRIPT_KILOBYTES}`);
  });

  await walk.step("imports a file and is told what was read, mapped and quarantined", async () => {
    await page.getByRole("link", { name: "数据", exact: true }).click();
    await heading(page, "数据");
    await see(page, "死亡信息");
    await walk.picture("datasets");
    await page.getByRole("button", { name: "导入数据" }).click();
    await page.locator('input[type="file"]').setInputFiles(deathsFile());
    await choose(page.getByLabel("数据集", { exact: true }), "死亡信息 (deaths)", "死亡信息");
    await walk.picture("import");
    await page.getByRole("button", { name: "下一步" }).click();
    await see(page, "必填的列都有了");
    await walk.picture("import-mapping");
    await page.getByRole("button", { name: "下一步" }).click();
    await see(page, "会隔离 2 条");
    await walk.picture("import-preview");
    await page.getByRole("button", { name: "导入 3 行" }).click();
    await see(page, "读取 5 行");
    await see(page, "入库 3 行");
    await walk.picture("import-result");
  });

  await walk.step("corrects the quarantined values in place and loads them again", async () => {
    await page.getByRole("link", { name: "隔离 2 行" }).click();
    const wrong = page.locator(".cell-edit.wrong");
    await wrong.nth(1).waitFor();
    await see(page, "身份证号校验码不对");
    await see(page, "不存在的日期");
    await walk.picture("quarantine");
    demand((await wrong.count()) === 2, `two marked values expected, ${await wrong.count()} found`);
    await page.getByRole("button", { name: /更正 死者身份证号, 第 4 行/ }).click();
    await page.getByRole("textbox", { name: /死者身份证号/ }).fill(REPAIRED_ID);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /更正 死亡日期, 第 5 行/ }).click();
    await page.getByRole("textbox", { name: /死亡日期/ }).fill(REPAIRED_DAY);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "重试更正的 2 行" }).click();
    await see(page, "入库 2 行");
    await walk.picture("quarantine-retried");
  });

  await mappingSteps(walk);
  await querySteps(walk);
  await sourceSteps(walk);

  await walk.step("opens the rows behind a number of the quality table", async () => {
    await page.goto(`${new URL(page.url()).origin}/data/deaths?tab=quality`);
    await see(page, "列质量");
    await walk.picture("quality");
    const number = page.locator("td a.count-link[href*=missing]").first();
    const count = (await number.innerText()).replaceAll(",", "");
    await number.click();
    await see(page, "只显示");
    await see(page, new RegExp(`^${Number(count).toLocaleString("zh-CN")} 行$`));
    await walk.picture("rows");
  });

  await walk.step("adds a rule of quality, sees what breaks it, and removes it", async () => {
    await page.goto(`${new URL(page.url()).origin}/data/judgments?tab=quality`);
    await see(page, "核查于");
    await page.getByRole("button", { name: "加规则" }).click();
    const form = page.getByRole("form", { name: "加规则" });
    await choose(form.getByLabel("核查什么"), "在范围内");
    await choose(form.getByLabel("列", { exact: true }), "罚金 (fine)", "罚金");
    await form.getByLabel("最小").fill("10000000");
    await walk.picture("quality-rule");
    await form.getByRole("button", { name: "加规则" }).click();
    await page.getByRole("button", { name: /删除规则：.*10000000/ }).click();
    await page.getByRole("tooltip").getByRole("button", { name: "删除" }).click();
    await page.getByRole("button", { name: /删除规则：.*10000000/ }).waitFor({ state: "detached" });
  });

  await walk.step("finds a column by the sound of two characters and follows it to its file and its leads", async () => {
    await page.goto(`${new URL(page.url()).origin}/data/catalogue`);
    await heading(page, "数据目录");
    await walk.picture("catalogue");
    await page.getByLabel("名称、列名、说明、标签、拼音或首字母").fill("fajin");
    await see(page, "刑事裁判 › 罚金");
    await walk.picture("catalogue-search");
    await page
      .getByRole("row", { name: /刑事裁判 › 罚金/ })
      .getByRole("link", { name: "看血缘" })
      .first()
      .click();
    await heading(page, /血缘/);
    const graph = page.getByRole("region", { name: /血缘图/ });
    await graph
      .getByRole("link", { name: /^源文件/ })
      .first()
      .waitFor();
    await graph.getByRole("link", { name: /^列\s*罚金/ }).focus();
    await page.keyboard.press("ArrowRight");
    const focused = String(await page.evaluate("document.activeElement?.dataset.node"));
    demand(focused.startsWith("input:"), `the arrow key walked to ${focused}, not to the model's input`);
    await walk.picture("lineage-column");
    await page.getByText("列表", { exact: true }).click();
    await see(page, "取值进入结果");
    await walk.picture("lineage-list");
  });

  await walk.step("runs a model and sees its findings", async () => {
    await page.getByRole("link", { name: "模型", exact: true }).click();
    await heading(page, "模型");
    await walk.picture("models");
    await page.locator("tbody a[href^='/models/']").first().click();
    await see(page, "能做什么，不能做什么");
    await page.getByRole("button", { name: "立即运行" }).click();
    await page.locator('[data-job="done"]').waitFor();
    await see(page, /命中 \d/);
    await walk.picture("model");
    await page.getByRole("button", { name: "显示数据" }).click();
    await see(page, '"op"');
  });

  await walk.step("finds the jobs in the list and the entries on the chain", async () => {
    await page.getByRole("link", { name: "任务", exact: true }).click();
    await see(page, "医院上报死亡_2024一季度.csv");
    await walk.picture("jobs");
    await page.getByRole("link", { name: "岳检链", exact: true }).click();
    await see(page, "批次入库");
    await see(page, "信任的验证密钥");
    await walk.picture("chain");
  });

  await walk.step("jumps by the palette and by keys", async () => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: /页面、模型/ }).fill("死亡信息");
    await see(page.getByRole("dialog"), "死亡信息 deaths");
    await walk.picture("palette");
    await page.keyboard.press("Enter");
    await heading(page, /死亡信息/);
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.keyboard.press("?");
    await see(page.getByRole("dialog"), "在列表中下移、上移");
    await walk.picture("keys");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.keyboard.press("g");
    await page.keyboard.press("l");
    await heading(page, "线索");
    await page.locator("tbody tr[data-index]").first().waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await see(page, "规则和法律依据");
    await page.goBack();
    await heading(page, "线索");
  });

  await besideSteps(walk, new URL(page.url()).origin);

  await walk.step("makes an account and signs out", async () => {
    const status = await page.evaluate(`(async () => {
      const { csrf } = await (await fetch("/api/session")).json();
      const answer = await fetch("/api/users", {
        method: "POST",
        headers: { "content-type": "application/json", "x-csrf": csrf },
        body: ${JSON.stringify(JSON.stringify(account))},
      });
      return answer.status + " " + (await answer.text());
    })()`);
    demand(String(status).startsWith("201"), `the account was not made: ${String(status)}`);
    await page.getByRole("link", { name: "人员", exact: true }).click();
    const row = page.getByRole("row", { name: new RegExp(account.name) });
    await row.getByRole("button", { name: "更改" }).click();
    await see(page.getByRole("dialog"), `更改「${account.displayName}」的账号`);
    await walk.picture("people");
    await page.getByRole("dialog").getByRole("button", { name: "不做" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "我的账号" }).click();
    await page.getByText("退出登录").click();
    await page.getByRole("button", { name: "登录" }).waitFor();
    await walk.picture("sign-in");
  });
}
