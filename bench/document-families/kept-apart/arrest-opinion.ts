import { type Draft, paragraph, say, slot } from "../draft.ts";
import {
  ageOf,
  articleOf,
  bornOf,
  chargeOf,
  date,
  type Facts,
  idOf,
  lawOf,
  money,
  named,
  paragraphOf,
  recordOf,
  sexOf,
  signedOn,
  total,
} from "../facts.ts";

const CRIMINAL = "中华人民共和国刑法";
const PROCEDURE = "中华人民共和国刑事诉讼法";

/** 审查逮捕意见书: running text under short heads in brackets. */
export function arrestOpinion(facts: Facts): Draft {
  const { suspect, district, course, incidents, officers, number } = facts;
  const year = course.asked.slice(0, 4);
  const name = () => named("suspect", suspect.name);
  return {
    family: "arrest-opinion",
    kind: "arrest-review-opinion",
    record: { ...recordOf(facts, "盗窃罪"), acceptedOn: course.asked },
    paragraphs: [
      paragraph("title", "审查逮捕意见书"),
      paragraph("number", slot(`岳检捕审〔${year}〕${number}号`, "document-number", "own")),
      paragraph("body", say`【案由】${chargeOf("charge", "盗窃罪")}`),
      paragraph(
        "body",
        say`【嫌疑人】${name()}，${sexOf("suspect", suspect)}，${bornOf("suspect", suspect)}生，案发时${ageOf("suspect", suspect, course.act)}周岁，身份证号码${idOf("suspect", suspect)}，住址：${suspect.address}。`,
      ),
      paragraph(
        "body",
        say`【经过】${date("reported", course.filed)}，${district.name}公安局决定立案；${date("detained", course.detained)}，${name()}被抓获并刑事拘留；${date("asked", course.asked)}，该局提请本院审查批准逮捕。`,
      ),
      paragraph(
        "body",
        ...incidents.map((incident, at) =>
          at === 0
            ? say`【事实】${date(`incident-${at + 1}`, incident.on)}在${incident.place}盗得${incident.thing}（被害人${named(`victim-${at + 1}`, incident.victim)}，价值${money(`incident-${at + 1}`, incident.amount)}）`
            : say`；${date(`incident-${at + 1}`, incident.on)}在${incident.place}盗得${incident.thing}（被害人${named(`victim-${at + 1}`, incident.victim)}，价值${money(`incident-${at + 1}`, incident.amount)}）`,
        ),
        say`。共${slot(String(incidents.length), "count", "incidents", incidents.length)}起，总价值${total("total", facts.total)}。`,
      ),
      paragraph(
        "body",
        say`【社会危险性】${name()}无固定住所和稳定收入，曾经扬言报复举报人，有干扰证人作证的现实危险。其权利义务已经依法告知。`,
      ),
      paragraph(
        "body",
        say`【意见】${name()}的行为涉嫌触犯${lawOf(CRIMINAL)}${articleOf(CRIMINAL, "第二百六十四条")}，可能判处徒刑以上刑罚，采取取保候审尚不足以防止发生社会危险性，建议依照${lawOf(PROCEDURE)}${articleOf(PROCEDURE, "第八十一条")}${paragraphOf(PROCEDURE, "第一款")}的规定，批准逮捕。`,
      ),
      paragraph("signature", say`承办检察官：${named("officer", officers[1])}`),
      paragraph("signature", signedOn(course.arrested)),
    ],
  };
}
