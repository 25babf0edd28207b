import { writeHanNumber } from "@yuejian/identifiers";
import type { Random } from "../../../demo/random.ts";
import { type PieceAt, withPiece } from "../draft.ts";
import { durationText } from "../forms.ts";
import { LAW_FACTS, RANGES } from "../law-facts.ts";
import { changed, inSlot, type Plant, slotsOf } from "../plant.ts";

const STATE = "中华人民共和国";
const shortOf = (law: string): string => law.slice(STATE.length);

/** Names that a law does not have; the second row is what slips of single characters make of it. */
const MISNAMED: Readonly<Record<string, readonly [readonly string[], readonly string[]]>> = {
  刑法: [
    ["刑法典", "刑事法"],
    ["行法", "刑发"],
  ],
  刑事诉讼法: [
    ["刑诉法", "刑事诉讼程序法"],
    ["刑事诉诉法", "刑事讼法", "刑事诉颂法"],
  ],
  民法典: [
    ["民事法", "民法总典"],
    ["民法点", "民典法"],
  ],
  监察法: [
    ["国家监察法", "监察委员会法"],
    ["检察法", "监查法"],
  ],
  人民检察院组织法: [
    ["检察院组织法", "检察组织法"],
    ["人民检查院组织法", "人民检察院组识法"],
  ],
  消防法: [["消防安全法", "消防管理法"], ["消访法"]],
  未成年人保护法: [
    ["未成年人权益保障法", "青少年保护法"],
    ["未成年保护法", "未成年人保护发"],
  ],
  农产品质量安全法: [
    ["农产品安全法", "农产品质量法"],
    ["农产品质量安法", "农产品质里安全法"],
  ],
  反电信网络诈骗法: [["反电信诈骗法", "电信网络诈骗防治法"], ["反电信网路诈骗法"]],
  行政处罚法: [["行政处罚条例", "行政处罚程序法"], ["行政处法"]],
  行政诉讼法: [
    ["行政公益诉讼法", "行政诉讼程序法"],
    ["行政诉颂法", "行政讼诉法"],
  ],
};

const misnamed = (row: 0 | 1): Plant =>
  inSlot("law-unknown", "law", ({ slot }, random) => {
    const names = MISNAMED[shortOf(slot?.key ?? "")]?.[row] ?? [];
    return names.length === 0 ? null : { text: `《${STATE}${random.pick(names)}》` };
  });

/** What stood in the law of former times for what is cited today. */
const FORMER: Readonly<Record<string, readonly (readonly [law: string, article: string])[]>> = {
  第一千一百七十九条: [
    ["侵权责任法", "第十六条"],
    ["民法通则", "第一百一十九条"],
  ],
  第一千一百六十五条: [
    ["侵权责任法", "第六条"],
    ["民法通则", "第一百零六条"],
  ],
  第九百四十二条: [
    ["物权法", "第八十二条"],
    ["合同法", "第六十条"],
  ],
  第九百六十七条: [
    ["民法通则", "第三十条"],
    ["合同法", "第八条"],
  ],
  第五百零九条: [
    ["合同法", "第六十条"],
    ["民法总则", "第一百七十六条"],
  ],
};

const former =
  (choice: 0 | 1): Plant =>
  (draft, random) => {
    const places = slotsOf(draft, "law", ({ slot }) => ["民法典", "监察法"].includes(shortOf(slot?.key ?? "")));
    if (places.length === 0) return null;
    const { at, piece } = random.pick(places);
    const [line, place] = at;
    if (piece.text.includes("监察法"))
      return changed(draft, { kind: "law-repealed", at, text: `《${STATE}行政监察法》`, right: piece.text });
    const beside: PieceAt = [line, place + 1];
    const [law, article] = FORMER[draft.paragraphs[line]?.pieces[place + 1]?.text ?? ""]?.[choice] ?? [];
    if (!law || !article) return null;
    const next = draft.paragraphs[line]?.pieces[place + 2];
    const bare = next?.slot?.kind === "paragraph" ? withPiece(draft, [line, place + 2], "") : draft;
    return changed(withPiece(bare, beside, article), {
      kind: "law-repealed",
      at,
      text: `《${STATE}${law}》`,
      right: piece.text,
      also: [beside],
    });
  };

const factsOf = (key: string, article: string) => LAW_FACTS[key]?.cited[article];

/** Articles with 之一 behind them. */
const INSERTED = new Set(["第三十七条", "第一百三十三条", "第二百零五条", "第二百三十四条", "第二百九十三条"]);

/** A hundred too many, or another hundred: behind the last article. */
const beyond = inSlot("article-absent", "article", ({ text, slot }, random) => {
  const last = LAW_FACTS[slot?.key ?? ""]?.articles ?? 0;
  const [, rest = ""] = /^第(?:.千)?(?:.百)?零?([一二三四五六七八九十]*条)$/.exec(text) ?? [];
  if (rest === "" || rest === "条") return null;
  const hundreds = Math.floor(last / 100) + random.between(1, 2);
  const joint = /^[一二三四五六七八九]条$/.test(rest) ? "零" : rest.startsWith("十") ? "一" : "";
  return {
    text: hundreds > 9 ? `第一千${writeHanNumber(hundreds - 10)}百${joint}${rest}` : `第${writeHanNumber(hundreds)}百${joint}${rest}`,
  };
});

const inserted = inSlot("article-absent", "article", ({ text }, random) =>
  text.includes("之") || INSERTED.has(text) ? null : { text: text + random.pick(["之一", "之二", "之三"]) },
);

/** The first figure of the number is another one. */
const otherHundred = inSlot("article-absent", "article", ({ text, slot }, random) => {
  const last = LAW_FACTS[slot?.key ?? ""]?.articles ?? 0;
  const lost = text.replace(/^第[一二三四]百/, `第${random.pick(["六", "七", "八"])}百`);
  return last > 500 || lost === text ? null : { text: lost };
});

const paragraphs = inSlot("paragraph-absent", "paragraph", ({ slot }, random) => {
  const [law = "", article = ""] = (slot?.key ?? "").split(" ");
  return { text: `第${writeHanNumber((factsOf(law, article)?.paragraphs ?? 9) + random.between(1, 3))}款` };
});

/** A paragraph of an article that has but one. */
const ofOne: Plant = (draft, random) => {
  const places = slotsOf(draft, "article", ({ text, slot }) => factsOf(slot?.key ?? "", text)?.paragraphs === 1).filter(
    ({ at: [line, piece] }) => !draft.paragraphs[line]?.pieces[piece + 1]?.text.startsWith("第"),
  );
  if (places.length === 0) return null;
  const { at, piece } = random.pick(places);
  return changed(draft, { kind: "paragraph-absent", at, text: `${piece.text}第${random.pick(["二", "三", "四"])}款`, right: piece.text });
};

const REWORDED: readonly (readonly [right: string, wrong: string])[] = [
  ["应当", "可以"],
  ["不适用缓刑", "不得适用缓刑"],
  ["首要分子", "主要分子"],
  ["可以依法从宽处理", "应当依法从宽处理"],
  ["愿意接受处罚", "愿意接受刑罚"],
  ["二十四小时", "四十八小时"],
  ["立即", "及时"],
  ["不得查封、扣押", "不应查封、扣押"],
  ["任何单位和个人", "任何组织和个人"],
  ["出租、出借", "出借、出租"],
  ["虚构代理关系", "虚构委托关系"],
  ["擅自拆除", "随意拆除"],
  ["疏散通道、安全出口", "安全出口、疏散通道"],
  ["造成损害", "造成损失"],
  ["周边不得设置", "附近不得设置"],
  ["收取、保存", "收集、保存"],
  ["混装或者分装", "混装和分装"],
];

const quotation = (spoil: (text: string, random: Random) => string | null): Plant =>
  inSlot("quotation-altered", "quotation", ({ text }, random) => {
    const wrong = spoil(text, random);
    return wrong === null ? null : { text: wrong };
  });

function reworded(text: string, random: Random): string | null {
  const fitting = REWORDED.filter(([right]) => text.includes(right));
  if (fitting.length === 0) return null;
  const [right, wrong] = random.pick(fitting);
  return text.replace(right, wrong);
}

/** A clause between two others is left out. */
function shortened(text: string, random: Random): string | null {
  const clauses = text.split(/(?<=[，；、])/);
  if (clauses.length < 3) return null;
  const drop = random.between(1, clauses.length - 2);
  return clauses.filter((_, at) => at !== drop).join("");
}

/** A word that somebody adds who quotes from memory. */
function padded(text: string, random: Random): string | null {
  const places = [...text.matchAll(/应当|不得|可以/g)].map(({ index }) => index);
  if (places.length === 0) return null;
  const at = random.pick(places);
  return `${text.slice(0, at)}${random.pick(["依法", "一律", "均"].filter((word) => !text.includes(word)))}${text.slice(at)}`;
}

const sentence = (spoil: (key: string, text: string, random: Random) => string | null): Plant =>
  inSlot("sentence-out-of-range", "sentence", ({ text, slot }, random, draft) => {
    const wrong = draft.kind === "protest" ? null : spoil(slot?.key ?? "", text, random);
    return wrong === null ? null : { text: wrong };
  });

export const LAW_PLANTS: readonly Plant[] = [
  misnamed(0),
  misnamed(1),
  former(0),
  former(1),
  beyond,
  inserted,
  otherHundred,
  paragraphs,
  paragraphs,
  ofOne,
  quotation(reworded),
  quotation(reworded),
  quotation(shortened),
  quotation(padded),
  sentence((key, text, random) => {
    const range = RANGES[key];
    if (!range || text.startsWith("拘役")) return null;
    return `有期徒刑${durationText(range.most + random.between(2, 24))}`;
  }),
  sentence((key, _, random) => {
    const range = RANGES[key];
    return range && range.least > 6 && range.isMitigated !== true ? `有期徒刑${durationText(range.least - random.between(3, 20))}` : null;
  }),
  sentence((key, text, random) => (text.startsWith("拘役") && RANGES[key] ? `拘役${durationText(random.between(7, 11))}` : null)),
  sentence((key, _, random) => (key === "133-1" ? `有期徒刑${durationText(random.between(6, 10))}` : null)),
  sentence((_, text, random) => (text.startsWith("缓刑") ? `缓刑${random.pick(["六年", "五年六个月", "六个月", "三个月"])}` : null)),
];
