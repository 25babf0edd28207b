import { Worker } from "node:worker_threads";
import { type DocumentFinding, type ErrorCode, type ErrorParameters, YuejianError } from "@yuejian/contracts";
import type { CheckContext } from "@yuejian/document-assistant";
import type { NamedText, ReadText } from "./material.ts";

export interface DeskOrder {
  readonly paragraphs: readonly string[];
  /** Where each paragraph stands in a file that has pages. */
  readonly stretches: ReadText["stretches"];
  readonly context: Omit<CheckContext, "spelling" | "others">;
  /** Other documents of the case. */
  readonly others: readonly NamedText[];
  /** Rules that say nothing. */
  readonly off: readonly string[];
  /** Null: spelling is not looked at. `leastProbabilities`: by rule, how sure a correction has to be at least, beside the house's own bars. */
  readonly spelling: { readonly leastProbabilities: Readonly<Record<string, number>> } | null;
}

type Order = { readonly check: DeskOrder } | { readonly read: string };
type Answer = readonly DocumentFinding[] | ReadText;
export type ToCheckThread = Order & { readonly number: number };
export type FromCheckThread = { readonly number: number } & (
  | { readonly answer: Answer }
  | { readonly refused: { readonly code: ErrorCode; readonly parameters: ErrorParameters } }
  | { readonly fault: string }
);

export interface CheckDesk {
  /** The text of a file, by what its bytes are; refusals call it `name`. DOCUMENTS_WAITING, DOCUMENT_UNREADABLE, FILE_UNREADABLE, DOCUMENT_SCANNED: nothing
   *  is recognised here, one scan would hold up everybody for minutes. */
  read(file: string, name: string): Promise<ReadText>;
  /** What the rules find. DOCUMENTS_WAITING */
  check(order: DeskOrder): Promise<readonly DocumentFinding[]>;
  close(): Promise<void>;
}

/** Orders that wait; more are refused, so that nobody fills the house. */
const MOST_WAITING = 32;
/** After so long without an order the thread and what it holds of spelling go. */
const IDLE_MS = 10 * 60_000;

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (cause: Error) => void;
}

/** Of a desk that closed, with nothing asked of it that is not answered: it knows no house, and reading what spelling needs takes seconds. */
let spare: Worker | null = null;

/** Checks documents one after the other in a thread of their own, which begins with the first order: a long text stops no other request. */
export function createCheckDesk(): CheckDesk {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | null = null;
  let last = 0;

  function fail(cause: Error): void {
    worker = null;
    for (const { reject } of waiting.values()) reject(cause);
    waiting.clear();
  }

  function started(): Worker {
    if (idle) clearTimeout(idle);
    idle = null;
    if (worker) return worker;
    const begun = spare ?? new Worker(new URL("./check-thread.ts", import.meta.url), { execArgv: [] });
    spare = null;
    begun.removeAllListeners();
    begun.unref();
    begun.on("message", (message: FromCheckThread) => {
      const order = waiting.get(message.number);
      waiting.delete(message.number);
      if ("answer" in message) order?.resolve(message.answer);
      else
        order?.reject("fault" in message ? new Error(message.fault) : new YuejianError(message.refused.code, message.refused.parameters));
      if (waiting.size === 0) idle = setTimeout(() => void end(), IDLE_MS).unref();
    });
    begun.on("error", (cause: Error) => begun === worker && fail(cause));
    begun.on("exit", () => begun === worker && fail(new Error("the thread that checks documents ended")));
    worker = begun;
    return begun;
  }

  function leave(left: Worker): void {
    if (idle) clearTimeout(idle);
    idle = null;
    worker = null;
    left.removeAllListeners();
    const forget = () => {
      if (spare === left) spare = null;
    };
    left.on("error", forget);
    left.on("exit", forget);
    spare = left;
  }

  async function end(): Promise<void> {
    if (idle) clearTimeout(idle);
    idle = null;
    const ended = worker;
    worker = null;
    await ended?.terminate();
  }

  async function ask(order: Order): Promise<Answer> {
    if (waiting.size >= MOST_WAITING) throw new YuejianError("DOCUMENTS_WAITING", { waiting: waiting.size });
    return new Promise((resolve, reject) => {
      const number = ++last;
      waiting.set(number, { resolve, reject });
      started().postMessage({ ...order, number } satisfies ToCheckThread);
    });
  }

  return {
    check: async (order) => (await ask({ check: order })) as readonly DocumentFinding[],
    async read(file, name) {
      try {
        return (await ask({ read: file })) as ReadText;
      } catch (cause) {
        throw calledByName(cause, name);
      }
    },
    async close() {
      if (worker && waiting.size === 0 && !spare) leave(worker);
      else await end();
      fail(new Error("the house closes"));
    },
  };
}

/** The file lies where it was received; people know it by its name. */
export function calledByName(cause: unknown, name: string): unknown {
  if (!(cause instanceof YuejianError && "file" in cause.parameters)) return cause;
  return new YuejianError(cause.code, { ...cause.parameters, file: name }, { cause });
}
