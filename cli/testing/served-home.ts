import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

/** A new home that is served, and the command line upon it, as a person in a shell has them. */
export interface ServedHome {
  readonly yuejian: (...words: readonly string[]) => Promise<{ status: number; stdout: string; stderr: string }>;
  /** What a command answers as JSON. */
  readonly told: <T>(...words: readonly string[]) => Promise<T>;
  readonly close: () => Promise<void>;
}

export async function serveHome(): Promise<ServedHome> {
  const folder = mkdtempSync(join(tmpdir(), "yuejian-served-"));
  const environment = { ...process.env, YUEJIAN_HOME: join(folder, "home"), YUEJIAN_LANG: "zh" };
  const server = spawn(process.execPath, [MAIN, "serve", "--port", "0"], { env: environment, stdio: ["ignore", "pipe", "inherit"] });
  await once(server.stdout, "data");
  const yuejian: ServedHome["yuejian"] = (...words) =>
    new Promise((resolve) => {
      execFile(process.execPath, [MAIN, ...words], { env: environment }, (error, stdout, stderr) =>
        resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
      );
    });
  return {
    yuejian,
    told: async (...words) => JSON.parse((await yuejian(...words, "--json")).stdout),
    close: async () => {
      server.kill("SIGTERM");
      await once(server, "exit");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
