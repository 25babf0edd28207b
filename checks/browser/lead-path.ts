import { readFile } from "node:fs/promises";
import type { Route } from "playwright-core";
import { demand, heading, see } from "./expect.ts";
import type { NewAccount } from "./operator-path.ts";
import type { Walk } from "./walk.ts";

export const NEW_PASSWORD = "君山银针-明前-2026";

/** From the inbox to a case: personal data for a purpose, proofs, and what happens when others or the clock come between. Gives the proof file. */
export async function leadPath(walk: Walk, address: string, account: NewAccount): Promise<string> {
  const { page } = walk;
  let proof = "";
  let lead = "";

  await walk.step("signs in by name and replaces the first password", async () => {
    await page.goto(`${address}/leads?status=new`);
    await page.getByLabel("用户名").fill(account.name);
    await page.getByLabel("密码").fill("not the password");
    await page.getByRole("button", { name: "登录" }).click();
    await see(page, "用户名或密码不对");
    await page.getByLabel("密码").fill(account.password);
    await page.getByRole("button", { name: "登录" }).click();
    await page.getByLabel("当前密码").fill(account.password);
    await page.getByLabel("新密码").fill(NEW_PASSWORD);
    await page.getByLabel("再输一遍").fill(NEW_PASSWORD);
    await page.getByRole("button", { name: "保存密码" }).click();
    await heading(page, "线索");
    demand(page.url().endsWith("/leads?status=new"), "the link asked for does not open after signing in");
    await walk.picture("leads");
  });

  await walk.step("opens a lead: reason, rows, rule, explanations; personal data is masked", async () => {
    await page.locator("tbody a[href^='/leads/']").first().click();
    await see(page, "规则和法律依据");
    await see(page, "要排除的合法解释");
    await page.locator(".masked").first().waitFor();
    lead = page.url();
    await walk.picture("lead");
  });

  await walk.step("assigns it to itself and opens personal data for a stated purpose", async () => {
    await page.getByRole("button", { name: "分配给我" }).click();
    await see(page, "逐一查过、不成立的请打勾");
    await page.getByRole("button", { name: "查看个人信息", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await see(dialog, "查看会记入审计和岳检链");
    await walk.picture("purpose");
    await dialog.getByLabel("法律依据").click();
    await page
      .getByTitle(/刑罚执行监督|刑事诉讼监督/)
      .first()
      .click();
    await dialog.getByRole("button", { name: "记录并查看" }).click();
    await see(page, "正在查看个人信息");
    await page.locator("td .masked").first().waitFor({ state: "detached" });
    await walk.picture("lead-opened");
  });

  await walk.step("gives a task on the lead and reports what was found", async () => {
    await page.getByRole("button", { name: "布置任务" }).click();
    const form = page.locator('[data-form="lead-task"]');
    await form.getByLabel("查什么").fill("调取生效判决书");
    await form.getByLabel("选择承办人").click();
    await page.keyboard.type(account.displayName);
    await page.keyboard.press("Enter");
    await form.getByLabel("期限").fill("2099-12-31");
    await form.getByRole("button", { name: "布置任务" }).click();
    const open = page.locator('[data-task="open"]');
    await open.getByText("调取生效判决书").waitFor();
    await walk.picture("lead-task");
    await open.getByRole("button", { name: "报告结果" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("查到什么").fill("判决已经生效。");
    await dialog.getByRole("button", { name: "报告结果" }).click();
    await page.locator('[data-task="done"]').waitFor();
  });

  await walk.step("verifies the proof in the browser: every check passes", async () => {
    await page.getByRole("button", { name: "验证", exact: true }).click();
    await page.locator('[data-proof="passed"]').waitFor();
    await see(page, "没有证明");
    demand((await page.locator(".checks .failed").count()) === 0, "a check failed");
    demand((await page.locator(".checks .passed").count()) >= 4, "too few checks");
    await walk.picture("proof");
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "下载证明文件" }).click()]);
    proof = await readFile(await download.path(), "utf8");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  });

  await walk.step("does not verify a proof in which one character was changed on the way", async () => {
    await page.route("**/proof", async (route: Route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: changed(await response.text()) });
    });
    await page.getByRole("button", { name: "验证", exact: true }).click();
    await page.locator('[data-proof="failed"]').waitFor();
    await see(page, "验证不通过");
    await walk.picture("proof-failed");
    await page.unroute("**/proof");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  });

  await walk.step("keeps what was typed when the session ends meanwhile", async () => {
    for (const box of await page.getByRole("checkbox").all()) await box.check();
    await page.getByLabel("查到了什么，依据是什么").fill("已调取服刑证明，期间确有发放。");
    await page.context().clearCookies();
    await page.getByRole("button", { name: "核实属实" }).click();
    const dialog = page.getByRole("dialog");
    await see(dialog, "登录已结束");
    await walk.picture("signed-out");
    await dialog.getByLabel("密码").fill(NEW_PASSWORD);
    await dialog.getByRole("button", { name: "登录" }).click();
    await dialog.waitFor({ state: "hidden" });
    demand((await page.getByLabel("查到了什么，依据是什么").inputValue()) === "已调取服刑证明，期间确有发放。", "the note is lost");
  });

  await walk.step("sees what somebody else changed before sending over it", async () => {
    const noted = await page.evaluate(`(async () => {
      const { csrf } = await (await fetch("/api/session")).json();
      const path = location.pathname.replace("/leads/", "/api/leads/");
      const { lead } = await (await fetch(path)).json();
      const answer = await fetch(path + "/commands", {
        method: "POST",
        headers: { "content-type": "application/json", "x-csrf": csrf },
        body: JSON.stringify({ version: lead.version, command: { action: "comment", note: "社保经办机构已回函" } }),
      });
      return answer.status;
    })()`);
    demand(noted === 200, `the comment was refused: ${String(noted)}`);
    await page.getByRole("button", { name: "核实属实" }).click();
    await see(page.getByRole("alert"), "社保经办机构已回函");
    await walk.picture("conflict");
    await page.getByRole("button", { name: "看过了，继续" }).click();
    demand((await page.getByLabel("查到了什么，依据是什么").inputValue()) !== "", "the note is lost");
    await page.getByRole("button", { name: "核实属实" }).click();
    await page.getByLabel("立案意见").waitFor();
    await walk.picture("lead-verified");
  });

  await walk.step("files the lead as a case", async () => {
    await page.getByLabel("立案意见").fill("证据充分，建议立案监督。");
    await page.locator('[data-action="file"]').getByRole("button", { name: "立案", exact: true }).click();
    await page.getByRole("link", { name: "打开案件" }).click();
    await heading(page, /监〔\d{4}〕1号/);
    await see(page, "来自线索");
    await walk.picture("case");
    await page.getByRole("link", { name: "案件", exact: true }).first().click();
    await see(page, /监〔\d{4}〕1号/);
    await walk.picture("cases");
  });

  await walk.step("verifies the proof of a single record", async () => {
    await page.goto(lead);
    await page.locator("td a[href^='/records/']").first().click();
    await see(page, "文件行号");
    await walk.picture("record");
    await page.getByRole("button", { name: "验证", exact: true }).click();
    await page.locator('[data-proof="passed"]').waitFor();
    await walk.picture("record-proof");
  });
  return proof;
}

/** The text with one hexadecimal digit inside a digest replaced. */
export function changed(text: string): string {
  return text.replace(/"[0-9a-f]{64}"/, (digest) => `"${digest[1] === "0" ? "1" : "0"}${digest.slice(2)}`);
}
