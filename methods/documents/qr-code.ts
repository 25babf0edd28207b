import { encodeQR } from "qr";
import { writePng } from "./png.ts";

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
  const pixels = new Uint8Array(size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const isDark = modules[Math.floor(y / scale) - QUIET]?.[Math.floor(x / scale) - QUIET] === true;
      pixels[y * size + x] = isDark ? 0 : 255;
    }
  }
  return { png: writePng({ width: size, height: size, channels: 1, pixels }), size };
}

/** The code as SVG of that width; dark modules as one path. */
export function qrSvg(text: string, millimetres: number): string {
  const modules = qrModules(text);
  const side = modules.length + 2 * QUIET;
  const path = modules.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x + QUIET} ${y + QUIET}h1v1h-1z`] : []))).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${millimetres}mm" height="${millimetres}mm" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><rect width="${side}" height="${side}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;
}
