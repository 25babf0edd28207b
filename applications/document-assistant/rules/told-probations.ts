import type { CheckedDocument } from "../document.ts";
import { columnLabel } from "../facts/cells.ts";
import { kindOf } from "../facts/kind.ts";
import { lineAround } from "../facts/sentences.ts";
import { monthsIn } from "../facts/terms.ts";
import type { RuleHit } from "../rule.ts";
import { probationAgainst, probationOfImprisonment } from "./probation.ts";

const NUMBERS = "一二三四五六七八九十两0-9";
const PERIOD = `(?:[${NUMBERS}]{1,3}年)?(?:[零又]?[${NUMBERS}]{1,3}个月)?`;
/** Also in cells of a row, and with a fine between. */
const SUSPENDED = new RegExp(
  `(有期徒刑|拘役)(${PERIOD})(?:[\\s\\u3000|│]*|[，,、]?(?:并处罚金[^，。；\\n]{0,16}[，,])?(?:可以?|并|同时)?(?:依法)?(?:宣告|适用)?)缓刑[\\s\\u3000]*(?:考验期(?:限)?)?(?:为|的|限)?(${PERIOD})`,
  "g",
);
/** A probation told apart from its sentence. */
const ALONE = new RegExp(`(?<![徒刑役月年][，,、]?)缓刑考验期(?:限)?(?:为|确定为|是)?(${PERIOD})(?![${NUMBERS}年个])`, "g");
/** 应当在十个月以上、一年六个月以下决定执行的刑期 */
export const TOGETHER = new RegExp(`(?:应当|应|可以?)在(${PERIOD})以上[、，]?(${PERIOD})以下[^，。；]{0,8}(?:决定|确定|执行|量刑|判处)`);
const PART = new RegExp(`有期徒刑(${PERIOD})`, "g");

/** The words of a law: 三年以下有期徒刑可以宣告缓刑. */
const isOfLaw = (text: string, at: number): boolean => /^[^。；\n]{0,24}(?:以上|以下)/.test(text.slice(at, at + 30));

/** Probations that are none for their sentence, whoever pronounced them, and parts of a whole sentence that are longer than all together may be (刑法 69, 72, 73). */
export function* toldProbations(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  for (const found of text.matchAll(SUSPENDED)) {
    const [whole, kind = "", sentence = "", period = ""] = found;
    if (isOfLaw(text, found.index)) continue;
    const reason = probationAgainst(kind === "拘役" ? "拘役" : "有期徒刑", monthsIn(sentence), monthsIn(period));
    if (reason) yield { start: found.index, end: found.index + whole.length, suggestion: null, reason };
  }
  yield* inRows(document);
  if (kindOf(document) === null) return;
  if (!text.includes("拘役"))
    for (const found of text.matchAll(ALONE)) {
      const months = monthsIn(found[1] ?? "");
      const [least, most] = probationOfImprisonment();
      if (months === 0 || (months >= least.value && months <= most.value) || isOfLaw(text, found.index)) continue;
      yield {
        start: found.index,
        end: found.index + found[0].length,
        suggestion: null,
        reason: {
          zh: `有期徒刑的缓刑考验期为 ${least.value} 个月至 ${most.value} 个月（刑法${most.article}）`,
          en: `the probation of imprisonment is ${least.value} to ${most.value} months`,
        },
      };
    }
  let offset = 0;
  for (const sentence of text.split(/(?<=[。\n])/)) {
    yield* partsOf(sentence, offset);
    offset += sentence.length;
  }
}

const CELL = new RegExp(`(?<=\\t)\\s*(${PERIOD})\\s*(?=\\t|\\n|$)`, "g");
const MAIN = new RegExp(`(有期徒刑|拘役)(${PERIOD})`);

/** Probations in a column of their own, beside the sentence in their row. */
function* inRows({ text }: CheckedDocument): Generator<RuleHit> {
  if (!/\t[^\n]*(?:考验期|缓刑)/.test(text)) return;
  for (const { index, 0: whole, 1: period = "" } of text.matchAll(CELL)) {
    const start = index + whole.indexOf(period);
    const [, kind = "", sentence = ""] = MAIN.exec(text.slice(lineAround(text, start)[0], start)) ?? [];
    const label = columnLabel(text, { start, end: start + period.length }) ?? "";
    if (period === "" || kind === "" || !/考验期|缓刑/.test(label)) continue;
    const reason = probationAgainst(kind === "拘役" ? "拘役" : "有期徒刑", monthsIn(sentence), monthsIn(period));
    if (reason) yield { start, end: start + period.length, suggestion: null, reason };
  }
}

function* partsOf(sentence: string, offset: number): Generator<RuleHit> {
  const together = TOGETHER.exec(sentence);
  const most = monthsIn(together?.[2] ?? "");
  if (!together || most === 0) return;
  for (const found of sentence.slice(0, together.index).matchAll(PART)) {
    if (monthsIn(found[1] ?? "") <= most) continue;
    yield {
      start: offset + found.index,
      end: offset + found.index + found[0].length,
      suggestion: null,
      reason: {
        zh: `后文所写的总和刑期是 ${most} 个月，其中一刑不会更长（刑法第六十九条）`,
        en: `all together is told as ${most} months: no part is longer (Criminal Law 69)`,
      },
    };
  }
}
