import { nodeDisk } from "../../log/index.ts";
import { live, openNode } from "./lived-node.ts";

/** Opens a node and leads it along its history, writing a line for each thing it said once it said it. Ends with 0 when nothing failed, with 3 when the node
 *  did: the test lets the system fail one call. Arguments: folder. */
const [folder = ""] = process.argv.slice(2);
try {
  const node = await openNode(folder, nodeDisk);
  await live(node, { cosigned: new Map(), hasSigned: false }, (words) => process.stdout.write(`${words}\n`));
  await node.mirror.close();
} catch (failure) {
  process.stdout.write(`failed: ${failure instanceof Error ? failure.message : String(failure)}\n`);
  process.exitCode = 3;
}
