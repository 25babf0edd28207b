import { type Draft, paragraph, say } from "../draft.ts";
import {
  ageOf,
  bornOf,
  CRIMINAL,
  chargeOf,
  day,
  idOf,
  later,
  named,
  numbered,
  PROCEDURE,
  part,
  phoneOf,
  sentence,
  sexOf,
  signed,
  someone,
  term,
  under,
  whole,
} from "../forms.ts";
import { drawAmounts, drawCourse, type Story, suspectsOf, TOLD_IN_TIME } from "../story.ts";

const CHARGES = [
  { charge: "盗窃罪", article: "第二百六十四条", range: "264-1", act: "盗窃", amounts: [1_300, 4_900] },
  { charge: "诈骗罪", article: "第二百六十六条", range: "266-1", act: "诈骗", amounts: [3_300, 6_900] },
] as const;

/** 认罪认罚具结书: what the person is told, admits and accepts, with boxes; signed by the person and by duty counsel. */
export function pleaStatement({ random, cast, mark, office, procuratorate, police, number }: Story): Draft {
  const person = cast.member("person", [1970, 2004]);
  const [lawyer, victim, victimToo, procurator] = cast.names();
  const course = drawCourse(random);
  const { charge, article, range, act, amounts } = random.pick(CHARGES);
  const [one, two] = drawAmounts(random, 2, amounts);
  const both = one + two;
  const months = random.between(7, 14);
  const fine = random.between(3, 9) * 100_000;
  const year = course.decided.slice(0, 4);
  const name = () => named(person);
  const before = later(course.act, -6);
  return {
    family: "plea-statement",
    kind: "plea-statement",
    record: {
      office,
      suspects: suspectsOf(person),
      charge,
      actOn: course.act,
      days: { act: [before, course.act] },
      acceptedOn: course.accepted,
      amount: both,
    },
    sums: [{ whole: "both", parts: ["both/1", "both/2"] }],
    order: ["act", "detained", "accepted", "told"],
    deadlines: [TOLD_IN_TIME],
    paragraphs: [
      paragraph("title", "认罪认罚具结书"),
      paragraph("number", numbered(`${mark}诉认具〔${year}〕${number}号`)),
      paragraph("body", "一、犯罪嫌疑人身份信息"),
      paragraph(
        "body",
        say`本人姓名${name()}，性别${sexOf(person)}，${bornOf(person)}出生，第二次作案时${ageOf(person, course.act)}周岁，公民身份号码${idOf(person)}，民族${person.nation}，文化程度为${person.schooling.replace("文化", "")}，职业${person.work}，住址${person.address}，联系电话${phoneOf(person)}。`,
      ),
      paragraph("body", "二、权利知悉"),
      paragraph(
        "body",
        say`${police}以本人涉嫌${chargeOf(charge)}于${day("accepted", course.accepted)}将案件移送${procuratorate}审查起诉。${day("told", course.told)}，本人已阅读《认罪认罚从宽制度告知书》，理解并接受其全部内容，本人${name()}自愿适用认罪认罚从宽制度，同意适用速裁程序或者简易程序。`,
      ),
      paragraph("body", "三、认罪认罚内容"),
      paragraph("body", say`本人${name()}知悉并认可以下内容：`),
      paragraph(
        "body",
        say`1.${procuratorate}指控的犯罪事实：犯罪嫌疑人${name()}于${day("earlier", before)}${act}被害人${someone("victim", victim)}${part("both/1", one)}，于${day("act", course.act)}${act}被害人${someone("victim-too", victimToo)}${part("both/2", two)}，共计${whole("both", both)}，数额较大。`,
      ),
      paragraph("body", say`2.指控的罪名：犯罪嫌疑人的行为触犯了${under(CRIMINAL, article)}，构成${chargeOf(charge)}。`),
      paragraph(
        "body",
        say`3.量刑建议：结合退赔${whole("both", both)}、取得${someone("victim", victim)}和${someone("victim-too", victimToo)}谅解以及${under(CRIMINAL, "第六十七条", "第三款")}规定的坦白情节，以${chargeOf(charge)}判处${sentence(range, months)}，并处罚金人民币${part("fine", fine)}；本人于${day("detained", course.detained)}被刑事拘留并羁押至今，如按此判处，刑期${term("term", course.detained, months)}。`,
      ),
      paragraph("body", "四、自愿签署声明"),
      paragraph(
        "body",
        say`本人就第三项的内容已经获得值班律师${someone("lawyer", lawyer)}的法律帮助，知悉认罪认罚可能导致的法律后果。依照${under(PROCEDURE, "第一百七十四条", "第一款")}的规定，本人在值班律师${someone("lawyer", lawyer)}在场的情况下签署本具结书，没有受到暴力、威胁或者其他非法影响，也没有因为吸毒、酒精或者疾病影响判断。`,
      ),
      paragraph("signature", say`犯罪嫌疑人（签名）：${name()}`),
      paragraph("signature", signed(course.decided)),
      paragraph(
        "body",
        say`本人是犯罪嫌疑人${name()}的值班律师。本人证明，该犯罪嫌疑人已经阅读了《认罪认罚具结书》及《认罪认罚从宽制度告知书》，根据本人所掌握和知晓的情况，其系自愿签署上述文书。`,
      ),
      paragraph("signature", say`值班律师（签名）：${someone("lawyer", lawyer)}`),
      paragraph("signature", say`检察官：${someone("procurator", procurator)}`),
    ],
  };
}
