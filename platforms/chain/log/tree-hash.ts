import { hash } from "node:crypto";
import type { TreeHash } from "@yuejian/digests";

const nodeInput = Buffer.alloc(65, 1);
const leafInput = Buffer.alloc(1 + 65_536);

/** Writes the RFC 6962 leaf hash of `data` to `out` at `position`. Asking for a binary string is twice as fast as asking for a buffer. */
export function writeLeafHash(out: Buffer, position: number, data: Uint8Array): void {
  leafInput.set(data, 1);
  out.write(hash("sha256", leafInput.subarray(0, 1 + data.length), "binary"), position, "binary");
}

/** The SHA-256 tree on the platform's hash. */
export const platformTree: TreeHash = {
  empty: new Uint8Array(hash("sha256", new Uint8Array(0), "buffer")),
  leaf(data) {
    const out = Buffer.alloc(32);
    writeLeafHash(out, 0, data);
    return new Uint8Array(out);
  },
  node(left, right) {
    nodeInput.set(left, 1);
    nodeInput.set(right, 33);
    return new Uint8Array(hash("sha256", nodeInput, "buffer"));
  },
};
