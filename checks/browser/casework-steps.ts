import type { Page } from "playwright-core";
import { choose } from "./choose.ts";
import { demand, see } from "./expect.ts";
import type { Walk } from "./walk.ts";

const DAY_MS = 86_400_000;
const dayBefore = (days: number) => new Date(Date.now() + 8 * 3_600_000 - days * DAY_MS).toISOString().slice(0, 10);

/** An export with a case that is overdue, one in time, and a row that cannot be. */
function exported(): string {
  return [
    "部门受案号,承办单位,承办部门,案件类别,案由,人员编号,承办检察官,羁押状态,受理日期,分案日期,审结日期",
    `岳楼检刑诉受〔2026〕11号,岳阳楼区,第一检察部,审查起诉,盗窃,R11,李四,在押,${dayBefore(60)},${dayBefore(59)},`,
    `岳楼检刑诉受〔2026〕12号,岳阳楼区,第一检察部,审查起诉,诈骗,R12,李四,在押,${dayBefore(5)},${dayBefore(4)},`,
    `岳楼检刑诉受〔2026〕13号,岳阳楼区,第一检察部,审查起诉,诈骗,R13,李四,在押,${dayBefore(5)},${dayBefore(9)},`,
  ].join("\n");
}

/** The rules look after the import. */
async function lookedAt(page: Page): Promise<void> {
  const notices = await page.evaluate(`(async () => {
    for (let tries = 0; tries < 300; tries++) {
      const { items } = await (await fetch("/api/casework/notices")).json();
      if (items.length > 0) return items.length;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return 0;
  })()`);
  demand(Number(notices) > 0, "the rules found nothing in the cases");
}

/** A case-management officer takes an export in, sees what is overdue, why, and answers the notice. */
export async function caseworkSteps(walk: Walk, address: string): Promise<void> {
  const { page } = walk;
  await walk.step("looks at an export of the business system row by row, then takes it in", async () => {
    await page.goto(`${address}/cases/imports`);
    await page.locator('input[type="file"]').setInputFiles({ name: "案件.csv", mimeType: "text/csv", buffer: Buffer.from(exported()) });
    await page.getByRole("button", { name: /^查\s*看$/ }).click();
    await see(page, "将新增 2 件");
    await see(page, "早于「受理日期」");
    await walk.picture("case-import-check");
    await page.getByRole("button", { name: "导入 2 件" }).click();
    await see(page, "文件摘要");
    await see(page, "导入 1 次");
    await walk.picture("case-import");
    await lookedAt(page);
  });

  await walk.step("finds what is overdue among the cases by stage, and why", async () => {
    await page.goto(`${address}/cases/handled`);
    await see(page, "在办案件，按环节");
    await page.getByRole("button", { name: /^审查/ }).click();
    await page.getByRole("checkbox", { name: "已逾期的" }).check();
    await see(page, "案件 1 件");
    await walk.picture("handled-cases");
    await page.getByRole("link", { name: "岳楼检刑诉受〔2026〕11号" }).click();
    await see(page.locator('[data-clock="review"]'), "已逾期");
    await see(page.locator('[data-clock="review"]'), "起算当日不计");
    await see(page, "导出数据没有「告知委托辩护人日期」，无法判断");
    await walk.picture("handled-case");
  });

  await walk.step("finds in the calendar what ends, month by week, and opens the case from its day", async () => {
    const due = dayBefore(29);
    await page.goto(`${address}/cases/calendar?from=${due}&view=week`);
    await see(page, "期限日历");
    const entry = page.locator(".day-entry.overdue").filter({ hasText: "岳楼检刑诉受〔2026〕11号" });
    await entry.first().waitFor();
    await walk.picture("case-calendar");
    await entry.first().click();
    await see(page.locator('[data-clock="review"]'), "已逾期");
  });

  await walk.step("answers the notice of the overdue case with a reason", async () => {
    const notice = page.locator('[data-notice="flow.term-overdue"]');
    await see(notice, "导出数据中至今没有办结");
    await see(notice, "《刑事诉讼法》第一百七十二条第一款");
    await choose(notice.getByRole("combobox", { name: "认定" }), "有正当理由");
    await notice.getByRole("textbox", { name: "理由" }).fill("已报延长，导出尚未更新");
    await notice.getByRole("button", { name: /^答\s*复$/ }).click();
    await see(notice.locator(".reason"), "有正当理由。已报延长，导出尚未更新");
    await page.goto(`${address}/cases/notices?unanswered=true`);
    await see(page, "没有提示");
    await page.goto(`${address}/cases/notices`);
    await see(page, "提示 1 条");
    await walk.picture("case-notices");
  });
}
