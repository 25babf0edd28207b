/** Of the laws that the documents cite: the last article, and how many paragraphs each cited article has (a test reads both in the published texts). */
export const CITED: Readonly<Record<string, { readonly last: number; readonly paragraphs: Readonly<Record<string, number>> }>> = {
  刑法: {
    last: 452,
    paragraphs: {
      第二十五条: 2,
      第二十六条: 4,
      第二十七条: 2,
      第三十六条: 2,
      第三十七条: 1,
      第四十四条: 1,
      第六十四条: 1,
      第六十五条: 2,
      第六十七条: 3,
      第七十四条: 1,
      第七十八条: 2,
      第一百三十三条: 1,
      第一百三十三条之一: 3,
      第二百三十四条: 2,
      第二百六十四条: 1,
      第二百六十六条: 1,
      第二百七十一条: 2,
      第二百七十四条: 1,
      第二百七十六条之一: 3,
      第二百八十七条之二: 3,
      第二百九十三条: 2,
      第三百零三条: 3,
      第三百一十二条: 2,
      第三百四十条: 1,
    },
  },
  刑事诉讼法: {
    last: 308,
    paragraphs: {
      第十五条: 1,
      第二十五条: 1,
      第二十六条: 1,
      第三十四条: 4,
      第六十七条: 2,
      第八十一条: 4,
      第九十条: 1,
      第九十一条: 3,
      第九十五条: 1,
      第一百零一条: 2,
      第一百一十三条: 1,
      第一百二十条: 2,
      第一百二十四条: 2,
      第一百七十二条: 2,
      第一百七十四条: 2,
      第一百七十五条: 4,
      第一百七十六条: 2,
      第一百七十七条: 3,
      第一百八十条: 1,
      第一百八十一条: 1,
      第二百二十八条: 1,
      第二百三十条: 1,
      第二百七十三条: 2,
      第二百七十六条: 1,
      第二百八十二条: 3,
      第二百八十三条: 3,
    },
  },
  民事诉讼法: { last: 306, paragraphs: { 第十五条: 1, 第二百一十一条: 1, 第二百一十九条: 3 } },
  行政诉讼法: { last: 103, paragraphs: { 第二十五条: 4 } },
  民法典: {
    last: 1260,
    paragraphs: { 第五百零九条: 3, 第五百七十七条: 1, 第六百七十五条: 1, 第六百八十条: 3, 第一千一百七十九条: 1 },
  },
  安全生产法: { last: 119, paragraphs: { 第二十八条: 4, 第四十一条: 3, 第四十五条: 1, 第四十六条: 2 } },
  食品安全法: { last: 154, paragraphs: { 第四十五条: 2, 第五十三条: 4, 第一百二十六条: 4 } },
  未成年人保护法: { last: 132, paragraphs: { 第五十九条: 2, 第一百零六条: 1, 第一百二十三条: 1 } },
  社区矫正法: { last: 63, paragraphs: { 第二十一条: 3, 第二十二条: 1, 第三十条: 1 } },
  道路交通安全法: { last: 124, paragraphs: { 第四十七条: 2 } },
  土地管理法: { last: 87, paragraphs: { 第三十七条: 3, 第七十五条: 1 } },
  人民检察院组织法: { last: 53, paragraphs: { 第二十一条: 2 } },
  长江保护法: { last: 96, paragraphs: { 第五十三条: 4 } },
  劳动法: { last: 107, paragraphs: { 第五十条: 1 } },
};

/** The number of an article in words: 一百零三, 一千二百六十. */
export function articleNumber(value: number): string {
  const digits = String(value).split("").map(Number);
  const units = ["千", "百", "十", ""].slice(-digits.length);
  const text = digits.map((digit, at) => (digit === 0 ? "零" : `${"零一二三四五六七八九".charAt(digit)}${units[at] ?? ""}`)).join("");
  return text.replace(/零+/g, "零").replace(/零$/, "").replace(/^一十/, "十");
}

/** What a law is called by those who do not look it up. */
export const MISNAMED: Readonly<Record<string, readonly string[]>> = {
  刑法: ["刑罚法", "刑事法"],
  刑事诉讼法: ["刑事程序法", "刑事诉讼程序法", "刑事诉法"],
  民事诉讼法: ["民事诉讼程序法", "民事程序法"],
  行政诉讼法: ["行政公益诉讼法", "行政诉讼程序法"],
  民法典: ["民事法典", "民商法典"],
  安全生产法: ["安全生产管理法", "生产安全法"],
  食品安全法: ["食品安全管理法", "食品药品安全法"],
  未成年人保护法: ["青少年保护法", "未成年人权益保护法"],
  社区矫正法: ["社区矫治法", "社区矫正管理法"],
  道路交通安全法: ["道路交通管理法", "道路安全法"],
  土地管理法: ["土地资源管理法", "土地使用管理法"],
  人民检察院组织法: ["检察院机构组织法", "人民检察院法"],
  长江保护法: ["长江流域保护法", "长江大保护法"],
  劳动法: ["劳动者权益法", "劳动保障法"],
};
