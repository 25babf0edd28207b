import { writeFileSync } from "node:fs";
import { YuejianError } from "@yuejian/contracts";
import type { Engine } from "../engine/engine.ts";
import type { DuckdbGround } from "../lake/duckdb-ground.ts";
import type { RunnerReport, RunnerRequest } from "./query-types.ts";
import { openParser, runQuery } from "./run-query.ts";

/** A process that runs people's queries, one at a time: the engine's limit of memory does not hold for the texts and lists that functions make, so
 *  what bursts is this process and not the house. */
const EVERY_MS = 250;

let parser: Promise<Engine> | null = null;
let ground: DuckdbGround | null = null;

try {
  // Where memory runs out, the system ends this process before any other.
  writeFileSync("/proc/self/oom_score_adj", "1000");
} catch {
  // Not on Linux; the house's own watch remains.
}

process.on("message", (request: RunnerRequest) => {
  if (request.kind === "stop") ground?.interrupt();
  else void answer(request.order);
});
// Leaving in order would wait for the statement that runs.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));

async function answer(order: Extract<RunnerRequest, { kind: "run" }>["order"]): Promise<void> {
  const timer = setInterval(() => {
    const percentage = ground?.percentage ?? -1;
    if (percentage >= 0) send({ kind: "progress", percentage: Math.min(100, percentage) });
  }, EVERY_MS);
  try {
    send({ kind: "began" });
    parser ??= openParser(order.lake.scratchFolder);
    const done = await runQuery(await parser, order, {
      planned: (estimate) => send({ kind: "planned", estimate }),
      started: (opened) => {
        ground = opened;
      },
    });
    ground = null;
    send({ kind: "done", answer: done });
  } catch (error) {
    ground = null;
    const known =
      error instanceof YuejianError
        ? error
        : new YuejianError("UNEXPECTED", { reference: error instanceof Error ? error.message : String(error) });
    send({
      kind: "failed",
      code: known.code,
      parameters: { ...known.parameters } as Extract<RunnerReport, { kind: "failed" }>["parameters"],
    });
  } finally {
    clearInterval(timer);
  }
}

function send(report: RunnerReport): void {
  process.send?.(report);
}
