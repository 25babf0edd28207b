import { barriers, isBlind } from "./axe.ts";
import { demand } from "./expect.ts";
import type { Place } from "./places.ts";
import type { Walk } from "./walk.ts";

const LANGUAGES = ["zh", "en"] as const;
const SCHEMES = ["light", "dark"] as const;

/** Every page, in both languages and both themes, has no barrier for people who see little, hear a reader or use the keyboard alone. */
export async function accessPath(walk: Walk, address: string, places: readonly Place[]): Promise<void> {
  const { page } = walk;

  await walk.step("reports barriers that were planted", async () => {
    await page.goto(`${address}/work`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    demand(!(await isBlind(page)), "planted barriers went unreported");
  });

  for (const { name, path } of places) {
    const look = async () => {
      const grave: string[] = [];
      for (const language of LANGUAGES) {
        await page.evaluate(`localStorage.setItem("yuejian.locale", "${language}")`);
        await page.goto(address + path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.locator(".ant-skeleton").first().waitFor({ state: "detached" });
        demand((await page.evaluate("document.documentElement.lang")) === (language === "zh" ? "zh-CN" : "en"), "wrong language attribute");
        for (const scheme of SCHEMES) {
          await page.emulateMedia({ colorScheme: scheme });
          await page.locator(`html[style*="color-scheme: ${scheme}"]`).waitFor();
          // Colours move for a moment.
          await page.waitForTimeout(250);
          for (const each of await barriers(page)) {
            if (each.isGrave) grave.push(`${language} ${scheme}: ${each.what}`);
            else console.log(`        ${path} ${language} ${scheme}: ${each.what}`);
          }
          await walk.picture(`${name}-${language}-${scheme}`);
        }
      }
      demand(grave.length === 0, [...new Set(grave)].join("\n"));
    };
    await walk.step(`finds no barrier on ${path}`, look, { isAlone: true });
  }
}
