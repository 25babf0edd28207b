import type { Text } from "@yuejian/contracts";
import { readHanNumber } from "@yuejian/identifiers";

export const CRIMINAL_PROCEDURE_LAW = "中华人民共和国刑事诉讼法";
export const PROCURATORATE_RULES = "人民检察院刑事诉讼规则（高检发释字〔2019〕4号）";
export const COURT_INTERPRETATION = "最高人民法院关于适用《中华人民共和国刑事诉讼法》的解释（法释〔2021〕1号）";
export const CIVIL_PROCEDURE_LAW = "中华人民共和国民事诉讼法";
export const ACCIDENT_REGULATION = "生产安全事故报告和调查处理条例（国务院令第493号）";

/** How a law of the table is called inside a sentence. */
const SHORT: Readonly<Record<string, Text>> = {
  [CRIMINAL_PROCEDURE_LAW]: { zh: "《刑事诉讼法》", en: "Criminal Procedure Law" },
  [PROCURATORATE_RULES]: { zh: "《人民检察院刑事诉讼规则》", en: "Procuratorate Criminal Procedure Rules" },
  [COURT_INTERPRETATION]: { zh: "《最高人民法院关于适用刑事诉讼法的解释》", en: "SPC Interpretation of the Criminal Procedure Law (2021)" },
  [CIVIL_PROCEDURE_LAW]: { zh: "《民事诉讼法》", en: "Civil Procedure Law" },
  [ACCIDENT_REGULATION]: { zh: "《生产安全事故报告和调查处理条例》", en: "Accident Regulation (State Council Order 493)" },
  "最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释（法释〔2018〕6号）": {
    zh: "《两高关于检察公益诉讼案件适用法律若干问题的解释》",
    en: "Joint Interpretation on procuratorial public-interest litigation",
  },
  "人民检察院检察建议工作规定（高检发释字〔2019〕1号）": {
    zh: "《人民检察院检察建议工作规定》",
    en: "Provisions on procuratorial suggestions",
  },
  人民检察院民事诉讼监督规则: { zh: "《人民检察院民事诉讼监督规则》", en: "Procuratorate Civil Supervision Rules" },
  中华人民共和国社区矫正法: { zh: "《社区矫正法》", en: "Community Correction Law" },
  中华人民共和国安全生产法: { zh: "《安全生产法》", en: "Work Safety Law" },
  中华人民共和国危险化学品安全法: { zh: "《危险化学品安全法》", en: "Hazardous Chemicals Safety Law" },
  安全生产许可证条例: { zh: "《安全生产许可证条例》", en: "Work-Safety Permit Regulation" },
  中华人民共和国耕地占用税法: { zh: "《耕地占用税法》", en: "Farmland Occupation Tax Law" },
};

/** Law and article as a sentence cites them: 《刑事诉讼法》第一百七十二条第一款 · Criminal Procedure Law art. 172 para. 1. */
export function citation(law: string, article: string): Text {
  const ofLaw = citations.get(law) ?? new Map<string, Text>();
  const known = ofLaw.get(article);
  if (known) return known;
  const short = SHORT[law] ?? { zh: `《${law}》`, en: law };
  const text = { zh: `${short.zh}${article}`, en: `${short.en} ${englishArticle(article)}` };
  citations.set(law, ofLaw.set(article, text));
  return text;
}

/** As many as the table and the clocks cite: a hundred or two. */
const citations = new Map<string, Map<string, Text>>();

function englishArticle(article: string): string {
  const parts = /^第([^条]+)条(?:第([^款]+)款)?(?:第([^项]+)项)?$/.exec(article);
  if (!parts) return article;
  return ["art.", "para.", "item"]
    .flatMap((word, at) => {
      const numeral = parts[at + 1];
      return numeral === undefined ? [] : [`${word} ${readHanNumber(numeral) ?? numeral}`];
    })
    .join(" ");
}
