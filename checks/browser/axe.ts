import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { AxeResults, ImpactValue } from "axe-core";
import type { Page } from "playwright-core";

const SOURCE = await readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
const GRAVE: readonly (ImpactValue | undefined)[] = ["serious", "critical"];

export interface Barrier {
  readonly rule: string;
  readonly isGrave: boolean;
  /** What is wrong, and where it stands. */
  readonly what: string;
}

/** What keeps people out of the page as it stands: violations of WCAG 2.1 A and AA. */
export async function barriers(page: Page): Promise<Barrier[]> {
  await page.evaluate(SOURCE);
  const run = `axe.run(document, { runOnly: { type: "tag", values: ${JSON.stringify(TAGS)} }, resultTypes: ["violations"] })`;
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

/** A page with two planted barriers must be reported, or the check is blind. */
export async function isBlind(page: Page): Promise<boolean> {
  await page.evaluate(`(() => {
    const planted = document.createElement("div");
    planted.id = "planted-barriers";
    planted.innerHTML = '<p style="color:#aaa;background:#fff">planted</p><button></button>';
    document.body.append(planted);
  })()`);
  const found = await barriers(page);
  await page.evaluate('document.getElementById("planted-barriers").remove()');
  return !["color-contrast", "button-name"].every((rule) => found.some((each) => each.rule === rule && each.isGrave));
}
