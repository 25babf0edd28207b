import { join } from "node:path";
import { defineConfig } from "vitest/config";

// What the engine made of the modules is kept for all files of a run, their threads and the processes they start, as the command line keeps it.
process.env["NODE_COMPILE_CACHE"] ??= join(import.meta.dirname, "node_modules", ".cache", "yuejian-code");

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "var/**", "checks/violations/**", "checks/browser/**"],
    globalSetup: ["checks/postgres/shared-server.ts"],
    reporters: ["default", "checks/times/times-reporter.ts"],
    pool: "forks",
    maxWorkers: 2,
    // The engine runs TypeScript itself, and nothing is mocked: no module has to be rewritten.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
