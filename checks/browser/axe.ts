import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { AxeResults, ImpactValue } from "axe-core";
import type { Page } from "playwright-core";

const SOURCE = await readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
const COLOURS = ["color-contrast", "link-in-text-block"];
const GRAVE: readonly (ImpactValue | undefined)[] = ["serious", "critical"];

export interface Barrier {
  readonly rule: string;
  readonly isGrave: boolean;
  /** What is wrong, and where it stands. */
  readonly what: string;
}

/** What keeps people out of the page as it stands: violations of WCAG 2.1 A and AA; of `colours`, those that hang on them, of `others` the rest. Colours are looked at in a
 *  run of their own: among all the rules a planted contrast went unreported now and then. */
export async function barriers(page: Page, which: "all" | "colours" | "others" = "all"): Promise<Barrier[]> {
  if ((await page.evaluate("typeof axe")) === "undefined") await page.evaluate(SOURCE);
  const others = { type: "tag", values: TAGS };
  const rules = Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: false }]));
  return [
    ...(which !== "colours" ? await violationsOf(page, { runOnly: others, rules }) : []),
    ...(which !== "others" ? await violationsOf(page, { runOnly: { type: "rule", values: COLOURS } }) : []),
  ];
}

async function violationsOf(page: Page, options: object): Promise<Barrier[]> {
  const run = `axe.run(document, ${JSON.stringify({ ...options, resultTypes: ["violations"] })})`;
  const { violations } = await page.evaluate<AxeResults>(run);
  return violations.map(({ id, impact, help, nodes }) => ({
    rule: id,
    isGrave: GRAVE.includes(impact ?? undefined),
    what: `${id} (${impact}): ${help}; ${nodes
      .slice(0, 3)
      .map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ""}`)
      .join(" | ")}`,
  }));
}

/** What of barriers that are planted for it goes unreported: anything, and the check is blind. */
export async function unreported(page: Page): Promise<string[]> {
  await page.evaluate(`(() => {
    const planted = document.createElement("div");
    planted.id = "planted-barriers";
    planted.style = "position:fixed;inset:0 auto auto 0;z-index:9999";
    planted.innerHTML = '<p style="color:#aaa;background:#fff">planted</p><button></button>';
    document.body.append(planted);
  })()`);
  const found = await barriers(page);
  await page.evaluate('document.getElementById("planted-barriers").remove()');
  return ["color-contrast", "button-name"].filter((rule) => !found.some((each) => each.rule === rule && each.isGrave));
}
