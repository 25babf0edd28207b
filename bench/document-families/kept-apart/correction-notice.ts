import { type Draft, paragraph, say, slot } from "../draft.ts";
import { articleOf, date, type Facts, lawOf, named, signedOn } from "../facts.ts";

const PROCEDURE = "中华人民共和国刑事诉讼法";

/** 纠正违法通知书 to the police, of one record with one interrogator. */
export function correctionNotice(facts: Facts): Draft {
  const { suspect, district, course, officers, number } = facts;
  const year = course.told.slice(0, 4);
  return {
    family: "correction-notice",
    kind: "correction-notice",
    record: { office: district.office, suspects: [], charge: null, actOn: course.detained, acceptedOn: course.accepted, amount: null },
    paragraphs: [
      paragraph("title", `${district.name}人民检察院`),
      paragraph("title", "纠正违法通知书"),
      paragraph("number", slot(`岳检侦监纠〔${year}〕${number}号`, "document-number", "own")),
      paragraph("addressee", slot(`${district.name}公安局：`, "addressee", "police")),
      paragraph(
        "body",
        say`本院在审查你局${date("accepted", course.accepted)}移送的${named("suspect", suspect.name)}一案时发现，${date("record", course.detained)}的讯问笔录中只有一名侦查人员签名，同步录音录像也显示讯问时仅有一人在场。`,
      ),
      paragraph(
        "body",
        say`${lawOf(PROCEDURE)}${articleOf(PROCEDURE, "第一百一十八条")}规定，讯问的时候，侦查人员不得少于二人。你局的做法违反了上述规定。根据同法${articleOf(PROCEDURE, "第五十七条")}的规定，本院对证据收集的合法性进行了调查核实，现通知你局予以纠正，并将纠正情况书面告知本院。`,
      ),
      paragraph("signature", say`经办人${named("officer", officers[1])}`),
      paragraph("signature", slot(`${district.name}人民检察院`, "seal", "seal")),
      paragraph("signature", signedOn(course.told, true)),
    ],
  };
}
