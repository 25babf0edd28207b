import type { CheckedDocument } from "../document.ts";
import { readOnce } from "./read-once.ts";
import { numberOf } from "./written-number.ts";

/** A number of whatever is counted, one too, in its measure word. */
export interface CountMention {
  readonly value: number;
  /** The figure alone. */
  readonly text: string;
  /** People are of one unit, whatever they are counted by. */
  readonly unit: string;
  readonly start: number;
  readonly end: number;
  /** Behind the measure word. */
  readonly unitEnd: number;
  /** Its sentence up to it, from the number before it of the same unit. */
  readonly lead: string;
  /** What follows the measure word, up to a mark. */
  readonly noun: string;
  /** One of several has so many: 每组四人, 各一份. */
  readonly isEach: boolean;
  /** About so many, or no number that can be added: 约, 余, 以上, 第. */
  readonly isLoose: boolean;
}

export interface CountSentence {
  readonly text: string;
  readonly start: number;
  readonly counts: readonly CountMention[];
}

/** Measure words; behind a bar what they are no measure words before. */
const UNITS =
  "人(?![民均体物])|名(?!单|称|义|下)|位(?!于|置)|起(?![诉草])|件(?!套)|项(?!目)|户(?!籍|口)|家(?!庭|属|长|里)|处(?![罚理分以置])|次(?!日|要)|笔(?!录)|份(?!额)|个(?!月|小时|工作日|人|体|别|百分点)|张|部(?![门分位])|台(?!阶)|辆|本(?!院|案|人|区|县|市)|套(?!路)|册|条(?!件|例|款|第|规)|枚|支(?!队|付)|把(?!握|他|其)|只(?!有|是|能)|头(?!部|发)|株|棵|箱|盒|包(?!括|含)|瓶|袋|块|幅|页|间(?!隔)|栋|幢|座(?!谈)|艘|票(?!据)|场(?!所|地)|批(?![准捕评复示])|类(?!型|别|似)|种(?!类|植)|组(?!织|成|长|员)|桶|根(?!据)|具(?!体|有|备)|篇|封(?!存)|宗|桩|趟|回(?![避复收家到来去])|口(?!供|径)|粒|颗";
const MENTION = new RegExp(
  `(?<figure>[0-9][0-9,]{0,6}|[一二两三四五六七八九十百零]{1,7})(?<more>[余多来])?(?:(?<unit>人次|个人(?=[，。；？、都均一全])|${UNITS}))(?<behind>以上|以下|以内|左右|之一|多|余|次)?`,
  "gu",
);
const LOOSE_BEFORE = /(?:第|约|近|超过|至少|至多|不足|不少于|不超过|[0-9一二三四五六七八九十]?至|[0-9.．/-]|(?<![楼以])上|(?<!主)任|某)$/;
const EACH = /(?:每|各|均|分别)[^，。；、0-9]{0,8}$/;
const MOST_CHARACTERS = 100_000;

export const unitOf = (unit: string): string => (/^(?:[人名位口]|个人)$/.test(unit) ? "人" : unit);

function countsIn(text: string, offset: number): CountMention[] {
  const last = new Map<string, number>();
  return [...text.matchAll(MENTION)].map((found) => {
    const { figure = "", more, unit: written = "", behind } = found.groups ?? {};
    const unit = unitOf(written);
    const before = text.slice(0, found.index);
    const unitEnd = found.index + found[0].length;
    const value = numberOf(figure.replaceAll(",", ""));
    const lead = before.slice(last.get(unit) ?? 0);
    last.set(unit, unitEnd);
    return {
      value,
      text: figure,
      unit,
      start: offset + found.index,
      end: offset + found.index + figure.length,
      unitEnd: offset + unitEnd,
      lead,
      noun: /^[^，。；、：（）\s]{0,8}/u.exec(text.slice(unitEnd, unitEnd + 8))?.[0] ?? "",
      isEach: EACH.test(before.slice(-12)),
      isLoose: value === 0 || more !== undefined || behind !== undefined || LOOSE_BEFORE.test(before.slice(-4)),
    };
  });
}

/** The sentences of each paragraph that is no row of a table, with the numbers that they tell. */
export const sentencesOfCounts = readOnce(({ paragraphs, text: whole }: CheckedDocument): readonly (readonly CountSentence[])[] => {
  if (whole.length > MOST_CHARACTERS) return [];
  return paragraphs.flatMap(({ text, start }) => {
    if (text.includes("\t")) return [];
    return [
      [...text.matchAll(/[^。！？]+[。！？]?/g)].map((found) => ({
        text: found[0],
        start: start + found.index,
        counts: countsIn(found[0], start + found.index),
      })),
    ];
  });
});

export const countMentions = readOnce((document: CheckedDocument): readonly CountMention[] =>
  sentencesOfCounts(document).flatMap((sentences) => sentences.flatMap(({ counts }) => counts)),
);
