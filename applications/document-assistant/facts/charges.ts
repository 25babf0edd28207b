import { CHARGES, LONGEST_CHARGE, type NamedCharge } from "./charge-names.ts";
import { afterOf, beforeOf, isQuoted } from "./sentences.ts";

/** What is said of a charge: `held` by whoever investigates, prosecutes or judges; `denied`: not made out; `argued` by one side, or as one view of several. */
export type ChargeStance = "held" | "denied" | "argued";

export interface ChargePlace {
  /** By its full name, with 罪, however it is written. */
  readonly charge: string;
  /** The whole of a selective charge; the charge itself where it is none, or not known. */
  readonly family: string;
  /** Of the Criminal Law (`NamedCharge`); empty: no known charge. */
  readonly articles: readonly string[];
  readonly stance: ChargeStance;
  readonly start: number;
  readonly end: number;
}

interface Place {
  readonly named: NamedCharge | null;
  readonly written: string;
  readonly start: number;
  readonly end: number;
  /** A word that leads to a charge stands before it. */
  readonly isLed: boolean;
}

/** 罪行, 罪犯, 罪名, 罪责: no end of a charge. */
const NO_END = /^(?:[行犯责过错]|名(?!义))/;
const LEADS = /(?:涉嫌(?:的|犯有?|实施)?|以|构成|(?<!罪)犯有?|认定为?|判处|案由[】：:\s　]*|罪名(?:仍|均|应)?[】为是：:\s　]*)$/;
/** A charge that no list has, behind a word that leads to one. */
const UNKNOWN = /(?:涉嫌(?:犯)?|构成|(?<!罪)犯|案由[】：:]\s*)([\p{Script=Han}、（）]{2,40}?)$/u;
const BEFORE_UNKNOWN = /^.*(?:涉嫌|构成|以|(?<!罪)犯)(?:有|了|的|其|共同|单位|罪)?|^(?:有|了|的|其|共同|单位)/u;
const NO_CHARGE =
  /认$|什么$|哪[些种个]?$|犯$|此$|彼$|数$|何$|该$|本$|无$|有$|重$|轻$|前$|一$|各$|两$|同种$|条|款|规定|上述|前述|任一|刑罚|徒刑|之$/;

const bare = (name: string): string => name.replaceAll(/[()]/g, (mark) => (mark === "(" ? "（" : "）"));

/** The longest charge, without 罪, that ends at a place. */
function endingAt(text: string, end: number): { readonly start: number; readonly named: NamedCharge } | null {
  const window = bare(text.slice(Math.max(0, end - LONGEST_CHARGE), end));
  const run = /[\p{Script=Han}、（）]*$/u.exec(window)?.[0] ?? "";
  for (let length = run.length; length > 1; length -= 1) {
    const named = CHARGES.get(run.slice(run.length - length));
    if (named) return { start: end - length, named };
  }
  return null;
}

/** The longest charge, without 罪, that begins at a place. */
function beginningAt(text: string, start: number): { readonly end: number; readonly named: NamedCharge } | null {
  const window = bare(text.slice(start, start + LONGEST_CHARGE));
  const run = /^[\p{Script=Han}、（）]*/u.exec(window)?.[0] ?? "";
  for (let length = run.length; length > 1; length -= 1) {
    const named = CHARGES.get(run.slice(0, length));
    if (named) return { end: start + length, named };
  }
  return null;
}

/** Charges that end in 罪, and those before them in one list that share it: 盗窃、诈骗罪. */
function* withEnding(text: string): Generator<Place> {
  for (let at = text.indexOf("罪"); at >= 0; at = text.indexOf("罪", at + 1)) {
    if (NO_END.test(text.slice(at + 1, at + 3)) || text.charAt(at - 1) === "犯") continue;
    const found = endingAt(text, at);
    if (!found) {
      const written = UNKNOWN.exec(
        text
          .slice(Math.max(0, at - 44), at)
          .split(/[罪。；\n]/)
          .at(-1) ?? "",
      )?.[1]?.replace(BEFORE_UNKNOWN, "");
      if (written !== undefined && written.length > 1 && !NO_CHARGE.test(written))
        yield { named: null, written: `${written}罪`, start: at - written.length, end: at + 1, isLed: true };
      continue;
    }
    const places: Place[] = [];
    let { start } = found;
    places.push({ named: found.named, written: text.slice(start, at + 1), start, end: at + 1, isLed: false });
    while (/[、和及与]/.test(text.charAt(start - 1))) {
      const other = endingAt(text, start - 1);
      if (!other) break;
      places.push({ named: other.named, written: text.slice(other.start, start - 1), start: other.start, end: start - 1, isLed: false });
      ({ start } = other);
    }
    const isLed = LEADS.test(text.slice(Math.max(0, start - 12), start)) || isListed(text, start);
    for (const place of places) yield { ...place, isLed };
  }
}

/** 涉嫌盗窃罪、诈骗罪: a charge stands before it in the list. */
const isListed = (text: string, start: number): boolean => /罪(?:、|和|及|以及|与|，)$/.test(text.slice(Math.max(0, start - 3), start));

const LEADS_ALONE = /涉嫌(?:的|犯有?|实施)?|(?:案由|罪名|案件性质)[】为是：:\s　]*/g;
/** 盗窃一案, 盗窃案: of somebody, not of a kind. */
const CASE = /(?<=(?:[该本此]|办理|审查)[^，。；]{3,20})案件?(?=中)|一案|案(?=[的，。；：、）\s　”]|$)/gmu;
/** What follows a charge that is written without 罪. */
const ENDS_ALONE = /^(?:犯罪|等|一案|案(?![件发值情卷])|[，、。；（()）\s　“”]|$|被|于|的|而|和|及|与|移送|提请|提起|向)/;

/** Charges without 罪: 涉嫌诈骗一案, 案由：盗窃, 被告人张三诈骗一案. */
function* withoutEnding(text: string): Generator<Place> {
  for (const { index, 0: lead } of text.matchAll(LEADS_ALONE)) {
    let at = index + lead.length;
    const places: Place[] = [];
    for (;;) {
      const found = beginningAt(text, at);
      if (!found || text.charAt(found.end) === "罪" || !ENDS_ALONE.test(text.slice(found.end, found.end + 3))) break;
      places.push({ named: found.named, written: text.slice(at, found.end), start: at, end: found.end, isLed: true });
      if (!/[、和及与]/.test(text.charAt(found.end))) break;
      at = found.end + 1;
    }
    yield* places;
  }
  for (const { index: at } of text.matchAll(CASE)) {
    for (let [end, found] = [at, endingAt(text, at)]; found; ) {
      const { start, named } = found;
      yield { named, written: text.slice(start, end), start, end, isLed: true };
      [end, found] = [start - 1, /[、和及与]/.test(text.charAt(start - 1)) ? endingAt(text, start - 1) : null];
    }
  }
}

/** What was before: an earlier conviction or punishment. */
const EARLIER = /曾(?:因|经|于|被|犯|多次|在|有)|前科|刑满|前罪|漏罪|劣迹|(?:犯罪|违法)记录|缓刑考验期|假释/;
const PUNISHED = /判处|判刑|获刑|被判|(?:行政|刑事|治安)(?:管理)?处罚|处罚过|免予|刑满|劳动教养|服刑/;
const NOW = /(?:现|今|本次|此次|又|再次?|另)因|因涉嫌|本案|现(?:以|羁押)/g;

function isEarlier(text: string, start: number, end: number): boolean {
  const before = beforeOf(text, start);
  const now = [...before.matchAll(NOW)].at(-1);
  const since = now ? before.slice(now.index + now[0].length) : before;
  const rest = afterOf(text, end).slice(0, 60);
  const next = rest.search(NOW);
  const after = next < 0 ? rest : rest.slice(0, next);
  if (EARLIER.test(since) && !/罪犯/.test(before)) return true;
  if (/^[^，]{0,12}(?:前科|刑满)/.test(after)) return true;
  const isBecause = /因(?:犯|涉嫌(?:犯)?)?(?:[\p{Script=Han}、（）]{2,30}[、和及与])?$/u.test(before);
  // 鉴于古某因故意伤害罪已被判处刑罚: of this case, where nothing tells a time of before.
  const isBefore = /[12][0-9]{3}年|年前|刑满|释放|此前|以前|处罚过|(?:行政|治安)(?:管理)?处罚/.test(
    `${/(?:[^，]{0,12}，)?[^，]*$/.exec(before)?.[0] ?? ""}${after}`,
  );
  return isBecause && isBefore && PUNISHED.test(after) && !/罪犯/.test(before);
}

/** Of others: what the case came from, and what somebody told of them. */
const OF_OTHERS = /上游|本犯|检举|揭发|协助(?:公安机关)?抓获|上家|下家/;
const OTHERS = /另案|另行(?:处理|起诉)|已(?:被)?(?:判决|判刑|判处|起诉)|在逃/;

/** Somebody who is not judged here: told so in the brackets in which the charge stands, or outside of all brackets in its clause. */
function isOthers(text: string, start: number, end: number): boolean {
  const [before, after] = [beforeOf(text, start), afterOf(text, end)];
  if (OF_OTHERS.test(before.split("，").at(-1) ?? "")) return true;
  const open = before.lastIndexOf("（");
  if (open > before.lastIndexOf("）")) return OTHERS.test(before.slice(open)) || OTHERS.test(after.split("）", 1)[0] ?? "");
  const clause = `${
    before
      .replaceAll(/（[^（）]*）/g, "")
      .split("，")
      .at(-1) ?? ""
  }罪${after.replaceAll(/（[^（）]*）/g, "").split("，", 1)[0] ?? ""}`;
  return OTHERS.test(clause) || /^[^，]*，(?:已|均已|现已|将)?(?:被)?另案/.test(after);
}

/** The law, other cases and crimes in general. */
const GENERAL_BEFORE = /其他(?!关于|内容|部分|事项)|行为人|最高人民|按照|依照[^，]{0,20}关于$|关于(?:办理|审理|惩治)|(?:下列|上述)行为/;
const GENERAL_AFTER =
  /^(?:(?:的|等)?(?:规定|立案标准|追诉标准|司法解释|刑事案件)|(?:等|类)?案件(?:[^，。；]{0,8}[0-9]+|多发|的?(?:数量|特点|高发))|论处的?[。；])/;
/** Whoever does something: 构成犯罪的，以诈骗罪定罪处罚. */
const WHOEVER = /(?:构成犯罪的|(?<!证|目)的)，(?:[^，]{0,20}，)?(?:应当|分别|依法)?(?:以|认定为|按照|依照)$|(?:^|[。；\n])单位犯$/;

/** What a witness is told: 有意作伪证的，要承担伪证罪的刑事责任. */
const WARNED = /(?:伪证|虚假证言|诬告|隐匿罪证|如实(?:作证|提供))[^。；]{0,40}$/;
const OF_WARNING: ReadonlySet<string> = new Set(["伪证罪", "诬告陷害罪", "窝藏、包庇罪", "窝藏罪", "包庇罪", "妨害作证罪"]);

function isGeneral(text: string, { named, start, end, isLed }: Place): boolean {
  const [before, after] = [beforeOf(text, start), text.slice(end, end + 16)];
  if (OF_WARNING.has(named?.charge ?? "") && WARNED.test(before) && /责任|追究/.test(afterOf(text, end))) return true;
  if (WHOEVER.test(before) || /^[^。；]{0,14}或者其他罪/.test(after)) return true;
  return !isLed && (GENERAL_BEFORE.test(before) || GENERAL_AFTER.test(after));
}

const DENIES =
  /(?:不构成|未构成|构不成|不成立|不是|不属于|不属|并非|不应(?:当)?(?:被)?(?:认定|定|以|按)[为性]{0,2}|不以|不能(?:被)?(?:认定|以|按)为?|不认定为?|(?:没有|未|尚未)达到|不符合|无法认定为?|难以认定为?|并未构成|尚不构成|不宜(?:认定|以)为?)[^，。；]{0,12}$/;
const DENIED =
  /^(?:，(?:须|需|应|要求|必须)[^。；]{0,40}，)?[^，。；]{0,8}(?:(?:本案|其行为)?(?:并?不符合|不具备|不属于)|不能成立|不成立|难以成立|无法成立|(?:定性|认定|指控)[^，。；]{0,2}(?:不当|有误|错误|不准|不妥))/;
const ARGUES =
  /(?:辩护人|辩护律师|律师|被害人|控告人|申诉人|上诉人|诉讼代理人|被害单位|当事人|家属)[^。；]{0,24}?(?:提出|认为|主张|建议(?!书)|要求|辩护|称)|(?:被害人|证人|报案人|失主)(?:[^，。；：]{0,8})?(?:陈述|证言|证实|说)|辩称|辩解|意见认为|观点认为|第[一二三四]种(?:意见|观点)|(?:(?<!没)有(?:一种)?|多数|少数|另一种)(?:意见|观点)(?=认为|提出|主张|是|：)|分歧/g;
const HOLDS = /本院认为|我院认为|经审查|审查认为|(?:承办|检察)[人官]认为|公诉机关|指控|移送|本院以/;

/** 不采纳部分集资人要求以集资诈骗罪追诉的意见: somebody's, who is not followed. */
const NOT_FOLLOWED = /(?:不|未)(?:予以?|能)?(?:采纳|同意|支持|认可|接受)[^。；]{1,30}$/;

function stanceOf(text: string, start: number, end: number): ChargeStance {
  const before = beforeOf(text, start);
  if (DENIES.test(before) || DENIED.test(text.slice(end, end + 60))) return "denied";
  if (/^[”）]?[^，。；]{0,4}为(?:理)?由[^。；]{0,8}(?:上诉|申诉|抗辩|提出|辩)/.test(text.slice(end, end + 24))) return "argued";
  if (NOT_FOLLOWED.test(before) && /^[^。；]{0,12}(?:意见|要求|请求|主张|申请)/.test(text.slice(end, end + 16))) return "argued";
  const argued = [...before.matchAll(ARGUES)].at(-1);
  return argued && !HOLDS.test(before.slice(argued.index + argued[0].length)) ? "argued" : "held";
}

/** Every mention of a charge of the case, in the order of the text. Earlier convictions, other cases and crimes in general are not meant. */
export function chargesIn(text: string): ChargePlace[] {
  const taken = new Set<number>();
  const places: ChargePlace[] = [];
  for (const place of [...withEnding(text), ...withoutEnding(text)]) {
    const { named, written, start, end, isLed } = place;
    if (taken.has(start) || isQuoted(text, start, isLed ? "《" : "《“")) continue;
    if (isEarlier(text, start, end) || isOthers(text, start, end) || isGeneral(text, place)) continue;
    taken.add(start);
    const { charge, family, articles } = named ?? { charge: written, family: written, articles: [] };
    places.push({ charge, family, articles, stance: stanceOf(text, start, end), start, end });
  }
  return places.sort((one, other) => one.start - other.start);
}

/** Selective charges of which one holds all that the other names: 贩卖毒品罪 and 走私、贩卖、运输、制造毒品罪. */
export function isSameCharge(one: Pick<ChargePlace, "charge" | "family">, other: Pick<ChargePlace, "charge" | "family">): boolean {
  if (one.charge === other.charge) return true;
  return one.family === other.family && (one.charge === one.family || other.charge === other.family || isPart(one.charge, other.charge));
}

/** All that the shorter name has stands in the longer one, in its order. */
function isPart(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  let at = 0;
  for (const character of short) {
    at = long.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
