import type { Locator, Page } from "playwright-core";

export function demand(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** Waits until the text stands somewhere on the page. */
export async function see(within: Page | Locator, text: string | RegExp): Promise<void> {
  await within.getByText(text).first().waitFor({ state: "visible" });
}

export async function heading(page: Page, text: string | RegExp): Promise<void> {
  await page.getByRole("heading", { level: 1, name: text }).waitFor({ state: "visible" });
}
