import { LAW_FACTS, type LawFacts } from "../law-facts.ts";

/** What the documents of this set rely on beyond the facts that the sets share, from the published texts: paragraphs of an article and items of its paragraphs. */
const MORE: Readonly<Record<string, LawFacts>> = {
  中华人民共和国刑法: {
    articles: 452,
    cited: { 第七十四条: { paragraphs: 1 }, 第二百七十一条: { paragraphs: 2 }, 第三百一十二条: { paragraphs: 2 } },
  },
  中华人民共和国刑事诉讼法: {
    articles: 308,
    cited: {
      第八条: { paragraphs: 1 },
      第三十四条: { paragraphs: 4 },
      第八十一条: { paragraphs: 4, items: { 1: 5 } },
      第九十条: { paragraphs: 1 },
      第一百二十四条: { paragraphs: 2 },
      第一百二十五条: { paragraphs: 1 },
      第二百九十条: { paragraphs: 1 },
    },
  },
  中华人民共和国民法典: {
    articles: 1260,
    cited: {
      第六百八十六条: { paragraphs: 2 },
      第六百九十二条: { paragraphs: 3 },
      第六百九十三条: { paragraphs: 2 },
      第一千一百七十九条: { paragraphs: 1 },
    },
  },
  中华人民共和国未成年人保护法: { articles: 132, cited: { 第五十七条: { paragraphs: 1 }, 第一百二十二条: { paragraphs: 1 } } },
  中华人民共和国社会保险法: { articles: 98, cited: { 第七十九条: { paragraphs: 2, items: { 2: 3 } }, 第八十八条: { paragraphs: 1 } } },
};

export const FACTS: Readonly<Record<string, LawFacts>> = Object.fromEntries(
  [...new Set([...Object.keys(LAW_FACTS), ...Object.keys(MORE)])].map((law) => {
    const [known, more] = [LAW_FACTS[law], MORE[law]];
    return [law, { articles: known?.articles ?? more?.articles ?? 0, cited: { ...known?.cited, ...more?.cited } }];
  }),
);

/** Sentences in months that the law leaves for what is told. With `m` a ground is told to go below the least. */
export const SENTENCES: Readonly<Record<string, { readonly kind: "有期徒刑" | "拘役"; readonly least: number; readonly most: number }>> = {
  "133-1": { kind: "拘役", least: 1, most: 6 },
  "264-1": { kind: "有期徒刑", least: 6, most: 36 },
  "266-2": { kind: "有期徒刑", least: 36, most: 120 },
  "266-2m": { kind: "有期徒刑", least: 6, most: 120 },
  "271-1": { kind: "有期徒刑", least: 6, most: 36 },
};
