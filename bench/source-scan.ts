import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentProgress } from "@yuejian/contracts";
import { readSource } from "../platforms/data/source/read-source.ts";

/** Reading a source file as a table (encoding, structure, SHA-256, SM3) as a ratio to reading its bytes, in one run.
 *  Usage: node bench/source-scan.ts [records] */
const records = Number(process.argv[2] ?? 300_000);
const folder = mkdtempSync(join(tmpdir(), "yuejian-bench-"));

try {
  const line = (index: number, remark: string): string =>
    `${index},9906021980010${10_000 + (index % 90_000)},张${index},湖南省岳阳市岳阳楼区,2024-03-05,${index % 9000}.50,城乡居民基本养老保险,${remark},A,B,C,D\n`;
  const table = (remark: (index: number) => string): string =>
    `编号,身份证号,姓名,住址,日期,金额,险种,备注,甲,乙,丙,丁\n${Array.from({ length: records }, (_, index) => line(index + 1, remark(index))).join("")}`;
  const cases = {
    "utf-8": table(() => "无"),
    "utf-8, quoted": table(() => '"甲, 乙"'),
    "utf-8, line breaks in values": table((index) => (index % 10 === 0 ? '"甲\n乙"' : "无")),
  };
  const files = Object.entries(cases).map(([name, text]) => ({ name, path: save(name, text) }));
  files.push({ name: "utf-16le", path: save("utf-16le", Buffer.from(`\ufeff${cases["utf-8"]}`, "utf16le")) });

  for (const { name, path } of files) {
    const size = readFileSync(path).length;
    const reading = await measure(() => readPlainly(path));
    const hashing = await measure(() => hashPlainly(path));
    const scanning = await measure(async () => {
      await (await readSource(path, { scratchFolder: folder, progress: silentProgress })).dispose();
    });
    const rate = (milliseconds: number): string => `${Math.round(size / 1000 / milliseconds)} MB/s`;
    console.log(
      `${name}: read ${rate(reading.wall)}; SHA-256 and SM3 alone ${rate(hashing.wall)}; as a table ${rate(scanning.wall)}, processor ${rate(scanning.processor)}; ` +
        `${(scanning.wall / reading.wall).toFixed(1)} × reading, ${(scanning.wall / hashing.wall).toFixed(2)} × hashing`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}

function save(name: string, content: string | Uint8Array): string {
  const path = join(folder, `${name.replaceAll(/[^a-z0-9]+/g, "-")}.csv`);
  writeFileSync(path, content);
  return path;
}

/** Best of three: the machine may be busy with other things. */
async function measure(work: () => Promise<void>): Promise<{ wall: number; processor: number }> {
  const best = { wall: Number.POSITIVE_INFINITY, processor: Number.POSITIVE_INFINITY };
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    const before = process.cpuUsage();
    await work();
    const used = process.cpuUsage(before);
    best.wall = Math.min(best.wall, performance.now() - start);
    best.processor = Math.min(best.processor, (used.user + used.system) / 1000);
  }
  return best;
}

async function pieces(path: string, take: (piece: Uint8Array) => void): Promise<void> {
  const handle = await open(path);
  const piece = new Uint8Array(1024 * 1024);
  try {
    for (;;) {
      const { bytesRead } = await handle.read(piece, 0, piece.length, null);
      if (bytesRead === 0) return;
      take(piece.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

async function readPlainly(path: string): Promise<void> {
  await pieces(path, () => {});
}

async function hashPlainly(path: string): Promise<void> {
  const hashes = [createHash("sha256"), createHash("sm3")];
  await pieces(path, (piece) => {
    for (const hash of hashes) hash.update(piece);
  });
  for (const hash of hashes) hash.digest();
}
