import { writeHanNumber } from "@yuejian/identifiers";
import type { Random } from "../../../demo/random.ts";
import { durationText } from "../forms.ts";
import { LAW_FACTS, rangeOf } from "../law-facts.ts";
import { inSlot, type Plant } from "../plant.ts";

const MISNAMED: Readonly<Record<string, readonly string[]>> = {
  刑法: ["刑罚法", "刑事法典"],
  刑事诉讼法: ["刑事诉讼程序法", "刑诉法"],
  土地管理法: ["土地法", "国土管理法"],
  森林法: ["森林保护法", "林业法"],
  社会保险法: ["社会保障法", "社会保险管理法"],
  社区矫正法: ["社区矫治法", "社区矫正管理法"],
  消防法: ["消防安全法", "消防管理法"],
  食品安全法: ["食品卫生安全法", "食品安全管理法"],
  未成年人保护法: ["未成年保护法", "青少年保护法"],
  安全生产法: ["生产安全法", "安全生产管理法"],
  行政处罚法: ["行政处分法", "行政惩罚法"],
};
const PREFIX = "中华人民共和国";

const WORDS: readonly (readonly [string, string])[] = [
  ["应当", "可以"],
  ["不得", "不宜"],
  ["禁止", "限制"],
  ["或者", "并且"],
  ["必须", "应该"],
  ["书面", "口头"],
  ["一倍以上五倍以下", "一倍以上三倍以下"],
  ["万分之五", "千分之五"],
  ["三十日内", "十五日内"],
  ["按时足额", "按期足额"],
  ["及时", "按时"],
  ["妥善保管", "妥善处理"],
  ["限期", "按期"],
  ["如实", "及时"],
];

const reworded = (text: string, random: Random): string | null => {
  const fitting = WORDS.filter(([right]) => text.includes(right));
  if (fitting.length === 0) return null;
  const [right, wrong] = random.pick(fitting);
  return text.replace(right, wrong);
};

const shortened = (text: string, random: Random): string | null => {
  const clauses = text.split(/(?<=[，、；])/);
  if (clauses.length < 3) return null;
  const drop = random.between(1, clauses.length - 2);
  return clauses.filter((_, at) => at !== drop).join("");
};

/** As the words are remembered. */
const NEAR: readonly (readonly [string, string])[] = [
  ["损坏", "破坏"],
  ["擅自", "随意"],
  ["堵塞", "阻塞"],
  ["影响逃生", "妨碍逃生"],
  ["代扣代缴", "代收代缴"],
  ["告知本人", "通知本人"],
  ["居住的市、县", "居住地"],
  ["报经", "报请"],
  ["正当理由", "合理理由"],
  ["限期缴纳", "立即缴纳"],
  ["补足", "补缴"],
  ["法定事由", "特殊事由"],
  ["责令限期改正", "责令改正"],
  ["依法追究刑事责任", "依法移送司法机关"],
  ["十日以内", "七日以内"],
  ["通知人民检察院", "告知人民检察院"],
  ["需要继续羁押", "适宜继续羁押"],
  ["三年以下有期徒刑", "二年以下有期徒刑"],
  ["情节特别严重", "情节恶劣"],
  ["决定执行的刑罚", "确定执行的刑期"],
  ["申报", "报告"],
];

const misremembered = (text: string, random: Random): string | null => {
  const fitting = NEAR.filter(([right]) => text.includes(right));
  if (fitting.length === 0) return null;
  const [right, wrong] = random.pick(fitting);
  return text.replace(right, wrong);
};

const otherWords = (spoil: (text: string, random: Random) => string | null): Plant =>
  inSlot("quotation-altered", "quotation", ({ text }, random) => {
    const wrong = spoil(text, random);
    return wrong === null || wrong === text ? null : { text: wrong };
  });

const term = (spoil: (least: number, most: number, random: Random) => number): Plant =>
  inSlot("sentence-out-of-range", "sentence", ({ text, slot }, random) => {
    const range = rangeOf(slot?.key ?? "");
    const [kind = ""] = /^(有期徒刑|拘役)/.exec(text) ?? [];
    if (!range) return null;
    const [least, most] = kind === "拘役" ? [1, Math.min(6, range.most)] : [range.isMitigated ? 0 : range.least, range.most];
    const months = spoil(least, most, random);
    return months > 0 && (months < least || months > most) ? { text: kind + durationText(months) } : null;
  });

const HAN = "零一二三四五六七八九";
const paragraphs = (law: string, article: string): number => LAW_FACTS[law]?.cited[article]?.paragraphs ?? 0;

export const LAW_PLANTS: readonly Plant[] = [
  otherWords(reworded),
  otherWords(shortened),
  otherWords(misremembered),
  term((_, most, random) => most + random.pick(most === 6 ? [1, 2, 3] : [3, 6, 12, 18])),
  term((least, _, random) => least - random.pick([2, 4, 6, 12])),
  inSlot("law-unknown", "law", ({ slot }, random) => {
    const names = MISNAMED[(slot?.key ?? "").slice(PREFIX.length)];
    return names ? { text: `《${PREFIX}${random.pick(names)}》` } : null;
  }),
  inSlot("article-absent", "article", ({ slot }, random) => {
    const hundreds = Math.ceil((LAW_FACTS[slot?.key ?? ""]?.articles ?? 899) / 100);
    return { text: `第${HAN.charAt(hundreds)}百${HAN.charAt(random.between(1, 8))}十${HAN.charAt(random.between(1, 9))}条` };
  }),
  inSlot("paragraph-absent", "paragraph", ({ slot }, random) => {
    const [law = "", article = ""] = (slot?.key ?? "").split(" ");
    return { text: `第${writeHanNumber(paragraphs(law, article) + random.between(1, 2))}款` };
  }),
];
