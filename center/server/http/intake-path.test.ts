import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allowedPath, intakeFolders } from "./intake-path.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "yuejian-intake-"));
  await mkdir(join(folder, "in"));
  await mkdir(join(folder, "in-next"));
  for (const name of ["in/a.csv", "in-next/b.csv", "secret.csv"]) await writeFile(join(folder, name), "x");
  await symlink(join(folder, "secret.csv"), join(folder, "in", "link.csv"));
  await symlink(folder, join(folder, "in", "up"));
  await symlink(join(folder, "in"), join(folder, "alias"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("files named by path", () => {
  const ask = (path: string, folders: readonly string[] | null) =>
    allowedPath(join(folder, path), folders).catch((error: { code: string }) => error.code);

  it("are taken from anywhere when no folder is set", async () => {
    expect(intakeFolders(undefined)).toBeNull();
    expect(await ask("secret.csv", null)).toBe(join(folder, "secret.csv"));
    expect(await ask("none.csv", null)).toBe("FILE_NOT_FOUND");
  });

  it("are refused outside the set folders, whatever links and dots say", async () => {
    const folders = intakeFolders([join(folder, "in"), "/nowhere"].join(delimiter));
    expect(await ask("in/a.csv", folders)).toBe(join(folder, "in/a.csv"));
    for (const path of ["secret.csv", "in/../secret.csv", "in/link.csv", "in/up/secret.csv", "in-next/b.csv", "in"]) {
      expect(await ask(path, folders), path).toBe("FILE_OUTSIDE_FOLDER");
    }
  });

  it("are found through an allowed folder that is itself a link", async () => {
    expect(await ask("alias/a.csv", [join(folder, "alias")])).toBe(join(folder, "in/a.csv"));
  });
});
