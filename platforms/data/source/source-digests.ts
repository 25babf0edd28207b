import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";

/** Files smaller than this are digested here; starting a thread takes longer. */
const WORKER_BYTES = 4 * 1024 * 1024;
/** Pieces under way to the thread, so that a slow digest does not pile up the file in memory. */
const MOST_PENDING = 16;

/** null ends the message. */
interface Sm3Request {
  readonly bytes: Uint8Array | null;
}

/** A piece comes back when it is digested. */
type Sm3Answer = { readonly digest: string } | { readonly bytes: Uint8Array<ArrayBuffer> };

/** Plain script as text: a thread that begins with a TypeScript file spends longer on loading the compiler than on most files. */
const SM3_THREAD = `
  const { parentPort } = require("node:worker_threads");
  const hash = require("node:crypto").createHash("sm3");
  parentPort.on("message", ({ bytes }) => {
    if (bytes === null) {
      parentPort.postMessage({ digest: hash.digest("hex") });
      return;
    }
    hash.update(bytes);
    parentPort.postMessage({ bytes }, [bytes.buffer]);
  });`;

/** SHA-256 and SM3 of the bytes as received. SM3 has no machine instructions and takes longer than everything else, so it runs beside. */
export class SourceDigests {
  readonly #sha256 = createHash("sha256");
  readonly #sm3: Sm3;

  constructor(size: number) {
    this.#sm3 = size < WORKER_BYTES ? inlineSm3() : new WorkerSm3();
  }

  async update(bytes: Uint8Array): Promise<void> {
    this.#sha256.update(bytes);
    await this.#sm3.update(bytes);
  }

  async finish(): Promise<{ sha256: string; sm3: string }> {
    return { sha256: this.#sha256.digest("hex"), sm3: await this.#sm3.finish() };
  }

  async close(): Promise<void> {
    await this.#sm3.close();
  }
}

interface Sm3 {
  update(bytes: Uint8Array): Promise<void> | void;
  finish(): Promise<string> | string;
  close(): Promise<void> | void;
}

function inlineSm3(): Sm3 {
  const hash = createHash("sm3");
  return {
    update(bytes) {
      hash.update(bytes);
    },
    finish: () => hash.digest("hex"),
    close() {},
  };
}

class WorkerSm3 implements Sm3 {
  readonly #worker = new Worker(SM3_THREAD, { eval: true, execArgv: [] });
  /** Used again: the collector marks the whole heap whenever some megabytes of fresh buffers have come. */
  readonly #spare: ArrayBuffer[] = [];
  #pending = 0;
  #digest: string | null = null;
  #failure: Error | null = null;
  #wake: () => void = () => {};

  constructor() {
    this.#worker.on("message", (answer: Sm3Answer) => {
      if ("digest" in answer) this.#digest = answer.digest;
      else {
        this.#pending--;
        this.#spare.push(answer.bytes.buffer);
      }
      this.#wake();
    });
    this.#worker.on("error", (error) => {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      this.#wake();
    });
  }

  async update(bytes: Uint8Array): Promise<void> {
    const spare = this.#spare.pop();
    const own = spare && spare.byteLength >= bytes.length ? new Uint8Array(spare, 0, bytes.length) : new Uint8Array(bytes.length);
    own.set(bytes);
    this.#pending++;
    this.#worker.postMessage({ bytes: own } satisfies Sm3Request, [own.buffer]);
    await this.#until(() => this.#pending <= MOST_PENDING);
  }

  async finish(): Promise<string> {
    this.#worker.postMessage({ bytes: null } satisfies Sm3Request, []);
    await this.#until(() => this.#digest !== null);
    return this.#digest ?? "";
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  async #until(isDone: () => boolean): Promise<void> {
    while (!isDone()) {
      if (this.#failure !== null) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
