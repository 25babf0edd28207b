import { type Draft, paragraph, say, slot } from "../draft.ts";
import {
  addressed,
  CRIMINAL,
  chargeOf,
  codeOf,
  counted,
  day,
  enclosed,
  firmOf,
  later,
  monthsOn,
  named,
  numbered,
  PROCEDURE,
  provision,
  sentence,
  someone,
  term,
  under,
} from "../forms.ts";
import { DECIDED_IN_TIME, type Story, sumOf, TOLD_IN_TIME } from "../story.ts";
import { courseDays, fen, listed, personal, record, Scene, signedAt, signers, sums, yearOf } from "./scene.ts";

const WAYS = ["攀爬厨房窗户", "用铁丝拨开门锁", "翻越阳台护栏", "用自制钥匙开门"];
const THINGS = ["金手镯一只", "苹果牌手机一部", "联想牌笔记本电脑一台", "银元四枚", "金项链一条"];

/** Burglaries by somebody who was released from prison less than five years before. */
export function burglaryIndictment(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, police, court, detention, mark, place } = story;
  const suspect = scene.member("suspect", [1974, 1999], "male");
  const jailed = later("2020-07-01", scene.between(0, 420));
  const months = scene.between(9, 20);
  const judged = later(jailed, scene.between(70, 150));
  const released = later(monthsOn(jailed, months), -1);
  const count = scene.between(3, 4);
  const first = later("2024-04-01", scene.between(0, 300));
  const acts = Array.from({ length: count }, (_, at) => later(first, at * 9 + scene.between(0, 8)));
  const course = scene.course(acts.at(-1));
  const cash = acts.map(() => scene.sum(200, 900));
  const things = acts.map(() => scene.sum(900, 2_700));
  const losses = acts.map((_, at) => (cash[at] ?? 0) + (things[at] ?? 0));
  const total = sumOf(losses);
  const charge = "盗窃罪";
  const incidents = acts.flatMap((act, at) => [
    paragraph(
      "body",
      slot(`${at + 1}.`, "heading", "facts"),
      say`${at === 0 ? day("act-1", act) : scene.on(`act-${at + 1}`, act, acts[at - 1] ?? act)}凌晨，被告人${named(suspect)}来到${place}${scene.pick(...story.cast.district.towns)}被害人${someone(`victim-${at}`, scene.name())}家，${scene.pick(...WAYS)}进入室内，盗走现金人民币${scene.money(`cash-${at + 1}`, cash[at] ?? 0)}、${scene.pick(...THINGS)}。经价格认定，被盗物品价值人民币${scene.money(`thing-${at + 1}`, things[at] ?? 0)}，该起盗窃数额为人民币${scene.money(`loss/${at + 1}`, losses[at] ?? 0)}。`,
    ),
  ]);
  return {
    family: "burglary-indictment",
    kind: "indictment",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", scene.pick("起诉书", "起 诉 书")),
      paragraph("number", numbered(`${mark}刑诉〔${yearOf(course.decided)}〕${story.number}号`)),
      paragraph(
        "body",
        "被告人",
        personal(suspect),
        say`曾因犯盗窃罪，于${day("judged", judged)}被${court}判处${sentence("1..60", months)}，并处罚金人民币三千元，刑期${term("jail", jailed, months)}，${day("released", released)}刑满释放。现因涉嫌${chargeOf(charge)}，于${day("detained", course.detained)}被${police}刑事拘留，经本院批准，于${scene.on("arrested", course.arrested, course.detained)}被依法逮捕。现羁押于${detention}。`,
      ),
      paragraph(
        "body",
        say`本案由${police}侦查终结，以被告人${named(suspect)}涉嫌${chargeOf(charge)}，于${day("accepted", course.accepted)}向本院移送起诉。本院受理后，于${scene.next("told", course.told, course.accepted)}已告知被告人有权委托辩护人和认罪认罚可能导致的法律后果，告知被害人有权委托诉讼代理人，依法讯问了被告人，听取了值班律师和被害人的意见，审阅了全部案件材料。`,
      ),
      paragraph("body", "经依法审查查明："),
      paragraph(
        "body",
        say`${yearOf(first) === yearOf(acts.at(-1) ?? first) ? `${yearOf(first)}年` : `${yearOf(first)}年至${yearOf(acts.at(-1) ?? first)}年`}，被告人${named(suspect)}多次在${place}境内入户盗窃，共作案${counted("of loss", count)}起，盗窃财物共计价值人民币${scene.total("total", total)}。具体事实如下：`,
      ),
      ...incidents,
      paragraph(
        "body",
        say`${scene.next("filed", course.filed, acts.at(-1) ?? course.act)}，${police}对本案立案侦查。被告人${named(suspect)}到案后如实供述了上述事实，并自愿认罪认罚。`,
      ),
      paragraph("body", "认定上述事实的证据如下："),
      paragraph(
        "body",
        "1.受案登记表、前科材料、刑满释放证明书等书证；2.被害人的陈述；3.被告人的供述和辩解；4.价格认定结论书；5.现场勘验笔录、辨认笔录；6.现场监控视频。",
      ),
      paragraph("body", "上述证据收集程序合法，内容客观真实，足以认定指控事实。被告人对指控的犯罪事实和证据没有异议，并自愿认罪认罚。"),
      paragraph(
        "body",
        say`本院认为，被告人${named(suspect)}以非法占有为目的，多次入户盗窃他人财物，数额较大，其行为触犯了${under(CRIMINAL, "第二百六十四条")}，犯罪事实清楚，证据确实、充分，应当以${chargeOf(charge)}追究其刑事责任。被告人${named(suspect)}曾被判处有期徒刑，刑罚执行完毕以后五年以内再犯应当判处有期徒刑以上刑罚之罪，系累犯，根据${under(CRIMINAL, "第六十五条", "第一款")}的规定，应当从重处罚；到案后如实供述自己的罪行，根据${under(CRIMINAL, "第六十七条", "第三款")}的规定，可以从轻处罚；自愿认罪认罚，依据${under(PROCEDURE, "第十五条")}的规定，可以从宽处理。建议判处被告人${named(suspect)}${sentence("264-1", scene.between(14, 30))}，并处罚金。根据${under(PROCEDURE, "第一百七十六条")}的规定，提起公诉，请依法判处。`,
      ),
      paragraph("body", "此致"),
      paragraph("addressee", addressed(court)),
      ...signers(scene, "检察官", "检察官助理"),
      signedAt(course.decided),
      paragraph("signature", "（院印）"),
      enclosed("1.", say`被告人${named(suspect)}现羁押于${detention}`, "附件："),
      enclosed("2.", `案卷材料和证据${scene.between(2, 5)}册`),
      enclosed("3.", "《认罪认罚具结书》一份"),
      enclosed("4.", "《量刑建议书》一份"),
    ],
    record: record(scene, [suspect], { charge, amount: total, days: courseDays(course, acts) }),
    sums: [
      ...sums("total", count, "loss/"),
      ...acts.map((_, at) => ({ whole: `loss/${at + 1}`, parts: [`cash-${at + 1}`, `thing-${at + 1}`] })),
    ],
    order: ["judged", "released", ...acts.map((_, at) => `act-${at + 1}`), "filed", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
}

/** Fraud by two people who claimed to sell places at a school. */
export function schoolFraudIndictment(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, police, court, detention, mark, place } = story;
  const [leader, helper] = [scene.member("suspect", [1972, 1994]), scene.member("second", [1976, 1999])];
  const count = scene.between(3, 5);
  const first = later("2024-03-10", scene.between(0, 120));
  const acts = Array.from({ length: count }, (_, at) => later(first, at * 12 + scene.between(0, 10)));
  const course = scene.course(acts.at(-1));
  const losses = acts.map(() => scene.sum(38_000, 76_000));
  const total = sumOf(losses);
  const share = fen(scene.between(12, 40) * 1000);
  const back = fen(scene.between(5, 12) * 1000);
  const charge = "诈骗罪";
  const victims = acts.map((_, at) => someone(`victim-${at + 1}`, scene.name()));
  const school = scene.pick("某实验学校", "某重点中学", "城区某小学");
  return {
    family: "school-fraud-indictment",
    kind: "indictment",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "起诉书"),
      paragraph("number", numbered(`${mark}刑诉〔${yearOf(course.decided)}〕${story.number}号`)),
      ...[leader, helper].map((member) =>
        paragraph(
          "body",
          "被告人",
          personal(member, "住"),
          say`因涉嫌${chargeOf(charge)}，于${day("detained", course.detained)}被${police}刑事拘留，经本院批准，于${scene.on("arrested", course.arrested, course.detained)}由${police}执行逮捕。现羁押于${detention}。`,
        ),
      ),
      paragraph(
        "body",
        say`本案由${police}侦查终结，以被告人${listed([leader, helper])}涉嫌${chargeOf(charge)}，于${day("accepted", course.accepted)}向本院移送起诉。本院受理后，于${scene.next("told", course.told, course.accepted)}告知二被告人依法享有的诉讼权利，告知各被害人有权委托诉讼代理人，讯问了被告人，听取了辩护人、值班律师及被害人的意见，审阅了全部案件材料。`,
      ),
      paragraph("body", "经依法审查查明："),
      paragraph(
        "body",
        say`${yearOf(first)}年以来，被告人${named(leader)}虚构自己与${place}教育部门领导关系密切、可以办理${school}入学名额的事实，由被告人${named(helper)}负责物色学生家长并陪同收款，先后骗取${counted("of loss", count, true)}名被害人人民币共计${scene.total("total", total)}。分述如下：`,
      ),
      ...acts.map((act, at) =>
        paragraph(
          "body",
          slot(`（${"一二三四五".charAt(at)}）`, "heading", "facts"),
          say`${at === 0 ? day("act-1", act) : scene.on(`act-${at + 1}`, act, acts[at - 1] ?? act)}，被告人${named(at % 2 === 0 ? leader : helper)}以“办理入学”为名，${scene.pick("通过微信转账", "在被害人家中", "在某茶楼内")}收取被害人${victims[at] ?? ""}人民币${scene.money(`loss/${at + 1}`, losses[at] ?? 0)}。`,
        ),
      ),
      paragraph(
        "body",
        say`上述款项中，被告人${named(helper)}分得人民币${scene.money("share", share)}，其余款项由被告人${named(leader)}用于归还个人债务和日常开支。案发后，被告人${named(helper)}退赃人民币${scene.money("back", back)}。被害人${victims[0] ?? ""}报案后，公安机关于${day("filed", course.filed)}立案侦查。`,
      ),
      paragraph(
        "body",
        "认定上述事实的证据有：银行交易明细、微信聊天记录等书证；证人证言；被害人的陈述；被告人的供述和辩解；辨认笔录；电子数据检查笔录。",
      ),
      paragraph(
        "body",
        say`本院认为，被告人${listed([leader, helper])}以非法占有为目的，采用虚构事实、隐瞒真相的方法，骗取他人财物，数额巨大，其行为均已触犯${under(CRIMINAL, "第二百六十六条")}，犯罪事实清楚，证据确实、充分，应当以${chargeOf(charge)}追究其刑事责任。二被告人共同故意犯罪，根据${under(CRIMINAL, "第二十五条", "第一款")}的规定，系共同犯罪。被告人${named(leader)}在共同犯罪中起主要作用，适用${under(CRIMINAL, "第二十六条", "第一款")}、${provision(CRIMINAL, "第二十六条", "第四款")}的规定，系主犯；被告人${named(helper)}起次要作用，适用${under(CRIMINAL, "第二十七条")}的规定，系从犯，应当从轻或者减轻处罚。根据${under(PROCEDURE, "第一百七十六条", "第一款")}的规定，对被告人${listed([leader, helper])}提起公诉，请依法判处。`,
      ),
      paragraph("body", "此致"),
      paragraph("addressee", addressed(court)),
      ...signers(scene, "检察官"),
      signedAt(course.decided, "han"),
      paragraph("signature", "（院印）"),
      paragraph("body", "附："),
      enclosed("1.", say`被告人${listed([leader, helper])}现均羁押于${detention}`),
      enclosed("2.", `案卷材料${scene.between(4, 9)}册，光盘${scene.between(2, 6)}张`),
      enclosed("3.", "证人名单一份"),
    ],
    record: record(scene, [leader, helper], { charge, amount: total, days: courseDays(course, acts) }),
    sums: sums("total", count, "loss/"),
    order: [...acts.map((_, at) => `act-${at + 1}`), "filed", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
}

/** An employer who went away with the wages of a site. */
export function wagesIndictment(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, police, court, mark, place } = story;
  const suspect = { ...scene.member("suspect", [1968, 1988], "male"), work: "公司负责人" };
  const firm = scene.firm("建筑劳务", "装饰工程", "市政工程");
  const act = later("2024-05-01", scene.between(0, 360));
  const course = scene.course(act);
  const ordered = later(act, -scene.between(18, 40));
  const count = scene.between(4, 6);
  const wages = Array.from({ length: count }, () => scene.sum(21_000, 48_000));
  const total = sumOf(wages);
  const workers = wages.map((_, at) => someone(`worker-${at + 1}`, scene.name()));
  const bailed = course.detained;
  const charge = "拒不支付劳动报酬罪";
  return {
    family: "wages-indictment",
    kind: "indictment",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "起诉书"),
      paragraph("number", numbered(`${mark}刑诉〔${yearOf(course.decided)}〕${story.number}号`)),
      paragraph(
        "body",
        "被告人",
        personal(suspect),
        say`系${firmOf(firm.name)}（统一社会信用代码${codeOf(firm.code)}）法定代表人。因涉嫌${chargeOf(charge)}，于${day("bailed", bailed)}被${police}取保候审，期限${term("bail", bailed, 12)}，共十二个月。`,
      ),
      paragraph(
        "body",
        say`本案由${police}侦查终结，以被告人${named(suspect)}涉嫌${chargeOf(charge)}，于${day("accepted", course.accepted)}移送本院起诉。本院于${scene.next("told", course.told, course.accepted)}告知被告人有权委托辩护人，告知被害人有权委托诉讼代理人。本院依法讯问了被告人，审阅了全部案件材料，听取了各方意见。`,
      ),
      paragraph("body", "经依法审查查明："),
      paragraph(
        "body",
        say`${firmOf(firm.name)}承接${place}某安置房项目的部分劳务后，被告人${named(suspect)}收到总承包单位支付的进度款，却将其中大部分用于偿还个人借款，拖欠${counted("of wage", count)}名工人工资共计人民币${scene.total("total", total)}。${day("ordered", ordered)}，${place}人力资源和社会保障局依法下达劳动保障监察限期改正指令书，责令${firmOf(firm.name)}在七日内支付。期满后，被告人${named(suspect)}更换手机号码，于${scene.on("act", act, ordered)}离开${place}前往外省，逃匿不归。`,
      ),
      paragraph("body", "拖欠工资明细："),
      paragraph("body", "序号　姓名　拖欠金额"),
      ...wages.map((wage, at) => paragraph("body", `${at + 1}　`, workers[at] ?? "", "　", scene.money(`wage/${at + 1}`, wage))),
      paragraph("body", "合计　", scene.total("total", total)),
      paragraph(
        "body",
        say`${place}人力资源和社会保障局移送案件后，${police}于${day("filed", course.filed)}立案侦查。被告人${named(suspect)}接到民警电话后主动到案，如实供述上述事实。移送起诉后，被告人${named(suspect)}的亲属代为支付了部分工资。`,
      ),
      paragraph(
        "body",
        "认定上述事实的证据如下：劳务分包合同、工资结算单、限期改正指令书及送达回证等书证，被害人的陈述，证人证言，被告人的供述和辩解，银行流水等。",
      ),
      paragraph(
        "body",
        say`本院认为，被告人${named(suspect)}以逃匿的方法逃避支付劳动者的劳动报酬，数额较大，经政府有关部门责令支付仍不支付，其行为触犯了${under(CRIMINAL, "第二百七十六条之一", "第一款")}，犯罪事实清楚，证据确实、充分，应当以${chargeOf(charge)}追究其刑事责任。被告人${named(suspect)}犯罪以后自动投案，如实供述自己的罪行，根据${under(CRIMINAL, "第六十七条", "第一款")}的规定，系自首，可以从轻处罚。建议判处${sentence("276-1", scene.between(6, 14))}，可以适用缓刑，并处罚金。根据${under(PROCEDURE, "第一百七十六条", "第一款")}的规定，提起公诉，请依法判处。`,
      ),
      paragraph("body", "此致"),
      paragraph("addressee", addressed(court)),
      ...signers(scene, "检察官", "书记员"),
      signedAt(course.decided),
      paragraph("signature", "（院印）"),
      enclosed("1.", say`被告人${named(suspect)}现取保候审于${suspect.address}`, "附件："),
      enclosed("2.", `案卷材料和证据${scene.between(2, 6)}册`),
      enclosed("3.", "《量刑建议书》一份"),
    ],
    record: record(scene, [suspect], {
      charge,
      amount: total,
      days: { act: [act], filed: [course.filed], accepted: [course.accepted], told: [course.told] },
    }),
    sums: sums("total", count, "wage/"),
    order: ["ordered", "act", "filed", "bailed", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
}

const LEVELS = ["罚金人民币五千元", "罚金人民币六千元", "罚金人民币八千元"];

/** Drunk driving in a quick procedure: a sheet and a half. */
export function drunkDrivingIndictment(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, police, court, mark, place } = story;
  const suspect = scene.member("suspect");
  const act = later("2024-04-03", scene.between(0, 420));
  const filed = later(act, scene.between(2, 6));
  const bailed = later(filed, scene.between(1, 8));
  const accepted = later(bailed, scene.between(15, 40));
  const told = later(accepted, scene.between(0, 3));
  const decided = later(accepted, scene.between(6, 10));
  const alcohol = `${scene.between(182, 264)}.${scene.between(1, 9)}mg/100ml`;
  const charge = "危险驾驶罪";
  return {
    family: "drunk-driving-indictment",
    kind: "indictment",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "起诉书"),
      paragraph("title", "（速裁程序适用）"),
      paragraph("number", numbered(`${mark}刑诉〔${yearOf(decided)}〕Z${story.number}号`)),
      paragraph(
        "body",
        "被告人",
        personal(suspect, "住所地"),
        say`因涉嫌${chargeOf(charge)}，于${day("bailed", bailed)}被${police}决定取保候审，期限${term("bail", bailed, 12)}，共十二个月。`,
      ),
      paragraph(
        "body",
        say`本案由${police}侦查终结，以被告人${named(suspect)}涉嫌${chargeOf(charge)}，于${day("accepted", accepted)}向本院移送起诉。本院受理后，于${scene.next("told", told, accepted)}告知被告人诉讼权利和认罪认罚的法律规定，讯问了被告人，听取了被告人及值班律师的意见。被告人同意适用速裁程序审理。`,
      ),
      paragraph(
        "body",
        say`经依法审查查明：${day("act", act)}${scene.between(19, 22)}时许，被告人${named(suspect)}酒后驾驶湘F${scene.pick("A", "B", "D")}${scene.between(1000, 9999)}号小型轿车，行至${place}${scene.pick(...story.cast.district.towns)}路段时，被执勤民警查获。经鉴定，其血液中乙醇含量为${alcohol}，属于醉酒驾驶机动车。${scene.on("filed", filed, act)}，公安机关立案侦查。被告人归案后如实供述自己的罪行，自愿认罪认罚。`,
      ),
      paragraph(
        "body",
        "认定上述事实的证据：呼气酒精测试单、驾驶证和行驶证复印件、血样提取登记表等书证，证人证言，被告人的供述和辩解，司法鉴定意见书，执法记录仪视频。",
      ),
      paragraph(
        "body",
        say`本院认为，被告人${named(suspect)}在道路上醉酒驾驶机动车，其行为触犯了${under(CRIMINAL, "第一百三十三条之一", "第一款", "第（二）项")}，犯罪事实清楚，证据确实、充分，应当以${chargeOf(charge)}追究其刑事责任。被告人认罪认罚，依据${under(PROCEDURE, "第十五条")}的规定，可以从宽处理。建议判处${sentence("133-1", scene.between(1, 3), "拘役")}，并处${scene.pick(...LEVELS)}。根据${under(PROCEDURE, "第一百七十六条")}的规定，提起公诉，请依法判处。`,
      ),
      paragraph("body", "此致"),
      paragraph("addressee", addressed(court)),
      ...signers(scene, "检察官"),
      signedAt(decided),
      paragraph("signature", "（院印）"),
      enclosed("1.", say`被告人${named(suspect)}现取保候审于其住处`, "附件："),
      enclosed("2.", "案卷材料和证据一册"),
      enclosed("3.", "认罪认罚具结书一份"),
    ],
    record: record(scene, [suspect], { charge, days: { act: [act], filed: [filed], accepted: [accepted], told: [told] } }),
    order: ["act", "filed", "bailed", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME, { from: "accepted", to: "signed", days: 10 }],
  };
}
