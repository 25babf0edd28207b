import type { AccountReset, AccountView, CaseShares } from "@yuejian/contracts/api";
import { expect, it, onTestFinished } from "vitest";
import { serveHome } from "./testing/served-home.ts";

it("an account is made with a link for its password, and given a share of cases and lines it is versed in", async () => {
  const { yuejian, told, close } = await serveHome();
  onTestFinished(close);
  const chief = ["--called", "检察长", "--role", "chief-procurator", "--office", "yueyang"];
  expect((await told<AccountReset>("user", "add", "chief", ...chief)).path).toMatch(/^\/sign-in\?token=/);
  await yuejian(
    "user",
    "add",
    "wang.wu",
    "--called",
    "王五",
    "--role",
    "procurator",
    "--office",
    "huarong",
    "--lines",
    "civil,administrative",
  );
  const accounts = await told<readonly AccountView[]>("user", "list");
  expect(accounts.find(({ name }) => name === "wang.wu")).toMatchObject({ office: "huarong", businessLines: ["civil", "administrative"] });
  expect(await yuejian("user", "add", "wang.wu", ...chief)).toMatchObject({ status: 2, stderr: expect.stringContaining("已存在") });

  const own = ["--office", "huarong", "--as", "chief"];
  expect(await told<CaseShares["items"]>("user", "share", "wang.wu", "50", "--versed", "civil", ...own)).toMatchObject([
    { name: "王五", share: 50, expertise: ["civil"], from: "office" },
  ]);
  for (const wrong of ["500", "半"])
    expect(await yuejian("user", "share", "--as", "chief", "--", "wang.wu", wrong)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("0 到 200"),
    });
  expect(await yuejian("user", "share", "nobody", "50", "--as", "chief")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("nobody"),
  });
  expect(await told<CaseShares["items"]>("user", "share", "wang.wu", "inherit", ...own)).toEqual([]);
}, 120_000);
