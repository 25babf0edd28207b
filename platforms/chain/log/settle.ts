import { encodeHex } from "@yuejian/digests";
import type { LogParts } from "./log-parts.ts";
import type { FramePlace } from "./segments.ts";
import { saveDerivedState } from "./states.ts";

/** Where the log stands after a durable frame. */
export interface Mark {
  readonly size: number;
  readonly root: Uint8Array;
  /** Where the next frame goes. */
  readonly next: FramePlace;
  readonly lastFrame: FramePlace | null;
}

/** Makes levels, places and the keys set apart durable up to a mark, so that opening need not read the frames below again. Appending goes on meanwhile. */
export async function settle({ disk, files, levels, keys }: LogParts, mark: Mark): Promise<void> {
  await levels.sync();
  await keys.settle();
  const runs = keys.runNames;
  await saveDerivedState(disk, files, { size: mark.size, root: encodeHex(mark.root), ...mark.next, lastFrame: mark.lastFrame, runs });
  keys.removeOthers(runs ?? []);
}
