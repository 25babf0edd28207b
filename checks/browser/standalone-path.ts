import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { encodeBundle } from "@yuejian/chain/format";
import { redactBundle } from "@yuejian/chain/verify";
import { openHome } from "../../center/server/home/index.ts";
import { leadBundle } from "../../center/server/proofs/index.ts";
import { loadPensions, PRISONER } from "../../center/server/testing/pensions.ts";
import { STANDALONE_PAGE } from "../../cli/build-console.ts";
import { demand, see } from "./expect.ts";
import type { Walk } from "./walk.ts";

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
