import { open } from "node:fs/promises";
import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { toYuejianError } from "../engine/engine-failure.ts";
import type { Piece, Portion, Position } from "./connector.ts";

/** Gathers pieces into raw files of about `rows` rows, each on disk before it is handed over. Nothing of an unfinished one is. */
export async function* portionsOf(
  pieces: AsyncIterable<Piece>,
  order: { readonly name: string; readonly folder: string; readonly rows: number; readonly report: (rows: number) => void },
): AsyncGenerator<Portion> {
  let all = 0;
  const iterator = pieces[Symbol.asyncIterator]();
  try {
    for (let number = 1; ; number++) {
      const path = join(order.folder, `portion-${number}.ndjson`);
      const { rows, position, isLast } = await gather(iterator, path, order.rows, (count) => order.report(all + count));
      all += rows;
      if (rows > 0) yield { path, name: `${order.name}.ndjson`, position, file: null };
      if (isLast) return;
    }
  } finally {
    await iterator.return?.();
  }
}

async function gather(
  pieces: AsyncIterator<Piece>,
  path: string,
  wanted: number,
  report: (rows: number) => void,
): Promise<{ rows: number; position: Position | null; isLast: boolean }> {
  const file = await open(path, "w", 0o600);
  let rows = 0;
  let position: Position | null = null;
  try {
    for (;;) {
      const next = await pieces.next();
      if (next.done) {
        await file.sync();
        return { rows, position, isLast: true };
      }
      const { lines, mayEnd } = next.value;
      if (lines.length > 0) await file.appendFile(`${lines.join("\n")}\n`);
      rows += lines.length;
      position = next.value.position ?? position;
      report(rows);
      if (!mayEnd || rows < wanted) continue;
      await file.sync();
      return { rows, position, isLast: false };
    }
  } catch (cause) {
    throw cause instanceof YuejianError ? cause : toYuejianError(cause, path);
  } finally {
    await file.close();
  }
}
