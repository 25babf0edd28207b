import { type Draft, paragraph, say } from "../draft.ts";
import {
  addressed,
  CRIMINAL,
  chargeOf,
  day,
  enclosed,
  later,
  named,
  numbered,
  PROCEDURE,
  phoneOf,
  sealed,
  sentence,
  someone,
  term,
  under,
} from "../forms.ts";
import { DECIDED_IN_TIME, published, type Story, TOLD_IN_TIME } from "../story.ts";
import { personal, record, Scene, signedAt, signers, sums, yearOf } from "./scene.ts";

/** A deadly accident at a crossing, as the indictment may be published. */
export function publishedTrafficIndictment(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, police, court, mark, place } = story;
  const suspect = scene.member("suspect");
  const victim = scene.name();
  const act = later("2024-03-20", scene.between(0, 400));
  const course = scene.course(act);
  const charge = "交通肇事罪";
  const plate = `湘F${scene.pick("A", "C", "E")}${scene.between(1000, 9999)}`;
  const [funeral, death, other] = [scene.sum(42_000, 49_000), scene.sum(520_000, 780_000), scene.sum(12_000, 30_000)];
  const draft: Draft = {
    family: "traffic-indictment",
    kind: "indictment",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "起诉书"),
      paragraph("number", numbered(`${mark}刑诉〔${yearOf(course.decided)}〕${story.number}号`)),
      paragraph(
        "body",
        "被告人",
        personal(suspect, "住"),
        say`联系电话${phoneOf(suspect)}。因涉嫌${chargeOf(charge)}，于${day("bailed", course.detained)}被${police}取保候审，期限${term("bail", course.detained, 12)}，共十二个月。`,
      ),
      paragraph(
        "body",
        say`本案由${police}侦查终结，以被告人${named(suspect)}涉嫌${chargeOf(charge)}，于${day("accepted", course.accepted)}移送本院起诉。本院受理后，于${scene.on("told", course.told, course.accepted)}告知被告人和被害人的近亲属依法享有的诉讼权利，讯问了被告人，听取了值班律师、被害人近亲属的意见，审阅了全部案件材料。`,
      ),
      paragraph("body", "经依法审查查明："),
      paragraph(
        "body",
        say`${day("act", act)}，被告人${named(suspect)}驾驶${plate}号重型自卸货车，在${place}某交叉路口右转弯时未按规定让行，与被害人${someone("victim", victim)}驾驶的电动自行车相撞，造成被害人${someone("victim", victim)}当场死亡。经${police}交通管理大队认定，被告人${named(suspect)}承担事故主要责任。事故发生后，被告人${named(suspect)}拨打报警电话并在现场等候处理。${scene.on("filed", course.filed, act)}，本案立案侦查。`,
      ),
      paragraph(
        "body",
        say`案发后，被告人${named(suspect)}与被害人近亲属按照${under("中华人民共和国民法典", "第一千一百七十九条")}规定的项目达成赔偿协议，支付死亡赔偿金人民币${scene.money("paid/1", death)}、丧葬费人民币${scene.money("paid/2", funeral)}、其他费用人民币${scene.money("paid/3", other)}，合计人民币${scene.total("paid", death + funeral + other)}，款项转入账号为6217${"*".repeat(11)}${scene.between(1000, 9999)}的账户，取得谅解。`,
      ),
      paragraph(
        "body",
        "认定上述事实的证据如下：道路交通事故认定书、赔偿协议、谅解书等书证；证人证言；被告人的供述和辩解；尸体检验鉴定意见、车速鉴定意见；现场勘验笔录；行车记录仪视频。",
      ),
      paragraph(
        "body",
        say`本院认为，被告人${named(suspect)}违反交通运输管理法规，发生重大事故，致一人死亡，负事故主要责任，其行为触犯了${under(CRIMINAL, "第一百三十三条")}，犯罪事实清楚，证据确实、充分，应当以${chargeOf(charge)}追究其刑事责任。被告人有自首情节，依照${under(CRIMINAL, "第六十七条", "第一款")}的规定，可以从轻或者减轻处罚；自愿认罪认罚，依照${under(PROCEDURE, "第十五条")}的规定，可以从宽处理。建议判处${sentence("133", scene.between(8, 14))}，可以适用缓刑。根据${under(PROCEDURE, "第一百七十六条")}的规定，提起公诉，请依法判处。`,
      ),
      paragraph("body", "此致"),
      paragraph("addressee", addressed(court)),
      ...signers(scene, "检察官", "检察官助理"),
      signedAt(course.decided),
      paragraph("signature", "（院印）"),
      enclosed("1.", say`被告人${named(suspect)}现取保候审`, "附件："),
      enclosed("2.", "案卷材料和证据二册"),
      enclosed("3.", "认罪认罚具结书一份"),
    ],
    record: record(scene, [suspect], {
      charge,
      days: { act: [act], filed: [course.filed], accepted: [course.accepted], told: [course.told] },
    }),
    sums: sums("paid", 3, "paid/"),
    order: ["act", "filed", "bailed", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
  return published(draft, place);
}

const GOODS = ["电动自行车", "电动三轮车", "二手摩托车"];

/** Stolen goods bought and given back: not prosecuted, as it may be published. */
export function publishedReceivingDecision(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, police, mark, place } = story;
  const suspect = scene.member("suspect", [1966, 1990]);
  const thief = scene.name();
  const act = later("2024-03-20", scene.between(0, 400));
  const again = later(act, scene.between(6, 18));
  const course = scene.course(again);
  const charge = "掩饰、隐瞒犯罪所得罪";
  const [one, two] = [scene.sum(1_200, 2_400), scene.sum(1_300, 2_900)];
  const goods = scene.pick(...GOODS);
  const draft: Draft = {
    family: "receiving-decision",
    kind: "non-prosecution-decision",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "不起诉决定书"),
      paragraph("number", numbered(`${mark}刑不诉〔${yearOf(course.decided)}〕${story.number}号`)),
      paragraph(
        "body",
        "被不起诉人",
        personal(suspect, "住址"),
        say`联系方式${phoneOf(suspect)}。因涉嫌${chargeOf(charge)}，于${day("detained", course.detained)}被${police}刑事拘留，于${scene.on("bailed", course.asked, course.detained)}被取保候审。`,
      ),
      paragraph(
        "body",
        say`本案由${police}侦查终结，以被不起诉人${named(suspect)}涉嫌${chargeOf(charge)}，于${day("accepted", course.accepted)}向本院移送起诉。本院于${scene.on("told", course.told, course.accepted)}告知被不起诉人有权委托辩护人。`,
      ),
      paragraph("body", "经本院依法审查查明："),
      paragraph(
        "body",
        say`${day("act-1", act)}和${scene.on("act-2", again, act)}，被不起诉人${named(suspect)}在经营废旧物品收购店期间，明知${someone("thief", thief)}（另案处理）出售的${goods}来路不明，仍以明显低于市场的价格收购，通过账号为6228${"*".repeat(11)}${scene.between(1000, 9999)}的银行账户付款。经价格认定，两辆${goods}分别价值人民币${scene.money("goods/1", one)}和${scene.money("goods/2", two)}，合计人民币${scene.total("goods", one + two)}。公安机关于${day("filed", course.filed)}立案侦查，涉案车辆均已追回并发还被害人。`,
      ),
      paragraph(
        "body",
        "认定上述事实的证据：扣押清单、发还清单、收购登记台账等书证；证人证言；被害人陈述；被不起诉人供述和辩解；价格认定结论书；辨认笔录。",
      ),
      paragraph(
        "body",
        say`本院认为，被不起诉人${named(suspect)}明知是犯罪所得而予以收购，实施了${under(CRIMINAL, "第三百一十二条", "第一款")}规定的行为，但犯罪情节轻微，到案后如实供述自己的罪行，自愿认罪认罚，且涉案财物已全部追回，根据${under(CRIMINAL, "第三十七条")}的规定，不需要判处刑罚。依据${under(PROCEDURE, "第一百七十七条", "第二款")}的规定，决定对${named(suspect)}不起诉。`,
      ),
      paragraph(
        "body",
        say`被不起诉人如不服本决定，可以自收到本决定书后七日内向本院申诉。被害人如不服本决定，可以自收到本决定书后七日内向岳阳市人民检察院申诉，请求提起公诉；也可以不经申诉，直接向${story.court}提起自诉。`,
      ),
      paragraph("signature", sealed(procuratorate)),
      signedAt(course.decided),
      paragraph("signature", "（院印）"),
    ],
    record: record(scene, [suspect], {
      charge,
      amount: one + two,
      days: {
        act: [act, again],
        filed: [course.filed],
        detained: [course.detained],
        accepted: [course.accepted],
        told: [course.told],
      },
    }),
    sums: sums("goods", 2, "goods/"),
    order: ["act-1", "act-2", "filed", "detained", "bailed", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
  return published(draft, place);
}
