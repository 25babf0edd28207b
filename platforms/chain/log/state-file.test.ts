import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failingDisk } from "../testing/failing-disk.ts";
import { powerCutDisk } from "../testing/power-cut-disk.ts";
import { type Disk, nodeDisk, StateFile } from "./index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "yuejian-state-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const open = (disk: Disk = nodeDisk) => new StateFile(disk, join(folder, "a.state"));
const files = () => ["a.state", "a.state.2"].map((name) => join(folder, name));
const texts = ["first\n", "the second, which is longer\n", "third\n", "四\n", "fifth\n"];

function saveAll(count: number): void {
  const state = open();
  if (state.exists()) state.read();
  for (const text of texts.slice(0, count)) state.save(text);
}

describe("a state that is written in turn", () => {
  it("is the last one saved, also when opened again, and replaces one that was a plain text", () => {
    expect(open().exists()).toBe(false);
    writeFileSync(join(folder, "a.state"), "as before\n");
    expect(open().read()).toEqual({ text: "as before\n", isWhole: true });
    for (const text of texts) {
      const state = open();
      state.read();
      state.save(text);
      expect(open().read()).toEqual({ text, isWhole: true });
    }
  });

  it.each([1, 2, 3, 4, 5])(
    "with any byte of its files changed after %i savings is the last one or refused, never an earlier one",
    (count) => {
      saveAll(count);
      let refused = 0;
      for (const path of files().filter((each) => existsSync(each))) {
        const content = readFileSync(path);
        for (let at = 0; at < content.length; at++) {
          const changed = Buffer.from(content);
          changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
          writeFileSync(path, changed);
          try {
            const { text, isWhole } = open().read();
            // A single file that is no state is read as a text: its reader finds no signature.
            if (count > 1) expect([text, isWhole]).toEqual([texts[count - 1], false]);
            else expect(text).not.toMatch(/^(first|third)\n$/);
          } catch (error) {
            expect(error).toMatchObject({ code: "LOG_CORRUPT" });
            refused++;
          }
        }
        writeFileSync(path, content);
      }
      expect(refused).toBeGreaterThan(count === 1 ? 20 : 90);
      expect(open().read().isWhole).toBe(true);
    },
  );

  it("without one of its files is refused, unless it was saved but once", () => {
    saveAll(1);
    expect(open().read().text).toBe("first\n");
    saveAll(4);
    for (const path of files()) {
      const content = readFileSync(path);
      rmSync(path);
      expect(open().exists()).toBe(true);
      expect(() => open().read()).toThrow(expect.objectContaining({ code: "LOG_CORRUPT" }));
      writeFileSync(path, content);
    }
  });

  it.each([
    ["before anything is done", (at: number) => failingDisk(at, "EIO", "before")],
    ["halfway", (at: number) => failingDisk(at, "ENOSPC", "half")],
    ["after all is done", (at: number) => failingDisk(at, "EIO", "after")],
    ["as the power is cut", (at: number) => powerCutDisk(at)],
  ])("is the last one that was saved, or the one being saved, where the disk fails %s; and whole again once opened", (_, make) => {
    for (let failAt = 0; ; failAt++) {
      for (const path of files()) rmSync(path, { force: true });
      const disk = make(failAt);
      let saved = 0;
      try {
        const state = open(disk);
        for (const text of texts) {
          state.save(text);
          saved++;
        }
      } catch (error) {
        expect(String(error)).toContain("injected");
      }
      if ("revert" in disk) disk.revert();
      if (saved === texts.length) {
        expect(failAt).toBeGreaterThanOrEqual(20);
        return;
      }
      if (saved === 0 && !open().exists()) continue;
      const text = open().open();
      expect([texts[saved - 1], texts[saved]]).toContain(text);
      expect(open().read()).toEqual({ text, isWhole: true });
    }
  });
});
