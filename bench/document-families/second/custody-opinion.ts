import { type Draft, paragraph, say } from "../draft.ts";
import {
  addressed,
  ageOf,
  bornOf,
  CRIMINAL,
  chargeOf,
  day,
  head,
  idOf,
  inCapitals,
  later,
  named,
  numbered,
  PROCEDURE,
  part,
  sameYear,
  sealed,
  sentence,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { drawAmounts, drawCourse, type Story, sumOf, suspectsOf, workdayWithin } from "../story.ts";

const CHARGE = "故意伤害罪";

/** 羁押必要性审查意见书 to the police: points in an order of its own, ages at two days, what was paid to the injured. */
export function custodyOpinion({ random, cast, mark, office, procuratorate, police, detention, number }: Story): Draft {
  const suspect = cast.member("suspect", [1972, 2004]);
  const [hurt, counsel, doctor, procurator, assistant] = cast.names();
  const mother = cast.name("female");
  const course = drawCourse(random);
  const asked = later(course.arrested, random.between(12, 24));
  const decided = workdayWithin(random, asked, [3, 8]);
  const payments = drawAmounts(random, 3, [6_000, 28_000]);
  const paid = sumOf(payments);
  const months = random.between(8, 20);
  const year = decided.slice(0, 4);
  const name = () => named(suspect);
  return {
    family: "custody-opinion",
    kind: "custody-review-opinion",
    record: { office, suspects: suspectsOf(suspect), charge: CHARGE, actOn: course.act, acceptedOn: null, amount: null },
    sums: [{ whole: "paid", parts: payments.map((_, index) => `paid/${index + 1}`) }],
    order: ["act", "detained", "arrested", "applied"],
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "羁押必要性审查意见书"),
      paragraph("number", numbered(`${mark}羁审建〔${year}〕${number}号`)),
      paragraph("addressee", addressed(`${police}：`)),
      paragraph(
        "body",
        say`辩护人${someone("counsel", counsel)}于${day("applied", asked)}向本院申请对犯罪嫌疑人${name()}进行羁押必要性审查。本院依照${under(PROCEDURE, "第九十五条")}的规定进行了审查，现提出如下意见：`,
      ),
      head("section", "一、", "案件和羁押情况"),
      paragraph(
        "body",
        say`犯罪嫌疑人${name()}，${sexOf(suspect)}，${suspect.nation}，身份证号码${idOf(suspect)}，出生日期${bornOf(suspect)}，${suspect.schooling}，${suspect.work}，住${suspect.address}。案发之日${ageOf(suspect, course.act)}周岁。`,
      ),
      paragraph(
        "body",
        say`${day("act", course.act)}，${name()}与邻居${someone("hurt", hurt)}因排水问题发生争吵，用扁担将${someone("hurt", hurt)}的左臂打伤，经鉴定为轻伤二级。你局以涉嫌${chargeOf(CHARGE)}于${day("detained", course.detained)}对其刑事拘留，经本院批准，${sameYear("arrested", course.arrested, course.detained)}执行逮捕，现羁押于${detention}。`,
      ),
      head("section", "二、", "审查认定的事实"),
      paragraph(
        "body",
        say`1.关于赔偿。犯罪嫌疑人的母亲${someone("mother", mother)}先后三次代为支付${part("paid/1", payments[0])}、${part("paid/2", payments[1])}、${part("paid/3", payments[2] ?? 0)}，累计${whole("paid", paid)}；${someone("hurt", hurt)}出具谅解书，确认收到${whole("paid", paid)}（大写：${inCapitals("paid", paid)}），请求对${name()}从轻处罚。`,
      ),
      paragraph(
        "body",
        say`2.关于证据。案件主要证据已经收集固定，${name()}如实供述，与${someone("hurt", hurt)}的陈述、鉴定意见能够印证，没有毁灭、伪造证据或者串供的可能。`,
      ),
      paragraph(
        "body",
        say`3.关于身体状况。看守所医生${someone("doctor", doctor)}证明，${name()}患有慢性疾病，需要长期服药。其母亲${someone("mother", mother)}愿意担任保证人，经审查符合保证人的条件。`,
      ),
      paragraph(
        "body",
        say`4.关于可能判处的刑罚。${name()}的行为涉嫌触犯${under(CRIMINAL, "第二百三十四条", "第一款")}，构成${chargeOf(CHARGE)}，结合认罪认罚、赔偿谅解等情节，预期判处${sentence("234-1", months)}以下刑罚，符合宣告缓刑的可能性较大。`,
      ),
      head("section", "三、", "听取意见情况"),
      paragraph(
        "body",
        say`你局办案人员认为可以变更强制措施；${someone("hurt", hurt)}对变更没有异议；辩护人${someone("counsel", counsel)}坚持申请意见。`,
      ),
      head("section", "四、", "结论"),
      paragraph(
        "body",
        say`综上，对犯罪嫌疑人${name()}没有继续羁押的必要，采取取保候审不致发生社会危险性，符合${under(PROCEDURE, "第六十七条", "第一款", "第（二）项")}规定的条件。因其涉嫌的${chargeOf(CHARGE)}事实清楚，建议你局对${name()}变更强制措施为取保候审，并自收到本意见书之日起十日以内将处理情况书面通知本院。未采纳的，请说明理由和依据。`,
      ),
      paragraph("signature", say`承办检察官：${someone("procurator", procurator)}`),
      paragraph("signature", say`检察官助理：${someone("assistant", assistant)}`),
      paragraph("signature", signed(decided)),
      paragraph("signature", sealed("（院印）")),
    ],
  };
}
