import type { Reading } from "./reading.ts";

/** Alphabet of GB 32100-2015: digits and capital letters without I, O, S, V, Z. */
const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const FORM = /^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/;

/** Check character of the first 17 characters: weights 3^i mod 31, GB 32100-2015 annex A; the caller passes characters of the alphabet. */
export function creditCodeCheckCharacter(code: string): string {
  let sum = 0;
  let weight = 1;
  for (let position = 0; position < 17; position++) {
    sum += ALPHABET.indexOf(code.charAt(position)) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31] ?? "";
}

/** Check character of an eight-character organisation code (positions 9–16 of a credit code), GB 11714-1997. */
export function organisationCodeCheckCharacter(code: string): string {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  let sum = 0;
  for (const [position, weight] of weights.entries()) {
    const character = code.charCodeAt(position);
    sum += (character <= 57 ? character - 48 : character - 55) * weight;
  }
  const check = 11 - (sum % 11);
  return check === 10 ? "X" : check === 11 ? "0" : String(check);
}

/** Reads a unified social credit code already in half-width characters. Older registration numbers have no check character and are refused as malformed. */
export function readCreditCode(text: string): Reading<string> {
  const code = text.replaceAll(/[\s'`-]/g, "").toUpperCase();
  if (!FORM.test(code)) return { code: "credit-code-characters" };
  return creditCodeCheckCharacter(code) === code[17] ? { value: code } : { code: "credit-code-check" };
}
