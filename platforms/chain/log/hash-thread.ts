import { parentPort } from "node:worker_threads";
import { createEntryHasher } from "@yuejian/digests/bulk";
import { SPAN_WORDS } from "../format/index.ts";
import { type HashAnswer, type HashJob, placesIn } from "./hash-ahead.ts";
import { EMPTY_TREE, growTree, type TreeTip } from "./tree-growth.ts";

/** The thread behind `HashAhead`: hashes what it is given where it lies, and goes on from its own tree unless told where the log's stands. */

const port = parentPort;
if (!port) throw new Error("hash-thread runs as a worker thread");
const hasher = await createEntryHasher();
let tip: Pick<TreeTip, "size" | "edge"> = EMPTY_TREE;

port.on("message", ({ bytes, spans, space, tip: given }: HashJob) => {
  try {
    const { keyDigests, leafHashes, nodes } = placesIn(space, spans.length / SPAN_WORDS);
    hasher.entries(bytes, spans, { keyDigests, leafHashes });
    tip = growTree(given ?? tip, leafHashes, { hasher, space: nodes });
    port.postMessage(tip.size satisfies HashAnswer);
  } catch (error) {
    port.postMessage({ failure: String(error) } satisfies HashAnswer);
  }
});
port.postMessage(0 satisfies HashAnswer);
