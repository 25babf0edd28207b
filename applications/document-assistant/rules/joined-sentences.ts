import { monthsIn } from "../facts/terms.ts";
import type { RuleHit } from "../rule.ts";
import { TOGETHER } from "./told-probations.ts";

const NUMBER = "[一二三四五六七八九十两0-9]{1,3}";
const PERIOD = `(?:${NUMBER}年半|半年|(?:${NUMBER}年)?[零又]?(?:${NUMBER}个月)?)`;
export const monthsOf = (term: string): number => monthsIn(term.replace("半年", "六个月").replace("年半", "年六个月"));

const WHOLE = new RegExp(
  `(?:决定(?:合并)?执行|(?:合并|并罚|相加)，?(?:应|后)?执行|并罚后?[^，。；]{0,6}执行|(?:数罪)?并罚，?(?:决定)?判处|执行刑期为?)(?:的?刑期)?[为：]?(?<kind>有期徒刑|拘役|管制)(${PERIOD})(?:至(?:有期徒刑)?(${PERIOD}))?`,
  "g",
);
/** 判处有期徒刑二年, 拘役四个月, 抢劫罪，十二年 */
const PART = new RegExp(
  `(?<!总和刑期)(?<!总和刑期为)(?<kind>有期徒刑|拘役|管制|(?<=罪)(?:（[^（）]*）)?，(?:[^，。；刑]{2,12}，)?(?:判处?)?)(?=${NUMBER}(?:年|个月)|半年)(?<low>${PERIOD})(?:至(?:有期徒刑)?(?<high>${PERIOD}))?`,
  "g",
);
const SUM = new RegExp(`(?:总和刑期|刑期总和|刑期相加|各刑(?:相加|之和)|总和)(?:[共合]?计|为|是|达|有期徒刑|：){0,3}(${PERIOD})`);
/** Of one who was judged before, or is judged for what was found since: other rules (刑法 70, 71, 77, 86). */
const OTHERWISE = /余刑|(?:未|没有)执行|尚未执行|撤销(?:缓刑|假释)|漏罪/;
/** Months: 刑法 69. */
const [MOST, MOST_ABOVE, MOST_AT] = [240, 300, 420] as const;
const [MOST_DETENTION, MOST_CONTROL] = [12, 36] as const;

const ABSORBED: RuleHit["reason"] = {
  zh: "数罪中有判处有期徒刑和拘役的，执行有期徒刑（刑法第六十九条第二款）",
  en: "where there are imprisonment and detention, imprisonment alone is served (Criminal Law 69)",
};

const inYears = (months: number): string => (months % 12 === 0 ? `${months / 12} 年` : `${months} 个月`);

interface Part {
  readonly low: number;
  readonly high: number;
  readonly kind: string;
}

const partsOf = (told: string): Part[] =>
  [...told.matchAll(PART)].flatMap(({ groups: { kind = "", low = "", high = "" } = {} }) => {
    const months = monthsOf(low);
    return months === 0 ? [] : [{ low: months, high: monthsOf(high) || months, kind: /^(?:拘役|管制)$/.test(kind) ? kind : "有期徒刑" }];
  });

/** What the whole term may be: null: its parts are not told. */
function boundsOf(told: string, kind: string, own: Part[]): readonly [least: number, most: number] | null {
  if (kind === "拘役" && !told.includes("有期徒刑")) {
    const parts = own.filter((part) => part.kind === "拘役");
    if (parts.length < 2) return own.length < 2 ? null : [0, MOST_DETENTION];
    return [
      Math.max(...parts.map((part) => part.low)),
      Math.min(
        MOST_DETENTION,
        parts.reduce((all, part) => all + part.high, 0),
      ),
    ];
  }
  if (kind === "管制") return [0, MOST_CONTROL];
  const terms = own.filter((part) => part.kind === "有期徒刑");
  const written = SUM.exec(told);
  const sum = monthsOf(written?.[1] ?? "") || terms.reduce((all, part) => all + part.high, 0);
  // 有期徒刑 takes up 拘役; 管制 is served besides.
  if ((own.length < 2 && !written) || (terms.length === 0 && !written)) return null;
  const longest = Math.max(0, ...terms.map((part) => part.low));
  return [longest, Math.min(sum, sum < MOST_AT ? MOST : MOST_ABOVE)];
}

/** Of several crimes the whole term: no shorter than the longest, no longer than all together, at most twenty years where they come to less than thirty-five (刑法 69). */
export function* joinedSentences(paragraph: string, offset: number): Generator<RuleHit> {
  let from = 0;
  for (const whole of paragraph.matchAll(WHOLE)) {
    const told = paragraph.slice(from, whole.index);
    from = whole.index + whole[0].length;
    const sentence = told.slice(told.lastIndexOf("。") + 1);
    // Of what was judged before, only what the document itself says that all come to.
    if (OTHERWISE.test(`${sentence}${whole[0]}`) && !SUM.test(sentence)) continue;
    const here = partsOf(sentence);
    const parts = here.length > 0 ? here : partsOf(told);
    // Bounds that the document tells itself are held against its parts elsewhere (told-probations.ts).
    const written = TOGETHER.exec(sentence);
    const bounds = written
      ? ([monthsOf(written[1] ?? ""), monthsOf(written[2] ?? "")] as const)
      : boundsOf(told, whole.groups?.["kind"] ?? "", parts);
    const [low, high] = [monthsOf(whole[2] ?? ""), monthsOf(whole[3] ?? "") || monthsOf(whole[2] ?? "")];
    const absorbed = /^[、，](?:并处|和|与)?拘役(?=[一二三四五六七八九十0-9])/.exec(paragraph.slice(from, from + 12));
    if (absorbed && whole.groups?.["kind"] === "有期徒刑") {
      yield { start: offset + whole.index, end: offset + from + absorbed[0].length, suggestion: null, reason: ABSORBED };
      continue;
    }
    if (!bounds || low === 0 || (low >= bounds[0] && high <= bounds[1])) continue;
    const [longest, most] = bounds;
    yield {
      start: offset + whole.index,
      end: offset + from,
      suggestion: null,
      reason: {
        zh: `数罪并罚应当在总和刑期以下、数刑中最高刑期以上决定（刑法第六十九条），即 ${inYears(longest)}至 ${inYears(most)}`,
        en: `for several crimes the term lies between the longest and all together (Criminal Law 69): ${longest} to ${most} months`,
      },
    };
  }
}
