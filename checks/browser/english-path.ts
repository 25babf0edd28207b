import { demand, heading, see } from "./expect.ts";
import { changed, NEW_PASSWORD } from "./lead-path.ts";
import type { NewAccount } from "./operator-path.ts";
import type { Walk } from "./walk.ts";

const PAGES = [
  ["/work", "My work"],
  ["/leads", "Leads"],
  ["/cases", "Cases"],
  ["/data", "Data"],
  ["/data/judgments", "Criminal judgments"],
  ["/data/judgments?tab=quality", "Criminal judgments"],
  ["/data/judgments?tab=batches", "Criminal judgments"],
  ["/data/judgments?tab=columns", "Criminal judgments"],
  ["/models", "Models"],
  ["/chain", "Yuejian Chain"],
  ["/jobs", "Jobs"],
  ["/jobs/schedules", "Schedules"],
] as const;

/** Every place in English, a proof file from outside, and the alarm when the ledger's key is another. */
export async function englishPath(walk: Walk, given: { address: string; account: NewAccount; proof: string }): Promise<void> {
  const { page } = walk;
  const { address, account, proof } = given;

  await walk.step("signs in", async () => {
    await page.goto(address);
    await page.getByLabel("Name").fill(account.name);
    await page.getByLabel("Password").fill(NEW_PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await heading(page, "My work");
  });

  for (const [path, title] of PAGES) {
    await walk.step(`reads ${path}`, async () => {
      await page.goto(address + path);
      await heading(page, title);
      await page.locator(".ant-skeleton").first().waitFor({ state: "detached" });
      demand((await page.locator('[role="alert"]').count()) === 0, "the page shows an error");
      await walk.picture(path.replaceAll(/\W+/g, "-").slice(1));
    });
  }

  await walk.step("opens a model and a filed lead", async () => {
    await page.goto(`${address}/models`);
    await page.locator("tbody a[href^='/models/']").first().click();
    await see(page, "What it can and cannot do");
    await walk.picture("model");
    await page.goto(`${address}/leads?status=filed`);
    await page.locator("tbody a[href^='/leads/']").first().click();
    await see(page, "Filed as a case");
    await see(page, "Rule and law");
    await walk.picture("lead");
  });

  await walk.step("verifies a proof file that was handed over, and refuses a changed one", async () => {
    await page.goto(`${address}/chain/verify`);
    const choose = page.locator('input[type="file"]').first();
    await choose.setInputFiles({ name: "proof.json", mimeType: "application/json", buffer: Buffer.from(proof) });
    await page.locator('[data-proof="passed"]').waitFor();
    await see(page, "What is not proven");
    await walk.picture("verify");
    await choose.setInputFiles({ name: "changed.json", mimeType: "application/json", buffer: Buffer.from(changed(proof)) });
    await page.locator('[data-proof="failed"]').waitFor();
    await choose.setInputFiles({ name: "nonsense.json", mimeType: "application/json", buffer: Buffer.from("{}") });
    await page.locator('[data-ledger="absent"]').waitFor();
    await see(page, "Not on the ledger");
    await walk.picture("verify-failed");
  });

  await walk.step("raises the alarm when the ledger's key is not the one pinned", async () => {
    await page.evaluate(
      'localStorage.setItem("yuejian.verifier-key", localStorage.getItem("yuejian.verifier-key").replace(/\\+[0-9a-f]{8}\\+/, "+00000000+"))',
    );
    await page.goto(`${address}/chain`);
    await see(page.getByRole("alert"), "The ledger's signing key differs");
    await see(page, "The signing key has changed");
    await walk.picture("key-changed");
  });

  await walk.step("switches to the dark theme and back to Chinese", async () => {
    await page.goto(`${address}/leads`);
    await page.getByRole("button", { name: /^Appearance/ }).click();
    await page.getByRole("menuitem", { name: "Dark" }).click();
    await page.locator("tbody tr[data-index]").first().waitFor();
    await walk.picture("dark-leads");
    await page.getByRole("button", { name: "切换到中文" }).click();
    await heading(page, "线索");
    demand((await page.evaluate("document.documentElement.lang")) === "zh-CN", "the page does not say its language");
  });
}
