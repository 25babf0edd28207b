import { isRealDate } from "./calendar.ts";
import type { Reading } from "./reading.ts";

/** A resident id taken apart. `id` has 18 characters with an upper-case X; `bornOn` is ISO; the region is GB/T 2260 in form only. */
export interface ResidentId {
  readonly id: string;
  readonly bornOn: string;
  readonly sex: "male" | "female";
  readonly regionCode: string;
}

/** Region prefix of fictitious people (no real id begins with 99): the demo uses 9906xx for the offices' districts. */
export const FICTITIOUS_REGION_PREFIX = "9906";

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = "10X98765432";

/** Check character of the first 17 digits, ISO 7064 MOD 11-2 as GB 11643-1999 prescribes; the caller passes at least 17 digits. */
export function residentIdCheckCharacter(digits: string): string {
  let sum = 0;
  for (let position = 0; position < 17; position++) sum += (digits.charCodeAt(position) - 48) * (WEIGHTS[position] ?? 0);
  return CHECK_CHARACTERS[sum % 11] ?? "";
}

/** Reads a resident id already in half-width characters: 18 characters, or the 15 digits issued until 1999, which become 18 by
 *  century and check character (GB 11643-1989 and -1999; sequences 996–999 of the old form belong to people born in the 1800s). */
export function readResidentId(text: string): Reading<ResidentId> {
  const compact = text.length === 18 ? text : text.replaceAll(/[\s'`]/g, "");
  const given = compact.toUpperCase();
  if (!/^[0-9]*X?$/.test(given)) return { code: "resident-id-characters" };
  if (given.length === 15) {
    if (given.endsWith("X")) return { code: "resident-id-characters" };
    const century = given.slice(12) >= "996" ? "18" : "19";
    const digits = given.slice(0, 6) + century + given.slice(6);
    return complete(digits + residentIdCheckCharacter(digits));
  }
  if (given.length !== 18) return { code: "resident-id-length" };
  return complete(given);
}

function complete(id: string): Reading<ResidentId> {
  if (id.startsWith("0")) return { code: "resident-id-characters" };
  const bornOn = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
  if (!isRealDate(bornOn)) return { code: "resident-id-birth" };
  if (residentIdCheckCharacter(id) !== id[17]) return { code: "resident-id-check" };
  return { value: { id, bornOn, sex: id.charCodeAt(16) % 2 === 1 ? "male" : "female", regionCode: id.slice(0, 6) } };
}
