import type { Page } from "playwright-core";
import { demand, heading, see } from "./expect.ts";
import type { Walk } from "./walk.ts";

const REASON = "同一判决已由上级院审查，抗诉期已过。";
const LATER = "待补充的意见：先核对社保流水。";

/** The inbox as people work in it all day: a view of one's own, many leads at once and back again, talk, files, and two people on one lead. */
export async function triagePath(
  walk: Walk,
  { address, colleague, person }: { address: string; colleague: Page; person: string },
): Promise<void> {
  const { page } = walk;
  const rows = page.locator("tbody tr[data-index]");

  await walk.step("narrows the inbox by a counted choice and saves it as a view", async () => {
    await page.goto(`${address}/leads`);
    await rows.first().waitFor();
    await page.getByLabel("状态", { exact: true }).click();
    await page.locator(".facet").filter({ hasText: "待分配" }).click();
    await page.keyboard.press("Escape");
    await page.waitForURL(/status=new/);
    await page.getByRole("button", { name: "保存视图" }).click();
    await page.getByRole("menuitem", { name: "另存为新视图" }).click();
    await page.getByLabel("视图名称").fill("待分配的线索");
    await page.getByLabel("打开线索时先用它").check();
    await walk.picture("view-save");
    await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
    await page.waitForURL(/view=/);
    await page.goto(`${address}/leads`);
    await page.waitForURL(/status=new/);
    await see(page, "待分配的线索 · 默认");
  });

  await walk.step("chooses by keys and assigns them after seeing what that would do", async () => {
    await rows.nth(3).waitFor();
    for (const key of ["j", "x", "j", "j", "Shift+X"]) await page.keyboard.press(key);
    await see(page, "已选 3 条");
    demand((await page.locator('tr[aria-rowindex="4"]').getAttribute("class"))?.includes("focused-row") === true, "the focus is elsewhere");
    demand(
      await page.evaluate('document.activeElement?.getAttribute("aria-rowindex") === "4"'),
      "the row does not have the browser's focus",
    );
    await page.keyboard.press("a");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("选择承办人").click();
    await page.keyboard.type(person);
    await page.keyboard.press("Enter");
    await see(dialog, "会改变");
    await walk.picture("bulk-assign");
    await dialog.getByRole("button", { name: /^分配 3 条/ }).click();
    await see(page, "已分配 3 条线索");
    await walk.picture("bulk-toast");
  });

  await walk.step("takes it back from the list of recent operations", async () => {
    await page.getByRole("button", { name: "最近操作" }).click();
    const drawer = page.locator(".ant-drawer").filter({ hasText: "最近操作" });
    await see(drawer, "已分配 3 条线索");
    await walk.picture("operations");
    await drawer.getByRole("button", { name: "撤销", exact: true }).first().click();
    await see(page, "已撤销 3 条线索的操作");
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "hidden" });
  });

  await walk.step("dismisses one by a key with a written reason, and undoes it by a key", async () => {
    await page
      .locator(".ant-notification-notice")
      .first()
      .waitFor({ state: "hidden", timeout: 30_000 })
      .catch(() => {});
    await page.keyboard.press("j");
    await page.keyboard.press("d");
    await page.getByLabel("排除的理由").fill(REASON);
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^排除 1 条/ })
      .click();
    await see(page, "已排除 1 条线索");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.keyboard.press("u");
    await see(page, "已撤销 1 条线索的操作");
  });

  await walk.step("goes on to the next lead of the list without going back", async () => {
    await page.locator("tbody tr[data-index] a").first().click();
    await see(page, /第 1 条，共 \d+ 条/);
    const first = page.url();
    await page.keyboard.press("j");
    await see(page, /第 2 条，共 \d+ 条/);
    demand(page.url() !== first, "the same lead is shown");
  });

  await walk.step("writes a comment that mentions a colleague, even when the line is cut meanwhile", async () => {
    await page.locator("#lead-talk").waitFor();
    await page.keyboard.press("c");
    await page.keyboard.type("请核对 @proc", { delay: 30 });
    // Before the names arrive the list says that they are on their way.
    await page.locator(".ant-mentions-dropdown-menu-item").filter({ hasText: "@proc" }).first().waitFor();
    await walk.picture("mention");
    await page.keyboard.press("Enter");
    await page.route("**/comments", (route) => (route.request().method() === "POST" ? route.abort("connectionrefused") : route.continue()));
    await page.getByRole("button", { name: "添加备注" }).click();
    await see(page.getByRole("alert"), "连不上服务器");
    await page.unroute("**/comments");
    demand((await page.locator("#lead-talk").inputValue()).startsWith("请核对 @"), "the comment is lost");
    await page.getByRole("button", { name: "添加备注" }).click();
    await see(page, "备注 1 条");
  });

  await walk.step("attaches a file and sees its digests", async () => {
    await page
      .getByLabel("添加附件")
      .setInputFiles({ name: "发放流水.txt", mimeType: "text/plain", buffer: Buffer.from("2024-01 1,820.00\n") });
    await see(page, "附件 1 个");
    await see(page, "发放流水.txt");
    await walk.picture("talk");
  });

  await walk.step("keeps its own words when somebody else has changed the lead, and shows what changed", async () => {
    await page.locator(".ant-segmented-item").filter({ hasText: "排除" }).first().click();
    await page.getByLabel("排除的理由").fill(LATER);
    const lead = new URL(page.url()).pathname.replace("/leads/", "");
    const status = await colleague.evaluate(`(async () => {
      const { csrf, user } = await (await fetch("/api/session")).json();
      const { lead } = await (await fetch("/api/leads/${lead}")).json();
      const answer = await fetch("/api/leads/${lead}/commands", {
        method: "POST",
        headers: { "content-type": "application/json", "x-csrf": csrf },
        body: JSON.stringify({ version: lead.version, command: { action: "assign", assignee: user.id } }),
      });
      return answer.status;
    })()`);
    demand(status === 200, `the colleague's assignment was refused: ${String(status)}`);
    await page.getByRole("button", { name: "排除线索" }).click();
    const alert = page.getByRole("alert").filter({ hasText: "您看到的" });
    await see(alert, "核查中");
    await walk.picture("two-people");
    await alert.getByRole("button", { name: "看过了，继续" }).click();
    demand((await page.getByLabel("排除的理由").inputValue()) === LATER, "the reason is lost");
    await page.getByRole("button", { name: "排除线索" }).click();
    await page.locator(".page-header .tag").filter({ hasText: "已排除" }).waitFor();
  });

  await walk.step("removes the view after being asked by its name", async () => {
    await page.goto(`${address}/leads`);
    await page.waitForURL(/view=/);
    await page.getByRole("button", { name: "保存视图" }).click();
    await page.getByRole("menuitem", { name: "删除视图" }).click();
    await page.locator(".ant-modal-confirm-title", { hasText: "删除视图「待分配的线索」？" }).waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "删除视图" }).click();
    await page.waitForURL(/view=none/);
    await heading(page, "线索");
  });
}
