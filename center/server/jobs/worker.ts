import { parentPort } from "node:worker_threads";
import { type Progress, YuejianError } from "@yuejian/contracts";
import type { LeasedJob } from "./job.ts";
import type { FromWorker, ToWorker, Workshop, WorkshopPlace } from "./messages.ts";
import { fence } from "./queue.ts";

/** Entry of a worker thread: one job at a time, in its own store, lake and engine, which one message opens and another closes. */
const port = parentPort;
if (!port) throw new Error("worker.ts runs in a worker thread");

/** Messages to the server are thinned out: progress is reported as often as the work likes. */
const REPORT_EVERY_MS = 100;

const send = (message: FromWorker) => port.postMessage(message);

let opened: Promise<Workshop<unknown>> | null = null;
let abort = new AbortController();

port.on("message", (message: ToWorker) => {
  if (message.type === "open") opened = open(message.place);
  else if (message.type === "abort") abort.abort();
  else if (message.type === "close") void close();
  else if (message.type === "end") port.close();
  else void work(message.job);
});

async function open(place: WorkshopPlace): Promise<Workshop<unknown>> {
  const { openWorkshop } = (await import(place.module)) as { openWorkshop: (data: unknown) => Promise<Workshop<unknown>> };
  const workshop = await openWorkshop(place.data);
  workshop.store.onCommit(() => send({ type: "committed" }));
  return workshop;
}

async function work(job: LeasedJob): Promise<void> {
  abort = new AbortController();
  // A workshop that does not open ends the thread, and with it the attempt.
  const workshop = await opened;
  try {
    const handler = workshop?.handlers[job.kind];
    if (!workshop || !handler) throw new YuejianError("USAGE", { reason: `jobs of kind ${job.kind}` });
    const progress = thinned(abort.signal);
    send({ type: "done", result: await handler(job.input, { home: workshop.home, job, progress, fence: (trx) => fence(trx, job) }) });
  } catch (cause) {
    const isNamed = cause instanceof YuejianError;
    const error = isNamed ? cause : new YuejianError("UNEXPECTED", { reference: job.id }, { cause });
    const isRetriable = error.kind === "failure" || error.kind === "busy";
    const detail = isNamed && error.kind !== "failure" ? null : inspectable(cause);
    send({ type: "failed", error: error.toJSON(), isRetriable, detail });
  }
}

function thinned(signal: AbortSignal): Progress {
  let last = Number.NEGATIVE_INFINITY;
  let stage = "";
  return {
    signal,
    report(done, total, text) {
      const now = performance.now();
      if (now - last < REPORT_EVERY_MS && text.en === stage) return;
      last = now;
      stage = text.en;
      send({ type: "progress", progress: { done, total, stage: text } });
    },
  };
}

function inspectable(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const reason = cause.cause === undefined ? "" : `\ncaused by ${inspectable(cause.cause)}`;
  return `${cause.stack ?? cause.message}${reason}`;
}

async function close(): Promise<void> {
  await (await opened)?.close();
  opened = null;
  send({ type: "closed" });
}
