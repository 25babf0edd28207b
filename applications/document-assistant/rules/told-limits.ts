import { numberOf } from "../facts/written-number.ts";
import type { Limit, Unit } from "./limits.ts";

const COUNT = "([0-9]{1,3}|[一二两三四五六七八九十]{1,3})\\s?(个?工作日|个月|小时|日|天)";
/** 收到后十日内回复, 自受理之日起七个工作日以内作出决定 */
const IN_WORDS = new RegExp(`([^，。；：\\n]{0,16}?)(?:之日起|之后|后|起)[，的]?${COUNT}(?:之|以)?内[，：:]?([^。；：\\n]{0,24})`, "g");
/** 要求十五日内书面回复, 应在三日内答复 */
const ASKED = new RegExp(`(?:要求|应当?|须|限|规定)[^，。；：\\n]{0,8}?${COUNT}(?:之|以)?内([^，。；：\\n]{0,16})`, "g");
/** 回复期限：收到后十日内, 办理时限为七个工作日 */
const LABELLED = new RegExp(`([^，。；：\\n]{2,12})(?:期限|时限|限期)(?:：|:|为|是)?([^，。；\\n]{0,10}?)${COUNT}`, "g");

/** What an office is asked to do. */
const ACTS =
  /回复|答复|反馈|复函|核查|整改|说明|报告|作出|办结|审结|移送|告知|纠正|提交|报送|评估|复查|核实|补查|报备|送达|公示|验收|归档|上报|办理|审查|决定/g;
/** What is dealt with ends with what is decided. */
const DEALT_WITH = /^(?:办理|审查|审结|办结|决定)$/;
const BEGINS = /收到|接到|签收|送达|受理|收案|立案|发出|接收|登记|交办|移送/g;
const RECEIPTS = "收到|接到|签收|送达|收悉|接收|收案|接受|受案|受理";
const IS_RECEIPT = new RegExp(RECEIPTS);
/** What may be done, and what parties agree on. */
const OF_OTHERS = /可以|有权|可于|不服|约定|合同|借款|还款|付款|上诉|申诉|如/;
const UNITS: Readonly<Record<string, Unit>> = { 个月: "month", 小时: "hour", 日: "day", 天: "day" };
const ARTICLE = "文中所述的期限";

/** Limits that the document tells itself. */
export function toldLimits(text: string): Limit[] {
  if (!/(?:日|天|月|小时)(?:之|以)?内|[期时]限/.test(text)) return [];
  return [
    ...[...text.matchAll(IN_WORDS)].map(([, from = "", count = "", unit = "", act = ""]) => ({ from, count, unit, act })),
    ...[...text.matchAll(ASKED)].map(([, count = "", unit = "", act = ""]) => ({ from: "", count, unit, act })),
    ...[...text.matchAll(LABELLED)].map(([, act = "", from = "", count = "", unit = ""]) => ({ from, count, unit, act })),
  ].flatMap(({ from, count, unit, act }) => {
    const acts = act.match(ACTS);
    if (!acts || OF_OTHERS.test(from + act)) return [];
    const begins = from.match(BEGINS)?.at(-1) ?? "收到";
    return [
      {
        from: new RegExp(IS_RECEIPT.test(begins) ? RECEIPTS : begins),
        to: new RegExp(acts.map((each) => (DEALT_WITH.test(each) ? "作出|办结|审结|办理完毕|决定(?!书)" : each)).join("|")),
        days: [numberOf(count), UNITS[unit] ?? "workday"] as const,
        article: ARTICLE,
      },
    ];
  });
}
