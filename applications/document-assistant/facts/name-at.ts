import { GIVEN, NO_PERSON, SURNAMES, WORDLIKE_SURNAMES } from "./surnames.ts";

/** Words of several characters that go on with a sentence behind a name. */
const GOES_ON =
  "现取|现羁|现在|现被|现住|现因|时年|年满|年仅|年近|当时|现年|现已|现押|一人|一同|一家|一案|一直|一起|三人|上诉|两人|个人|中途|主动|义务|争吵|争执|争抢|二人|从中|从事|从家|从轻|代为|伤势|伤情|作为|作出|作案|作证|保存|保管|保证|保险|信以|信任|信息|信用|先于|先动|先后|先打|先是|先用|先行|先骂|全程|全责|全身|全部|全额|公司|出具|出售|出来|出租|出资|出门|刑事|判处|利用|利益|到案|前去|前往|前来|反对|发动|发布|发放|发现|发生|发票|发给|发送|受伤|可以|可能|右手|右眼|同意|同时|同村|同案|同行|名下|后来|和他|和其|商议|商量|国家|土地|多次|大声|大量|头部|如上|如下|如不|如何|如实|如愿|如数|如有|如期|如果|存入|存在|存放|存款|学习|学生|安全|安排|安装|实施|实际|家中|家人|家住|家属|家庭|家里|家门|小腿|工作|工地|工程|工资|左手|左眼|平时|康复|建房|建议|建造|开具|开始|开设|开车|开门|归案|当场|当日|得手|得款|得知|微信|心里|成为|成年|成立|手机|手臂|执行|承认|担任|指认|提交|提供|提出|支付宝|政府|故意|时任|明显|明知|明确|有一|有两|有人|有关|有期|有权|有罪|有过|木棍|未交|未到|本人|本案|本次|本金|本院|权利|权益|来到|来源|来电|构成|根据|正准|正在|正式|正当|正面|步行|民事|治疗|法定|法院|注册|注销|涉嫌|满十|现金|依法|依照|望风|承揽|承诺|承包|承办|相互|凌晨|怀疑|陆续|夫妻|知道|知晓|知情|起草|起诉|死亡|尚未|近亲属|获利|获得|获取|获悉|获赔|意见|意思|意图|意外|犯罪|生前|生意|生活|用于|用手|申诉|申请|登记|直接|石头|确认|积极|立刻|立功|立即|立案|签订|精神|红色|道歉|民间|主张|反映|尚在|尚有|尚欠|均已|均未|均系|均为|均不|均无|均可|均在|均能|均被|均有|声称|辩称|辩解|患有|提起|谅解|夫妇|书写|书面|支付|坦白|户籍|一方|双方|方面|原系|原为|曾任|曾系|曾在|经济|经营|经过|继承|继续|维修|维持|翻墙|胸部|能够|腹部|腿部|自书|自动|自己|自愿|自称|自行|自首|行为|行动|行政|行至|行贿|行走|行驶|表示|要求|认罪|设立|请求|谎称|负责|财产|财物|账户|起床|起意|起来|起次|起身|超速|轻伤|轻微|辨认|达到|达成|迅速|运营|运输|运送|进入|进城|进屋|进行|进货|违反|连同|连夜|连捅|连续|通知|通话|通过|重伤|金额|钢管|铁棍|铁锤|银色|银行|长期|长达|陈述|随即|随后|非法|面部|定罪|路过|生产|静脉|承担|尚能|危险|盗窃|诈骗|寻衅|贩卖|抢劫|抢夺|强奸|受贿|职务|交通|关于|现均|现仍|决定|指使|授意|组织|策划|批准|起主要|宣告|缓刑|依据|依次|依约|承运|承建|承租|承接|现场|清点|清楚|清查|清理|金项链|金手|金戒指|金耳环|金条|金器|金饰|相同|相符|相关|相识|相约|相撞";

/** Characters that do, some of which names have in them too. */
const GOES_ON_SHORTLY =
  "未否误偿归赔拨辩尾揣挥搭罚扶拐搂掐揪拽怂唆嘱饮喝吃哭喊吵摔踹搬偷抱逼掏摸拔拆绑上下不与丢两为之乘也买于交亦介仍从付代令以任伙会伪但住使供侵保倒借假停先共其具再冒出则利到刺勒协卖占即却去参又及发取受叫可右同后向听告和商回因在均坐坦处失头女如委威存家对将左已带帮并应开强当得恐悔想愿户所手打投抗抢报担拒拦拿持挪捅授接推提撞撬收放敲无昏是曾替有服来欠死殴汇没派潜爬犯猥用由申男登的盗看知砍砸碾离租称窃站等答签管系索纠约组经给翻而联肇胁胸能自至虚被要见认让讲证诉说请谅谈谋质贪赔走赶趁跑踢身转辩运返还进追退送逃通遂遗邀配酒醉采销问随隐雇面须领驾骑骗把时";

const ENDS = new RegExp(`[，。、；：（()）《》“”\\s\\p{P}0-9A-Za-z]|${GOES_ON}|[${GOES_ON_SHORTLY}]|$`, "uy");

/** What ends a name for certain where a longer one could be read: no name has it in it. */
export const NEVER_IN_NAME = /[仅的了着在是被将该等其之把给让使而则但却所说称并且或已亦也均还又再再很都没不]/;

export const NO_NAMES = new Set(
  [
    "供述|陈述|意见|某某|身份|基本|双方|之间|本人|家属|近亲属|进行|依法|可能|名单|住所|证言|签名|损失|谅解|没有|不服|他人|其他|其他人|同伙|亲属|权利|义务|人员|单位|公司|辩解|申请|委托|姓名|性别|年龄|电话|地址|住址|签字|捺印|盖章|及其|或者|并且|同上|暂无|不详|空白",
    "以及|对此|认为|承认|供认|自愿|同意|到案|归案|投案|自首|坦白|认罪|悔罪|赔偿|退赔|退赃|死亡|受伤|轻伤|重伤|报案|辨认|指认|不能|无法|应当|可以|已经|均已|分别|共同|先后|多次|再次|一次|上述|下列|该案|本案|此案|等人|二人|三人|两人|多人|数人|一人|是否|如何|何时|有权|无权|曾用|曾用名",
    "刑期|罪名|案由|金额|数额|数量|单价|时间|日期|次数|序号|备注|职务|金额|金项链|金手|金戒指|金耳环|金条|金器|金饰|职业|民族|学历|籍贯|户籍|案号|车牌|账号|账户|开户|卡号|罚金|主刑|附加|合计|小计",
  ]
    .join("|")
    .split("|"),
);

const HAN_NAME = /[\p{Script=Han}]{1,4}/uy;

/** 阿卜杜热合曼·买买提 */
const DOTTED = /(\p{Script=Han}{1,8}(?:[·•・]\p{Script=Han}{1,8})*[·•・])(\p{Script=Han}{1,8})/uy;

export const surnameLength = (text: string, at: number): 0 | 1 | 2 =>
  SURNAMES.has(text.slice(at, at + 2)) ? 2 : SURNAMES.has(text.charAt(at)) ? 1 : 0;

export const isSurnamed = (name: string): boolean => surnameLength(name, 0) > 0;

/** Characters of given names, and those that stand for them in a masked name: 某, 某甲. */
export const isGivenAt = (text: string, at: number): boolean =>
  GIVEN.has(text.charAt(at)) ||
  /[某×]/.test(text.charAt(at)) ||
  (/[甲乙丙丁戊己庚辛]/.test(text.charAt(at)) && /[某×]/.test(text.charAt(at - 1)));

/** What a sentence goes on with behind a name: a mark, a word or its first character. */
export function wordAt(text: string, at: number): string | undefined {
  ENDS.lastIndex = at;
  return ENDS.exec(text)?.[0];
}

/** How surely a name ends here: not (a character follows that names have in them), perhaps, surely. */
export function endAt(text: string, at: number): 0 | 1 | 2 {
  const found = wordAt(text, at);
  const isGiven = isGivenAt(text, at);
  if (found === undefined) return isGiven ? 0 : 1;
  return found.length === 1 && isGiven ? 1 : 2;
}

/** Whether a word ends here, so that it can be a name. */
export const endsAt = (text: string, at: number): boolean => endAt(text, at) > 0;

/** Characters that names have in them, and that go on with a sentence more often. */
export const ALSO_WORDS: ReadonlySet<string> = new Set(
  Array.from("依经连进开来行先后前有用自如可能得同和向从为与当本全通商提登知随直继出主至家放抓在将以被因系窜到"),
);

export interface Candidate {
  readonly short: string;
  readonly long: string;
}

/** The name of two and of three characters (or a character more) that may begin here; null: none does. */
export function candidateAt(text: string, at: number, isSetApart: boolean): Candidate | null {
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

/** A text as long as a book is about nobody in particular. */
export const LONGEST_OF_A_CASE = 100_000;

/** Which of the two names it is: where both end before a word that goes on, the one that other mentions bear out, else the shorter. */
export function chosen(text: string, at: number, { short, long }: Candidate, counts: ReadonlyMap<string, number>): string {
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

/** One character is another, or two changed places. */
const isAlmost = (name: string, written: string): boolean =>
  Array.from(name).filter((character, at) => character !== written.charAt(at)).length < 2 ||
  Array.from(name).sort().join("") === Array.from(written).sort().join("");

/** A name with a dot: its last part is what follows the others wherever they stand, else it goes as far as a word that surely goes on. */
export function dottedAt(text: string, at: number, wholes: readonly string[]): string | null {
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

const ORGANISATION =
  /^[\p{Script=Han}]{0,3}?(?:村|镇|乡|县|市|区|路|街|巷|屯|寨|庄|桥|山|湖|河|塘|坝|岭|店|厂|公司|商行|超市|商店|饭店|宾馆|酒店|医院|学校|中学|小学|诊所|药房|律师事务所)|^[\p{Script=Han}]{2,8}公司/u;

/** Whether the name of a place or a firm goes on there. */
export const isOrganisation = (text: string, at: number): boolean => ORGANISATION.test(text.slice(at, at + 12));

/** Whether it is told behind a name who that is. */
export const isDescribed = (text: string, end: number): boolean => WHO.test(text.slice(end, end + 30));

export const BEFORE =
  /(?:^|[，。、；：“（(\s　\p{P}]|[对被将向由与和及给叫是为让因以随找令使同把替比跟于了称而但则故且在从经至到据凭按后前时内中上下出名致晚天日早午夜月许着过走得者取向听有的识喊见问找叫骂]|办理|审理|受理|查办|通知|邀请|判决|支持|委托|委派|指派|督促|劝说|联系|陪同|收取|驾驶|搭载|支付|补偿|责令|希望|决定|认定|指控|证实|证明|发现|抓获|准许|要求|建议|判处|起诉|批准|逮捕|拘留|供述|陈述|认为|根据|依据|有关|涉嫌|看到|看见|殴打|退赔|赔偿|退还|返还|伙同|讯问|询问|骗取|告知|造成|导致|致使)$/u;

/** Whether a name can stand here by what is on both sides of it. */
export const isPlacedAsName = (text: string, start: number, end: number): boolean =>
  BEFORE.test(text.slice(Math.max(0, start - 2), start)) && endsAt(text, end);

/** Characters of given names throughout behind the surname. */
export const isAllGiven = (name: string): boolean =>
  Array.from(name.slice(surnameLength(name, 0))).every((character) => GIVEN.has(character));

/** A surname and given names, 中 among them, which words have in them more often. */
export const isWholeName = (name: string): boolean => isSurnamed(name) && isAllGiven(name.replace(/(?<=.)中/u, "华"));
