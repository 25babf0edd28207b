import { enableCompileCache } from "node:module";
import { join } from "node:path";

// A command loads some thousand modules: what the engine made of them is kept beside the packages, for threads and child processes too. Where that cannot
// be written it is done without.
const CACHE = join(import.meta.dirname, "..", "node_modules", ".cache", "yuejian-code");
process.env["NODE_COMPILE_CACHE"] ??= CACHE;
enableCompileCache(CACHE);

const { main } = await import("./command-line.ts");
process.exitCode = await main(process.argv.slice(2));
