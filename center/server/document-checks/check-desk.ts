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

export type Order = { readonly check: DeskOrder } | { readonly read: string };
type Answer = readonly DocumentFinding[] | ReadText;
export type ToCheckThread = Order & { readonly number: number };
export type FromCheckThread = { readonly number: number } & (
  | { readonly answer: Answer }
  | { readonly refused: { readonly code: ErrorCode; readonly parameters: ErrorParameters } }
  | { readonly fault: string }
);

export interface CheckDesk {
  /** The text of a file, by what its bytes are; refusals call it `name`. DOCUMENTS_WAITING, DOCUMENT_UNREADABLE, FILE_UNREADABLE, DOCUMENT_SCANNED: nothing
   *  is recognised here, one scan would hold up everybody for minutes. DOCUMENT_CHECK_STOPPED */
  read(file: string, name: string): Promise<ReadText>;
  /** What the rules find. DOCUMENTS_WAITING, DOCUMENT_CHECK_STOPPED */
  check(order: DeskOrder): Promise<readonly DocumentFinding[]>;
  close(): Promise<void>;
}

/** Orders that wait; more are refused, so that nobody fills the house. */
const MOST_WAITING = 32;
/** After so long without an order the thread and what it holds of spelling go. */
const IDLE_MS = 10 * 60_000;

/** How long an order may take, in milliseconds: many times what it takes on a slow machine that does other things too. */
export const longestOf = (order: Order): number =>
  "read" in order ? 600_000 : 120_000 + 2 * order.check.paragraphs.reduce((sum, { length }) => sum + length, 0);

interface Waiting {
  readonly order: Order;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (cause: Error) => void;
}

/** Of a desk that closed, with nothing asked of it that is not answered: it knows no house, and reading what spelling needs takes seconds. */
let spare: Worker | null = null;

/** Checks documents one after the other in a thread of their own, which begins with the first order: a long text stops no other request. An order that does not come to an end, or that the thread breaks at,
 *  is given up alone, and the others go on in another thread. */
export function createCheckDesk({ longest = longestOf }: { readonly longest?: (order: Order) => number } = {}): CheckDesk {
  /** The first is the one in work. */
  const waiting: Waiting[] = [];
  let worker: Worker | null = null;
  let timer: NodeJS.Timeout | null = null;
  let number = 0;

  function wait(ms: number, then: () => void): void {
    if (timer) clearTimeout(timer);
    timer = setTimeout(then, ms).unref();
  }

  function started(): Worker {
    if (worker) return worker;
    const begun = spare ?? new Worker(new URL("./check-thread.ts", import.meta.url), { execArgv: [] });
    spare = null;
    begun.removeAllListeners();
    begun.unref();
    begun.on("message", (message: FromCheckThread) => {
      if (begun !== worker || message.number !== number) return;
      if ("answer" in message) settle(({ resolve }) => resolve(message.answer));
      else
        settle(({ reject }) =>
          reject("fault" in message ? new Error(message.fault) : new YuejianError(message.refused.code, message.refused.parameters)),
        );
    });
    begun.on("error", (cause: Error) => giveUp(begun, cause));
    begun.on("exit", () => giveUp(begun, new Error("the thread that checks documents ended")));
    worker = begun;
    return begun;
  }

  function settle(answer: (done: Waiting) => void): void {
    const done = waiting.shift();
    if (done) answer(done);
    next();
  }

  function next(): void {
    const [first] = waiting;
    if (!first) {
      wait(IDLE_MS, () => void end());
      return;
    }
    const ms = longest(first.order);
    const begun = started();
    wait(ms, () => {
      giveUp(begun, new YuejianError("DOCUMENT_CHECK_STOPPED", { seconds: Math.ceil(ms / 1000) }));
      void begun.terminate();
    });
    begun.postMessage({ ...first.order, number: ++number } satisfies ToCheckThread);
  }

  function giveUp(left: Worker, cause: Error): void {
    if (left !== worker) return;
    worker = null;
    settle(({ reject }) => reject(cause));
  }

  function leave(left: Worker): void {
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
    const ended = worker;
    worker = null;
    await ended?.terminate();
  }

  async function ask(order: Order): Promise<Answer> {
    if (waiting.length >= MOST_WAITING) throw new YuejianError("DOCUMENTS_WAITING", { waiting: waiting.length });
    return new Promise((resolve, reject) => {
      waiting.push({ order, resolve, reject });
      if (waiting.length === 1) next();
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
      if (timer) clearTimeout(timer);
      if (worker && waiting.length === 0 && !spare) leave(worker);
      else await end();
      for (const { reject } of waiting.splice(0)) reject(new Error("the house closes"));
    },
  };
}

/** The file lies where it was received; people know it by its name. */
export function calledByName(cause: unknown, name: string): unknown {
  if (!(cause instanceof YuejianError && "file" in cause.parameters)) return cause;
  return new YuejianError(cause.code, { ...cause.parameters, file: name }, { cause });
}
