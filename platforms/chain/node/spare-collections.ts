import { setFlagsFromString } from "node:v8";

/** For a process that is a node and nothing else. A mirror moves megabytes a second through buffers outside a heap that hardly changes, and the engine
 *  marks the whole heap whenever some ten megabytes have come: once a second, in every node at the same entries, which is a third of what a mirror costs and
 *  makes a checkpoint late. With a limit of five times what is held it is marked once a minute; the process grows by some twenty megabytes.
 *  From then on, for the whole process. */
export function spareCollections(): void {
  setFlagsFromString("--heap-growing-percent=400");
}
