import { writeFile } from "node:fs/promises";
import path from "node:path";
import { type AnchorAccount, AnchorChain, makeAnchorKey, originKey } from "@yuejian/chain/anchor";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { startRelay } from "../../../checks/anvil/relay.ts";
import { chainControl, describeOnAnvil, RICH_KEY, type RunningAnvil, startAnvil } from "../../../checks/anvil/start-anvil.ts";
import { describeOnBothStores, type StorePlace } from "../testing/stores.ts";
import { judgeSightings } from "./sightings.ts";
import { type AnchorHouse, checkpointNote, ORIGIN, openAnchorHouse } from "./testing/anchor-house.ts";

describeOnAnvil("anchoring", () => {
  let anvil: RunningAnvil;
  let chain: ReturnType<typeof chainControl>;
  beforeAll(async () => {
    anvil = await startAnvil();
    chain = chainControl(anvil);
  });
  afterAll(() => anvil.stop());

  describeOnBothStores("the queue of checkpoints", (place: StorePlace) => {
    const open: AnchorHouse[] = [];
    afterEach(async () => {
      for (const house of open.splice(0)) await house.close();
      await chain.setAutomine(true);
      await chain.mine({ blocks: 1 });
    });

    async function house(confirmations = 1): Promise<AnchorHouse> {
      const folder = await place.emptyFolder();
      const ownerKeyFile = path.join(folder, "owner.key");
      await writeFile(ownerKeyFile, RICH_KEY, { mode: 0o600 });
      const opened = await openAnchorHouse({
        storeUrl: await place.emptyUrl(),
        folder,
        ownerKeyFile,
        settings: { rpcUrl: anvil.url, chainId: anvil.chainId, confirmations },
        endow: (address) => chain.setBalance({ address, value: 10n ** 18n }),
      });
      open.push(opened);
      return opened;
    }

    const endless = { ledger: { size: 0, rootAt: async () => new Uint8Array(32), checkpoint: async () => checkpointNote(5).note } };

    /** Anchors past the queue, as another holder of the key would. */
    async function anchorBeside({ ports }: AnchorHouse, anchor: { size: number; root: string; note: string }): Promise<void> {
      const { pending } = await ports.chain.nonces(ports.account.address);
      await ports.chain.broadcast(await ports.chain.sign(ports.account, anchor, { nonce: pending }));
      await chain.mine({ blocks: 1 });
    }

    async function eventsOf({ settings }: AnchorHouse): Promise<number> {
      return (
        (await chain.getLogs({ address: settings.contract, fromBlock: 0n })).filter(({ topics }) => topics[1] === originKey(ORIGIN))
          .length - 1
      );
    }

    it("sends the newest checkpoint alone, counts it after its confirmations, and the smaller ones as covered by it", async () => {
      await chain.setAutomine(false);
      const { queue, pass, statuses, rows } = await houseWithoutMining(3);
      await queue(3, 7, 5);
      await pass();
      expect(await statuses()).toEqual({ 3: "waiting", 5: "waiting", 7: "sent" });
      await chain.mine({ blocks: 1 });
      await pass();
      expect(await statuses()).toEqual({ 3: "superseded", 5: "superseded", 7: "mined" });
      await chain.mine({ blocks: 1 });
      await pass();
      expect((await statuses())[7]).toBe("mined");
      await chain.mine({ blocks: 1 });
      expect(await pass()).toEqual({});
      const row = (await rows())[7];
      const block = await chain.getBlock({ blockNumber: BigInt(row?.block_number ?? 0) });
      expect(row).toMatchObject({ status: "confirmed", block_hash: block.hash, tx_hash: block.transactions[0], reorgs: 0 });
    });

    async function houseWithoutMining(confirmations = 1): Promise<AnchorHouse> {
      await chain.setAutomine(true);
      const opened = await house(confirmations);
      await chain.setAutomine(false);
      return opened;
    }

    it("does nothing more once all is confirmed: one event for each size sent, however often it passes", async () => {
      const opened = await house();
      for (const size of [4, 9]) {
        await opened.queue(size);
        for (let pass = 0; pass < 4; pass++) await opened.pass();
      }
      expect(await opened.statuses()).toEqual({ 4: "confirmed", 9: "confirmed" });
      expect(await eventsOf(opened)).toBe(2);
    });

    it("puts an anchor whose block left the chain back into the queue, sends the same transaction and confirms it again", async () => {
      const opened = await house(2);
      await opened.queue(4);
      const snapshot = await chain.snapshot();
      await opened.pass();
      await chain.mine({ blocks: 1 });
      await opened.pass();
      const before = (await opened.rows())[4];
      expect(before?.status).toBe("confirmed");
      await chain.revert({ id: snapshot });
      await chain.mine({ blocks: 3 });
      await opened.pass();
      expect((await opened.rows())[4]).toMatchObject({ status: "sent", reorgs: 1, tx_hash: null, block_hash: null });
      for (let pass = 0; pass < 3; pass++) {
        await opened.pass();
        await chain.mine({ blocks: 1 });
      }
      const after = (await opened.rows())[4];
      expect(after).toMatchObject({ status: "confirmed", reorgs: 1, tx_hash: before?.tx_hash });
      expect(after?.block_hash).not.toBe(before?.block_hash);
      expect(await eventsOf(opened)).toBe(1);
    });

    it("takes over the new block when a reorganisation mined the same anchor elsewhere", async () => {
      const opened = await house();
      await opened.queue(4);
      const snapshot = await chain.snapshot();
      await opened.pass();
      await opened.pass();
      const before = (await opened.rows())[4];
      await chain.revert({ id: snapshot });
      await chain.mine({ blocks: 5 });
      await chain.sendRawTransaction({ serializedTransaction: before?.raw as `0x${string}` });
      await opened.pass();
      const after = (await opened.rows())[4];
      expect(after).toMatchObject({ status: "confirmed", tx_hash: before?.tx_hash });
      expect(after?.block_number).toBeGreaterThan(before?.block_number ?? 0);
    });

    it("sends a transaction that the node forgot again, byte for byte", async () => {
      const { queue, pass, rows } = await houseWithoutMining();
      await queue(4);
      await pass();
      const sent = (await rows())[4];
      await chain.dropTransaction({ hash: JSON.parse(sent?.hashes ?? "[]")[0] });
      await pass();
      await chain.mine({ blocks: 1 });
      await pass();
      expect((await rows())[4]).toMatchObject({ status: "confirmed", raw: sent?.raw });
    });

    it("signs anew under the next nonce when a transaction of somebody else used the nonce", async () => {
      const opened = await houseWithoutMining();
      await opened.queue(4);
      await opened.pass();
      const sent = (await opened.rows())[4];
      await chain.dropTransaction({ hash: JSON.parse(sent?.hashes ?? "[]")[0] });
      await chain.setAutomine(true);
      await spend(opened.ports.account, sent?.nonce ?? 0);
      await opened.pass();
      expect((await opened.rows())[4]).toMatchObject({ status: "sent", nonce: (sent?.nonce ?? 0) + 1 });
      await opened.pass();
      expect((await opened.rows())[4]).toMatchObject({ status: "confirmed" });
      expect(JSON.parse((await opened.rows())[4]?.hashes ?? "[]")).toHaveLength(2);
      expect(await eventsOf(opened)).toBe(1);
    });

    /** A payment to itself: uses up a nonce. */
    async function spend(account: AnchorAccount, nonce: number): Promise<void> {
      const raw = await account.signTransaction({
        type: "legacy",
        chainId: anvil.chainId,
        nonce,
        to: account.address,
        gas: 21_000n,
        gasPrice: 10n ** 10n,
      });
      await chain.waitForTransactionReceipt({ hash: await chain.sendRawTransaction({ serializedTransaction: raw }) });
    }

    it("displaces a transaction that waits for minutes by one of the same nonce and a higher price; one of them anchors", async () => {
      const opened = await houseWithoutMining();
      await opened.queue(4);
      await opened.pass();
      const first = (await opened.rows())[4];
      opened.clock.move(121_000);
      await opened.pass();
      const second = (await opened.rows())[4];
      expect(second?.nonce).toBe(first?.nonce);
      expect(BigInt(second?.gas_price ?? 0)).toBeGreaterThan(BigInt(first?.gas_price ?? 0));
      await chain.mine({ blocks: 1 });
      await opened.pass();
      const hashes = JSON.parse(second?.hashes ?? "[]") as string[];
      expect((await opened.rows())[4]).toMatchObject({ status: "confirmed", tx_hash: hashes[1] });
      expect(await eventsOf(opened)).toBe(1);
    });

    it("keeps all as it was while the node is out of reach, and sends the newest afterwards", async () => {
      const opened = await house();
      await opened.queue(3, 4, 5);
      const relay = await startRelay(anvil.url);
      const away = await AnchorChain.open({ ...opened.settings, rpcUrl: relay.url }, ORIGIN);
      await relay.stop();
      await expect(opened.pass({ chain: away })).rejects.toMatchObject({ code: "ANCHOR_CHAIN_UNREACHABLE" });
      expect(await opened.statuses()).toEqual({ 3: "waiting", 4: "waiting", 5: "waiting" });
      await opened.pass();
      await opened.pass();
      expect(await opened.statuses()).toEqual({ 3: "superseded", 4: "superseded", 5: "confirmed" });
    });

    it("stops over another root in the contract, keeps both notes as evidence and states it on the ledger once", async () => {
      const opened = await house();
      const theirs = checkpointNote(8, "false");
      await anchorBeside(opened, theirs);
      await opened.queue(8);
      for (let pass = 0; pass < 2; pass++) {
        await expect(opened.pass()).rejects.toMatchObject({ code: "ANCHOR_HISTORY_DIFFERS", parameters: { size: 8 } });
      }
      await opened.queue(9);
      await expect(opened.pass()).rejects.toMatchObject({ code: "ANCHOR_HISTORY_DIFFERS" });
      expect(await opened.statuses()).toEqual({ 8: "refused", 9: "waiting" });
      const alarms = await opened.store.db.selectFrom("anchor_alarms").selectAll().execute();
      const own = checkpointNote(8);
      expect(alarms).toMatchObject([
        { kind: "other-root", size: 8, own_root: own.root, own_note: own.note, chain_root: theirs.root, chain_note: theirs.note },
      ]);
      const statements = await opened.store.db.selectFrom("outbox").select("subject").where("type", "=", "anchor.changed").execute();
      expect(statements).toEqual([{ subject: alarms[0]?.id }]);
      expect(await eventsOf(opened)).toBe(1);
    });

    it("sends nothing until an anchor that it does not know was compared with the ledger, and takes it over when it is of the same history", async () => {
      const opened = await house();
      const known = checkpointNote(8);
      await anchorBeside(opened, known);
      await opened.queue(12);
      for (let pass = 0; pass < 2; pass++) await opened.pass();
      expect(await opened.statuses()).toEqual({ 8: "sighted", 12: "waiting" });
      await judgeSightings({
        ...opened.ports,
        ledger: { ...endless.ledger, size: 12, rootAt: async () => Buffer.from(known.root, "hex") },
      });
      for (let pass = 0; pass < 2; pass++) await opened.pass();
      expect(await opened.statuses()).toEqual({ 8: "confirmed", 12: "confirmed" });
    });

    it.each([
      ["ahead", 5, null],
      ["other-root", 8, "00".repeat(32)],
    ] as const)("alarms as %s when the contract knows size 8 and a ledger of %i entries does not", async (kind, size, root) => {
      const opened = await house();
      const theirs = checkpointNote(8);
      await anchorBeside(opened, theirs);
      await opened.queue(5);
      await opened.pass();
      await judgeSightings({ ...opened.ports, ledger: { ...endless.ledger, size } });
      await expect(opened.pass()).rejects.toMatchObject({ code: "ANCHOR_HISTORY_DIFFERS" });
      const alarms = await opened.store.db.selectFrom("anchor_alarms").selectAll().execute();
      expect(alarms).toMatchObject([{ kind, own_root: root, own_note: checkpointNote(5).note, chain_note: theirs.note }]);
      expect(await eventsOf(opened)).toBe(1);
    });

    it("sends nothing from an account that the contract does not know", async () => {
      const opened = await house();
      await opened.queue(4);
      const stranger = makeAnchorKey(path.join(await place.emptyFolder(), "stranger.key"));
      await expect(opened.pass({ account: stranger })).rejects.toMatchObject({ code: "ANCHOR_NOT_ALLOWED" });
      expect(await opened.statuses()).toEqual({ 4: "waiting" });
    });
  });
});
