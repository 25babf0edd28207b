import type { Random } from "../../../demo/random.ts";
import { type Draft, offsetOf, type Piece, type PieceAt, type PlantedDraft, type SlotKind, withPiece } from "../draft.ts";
import { dayIn, durationText, later, monthsOn } from "../forms.ts";
import { LAW_FACTS, rangeOf } from "../law-facts.ts";
import { changed, inSlot, type Plant, slotsOf } from "../plant.ts";
import { ordinal } from "../second/plants-law.ts";
import { placesOf } from "../second/plants-people.ts";
import { formLike, unrealLike } from "./day-forms.ts";

/** Findings may as well stand at what says the same in other words. */
const orAt =
  (plant: Plant, ...kinds: readonly SlotKind[]): Plant =>
  (draft, random) => {
    const planted = plant(draft, random);
    if (!planted) return null;
    const more = kinds.flatMap((kind) => placesOf(slotsOf(planted.draft, kind))).map((at) => spanOf(planted.draft, at));
    return { draft: planted.draft, fault: { ...planted.fault, also: [...planted.fault.also, ...more] } };
  };
function spanOf(draft: Draft, at: PieceAt): readonly [number, number] {
  const start = offsetOf(draft, at);
  return [start, start + (draft.paragraphs[at[0]]?.pieces[at[1]]?.text.length ?? 0)];
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const notReal: Plant = (draft, random) => {
  const places = [...slotsOf(draft, "date"), ...slotsOf(draft, "signed-on")].filter(
    ({ piece }) => /月|\d/.test(piece.text) && !piece.text.startsWith("同月"),
  );
  if (places.length === 0) return null;
  const { at, piece } = random.pick(places);
  const year = String(piece.slot?.value).slice(0, 4);
  const days = [[2, 30], [4, 31], [6, 31], [9, 31], [11, 31], [1, 32], [7, 35], [14, 6], ...(isLeap(Number(year)) ? [] : [[2, 29]])] as [
    number,
    number,
  ][];
  return changed(draft, { kind: "date-not-real", at, text: unrealLike(piece.text, random.pick(days), year), right: piece.text });
};

const firstOf = (draft: Draft, key: string) =>
  key === "signed" ? slotsOf(draft, "signed-on")[0] : slotsOf(draft, "date", ({ slot }) => slot?.key === key)[0];
const allDays = (draft: Draft): PieceAt[] => placesOf([...slotsOf(draft, "date"), ...slotsOf(draft, "signed-on")]);

/** A step before the one that it follows, or the one before after it: by days, or by a year that was mistaken; the last step after the signature. */
const outOfOrder: Plant = (draft, random) => {
  const keys = [...(draft.order ?? []), ...(draft.kind === "hearing-notice" ? [] : ["signed"])];
  const steps = keys.flatMap((key) => firstOf(draft, key) ?? []);
  if (steps.length < 2) return null;
  const at = random.between(1, steps.length - 1);
  const [first, second] = [steps[at - 1], steps[at]];
  if (!first || !second) return null;
  const [one, other] = [String(first.piece.slot?.value), String(second.piece.slot?.value)];
  const isLater = random.chance(0.5);
  const way = random.between(0, 2);
  const year = (iso: string, by: number): string => `${Number(iso.slice(0, 4)) + by}${iso.slice(4).replace("-02-29", "-02-28")}`;
  const iso = isLater
    ? way === 0
      ? year(other, -1)
      : later(one, -random.between(1, 40))
    : way === 0
      ? year(one, 1)
      : later(other, random.between(1, 40));
  if (isLater ? iso >= one : iso <= other) return null;
  const { at: place, piece } = isLater ? second : first;
  if (isLookedBackAt(draft, piece, iso)) return null;
  return changed(draft, {
    kind: "date-order",
    at: place,
    text: formLike(piece.text, iso, isLater ? other : one),
    right: piece.text,
    also: [...allDays(draft), ...placesOf([...slotsOf(draft, "age"), ...slotsOf(draft, "term")])],
  });
};

/** Whether what comes after looks back at this day (同月8日, 次日, 3月8日) and would move with it. */
function isLookedBackAt(draft: Draft, piece: Piece, iso: string): boolean {
  const days = slotsOf(draft, "date");
  const next = days[days.findIndex((each) => each.piece === piece) + 1]?.piece;
  if (!next || !days.some((each) => each.piece === piece) || /^(?:\d|[〇一二三四五六七八九]){4}[-./年]/.test(next.text)) return false;
  return !/^(?:同年|\d)/.test(next.text) || iso.slice(0, 4) !== String(piece.slot?.value).slice(0, 4);
}
/** A last day in a long holiday moves on by days that differ from year to year. */
const isHoliday = (iso: string): boolean => /-(?:10-0\d|05-0[1-6]|01-0[1-4]|01-[23]\d|02-[01]\d)$/.test(iso);

/** Beyond the law's last day, by a day or by weeks. */
const tooLate: Plant = (draft, random) => {
  const all = (draft.deadlines ?? []).flatMap(({ from, to, days }) => {
    const [start, end] = [firstOf(draft, from), firstOf(draft, to)];
    return start && end ? [{ start, end, days, to }] : [];
  });
  if (all.length === 0) return null;
  const { start, end, days, to } = random.pick(all);
  const iso = later(String(start.piece.slot?.value), days + random.pick([4, 5, 9, 12, 17]));
  if (isHoliday(later(String(start.piece.slot?.value), days)) || isLookedBackAt(draft, end.piece, iso)) return null;
  const order = draft.order ?? [];
  const next = order[order.indexOf(to) + 1];
  const bound = to === "signed" ? null : firstOf(draft, order.includes(to) && next ? next : "signed");
  if (bound && iso > String(bound.piece.slot?.value)) return null;
  return changed(draft, {
    kind: "deadline-exceeded",
    at: end.at,
    text: formLike(end.piece.text, iso, String(start.piece.slot?.value)),
    right: end.piece.text,
    also: [start.at, ...allDays(draft)],
  });
};

/** The last day, the first day or the length of a term. */
const wrongTerm: Plant = (draft, random) => {
  const places = slotsOf(draft, "term", ({ slot }) => slot?.key.endsWith("#length") === false);
  if (places.length === 0) return null;
  const { at, piece } = random.pick(places);
  const length = slotsOf(draft, "term", ({ slot }) => slot?.key === `${piece.slot?.key}#length`)[0];
  const found = /^([自从]?)(.+日)(起?[至到])(.+日)(止?)$/.exec(piece.text);
  if (!found || !length) return null;
  const [, head = "", from = "", middle = "", to = "", tail = ""] = found;
  const iso = (text: string): string =>
    text
      .split(/[年月日]/, 3)
      .map((each) => each.padStart(2, "0"))
      .join("-");
  const months = Number(piece.slot?.value);
  const way = random.between(0, 4);
  if (way === 0) {
    const other = months + random.pick([-2, -1, 1, 2, 6]);
    const text = other < 1 ? "" : length.piece.text.startsWith("十二") ? `${other}个月` : durationText(other);
    return text === "" ? null : changed(draft, { kind: "term-wrong", at: length.at, text, right: length.piece.text, also: [at] });
  }
  const last = way === 1 ? monthsOn(iso(to), 1) : way === 2 ? monthsOn(iso(to), 12) : later(iso(to), random.pick([3, -3, -9, 10]));
  const text =
    way === 4
      ? `${head}${dayIn(monthsOn(iso(from), random.pick([1, 2])), "figures")}${middle}${to}${tail}`
      : `${head}${from}${middle}${dayIn(last, "figures")}${tail}`;
  return changed(draft, { kind: "term-wrong", at, text, right: piece.text, also: [length.at] });
};

const NO_LAWS = [
  "中华人民共和国公诉法",
  "中华人民共和国刑事处罚法",
  "中华人民共和国刑事诉讼规则法",
  "中华人民共和国量刑法",
  "中华人民共和国民事执行法",
  "中华人民共和国旅馆业治安法",
  "中华人民共和国建筑垃圾污染防治法",
  "中华人民共和国检察监督法",
  "中华人民共和国禁渔法",
];
const REPEALED = [
  ["中华人民共和国民法通则", "第一百一十七条"],
  ["中华人民共和国民法总则", "第一百七十六条"],
  ["中华人民共和国合同法", "第一百零七条"],
  ["中华人民共和国侵权责任法", "第六条"],
  ["中华人民共和国物权法", "第三十七条"],
  ["中华人民共和国担保法", "第六条"],
  ["中华人民共和国婚姻法", "第二十一条"],
] as const;

const noLaw = inSlot("law-unknown", "law", (_, random) => ({ text: `《${random.pick(NO_LAWS)}》` }));

/** With an article of its own, and no paragraph or item after it. */
const repealedLaw: Plant = (draft, random) => {
  const laws = slotsOf(draft, "law").filter(({ at: [paragraph, piece] }) => {
    const pieces: readonly (Piece | undefined)[] = draft.paragraphs[paragraph]?.pieces ?? [];
    return pieces[piece + 1]?.slot?.kind === "article" && pieces[piece + 2]?.slot === undefined;
  });
  if (laws.length === 0) return null;
  const { at, piece } = random.pick(laws);
  const [law, article] = random.pick(REPEALED);
  const beside: PieceAt = [at[0], at[1] + 1];
  return changed(withPiece(draft, beside, article), { kind: "law-repealed", at, text: `《${law}》`, right: piece.text, also: [beside] });
};

const noArticle = inSlot("article-absent", "article", ({ slot }, random) => {
  const facts = LAW_FACTS[slot?.key ?? ""];
  return facts ? { text: ordinal(facts.articles + random.pick([1, 3, 7, 20, 66, 150]), "条") } : null;
});
const noParagraph = inSlot("paragraph-absent", "paragraph", ({ slot }, random) => {
  const [law = "", article = ""] = (slot?.key ?? "").split(" ");
  const facts = LAW_FACTS[law]?.cited[article];
  return facts ? { text: ordinal(facts.paragraphs + random.pick([1, 1, 2, 4]), "款") } : null;
});
/** An item beyond the last, told after its article or paragraph. */
const noItem: Plant = (draft, random) => {
  const items = draft.paragraphs.flatMap(({ pieces }, paragraph) =>
    pieces.flatMap(({ text, slot }, at) =>
      slot === undefined && /^第（.）项/.test(text) && ["paragraph", "article"].includes(pieces[at - 1]?.slot?.kind ?? "")
        ? [{ at: [paragraph, at] as const, text }]
        : [],
    ),
  );
  if (items.length === 0) return null;
  const { at, text } = random.pick(items);
  const item = `第（${random.pick(["九", "十", "十一", "十三"])}）项`;
  return changed(draft, {
    kind: "paragraph-absent",
    at,
    text: item + text.slice(5),
    span: [0, item.length],
    right: text.slice(0, 5),
    also: [[at[0], at[1] - 1]],
  });
};
const eitherAbsent: Plant = (draft, random) => (random.chance(0.3) ? noItem(draft, random) : null) ?? noParagraph(draft, random);

const TURNED: readonly (readonly [string, string])[] = [
  ["应当", "可以"],
  ["或者", "并且"],
  ["以上", "以下"],
  ["不得", "可以"],
  ["必须", "可以"],
  ["全面", "局部"],
  ["立即", "及时"],
];
/** A word turned to another, a stretch of it lost, or two characters changed about. */
const otherQuotation = inSlot("quotation-altered", "quotation", ({ text }, random) => {
  const turns = TURNED.filter(([word]) => text.includes(word));
  if (turns.length > 0 && random.chance(0.5)) {
    const [word, by] = random.pick(turns);
    const at = text.indexOf(word);
    return { text: text.slice(0, at) + by + text.slice(at + word.length), span: [at, at + by.length] };
  }
  const at = random.between(3, text.length - 8);
  const isWithin = /^\p{Script=Han}{4}$/u.test(text.slice(at, at + 4));
  if (!isWithin || text.charAt(at + 1) === text.charAt(at + 2)) return null;
  const lost = random.chance(0.5);
  const middle = lost
    ? text.charAt(at) + text.charAt(at + 3)
    : text.charAt(at) + text.charAt(at + 2) + text.charAt(at + 1) + text.charAt(at + 3);
  return { text: text.slice(0, at) + middle + text.slice(at + 4), span: [at, at + middle.length] };
});

/** Above the range or below it, in the same sort of punishment. */
const outOfRange = inSlot("sentence-out-of-range", "sentence", ({ slot, text }, random) => {
  const range = rangeOf(slot?.key ?? "");
  const kind = /^(有期徒刑|拘役|缓刑|剥夺政治权利)/.exec(text)?.[0] ?? "";
  if (!range) return null;
  if (kind === "拘役") return { text: `拘役${durationText(random.pick([7, 8, 9, 10, 14]))}` };
  const isBelow = range.least >= 12 && range.isMitigated !== true && random.chance(0.4);
  const months = isBelow ? random.between(Math.ceil(range.least / 3), range.least - 3) : range.most + random.pick([3, 6, 9, 12, 24]);
  return months > 180 ? null : { text: `${kind}${durationText(months)}` };
});

const withTries =
  (plant: Plant, tries = 6): Plant =>
  (draft: Draft, random: Random): PlantedDraft | null => {
    for (let attempt = 0; attempt < tries; attempt++) {
      const planted = plant(draft, random);
      if (planted) return planted;
    }
    return null;
  };

/** Faults about days, terms and the law. */
export const LAW_PLANTS = {
  notReal,
  outOfOrder: withTries(outOfOrder),
  tooLate: withTries(tooLate),
  wrongTerm: orAt(withTries(wrongTerm), "sentence"),
  noLaw: orAt(noLaw, "article", "paragraph", "quotation"),
  repealedLaw: orAt(repealedLaw, "article", "paragraph", "quotation"),
  noArticle: orAt(noArticle, "quotation"),
  absent: eitherAbsent,
  otherQuotation: withTries(otherQuotation),
  outOfRange: orAt(outOfRange, "term", "sentence"),
} satisfies Readonly<Record<string, Plant>>;
