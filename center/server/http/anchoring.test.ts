import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { CODE_HASH } from "@yuejian/chain/anchor";
import type { AnchorSupplement } from "@yuejian/chain/format";
import { verifyProof } from "@yuejian/chain/verify";
import { canonicalJson } from "@yuejian/contracts";
import type { AnchoringView, AnchorView, ErrorBody, JobView, SetUpAnchoringView } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chainControl, describeOnAnvil, RICH_KEY, type RunningAnvil, startAnvil } from "../../../checks/anvil/start-anvil.ts";
import { askAnchors } from "../anchoring/index.ts";
import { lookOnce } from "../anchoring/start-anchoring.ts";
import { restingState } from "../cosigning/index.ts";
import { type Home, openHome } from "../home/index.ts";
import { keptThreads } from "../jobs/testing/kept-threads.ts";
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
        jobThreads: keptThreads,
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

    const appendEntries = async (entries: number) => {
      const one = { type: "anchor.changed", subject: "x", organisation: "yueyang", content: { change: "test" } } as const;
      const many = Array.from({ length: entries }, () => one);
      await home.store.write((trx) => home.outbox.recordAll(trx, many));
      await home.drain.empty();
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
      const before = await queued();
      await appendEntries(1);
      await look();
      expect(await queued()).toBe(before);
      await appendEntries(2);
      await look();
      expect(await queued()).toBe(before + 1);
      await appendEntries(1);
      moved += 9 * 60_000;
      await look();
      expect(await queued()).toBe(before + 1);
      moved += 2 * 60_000;
      await look();
      expect(await queued()).toBe(before + 2);
      await look();
      expect(await queued()).toBe(before + 2);
    });

    it("gives a proof the earliest anchor that covers its entries: named offline, holding for who knows the block or asks the chain", async () => {
      const content = path.join(path.dirname(file), "content.txt");
      await writeFile(content, place.engine);
      const job = await home.jobs.wait((await post<JobView>("/api/ledger/files", { path: content })).id);
      const { sha256 } = JSON.parse(job.result ?? "{}") as { sha256: string };
      const proofText = async () => (await local.inject({ method: "GET", url: `/api/proofs/${sha256}` })).body;
      const anchorIn = (text: string) =>
        (JSON.parse(text) as { supplements?: AnchorSupplement[] }).supplements?.find(({ kind }) => kind === "anchor");
      expect(anchorIn(await proofText())).toBeUndefined();
      expect(await now()).toBe("done");
      const exact = await proofText();
      expect(anchorIn(exact)?.path).toEqual([]);
      await appendEntries(3);
      const later = await proofText();
      expect(anchorIn(later)?.note).toBe(anchorIn(exact)?.note);
      expect(anchorIn(later)?.path.length).toBeGreaterThan(0);

      const verified = (text: string, trust: readonly string[]) => {
        const { ok, checks, proves } = verifyProof(text, { trustedKeys: [home.ledger.verifierKey], trust });
        const check = checks.find(({ name, subject }) => name === "supplement" && subject === "anchor");
        return { ok, isSettled: check?.isSettled, code: check?.code, text: check?.text.en, proves: proves.map(({ en }) => en).join() };
      };
      for (const text of [exact, later]) {
        const anchor = anchorIn(text) as AnchorSupplement;
        const open = verified(text, []);
        expect(open).toMatchObject({ ok: true, isSettled: false });
        expect(open.text).toContain("has to be asked");
        const asked = await askAnchors(anvil.url, { supplements: [anchor], contract: null });
        const known = `evm-block ${anchor.chainId} 0x${anchor.block.hash}`;
        for (const trust of [asked, [known]]) {
          const held = verified(text, trust);
          expect(held).toMatchObject({ ok: true, isSettled: true });
          expect(held.proves).toContain(`0x${anchor.contract}`);
        }
        expect(verified(text, [known.replace(anchor.block.hash, "00".repeat(32))])).toMatchObject({ ok: true, isSettled: false });
        const root = asked[0]?.split(" ")[4] ?? "";
        for (const another of [`0x${"00".repeat(32)}`, `0x${"11".repeat(32)}`]) {
          expect(verified(text, [asked[0]?.replace(root, another) ?? ""])).toMatchObject({ ok: false, code: "ANCHOR_NOT_FOUND" });
        }
        const forged = (change: Partial<AnchorSupplement>) =>
          verified(canonicalJson({ ...(JSON.parse(text) as object), supplements: [{ ...anchor, ...change }] }), []);
        expect(forged({}).ok).toBe(true);
        expect(forged({ contract: "ab".repeat(20) })).toMatchObject({ ok: false, code: "PROOF_INCOHERENT" });
        expect(forged({ block: { ...anchor.block, number: anchor.block.number + 1 } })).toMatchObject({
          ok: false,
          code: "PROOF_INCOHERENT",
        });
        expect(forged({ block: { ...anchor.block, hash: "ab".repeat(32) } })).toMatchObject({ ok: false, code: "PROOF_MALFORMED" });
        expect(forged({ path: ["ab".repeat(32)] })).toMatchObject({ ok: false, code: "ROOT_MISMATCH" });
        const [head = "", size = "", , ...rest] = anchor.note.split("\n");
        const other = [head, size, Buffer.alloc(32, 7).toString("base64"), ...rest].join("\n");
        expect(forged({ note: other, receipt: null })).toMatchObject({ ok: false, code: "ROOT_MISMATCH" });
        expect(forged({ note: anchor.note.replace(size, "1") })).toMatchObject({ ok: false, code: "PROOF_INCOHERENT" });
        expect(forged({ note: anchor.note.replace(head, "another.example/ledger") })).toMatchObject({
          ok: false,
          code: "PROOF_INCOHERENT",
        });
      }
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
