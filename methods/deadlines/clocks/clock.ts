import type { ClockExtension, ClockGround, LegalNumber, StatutoryClock, Text } from "@yuejian/contracts";

type Optional = "direction" | "custody" | "excludesTravel" | "extensions" | "restarts" | "suspensions" | "caution";

/** A clock of which most say nothing special: counted forward, nobody in custody, no extension, restart or suspension. */
export function clock(given: Omit<StatutoryClock, Optional> & Partial<Pick<StatutoryClock, Optional>>): StatutoryClock {
  return {
    direction: "after",
    custody: "none",
    excludesTravel: false,
    extensions: [],
    restarts: [],
    suspensions: [],
    caution: null,
    ...given,
  };
}

/** By exactly the number of the table. */
export function extension(id: string, details: Partial<Omit<ClockExtension, "id">> = {}): ClockExtension {
  return { id, effect: "adds", isUpTo: false, least: null, approver: null, after: null, ...details };
}

export function ground(
  id: string,
  title: Text,
  { law, article, certainty = "verified", times }: { law: string; article: string; certainty?: LegalNumber["certainty"]; times?: string },
): ClockGround {
  return { id, title, law, article, certainty, times: times ?? null };
}
