import { dayFromIso as dayOf, isoOfDay as isoOf } from "@yuejian/identifiers";
import { type Draft, paragraph, say, slot } from "../draft.ts";
import { articleOf, chargeOf, date, dayText, type Facts, lawOf, named, paragraphOf, recordOf, signedOn, total } from "../facts.ts";

const CRIMINAL = "中华人民共和国刑法";
const PROCEDURE = "中华人民共和国刑事诉讼法";

/** 量刑建议书: a range of sentence, a term from day to day that has to fit. */
export function sentencingProposal(facts: Facts): Draft {
  const { suspect, district, course, officers, number } = facts;
  const name = () => named("suspect", suspect.name);
  const year = course.decided.slice(0, 4);
  const ends = isoOf(dayOf(`${Number(course.detained.slice(0, 4)) + 3}${course.detained.slice(4).replace("02-29", "02-28")}`) - 1);
  return {
    family: "sentencing-proposal",
    kind: "sentencing-proposal",
    record: recordOf(facts, "诈骗罪"),
    paragraphs: [
      paragraph("title", `${district.name}人民检察院`),
      paragraph("title", "量刑建议书"),
      paragraph("number", slot(`岳检刑量建〔${year}〕${number}号`, "document-number", "own")),
      paragraph("addressee", slot(`${district.name}人民法院：`, "addressee", "court")),
      paragraph(
        "body",
        say`我院以${slot(`岳检刑诉〔${year}〕${number}号`, "document-number", "indictment")}起诉书提起公诉的被告人${name()}一案，经审查认为，其诈骗他人财物${total("total", facts.total)}，数额巨大，已构成${chargeOf("charge", "诈骗罪")}，法定刑为三年以上十年以下有期徒刑，并处罚金。`,
      ),
      paragraph(
        "body",
        say`被告人${name()}归案后如实供述，自愿认罪认罚。综合以上情节，根据${lawOf(CRIMINAL)}${articleOf(CRIMINAL, "第二百六十六条")}、${articleOf(CRIMINAL, "第六十七条")}${paragraphOf(CRIMINAL, "第三款")}和${lawOf(PROCEDURE)}${articleOf(PROCEDURE, "第一百七十六条")}${paragraphOf(PROCEDURE, "第二款")}的规定，建议判处其${slot("有期徒刑三年", "sentence", "266-2", 36)}，并处罚金。`,
      ),
      paragraph(
        "body",
        say`刑期从判决执行之日起计算，判决执行以前先行羁押的，羁押一日折抵刑期一日；如按上述建议判处，刑期${slot(`自${dayText(course.detained)}起至${dayText(ends)}止，共三年`, "term", "proposal", 36)}。`,
      ),
      paragraph(
        "body",
        say`上述建议已于${date("heard", course.decided)}听取辩护人${named("defender", facts.defender)}的意见，辩护人无异议。`,
      ),
      paragraph("signature", say`检察官：${named("officer", officers[0])}`),
      paragraph("signature", slot(`${district.name}人民检察院`, "seal", "seal")),
      paragraph("signature", signedOn(course.decided)),
    ],
  };
}
