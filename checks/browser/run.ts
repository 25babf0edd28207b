import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepTimes } from "../times/kept-times.ts";
import { accessPath } from "./access-path.ts";
import { Pictures, startBrowser } from "./browser.ts";
import { casePath } from "./case-path.ts";
import { caseworkSteps } from "./casework-steps.ts";
import { chainPath, nodesPath } from "./chain-path.ts";
import { checksPath } from "./checks-path.ts";
import { documentSteps } from "./document-steps.ts";
import { englishPath } from "./english-path.ts";
import { entityPath } from "./entity-path.ts";
import { farmlandPath } from "./farmland-path.ts";
import { fieldPath } from "./field-path.ts";
import { leadPath } from "./lead-path.ts";
import { type NewAccount, operatorPath } from "./operator-path.ts";
import { enter, places } from "./places.ts";
import { type RunningProgram, startProgram } from "./program.ts";
import { retentionSteps } from "./retention-steps.ts";
import { searchSteps } from "./search-steps.ts";
import { standalonePath } from "./standalone-path.ts";
import { statesPath } from "./states-path.ts";
import { startThreeNodes, type ThreeNodes } from "./three-nodes.ts";
import { triagePath } from "./triage-path.ts";
import { type Tally, Walk } from "./walk.ts";

/** The main path in a real browser against the real program: from the one-time link to a filed case, in Chinese, then every page in English.
 *  Then every page in both languages and both themes, looked at by axe, and how each
 *  waits, fails and stands empty.
 *  Pictures of each page in both sizes go to $SCREENSHOTS, where it is set; those of what failed to a temporary folder otherwise. Ends with «N passed, N failed». */
const RECORDS = 6_000;

const HEAD: NewAccount = {
  name: "zhou.lan",
  displayName: "周岚",
  role: "department-head",
  office: "yueyang",
  businessLines: ["ordinary-crime", "major-crime", "official-crime", "economic-crime", "penal-execution"],
  password: "first-password-26",
};

const begun = performance.now();
const tally: Tally = { passed: 0, failed: 0, steps: [] };
const pictures = new Pictures();
const browser = await startBrowser();
try {
  const program = await startProgram(RECORDS);
  try {
    await walkNodes(program, await walkAll(program));
  } finally {
    await program.stop();
  }
} finally {
  await browser.close();
}
const folder = await pictures.folder();
if (folder !== null) console.log(`pictures: ${folder}`);
keepTimes("browser", {
  seconds: (performance.now() - begun) / 1000,
  parts: tally.steps.map(({ title, milliseconds }) => ({ name: title, seconds: milliseconds / 1000 })),
});
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0;

/** Gives the ledger's verifier key. */
async function walkAll({ address, signInLink, staffPassword }: RunningProgram): Promise<string> {
  const operator = await Walk.begin(browser, "operator", "zh-CN", { tally, pictures });
  await operatorPath(operator, signInLink, HEAD);
  await operator.end();
  const chief = await Walk.begin(browser, "chief", "zh-CN", { tally, pictures });
  await enter(chief.page, address, { name: "chief-procurator", password: await staffPassword() });
  const head = await Walk.begin(browser, "head", "zh-CN", { tally, pictures });
  const proof = await leadPath(head, address, HEAD);
  const sent = await mkdtemp(join(tmpdir(), "yuejian-browser-sent-"));
  await casePath(head, { address, colleague: chief.page, folder: sent });
  await rm(sent, { recursive: true, force: true });
  await triagePath(head, { address, colleague: chief.page, person: HEAD.displayName });
  await head.end();
  await checksPath(chief, address);
  await chainPath(chief, address);
  await retentionSteps(chief, address);
  const manager = await Walk.begin(browser, "manager", "zh-CN", { tally, pictures });
  await enter(manager.page, address, { name: "case-manager", password: await staffPassword() });
  await caseworkSteps(manager, address);
  await manager.end();
  const english = await Walk.begin(browser, "english", "en-GB", { tally, pictures });
  await englishPath(english, { address, account: HEAD, proof });
  await english.end();
  const all = await places(chief.page);
  await documentSteps(chief, address);
  await entityPath(chief, address);
  await searchSteps(chief, address);
  await accessPath(chief, address, all);
  await statesPath(chief, address, all);
  const verifierKey = String(
    await chief.page.evaluate('fetch("/api/ledger").then((answer) => answer.json()).then((state) => state.verifierKey)'),
  );
  const telephone = await Walk.onTelephone(browser, "telephone", "zh-CN", { tally, pictures });
  const captured = await mkdtemp(join(tmpdir(), "yuejian-browser-field-"));
  await fieldPath({ desk: chief, telephone }, { address, staffPassword: await staffPassword(), folder: captured });
  await rm(captured, { recursive: true, force: true });
  await telephone.end();
  const delivered = await mkdtemp(join(tmpdir(), "yuejian-browser-images-"));
  await farmlandPath(chief, { address, folder: delivered });
  await rm(delivered, { recursive: true, force: true });
  await chief.end();
  const anybody = await Walk.begin(browser, "anybody", "zh-CN", { tally, pictures });
  await standalonePath(anybody);
  await anybody.end();
  return verifierKey;
}

/** The same home with nodes of two offices and a court, one of them out of reach. */
async function walkNodes(program: RunningProgram, verifierKey: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "yuejian-browser-nodes-"));
  const password = await program.staffPassword();
  let nodes: ThreeNodes | null = null;
  const again = await program.restart(async (home) => {
    nodes = await startThreeNodes(folder, { home, verifierKey });
  });
  try {
    const walk = await Walk.begin(browser, "auditor", "zh-CN", { tally, pictures });
    await enter(walk.page, again.address, { name: "auditor", password });
    await nodesPath(walk, again.address);
    await accessPath(walk, again.address, [
      { name: "nodes-asked", path: "/chain/nodes" },
      { name: "node-asked", path: "/chain/nodes/pingjiang.example-mirror" },
    ]);
    await walk.end();
  } finally {
    await again.stop();
    await (nodes as ThreeNodes | null)?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
