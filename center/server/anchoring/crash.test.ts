import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RelayedCall, type RelayOptions, startRelay } from "../../../checks/anvil/relay.ts";
import { chainControl, describeOnAnvil, RICH_KEY, type RunningAnvil, startAnvil } from "../../../checks/anvil/start-anvil.ts";
import { temporaryFolders } from "../testing/stores.ts";
import { type AnchorHouse, openAnchorHouse } from "./testing/anchor-house.ts";

const CARRIER = fileURLToPath(new URL("./testing/dying-carrier.ts", import.meta.url));
/** More calls than one anchor takes: the last round ends unharmed, which shows that every call was cut. */
const MOST_CALLS = 40;

describeOnAnvil("a process that anchors and is killed", () => {
  const emptyFolder = temporaryFolders();
  let anvil: RunningAnvil;
  let chain: ReturnType<typeof chainControl>;
  beforeAll(async () => {
    anvil = await startAnvil();
    chain = chainControl(anvil);
  });
  afterAll(() => anvil.stop());

  async function house(): Promise<{ house: AnchorHouse; storeUrl: string }> {
    const folder = await emptyFolder();
    const ownerKeyFile = path.join(folder, "owner.key");
    await writeFile(ownerKeyFile, RICH_KEY, { mode: 0o600 });
    const storeUrl = path.join(folder, "store.sqlite");
    const settings = { rpcUrl: anvil.url, chainId: anvil.chainId };
    const endow = (address: `0x${string}`) => chain.setBalance({ address, value: 10n ** 18n });
    return { house: await openAnchorHouse({ storeUrl, folder, ownerKeyFile, settings, endow }), storeUrl };
  }

  /** Lets a process carry the queue through a relay that kills it; true when it ended by itself. */
  async function carry(
    storeUrl: string,
    { settings }: AnchorHouse,
    options: (kill: () => Promise<void>) => RelayOptions,
  ): Promise<boolean> {
    let child: ChildProcess | null = null;
    const kill = async () => {
      const exited = child === null ? null : once(child, "exit");
      child?.kill("SIGKILL");
      await exited;
    };
    const relay = await startRelay(anvil.url, options(kill));
    const given = JSON.stringify({ ...settings, rpcUrl: relay.url });
    child = spawn(process.execPath, [CARRIER, storeUrl, given], { stdio: ["ignore", "inherit", "inherit"] });
    const [code, signal] = await once(child, "exit");
    await relay.stop();
    expect([code, signal]).toEqual(signal === "SIGKILL" ? [null, "SIGKILL"] : [0, null]);
    return signal === null;
  }

  it("goes on where it was, whichever of its calls it died before, or when its transaction was taken and it never heard: one transaction for each checkpoint", {
    timeout: 240_000,
  }, async () => {
    const { house: opened, storeUrl } = await house();
    const sizes: number[] = [];
    const round = async (options: (kill: () => Promise<void>) => RelayOptions): Promise<boolean> => {
      sizes.push(sizes.length + 1);
      await opened.queue(sizes.length);
      const ended = await carry(storeUrl, opened, options);
      // What was begun is finished by whoever comes next.
      while (Object.keys(await opened.pass()).length > 0);
      return ended;
    };
    const dieWhen = (isTheOne: (call: RelayedCall) => boolean, kill: () => Promise<void>) => async (call: RelayedCall) => {
      if (!isTheOne(call)) return "on" as const;
      await kill();
      return "lost" as const;
    };
    expect(await round((kill) => ({ after: dieWhen(({ method }) => method === "eth_sendRawTransaction", kill) }))).toBe(false);
    let calls = 1;
    while (calls <= MOST_CALLS && !(await round((kill) => ({ before: dieWhen(({ number }) => number === calls, kill) })))) calls++;
    expect(calls).toBeGreaterThan(10);
    expect(calls).toBeLessThan(MOST_CALLS);

    const rows = Object.values(await opened.rows());
    expect(rows.map(({ size, status }) => [size, status])).toEqual(sizes.map((size) => [size, "confirmed"]));
    expect(rows.filter(({ hashes }) => (JSON.parse(hashes) as string[]).length !== 1)).toEqual([]);
    const { mined } = await opened.ports.chain.nonces(opened.ports.account.address);
    expect(mined).toBe(sizes.length);
    await opened.close();
  });
});
