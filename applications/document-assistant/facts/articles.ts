import { numberOf } from "./written-number.ts";

export interface CitedArticle {
  /** 264, 287-2. */
  readonly article: string;
  /** As it is written, with the paragraph that is cited. */
  readonly text: string;
  /** Null: the article as a whole. */
  readonly paragraph: number | null;
  readonly start: number;
}

const HAN = "[一二三四五六七八九十百零〇两]";
const ARTICLE = new RegExp(`第(${HAN}{2,9}|[0-9]{3})条(?:之(${HAN}))?(?:第(${HAN}{1,2}|[0-9]{1,2})款)?`, "g");
/** Of another law: 《刑事诉讼法》第一百七十六条. */
const OTHER_LAW = /(?:诉讼法|处罚法|安全法|民法典|解释|规定|规则|条例|办法|监察法|[^事]刑法修正案[^》]*)》?(?:第[^，。；》]*)?$/;

/** Articles of the Criminal Law that have charges, cited between two places. */
export function articlesIn(text: string, from: number, to: number): CitedArticle[] {
  const said = text.slice(from, to);
  return [...said.matchAll(ARTICLE)].flatMap((found) => {
    const [whole, written = "", more, paragraph] = found;
    const number = numberOf(written);
    const before = said.slice(0, found.index);
    const law = before.slice(Math.max(before.lastIndexOf("《"), before.length - 60, 0));
    if (number < 102 || number > 451 || OTHER_LAW.test(law)) return [];
    return [
      {
        article: more === undefined ? String(number) : `${number}-${numberOf(more)}`,
        text: `刑法${whole}`,
        paragraph: paragraph === undefined ? null : numberOf(paragraph),
        start: from + found.index,
      },
    ];
  });
}
