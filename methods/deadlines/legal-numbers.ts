import { type LegalNumber, YuejianError } from "@yuejian/contracts";
import { convictionNumbers } from "./table/convictions.ts";
import { criminalProcedureNumbers } from "./table/criminal-procedure.ts";
import { fineNumbers } from "./table/fines.ts";
import { landNumbers } from "./table/land.ts";
import { personalInformationNumbers } from "./table/personal-information.ts";
import { publicInterestNumbers } from "./table/public-interest.ts";
import { safetyNumbers } from "./table/safety.ts";
import { sentenceNumbers } from "./table/sentences.ts";

/** Every number that a law fixes and the code uses. One id may have several entries, for times that do not overlap. */
export const LEGAL_NUMBERS: readonly LegalNumber[] = [
  ...criminalProcedureNumbers,
  ...convictionNumbers,
  ...fineNumbers,
  ...publicInterestNumbers,
  ...safetyNumbers,
  ...landNumbers,
  ...personalInformationNumbers,
  ...sentenceNumbers,
];

const byId: ReadonlyMap<string, readonly LegalNumber[]> = Map.groupBy(LEGAL_NUMBERS, ({ id }) => id);

/** The value in force on a day (YYYY-MM-DD), in the unit of its entry; LEGAL_NUMBER_UNKNOWN when the table has none. */
export function legalNumber(id: string, onDate: string): number {
  return legalNumberEntry(id, onDate).value;
}

/** The entry in force on a day, with law, article and certainty; LEGAL_NUMBER_UNKNOWN when the table has none. */
export function legalNumberEntry(id: string, onDate: string): LegalNumber {
  const entry = byId.get(id)?.find((each) => each.validFrom <= onDate && (each.validUntil === null || onDate < each.validUntil));
  if (!entry) throw new YuejianError("LEGAL_NUMBER_UNKNOWN", { id, date: onDate });
  return entry;
}

/** All entries of an id, oldest first; LEGAL_NUMBER_UNKNOWN when there is none. */
export function legalNumberHistory(id: string): readonly LegalNumber[] {
  const entries = byId.get(id);
  if (!entries) throw new YuejianError("LEGAL_NUMBER_UNKNOWN", { id, date: "—" });
  return entries.toSorted((left, right) => (left.validFrom < right.validFrom ? -1 : 1));
}
