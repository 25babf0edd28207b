import { expect } from "vitest";
import { parseHandover, TILE_WIDTH } from "../../format/index.ts";
import { nodeDisk } from "../../log/index.ts";
import { handover, key, lead, openNode, ours, type Said, theirs } from "./lived-node.ts";

const sizesOf = ({ cosigned }: Said, kind: string) =>
  Math.max(0, ...[...cosigned.keys()].filter((name) => name.startsWith(kind)).map((name) => Number(name.split(" ")[1])));

/** The node is opened again: it goes back behind nothing it said, cosigns no second root, and goes on with the history it followed. */
export async function expectRemembered(folder: string, said: Said): Promise<void> {
  const node = await openNode(folder, nodeDisk);
  try {
    for (const [kind, identity] of [
      ["witness", node.witness],
      ["mirror", node.mirror],
    ] as const) {
      const before = sizesOf(said, kind);
      expect(identity.sizeOf(key.name)).toBeGreaterThanOrEqual(before);
      const first = Math.max(identity.sizeOf(key.name), before);
      // Another history counts only where nothing of this one is known beyond what both share.
      if (first > 3)
        for (const size of [4, 5, TILE_WIDTH, 300, 310, 320]) expect(await lead(node, kind, { from: theirs, size, said })).not.toBe(200);
    }
    if (said.hasSigned) {
      expect(node.book.pledged(key.name)).toEqual(parseHandover(handover));
      for (const kind of ["witness", "mirror"] as const) expect(await lead(node, kind, { from: ours, size: 311, said })).toBe(403);
    }
    for (const kind of ["witness", "mirror"] as const) expect(await lead(node, kind, { from: ours, size: 310, said })).toBe(200);
    expect((await node.desk.sign(handover)).status).toBe(200);
  } finally {
    await node.mirror.close();
  }
}
