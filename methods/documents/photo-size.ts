/** A photograph as documents can hold it, its sides in pixels as it lies in the file. */
export interface PhotoSize {
  readonly kind: "png" | "jpeg";
  readonly width: number;
  readonly height: number;
}

const MAGIC = [0x89, 0x50, 0x4e, 0x47] as const;
/** Frame headers: SOF0 to SOF15 without the tables DHT, JPG and DAC among them. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Reads the head of a PNG or JPEG as hostile bytes; null for what is neither, or broken before its size. */
export function photoSize(bytes: Uint8Array): PhotoSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 24 && MAGIC.every((byte, at) => bytes[at] === byte)) return sized("png", view.getUint32(16), view.getUint32(20));
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    // Fill bytes before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) return sized("jpeg", view.getUint16(at + 7), view.getUint16(at + 5));
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

function sized(kind: PhotoSize["kind"], width: number, height: number): PhotoSize | null {
  return width === 0 || height === 0 ? null : { kind, width, height };
}
