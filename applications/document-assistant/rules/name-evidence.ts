import { endAt, isDescribed, isPlacedAsName } from "../facts/name-at.ts";
import type { NameChange, NameVariant } from "../facts/name-variants.ts";
import type { NamedPlace } from "../facts/names.ts";
import { isOther, type Person } from "../facts/persons.ts";
import { GIVEN, WORDLIKE_SURNAMES } from "../facts/surnames.ts";

export interface VariantPlace {
  readonly text: string;
  readonly variant: NameVariant;
  readonly right: Person;
  /** Whoever is named where the variant begins. */
  readonly place: NamedPlace | undefined;
  /** Many bear the surname. */
  readonly isAmongMany: boolean;
  /** The name stands there without its last character, and nowhere else (`cutNamesIn`). */
  readonly isCut: boolean;
}

const MOST_COUNTED = 3;

/** Logarithms of odds, fitted by `npm run bench -- name-slips weights` to slips planted in accounts of real cases, with names for their masks, and in open sets of the bench. */
const WEIGHTS: Readonly<Record<string, number>> = {
  added: -0.8,
  "added short": -1.1,
  "among many": -1.1,
  beside: -2.8,
  "count 1": 0.3,
  "count 2": 0.4,
  "count 3": 0.7,
  "cut short": 2.6,
  described: 0.4,
  doubled: 1.5,
  "doubled short": 0.5,
  "goes on": -2.8,
  lead: 1.1,
  lost: 0.1,
  "lost surname": 0.2,
  moved: 1.4,
  "moved surname": 0.1,
  "near-sound": -0.4,
  "near-sound short": -0.1,
  "near-sound surname short": -0.5,
  "not given": -0.2,
  "not known": -0.7,
  organisation: -0.8,
  "organisation surname": -0.5,
  other: -0.5,
  "other short": 0.2,
  "other surname": -1.9,
  placed: 1,
  "right described": 0.4,
  "right goes on": -2.2,
  role: 0.5,
  "same role": 2.3,
  shape: -0.1,
  "shape short": 0.1,
  "shape surname": 0.3,
  "shorter name": -0.5,
  sound: 0.4,
  "sound short": 0.2,
  "sound surname": 0.9,
  "sound surname short": 0.4,
  touches: -3.2,
  "unlike lead": -0.5,
  "unlike loose": -1.3,
  "unlike other role": -1.7,
  "unlike placed": -0.7,
  "unlike role": -0.4,
  "unlike same role": 1,
  "unlike untold": -1.3,
  wordlike: -0.7,
};
/** What every likeness weighs, less the least that is told. */
const BASE = 1.3;

/** How surely a variant is the name, written wrongly, by what speaks for it and against it: above 0 it is told. */
export const evidenceOf = (signs: Iterable<string>): number => Iterator.from(signs).reduce((sum, sign) => sum + (WEIGHTS[sign] ?? 0), BASE);

/** How a variant stands in its place: called as the right name is, by another word, behind what stands before the right one, between what names stand between, or just so. */
function standingOf({ text, variant: { start, end }, right, place }: VariantPlace): string {
  if (place && place.word !== null)
    return isOther(place, right) ? "other role" : right.groups.has(place.role) && place.role !== null ? "same role" : "role";
  if (right.leads.has(text.slice(Math.max(0, start - 2), start))) return "lead";
  return isPlacedAsName(text, start, end) ? "placed" : "loose";
}

/** Changes of which an ordinary word, or somebody else, is the outcome more often. */
export const UNLIKE: ReadonlySet<NameChange> = new Set(["other", "lost", "added"]);

/** Named behind a word for people. */
export const isCalled = ({ groups }: Person): boolean => groups.values().some((group) => group !== null);

/** What speaks for a slip and against it, each by its name in the table of weights. */
export function* signsOf(reading: VariantPlace): Generator<string> {
  const { text, variant, right, place } = reading;
  const { end, wrong, change, isSurname, written } = variant;
  const isShort = right.name.length < 3;
  yield `${change}${isSurname ? " surname" : ""}${isShort ? " short" : ""}`;
  yield `${UNLIKE.has(change) ? "unlike " : ""}${standingOf(reading)}`;
  if (reading.isCut) yield "cut short";
  if (place && place.name.length < wrong.length) yield "shorter name";
  yield `count ${Math.min(MOST_COUNTED, right.count)}`;
  if (!right.isKnown && !isCalled(right)) yield "not known";
  if (right.isDescribed) yield "right described";
  else if (isDescribed(text, end)) yield "described";
  const isDotted = right.name.includes("·");
  if (written !== "" && !isSurname && !isDotted && !GIVEN.has(written)) yield "not given";
  if (WORDLIKE_SURNAMES.has(wrong.charAt(0))) yield "wordlike";
  if (right.name.length > 2 && !isDotted && !right.isDescribed && endAt(right.name, right.name.length - 1) > 0) yield "right goes on";
}
