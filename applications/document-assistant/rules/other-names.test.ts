import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (rule) => rule === "name-inconsistent").map(
    (hit) => `${hit.text} ${hit.suggestion}`,
  );

/** Each with the name that is meant in angle brackets behind the one that stands there in braces; the first of two lines of people is right. */
const ACCUSED = "起诉书\n被告人程立夫，男，1981年4月2日出生。\n被告人苏晓棠，女，1990年7月8日出生。\n";
const LEFT_OVER: readonly string[] = [
  `${ACCUSED}程立夫望风，苏晓棠入室盗窃。程立夫供述。当日晚，被告人{丁海洋}在家中被抓获。苏晓棠认罪。`,
  `${ACCUSED}程立夫、苏晓棠盗窃。程立夫、苏晓棠供述。以被告人程立夫、{阮国强}涉嫌盗窃罪移送起诉。`,
  "不起诉决定书\n被不起诉人罗佳宜，女，1988年9月9日出生。罗佳宜与邻居争吵。罗佳宜自首。决定对{杜春生}不起诉。",
  "起诉书\n被告人{常志远}，男，1979年1月3日出生。\n以被告人贺小龙涉嫌诈骗罪移送起诉。被告人贺小龙供述，贺小龙退赔。",
  "具结书\n犯罪嫌疑人傅嘉铭自愿认罪认罚，傅嘉铭已阅读告知书。\n本人是犯罪嫌疑人{方大伟}的值班律师，证明犯罪嫌疑人傅嘉铭自愿签署。",
  "询问笔录\n被询问人：聂建平，男。\n问：工资欠了多少？\n答：三个月。\n被询问人：{邱少波}",
  `${ACCUSED}程立夫伙同苏晓棠殴打被害人葛明轩。程立夫供述，苏晓棠供述。被害人葛明轩报警，葛明轩住院。被害人{柏长青}的陈述。`,
  "审查报告\n被害人卫东来、殷小曼先后被骗。被害人卫东来报警，被害人殷小曼报警。\n证据有：被害人卫东来、{沙丽}的陈述。",
];
const EXCHANGED: readonly string[] = [
  `${ACCUSED}程立夫殴打被害人葛明轩，被害人葛明轩报警，被害人葛明轩表示谅解。程立夫供述。经鉴定，被害人{程立夫}构成轻伤。`,
  `${ACCUSED}程立夫骗取被害人葛明轩5000元，被害人葛明轩报警，被害人葛明轩的陈述。被告人{葛明轩}认罪认罚。`,
];
const FIRMS: readonly string[] = [
  "岳阳巴陵鼎盛商贸有限公司成立于2020年。向岳阳巴陵鼎盛商贸有限公司送达。经查，{岳阳巴陵鼎盛商贸有限责任公司}未整改。",
  "湘阴县云帆水产有限公司成立于2020年。湘阴县云帆水产有限公司欠税。对{湘阴县帆云水产有限公司}处罚。",
  "湘阴县云帆水产有限公司成立于2020年。湘阴县云帆水产有限公司欠税。对{湘阴县云凡水产有限公司}处罚。",
];
const plain = (wording: string): string => wording.replaceAll(/[{}]/g, "");

describe("names that stand where somebody else's has to", () => {
  it.each([...LEFT_OVER, ...EXCHANGED, ...FIRMS])("%s", (wording) => {
    const [, wrong = ""] = /\{(.*?)\}/.exec(wording) ?? [];
    expect(found(plain(wording)).map((hit) => hit.split(" ")[0])).toEqual([wrong]);
  });

  it.each([
    `${ACCUSED}程立夫、苏晓棠伙同丁海洋（另案处理）盗窃。程立夫供述，苏晓棠供述。`,
    `${ACCUSED}程立夫殴打被害人葛明轩、柏长青。被害人葛明轩的陈述，被害人柏长青的陈述。程立夫供述，苏晓棠在场。`,
    `${ACCUSED}1.2024年3月1日，程立夫骗取被害人葛明轩3000元，被害人葛明轩报警，葛明轩的陈述。\n2.2024年3月5日，程立夫骗取被害人柏长青2000元。苏晓棠供述。`,
    `${ACCUSED}证人葛明轩的证言，证人柏长青的证言，证人葛明轩的辨认笔录。程立夫、苏晓棠供述。`,
    "被害人程立夫报案称被打。被告人程立夫还手，被告人程立夫、被告人葛明轩互殴，被害人葛明轩受伤，被告人葛明轩、被害人程立夫和解。",
    "岳阳巴陵鼎盛商贸有限公司与岳阳巴陵鼎丰商贸有限公司签订合同。岳阳巴陵鼎盛商贸有限公司付款。",
    "被告人柳某某，男。柳某某盗窃，柳某某供述。证人柳某甲的证言，证人柳某的证言，柳某作证。",
  ])("nobody else: %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});

/** Names that stand but twice, in words that tell nothing of whose they are. */
const PAIRS: readonly string[] = [
  "经查，阳光小区住户晏淑珍报警。取得晏树珍谅解。",
  "窃得车文彬停放在楼下的电动车。后车文斌发现车辆被盗。",
  "被告人巴哈尔·尼亚孜盗窃，仅巴哈儿·尼亚孜退赃。",
  "被害人焦一鸣的陈述。走进焦鸣一的店铺，盗走现金。",
];
describe("two names of which each stands once or twice", () => {
  it.each(PAIRS)("%s", (text) => {
    expect(found(text)).toHaveLength(1);
  });
});
