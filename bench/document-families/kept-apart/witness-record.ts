import { type Draft, paragraph, say } from "../draft.ts";
import { bornOf, date, type Facts, idOf, money, named, phoneOf, recordOf, sexOf, signedOn } from "../facts.ts";

/** 询问笔录 of a witness: head in lines, long answers. */
export function witnessRecord(facts: Facts): Draft {
  const { suspect, second, course, incidents, officers } = facts;
  const first = incidents[0] as (typeof incidents)[number];
  return {
    family: "witness-record",
    kind: "witness-record",
    record: recordOf(facts, "盗窃罪"),
    paragraphs: [
      paragraph("title", "询 问 笔 录"),
      paragraph("body", say`询问时间　${date("told", course.told)}15时05分至15时50分`),
      paragraph("body", "询问地点　证人住所"),
      paragraph("body", say`询问人　${named("officer", officers[2])}　${named("assistant", officers[0])}`),
      paragraph("body", say`被询问人　${named("witness", second.name)}`),
      paragraph("body", say`性别　${sexOf("witness", second)}`),
      paragraph("body", say`出生日期　${bornOf("witness", second)}`),
      paragraph("body", say`身份证号码　${idOf("witness", second)}`),
      paragraph("body", say`联系方式　${phoneOf("witness", second)}`),
      paragraph("body", "问：根据法律规定，你应当如实提供证据、证言，有意作伪证或者隐匿罪证要负法律责任，你明白吗？"),
      paragraph("body", "答：明白。"),
      paragraph("body", say`问：请你讲讲${date("incident-1", first.on)}看到的情况。`),
      paragraph(
        "body",
        say`答：我叫${named("witness", second.name)}，在附近开店。那天我正在门口坐着，看见一个人在${first.place}走来走去，后来他把${first.thing}搬走了。我当时以为是他自己的，就没有在意。事后${named("victim-1", first.victim)}来问我，说那东西值${money("incident-1", first.amount)}，我才想起来，就和他一起去报了案。`,
      ),
      paragraph("body", say`问：你认识${named("suspect", suspect.name)}吗？`),
      paragraph("body", say`答：不认识，是民警让我辨认照片的时候，才知道那个人叫${named("suspect", suspect.name)}。`),
      paragraph("body", "问：你还有没有要补充的？"),
      paragraph("body", "答：没有了。以上记录我看过，与我讲的一样。"),
      paragraph("signature", say`被询问人（签名）${named("witness", second.name)}`),
      paragraph("signature", signedOn(course.told)),
    ],
  };
}
