import type { CheckedDocument } from "../document.ts";
import { isWrittenFor } from "../facts/alike.ts";
import { areToldApart } from "../facts/alike-on-purpose.ts";
import { clauseBefore } from "../facts/sentences.ts";
import type { RuleHit } from "../rule.ts";

/** A firm by what stands before the word for its kind, which begins somewhere in it. */
interface Firm {
  readonly before: string;
  /** 有限责任公司 beside 有限公司 is another form of the same. */
  readonly kind: string;
  readonly end: number;
  /** Its number, where it is told behind the name. */
  readonly code: string | null;
}

const KIND =
  /有限责任公司|股份有限公司|有限公司|分公司|合作社|经营部|服务部|门市部|批发部|商行|酒店|酒楼|饭店|宾馆|超市|学校|幼儿园|医院|诊所|厂|养殖场|事务所|网吧/g;
const LONGEST = 20;
/** In a text as long as a book no two firms are compared. */
const MOST_FIRMS = 150;
/** Characters of a name that have to be alike on both sides of a slip together, before it, and where a word of the trade is another. */
const ALIKE = 4;
const ALIKE_BEFORE = 2;
/** Where the forms differ the rest has to be the same as far as this. */
const ALIKE_FORMS = 5;
/** What tells one firm from another, of a chain or of one owner. */
const TELLS_APART = /[一二三四五六七八九十0-9甲乙丙丁东南西北上下新老大小总分省市县区镇乡村制级类性]/;
const OF_GROUP = /集团|控股|投资|股份|公司|分/;
/** Words that hold a sentence together, and no name. */
const PARTICLE = /[的有到对在为被了系向与和及将]/;
/** A place with which a name begins. */
const BEGINS_NAME = /^\p{Script=Han}{2,3}[市县省]/u;
/** What may stand before a name. */
const LEAD = /^(?:[对向由与]|原?系|退还|责令|(?:被告|被害)?单位)/;
/** So long a stretch is one name wherever it stands. */
const LONG = 7;

function firmsIn(text: string): Firm[] {
  const firms: Firm[] = [];
  for (const { index, 0: kind } of text.matchAll(KIND)) {
    const before = /[\p{Script=Han}（）]*$/u.exec(text.slice(Math.max(0, index - LONGEST), index))?.[0] ?? "";
    const end = index + kind.length;
    const code = /^[（(，,]?(?:统一)?(?:社会)?信用代码[：:为]?([0-9A-Z]{18})/.exec(text.slice(end, end + 32))?.[1] ?? null;
    if (before.length >= ALIKE) firms.push({ before, kind, end, code });
    if (firms.length > MOST_FIRMS) return [];
  }
  return firms;
}

const alikeFrom = (one: string, other: string, [skipOne, skipOther]: readonly [number, number]): number => {
  let length = 0;
  while (
    length + skipOne < one.length &&
    length + skipOther < other.length &&
    one.charAt(one.length - 1 - skipOne - length) === other.charAt(other.length - 1 - skipOther - length)
  )
    length += 1;
  return length;
};

/** Where two names that are one but for a slip begin, each in what stands before its kind. */
type Beginnings = readonly [one: number, other: number];

const FORMS: ReadonlySet<string> = new Set(["有限公司", "有限责任公司"]);

/** Null: they are two firms. */
function oneButForSlip(one: Firm, other: Firm): Beginnings | null {
  const [left, right] = [one.before, other.before];
  const behind = alikeFrom(left, right, [0, 0]);
  if (one.kind !== other.kind) {
    const areForms = FORMS.has(one.kind) && FORMS.has(other.kind) && behind >= ALIKE_FORMS;
    return areForms ? [left.length - behind, right.length - behind] : null;
  }
  for (const [skipOne, skipOther] of EDITS) {
    const [a, b] = [taken(left, behind, skipOne), taken(right, behind, skipOther)];
    if (a.length < skipOne || b.length < skipOther) continue;
    const before = alikeFrom(left, right, [behind + skipOne, behind + skipOther]);
    if (before < ALIKE_BEFORE || !isSlip({ a, b, before, behind, rest: left.slice(left.length - behind) })) continue;
    return [left.length - behind - skipOne - before, right.length - behind - skipOther - before];
  }
  if (PLACE_AT_END.test(taken(left, behind, 2)) && PLACE_AT_END.test(taken(right, behind, 2))) return null;
  return behind >= LONG ? [left.length - behind, right.length - behind] : null;
}

const taken = (text: string, behind: number, count: number): string =>
  text.slice(Math.max(0, text.length - behind - count), text.length - behind);

/** Characters of either name that stand for each other: one for one, two moved or of a trade, one or two that are missing. */
const EDITS: readonly Beginnings[] = [
  [1, 1],
  [2, 2],
  [0, 1],
  [1, 0],
  [0, 2],
  [2, 0],
];

interface Edit {
  readonly a: string;
  readonly b: string;
  readonly before: number;
  readonly behind: number;
  /** What stands between the slip and the kind. */
  readonly rest: string;
}

function isSlip({ a, b, before, behind, rest }: Edit): boolean {
  const isAlike = before + behind >= ALIKE;
  if (PARTICLE.test(a + b) || BEGINS_NAME.test(rest)) return false;
  if (a.length === 1 && b.length === 1) return isAlike && isWrittenFor(a, b);
  if (a.length === 2 && b.length === 2) {
    const isMoved = a.charAt(0) === b.charAt(1) && a.charAt(1) === b.charAt(0);
    // 餐饮 and 饮食: trades that mean the same.
    return isMoved || (behind === 0 && before >= ALIKE && Array.from(a).some((character) => b.includes(character)));
  }
  const more = a + b;
  if (TELLS_APART.test(more) || OF_GROUP.test(more + rest)) return false;
  // 信息咨询 and 咨询: without the word that tells of which trade.
  return more.length === 1 ? isAlike : behind === 2 && before >= ALIKE;
}

/** A firm that is like another in all but one character which is no slip of the pen, or but for the place with which both begin: of one that is named but once, while the other stands again
 *  and again, it is believed. Null: they are two firms. */
function oneButForWord(one: Firm, other: Firm): Beginnings | null {
  const [left, right] = [one.before, other.before];
  if (one.kind !== other.kind || !FORMS.has(one.kind) || (one.code !== null && other.code !== null)) return null;
  const behind = alikeFrom(left, right, [0, 0]);
  const [placeOne, placeOther] = [PLACE_AT_END.exec(taken(left, behind, 2)), PLACE_AT_END.exec(taken(right, behind, 2))];
  if (behind >= ALIKE && placeOne && placeOther) return [left.length - behind - 2, right.length - behind - 2];
  const [a, b] = [taken(left, behind, 1), taken(right, behind, 1)];
  const before = alikeFrom(left, right, [behind + 1, behind + 1]);
  if (a === "" || b === "" || behind < ALIKE_BEHIND || PARTICLE.test(a + b) || (TELLS_APART.test(a) && TELLS_APART.test(b))) return null;
  const [startOne, startOther] = [left.length - behind - 1 - before, right.length - behind - 1 - before];
  // The place and a character of the name itself.
  const place = left.slice(startOne).search(PLACES);
  return place >= 0 && before - place > 2 ? [startOne + place, startOther + place] : null;
}

const ALIKE_BEHIND = 2;
const PLACES =
  /湖南|岳阳|临湘|汨罗|平江|湘阴|华容|君山|云溪|长沙|株洲|湘潭|衡阳|邵阳|常德|益阳|郴州|永州|怀化|娄底|湖北|武汉|广东|广州|深圳|北京|上海|江西|浙江|杭州|江苏|四川|成都|重庆/;
const PLACE_AT_END = new RegExp(`(?:${PLACES.source})$`);

/** Told of by its number or its short name, as every firm is once. */
const INTRODUCED = /^(?:（|，(?:系|住所|法定代表人|统一社会))/;

/** Told of by what it is to another. */
const RELATED = /^[（，](?:系|为|与|另|该|其)/;

const placeOf = ({ before, kind, end }: Firm): { start: number; end: number } => ({ start: end - kind.length - before.length, end });

/** Two that are named beside each other. */
function areTwo(text: string, one: Firm, other: Firm): boolean {
  const between = text.slice(Math.min(one.end, other.end), Math.max(one.end, other.end));
  return between.length < 2 * LONGEST && /^(?:（[^（）]*）)?(?:、|和|与|及|以及|向|对|同)/.test(between);
}

const clauseAround = (text: string, at: number): string =>
  (clauseBefore(text, at, 3 * LONGEST)
    .split(/[\u3000\t]/)
    .at(-1) ?? "") + (/^[^，。；：\n\u3000\t]*/.exec(text.slice(at, at + 3 * LONGEST))?.[0] ?? "");

/** A firm whose name is written in another way than elsewhere: of two ways the rarer, or the later. */
export function* firmNames({ text }: CheckedDocument): Generator<RuleHit> {
  const firms = firmsIn(text);
  // Where a name begins is told by the mention that has the least in common with another.
  const begins = new Map<Firm, number>();
  const pairs: (readonly [Firm, Firm, boolean])[] = [];
  for (const [at, firm] of firms.entries())
    for (const other of firms.slice(0, at)) {
      const slip = oneButForSlip(firm, other);
      const beginnings = slip ?? oneButForWord(firm, other);
      if (beginnings === null || areTwo(text, firm, other) || areToldApart(text, placeOf(firm), placeOf(other))) continue;
      begins.set(firm, Math.max(begins.get(firm) ?? 0, beginnings[0]));
      begins.set(other, Math.max(begins.get(other) ?? 0, beginnings[1]));
      pairs.push([firm, other, slip !== null]);
    }
  const nameOf = (firm: Firm): string => firm.before.slice(begins.get(firm)).replace(LEAD, "") + firm.kind;
  const timesOf = (firm: Firm): number => text.split(nameOf(firm)).length - 1;
  const codesOf = (firm: Firm): ReadonlySet<string | null> =>
    new Set(firms.flatMap((each) => (each.code !== null && (each.before + each.kind).endsWith(nameOf(firm)) ? [each.code] : [])));
  const isIntroduced = (firm: Firm): boolean =>
    firms.some((each) => (each.before + each.kind).endsWith(nameOf(firm)) && INTRODUCED.test(text.slice(each.end, each.end + 8)));
  const isBeside = (firm: Firm, other: Firm): boolean => clauseAround(text, firm.end).includes(nameOf(other));
  const told = new Set<number>();
  for (const [firm, other, isSure] of pairs) {
    if (nameOf(firm) === nameOf(other)) continue;
    const [wrong, right] = timesOf(firm) <= timesOf(other) ? [firm, other] : [other, firm];
    if (timesOf(wrong) > 1 || told.has(wrong.end)) continue;
    if (
      !isSure &&
      (timesOf(right) < 2 ||
        isBeside(wrong, right) ||
        RELATED.test(text.slice(wrong.end, wrong.end + 3)) ||
        (isIntroduced(wrong) && isIntroduced(right)))
    )
      continue;
    const [own, others] = [codesOf(wrong), codesOf(right)];
    if (own.size > 0 && others.size > 0 && own.isDisjointFrom(others)) continue;
    told.add(wrong.end);
    yield {
      start: wrong.end - nameOf(wrong).length,
      end: wrong.end,
      suggestion: nameOf(right),
      reason: {
        zh: `别处写作“${nameOf(right)}”（${timesOf(right)} 处），这里是“${nameOf(wrong)}”`,
        en: `elsewhere “${nameOf(right)}” (${timesOf(right)} times)`,
      },
    };
  }
}
