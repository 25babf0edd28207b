import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encodeProof, type ProofDocument, withSupplements } from "@yuejian/chain/format";
import type { OpenNode } from "@yuejian/chain/node";
import { isOnlyUnfinal, parsePolicy, type Verification, verifyProof } from "@yuejian/chain/verify";
import { afterEach, expect, it } from "vitest";
import { policyFile, startCosigning } from "../cosigning/index.ts";
import { type Home, openHome } from "../home/index.ts";
import { createApp } from "../http/index.ts";
import { keptThreads } from "../jobs/testing/kept-threads.ts";
import { openOfficeNode } from "../testing/office-nodes.ts";
import { temporaryFolders } from "../testing/stores.ts";
import { fileProof } from "./index.ts";

const emptyFolder = temporaryFolders();
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function node(folder: string, name: string, home: Home): Promise<OpenNode> {
  const running = await openOfficeNode(folder, name, { home });
  closing.push(() => running.close());
  return running;
}

async function register(home: Home, folder: string, name: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, `卷宗 ${name}\n`);
  const actor = { id: "usr_operator", office: "yueyang" };
  const job = await home.jobs.wait((await home.work.registerFile({ path: file, actor })).id);
  return (JSON.parse(job.result ?? "{}") as { sha256: string }).sha256;
}

const failed = ({ checks }: Verification) => checks.filter(({ ok }) => !ok).map(({ code }) => code);

it("a proof stands under the final checkpoint that covers it; a policy says who cosigned and who is missing", async () => {
  const folder = await emptyFolder();
  const home = await openHome(join(folder, "home"), { log: () => {}, workers: 1, jobThreads: keptThreads });
  closing.push(() => home.close());
  const sha256 = await register(home, folder, "a.txt");
  await home.drain.empty();
  const [office, court] = [await node(folder, "miluo.example", home), await node(folder, "court.example", home)];
  const [mirror, outside] = [office.policyLines[1] ?? "", court.policyLines[0] ?? ""];
  const policy = [
    `log ${home.ledger.verifierKey}`,
    mirror,
    outside,
    "group final all miluo.example-mirror court.example-witness",
    "quorum final",
  ];
  await writeFile(policyFile(home.paths.ledger), policy.join("\n"));
  const onTrouble = (text: string) => expect.unreachable(text);
  const cosigning = startCosigning({ ledger: home.ledger, folder: home.paths.ledger, clock: home.clock, onTrouble });
  closing.push(() => cosigning.stop());
  await expect.poll(() => cosigning.state().final?.size, { timeout: 30_000 }).toBe(home.ledger.size);
  await cosigning.stop();

  const app = await createApp(home, { local: true, cosigning: () => cosigning.state() });
  closing.push(() => app.close());
  const { body } = await app.inject({ url: `/api/proofs/${sha256}` });
  const strict = parsePolicy(policy.join("\n"));
  const verified = verifyProof(body, { trustedKeys: [], policy: strict });
  expect(failed(verified)).toEqual([]);
  expect(verified.policy).toMatchObject({ isFinal: true, missing: [] });
  expect(verified.policy?.cosigners.map(({ name, at }) => [name, at === verified.policy?.by || at !== null])).toEqual([
    ["miluo.example-mirror", true],
    ["court.example-witness", true],
  ]);
  expect(verified.proves.at(-1)?.zh).toContain("2 个单位（miluo.example-mirror、court.example-witness）联署");
  expect(verified.doesNotProve.map(({ en }) => en).join()).toContain("Independence of the cosigners");

  // Both are needed, so nothing of the document can change, the cosignatures included. (Supplements are checked under keys of their own.)
  const bare = encodeProof(withSupplements(JSON.parse(body) as ProofDocument, []));
  for (let at = 0; at < bare.length; at += 7) {
    const changed = bare.slice(0, at) + String.fromCharCode(bare.charCodeAt(at) ^ (1 << (at % 5))) + bare.slice(at + 1);
    expect(verifyProof(changed, { trustedKeys: [], policy: strict }).ok, `character ${at}`).toBe(false);
  }

  // Without a policy the same document says that nobody looked at the cosignatures.
  const unchecked = verifyProof(body, { trustedKeys: [home.ledger.verifierKey] });
  expect([unchecked.ok, unchecked.policy]).toEqual([true, null]);
  expect(unchecked.checks.find(({ name }) => name === "cosignature")).toMatchObject({
    isSettled: false,
    text: { en: expect.stringContaining("not checked, no policy was given: 2 signature lines") },
  });
  expect(unchecked.doesNotProve.map(({ en }) => en).join()).toContain("no outside cosignature was checked");

  // A reader whose policy asks for more is told what is missing.
  const other = await node(folder, "bar.example", home);
  const more = [...policy.slice(0, 3), other.policyLines[0] ?? "", "group outside 2 court.example-witness bar.example-witness"];
  const unmet = verifyProof(body, { trustedKeys: [], policy: parsePolicy([...more, "quorum outside"].join("\n")) });
  expect([unmet.ok, isOnlyUnfinal(unmet), failed(unmet)]).toEqual([false, true, ["POLICY_NOT_MET"]]);
  expect(unmet.policy).toMatchObject({ isFinal: false, by: null, missing: ["outside 1/2 (bar.example-witness)"] });

  // An entry that the final checkpoint does not cover is proven under the newest, which nobody cosigned yet.
  const later = await register(home, folder, "b.txt");
  const fresh = await fileProof({ ...home, cosigning: () => cosigning.state() }, later);
  expect(failed(verifyProof(fresh, { trustedKeys: [], policy: strict }))).toEqual(["POLICY_NOT_MET"]);
  expect(verifyProof(fresh, { trustedKeys: [home.ledger.verifierKey] }).ok).toBe(true);
});
