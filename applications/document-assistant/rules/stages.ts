import type { CheckedDocument } from "../document.ts";
import { caseStageOf, isBeforeCourt } from "../facts/case-stage.ts";
import { factsOf } from "../facts/facts.ts";
import { headLines, kindOf, type RecognisedKind } from "../facts/kind.ts";
import { NO_NAMES } from "../facts/name-at.ts";
import { afterOf, beforeOf, isQuoted } from "../facts/sentences.ts";
import { type DocumentRule, matches, type RuleHit } from "../rule.ts";

interface Stage {
  readonly wrong: RegExp;
  readonly right: string;
}

/** What a person is called at the stage of the case that the document belongs to. */
const BY_KIND: Readonly<Partial<Record<RecognisedKind, Stage>>> = {
  "review-report": { wrong: /被告人/g, right: "犯罪嫌疑人" },
  "arrest-review-opinion": { wrong: /被告人/g, right: "犯罪嫌疑人" },
  indictment: { wrong: /犯罪嫌疑人/g, right: "被告人" },
  "sentencing-proposal": { wrong: /犯罪嫌疑人/g, right: "被告人" },
  "non-prosecution-decision": { wrong: /(?<!不起诉)被告人|犯罪嫌疑人/g, right: "被不起诉人" },
};

/** Documents whose title alone says at what stage they are written. */
const BEFORE_INDICTMENT =
  /(?:具结书|补充侦查(?:提纲|决定书|意见书|事项)|批准逮捕决定书|不(?:予)?批准逮捕(?:决定书|理由说明书)|继续侦查(?:提纲|取证意见)|讯问提纲|羁押必要性审查(?:建议书|意见书|报告)|提请批准延长侦查羁押期限报告书)$/;
const SINCE_INDICTMENT =
  /(?:抗诉书|公诉意见书|出庭意见书|支持刑事抗诉意见书|举证提纲|答辩提纲|变更起诉决定书|追加起诉决定书|补充起诉决定书|撤回起诉决定书)$/;

/** Somebody of this case who is named: the law, other cases and people who are not caught speak of others. */
const OTHERS = /(?:同案|另案|其他|等|附带民事诉讼|原审|[、和或])$/;

const isOfConditions = (document: CheckedDocument): boolean =>
  headLines(document).some((line) => line.endsWith("附条件不起诉决定书")) &&
  document.text.split("犯罪嫌疑人").length > document.text.split(/被(?:附条件)?不起诉人/).length;

/** 刑事判决审查报告: of what a court decided. */
const OF_COURT = /(?:判决|裁定|抗诉|申诉|再审|减刑|假释|执行)[^，。]{0,8}审查报告$/;

function stageOf(document: CheckedDocument): (Stage & { readonly isNamed: boolean }) | null {
  const kind = kindOf(document);
  // Whoever is spared on conditions is called either.
  if (kind === "non-prosecution-decision" && isOfConditions(document))
    return { wrong: /(?<!不起诉)被告人/g, right: "犯罪嫌疑人", isNamed: false };
  const byKind = kind && !headLines(document).some((line) => OF_COURT.test(line)) && BY_KIND[kind];
  if (byKind) return { ...byKind, isNamed: false };
  for (const line of headLines(document)) {
    const title = line.replace(/（[^（）]{1,16}）$/, "");
    if (title.length > 40) continue;
    // Custody is reviewed before the court too.
    if (/羁押/.test(title) && /提起公诉|起诉书|开庭|审判阶段/.test(document.text)) return null;
    if (BEFORE_INDICTMENT.test(title)) return { wrong: /被告人/g, right: "犯罪嫌疑人", isNamed: true };
    if (SINCE_INDICTMENT.test(title)) return { wrong: /犯罪嫌疑人/g, right: "被告人", isNamed: true };
  }
  return null;
}

const RIGHTS_NOTICE = /告知书$/;
const MOVED = /移送(?:本院|我院)?(?:审查)?起诉/;
const ACCUSED_WORD = /(?<!不起诉|原审|附带民事诉讼)被告人/g;

/** By what the document tells: no court has the case, or somebody is called 犯罪嫌疑人 or 被不起诉人 in it again and again, or is questioned or told his rights at the review; or a court has it. */
function stageByUse(document: CheckedDocument): (Stage & { readonly isNamed: boolean; readonly by: "text" | "sentence" }) | null {
  const { text } = document;
  const { isOpen, wasOpen, isInCourt } = caseStageOf(text);
  if (isInCourt)
    return { wrong: /犯罪嫌疑人/g, right: "被告人", isNamed: true, by: wasOpen && !isCalledSo(document) ? "sentence" : "text" };
  const spared = text.split("被不起诉人").length - 1;
  if (spared > 2 && spared >= text.split(/(?<!不起诉)被告人/).length)
    return { wrong: ACCUSED_WORD, right: "被不起诉人", isNamed: true, by: "text" };
  const suspects = text.split(/(?<!被告人、)犯罪嫌疑人/).length - 1;
  const accused = text.split(/(?<!犯罪嫌疑人、)被告人/).length - 1;
  const isAtReview =
    isOpen ||
    suspects >= Math.max(MOVED.test(text) ? 1 : 2, accused) ||
    kindOf(document) === "interrogation-record" ||
    (wasOpen && headLines(document).some((line) => RIGHTS_NOTICE.test(line)));
  return isAtReview ? { wrong: ACCUSED_WORD, right: "犯罪嫌疑人", isNamed: true, by: "text" } : null;
}

/** What was done before somebody was charged. */
const BEFORE_CHARGE = /移送|侦查|公安|立案|拘留|逮捕|抓获|讯问|受理|告知|审查|到案|归案|取保/;

/** Somebody who is called 被告人 is called 犯罪嫌疑人 once. */
function isCalledSo(document: CheckedDocument): boolean {
  const { text } = document;
  const at = text.indexOf("犯罪嫌疑人");
  if (at < 0 || text.includes("犯罪嫌疑人", at + 1)) return false;
  const own = factsOf(document).names.find(({ word, start }) => word === "犯罪嫌疑人" && start >= at);
  return own !== undefined && text.includes(`被告人${own.name}`);
}

/** What a sentence says of everybody, not of him whom the document is about. */
const OF_EVERYBODY = /《[^》]*法》|第[零〇一二三四五六七八九十百0-9]+条|规定|应当|有权|可以|情节|从[轻宽重]|认罪认罚的/;
/** The notice of rights that he was given is called after him. */
const NOTICE_OF = /^(?:认罪认罚|诉讼)?权利(?:义务)?告知书》/;

function* roles(document: CheckedDocument): Generator<RuleHit> {
  const stage = stageOf(document) ?? stageByUse(document);
  if (!stage) return;
  const { wrong, right, isNamed } = stage;
  const by = "by" in stage ? stage.by : "title";
  const { known, perhaps, names } = factsOf(document);
  const people: ReadonlySet<string> = new Set([...known, ...perhaps, ...names.map(({ name }) => name)]);
  yield* matches(document, wrong, (found, text) => {
    const [before, behind] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
    // Within a quotation the words are others'.
    const isTitle = isQuoted(text, found.index, "《");
    if (isQuoted(text, found.index, "“") || (isTitle && !(before.endsWith("《") && NOTICE_OF.test(behind)))) return null;
    const sentence = beforeOf(text, found.index) + afterOf(text, found.index);
    const isToCourt = right === "被告人";
    const isHeard = isBeforeCourt(sentence.replaceAll(/“[^“”]*”/g, ""));
    if (by === "sentence" && !isHeard) return null;
    // Whoever a court has is somebody else than he whom the document is about.
    if (right === "犯罪嫌疑人" && isHeard && isAnotherThanSuspect(document.text, behind)) return null;
    if (isNamed) {
      if (
        OTHERS.test(isToCourt ? before.replace(/原审(?:其他|同案)?$/, "") : before) &&
        !/^\s*[一二三四五六七八九十0-9]{1,3}[、.．]$/.test(before)
      )
        return null;
      if (
        isToCourt &&
        by !== "title" &&
        ((BEFORE_CHARGE.test(sentence) && !isBeforeCourt(/^[^，。；\n]*/.exec(behind)?.[0] ?? "")) ||
          isAnotherThanAccused(document.text, behind))
      )
        return null;
      const isMeant = isTitle || isOwn(behind, people) || OF_SOME.test(before) || isNamedAgain(document.text, behind);
      if (!isMeant && (isToCourt || OF_EVERYBODY.test(sentence))) return null;
    }
    return { suggestion: right, reason: { zh: `这类文书中称“${right}”`, en: `documents of this kind say “${right}”` } };
  });
}

/** A name that no list of surnames begins: several characters that stand elsewhere too. */
const isNamedAgain = (text: string, behind: string): boolean =>
  /^\p{Script=Han}{3}/u.test(behind) && !NO_NAMES.has(behind.slice(0, 2)) && text.split(behind.slice(0, 3), 3).length > 2;

/** While others are called 被告人, he is not. */
const isAnotherThanAccused = (text: string, behind: string): boolean =>
  text.includes("被告人") && !text.includes(`被告人${behind.slice(0, 2)}`);

const isAnotherThanSuspect = (text: string, behind: string): boolean =>
  /犯罪嫌疑人|被不起诉人/.test(text) && !["犯罪嫌疑人", "被不起诉人"].some((word) => text.includes(word + behind.slice(0, 2)));

/** 该被告人, 二名被告人 */
const OF_SOME = /(?:该|作为(?:本案)?(?:的)?|原审(?:其他|各|同案)?|上述|涉案|[0-9一二两三四五六七八九十]名|[二两三四五六七])$/;

/** Whether the word stands for whoever the document is about: before a name, in a heading or where one signs. */
const isOwn = (behind: string, people: ReadonlySet<string>): boolean =>
  /^(?:[（(]?(?:签名|签字|捺印)|(?:的?(?:基本|身份)?(?:情况|信息))|[：:]|的(?:上述)?(?:行为|供述|近亲属|家属|亲属|父亲|母亲|妻子|丈夫|到案))/.test(
    behind,
  ) || [...people].some((name) => behind.startsWith(name));

export const STAGE_RULES: readonly DocumentRule[] = [
  {
    id: "role-before-indictment",
    title: { zh: "诉讼阶段的称谓", en: "Name of the role at this stage" },
    severity: "warning",
    source: null,
    find: roles,
  },
];
