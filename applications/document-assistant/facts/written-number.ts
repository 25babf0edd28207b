import { readHanNumber } from "@yuejian/identifiers";

/** A whole number in figures, in Han numerals (两 and the capitals of contracts too) or in a circle; 0: it cannot be read. */
export function numberOf(written: string): number {
  if (/^[0-9]+$/.test(written)) return Number(written);
  if (/^[①-⑳]$/.test(written)) return written.charCodeAt(0) - 0x245f;
  return Number(readHanNumber(written) ?? 0n);
}
