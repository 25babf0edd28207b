import { residentIdCheckCharacter } from "@yuejian/identifiers";

/** The id a person bore before: same birth, another sequence number that no one else has. */
export function formerId(id: string): string {
  const digits = id.slice(0, 14) + (Number(id[16]) % 2 === 1 ? "997" : "998");
  return digits + residentIdCheckCharacter(digits);
}

/** The old id of fifteen digits. */
export const shortId = (id: string): string => id.slice(0, 6) + id.slice(8, 17);
