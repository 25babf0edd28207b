import { zlibSync } from "fflate";
import { encodeQR } from "qr";

/** Modules around the code that stay white (ISO/IEC 18004). */
const QUIET = 4;

/** The modules of a QR code with error correction M, row by row, without the quiet zone; true is dark. */
export function qrModules(text: string): boolean[][] {
  // The library insists on a border; here the quiet zone is drawn by who draws the code.
  const bordered = encodeQR(text, "raw", { ecc: "medium", border: 1 });
  return bordered.slice(1, -1).map((row) => row.slice(1, -1));
}

/** A picture of the code, `scale` pixels a module, with its quiet zone. */
export function qrPng(text: string, scale: number): { readonly png: Uint8Array; readonly size: number } {
  const modules = qrModules(text);
  const size = (modules.length + 2 * QUIET) * scale;
  // One byte a pixel, and one before each line: no filter.
  const pixels = new Uint8Array(size * (size + 1));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const isDark = modules[Math.floor(y / scale) - QUIET]?.[Math.floor(x / scale) - QUIET] === true;
      pixels[y * (size + 1) + 1 + x] = isDark ? 0 : 255;
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, size);
  view.setUint32(4, size);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return { png: joined(signature, chunk("IHDR", header), chunk("IDAT", zlibSync(pixels)), chunk("IEND", new Uint8Array(0))), size };
}

/** The code as SVG of that width; dark modules as one path. */
export function qrSvg(text: string, millimetres: number): string {
  const modules = qrModules(text);
  const side = modules.length + 2 * QUIET;
  const path = modules.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x + QUIET} ${y + QUIET}h1v1h-1z`] : []))).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${millimetres}mm" height="${millimetres}mm" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><rect width="${side}" height="${side}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;
}

function chunk(name: string, content: Uint8Array): Uint8Array {
  const named = joined(new TextEncoder().encode(name), content);
  const [length, check] = [new Uint8Array(4), new Uint8Array(4)];
  new DataView(length.buffer).setUint32(0, content.length);
  new DataView(check.buffer).setUint32(0, crc32(named));
  return joined(length, named, check);
}

/** Of PNG (ISO 3309). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
