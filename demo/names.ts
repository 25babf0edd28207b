import { type Random, Weighted } from "./random.ts";

/** Surnames by frequency in Hunan, in tenths of a per cent (rounded; after the registers' published rankings). */
const SURNAMES = new Weighted<string>(
  "李82 王70 刘68 陈56 张55 周38 黄36 彭34 杨33 胡28 罗26 谢24 唐24 曾22 吴22 邓21 肖20 何18 谭18 曹16 蒋15 徐15 龙14 赵13 袁13 朱13 欧阳6 欧4 许10 易12 贺12 方11 钟11 余11 邹10 孙10 马10 郭10 林10 高9 宋8 郑8 毛8 柳7 戴8 向8 廖9 姚8 范7 夏7 江7 任7 喻7 田7 石7 卢6 汤6 丁6 苏6 万6 付6 冯6 文6 熊6 韩5 叶5 魏5 沈5 涂5 姜5 白4 秦4 龚5 尹4 阳4 湛3 皮3 晏3 司马1 上官1 诸葛1 司徒1"
    .split(" ")
    .map((entry) => [entry.replace(/\d+$/, ""), Number(/\d+$/.exec(entry)?.[0])] as const),
);

interface Fashion {
  readonly male: string;
  readonly female: string;
  /** Share of given names of one character. */
  readonly single: number;
}

/** Characters of given names by year of birth: each generation has its own. */
const FASHIONS: readonly (readonly [until: number, Fashion])[] = [
  [
    1959,
    {
      male: "国德福金生华明文炳桂松柏云清正光荣贵富寿春祥仁义忠孝永长兴发財林树水根保元开玉海".replace("財", "财"),
      female: "秀英兰珍桂玉梅淑凤莲芝菊香翠娥贞素云金银春月腊元满爱清",
      single: 0.12,
    },
  ],
  [
    1979,
    {
      male: "建国军民平华新红卫东志强勇伟明辉斌文武革跃爱党学农岳湘中立岩波",
      female: "红梅玲丽芳艳霞华萍燕英琴珍群建岳湘平辉利娟桂春秋小爱青",
      single: 0.3,
    },
  ],
  [
    1999,
    {
      male: "伟杰磊鹏涛超俊勇斌浩波亮飞宇龙凯辉翔鑫峰健帅志文海佳林威",
      female: "婷静丹敏娜颖莉倩雪芳娟慧玲琳佳欣雯璐媛薇晶洁瑶思莎凤艳",
      single: 0.35,
    },
  ],
  [
    9999,
    {
      male: "浩宇轩子豪睿泽俊梓博文晨皓熙铭佳航一诺辰逸瑞天奕沐阳嘉楷",
      female: "梓涵欣怡诗雨萱子琪思语可馨妍雅佳芯艺梦瑶沐汐依诺若婉晴",
      single: 0.06,
    },
  ],
];

const MINORITY_FIRST = ["阿卜杜热合曼", "麦麦提", "艾合买提", "古丽娜尔", "帕提古丽", "吐尔逊", "扎西", "卓玛"];
const MINORITY_LAST = ["买买提", "艾力", "吐尔地", "阿不都", "玉素甫", "次仁", "多吉"];

/** A person's name by the ways of the year of birth; one in a thousand belongs to a people that writes a dot between its parts. */
export function personName(random: Random, sex: "male" | "female", bornYear: number): string {
  if (random.chance(0.001)) return `${random.pick(MINORITY_FIRST)}·${random.pick(MINORITY_LAST)}`;
  const fashion = FASHIONS.find(([until]) => bornYear <= until)?.[1];
  const characters = fashion?.[sex] ?? "";
  const surname = SURNAMES.draw(random);
  const draw = () => characters.charAt(random.between(0, characters.length - 1));
  return random.chance(fashion?.single ?? 0) ? surname + draw() : surname + draw() + draw();
}

const FIRM_WORDS =
  "巴陵 洞庭 岳楼 君山 楚湘 汨水 南湖 金鹗 长江 鑫源 恒达 宏远 众诚 天成 华泰 瑞丰 佳和 三联 兴业 永盛 嘉鸿 万通 博雅 新安 中和 同心 启航 湘北".split(
    " ",
  );
const FIRM_TRADES =
  "建筑工程 劳务 商贸 物流 农业开发 水产养殖 食品 餐饮管理 机械制造 化工 科技 文化传媒 物业管理 医疗器械 汽车销售 建材 环保 房地产开发 旅游 纺织".split(
    " ",
  );

/** First words of firms to which something happens, so that their names are like no other's. */
const RARE_WORDS = "岳泓 楚垣 汨澜 湘珩 巴岫 洞霖 君煦 荆璞 屈岚 临珂 云巍 平湛 华鼎 慈航 幕阜 连湖 大荆 新墙 麻塘 磊石".split(" ");
const SECOND_CHARACTERS = "达兴隆顺发祥源盛泰和丰利".split("");

export type EnterpriseKind = "company" | "partnership" | "sole" | "cooperative" | "individual";

const FORMS: Readonly<Record<EnterpriseKind, readonly string[]>> = {
  company: ["有限公司", "有限公司", "有限公司", "有限责任公司"],
  partnership: ["合伙企业(有限合伙)"],
  sole: ["厂(个人独资)", "中心(个人独资)"],
  cooperative: ["专业合作社"],
  individual: ["经营部", "商行", "服务部"],
};

/** `rare`: a number that gives a name which no firm drawn by chance bears. */
export function enterpriseName(random: Random, place: string, { kind, rare }: { kind: EnterpriseKind; rare?: number | undefined }): string {
  const first =
    rare === undefined
      ? random.pick(FIRM_WORDS)
      : `${RARE_WORDS[rare % RARE_WORDS.length]}${FIRM_WORDS[Math.floor(rare / RARE_WORDS.length) % FIRM_WORDS.length]}`;
  const second = random.chance(0.5) ? random.pick(SECOND_CHARACTERS) : "";
  return `${place}${first}${second}${random.pick(kind === "cooperative" ? FARM_TRADES : FIRM_TRADES)}${random.pick(FORMS[kind])}`;
}

const FARM_TRADES = ["水稻种植", "水产养殖", "茶叶", "油茶", "柑橘种植", "生猪养殖"];
