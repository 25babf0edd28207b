import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type OfficialDocument, YuejianError } from "@yuejian/contracts";
import { type PrintedDocument, writeHtml, writeOfficialHtml } from "@yuejian/documents";
import { startBrowser } from "./start-browser.ts";

/** A name that no machine has: every request of the page is answered here. */
const ORIGIN = "http://document.invalid";
const FONT_WEIGHTS = [400, 700] as const;
const TIMEOUT_MS = 60_000;

let queue: Promise<unknown> = Promise.resolve();

/** Prints a document as PDF with the browser that ships as a package. One at a time: a browser is large. PDF_NOT_PRINTED */
export function printPdf(document: PrintedDocument): Promise<Uint8Array> {
  return inTurn({ html: (fonts) => writeHtml(document, fonts), footer: document.footer ?? "" });
}

/** The same for a document in the format of GB/T 9704-2012, which numbers its pages by itself. PDF_NOT_PRINTED */
export function printOfficialPdf(document: OfficialDocument): Promise<Uint8Array> {
  return inTurn({ html: (fonts) => writeOfficialHtml(document, fonts), footer: null });
}

interface Page {
  readonly html: (fontFaces: string) => string;
  /** Words beside the pages' numbers; null: the page brings its own. */
  readonly footer: string | null;
}

function inTurn(wanted: Page): Promise<Uint8Array> {
  const printed = queue.then(() => print(wanted));
  queue = printed.catch(() => {});
  return printed;
}

async function print({ html: written, footer }: Page): Promise<Uint8Array> {
  try {
    const html = written(await fontFaces());
    const browser = await startBrowser();
    try {
      // What the page holds is text; should any of it ever be taken for more, it finds no script engine and no network.
      const context = await browser.newContext({ javaScriptEnabled: false });
      context.setDefaultTimeout(TIMEOUT_MS);
      const page = await context.newPage();
      await page.route("**/*", async (route) => {
        const url = route.request().url();
        if (url === `${ORIGIN}/`) return route.fulfill({ contentType: "text/html; charset=utf-8", body: html });
        const font = new RegExp(`^${ORIGIN}/fonts/(noto-sans-sc-[a-z0-9-]+\\.woff2)$`).exec(url)?.[1];
        if (font === undefined) return route.abort();
        return route.fulfill({ contentType: "font/woff2", body: await readFile(fontFile(`files/${font}`)) });
      });
      await page.goto(`${ORIGIN}/`, { waitUntil: "networkidle" });
      return await page.pdf({
        preferCSSPageSize: true,
        printBackground: true,
        ...(footer === null ? {} : numbered(footer)),
      });
    } finally {
      await browser.close();
    }
  } catch (cause) {
    throw new YuejianError(
      "PDF_NOT_PRINTED",
      { reason: cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause) },
      { cause },
    );
  }
}

const numbered = (words: string) => ({
  displayHeaderFooter: true,
  headerTemplate: "<span></span>",
  footerTemplate: `<div style="width:100%;text-align:center;font:9px sans-serif">${latin(words)} <span class="pageNumber"></span> / <span class="totalPages"></span></div>`,
});

/** The footer is outside of the page and has the browser's own fonts only, which lack Chinese. */
function latin(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, "").replaceAll(/[<>&"]/g, "");
}

/** The faces of the Chinese font, cut into files by the characters that they hold. */
async function fontFaces(): Promise<string> {
  const sheets = await Promise.all(FONT_WEIGHTS.map((weight) => readFile(fontFile(`${weight}.css`), "utf8")));
  return sheets
    .join("\n")
    .replaceAll("font-display: swap", "font-display: block")
    .replaceAll(/url\(\.\/files\/([a-z0-9-]+\.woff2)\)/g, "url(/fonts/$1)");
}

function fontFile(name: string): string {
  return fileURLToPath(import.meta.resolve(`@fontsource/noto-sans-sc/${name}`));
}
