import { type CheckedDocument, documentOf } from "../document.ts";

/** What else is added up than money. */
const UNITS = [
  "平方米",
  "立方米",
  "公斤",
  "千克",
  "公顷",
  "小时",
  "克",
  "亩",
  "吨",
  "人",
  "件",
  "株",
  "棵",
  "头",
  "只",
  "辆",
  "台",
  "部",
  "张",
  "份",
  "袋",
  "箱",
  "瓶",
  "盒",
  "户",
  "家",
  "条",
  "枚",
  "米",
  "天",
  "具",
  "处",
  "册",
  "个",
] as const;
/** Of longer texts, collections, nothing is added up over all their paragraphs. */
const LONGEST = 100_000;
/** Two parts and their sum. */
const LEAST = 3;
const TOTALS =
  /短[少缺]|剩余|[尚还][剩余欠差有]|共|合[计起]|总|累计|其中|[，；]计|加起来|相加|之和|[0-9]\p{Script=Han}{1,3}中，|[月年季期]末/u;
/** Stand where characters of a unit stood: they belong to no word. */
const [NO_MONEY, REST] = ["\u2064", "\u2063"];

export interface Measured {
  readonly unit: string;
  /** The same text, as long, with the unit told as money and money as none. */
  readonly document: CheckedDocument;
}

/** A document as if what is told in a unit were money, for each unit in which three quantities or more are told. */
export function* measuredIn({ text }: CheckedDocument): Generator<Measured> {
  if (text.length > LONGEST || !TOTALS.test(text)) return;
  for (const unit of UNITS) {
    const told = new RegExp(`(?<=[0-9])${unit}(?!民|次|字|月|[人体](?!犯)|小时|工作日|百分点|方面|以上|以下|左右)`, "g");
    if ([...text.matchAll(told)].length < LEAST) continue;
    const shadow = text.replaceAll("元", NO_MONEY).replaceAll(told, `元${REST.repeat(unit.length - 1)}`);
    yield { unit, document: documentOf(shadow.split("\n")) };
  }
}

/** Words of money in the unit again. */
export const inUnit = (text: string, unit: string): string => text.replaceAll("元", unit);
