/** Facts of the law that right documents of several sets rely on, written down by hand from the published texts (Criminal Law as amended up to Amendment XII of 2023, Criminal Procedure Law of 2018, Civil
 *  Procedure Law of 2023, Administrative Procedure Law of 2017, Work Safety Law of 2021, Food Safety Law and Road Traffic Safety Law of 2021, Special Equipment Safety Law of 2013, Law Against Organised
 *  Crime of 2021, Law Against Telecom and Network Fraud of 2022, Law on Protection of Minors of 2024, Administrative Penalty Law of 2021, Barrier-free Environment Law of 2023, Civil Code of 2020, Organic Law
 *  of Procuratorates of 2018, Land Administration and Forest Law of 2019, Social Insurance Law of 2018, Community Correction Law of 2019, Fire Protection Law of 2021, Law on Quality and Safety of Agricultural Products of 2022, Labour Contract Law of 2012, Law on the Protection of the Yangtze of 2020, Law on Solid Waste of 2020). Only what does not change between the wordings in force from 2024 to July 2026. */
export interface LawFacts {
  /** Number of its last article. */
  readonly articles: number;
  /** Paragraphs of each article that is cited, and items of its paragraphs. */
  readonly cited: Readonly<Record<string, { readonly paragraphs: number; readonly items?: Readonly<Record<number, number>> }>>;
}

const of = (paragraphs: number, items?: Readonly<Record<number, number>>) => ({ paragraphs, ...(items === undefined ? {} : { items }) });

const CRIMINAL: LawFacts = {
  articles: 452,
  cited: {
    第十七条: of(5),
    第十七条之一: of(1),
    第二十条: of(3),
    第三十条: of(1),
    第三十一条: of(1),
    第二百零五条: of(3),
    第二百七十一条: of(2),
    第三百一十二条: of(2),
    第三百四十条: of(1),
    第三百四十七条: of(7, { 2: 5 }),
    第三百五十六条: of(1),
    第三百八十三条: of(4, { 1: 3 }),
    第三百八十五条: of(2),
    第三百八十六条: of(1),
    第二十五条: of(2),
    第二十六条: of(4),
    第二十七条: of(2),
    第三十七条: of(1),
    第五十二条: of(1),
    第六十一条: of(1),
    第六十四条: of(1),
    第六十五条: of(2),
    第六十七条: of(3),
    第六十八条: of(1),
    第六十九条: of(3),
    第七十二条: of(3, { 1: 4 }),
    第七十三条: of(3),
    第七十四条: of(1),
    第一百三十三条: of(1),
    第一百三十三条之一: of(3, { 1: 4 }),
    第二百三十四条: of(2),
    第二百三十八条: of(4),
    第五十三条: of(2),
    第七十七条: of(2),
    第一百四十四条: of(1),
    第一百七十六条: of(3),
    第二百六十三条: of(1, { 1: 8 }),
    第二百七十五条: of(1),
    第三百一十三条: of(2),
    第三百四十二条: of(1),
    第三百四十五条: of(4),
    第二百六十四条: of(1),
    第二百六十六条: of(1),
    第二百七十四条: of(1),
    第二百七十六条之一: of(3),
    第二百八十七条之二: of(3),
    第二百九十三条: of(2, { 1: 4 }),
    第三百零三条: of(3),
  },
};

const PROCEDURE: LawFacts = {
  articles: 308,
  cited: {
    第八条: of(1),
    第七十一条: of(4, { 1: 5, 2: 4 }),
    第九十八条: of(1),
    第一百五十六条: of(1),
    第一百五十八条: of(1, { 1: 4 }),
    第二百四十五条: of(5),
    第八十一条: of(4, { 1: 5 }),
    第八十六条: of(1),
    第九十条: of(1),
    第九十一条: of(3),
    第一百零一条: of(2),
    第一百七十条: of(2),
    第二百二十二条: of(2),
    第二百八十二条: of(3),
    第二百八十三条: of(3, { 3: 4 }),
    第二百八十四条: of(2, { 1: 2 }),
    第十五条: of(1),
    第十六条: of(1, { 1: 6 }),
    第三十四条: of(4),
    第三十六条: of(2),
    第六十七条: of(2, { 1: 4 }),
    第八十五条: of(2),
    第九十三条: of(2),
    第九十五条: of(1),
    第九十七条: of(1),
    第九十九条: of(1),
    第一百一十八条: of(2),
    第一百一十九条: of(3),
    第一百二十条: of(2),
    第一百二十二条: of(1),
    第一百四十一条: of(2),
    第一百四十五条: of(1),
    第一百七十二条: of(2),
    第一百七十三条: of(3, { 2: 4 }),
    第一百七十四条: of(2, { 2: 3 }),
    第一百七十五条: of(4),
    第一百七十六条: of(2),
    第一百七十七条: of(3),
    第一百七十八条: of(1),
    第一百八十条: of(1),
    第二百零一条: of(2, { 1: 5 }),
    第二百二十八条: of(1),
    第二百三十条: of(1),
    第二百三十二条: of(2),
  },
};

export const LAW_FACTS: Readonly<Record<string, LawFacts>> = {
  中华人民共和国刑法: CRIMINAL,
  中华人民共和国刑事诉讼法: PROCEDURE,
  中华人民共和国民事诉讼法: {
    articles: 306,
    cited: {
      第十五条: of(1),
      第五十八条: of(2),
      第二百五十三条: of(2),
      第二百五十四条: of(2),
      第二百一十一条: of(1, { 1: 13 }),
      第二百一十九条: of(3),
      第二百二十条: of(2, { 1: 3 }),
    },
  },
  中华人民共和国行政诉讼法: { articles: 103, cited: { 第二十五条: of(4), 第九十三条: of(3) } },
  中华人民共和国人民检察院组织法: { articles: 53, cited: { 第二十条: of(1, { 1: 8 }), 第二十一条: of(2) } },
  中华人民共和国安全生产法: {
    articles: 119,
    cited: {
      第二十八条: of(4),
      第三十条: of(2),
      第三十六条: of(4),
      第四十四条: of(2),
      第四十五条: of(1),
      第四十一条: of(3),
      第四十六条: of(2),
      第七十四条: of(2),
    },
  },
  中华人民共和国特种设备安全法: {
    articles: 101,
    cited: { 第三十三条: of(1), 第四十条: of(3), 第八十三条: of(1, { 1: 6 }), 第八十四条: of(1, { 1: 3 }) },
  },
  中华人民共和国食品安全法: {
    articles: 154,
    cited: {
      第六条: of(3),
      第三十五条: of(2),
      第五十三条: of(4),
      第五十四条: of(2),
      第一百一十条: of(1, { 1: 5 }),
      第一百二十六条: of(4, { 1: 13 }),
    },
  },
  中华人民共和国道路交通安全法: {
    articles: 124,
    cited: { 第十九条: of(5), 第二十二条: of(3), 第三十八条: of(1), 第四十七条: of(2), 第七十条: of(3), 第九十一条: of(5) },
  },
  中华人民共和国未成年人保护法: {
    articles: 132,
    cited: {
      第五十七条: of(1),
      第五十八条: of(1),
      第五十九条: of(2),
      第一百零五条: of(1),
      第一百零六条: of(1),
      第一百一十四条: of(1),
      第一百二十二条: of(1),
      第一百二十三条: of(1),
    },
  },
  中华人民共和国土地管理法: { articles: 87, cited: { 第七十五条: of(1) } },
  中华人民共和国森林法: { articles: 84, cited: { 第三十九条: of(4), 第七十六条: of(2) } },
  中华人民共和国社会保险法: { articles: 98, cited: { 第五十八条: of(3), 第六十条: of(2), 第六十三条: of(3), 第八十六条: of(1) } },
  中华人民共和国社区矫正法: {
    articles: 63,
    cited: { 第八条: of(3), 第二十三条: of(1), 第二十七条: of(2), 第二十八条: of(2), 第六十二条: of(1) },
  },
  中华人民共和国消防法: { articles: 74, cited: { 第十八条: of(2), 第二十八条: of(1), 第六十条: of(3, { 1: 7 }) } },
  中华人民共和国农产品质量安全法: { articles: 81, cited: { 第三十六条: of(2, { 1: 6 }), 第三十九条: of(5), 第七十三条: of(1, { 1: 2 }) } },
  中华人民共和国监察法: { articles: 78, cited: {} },
  中华人民共和国劳动合同法: { articles: 98, cited: { 第三十条: of(2) } },
  中华人民共和国长江保护法: { articles: 96, cited: { 第五十三条: of(4), 第九十三条: of(2) } },
  中华人民共和国固体废物污染环境防治法: { articles: 126, cited: { 第六十三条: of(3), 第一百一十一条: of(3, { 1: 7 }) } },
  中华人民共和国反有组织犯罪法: { articles: 77, cited: { 第二条: of(3), 第二十二条: of(3), 第四十五条: of(3) } },
  中华人民共和国反电信网络诈骗法: { articles: 50, cited: { 第二条: of(1), 第三十一条: of(2), 第三十八条: of(2), 第四十四条: of(1) } },
  中华人民共和国行政处罚法: { articles: 86, cited: { 第二十七条: of(2), 第三十三条: of(3), 第六十三条: of(2, { 1: 6 }) } },
  中华人民共和国无障碍环境建设法: { articles: 72, cited: { 第十四条: of(2), 第六十三条: of(1) } },
  中华人民共和国民法典: {
    articles: 1260,
    cited: {
      第一百八十七条: of(1),
      第一千二百三十四条: of(1),
      第一千二百三十五条: of(1, { 1: 5 }),
      第六百七十五条: of(1),
      第六百七十六条: of(1),
      第六百八十条: of(3),
      第五百零九条: of(3),
      第九百四十二条: of(2),
      第九百六十七条: of(1),
      第一千一百六十五条: of(2),
      第一千一百七十九条: of(1),
    },
  },
};

/** Sentences in months that a paragraph allows. `mitigated`: the document tells of a ground to go below. */
export interface SentenceRange {
  readonly article: string;
  readonly least: number;
  readonly most: number;
  readonly isMitigated?: boolean;
}

export const RANGES: Readonly<Record<string, SentenceRange>> = {
  "133": { article: "第一百三十三条", least: 0, most: 36 },
  "133-flight": { article: "第一百三十三条", least: 36, most: 84 },
  "133-1": { article: "第一百三十三条之一", least: 1, most: 6 },
  "144-1": { article: "第一百四十四条", least: 0, most: 60 },
  "176-1": { article: "第一百七十六条第一款", least: 0, most: 36 },
  "263-1": { article: "第二百六十三条", least: 36, most: 120 },
  "263-1m": { article: "第二百六十三条", least: 36, most: 120, isMitigated: true },
  "275-1": { article: "第二百七十五条", least: 0, most: 36 },
  "313-1": { article: "第三百一十三条第一款", least: 0, most: 36 },
  "342": { article: "第三百四十二条", least: 0, most: 60 },
  "345-1": { article: "第三百四十五条第一款", least: 0, most: 36 },
  "238-1": { article: "第二百三十八条第一款", least: 0, most: 36 },
  "264-1": { article: "第二百六十四条", least: 0, most: 36 },
  "264-2": { article: "第二百六十四条", least: 36, most: 120 },
  "264-2m": { article: "第二百六十四条", least: 36, most: 120, isMitigated: true },
  "266-1": { article: "第二百六十六条", least: 0, most: 36 },
  "266-2": { article: "第二百六十六条", least: 36, most: 120 },
  "266-2m": { article: "第二百六十六条", least: 36, most: 120, isMitigated: true },
  "274-1": { article: "第二百七十四条", least: 0, most: 36 },
  "274-2": { article: "第二百七十四条", least: 36, most: 120 },
  "276-1": { article: "第二百七十六条之一第一款", least: 0, most: 36 },
  "287-2": { article: "第二百八十七条之二第一款", least: 0, most: 36 },
  "293-1": { article: "第二百九十三条第一款", least: 0, most: 60 },
  "293-2": { article: "第二百九十三条第二款", least: 60, most: 120 },
  "303-2": { article: "第三百零三条第二款", least: 0, most: 60 },
  "205-1": { article: "第二百零五条第一款", least: 0, most: 36 },
  "205-2": { article: "第二百零五条第一款", least: 36, most: 120 },
  "271-1": { article: "第二百七十一条第一款", least: 0, most: 36 },
  "312-1": { article: "第三百一十二条第一款", least: 0, most: 36 },
  "340": { article: "第三百四十条", least: 0, most: 36 },
  "347-4": { article: "第三百四十七条第四款", least: 0, most: 36 },
  "347-4b": { article: "第三百四十七条第四款", least: 36, most: 84 },
  "383-1": { article: "第三百八十三条第一款", least: 0, most: 36 },
  "383-2": { article: "第三百八十三条第一款", least: 36, most: 120 },
  "383-2m": { article: "第三百八十三条第一款", least: 36, most: 120, isMitigated: true },
  "234-1": { article: "第二百三十四条第一款", least: 0, most: 36 },
};

/** Of a key of `RANGES`; `from-to` in months (`12..60`) where the document itself sets the bounds: several terms taken together, a time of probation. */
export function rangeOf(key: string): SentenceRange | undefined {
  const [, least, most] = /^(\d+)\.\.(\d+)$/.exec(key) ?? [];
  return least === undefined ? RANGES[key] : { article: "", least: Number(least), most: Number(most) };
}
