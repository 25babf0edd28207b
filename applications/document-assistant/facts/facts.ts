import type { CheckedDocument } from "../document.ts";
import { type DatedStep, stepsIn } from "./dates.ts";
import { knownNames, type NamedPlace, namesIn } from "./names.ts";
import { birthsIn, type PersonBirth, type PersonNumber, personNumbers } from "./people.ts";

/** What a document tells, read once for all rules. */
export interface DocumentFacts {
  readonly names: readonly NamedPlace[];
  readonly known: ReadonlySet<string>;
  readonly steps: readonly DatedStep[];
  /** Resident ids that hold, with whose they are. */
  readonly numbers: readonly PersonNumber[];
  readonly births: readonly PersonBirth[];
}

const READ = new WeakMap<CheckedDocument, DocumentFacts>();

export function factsOf(document: CheckedDocument): DocumentFacts {
  const read = READ.get(document);
  if (read) return read;
  const names = namesIn(document.text);
  const facts = {
    names,
    known: knownNames(document, names),
    steps: stepsIn(document.text),
    numbers: personNumbers(document.text, names),
    births: birthsIn(document.text, names),
  };
  READ.set(document, facts);
  return facts;
}
