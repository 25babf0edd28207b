import { spawn } from "node:child_process";
import { once } from "node:events";
import { glob, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { YuejianError } from "@yuejian/contracts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** The page that verifies without the program; the build puts it beside the console. */
export const STANDALONE_PAGE = join(ROOT, "center/console/dist/verify.html");
const STAMP = join(ROOT, "center/console/dist/.built");
/** What the console is made of; the lock file stands for its dependencies. */
const SOURCES = [
  "center/console/**/*.{ts,tsx,css,html,json}",
  "contracts/**/*.ts",
  "methods/{digests,rules}/**/*.ts",
  "platforms/chain/{format,verify}/**/*.ts",
  "package-lock.json",
];

/** Builds the web console unless its build is newer than every source. Resolves to whether it built. */
export async function buildConsole(options: { force: boolean }): Promise<boolean> {
  if (!options.force && !(await isStale())) return false;
  const vite = join(dirname(createRequire(join(ROOT, "center/console/package.json")).resolve("vite/package.json")), "bin/vite.js");
  await runVite(vite, []);
  // The stand-alone page last: the console's build empties the folder.
  await runVite(vite, ["--config", "standalone/vite.config.ts"]);
  await writeFile(STAMP, "");
  return true;
}

async function runVite(vite: string, options: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [vite, "build", "--logLevel", "warn", ...options], {
    cwd: join(ROOT, "center/console"),
    // Whoever builds it, tests too, builds what is served.
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [status] = await once(child, "close");
  if (status !== 0) throw new YuejianError("UNEXPECTED", { reference: "console build" }, { cause: new Error(said) });
}

async function isStale(): Promise<boolean> {
  const built = await stat(STAMP).catch(() => null);
  if (built === null) return true;
  for await (const file of glob(SOURCES, { cwd: ROOT, exclude: (name) => name === "dist" || name === "node_modules" })) {
    if ((await stat(join(ROOT, file))).mtimeMs > built.mtimeMs) return true;
  }
  return false;
}
