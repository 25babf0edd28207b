import type { CheckedDocument } from "../document.ts";
import { type CountMention, type CountSentence, countMentions, sentencesOfCounts, unitOf } from "./count-mentions.ts";
import { readOnce } from "./read-once.ts";

/** A number and what it has to be by the others beside it. */
export interface OtherCount {
  readonly mention: CountMention;
  readonly meant: number;
}

/** A whole and its parts, all of one unit. */
interface Division {
  readonly whole: CountMention;
  readonly parts: readonly CountMention[];
  /** Nothing is left out: it says so, or the last part is whatever the others are not. */
  readonly isClosed: boolean;
  /** Each clause tells one of them: they are all of it, not some. */
  readonly isStrict?: boolean;
  /** What comes last, and was worked out from the others. */
  readonly result: CountMention;
}

const sumOf = (all: readonly CountMention[]): number => all.reduce((sum, { value }) => sum + value, 0);
/** Whether some of them, one behind the other, make it: the rest is of something else. */
const isMadeBySome = (whole: number, parts: readonly CountMention[]): boolean =>
  parts.some((_, from) => parts.some((__, to) => to > from && sumOf(parts.slice(from, to + 1)) === whole));

/** The last part is whatever the others are not. */
const REST =
  /(?:^|[，；、。：）])[^，；、。：]{0,2}(?:其余|其他|其它|余下|剩余|剩下|余|[尚还仍][余剩存欠]|[尚仍]有)(?!各|每|均(?![为系是属]))[^0-9。；]{0,24}$/;
const MORE = /(?:还有|另有|另外|另)[^0-9，；]{0,16}$/;
const WITHIN = /^(?:[^，。；]{0,10})(?:里面|当中|之中|中|里|内)(?:，|(?=[^，。；]{0,6}$))/;
/** 正确的有四起, 需核实的一件: kinds of which every one is of one. */
const OF_KIND = /的(?:共?有|为|是|共|计)?$/;
const BARE = /^(?:$|(?=[，；、。：）]))/;
const AMONG = /其中[，：]?(?=[^。；0-9]{0,20}$)/;
/** 从领域看, 按年龄分. */
const BY_KIND = /^\s*(?:其中)?[，：]?(?:从|按照?|就|以)[^，。；]{1,14}?(?:来?看|划?分|区分|统计|分类|而言|分布)[，：]/;
const BY_SEX = /^[^，；、]{0,4}[男女][^，；、]{0,4}$/;
const OVERLAPS =
  /参与|伙同|女|男|未成年|党员|学历|本科|大专|高中|初中|文化|民族|以上|以下|既(?!遂)|兼(?!职)|同时|岁|前科|累犯|惯犯|认罪|自首|从犯|又|其中/;
const FAR = 3;
const LONGEST_LEAD = 40;

/** As near as a slip of the pen: a few more or less, or another figure in one place. */
function isNear(one: number, other: number): boolean {
  const [written, meant] = [String(one), String(other)];
  const isOneFigure =
    written.length === meant.length &&
    written.length > 1 &&
    Array.from(written).filter((figure, at) => figure !== meant.charAt(at)).length === 1;
  return isOneFigure || Math.abs(one - other) <= Math.max(FAR, Math.min(one, other) / 4);
}

const alike = (unit: string) => (each: CountMention) => each.unit === unit;
const TAKEN_UP = /(?:这|该|上述|前述|那)$/;
const isPlain = ({ isEach, isLoose, lead }: CountMention): boolean => !isEach && !isLoose && !TAKEN_UP.test(lead);

const TOTAL =
  /(?:^|[，；、（：。])(?:[^，；、：。0-9]{0,5}(?:共计|合计|总计|一共|总共|共有|共|前后|先后|累计|全[年月季程])[^，；、：。0-9]{0,4}|计|[^，；、：。0-9]{0,12}(?:应为|总数为))$/;
/** Counts things of several sorts. */
const OF_ALL_SORTS = /^[件样]$/;
/** Holds several things. */
const OF_SEVERAL = /^[套箱盒包袋组批类种项起次人户家]$/;
/** Two are told by one word: 上午下午各一次. */
const TWICE = /上、?下午|上午(?:、|和)?下午|早晚|正反面|夫妻|双方|上下半年/;

function* divisionsOf(sentences: readonly CountSentence[], at: number): Generator<Division> {
  const own = sentences[at];
  if (!own) return;
  for (const unit of new Set(own.counts.map((each) => each.unit))) {
    const counts = own.counts.filter(alike(unit));
    const former = sentences[at - 1];
    const before = former?.counts.filter(alike(unit)) ?? [];
    yield* among(own, counts, before);
    yield* byKind(sentences, at, unit);
    yield* rests(own, counts, before);
    yield* totals(own, counts);
    yield* opposites(counts);
    yield* listedBehind(own, counts);
    yield* takenUp(sentences, at, unit);
  }
}

/** 收回214张，其中有效票209张，废票5张. */
function* among(own: CountSentence, counts: readonly CountMention[], before: readonly CountMention[]): Generator<Division> {
  for (const [at, first] of counts.entries()) {
    const word = AMONG.exec(first.lead);
    const isWithin = at > 0 && WITHIN.test(own.text.slice((counts[at - 1]?.unitEnd ?? 0) - own.start, first.start - own.start));
    if (!word && !isWithin) continue;
    const whole =
      counts[at - 1] ??
      (word?.index === 0 || /^(?:[^，。；：0-9]{0,5}，)?$/.test(first.lead.slice(0, word?.index)) ? before.at(-1) : undefined);
    const tail = counts.slice(at);
    const cut = tail.findIndex((each, order) => order > 0 && (/其中|此外|另外|除|合计|共/.test(each.lead) || !isPlain(each)));
    const parts = cut < 0 ? tail : tail.slice(0, cut);
    const last = parts.at(-1);
    if (!whole || !last || parts.length < 2 || !isPlain(whole) || !isPlain(first)) continue;
    const kinds = parts.map(({ lead, noun }) => lead.replace(AMONG, "").replace(/^[，；、]/, "") + noun);
    const areOverlapping = kinds.some((kind) => OVERLAPS.test(kind)) && !kinds.every((kind) => BY_SEX.test(kind));
    if (parts.some(({ lead }) => lead.length > LONGEST_LEAD) || (areOverlapping && !REST.test(last.lead))) continue;
    const isClosed = cut < 0 && (REST.test(last.lead) || (isWithin && MORE.test(last.lead)));
    yield { whole, parts, isClosed, isStrict: REST.test(last.lead), result: last };
  }
}

/** 从领域看，甲22件，乙24件; 正确的四起，错误的两起. */
function* byKind(sentences: readonly CountSentence[], at: number, unit: string): Generator<Division> {
  const own = sentences[at] as CountSentence;
  const counts = own.counts.filter(alike(unit));
  const isBy = BY_KIND.test(own.text);
  const isOf = (each: CountMention): boolean => isPlain(each) && OF_KIND.test(each.lead) && BARE.test(each.noun);
  const from = isBy ? 0 : counts.findIndex(isOf);
  if (from < 0) return;
  const parts = counts.slice(from);
  const last = parts.at(-1);
  const isWhole = isBy || parts.every((each, order) => isOf(each) || (order === parts.length - 1 && REST.test(each.lead)));
  if (!last || parts.length < 2 || !parts.every(isPlain) || !isWhole || /其中/.test(own.text.slice(10))) return;
  let whole = counts[from - 1];
  for (let back = at - 1; !whole && back >= Math.max(0, at - 3); back -= 1) {
    const other = sentences[back] as CountSentence;
    if (BY_KIND.test(other.text)) continue;
    const same = other.counts.filter(alike(unit));
    if (same.length > 1) return;
    whole = same[0];
  }
  // 十二个中，已建成的九个，在建的两个: one more may be left.
  const isClosed = isBy || REST.test(last.lead) || !own.counts.includes(whole as CountMention);
  if (whole && isPlain(whole)) yield { whole, parts, isClosed, result: last };
}

/** 羁押九人，未决六人，其余三人; 四户，除一户外，其余三户. */
function* rests(own: CountSentence, counts: readonly CountMention[], before: readonly CountMention[]): Generator<Division> {
  for (const [at, rest] of counts.entries()) {
    const isRest = REST.test(rest.lead) || (MORE.test(rest.lead) && /^(?:尚?未|还?没|不曾)/.test(rest.noun));
    if (at === 0 || !isRest || !isPlain(rest)) continue;
    const taken = counts.slice(0, at);
    if (!taken.every(isPlain)) continue;
    const [first, ...others] = taken as [CountMention, ...CountMention[]];
    // 从领域看，甲52件，乙21件，其他6件: the first is one of them.
    const isPeer = BY_KIND.test(own.text) || before.some(({ value }) => value === sumOf(taken) + rest.value);
    if (
      !isPeer &&
      !OF_KIND.test(first.lead) &&
      !AMONG.test(first.lead) &&
      others.length > 0 &&
      others.every(({ value }) => value < first.value)
    ) {
      yield { whole: first, parts: [...others, rest], isClosed: true, result: rest };
      continue;
    }
    const whole = before.at(-1);
    const isExcept = /除[^，。；]*$/.test(first.lead);
    if (whole && isPlain(whole) && isExcept && others.length === 0 && whole.value > first.value)
      yield { whole, parts: [first, rest], isClosed: true, result: rest };
  }
}

/** Words of which one is what the other is not. */
const OPPOSITES = ["男女", "上下", "左右", "内外", "新旧", "正副", "已未", "有无", "公私", "里外", "城乡", "专兼", "甲乙"];
/** 合格 and 不合格, 男监 and 女监, 已报到 and 未报到. */
const areOpposite = (one: string, other: string): boolean =>
  one !== "" &&
  other !== "" &&
  (isDenied(one, other) ||
    OPPOSITES.some((pair) => isPairOf(pair, one, other)) ||
    // 应到, 实到, 缺席.
    (one.startsWith("实") && /^(?:缺|请假|因故|未|差|短|少|空)/.test(other)));
/** 收到回复 and 逾期未回复. */
function isDenied(one: string, other: string): boolean {
  const [denied = "", core = ""] = /[不未非无]([^捕诉批起到]\p{Script=Han}{0,3})$/u.exec(other) ?? [];
  return core !== "" && one.includes(core.slice(0, 2)) && !one.includes(denied.slice(0, 2));
}
function isPairOf(pair: string, one: string, other: string): boolean {
  const [first, second] = Array.from(pair) as [string, string];
  return (one.replace(first, second) === other && one.includes(first)) || (one.replace(second, first) === other && one.includes(second));
}
const NAME_OF_PART = /^[，；：、](?:其中)?(?<name>\p{Script=Han}{1,6}?)(?:的|有|为|是|共|计)*$/u;

/** 参加25人，男性16人，女性9人; 楼上三户、楼下两户，五户都被惊醒: two parts of which one is what the other is not. */
function* opposites(counts: readonly CountMention[]): Generator<Division> {
  for (const [at, other] of counts.entries()) {
    const one = counts[at - 1];
    if (!one || !isPlain(one) || !isPlain(other)) continue;
    const [name, otherName] = [one, other].map(
      ({ lead }) => NAME_OF_PART.exec(/[，；：、][^，；：、]*$/.exec(`，${lead}`)?.[0] ?? "")?.groups?.["name"] ?? "",
    );
    if (!areOpposite(name ?? "", otherName ?? "") || !/^\p{Script=Han}{0,8}[，、；][^，、；]*$/u.test(other.lead)) continue;
    const [before, behind] = [counts[at - 2], counts[at + 1]];
    const isBehind = behind !== undefined && /^，$/.test(behind.lead);
    // A third kind may be told behind them.
    if (!isBehind && behind) continue;
    const whole = isBehind ? behind : /^\p{Script=Han}{0,8}[，：][^，：；]*$/u.test(one.lead) ? before : undefined;
    if (whole && isPlain(whole)) yield { whole, parts: [one, other], isClosed: true, result: isBehind ? whole : other };
  }
}

/** The clauses of an enumeration, parted too where 和 stands behind a number. */
function* clausesOf(text: string, counts: readonly CountMention[], offset: number): Generator<readonly [clause: string, start: number]> {
  let start = 0;
  const ends = new Set(counts.map(({ unitEnd }) => unitEnd - offset));
  for (let at = 0; at <= text.length; at += 1) {
    const isMark = at === text.length || /[，、；：]/.test(text.charAt(at));
    if (!isMark && !(ends.has(at) && /^(?:和|及|与|以及)[^，、；：]*[0-9一二两三四五六七八九十]/.test(text.slice(at)))) continue;
    yield [text.slice(start, at), offset + start];
    start = isMark ? at + 1 : at;
  }
}

/** 走访12人次：3月2日5人次，3月9日7人次; one number in each clause behind a colon. */
function* listedBehind(own: CountSentence, counts: readonly CountMention[]): Generator<Division> {
  const [whole, ...parts] = counts;
  const last = parts.at(-1);
  if (!whole || !last || parts.length < 2 || ![whole, ...parts].every(isPlain)) return;
  const opens = /^[^，。；：、0-9]{0,12}(?:：|，(?:即|分别[为是]?|包括|由))/.exec(own.text.slice(whole.unitEnd - own.start))?.[0];
  if (opens === undefined || whole.unitEnd + opens.length > (parts[0]?.start ?? 0)) return;
  const from = whole.unitEnd + opens.length;
  const behind = own.text.slice(from - own.start).replace(/[。！？]$/, "");
  if (/其中|等|[，、；]共|合计|[余另]/.test(behind)) return;
  const clauses = [...clausesOf(behind, parts, from)];
  const isOne = clauses.every(
    ([clause, start]) => own.counts.filter((each) => each.start >= start && each.start < start + clause.length).length === 1,
  );
  if (isOne && clauses.length === parts.length)
    yield { whole, parts, isClosed: true, isStrict: parts.every(({ value }) => value < whole.value), result: whole };
}

const TAKES_UP = /(?:^|[，；、。])[^，；。0-9]{0,8}(?:这|以上|上述|全部|前述)$/;

/** 床头柜内两包，衣柜内三包，米缸里又一包。全部六包……: one number in each of several clauses, and all of them in the next sentence. */
function* takenUp(sentences: readonly CountSentence[], at: number, unit: string): Generator<Division> {
  const [former, own] = [sentences[at - 1], sentences[at] as CountSentence];
  const whole = own.counts.find(alike(unit));
  const parts = former?.counts.filter(alike(unit)) ?? [];
  if (!former || !whole || whole.isEach || whole.isLoose || parts.length < 2 || !parts.every(isPlain)) return;
  const isEarlier = sentences.slice(0, at - 1).some(({ counts }) => counts.some(alike(unit)));
  if (isEarlier || !TAKES_UP.test(whole.lead) || /其中|其余|剩|共|合计/.test(former.text)) return;
  // Each behind a mark of its own, with something before it.
  if (parts.every(({ lead }, order) => (order === 0 || /[，；、]/.test(lead)) && !/[和与]$/.test(lead)))
    yield { whole, parts, isClosed: true, isStrict: true, result: whole };
}

/** What a clause of an enumeration tells of a unit; null: nothing, or more than that. */
function partOf(clause: string, inside: readonly CountMention[], unit: string | null): CountMention | null {
  const [one, each, ...more] = inside;
  if (!one || more.length > 0 || one.isLoose) return null;
  // 其余三人各委托一名.
  if (each) return each.unit === unit && each.isEach && !each.isLoose && isPlain(one) ? { ...each, value: one.value * each.value } : null;
  if (unit !== null && one.unit !== unit) return null;
  if (!one.isEach) return one;
  return TWICE.test(clause) ? { ...one, value: one.value * 2 } : null;
}

/** 组长一人、组员四人、书记员一人，共六人: one number in each of its clauses. */
function* totals(own: CountSentence, counts: readonly CountMention[]): Generator<Division> {
  for (const whole of counts) {
    if (!isPlain(whole) || !TOTAL.test(own.text.slice(0, whole.start - own.start))) continue;
    const all = own.text.slice(0, whole.start - own.start).replace(TOTAL, "");
    const among = all.lastIndexOf("其中") + 1;
    const lead = among > 0 ? all.slice(among + 1) : all;
    if (/^\s*(?:另|此外|除(?!夕))|其他|等|其余(?![一二两三四五六七八九十0-9]+人各)/.test(lead)) continue;
    const before = own.counts.filter(({ end }) => end <= whole.start);
    const unit = OF_ALL_SORTS.test(whole.unit) && before.every((each) => each.unit !== whole.unit) ? null : whole.unit;
    const parts: CountMention[] = [];
    // What stands side by side behind a comma may be all that is added up.
    let group = 0;
    let isOne = true;
    for (const [clause, start] of clausesOf(lead, before, own.start + all.length - lead.length)) {
      const end = start + clause.length;
      const inside = before.filter((each) => each.start >= start && each.start < end);
      const part = partOf(clause, inside, unit);
      if (/[，；]/.test(own.text.charAt(start - 1 - own.start))) group = parts.length;
      if (part) parts.push(part);
      // What introduces them all tells none.
      else isOne &&= inside.length === 0 && parts.length === 0 && (whole.unit !== "人" || own.text.charAt(end - own.start) === "：");
    }
    if (!isOne || parts.length < 2 || (unit === null && parts.length === whole.value)) continue;
    if (unit === null && (new Set(parts.map((part) => part.unit)).size < parts.length || parts.some((part) => OF_SEVERAL.test(part.unit))))
      continue;
    if (parts.length - group > 1 && sumOf(parts.slice(group)) === whole.value) continue;
    yield { whole, parts, isClosed: true, isStrict: parts.every(({ value }) => value < whole.value), result: whole };
  }
}

/** 三箱，每箱六瓶，共十八瓶; 十二人分成三组，每组四人. */
function* timesTold(sentences: readonly CountSentence[]): Generator<OtherCount> {
  const all = sentences.flatMap(({ counts }) => counts);
  for (const [at, each] of all.entries()) {
    const of = EACH_OF.exec(each.lead)?.groups?.["unit"];
    const groups = all[at - 1];
    if (!each.isEach || each.isLoose || !groups || !isPlain(groups)) continue;
    const isOfEach =
      of !== undefined ? groups.unit === unitOf(of) : /^[^，。；]{0,8}各[^，。；、均]{0,4}$/.test(between(sentences, groups, each));
    if (!isOfEach) continue;
    const [former, next] = [all[at - 2], all[at + 1]];
    const isBefore =
      former?.unit === each.unit && /^[^，。；]{0,16}(?:分|编|组|装)[^，。；]{0,4}$/.test(between(sentences, former, groups));
    const isBehind =
      next?.unit === each.unit && /^[^，。；]{0,6}[，；]?(?:共计?|合计|总计|一共|总共)有?$/.test(between(sentences, each, next));
    const whole = isBehind ? next : isBefore ? former : undefined;
    const value = groups.value * each.value;
    if (!whole || !isPlain(whole) || whole.value === value || Math.abs(whole.value - value) > Math.max(FAR, value / 2)) continue;
    const sentence = sentences.find(({ start, text }) => whole.start >= start && whole.start < start + text.length)?.text ?? "";
    if (!/另|其余|余|其他|外/.test(sentence)) yield { mention: whole, meant: value };
  }
}
const EACH_OF = /每一?(?<unit>\p{Script=Han})(?:有|装|为|含|各|配|安排|设|计|共)?$/u;

/** What stands between two numbers of a paragraph. */
function between(sentences: readonly CountSentence[], one: CountMention, other: CountMention): string {
  const [first] = sentences;
  const text = sentences.map((each) => each.text).join("");
  return text.slice(one.unitEnd - (first?.start ?? 0), other.start - (first?.start ?? 0));
}

/** 一式四份……其余四份: what is left is less than all. */
function* restsOfAll(sentences: readonly CountSentence[]): Generator<OtherCount> {
  const all = sentences.flatMap(({ counts }) => counts);
  for (const [at, rest] of all.entries()) {
    if (!/(?:其余|余下|剩余|剩下)的?$/.test(rest.lead) || !isPlain(rest)) continue;
    const before = all.slice(0, at).filter(({ unit }) => unit === rest.unit);
    const [whole, ...others] = before.toSorted((one, other) => other.value - one.value);
    const isSame = whole !== undefined && (rest.unit !== "人" || whole.noun.slice(0, 2) === rest.noun.slice(0, 2));
    if (whole && isSame && whole.value === rest.value && whole.value > 2 && others.every(({ value }) => value < whole.value))
      yield { mention: rest, meant: rest.value - 1 };
  }
}

const holds = ({ whole, parts }: Division): boolean => sumOf(parts) === whole.value;

function otherOf({ whole, parts, isClosed, isStrict = false, result }: Division, all: readonly CountMention[]): OtherCount | null {
  const sum = sumOf(parts);
  if (
    sum === whole.value ||
    (!isStrict && isMadeBySome(whole.value, parts)) ||
    (!isStrict && parts.some(({ value }) => value >= whole.value))
  )
    return null;
  if (!isNear(sum, whole.value) || (!isClosed && sum < whole.value)) return null;
  // Told again, or worked out from the others: what is told but once is wrong.
  const isAgain = all.some(({ value, unit, start }) => value === whole.value && unit === whole.unit && start !== whole.start);
  const mention = result !== whole && isAgain ? result : whole;
  const meant = mention === whole ? sum : whole.value - sum + mention.value;
  return meant > 0 ? { mention, meant } : { mention: whole, meant: sum };
}

/** Numbers that the parts told beside them do not make. */
export const countsOfParts = readOnce((document: CheckedDocument): readonly OtherCount[] => {
  const all = countMentions(document);
  const found = new Map<number, OtherCount>();
  for (const sentences of sentencesOfCounts(document)) {
    for (const each of [...timesTold(sentences), ...restsOfAll(sentences)])
      if (!found.has(each.mention.start)) found.set(each.mention.start, each);
    for (const at of sentences.keys()) {
      const divisions = [...divisionsOf(sentences, at)];
      // What makes a whole in one way is not divided in another.
      const settled = new Set(divisions.filter(holds).flatMap(({ parts }) => parts));
      for (const division of divisions) {
        const other = division.parts.some((part) => settled.has(part)) ? null : otherOf(division, all);
        if (other && !found.has(other.mention.start)) found.set(other.mention.start, other);
      }
    }
  }
  return [...found.values()];
});
