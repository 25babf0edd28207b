import { type Draft, paragraph, say } from "../draft.ts";
import { bornOf, date, type Facts, idOf, money, named, phoneOf, recordOf, sexOf, signedOn } from "../facts.ts";

/** 讯问笔录: head with times and people, questions and answers in everyday speech. */
export function interrogationRecord(facts: Facts): Draft {
  const { suspect, district, course, incidents, officers } = facts;
  const name = () => named("suspect", suspect.name);
  const first = incidents[0] as (typeof incidents)[number];
  return {
    family: "interrogation-record",
    kind: "interrogation-record",
    record: recordOf(facts, "盗窃罪"),
    paragraphs: [
      paragraph("title", "讯问笔录"),
      paragraph("body", say`时间：${date("told", course.told)}9时10分至10时25分`),
      paragraph("body", "地点：岳阳市看守所第三讯问室"),
      paragraph(
        "body",
        say`讯问人：${named("officer", officers[0])}、${named("assistant", officers[1])}　　记录人：${named("clerk", officers[2])}`,
      ),
      paragraph(
        "body",
        say`被讯问人：${name()}　性别：${sexOf("suspect", suspect)}　出生日期：${bornOf("suspect", suspect)}　公民身份号码：${idOf("suspect", suspect)}　联系电话：${phoneOf("suspect", suspect)}`,
      ),
      paragraph(
        "body",
        say`问：我们是${district.name}人民检察院的工作人员，现依法对你进行讯问。你有权拒绝回答与本案无关的问题，有权申请回避，如实供述可以从宽处理，听清楚了吗？`,
      ),
      paragraph("body", "答：听清楚了，不申请回避。"),
      paragraph("body", "问：你的姓名和基本情况？"),
      paragraph("body", say`答：我叫${name()}，${bornOf("suspect", suspect)}出生，平常在工地上做工，没有其他收入。`),
      paragraph("body", say`问：${date("incident-1", first.on)}你做了什么？`),
      paragraph(
        "body",
        say`答：那天晚上我在${first.place}转了转，看看没有人，就拿走了别人的${first.thing}。后来听说值${money("incident-1", first.amount)}。我知道错了，谢谢你们给我讲清楚。`,
      ),
      paragraph("body", say`问：失主${named("victim-1", first.victim)}你认识吗？`),
      paragraph("body", say`答：不认识，后来才晓得是${named("victim-1", first.victim)}的东西。`),
      paragraph("body", "问：你是否自愿认罪认罚？"),
      paragraph("body", "答：自愿的，我请律师看过材料，没有人逼我。"),
      paragraph("body", "问：以上所说是否属实？"),
      paragraph("body", "答：属实。"),
      paragraph("body", "以上笔录我看过，和我说的相符。"),
      paragraph("signature", say`被讯问人　${name()}`),
      paragraph("signature", signedOn(course.told)),
    ],
  };
}
