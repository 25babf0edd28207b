import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));
const PATIENCE_MS = 180_000;

export interface RunningProgram {
  readonly address: string;
  readonly signInLink: string;
  /** The first password of the fictitious staff. */
  readonly staffPassword: () => Promise<string>;
  /** Ends the program, lets something be done to its home, and serves that again. */
  restart(between: (home: string) => Promise<void>): Promise<RunningProgram>;
  stop(): Promise<void>;
}

/** Starts the real program on a new home with a small synthetic city, as `npm start` does. The home's folder is there, empty, as one that was mounted. */
export async function startProgram(records: number): Promise<RunningProgram> {
  const folder = await mkdtemp(join(tmpdir(), "yuejian-browser-home-"));
  await mkdir(join(folder, "home"));
  return await run(folder, ["start", "--port", "0", "--records", String(records)]);
}

async function run(folder: string, words: readonly string[]): Promise<RunningProgram> {
  const child = spawn(process.execPath, [MAIN, ...words], {
    env: { ...process.env, YUEJIAN_HOME: join(folder, "home") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => said.push(line));
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  };
  const stop = async () => {
    await end();
    await rm(folder, { recursive: true, force: true });
  };
  const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  try {
    // Its output is read to the end: a program whose pipe is closed dies of its next line.
    const { address, link } = await new Promise<{ address: string; link: string }>((resolve, reject) => {
      let address = "";
      createInterface({ input: child.stdout }).on("line", (line) => {
        said.push(line);
        const [found] = /https?:\/\/\S+/.exec(line) ?? [];
        if (found?.includes("token=")) resolve({ address, link: found });
        else if (found) address = found;
        // Served again there is no link any more: the operator has a password.
        if (found && words[0] === "serve") resolve({ address: found, link: "" });
      });
      child.once("exit", () => reject(new Error(`the program did not come up:\n${said.join("\n")}`)));
    });
    const staffPassword = async () => {
      const file = await readFile(join(folder, "home", "demo", "staff.json"), "utf8");
      return (JSON.parse(file) as { password: string }).password;
    };
    const restart = async (between: (home: string) => Promise<void>) => {
      await end();
      await between(join(folder, "home"));
      return await run(folder, ["serve", "--port", "0"]);
    };
    return { address, signInLink: link, staffPassword, restart, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
