import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Pictures } from "./browser.ts";

const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];
/** Of a machine that is busy with other things. */
const PATIENCE_MS = 40_000;
export const TELEPHONE = { width: 390, height: 844 };
const SETTINGS = { viewport: SIZES[0] ?? null, timezoneId: "Asia/Shanghai", acceptDownloads: true };

export interface Tally {
  passed: number;
  failed: number;
  /** What each step took, in milliseconds. */
  readonly steps: { readonly title: string; readonly milliseconds: number }[];
}

/** What all walks of a run share. */
export interface WalkRun {
  readonly tally: Tally;
  readonly pictures: Pictures;
}

/** One person at one browser: steps with names, both sizes of each page, and everything the page complained about. */
export class Walk {
  readonly page: Page;
  readonly name: string;
  readonly #context: BrowserContext;
  readonly #run: WalkRun;
  readonly #complaints: string[] = [];
  #isBroken = false;

  private constructor(name: string, page: Page, { context, ...run }: WalkRun & { context: BrowserContext }) {
    this.name = name;
    this.page = page;
    this.#context = context;
    this.#run = run;
    page.on("pageerror", (error) => this.#complaints.push(error.message));
    page.on("console", (message) => {
      const text = message.text();
      // Refusals of the server are part of the walk; what the page itself gets wrong is not.
      if (message.type() === "error" && !text.startsWith("Failed to load resource")) this.#complaints.push(text);
    });
  }

  static async begin(browser: Browser, name: string, locale: "zh-CN" | "en-GB", run: WalkRun): Promise<Walk> {
    const context = await browser.newContext({ ...SETTINGS, locale });
    return await Walk.#on(context, name, run);
  }

  /** The same at a telephone that tells where it is. */
  static async onTelephone(browser: Browser, name: string, locale: "zh-CN" | "en-GB", run: WalkRun): Promise<Walk> {
    const device = { viewport: TELEPHONE, hasTouch: true, isMobile: true, permissions: ["geolocation"] };
    const context = await browser.newContext({ ...SETTINGS, ...device, locale });
    return await Walk.#on(context, name, run);
  }

  static async #on(context: BrowserContext, name: string, run: WalkRun): Promise<Walk> {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    return new Walk(name, page, { context, ...run });
  }

  /** The same person, signed in, at another browser that keeps its own settings: the two can walk at once. */
  async twin(): Promise<Walk> {
    const browser = this.#context.browser();
    if (!browser) throw new Error("the browser is closed");
    const context = await browser.newContext({ ...SETTINGS, locale: "zh-CN", storageState: await this.#context.storageState() });
    return await Walk.#on(context, this.name, this.#run);
  }

  /** Runs a step; after one has failed, the rest of the walk stands on nothing and fails too, unless nothing stands on this one. */
  async step(what: string, run: () => Promise<void>, { isAlone = false } = {}): Promise<void> {
    const title = `${this.name}: ${what}`;
    const { tally, pictures } = this.#run;
    const begun = performance.now();
    const took = () => {
      const milliseconds = Math.round(performance.now() - begun);
      tally.steps.push({ title, milliseconds });
      return `${(milliseconds / 1000).toFixed(1)} s`.padStart(7);
    };
    try {
      if (this.#isBroken) throw new Error("an earlier step of this walk failed");
      await run();
      const [complaint] = this.#complaints.splice(0);
      if (complaint) throw new Error(`the page complained: ${complaint}`);
      tally.passed += 1;
      console.log(`ok      ${took()}  ${title}`);
    } catch (error) {
      if (!this.#isBroken) await pictures.take(this.page, `failed-${this.name}-${tally.passed}`).catch(() => {});
      if (!isAlone) this.#isBroken = true;
      tally.failed += 1;
      console.log(
        `FAILED  ${took()}  ${title}\n        ${error instanceof Error ? error.message.split("\n").slice(0, 12).join("\n        ") : String(error)}`,
      );
    }
  }

  /** The page as it is in both sizes, which it must bear, and pictures of it where they are wanted. */
  async picture(name: string): Promise<void> {
    for (const size of SIZES.toReversed()) {
      await this.page.setViewportSize(size);
      await this.photograph(this.page, `${name}-${this.name}-${size.width}`);
    }
  }

  /** Somebody without an account, at a browser of their own: of a telephone or a desk. */
  async stranger({ isTelephone = false } = {}): Promise<Page> {
    const browser = this.#context.browser();
    if (!browser) throw new Error("the browser is closed");
    const device = isTelephone ? { viewport: TELEPHONE, hasTouch: true, isMobile: true } : {};
    const context = await browser.newContext({ ...SETTINGS, locale: "zh-CN", ...device });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    return page;
  }

  /** Takes the network away, or gives it back. */
  async network(isThere: boolean): Promise<void> {
    await this.#context.setOffline(!isThere);
  }

  /** Where the telephone is from now on. */
  async standAt(place: { readonly longitude: number; readonly latitude: number; readonly accuracy: number }): Promise<void> {
    await this.#context.setGeolocation(place);
  }

  /** Ends the session as time does: the browser has no cookie of it any more. */
  async loseSession(): Promise<void> {
    await this.#context.clearCookies();
  }

  /** One more page of the same person. */
  async anotherPage(): Promise<Page> {
    const page = await this.#context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    return page;
  }

  async photograph(page: Page, name: string): Promise<void> {
    if (this.#run.pictures.areWanted) await this.#run.pictures.take(page, name);
  }

  async end(): Promise<void> {
    await this.#context.close();
  }
}
