import type { CosigningState } from "../cosigning/index.ts";
import type { Home } from "../home/index.ts";
import { headOffice } from "../home/seed.ts";
import { hasAlarm } from "./alarms.ts";
import { contractRow } from "./contracts.ts";
import { addCheckpoint, putJob } from "./queue.ts";
import { anchorsFinal, readSettings, type UsedSettings } from "./settings.ts";
import { judgeSightings } from "./sightings.ts";

export interface Anchoring {
  stop(): Promise<void>;
}

export interface AnchoringOptions {
  readonly home: AnchoringHome;
  readonly cosigning: () => CosigningState;
  readonly onTrouble: (text: string) => void;
  readonly everyMilliseconds?: number;
}

export type AnchoringHome = Pick<Home, "store" | "outbox" | "clock" | "ids" | "offices" | "ledger" | "paths" | "work">;

const LOOK_EVERY_MS = 1000;

/** As long as the home is served: puts checkpoints into the queue when they are due, and jobs for what waits in it. The work itself is done by jobs. */
export function startAnchoring(options: AnchoringOptions): Anchoring {
  let looking: Promise<void> | null = null;
  let trouble = "";
  const look = () => {
    looking ??= lookOnce(options)
      .then(
        () => {
          trouble = "";
        },
        (cause: unknown) => {
          const text = `anchoring: ${cause instanceof Error ? cause.message : String(cause)}`;
          // Told once, not every second.
          if (text !== trouble) options.onTrouble(text);
          trouble = text;
        },
      )
      .finally(() => {
        looking = null;
      });
  };
  const timer = setInterval(look, options.everyMilliseconds ?? LOOK_EVERY_MS).unref();
  look();
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

/** One look of `startAnchoring`. */
export async function lookOnce({ home, cosigning }: Pick<AnchoringOptions, "home" | "cosigning">): Promise<void> {
  const settings = await readSettings(home.paths);
  if (settings === null) return;
  const { store, clock } = home;
  await judgeSightings({ ...home, organisation: headOffice(home.offices).id });
  if ((await hasAlarm(store.db, settings)) !== null) return;
  const note = (await isDue(home, settings)) ? await nextNote({ home, cosigning }, settings) : null;
  const state = await contractRow(home, settings);
  const isResting = state?.next_at != null && Date.parse(state.next_at) > clock.now();
  if (note === null && (isResting || !(await hasWork(home, settings)))) return;
  const actor = { id: "system", office: headOffice(home.offices).id };
  await store.write(async (trx) => {
    if (note !== null) await addCheckpoint(trx, settings, { note, at: new Date(clock.now()).toISOString() });
    const unfinished = await trx
      .selectFrom("jobs")
      .select("id")
      .where("kind", "=", "anchor")
      .where("status", "in", ["queued", "running"])
      .executeTakeFirst();
    if (!isResting && !unfinished) await putJob(home, actor, trx);
  });
}

/** The checkpoint to be anchored; null: there is none that is larger than what the queue holds. */
export async function nextNote(
  { home, cosigning }: Pick<AnchoringOptions, "home" | "cosigning">,
  settings: UsedSettings,
): Promise<string | null> {
  if (!anchorsFinal(settings, home.paths.ledger)) return home.ledger.size === 0 ? null : home.ledger.checkpoint();
  const { final } = cosigning();
  const queued = await newestQueued(home, settings);
  return final !== null && final.size > (queued?.size ?? 0) ? final.note : null;
}

async function isDue(home: AnchoringHome, settings: UsedSettings): Promise<boolean> {
  const { ledger, clock } = home;
  const queued = await newestQueued(home, settings);
  if (queued === null) return ledger.size > 0;
  const minutes = (clock.now() - Date.parse(queued.created_at)) / 60_000;
  const grown = ledger.size - queued.size;
  return grown > 0 && (minutes >= settings.everyMinutes || grown >= settings.everyEntries);
}

async function newestQueued({ store }: Pick<Home, "store">, { chainId, contract }: UsedSettings) {
  const row = await store.db
    .selectFrom("anchors")
    .select(["size", "created_at"])
    .where("chain_id", "=", chainId)
    .where("contract", "=", contract)
    .orderBy("size", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

async function hasWork({ store }: Pick<Home, "store">, { chainId, contract }: UsedSettings): Promise<boolean> {
  const row = await store.db
    .selectFrom("anchors")
    .select("size")
    .where("chain_id", "=", chainId)
    .where("contract", "=", contract)
    .where("status", "in", ["waiting", "sent", "mined"])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
