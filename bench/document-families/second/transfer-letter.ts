import { type Draft, paragraph, say, slot } from "../draft.ts";
import {
  addressed,
  ageOf,
  bornOf,
  chargeOf,
  day,
  enclosed,
  idOf,
  named,
  numbered,
  PROCEDURE,
  part,
  phoneOf,
  sealed,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { drawAmounts, drawCourse, type Story, suspectsOf, workdayWithin } from "../story.ts";

const PENALTIES = "中华人民共和国行政处罚法";
const ROAD = "中华人民共和国道路交通安全法";
const CHARGE = "危险驾驶罪";

/** 检察意见书 with which a person not prosecuted is handed on for an administrative penalty. */
export function transferLetter({ random, cast, mark, office, procuratorate, police, number }: Story): Draft {
  const person = cast.member("person", [1968, 2001]);
  const [contact, procurator, passenger] = cast.names();
  const course = drawCourse(random);
  const ruled = course.decided;
  const sent = workdayWithin(random, ruled, [2, 6]);
  const alcohol = random.between(81, 129);
  const year = sent.slice(0, 4);
  const [car, fence] = drawAmounts(random, 2, [900, 6_800]);
  const phone = `${random.pick(["151", "183", "199"])}${String(random.between(0, 99_999_999)).padStart(8, "0")}`;
  const name = () => named(person);
  return {
    family: "transfer-letter",
    kind: "transfer-letter",
    record: { office, suspects: suspectsOf(person), charge: CHARGE, actOn: course.act, acceptedOn: course.accepted, amount: null },
    sums: [{ whole: "damage", parts: ["damage/1", "damage/2"] }],
    order: ["act", "accepted", "ruled"],
    deadlines: [{ from: "accepted", to: "ruled", days: 46 }],
    paragraphs: [
      paragraph("title", `湖南省${procuratorate}`),
      paragraph("title", "检察意见书"),
      paragraph("number", numbered(`${mark}行检意〔${year}〕${number}号`)),
      paragraph("addressee", addressed(`${police}交通警察大队：`)),
      paragraph(
        "body",
        say`${police}于${day("accepted", course.accepted)}移送本院审查起诉的${name()}涉嫌${chargeOf(CHARGE)}一案，本院已于${day("ruled", ruled)}以${slot(`${mark}刑不诉〔${ruled.slice(0, 4)}〕${number + 7}号`, "document-number", "decision")}不起诉决定书决定对${name()}不起诉。经审查，需要对${name()}给予行政处罚，现将案件移送你单位处理。`,
      ),
      paragraph("body", "一、当事人基本情况"),
      paragraph(
        "body",
        say`当事人${name()}，${sexOf(person)}，${person.nation}，${bornOf(person)}出生，公民身份号码${idOf(person)}，${person.schooling}，${person.work}，住${person.address}，联系电话${phoneOf(person)}。`,
      ),
      paragraph("body", "二、查明的事实"),
      paragraph(
        "body",
        say`${day("act", course.act)}21时许，时年${ageOf(person, course.act)}周岁的${name()}饮酒后驾驶小型普通客车，搭载${someone("passenger", passenger)}行至城区一路口时刮擦路边护栏。经鉴定，其血液中乙醇含量为${alcohol}毫克/100毫升。事故造成车辆损失${part("damage/1", car)}、护栏损失${part("damage/2", fence)}，共计${whole("damage", car + fence)}，均已由${name()}支付。乘车人${someone("passenger", passenger)}未受伤。`,
      ),
      paragraph("body", "三、需要给予行政处罚的理由和依据"),
      paragraph(
        "body",
        say`${name()}的行为虽因犯罪情节轻微，不以${chargeOf(CHARGE)}追究刑事责任，但违反了${under(ROAD, "第二十二条", "第二款")}关于饮酒后不得驾驶机动车的规定，应当依照${under(ROAD, "第九十一条", "第二款")}吊销机动车驾驶证。根据${under(PENALTIES, "第二十七条", "第一款")}和${under(PROCEDURE, "第一百七十七条", "第三款")}的规定，提出本检察意见。`,
      ),
      paragraph(
        "body",
        say`请你单位依法处理，并在收到本意见书之日起两个月内将处理结果书面通知本院。联系人${someone("contact", contact)}，电话${slot(phone, "phone", "contact", phone)}。`,
      ),
      paragraph("body", say`案件材料中关于损失${whole("damage", car + fence)}的票据为复印件，原件存于检察卷宗。`),
      paragraph("signature", say`检察官：${someone("procurator", procurator)}`),
      paragraph("signature", sealed(`湖南省${procuratorate}`)),
      paragraph("signature", signed(sent)),
      enclosed("1.", "不起诉决定书一份", "附件："),
      enclosed("2.", "主要证据材料复印件一册"),
      enclosed("3.", "送达回证"),
    ],
  };
}
