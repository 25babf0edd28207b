import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describeMachine } from "./harness.ts";

/** Proofs: making one of any record of a batch of a million and more, its size, and verifying. The limits stand beside the figures: verification of inclusion
 *  in a log of ten million under a known checkpoint at 45,000 a second and core; memory while proofs are made does not hold the batch.
 *  `node bench/chain-proofs.ts [ROWS] [PROOFS]` */
const rows = Number(process.argv[2] ?? 1_000_000);
const proofs = Number(process.argv[3] ?? 200);
const VERIFICATIONS_PER_SECOND = 45_000;
const folder = mkdtempSync(join(process.env["YUEJIAN_BENCH_FOLDER"] ?? tmpdir(), "yuejian-bench-proofs-"));
const task = fileURLToPath(new URL("./chain-proofs-task.ts", import.meta.url));

function run(...args: readonly string[]): Record<string, number> {
  const { status, stdout } = spawnSync(process.execPath, [task, ...args], { stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" });
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}`);
  const figures = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Record<string, number>;
  console.log(
    `${args[0]?.padEnd(16)} ${Object.entries(figures)
      .map(([name, value]) => `${name} ${value}`)
      .join(", ")}`,
  );
  return figures;
}

try {
  const results = {
    batch: run("batch", folder, String(rows)),
    idle: run("idle", folder),
    records: run("records", folder, String(proofs)),
    entries: run("entries", folder, String(10 * proofs)),
    verifyOne: run("verify", "portable", "1"),
    verifyTwo: run("verify", "portable", "2"),
    platformOne: run("verify", "platform", "1"),
    platformTwo: run("verify", "platform", "2"),
    documents: run("documents", folder, String(proofs)),
  };
  const perCore = results.verifyOne["perProcessorSecond"] ?? 0;
  console.log(
    `${perCore >= VERIFICATIONS_PER_SECOND ? "holds" : "FAILS"}: ${perCore} verifications a second and core in portable code, limit ${VERIFICATIONS_PER_SECOND}`,
  );
  const file = fileURLToPath(new URL("./results/chain-proofs.json", import.meta.url));
  mkdirSync(fileURLToPath(new URL("./results/", import.meta.url)), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ name: "chain-proofs", machine: describeMachine(), rows, proofs, results }, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
