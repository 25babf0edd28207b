import { createHash } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolders } from "../testing/stores.ts";
import { openFileStore } from "./index.ts";

const folders = temporaryFolders();
const bytes = Buffer.from("岳阳市人民检察院", "utf8");

async function* inPieces(content: Uint8Array) {
  for (const byte of content) yield Uint8Array.of(byte);
}

describe("file store", () => {
  it("gives back what was put, under both digests, whether it came whole or in pieces", async () => {
    const files = await openFileStore(await folders());
    const stored = await files.put(bytes);
    expect(stored).toEqual({
      size: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      sm3: createHash("sm3").update(bytes).digest("hex"),
    });
    expect(await files.put(inPieces(bytes))).toEqual(stored);
    const place = await files.open(stored.sha256);
    expect(await readFile(place)).toEqual(bytes);
    expect((await stat(place)).mode & 0o777).toBe(0o600);
    expect(await files.list()).toEqual([stored.sha256]);
  });

  it("refuses content that no longer fits its digest as FILE_CONTENT_CORRUPT", async () => {
    const files = await openFileStore(await folders());
    const { sha256 } = await files.put(bytes);
    await writeFile(await files.open(sha256), "changed");
    await expect(files.open(sha256)).rejects.toMatchObject({ code: "FILE_CONTENT_CORRUPT" });
  });

  it("keeps nothing of content that breaks off", async () => {
    const folder = await folders();
    const files = await openFileStore(folder);
    const broken = (async function* () {
      yield bytes;
      throw new Error("the upload broke off");
    })();
    await expect(files.put(broken)).rejects.toThrow("broke off");
    expect(await readdir(path.join(folder, "incoming"))).toEqual([]);
    expect(await files.list()).toEqual([]);
  });

  it("takes no path for a digest", async () => {
    const files = await openFileStore(await folders());
    for (const name of ["../../etc/passwd", "", "A".repeat(64)])
      await expect(files.open(name)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("forgets what was removed, and sweeps what an interrupted put left", async () => {
    const folder = await folders();
    const files = await openFileStore(folder);
    const { sha256 } = await files.put(bytes);
    await files.remove(sha256);
    await files.remove(sha256);
    await expect(files.open(sha256)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await writeFile(path.join(folder, "incoming", "left"), "x");
    expect(await files.sweep()).toBe(1);
  });
});
