import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { type ClosurePort, ENTITY_MEMBERS, isErrorCode, YuejianError } from "@yuejian/contracts";
import {
  type FrozenClosures,
  type PersonsQueries,
  QUERY_SECONDS,
  type QueryAnswer,
  type QueryOrder,
  type RunnerReport,
  type RunnerRequest,
  type RunningQuery,
} from "./query-types.ts";
import { Turns } from "./turns.ts";

export interface QueryRunnersOptions {
  readonly lake: { readonly folder: string; readonly scratchFolder: string };
  readonly closures: ClosurePort;
  /** Queries at once; further ones wait. */
  readonly atOnce?: number;
  /** Queries that may wait; beyond that QUERIES_BUSY. */
  readonly waiting?: number;
  /** Of the engine, in MB. The process as a whole may take half as much again and 400 MB. */
  readonly memoryMegabytes?: number;
  readonly spillMegabytes?: number;
  readonly threads?: number;
  readonly seconds?: number;
}

const [MEGABYTES, SPILL_MEGABYTES] = [1000, 4000];
/** How long a query has to end by itself once it was told to. */
const GRACE_MS = 1500;
/** A process that is not up by then never will be. */
const START_SECONDS = 60;
const WATCH_MS = 50;
const IDLE_MS = 60_000;
/** Queries that one process runs before a fresh one takes its place. */
const LIFETIME = 100;

/** Runs people's queries in processes of their own, whose end is no harm: limits of time and memory hold whatever the engine does. */
export class QueryRunners implements PersonsQueries {
  readonly dialect = "duckdb";
  readonly #options: QueryRunnersOptions;
  readonly #idle: { readonly child: ChildProcess; served: number; timer: NodeJS.Timeout }[] = [];
  readonly #turns: Turns;
  readonly #children = new Set<ChildProcess>();
  #isClosed = false;

  constructor(options: QueryRunnersOptions) {
    this.#options = options;
    this.#turns = new Turns(options);
  }

  async run(order: QueryOrder, { signal, planned, progress }: RunningQuery): Promise<QueryAnswer> {
    const end = await this.#turns.take(signal);
    try {
      if (signal.aborted || this.#isClosed) throw new YuejianError("QUERY_CANCELLED");
      const closures = await freeze(this.#options.closures, order);
      return await this.#inProcess(order, closures, { signal, ...(planned ? { planned } : {}), ...(progress ? { progress } : {}) });
    } finally {
      end();
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const child of this.#children) child.kill("SIGKILL");
    for (const { timer } of this.#idle.splice(0)) clearTimeout(timer);
  }

  async #inProcess(order: QueryOrder, closures: FrozenClosures, { signal, planned, progress }: RunningQuery): Promise<QueryAnswer> {
    const { lake, memoryMegabytes = MEGABYTES, spillMegabytes = SPILL_MEGABYTES, threads = 2, seconds = QUERY_SECONDS } = this.#options;
    const runner = this.#idle.pop() ?? this.#start();
    clearTimeout(runner.timer);
    const { child } = runner;
    const limit = memoryMegabytes * 1.5 + 400;
    return new Promise<QueryAnswer>((resolve, reject) => {
      const timers: NodeJS.Timeout[] = [];
      let reason: YuejianError | null = null;
      let isOver = false;
      const end = (finish: () => void): void => {
        if (isOver) return;
        isOver = true;
        for (const timer of timers) clearTimeout(timer);
        signal.removeEventListener("abort", cancel);
        child.removeAllListeners("message");
        child.removeAllListeners("exit");
        finish();
      };
      const stop = (why: YuejianError): void => {
        reason ??= why;
        tell(child, { kind: "stop" });
        timers.push(setTimeout(() => kill(reason ?? why), GRACE_MS));
      };
      const kill = (why: YuejianError): void => {
        this.#children.delete(child);
        child.kill("SIGKILL");
        end(() => reject(why));
      };
      const cancel = (): void => stop(new YuejianError("QUERY_CANCELLED"));
      const fail = (error: YuejianError): void => {
        if (error.code === "QUERY_TOO_LARGE") return reject(new YuejianError("QUERY_TOO_LARGE", { limit: memoryMegabytes }));
        reject(error.code === "QUERY_CANCELLED" && reason ? reason : error);
      };
      child.on("message", (report: RunnerReport) => {
        if (report.kind === "began") timers.push(setTimeout(() => stop(new YuejianError("QUERY_TOO_LONG", { seconds })), seconds * 1000));
        else if (report.kind === "planned") planned?.(report.estimate);
        else if (report.kind === "progress") progress?.(report.percentage);
        else
          end(() => {
            this.#rest(runner);
            if (report.kind === "failed") fail(errorOf(report));
            else resolve(report.answer);
          });
      });
      child.on("exit", () => end(() => reject(reason ?? new YuejianError("QUERY_CRASHED"))));
      timers.push(setTimeout(() => kill(new YuejianError("QUERY_CRASHED")), (seconds + START_SECONDS) * 1000));
      timers.push(
        setInterval(() => {
          if (residentMegabytes(child.pid) > limit) kill(new YuejianError("QUERY_TOO_LARGE", { limit: memoryMegabytes }));
        }, WATCH_MS),
      );
      if (signal.aborted) cancel();
      else signal.addEventListener("abort", cancel, { once: true });
      const limits = { memoryLimit: `${memoryMegabytes}MB`, spillLimit: `${spillMegabytes}MB`, threads };
      tell(child, { kind: "run", order: { order, lake, closures, ...limits } });
    });
  }

  #start(): { child: ChildProcess; served: number; timer: NodeJS.Timeout } {
    // It gets none of the house's settings: what it needs it is told.
    const child = fork(new URL("./query-process.ts", import.meta.url), {
      env: process.env["TZ"] === undefined ? {} : { TZ: process.env["TZ"] },
      serialization: "advanced",
      execArgv: ["--max-old-space-size=512"],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.#children.add(child);
    child.on("error", () => this.#children.delete(child));
    child.once("close", () => this.#children.delete(child));
    return { child, served: 0, timer: setTimeout(() => {}, 0) };
  }

  #rest(runner: { readonly child: ChildProcess; served: number; timer: NodeJS.Timeout }): void {
    runner.served += 1;
    const leave = (): void => {
      const at = this.#idle.indexOf(runner);
      if (at >= 0) this.#idle.splice(at, 1);
      runner.child.kill("SIGKILL");
    };
    if (runner.served >= LIFETIME || this.#isClosed) return leave();
    runner.timer = setTimeout(leave, IDLE_MS).unref();
    runner.child.once("exit", leave);
    this.#idle.push(runner);
  }
}

function tell(child: ChildProcess, request: RunnerRequest): void {
  // One that is gone is noticed by its exit.
  child.send(request, () => {});
}

function errorOf({ code, parameters }: Extract<RunnerReport, { kind: "failed" }>): YuejianError {
  return isErrorCode(code) ? new YuejianError(code, parameters) : new YuejianError("UNEXPECTED", { reference: code });
}

/** 0 where the system does not tell. */
function residentMegabytes(pid: number | undefined): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
    return (pages * 4096) / 1024 ** 2;
  } catch {
    return 0;
  }
}

/** Besides what the rules look into, members of entities are closed with the records that they are of. */
async function freeze(port: ClosurePort, { schemas }: QueryOrder): Promise<FrozenClosures> {
  const closures = await port.read();
  const ids = schemas.map(({ id }) => id);
  const sources = [...new Set([...closures.rules.map(({ dataset }) => dataset), ...(ids.includes(ENTITY_MEMBERS) ? ids : [])])];
  const batchesOf = Object.fromEntries(
    await Promise.all(sources.map(async (dataset) => [dataset, await port.batchesOf(dataset)] as const)),
  );
  return { closures, batchesOf };
}
