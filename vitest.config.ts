import { join } from "node:path";
import { defineConfig } from "vitest/config";

// What the engine made of the modules is kept for all files of a run, their threads and the processes they start, as the command line keeps it.
process.env["NODE_COMPILE_CACHE"] ??= join(import.meta.dirname, "node_modules", ".cache", "yuejian-code");

const NOT_TESTS = ["**/node_modules/**", "**/dist/**", "var/**", "checks/violations/**", "checks/browser/**"];
/** Files that put functions in the place of others: their modules have to be rewritten, which costs more than loading them. */
const REWRITTEN = ["platforms/chain/verify/every-byte.test.ts"];

export default defineConfig({
  test: {
    globalSetup: ["./checks/postgres/shared-server.ts"],
    reporters: ["default", "./checks/times/times-reporter.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "as it runs",
          include: ["**/*.test.ts"],
          exclude: [...NOT_TESTS, ...REWRITTEN],
          // The engine runs TypeScript itself.
          experimental: { viteModuleRunner: false, nodeLoader: false },
        },
      },
      { extends: true, test: { name: "rewritten", include: REWRITTEN, exclude: NOT_TESTS } },
    ],
  },
});
