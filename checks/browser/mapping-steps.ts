import { choose } from "./choose.ts";
import { demand, heading, see } from "./expect.ts";
import { strangeFile } from "./sample-file.ts";
import type { Walk } from "./walk.ts";

/** A file whose headings say nothing: proposed, mapped by hand, looked at, loaded, and recognised the next time; then what the clock does. */
export async function mappingSteps(walk: Walk): Promise<void> {
  const { page } = walk;
  const { origin } = new URL(page.url());

  await walk.step("is told what the columns of a file with strange headings seem to mean, and what is missing", async () => {
    await page.goto(`${origin}/data/import`);
    await page.locator('input[type="file"]').setInputFiles(strangeFile(1));
    await page.getByRole("button", { name: "下一步" }).click();
    await see(page, "这个文件属于哪个数据集？");
    await walk.picture("import-dataset");
    await choose(page.getByRole("combobox", { name: "其他数据集" }), "死亡信息 (deaths)", "死亡信息");
    await see(page, /的值是有效身份证号/);
    await see(page, /还缺必填的列：死亡日期/);
    await see(page, "无法判断");
    demand(await page.getByRole("button", { name: "下一步" }).isDisabled(), "a file without a required column can be loaded");
    await walk.picture("import-strange");
  });

  await walk.step("maps by the keyboard, keeps it over a reload, and looks at what would be quarantined", async () => {
    const choice = page.getByRole("combobox", { name: "含义 丙" });
    await choice.focus();
    await choice.fill("死亡日期");
    await page.keyboard.press("Enter");
    await see(page, "必填的列都有了");
    await page.reload();
    await see(page, "必填的列都有了");
    await walk.picture("import-strange-mapped");
    await page.getByRole("button", { name: "下一步" }).click();
    await see(page, "会隔离 1 条");
    await see(page, "无法识别的日期");
    await page.getByRole("checkbox", { name: "只看会隔离的" }).check();
    demand((await page.locator("tbody tr[data-index]").count()) === 1, "one row to be quarantined is expected");
    await page.getByRole("checkbox", { name: /保存这个列对应/ }).check();
    await page.getByRole("textbox", { name: "名称" }).fill("市三医院的表");
    await walk.picture("import-strange-preview");
  });

  await walk.step("loads it, and the next file with the same headings is mapped by itself", async () => {
    await page.getByRole("button", { name: "导入 2 行" }).click();
    await see(page, "入库 2 行");
    await page.goto(`${origin}/data/import?dataset=deaths`);
    await page.locator('input[type="file"]').setInputFiles(strangeFile(2));
    await page.getByRole("button", { name: "下一步" }).click();
    await see(page, "已套用保存的列对应「市三医院的表」第 1 版");
    await page.getByRole("button", { name: "下一步" }).click();
    await page.getByRole("button", { name: "导入 2 行" }).click();
    await see(page, "市三医院的表 (1)");
    await walk.picture("import-saved-mapping");
  });

  await walk.step("enables the nightly run of a model and runs it now", async () => {
    await page.goto(`${origin}/jobs`);
    await page.getByRole("link", { name: "定时任务" }).click();
    await heading(page, "定时任务");
    const row = page.locator("tbody tr", { hasText: "服刑人员违规领取养老金" });
    await row.getByRole("switch").click();
    await row
      .getByText(/\d{4}-\d\d-\d\d 0?\d?\d:\d\d/)
      .first()
      .waitFor();
    await row.getByRole("button", { name: "立即运行" }).click();
    await row
      .getByText(/排队中|进行中|已完成/)
      .first()
      .waitFor();
    await walk.picture("schedules");
  });
}
