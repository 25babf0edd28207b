import type { CheckedDocument } from "../document.ts";
import { isWrittenFor } from "../facts/alike.ts";
import type { RuleHit } from "../rule.ts";

/** A firm by what stands before the word for its kind, which begins somewhere in it. */
interface Firm {
  readonly before: string;
  /** 有限责任公司 beside 有限公司 is another form of the same. */
  readonly kind: string;
  readonly end: number;
}

const KIND = /有限责任公司|有限公司|制衣厂|加工厂|合作社|经营部|商行|酒店|宾馆|超市|学校|医院/g;
const LONGEST = 20;
/** In a text as long as a book no two firms are compared. */
const MOST_FIRMS = 150;
/** Characters of a name that have to be alike before the kind where the forms differ, and on both sides of a character that does. */
const ALIKE = 5;
const ALIKE_BEHIND = 2;
const ALIKE_BEFORE = 2;

function firmsIn(text: string): Firm[] {
  const firms: Firm[] = [];
  for (const { index, 0: kind } of text.matchAll(KIND)) {
    const before = /[\p{Script=Han}（）]*$/u.exec(text.slice(Math.max(0, index - LONGEST), index))?.[0] ?? "";
    if (before.length >= ALIKE_BEFORE + ALIKE_BEHIND) firms.push({ before, kind, end: index + kind.length });
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

/** How many characters before the kind belong to two names that are one but for a slip; 0: they are two. */
function sharedBy(one: Firm, other: Firm): number {
  const behind = alikeFrom(one.before, other.before, [0, 0]);
  if (one.kind !== other.kind) return /有限/.test(one.kind) && /有限/.test(other.kind) && behind >= ALIKE ? behind : 0;
  if (behind === 0) return sharedByTrades(one, other);
  const last = (firm: Firm, back: number): string => firm.before.charAt(firm.before.length - 1 - behind - back);
  const isMoved = last(one, 0) === last(other, 1) && last(one, 1) === last(other, 0) && last(one, 0) !== last(one, 1);
  const changed = isMoved ? 2 : behind >= ALIKE_BEHIND && isWrittenFor(last(one, 0), last(other, 0)) ? 1 : 0;
  if (changed === 0) return sharedByTrades(one, other);
  const before = alikeFrom(one.before, other.before, [behind + changed, behind + changed]);
  return before >= ALIKE_BEFORE ? behind + changed + before : 0;
}

/** 洞庭餐饮有限公司 and 洞庭饮食有限公司: trades of two characters that mean the same. */
function sharedByTrades(one: Firm, other: Firm): number {
  const [trade, second] = [one.before.slice(-2), other.before.slice(-2)];
  if (one.kind !== other.kind || trade === second || !Array.from(trade).some((character) => second.includes(character))) return 0;
  const before = alikeFrom(one.before, other.before, [2, 2]);
  return before >= ALIKE ? 2 + before : 0;
}

/** A firm whose name is written in another way than elsewhere: of two ways the rarer, or the later. */
export function* firmNames({ text }: CheckedDocument): Generator<RuleHit> {
  const firms = firmsIn(text);
  const told = new Set<number>();
  for (const [at, firm] of firms.entries())
    for (const other of firms.slice(0, at)) {
      const shared = sharedBy(firm, other);
      if (shared === 0) continue;
      const nameOf = ({ before, kind }: Firm): string => before.slice(-shared) + kind;
      const timesOf = (each: Firm): number => text.split(nameOf(each)).length - 1;
      const [wrong, right] = timesOf(firm) <= timesOf(other) ? [firm, other] : [other, firm];
      if (timesOf(wrong) > 1 || told.has(wrong.end)) continue;
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
