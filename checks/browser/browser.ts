import { mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";

export { startBrowser } from "../../center/server/documents/start-browser.ts";

/** Pictures of pages for people to look at. Taking one costs more than most steps, so those of pages that are as they should be are taken only when
 *  $SCREENSHOTS names a folder; what failed is always photographed. */
export class Pictures {
  readonly areWanted: boolean;
  #folder: Promise<string> | null = null;

  constructor() {
    this.areWanted = Boolean(process.env["SCREENSHOTS"]);
  }

  /** Null while there is none. */
  async folder(): Promise<string | null> {
    return await this.#folder;
  }

  async take(page: Page, name: string): Promise<void> {
    this.#folder ??= pictureFolder();
    await page.evaluate("document.fonts.ready.then(() => undefined)");
    await page.screenshot({ path: join(await this.#folder, `${name}.png`) });
  }
}

async function pictureFolder(): Promise<string> {
  const wanted = process.env["SCREENSHOTS"];
  if (!wanted) return await mkdtemp(join(tmpdir(), "yuejian-screenshots-"));
  await mkdir(wanted, { recursive: true });
  return wanted;
}
