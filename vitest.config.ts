import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { PROGRAMS_PLACE } from "./checks/postgres/start-postgres.ts";

// What the engine made of the modules is kept for all files of a run, their threads and the processes they start, as the command line keeps it.
process.env["NODE_COMPILE_CACHE"] ??= join(import.meta.dirname, "node_modules", ".cache", "yuejian-code");

// What tests write lies in memory where there is room: otherwise each commit waits for the disk. What a process leaves that is killed is there either way.
const MEMORY = "/dev/shm";
const MEMORY_NEEDED = 6 * 2 ** 30;
process.env[PROGRAMS_PLACE] ??= tmpdir();
if (process.platform === "linux" && freeBytes(MEMORY) >= MEMORY_NEEDED) process.env["TMPDIR"] ??= MEMORY;

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}

const NOT_TESTS = ["**/node_modules/**", "**/dist/**", "var/**", "checks/violations/**", "checks/browser/**"];
/** Files that put functions in the place of others: their modules have to be rewritten, which costs more than loading them. */
const REWRITTEN = ["platforms/chain/verify/every-byte.test.ts"];
/** Files that one process runs one after the other: loading the program costs more than most of them. A file leaves the process as it found it. */
const TOGETHER = ["center/**/*.test.ts"];
// The engine runs TypeScript itself.
const AS_IT_RUNS = { viteModuleRunner: false, nodeLoader: false };

export default defineConfig({
  test: {
    globalSetup: ["./checks/postgres/shared-server.ts"],
    reporters: ["default", "./checks/times/times-reporter.ts"],
    pool: "forks",
    // Both processors have a file of tests to run: threads of the collector only take turns with them.
    execArgv: ["--single-threaded-gc"],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "as it runs",
          include: ["**/*.test.ts"],
          exclude: [...NOT_TESTS, ...REWRITTEN, ...TOGETHER],
          experimental: AS_IT_RUNS,
        },
      },
      { extends: true, test: { name: "together", include: TOGETHER, exclude: NOT_TESTS, isolate: false, experimental: AS_IT_RUNS } },
      { extends: true, test: { name: "rewritten", include: REWRITTEN, exclude: NOT_TESTS } },
    ],
  },
});
