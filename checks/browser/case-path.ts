import type { Page } from "playwright-core";
import { choose } from "./choose.ts";
import { demand, see } from "./expect.ts";
import { demandFits, replyByLink, templateSteps } from "./instrument-steps.ts";
import { TELEPHONE, type Walk } from "./walk.ts";

/** Calls the interface as the page's own person; gives the answer. */
async function call(page: Page, path: string, body: object): Promise<unknown> {
  return page.evaluate(`(async () => {
    const { csrf } = await (await fetch("/api/session")).json();
    const answer = await fetch(${JSON.stringify(path)}, {
      method: "POST",
      headers: { "content-type": "application/json", "x-csrf": csrf },
      body: ${JSON.stringify(JSON.stringify(body))},
    });
    return answer.json();
  })()`);
}

/** The button of that label, also while the picture of waiting stands before it: its going ends with an animation, which pages in the background have none of. */
const labelled = (label: string): RegExp => new RegExp(`^(?:loading\\s*)?${label}$`);

/** The filed case to its end: drafted, taken back, approved by somebody else, served, answered, rectified, looked back on, closed. */
export async function casePath(
  walk: Walk,
  { address, colleague, folder }: { address: string; colleague: Page; folder: string },
): Promise<void> {
  const { page } = walk;
  const act = page.locator("[data-action]");
  const chooseOn = (on: Page, label: string, option: string) => choose(on.locator("[data-action]").getByLabel(label).first(), option);
  const stage = (on: Page, name: string) => see(on.locator("h1"), name);

  await walk.step("drafts the instrument of the case, after a look at what that does", async () => {
    await page.goto(`${address}/cases?mine=true`);
    await page.locator("tbody a[href^='/cases/cas_']").first().click();
    await stage(page, "已立案");
    await chooseOn(page, "文书种类", "纠正违法检察建议书");
    await act.getByLabel("收文单位").fill("岳阳市社会保险经办机构");
    await act.getByLabel("标题").fill("关于规范待遇发放的检察建议");
    await act.getByLabel(/^正文/).fill("经查，服刑期间仍发放待遇。建议：一、停发并追回；二、建立信息比对。");
    await act.getByRole("button", { name: "先看结果" }).click();
    await see(page, "提交后：文书起草");
    await walk.picture("case-preview");
    await act.getByRole("button", { name: labelled("起草文书") }).click();
    await stage(page, "文书起草");
  });

  await walk.step("drags its card: where no step leads the column says why, where one does its form opens", async () => {
    await page.goto(`${address}/cases/board?mine=true`);
    const column = (name: string) => page.locator(`[data-stage="${name}"]`);
    const card = column("drafting").locator("[data-case]").first();
    await card.hover();
    await page.mouse.down();
    // The first move begins the drag, the second is over the column.
    for (const name of ["served", "served"]) await column(name).hover();
    await see(column("served"), "先要到「待送达」");
    await walk.picture("case-board");
    for (const name of ["approval", "approval"]) await column(name).hover();
    await see(column("approval"), "放到这里：提交审批");
    await page.mouse.up();
    await act.getByRole("button", { name: labelled("提交审批") }).click();
    await column("approval").locator("[data-case] a").first().click();
    await stage(page, "文书审批");
  });

  await walk.step("takes the submission back, and submits it again", async () => {
    await act.getByRole("button", { name: "撤销：提交审批" }).click();
    await stage(page, "文书起草");
    await see(page.locator(".timeline"), "已撤销");
    await call(colleague, "/api/instrument-kinds/suggestion-correction/levels", { levels: ["chief-procurator"] });
    await act.getByRole("button", { name: labelled("提交审批") }).click();
    await stage(page, "文书审批");
    await walk.picture("case-in-approval");
  });

  await walk.step("is approved by the chief, who finds it among what waits; the number comes with it", async () => {
    // The chief is on the way: what waits, the case, its document and the form are used on a telephone.
    const desk = colleague.viewportSize();
    await colleague.setViewportSize(TELEPHONE);
    await colleague.goto(`${address}/work`);
    await colleague
      .getByText(/：审批文书$/)
      .first()
      .waitFor();
    await demandFits(colleague, "my work");
    await walk.photograph(colleague, "work-telephone");
    await colleague.goto(page.url());
    await see(colleague.locator(".official-sheet"), "送审稿");
    await demandFits(colleague, "the page of a case");
    await walk.photograph(colleague, "case-telephone");
    await colleague.locator("[data-action]").getByLabel("意见").fill("同意");
    await walk.photograph(colleague, "case-telephone-approval");
    await colleague
      .locator("[data-action]")
      .getByRole("button", { name: labelled("批准文书") })
      .click();
    await stage(colleague, "待送达");
    if (desk) await colleague.setViewportSize(desk);
    await see(colleague, /检建〔\d{4}〕1号/);
  });

  await walk.step("serves it: the clock of the reply runs, with its sentence and article", async () => {
    await page.reload();
    await act.getByLabel("签收人").fill("办公室 李某");
    await act.getByRole("button", { name: labelled("送达文书") }).click();
    await stage(page, "待回复");
    const clock = page.locator('[data-clock="reply"]');
    await see(clock, "到期");
    await clock.locator("summary").click();
    await see(clock, "第十九条");
    demand((await page.getByRole("button", { name: /^撤销/ }).count()) === 0, "what was served can be taken back");
    await walk.picture("case-served");
  });

  await replyByLink(walk, { address, folder });

  await walk.step("records the rectification", async () => {
    await choose(act.getByLabel("选择要做的事"), "登记整改事项");
    await chooseOn(page, "证据种类", "整改措施");
    await act.getByLabel("标题").fill("建立信息比对机制");
    await act.getByLabel("期限").fill("2099-12-31");
    await act.getByRole("button", { name: labelled("登记整改事项") }).click();
    await page.locator('[data-item="open"]').waitFor();
    await act.getByLabel("意见").fill("机制已印发");
    await act.getByRole("button", { name: labelled("登记整改情况") }).click();
    await page.locator('[data-item="reported"]').waitFor();
    await act.getByRole("button", { name: labelled("验收整改事项") }).click();
    await page.locator('[data-item="accepted"]').waitFor();
    await walk.picture("case-rectified");
  });

  await walk.step("looks back with the model's next run, and the chief closes it with the reason", async () => {
    await choose(act.getByLabel("选择要做的事"), "开始回头看");
    await act.getByRole("button", { name: labelled("开始回头看") }).click();
    await stage(page, "回头看");
    const model = (await page.locator("a[href^='/models/']").first().getAttribute("href"))?.split("/").at(-1) ?? "";
    const job = (await call(colleague, `/api/models/${model}/runs`, {})) as { id: string };
    await colleague.goto(`${address}/jobs/${job.id}`);
    await see(colleague, "完成");
    await page.reload();
    await see(page, "没有新数据，无法判断");
    await colleague.goto(page.url());
    await colleague.locator("[data-action]").getByLabel("理由").fill("整改措施已查实，新数据下月入库后另行抽查");
    await colleague
      .locator("[data-action]")
      .getByRole("button", { name: labelled("结案") })
      .click();
    await stage(colleague, "已办结");
    await page.reload();
    await stage(page, "已办结");
    await walk.picture("case-closed");
  });

  await templateSteps(walk, address);
}
