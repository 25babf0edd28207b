/** Gives the memory of bytes back at once; they are empty afterwards, and so is every other view of the same buffer. Left to the collector, some dozen
 *  megabytes of them make it mark the whole heap. Bytes that share a buffer with others stay as they are. */
export function freeBytes(bytes: Uint8Array): void {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.length && bytes.length > 0) buffer.transfer(0);
}
