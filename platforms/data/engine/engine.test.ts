import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Engine } from "./engine.ts";

const scratchFolder = mkdtempSync(join(tmpdir(), "yuejian-engine-"));
afterAll(() => rmSync(scratchFolder, { recursive: true, force: true }));

describe.each([false, true])("an engine whose callers sleep: %s", (sleeps) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await Engine.open({ scratchFolder, files: [], folders: [], subject: "test", threads: 2, sleeps });
  });
  afterAll(() => engine.close());

  it("gives the rows of short and long statements, with values bound", async () => {
    await engine.run("CREATE TABLE numbers AS SELECT range AS number FROM range(300000)");
    expect(await engine.rows("SELECT count(*), sum(number) FROM numbers WHERE number < $1", [300_000n])).toEqual([
      [300_000n, 44_999_850_000n],
    ]);
    expect(await engine.rows("SELECT number FROM numbers WHERE number % 100000 = 1 ORDER BY number")).toEqual([
      [1n],
      [100_001n],
      [200_001n],
    ]);
  });

  it("throws the engine's own errors, before and while a statement runs, and goes on", async () => {
    await expect(engine.run("SELECT nothing")).rejects.toThrow(/nothing/);
    await expect(engine.rows("SELECT sum(CAST(concat(range, 'x') AS INTEGER)) FROM range(300000)")).rejects.toThrow(
      /Could not convert string/,
    );
    expect(await engine.rows("SELECT 1")).toEqual([[1]]);
  });

  it("ends a statement that is interrupted with the reason of the signal", async () => {
    const controller = new AbortController();
    const endless = engine.cancellable(controller.signal, () =>
      engine.rows("SELECT count(*) FROM range(1000000000) a, range(1000000) b WHERE a.range * b.range = -1"),
    );
    setTimeout(() => controller.abort(new Error("enough")), 50);
    await expect(endless).rejects.toThrow("enough");
    expect(await engine.rows("SELECT 2")).toEqual([[2]]);
  });
});
