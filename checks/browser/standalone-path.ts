import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cosign, encodeBundle, encodeProof, formatNote, formatVerifierKey, parseNote, signerKeyOf } from "@yuejian/chain/format";
import { redactBundle } from "@yuejian/chain/verify";
import { type Home, openHome } from "../../center/server/home/index.ts";
import { fileProof, leadBundle, tlogProof } from "../../center/server/proofs/index.ts";
import { loadPensions, PRISONER } from "../../center/server/testing/pensions.ts";
import { STANDALONE_PAGE } from "../../cli/build-console.ts";
import { demand, see } from "./expect.ts";
import type { Walk } from "./walk.ts";

const CLOCK = Date.UTC(2026, 10, 25, 12) / 1000;

/** A registered file with its proof in both forms, cosigned by two of three, and the policies of two readers. */
async function writeCosignedProofs(home: Home, file: (name: string) => string): Promise<void> {
  await writeFile(file("record.txt"), "现场勘验笔录\n");
  await writeFile(file("other.txt"), "另一份笔录\n");
  const job = await home.jobs.wait(
    (await home.work.registerFile({ path: file("record.txt"), actor: { id: "usr_1", office: "yueyang" } })).id,
  );
  const { sha256 } = JSON.parse(job.result ?? "{}") as { sha256: string };
  await home.drain.empty();
  const names = ["court.example/witness", "miluo.example/mirror", "bar.example/witness"];
  const keys = names.map((name, at) => signerKeyOf(name, new Uint8Array(32).fill(at + 1), "cosignature"));
  const note = parseNote(await home.ledger.checkpoint());
  const lines = keys.slice(0, 2).map((key) => cosign(note.text, { key, time: CLOCK }));
  const cosigned = formatNote({ text: note.text, signatures: [...note.signatures, ...lines] });
  const ports = { ...home, cosigning: () => ({ final: { note: cosigned, size: home.ledger.size }, newest: null }) };
  await writeFile(file("record.tlog-proof"), await tlogProof(ports, sha256));
  await writeFile(file("record.proof.json"), encodeProof(await fileProof(ports, sha256)));
  const policy = (asked: number): string =>
    [
      `log ${home.ledger.verifierKey}`,
      ...keys.map((key) => `witness ${key.name} ${formatVerifierKey(key, "cosignature")}`),
      `group all ${asked} ${names.join(" ")}`,
      "quorum all",
    ].join("\n");
  await writeFile(file("policy.txt"), policy(2));
  await writeFile(file("strict-policy.txt"), policy(3));
}

/** The page that verifies without the program, opened from disk with a real bundle: whole, redacted, and tampered with. Nothing may leave it. */
export async function standalonePath(walk: Walk): Promise<void> {
  const { page } = walk;
  const folder = await mkdtemp(join(tmpdir(), "yuejian-standalone-"));
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  let key = "";
  const file = (name: string): string => join(folder, name);
  const drop = async (name: string): Promise<void> => page.locator("#files").setInputFiles(file(name));

  await walk.step("makes a bundle, a copy for counsel, a closed copy and a forged one", async () => {
    const home = await openHome(join(folder, "home"), { log: () => {} });
    try {
      await loadPensions(home, folder);
      const { id } = await home.store.db.selectFrom("leads").select("id").where("subject", "=", PRISONER.id).executeTakeFirstOrThrow();
      const bundle = await leadBundle(home, id);
      key = home.ledger.verifierKey;
      await writeFile(file("sm-verifier.key"), `${home.sm.requireLog().verifierKey}\n`);
      await writeFile(file("lead.bundle.json"), encodeBundle(bundle));
      await writeFile(file("closed.bundle.json"), encodeBundle(redactBundle(bundle, "personal")));
      await writeFile(file("forged.bundle.json"), encodeBundle(bundle).replace("岳阳监狱", "汨罗监狱"));
      await writeCosignedProofs(home, file);
    } finally {
      await home.close();
    }
  });

  await walk.step("opens the page from disk; without a key it claims nothing", async () => {
    await page.goto(pathToFileURL(STANDALONE_PAGE).href);
    if (await page.getByRole("button", { name: "中文" }).isVisible()) await page.getByRole("button", { name: "中文" }).click();
    await drop("lead.bundle.json");
    await see(page, /^请粘贴验证密钥，或者拖入联署规则文件/);
    demand((await page.getByText("核验通过").count()) === 0, "it says verified without a key");
  });

  await walk.step("verifies under the key that was pasted and executes the rule again", async () => {
    await page.getByLabel("账本的验证密钥").fill(key);
    await page.getByLabel("账本的验证密钥").blur();
    await see(page, "核验通过；规则已在本机重新执行，结果相同");
    await see(page, "此密钥的指纹");
    await see(page, /养老金停发与追回.*都不存在，已证明/);
    await see(page, PRISONER.name);
    await walk.picture("standalone");
  });

  await walk.step("checks SM2 and SM3 of the second log under the key that was dropped", async () => {
    demand((await page.getByText("同样的陈述也在国密账本之中").count()) === 0, "it claims the SM log without its key");
    await drop("sm-verifier.key");
    await see(page, /同样的陈述也在国密账本之中/);
    await see(page, "核验通过；规则已在本机重新执行，结果相同");
  });

  await walk.step("speaks English, by keyboard", async () => {
    await page.getByRole("button", { name: "English" }).focus();
    await page.keyboard.press("Enter");
    await see(page, "Verified; the rule was executed again here and gives the same");
    await see(page, "Asserted by the office, not proven");
    await walk.picture("standalone-english");
    await page.keyboard.press("Enter");
    await see(page, "各项检查");
  });

  await walk.step("a redacted copy verifies, shows no name, and is not said to be executed", async () => {
    await drop("closed.bundle.json");
    await see(page, "核验通过；因内容遮蔽，无法重新执行规则");
    const text = await page.locator("body").innerText();
    demand(!text.includes(PRISONER.name) && !text.includes(PRISONER.id), "a withheld text is on the page");
    await walk.picture("standalone-redacted");
  });

  await walk.step("a forged bundle is refused with its reason", async () => {
    await drop("forged.bundle.json");
    await see(page, "核验不通过");
    await see(page, "LEAF_MISMATCH");
    await walk.picture("standalone-forged");
  });

  await walk.step("a .tlog-proof with its file and a policy: who cosigned, when, and that it is final", async () => {
    await page.locator("#files").setInputFiles(["record.tlog-proof", "record.txt", "policy.txt"].map(file));
    await see(page, "以所给联署规则为准：检查点已终局");
    await page.getByText("各项检查").click();
    await see(page, "court.example/witness 已联署该检查点，按其时钟为 2026-11-25T12:00:00Z");
    await see(page, "所给文件与陈述的摘要一致");
    await walk.picture("standalone-tlog-proof");
  });

  await walk.step("a proof document under the same policy, and under one that asks for more", async () => {
    await drop("record.proof.json");
    await see(page, /2 个单位（court.example\/witness、miluo.example\/mirror）联署/);
    await drop("strict-policy.txt");
    await see(page, "未终局：其余核验均通过，但联署不足");
    await see(page, /缺：all 2\/3 \(bar.example\/witness\)/);
    await walk.picture("standalone-not-final");
  });

  await walk.step("another file than the one that was registered is refused", async () => {
    await page.locator("#files").setInputFiles(["record.tlog-proof", "other.txt", "policy.txt"].map(file));
    await see(page, "核验不通过");
    await see(page, "LEAF_MISMATCH");
  });

  await walk.step(
    "nothing left the page",
    async () => {
      const outside = requests.filter((url) => !url.startsWith("file:"));
      demand(outside.length === 0, `it asked for ${outside.join(", ")}`);
      const policy = await page.locator("meta[http-equiv='Content-Security-Policy']").getAttribute("content");
      demand(policy?.startsWith("default-src 'none'; script-src 'sha256-") === true, "the page has no policy that shuts it in");
    },
    { isAlone: true },
  );

  await rm(folder, { recursive: true, force: true });
}
