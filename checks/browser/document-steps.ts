import { readFileSync } from "node:fs";
import { choose } from "./choose.ts";
import { demand, see } from "./expect.ts";
import type { Walk } from "./walk.ts";

const OLD_WORD = readFileSync(new URL("../../methods/documents/old-word/testing/indictment.doc", import.meta.url));
/** Taken in from the business system before. */
const CASE = "岳楼检刑诉受〔2026〕12号";
/** A job on a machine that does other things too. */
const JOB_MS = 120_000;
/** Lists that stood elsewhere did so in four of ten openings. */
const OPENINGS = 4;
const OPENED_MS = 300;
const NEAR = 60;
const text = (name: string, words: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(words) });

/** Documents of one case are sent together: each is compared with the case and with the others, and one that takes no remarks says so. */
export async function documentSteps(walk: Walk, address: string): Promise<void> {
  const { page } = walk;

  await walk.step("has documents of a case checked together, and sees what differs between them", async () => {
    await page.goto(`${address}/documents/batches`);
    await page
      .locator(".document-drops input[type=file]")
      .first()
      .setInputFiles([
        text("起诉书.txt", "起诉书\n被告人王某甲，男，1990年3月2日出生，因涉嫌诈骗罪被取保候审。"),
        text("讯问笔录.txt", "讯问笔录\n被讯问人王某甲，男，1990年3月12日出生。"),
        { name: "旧文书.doc", mimeType: "application/msword", buffer: OLD_WORD },
      ]);
    await page.getByLabel("这一批的名称（可不填）").fill("同案文书");
    await choose(page.getByRole("combobox", { name: "所属案件（可选）" }), new RegExp(CASE), CASE);
    await page.getByRole("button", { name: "上传并校核" }).click();
    await page.waitForURL(/\/documents\/batches\/dbt_/);
    await page.getByText("已校核 3 / 3 份").waitFor({ timeout: JOB_MS });
    demand(await page.getByRole("link", { name: CASE }).isVisible(), "the batch does not tell its case");
    await see(page, "旧格式 Word（.doc）写不进批注和修订");
    await walk.picture("document-batch-of-case");
    await page.getByRole("link", { name: "起诉书.txt" }).click();
    await see(page, "与同案其他文书不一致");
  });

  await walk.step("asks for no movement, and lists still open where they belong", async () => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(`${address}/documents/batches`);
    const field = page.getByRole("combobox", { name: "所属案件（可选）" });
    const list = page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)");
    for (let time = 0; time < OPENINGS; time++) {
      await field.click({ force: true });
      await list.waitFor({ state: "visible" });
      await page.waitForTimeout(OPENED_MS);
      const [place, own] = [await list.boundingBox(), await field.boundingBox()];
      demand(place !== null && own !== null && Math.abs(place.x - own.x) < NEAR, `the list stands at ${JSON.stringify(place)}`);
      await page.keyboard.press("Escape");
      await list.waitFor({ state: "hidden" });
      // Drawn anew: a list that was placed once stays there.
      await page.reload();
    }
    await page.emulateMedia({ reducedMotion: "no-preference" });
  });
}
