import { setTimeout as sleep } from "node:timers/promises";
import { type Text, YuejianError } from "@yuejian/contracts";
import { headOffice, readHomeFacts } from "../home/seed.ts";
import type { JobHandler } from "../jobs/index.ts";
import type { Workplace } from "../work/index.ts";
import { type AnchorCounts, type CarryPorts, carryAnchors } from "./carry.ts";
import { noteFailure, noteSuccess } from "./contracts.ts";
import { readSettings } from "./settings.ts";

/** What a job left on its way; nothing when all is confirmed. */
export interface AnchorReport {
  readonly onTheWay: AnchorCounts;
}

const STAGE: Text = { zh: "等待区块", en: "Waiting for blocks" };
const LOOK_EVERY_MS = 1000;
/** Confirmations may take longer; a later job goes on. */
const PATIENCE_MS = 60_000;

/** Carries the queue as far as it goes. Repeating it does no harm: see `carryAnchors`. */
export const anchorHandler: JobHandler<Workplace> = async (_input, { home, progress, fence }): Promise<AnchorReport> => {
  const settings = await readSettings(home.paths);
  const facts = await readHomeFacts(home.store.db);
  if (settings === null || facts === null) throw new YuejianError("ANCHORING_NOT_SET_UP");
  try {
    const { AnchorChain, openAnchorKey } = await import("@yuejian/chain/anchor");
    const account = openAnchorKey(settings.keyFile);
    const chain = await AnchorChain.open(settings, facts.origin);
    const ports: CarryPorts = {
      store: home.store,
      outbox: home.outbox,
      clock: home.clock,
      ids: home.ids,
      organisation: headOffice(home.offices).id,
      chain,
      account,
      contract: settings,
      confirmations: settings.confirmations,
      fence,
    };
    for (let waited = 0; ; waited += LOOK_EVERY_MS) {
      const onTheWay = await carryAnchors(ports);
      await noteSuccess(home, settings, await chain.head());
      const isMoving = (onTheWay.sent ?? 0) + (onTheWay.mined ?? 0) + (onTheWay.waiting ?? 0) > 0 && (onTheWay.sighted ?? 0) === 0;
      if (!isMoving || waited >= PATIENCE_MS || progress.signal?.aborted) return { onTheWay };
      progress.report(waited / 1000, null, STAGE);
      await sleep(LOOK_EVERY_MS);
    }
  } catch (cause) {
    if (cause instanceof YuejianError && cause.code !== "JOB_CANCELLED") await noteFailure(home, settings, cause);
    throw cause;
  }
};
