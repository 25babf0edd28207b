import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { decodeEntryBundle } from "../format/index.ts";
import { openLog } from "./index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "yuejian-bundle-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const open = () => openLog({ folder, origin: "yuejian.example/ledger", clock: { now: () => 0 }, segmentBytes: 200_000 });

/** Of lengths around those that are read at once, in several frames and segments. */
const entries = Array.from({ length: 512 }, (_, index) => Buffer.alloc([0, 300, 1020, 1024, 5000][index % 5] ?? 0, `${index} `));

async function fill() {
  const log = await open();
  for (let from = 0; from < entries.length; from += 64) {
    await log.append(entries.slice(from, from + 64).map((bytes, at) => ({ key: `k${from + at}`, bytes })));
  }
  return log;
}

it("a bundle of any width holds the entries, whatever their lengths, frames and segments", async () => {
  const log = await fill();
  expect(readdirSync(join(folder, "seg")).length).toBeGreaterThan(2);
  for (const index of [0, 1]) {
    for (const width of [1, 2, 3, 4, 5, 63, 64, 65, 128, 200, 255, 256]) {
      const bundle = decodeEntryBundle(await log.entryBundle(index, width));
      expect(bundle.map((bytes) => Buffer.from(bytes).toString("latin1"))).toEqual(
        entries.slice(256 * index, 256 * index + width).map((bytes) => bytes.toString("latin1")),
      );
    }
  }
  await log.close();
});

it("a bundle with a damaged entry is refused as LOG_CORRUPT, and one without it is not", async () => {
  const log = await fill();
  const file = join(folder, "seg", "0000.log");
  const bytes = readFileSync(file);
  const at = bytes.indexOf(entries[4]?.subarray(0, 1000) ?? "");
  bytes.writeUInt8((bytes[at] ?? 0) ^ 1, at);
  writeFileSync(file, bytes);
  expect(decodeEntryBundle(await log.entryBundle(0, 4))).toHaveLength(4);
  await expect(log.entryBundle(0, 5)).rejects.toMatchObject({ code: "LOG_CORRUPT" });
  await log.close().catch(() => undefined);
});
