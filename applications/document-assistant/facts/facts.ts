import { actDaysIn } from "./acts.ts";
import { type ChargePlace, chargesIn } from "./charges.ts";
import type { DatedPlace } from "./dates.ts";
import { type KnownNames, knownNames, type NamedPlace, namesIn } from "./names.ts";
import { type PeopleTold, peopleIn } from "./people.ts";
import { readOnce } from "./read-once.ts";
import { type DatedEvent, type DatedStep, eventsIn, stepsOf } from "./steps.ts";

/** What a document tells, read once for all rules. */
export interface DocumentFacts extends PeopleTold, KnownNames {
  readonly names: readonly NamedPlace[];
  readonly events: readonly DatedEvent[];
  readonly steps: readonly DatedStep[];
  /** Days on which the acts were done; null: a day is told that does not exist. */
  readonly acts: readonly DatedPlace[] | null;
  readonly charges: readonly ChargePlace[];
}

export const factsOf = readOnce((document): DocumentFacts => {
  const names = namesIn(document.text);
  const events = eventsIn(document.text);
  const steps = stepsOf(events);
  const people = peopleIn(document, names);
  return {
    names,
    ...knownNames(document, names, people.heads),
    events,
    steps,
    acts: actDaysIn(document.text, steps),
    charges: chargesIn(document.text),
    ...people,
  };
});
