import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import type { ColumnSchema, CommittedKeys } from "@yuejian/contracts";
import { encodeHex } from "@yuejian/digests";
import { createVrfEvaluator } from "@yuejian/digests/blind";
import { type KeyTree, keyTree, vrfKey } from "@yuejian/digests/keys";
import type { Engine } from "../engine/engine.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import { canonicalText } from "../standardise/canonical-text.ts";
import { IdleThreads } from "./idle-threads.ts";
import { type KeyedRows, keyLeaves } from "./key-leaves.ts";
import type { KeyWorkerAnswer, KeyWorkerRequest } from "./key-worker.ts";

/** Keys that one thread takes at a time, and how many are done where they are read: threads take longer to start. */
const PIECE = 256;
const FEW_KEYS = 4 * PIECE;

const idle = new IdleThreads(new URL("./key-worker.ts", import.meta.url), availableParallelism());

export interface KeyCommitmentRequest {
  readonly parquetPath: string;
  readonly batch: string;
  /** The declared columns, by name. */
  readonly columns: readonly Pick<ColumnSchema, "name" | "type">[];
  /** The home's VRF seed. */
  readonly seed: Uint8Array;
  readonly threads?: number;
  readonly signal: AbortSignal;
  readonly report: (keysDone: number) => void;
}

export interface CommittedBatchKeys {
  readonly keys: CommittedKeys;
  /** In the order of the columns. */
  readonly trees: readonly KeyTree[];
}

/** Commits to the keys of a Parquet file of the lake as it stands on disk (KEY_COMMITMENT). Used when a batch is written and when it is checked. */
export async function commitKeys(engine: Engine, request: KeyCommitmentRequest): Promise<CommittedBatchKeys> {
  const threads = new KeyThreads(request);
  try {
    const columns = [...request.columns].sort((left, right) => (left.name < right.name ? -1 : 1));
    const trees: KeyTree[] = [];
    for (const column of columns) trees.push(keyTree(await threads.leavesOf(await keysOf(engine, request, column))));
    const committed = trees.map((tree, at) => ({ column: columns[at]?.name ?? "", root: encodeHex(tree.root), count: tree.count }));
    return { keys: { vrf: encodeHex(vrfKey(request.seed).publicKey), columns: committed }, trees };
  } finally {
    await threads.close();
  }
}

async function keysOf(
  engine: Engine,
  { parquetPath, batch }: KeyCommitmentRequest,
  column: Pick<ColumnSchema, "name" | "type">,
): Promise<KeyedRows[]> {
  const name = quoteName(column.name);
  const rows = await engine.rows(
    `SELECT ${canonicalText(column, name)} AS key, string_agg(CAST(_row AS VARCHAR), ',' ORDER BY _row)
      FROM read_parquet(${quoteText(parquetPath)}) WHERE ${name} IS NOT NULL GROUP BY key`,
  );
  return rows.map(([value, list]) => ({ batch, column: column.name, value: String(value), rows: String(list).split(",").map(Number) }));
}

/** Few keys are done here, more by threads, which start with the first of them. */
class KeyThreads {
  readonly #request: KeyCommitmentRequest;
  #workers: Worker[] = [];
  #done = 0;
  /** Pieces may be under way. */
  #isUnderWay = false;

  constructor(request: KeyCommitmentRequest) {
    this.#request = request;
  }

  async leavesOf(keys: readonly KeyedRows[]): Promise<Uint8Array> {
    const pieces = Array.from({ length: Math.ceil(keys.length / PIECE) }, (_, at) => keys.slice(at * PIECE, (at + 1) * PIECE));
    const leaves: Uint8Array[] = [];
    if (keys.length > FEW_KEYS) await this.#share(pieces, leaves);
    else if (keys.length > 0) leaves.push(keyLeaves(await createVrfEvaluator(this.#request.seed), keys));
    const whole = new Uint8Array(leaves.reduce((sum, leaf) => sum + leaf.length, 0));
    let position = 0;
    for (const part of leaves) {
      whole.set(part, position);
      position += part.length;
    }
    return whole;
  }

  async #share(pieces: readonly KeyedRows[][], leaves: Uint8Array[]): Promise<void> {
    const { seed, threads = availableParallelism(), signal, report } = this.#request;
    while (this.#workers.length < Math.min(threads, pieces.length)) this.#workers.push(idle.take());
    this.#isUnderWay = true;
    let next = 0;
    await Promise.all(
      this.#workers.map(async (worker) => {
        for (let at = next++; at < pieces.length; at = next++) {
          signal.throwIfAborted();
          const piece = pieces[at] ?? [];
          leaves[at] = await answerOf(worker, { seed, keys: piece });
          this.#done += piece.length;
          report(this.#done);
        }
      }),
    );
    this.#isUnderWay = false;
  }

  /** Threads in the middle of a piece, or of work that failed, end with it. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => (this.#isUnderWay ? worker.terminate() : idle.giveBack(worker))));
    this.#workers = [];
  }
}

function answerOf(worker: Worker, request: KeyWorkerRequest): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void): void => {
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      end();
    };
    const onMessage = (answer: KeyWorkerAnswer): void =>
      settle(() => ("leaves" in answer ? resolve(answer.leaves) : reject(new Error(answer.failure))));
    const onError = (error: unknown): void => settle(() => reject(error instanceof Error ? error : new Error(String(error))));
    const onExit = (): void => settle(() => reject(new Error("the key worker ended before its result")));
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    worker.postMessage(request);
  });
}
