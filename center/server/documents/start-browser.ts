import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";

const CACHE = fileURLToPath(new URL("../../../node_modules/.cache/yuejian-browser", import.meta.url));

/** Starts the browser that ships inside the npm package. Needs no system package and no system font: the fonts of the package give Latin
 *  letters, the console brings its own Chinese ones, and the machine's fonts are shut out so that they cannot hide a missing one. */
export async function startBrowser(): Promise<Browser> {
  const folder = await unpacked();
  const configuration = join(folder, "yuejian-fonts.conf");
  await writeFile(
    configuration,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(folder, "fonts", "fonts")}</dir><cachedir>${join(folder, "font-cache")}</cachedir></fontconfig>`,
  );
  // Loaded where it is needed: no command but those that print waits for it.
  const { chromium: driver } = await import("playwright-core");
  return await driver.launch({
    executablePath: join(folder, "chromium"),
    // As root the sandbox cannot start; the pages are our own.
    args: ["--no-sandbox", "--no-zygote", "--disable-gpu", "--font-render-hinting=none"],
    env: { ...environment(), TMPDIR: folder, FONTCONFIG_FILE: configuration, LANG: "C.UTF-8" },
  });
}

/** The package unpacks into the temporary folder without looking at versions: it gets a folder of its own per version. */
async function unpacked(): Promise<string> {
  const manifest = new URL("../package.json", import.meta.resolve("@sparticuz/chromium"));
  const { version } = JSON.parse(await readFile(manifest, "utf8")) as { version: string };
  const folder = join(CACHE, version);
  if (existsSync(join(folder, "chromium"))) return folder;
  await mkdir(CACHE, { recursive: true });
  const making = await mkdtemp(join(CACHE, "making-"));
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = making;
  try {
    const { default: chromium } = await import("@sparticuz/chromium");
    const path = await chromium.executablePath();
    if (dirname(path) !== making) throw new Error(`the browser was unpacked into ${dirname(path)}`);
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
  await rm(folder, { recursive: true, force: true });
  await rename(making, folder);
  return folder;
}

function environment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((each): each is [string, string] => each[1] !== undefined));
}
