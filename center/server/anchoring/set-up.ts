import { existsSync } from "node:fs";
import type { DeployedContract } from "@yuejian/chain/anchor";
import type { Home } from "../home/index.ts";
import { headOffice } from "../home/seed.ts";
import type { StoreTransaction } from "../store/index.ts";
import { readSettings, settingsFile, type UsedSettings, writeSettings } from "./settings.ts";

export interface SetUpRequest {
  /** File with the settings; its key file is made when it is missing. */
  readonly file: string;
  /** Key of the contract's owner, when it is not the anchorer's. */
  readonly ownerKeyFile: string | null;
  /** Another contract although this home uses one in that chain already. */
  readonly isNew: boolean;
}

export type SetUpHome = Pick<Home, "store" | "outbox" | "clock" | "ledger" | "paths" | "offices">;

/** Deploys the contract or takes the one that settings or home name, and keeps the settings in the home. What is in the chain stays when this is cut off:
 *  a contract that nobody uses costs nothing. ANCHOR_CODE_DIFFERS and the other errors of the chain; then nothing is kept. */
export async function setUpAnchoring(
  home: SetUpHome,
  { file, ownerKeyFile, isNew }: SetUpRequest,
  also: (trx: StoreTransaction, deployed: DeployedContract) => Promise<void>,
): Promise<DeployedContract> {
  const { deployAnchorContract, makeAnchorKey, openAnchorKey, readAnchorSettings } = await import("@yuejian/chain/anchor");
  const given = readAnchorSettings(file);
  const used = existsSync(settingsFile(home.paths)) && !isNew ? await readSettings(home.paths) : null;
  const contract = given.contract ?? (used?.chainId === given.chainId ? used.contract : null);
  const anchorer = makeAnchorKey(given.keyFile);
  const owner = ownerKeyFile === null ? anchorer : openAnchorKey(ownerKeyFile);
  const { origin } = home.ledger;
  const deployed = await deployAnchorContract({ ...given, contract }, { origin, owner, anchorer: anchorer.address });
  const settings: UsedSettings = { ...given, contract: deployed.contract };
  await home.store.write(async (trx) => {
    const { chainId } = settings;
    const outbox = await home.outbox.record(trx, {
      type: "anchor.changed",
      subject: deployed.contract,
      organisation: headOffice(home.offices).id,
      content: { change: "adopted", chainId, ...deployed, confirmations: settings.confirmations },
    });
    const state = { code_hash: deployed.codeHash, anchorer: deployed.anchorer, outbox, failures: 0, next_at: null, error: null };
    await trx
      .insertInto("anchor_contracts")
      .values({
        ...state,
        chain_id: chainId,
        contract: deployed.contract,
        adopted_at: new Date(home.clock.now()).toISOString(),
        checked_at: null,
        head: null,
      })
      .onConflict((conflict) => conflict.columns(["chain_id", "contract"]).doUpdateSet(state))
      .execute();
    await also(trx, deployed);
  });
  writeSettings(home.paths, settings);
  return deployed;
}
