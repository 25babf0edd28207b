import { type Draft, paragraph, say, slot } from "../draft.ts";
import { articleOf, chargeOf, date, type Facts, lawOf, named, recordOf, signedOn } from "../facts.ts";

const PROCEDURE = "中华人民共和国刑事诉讼法";

/** 委托辩护人告知书: short, day in Chinese numerals. */
export function rightsNotice(facts: Facts): Draft {
  const { suspect, district, course, number } = facts;
  const year = course.told.slice(0, 4);
  return {
    family: "rights-notice",
    kind: "rights-notice",
    record: recordOf(facts, "盗窃罪"),
    paragraphs: [
      paragraph("title", `${district.name}人民检察院`),
      paragraph("title", "委托辩护人告知书"),
      paragraph("number", slot(`岳检诉委辩〔${year}〕${number}号`, "document-number", "own")),
      paragraph("addressee", say`${named("suspect", suspect.name)}：`),
      paragraph(
        "body",
        say`你因涉嫌${chargeOf("charge", "盗窃罪")}一案，由${district.name}公安局侦查终结，本院已于${date("accepted", course.accepted)}收到移送审查起诉的材料。根据${lawOf(PROCEDURE)}${articleOf(PROCEDURE, "第三十三条")}、${articleOf(PROCEDURE, "第三十四条")}的规定，现告知你：你有权委托辩护人；因经济困难或者其他原因没有委托的，可以向法律援助机构提出申请。`,
      ),
      paragraph("body", "你在押期间，也可以由监护人、近亲属代为委托。"),
      paragraph("signature", slot(`${district.name}人民检察院`, "seal", "seal")),
      paragraph("signature", signedOn(course.told, true)),
    ],
  };
}
