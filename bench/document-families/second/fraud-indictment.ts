import { type Draft, paragraph, say } from "../draft.ts";
import {
  addressed,
  bornOf,
  CRIMINAL,
  cells,
  chargeOf,
  counted,
  day,
  enclosed,
  head,
  idOf,
  inCapitals,
  later,
  named,
  numbered,
  PROCEDURE,
  part,
  phoneOf,
  row,
  sealed,
  sentence,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { DECIDED_IN_TIME, drawAmounts, drawCourse, type Story, sumOf, suspectsOf, TOLD_IN_TIME } from "../story.ts";

const ANTI_FRAUD = "中华人民共和国反电信网络诈骗法";
const CHARGE = "诈骗罪";
const FOREIGNERS = [
  { name: "阮文雄", latin: "NGUYEN VAN HUNG", country: "越南" },
  { name: "德米特里·伊万诺夫", latin: "DMITRII IVANOV", country: "俄罗斯" },
  { name: "颂猜·布恩米", latin: "SOMCHAI BOONMEE", country: "泰国" },
] as const;

/** 起诉书 of fraud by telephone: incidents in a table with what was paid and what was given back; one defendant is a foreigner with a passport. */
export function fraudIndictment({ random, cast, mark, office, procuratorate, police, court, detention, number }: Story): Draft {
  const main = cast.member("main", [1984, 1999]);
  const foreigner = random.pick(FOREIGNERS);
  const guest = { key: "guest", name: foreigner.name, bornOn: later("1986-01-01", random.between(0, 4_000)) };
  const [counsel, interpreter, procurator, assistant] = cast.names();
  const count = random.between(7, 10);
  const victims = Array.from({ length: count }, () => cast.name());
  const paid = drawAmounts(random, count, [15_500, 39_900]);
  const returned = paid.map((each, index) => (index === 0 || index === 2 || random.chance(0.3) ? Math.floor(each / 50_000) * 10_000 : 0));
  const [allPaid, allReturned] = [sumOf(paid), sumOf(returned)];
  const course = drawCourse(random);
  const days = Array.from({ length: count }, (_, index) => later(course.act, -4 * (count - 1 - index)));
  const year = course.decided.slice(0, 4);
  const [long, short] = [random.between(60, 84), random.between(44, 56)];
  const passport = `${random.pick(["C", "N", "B"])}${random.between(1_000_000, 9_999_999)}`;
  const pair = () => say`${named(main)}、${named(guest)}`;
  return {
    family: "fraud-indictment",
    kind: "indictment",
    record: {
      office,
      suspects: [...suspectsOf(main), { name: guest.name, sex: "male", bornOn: guest.bornOn, residentId: null }],
      charge: CHARGE,
      actOn: course.act,
      days: { act: days },
      acceptedOn: course.accepted,
      amount: allPaid,
    },
    sums: [
      { whole: "paid", parts: paid.map((_, index) => `paid/${index + 1}`) },
      { whole: "returned", parts: returned.flatMap((each, index) => (each > 0 ? [`returned/${index + 1}`] : [])) },
      { whole: "lost", parts: ["paid"], less: ["returned"] },
    ],
    order: ["detained", "arrested", "accepted", "told"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
    paragraphs: [
      paragraph("title", `湖南省${procuratorate}`),
      paragraph("title", "起　诉　书"),
      paragraph("number", numbered(`${mark}四部刑诉〔${year}〕Z${number}号`)),
      head("section", "一、", "被告人基本情况"),
      ...cells("姓名", named(main)),
      ...cells("性别", sexOf(main)),
      ...cells("出生日期", bornOf(main)),
      ...cells("公民身份号码", idOf(main)),
      ...cells("民族及文化程度", `${main.nation}，${main.schooling}`),
      ...cells("住址", main.address),
      ...cells("联系电话", phoneOf(main)),
      ...cells("强制措施", say`${day("detained", course.detained)}刑事拘留，${day("arrested", course.arrested)}逮捕`),
      paragraph(
        "body",
        say`另一被告人${named(guest)}（护照姓名：${foreigner.latin}），男，${bornOf(guest)}出生，${foreigner.country}国籍，护照号码${passport}，大学文化，无固定住所，强制措施与前一被告人相同。诉讼中已依法为其聘请翻译人员${someone("interpreter", interpreter)}，并通报其所属国驻华使领馆。`,
      ),
      head("section", "二、", "案件由来"),
      paragraph(
        "body",
        say`${police}侦查终结后，以被告人${pair()}涉嫌${chargeOf(CHARGE)}，于${day("accepted", course.accepted)}移送起诉。本院于${day("told", course.told)}用被告人通晓的语言告知其诉讼权利，听取了辩护人${someone("counsel", counsel)}的意见。两被告人现羁押于${detention}。`,
      ),
      head("section", "三、", "指控的事实"),
      paragraph(
        "body",
        say`${day("first", days[0] ?? course.act)}至${day("act", course.act)}，被告人${named(main)}伙同被告人${named(guest)}，租用机房架设虚拟拨号设备，冒充电商客服，以“误开会员、需要取消”为由，骗取被害人向指定账户转账。每起事实见下表（单位：元）：`,
      ),
      row("序号", "转账日期", "被害人", "转账金额", "已返还金额"),
      ...paid.map((each, index) =>
        row(
          String(index + 1),
          day(`incident-${index + 1}`, days[index] ?? course.act, "iso"),
          someone(`victim-${index + 1}`, victims[index] ?? ""),
          part(`paid/${index + 1}`, each, "column"),
          (returned[index] ?? 0) > 0 ? part(`returned/${index + 1}`, returned[index] ?? 0, "column") : "0.00",
        ),
      ),
      row("合计", whole("paid", allPaid, "column"), whole("returned", allReturned, "column")),
      paragraph(
        "body",
        say`两被告人共实施诈骗${counted("incidents", count)}起，骗取${whole("paid", allPaid)}（大写：${inCapitals("paid", allPaid)}），数额巨大。扣除案发前已返还的${whole("returned", allReturned)}，尚有${whole("lost", allPaid - allReturned)}未归还。`,
      ),
      paragraph(
        "body",
        say`上述事实，有银行流水、通话记录、电子数据检查笔录，被害人${someone("victim-1", victims[0] ?? "")}、${someone("victim-2", victims[1] ?? "")}等人的陈述，被告人${pair()}的供述和辩解等证据证实。`,
      ),
      head("section", "四、", "起诉的根据和理由"),
      paragraph(
        "body",
        say`被告人${pair()}以非法占有为目的，利用电信网络技术手段骗取他人财物，数额巨大，其行为触犯了${under(CRIMINAL, "第二百六十六条")}，应当以${chargeOf(CHARGE)}追究刑事责任；同时属于${under(ANTI_FRAUD, "第三十八条", "第一款")}规定的情形。两被告人共同故意犯罪，适用${under(CRIMINAL, "第二十五条", "第一款")}。骗得的${whole("paid", allPaid)}中尚未归还的${whole("lost", allPaid - allReturned)}，依照${under(CRIMINAL, "第六十四条")}的规定应当责令退赔。`,
      ),
      paragraph(
        "body",
        say`对被告人${named(main)}建议判处${sentence("266-2", long)}，并处罚金；对被告人${named(guest)}建议判处${sentence("266-2", short)}，并处罚金。现根据${under(PROCEDURE, "第一百七十六条", "第一款")}的规定提起公诉，指控两被告人犯${chargeOf(CHARGE)}。`,
      ),
      paragraph("addressee", addressed(court)),
      paragraph("signature", sealed(`湖南省${procuratorate}`)),
      paragraph("signature", say`检察官${someone("procurator", procurator)}`),
      paragraph("signature", say`检察官助理${someone("assistant", assistant)}`),
      paragraph("signature", signed(course.decided, "han")),
      enclosed("（1）", "全部案卷和证据", "附项："),
      enclosed("（2）", "电子数据光盘三张"),
      enclosed("（3）", "翻译人员名单"),
    ],
  };
}
