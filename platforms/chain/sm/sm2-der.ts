/** An SM2 signature of 64 bytes, r ‖ s, as the DER that the platform takes: a sequence of two integers in their shortest form. */
export function encodeSm2Der(signature: Uint8Array): Uint8Array {
  const integers = [integer(signature.subarray(0, 32)), integer(signature.subarray(32, 64))];
  const body = integers.flatMap((bytes) => [0x02, bytes.length, ...bytes]);
  return Uint8Array.of(0x30, body.length, ...body);
}

/** The 64 bytes of a DER signature; null unless it is the one encoding of two positive integers below 2^256. */
export function decodeSm2Der(der: Uint8Array): Uint8Array | null {
  const signature = new Uint8Array(64);
  let position = 2;
  for (const end of [32, 64]) {
    const length = der[position + 1] ?? 0;
    const bytes = der.subarray(position + 2, position + 2 + length);
    const magnitude = bytes[0] === 0 ? bytes.subarray(1) : bytes;
    if (length === 0 || magnitude.length > 32) return null;
    signature.set(magnitude, end - magnitude.length);
    position += 2 + length;
  }
  const only = encodeSm2Der(signature);
  return only.length === der.length && only.every((byte, at) => byte === der[at]) ? signature : null;
}

function integer(bytes: Uint8Array): number[] {
  const start = bytes.findIndex((byte) => byte !== 0);
  const shortest = [...bytes.subarray(start < 0 ? bytes.length - 1 : start)];
  return (shortest[0] ?? 0) < 0x80 ? shortest : [0, ...shortest];
}
