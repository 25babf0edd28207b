import { writeHanNumber } from "@yuejian/identifiers";
import type { Random } from "../../../demo/random.ts";
import { type Draft, type Piece, type PieceAt, withPiece } from "../draft.ts";
import { changed, inSlot, type Plant, slotsOf } from "../plant.ts";
import { FACTS, SENTENCES } from "./law-facts.ts";
import { after, dayText, months, monthsAfter } from "./story.ts";

type Day = { readonly at: PieceAt; readonly piece: Piece; readonly iso: string };

/** Days of steps; what stands in a number or a birth is none. */
const daysOf = (draft: Draft, key: string): Day[] =>
  [...slotsOf(draft, "date"), ...slotsOf(draft, "signed-on")]
    .filter(({ piece }) => piece.slot?.key === key)
    .map(({ at, piece }) => ({ at, piece, iso: String(piece.slot?.value) }));

const isSame = ({ piece }: Day): boolean => piece.text.startsWith("同");

/** Another day in the form of this one. */
function like(text: string, iso: string): string {
  if (/[〇一二三四五六七八九]/.test(text)) return dayText(iso, "han");
  if (text.includes("-")) return dayText(iso, "dash");
  return text.includes(".") ? dayText(iso, "dots") : dayText(iso);
}

const withYear = (iso: string, step: number): string => String(Number(iso.slice(0, 4)) + step) + iso.slice(4).replace("02-29", "02-28");

/** A step told before the one that it follows: another year, an exchanged day, another month. */
const wrongOrder =
  (spoil: (before: Day, later: Day, random: Random) => readonly [Day, string] | null): Plant =>
  (draft, random) => {
    const steps = (draft.order ?? []).map((key) => daysOf(draft, key)[0]).filter((one) => one !== undefined);
    if (steps.length < 2) return null;
    const at = random.between(1, steps.length - 1);
    const [before, later] = [steps[at - 1], steps[at]];
    if (!before || !later || before.iso === later.iso) return null;
    const [day, iso] = spoil(before, later, random) ?? [];
    if (!day || !iso || (day === later ? iso >= before.iso : iso <= later.iso)) return null;
    // 同年 of the days that follow would be read by the wrong year.
    if (iso.slice(0, 4) !== day.iso.slice(0, 4) && (isSame(day) || (day === before && isSame(later)))) return null;
    const text = isSame(day) ? dayText(iso).replace(/^\d{4}/, "同") : like(day.piece.text, iso);
    return changed(draft, {
      kind: "date-order",
      at: day.at,
      text,
      right: day.piece.text,
      also: steps.filter((one) => one !== day).map((one) => one.at),
    });
  };

function unreal(iso: string, random: Random): string {
  const { year, month, dayOfMonth } = partsOf(iso);
  const most = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (most < 31) return `${year}年${month}月${random.between(most + 1, 31)}日`;
  return random.chance(0.5)
    ? `${year}年${month}月3${Math.max(2, dayOfMonth % 10)}日`
    : `${year}年${random.pick([13, 14, 16])}月${dayOfMonth}日`;
}

const partsOf = (iso: string) => {
  const [year = 0, month = 0, dayOfMonth = 0] = iso.split("-").map(Number);
  return { year, month, dayOfMonth };
};

const overdue: Plant = (draft, random) => {
  if ((draft.deadlines ?? []).length === 0) return null;
  const { from, to, days } = random.pick(draft.deadlines ?? []);
  const start = daysOf(draft, from)[0];
  const ends = [...daysOf(draft, to), ...(to === "signed" && days === 3 ? daysOf(draft, "told") : [])];
  const [end, ...others] = ends;
  if (!start || !end) return null;
  const iso = after(start.iso, days + (days > 10 ? random.between(9, 30) : random.between(2, 8)));
  if (ends.some((one) => isSame(one)) && iso.slice(0, 4) !== start.iso.slice(0, 4)) return null;
  const word = (day: Day): string => (isSame(day) ? dayText(iso).replace(/^\d{4}/, "同") : like(day.piece.text, iso));
  const spoilt = others.reduce((moved, day) => withPiece(moved, day.at, word(day)), draft);
  return changed(spoilt, {
    kind: "deadline-exceeded",
    at: end.at,
    text: word(end),
    right: end.piece.text,
    also: [start.at, ...others.map(({ at }) => at)],
  });
};

/** The last day of a span is another: a month or a year too many or too few, or another day of the month. */
const wrongTerm = (spoil: (end: string, random: Random) => string): Plant =>
  inSlot("term-wrong", "term", ({ text, slot }, random) => {
    const [, year = "", month = "", day = ""] = /^自(\d+)年(\d+)月(\d+)日/.exec(text) ?? [];
    const from = [year, month.padStart(2, "0"), day.padStart(2, "0")].join("-");
    const end = after(monthsAfter(from, Number(slot?.value)), -1);
    const wrong = spoil(end, random);
    return wrong > from && wrong !== end ? { text: `自${dayText(from)}起至${dayText(wrong)}止` } : null;
  });

const MISNAMED: Readonly<Record<string, readonly string[]>> = {
  刑法: ["刑事法", "刑罚法"],
  刑事诉讼法: ["刑事诉讼程序法", "刑事诉法", "刑诉法"],
  民事诉讼法: ["民诉法", "民事诉讼程序法"],
  民法典: ["民事法典", "民典法"],
  行政诉讼法: ["行政诉法", "行政诉讼程序法"],
  未成年人保护法: ["未成年保护法", "未成年人权益保护法"],
  社会保险法: ["社会保障法", "社会保险条例"],
  安全生产法: ["安全生产管理法", "生产安全法"],
  人民检察院组织法: ["检察院组织法", "人民检察院组织条例"],
  道路交通安全法: ["道路交通法", "交通安全法"],
  行政处罚法: ["行政处理法", "行政处罚条例"],
};

const prefix = "中华人民共和国";
const shortOf = (law: string): string => law.slice(prefix.length);

/** Laws of the former civil law, with an article that said the like. */
const FORMER: Readonly<Record<string, readonly (readonly [law: string, article: string])[]>> = {
  第一千一百七十九条: [
    ["侵权责任法", "第十六条"],
    ["民法通则", "第一百一十九条"],
  ],
  第六百八十六条: [
    ["担保法", "第十九条"],
    ["合同法", "第六十条"],
  ],
  第六百九十二条: [
    ["担保法", "第二十六条"],
    ["民法总则", "第一百八十八条"],
  ],
  第六百九十三条: [
    ["担保法", "第二十五条"],
    ["民法通则", "第八十九条"],
  ],
};

const repealed =
  (choice: 0 | 1): Plant =>
  (draft, random) => {
    const places = slotsOf(draft, "law", ({ slot }) => slot?.key === `${prefix}民法典`);
    if (places.length === 0) return null;
    const {
      at: [paragraphAt, pieceAt],
      piece,
    } = random.pick(places);
    const article = draft.paragraphs[paragraphAt]?.pieces[pieceAt + 1];
    const [law, former] = FORMER[article?.text ?? ""]?.[choice] ?? [];
    if (!law || !former) return null;
    const following = draft.paragraphs[paragraphAt]?.pieces[pieceAt + 2];
    const bare = following?.slot?.kind === "paragraph" ? withPiece(draft, [paragraphAt, pieceAt + 2], "") : draft;
    return changed(withPiece(bare, [paragraphAt, pieceAt + 1], former), {
      kind: "law-repealed",
      at: [paragraphAt, pieceAt],
      text: `《${prefix}${law}》`,
      right: piece.text,
      also: [[paragraphAt, pieceAt + 1]],
    });
  };

const factsOf = (law: string, article: string) => FACTS[law]?.cited[article];

/** An article with a number behind the last of its law. */
const beyond = inSlot("article-absent", "article", ({ text, slot }, random) => {
  const last = FACTS[slot?.key ?? ""]?.articles ?? 0;
  const hundred = Math.floor(last / 100) + random.between(1, 2);
  if (hundred > 9 || /千|之/.test(text)) return last > 1000 && text.startsWith("第六百") ? { text: text.replace("第", "第一千") } : null;
  const rest = text.replace(/^第(?:.百)?零?/, "");
  return {
    text: `第${writeHanNumber(hundred)}百${rest === "条" ? "" : /^[一二三四五六七八九]条$/.test(rest) ? "零" : rest.startsWith("十") ? "一" : ""}${rest}`,
  };
});

/** The inserted articles that there are: 之一 of these is no fault. */
const INSERTED = new Set("第三十七条 第一百三十三条 第二百三十四条".split(" "));
const inserted = inSlot("article-absent", "article", ({ text, slot }, random) =>
  text.includes("之") || (slot?.key === `${prefix}刑法` && INSERTED.has(text)) ? null : { text: text + random.pick(["之一", "之二"]) },
);

const paragraphBeyond = inSlot("paragraph-absent", "paragraph", ({ slot }, random) => {
  const [law = "", article = ""] = (slot?.key ?? "").split(" ");
  const count = factsOf(law, article)?.paragraphs ?? 9;
  return { text: `第${writeHanNumber(count + random.between(1, 2))}款` };
});

/** A paragraph said of an article that has but one. */
const paragraphOfOne: Plant = (draft, random) => {
  const places = slotsOf(draft, "article", ({ text, slot }) => factsOf(slot?.key ?? "", text)?.paragraphs === 1).filter(
    ({ at: [paragraphAt, pieceAt] }) => !/^(第|规定：|》)/.test(draft.paragraphs[paragraphAt]?.pieces[pieceAt + 1]?.text ?? ""),
  );
  if (places.length === 0) return null;
  const { at: place, piece } = random.pick(places);
  const added = `第${random.pick(["二", "三"])}款`;
  return changed(draft, {
    kind: "paragraph-absent",
    at: place,
    text: piece.text + added,
    span: [0, piece.text.length + added.length],
    right: piece.text,
  });
};

const MODALS: readonly (readonly [string, string])[] = [
  ["应当", "可以"],
  ["或者", "和"],
  ["立即", "及时"],
  ["二倍以上五倍以下", "一倍以上三倍以下"],
  ["其他监护人", "近亲属"],
  ["退回", "上缴"],
  ["进行监督检查", "进行监督"],
  ["连带责任保证", "特别保证"],
  ["一般保证", "普通保证"],
];

const reworded = (text: string, random: Random): string | null => {
  const fitting = MODALS.filter(([right]) => text.includes(right));
  if (fitting.length === 0) return null;
  const [right, wrong] = random.pick(fitting);
  return text.replace(right, wrong);
};

/** A clause in the middle lost, or, of a short sentence, its second half. */
const shortened = (text: string, random: Random): string | null => {
  const clauses = text.split(/(?<=[，、；])/);
  if (clauses.length < 3) return text.includes("和") ? text.replace(/和[^，。]+/, "") : null;
  const drop = random.between(1, clauses.length - 2);
  return clauses.filter((_, place) => place !== drop).join("");
};

const otherWords = (spoil: (text: string, random: Random) => string | null): Plant =>
  inSlot("quotation-altered", "quotation", ({ text }, random) => {
    const wrong = spoil(text, random);
    return wrong === null || wrong === text ? null : { text: wrong };
  });

const sentence = (spoil: (key: string, random: Random) => string | null): Plant =>
  inSlot("sentence-out-of-range", "sentence", ({ slot }, random) => {
    const text = spoil(slot?.key ?? "", random);
    return text === null ? null : { text };
  });

export const LAW_PLANTS: readonly Plant[] = [
  wrongOrder((before, later) => [later, withYear(later.iso, -1 - (later.iso.slice(5) > before.iso.slice(5) ? 0 : 1))]),
  wrongOrder((before) => [before, withYear(before.iso, 1)]),
  wrongOrder((before, later, random) => [later, after(before.iso, -random.between(1, 25))]),
  wrongOrder((before, later, random) => [before, after(later.iso, random.between(1, 20))]),
  inSlot("date-not-real", "date", ({ text, slot }, random) => {
    if (!/^\d/.test(text) || !text.includes("年")) return null;
    return { text: unreal(String(slot?.value), random) };
  }),
  inSlot("date-not-real", "date", ({ text, slot }, random) => {
    const { year } = partsOf(String(slot?.value));
    return text.startsWith("同") || !text.includes("年")
      ? null
      : { text: random.pick([`${year}年2月30日`, `${year}年${random.pick([4, 6, 9, 11])}月31日`]) };
  }),
  overdue,
  overdue,
  wrongTerm((end, random) => monthsAfter(end, random.pick([-1, 1, 2]))),
  wrongTerm((end, random) => withYear(end, random.pick([-1, 1]))),
  wrongTerm((end, random) => after(end, random.pick([-10, -7, 7, 10]))),
  inSlot("law-unknown", "law", ({ slot }, random) => ({
    text: `《${prefix}${random.pick(MISNAMED[shortOf(slot?.key ?? "")] ?? ["法"])}》`,
  })),
  inSlot("law-unknown", "law", ({ text, slot }) => (shortOf(slot?.key ?? "").length > 2 ? { text: text.replace(/.法》$/, "法》") } : null)),
  repealed(0),
  repealed(1),
  beyond,
  inserted,
  paragraphBeyond,
  paragraphBeyond,
  paragraphOfOne,
  otherWords(reworded),
  otherWords(reworded),
  otherWords(shortened),
  sentence((key, random) => {
    const range = SENTENCES[key];
    return range ? `${range.kind}${months(range.most + (range.kind === "拘役" ? random.between(1, 3) : random.between(3, 18)))}` : null;
  }),
  sentence((key, random) => {
    const range = SENTENCES[key];
    return range && range.least > 6 ? `${range.kind}${months(range.least - random.between(2, 20))}` : null;
  }),
  sentence((key, random) => (SENTENCES[key]?.kind === "拘役" ? `有期徒刑${months(random.between(6, 10))}` : null)),
];
