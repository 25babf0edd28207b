import { type Draft, paragraph, say, slot } from "../draft.ts";
import {
  ageOf,
  bornOf,
  CRIMINAL,
  chargeOf,
  counted,
  day,
  head,
  idOf,
  inCapitals,
  later,
  named,
  numbered,
  PROCEDURE,
  sealed,
  sexOf,
  someone,
  under,
} from "../forms.ts";
import { DECIDED_IN_TIME, type Story, sumOf, TOLD_IN_TIME, workdayWithin } from "../story.ts";
import { courseDays, personal, record, Scene, signedAt, signers, sums, yearOf } from "./scene.ts";

/** A quarrel between neighbours that was made good. */
export function injuryDecision(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, police, court, mark, place } = story;
  const suspect = scene.member("suspect", [1963, 1996]);
  const victim = scene.name();
  const counsel = scene.name();
  const act = later("2024-03-15", scene.between(0, 430));
  const course = scene.course(act);
  const charge = "故意伤害罪";
  const parts = [scene.sum(6_000, 21_000), scene.sum(3_000, 9_000), scene.sum(2_000, 6_000)];
  const paid = sumOf(parts);
  return {
    family: "injury-decision",
    kind: "non-prosecution-decision",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "不起诉决定书"),
      paragraph("number", numbered(`${mark}刑不诉〔${yearOf(course.decided)}〕${story.number}号`)),
      paragraph(
        "body",
        "被不起诉人",
        personal(suspect),
        say`作案时${ageOf(suspect, act)}周岁。因涉嫌${chargeOf(charge)}，于${day("detained", course.detained)}被${police}刑事拘留，因${scene.pick("双方达成和解", "无逮捕必要")}，于${scene.on("bailed", course.asked, course.detained)}被取保候审。`,
      ),
      paragraph("body", say`辩护人${someone("counsel", counsel)}，湖南${scene.pick("岳麓风", "君见", "洞庭")}律师事务所律师。`),
      paragraph(
        "body",
        say`本案由${police}侦查终结，以被不起诉人${named(suspect)}涉嫌${chargeOf(charge)}，于${day("accepted", course.accepted)}向本院移送起诉。本院受理后，于${scene.next("told", course.told, course.accepted)}告知当事人诉讼权利，并组织双方进行了调解。`,
      ),
      paragraph("body", "经本院依法审查查明："),
      paragraph(
        "body",
        say`${day("act", act)}${scene.between(14, 18)}时许，被不起诉人${named(suspect)}与邻居${someone("victim", victim)}因${scene.pick("宅基地界址", "排水沟清理", "道路通行")}问题在${place}某村发生争执并互相推搡，其间被不起诉人${named(suspect)}持木棍将被害人${someone("victim", victim)}左前臂打伤。经法医鉴定，被害人${someone("victim", victim)}的损伤程度为轻伤二级。公安机关接警后于${scene.on("filed", course.filed, act)}立案侦查。`,
      ),
      paragraph(
        "body",
        say`${scene.on("settled", later(course.accepted, scene.between(5, 12)), course.filed)}，双方按照${under("中华人民共和国民法典", "第一千一百七十九条")}规定的赔偿项目达成和解协议，由被不起诉人${named(suspect)}赔偿医疗费人民币${scene.money("paid/1", parts[0] ?? 0)}、误工费人民币${scene.money("paid/2", parts[1] ?? 0)}、护理费和营养费人民币${scene.money("paid/3", parts[2] ?? 0)}，共计人民币${scene.total("paid", paid)}（大写：${inCapitals("paid", paid)}），已经履行完毕，被害人${someone("victim", victim)}出具谅解书。`,
      ),
      paragraph(
        "body",
        say`本院认为，被不起诉人${named(suspect)}实施了${under(CRIMINAL, "第二百三十四条", "第一款")}规定的行为，但犯罪情节轻微，系因民间纠纷引发，案发后如实供述，积极赔偿并取得谅解，根据${under(CRIMINAL, "第三十七条")}的规定，不需要判处刑罚。依据${under(PROCEDURE, "第一百七十七条", "第二款")}的规定，决定对被不起诉人${named(suspect)}不起诉。`,
      ),
      paragraph("body", "扣押在案的木棍一根，由公安机关依法处理。"),
      paragraph(
        "body",
        say`被不起诉人如不服本决定，可以自收到本决定书后七日以内向本院申诉。被害人如不服本决定，可以自收到本决定书后七日以内向岳阳市人民检察院申诉，请求提起公诉；也可以不经申诉，直接向${court}起诉。`,
      ),
      paragraph("signature", sealed(procuratorate)),
      signedAt(course.decided, "han"),
    ],
    record: record(scene, [suspect], {
      charge,
      days: {
        act: [act],
        filed: [course.filed],
        detained: [course.detained],
        accepted: [course.accepted],
        told: [course.told],
      },
    }),
    sums: sums("paid", 3, "paid/"),
    order: ["act", "filed", "detained", "bailed", "accepted", "told", "settled", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
}

/** Twice sent back, and still not enough. */
export function doubtfulDecision(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, police, mark, place } = story;
  const suspect = scene.member("suspect");
  const victim = scene.name();
  const act = later("2023-11-05", scene.between(0, 300));
  const course = scene.course(act);
  const returned = workdayWithin(scene.random, course.accepted, [26, 42]);
  const again = later(returned, scene.between(24, 30));
  const returned2 = workdayWithin(scene.random, again, [24, 40]);
  const again2 = later(returned2, scene.between(24, 30));
  const decided = workdayWithin(scene.random, again2, [20, 42]);
  const charge = "诈骗罪";
  const lost = scene.sum(36_000, 88_000);
  return {
    family: "doubtful-decision",
    kind: "non-prosecution-decision",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "不起诉决定书"),
      paragraph("title", "（存疑不起诉）"),
      paragraph("number", numbered(`${mark}刑不诉〔${yearOf(decided)}〕${story.number}号`)),
      paragraph(
        "body",
        "被不起诉人",
        personal(suspect, "户籍地"),
        say`因涉嫌${chargeOf(charge)}，于${day("detained", course.detained)}被${police}刑事拘留，经本院批准，于${scene.on("arrested", course.arrested, course.detained)}被执行逮捕；于${day("bailed", later(returned, 1))}变更为取保候审。`,
      ),
      paragraph(
        "body",
        say`本案由${police}侦查终结，以被不起诉人${named(suspect)}涉嫌${chargeOf(charge)}，于${day("accepted", course.accepted)}向本院移送起诉。本院于${scene.next("told", course.told, course.accepted)}告知被不起诉人有权委托辩护人。因部分事实不清、证据不足，本院于${day("returned-1", returned)}第一次退回补充侦查，${police}于${scene.on("again-1", again, returned)}补查重报；于${scene.on("returned-2", returned2, again)}第二次退回补充侦查，${police}于${scene.on("again-2", again2, returned2)}补查重报。`,
      ),
      paragraph(
        "body",
        say`${police}移送起诉认定：${day("act", act)}，被不起诉人${named(suspect)}以合伙经营${scene.pick("砂石", "水产", "茶叶")}生意为由，在${place}收取被害人${someone("victim", victim)}投资款人民币${scene.money("lost", lost)}（大写：${inCapitals("lost", lost)}），后未归还，涉嫌${chargeOf(charge)}。公安机关于${scene.on("filed", course.filed, act)}立案侦查。`,
      ),
      paragraph(
        "body",
        say`经本院审查并二次退回补充侦查，本院仍然认为${police}认定的犯罪事实不清、证据不足：一是被不起诉人${named(suspect)}收取人民币${scene.money("lost", lost)}后确有采购、租赁等经营支出，款项去向未能查清；二是被害人${someone("victim", victim)}的陈述与转账记录、聊天记录之间的矛盾不能得到合理排除，认定其具有非法占有目的的证据不足，双方是否成立${under("中华人民共和国民法典", "第九百六十七条")}规定的合伙合同亦存在争议，不符合起诉条件。`,
      ),
      paragraph(
        "body",
        say`依照${under(PROCEDURE, "第一百七十五条", "第四款")}的规定，决定对${named(suspect)}不起诉。被害人如不服本决定，可以自收到本决定书后七日以内向岳阳市人民检察院申诉，请求提起公诉；也可以不经申诉，直接向${story.court}起诉。`,
      ),
      paragraph("signature", sealed(procuratorate)),
      signedAt(decided, "han"),
      paragraph("signature", "（院印）"),
    ],
    record: record(scene, [suspect], { charge, amount: lost, days: courseDays(course, [act]) }),
    order: ["act", "filed", "detained", "arrested", "accepted", "returned-1", "again-1", "returned-2", "again-2", "signed"],
    deadlines: [
      TOLD_IN_TIME,
      { from: "accepted", to: "returned-1", days: 46 },
      { from: "returned-1", to: "again-1", days: 31 },
      { from: "again-1", to: "returned-2", days: 46 },
      { from: "returned-2", to: "again-2", days: 31 },
      { from: "again-2", to: "signed", days: 46 },
    ],
  };
}

const DANGERS = ["多次作案且有前科劣迹，可能实施新的犯罪", "与证人存在亲属关系，可能干扰证人作证", "案发后更换住处、拒接电话，可能逃跑"];

/** Whether somebody is to be arrested, in the seven days that there are. */
export function arrestOpinion(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, police, mark, place } = story;
  const suspect = scene.member("suspect", [1975, 2003], "male");
  const act = later("2024-04-02", scene.between(0, 420));
  const course = scene.course(act);
  const decided = course.arrested;
  const charge = "敲诈勒索罪";
  const count = 3;
  const parts = [scene.sum(3_000, 6_000), scene.sum(2_000, 5_000), scene.sum(2_000, 6_000)];
  const total = sumOf(parts);
  const victims = parts.map((_, at) => someone(`victim-${at + 1}`, scene.name()));
  return {
    family: "arrest-opinion",
    kind: "arrest-review-opinion",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "审查逮捕意见书"),
      paragraph("number", numbered(`${mark}捕审〔${yearOf(decided)}〕${story.number}号`)),
      head("top", "一、", "受案和审查过程"),
      paragraph(
        "body",
        say`${day("asked", course.asked)}，本院收到${police}以涉嫌${chargeOf(charge)}提请批准逮捕犯罪嫌疑人${named(suspect)}的文书及案卷材料。承办人审阅了案卷，核实了证据，讯问了犯罪嫌疑人。现已审查完毕。`,
      ),
      head("top", "二、", "犯罪嫌疑人基本情况"),
      paragraph(
        "body",
        say`犯罪嫌疑人${named(suspect)}，${sexOf(suspect)}，${suspect.nation}，出生日期${bornOf(suspect)}，公民身份号码${idOf(suspect)}，${suspect.schooling}，${suspect.work}，住${suspect.address}，作案时年满${ageOf(suspect, act)}周岁。${day("detained", course.detained)}因涉嫌${chargeOf(charge)}被${police}刑事拘留，现羁押于${story.detention}。`,
      ),
      head("top", "三、", "发案、立案和破案经过"),
      paragraph(
        "body",
        say`被害人${victims[0] ?? ""}到${police}报案后，${police}于${day("filed", course.filed)}立案侦查，经调取监控和资金流向锁定犯罪嫌疑人${named(suspect)}，后将其抓获。`,
      ),
      head("top", "四、", "经审查认定的事实和证据"),
      head("sub", "（一）", "认定的事实"),
      paragraph(
        "body",
        say`${day("act", act)}，犯罪嫌疑人${named(suspect)}冒充${scene.pick("记者", "环保志愿者", "职业打假人")}，以曝光违规问题相要挟，先后向${counted("of taken", count, true)}家店铺的经营者索要“封口费”，其中被害人${victims[0] ?? ""}被迫支付人民币${scene.money("taken/1", parts[0] ?? 0)}，被害人${victims[1] ?? ""}被迫支付人民币${scene.money("taken/2", parts[1] ?? 0)}，被害人${victims[2] ?? ""}被迫支付人民币${scene.money("taken/3", parts[2] ?? 0)}，共计人民币${scene.total("taken", total)}。`,
      ),
      head("sub", "（二）", "主要证据"),
      paragraph(
        "body",
        slot("1.", "heading", "evidence"),
        say`书证：微信转账记录，证实犯罪嫌疑人${named(suspect)}收款人民币${scene.total("taken", total)}。`,
      ),
      paragraph("body", slot("2.", "heading", "evidence"), say`被害人${victims[1] ?? ""}等人的陈述，证实被要挟付款的经过。`),
      paragraph("body", slot("3.", "heading", "evidence"), say`犯罪嫌疑人${named(suspect)}的供述和辩解，对收款事实供认不讳。`),
      paragraph("body", slot("4.", "heading", "evidence"), "视听资料：店铺监控视频，与上述证据相互印证。"),
      head("sub", "（三）", "社会危险性分析"),
      paragraph("body", say`犯罪嫌疑人${named(suspect)}${scene.pick(...DANGERS)}，采取取保候审尚不足以防止发生社会危险性。`),
      head("top", "五、", "处理意见"),
      paragraph(
        "body",
        say`综上，犯罪嫌疑人${named(suspect)}以非法占有为目的，采用要挟方法强行索取他人财物，数额较大，其行为已触犯${under(CRIMINAL, "第二百七十四条")}，涉嫌${chargeOf(charge)}，有证据证明有犯罪事实，可能判处徒刑以上刑罚。根据${under(PROCEDURE, "第八十一条", "第一款")}、${under(PROCEDURE, "第九十条")}的规定，建议对犯罪嫌疑人${named(suspect)}批准逮捕。`,
      ),
      paragraph("body", say`鉴于案发地集中在${place}同一商圈，建议引导公安机关继续查证有无其他被害人。`),
      ...signers(scene, "承办检察官"),
      signedAt(decided),
    ],
    record: record(scene, [suspect], {
      charge,
      amount: total,
      days: { act: [act], filed: [course.filed], detained: [course.detained], asked: [course.asked] },
    }),
    sums: sums("taken", 3, "taken/"),
    order: ["act", "filed", "detained", "signed"],
    deadlines: [{ from: "asked", to: "signed", days: 7 }],
  };
}
