import type { CheckedDocument } from "../document.ts";
import { aboutWhom } from "../facts/accused.ts";
import { chargedOf } from "../facts/charged.ts";
import type { ChargePlace } from "../facts/charges.ts";
import { factsOf } from "../facts/facts.ts";
import { lineAround, sentenceEnd, sentenceStart } from "../facts/sentences.ts";

export interface OddCharge {
  readonly odd: ChargePlace;
  /** What is meant; null: one of several. */
  readonly meant: string | null;
  /** The article cited beside it, which has another charge. */
  readonly by: string | null;
}

export interface Mention extends ChargePlace {
  readonly from: number;
  readonly to: number;
  readonly whose: ReadonlySet<string> | null;
}

/** Told in the sentence of the other, of the same people. */
export const isIn = (place: Mention, { from, to, whose }: Mention): boolean =>
  place.start >= from && place.start < to && overlap(place.whose, whose);

/** Whether what is said of some can be said of others. */
export const overlap = (one: ReadonlySet<string> | null, other: ReadonlySet<string> | null): boolean =>
  one === null || other === null ? !isOfRow(one ?? other) : !one.isDisjointFrom(other);

/** A row that names nobody is of nobody whom the text tells of elsewhere. */
const isOfRow = (whose: ReadonlySet<string> | null): boolean => whose !== null && [...whose].some((each) => each.includes("\t"));

/** A form has a label and what it labels in a row. */
const LEAST_CELLS = 3;

/** Of whom a charge is told; a row that names nobody is of a case of its own. */
function whoseAt(text: string, at: number, charged: ReadonlySet<string>): ReadonlySet<string> | null {
  if (OF_SOME.test(text.slice(Math.max(0, at - 16), at))) return new Set();
  const [from, to] = lineAround(text, at);
  const row = text.slice(from, to);
  if (row.split("\t").length < LEAST_CELLS) return aboutWhom(text, at, charged);
  const named = [...charged].filter((name) => row.includes(name));
  return new Set(named.length > 0 ? named : [row]);
}

export function mentionsOf(document: CheckedDocument): Mention[] {
  const { text } = document;
  const charged = chargedOf(document);
  const mentions = factsOf(document).charges.map((place) => ({
    ...place,
    from: sentenceStart(text, place.start),
    to: sentenceEnd(text, place.end),
    whose: whoseAt(text, place.start, charged),
  }));
  // 对第一项，以诈骗罪提起公诉: of whom it is told elsewhere.
  return mentions.map((mention) => {
    const told = mentions.filter(({ charge, whose }) => mention.whose === null && charge === mention.charge && whose !== null);
    return told.length === 0 ? mention : { ...mention, whose: new Set(told.flatMap(({ whose }) => [...(whose ?? [])])) };
  });
}

/** 其中村干部1人，犯: of people who are counted and not named. */
const OF_SOME = /[0-9一二三四五六七八九十]人，?(?:均|分别)?(?:构成|涉嫌|犯)$/;
