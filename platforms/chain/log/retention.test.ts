import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sm3 } from "@yuejian/digests";
import { afterEach, beforeEach, expect, it } from "vitest";
import { buildEntryProof, encodeProof, encodeStatement, openProofSource } from "../format/index.ts";
import { verifyProof } from "../verify/index.ts";
import { fsck, openLog } from "./index.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "yuejian-retention-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Retention is by deleting content, which lies outside: the log holds digests and has nothing that removes an entry. */
it("content that is deleted takes no proof with it: every entry still proves, what is left still compares, and nothing of the content is on the log", async () => {
  const log = await openLog({
    folder: join(folder, "log"),
    origin: "retention.example/ledger",
    clock: { now: () => 0 },
    publishIntervalMilliseconds: 0,
  });
  const file = (at: number) => join(folder, `content-${at}`);
  const secret = (at: number) => `张三${at} 430602199003070000`;
  const count = 9;
  for (let at = 0; at < count; at++) {
    const content = Buffer.from(secret(at));
    writeFileSync(file(at), content);
    const digests = { sha256: createHash("sha256").update(content).digest("hex"), sm3: Buffer.from(sm3(content)).toString("hex") };
    const statement = {
      v: 1,
      type: "file.registered",
      subject: `file-${at}`,
      size: content.length,
      ...digests,
      organisation: "yueyang",
    } as const;
    await log.append([{ key: `outbox/${at}`, bytes: encodeStatement({ ...statement, at: "2026-11-23T08:00:00.000Z" }) }]);
  }
  const earlier = await log.checkpoint();
  const verify = async (index: number, checkpoint?: string) => {
    const source = await openProofSource(log, checkpoint);
    const proof = encodeProof(buildEntryProof(source, { entry: await source.entry(index), content: null }));
    const given = existsSync(file(index)) ? { file: new Uint8Array(readFileSync(file(index))) } : {};
    return verifyProof(proof, { trustedKeys: [log.verifierKey], ...given });
  };

  for (let at = 0; at < count; at += 2) rmSync(file(at));
  await log.append([{ key: "outbox/deleted", bytes: await log.entry(0) }]);
  for (let at = 0; at < count; at++) {
    for (const checkpoint of [undefined, earlier])
      expect(
        (await verify(at, checkpoint)).checks.filter(({ ok }) => !ok),
        `entry ${at}`,
      ).toEqual([]);
  }
  writeFileSync(file(1), "something else");
  expect((await verify(1)).ok).toBe(false);
  await log.close();

  expect(await fsck(join(folder, "log"), { trustedKeys: [log.verifierKey] })).toMatchObject({ ok: true, entries: count + 1 });
  const stored = readdirSync(join(folder, "log"), { recursive: true, withFileTypes: true }).filter((item) => item.isFile());
  for (const item of stored) expect(readFileSync(join(item.parentPath, item.name)).includes("430602199003070000")).toBe(false);
});
