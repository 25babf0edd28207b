import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";

const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];

export interface Tally {
  passed: number;
  failed: number;
}

/** One person at one browser: steps with names, pictures in both sizes, and everything the page complained about. */
export class Walk {
  readonly page: Page;
  readonly name: string;
  readonly #context: BrowserContext;
  readonly #tally: Tally;
  readonly #pictures: string;
  readonly #complaints: string[] = [];
  #isBroken = false;

  private constructor(name: string, page: Page, made: { context: BrowserContext; tally: Tally; pictures: string }) {
    this.name = name;
    this.page = page;
    this.#context = made.context;
    this.#tally = made.tally;
    this.#pictures = made.pictures;
    page.on("pageerror", (error) => this.#complaints.push(error.message));
    page.on("console", (message) => {
      const text = message.text();
      // Refusals of the server are part of the walk; what the page itself gets wrong is not.
      if (message.type() === "error" && !text.startsWith("Failed to load resource")) this.#complaints.push(text);
    });
  }

  static async begin(browser: Browser, name: string, locale: "zh-CN" | "en-GB", made: { tally: Tally; pictures: string }): Promise<Walk> {
    const context = await browser.newContext({ viewport: SIZES[0] ?? null, locale, timezoneId: "Asia/Shanghai", acceptDownloads: true });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return new Walk(name, page, { context, ...made });
  }

  /** Runs a step; after one has failed, the rest of the walk stands on nothing and fails too, unless nothing stands on this one. */
  async step(what: string, run: () => Promise<void>, { isAlone = false } = {}): Promise<void> {
    const title = `${this.name}: ${what}`;
    try {
      if (this.#isBroken) throw new Error("an earlier step of this walk failed");
      await run();
      const [complaint] = this.#complaints.splice(0);
      if (complaint) throw new Error(`the page complained: ${complaint}`);
      this.#tally.passed += 1;
      console.log(`ok      ${title}`);
    } catch (error) {
      if (!this.#isBroken) await this.photograph(this.page, `failed-${this.name}-${this.#tally.passed}`).catch(() => {});
      if (!isAlone) this.#isBroken = true;
      this.#tally.failed += 1;
      console.log(
        `FAILED  ${title}\n        ${error instanceof Error ? error.message.split("\n").slice(0, 12).join("\n        ") : String(error)}`,
      );
    }
  }

  /** Pictures of the page as it is, in both sizes. */
  async picture(name: string): Promise<void> {
    for (const size of SIZES.toReversed()) {
      await this.page.setViewportSize(size);
      await this.photograph(this.page, `${name}-${this.name}-${size.width}`);
    }
  }

  /** One more page of the same person. */
  async anotherPage(): Promise<Page> {
    const page = await this.#context.newPage();
    page.setDefaultTimeout(20_000);
    return page;
  }

  async photograph(page: Page, name: string): Promise<void> {
    await page.evaluate("document.fonts.ready.then(() => undefined)");
    await page.screenshot({ path: join(this.#pictures, `${name}.png`) });
  }

  async end(): Promise<void> {
    await this.#context.close();
  }
}
