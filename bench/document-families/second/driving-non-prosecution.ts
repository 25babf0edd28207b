import { type Draft, paragraph, say, slot } from "../draft.ts";
import type { Quote } from "../families.ts";
import {
  ageOf,
  bornOf,
  CRIMINAL,
  chargeOf,
  day,
  idOf,
  lawOf,
  named,
  numbered,
  PROCEDURE,
  phoneOf,
  provision,
  sealed,
  sexOf,
  signed,
  someone,
  under,
} from "../forms.ts";
import { DECIDED_IN_TIME, drawCourse, published, type Story, suspectsOf, TOLD_IN_TIME } from "../story.ts";

const ROAD = "中华人民共和国道路交通安全法";
const CHARGE = "危险驾驶罪";

/** 不起诉决定书 for drunken driving of little weight, with the passage of the law on which it rests; also as it is published. */
export function drivingNonProsecution({ random, cast, mark, office, procuratorate, police, number }: Story, quote: Quote): Draft {
  const driver = cast.member("driver", [1966, 2000]);
  const [counsel, passenger, procurator, assistant] = cast.names();
  const course = drawCourse(random);
  const alcohol = random.between(82, 138);
  const plate = `湘F${random.pick(["A", "B", "D", "K"])}${random.between(1_000, 9_999)}`;
  const year = course.decided.slice(0, 4);
  const passage = quote(CRIMINAL, "第三十七条");
  const name = () => named(driver);
  return {
    family: "driving-non-prosecution",
    kind: "non-prosecution-decision",
    record: { office, suspects: suspectsOf(driver), charge: CHARGE, actOn: course.act, acceptedOn: course.accepted, amount: null },
    order: ["act", "filed", "bailed", "accepted", "told"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
    paragraphs: [
      paragraph("title", "湖南省"),
      paragraph("title", procuratorate),
      paragraph("title", "不 起 诉 决 定 书"),
      paragraph("number", numbered(`${mark}刑检刑不诉〔${year}〕${number}号`)),
      paragraph(
        "body",
        say`被不起诉人：${name()}；性别：${sexOf(driver)}；出生日期：${bornOf(driver)}；案发时年龄：${ageOf(driver, course.act)}周岁；公民身份号码：${idOf(driver)}；民族：${driver.nation}；职业：${driver.work}；住址：${driver.address}；联系电话：${phoneOf(driver)}。`,
      ),
      paragraph(
        "body",
        say`因涉嫌${chargeOf(CHARGE)}，${day("bailed", course.detained)}被${police}取保候审。值班律师${someone("counsel", counsel)}。`,
      ),
      paragraph(
        "body",
        say`本案于${day("filed", course.filed)}由${police}立案，侦查终结后，以被不起诉人${name()}涉嫌${chargeOf(CHARGE)}于${day("accepted", course.accepted)}移送起诉。本院于${day("told", course.told)}告知了诉讼权利以及认罪认罚从宽的规定。`,
      ),
      paragraph(
        "body",
        say`经依法审查查明：${day("act", course.act)}22时许，被不起诉人${name()}饮酒后驾驶号牌为${plate}的小型轿车，搭载友人${someone("passenger", passenger)}，从城区一饭店驶往住处，行驶约两公里后被执勤交警查获。经鉴定，${name()}送检血样中乙醇含量为${alcohol}毫克/100毫升。当晚未发生交通事故，${name()}对检查予以配合，归案后如实供述。`,
      ),
      ...(passage === null
        ? []
        : [
            paragraph(
              "body",
              say`${lawOf(CRIMINAL)}${provision(CRIMINAL, "第三十七条")}规定：“${slot(passage, "quotation", `${CRIMINAL} 第三十七条`)}”`,
            ),
          ]),
      paragraph(
        "body",
        say`本院认为，被不起诉人${name()}实施了${under(CRIMINAL, "第一百三十三条之一", "第一款", "第（二）项")}规定的行为，构成${chargeOf(CHARGE)}，但血液中的乙醇含量不高，行驶距离短，没有造成危害后果，且认罪认罚，属于犯罪情节轻微，不需要判处刑罚。依照${under(PROCEDURE, "第一百七十七条", "第二款")}的规定，决定对${name()}不起诉。`,
      ),
      paragraph(
        "body",
        say`按照${under(ROAD, "第九十一条", "第二款")}的规定，醉酒驾驶机动车的，由公安机关交通管理部门吊销机动车驾驶证。本院将另行提出检察意见，移送主管机关处理。`,
      ),
      paragraph("body", "被不起诉人如不服本决定，可以自收到本决定书之日起七日内向本院申诉。"),
      paragraph("signature", say`检察官　${someone("procurator", procurator)}　　检察官助理　${someone("assistant", assistant)}`),
      paragraph("signature", signed(course.decided)),
      paragraph("signature", sealed("（院印）")),
    ],
  };
}

export function publishedDrivingNonProsecution(story: Story, quote: Quote): Draft {
  const draft = drivingNonProsecution(story, quote);
  return published(draft, story.place);
}
