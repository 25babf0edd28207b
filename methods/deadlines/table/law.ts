import type { LegalNumber } from "@yuejian/contracts";

/** A law or interpretation as it stood from one day on. */
export interface Law {
  readonly name: string;
  /** First day on which this wording applies. */
  readonly since: string;
}

interface Details {
  readonly since?: string;
  readonly until?: string;
  readonly certainty?: LegalNumber["certainty"];
}

/** Entries of one law: id, Chinese title, English title, number, article. */
export function numbersOf(
  law: Law,
  entries: readonly (readonly [
    id: string,
    zh: string,
    en: string,
    value: number,
    unit: LegalNumber["unit"],
    article: string,
    details?: Details,
  ])[],
): readonly LegalNumber[] {
  return entries.map(([id, zh, en, value, unit, article, details = {}]) => ({
    id,
    title: { zh, en },
    value,
    unit,
    law: law.name,
    article,
    validFrom: details.since ?? law.since,
    validUntil: details.until ?? null,
    certainty: details.certainty ?? "verified",
  }));
}
