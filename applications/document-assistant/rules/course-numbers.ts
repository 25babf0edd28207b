import { dayFromIso } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { type CourseDay, toldDays } from "../facts/course-days.ts";
import type { DatedPlace } from "../facts/dates.ts";
import { kindOf, numberLine } from "../facts/kind.ts";
import { signedOn } from "../facts/signature.ts";
import type { Clash } from "./clashes.ts";

/** The year within a number: 某检刑诉〔2024〕12号, （2024）湘0602刑初12号. */
const NUMBER = /[〔（([【]((?:19|20)[0-9]{2})[〕）)\]】][^，。；、\s（）()《》]{0,14}?[0-9]{1,5}(?:-[0-9])?号/g;
/** How far into the next year a document may be signed that was given its number before. */
const DAYS_OVER = 100;

/** A document is given its number in the year in which it is signed, and nothing is done to a case or a judgment before the year of its number. */
export function* numberClashes(document: CheckedDocument): Generator<Clash> {
  yield* ownNumber(document);
  const { text } = document;
  const days = toldDays(document);
  for (const found of text.matchAll(NUMBER)) {
    const number = { start: found.index, end: found.index + found[0].length, on: `${found[1]}-01-01` };
    const day = days.findLast(({ end }) => end <= number.start) ?? null;
    const next = days.find(({ start }) => start >= number.end) ?? null;
    const told = [isDoneWith(text.slice(day?.end ?? 0, number.start)) ? day : null, isDoneAfter(text, number, next) ? next : null];
    for (const each of told)
      if (each && each.on < number.on) yield { first: number, second: each, suspect: "second", reasons: reasonsOf(number, each) };
  }
}

/** 于3月5日以（…）…号判决书, 于3月5日作出（…）…号 */
const isDoneWith = (between: string): boolean =>
  /^[，]?(?:[\p{Script=Han}]{0,20})?(?:以|作出|作了|发出|制发|制作|下达|送达|收到|签收|印发|签发|出具)(?:的)?[\p{Script=Han}]{0,12}$/u.test(
    between,
  );

/** …号判决书于3月5日作出 */
const isDoneAfter = (text: string, number: DatedPlace, day: CourseDay | null): boolean =>
  day !== null && /^[\p{Script=Han}》）]{0,14}(?:已|系)?[于在](?:同日)?$/u.test(text.slice(number.end, day.start));

function* ownNumber(document: CheckedDocument): Generator<Clash> {
  const line = numberLine(document);
  const signed = signedOn(document);
  const found = line && /(?:19|20)[0-9]{2}/.exec(line.text);
  // A receipt has the number of what was served.
  if (!line || !signed || !found || kindOf(document) === "service-receipt") return;
  const [place, year] = [{ start: line.start + found.index, end: line.start + found.index + 4 }, found[0]];
  const [first, last] = [
    { ...place, on: `${year}-01-01` },
    { ...place, on: `${year}-12-31` },
  ];
  if (signed.on < first.on) yield { first, second: signed, suspect: "second", reasons: reasonsOf(first, signed) };
  if (dayFromIso(signed.on) - dayFromIso(last.on) > DAYS_OVER)
    yield { first: signed, second: last, suspect: "first", reasons: reasonsOf(signed, last) };
}

function reasonsOf(first: DatedPlace, second: DatedPlace): Clash["reasons"] {
  const reason = ({ on }: DatedPlace) => ({
    zh: `与文号的年份不符（${on.slice(0, 4)}）`,
    en: `not of the year of the number (${on.slice(0, 4)})`,
  });
  return { first: reason(second), second: reason(first) };
}
