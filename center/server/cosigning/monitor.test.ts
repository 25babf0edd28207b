import { cp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Evidence, parseSignerKey, readEvidence } from "@yuejian/chain/format";
import { type MerkleLog, openLog } from "@yuejian/chain/log";
import {
  Collector,
  judgeHandoverFile,
  type OpenNode,
  promoteMirror,
  proposeHandover,
  signHandover,
  spreadHandover,
} from "@yuejian/chain/node";
import { parsePolicy, verifyEvidence } from "@yuejian/chain/verify";
import { YuejianError } from "@yuejian/contracts";
import type { EvidenceList, LedgerNodes, NodePeriod } from "@yuejian/contracts/api";
import { afterEach, expect, it } from "vitest";
import { type Home, openHome } from "../home/index.ts";
import { createApp } from "../http/index.ts";
import { nodeRecordsOf } from "../http/node-records.ts";
import { createServices } from "../http/services.ts";
import { openOfficeNode, writeOfficePolicy } from "../testing/office-nodes.ts";
import { describeOnBothStores, temporaryFolders } from "../testing/stores.ts";
import { type ChainAlerts, type Cosigning, createAlerts, policyFile, startCosigning } from "./index.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function node(folder: string, name: string, home: Home, port = 0): Promise<OpenNode> {
  const running = await openOfficeNode(folder, name, { home, port, followsPolicy: true });
  closing.push(() => running.close());
  return running;
}

function watch(home: Home, troubles: string[]): { cosigning: Cosigning; alerts: ChainAlerts } {
  const alerts = createAlerts();
  const cosigning = startCosigning({
    ledger: home.ledger,
    folder: home.paths.ledger,
    clock: home.clock,
    onTrouble: (text) => troubles.push(text),
    records: nodeRecordsOf(home, createServices(home).audit, alerts),
    onHandedOver: (note) => home.retire(note),
    onBehind: (signed) => home.halt(new YuejianError("LOG_ROLLED_BACK", { size: home.ledger.size, signed })),
    lookMilliseconds: 100,
  });
  closing.push(() => cosigning.stop());
  return { cosigning, alerts };
}

/** Another history under the home's own key, as its holder could make. */
async function otherHistory(folder: string, home: Home, entries: number): Promise<MerkleLog> {
  const { seed } = parseSignerKey((await readFile(join(home.paths.ledger, "signing.key"), "utf8")).trimEnd());
  const log = await openLog({ folder: join(folder, "other"), origin: home.ledger.origin, clock: home.clock, makeSeed: () => seed });
  closing.push(() => log.close());
  await log.append(Array.from({ length: entries }, (_, at) => ({ key: `${at}`, bytes: Buffer.from(`other ${at}`) })));
  return log;
}

describeOnBothStores("the monitor", (place) => {
  const open = async (folder: string) => {
    const databaseUrl = place.engine === "postgres" ? { databaseUrl: await place.emptyUrl() } : {};
    const home = await openHome(join(folder, "home"), { workers: 0, log: () => {}, ...databaseUrl });
    closing.push(() => home.close());
    await home.drain.empty();
    return home;
  };
  const api = async (home: Home, cosigning: Cosigning) => {
    const app = await createApp(home, { local: true, checkAnswers: true, cosigning: () => cosigning.state() });
    closing.push(() => app.close());
    return async <T>(url: string) => (await app.inject({ url })).json<T>();
  };

  it("says how every node stands and stood: in order, then out of reach", async () => {
    const folder = await place.emptyFolder();
    const home = await open(folder);
    const offices = [await node(folder, "miluo.example", home), await node(folder, "quyuan.example", home)];
    await writeOfficePolicy(home, { offices, court: await node(folder, "court.example", home) });
    const { cosigning } = watch(home, []);
    const get = await api(home, cosigning);
    const states = async () => (await get<LedgerNodes>("/api/ledger/nodes")).nodes.map(({ state }) => state);
    await expect.poll(states, { timeout: 20_000 }).toEqual(["ok", "ok", "ok"]);
    await expect
      .poll(async () => (await get<LedgerNodes>("/api/ledger/nodes")).nodes.map(({ behind }) => behind), { timeout: 20_000 })
      .toEqual([0, 0, 0]);
    const { nodes, size } = await get<LedgerNodes>("/api/ledger/nodes");
    expect(nodes.map(({ kind, size: at, behind, version, reason }) => [kind, at, behind, version, reason])).toEqual([
      ["mirror", size, 0, "0.1.0", null],
      ["mirror", size, 0, "0.1.0", null],
      ["witness", size, 0, "0.1.0", null],
    ]);
    expect(Math.abs(nodes[0]?.clockSkewSeconds ?? 99)).toBeLessThan(60);
    await offices[1]?.close();
    await expect.poll(states, { timeout: 20_000 }).toEqual(["ok", "unreachable", "ok"]);
    const { items } = await get<{ items: NodePeriod[] }>("/api/ledger/nodes/quyuan.example-mirror/periods");
    // A look that was under way when the node closed loses its connection; one that begins later is refused.
    const closed = { code: expect.toBeOneOf(["connection-refused", "connection-lost"]), parameters: {} };
    expect(items.slice(0, 2).map(({ state, reason, endedAt }) => [state, reason, endedAt === null])).toEqual([
      ["unreachable", closed, true],
      ["ok", null, false],
    ]);
  });

  it("turns a second history into evidence: kept as a file, on the ledger, in the audit trail, told at once, and verified by anyone", async () => {
    const folder = await place.emptyFolder();
    const home = await open(folder);
    const quyuan = await node(folder, "quyuan.example", home);
    const offices = [await node(folder, "miluo.example", home), quyuan];
    const court = await node(folder, "court.example", home);
    const policy = parsePolicy(await writeOfficePolicy(home, { offices, court }));
    const other = await otherHistory(folder, home, 500);
    const lines = policy.witnesses.map((witness) => (witness.name === "quyuan.example-mirror" ? witness : { ...witness, url: null }));
    const collector = new Collector({
      policy: { ...policy, witnesses: lines },
      mirrors: new Set(["quyuan.example-mirror"]),
      log: other,
      timeoutMilliseconds: 10_000,
    });
    expect((await collector.collect(await other.checkpoint())).failures).toEqual({});
    // Out of reach while the house starts: it would sign nothing had it seen 500 entries under its own key.
    await quyuan.close();

    const troubles: string[] = [];
    const { cosigning, alerts } = watch(home, troubles);
    const told: string[] = [];
    alerts.subscribe(({ evidence }) => told.push(evidence.id));
    await expect.poll(() => cosigning.state().final?.size, { timeout: 20_000 }).toBe(home.ledger.size);
    const url = policy.witnesses.find(({ name }) => name === "quyuan.example-mirror")?.url;
    await node(folder, "quyuan.example", home, Number(new URL(url ?? "").port));
    const get = await api(home, cosigning);
    const stateOf = async () => (await get<LedgerNodes>("/api/ledger/nodes")).nodes[1];
    await expect
      .poll(stateOf, { timeout: 20_000 })
      .toMatchObject({ state: "split", evidence: expect.toSatisfy((count: number) => count > 0) });
    const { items } = await get<EvidenceList>("/api/ledger/evidence");
    const [first] = items;
    expect(first).toMatchObject({ kind: "split", node: "quyuan.example-mirror" });
    expect(told).toContain(first?.id);
    expect(troubles.some((text) => text.includes("two histories"))).toBe(true);
    const text = await readFile(join(home.paths.ledger, "evidence", `${first?.id}.json`), "utf8");
    expect(await get<Evidence>(`/api/ledger/evidence/${first?.id}`)).toEqual(readEvidence(text));
    expect(verifyEvidence(text, { trustedKeys: [home.ledger.verifierKey] })).toMatchObject({ ok: true });
    const audited = await home.store.db.selectFrom("audit").select("subject").where("action", "=", "evidence.found").execute();
    expect(audited.map(({ subject }) => subject)).toContain(first?.id);
    await home.drain.empty();
    const stated = await home.store.db.selectFrom("outbox").selectAll().where("type", "=", "evidence.found").execute();
    expect(stated.find(({ subject }) => subject === first?.id)?.ledger_index).not.toBeNull();
    expect((await home.doctor()).problems).toEqual([]);
  });
});

const emptyFolder = temporaryFolders();

it("a ledger that was handed over ends at the old home and goes on at the promoted one, with what was acknowledged above stated again", async () => {
  const folder = await emptyFolder();
  const home = await openHome(join(folder, "home"), { workers: 0, log: () => {} });
  closing.push(() => home.close());
  await home.drain.empty();
  const names = ["miluo.example", "quyuan.example", "court.example"] as const;
  const [miluo, quyuan, court] = [
    await node(folder, names[0], home),
    await node(folder, names[1], home),
    await node(folder, names[2], home),
  ];
  const policy = parsePolicy(await writeOfficePolicy(home, { offices: [miluo, quyuan], court }));
  const troubles: string[] = [];
  const first = watch(home, troubles);
  await expect.poll(() => first.cosigning.state().final?.size, { timeout: 20_000 }).toBe(home.ledger.size);
  await first.cosigning.stop();
  const handedOver = home.ledger.size;

  // The sequencer goes on alone, and is then given up.
  await state(home, "lost");
  const config = (name: string) => join(folder, name, "node.json");
  let note = await proposeHandover(config(names[0]));
  for (const name of names) note = await signHandover(config(name), note);
  expect(judgeHandoverFile(note, policy).isComplete).toBe(true);
  expect((await spreadHandover(note, policy)).map(({ answer }) => answer)).toEqual(["ok", "ok", "ok"]);
  const ledger = join(folder, "promoted");
  expect(await promoteMirror(config(names[0]), note, { folder: ledger, organisation: "miluo" })).toMatchObject({ size: handedOver + 1 });

  const again = watch(home, troubles);
  await expect
    .poll(() => state(home, "refused").then(String, (error: unknown) => (error as YuejianError).code), { timeout: 20_000 })
    .toBe("LOG_HANDED_OVER");
  await again.cosigning.stop();
  await home.close();
  const old = await openHome(join(folder, "home"), { workers: 0, log: () => {} });
  closing.push(() => old.close());
  await expect(state(old, "still refused")).rejects.toMatchObject({ code: "LOG_HANDED_OVER" });
  await old.close();

  await cp(join(folder, "home"), join(folder, "next"), { recursive: true });
  await rm(join(folder, "next", "ledger"), { recursive: true });
  await cp(ledger, join(folder, "next", "ledger"), { recursive: true });
  await cp(policyFile(join(folder, "home", "ledger")), policyFile(join(folder, "next", "ledger")));
  const next = await openHome(join(folder, "next"), { workers: 0, log: () => {} });
  closing.push(() => next.close());
  await next.drain.empty();
  const stated = async () =>
    (
      await next.store.db
        .selectFrom("outbox")
        .select((build) => build.fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow()
    ).total;
  expect(next.ledger.size).toBe((await stated()) + 1);
  expect((await next.doctor()).problems).toEqual([]);
  await state(next, "goes on");
  await next.drain.empty();
  expect(next.ledger.size).toBe((await stated()) + 1);
  const { cosigning } = watch(next, troubles);
  await expect.poll(() => cosigning.state().final?.size, { timeout: 20_000 }).toBe(next.ledger.size);
});

it("a home that was set back to an old backup signs nothing as long as its cosigners saw more, and accuses nobody", async () => {
  const folder = await emptyFolder();
  const home = await openHome(join(folder, "home"), { workers: 0, log: () => {} });
  closing.push(() => home.close());
  await home.drain.empty();
  const offices = [await node(folder, "miluo.example", home)];
  await writeOfficePolicy(home, { offices, court: await node(folder, "court.example", home) });
  await home.close();
  await cp(join(folder, "home"), join(folder, "old"), { recursive: true });
  const ahead = await openHome(join(folder, "home"), { workers: 0, log: () => {} });
  closing.push(() => ahead.close());
  for (const subject of ["a", "b"]) await state(ahead, subject);
  const first = watch(ahead, []);
  await expect.poll(() => first.cosigning.state().final?.size, { timeout: 20_000 }).toBe(ahead.ledger.size);
  await first.cosigning.stop();
  await ahead.close();

  const old = await openHome(join(folder, "old"), { workers: 0, log: () => {} });
  closing.push(() => old.close());
  await state(old, "another history");
  const troubles: string[] = [];
  const { cosigning } = watch(old, troubles);
  await expect
    .poll(() => state(old, "refused").then(String, (error: unknown) => (error as YuejianError).code), { timeout: 20_000 })
    .toBe("LOG_ROLLED_BACK");
  expect(cosigning.state().newest).toBeNull();
  expect(old.ledger.published.size).toBe(0);
  expect(troubles).toEqual([expect.stringContaining("nothing is signed")]);
  expect(await old.store.db.selectFrom("chain_evidence").selectAll().execute()).toEqual([]);
});

/** A change that is stated like others. */
async function state(home: Home, subject: string): Promise<number> {
  const content = { by: "the test" };
  const id = await home.store.write((trx) => home.outbox.record(trx, { type: "view.changed", subject, content, organisation: "yueyang" }));
  home.drain.wake();
  return home.drain.settled(id);
}
