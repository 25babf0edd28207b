import type { NameVariant } from "../facts/name-variants.ts";
import { endAt, isDescribed, isPlacedAsName, isSurnamed, type NamedPlace } from "../facts/names.ts";
import { isOther, type Person } from "../facts/persons.ts";
import { GIVEN, WORDLIKE_SURNAMES } from "../facts/surnames.ts";

export interface VariantPlace {
  readonly text: string;
  readonly variant: NameVariant;
  readonly right: Person;
  /** Whoever is named where the variant begins. */
  readonly place: NamedPlace | undefined;
}

const MOST_COUNTED = 3;

/** Logarithms of odds, fitted to slips that were planted in accounts of real cases, with names for their masks, and in open sets of the bench. */
const WEIGHTS: Readonly<Record<string, number>> = {
  sound: 2,
  "sound short": 0.2,
  "sound surname": 0.7,
  "sound surname short": -0.2,
  "near-sound": 1.3,
  "near-sound short": 0.7,
  "near-sound surname short": -0.3,
  shape: 0.4,
  other: -0.4,
  "other surname": -3.2,
  moved: 2,
  doubled: 1.4,
  "doubled short": -0.4,
  added: 0.9,
  "added short": -0.7,
  lost: -1.4,
  "same role": 2,
  role: 1,
  "other role": 0.1,
  lead: 0.8,
  placed: 0.8,
  "shorter name": 1,
  "count 1": 0.7,
  "count 2": 1,
  "count 3": 1.4,
  "not known": -1.1,
  "right described": 1.5,
  described: 0.6,
  "not given": -2.4,
  "no surname": -2.8,
  wordlike: -1.1,
  "right goes on": -2.7,
};
/** What every likeness weighs, less the least that is told. */
const BASE = 2.3;

/** How surely a variant is the name, written wrongly: above 0 it is told. */
export function evidenceFor(place: VariantPlace): number {
  let sum = BASE;
  for (const sign of signsOf(place)) sum += WEIGHTS[sign] ?? 0;
  return sum;
}

/** What speaks for a slip and against it, each by its name in the table of weights. */
function* signsOf({ text, variant, right, place }: VariantPlace): Generator<string> {
  const { start, end, wrong, change, isSurname, written } = variant;
  const isShort = right.name.length < 3;
  yield `${change}${isSurname ? " surname" : ""}${isShort ? " short" : ""}`;
  if (place === undefined) {
    if (right.leads.has(text.slice(Math.max(0, start - 2), start))) yield "lead";
    else if (isPlacedAsName(text, start, end)) yield "placed";
  } else {
    if (isOther(place, right)) yield `other role${isShort ? " short" : ""}`;
    else yield right.groups.has(place.role) && place.role !== null ? "same role" : "role";
    if (place.name.length < wrong.length) yield "shorter name";
  }
  yield `count ${Math.min(MOST_COUNTED, right.count)}`;
  if (!right.isKnown && right.groups.size === 0) yield "not known";
  if (right.isDescribed) yield "right described";
  else if (isDescribed(text, end)) yield "described";
  const isDotted = right.name.includes("·");
  if (written !== "" && !isSurname && !isDotted && !GIVEN.has(written)) yield "not given";
  if (isSurname && isShort && !isSurnamed(wrong)) yield "no surname";
  if (WORDLIKE_SURNAMES.has(wrong.charAt(0))) yield "wordlike";
  if (right.name.length > 2 && !isDotted && endAt(right.name, right.name.length - 1) > 0) yield "right goes on";
}
