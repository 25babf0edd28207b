import { isOfOffice, isSealedByOffice } from "../facts/kind.ts";
import { type DocumentRule, matches } from "../rule.ts";

const NAMES: Readonly<Record<string, string>> = {
  "\u00ad": "U+00AD",
  "\u061c": "U+061C",
  "\u200b": "U+200B",
  "\u200c": "U+200C",
  "\u200d": "U+200D",
  "\u200e": "U+200E",
  "\u200f": "U+200F",
  "\u2060": "U+2060",
  "\ufeff": "U+FEFF",
};

/** Controls, what is of no width, what turns the direction, fillers and marks of other scripts. */
const INVISIBLE_SIGNS =
  "\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb";
export const INVISIBLE = new RegExp(`[${INVISIBLE_SIGNS}]`);
const ALL_INVISIBLE = new RegExp(`[${INVISIBLE_SIGNS}]+`, "g");

/** Characters that nobody sees: zero width, and those that turn the direction of the text, by which what is shown can differ from what is there. */
const invisible: DocumentRule = {
  id: "invisible-character",
  title: { zh: "不可见字符", en: "Invisible character" },
  severity: "error",
  source: null,
  find: (document) =>
    matches(document, ALL_INVISIBLE, ([found]) => {
      const codes = [...new Set(found)].map((each) => NAMES[each] ?? `U+${each.charCodeAt(0).toString(16).toUpperCase()}`).join(" ");
      return {
        suggestion: "",
        reason: {
          zh: `看不见的字符（${codes}），会影响检索、比对和显示顺序`,
          en: `invisible (${codes}): it misleads search, comparison and the order shown`,
        },
      };
    }),
};

/** Two characters twice that are right so. */
const RIGHTLY_TWICE = /^(?:一.一.|各.各.|.一.一|某某某某|多多多多|讨论讨论|研究研究|商量商量|考虑考虑|了解了解|看看看看)$/u;

/** Words of one character that are no more than that, where what stands around them makes no other word of either. */
const SINGLE =
  /(?<!目|标|(?<![所享拥具固原占持])有)的的(?!确)|(?<![存现所实正潜自内健外旨])在在(?![建押逃校册职岗线场编野此途读役案学])|(?<![棉])被被(?![告害申执上监不子单动继保审诉征拆拐盗罩褥扣罚指])|(?<![即必麻主大上女])将将(?![军来领要近至士])|(?<!于|但|还|就|不|也|只|要|总|却|可|都|凡|若|老|更|便|正|确|自)是是(?![否非])|(?<![针面反相绝一应比核])对对(?![方照手象联比等抗策外立口接付])|(?<![总饱调缓温共柔附])和和(?![解气好谐平睦美约局声])|(?<![由关对等属位至终处基过])于于(?=[0-9一二])|(?<![服盲自随听顺])从从(?![犯业轻重宽严属事动众前中此])|(?<![方倾面走一动去意流转志导])向向|(?<![合兼吞归])并并(?![列案罚行联购入])|(?<!原|起|成|(?<!因)病|死|动|诱|基)因因(?![素果特此])|因因(?=$|[，。；：、）])|(?<![参给赠])与与(?![会否])|(?<![因然从进反时])而而(?![且今是])|(?<![甚以乃直])至至(?![今少于死])|(?<![相对响供反适效])应应(?![当该对急有诉用邀聘约征])|(?<![必急供所无])需需(?![求要])|已已|均均(?![等可匀衡])|(?<![自理缘事])由由|(?<![否原规法准细总守罚])则则|(?<![应不本])该该|(?<![尤及极与何])其其(?![他余中实它])|(?<![已曾业])经经(?![济办营理手过纪常])|(?<![可予所足用加难借])以以(?![及前后上下内外来往便免致])|(?<![以涉波普危殃])及及(?![时其格早至])|(?<![不明])了了(?![解结之断却事])/g;
/** A day, the name of a law or a clause told twice in a row. */
const WHOLE_TWICE =
  /((?:[12][0-9]{3}年)?[0-9]{1,2}月[0-9]{1,2}日)\1|(《[^》《\n]{2,40}》)\2|(?<=[，。；：、]|^)([\p{Script=Han}0-9]{3,16}[，；])\3|(?<=[，。；：、]|^)([\p{Script=Han}]{3,16})，\4(?=[，。；])/gmu;

const IN_NUMBER = /^[\p{Script=Han}]{0,8}[〔［[(（【〈][0-9]{2,4}[〕］\])）】〉][\p{Script=Han}A-Z]{0,6}[0-9]/u;

const doubled: DocumentRule = {
  id: "word-doubled",
  title: { zh: "词语重复", en: "Word doubled" },
  severity: "warning",
  source: null,
  *find(document) {
    const twice = (found: RegExpExecArray) => {
      const word = found[0].slice(0, Math.floor(found[0].length / 2));
      return { suggestion: word, reason: { zh: `“${word}”写了两遍`, en: `“${word}” stands twice` } };
    };
    yield* matches(document, WHOLE_TWICE, twice);
    if (isOfOffice(document) || isSealedByOffice(document)) yield* matches(document, SINGLE, twice);
    yield* matches(document, /((?!(\p{Script=Han})\2)\p{Script=Han}{2,8})\1/gu, (found, text) => {
      const [whole, word = ""] = found;
      if (RIGHTLY_TWICE.test(whole) || /[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾]/.test(word)) return null;
      // 岳检刑检刑不诉〔2024〕1号: letters of the office, of its department and of the kind stand side by side.
      if (IN_NUMBER.test(text.slice(found.index + whole.length))) return null;
      // What somebody is called, or called another: “开心开心”.
      if (text.charAt(found.index - 1) === "“" && text.charAt(found.index + whole.length) === "”") return null;
      return twice(found);
    });
  },
};

export const CHARACTER_RULES: readonly DocumentRule[] = [invisible, doubled];
