import type { Page } from "playwright-core";
import { barriers, unreported } from "./axe.ts";
import { demand } from "./expect.ts";
import type { Place } from "./places.ts";
import type { Walk } from "./walk.ts";

const LANGUAGES = ["zh", "en"] as const;
/** English pages have the colours of the Chinese ones. */
const SCHEMES = { zh: ["light", "dark"], en: ["light"] } as const;

/** Every page, in both languages and, where colours matter, both themes, has no barrier for people who see little, hear a reader or use the keyboard alone.
 *  The languages are walked side by side. */
export async function accessPath(walk: Walk, address: string, places: readonly Place[]): Promise<void> {
  await Promise.all(
    LANGUAGES.map(async (language) => {
      const twin = await walk.twin();
      await walkIn(language, { walk: twin, address, places });
      await twin.end();
    }),
  );
}

async function walkIn(
  language: (typeof LANGUAGES)[number],
  given: { walk: Walk; address: string; places: readonly Place[] },
): Promise<void> {
  const { walk, address, places } = given;
  const { page } = walk;

  await walk.step(`reports barriers that were planted (${language})`, async () => {
    await page.goto(`${address}/work`);
    await page.evaluate(`localStorage.setItem("yuejian.locale", "${language}")`);
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.locator(".ant-skeleton").first().waitFor({ state: "detached" });
    await page.evaluate(STILL);
    const unseen = await unreported(page);
    demand(unseen.length === 0, `planted barriers went unreported: ${unseen.join(", ")}`);
  });

  for (const { name, path } of places) {
    const look = async () => {
      const grave: string[] = [];
      await goWithin(page, path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.locator(".ant-skeleton").first().waitFor({ state: "detached" });
      demand((await page.evaluate("document.documentElement.lang")) === (language === "zh" ? "zh-CN" : "en"), "wrong language attribute");
      for (const scheme of SCHEMES[language]) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.locator(`html[style*="color-scheme: ${scheme}"]`).waitFor();
        await page.evaluate(STILL);
        // The dark page is the light one in other colours.
        for (const each of await barriers(page, scheme === "dark" ? "colours" : language === "en" ? "others" : "all")) {
          if (each.isGrave) grave.push(`${scheme}: ${each.what}`);
          else console.log(`        ${path} ${language} ${scheme}: ${each.what}`);
        }
        await walk.picture(`${name}-${language}-${scheme}`);
      }
      demand(grave.length === 0, [...new Set(grave)].join("\n"));
    };
    await walk.step(`finds no barrier on ${path} (${language})`, look, { isAlone: true });
  }
}

/** As a link within the program goes, which costs half of a page loaded anew; by way of a page that is none, so that what stands afterwards is new. */
async function goWithin(page: Page, path: string): Promise<void> {
  await page.evaluate('history.pushState({}, "", "/no-such-page")');
  await page.getByText(/没有这个页面|There is no such page/).waitFor();
  await page.evaluate(`history.pushState({}, "", ${JSON.stringify(path)})`);
}

/** Colours move for a moment after the theme has changed: until nothing moves that comes to an end. */
const STILL = `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const late = new Promise((resolve) => setTimeout(resolve, 1000));
  await frame();
  const ending = document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime < 1000);
  await Promise.race([late, Promise.allSettled(ending.map((each) => each.finished))]);
  await frame();
})()`;
