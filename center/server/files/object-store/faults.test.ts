import { createHash, randomBytes } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolders } from "../../testing/stores.ts";
import { moveFiles, openFileStore, openFiles, readObjectStoreSettings } from "../index.ts";
import { type Fault, FaultyWay } from "../testing/faulty-way.ts";
import { type RunningBucket, startBucket } from "../testing/start-bucket.ts";
import { ObjectStore } from "./object-store.ts";
import type { ObjectStoreSettings } from "./settings.ts";
import { PART } from "./spool.ts";

const folders = temporaryFolders();
const bytes = Buffer.from("岳阳市人民检察院".repeat(50), "utf8");
const digest = createHash("sha256").update(bytes).digest("hex");
const now = () => Date.now();
let bucket: RunningBucket;
let way: FaultyWay;
let spoolFolder: string;
let prefixes = 0;
let settings: ObjectStoreSettings;
/** Through the faulty way, and beside it. */
let files: ObjectStore;
let plain: ObjectStore;

beforeAll(async () => {
  bucket = await startBucket();
  way = await FaultyWay.to(bucket.settings.endpoint ?? "");
  spoolFolder = await folders();
});
afterAll(async () => {
  await way.close();
  await bucket.stop();
});
beforeEach(() => {
  way.faultOf = () => null;
  way.seen.length = 0;
  settings = { ...bucket.settings, prefix: `${++prefixes}/`, endpoint: way.endpoint, timeoutMilliseconds: 5000 };
  files = new ObjectStore(settings, { spoolFolder, now });
  plain = new ObjectStore({ ...settings, endpoint: bucket.settings.endpoint }, { spoolFolder, now });
});

/** The fault, for so many requests of the method. */
function then(method: string, fault: Fault, times = 1): void {
  let left = times;
  if (fault === "hang") files = new ObjectStore({ ...settings, timeoutMilliseconds: 300 }, { spoolFolder, now });
  way.faultOf = (asked) => (asked.method === method && left-- > 0 ? fault : null);
}

describe("a file that is put", () => {
  it.each<[string, Fault]>([
    ["refuse", "refuse"],
    ["lose-answer", "lose-answer"],
    ["hang", "hang"],
    ["busy", { status: 503, code: "SlowDown" }],
    ["error", { status: 500, code: "InternalError" }],
  ])("is there once it is acknowledged though the first request fails: %s", async (_name, fault) => {
    then("PUT", fault);
    expect(await files.put(bytes)).toMatchObject({ sha256: digest });
    expect(await buffer((await plain.read(digest)).content)).toEqual(bytes);
  });

  it("counts where the store did it and every answer was lost, and does not where nothing came through", async () => {
    then("PUT", "lose-answer", 99);
    expect(await files.put(bytes)).toMatchObject({ sha256: digest });
    then("PUT", "refuse", 99);
    await expect(files.put(Buffer.from("another"))).rejects.toMatchObject({ code: "FILES_STORE_UNREACHABLE" });
    expect(await plain.list()).toEqual([digest]);
  });

  it("is not acknowledged when it was altered on the way, and what was altered does not stay", async () => {
    then("PUT", "alter-request", 99);
    await expect(files.put(bytes)).rejects.toMatchObject({
      code: "FILES_STORE_ALTERED",
      parameters: { bucket: settings.bucket, sha256: digest },
    });
    expect(await plain.list()).toEqual([]);
  });

  it("is sent once: content that is there is not sent again", async () => {
    await files.put(bytes);
    await files.put(bytes);
    expect(way.seen.filter((request) => request.startsWith("PUT")).length).toBe(1);
  });

  it("in parts is all there or not at all, and leaves nothing on this machine", async () => {
    const long = randomBytes(PART + 5);
    way.faultOf = ({ url }) => (/partNumber=2/.test(url) ? "refuse" : null);
    await expect(files.put(long)).rejects.toMatchObject({ code: "FILES_STORE_UNREACHABLE" });
    expect(await plain.list()).toEqual([]);
    // The store has put the parts together, and nobody hears of it.
    way.faultOf = ({ method, url }) => (method === "POST" && /uploadId=/.test(url) ? "lose-answer" : null);
    const { sha256 } = await files.put(long);
    expect(await plain.list()).toEqual([sha256]);
    expect(await readdir(spoolFolder)).toEqual([]);
  });

  it.each<[string, Fault, string]>([
    ["the bucket is missing", { status: 404, code: "NoSuchBucket" }, "FILES_BUCKET_MISSING"],
    ["the key is refused", { status: 403, code: "AccessDenied" }, "FILES_ACCESS_DENIED"],
    ["the clocks differ", { status: 403, code: "RequestTimeTooSkewed" }, "FILES_CLOCK_SKEWED"],
    ["the quota is used up", { status: 403, code: "QuotaExceeded" }, "FILES_STORE_FULL"],
    ["the store is full", { status: 507, code: "XMinioStorageFull" }, "FILES_STORE_FULL"],
    ["the bucket is elsewhere", { status: 301, code: "PermanentRedirect" }, "FILES_STORE_FAILED"],
    ["the server does not work", { status: 500, code: "InternalError" }, "FILES_STORE_FAILED"],
    ["the server hangs", "hang", "FILES_STORE_UNREACHABLE"],
  ])("is refused by a code that names the bucket where %s", async (_name, fault, code) => {
    then("PUT", fault, 99);
    const error = await files.put(bytes).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code, parameters: { bucket: settings.bucket } });
    expect((error as { textFor(locale: string): string }).textFor("zh")).toContain(settings.bucket);
    expect(await plain.list()).toEqual([]);
  });
});

describe("a file that is read", () => {
  beforeEach(async () => {
    await plain.put(bytes);
  });

  it("is taken up where an answer broke off", async () => {
    then("GET", "cut-answer", 3);
    expect(await buffer((await files.read(digest)).content)).toEqual(bytes);
    then("GET", "cut-answer", 2);
    expect((await buffer((await files.read(digest, { start: 10, end: 900 })).content)).equals(bytes.subarray(10, 901))).toBe(true);
  });

  it("is no file where the store gives other bytes, no answer, or none that is whole", async () => {
    then("GET", "alter-answer");
    await expect(files.read(digest)).rejects.toMatchObject({ code: "FILE_CONTENT_CORRUPT" });
    then("GET", "refuse", 99);
    await expect(files.read(digest)).rejects.toMatchObject({ code: "FILES_STORE_UNREACHABLE" });
    const empty = await plain.put(Buffer.from("x"));
    then("GET", "cut-answer", 99);
    await expect(files.read(empty.sha256)).rejects.toMatchObject({ code: expect.stringMatching(/^FILES_/) });
  });

  it("is not removed where the store says so and keeps it", async () => {
    then("DELETE", { status: 204, code: "" }, 99);
    await expect(files.remove(digest)).rejects.toMatchObject({ code: "FILES_STILL_THERE" });
    then("DELETE", { status: 403, code: "AccessDenied" }, 99);
    await expect(files.remove(digest)).rejects.toMatchObject({ code: "FILES_ACCESS_DENIED" });
    expect(await plain.list()).toEqual([digest]);
  });
});

it("a prefix is one home's", async () => {
  await files.claim("hom_1");
  await files.claim("hom_1");
  await expect(files.claim("hom_2")).rejects.toMatchObject({ code: "FILES_OF_ANOTHER", parameters: { home: "hom_1" } });
  expect(await files.list()).toEqual([]);
});

describe("files on their way from the folder to the bucket", () => {
  it("are read wherever they are, removed from both, and moved on where a move ended; what does not fit its digest stays and is named", async () => {
    const folder = await folders();
    const place = { folder, spoolFolder, objects: settings, now };
    const old = await openFileStore(folder);
    const [first, second, broken] = [await old.put(bytes), await old.put(Buffer.from("second")), await old.put(Buffer.from("broken"))];
    await writeFile(path.join(folder, broken.sha256.slice(0, 2), broken.sha256), "other");
    const both = await openFiles(place);
    const third = await both.put(Buffer.from("third"));
    const all = [first, second, broken, third].map(({ sha256 }) => sha256).sort();
    expect([...(await both.list())].sort()).toEqual(all);
    expect(await buffer((await both.read(first.sha256)).content)).toEqual(bytes);

    let puts = 0;
    way.faultOf = ({ method }) => (method === "PUT" && puts++ > 0 ? { status: 403, code: "QuotaExceeded" } : null);
    await expect(moveFiles(place)).rejects.toMatchObject({ code: "FILES_STORE_FULL" });
    expect([...(await both.list())].sort()).toEqual(all);
    way.faultOf = () => null;
    expect(await moveFiles(place)).toMatchObject({ corrupt: [broken.sha256] });
    expect(await moveFiles(place)).toEqual({ files: 1, moved: 0, bytes: 0, corrupt: [broken.sha256] });
    expect([...(await plain.list())].sort()).toEqual([first, second, third].map(({ sha256 }) => sha256).sort());

    await both.remove(second.sha256);
    expect(await both.has(second.sha256)).toBe(false);
    await moveFiles(place, { isBack: true });
    expect(await plain.list()).toEqual([]);
    expect(await readFile(path.join(folder, digest.slice(0, 2), digest))).toEqual(bytes);
  });
});

describe("FILES_URL", () => {
  const keys = { FILES_ACCESS_KEY: "key", FILES_SECRET_KEY: "secret" };
  it("says bucket, prefix, endpoint, style, region and encryption", () => {
    expect(readObjectStoreSettings({}, "")).toBeNull();
    expect(
      readObjectStoreSettings(keys, "s3://files/yue/yang/?endpoint=https://s3.local:9000&region=hn&encryption=aws:kms&key=k1"),
    ).toEqual({
      bucket: "files",
      prefix: "yue/yang/",
      endpoint: "https://s3.local:9000",
      region: "hn",
      isPathStyle: true,
      timeoutMilliseconds: 60_000,
      encryption: { kind: "aws:kms", key: "k1" },
      credentials: { accessKeyId: "key", secretAccessKey: "secret", sessionToken: null },
    });
    const aws = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", AWS_SESSION_TOKEN: "c", AWS_REGION: "cn-north-1" };
    expect(readObjectStoreSettings({ ...aws, FILES_URL: "s3://files" }, undefined)).toMatchObject({
      isPathStyle: false,
      region: "cn-north-1",
      credentials: { sessionToken: "c" },
    });
  });

  it.each([
    "http://files",
    "s3://",
    "s3://key:secret@files",
    "s3://files?bucket=x",
    "s3://files?endpoint=host:9000",
    "s3://files?style=both",
    "s3://files?encryption=rot13",
    "s3://files?timeout=0",
    "s3://files/../x y",
  ])("is refused with its reason: %s", (url) => {
    expect(() => readObjectStoreSettings(keys, url)).toThrow(/FILES_URL_INVALID/);
  });

  it("needs keys", () => {
    expect(() => readObjectStoreSettings({}, "s3://files")).toThrow(/FILES_KEY_MISSING/);
  });
});
