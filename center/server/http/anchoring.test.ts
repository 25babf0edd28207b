import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { CODE_HASH } from "@yuejian/chain/anchor";
import type { AnchoringView, AnchorView, ErrorBody, JobView, SetUpAnchoringView } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chainControl, describeOnAnvil, RICH_KEY, type RunningAnvil, startAnvil } from "../../../checks/anvil/start-anvil.ts";
import { lookOnce } from "../anchoring/start-anchoring.ts";
import { restingState } from "../cosigning/index.ts";
import { type Home, openHome } from "../home/index.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { createApp } from "./app.ts";
import type { App } from "./app-types.ts";

describeOnAnvil("anchoring over the interface", () => {
  let anvil: RunningAnvil;
  beforeAll(async () => {
    anvil = await startAnvil();
  });
  afterAll(() => anvil.stop());

  describeOnBothStores("a home", (place) => {
    let home: Home;
    let local: App;
    let web: App;
    let file: string;
    let moved = 0;
    beforeAll(async () => {
      const folder = await place.emptyFolder();
      home = await openHome(path.join(folder, "home"), {
        workers: 1,
        log: () => {},
        clock: { now: () => Date.now() + moved },
        ...(place.engine === "postgres" ? { databaseUrl: await place.emptyUrl() } : {}),
      });
      local = await createApp(home, { local: true, checkAnswers: true, logLevel: "silent" });
      web = await createApp(home, { checkAnswers: true, logLevel: "silent" });
      file = path.join(folder, "anchoring.json");
      await writeFile(path.join(folder, "anchor.key"), RICH_KEY, { mode: 0o600 });
      await writeFile(file, JSON.stringify({ rpcUrl: anvil.url, chainId: anvil.chainId, keyFile: "anchor.key", everyEntries: 3 }));
    });
    afterAll(async () => {
      await Promise.all([local.close(), web.close()]);
      await home.close();
    });

    const post = async <T>(url: string, payload: object = {}) => (await local.inject({ method: "POST", url, payload })).json<T>();
    const get = async <T>(url: string) => (await local.inject({ method: "GET", url })).json<T>();
    const state = () => get<AnchoringView>("/api/ledger/anchoring");
    const now = async () => {
      const job = await home.jobs.wait((await post<JobView>("/api/ledger/anchoring/now")).id);
      return job.error === null ? job.status : (JSON.parse(job.error) as { code: string }).code;
    };

    it("that anchors nothing says so, and has nothing to anchor now", async () => {
      expect(await state()).toMatchObject({ settings: null, contract: null, newest: null, alarms: [] });
      expect((await post<ErrorBody>("/api/ledger/anchoring/now")).code).toBe("ANCHORING_NOT_SET_UP");
    });

    it("refuses settings that are wrong, a node of another chain and a contract with other code, and keeps nothing", async () => {
      const good = JSON.parse(await readFile(file, "utf8")) as object;
      const other = path.join(path.dirname(file), "other.json");
      const chain = chainControl(anvil);
      const stranger = `0x${"ab".repeat(20)}` as const;
      await chain.setCode({ address: stranger, bytecode: "0x60016002" });
      for (const [change, code] of [
        [{ colour: "red" }, "ANCHOR_SETTINGS_INVALID"],
        [{ rpcUrl: "ftp://node" }, "ANCHOR_SETTINGS_INVALID"],
        [{ confirmations: 0 }, "ANCHOR_SETTINGS_INVALID"],
        [{ contract: "0x12" }, "ANCHOR_SETTINGS_INVALID"],
        [{ chainId: 1 }, "ANCHOR_WRONG_CHAIN"],
        [{ contract: stranger }, "ANCHOR_CODE_DIFFERS"],
        [{ contract: `0x${"cd".repeat(20)}` }, "ANCHOR_CODE_DIFFERS"],
        [{ rpcUrl: "http://127.0.0.1:1" }, "ANCHOR_CHAIN_UNREACHABLE"],
      ] as const) {
        await writeFile(other, JSON.stringify({ ...good, ...change }));
        expect((await post<ErrorBody>("/api/ledger/anchoring", { path: other })).code).toBe(code);
      }
      expect((await state()).settings).toBeNull();
    });

    it("is set up once by whoever owns its files, takes the same contract again, and shows neither key nor address of the node with its password", async () => {
      const first = await post<SetUpAnchoringView>("/api/ledger/anchoring", { path: file });
      expect(first).toMatchObject({ codeHash: CODE_HASH, isNew: true, isAnchorer: true, chainId: anvil.chainId });
      const again = await post<SetUpAnchoringView>("/api/ledger/anchoring", { path: file });
      expect(again).toEqual({ ...first, isNew: false });
      expect((await web.inject({ method: "POST", url: "/api/ledger/anchoring", payload: { path: file } })).statusCode).toBe(404);
      const { settings, contract } = await state();
      expect(settings).toMatchObject({ contract: first.contract, node: new URL(anvil.url).host, checkpoint: "newest" });
      expect(contract).toMatchObject({ codeHash: CODE_HASH, failures: 0, error: null });
      const told = JSON.stringify([settings, contract, await home.store.db.selectFrom("audit").selectAll().execute()]);
      expect(told).not.toContain(RICH_KEY.slice(2));
    });

    it("anchors its newest checkpoint now, and lists it for whoever asks what covers a smaller one", async () => {
      expect(await now()).toBe("done");
      const { newest, counts } = await state();
      expect(newest).toMatchObject({ status: "confirmed", size: home.ledger.published.size, note: home.ledger.published.note });
      expect(counts).toEqual({ confirmed: 1 });
      const covering = (size: number) => get<{ items: AnchorView[] }>(`/api/ledger/anchors?covering=${size}`);
      expect((await covering(1)).items).toEqual([newest]);
      expect((await covering((newest?.size ?? 0) + 1)).items).toEqual([]);
    });

    it("puts a checkpoint into the queue when it is due: by entries, or by time and at least one entry", async () => {
      const look = () => lookOnce({ home, cosigning: () => restingState({ folder: home.paths.ledger, onTrouble: () => {} }) });
      const queued = async () => (await home.store.db.selectFrom("anchors").select("size").execute()).length;
      const state = async (entries: number) => {
        await home.store.write(async (trx) => {
          const content = { change: "test" };
          const one = { type: "anchor.changed", subject: "x", organisation: "yueyang", content } as const;
          await home.outbox.recordAll(
            trx,
            Array.from({ length: entries }, () => one),
          );
        });
        await home.drain.empty();
      };
      const before = await queued();
      await state(1);
      await look();
      expect(await queued()).toBe(before);
      await state(2);
      await look();
      expect(await queued()).toBe(before + 1);
      await state(1);
      moved += 9 * 60_000;
      await look();
      expect(await queued()).toBe(before + 1);
      moved += 2 * 60_000;
      await look();
      expect(await queued()).toBe(before + 2);
      await look();
      expect(await queued()).toBe(before + 2);
    });

    it("tells of a node out of reach, waits longer each time, and goes on when it is back", async () => {
      const settings = path.join(home.paths.secrets, "anchoring.json");
      const text = await readFile(settings, "utf8");
      await writeFile(settings, text.replace(anvil.url, "http://127.0.0.1:1"));
      for (const failures of [1, 2]) {
        expect(await now()).toBe("ANCHOR_CHAIN_UNREACHABLE");
        expect((await state()).contract).toMatchObject({ failures, error: { code: "ANCHOR_CHAIN_UNREACHABLE" } });
      }
      await writeFile(settings, text);
      expect(await now()).toBe("done");
      const { contract, newest } = await state();
      expect(contract).toMatchObject({ failures: 0, error: null, nextAt: null });
      expect(newest?.size).toBe(home.ledger.size);
    });
  });
});
