import { type Draft, paragraph, say } from "../draft.ts";
import type { Quote } from "../families.ts";
import {
  addressed,
  bornOf,
  CRIMINAL,
  cells,
  chargeOf,
  day,
  enclosed,
  head,
  idOf,
  inCapitals,
  later,
  monthsOn,
  named,
  numbered,
  PROCEDURE,
  part,
  phoneOf,
  provision,
  sameYear,
  sealed,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { DECIDED_IN_TIME, drawAmounts, drawCourse, type Story, sumOf, TOLD_IN_TIME } from "../story.ts";
import { aged, bare, bareWhole, daysOf, many, organisation, quoted, recordOf } from "./forms.ts";

/** A quarrel between neighbours: what was broken, what it is worth, how it was paid for. */
export function damageNonProsecution(story: Story): Draft {
  const { random, cast } = story;
  const course = drawCourse(random, later("2024-04-22", random.between(0, 420)));
  const man = cast.member("neighbour", [1958, 1999]);
  const [counsel, hearer, mediator] = cast.names();
  const [owner, wife] = [cast.name("male"), cast.name("female")];
  const things = ["入户铁门一扇", "轿车挡风玻璃一块", "空调外机一台", "太阳能热水器一台"].slice(0, random.between(3, 4));
  const worth = drawAmounts(random, things.length, [1_700, 6_200]);
  const total = sumOf(worth);
  const extra = random.between(10, 45) * 10_000;
  const firstHalf = Math.floor((total + extra) / 20_000) * 10_000;
  const settled = later(course.accepted, random.between(4, 7));
  const heard = later(settled, random.between(2, 5));
  const bailed = later(course.filed, random.between(1, 5));
  const quarrel = later(course.act, -random.between(20, 200));
  const charge = "故意毁坏财物罪";
  return {
    family: "damage-non-prosecution",
    kind: "non-prosecution-decision",
    paragraphs: [
      paragraph("title", story.procuratorate),
      paragraph("title", "不起诉决定书"),
      paragraph("number", numbered(`${story.mark}刑不诉〔${course.decided.slice(0, 4)}〕${story.number}号`)),
      paragraph(
        "body",
        say`被不起诉人${named(man)}，${sexOf(man)}，${bornOf(man)}出生，居民身份证号码${idOf(man)}，${man.nation}，${man.schooling}，${man.work}，户籍所在地${man.address}，联系电话${phoneOf(man)}。因涉嫌${chargeOf(charge)}，于${day("bailed", bailed)}被${story.police}取保候审。`,
      ),
      paragraph("body", say`辩护人${someone("counsel", counsel)}，湖南沅澧律师事务所律师。`),
      paragraph(
        "body",
        say`本案由${story.police}侦查终结，以被不起诉人${named(man)}涉嫌${chargeOf(charge)}，于${day("accepted", course.accepted)}向本院移送审查起诉。${sameYear("told", course.told, course.accepted)}，本院将诉讼权利书面告知了被不起诉人和被害人${someone("owner", owner)}。`,
      ),
      paragraph("body", "经本院依法审查查明："),
      paragraph(
        "body",
        say`${day("quarrel", quarrel)}，被不起诉人${named(man)}与邻居${someone("owner", owner)}因共用通道的宽窄发生口角，经村委会调解员${someone("mediator", mediator)}调解未果。${day("act", course.act)}22时许，${named(man)}（时年${aged(man, "act", course.act)}岁）酒后携羊角锤来到${someone("owner", owner)}家门口，见无人应门，将下列物品砸坏：`,
      ),
      ...things.map((thing, at) =>
        paragraph("body", say`${"①②③④".charAt(at)}${thing}，损失价值${part(`thing/${at + 1}`, worth[at] ?? 0)}；`),
      ),
      paragraph(
        "body",
        say`经${story.place}价格认定中心认定，上述${many("thing", things.length)}样物品的损失共${whole("worth", total)}。${someone("owner", owner)}的妻子${someone("wife", wife)}回家发现后报警，公安机关于${day("filed", course.filed)}立案侦查。${named(man)}得知后，自行到派出所投案并如实交代了经过。`,
      ),
      paragraph(
        "body",
        say`${day("settled", settled)}，双方自愿达成和解：${named(man)}除照价赔偿外，另补偿${someone("owner", owner)}误工、清理费用${part("extra", extra)}，合计${whole("agreed", total + extra)}（大写：人民币${inCapitals("agreed", total + extra)}），当场付清${part("half-1", firstHalf)}，余款${part("half-2", total + extra - firstHalf)}于三日内转账付讫。${someone("owner", owner)}出具谅解书，请求不追究其刑事责任。${day("heard", heard)}，本院召开公开听证会，听证员${someone("hearer", hearer)}等三人一致同意作不起诉处理。`,
      ),
      paragraph(
        "body",
        say`本院认为，被不起诉人${named(man)}实施了${under(CRIMINAL, "第二百七十五条")}规定的行为，构成${chargeOf(charge)}，但犯罪情节轻微，系自首，认罪认罚，赔偿${whole("agreed", total + extra)}并取得谅解，适用该法${provision(CRIMINAL, "第三十七条")}和${provision(CRIMINAL, "第六十七条", "第一款")}，不需要判处刑罚。依据${under(PROCEDURE, "第一百七十七条", "第二款")}的规定，决定对${named(man)}不起诉。`,
      ),
      paragraph(
        "body",
        say`被不起诉人如不服本决定，可以自收到本决定书后七日内向本院申诉。被害人如果不服本决定，可以自收到本决定书后七日以内向上一级人民检察院申诉，请求提起公诉；也可以不经申诉，直接向${story.court}提起自诉。`,
      ),
      paragraph("signature", sealed(story.procuratorate)),
      paragraph("signature", signed(course.decided, "han")),
    ],
    record: recordOf(story, [man], {
      charge,
      amount: total,
      days: daysOf(course, ["act", "filed", "accepted", "told"]),
    }),
    sums: [
      { whole: "worth", parts: things.map((_, at) => `thing/${at + 1}`) },
      { whole: "agreed", parts: ["worth", "extra"] },
      { whole: "agreed", parts: ["half-1", "half-2"] },
    ],
    order: ["quarrel", "act", "filed", "bailed", "accepted", "settled", "heard", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
}

/** After a decision not to prosecute, land dug away goes to the office for natural resources: what is handed over with the case. */
export function landTransfer(story: Story, quote: Quote): Draft {
  const { random, cast } = story;
  const course = drawCourse(random, later("2024-05-06", random.between(0, 330)));
  const man = cast.member("digger", [1969, 1996]);
  const [landlord, driver, clerk, procurator] = cast.names();
  const leased = monthsOn(course.act, -14);
  const dug = later(leased, random.between(12, 40));
  const stopped = course.act;
  const [field, wood] = [random.between(21, 38) / 10, random.between(11, 45) / 10];
  const area = Math.round((field + wood) * 10) / 10;
  const [gain1, gain2, gain3] = drawAmounts(random, 3, [4_000, 19_000]) as unknown as [number, number, number];
  const gained = gain1 + gain2 + gain3;
  const kept = random.between(2, 3);
  const decided = course.decided;
  const sent = later(decided, random.between(1, 3));
  const received = later(sent, random.between(1, 3));
  const charge = "非法占用农用地罪";
  const items = [
    ["收款收据", "本", 2],
    ["运土车辆记录单", "张", random.between(14, 40)],
    ["手机", "部", 1],
    ["现场航拍光盘", "张", kept],
  ] as const;
  return {
    family: "land-transfer",
    kind: "transfer-letter",
    paragraphs: [
      paragraph("title", story.procuratorate),
      paragraph("title", "检 察 意 见 书"),
      paragraph("number", numbered(`${story.mark}行意〔${sent.slice(0, 4)}〕${story.number}号`)),
      paragraph("addressee", addressed(`${story.place}自然资源局：`)),
      paragraph(
        "body",
        say`${named(man)}（${sexOf(man)}，${bornOf(man)}出生，身份证号码${idOf(man)}，住${man.address}）涉嫌${chargeOf(charge)}一案，由${story.police}于${day("filed", course.filed)}立案，${day("accepted", course.accepted)}移送本院。本院经审查，于${day("decided", decided)}作出不起诉决定，并于${day("sent", sent)}向其宣布。现将应当由你局处理的事项函告如下：`,
      ),
      head("parts", "一、", "违法事实"),
      paragraph(
        "body",
        say`${day("leased", leased)}，${named(man)}从村民${someone("landlord", landlord)}处转包土地，${day("dug", dug)}起雇请挖掘机驾驶员${someone("driver", driver)}取土外卖，直至${day("act", stopped)}被巡查人员制止。经测绘，毁坏耕地${bare("field", field)}亩、林地${bare("wood", wood)}亩，两类农用地共${bareWhole("area", area)}亩，其中耕地未达到五亩、林地未达到立案追诉的数量。卖土所得分三笔入账：${part("gain/1", gain1, "grouped")}、${part("gain/2", gain2, "grouped")}和${part("gain/3", gain3, "grouped")}，计${whole("gain", gained, "grouped")}，已由${named(man)}全部交至公安机关的涉案财物账户。案发时${named(man)}${aged(man, "act", stopped)}岁，无违法犯罪记录。`,
      ),
      head("parts", "二、", "法律依据"),
      paragraph(
        "body",
        say`${named(man)}擅自在耕地上取土，破坏种植条件，虽不以${chargeOf(charge)}追究刑事责任，仍应予行政处罚。${under("中华人民共和国土地管理法", "第七十五条")}规定：${quoted(quote("中华人民共和国土地管理法", "第七十五条"))}${under(PROCEDURE, "第一百七十七条", "第三款")}规定，对被不起诉人需要给予行政处罚的，人民检察院应当提出检察意见，移送有关主管机关处理。`,
      ),
      head("parts", "三、", "检察意见"),
      paragraph(
        "body",
        say`请你局依法对${named(man)}予以行政处罚，责令其限期治理，并将处理结果于收到本意见书之日起两个月内函复本院。侦查阶段扣押的财物一并移交：`,
      ),
      ...cells("品名", "单位", "数量"),
      ...items.flatMap(([name, unit, count], at) => cells(name, unit, [bare(`item/${at + 1}`, count)])),
      ...cells("总计", "件", [
        bareWhole(
          "items",
          items.reduce((sum, [, , count]) => sum + count, 0),
        ),
      ]),
      paragraph(
        "body",
        say`以上${many("item", items.length)}类物品和违法所得${whole("gain", gained)}（${inCapitals("gain", gained)}）请查收，联系人：${someone("procurator", procurator)}。`,
      ),
      paragraph("signature", sealed(`${story.procuratorate}（院章）`)),
      paragraph("signature", signed(received)),
      enclosed("1、", "不起诉决定书复印件", "附件："),
      enclosed("2、", "测绘报告复印件"),
      enclosed("3、", "涉案财物移交清单"),
      paragraph("body", say`经办：${someone("clerk", clerk)}`),
    ],
    record: recordOf(story, [man], { charge, amount: gained, days: { ...daysOf(course, ["filed", "accepted"]), act: [stopped] } }),
    sums: [
      { whole: "area", parts: ["field", "wood"] },
      { whole: "gain", parts: ["gain/1", "gain/2", "gain/3"] },
      { whole: "items", parts: items.map((_, at) => `item/${at + 1}`) },
    ],
    order: ["leased", "dug", "act", "filed", "accepted", "decided", "sent", "signed"],
    deadlines: [{ from: "accepted", to: "decided", days: 46 }],
  };
}

/** What a victim is told: what was taken, what came back, what may be claimed; within three days. */
export function victimNotice(story: Story): Draft {
  const { random, cast } = story;
  const course = drawCourse(random, later("2024-07-01", random.between(0, 300)));
  const [man, victim] = [cast.member("suspect", [1980, 2003]), cast.member("victim", [1950, 1964])];
  const procurator = cast.name();
  const [daughter, son] = [cast.name("female"), cast.name("male")];
  const lent = drawAmounts(random, 3, [3_000, 12_000]);
  const total = sumOf(lent);
  const back = random.between(5, 20) * 10_000;
  const days = [later(course.act, -40), later(course.act, -21), course.act];
  const charge = "诈骗罪";
  const firm = cast.firm("家政服务", "信息咨询");
  return {
    family: "victim-notice",
    kind: "rights-notice",
    paragraphs: [
      paragraph("title", "被害人诉讼权利告知书"),
      paragraph("number", numbered(`${story.mark}刑被告知〔${course.told.slice(0, 4)}〕${story.number}号`)),
      paragraph("addressee", addressed(`${victim.name}：`)),
      paragraph(
        "body",
        say`犯罪嫌疑人${named(man)}（${sexOf(man)}，${bornOf(man)}出生，身份证件号码${idOf(man)}）涉嫌${chargeOf(charge)}一案，${story.police}已侦查终结，本院于${day("accepted", course.accepted)}收到移送的案件材料。您（身份证件号码${idOf(victim)}，联系电话${phoneOf(victim)}）是本案的被害人。`,
      ),
      paragraph(
        "body",
        say`起诉意见书认定：${named(man)}冒充${organisation("firm", firm.name)}的“健康顾问”，谎称能代办慢性病补贴，分别于${day("trick/1", days[0] ?? "")}、${day("trick/2", days[1] ?? "")}、${day("trick/3", days[2] ?? "")}向您收取“手续费”${part("fee/1", lent[0])}、“保证金”${part("fee/2", lent[1])}、“税款”${part("fee/3", lent[2] ?? 0)}，${many("fee", 3)}项共${whole("fee", total)}，除案发前还给您${part("back", back)}外，您的损失为${whole("loss", total - back)}。${organisation("firm", firm.name)}证明没有此人。公安机关${day("filed", course.filed)}立案，${day("detained", course.detained)}将其拘留，${day("arrested", course.arrested)}将其逮捕。`,
      ),
      paragraph("body", "现告知您在审查起诉阶段享有下列权利："),
      head("rights", "一、", "委托诉讼代理人的权利"),
      paragraph(
        "body",
        say`根据法律规定，自案件移送审查起诉之日起，您及您的近亲属（如女儿${someone("daughter", daughter)}、儿子${someone("son", son)}）有权委托诉讼代理人；经济困难的，可以申请法律援助。`,
      ),
      head("rights", "二、", "提起附带民事诉讼的权利"),
      paragraph(
        "body",
        say`因${named(man)}的犯罪行为遭受物质损失（经初步核对为${whole("loss", total - back)}）的，您有权依照${under(PROCEDURE, "第一百零一条", "第一款")}提起附带民事诉讼；被骗财物由司法机关追缴、责令退赔。`,
      ),
      head("rights", "三、", "发表意见的权利"),
      paragraph(
        "body",
        say`依照${under(PROCEDURE, "第一百七十三条", "第一款")}，本院将听取您对案件的意见并记录在案，${someone("daughter", daughter)}可以陪同您前来。`,
      ),
      head("rights", "四、", "要求回避、申诉和控告的权利"),
      paragraph("body", "您认为办案人员应当回避的，有权申请回避；对不起诉决定不服的，有权申诉；诉讼权利受到侵犯的，有权控告。"),
      paragraph("signature", say`承办检察官：${someone("procurator", procurator)}`),
      paragraph("signature", sealed(story.procuratorate)),
      paragraph("signature", signed(course.told)),
    ],
    record: recordOf(story, [man], { charge, amount: total, days: daysOf(course, ["filed", "detained", "arrested", "accepted"]) }),
    sums: [
      { whole: "fee", parts: ["fee/1", "fee/2", "fee/3"] },
      { whole: "loss", parts: ["fee"], less: ["back"] },
    ],
    order: ["trick/1", "trick/2", "trick/3", "filed", "detained", "arrested", "accepted", "signed"],
    deadlines: [{ from: "accepted", to: "signed", days: 3 }],
  };
}
