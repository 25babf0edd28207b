import { calendarDay, dayFromIso, isoDate } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { toldDays } from "./course-days.ts";
import type { DatedPlace } from "./dates.ts";
import { gridsIn } from "./grids.ts";
import { type CourseStep, WEAK_WORDS } from "./step-words.ts";
import type { DatedEvent } from "./steps.ts";

/** What is done on a day that is no act: steps of the case, evidence, earlier convictions, payments afterwards. */
const NO_ACT =
  /上诉(?!人)|追逃|通缉|出生|(?<![发产])生于|(?<![发学先医产卫民陌人滋])生(?=[，。；）]|$)|死亡|抢救|住院|出院|治疗|诊断|(?<!利用其?)担任|(?<!利用其?)任职|入职|聘用|处罚|判处|判决|刑满|释放|取保|鉴定|出具|报[了的过]?[案警]|投案|到案|抓获|归案|讯问|询问|告知|受理|移送|拘留|逮捕|立案|审查|退赔|退还|赔偿|谅解|签订|签署|登记|注册|[设成]立|辨认|勘验|检查|扣押|查封|冻结|提取|通知|送达|公布|施行|发布|通过(?=[，。；、）]|了|并|$)|起至|印发|终结|自首|供述|陈述|证实|认定书|结论|曾因|因[^，。]{0,12}被|发现|立案|调查|检测|化验|批准|决定|申请|递交|提交|委托|航拍|测量|走访|组织.{0,6}(?:航拍|勘|测|评|听证)|约谈|座谈|判令|执行员|和解|达成|调解|赔礼|道歉|听证|协商/;

/** Acts of before. */
const OTHER_CASE = /曾因|前科|刑满|判处|累犯/;

/** What is done that a case can be about. */
const ACT =
  /给了?我|盗|窃|偷|骗|抢|夺|打|伤|砍|捅|刺|踢|杀|殴|驾|撞|肇事|醉|贩|卖|吸|毒|容留|赌|敲诈|勒索|索得|索要|索取|侵占|挪用|贪|受贿|收受|行贿|强奸|猥亵|非法|占用|采|捕|猎|伐|倾倒|排放|伪造|变造|虚开|转移|提供|出租|出售|购买|冒充|虚构|谎称|转账|拿|持|纵火|放火|点燃|毁|砸|进入|翻|撬|窜|来到|趁|乘|伙同|滋事|辱骂|拦|扣留|拘禁|绑|贩运|走私|窝藏|销|套现|透支|取款|刷|盗刷|逃逸|施工|作业|爆炸|坍塌|事故|倒卖|生产|销售|传播|发展|吸收|集资|募集|妨害|阻碍|抗拒|组织|介绍|嫖|堵|占|纠集|邀集|制售|假冒|仿冒|冒用|给了|交给|付给|付了|没有真实|开票|提走|挥挡|虚列|套取|冒领/;

/** A month, or several, of which the day is not told. */
const MONTH =
  /([12][0-9]{3})年([0-9]{1,2})月(?:(?:至|到|-|—)(?:([12][0-9]{3})年|同年)?([0-9]{1,2})月(?=，))?(?:(?:(?:至|到|-|—)(?:([12][0-9]{3})年|同年)?([0-9]{1,2})月)?(?:间|期间|份|初|中旬|上旬|下旬|底|末|中|的?一天|某日|某天|以来|起)|(?<=月[至到—-][^月]{1,8}月))/g;

/** Whoever the case is against does something, and nothing is done to him. */
const DOES =
  /^起?[^，。；]{0,8}[，]?(?:[^，。；]{0,6}(?:被告人|犯罪嫌疑人|被不起诉人|上诉人|被告单位)(?![^，。；]*被)(?![^，。；]{0,8}(?:因|经|的|系|向|在[^，。；]{0,16}(?:所|局|队)))[^，。；]{2})/;

/** 具体事实如下：, 分述如下： */
const INTRODUCES = /(?:如下|以下|分别[是为]|分述|列表|明细|下表|情况)[^。\n]{0,16}$/;
const NO_INTRODUCTION = /证据|侦查|诉讼|办案|强制措施|鉴定|赔偿|退赔|退缴|建议|整改|规定|意见|要求/;
const MARK = "(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．]|[①-⑳])";
const ITEM = new RegExp(`(?:^|\\n)\\s*${MARK}\\s*(?:于|在)?$`);

/** Stretches of the text whose rows, or items, are acts: told by what introduces them. */
function listsOfActs(document: CheckedDocument): DatedPlace[] {
  return gridsIn(document)
    .filter(({ start }) => introducesActs(document.text, start))
    .flatMap(({ rows }) => rows.flat())
    .flatMap(({ text, start }) => {
      const day = toldDays(document).find((each) => each.start === start && each.end === start + text.length);
      return day ? [day] : [];
    });
}

/** The last paragraph before a place that is no item and no row of a table: what introduces the list there. */
export function introductionOf(text: string, at: number): { readonly text: string; readonly start: number } | null {
  let end = text.lastIndexOf("\n", at - 1);
  for (let line = 0; end > 0 && line < MOST_LINES; line += 1) {
    const start = text.lastIndexOf("\n", end - 1) + 1;
    const paragraph = text.slice(start, end).trimEnd();
    if (/[：:。]$/.test(paragraph) && !LISTED.test(paragraph)) return { text: paragraph, start };
    end = start - 1;
  }
  return null;
}
const MOST_LINES = 80;
const LISTED = new RegExp(`^\\s*${MARK}`);

function introducesActs(text: string, at: number): boolean {
  const paragraph = introductionOf(text, at)?.text ?? "";
  const sentence = paragraph.slice(0, -1).split("。").slice(-2).join("。");
  return (/[：:]$/.test(paragraph) || INTRODUCES.test(sentence)) && ACT.test(sentence) && !NO_INTRODUCTION.test(sentence.slice(-40));
}

/** 问：讲一下被骗的经过。 */
const ASKS_ACT = /问[：:][^\n]*(?:经过|怎么回事|发生了什么|被[骗打偷抢盗伤侵]|作案|犯罪事实|怎么[偷骗打做撞])[^\n]*$/;

const ASKS_WHEN =
  /问[：:](?!.*(?:告知|收到|拘留|逮捕|抓|入职|认识|报[的了]?[案警]|合同|上班|到案|出生|送))[^\n]*(?:什么时候|哪一?天|何时)[^\n]{0,6}(?:开始|发生|出事|案发|作案|动手)[^\n]*$/;

/** The day with which an answer begins to a question about what happened. */
function daysAnswered(text: string, days: readonly DatedPlace[]): DatedPlace[] {
  if (!/问[：:]/.test(text)) return [];
  return days.filter(({ start }) => {
    const line = text.lastIndexOf("\n", start - 1) + 1;
    const own = text.slice(line, start);
    const asked = own.lastIndexOf("答");
    if (asked < 0 || !/^答[：:]?[^。；，]{0,6}$/.test(own.slice(asked))) return false;
    const question = asked > 2 ? own.slice(0, asked) : text.slice(text.lastIndexOf("\n", line - 2) + 1, line - 1);
    return ASKS_ACT.test(question.trimEnd()) || ASKS_WHEN.test(question.trimEnd());
  });
}

const LASTS = /^起[^。；\n]{0,80}(?:直至|一直[至到]|持续[至到]|直到)$/;

const STRETCH = /^日?起?(?:至|到|-|—|–|～|~)$/;

/** Steps that are told of what the case is about, or beside it. */
const MAY_BE_ACTS: ReadonlySet<CourseStep> = new Set(["paid", "contracted", ...WEAK_WORDS.map(([, step]) => step)]);

/** Days on which something is told to have been done that the case is about, in the order of the text. Of a month both its ends. */
export function actDaysIn(document: CheckedDocument, events: readonly DatedEvent[]): DatedPlace[] {
  const { text } = document;
  // What is told of 次日 takes nothing from the day that it counts from.
  const taken = new Set(
    events.filter(({ step, at, start }) => step && at === start && !MAY_BE_ACTS.has(step.step)).map(({ start }) => start),
  );
  const days: readonly DatedPlace[] = toldDays(document).filter(
    ({ start }) => !/^(?:[同当次翌第隔](?!年))/.test(text.slice(start, start + 2)),
  );
  const isAct = ({ start, end }: DatedPlace, until: number): boolean => {
    const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
    const sentence = text.slice(end, end + 80).split(/[。\n]/, 1)[0] ?? "";
    const behind = (text.slice(end, Math.min(until, end + 40)).split(/[。；;\n]/, 1)[0] ?? "").trim();
    // A line that is a day alone is when the document was signed.
    if (
      behind === "" ||
      (/[至到]\s*$/.test(line) && !/直[至到]\s*$/.test(line)) ||
      /^(?:出?生|起?至|止|）|(?:之?前|以前)[^，。；]{0,10}的)/.test(behind)
    )
      return false;
    if (/(?:本院|我院|检察院|法院|公安局|分局)[^，。；：]{0,6}$/.test(line) || /^[，]?(?:本院|我院)/.test(behind)) return false;
    if (NO_ACT.test(behind.slice(0, 24)) || /(?:曾[因以被于经]|生于|日期[：:]|时间[：:]|期间[：:]?)[^，。；]{0,6}$/.test(line))
      return false;
    // A rule that is in force from a day on.
    if (/^起[^，。；]{0,12}(?:实行|施行|执行|生效|禁)/.test(behind)) return false;
    const isItem = ITEM.test(text.slice(Math.max(0, start - 10), start)) && introducesActs(text, start);
    return (
      (ACT.test(sentence) || DOES.test(behind) || isItem) &&
      !OTHER_CASE.test(line.slice(line.lastIndexOf("。") + 1).slice(-40)) &&
      !OTHER_CASE.test(sentence)
    );
  };
  const exact = days.flatMap((day, index) => {
    const [next, behind] = [days[index + 1], days[index + 2]];
    if (taken.has(day.start)) return [];
    // 3月1日至5月8日期间: both its ends.
    if (next && STRETCH.test(text.slice(day.end, next.start)))
      return isAct({ ...day, end: next.end }, behind?.start ?? text.length) ? [day, next] : [];
    return isAct(day, next?.start ?? text.length) ? [day] : [];
  });
  // 3月1日起…直至5月8日被制止: it went on until then.
  const lasting = exact.flatMap((act) => {
    const next = days.find(({ start }) => start > act.end);
    return next && LASTS.test(text.slice(act.end, next.start)) ? [next] : [];
  });
  const months = [...text.matchAll(MONTH)].flatMap((found) => {
    const [, year = "", month = "", oneYear, oneMonth, otherYear, otherMonth] = found;
    const [toYear, toMonth] = [oneYear ?? otherYear ?? year, oneMonth ?? otherMonth ?? month];
    const place = { start: found.index, end: found.index + found[0].length };
    if (Number(month) < 1 || Number(month) > 12 || Number(toMonth) < 1 || Number(toMonth) > 12 || !isAct({ ...place, on: "" }, text.length))
      return [];
    const last = new Date(Date.UTC(Number(toYear), Number(toMonth), 0)).getUTCDate();
    return [
      { ...place, on: isoDate(Number(year), Number(month), 1) },
      { ...place, on: isoDate(Number(toYear), Number(toMonth), last) },
    ];
  });
  const answered = daysAnswered(text, days);
  const listed = [...listsOfActs(document), ...answered].filter(
    ({ start }) => !taken.has(start) && !exact.some((each) => each.start === start),
  );
  // What is told before it is asked what happened goes before that.
  const from = answered[0]?.start ?? 0;
  return [...exact, ...lasting.filter(({ start }) => !exact.some((each) => each.start === start)), ...listed, ...months]
    .filter(({ start }) => start >= from)
    .sort((one, other) => one.start - other.start);
}

/** Whole years on a day (both ISO). A year of age is full on the day after the birthday (法释〔2006〕1号 第二条). */
export function ageOn(bornOn: string, on: string): number {
  const [born, then] = [calendarDay(dayFromIso(bornOn)), calendarDay(dayFromIso(on))];
  const isFull = then.month > born.month || (then.month === born.month && then.day > born.day);
  return then.year - born.year - (isFull ? 0 : 1);
}

/** The day is a birthday: with common counting a year more. */
export const isBirthday = (bornOn: string, on: string): boolean => bornOn.slice(5) === on.slice(5);
