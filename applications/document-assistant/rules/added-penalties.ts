import type { CheckedDocument } from "../document.ts";
import { lineAround } from "../facts/sentences.ts";
import type { RuleHit } from "../rule.ts";
import { monthsOf } from "./joined-sentences.ts";
import { chargeOf, contextOf } from "./penalty-context.ts";
import { lacks } from "./penalty-kinds.ts";
import { stanceOf } from "./penalty-stances.ts";

const NUMBER = "[一二三四五六七八九十两0-9]{1,3}";
const RIGHTS = new RegExp(
  `剥夺政治权利(?:的?期限)?[为：:\\s]{0,2}(?<period>终身|半年|(?:${NUMBER}年)?[零又]?(?:${NUMBER}个月)?)(?=[，。；、\\n\\t）”]|$)`,
  "g",
);
/** The main penalty before it: within its sentence, or in a line before of a form. */
const MAIN = new RegExp(
  `(?<life>无期徒刑|死刑)|管制(?<control>(?:${NUMBER}年)?[零又]?(?:${NUMBER}个月)?)|有期徒刑(?=[一二三四五六七八九十两0-9半])`,
  "g",
);
/** Months: 刑法 55, 57. */
const [LEAST, MOST] = [12, 60] as const;
const NEAR = 120;
/** 无期徒刑减为有期徒刑: other bounds (刑法 57.2). */
const REDUCED = /减为|改为|减刑|缓期[^。]{0,20}减/;
const WITHOUT_FINE = /(?:不|未|没有)(?:再)?(?:并处|判处|附加|另处|单处)罚金/g;

/** 禁止其从事相关职业，期限为六年 (刑法 37-1). */
const BANNED = new RegExp(
  `(?:禁止|从业禁止|职业禁止)[^。；]{0,50}(?:职业|从业|行业|工作|活动)[^。；]{0,16}?(?:期限)?[为：]?(?<period>${NUMBER}年(?:${NUMBER}个月)?)(?=[，。；、\\n]|$)`,
  "g",
);
const [BAN_LEAST, BAN_MOST] = [36, 60] as const;
/** 作案时十七周岁, 系怀孕的妇女: no death penalty for them (刑法 49). */
const SPARED =
  /(?:作案|犯罪|案发|实施)[^。；]{0,8}(?:不满|未满)(?:十八|18)周?岁|(?:作案|犯罪|案发)时[^。；]{0,6}(?:(?<![二三四五六七八九])十[四五六七]|(?<![0-9])1[4-7])周?岁|审判(?:的)?时候?怀孕|怀孕的被告人/;
const DEATH = /判处?死刑(?:，?缓期[二两]年执行)?/g;

type Reason = RuleHit["reason"];

function againstRights(main: RegExpExecArray | undefined, period: string): Reason | null {
  const months = period === "终身" ? Number.POSITIVE_INFINITY : monthsOf(period);
  if (months === 0) return null;
  if (main?.groups?.["life"] !== undefined)
    return Number.isFinite(months)
      ? {
          zh: "判处死刑、无期徒刑的，应当剥夺政治权利终身（刑法第五十七条）",
          en: "with death or life imprisonment political rights are taken for life (Criminal Law 57)",
        }
      : null;
  const control = monthsOf(main?.groups?.["control"] ?? "");
  if (control > 0)
    return months === control
      ? null
      : {
          zh: "判处管制附加剥夺政治权利的，期限与管制的期限相等（刑法第五十五条）",
          en: "with control the rights are taken for as long as it lasts (Criminal Law 55)",
        };
  return months >= LEAST && months <= MOST
    ? null
    : {
        zh: "剥夺政治权利的期限为一年以上五年以下（刑法第五十五条）",
        en: "political rights are taken for one to five years (Criminal Law 55)",
      };
}

/** Political rights taken for too long, too short or not for life, and a fine left out that the law demands. */
export function* addedPenalties(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  for (const found of text.matchAll(RIGHTS)) {
    const [start, end] = [found.index, found.index + found[0].length];
    const from = Math.max(lineAround(text, start)[0], text.lastIndexOf("。", start - 1) + 1);
    const [sentence, before] = [text.slice(from, start), text.slice(Math.max(0, start - NEAR), start)];
    if (REDUCED.test(sentence) || stanceOf(document, { from, start, end }) === null) continue;
    const main = [...(sentence.search(MAIN) >= 0 ? sentence : before).matchAll(MAIN)].at(-1);
    const reason = main ? againstRights(main, found.groups?.["period"] ?? "") : null;
    if (reason) yield { start, end, suggestion: null, reason };
  }
  for (const found of text.matchAll(BANNED)) {
    const [start, end] = [found.index, found.index + found[0].length];
    const months = monthsOf(found.groups?.["period"] ?? "");
    if (months >= BAN_LEAST && months <= BAN_MOST) continue;
    if (
      !/刑罚执行完毕|假释之日|从业禁止|职业禁止|三十七条之一/.test(text.slice(Math.max(0, start - NEAR), end + 20)) ||
      /考验期|终身|缓刑期/.test(found[0])
    )
      continue;
    yield {
      start,
      end,
      suggestion: null,
      reason: {
        zh: "从业禁止的期限为三年至五年（刑法第三十七条之一）",
        en: "somebody is kept from an occupation for three to five years (Criminal Law 37-1)",
      },
    };
  }
  for (const { index: start, 0: words } of SPARED.test(text) ? text.matchAll(DEATH) : []) {
    const from = Math.max(lineAround(text, start)[0], text.lastIndexOf("。", start - 1) + 1);
    const { said } = contextOf(document, start);
    if (
      !SPARED.test(said) ||
      stanceOf(document, { from, start, end: start + words.length }) === null ||
      /不适用|不得|不应|不能/.test(text.slice(from, start))
    )
      continue;
    yield {
      start,
      end: start + words.length,
      suggestion: null,
      reason: {
        zh: "犯罪的时候不满十八周岁的人和审判的时候怀孕的妇女，不适用死刑（刑法第四十九条）",
        en: "there is no death penalty for whoever was not yet eighteen (Criminal Law 49)",
      },
    };
  }
  for (const { index: start, 0: words } of text.matchAll(WITHOUT_FINE)) {
    const from = Math.max(lineAround(text, start)[0], text.lastIndexOf("。", start - 1) + 1);
    const imposed = /徒刑|拘役|管制/.test(text.slice(from, start)) && !/没收/.test(text.slice(from, start + 40));
    if (!imposed || stanceOf(document, { from, start, end: start + words.length }) === null) continue;
    const sole = chargeOf(document, start, contextOf(document, start).whose);
    if (!sole || lacks(sole.charge, "fine") || CONFISCATED.has(sole.penalty.article)) continue;
    yield {
      start,
      end: start + words.length,
      suggestion: null,
      reason: {
        zh: `${sole.charge}（刑法${sole.penalty.articleName}）应当并处或者单处罚金`,
        en: `for ${sole.charge} the law demands a fine (Criminal Law ${sole.penalty.articleName})`,
      },
    };
  }
}
/** Where there may be no fine beside imprisonment: 组织、领导黑社会性质组织, 绑架 and the like take property instead, 侵犯通信自由 and others nothing. */
const CONFISCATED: ReadonlySet<string> = new Set([
  "239",
  "240",
  "294",
  "300",
  "382",
  "383",
  "385",
  "386",
  "390",
  "120",
  "170",
  "271",
  "234-1",
  "358",
]);
