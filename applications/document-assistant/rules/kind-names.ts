import type { CheckedDocument } from "../document.ts";
import { isNearlyHeardAs, isWrittenFor } from "../facts/alike.ts";
import { areToldApart } from "../facts/alike-on-purpose.ts";
import { BEFORE, endAt } from "../facts/name-at.ts";
import { ROLE_WORDS } from "../facts/roles.ts";
import type { RuleHit } from "../rule.ts";

/** What a name ends with that tells what it names: places, houses, schools, shops, offices, waters. */
const KIND =
  /自然村|村民小组|行政村|街道|社区|小区|新村|大道|公路|水库|电站|码头|渡口|隧道|大桥|广场|大厦|花园|公寓|市场|商场|超市|小学|中学|学校|学院|大学|幼儿园|托儿所|医院|卫生院|卫生室|诊所|药房|药店|门诊部|养老院|敬老院|福利院|公司|集团|工厂|加工厂|林场|农场|牧场|渔场|猪场|鸡场|养殖场|采石场|煤矿|矿山|合作社|经营部|服务部|门市部|批发部|营业部|商行|商店|商贸行|餐馆|饭店|饭庄|酒家|酒店|酒楼|宾馆|旅馆|旅社|客栈|民宿|茶楼|茶馆|农庄|山庄|农家乐|网吧|会所|影院|剧院|书店|工作室|事务所|研究所|基金会|协会|学会|商会|联合会|俱乐部|中心|驿站|车站|机场|港口|监狱|看守所|派出所|[村镇乡县市区路街巷弄桥河江湖溪港洲岛山岭峰坡冲坳坪坝塘垸湾洞寨屯庄寺庙祠塔亭厂店矿轮艇]|[沙砂石料货]场/g;
/** How far before its kind a name is read, and a slip in it looked for. */
const LONGEST = 14;
const LONGEST_BEHIND = 9;
/** A text with more of them is a list of places. */
const MOST = 3000;
/** Words that hold a sentence together, and what a name ends with. */
const NO_SLIP =
  /[的得地之了在再与于予以已依由有又为未位是使时其起及即和合同到对向从因所该此本我他她它你各每某等们个名总省市县区镇乡村公共工]/;
/** What tells two of a kind apart. */
const TELLS_APART = /[第零〇一二三四五六七八九十百千万0-9甲乙丙丁东南西北上下前后左右新老旧大小内外高低分]/;
const TO_PLACE = /[离出进达经抵赴回返过沿距临邻靠于在位自往住去到来路绕穿登上下]$/;
const ENDS_PLACE = /[省市县区镇乡村州盟旗]$|街道$|社区$|公司$/;
/** So many characters that both share before the slip are of the name, wherever it begins. */
const SHARED = 2;
/** Where a character only nearly sounds like the other. */
const LEAST_NEAR = 2;
/** No name is as long as a clause. */
const LONGEST_SHARED = 6;

/** No name of a place has them in it. */
const PARTICLE = /[的了着在是被将该等其把给让使而则但却所说称并且或已亦也均很没不某]/;
/** What a sentence leads to a name with. */
const LEAD = new RegExp(`^.*(?:${PARTICLE.source}(?:告人?|害人|申请人|上诉人)?|${ROLE_WORDS.join("|")})`, "u");

interface Mention {
  readonly before: string;
  readonly kind: string;
  /** Where the kind begins. */
  readonly at: number;
}

function mentionsIn(text: string): Mention[] {
  const mentions: Mention[] = [];
  for (const { index, 0: kind } of text.matchAll(KIND)) {
    const before = /\p{Script=Han}*$/u.exec(text.slice(Math.max(0, index - LONGEST), index))?.[0] ?? "";
    if (before.length > 1) mentions.push({ before, kind, at: index });
    if (mentions.length > MOST) return [];
  }
  return mentions;
}

/** By what stands behind a slip: what is written in its place, and where. */
type Group = Map<string, Mention[]>;

/** Mentions by all that they have behind a character, or behind two that may have changed places. */
function groupsOf(mentions: readonly Mention[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  const put = (key: string, written: string, mention: Mention): void => {
    const group: Group = groups.get(key) ?? new Map<string, Mention[]>();
    groups.set(key, group);
    const places = group.get(written);
    if (places) places.push(mention);
    else group.set(written, [mention]);
  };
  for (const mention of mentions) {
    const { before, kind } = mention;
    for (let behind = 0; behind < Math.min(before.length, LONGEST_BEHIND); behind += 1) {
      const at = before.length - behind - 1;
      const rest = before.slice(at + 1) + kind;
      put(rest, before.charAt(at), mention);
      const pair = before.slice(at - 1, at + 1);
      if (at > 0) put(`${Array.from(pair).sort().join("")} ${rest}`, pair, mention);
    }
  }
  return groups;
}

/** Whether a name can begin `length` characters before the kind. */
function beginsAt(text: string, { at }: Mention, length: number): boolean {
  const before = text.slice(Math.max(0, at - length - 4), at - length);
  return ENDS_PLACE.test(before) || BEFORE.test(before.slice(-2)) || TO_PLACE.test(before);
}

const isSlip = (one: string, other: string): boolean =>
  !NO_SLIP.test(one + other) &&
  !(TELLS_APART.test(one) && TELLS_APART.test(other)) &&
  (one.length > 1 ? one.charAt(0) !== one.charAt(1) : isWrittenFor(one, other) || isNearlyHeardAs(one, other));

/** How long both names are before the kind; null: they are no names, or two. */
function lengthOf(
  text: string,
  [wrong, right]: readonly [Mention, Mention],
  slip: { readonly behind: number; readonly length: number; readonly isNear: boolean },
): number | null {
  const [a, b] = [wrong, right].map(({ before }) => before.slice(0, before.length - slip.behind - slip.length)) as [string, string];
  let same = 0;
  while (same < Math.min(a.length, b.length) && a.charAt(a.length - 1 - same) === b.charAt(b.length - 1 - same)) same += 1;
  const own = a.slice(a.length - same).replace(LEAD, "");
  const shared = own.length;
  if (shared + slip.behind < (slip.isNear ? LEAST_NEAR : 1) || shared > LONGEST_SHARED || PARTICLE.test(wrong.before.slice(a.length)))
    return null;
  const length = slip.behind + slip.length + shared;
  if (shared < SHARED && !(beginsAt(text, wrong, length) && beginsAt(text, right, length))) return null;
  const placeOf = ({ at, kind }: Mention): { start: number; end: number } => ({ start: at - length, end: at + kind.length });
  return areToldApart(text, placeOf(wrong), placeOf(right)) ? null : length;
}

const LONGEST_NAME = 6;
const OF_LAND = /^[村镇乡桥河江湖溪港洲岛山岭峰坡冲坳坪坝塘垸湾洞寨屯庄寺庙祠街巷]$/;

/** 杨家湾, 杨家弯: a name of which the kind itself is written with another character. */
function* kindsMistaken(text: string, mentions: readonly Mention[]): Generator<RuleHit> {
  const names = new Map<string, number>();
  for (const mention of mentions) {
    if (!OF_LAND.test(mention.kind)) continue;
    for (let length = 2; length < Math.min(mention.before.length + 1, LONGEST_NAME); length += 1) {
      const name = text.slice(mention.at - length, mention.at + 1);
      if (beginsAt(text, mention, length) && !PARTICLE.test(name) && !names.has(name)) names.set(name, mention.at - length);
    }
  }
  for (const [name, first] of names) {
    const own = name.slice(0, -1);
    for (let start = text.indexOf(own); start >= 0; start = text.indexOf(own, start + 1)) {
      const end = start + name.length;
      const wrong = text.slice(start, end);
      const written = wrong.charAt(own.length);
      if (written === name.at(-1) || NO_SLIP.test(written) || !isWrittenFor(written, name.at(-1) ?? "")) continue;
      if (text.split(wrong, 3).length > 2 || (first > start && text.split(name, 3).length < 3)) continue;
      const before = text.slice(Math.max(0, start - 4), start);
      if (
        (endAt(text, end) === 0 && !/[镇乡村县]/.test(text.charAt(end))) ||
        !(ENDS_PLACE.test(before) || BEFORE.test(before.slice(-2)) || TO_PLACE.test(before))
      )
        continue;
      if (!areToldApart(text, { start, end }, { start: first, end: first + name.length })) yield differs({ start, end, wrong }, name);
    }
  }
}

const differs = (
  { start, end, wrong }: { readonly start: number; readonly end: number; readonly wrong: string },
  meant: string,
): RuleHit => ({
  start,
  end,
  suggestion: meant,
  reason: { zh: `别处写作“${meant}”，这里是“${wrong}”`, en: `elsewhere “${meant}”` },
});

/** Names of places, houses and shops that stand once in another way than elsewhere: with a character that sounds or looks like the right one, or two that changed places. */
export function* kindNames({ text }: CheckedDocument): Generator<RuleHit> {
  const told = new Set<number>();
  const mentions = mentionsIn(text);
  yield* kindsMistaken(text, mentions);
  for (const [key, group] of groupsOf(mentions)) {
    if (group.size < 2) continue;
    for (const [written, [wrong, ...again]] of group) {
      if (!wrong || again.length > 0 || told.has(wrong.at)) continue;
      for (const [other, [right, ...more]] of group) {
        // Of two that stand once each the later is told.
        if (other === written || !right || !isSlip(written, other) || (more.length === 0 && right.at > wrong.at)) continue;
        const behind = key.length - wrong.kind.length - (written.length > 1 ? written.length + 1 : 0);
        const length = lengthOf(text, [wrong, right], {
          behind,
          length: written.length,
          isNear: written.length === 1 && !isWrittenFor(written, other),
        });
        if (length === null) continue;
        told.add(wrong.at);
        const meant = text.slice(right.at - length, right.at + right.kind.length);
        const end = wrong.at + wrong.kind.length;
        yield differs({ start: wrong.at - length, end, wrong: text.slice(wrong.at - length, end) }, meant);
        break;
      }
    }
  }
}
