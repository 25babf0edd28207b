import { type NodeAt, rootOfRange } from "@yuejian/digests";
import type { Disk } from "../log/index.ts";
import { smCorrupt } from "./sm-files.ts";
import { platformSm3Tree, subtreeCount, subtreePosition } from "./sm3-tree.ts";

const HASH_BYTES = 32;

/** All complete subtrees of the SM3 tree in one file that only grows, so that a block costs one write and one fdatasync.
 *  Nothing in it is believed: whatever is read is checked against a signed root. It can be computed anew from the entries. */
export class NodeFile {
  readonly #disk: Disk;
  readonly #file: number;

  constructor(disk: Disk, path: string) {
    this.#disk = disk;
    this.#file = disk.open(path, "write");
  }

  /** LOG_CORRUPT beyond the end of the file. */
  readonly nodeAt: NodeAt = (level, index) => {
    const node = new Uint8Array(HASH_BYTES);
    const offset = HASH_BYTES * subtreePosition(level, index);
    if (this.#disk.read(this.#file, node, offset) !== HASH_BYTES) throw smCorrupt("nodes", offset, "the file is too short");
    return node;
  };

  /** Root that the file gives for its first `size` leaves; null when it is too short. */
  rootAt(size: number): Uint8Array | null {
    if (this.#disk.size(this.#file) < HASH_BYTES * subtreeCount(size)) return null;
    return rootOfRange(this.nodeAt, 0, size, platformSm3Tree);
  }

  /** Bytes of the subtrees that leaves [from, to) completed, as many as there are. */
  completedBy(from: number, to: number): Uint8Array {
    const start = subtreeCount(from);
    const bytes = new Uint8Array(HASH_BYTES * (subtreeCount(to) - start));
    return bytes.subarray(0, this.#disk.read(this.#file, bytes, HASH_BYTES * start));
  }

  /** Writes what leaves from `from` on completed; durable when it resolves. */
  async append(from: number, subtrees: Uint8Array): Promise<void> {
    await this.#disk.append(this.#file, subtrees, HASH_BYTES * subtreeCount(from));
    await this.#disk.datasync(this.#file);
  }

  close(): void {
    this.#disk.close(this.#file);
  }
}
