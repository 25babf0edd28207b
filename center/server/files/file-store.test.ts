import { createHash, randomBytes } from "node:crypto";
import { readdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolders } from "../testing/stores.ts";
import { type KeptFiles, openFileStore } from "./index.ts";
import { ObjectStore } from "./object-store/object-store.ts";
import { readObjectStoreSettings } from "./object-store/settings.ts";
import { PART } from "./object-store/spool.ts";
import { type RunningBucket, startBucket } from "./testing/start-bucket.ts";

const folders = temporaryFolders();
const bytes = Buffer.from("岳阳市人民检察院", "utf8");
const now = () => Date.now();
let bucket: RunningBucket;
let prefixes = 0;

beforeAll(async () => {
  bucket = await startBucket();
});
afterAll(() => bucket.stop());

/** `YUEJIAN_TEST_BUCKET=s3://…`: the same tests over a store of one's own, whose keys are in FILES_ACCESS_KEY and FILES_SECRET_KEY. */
const own = process.env["YUEJIAN_TEST_BUCKET"];
if (own === undefined) process.stderr.write("files over another store are not tried: YUEJIAN_TEST_BUCKET is not set\n");

const places: readonly (readonly [string, () => Promise<KeptFiles>])[] = [
  ["folder", async () => openFileStore(await folders())],
  ["bucket", async () => emptyPrefix(bucket.settings)],
  ...(own === undefined
    ? []
    : [["bucket of one's own", async () => emptyPrefix(readObjectStoreSettings(process.env, own) ?? bucket.settings)] as const]),
];

async function emptyPrefix(settings: RunningBucket["settings"]): Promise<ObjectStore> {
  return new ObjectStore({ ...settings, prefix: `${process.pid}-${Date.now()}-${++prefixes}/` }, { spoolFolder: await folders(), now });
}

async function* inPieces(content: Uint8Array, size = 1) {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

const textOf = async (files: KeptFiles, sha256: string) => buffer((await files.read(sha256)).content);

describe.each(places)("files in a %s", (_name, empty) => {
  it("are given back as they were put, under both digests, whether they came whole or in pieces, twice or once", async () => {
    const files = await empty();
    const stored = await files.put(bytes);
    expect(stored).toEqual({
      size: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      sm3: createHash("sm3").update(bytes).digest("hex"),
    });
    expect(await files.put(inPieces(bytes))).toEqual(stored);
    const nothing = await files.put(Buffer.alloc(0));
    expect(await textOf(files, stored.sha256)).toEqual(bytes);
    expect(await textOf(files, nothing.sha256)).toEqual(Buffer.alloc(0));
    expect([...(await files.list())].sort()).toEqual([stored.sha256, nothing.sha256].sort());
  });

  it("are whole where they are longer than a part of an upload, as long as one, or a byte more", async () => {
    const files = await empty();
    const long = randomBytes(PART + (PART >> 2));
    for (const content of [long, long.subarray(0, PART), long.subarray(0, PART + 1)]) {
      const { sha256, size } = await files.put(inPieces(content, 1 << 20));
      expect([size, sha256]).toEqual([content.length, createHash("sha256").update(content).digest("hex")]);
      expect((await textOf(files, sha256)).equals(content)).toBe(true);
      expect(await files.put(content)).toMatchObject({ sha256 });
    }
  });

  it("are read in parts, and a part that is not there is refused", async () => {
    const files = await empty();
    const { sha256, size } = await files.put(bytes);
    const part = await files.read(sha256, { start: 3, end: 8 });
    expect([part.size, (await buffer(part.content)).toString()]).toEqual([6, "阳市"]);
    for (const range of [
      { start: 0, end: size },
      { start: -1, end: 2 },
      { start: 5, end: 4 },
    ])
      await expect(files.read(sha256, range)).rejects.toMatchObject({ code: "FILE_RANGE_INVALID" });
  });

  it("are not kept when their content breaks off", async () => {
    const files = await empty();
    const broken = (async function* () {
      yield bytes;
      throw new Error("the upload broke off");
    })();
    await expect(files.put(broken)).rejects.toThrow("broke off");
    expect(await files.list()).toEqual([]);
  });

  it("have no path for a digest", async () => {
    const files = await empty();
    for (const name of ["../../etc/passwd", "", "A".repeat(64), "0".repeat(64)])
      await expect(files.read(name)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("are gone once removed, and removing them again is no fault", async () => {
    const files = await empty();
    const { sha256 } = await files.put(bytes);
    expect(await files.has(sha256)).toBe(true);
    await files.remove(sha256);
    await files.remove(sha256);
    expect([await files.has(sha256), await files.list()]).toEqual([false, []]);
    await expect(files.read(sha256)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await files.put(bytes)).toMatchObject({ sha256 });
    expect(await textOf(files, sha256)).toEqual(bytes);
  });
});

describe("files in a folder", () => {
  it("are their owner's alone, refused as FILE_CONTENT_CORRUPT when changed, and leave nothing of what was interrupted", async () => {
    const folder = await folders();
    const files = await openFileStore(folder);
    const { sha256 } = await files.put(bytes);
    const place = path.join(folder, sha256.slice(0, 2), sha256);
    expect((await stat(place)).mode & 0o777).toBe(0o600);
    await writeFile(place, "changed");
    await expect(files.read(sha256)).rejects.toMatchObject({ code: "FILE_CONTENT_CORRUPT" });
    await writeFile(path.join(folder, "incoming", "left"), "x");
    expect(await files.sweep()).toBe(1);
    expect(await readdir(path.join(folder, "incoming"))).toEqual([]);
  });
});
