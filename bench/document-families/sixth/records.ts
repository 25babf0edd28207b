import { type Draft, paragraph, say, slot } from "../draft.ts";
import {
  addressed,
  bornOf,
  CRIMINAL,
  chargeOf,
  codeOf,
  counted,
  day,
  firmOf,
  head,
  idOf,
  inCapitals,
  later,
  named,
  numbered,
  PROCEDURE,
  phoneOf,
  sealed,
  sentence,
  sexOf,
  signed,
  someone,
  under,
} from "../forms.ts";
import { type Story, sumOf, workdayWithin } from "../story.ts";
import { clock, courseDays, fen, item, record, Scene, signedAt, sums, yearOf } from "./scene.ts";

/** A suspect is questioned in the house of detention while the case is examined. */
export function theftInterrogation(story: Story): Draft {
  const scene = new Scene(story).speaks();
  const { procuratorate, police, detention, place } = story;
  const suspect = scene.member("suspect", [1976, 2003]);
  const count = 3;
  const start = later("2024-04-01", scene.between(0, 360));
  const acts = [start, later(start, 4), later(start, 11)];
  const course = scene.course(acts[2] ?? start);
  const on = workdayWithin(scene.random, course.accepted, [3, 10]);
  const sold = acts.map(() => scene.sum(400, 1_900));
  const total = sumOf(sold);
  const [asker, writer] = [scene.name(), scene.name()];
  const buyer = scene.name();
  const charge = "盗窃罪";
  const hour = scene.between(9, 15);
  return {
    family: "theft-interrogation",
    kind: "interrogation-record",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "讯问笔录"),
      paragraph("body", "（第一次）"),
      paragraph("body", "时间：", day("now", on), `${clock(scene, hour)}至${clock(scene, hour + 1)}`),
      paragraph("body", `地点：${detention}第${scene.between(1, 6)}讯问室`),
      paragraph("body", say`讯问人：${someone("asker", asker)}（检察官）　记录人：${someone("writer", writer)}（书记员）`),
      paragraph("body", say`被讯问人：${named(suspect)}　性别：${sexOf(suspect)}　出生日期：${bornOf(suspect)}　民族：${suspect.nation}`),
      paragraph("body", say`公民身份号码：${idOf(suspect)}　文化程度：${suspect.schooling}　家属联系电话：${phoneOf(suspect)}`),
      paragraph("body", `现住址：${suspect.address}`),
      paragraph(
        "body",
        say`问：我们是${procuratorate}的检察官${someone("asker", asker)}、书记员${someone("writer", writer)}（出示工作证件），现就你涉嫌${chargeOf(charge)}一案依法对你进行讯问，你应当如实回答我们的提问，对与本案无关的问题，你有拒绝回答的权利。听清楚了吗？`,
      ),
      paragraph("body", "答：听清楚了。"),
      paragraph("body", "问：《犯罪嫌疑人诉讼权利义务告知书》你收到了吗？是否申请有关人员回避？是否委托辩护人？"),
      paragraph("body", "答：收到了。不申请回避，已经约见了值班律师。"),
      paragraph("body", "问：讲一下你的基本情况和被采取强制措施的经过？"),
      paragraph(
        "body",
        say`答：我叫${named(suspect)}，${place}人。我在${day("detained", course.detained)}因为偷东西被${police}刑事拘留，${scene.on("arrested", course.arrested, course.detained)}被逮捕。以前没有被处理过。`,
      ),
      paragraph("body", say`问：${police}移送起诉认定你盗窃${counted("of sold", count)}次，你是否有异议？`),
      paragraph("body", "答：没有异议，我认罪认罚。"),
      paragraph("body", "问：把具体情况讲一下。"),
      paragraph(
        "body",
        say`答：第一次是${day("act-1", acts[0] ?? start)}晚上，我在一个工地上偷了${scene.between(3, 9)}捆电线，卖给了收废品的${someone("buyer", buyer)}，得了${scene.money("sold/1", sold[0] ?? 0)}。第二次是${scene.on("act-2", acts[1] ?? start, acts[0] ?? start)}，偷的是钢管扣件，也卖给了${someone("buyer", buyer)}，得了${scene.money("sold/2", sold[1] ?? 0)}。第三次是${scene.on("act-3", acts[2] ?? start, acts[1] ?? start)}，偷的是一台水泵，卖了${scene.money("sold/3", sold[2] ?? 0)}。三次一共得了${scene.total("sold", total)}。`,
      ),
      paragraph("body", "问：这些钱去哪里了？"),
      paragraph("body", say`答：${scene.total("sold", total)}都用来吃饭、上网、还账了，现在没有钱退。`),
      paragraph("body", say`问：收购人${someone("buyer", buyer)}知道这些东西是你偷来的吗？`),
      paragraph("body", "答：他没有问，价格压得很低，应该是心里有数。"),
      paragraph("body", "问：在公安机关的供述是否属实？办案民警有没有刑讯逼供、诱供的情况？"),
      paragraph("body", "答：属实，没有这些情况。"),
      paragraph("body", "问：你还有什么要补充的吗？"),
      paragraph("body", "答：没有了，我很后悔，希望从轻处理。"),
      paragraph("body", "问：以上笔录请你核对，如有遗漏或者差错，可以补充或者改正；没有错误，请签名捺印。"),
      paragraph("body", "答：以上笔录我看过，和我说的一样。"),
      paragraph("signature", "被讯问人（签名、捺印）：", named(suspect)),
      paragraph("signature", say`讯问人：${someone("asker", asker)}　记录人：${someone("writer", writer)}`),
      signedAt(on),
    ],
    record: record(scene, [suspect], { charge, amount: null, days: { ...courseDays(course, acts) } }),
    sums: sums("sold", count, "sold/"),
    order: ["act-1", "act-2", "act-3", "detained", "arrested", "signed"],
  };
}

/** The bookkeeper of a firm tells of invoices without goods. */
export function bookkeeperWitness(story: Story): Draft {
  const scene = new Scene(story).speaks();
  const { procuratorate } = story;
  const witness = { ...scene.member("witness", [1970, 1995], "female"), schooling: "大专文化" };
  const boss = scene.name();
  const firm = scene.firm("建材贸易", "矿山设备", "电子科技");
  const on = later("2024-09-02", scene.between(0, 330));
  const joined = later(on, -scene.between(900, 2000));
  const paid = [scene.sum(20_000, 46_000), scene.sum(15_000, 38_000), scene.sum(12_000, 30_000)];
  const days = [later(on, -scene.between(280, 310)), later(on, -scene.between(220, 250)), later(on, -scene.between(170, 200))];
  const total = sumOf(paid);
  const [asker, writer] = [scene.name(), scene.name()];
  const hour = scene.between(9, 15);
  const charge = "虚开增值税专用发票罪";
  return {
    family: "bookkeeper-witness",
    kind: "witness-record",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "询问笔录"),
      paragraph("body", "时间：", day("now", on), `${clock(scene, hour)}至${clock(scene, hour + 1)}`),
      paragraph("body", "地点：", firmOf(firm.name), "会议室"),
      paragraph("body", say`询问人：${someone("asker", asker)}　记录人：${someone("writer", writer)}`),
      paragraph(
        "body",
        say`被询问人：${named(witness)}，${sexOf(witness)}，${bornOf(witness)}出生，公民身份号码${idOf(witness)}，${witness.schooling}，联系电话${phoneOf(witness)}，住${witness.address}`,
      ),
      paragraph(
        "body",
        say`问：我们是${procuratorate}工作人员，因办理${someone("boss", boss)}涉嫌${chargeOf(charge)}一案，依法向你询问有关情况。你应当如实提供证据、证言，有意作伪证或者隐匿罪证要负法律责任。这是《证人诉讼权利义务告知书》，请你阅看。`,
      ),
      paragraph("body", "答：我看过了，都明白，我会如实说。"),
      paragraph("body", "问：你在哪里工作？"),
      paragraph(
        "body",
        say`答：我从${day("joined", joined)}起在${firmOf(firm.name)}当会计，公司的统一社会信用代码是${codeOf(firm.code)}，法定代表人是${someone("boss", boss)}。我负责记账、报税和开票。`,
      ),
      paragraph("body", "问：公司支付开票费的情况你清楚吗？"),
      paragraph(
        "body",
        say`答：清楚。都是${someone("boss", boss)}交代我付的，一共付过${counted("of fee", 3, true)}次：${day("fee-1", days[0] ?? on)}付了${scene.money("fee/1", paid[0] ?? 0)}，${scene.on("fee-2", days[1] ?? on, days[0] ?? on)}付了${scene.money("fee/2", paid[1] ?? 0)}，${scene.on("fee-3", days[2] ?? on, days[1] ?? on)}付了${scene.money("fee/3", paid[2] ?? 0)}，合起来是${scene.total("fee", total)}。`,
      ),
      paragraph("body", "问：这些款项在账上怎么反映的？"),
      paragraph(
        "body",
        say`答：记在“其他应付款”里，凭证后面只有${someone("boss", boss)}签字的借支单，没有合同和入库单。${scene.total("fee", total)}（大写：${inCapitals("fee", total)}）这个数是我做台账时加出来的。`,
      ),
      paragraph("body", "问：收到的发票有没有对应的货物？"),
      paragraph("body", say`答：没有。仓库从来没有收到过这些货，${someone("boss", boss)}说先抵扣，以后再补手续。`),
      paragraph("body", "问：以上所说是否属实？"),
      paragraph("body", "答：属实。笔录我看过，与我讲的相符。"),
      paragraph("signature", "被询问人：", named(witness)),
      paragraph("signature", say`询问人：${someone("asker", asker)}　记录人：${someone("writer", writer)}`),
      signedAt(on, "figures"),
    ],
    record: record(scene, [], { charge, amount: null }),
    sums: sums("fee", 3, "fee/"),
    order: ["joined", "fee-1", "fee-2", "fee-3", "signed"],
  };
}

/** What a suspect signs who accepts the charge and the sentence. */
export function pleaStatement(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, place } = story;
  const suspect = scene.member("suspect");
  const act = later("2024-03-10", scene.between(0, 440));
  const course = scene.course(act);
  const on = workdayWithin(scene.random, course.accepted, [9, 15]);
  const charge = scene.pick("诈骗罪", "盗窃罪");
  const isFraud = charge === "诈骗罪";
  const amount = isFraud ? scene.sum(11_000, 27_000) : scene.sum(6_000, 21_000);
  const counsel = scene.name();
  return {
    family: "plea-statement",
    kind: "plea-statement",
    paragraphs: [
      paragraph("title", "认罪认罚具结书"),
      head("top", "一、", "犯罪嫌疑人身份信息"),
      paragraph(
        "body",
        say`本人姓名${named(suspect)}，性别${sexOf(suspect)}，${bornOf(suspect)}出生，民族${suspect.nation}，公民身份号码${idOf(suspect)}，现住${suspect.address}，联系电话${phoneOf(suspect)}。`,
      ),
      head("top", "二、", "权利知悉"),
      paragraph(
        "body",
        say`本人已阅读《认罪认罚从宽制度告知书》，且理解并接受其全部内容，本人${named(suspect)}自愿适用认罪认罚从宽制度，同意适用${scene.pick("速裁程序", "简易程序")}。`,
      ),
      head("top", "三、", "认罪认罚内容"),
      paragraph("body", say`本人${named(suspect)}知悉并认可如下内容：`),
      item(
        "plea",
        "1.",
        say`${procuratorate}指控本人${named(suspect)}的犯罪事实：${day("act", act)}，在${place}${isFraud ? "以虚假招工为名骗取他人钱款" : "盗窃他人停放的摩托车及车内财物"}，数额为人民币${scene.money("amount", amount)}。`,
      ),
      item(
        "plea",
        "2.",
        say`${procuratorate}指控本人${named(suspect)}构成${chargeOf(charge)}，适用${under(CRIMINAL, isFraud ? "第二百六十六条" : "第二百六十四条")}。`,
      ),
      item(
        "plea",
        "3.",
        say`${procuratorate}提出的量刑建议：以${chargeOf(charge)}判处${sentence(isFraud ? "266-1" : "264-1", scene.between(7, 14))}，并处罚金人民币${scene.pick("三千元", "五千元")}。`,
      ),
      item("plea", "4.", say`本人已退赔被害人人民币${scene.money("amount", amount)}。`),
      head("top", "四、", "自愿签署声明"),
      paragraph(
        "body",
        say`本人学历${suspect.schooling}，可以阅读和理解汉语。本人已经按照${under(PROCEDURE, "第一百七十四条", "第一款")}的规定，在值班律师在场的情况下签署本具结书，未受任何形式的引诱、胁迫。`,
      ),
      paragraph("body", "本人就第三项的内容已经获得值班律师的法律帮助，知悉认罪认罚可能导致的法律后果。"),
      paragraph("signature", "本人签名：", named(suspect)),
      paragraph("signature", signed(on)),
      paragraph(
        "body",
        say`本人是犯罪嫌疑人${named(suspect)}的值班律师。本人证明，犯罪嫌疑人${named(suspect)}已经阅读了本具结书及《认罪认罚从宽制度告知书》，自愿签署了上述具结书。`,
      ),
      paragraph("signature", "值班律师签名：", someone("counsel", counsel)),
      paragraph("signature", signed(on)),
    ],
    record: record(scene, [suspect], { charge, amount, days: { act: [act] } }),
    order: ["act", "signed"],
  };
}

/** Somebody who is to be punished without a court is heard of by the public. */
export function hearingNotice(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, mark, place } = story;
  const suspect = scene.member("suspect");
  const guest = scene.name();
  const act = later("2024-05-01", scene.between(0, 400));
  const course = scene.course(act);
  const signedOn = workdayWithin(scene.random, course.accepted, [8, 16]);
  const held = workdayWithin(scene.random, signedOn, [5, 10]);
  const charge = "故意伤害罪";
  return {
    family: "hearing-notice",
    kind: "hearing-notice",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "检察听证会通知书"),
      paragraph("number", numbered(`${mark}听通〔${yearOf(signedOn)}〕${story.number}号`)),
      paragraph("addressee", addressed(`${guest}：`)),
      paragraph(
        "body",
        say`本院于${day("accepted", course.accepted)}受理的犯罪嫌疑人${named(suspect)}涉嫌${chargeOf(charge)}一案，拟作不起诉处理。为充分听取各方意见，依照《人民检察院审查案件听证工作规定》的有关规定，决定召开听证会，邀请你作为${scene.pick("听证员", "人民监督员")}参加。现将有关事项通知如下：`,
      ),
      head("top", "一、", "听证时间"),
      paragraph("body", day("held", held), scene.pick("上午九时三十分", "下午三时")),
      head("top", "二、", "听证地点"),
      paragraph("body", `本院检察听证室（${place}${scene.pick("滨江路", "建设路", "人民路")}${scene.between(8, 290)}号）`),
      head("top", "三、", "听证事项"),
      item(
        "matters",
        "（一）",
        say`${day("act", act)}，犯罪嫌疑人${named(suspect)}因邻里纠纷致一人轻伤，是否符合${under(PROCEDURE, "第一百七十七条", "第二款")}规定的不起诉条件；`,
      ),
      item(
        "matters",
        "（二）",
        say`犯罪嫌疑人${named(suspect)}已支付赔偿款人民币${scene.money("paid", fen(scene.between(80, 400) * 100))}，被害人的谅解是否自愿、真实。`,
      ),
      head("top", "四、", "注意事项"),
      item("notes", "1.", "请携带本通知书和有效身份证件，提前十五分钟到场；"),
      item("notes", "2.", "如与案件当事人有利害关系、可能影响公正听证的，应当主动申请回避；"),
      item("notes", "3.", "对听证中知悉的国家秘密、商业秘密和个人隐私，应当保密；"),
      item(
        "notes",
        "4.",
        say`不能按时参加的，请及时告知承办检察官${someone("procurator", scene.name())}，联系电话${phoneOf({ key: "office", phone: scene.member("x").phone })}。`,
      ),
      paragraph("signature", sealed(procuratorate)),
      signedAt(signedOn),
    ],
    record: record(scene, [suspect], { charge, days: { act: [act], accepted: [course.accepted] } }),
    order: ["act", "accepted", "signed", "held"],
  };
}

/** What a suspect may do, told within three days. */
export function rightsNotice(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, police, mark } = story;
  const suspect = scene.member("suspect");
  const course = scene.course();
  const charge = scene.pick("盗窃罪", "诈骗罪", "寻衅滋事罪");
  return {
    family: "rights-notice",
    kind: "rights-notice",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "审查起诉阶段委托辩护人、申请法律援助告知书"),
      paragraph("number", numbered(`${mark}诉委辩〔${yearOf(course.told)}〕${story.number}号`)),
      paragraph("addressee", addressed(`犯罪嫌疑人${suspect.name}：`)),
      paragraph(
        "body",
        say`${police}移送起诉的你涉嫌${chargeOf(charge)}一案，本院已于${day("accepted", course.accepted)}收到案件材料。根据${under(PROCEDURE, "第三十四条", "第二款")}、${under(PROCEDURE, "第三十六条", "第二款")}的规定，现将有关事项告知如下：`,
      ),
      item("top", "一、", "你有权委托辩护人。你可以委托律师，也可以委托人民团体或者所在单位推荐的人、监护人、亲友担任辩护人。"),
      item("top", "二、", "你因经济困难或者其他原因没有委托辩护人的，可以向法律援助机构提出申请。"),
      item("top", "三、", "你没有委托辩护人、法律援助机构也没有指派律师的，有权约见值班律师，获得法律咨询、程序选择建议等法律帮助。"),
      item(
        "top",
        "四、",
        say`${under(PROCEDURE, "第十五条")}规定：“${slot("犯罪嫌疑人、被告人自愿如实供述自己的罪行，承认指控的犯罪事实，愿意接受处罚的，可以依法从宽处理。", "quotation", "刑事诉讼法 第十五条")}”`,
      ),
      item(
        "top",
        "五、",
        say`你如需代为转达委托要求，可以告知承办检察官${someone("procurator", scene.name())}，联系电话${phoneOf({ key: "office", phone: scene.member("x").phone })}。`,
      ),
      paragraph("signature", sealed(procuratorate)),
      signedAt(course.told),
      paragraph("body", "……………………………………（骑缝处）……………………………………"),
      paragraph("body", "送达回执"),
      paragraph(
        "body",
        say`本人${named(suspect)}，${sexOf(suspect)}，公民身份号码${idOf(suspect)}，已收到上述告知书，诉讼权利义务均已知悉。本人涉嫌${chargeOf(charge)}一案，${scene.pick("需要", "暂不需要")}委托辩护人。`,
      ),
      paragraph("signature", "被告知人签名：", named(suspect), "　", day("told", course.told)),
    ],
    record: record(scene, [suspect], { charge, days: { accepted: [course.accepted], told: [course.told] } }),
    order: ["accepted", "told"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "accepted", to: "signed", days: 3 },
    ],
  };
}
