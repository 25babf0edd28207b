import { verifyConsistency } from "@yuejian/digests";
import { expect } from "vitest";
import { parseCheckpoint, parseNote } from "../format/index.ts";
import { fsck, type LogOptions, openLog } from "../log/index.ts";

/** What callers were told before something failed. */
export interface Told {
  /** Index by key. */
  readonly acknowledged: ReadonlyMap<string, number>;
  readonly notes: readonly string[];
}

export function contentOf(key: string): { key: string; bytes: Uint8Array } {
  return { key, bytes: new TextEncoder().encode(`content of ${key}`) };
}

/** Every acknowledged key stands at its index, once; every note handed out is a prefix of the log; nothing is wrong on disk. */
export async function expectWhole(options: LogOptions, told: Told, where: string): Promise<void> {
  const log = await openLog(options);
  const seen = new Set<string>();
  for (let index = 0; index < log.size; index++) seen.add(new TextDecoder().decode(await log.entry(index)));
  expect(seen.size, `${where}: an entry stands twice`).toBe(log.size);
  for (const [key, index] of told.acknowledged) expect(new TextDecoder().decode(await log.entry(index)), where).toBe(`content of ${key}`);
  const newest = parseCheckpoint(parseNote(await log.checkpoint()).text);
  for (const note of told.notes) {
    const older = parseCheckpoint(parseNote(note).text);
    const path = await log.consistencyProof(older.size, newest.size);
    const proof = { oldSize: older.size, newSize: newest.size, oldRoot: older.root, newRoot: newest.root, path };
    expect(verifyConsistency(proof), `${where}: a published checkpoint is of another history`).toBe(true);
  }
  // Callers retry with the same keys: same index, no second entry.
  const { size } = log;
  for (const [key, index] of told.acknowledged) expect(await log.append([contentOf(key)])).toEqual([index]);
  expect(log.size).toBe(size);
  await log.close();
  const report = await fsck(options.folder);
  expect(report.problems, where).toEqual([]);
}
