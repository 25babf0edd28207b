import { type Ledger, type LedgerEntry, YuejianError } from "@yuejian/contracts";
import { sql } from "kysely";
import type { Store } from "../store/index.ts";

/** Carries statements from the outbox to the ledger, in the order of their ids, as long as the home is held. */
export interface Drain {
  /** Something was committed, perhaps by another thread. */
  wake(): void;
  /** Index on the ledger of an outbox entry, as soon as it is there. Rejects when the ledger stopped. */
  settled(outboxId: number): Promise<number>;
  /** Resolves when nothing waits. Rejects when the ledger stopped. */
  empty(): Promise<void>;
  /** Why draining ended before its time; null while it works. */
  readonly fault: YuejianError | null;
  /** Carries over what waits and ends. */
  stop(): Promise<void>;
}

export interface DrainOptions {
  readonly store: Store;
  readonly ledger: Pick<Ledger, "append">;
  readonly homeId: string;
  /** The key under which a statement is appended; of home and outbox id when not given. */
  readonly keyOf?: (id: number, statement: string) => string;
  /** Told once, when draining ends over a fault. */
  readonly onFault?: (fault: YuejianError) => void;
}

const GROUP = 1000;
/** Other processes commit to the same store without telling this one. */
const LOOK_EVERY_MS = 500;
const RETRY_AFTER_MS = 1000;

export function ledgerKey(homeId: string, outboxId: number): string {
  return `${homeId}/${outboxId}`;
}

export function startDrain(options: DrainOptions): Drain {
  const drain = new OutboxDrain(options);
  drain.wake();
  return drain;
}

interface Waiting {
  /** Null: until nothing waits. */
  readonly id: number | null;
  readonly resolve: (index: number) => void;
  readonly reject: (fault: unknown) => void;
}

class LedgerFault extends Error {}

class OutboxDrain implements Drain {
  fault: YuejianError | null = null;
  readonly #options: DrainOptions;
  readonly #waiting = new Set<Waiting>();
  readonly #endListening: () => void;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> = Promise.resolve();
  #isRunning = false;
  #isWoken = false;
  #isStopping = false;

  constructor(options: DrainOptions) {
    this.#options = options;
    this.#endListening = options.store.onCommit(() => this.wake());
    this.#timer = setInterval(() => this.wake(), LOOK_EVERY_MS).unref();
  }

  wake(): void {
    this.#isWoken = true;
    if (this.fault === null && !this.#isRunning) this.#running = this.#run();
  }

  async settled(outboxId: number): Promise<number> {
    const row = await this.#options.store.db.selectFrom("outbox").select("ledger_index").where("id", "=", outboxId).executeTakeFirst();
    if (row && row.ledger_index !== null) return row.ledger_index;
    return this.#wait(outboxId);
  }

  async empty(): Promise<void> {
    await this.#wait(null);
  }

  async stop(): Promise<void> {
    if (this.#isStopping) return;
    clearInterval(this.#timer);
    this.#endListening();
    this.wake();
    this.#isStopping = true;
    await this.#running;
    this.#end(new YuejianError("LOG_STOPPED", { reason: "the home was closed" }));
  }

  #wait(id: number | null): Promise<number> {
    return new Promise((resolve, reject) => {
      if (this.fault) return reject(this.fault);
      if (this.#isStopping) return reject(new YuejianError("LOG_STOPPED", { reason: "the home was closed" }));
      this.#waiting.add({ id, resolve, reject });
      this.wake();
    });
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#isWoken && this.fault === null) {
      this.#isWoken = false;
      try {
        while ((await this.#carry()) === GROUP);
        await this.#answer();
      } catch (cause) {
        await this.#meet(cause);
      }
    }
    this.#isRunning = false;
  }

  /** One group: append, then remember the indexes. A crash in between repeats the append under the same keys. */
  async #carry(): Promise<number> {
    const { store, ledger, homeId, keyOf = (id: number) => ledgerKey(homeId, id) } = this.#options;
    const rows = await store.db
      .selectFrom("outbox")
      .select(["id", "statement"])
      .where("ledger_index", "is", null)
      .orderBy("id")
      .limit(GROUP)
      .execute();
    if (rows.length === 0) return 0;
    const entries: LedgerEntry[] = rows.map(({ id, statement }) => ({ key: keyOf(id, statement), bytes: Buffer.from(statement, "utf8") }));
    const indexes = await ledger.append(entries).catch((cause: unknown) => {
      throw new LedgerFault("the ledger did not append", { cause });
    });
    const pairs = rows.map(({ id }, at) => sql`(cast(${id} as bigint), cast(${indexes[at]} as bigint))`);
    await store.writeQueue((trx) =>
      sql`update outbox set ledger_index = appended.column2 from (values ${sql.join(pairs)}) as appended where outbox.id = appended.column1`.execute(
        trx,
      ),
    );
    for (const [at, { id }] of rows.entries()) {
      for (const waiting of this.#waiting) {
        if (waiting.id !== id) continue;
        this.#waiting.delete(waiting);
        waiting.resolve(indexes[at] as number);
      }
    }
    return rows.length;
  }

  /** Those who wait for nothing to wait, and those whose entry settled before they asked. */
  async #answer(): Promise<void> {
    const ids = [...this.#waiting].flatMap(({ id }) => (id === null ? [] : [id]));
    const rows =
      ids.length === 0
        ? []
        : await this.#options.store.db.selectFrom("outbox").select(["id", "ledger_index"]).where("id", "in", ids).execute();
    const indexes = new Map(rows.map((row) => [row.id, row.ledger_index]));
    for (const waiting of this.#waiting) {
      if (waiting.id === null && this.#isWoken) continue;
      const index = waiting.id === null ? 0 : indexes.get(waiting.id);
      if (index === null || (index === undefined && !this.#isStopping && this.#isWoken)) continue;
      this.#waiting.delete(waiting);
      if (index === undefined) waiting.reject(new YuejianError("UNEXPECTED", { reference: `outbox ${waiting.id}` }));
      else waiting.resolve(index);
    }
  }

  /** The store may be out of reach for a while; the ledger has either appended or stopped. */
  async #meet(cause: unknown): Promise<void> {
    if (!(cause instanceof LedgerFault)) {
      if (this.#isStopping) return this.#end(new YuejianError("LOG_STOPPED", { reason: String(cause) }, { cause }));
      this.#isWoken = true;
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
      return;
    }
    const reason = cause.cause;
    this.#end(reason instanceof YuejianError ? reason : new YuejianError("LOG_STOPPED", { reason: String(reason) }, { cause: reason }));
    if (this.fault) this.#options.onFault?.(this.fault);
  }

  #end(fault: YuejianError): void {
    this.fault ??= fault;
    for (const waiting of this.#waiting) waiting.reject(fault);
    this.#waiting.clear();
  }
}
