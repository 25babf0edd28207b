import type { ToldSpan } from "./spans.ts";
import { readTerm, TERM, type ToldTerm } from "./terms.ts";
import { numberOf } from "./written-number.ts";

/** How far before its days a sentence is told. */
const NEAR = 240;
/** 判处有期徒刑七个月 */
const SENTENCE = new RegExp(`(?:有期徒刑|拘役|管制)(?:为)?(?<told>${TERM})(?<more>[至到－—-]|以[上下]|或者)?`, "g");
/** 缓刑二年 */
const PROBATION = new RegExp(`缓刑(?:考验期)?(?:为)?(?<told>${TERM})(?<more>[至到－—-]|以[上下]|或者)?`, "g");
/** How long something took in all. */
const IN_ALL = "(?:为期|历时|连续|持续|长达|前后|一共|总共|共计|合计|累计|总计|整整|足足|共|计|合)+";
/** 共三个月, 为期二年, 期限为六个月, behind the days; 的二年 */
const BEHIND = new RegExp(
  `^[，,、；（(：:\\t \u3000]{0,2}(?:的|(?:[\\p{Script=Han}]{0,6}(?:期限|期间|期|时间|时长|跨度)|以|按|[为即]|${IN_ALL})(?:限)?(?:为|达|${IN_ALL}|是|约定为)?)[：:]?(?<told>${TERM})(?!以|内|后|前|的(?:第|前))`,
  "u",
);
/** 对其取保候审，期限一年: what was done in that time stands between. */
const BEHIND_DOING = new RegExp(
  `^[^，。；（(\\n0-9]{1,30}[，,（(](?:期限|为期|历时)(?:为|共|共计|达|是|整整)?[：:]?(?<told>${TERM})(?!以|内|后|前|的(?:第|前))`,
  "u",
);
/** 羁押15日, 停产整顿15日: days of it may be counted with the last or without. */
const BEHIND_SUFFERED = new RegExp(
  `^[，,（(]?(?:被|已|先行|实际)*(?:停产|停业|停工|停职|停课|整顿|羁押|拘留|留置|关押|住院|治疗|公示|公告|封闭|暂停){1,2}(?:时间)?(?:为|达|${IN_ALL})?(?<told>${TERM})(?!以|内|后|前|的)`,
  "u",
);
/** 租期（自…起至…止）两年 */
const BEHIND_BRACKET = new RegExp(`^[）)](?:为|共|计|是)?(?<told>${TERM})(?!以|内|后|前|的)`);
/** 。共计三个月, in a sentence of its own. */
const BEHIND_STOP = new RegExp(
  `^[。；]\\s?(?:上述|该|以上|此|前述)?(?:期限|期间|时间)?(?:为|${IN_ALL})+(?<told>${TERM})(?=[，。；）)\\n]|$)`,
  "u",
);
/** 取保候审十二个月，自; 期限三年（自 */
const BEFORE = new RegExp(
  `(?<told>${TERM})(?<more>[至到－—-]|以[上下内]|或者|内|后|前)?(?:整)?[，,（(：:；\\s]{0,3}(?:(?:即|具体|起止)?[\\p{Script=Han}]{0,6}?(?:期限|期间|时间|日期|起止)?(?:为|是|从)?[：:]?)$`,
  "u",
);
/** 近半年（自 */
const ABOUT = new RegExp(`(?:近|约|大约|余|多|不到|不足|折抵[^，。；]{0,4})(?:${TERM})[^。；]{0,6}$`);
/** 为期五个月的专项检查，自 */
const BEFORE_DOING = new RegExp(
  `(?:为期|历时)(?<told>${TERM})(?<more>[至到－—-]|以[上下])?的[\\p{Script=Han}“”]{1,16}[，（(：]?[\\p{Script=Han}]{0,4}$`,
  "u",
);
/** 在30日内整改（自 */
const SET = /(?:约定|限|责令|要求|应当?|须|承诺|同意|请|收到|接到|送达|之日起)[^，。；]{0,16}(?:以?内|之内)[^，。；（(]{0,10}[（(]/;
const WITHIN = new RegExp(`(?<told>${TERM})(?:以?内|之内)[^，。；（(\n]{0,10}[（(](?:即|具体为|期限为?)?$`, "u");
/** Loans run from a day to the same day. What the law counts without its first day may, as may what is not said to hold both. */
const WITHOUT_FIRST = /贷|借|授信|展期|额度|融资|取保|监视居住|拘留|留置|羁押|拘役?所/;
/** Days that were served before, with or without their number. */
const SERVED = /(?:折抵|扣除|先行羁押|羁押)[^，。；\n0-9一二三四五六七八九十]{0,12}(?<days>[一二三四五六七八九十百0-9]{1,4})[日天]/;
/** 羁押一日折抵刑期一日, 监视居住二日折抵一日 */
const RATE = /[一二两12][日天]，?折抵(?:刑期|管制)?[一二两12][日天]/g;
const TWICE = /折抵(?:刑期|管制)?[二两2][日天]/;
const IS_SERVED = /折抵|扣除|抵扣|羁押一日|取保候审|监视居住/;

export interface TermOfSpan extends ToldTerm {
  /** How far behind the days the term is told; 0: before them. */
  readonly reach: number;
  /** Its last day is certain; other terms are counted with or without their first day. */
  readonly isExact: boolean;
  /** Days that were served before. */
  readonly served: number;
}

/** A length that is told right beside its days or before them. */
export const lengthOf = (told: string | undefined, more: Pick<TermOfSpan, "isExact"> & Partial<TermOfSpan>): TermOfSpan | null => {
  const term = readTerm(told ?? "");
  return term && { served: 0, reach: 0, ...term, ...more };
};
const exactly = (told: string | undefined, served = 0): TermOfSpan | null => lengthOf(told, { isExact: true, served });

/** The sentence that stands before its days: the last that is told, if it is one alone and no span. `undefined`: there is none. */
function sentenceBefore(before: string): TermOfSpan | null | undefined {
  const sentences = [...before.matchAll(SENTENCE)];
  const whole = before.slice(Math.max(before.lastIndexOf("决定执行"), before.lastIndexOf("合并执行"), 0));
  const [last] = [...whole.matchAll(SENTENCE)].slice(-1);
  if (!last || !/刑期|主刑|折抵|即/.test(whole.slice(last.index))) return undefined;
  const behind = whole.slice(last.index);
  const isSeveral = sentences.length > 1 && whole === before && new Set(sentences.map(({ groups }) => groups?.["told"])).size > 1;
  // 羁押一日折抵刑期一日 tells how it is counted, and the last number how many days there are.
  const served = [...behind.replaceAll(RATE, "").matchAll(new RegExp(SERVED, "g"))].map(({ groups }) => groups?.["days"]);
  const days = served.findLast((each) => each !== "一" && each !== "1") ?? served[0];
  const isOther =
    days === undefined && IS_SERVED.test(behind.replace(/羁押一日，?折抵(?:刑期|管制)?[一二两]日/g, "")) && !/至今/.test(behind);
  if (isSeveral || last.groups?.["more"] !== undefined || isOther || /缓刑/.test(behind)) return null;
  return exactly(
    last.groups?.["told"],
    days === undefined || days === "一" || days === "1" ? 0 : numberOf(days) * (TWICE.test(behind) ? 2 : 1),
  );
}

/** The only term of a clause: 禁止其在三年内从事该职业，期限. */
export function onlyTerm(clause: string): RegExpMatchArray | null {
  const [term, other] = clause.matchAll(new RegExp(`(?<told>${TERM})(?<more>以[上下内])?`, "g"));
  return term && !other ? term : null;
}

/** A form that tells a probation in one cell, and the days of the correction in another. */
function termOfLabel(text: string, at: number): TermOfSpan | null {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  const label = line.trim() === "" ? (text.slice(0, at).trimEnd().split("\n").at(-1) ?? "") : line;
  if (!/^(?:.*[\s\u3000])?(?:社区)?(?:矫正|考验)(?:期限?|起止)?(?:期间|日期|时间)?[\s\u3000：:]*$/.test(label)) return null;
  const told = new Set(
    [...text.slice(0, at).matchAll(new RegExp(`缓刑(?:考验期)?(?:限)?[为\\s\\u3000：:]{0,3}(${TERM})`, "g"))].map(([, term]) => term),
  );
  const [only] = told;
  return told.size === 1 ? exactly(only) : null;
}

const LABEL = /(?:期限|时长|天数|期间|[租刑工任]期|考验期)$/;
const LABELLED = new RegExp(`^\\s*(?<label>[\\p{Script=Han}（）]{2,10})[：:\\s\u3000]+(?<told>${TERM})\\s*$`, "u");

/** A form that tells in the line before, or behind, how long the stretch of a line is: 租赁期限：一年. */
function termOfLine(text: string, { start, end }: ToldSpan): TermOfSpan | null {
  const [from, until] = [text.lastIndexOf("\n", start - 1) + 1, (text.indexOf("\n", end) + 1 || text.length + 1) - 1];
  const own = /^\s*([\p{Script=Han}（）]{2,10})[：:\s\u3000]+$/u.exec(text.slice(from, start))?.[1];
  if (own === undefined || !/起止|期/.test(own) || text.slice(end, until).trim() !== "") return null;
  const before = from === 0 ? "" : text.slice(text.lastIndexOf("\n", from - 2) + 1, from - 1);
  const behind = text.slice(until + 1, (text.indexOf("\n", until + 1) + 1 || text.length + 1) - 1);
  const [line, other] = [before, behind].flatMap((each) => {
    const { label, told } = LABELLED.exec(each)?.groups ?? {};
    return label !== undefined && LABEL.test(label) && (own.startsWith("起止") || own.slice(0, 2) === label.slice(0, 2)) ? [told] : [];
  });
  return other === undefined ? lengthOf(line, { isExact: false }) : null;
}

/** What is told of how long a span is: behind it, or before it. */
export function termOf(text: string, span: ToldSpan, last: ToldSpan | undefined): TermOfSpan | null {
  const own = text.lastIndexOf("\n", span.start - 1) + 1;
  // （刑期自…起 stands in a paragraph of its own behind the sentence.
  const paragraph = /^\s*[（(]刑期/.test(text.slice(own, own + 6)) ? text.lastIndexOf("\n", own - 2) + 1 : own;
  // What stands before another stretch is told of that one.
  const before = text.slice(Math.max(paragraph, span.start - NEAR, last?.end ?? 0), span.start);
  // A term that an invisible mark breaks is told by another rule.
  if (/\p{Cf}/u.test(before)) return null;
  const clause = /[^。；\n]*$/.exec(before)?.[0] ?? "";
  const rest = text.slice(span.end, span.end + 60);
  const bracketed = /期(?:限|间)?[（(]$/.test(before) ? BEHIND_BRACKET.exec(rest) : null;
  const suffered = BEHIND_SUFFERED.exec(rest);
  const behind = BEHIND.exec(rest) ?? BEHIND_DOING.exec(rest) ?? BEHIND_STOP.exec(rest) ?? bracketed ?? suffered;
  const isExact = span.isClosed && !WITHOUT_FIRST.test(clause.slice(-40));
  if (behind) {
    // Of several spans the whole is told behind the last.
    if (/[、和及]$/.test(before)) return null;
    return lengthOf(behind.groups?.["told"], {
      isExact: (isExact && behind !== suffered) || /刑期[^，。；]{0,4}$/.test(before),
      reach: behind[0].length,
    });
  }
  if (/(?:考验期|矫正期|矫正)(?:限|间)?(?:为|是)?[：:]?[^，。；]{0,4}$/.test(before)) {
    const probations = [...before.matchAll(PROBATION)];
    const [last] = probations.slice(-1);
    if (last) return probations.length === 1 && last.groups?.["more"] === undefined ? exactly(last.groups?.["told"]) : null;
  }
  const ofLabel = termOfLabel(text, span.start);
  if (ofLabel) return ofLabel;
  const ofLine = termOfLine(text, span);
  if (ofLine) return ofLine;
  const sentence = sentenceBefore(before);
  if (sentence !== undefined) return sentence;
  const near = clause.slice(-60).replace(/^[0-9年月日]+/, "");
  const within = SET.test(near) ? WITHIN.exec(near) : null;
  const whole = lengthOf(within?.groups?.["told"], { isExact });
  if (whole) return whole;
  if (ABOUT.test(near)) return null;
  const found = BEFORE.exec(near) ?? BEFORE_DOING.exec(near) ?? (/(?:期限|期间|期)(?:为|是)?[：:]?$/.test(near) ? onlyTerm(near) : null);
  if (!found || found.groups?.["more"] !== undefined) return null;
  return lengthOf(found.groups?.["told"], { isExact });
}
