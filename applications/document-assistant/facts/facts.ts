import { actDaysIn } from "./acts.ts";
import { type ChargePlace, chargesIn } from "./charges.ts";
import type { DatedPlace } from "./dates.ts";
import { type KnownNames, knownNames } from "./known-names.ts";
import { type NamedPlace, namesIn } from "./names.ts";
import { type PeopleTold, peopleIn } from "./people.ts";
import { readOnce } from "./read-once.ts";
import { type DatedEvent, type DatedStep, eventsIn, stepsOf } from "./steps.ts";
import { unrealDaysIn } from "./unreal-days.ts";

/** What a document tells, read once for all rules. */
export interface DocumentFacts extends PeopleTold, KnownNames {
  readonly names: readonly NamedPlace[];
  readonly events: readonly DatedEvent[];
  readonly steps: readonly DatedStep[];
  /** A step was taken, or the document is signed, on a day that does not exist or is broken by an invisible mark. */
  readonly hasUnrealStep: boolean;
  /** Days on which the acts were done; null: which ones they are cannot be told, as a day is told that does not exist. */
  readonly acts: readonly DatedPlace[] | null;
  readonly charges: readonly ChargePlace[];
}

export const factsOf = readOnce((document): DocumentFacts => {
  const names = namesIn(document.text);
  const events = eventsIn(document.text);
  const steps = stepsOf(events);
  const unreal = unrealDaysIn(document.text);
  const people = peopleIn(document, names);
  return {
    names,
    ...knownNames(document, names, people.heads),
    events,
    steps,
    hasUnrealStep: unreal.ofSteps,
    acts: unreal.ofOthers ? null : actDaysIn(document, events),
    charges: chargesIn(document.text),
    ...people,
  };
});
