import { type Draft, paragraph, say, slot } from "../draft.ts";
import {
  ageOf,
  articleOf,
  bornOf,
  chargeOf,
  date,
  type Facts,
  heading,
  idOf,
  lawOf,
  money,
  named,
  phoneOf,
  recordOf,
  sexOf,
  signedOn,
  total,
} from "../facts.ts";

const CRIMINAL = "中华人民共和国刑法";

/** 审查报告: numbered sections, a suspect who is no defendant yet. */
export function reviewReport(facts: Facts): Draft {
  const { suspect, district, course, incidents, officers, number } = facts;
  const year = course.accepted.slice(0, 4);
  const name = () => named("suspect", suspect.name);
  return {
    family: "review-report",
    kind: "review-report",
    record: recordOf(facts, "诈骗罪"),
    paragraphs: [
      paragraph("title", "关于犯罪嫌疑人", name(), say`涉嫌${chargeOf("charge", "诈骗罪")}一案的审查报告`),
      paragraph("number", slot(`岳检刑审〔${year}〕${number}号`, "document-number", "own")),
      paragraph("heading", heading("一、", "收案和审查经过")),
      paragraph(
        "body",
        say`${district.name}公安局于${date("filed", course.filed)}立案侦查，${date("detained", course.detained)}对犯罪嫌疑人${name()}刑事拘留，${date("asked", course.asked)}提请批准逮捕，${date("arrested", course.arrested)}执行逮捕。该局侦查终结后，于${date("accepted", course.accepted)}移送审查起诉。本院于${date("told", course.told)}告知其诉讼权利，期间未退回补充侦查，也未延长审查期限。`,
      ),
      paragraph("heading", heading("二、", "犯罪嫌疑人的基本情况")),
      paragraph(
        "body",
        say`犯罪嫌疑人${name()}，${sexOf("suspect", suspect)}，${bornOf("suspect", suspect)}出生，作案时${ageOf("suspect", suspect, course.act)}周岁，公民身份号码${idOf("suspect", suspect)}，汉族，高中文化，户籍所在地为${suspect.address}，联系电话${phoneOf("suspect", suspect)}。其于2012年曾因打架被行政拘留五日，无其他前科。`,
      ),
      paragraph("heading", heading("三、", "经审查认定的案件事实")),
      ...incidents.map((incident, at) =>
        paragraph(
          "body",
          say`（${"一二三四"[at] ?? ""}）${date(`incident-${at + 1}`, incident.on)}，犯罪嫌疑人${name()}谎称能够低价代购${incident.thing}，骗得被害人${named(`victim-${at + 1}`, incident.victim)}转账${money(`incident-${at + 1}`, incident.amount)}，款项当日即转入其本人账户。`,
        ),
      ),
      paragraph(
        "body",
        say`以上共计${slot(String(incidents.length), "count", "incidents", incidents.length)}起，犯罪数额合计${total("total", facts.total)}。犯罪嫌疑人${name()}到案后常常避重就轻，后慢慢供认了全部事实，并表示愿意退赔。`,
      ),
      paragraph("heading", heading("四、", "证据分析")),
      paragraph(
        "body",
        say`认定犯罪嫌疑人${name()}以虚构事实的方法骗取财物的证据，有其供述、被害人${named("victim-1", incidents[0]?.victim ?? "")}的陈述、微信聊天记录和银行流水。截至审查终结，被害人的损失${total("total", facts.total)}尚未追回。辩护人${named("defender", facts.defender)}提出“其主观恶性较小，社会危害不大”的意见，部分予以采纳。`,
      ),
      paragraph("heading", heading("五、", "审查意见")),
      paragraph(
        "body",
        say`犯罪嫌疑人${name()}的行为触犯了${lawOf(CRIMINAL)}${articleOf(CRIMINAL, "第二百六十六条")}，涉嫌${chargeOf("charge", "诈骗罪")}，数额较大。建议依法提起公诉，并建议判处${slot("有期徒刑一年六个月", "sentence", "266-1", 18)}，并处罚金。是否妥当，请审批。`,
      ),
      paragraph("signature", say`承办人　${named("officer", officers[0])}`),
      paragraph("signature", signedOn(course.decided)),
    ],
  };
}
