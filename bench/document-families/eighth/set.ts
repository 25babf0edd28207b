import { createHash } from "node:crypto";
import { type Family, markedSet } from "../marked/set.ts";
import { FAMILIES as FOUR } from "./four/families.ts";
import { FAMILIES as ONE } from "./one/families.ts";
import { FAMILIES as THREE } from "./three/families.ts";
import { FAMILIES as TWO } from "./two/families.ts";

const HANDS = { one: ONE, two: TWO, three: THREE, four: FOUR } as const;

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The families of a hand in an order that nobody chose: by the digest of their names. The first half is open, the second kept apart. */
const shuffledOf = (hand: keyof typeof HANDS): readonly Family[] =>
  Object.entries(HANDS[hand])
    .map(([name, family]) => ({ digest: digestOf(`${hand} ${name}`), family }))
    .toSorted((first, second) => (first.digest < second.digest ? -1 : 1))
    .map(({ family }) => family);

const halves = (Object.keys(HANDS) as (keyof typeof HANDS)[]).map((hand) => {
  const families = shuffledOf(hand);
  const middle = Math.ceil(families.length / 2);
  return { open: families.slice(0, middle), apart: families.slice(middle) };
});

export const EIGHTH_OPEN = markedSet(
  82_013,
  halves.flatMap(({ open }) => open),
);
export const EIGHTH_APART = markedSet(
  86_029,
  halves.flatMap(({ apart }) => apart),
);

/** What each hand wrote, whole, for the tests of the set itself. */
export const EIGHTH_HANDS = Object.entries(HANDS).map(([hand, families]) => ({
  hand,
  set: markedSet(88_001, Object.values(families)),
}));
