import type { CheckedDocument } from "../document.ts";
import { ACCUSED, groupOf, ROLE_WORDS } from "./roles.ts";
import { GIVEN, NO_PERSON, SURNAMES, WORDLIKE_SURNAMES } from "./surnames.ts";

/** Words of several characters that go on with a sentence behind a name. */
const GOES_ON =
  "现取|现羁|现在|现被|现住|现因|现年|现已|现押|一人|一同|一家|一案|一直|一起|三人|上诉|两人|个人|中途|主动|义务|争吵|争执|争抢|二人|从中|从事|从家|从轻|代为|伤势|伤情|作为|作出|作案|作证|保存|保管|保证|保险|信以|信任|信息|信用|先于|先动|先后|先打|先是|先用|先行|先骂|全程|全责|全身|全部|全额|公司|出具|出售|出来|出租|出资|出门|刑事|判处|利用|利益|到案|前去|前往|前来|反对|发动|发布|发放|发现|发生|发票|发给|发送|受伤|可以|可能|右手|右眼|同意|同时|同村|同案|同行|名下|后来|和他|和其|商议|商量|国家|土地|多次|大声|大量|头部|如上|如下|如不|如何|如实|如愿|如数|如有|如期|如果|存入|存在|存放|存款|学习|学生|安全|安排|安装|实施|实际|家中|家人|家住|家属|家庭|家里|家门|小腿|工作|工地|工程|工资|左手|左眼|平时|康复|建房|建议|建造|开具|开始|开设|开车|开门|归案|当场|当日|得手|得款|得知|微信|心里|成为|成年|成立|手机|手臂|执行|承认|担任|指认|提交|提供|提出|支付宝|政府|故意|时任|明显|明知|明确|有一|有两|有人|有关|有期|有权|有罪|有过|木棍|未交|未到|本人|本案|本次|本金|本院|权利|权益|来到|来源|来电|构成|根据|正准|正在|正式|正当|正面|步行|民事|治疗|法定|法院|注册|注销|涉嫌|满十|犯罪|生前|生意|生活|用于|用手|申诉|申请|登记|直接|知情|知道|石头|确认|积极|立刻|立功|立即|立案|签订|精神|红色|道歉|民间|主张|反映|尚未|尚在|尚有|尚欠|均已|均未|均系|均为|均不|均无|均可|均在|均能|均被|均有|声称|辩称|辩解|患有|提起|谅解|夫妇|书写|书面|支付|坦白|户籍|一方|双方|方面|原系|原为|曾任|曾系|曾在|经济|经营|经过|继承|继续|维修|维持|翻墙|胸部|能够|腹部|腿部|自书|自动|自己|自愿|自称|自行|自首|行为|行动|行政|行至|行贿|行走|行驶|表示|要求|认罪|设立|请求|谎称|负责|财产|财物|账户|起床|起意|起来|起次|起诉|起身|超速|轻伤|轻微|辨认|达到|达成|迅速|运营|运输|运送|进入|进城|进屋|进行|进货|违反|连同|连夜|连捅|连续|通知|通话|通过|重伤|金额|钢管|铁棍|铁锤|银色|银行|长期|长达|陈述|随即|随后|非法|面部|定罪|路过|生产|静脉|承担|尚能|危险|盗窃|诈骗|寻衅|贩卖|抢劫|抢夺|强奸|受贿|职务|交通|关于|现均|现仍|现在|决定|指使|授意|组织|策划|批准|起主要|宣告|缓刑";
/** Characters that do, some of which names have in them too. */
const GOES_ON_SHORTLY =
  "未否误偿归赔拨辩尾揣挥搭罚扶拐搂掐揪拽怂唆嘱饮喝吃哭喊吵摔踹搬偷抱逼掏摸拔拆绑上下不与丢两为之乘也买于交亦介仍从付代令以任伙会伪但住使供侵保倒借假停先共其具再冒出则利到刺勒协卖占即却去参又及发取受叫可右同后向听告和商回因在均坐坦处失头女如委威存家对将左已带帮并应开强当得恐悔想愿户所手打投抗抢报担拒拦拿持挪捅授接推提撞撬收放敲无昏是曾替有服来欠死殴汇没派潜爬犯猥用由申男登的盗看知砍砸碾离租称窃站等答签管系索纠约组经给翻而联肇胁胸能自至虚被要见认让讲证诉说请谅谈谋质贪赔走赶趁跑踢身转辩运返还进追退送逃通遂遗邀配酒醉采销问随隐雇面须领驾骑骗";
const ENDS = new RegExp(`[，。、；：（()）《》“”\\s\\p{P}0-9A-Za-z]|${GOES_ON}|[${GOES_ON_SHORTLY}]|$`, "uy");
/** What ends a name for certain where a longer one could be read: no name has it in it. */
const NEVER_IN_NAME = /[的了着在是被将该等其之把给让使而则但却所说称并且或已亦也均还又再再很都没不]/;

export interface NamedPlace {
  readonly name: string;
  /** The word for all who are called so (`groupOf`), `null` where no word tells. */
  readonly role: string | null;
  /** The word itself. */
  readonly word: string | null;
  readonly start: number;
  readonly end: number;
}

const NO_NAMES = new Set(
  [
    "供述|陈述|意见|某某|身份|基本|双方|之间|本人|家属|近亲属|进行|依法|可能|名单|住所|证言|签名|损失|谅解|没有|不服|他人|其他|其他人|同伙|亲属|权利|义务|人员|单位|公司|辩解|申请|委托|姓名|性别|年龄|电话|地址|住址|签字|捺印|盖章|及其|或者|并且|同上|暂无|不详|空白",
    "以及|对此|认为|承认|供认|自愿|同意|到案|归案|投案|自首|坦白|认罪|悔罪|赔偿|退赔|退赃|死亡|受伤|轻伤|重伤|报案|辨认|指认|不能|无法|应当|可以|已经|均已|分别|共同|先后|多次|再次|一次|上述|下列|该案|本案|此案|等人|二人|三人|两人|多人|数人|一人|是否|如何|何时|有权|无权|曾用|曾用名",
    "刑期|罪名|案由|金额|数额|数量|单价|时间|日期|次数|序号|备注|职务|职业|民族|学历|籍贯|户籍|案号|车牌|账号|账户|开户|卡号|罚金|主刑|附加|合计|小计",
  ]
    .join("|")
    .split("|"),
);

const HAN_NAME = /[\p{Script=Han}]{1,4}/uy;
/** 阿卜杜热合曼·买买提 */
const DOTTED = /(\p{Script=Han}{1,8}(?:[·•・]\p{Script=Han}{1,8})*[·•・])(\p{Script=Han}{1,8})/uy;

const surnameLength = (text: string, at: number): 0 | 1 | 2 =>
  SURNAMES.has(text.slice(at, at + 2)) ? 2 : SURNAMES.has(text.charAt(at)) ? 1 : 0;

export const isSurnamed = (name: string): boolean => surnameLength(name, 0) > 0;

/** Characters of given names, and those that stand for them in a masked name: 某, 某甲. */
const isGivenAt = (text: string, at: number): boolean =>
  GIVEN.has(text.charAt(at)) ||
  /[某×]/.test(text.charAt(at)) ||
  (/[甲乙丙丁戊己庚辛]/.test(text.charAt(at)) && /[某×]/.test(text.charAt(at - 1)));

/** How surely a name ends here: not (a character follows that names have in them), perhaps, surely. */
export function endAt(text: string, at: number): 0 | 1 | 2 {
  ENDS.lastIndex = at;
  const found = ENDS.exec(text)?.[0];
  const isGiven = isGivenAt(text, at);
  if (found === undefined) return isGiven ? 0 : 1;
  return found.length === 1 && isGiven ? 1 : 2;
}

/** Whether a word ends here, so that it can be a name. */
const endsAt = (text: string, at: number): boolean => endAt(text, at) > 0;

/** Characters that names have in them, and that go on with a sentence more often. */
const ALSO_WORDS: ReadonlySet<string> = new Set(
  Array.from("经连进开来行先后前有用自如可能得同和向从为与当本全通商提登知随直继出主至家放抓在将以被因系窜到"),
);

interface Candidate {
  readonly short: string;
  readonly long: string;
}

/** The name of two and of three characters (or a character more) that may begin here; null: none does. */
function candidateAt(text: string, at: number, isSetApart: boolean): Candidate | null {
  HAN_NAME.lastIndex = at;
  const run = HAN_NAME.exec(text)?.[0] ?? "";
  const length = surnameLength(text, at) || (isSetApart ? 1 : 0);
  if (length === 0 || run.length <= length || NEVER_IN_NAME.test(run.charAt(length))) return null;
  const short = run.slice(0, length + 1);
  if (NO_NAMES.has(short) || NO_PERSON.has(short) || NO_NAMES.has(run.slice(0, 3))) return null;
  if (length === 1 && WORDLIKE_SURNAMES.has(run.charAt(0)) && !GIVEN.has(run.charAt(1)) && !/[某×]/.test(run.charAt(1)) && !isSetApart)
    return null;
  return { short, long: run.slice(0, length + 2) };
}

interface Mention {
  readonly word: string | null;
  readonly at: number;
  readonly isSetApart: boolean;
}

/** A text as long as a book is about nobody in particular. */
export const LONGEST_OF_A_CASE = 100_000;

/** Which of the two names it is: where both end before a word that goes on, the one that other mentions bear out, else the shorter. */
function chosen(text: string, at: number, { short, long }: Candidate, counts: ReadonlyMap<string, number>): string {
  if (long.length === short.length) return short;
  const last = long.charAt(long.length - 1);
  if (NEVER_IN_NAME.test(last)) return short;
  // 林某至: a masked name that a word goes on behind.
  if (/[某×]/.test(short) && !/[某×甲乙丙丁戊己庚辛]/.test(last) && endAt(text, at + short.length) > 0) return short;
  const isGiven = isGivenAt(long, long.length - 1);
  const [endsShort, endsLong] = [endAt(text, at + short.length), endAt(text, at + long.length)];
  const [times, shortTimes] = [counts.get(long) ?? 0, counts.get(short) ?? 0];
  if (endsShort > 0 && ALSO_WORDS.has(last) && text.length < LONGEST_OF_A_CASE && text.split(long).length < text.split(short).length)
    return short;
  if (times > (isGiven ? 1 : 2) && times === shortTimes && (isGiven || endsShort < 2) && endsLong > 0) return long;
  if (endsShort > 0 && ALSO_WORDS.has(last)) return short;
  if (endsShort === 2 || endsLong === 0) return endsShort > 0 || times !== shortTimes || !isGiven ? short : long;
  return endsLong > endsShort || isGiven ? long : short;
}

/** A word for people and what may stand between it and the name: 被讯问人（签名）：, 申请人（一审被告）. */
const ROLES = new RegExp(`(${ROLE_WORDS.join("|")})((?:签名|签字|签章|捺印)?(?:（[^（）\\n，。]{1,12}）)?[：:　\\s]*)`, "gu");
/** A word for people that a name was read with. */
export const ROLE_BEFORE = new RegExp(`^.*(?:${ROLE_WORDS.join("|")})`, "u");
/** What a list of people goes on with. */
const JOINS = /(?:、|和|与|及|以及|，)/y;
/** Somebody described by sex. */
const DESCRIBED = /(?:^|[人\p{P}\s])([\p{Script=Han}·]{2,12}?)(?:（[^（）\n]{1,30}）)?(?:，曾用名[^，。；\n]{1,8})?，[男女]，/gu;
/** Whoever is described behind a word for people: the whole of what stands between is the name, with a surname that is known or without. */
const WHOLE = new RegExp(
  `(?:${ROLE_WORDS.join("|")})(?:（[^（）\\n]{1,14}）)?[：:　\\s]*([\\p{Script=Han}·•・]{2,14})(?=(?:（[^（）\\n]{1,40}）)?[，,；;　\\s]+(?:性\\s?别[：:　\\s]*)?(?:[男女]性?(?:[，,。；;　\\s]|$)|(?:生于|出生)|(?:公民|居民)?身份证?号|[12][0-9]{3}[年.-][0-9]{1,2}[月.-][0-9]{1,2}日?出?生))`,
  "gu",
);
/** 姓名：扎西顿珠: a name of several characters without a surname that is known, if it stands elsewhere too. */
const LABELLED = /姓名[：:　\s]*([\p{Script=Han}]{3,6})(?=[，。；　\s]|$)/gu;

/** Without a surname that is known, before a mark: 被告人巴特尔、. */
const BARE =
  /(?:被告人|犯罪嫌疑人|嫌疑人|被不起诉人|当事人|被害人|申请人|受送达人|证人)[：:　\s]*([\p{Script=Han}]{3,5})(?=[、，；（：:\n])/gu;
/** 吉克阿木，男， */
const BY_SEX = /(?:^|[\p{P}\s])([\p{Script=Han}]{3,6})(?:，曾用名[^，。；\n]{1,8})?，[男女][，。；]/gu;

/** Several characters that may be the whole of a name without a surname that is known: they stand again, as they begin nothing else begins, and they hold no word that goes on. */
const isBareName = (text: string, name: string): boolean =>
  (!isSurnamed(name) || name.length > 3) &&
  !NEVER_IN_NAME.test(name) &&
  !NO_NAMES.has(name.slice(0, 2)) &&
  !/[和及与或于对有应可为以由向经因即依按从同]/.test(name) &&
  text.split(name, 4).length > 2 &&
  text.split(name.slice(0, 2)).length - text.split(name).length < 2 &&
  Array.from(name.slice(2), (_, at) => endAt(name, at + 2)).every((sure) => sure < 2);

/** 李四某实际经营，男: a name of the usual length that stands elsewhere without what follows. */
function isNameWithMore(text: string, name: string): boolean {
  const length = surnameLength(name, 0);
  if (length === 0 || name.length < length + 4) return false;
  return text.split(name.slice(0, length + 2)).length > text.split(name).length;
}

/** Names that are told as a whole somewhere, the longer before the shorter. */
const wholeNames = (text: string): string[] =>
  [
    ...new Set([
      ...[...text.matchAll(BARE), ...text.matchAll(BY_SEX)].map(([, name = ""]) => name).filter((name) => isBareName(text, name)),
      ...[...text.matchAll(WHOLE)]
        .map(([, name = ""]) => (name.length > 2 ? name.replace(/[男女]$/, "") : name))
        .filter((name) => !isNameWithMore(text, name)),
      ...[...text.matchAll(LABELLED)].flatMap(([, name = ""]) =>
        text.split(name, 4).length > 2 && !NO_NAMES.has(name.slice(0, 2)) ? [name] : [],
      ),
    ]),
  ].sort((one, other) => other.length - one.length);

/** Somebody who names himself, or to whom a document is addressed. */
const CALLED =
  /(?:我叫|名叫|自称|姓名[：:　\s]*|(?:我是|本人(?:系|是)?)(?=\p{Script=Han}{2,4}[，,（(](?:性别)?[男女]))([\p{Script=Han}]{2,4}?)(?=[，。、；：（(　\s]|$)|(?:^|\n)\s*([\p{Script=Han}]{2,3})[：:]\s*(?=\n|$)/gu;

/** Names that stand after words for people, in lists that such a word begins, and of those who name themselves. In the order of the text. */
export function namesIn(text: string): NamedPlace[] {
  const mentions: Mention[] = [...text.matchAll(ROLES)].map(({ index, 0: whole, 1: word = "", 2: gap = "" }) => ({
    word,
    at: index + whole.length,
    isSetApart: /[：:\s]$/.test(gap),
  }));
  const wholes = wholeNames(text);
  const counts = new Map<string, number>();
  for (const { at, isSetApart } of mentions) {
    const candidate = candidateAt(text, at, isSetApart);
    if (candidate) for (const each of new Set([candidate.short, candidate.long])) counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  const places: NamedPlace[] = [];
  let done = 0;
  for (const mention of mentions) {
    if (mention.at < done) continue;
    const name = nameAt(text, mention, { counts, wholes });
    if (name === null) continue;
    const { word } = mention;
    const role = word === null ? null : groupOf(word);
    let end = mention.at + name.length;
    places.push({ name, role, word, start: mention.at, end });
    for (;;) {
      JOINS.lastIndex = end;
      const join = JOINS.exec(text)?.[0];
      const next = join === undefined ? null : nameAt(text, { word, at: end + join.length, isSetApart: false }, { counts, wholes });
      if (join === undefined || next === null) break;
      const start = end + join.length;
      if (join === "，" && !isDescribed(text, start + next.length)) break;
      if (!endsAt(text, start + next.length)) break;
      end = start + next.length;
      // 被告人张三与李四发生口角: who is named behind 与 need not be called so.
      const isCalledSo = role !== ACCUSED || join === "、" || join === "，";
      places.push({ name: next, role: isCalledSo ? role : null, word, start, end });
    }
    done = end;
  }
  places.push(...accusedIn(text, new Set(places.map(({ end }) => end))));
  const starts = new Set(places.map(({ start }) => start));
  for (const found of text.matchAll(CALLED)) {
    const name = found[1] ?? found[2] ?? "";
    if (NO_NAMES.has(name) || !isSurnamed(name)) continue;
    const start = found.index + found[0].lastIndexOf(name);
    if (!starts.has(start)) places.push({ name, role: null, word: null, start, end: start + name.length });
  }
  return places.sort((one, other) => one.start - other.start);
}

/** 张建国涉嫌, 张建国犯盗窃罪, 对张建国不起诉: whoever is named before the charge or before what is decided on him. */
const DECIDED =
  /(?:等人?|等[0-9一二三四五六七八九十]+人)?(?:涉嫌|犯(?=[\p{Script=Han}]{2,12}罪)|(?:作出|适用|依法)?(?:相对|存疑|附条件|绝对|法定)?(?:不起诉|(?:不|予以)?批准逮捕|提起公诉|取保候审|从宽处[理罚]))/gu;

function accusedIn(text: string, known: ReadonlySet<number>): NamedPlace[] {
  return [...text.matchAll(DECIDED)].flatMap(({ index: end }) => {
    if (known.has(end)) return [];
    for (const length of [4, 3, 2]) {
      const start = end - length;
      const name = text.slice(Math.max(0, start), end);
      const own = surnameLength(name, 0);
      if (start < 0 || own === 0 || length - own < 1 || length - own > 2 || NO_PERSON.has(name.slice(0, 2)) || NO_NAMES.has(name)) continue;
      if (Array.from(name.slice(own), (_, at) => isGivenAt(name, own + at)).every(Boolean) && isPlacedAsName(text, start, end))
        return [{ name, role: ACCUSED, word: null, start, end }];
    }
    return [];
  });
}

interface Told {
  readonly counts: ReadonlyMap<string, number>;
  readonly wholes: readonly string[];
}

function nameAt(text: string, { at, isSetApart }: Mention, { counts, wholes }: Told): string | null {
  // 宋平, read where 宋平娟 is written wrongly once, is not what stands elsewhere.
  const isLonger = (name: string): boolean =>
    endAt(text, at + name.length) === 0 && text.split(text.slice(at, at + name.length + 1), 3).length > 2;
  const whole = wholes.find((name) => text.startsWith(name, at) && !isLonger(name));
  if (whole !== undefined) return whole;
  const dotted = dottedAt(text, at, wholes);
  if (dotted !== null) return dotted;
  const candidate = candidateAt(text, at, isSetApart);
  if (!candidate) return null;
  const name = chosen(text, at, candidate, counts);
  // Without a surname it is a name where a mark stands before it and behind it.
  if (!isSurnamed(name) && !/^(?:[，。、；：（()\s]|$)/.test(text.slice(at + name.length, at + name.length + 1))) return null;
  return NO_NAMES.has(name) ? null : name;
}

/** One character is another, or two changed places. */
const isAlmost = (name: string, written: string): boolean =>
  Array.from(name).filter((character, at) => character !== written.charAt(at)).length < 2 ||
  Array.from(name).sort().join("") === Array.from(written).sort().join("");

/** A name with a dot: its last part is what follows the others wherever they stand, else it goes as far as a word that surely goes on. */
function dottedAt(text: string, at: number, wholes: readonly string[]): string | null {
  DOTTED.lastIndex = at;
  const [whole, head = "", last = ""] = DOTTED.exec(text) ?? [];
  if (whole === undefined) return null;
  const like = wholes.find(
    (name) =>
      name.startsWith(head) &&
      last.charAt(0) === name.charAt(head.length) &&
      isAlmost(name, text.slice(at, at + name.length)) &&
      endAt(text, at + name.length) > 0,
  );
  if (like !== undefined) return text.slice(at, at + like.length);
  let length = 2;
  while (length < last.length && endAt(text, at + head.length + length) < 2) length += 1;
  const other = text.indexOf(head, at + 1) >= 0 ? text.indexOf(head, at + 1) : text.indexOf(head);
  if (other !== at) {
    let shared = 0;
    while (shared < last.length && text.charAt(other + head.length + shared) === last.charAt(shared)) shared += 1;
    if (shared > 1) length = endAt(text, at + head.length + shared) > 0 ? Math.min(shared, 8) : length;
  }
  return head + last.slice(0, length);
}

const WHO =
  /^(?:系(?!主犯|从犯|累犯|初犯|自首|本案|直接|公司|成年|[\p{Script=Han}]{0,8}(?:损伤|死亡|外伤|窒息|中毒))|作为|(?:是|系)[其他她我]|\s*(?:[，（(]|（[^（）]{1,20}），)\s*(?:男|女|[12][0-9]{3}年|[0-9]{1,3}岁|系|时任|原系|原任|另案|已判|在逃|未到案|已死亡|殁年|绰号|外号|曾用名|化名|又名|别名|网名|微信|未成年|身份证|公民身份|居民身份|汉族|户籍|务工|农民|个体))/u;

/** Whether it is told behind a name who that is. */
export const isDescribed = (text: string, end: number): boolean => WHO.test(text.slice(end, end + 30));

const BEFORE =
  /(?:^|[，。、；：“（(\s　\p{P}]|[对被将向由与和及给叫是为让因以随找令使同把替比跟于了称而但则故且在从经至到据凭按后前时内中上下出名致晚天日早午夜月许着过走得者取向听有的识喊见问找叫骂]|办理|审理|受理|查办|支付|补偿|责令|希望|决定|认定|指控|证实|证明|发现|抓获|准许|要求|建议|判处|起诉|批准|逮捕|拘留|供述|陈述|认为|根据|依据|有关|涉嫌|看到|看见|殴打|退赔|赔偿|退还|返还|伙同|讯问|询问|骗取|告知|造成|导致|致使)$/u;

/** Whether a name can stand here by what is on both sides of it. */
export const isPlacedAsName = (text: string, start: number, end: number): boolean =>
  BEFORE.test(text.slice(Math.max(0, start - 2), start)) && endsAt(text, end);

/** How often a name without a word for people has to stand so that it is believed, and how often with marks or fitting words on both sides. */
const spokenEnough = (name: string): readonly [stands: number, placed: number] =>
  WORDLIKE_SURNAMES.has(name.charAt(0)) ? [4, 3] : name.length > 2 ? [2, 1] : [2, 2];

/** The end of a word for people of which no list is whole: 安全管理员, 业主代表. */
const AFTER_PERSON = /[员师长工者民主表手属妻子女儿父母兄弟姐妹友人]$/;

const SURNAME_AT = new RegExp(
  `(?:${[...SURNAMES].filter((surname) => surname.length > 1).join("|")}|[${[...SURNAMES].filter((surname) => surname.length === 1).join("")}])(?=\\p{Script=Han})`,
  "gu",
);

/** The names that may be meant: up to where something surely goes on, else the longer where it may end, else the shorter. */
function perhapsAt(text: string, at: number, { short, long }: Candidate): string[] {
  const [endsShort, endsLong] = [endAt(text, at + short.length), long === short ? 0 : endAt(text, at + long.length)];
  const name = endsShort === 2 ? short : endsLong > 0 ? long : endsShort > 0 ? short : null;
  return name === null || NEVER_IN_NAME.test(name) ? [] : [name];
}

/** Where a name with a dot begins: behind a mark or a word that people follow. */
const DOT_BEGINS = /(?<=^|[\p{P}\s对被将由向与和人给仅是]|发现)\p{Script=Han}{2,6}(?=·\p{Script=Han}{2})/gmu;
/** Characters that names of other peoples are written with, one for a syllable. */
const SYLLABLES: ReadonlySet<string> = new Set(
  Array.from(
    "阿艾巴白班贝比布才仓次措达丹旦丁德地登顿朵多尔尕盖甫古格贡果哈罕合胡吉加嘉江金卡康克拉来兰朗勒里力丽列罗洛麦买玛曼孟米明木姆穆那纳娜尼努诺帕朋彭平普琪恰强钦青曲热仁日瑞若萨赛桑沙斯松苏孙索塔台泰提图土吐娃旺维翁乌吾西夏肖雅亚央扬耶依衣伊因尤玉元云则扎泽增珍卓珠准孜子宗呷嘎",
  ),
);
const isTransliterated = (name: string): boolean => Array.from(name).every((character) => SYLLABLES.has(character));

/** The first cell of a row, and what stands behind a label until the end of its line. */
const CELL = /^(\p{Script=Han}{2,5})(?=[　\t])|[：:　]\s*(\p{Script=Han}{2,5})$/gmu;

/** A name with a dot between two marks or words that people follow. */
const WITH_DOT = /(?<=[\p{P}\s对被将由向与和人给])([\p{Script=Han}]{2,6}·[\p{Script=Han}]{2,5})(?=[\p{P}\s])/gu;

/** Characters of given names throughout behind the surname. */
export const isAllGiven = (name: string): boolean =>
  Array.from(name.slice(surnameLength(name, 0))).every((character) => GIVEN.has(character));

interface Spoken {
  /** Surely names. */
  readonly sure: readonly string[];
  /** Names, if what is like them is one. */
  readonly perhaps: readonly string[];
  readonly once: readonly string[];
}

/** Names that stand again and again without a word for people. */
function spokenOf(text: string): Spoken {
  const [counts, loose] = [new Map<string, number>(), new Set<string>()];
  for (const { index: at } of text.matchAll(SURNAME_AT)) {
    const candidate = candidateAt(text, at, false);
    if (!candidate) continue;
    const lead = text.slice(Math.max(0, at - 2), at);
    if (BEFORE.test(lead) || AFTER_PERSON.test(lead)) for (const name of perhapsAt(text, at, candidate)) loose.add(name);
    if (!isAllGiven(candidate.short)) continue;
    const name = chosen(text, at, candidate, counts);
    if (GIVEN.has(name.charAt(name.length - 1)) && isPlacedAsName(text, at, at + name.length))
      counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const sure = [...counts]
    .filter(([name, placed]) => {
      const [stands, least] = spokenEnough(name);
      return placed >= least && text.split(name, stands + 1).length > stands;
    })
    .sort(([, one], [, other]) => other - one)
    .map(([name]) => name);
  const isOften = (name: string): boolean => text.split(name, 3).length > 2;
  const perhaps = [...loose].filter((name) => !WORDLIKE_SURNAMES.has(name.charAt(0)) && isOften(name));
  const once =
    text.length > LONGEST_OF_A_CASE
      ? []
      : [
          ...[...text.matchAll(DOT_BEGINS)].flatMap(({ index }) => dottedAt(text, index, []) ?? []),
          ...[...text.matchAll(CELL)]
            .map(([, first, last = ""]) => first ?? last)
            .filter((name) => name.length > 2 && isTransliterated(name)),
          ...[...loose].filter((name) => isAllGiven(name) && !isOften(name)),
        ];
  for (const [, name = ""] of text.matchAll(WITH_DOT)) if (text.split(name, 4).length > 3) perhaps.push(name);
  return { sure, perhaps, once };
}

const isOnlyBeginning = (text: string, name: string, whole: string): boolean =>
  whole !== name && whole.startsWith(name) && text.split(name).length - text.split(whole).length < 2;

/** A name without a surname that is known, read as far as all mentions but one go on alike: 卓玛 → 卓玛央宗. */
function extended(text: string, name: string): string {
  let whole = name;
  while (whole.length < 14) {
    const behind = [...text.matchAll(new RegExp(`${whole}([\\p{Script=Han}·])`, "gu"))].map(([, next = ""]) => next);
    const stands = text.split(whole).length - 1;
    const [most] = [...Map.groupBy(behind, (each) => each)].sort(([, one], [, other]) => other.length - one.length);
    if (!most || most[1].length < 3 || most[1].length < stands - 1 || NEVER_IN_NAME.test(most[0])) break;
    whole += most[0];
  }
  return whole;
}

/** People that a document can be about: of more names the most frequent are taken. */
const MOST_NAMES = 40;
const MOST_ONCE = 150;

export interface KnownNames {
  readonly known: ReadonlySet<string>;
  /** Names that stand twice or more and are not known so surely. */
  readonly perhaps: ReadonlySet<string>;
  /** Names that stand once between words that names stand between. */
  readonly once: ReadonlySet<string>;
}

/** Names of people who are described, and those that follow their words twice or more or, once told so, stand in the text again. */
export function knownNames(
  { text }: CheckedDocument,
  places: readonly NamedPlace[],
  heads: readonly { readonly name: string }[],
): KnownNames {
  const counts = new Map<string, number>();
  for (const { name } of places) counts.set(name, (counts.get(name) ?? 0) + 1);
  const described = [
    ...new Set([...heads.map(({ name }) => name), ...[...text.matchAll(DESCRIBED)].map(([, name = ""]) => name.replace(ROLE_BEFORE, ""))]),
  ].filter((name) => counts.has(name) || isSurnamed(name) || (name.length > 2 && text.split(name, 3).length > 2));
  const repeated = [...counts].filter(([, count]) => count > 1).sort(([, one], [, other]) => other - one);
  const again = [...counts].filter(
    ([name, count]) => count === 1 && text.indexOf(name) !== text.lastIndexOf(name) && (isSurnamed(name) || isBareName(text, name)),
  );
  const told = new Set([...described, ...repeated.map(([name]) => name), ...again.map(([name]) => name)].slice(0, MOST_NAMES));
  // 颂猜·布恩, read where 颂猜·布恩米 is written wrongly once: the beginning of a name that stands alone once is nobody's.
  for (const name of told)
    if (!described.includes(name) && told.values().some((other) => isOnlyBeginning(text, name, other))) told.delete(name);
  const spoken = spokenOf(text);
  const isNew = (name: string): boolean => !told.values().some((other) => other.includes(name) || name.includes(other));
  for (const name of Array.from(told)) if (!isSurnamed(name) || name.includes("·")) told.add(extended(text, name));
  const known = new Set([...told, ...spoken.sure.filter(isNew)].slice(0, MOST_NAMES));
  return {
    known,
    perhaps: new Set(spoken.perhaps.filter((name) => isNew(name) && !known.has(name)).slice(0, MOST_NAMES)),
    once: new Set(
      [...(text.length > LONGEST_OF_A_CASE ? [] : counts.keys()), ...heads.map(({ name }) => name), ...spoken.once]
        .filter((name) => !known.has(name) && !spoken.perhaps.includes(name))
        .slice(0, MOST_ONCE),
    ),
  };
}
