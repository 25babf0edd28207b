import { Converter } from "opencc-js/cn2t";
import { pinyin } from "pinyin-pro";
import { type Group, People, type Person } from "../demo/people.ts";
import { mix, Random } from "../demo/random.ts";

/** Synthetic persons whose records carry the errors that Chinese registers have. FROZEN: written before the linker was tuned, and not to be changed
 *  to suit it. Two halves that share neither seeds nor confusions: `development` to look at while working, `final` for the figure that is quoted. */
export type Half = "development" | "final";

export const FAMILIES = [
  "none",
  "homophone",
  "look-alike",
  "transposed-digits",
  "wrong-digit",
  "fifteen-digits",
  "traditional",
  "reversed",
  "full-width",
  "address-form",
] as const;
export type Family = (typeof FAMILIES)[number];

export interface FamilyRecord {
  /** Number of the person. */
  readonly person: number;
  /** What was done to it; the first record of a person is always `none`. */
  readonly family: Family;
  readonly cells: readonly string[];
}

export const HEADINGS = ["姓名", "公民身份号码", "性别", "出生日期", "住址", "联系电话"] as const;

const SEEDS: Readonly<Record<Half, number>> = { development: 51_001, final: 92_007 };

/** Records a person has, by chance: one 55 %, two 27 %, three 12 %, four 6 %. */
function recordsOf(random: Random): number {
  const draw = random.next();
  return draw < 0.55 ? 1 : draw < 0.82 ? 2 : draw < 0.94 ? 3 : 4;
}

const GROUPS: readonly Group[] = ["adult", "pensioner", "adult", "oldPensioner"];

/** All records of `persons` people, person by person; the caller mixes their order. `round` gives another sample of the same half. */
export function* familyRecords(persons: number, half: Half, round = 0): Generator<FamilyRecord> {
  const seed = SEEDS[half] + round * 1_000_003;
  const people = new People(seed, 20_400);
  let before: Person | null = null;
  for (let number = 0; number < persons; number++) {
    const random = new Random(seed, 77, number);
    const born = people.person(GROUPS[number % GROUPS.length] ?? "adult", number);
    const person: Person = before ? withNeighbour(born, before, random) : born;
    before = person;
    const records = recordsOf(random);
    for (let record = 0; record < records; record++) {
      const family = record === 0 ? "none" : random.pick(FAMILIES);
      yield { person: number, family, cells: spoil(person, family, { random, half, isFirst: record === 0 }) };
    }
  }
}

/** A quarter lives with the person before: the same address, often the same telephone and surname; one of 500 is a twin or has the same
 *  name and birthday. These are the false matches that wait to be made. */
function withNeighbour(person: Person, before: Person, random: Random): Person {
  const draw = random.next();
  if (draw < 0.001) return { ...person, name: before.name, bornOn: before.bornOn, id: idOf(before.id, person.id) };
  if (draw < 0.002)
    return {
      ...person,
      name: before.name.slice(0, -1) + person.name.slice(-1),
      bornOn: before.bornOn,
      id: idOf(before.id, person.id),
      address: before.address,
      phone: before.phone,
      district: before.district,
    };
  if (draw > 0.25) return person;
  const name = random.chance(0.5) ? before.name.slice(0, 1) + person.name.slice(1) : person.name;
  return { ...person, name, address: before.address, ...(random.chance(0.6) ? { phone: before.phone } : {}) };
}

/** Another id with the region and birthday of `model`: the sequence of `own`, moved off the model's, its sex kept. */
function idOf(model: string, own: string): string {
  const sequence = (Number(own.slice(14, 17)) + (own.slice(14, 17) === model.slice(14, 17) ? 2 : 0)) % 1000;
  const digits = model.slice(0, 14) + String(sequence).padStart(3, "0");
  return digits + checkCharacter(digits);
}

function checkCharacter(digits: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return "10X98765432".charAt(weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11);
}

interface Spoiling {
  readonly random: Random;
  readonly half: Half;
  readonly isFirst: boolean;
}

function spoil(person: Person, family: Family, { random, half, isFirst }: Spoiling): string[] {
  let { name, id, address, phone } = person;
  const iso = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
  // Later records lack one of number, telephone and address in half of all cases, or have a new telephone.
  const lacking = isFirst ? 1 : random.next();
  switch (family) {
    case "homophone":
      name = replaced(name, homophones(half), random);
      break;
    case "look-alike":
      name = replaced(name, lookAlikes(half), random);
      break;
    case "transposed-digits":
      id = transposed(id, random);
      break;
    case "wrong-digit": {
      const at = random.between(6, 16);
      id = id.slice(0, at) + ((Number(id[at]) + random.between(1, 9)) % 10) + id.slice(at + 1);
      break;
    }
    case "fifteen-digits":
      if (id.slice(6, 8) === "19") id = id.slice(0, 6) + id.slice(8, 17);
      break;
    case "traditional":
      [name, address] = [toTraditional(name), random.chance(0.5) ? toTraditional(address) : address];
      break;
    case "reversed":
      name = reversed(name);
      break;
    case "full-width":
      [id, phone] = [fullWidth(id), fullWidth(phone)];
      break;
    case "address-form":
      address = otherForm(address, random);
      break;
    case "none":
      break;
  }
  const isIdSpoilt = family === "transposed-digits" || family === "wrong-digit" || family === "fifteen-digits";
  if (lacking < 0.12 && !isIdSpoilt) id = "";
  else if (lacking < 0.28) phone = "";
  else if (lacking < 0.42) address = "";
  else if (lacking < 0.5) phone = phone.slice(0, 3) + String(random.between(0, 99_999_999)).padStart(8, "0");
  const bornOn = random.chance(0.15) ? "" : random.pick([iso, iso.replaceAll("-", "/"), iso.replaceAll("-", "")]);
  return [name, id, random.chance(0.1) ? "" : person.sex === "male" ? "男" : "女", bornOn, address, phone];
}

/** Exchanges one character for another of its group, the surname in one case of five; unchanged where no character has a group. */
function replaced(name: string, groups: ReadonlyMap<string, string>, random: Random): string {
  const places = Array.from(name).flatMap((character, at) => (groups.has(character) ? [at] : []));
  const given = places.filter((at) => at > 0);
  const from = given.length > 0 && !(random.chance(0.2) && places.includes(0)) ? given : places;
  if (from.length === 0) return name;
  const at = random.pick(from);
  const others = Array.from(groups.get(name.charAt(at)) ?? "").filter((each) => each !== name.charAt(at));
  return name.slice(0, at) + random.pick(others) + name.slice(at + 1);
}

function transposed(id: string, random: Random): string {
  const places = Array.from({ length: 11 }, (_, at) => at + 6).filter((at) => at < 16 && id[at] !== id[at + 1]);
  if (places.length === 0) return id;
  const at = random.pick(places);
  return id.slice(0, at) + id[at + 1] + id[at] + id.slice(at + 2);
}

const COMPOUND = ["欧阳", "司马", "上官", "诸葛", "司徒"];

function reversed(name: string): string {
  if (name.includes("·")) return name.split("·").toReversed().join("·");
  const length = COMPOUND.some((surname) => name.startsWith(surname)) ? 2 : 1;
  return name.slice(length) + name.slice(0, length);
}

const traditional = Converter({ from: "cn", to: "t" });
const toTraditional = (text: string): string => traditional(text);

const fullWidth = (text: string): string => text.replaceAll(/[0-9A-Z]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0));

const HAN_DIGITS = "零一二三四五六七八九";

/** The same place written another way: without province or city, other words for house and room, Chinese figures, spaces, brackets. */
function otherForm(address: string, random: Random): string {
  const forms: readonly ((text: string) => string)[] = [
    (text) => text.replace("湖南省", ""),
    (text) => text.replace("湖南省岳阳市", ""),
    (text) => text.replace(/(\d+)栋(\d+)室/, "$1幢$2房"),
    (text) => text.replace(/(\d+)号(\d+)栋(\d+)室/, "$1号$2-$3"),
    (text) => text.replace("村民小组", "组"),
    (text) => text.replace(/第([一二三四五六七八九])村民小组/, (_, digit: string) => `${HAN_DIGITS.indexOf(digit)}组`),
    (text) => text.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
    (text) => text.replace(/(街道|镇|乡)/, "$1 "),
    (text) => text.replace(/(\d+)号/, "$1號"),
    (text) => text.replace("街道", "街道办事处"),
  ];
  return random.pick(forms)(random.pick(forms)(address));
}

/** Characters of names, each reading once with all its characters; halves take every other reading. */
const NAME_CHARACTERS =
  "李里黎理力丽莉立利历王汪旺望刘留柳流陈辰晨尘沉张章彰璋周洲舟州黄皇煌凰彭鹏朋蓬杨阳扬洋羊胡湖虎护罗洛骆珞谢协燮唐堂棠塘曾增吴武五伍午邓登灯肖萧晓小孝何和贺河荷谭檀潭谈曹操草蒋江姜讲徐许旭须龙隆珑笼赵照兆朝袁元源圆园媛朱珠竹祝国果郭过德得福富甫夫付金锦今津生胜升声盛华花化画明铭鸣名文闻雯纹炳丙冰兵桂贵圭归松宋颂柏白百云芸耘匀清青庆晴卿正政征振光广荣容蓉融寿守首春纯淳祥翔香湘仁人任仪义艺忠中钟重永勇咏泳长常昌畅兴星行杏发法林琳霖临树书舒淑水税根跟保宝宣玄海亥秀绣修英瑛莹盈兰岚蓝珍真贞臻玉宇雨语煜梅媚美枚凤奉芝之志智菊举翠萃蕾雷磊蕊建健剑军君钧俊骏平萍苹屏红宏洪鸿弘卫伟维炜炜东冬栋强蔷辉慧惠会斌彬宾玲灵凌岭霞夏侠琴勤芹秦婷廷亭庭静敬靖晶丹单敏民闵娜那颖映倩茜欠雪学薛芳方仿娟涓鹃佳嘉家加欣新鑫心馨璐露鹭薇威微巍洁杰捷婕瑶遥姚思丝斯莎沙纱涛韬桃超潮浩皓昊豪飞菲非凯楷恺峰锋丰枫帅率轩萱子紫梓睿瑞锐泽则择博波伯熙希西曦航杭一依怡宜艺诺若逸奕益天添田沐木牧涵寒含韩诗师施琪奇祺齐可克语妍研岩言雅亚梦孟汐";

/** Pairs and groups that hands and scanners confuse; halves take every other group. */
const LOOK_ALIKES =
  "天夫 土士 末未 己已 王玉 日曰 人入 大太 千干 午牛 田由 李季 刘列 陈陣 杨扬 张弘 徐除 晓晚 海诲 洋详 伟炜 俊峻 峰锋 玲铃 清倩 明朋 志忠 建健 国园 华毕 芳芬 兰三 秀香 英莫 梅悔 桂挂 春舂 红江 文丈 云去 光先 平乎 永水 荣宋 福副 贵责 金全 民良 卫工 东车 军年 强虽 辉挥 斌赋 武戍 丽而 艳绝 霞露 萍苹 燕蒸 琴琹 珍诊 群郡 利刹 娟涓 爱受 青育 磊晶 鹏鸥 涛祷 超越 勇男 浩洁 波坡 亮高 飞气 宇字 龙尤 凯剀 翔详 鑫品 帅师 佳住 林木 威戚 婷停 静净 丹舟 敏繁 颖颍 雪雷 慧彗 琳淋 欣忻 雯斐 璐潞 媛缓 薇微 晶品 洁浩 瑶谣 思恩 莎沙 凤风 轩斩 子于 豪毫 睿容 泽译 梓样 博搏 晨震 皓皎 铭铬 航舫 诺偌 辰晨 逸免 瑞端 奕亦 沐休 嘉喜 楷揩 涵函 怡恰 诗持 雨丽 萱宣 琪淇 可司 馨磬 妍研 雅稚 芯芷 艺芝 梦焚 汐夕 依衣 若苦 婉碗 晴睛 罗岁 谢射 唐庚 曾曹 吴昊 邓邵 肖背 何向 谭潭 蒋浆 赵起 袁哀 朱未 易昜 贺货 方万 钟种 余佘 邹都 马乌 郭敦 高亮 宋未 郑邦 毛手 柳抑 戴载";

const byHalf = new Map<string, ReadonlyMap<string, string>>();

function groupsOf(name: string, half: Half, groups: () => readonly string[]): ReadonlyMap<string, string> {
  const key = `${name}/${half}`;
  const known = byHalf.get(key);
  if (known) return known;
  const table = new Map<string, string>();
  for (const [at, group] of groups().entries())
    if (at % 2 === (half === "development" ? 0 : 1))
      for (const character of group) table.set(character, (table.get(character) ?? "") + group);
  byHalf.set(key, table);
  return table;
}

function homophones(half: Half): ReadonlyMap<string, string> {
  return groupsOf("homophone", half, () => {
    const readings = new Map<string, Set<string>>();
    for (const character of NAME_CHARACTERS) {
      const reading = pinyin(character, { toneType: "none" });
      readings.set(reading, (readings.get(reading) ?? new Set()).add(character));
    }
    return [...readings.entries()]
      .filter(([, characters]) => characters.size > 1)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([, characters]) => [...characters].join(""));
  });
}

const lookAlikes = (half: Half): ReadonlyMap<string, string> => groupsOf("look-alike", half, () => LOOK_ALIKES.split(" "));

/** Places of the records in a file, mixed by a key so that records of a person do not stand together. */
export const mixedOrder = (count: number, seed: number): Uint32Array => {
  const order = Uint32Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = (mix(seed, at) >>> 0) % (at + 1);
    const kept = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
};
