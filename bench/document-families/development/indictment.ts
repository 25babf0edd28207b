import { type Draft, paragraph, say, slot } from "../draft.ts";
import { articleOf, bornOf, chargeOf, date, type Facts, idOf, lawOf, money, named, recordOf, sexOf, signedOn, total } from "../facts.ts";

const CRIMINAL = "中华人民共和国刑法";
const PROCEDURE = "中华人民共和国刑事诉讼法";

/** 起诉书: one defendant, several thefts told one by one. */
export function theftIndictment(facts: Facts): Draft {
  const { suspect, district, course, incidents, officers, number, random } = facts;
  const year = course.decided.slice(0, 4);
  const name = () => named("suspect", suspect.name);
  const months = random.between(8, 14);
  const court = `${district.name}人民法院`;
  return {
    family: "theft-indictment",
    kind: "indictment",
    record: recordOf(facts, "盗窃罪"),
    paragraphs: [
      paragraph("title", `${district.name}人民检察院`),
      paragraph("title", "起诉书"),
      paragraph("number", slot(`岳检刑诉〔${year}〕${number}号`, "document-number", "own")),
      paragraph(
        "body",
        say`被告人${name()}，${sexOf("suspect", suspect)}，${bornOf("suspect", suspect)}出生，公民身份号码${idOf("suspect", suspect)}，汉族，初中文化，务工人员，住${suspect.address}。因涉嫌${chargeOf("charge", "盗窃罪")}，于${date("detained", course.detained)}被${district.name}公安局刑事拘留；经本院批准，于${date("arrested", course.arrested)}由该局执行逮捕。`,
      ),
      paragraph(
        "body",
        say`本案由${district.name}公安局侦查终结，以被告人${name()}涉嫌${chargeOf("charge", "盗窃罪")}，于${date("accepted", course.accepted)}向本院移送起诉。本院受理后，于${date("told", course.told)}告知被告人有权委托辩护人和认罪认罚可能导致的法律后果，依法讯问了被告人，听取了辩护人${named("defender", facts.defender)}和被害人的意见，审阅了全部案件材料。被告人同意适用简易程序审理。`,
      ),
      paragraph("body", "经依法审查查明："),
      ...incidents.map((incident, at) =>
        paragraph(
          "body",
          say`${at + 1}.${date(`incident-${at + 1}`, incident.on)}，被告人${name()}在${incident.place}，趁无人之机，窃得被害人${named(`victim-${at + 1}`, incident.victim)}的${incident.thing}，经鉴定价值${money(`incident-${at + 1}`, incident.amount)}。`,
        ),
      ),
      paragraph(
        "body",
        say`综上，被告人${name()}共盗窃作案${slot(String(incidents.length), "count", "incidents", incidents.length)}起，盗窃财物价值共计${total("total", facts.total)}。案发后，其家属已代为退赔，并取得被害人谅解。`,
      ),
      paragraph(
        "body",
        say`认定上述事实的证据如下：物证照片、价格认定结论书、银行账户明细等书证，被害人${named("victim-1", incidents[0]?.victim ?? "")}的陈述，被告人${name()}的供述和辩解，以及现场勘验笔录、监控录像等。上述证据收集程序合法，内容客观真实，足以认定指控事实。`,
      ),
      paragraph(
        "body",
        say`本院认为，被告人${name()}以非法占有为目的，多次秘密窃取他人财物，数额较大，其行为触犯了${lawOf(CRIMINAL)}${articleOf(CRIMINAL, "第二百六十四条")}，犯罪事实清楚，证据确实、充分，应当以${chargeOf("charge", "盗窃罪")}追究其刑事责任。被告人${name()}如实供述自己的罪行，依照${lawOf(CRIMINAL)}${articleOf(CRIMINAL, "第六十七条")}第三款的规定，可以从轻处罚；其自愿认罪认罚，依据${lawOf(PROCEDURE)}${articleOf(PROCEDURE, "第十五条")}的规定，可以从宽处理。建议判处被告人${name()}${slot(`有期徒刑${months === 12 ? "一年" : months > 12 ? `一年${"零一二三四"[months - 12]}个月` : `${"零一二三四五六七八九"[months] ?? (months === 10 ? "十" : "十一")}个月`}`, "sentence", "264-1", months)}，并处罚金。根据${lawOf(PROCEDURE)}${articleOf(PROCEDURE, "第一百七十六条")}的规定，提起公诉，请依法判处。`,
      ),
      paragraph("body", "此致"),
      paragraph("addressee", slot(court, "addressee", "court")),
      paragraph("signature", say`检察官　${named("officer", officers[0])}`),
      paragraph("signature", say`检察官助理　${named("assistant", officers[1])}`),
      paragraph("signature", signedOn(course.decided)),
      paragraph("signature", slot("（院印）", "seal", "seal")),
      paragraph("attachment", say`附件：${slot("1.", "attachment", "1")}被告人现羁押于岳阳市看守所`),
      paragraph("attachment", say`${slot("2.", "attachment", "2")}案卷材料和证据共三册`),
      paragraph("attachment", say`${slot("3.", "attachment", "3")}《认罪认罚具结书》一份`),
    ],
  };
}
