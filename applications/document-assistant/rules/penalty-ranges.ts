import type { LegalNumber } from "@yuejian/contracts";
import { legalNumberHistory } from "@yuejian/deadlines";

/** A range of fixed-term imprisonment within an article, in months, and the words by which a document says that it is meant. */
export interface PenaltyTier {
  readonly least: number;
  readonly most: number;
  /** Words of the tier; null: it holds where no other is told. */
  readonly words: RegExp | null;
  /** Criminal detention, control or a fine alone may be proposed instead. */
  readonly hasLighter: boolean;
}

/** Amounts in yuan of which the tier is certain in every province, from the interpretation that sets the limits. */
export interface AmountLimits {
  readonly source: string;
  /** For each tier [from, below]. */
  readonly certain: readonly (readonly [number, number])[];
}

export interface PenaltyRange {
  readonly charge: RegExp;
  readonly article: string;
  readonly tiers: readonly PenaltyTier[];
  readonly amounts?: AmountLimits;
}

/** As the law stands: the last entry of a number. */
export const sentenceNumber = (id: string): LegalNumber => legalNumberHistory(`sentence.${id}`).at(-1) as LegalNumber;

/** Shortest and longest term of imprisonment for one crime (刑法 45). */
const [SHORTEST, LONGEST] = [sentenceNumber("fixed-term-least").value, sentenceNumber("fixed-term-most").value];
const years = (count: number): number => 12 * count;

const lowest = (most: number, words: RegExp | null = null): PenaltyTier => ({
  least: SHORTEST,
  most: years(most),
  words,
  hasLighter: true,
});
const between = (least: number, most: number | null, words: RegExp): PenaltyTier => ({
  least: years(least),
  most: most === null ? LONGEST : years(most),
  words,
  hasLighter: false,
});

const [LARGE, HUGE, ENORMOUS] = [/数额较大/, /数额巨大|其他严重情节/, /数额特别巨大|其他特别严重情节/];
const [SERIOUS, VERY_SERIOUS] = [/情节严重/, /情节特别严重/];

/** By the amount, as the table of legal numbers has it for the charge. */
const byAmountOf = (id: string, large: RegExp): readonly PenaltyTier[] => [
  { least: SHORTEST, most: sentenceNumber(`${id}-large-most`).value, words: large, hasLighter: true },
  { least: sentenceNumber(`${id}-huge-least`).value, most: sentenceNumber(`${id}-huge-most`).value, words: HUGE, hasLighter: false },
  { least: sentenceNumber(`${id}-enormous-least`).value, most: LONGEST, words: ENORMOUS, hasLighter: false },
];

/** To three, ten and fifteen years by the amount. */
const byAmount = (large: RegExp): readonly PenaltyTier[] => [lowest(3, large), between(3, 10, HUGE), between(10, null, ENORMOUS)];
const [TEN_THOUSAND, ANY] = [10_000, Number.POSITIVE_INFINITY];

/** What the criminal law provides (as amended to 修正案（十二）, in force since 2024-03-01). Circumstances whose tier is not told in fixed words are not here. */
const PENALTY_RANGES: readonly PenaltyRange[] = [
  {
    charge: /^盗窃罪$/,
    article: "第二百六十四条",
    tiers: byAmountOf("theft", /数额较大|多次盗窃|入户盗窃|携带凶器盗窃|扒窃/),
    amounts: {
      source: "法释〔2013〕8号第一条",
      certain: [
        [3_000, 3 * TEN_THOUSAND],
        [10 * TEN_THOUSAND, 30 * TEN_THOUSAND],
        [50 * TEN_THOUSAND, ANY],
      ],
    },
  },
  {
    charge: /^诈骗罪$/,
    article: "第二百六十六条",
    tiers: byAmountOf("fraud", LARGE),
    amounts: {
      source: "法释〔2011〕7号第一条",
      certain: [
        [TEN_THOUSAND, 3 * TEN_THOUSAND],
        [10 * TEN_THOUSAND, 50 * TEN_THOUSAND],
        [50 * TEN_THOUSAND, ANY],
      ],
    },
  },
  {
    charge: /^抢夺罪$/,
    article: "第二百六十七条",
    tiers: byAmountOf("snatching", /数额较大|多次抢夺/),
    amounts: {
      source: "法释〔2013〕25号第一条",
      certain: [
        [3_000, 3 * TEN_THOUSAND],
        [8 * TEN_THOUSAND, 20 * TEN_THOUSAND],
        [40 * TEN_THOUSAND, ANY],
      ],
    },
  },
  {
    charge: /^敲诈勒索罪$/,
    article: "第二百七十四条",
    tiers: byAmountOf("extortion", /数额较大|多次敲诈勒索/),
    amounts: {
      source: "法释〔2013〕10号第一条",
      certain: [
        [5_000, 3 * TEN_THOUSAND],
        [10 * TEN_THOUSAND, 30 * TEN_THOUSAND],
        [50 * TEN_THOUSAND, ANY],
      ],
    },
  },
  { charge: /^职务侵占罪$/, article: "第二百七十一条", tiers: byAmountOf("embezzlement", LARGE) },
  { charge: /^合同诈骗罪$/, article: "第二百二十四条", tiers: byAmount(LARGE) },
  {
    charge: /^(?:贪污|受贿)罪$/,
    article: "第三百八十三条",
    tiers: [lowest(3, /数额较大|其他较重情节/), between(3, 10, HUGE), between(10, null, ENORMOUS)],
    amounts: {
      source: "法释〔2016〕9号第一条至第三条",
      certain: [
        [3 * TEN_THOUSAND, 10 * TEN_THOUSAND],
        [20 * TEN_THOUSAND, 150 * TEN_THOUSAND],
        [300 * TEN_THOUSAND, ANY],
      ],
    },
  },
  { charge: /^挪用资金罪$/, article: "第二百七十二条", tiers: [lowest(3, LARGE), between(3, 7, /数额巨大/), between(7, null, ENORMOUS)] },
  { charge: /^非法吸收公众存款罪$/, article: "第一百七十六条", tiers: [lowest(3), between(3, 10, HUGE), between(10, null, ENORMOUS)] },
  { charge: /^集资诈骗罪$/, article: "第一百九十二条", tiers: [between(3, 7, LARGE), between(7, null, /数额巨大|其他严重情节/)] },
  {
    charge: /^信用卡诈骗罪$/,
    article: "第一百九十六条",
    tiers: [lowest(5, LARGE), between(5, 10, HUGE), between(10, null, ENORMOUS)],
  },
  {
    charge: /^抢劫罪$/,
    article: "第二百六十三条",
    tiers: [
      between(3, 10, /^(?!)/),
      between(10, null, /入户抢劫|持枪抢劫|多次抢劫|抢劫数额巨大|冒充军警|抢劫致人|公共交通工具上抢劫|抢劫银行|抢劫军用/),
    ],
  },
  {
    charge: /^故意伤害罪$/,
    article: "第二百三十四条",
    tiers: [lowest(3, /轻伤/), between(3, 10, /重伤/), between(10, null, /致人死亡|伤害致死|特别残忍手段|致.{1,12}死亡/)],
  },
  { charge: /^寻衅滋事罪$/, article: "第二百九十三条", tiers: [lowest(5), between(5, 10, /纠集他人多次|第二百九十三条第二款/)] },
  { charge: /^聚众斗殴罪$/, article: "第二百九十二条", tiers: [lowest(3), between(3, 10, /持械|多次聚众斗殴|人数多|社会秩序严重混乱/)] },
  {
    charge: /^交通肇事罪$/,
    article: "第一百三十三条",
    tiers: [
      lowest(3),
      between(3, 7, /(?<!未|没有|不属于|不构成|并未|不是|未有)逃逸|其他特别恶劣情节|情节特别恶劣/),
      between(7, null, /因逃逸致人死亡/),
    ],
  },
  { charge: /^重大责任事故罪$/, article: "第一百三十四条", tiers: [lowest(3), between(3, 7, /情节特别恶劣/)] },
  { charge: /^强令、组织他人违章冒险作业罪$/, article: "第一百三十四条", tiers: [lowest(5), between(5, null, /情节特别恶劣/)] },
  { charge: /^危险作业罪$/, article: "第一百三十四条之一", tiers: [lowest(1)] },
  { charge: /^危险驾驶罪$/, article: "第一百三十三条之一", tiers: [{ least: 0, most: 0, words: null, hasLighter: true }] },
  { charge: /^妨害公务罪$/, article: "第二百七十七条", tiers: [lowest(3)] },
  {
    charge: /^袭警罪$/,
    article: "第二百七十七条",
    tiers: [lowest(3), between(3, 7, /严重危及其人身安全|管制刀具|驾驶机动车撞击|使用枪支/)],
  },
  {
    charge: /^(?:伪造|变造|买卖)[、伪造变买卖]*国家机关(?:公文、?)?(?:证件、?)?(?:印章)?罪$/,
    article: "第二百八十条",
    tiers: [lowest(3), between(3, 10, SERIOUS)],
  },
  { charge: /^伪造(?:公司、?)?(?:企业、?)?(?:事业单位、?)?(?:人民团体)?印章罪$/, article: "第二百八十条", tiers: [lowest(3)] },
  { charge: /^(?:伪造|变造|买卖)[、伪造变买卖]*身份证件罪$/, article: "第二百八十条", tiers: [lowest(3), between(3, 7, SERIOUS)] },
  { charge: /^帮助信息网络犯罪活动罪$/, article: "第二百八十七条之二", tiers: [lowest(3)] },
  { charge: /^掩饰、隐瞒犯罪所得(?:、犯罪所得收益)?罪$/, article: "第三百一十二条", tiers: [lowest(3), between(3, 7, SERIOUS)] },
  { charge: /^开设赌场罪$/, article: "第三百零三条", tiers: [lowest(5), between(5, 10, SERIOUS)] },
  { charge: /^赌博罪$/, article: "第三百零三条", tiers: [lowest(3)] },
  { charge: /^污染环境罪$/, article: "第三百三十八条", tiers: [lowest(3), between(3, 7, SERIOUS), between(7, null, VERY_SERIOUS)] },
  { charge: /^非法占用农用地罪$/, article: "第三百四十二条", tiers: [lowest(5)] },
  { charge: /^非法采矿罪$/, article: "第三百四十三条", tiers: [lowest(3, SERIOUS), between(3, 7, VERY_SERIOUS)] },
  {
    charge: /^(?:走私|贩卖|运输|制造)[、走私贩卖运输制造]*毒品罪$/,
    article: "第三百四十七条",
    tiers: [lowest(3, /^(?!)/), between(3, 7, SERIOUS), between(7, 15, /数量较大/), between(15, null, /数量大/)],
  },
  {
    charge: /^非法持有毒品罪$/,
    article: "第三百四十八条",
    tiers: [lowest(3, /数量较大/), between(3, 7, SERIOUS), between(7, null, /数量大/)],
  },
  { charge: /^容留他人吸毒罪$/, article: "第三百五十四条", tiers: [lowest(3)] },
  { charge: /^窝藏(?:、包庇)?罪$|^包庇罪$/, article: "第三百一十条", tiers: [lowest(3), between(3, 10, SERIOUS)] },
  { charge: /^挪用公款罪$/, article: "第三百八十四条", tiers: [lowest(5, LARGE), between(5, null, /情节严重|数额巨大/)] },
  { charge: /^行贿罪$/, article: "第三百九十条", tiers: [lowest(5), between(5, 10, SERIOUS), between(10, null, VERY_SERIOUS)] },
  { charge: /^过失致人死亡罪$/, article: "第二百三十三条", tiers: [lowest(3, /情节较轻/), between(3, 7, /^(?!)/)] },
  { charge: /^过失致人重伤罪$/, article: "第二百三十五条", tiers: [lowest(3)] },
  { charge: /^非法拘禁罪$/, article: "第二百三十八条", tiers: [lowest(3), between(3, 10, /致人重伤/), between(10, null, /致人死亡/)] },
];

/** The range that the law has for a charge; null: it is not in the table. */
export const penaltyOf = (charge: string): PenaltyRange | null => PENALTY_RANGES.find((each) => each.charge.test(charge)) ?? null;
