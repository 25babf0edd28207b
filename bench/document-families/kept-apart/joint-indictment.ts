import { type Draft, paragraph, say, slot } from "../draft.ts";
import {
  articleOf,
  bornOf,
  chargeOf,
  date,
  type Facts,
  heading,
  idOf,
  inCapitals,
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

/** 起诉书 of two defendants, fraud of a large amount, incidents as rows, the total in capitals. */
export function jointIndictment(facts: Facts): Draft {
  const { suspect, second, district, course, incidents, officers, number } = facts;
  const year = course.decided.slice(0, 4);
  const [one, two] = [() => named("suspect", suspect.name), () => named("second", second.name)];
  const record = recordOf(facts, "诈骗罪");
  const other = recordOf({ ...facts, suspect: second }, "诈骗罪").suspects;
  return {
    family: "joint-indictment",
    kind: "indictment",
    record: { ...record, suspects: [...record.suspects, ...other] },
    paragraphs: [
      paragraph("title", "湖南省", `${district.name}人民检察院`),
      paragraph("title", "起　诉　书"),
      paragraph("number", slot(`岳检二部刑诉〔${year}〕${number}号`, "document-number", "own")),
      paragraph("heading", heading("一、", "被告人的身份")),
      paragraph(
        "body",
        say`第一被告人${one()}，${sexOf("suspect", suspect)}，出生于${bornOf("suspect", suspect)}，公民身份号码为${idOf("suspect", suspect)}，居民，现住${suspect.address}，${date("detained", course.detained)}被刑事拘留，${date("arrested", course.arrested)}被逮捕，现羁押在看守所。`,
      ),
      paragraph(
        "body",
        say`第二被告人${two()}，${sexOf("second", second)}，出生于${bornOf("second", second)}，公民身份号码为${idOf("second", second)}，居民，现住${second.address}，${date("detained", course.detained)}被刑事拘留，同年被取保候审。`,
      ),
      paragraph("heading", heading("二、", "诉讼经过")),
      paragraph(
        "body",
        say`侦查机关以${one()}、${two()}涉嫌${chargeOf("charge", "诈骗罪")}，于${date("accepted", course.accepted)}移送本院。${date("told", course.told)}，本院已将诉讼权利告知二被告人；其辩护人${named("defender", facts.defender)}提交了书面意见。`,
      ),
      paragraph("heading", heading("三、", "查明的事实")),
      paragraph(
        "body",
        say`${date("plan", course.act)}前后，二被告人共谋以介绍工作为名骗取他人“保证金”，由${one()}联系，由${two()}收款。具体如下：`,
      ),
      ...incidents.map((incident, at) =>
        paragraph(
          "body",
          say`第${"一二三四"[at] ?? ""}起　${date(`incident-${at + 1}`, incident.on)}　被害人${named(`victim-${at + 1}`, incident.victim)}　骗得${money(`incident-${at + 1}`, incident.amount)}`,
        ),
      ),
      paragraph(
        "body",
        say`以上${slot(String(incidents.length), "count", "incidents", incidents.length)}起，合计骗得人民币${total("total", facts.total)}（大写：${inCapitals("total", facts.total)}），赃款由二人平分并已挥霍。`,
      ),
      paragraph("heading", heading("四、", "起诉的理由和依据")),
      paragraph(
        "body",
        say`本院认为，被告人${one()}、${two()}结伙诈骗，数额巨大，其行为均已触犯${lawOf(CRIMINAL)}${articleOf(CRIMINAL, "第二百六十六条")}、${articleOf(CRIMINAL, "第二十五条")}${paragraphOf(CRIMINAL, "第一款")}，应当以${chargeOf("charge", "诈骗罪")}追究刑事责任。在共同犯罪中，二人作用相当，不宜区分主犯和从犯。`,
      ),
      paragraph(
        "body",
        say`建议对被告人${one()}判处${slot("有期徒刑四年", "sentence", "266-2", 48)}，对被告人${two()}判处${slot("有期徒刑三年六个月", "sentence", "266-2", 42)}，均并处罚金。现依照${lawOf(PROCEDURE)}${articleOf(PROCEDURE, "第一百七十六条")}的规定，提起公诉。`,
      ),
      paragraph("addressee", slot(`${district.name}人民法院`, "addressee", "court")),
      paragraph("signature", say`检察员：${named("officer", officers[0])}`),
      paragraph("signature", say`书记员：${named("clerk", officers[2])}`),
      paragraph("signature", slot(`${district.name}人民检察院`, "seal", "seal")),
      paragraph("signature", signedOn(course.decided, true)),
      paragraph("attachment", say`附：${slot("1、", "attachment", "1")}证人名单一份`),
      paragraph("attachment", say`${slot("2、", "attachment", "2")}量刑建议书二份`),
    ],
  };
}
