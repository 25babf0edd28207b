import { setImmediate as turn } from "node:timers/promises";
import { YuejianError } from "@yuejian/contracts";
import type { BulkCommand } from "@yuejian/contracts/api";
import { actorOf, namesMentioned } from "../identity/index.ts";
import { createPolicy } from "../policy/index.ts";
import type { Reading, Row, StoreTransaction } from "../store/index.ts";
import { changeLeadIn, conflictAt, type LeadChangePorts, undoLeadIn } from "../work/index.ts";
import { judge, type Order } from "./judge.ts";

/** Leads per transaction: others write in between. */
const CHUNK = 50;

export interface CarryOutOptions {
  /** Called in each transaction, for a job that may have been cancelled or taken over. */
  readonly fence?: (trx: StoreTransaction) => Promise<void>;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Does what an operation still has to do, lead by lead; may be called again after a kill. Each lead has an outcome of its own: one that was changed
 *  meanwhile or cannot be changed is left and named. */
export async function carryOut(ports: LeadChangePorts, operation: Row<"operations">, options: CarryOutOptions = {}): Promise<void> {
  const { store } = ports;
  const order = operation.kind === "undo" ? null : await orderOf(ports, operation);
  for (let done = 0; ; ) {
    const chunk = await store.write(async (trx) => {
      await options.fence?.(trx);
      const pending = await trx
        .selectFrom("operation_leads")
        .selectAll()
        .where("operation", "=", operation.id)
        .where("outcome", "=", "pending")
        .orderBy("position")
        .limit(CHUNK)
        .execute();
      for (const each of pending) await settle(trx, each, await attempt(trx, ports, { each, order, operation }));
      if (pending.length < CHUNK) await trx.updateTable("operations").set({ status: "done" }).where("id", "=", operation.id).execute();
      return pending.length;
    });
    done += chunk;
    options.onProgress?.(done, operation.leads);
    if (chunk < CHUNK) return;
    await turn();
  }
}

/** Who gives the command, what it is and whom it names, as accounts and policy are now. */
export async function orderOf(
  { store, offices, manifestOf }: Pick<LeadChangePorts, "store" | "offices" | "manifestOf">,
  { actor: id, command: text }: Pick<Row<"operations">, "actor" | "command">,
): Promise<Order> {
  const account = await store.db.selectFrom("users").selectAll().where("id", "=", id).executeTakeFirst();
  if (!account || account.is_disabled !== 0) throw new YuejianError("USER_UNKNOWN", { user: id });
  const given = JSON.parse(text) as BulkCommand;
  const accounts = await accountsNamed(store.db, given);
  const command = given.action === "comment" ? { ...given, mentions: accounts.map((each) => each.id) } : given;
  return { actor: actorOf(account), policy: createPolicy(offices), command, accounts, manifestOf };
}

async function accountsNamed(db: Reading, command: BulkCommand) {
  const users = db.selectFrom("users").selectAll();
  if (command.action === "assign") return users.where("id", "=", command.assignee).execute();
  const names = command.action === "comment" ? namesMentioned(command.note) : [];
  if (names.length === 0) return [];
  const accounts = await users.where("name", "in", names).execute();
  const unknown = names.filter((name) => !accounts.some((each) => each.name === name));
  if (unknown.length > 0) throw new YuejianError("MENTION_REFUSED", { names: unknown.map((name) => `@${name}`).join(", ") });
  return accounts;
}

interface Attempt {
  readonly each: Row<"operation_leads">;
  readonly order: Order | null;
  readonly operation: Row<"operations">;
}

type Settled = { readonly version: number; readonly event: string } | YuejianError;

async function attempt(trx: StoreTransaction, ports: LeadChangePorts, { each, order, operation }: Attempt): Promise<Settled> {
  const row = await trx.selectFrom("leads").selectAll().where("id", "=", each.lead).executeTakeFirst();
  if (!row) return new YuejianError("LEAD_UNKNOWN", { lead: each.lead });
  const seen = each.version ?? row.version;
  if (row.version > seen) return conflictAt(trx, row, seen);
  // A version that the lead does not have yet was not seen by anybody.
  if (row.version < seen) return new YuejianError("LEAD_UNKNOWN", { lead: each.lead });
  const actor = { id: operation.actor };
  try {
    if (order === null) {
      const { lead, event } = await undoLeadIn(trx, ports, { lead: row.id, version: seen, undoes: each.event ?? "", actor });
      return { version: lead.version, event: event.id };
    }
    const refusal = judge(row, order);
    if (refusal) return refusal;
    const { lead, event } = await changeLeadIn(trx, ports, { lead: row.id, version: seen, command: order.command, actor });
    return { version: lead.version, event: event.id };
  } catch (cause) {
    // Refusals are found before anything is written, so the transaction holds nothing of this lead.
    if (cause instanceof YuejianError && (cause.kind === "conflict" || cause.kind === "input" || cause.kind === "missing")) return cause;
    throw cause;
  }
}

async function settle(trx: StoreTransaction, each: Row<"operation_leads">, settled: Settled): Promise<void> {
  const outcome =
    settled instanceof YuejianError
      ? {
          outcome: settled.code === "VERSION_CONFLICT" ? ("changed" as const) : ("refused" as const),
          code: settled.code,
          parameters: JSON.stringify(settled.parameters),
          version: null,
          event: null,
        }
      : { outcome: "done" as const, code: null, parameters: null, ...settled };
  await trx
    .updateTable("operation_leads")
    .set(outcome)
    .where("operation", "=", each.operation)
    .where("position", "=", each.position)
    .execute();
}
