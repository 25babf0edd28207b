import { calendarDay, dayFromIso, writeHanNumber } from "@yuejian/identifiers";
import { type Draft, offsetOf, type PieceAt, type SlotKind, withPiece } from "../draft.ts";
import { hanDayText } from "../facts.ts";
import { dayIn, later, sentenceText } from "../forms.ts";
import { LAW_FACTS, RANGES } from "../law-facts.ts";
import { changed, inSlot, type Plant, slotsOf } from "../plant.ts";

/** A finding may as well stand at what says the same in other words. */
const orAt =
  (plant: Plant, ...kinds: readonly SlotKind[]): Plant =>
  (draft, random) => {
    const planted = plant(draft, random);
    if (!planted) return null;
    const more = kinds
      .flatMap((kind) => slotsOf(planted.draft, kind))
      .map(({ at, piece }) => {
        const start = offsetOf(planted.draft, at);
        return [start, start + piece.text.length] as const;
      });
    return { draft: planted.draft, fault: { ...planted.fault, also: [...planted.fault.also, ...more] } };
  };

const dateSlot = (draft: Draft, key: string) => slotsOf(draft, "date", ({ slot }) => slot?.key === key)[0];
const allDates = (draft: Draft): PieceAt[] => slotsOf(draft, "date").map(({ at }) => at);
/** The other day in the form in which the piece writes its own. */
const inFormOf = (text: string, iso: string): string =>
  text.includes("〇") ? hanDayText(iso) : dayIn(iso, /^\d{4}-/.test(text) ? "iso" : "figures");

/** Days that no calendar has, of the year in which the right one lies. */
const notReal: Plant = (draft, random) => {
  const places = [...slotsOf(draft, "date"), ...slotsOf(draft, "signed-on")];
  if (places.length === 0) return null;
  const { at, piece } = random.pick(places);
  const [month, dayOfMonth] = random.pick([
    [2, 30],
    [2, 31],
    [4, 31],
    [6, 31],
    [9, 31],
    [11, 31],
    [13, 8],
    [0, 12],
    [5, 32],
  ] as const);
  const year = String(piece.slot?.value).slice(0, 4);
  const text = piece.text.includes("〇")
    ? `${hanDayText(`${year}-01-01`).slice(0, 5)}${month === 0 ? "〇" : writeHanNumber(month)}月${writeHanNumber(dayOfMonth)}日`
    : /^\d{4}-/.test(piece.text)
      ? `${year}-${String(month).padStart(2, "0")}-${String(dayOfMonth).padStart(2, "0")}`
      : `${piece.text.startsWith("同年") ? "同年" : `${year}年`}${month}月${dayOfMonth}日`;
  return changed(draft, { kind: "date-not-real", at, text, right: piece.text });
};

/** A step told as if it had come before the one that it follows. */
const outOfOrder: Plant = (draft, random) => {
  const steps = (draft.order ?? []).flatMap((key) => dateSlot(draft, key) ?? []);
  if (steps.length < 2) return null;
  const at = random.between(1, steps.length - 1);
  const [first, second] = [steps[at - 1], steps[at]];
  if (!first || !second) return null;
  const iso = later(String(first.piece.slot?.value), -random.between(2, 45));
  return changed(draft, {
    kind: "date-order",
    at: second.at,
    text: inFormOf(second.piece.text, iso),
    right: second.piece.text,
    also: allDates(draft),
  });
};

/** A step taken after the law's last day for it. */
const tooLate: Plant = (draft, random) => {
  const deadlines = (draft.deadlines ?? []).flatMap(({ from, to, days }) => {
    const [start, end] = [dateSlot(draft, from), to === "signed" ? slotsOf(draft, "signed-on")[0] : dateSlot(draft, to)];
    return start && end ? [{ start, end, days, isLast: to === "signed" }] : [];
  });
  if (deadlines.length === 0) return null;
  const { start, end, days, isLast } = random.pick(deadlines);
  const iso = later(String(start.piece.slot?.value), days + random.between(3, 12));
  const signed = slotsOf(draft, "signed-on")[0];
  if (!isLast && signed && iso >= String(signed.piece.slot?.value)) return null;
  return changed(draft, {
    kind: "deadline-exceeded",
    at: end.at,
    text: inFormOf(end.piece.text, iso),
    right: end.piece.text,
    also: [start.at, ...allDates(draft), ...(signed ? [signed.at] : [])],
  });
};

/** The last day of a term a month, a year or the very day off, or the length itself. */
const wrongTerm: Plant = inSlot("term-wrong", "term", ({ text, slot }, random) => {
  const found = /^自(.+)起至(\d{4})年(\d+)月(\d+)日止$/.exec(text);
  if (!found) return null;
  const [, from = "", year, month, dayOfMonth] = found;
  const end = `${year}-${String(month).padStart(2, "0")}-${String(dayOfMonth).padStart(2, "0")}`;
  const iso = random.pick([later(end, 1), later(end, 31), later(end, -30), later(end, 365), later(end, -366), later(end, 10)]);
  if (slot === undefined) return null;
  const { year: y, month: m, day: d } = calendarDay(dayFromIso(iso));
  return { text: `自${from}起至${y}年${m}月${d}日止` };
});

const NO_LAWS = [
  "中华人民共和国刑事审判法",
  "中华人民共和国网络诈骗防治法",
  "中华人民共和国检察院法",
  "中华人民共和国民事案件诉讼法",
  "中华人民共和国行政公益诉讼法",
  "中华人民共和国电梯安全法",
  "中华人民共和国校园食品法",
  "中华人民共和国刑罚法",
];
/** Repealed when the Civil Code or a later law came into force. */
const REPEALED = [
  ["中华人民共和国民法总则", "第一百四十三条"],
  ["中华人民共和国民法通则", "第九十条"],
  ["中华人民共和国合同法", "第二百零六条"],
  ["中华人民共和国物权法", "第二条"],
  ["中华人民共和国担保法", "第十八条"],
  ["中华人民共和国婚姻法", "第十九条"],
  ["中华人民共和国继承法", "第十条"],
  ["中华人民共和国收养法", "第六条"],
  ["中华人民共和国侵权责任法", "第十六条"],
] as const;

/** The law and its article together, so that only the law is wrong. */
const repealedLaw: Plant = (draft, random) => {
  const laws = slotsOf(draft, "law").filter(({ at: [paragraph, piece] }) => {
    const [article, next] = [draft.paragraphs[paragraph]?.pieces[piece + 1], draft.paragraphs[paragraph]?.pieces[piece + 2]];
    return article?.slot?.kind === "article" && next?.slot === undefined;
  });
  if (laws.length === 0) return null;
  const { at, piece } = random.pick(laws);
  const [law, article] = random.pick(REPEALED);
  const beside: PieceAt = [at[0], at[1] + 1];
  return changed(withPiece(draft, beside, article), { kind: "law-repealed", at, text: `《${law}》`, right: piece.text, also: [beside] });
};

/** 第一千二百六十五条 */
export function ordinal(number: number, unit: "条" | "款"): string {
  let text = "";
  for (const [value, mark] of [
    [1000, "千"],
    [100, "百"],
    [10, "十"],
    [1, ""],
  ] as const) {
    const digit = Math.floor(number / value) % 10;
    if (digit > 0) text += `${text === "" && value === 10 && digit === 1 ? "" : "〇一二三四五六七八九".charAt(digit)}${mark}`;
    else if (text !== "" && !text.endsWith("零") && number % value > 0) text += "零";
  }
  return `第${text}${unit}`;
}

/** A number beyond the law's last article. */
const noArticle: Plant = inSlot("article-absent", "article", ({ slot }, random) => {
  const facts = LAW_FACTS[slot?.key ?? ""];
  return facts ? { text: ordinal(facts.articles + random.pick([1, 2, 5, 13, 48, 120]), "条") } : null;
});

/** A paragraph beyond the last one that the article has. */
const noParagraph: Plant = inSlot("paragraph-absent", "paragraph", ({ slot }, random) => {
  const [law = "", article = ""] = (slot?.key ?? "").split(" ");
  const facts = LAW_FACTS[law]?.cited[article];
  return facts ? { text: ordinal(facts.paragraphs + random.pick([1, 1, 2, 3, 5]), "款") } : null;
});

/** A character of the passage lost, doubled, or two changed about. */
const otherQuotation: Plant = inSlot("quotation-altered", "quotation", ({ text }, random) => {
  if (text.length < 12) return null;
  const at = random.between(2, text.length - 5);
  const [one, two] = [text.charAt(at), text.charAt(at + 1)];
  if (one === two || !/^\p{Script=Han}{2}$/u.test(one + two)) return null;
  const middle = random.pick([two, one + one + two, two + one]);
  return { text: text.slice(0, at) + middle + text.slice(at + 2), span: [at, at + middle.length] };
});

const outOfRange: Plant = inSlot("sentence-out-of-range", "sentence", ({ slot, text }, random) => {
  const range = RANGES[slot?.key ?? ""];
  if (!range) return null;
  const isBelow = range.least >= 24 && !range.isMitigated && random.chance(0.4);
  const months = isBelow ? random.between(7, range.least - 4) : range.most + random.pick([2, 3, 6, 12, 18, 30]);
  if (text.startsWith("拘役")) return { text: sentenceText(random.pick([8, 10, 12, 18]), random.pick(["有期徒刑", "拘役"])) };
  return { text: sentenceText(Math.min(months, 180)) };
});

/** Faults about days, terms and the law. */
export const LAW_PLANTS = {
  notReal,
  outOfOrder: orAt(outOfOrder, "age"),
  tooLate,
  wrongTerm: orAt(wrongTerm, "sentence"),
  noLaw: orAt(
    inSlot("law-unknown", "law", (_, random) => ({ text: `《${random.pick(NO_LAWS)}》` })),
    "article",
    "paragraph",
    "quotation",
  ),
  repealedLaw: orAt(repealedLaw, "article", "paragraph", "quotation"),
  noArticle: orAt(noArticle, "quotation"),
  noParagraph,
  otherQuotation,
  outOfRange: orAt(outOfRange, "term", "sentence"),
} satisfies Readonly<Record<string, Plant>>;
