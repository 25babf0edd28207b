import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type OpenNode, runNode } from "@yuejian/chain/node";
import type { LedgerFinality } from "@yuejian/contracts/api";
import { afterEach, expect, it } from "vitest";
import { type Home, openHome } from "../home/index.ts";
import { createApp } from "../http/index.ts";
import { openOfficeNode, writeOfficePolicy } from "../testing/office-nodes.ts";
import { temporaryFolders } from "../testing/stores.ts";
import { type Cosigning, policyFile, restingState, startCosigning } from "./index.ts";

const emptyFolder = temporaryFolders();
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(folder: string): Promise<Home> {
  const home = await openHome(folder, { workers: 0, log: () => {} });
  closing.push(() => home.close());
  return home;
}

async function node(folder: string, name: string, home: Home): Promise<OpenNode> {
  const running = await openOfficeNode(folder, name, { home });
  closing.push(() => running.close());
  return running;
}

function cosigningOf(home: Home, troubles: string[]): Cosigning {
  const cosigning = startCosigning({
    ledger: home.ledger,
    folder: home.paths.ledger,
    clock: home.clock,
    onTrouble: (text) => troubles.push(text),
  });
  closing.push(() => cosigning.stop());
  return cosigning;
}

async function finalityOf(home: Home, cosigning?: Cosigning): Promise<LedgerFinality> {
  const app = await createApp(home, { local: true, checkAnswers: true, ...(cosigning ? { cosigning: () => cosigning.state() } : {}) });
  closing.push(() => app.close());
  return (await app.inject({ url: "/api/ledger/finality" })).json<LedgerFinality>();
}

it("a home's checkpoint becomes final through its cosigners, says which of them did not answer, and stays final after a restart", async () => {
  const folder = await emptyFolder();
  const home = await open(join(folder, "home"));
  await home.drain.empty();
  const offices = [await node(folder, "miluo.example", home), await node(folder, "quyuan.example", home)];
  const court = await node(folder, "court.example", home);
  await writeOfficePolicy(home, { offices, court });
  await offices[1]?.close();
  closing.splice(2, 1);
  const troubles: string[] = [];
  const cosigning = cosigningOf(home, troubles);
  await expect.poll(() => cosigning.state().newest?.finality.isFinal, { timeout: 30_000 }).toBe(true);
  const view = await finalityOf(home, cosigning);
  expect(view.final?.size).toBe(home.ledger.size);
  expect(view.cosigners.map(({ name, isMirror, failure }) => [name, isMirror, failure?.kind ?? null])).toEqual([
    ["miluo.example-mirror", true, null],
    ["quyuan.example-mirror", true, "unreachable"],
    ["court.example-witness", false, null],
  ]);
  expect(view.groups).toEqual([
    { name: "offices", have: 1, least: 1, of: 2 },
    { name: "final", have: 2, least: 2, of: 2 },
  ]);
  expect(troubles).toEqual([]);
  const resting = restingState({ folder: home.paths.ledger, onTrouble: (text) => troubles.push(text) });
  expect(resting.final?.size).toBe(home.ledger.size);
});

it("without a policy nobody is asked, and a policy that cannot be read is told and asks nobody", async () => {
  const folder = await emptyFolder();
  const home = await open(join(folder, "home"));
  expect(await finalityOf(home)).toMatchObject({ hasPolicy: false, cosigners: [], final: null });
  await writeFile(policyFile(home.paths.ledger), "quorum nobody\n");
  const troubles: string[] = [];
  const cosigning = cosigningOf(home, troubles);
  expect(cosigning.state().policy).toBeNull();
  expect(troubles).toEqual([expect.stringContaining("policy line 1")]);
});

it("a node's settings that are wrong are refused with what is wrong in them", async () => {
  const folder = await emptyFolder();
  const file = join(folder, "node.json");
  const good = { name: "miluo.example", folder: ".", port: 0, logs: ["x+00000000+AA=="] };
  for (const [settings, word] of [
    ["{", "node.json"],
    [JSON.stringify({ ...good, name: "a b" }), "name"],
    [JSON.stringify({ ...good, port: 70_000 }), "port"],
    [JSON.stringify({ ...good, logs: [] }), "logs"],
    [JSON.stringify({ ...good, colour: "red" }), "colour"],
    [JSON.stringify(good), "verifier key"],
  ] as const) {
    await writeFile(file, settings);
    const refused = runNode(file, { clock: { now: () => 0 }, onFailure: () => {} });
    await expect(refused).rejects.toMatchObject({ code: "USAGE", message: expect.stringContaining(word) });
  }
});
