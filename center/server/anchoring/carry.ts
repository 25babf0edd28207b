import type { AnchorAccount, AnchorChain, FoundAnchor } from "@yuejian/chain/anchor";
import { type AnchorStatus, YuejianError } from "@yuejian/contracts";
import type { Store, StoreTransaction } from "../store/index.ts";
import { type AlarmPorts, hasAlarm, raiseAlarm } from "./alarms.ts";
import { type AnchorRow, type Contract, NOWHERE, newRow, UNSIGNED } from "./queue.ts";

export interface CarryPorts extends AlarmPorts {
  readonly store: Store;
  readonly chain: AnchorChain;
  readonly account: AnchorAccount;
  readonly contract: Contract;
  readonly confirmations: number;
  /** Called in each transaction that changes the queue: see JobContext. */
  readonly fence: (trx: StoreTransaction) => Promise<void>;
}

/** How many rows stand where after a pass. */
export type AnchorCounts = Readonly<Partial<Record<AnchorStatus, number>>>;

/** A transaction that waits this long is sent again at a higher price. */
const STUCK_MS = 120_000;
const ON_THE_WAY: readonly AnchorStatus[] = ["waiting", "sent", "mined", "sighted"];

/** One pass over the queue: learns from the contract what became of what was sent, and sends the newest checkpoint that waits.
 *
 *  The contract is the one truth about what is anchored: nothing here is believed that it does not say, and each step may be cut off anywhere and done
 *  again. A transaction is kept before it is sent, and sent again as the same bytes, so one nonce never carries two of them unless the first
 *  is to be displaced. One is on its way at a time. ANCHOR_HISTORY_DIFFERS while chain and ledger disagree: then nothing is sent. */
export async function carryAnchors(ports: CarryPorts): Promise<AnchorCounts> {
  const { store, chain, contract } = ports;
  const head = await chain.head();
  const newest = await chain.newest();
  const atNewest = newest === null ? null : await rowAt(ports, newest.size);
  if (newest !== null && atNewest === null) await keepSighting(ports, newest.size);
  const followed = [...(await rowsOnTheWay(ports)), atNewest, await newestConfirmed(ports)].flatMap((row) => row ?? []);
  for (const row of new Map(followed.map((each) => [each.size, each])).values()) {
    await follow(ports, row, { head, newestSize: newest?.size ?? 0 });
  }
  const alarmed = await hasAlarm(store.db, contract);
  if (alarmed !== null) throw new YuejianError("ANCHOR_HISTORY_DIFFERS", { size: alarmed });
  await sendNewest(ports);
  return countsOf(await rowsOnTheWay(ports));
}

/** Learns what became of one row. */
async function follow(ports: CarryPorts, row: AnchorRow, seen: { head: number; newestSize: number }): Promise<void> {
  if (row.status === "sighted" || row.status === "refused") return;
  const { chain } = ports;
  const found = await chain.anchorAt(row.size);
  if (found !== null) return keepFound(ports, row, { found, head: seen.head });
  if (row.status === "mined" || row.status === "confirmed") {
    // Its block left the chain. The transaction went back to those that wait, or is sent again.
    await change(ports, row, { ...NOWHERE, status: row.raw === null ? "waiting" : "sent", reorgs: row.reorgs + 1, sent_at: now(ports) });
    return;
  }
  if (row.status !== "superseded" && seen.newestSize > row.size) await change(ports, row, { status: "superseded", raw: null });
  else if (row.status === "sent") await pursue(ports, row);
}

async function keepFound(ports: CarryPorts, row: AnchorRow, { found, head }: { found: FoundAnchor; head: number }): Promise<void> {
  if (found.root !== row.root) {
    const own = { root: row.root, note: row.note };
    await change(ports, row, { status: "refused" }, (trx) =>
      raiseAlarm(trx, ports, { contract: ports.contract, alarm: { kind: "other-root", own, found } }),
    );
    return;
  }
  // The block may be younger than the head that was asked for before it.
  const status: AnchorStatus = Math.max(head - found.blockNumber, 0) + 1 >= ports.confirmations ? "confirmed" : "mined";
  if (status === row.status && found.blockHash === row.block_hash) return;
  const evidence = status === "confirmed" ? await ports.chain.evidence(found) : null;
  const set = { ...placeOf(found), status, remark: null, evidence: evidence && JSON.stringify(evidence) };
  await change(ports, row, set, async (trx) => {
    if (status === "confirmed") await coverSmaller(trx, ports, row.size);
  });
}

/** A later anchor covers what never got into the chain: the larger tree holds it. What was sent for smaller ones need not be sent again. */
async function coverSmaller(trx: StoreTransaction, ports: CarryPorts, size: number): Promise<void> {
  const smaller = trx
    .updateTable("anchors")
    .where("chain_id", "=", ports.contract.chainId)
    .where("contract", "=", ports.contract.contract)
    .where("size", "<", size);
  await smaller
    .set((build) => ({ status: "superseded", raw: null, version: build("version", "+", 1), changed_at: now(ports) }))
    .where("status", "in", ["waiting", "sent"])
    .execute();
  await smaller
    .set((build) => ({ raw: null, version: build("version", "+", 1) }))
    .where("status", "=", "confirmed")
    .where("raw", "is not", null)
    .execute();
}

/** The contract does not know a row whose transaction was signed. */
async function pursue(ports: CarryPorts, row: AnchorRow): Promise<void> {
  const { chain, account } = ports;
  if (row.raw === null || row.nonce === null || row.sender !== account.address.toLowerCase()) {
    await change(ports, row, { ...UNSIGNED, status: "waiting" });
    return;
  }
  const { mined } = await chain.nonces(account.address);
  if (mined > row.nonce) {
    // The nonce is used up. Was it this transaction after all, since the contract was asked?
    if ((await chain.anchorAt(row.size)) !== null) return;
    await change(ports, row, { ...UNSIGNED, status: "waiting", remark: "its nonce was used by a transaction that anchored nothing" });
    return;
  }
  const isStuck = ports.clock.now() - Date.parse(row.sent_at ?? row.changed_at) > STUCK_MS;
  if (isStuck) {
    await signAndSend(ports, row, { nonce: row.nonce, leastGasPrice: displacing(row.gas_price) });
    return;
  }
  const hash = (JSON.parse(row.hashes) as `0x${string}`[]).at(-1);
  if (hash !== undefined && (await chain.fate(hash)) !== "unknown") return;
  await broadcast(ports, row, { raw: row.raw as `0x${string}` });
}

async function sendNewest(ports: CarryPorts): Promise<void> {
  const { chain, account } = ports;
  const rows = await rowsOnTheWay(ports);
  // What was sighted has to be compared with the ledger first; what is on its way has to arrive.
  if (rows.some(({ status }) => status === "sighted" || status === "sent")) return;
  const row = rows.filter(({ status }) => status === "waiting").at(-1);
  if (!row) return;
  if (!(await chain.isAnchorer(account.address))) throw new YuejianError("ANCHOR_NOT_ALLOWED", { account: account.address });
  const { pending } = await chain.nonces(account.address);
  await signAndSend(ports, row, { nonce: pending });
}

/** Keeps the transaction, then sends it: after a kill in between the same one is sent. */
async function signAndSend(ports: CarryPorts, row: AnchorRow, place: { nonce: number; leastGasPrice?: bigint }): Promise<void> {
  const signed = await ports.chain.sign(ports.account, row, place);
  const hashes = JSON.parse(row.hashes) as string[];
  const kept = await change(ports, row, {
    status: "sent",
    sender: ports.account.address.toLowerCase(),
    nonce: signed.nonce,
    raw: signed.raw,
    gas_price: String(signed.gasPrice),
    sent_at: now(ports),
    hashes: JSON.stringify([...hashes.filter((each) => each !== signed.hash), signed.hash]),
  });
  if (kept !== null) await broadcast(ports, kept, signed);
}

async function broadcast(ports: CarryPorts, row: AnchorRow, signed: { raw: `0x${string}` }): Promise<void> {
  // A refusal settles nothing: the node may know the transaction already. The next pass asks the contract.
  const remark = await ports.chain.broadcast(signed);
  if (remark !== row.remark) await change(ports, row, { remark });
}

async function keepSighting(ports: CarryPorts, size: number): Promise<void> {
  const found = await ports.chain.anchorAt(size);
  if (found === null) return;
  const row = { ...newRow(ports.contract, { size, root: found.root, note: found.note, at: now(ports) }), ...placeOf(found) };
  await ports.store.write(async (trx) => {
    await ports.fence(trx);
    await trx
      .insertInto("anchors")
      .values({ ...row, status: "sighted" })
      .onConflict((conflict) => conflict.columns(["chain_id", "contract", "size"]).doNothing())
      .execute();
  });
}

function placeOf(found: FoundAnchor) {
  return {
    tx_hash: found.transaction,
    block_number: found.blockNumber,
    block_hash: found.blockHash,
    block_at: found.blockAt,
    log_index: found.logIndex,
    anchorer: found.anchorer,
  };
}

/** Nodes ask for a tenth more before they let one transaction displace another; where gas costs nothing there is nothing to raise. */
function displacing(gasPrice: string | null): bigint {
  const price = BigInt(gasPrice ?? "0");
  return price === 0n ? 0n : (price * 5n) / 4n + 1n;
}

/** Null when somebody else changed the row meanwhile: then their knowledge stands. */
async function change(
  ports: CarryPorts,
  row: AnchorRow,
  set: Partial<AnchorRow>,
  also: (trx: StoreTransaction) => Promise<void> = async () => {},
): Promise<AnchorRow | null> {
  return ports.store.write(async (trx) => {
    await ports.fence(trx);
    const changed = await trx
      .updateTable("anchors")
      .set({ ...set, version: row.version + 1, changed_at: now(ports) })
      .where("chain_id", "=", row.chain_id)
      .where("contract", "=", row.contract)
      .where("size", "=", row.size)
      .where("version", "=", row.version)
      .returningAll()
      .executeTakeFirst();
    if (changed) await also(trx);
    return changed ?? null;
  });
}

function rowsOf({ store, contract }: Pick<CarryPorts, "store" | "contract">) {
  return store.db.selectFrom("anchors").selectAll().where("chain_id", "=", contract.chainId).where("contract", "=", contract.contract);
}

/** Smaller sizes first. */
async function rowsOnTheWay(ports: CarryPorts): Promise<AnchorRow[]> {
  return rowsOf(ports).where("status", "in", ON_THE_WAY).orderBy("size").execute();
}

/** Looked at again in each pass: blocks can leave a chain after any number of confirmations. */
async function newestConfirmed(ports: CarryPorts): Promise<AnchorRow | undefined> {
  return rowsOf(ports).where("status", "=", "confirmed").orderBy("size", "desc").limit(1).executeTakeFirst();
}

async function rowAt(ports: CarryPorts, size: number): Promise<AnchorRow | null> {
  return (await rowsOf(ports).where("size", "=", size).executeTakeFirst()) ?? null;
}

function countsOf(rows: readonly AnchorRow[]): AnchorCounts {
  const counts: Partial<Record<AnchorStatus, number>> = {};
  for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function now({ clock }: Pick<CarryPorts, "clock">): string {
  return new Date(clock.now()).toISOString();
}
