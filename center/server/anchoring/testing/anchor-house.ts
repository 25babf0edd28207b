import { hash, randomBytes } from "node:crypto";
import { AnchorChain, type AnchorSettings, deployAnchorContract, makeAnchorKey, openAnchorKey } from "@yuejian/chain/anchor";
import { formatCheckpoint, signerKeyOf, signNote } from "@yuejian/chain/format";
import { createIds } from "@yuejian/contracts";
import { createOutbox } from "../../outbox/index.ts";
import { openStore, type Store } from "../../store/index.ts";
import { type AnchorCounts, type CarryPorts, carryAnchors } from "../carry.ts";
import { type AnchorRow, addCheckpoint } from "../queue.ts";
import type { UsedSettings } from "../settings.ts";

export const ORIGIN = "yuejian.example/ledger";
const SIGNER = signerKeyOf(ORIGIN, new Uint8Array(32).fill(7));

/** A signed checkpoint; `history` tells trees of one size apart. */
export function checkpointNote(size: number, history = "true"): { size: number; root: string; note: string } {
  const root = hash("sha256", `${history} ${size}`);
  return { size, root, note: signNote(formatCheckpoint({ origin: ORIGIN, size, root: Buffer.from(root, "hex") }), SIGNER) };
}

/** A store with a queue and a contract of its own, whose clock the test moves. */
export interface AnchorHouse {
  readonly store: Store;
  readonly settings: UsedSettings;
  readonly ports: CarryPorts;
  readonly clock: { now(): number; move(milliseconds: number): void };
  readonly queue: (...sizes: number[]) => Promise<void>;
  readonly pass: (given?: Partial<CarryPorts>) => Promise<AnchorCounts>;
  readonly rows: () => Promise<Record<number, AnchorRow>>;
  readonly statuses: () => Promise<Record<number, string>>;
  close(): Promise<void>;
}

/** `ownerKey` deploys the contract; the anchorer's key lies in `folder`. */
export async function openAnchorHouse(given: {
  storeUrl: string;
  folder: string;
  settings: Pick<AnchorSettings, "rpcUrl" | "chainId"> & Partial<AnchorSettings>;
  ownerKeyFile: string;
  endow: (address: `0x${string}`) => Promise<void>;
}): Promise<AnchorHouse> {
  const keyFile = `${given.folder}/anchor.key`;
  const anchorer = makeAnchorKey(keyFile);
  await given.endow(anchorer.address);
  const wanted = { contract: null, keyFile, confirmations: 1, everyMinutes: 10, everyEntries: 1000, checkpoint: null, ...given.settings };
  const { contract } = await deployAnchorContract(wanted, {
    origin: ORIGIN,
    owner: openAnchorKey(given.ownerKeyFile),
    anchorer: anchorer.address,
  });
  return enterAnchorHouse({ storeUrl: given.storeUrl, settings: { ...wanted, contract } });
}

/** The house as another process finds it. */
export async function enterAnchorHouse({ storeUrl, settings }: { storeUrl: string; settings: UsedSettings }): Promise<AnchorHouse> {
  const store = await openStore(storeUrl);
  let moved = 0;
  const clock = {
    now: () => Date.now() + moved,
    move: (milliseconds: number) => {
      moved += milliseconds;
    },
  };
  const ports: CarryPorts = {
    store,
    outbox: createOutbox({ clock, randomBytes }),
    clock,
    ids: createIds(clock, randomBytes),
    organisation: "yueyang",
    chain: await AnchorChain.open(settings, ORIGIN),
    account: openAnchorKey(settings.keyFile),
    contract: settings,
    confirmations: settings.confirmations,
    fence: async () => {},
  };
  const rows = async () => {
    const all = await store.db.selectFrom("anchors").selectAll().orderBy("size").execute();
    return Object.fromEntries(all.map((row) => [row.size, row]));
  };
  return {
    store,
    settings,
    ports,
    clock,
    queue: async (...sizes) => {
      const at = new Date(clock.now()).toISOString();
      await store.write(async (trx) => {
        for (const size of sizes) await addCheckpoint(trx, settings, { note: checkpointNote(size).note, at });
      });
    },
    pass: (other = {}) => carryAnchors({ ...ports, ...other }),
    rows,
    statuses: async () => Object.fromEntries(Object.entries(await rows()).map(([size, { status }]) => [size, status])),
    close: () => store.close(),
  };
}
