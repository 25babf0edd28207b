import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatVerifierKey, handoverOf } from "@yuejian/chain/format";
import { nodeDisk, replaceFile } from "@yuejian/chain/log";
import { contentKey } from "@yuejian/chain/node";
import { YuejianError } from "@yuejian/contracts";
import { readHandovers } from "../cosigning/handover-files.ts";
import type { DrainOptions } from "../outbox/index.ts";
import type { Store } from "../store/index.ts";

/** Why this home states nothing more: its ledger was handed over to another key, or others saw more of it than is here. */
export class Retirement {
  readonly #file: string;
  #fault: YuejianError | null;

  constructor(ledgerFolder: string) {
    this.#file = join(ledgerFolder, "handed-over");
    this.#fault = existsSync(this.#file) ? faultOf(readFileSync(this.#file, "utf8")) : null;
  }

  get fault(): YuejianError | null {
    return this.#fault;
  }

  require(): void {
    if (this.#fault !== null) throw this.#fault;
  }

  /** Until the home is opened again. */
  halt(fault: YuejianError): void {
    this.#fault ??= fault;
  }

  begin(note: string): void {
    this.#fault ??= faultOf(note);
    replaceFile(nodeDisk, this.#file, new TextEncoder().encode(note));
  }
}

function faultOf(note: string): YuejianError {
  const { size, to } = handoverOf(note);
  return new YuejianError("LOG_HANDED_OVER", { size, key: formatVerifierKey(to) });
}

const SETTING = "chain.handover";

/** How the outbox goes on over a ledger that was promoted from a mirror's copy. Callers' keys are no part of entries, so the copy knows none: statements
 *  are recognised by their bytes instead. What the sequencer before acknowledged above the handover is not on this ledger: it waits again. */
export async function adoptHandovers(store: Store, ledgerFolder: string): Promise<Pick<DrainOptions, "keyOf">> {
  const newest = readHandovers(ledgerFolder).at(-1);
  if (newest === undefined) return {};
  const { size } = handoverOf(newest);
  await store.write(async (trx) => {
    const known = await trx.selectFrom("settings").select("value").where("name", "=", SETTING).executeTakeFirst();
    if (known?.value === String(size)) return;
    await trx.updateTable("outbox").set({ ledger_index: null }).where("ledger_index", ">=", size).execute();
    if (known)
      await trx
        .updateTable("settings")
        .set({ value: String(size) })
        .where("name", "=", SETTING)
        .execute();
    else
      await trx
        .insertInto("settings")
        .values({ name: SETTING, value: String(size) })
        .execute();
  });
  return { keyOf: (_id, statement) => contentKey(Buffer.from(statement, "utf8")) };
}
