import { type Draft, paragraph, say } from "../draft.ts";
import {
  addressed,
  ageOf,
  bornOf,
  CRIMINAL,
  cells,
  chargeOf,
  codeOf,
  day,
  durationText,
  enclosed,
  firmOf,
  idOf,
  inCapitals,
  later,
  named,
  numbered,
  PROCEDURE,
  part,
  phoneOf,
  sameYear,
  sealed,
  sentence,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { DECIDED_IN_TIME, drawAmounts, drawCourse, type Story, sumOf, suspectsOf, TOLD_IN_TIME } from "../story.ts";

const TRAFFIC = "中华人民共和国道路交通安全法";
const CHARGE = "交通肇事罪";
const COSTS = ["医疗费", "丧葬费", "死亡赔偿金", "交通费"] as const;

/** 起诉书 of a fatal accident: who paid what as a table, the driver gave himself up. */
export function trafficIndictment({ random, cast, mark, office, procuratorate, police, court, number }: Story): Draft {
  const driver = cast.member("driver", [1970, 2002]);
  const [dead, owner, witness, counsel, procurator, assistant] = cast.names();
  const firm = cast.firm("商贸", "冷链物流", "食品配送");
  const course = drawCourse(random);
  const [medical, travel] = drawAmounts(random, 2, [2_000, 29_000]);
  const costs = [medical, 4_572_600, random.between(8_600, 10_300) * 10_000, travel];
  const paid = sumOf(costs);
  const months = random.pick([8, 10, 12, 14, 18]);
  const probation = Math.max(12, months + random.pick([4, 6]));
  const speed = random.between(62, 88);
  const year = course.decided.slice(0, 4);
  const died = later(course.act, 1);
  return {
    family: "traffic-indictment",
    kind: "indictment",
    record: {
      office,
      suspects: suspectsOf(driver),
      charge: CHARGE,
      actOn: course.act,
      acceptedOn: course.accepted,
      amount: null,
    },
    sums: [{ whole: "paid", parts: COSTS.map((_, at) => `paid/${at + 1}`) }],
    order: ["act", "died", "filed", "bailed", "accepted", "told"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
    paragraphs: [
      paragraph("title", `湖南省${procuratorate}`),
      paragraph("title", "起 诉 书"),
      paragraph("number", numbered(`${mark}刑诉〔${year}〕${number}号`)),
      paragraph(
        "body",
        say`被告人${named(driver)}，${sexOf(driver)}，${bornOf(driver)}出生，案发时${ageOf(driver, course.act)}周岁，公民身份号码${idOf(driver)}，${driver.nation}，${driver.schooling}，${driver.work}，户籍所在地与住址均为${driver.address}，联系电话${phoneOf(driver)}。因涉嫌${chargeOf(CHARGE)}，于${day("bailed", course.detained)}被${police}取保候审；${sameYear("bailed-here", course.told, course.detained)}，本院决定对其继续取保候审。`,
      ),
      paragraph(
        "body",
        say`本案由${police}于${day("filed", course.filed)}立案侦查，侦查终结后以被告人${named(driver)}涉嫌${chargeOf(CHARGE)}，于${day("accepted", course.accepted)}移送本院审查起诉。本院受理后，于${day("told", course.told)}已告知被告人有权委托辩护人和认罪认罚可能导致的法律后果，并告知被害人近亲属有权委托诉讼代理人；依法讯问了被告人，听取了被害人近亲属、辩护人${someone("counsel", counsel)}的意见，审阅了全部案件材料。`,
      ),
      paragraph("body", "经依法审查查明："),
      paragraph(
        "body",
        say`${day("act", course.act)}19时${random.between(10, 55)}分许，被告人${named(driver)}驾驶${firmOf(firm.name)}（统一社会信用代码：${codeOf(firm.code)}）所有的轻型厢式货车，沿省道由东向西行驶，途经一处没有交通信号的人行横道时，以每小时${speed}公里的速度通过，未减速避让，将正在步行通过的被害人${someone("dead", dead)}撞倒。被告人${named(driver)}当即停车，拨打急救电话和报警电话，并在现场等候处理。被害人${someone("dead", dead)}经抢救无效，于${sameYear("died", died, course.act)}死亡。`,
      ),
      paragraph(
        "body",
        say`经交警部门认定，被告人${named(driver)}负事故的主要责任，被害人${someone("dead", dead)}负次要责任。经鉴定，肇事车辆制动系统合格，被告人血液中未检出乙醇。`,
      ),
      paragraph("body", say`案发后，被告人与车主单位负责人${someone("owner", owner)}共同向被害人近亲属支付下列款项，并取得谅解：`),
      ...cells("项目", "金额"),
      ...COSTS.flatMap((cost, at) => cells(cost, part(`paid/${at + 1}`, costs[at] ?? 0))),
      ...cells("合计", whole("paid", paid)),
      paragraph("body", "认定上述事实的证据有："),
      paragraph(
        "body",
        "书证：受案登记表、户籍资料、机动车行驶证、谅解书、收条；鉴定意见：法医学尸体检验鉴定书、车辆技术检验鉴定书、车速鉴定书；勘验笔录：道路交通事故现场勘查笔录、现场图及照片。",
      ),
      paragraph(
        "body",
        say`证人${someone("witness", witness)}的证言证明，其在路边商店门口看见货车没有减速；被告人${named(driver)}的供述和辩解与上述证据能够相互印证。被告人对指控的犯罪事实和证据没有异议，自愿认罪认罚。`,
      ),
      paragraph(
        "body",
        say`本院认为，被告人${named(driver)}违反${under(TRAFFIC, "第四十七条", "第一款")}的规定，行经人行横道未停车让行，因而发生重大事故，致一人死亡，负事故主要责任，其行为已触犯${under(CRIMINAL, "第一百三十三条")}，犯罪事实清楚，证据确实、充分，应当以${chargeOf(CHARGE)}追究其刑事责任。被告人${named(driver)}犯罪以后自动投案，如实供述自己的罪行，适用${under(CRIMINAL, "第六十七条", "第一款")}；其自愿认罪认罚，适用${under(PROCEDURE, "第十五条")}。其亲属及车主单位共赔偿${whole("paid", paid)}（人民币${inCapitals("paid", paid)}），可以酌情从轻处罚。建议判处被告人${named(driver)}${sentence("133", months)}，缓刑${durationText(probation)}。`,
      ),
      paragraph("body", say`根据${under(PROCEDURE, "第一百七十六条", "第一款")}的规定，提起公诉，请依法判处。`),
      paragraph("body", "此致"),
      paragraph("addressee", addressed(court)),
      paragraph("signature", say`检 察 官：${someone("procurator", procurator)}`),
      paragraph("signature", say`检察官助理：${someone("assistant", assistant)}`),
      paragraph("signature", signed(course.decided, "han")),
      paragraph("signature", sealed("（院印）")),
      paragraph("body", "附件："),
      enclosed("1.", say`被告人${named(driver)}现取保候审于其住处`),
      enclosed("2.", "案卷材料和证据二册，光盘一张"),
      enclosed("3.", "《认罪认罚具结书》《量刑建议书》各一份"),
    ],
  };
}
