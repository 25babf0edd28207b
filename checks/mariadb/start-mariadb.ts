import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";

/** A MariaDB server of its own for tests, from the machine's package `mariadb-server`: no npm package brings one. */
export interface RunningMariadb {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  stop(): Promise<void>;
}

const PROGRAMS = ["/usr/sbin/mariadbd", "/usr/bin/mariadb-install-db"] as const;
const START_WITHIN_MS = 30_000;

/** Null where the machine has none; the reason is printed, so that a skipped test says why. */
export function mariadbHere(): boolean {
  const missing = PROGRAMS.filter((program) => !existsSync(program));
  if (missing.length > 0) process.stderr.write(`no MariaDB on this machine (${missing.join(", ")}): its tests are skipped\n`);
  return missing.length === 0;
}

export async function startMariadb(): Promise<RunningMariadb> {
  const folder = await mkdtemp(path.join(tmpdir(), "yuejian-mariadb-"));
  const [server, install] = PROGRAMS;
  const data = path.join(folder, "data");
  const socket = path.join(folder, "s");
  const account = process.getuid?.() === 0 ? ["--user=root"] : [];
  try {
    await promisify(execFile)(install, [
      "--no-defaults",
      `--datadir=${data}`,
      "--auth-root-authentication-method=normal",
      "--skip-test-db",
      "--skip-name-resolve",
      ...account,
    ]);
    const init = path.join(folder, "init.sql");
    await writeFile(
      init,
      "CREATE DATABASE sources CHARACTER SET utf8mb4;\nCREATE USER reader@'127.0.0.1' IDENTIFIED BY 'reading';\nGRANT ALL ON *.* TO reader@'127.0.0.1';\n",
    );
    const port = await freePort();
    const program = spawn(
      server,
      [
        "--no-defaults",
        `--datadir=${data}`,
        `--socket=${socket}`,
        `--port=${port}`,
        "--bind-address=127.0.0.1",
        `--init-file=${init}`,
        "--skip-name-resolve",
        "--innodb-buffer-pool-size=32M",
        "--innodb-flush-log-at-trx-commit=0",
        ...account,
      ],
      { cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
    );
    await ready(program);
    return {
      host: "127.0.0.1",
      port,
      user: "reader",
      password: "reading",
      database: "sources",
      async stop() {
        program.kill("SIGKILL");
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw cause;
  }
}

async function ready(program: ChildProcess): Promise<void> {
  let said = "";
  program.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  for (let waited = 0; waited < START_WITHIN_MS; waited += 50) {
    if (/ready for connections/.test(said)) return;
    if (program.exitCode !== null) break;
    await delay(50);
  }
  program.kill("SIGKILL");
  throw new Error(`MariaDB did not start: ${said.slice(-2000)}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
