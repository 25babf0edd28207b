import { type Draft, paragraph, say, slot } from "../draft.ts";
import {
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
} from "../facts.ts";

const CRIMINAL = "中华人民共和国刑法";
const PROCEDURE = "中华人民共和国刑事诉讼法";

/** 不起诉决定书 for a minor offence, with a passage from the law where the text is at hand. */
export function minorNonProsecution(facts: Facts, quote: (law: string, article: string) => string | null): Draft {
  const { suspect, district, course, incidents, officers, number } = facts;
  const name = () => named("suspect", suspect.name);
  const year = course.decided.slice(0, 4);
  const first = incidents[0] as (typeof incidents)[number];
  const passage = quote(CRIMINAL, "第三十七条");
  return {
    family: "minor-non-prosecution",
    kind: "non-prosecution-decision",
    record: { ...recordOf(facts, "盗窃罪"), amount: first.amount, actOn: first.on },
    paragraphs: [
      paragraph("title", `${district.name}人民检察院`),
      paragraph("title", "不起诉决定书"),
      paragraph("number", slot(`岳检刑不诉〔${year}〕${number}号`, "document-number", "own")),
      paragraph(
        "body",
        say`被不起诉人${name()}，${sexOf("suspect", suspect)}，${bornOf("suspect", suspect)}出生，公民身份号码${idOf("suspect", suspect)}，汉族，小学文化，农民，住${suspect.address}。因涉嫌${chargeOf("charge", "盗窃罪")}，于${date("detained", course.detained)}被${district.name}公安局刑事拘留，后变更为取保候审。`,
      ),
      paragraph("body", say`辩护人${named("defender", facts.defender)}，湖南某某律师事务所律师。`),
      paragraph(
        "body",
        say`本案由${district.name}公安局侦查终结，以被不起诉人${name()}涉嫌${chargeOf("charge", "盗窃罪")}，于${date("accepted", course.accepted)}向本院移送起诉。`,
      ),
      paragraph(
        "body",
        say`经本院依法审查查明：${date("act", first.on)}，被不起诉人${name()}在${first.place}盗走被害人${named("victim-1", first.victim)}的${first.thing}，价值${money("act", first.amount)}。次日，其主动投案，退还了赃物，被害人${named("victim-1", first.victim)}表示谅解。`,
      ),
      ...(passage === null
        ? []
        : [
            paragraph(
              "body",
              say`${lawOf(CRIMINAL)}${articleOf(CRIMINAL, "第三十七条")}规定：“${slot(passage, "quotation", `${CRIMINAL} 第三十七条`)}”`,
            ),
          ]),
      paragraph(
        "body",
        say`本院认为，被不起诉人${name()}实施了${lawOf(CRIMINAL)}${articleOf(CRIMINAL, "第二百六十四条")}规定的行为，但犯罪情节轻微，具有自首、退赃、取得谅解等情节，不需要判处刑罚。依据${lawOf(PROCEDURE)}${articleOf(PROCEDURE, "第一百七十七条")}${paragraphOf(PROCEDURE, "第二款")}的规定，决定对${name()}不起诉。`,
      ),
      paragraph(
        "body",
        say`被害人如不服本决定，可以自收到本决定书后七日以内向上一级人民检察院申诉，请求提起公诉；也可以不经申诉，直接向${district.name}人民法院提起自诉。`,
      ),
      paragraph("signature", say`检察官　${named("officer", officers[0])}`),
      paragraph("signature", slot(`${district.name}人民检察院`, "seal", "seal")),
      paragraph("signature", signedOn(course.decided)),
    ],
  };
}
