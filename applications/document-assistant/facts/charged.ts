import { accusedOf } from "./accused.ts";
import { factsOf } from "./facts.ts";
import { isSurnamed } from "./name-at.ts";
import type { NamedPlace } from "./names.ts";
import { readOnce } from "./read-once.ts";
import { ACCUSED, SETTLED } from "./roles.ts";
import { lineAround } from "./sentences.ts";
import { SURNAMES, WORDLIKE_SURNAMES } from "./surnames.ts";

/** 阙某, 干某成, 王某某: what stands before it is a mark, a word for people, or a word that leads to whoever is meant. */
const MASKED =
  /(?:(?<![\p{Script=Han}0-9])|(?<=[人员商者的对将系及均但和、]|认为|其中|判处))(\p{Script=Han}{1,2}某)(某|[甲乙丙丁戊己庚辛])?(?![县区市省镇乡村街路公司店厂院校站局行所部级年月日法检网酒超商银医宾餐茶小大工集])/gu;
/** 出纳屈某: a surname that is no word behind whatever somebody is called by. */
const SURNAMED = /(?<=\p{Script=Han}{2})(\p{Script=Han})某(?:某|[甲乙丙丁])?(?=[，；：（、]|$)/gu;
/** 办理刘某某非法采矿案 */
const OF_CASE = /(\p{Script=Han}某)(某|[甲乙丙丁])?(?=[\p{Script=Han}、]{2,16}案(?:件|中|[，。；：]|$))/gu;
/** 站长井某涉嫌, whatever he is called by. */
const BEFORE_CRIME = /(\p{Script=Han}某)(某|[甲乙丙丁])?(?=(?:的行为)?(?:均|已)?(?:涉嫌|犯(?!罪)|构成))/gu;
/** 被告人容启贤等四人, with a surname that no list has. */
const CALLED_SO = /(?:被告人|犯罪嫌疑人|上诉人|被不起诉人)([\p{Script=Han}]{2,3})(?=等|[，、（]|系|在|于|以|犯|因)/gu;
const NO_NAME = /[刑罪案项期金名判处法款年月元的被告人均等在以其]/;
/** What is told of a crime. */
const OF_CRIME = /罪|徒刑|拘役|管制|一案|案(?:[。，；：”]|$)/;
/** Words for people by which whoever is charged may be called too. */
const MAY_BE_CHARGED =
  /^(?:行为人|违法行为人|作案人|经营者|实际经营者|实际控制人|参与人|组织者|当事人|同案[犯人].*|嫌疑人|老板|经理|会计|出纳|负责人)$/;
/** 薄玉成：有期徒刑三年; a row of a table. */
const LABELLED =
  /(?:^|\n)\s*(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．\t　]\s*)?(?:(?:被告人|犯罪嫌疑人|上诉人)\s*)?(\p{Script=Han}{2,4})(?:[：:\t　]|——)[^\n]*?(?:罪|徒刑|拘役|管制)/gu;

/** 判处牧某, 对寇某提起公诉; 古某犯, 岳某构成: of whoever else it is said what he is. */
const JUDGED_BEFORE = /(?:判处|对|追究)$/;
const JUDGED_BEHIND = /^(?:的行为)?(?:均|已|也|亦|又|还)?(?:犯(?!罪嫌疑人的)|构成|涉嫌|因涉嫌|被判处)/;

/** The name of a masked mention with what is left of it: 干某成 where it stands so wherever it stands. */
function unmasked(text: string, short: string): string {
  let next: string | null = null;
  let times = 0;
  for (let at = text.indexOf(short); at >= 0; at = text.indexOf(short, at + 1)) {
    const behind = text.charAt(at + short.length);
    if (!/\p{Script=Han}/u.test(behind) || (next !== null && next !== behind)) return short;
    next = behind;
    times += 1;
  }
  return next !== null && times > 1 ? short + next : short;
}

/** Names that are told as of whoever is charged, by no word for people: masked ones that begin a part of a sentence on a crime, and those that label a sentence or a charge. */
function chargedIn(text: string, names: readonly NamedPlace[]): ReadonlySet<string> {
  const others = new Set(names.flatMap(({ name, role }) => (role === null || role === ACCUSED || MAY_BE_CHARGED.test(role) ? [] : [name])));
  const spared = new Set(names.flatMap(({ name, role }) => (role !== null && role !== ACCUSED && SETTLED.has(role) ? [name] : [])));
  const charged = new Set(accusedOf(names));
  if (text.includes("某"))
    for (const sentence of text.split(/[。\n]/)) {
      if (!OF_CRIME.test(sentence)) continue;
      for (const { index: at, 1: told = "", 2: more = "" } of sentence.matchAll(MASKED)) {
        // 人员廖某: two characters are a surname where a list has them.
        const isLed = told.length > 2 && !SURNAMES.has(told.slice(0, 2)) && SURNAMES.has(told.charAt(1));
        const [index, short] = isLed ? [at + 1, told.slice(1)] : [at, told];
        const name = more === "" ? unmasked(text, short) : short + more;
        const isJudged = JUDGED_BEFORE.test(sentence.slice(0, index)) || JUDGED_BEHIND.test(sentence.slice(index + name.length));
        if (isJudged || (!others.has(name) && !others.has(short))) charged.add(name);
      }
    }
  for (const { index, 0: name, 1: surname = "" } of text.matchAll(SURNAMED))
    if (
      SURNAMES.has(surname) &&
      !WORDLIKE_SURNAMES.has(surname) &&
      !spared.has(name) &&
      OF_CRIME.test(text.slice(index, lineAround(text, index)[1]))
    )
      charged.add(name);
  for (const [, short = "", more = ""] of [...text.matchAll(BEFORE_CRIME), ...text.matchAll(OF_CASE)])
    if (!NO_NAME.test(short) && ![...charged].some((each) => each.endsWith(short)))
      charged.add(more === "" ? unmasked(text, short) : short + more);
  const isToldAgain = (name: string): boolean => !NO_NAME.test(name) && text.split(name, 3).length > 2;
  for (const [, name = ""] of text.matchAll(LABELLED)) if ((isSurnamed(name) || isToldAgain(name)) && !others.has(name)) charged.add(name);
  for (const [, name = ""] of text.matchAll(CALLED_SO))
    if (isToldAgain(name) && ![...charged].some((each) => each.startsWith(name) || name.startsWith(each))) charged.add(name);
  return charged;
}

/** Whoever a document charges: whom it calls so, and who stands alone beside a crime. */
export const chargedOf = readOnce((document): ReadonlySet<string> => chargedIn(document.text, factsOf(document).names));
