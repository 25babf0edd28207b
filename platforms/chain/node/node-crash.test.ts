import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { failingDisk } from "../testing/failing-disk.ts";
import { powerCutDisk } from "../testing/power-cut-disk.ts";
import type { NodeParts } from "./assemble-node.ts";
import { live, openNode, type Said } from "./testing/lived-node.ts";
import { expectRemembered } from "./testing/remembered-node.ts";

/** A node whose disk fails, or whose machine loses its power, at each of its writes, syncs and renames: what it said before it still knows afterwards. */
let folder: string;
beforeEach(() => {
  // In memory where there is such a place: the disks of these tests say what is durable, and waiting for a real one shows nothing.
  folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "yuejian-node-crash-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const disks = [
  ["EIO before anything is done", (at: number) => failingDisk(at, "EIO", "before")],
  ["EIO after all is done", (at: number) => failingDisk(at, "EIO", "after")],
  ["ENOSPC halfway", (at: number) => failingDisk(at, "ENOSPC", "half")],
  ["the power is cut", (at: number) => powerCutDisk(at)],
] as const;

it.each(disks)("a node knows what it said, wherever its disk fails: %s", async (_name, make) => {
  let isOver = false;
  let runs = 0;
  for (let at = 0; !isOver; at += 1) {
    rmSync(folder, { recursive: true, force: true });
    const said: Said = { cosigned: new Map(), hasSigned: false };
    const disk = make(at);
    let node: NodeParts | null = null;
    try {
      node = await openNode(folder, disk);
      await live(node, said);
      isOver = true;
    } catch {
      // What the failure did is seen below.
    }
    await node?.mirror.close().catch(() => undefined);
    if ("revert" in disk) disk.revert();
    await expectRemembered(folder, said);
    runs++;
  }
  expect(runs).toBeGreaterThan(40);
});
