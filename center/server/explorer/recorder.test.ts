import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { judgeCheckpoint, parsePolicy } from "@yuejian/chain/verify";
import { afterEach, expect, it, vi } from "vitest";
import { policyFile, startCosigning } from "../cosigning/index.ts";
import { openHome } from "../home/index.ts";
import { openOfficeNode } from "../testing/office-nodes.ts";
import { temporaryFolders } from "../testing/stores.ts";
import { createCheckpoints, startRecorder } from "./index.ts";

const emptyFolder = temporaryFolders();
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

it("keeps what was published with the cosignatures that came in, and says which entries are final", async () => {
  const folder = await emptyFolder();
  const home = await openHome(join(folder, "home"), { workers: 0, log: () => {} });
  closing.push(() => home.close());
  await home.drain.empty();
  const node = await openOfficeNode(folder, "office", { home });
  closing.push(() => node.close());
  const mirror = node.policyLines[1] ?? "";
  const policy = [`log ${home.ledger.verifierKey}`, mirror, `quorum ${mirror.split(" ")[1]}`].join("\n");
  await writeFile(policyFile(home.paths.ledger), policy);

  const onTrouble = (text: string) => expect.unreachable(text);
  const cosigning = startCosigning({ ledger: home.ledger, folder: home.paths.ledger, clock: home.clock, onTrouble });
  closing.push(() => cosigning.stop());
  const state = () => cosigning.state();
  const checkpoints = createCheckpoints({ ...home, cosigning: state });
  const recorder = startRecorder({ checkpoints, ledger: home.ledger, cosigning: state, onTrouble, everyMilliseconds: 20 });
  closing.push(() => recorder.stop());

  const { size } = home.ledger;
  await vi.waitFor(async () => expect((await checkpoints.finalityOf(size)).state).toBe("final"), { timeout: 20_000 });
  await vi.waitFor(async () => expect((await checkpoints.at(size)).block.cosigners).toBe(1), { timeout: 20_000 });
  const { block, note } = await checkpoints.at(size);
  expect(block).toMatchObject({ isFinal: true, finality: { state: "final", size } });
  expect(judgeCheckpoint(note, parsePolicy(policy)).isFinal).toBe(true);
  expect(await checkpoints.finalityOf(1)).toEqual({ state: "final", size });
  expect(await checkpoints.finalityOf(size + 1)).toEqual({ state: "open", size: null });
});
