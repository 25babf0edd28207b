import { actDaysIn } from "./acts.ts";
import { type ChargePlace, chargesIn } from "./charges.ts";
import { type DatedPlace, writtenDaysIn } from "./dates.ts";
import { type KnownNames, knownNames } from "./known-names.ts";
import { type NamedPlace, namesIn } from "./names.ts";
import { type PeopleTold, peopleIn } from "./people.ts";
import { readOnce } from "./read-once.ts";
import { type DatedEvent, type DatedStep, eventsIn, stepsOf } from "./steps.ts";

/** What a document tells, read once for all rules. */
export interface DocumentFacts extends PeopleTold, KnownNames {
  readonly names: readonly NamedPlace[];
  readonly events: readonly DatedEvent[];
  readonly steps: readonly DatedStep[];
  /** A day is told that does not exist, or is broken by an invisible mark. */
  readonly hasUnrealDay: boolean;
  /** Days on which the acts were done; null: which ones they are cannot be told, as a day is told that does not exist. */
  readonly acts: readonly DatedPlace[] | null;
  readonly charges: readonly ChargePlace[];
}

const BROKEN = /[0-9年月同当]\p{Cf}+[0-9年月日]|[0-9]年年|[0-9]月(?:[0-9]{3,4}日|月|日)|[0-9]{3,4}月[0-9]{1,4}日/u;

export const factsOf = readOnce((document): DocumentFacts => {
  const names = namesIn(document.text);
  const events = eventsIn(document.text);
  const steps = stepsOf(events);
  const hasUnrealDay = BROKEN.test(document.text) || writtenDaysIn(document.text).some(({ isReal }) => !isReal);
  const people = peopleIn(document, names);
  return {
    names,
    ...knownNames(document, names, people.heads),
    events,
    steps,
    hasUnrealDay,
    acts: hasUnrealDay ? null : actDaysIn(document, events),
    charges: chargesIn(document.text),
    ...people,
  };
});
