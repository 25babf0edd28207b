import { dayFromIso as dayOf, isoOfDay as isoOf } from "@yuejian/identifiers";
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

const PROCEDURE = "中华人民共和国刑事诉讼法";

/** 不起诉决定书 for want of evidence: returned twice, so that the clock of the review began anew twice. */
export function doubtfulNonProsecution(facts: Facts, quote: (law: string, article: string) => string | null): Draft {
  const { suspect, district, course, incidents, officers, number } = facts;
  const name = () => named("suspect", suspect.name);
  const later = (day: string, days: number) => isoOf(dayOf(day) + days);
  const returned = later(course.accepted, 25);
  const again = later(returned, 27);
  const returnedTwice = later(again, 24);
  const last = later(returnedTwice, 28);
  const decided = later(last, 20);
  const first = incidents[0] as (typeof incidents)[number];
  const passage = quote(PROCEDURE, "第五十五条");
  return {
    family: "doubtful-non-prosecution",
    kind: "non-prosecution-decision",
    record: { ...recordOf(facts, "故意伤害罪"), amount: null, actOn: first.on },
    paragraphs: [
      paragraph("title", `湖南省${district.name}人民检察院`),
      paragraph("title", "不 起 诉 决 定 书"),
      paragraph("number", slot(`岳检一部刑不诉〔${decided.slice(0, 4)}〕${number}号`, "document-number", "own")),
      paragraph("heading", "【当事人】"),
      paragraph(
        "body",
        say`被不起诉人${name()}，${sexOf("suspect", suspect)}，${bornOf("suspect", suspect)}生，身份证号${idOf("suspect", suspect)}，个体工商户，住${suspect.address}，${date("bailed", course.detained)}起被取保候审。`,
      ),
      paragraph("heading", "【案件来源】"),
      paragraph(
        "body",
        say`${district.name}公安局以${name()}涉嫌${chargeOf("charge", "故意伤害罪")}，于${date("accepted", course.accepted)}移送我院审查起诉。我院于${date("returned-1", returned)}第一次退回补充侦查，该局于${date("again-1", again)}补查重报；于${date("returned-2", returnedTwice)}第二次退回补充侦查，该局于${date("again-2", last)}再次补查重报。`,
      ),
      paragraph("heading", "【审查情况】"),
      paragraph(
        "body",
        say`${district.name}公安局认定：${date("act", first.on)}，${name()}与${named("victim-1", first.victim)}在${first.place}因琐事发生争执并互相推搡，致其轻伤，花费医疗费${money("cost", first.amount)}。`,
      ),
      paragraph(
        "body",
        say`经审查并两次退回补充侦查，我院仍然认为认定的犯罪事实不清、证据不足：证人${named("witness", facts.second.name)}先后陈述不一，现场没有监控，伤情形成的时间不能排除合理怀疑。`,
      ),
      ...(passage === null
        ? []
        : [
            paragraph(
              "body",
              say`按照${lawOf(PROCEDURE)}${articleOf(PROCEDURE, "第五十五条")}，“${slot(passage, "quotation", `${PROCEDURE} 第五十五条`)}”本案没有达到上述要求。`,
            ),
          ]),
      paragraph("heading", "【决定】"),
      paragraph(
        "body",
        say`依照${lawOf(PROCEDURE)}${articleOf(PROCEDURE, "第一百七十五条")}${paragraphOf(PROCEDURE, "第四款")}的规定，决定对${name()}不起诉。被不起诉人、被害人不服的，可以依法申诉。`,
      ),
      paragraph("signature", say`检察官：${named("officer", officers[2])}`),
      paragraph("signature", slot("（院印）", "seal", "seal")),
      paragraph("signature", signedOn(decided)),
    ],
  };
}
