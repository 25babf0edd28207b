import type { Draft, PlantedDraft } from "./draft.ts";
import { EIGHTH_APART, EIGHTH_OPEN } from "./eighth/set.ts";
import { type Half, plantedDocuments, type Quote, rightDocuments } from "./families.ts";
import { plantedFifth, rightFifth } from "./fifth/set.ts";
import { plantedFourth, rightFourth } from "./fourth/set.ts";
import type { ErrorKind } from "./kinds.ts";
import { plantedSecond, rightSecond } from "./second/set.ts";
import { SEVENTH } from "./seventh/set.ts";
import { plantedSixth, rightSixth } from "./sixth/set.ts";
import { plantedTellings, rightTellings } from "./tellings/set.ts";
import { plantedThird, rightThird } from "./third/set.ts";

/** Documents that are right, and the same with one fault each. */
export interface DocumentSet {
  /** Right documents of each family in a figure. */
  readonly each: number;
  right(each: number, quote: Quote): readonly Draft[];
  planted(each: number, quote: Quote, isWanted: (kind: ErrorKind) => boolean): Iterable<PlantedDraft>;
}

const firstSet = (half: Half): DocumentSet => ({
  each: 12,
  right: (each, quote) => rightDocuments(half, each, quote),
  planted: function* (each, quote, isWanted) {
    for (const planted of plantedDocuments(half, each, quote)) if (isWanted(planted.fault.kind)) yield planted;
  },
});

/** Sets that are there to be looked at while rules are written. */
export const OPEN_SETS: ReadonlyMap<string, DocumentSet> = new Map([
  ["development", firstSet("development")],
  ["first-half", firstSet("kept-apart")],
  ["second", { each: 8, right: rightSecond, planted: plantedSecond }],
  ["third", { each: 8, right: rightThird, planted: plantedThird }],
  ["fourth", { each: 8, right: rightFourth, planted: plantedFourth }],
  ["fifth", { each: 8, right: rightFifth, planted: plantedFifth }],
  ["sixth", { each: 8, right: rightSixth, planted: plantedSixth }],
  ["seventh", { each: 8, ...SEVENTH }],
  ["eighth", { each: 8, ...EIGHTH_OPEN }],
  ["tellings", { each: 1, right: rightTellings, planted: (_each, _quote, isWanted) => plantedTellings(isWanted) }],
]);

/** Sets that are looked at in figures only, each run a look that is counted. */
export const CLOSED_SETS: ReadonlyMap<string, DocumentSet> = new Map([["eighth-apart", { each: 8, ...EIGHTH_APART }]]);
