import { type Draft, type Piece, say, slot } from "../draft.ts";
import {
  addressee,
  attachments,
  body,
  clerks,
  headings,
  numbered,
  row,
  seal,
  sealedOn,
  signature,
  threeDays,
  title,
  who,
} from "./forms.ts";
import {
  after,
  ageOf,
  article_,
  capitals,
  cite,
  crime,
  monthsAfter,
  nameOf,
  phoneOf,
  recordOf,
  type Story,
  sexOf,
  stepsAfter,
} from "./story.ts";

const rightsAfterNonProsecution = (story: Story, hasVictim: boolean): Piece[] =>
  say`${hasVictim ? `被害人如果不服本决定，可以自收到本决定书后七日以内向${story.place.city}人民检察院申诉，请求提起公诉；也可以不经申诉，直接向${story.place.court}提起自诉。` : ""}被不起诉人如果不服本决定，可以自收到本决定书后七日以内向本院申诉。`;

/** A quarrel between neighbours, made good by a payment. */
export function injuryNonProsecution(story: Story): Draft {
  const [suspect, victim, witness] = [story.person(), story.person(), story.person()];
  const act = story.day("2023-06-01", "2025-08-01");
  const filed = after(act, story.random.between(8, 40));
  const bailed = after(filed, story.random.between(0, 15));
  const accepted = monthsAfter(bailed, story.random.between(2, 5));
  const told = after(accepted, story.random.between(0, 3));
  const done = after(accepted, story.random.between(15, 29));
  const agreed = after(accepted, story.random.between(4, 12));
  const parts = [
    story.random.between(5200, 18_800) * 100,
    story.random.between(1800, 7600) * 100,
    story.random.between(900, 3200) * 100,
    story.random.between(40, 120) * 10_000,
  ];
  const total = parts.reduce((sum, each) => sum + each, 0);
  const [word, quarrel] = story.pick([
    ["邻里", "宅基地边界"],
    ["邻里", "排水沟走向"],
    ["同村村民", "放牛踩踏菜地"],
    ["工友", "打牌输赢"],
  ] as const);
  return {
    family: "injury-non-prosecution",
    kind: "non-prosecution-decision",
    paragraphs: [
      ...title(story.place.office, "不起诉决定书"),
      numbered(story.code("刑不诉", done, story.pick(["", "Z"]))),
      body`${who("被不起诉人", suspect, { work: "农民" })}因涉嫌故意伤害罪，于${story.on("bailed", bailed)}被${story.place.police}取保候审。`,
      body`本案由${story.place.police}侦查终结，以被不起诉人${nameOf(suspect)}涉嫌${crime("故意伤害罪")}，于${story.on("accepted", accepted)}向本院移送起诉。本院受理后，于${story.on("told", told, accepted)}告知被不起诉人有权委托辩护人，并告知被害人${nameOf(victim)}有权委托诉讼代理人。`,
      body`经本院依法审查查明：`,
      body`被不起诉人${nameOf(suspect)}与被害人${nameOf(victim)}系${word}关系。${story.on("act", act)}${story.pick(["上午", "下午", "傍晚"])}，二人因${quarrel}问题在${story.place.county}${story.pick(story.place.towns)}发生口角，继而相互推搡、扭打。其间，被不起诉人${nameOf(suspect)}${story.pick(["用拳头击打", "持木棍击打"])}被害人${nameOf(victim)}面部，致其鼻骨骨折，后被在场的${nameOf(witness)}拉开。经${story.place.county}公安司法鉴定中心鉴定，被害人${nameOf(victim)}的损伤程度为轻伤二级。案发时被不起诉人${nameOf(suspect)}年满${ageOf(suspect, act)}周岁，此前无违法犯罪记录。`,
      body`案发后，被不起诉人${nameOf(suspect)}主动到公安机关投案，如实供述了自己的罪行，自愿认罪认罚。${story.on("agreed", agreed)}，双方在本院主持下达成刑事和解，参照${cite("民法典", "第一千一百七十九条")}的规定，由被不起诉人${nameOf(suspect)}赔偿被害人${nameOf(victim)}医疗费${story.fen("part-1", parts[0] ?? 0)}、误工费${story.fen("part-2", parts[1] ?? 0)}、护理费${story.fen("part-3", parts[2] ?? 0)}、营养费及其他损失${story.fen("part-4", parts[3] ?? 0)}，合计人民币${story.total("total", total)}（大写：${capitals("total", total)}），当场履行完毕，被害人${nameOf(victim)}出具了谅解书。`,
      body`认定上述事实的证据有：受案登记表、到案经过、户籍证明、和解协议书、收条、谅解书、病历资料；证人${nameOf(witness)}的证言；被害人${nameOf(victim)}的陈述；被不起诉人${nameOf(suspect)}的供述和辩解；法医学人体损伤程度鉴定书；现场勘查笔录及照片。`,
      body`本院认为，被不起诉人${nameOf(suspect)}故意伤害他人身体，致一人轻伤，其行为触犯了${cite("刑法", "第二百三十四条", 1)}的规定，构成${crime("故意伤害罪")}。鉴于其犯罪情节轻微，系民间纠纷引发，具有自首、赔偿损失并取得谅解等情节，根据${cite("刑法", "第三十七条")}的规定，不需要判处刑罚。依据${cite("刑事诉讼法", "第一百七十七条", 2)}、${article_("刑事诉讼法", "第二百九十条")}的规定，决定对${nameOf(suspect)}不起诉。`,
      body`${rightsAfterNonProsecution(story, true)}`,
      seal(story.place.office),
      sealedOn(done, story.pick(["full", "han"])),
    ],
    record: recordOf(story, [suspect], { charge: "故意伤害罪", days: { act: [act], filed: [filed], accepted: [accepted], told: [told] } }),
    sums: [{ whole: "total", parts: ["part-1", "part-2", "part-3", "part-4"] }],
    order: ["act", "bailed", "accepted", "told", "agreed", "signed"],
    deadlines: [threeDays],
  };
}

const maskedId = (id: string): string => `${id.slice(0, 6)}********${id.slice(14)}`;

/** Of receiving stolen goods, with everything masked for the public page. */
export function publishedReceiving(story: Story): Draft {
  const whole = story.person();
  const others = Array.from({ length: 9 }, () => story.person());
  const other = others.find(({ name }) => name.charAt(0) !== whole.name.charAt(0)) ?? whole;
  const suspect = { ...whole, name: `${whole.name.charAt(0)}某某` };
  const thief = { ...other, name: `${other.name.charAt(0)}某` };
  const act = story.day("2023-06-01", "2025-06-01");
  const filed = after(act, story.random.between(4, 30));
  const returned = after(filed, story.random.between(0, 6));
  const bailed = after(returned, story.random.between(0, 3));
  const accepted = monthsAfter(bailed, story.random.between(2, 6));
  const told = after(accepted, story.random.between(0, 3));
  const done = after(accepted, story.random.between(12, 29));
  const paid = story.random.between(9, 38) * 10_000;
  const worth = paid * 2 + story.random.between(10, 150) * 1000;
  const card = `62${story.random.between(10, 28)}${story.random.between(10, 99)}*********${story.random.between(1000, 9999)}`;
  return {
    family: "published-receiving",
    kind: "non-prosecution-decision",
    isForPublication: true,
    paragraphs: [
      ...title(story.place.office, "不起诉决定书"),
      numbered(story.code("刑不诉", done)),
      body`被不起诉人${nameOf(suspect)}，${sexOf(suspect)}，${suspect.bornOn.slice(0, 4)}年**月**日出生，公民身份号码${slot(maskedId(suspect.residentId), "resident-id", suspect.key)}，${suspect.people}，${suspect.schooling}，经营废品收购站，户籍所在地${story.place.county}，住${story.place.county}***，联系电话${slot(`${suspect.phone.slice(0, 3)}****${suspect.phone.slice(7)}`, "phone", suspect.key)}。因涉嫌掩饰、隐瞒犯罪所得罪，于${story.on("bailed", bailed)}被${story.place.police}取保候审。`,
      body`本案由${story.place.police}侦查终结，以被不起诉人${nameOf(suspect)}涉嫌${crime("掩饰、隐瞒犯罪所得罪")}，于${story.on("accepted", accepted)}向本院移送起诉。本院受理后，于${story.on("told", told, accepted)}告知被不起诉人有权委托辩护人。`,
      body`经本院依法审查查明：`,
      body`${story.on("act", act)}，${nameOf(thief)}（另案处理）将其盗得的铜芯电缆一批运至被不起诉人${nameOf(suspect)}经营的废品收购站出售。被不起诉人${nameOf(suspect)}明知该批电缆来路不明，可能系犯罪所得，仍以人民币${story.fen("paid", paid)}的低价予以收购，并通过本人尾号为${card.slice(-4)}的银行卡（卡号${card}）向${nameOf(thief)}转账支付。经价格认定，涉案电缆价值人民币${story.fen("worth", worth)}。`,
      body`${story.on("returned", returned, act)}，被不起诉人${nameOf(suspect)}接公安机关电话通知后到案，如实供述了上述事实，并将尚未处理的电缆全部交出，涉案电缆已发还被害单位。被不起诉人${nameOf(suspect)}自愿认罪认罚。`,
      body`认定上述事实的证据有：发还清单、银行交易明细、户籍资料、到案经过等书证；同案人${nameOf(thief)}的供述；被不起诉人${nameOf(suspect)}的供述和辩解；价格认定结论书；辨认笔录；监控视频。`,
      body`本院认为，被不起诉人${nameOf(suspect)}明知是犯罪所得而予以收购，收购的财物价值人民币${story.fen("worth", worth)}，其行为触犯了${cite("刑法", "第三百一十二条", 1)}的规定，构成${crime("掩饰、隐瞒犯罪所得罪")}，但犯罪情节轻微，系初犯，具有自首情节，涉案财物已全部追回，根据${cite("刑法", "第三十七条")}、${article_("刑法", "第六十七条", 1)}的规定，不需要判处刑罚。依据${cite("刑事诉讼法", "第一百七十七条", 2)}的规定，决定对${nameOf(suspect)}不起诉。`,
      body`${rightsAfterNonProsecution(story, false)}`,
      seal(story.place.office),
      sealedOn(done, "full"),
    ],
    record: recordOf(story, [], {
      charge: "掩饰、隐瞒犯罪所得罪",
      days: { act: [act], filed: [filed], accepted: [accepted], told: [told] },
    }),
    order: ["act", "returned", "bailed", "accepted", "told", "signed"],
    deadlines: [threeDays],
  };
}

/** The opinion on a request for arrest: bank cards lent to swindlers. */
export function cardArrestOpinion(story: Story): Draft {
  const suspect = story.person({ born: ["1996-01-01", "2006-06-30"] });
  const [friend, victim] = [story.person(), story.person()];
  const act = story.day("2024-08-01", "2025-09-01");
  const steps = stepsAfter(story, after(act, 12));
  const many = story.random.between(2, 5);
  const flows = Array.from({ length: many }, () => story.random.between(120_000, 680_000) * 100 + story.random.between(0, 99));
  const total = flows.reduce((sum, each) => sum + each, 0);
  const gain = many * story.pick([60_000, 80_000, 100_000]);
  const swindled = story.random.between(21, 58) * 100_000;
  const decided = after(steps.asked, story.random.between(4, 7));
  const [firsts, seconds] = [headings("一、"), headings("（一）")];
  const banks = story.some(["中国农业银行", "中国建设银行", "中国邮政储蓄银行", "长沙银行", "中国工商银行"], many);
  const { assistant, procurator } = clerks(story);
  return {
    family: "card-arrest-opinion",
    kind: "arrest-review-opinion",
    paragraphs: [
      ...title(story.place.office, "审查逮捕意见书"),
      numbered(story.code("审捕", decided)),
      firsts("受案和审查过程"),
      body`${story.place.police}以犯罪嫌疑人${nameOf(suspect)}涉嫌${crime("帮助信息网络犯罪活动罪")}一案，于${story.on("asked", steps.asked)}提请本院批准逮捕。承办人审阅了案卷，讯问了犯罪嫌疑人，听取了值班律师意见，现已审查完毕。`,
      firsts("犯罪嫌疑人基本情况"),
      body`${who("犯罪嫌疑人", suspect, { work: "无业" })}联系电话${phoneOf(suspect)}。案发时${ageOf(suspect, act)}周岁。因涉嫌帮助信息网络犯罪活动罪，于${story.on("detained", steps.detained)}被${story.place.police}刑事拘留，现羁押于${story.place.county}看守所。`,
      firsts("发案、立案、破案经过"),
      body`被害人${nameOf(victim)}因网络刷单被骗报案，${story.place.police}于${story.on("filed", steps.filed)}立案侦查。经查询资金流向，发现部分被骗资金转入犯罪嫌疑人${nameOf(suspect)}名下银行卡，遂将其抓获归案。`,
      firsts("经审查认定的案件事实及证据"),
      seconds("认定的事实"),
      body`${story.on("act", act)}，犯罪嫌疑人${nameOf(suspect)}经朋友${nameOf(friend)}介绍，明知他人利用信息网络实施犯罪，仍将本人名下的${story.count("cards", many, true)}张银行卡连同手机卡、密码提供给他人使用，并配合刷脸验证，从中获利人民币${story.fen("gain", gain)}。经查，上述银行卡流入资金共计人民币${story.total("total", total)}，明细如下：`,
      row("序号", "开户银行", "卡号尾号", "流入金额（元）"),
      ...flows.map((flow, at) =>
        row(String(at + 1), banks[at] ?? "", String(story.random.between(1000, 9999)), story.fen(`card-${at + 1}`, flow, "cell")),
      ),
      body`其中，可以查明系被害人${nameOf(victim)}被骗转入的资金为人民币${story.fen("swindled", swindled)}。`,
      seconds("认定上述事实的证据"),
      body`1.书证：受案登记表、立案决定书、银行账户开户资料及交易明细、到案经过；2.被害人${nameOf(victim)}的陈述；3.证人${nameOf(friend)}的证言；4.犯罪嫌疑人${nameOf(suspect)}的供述和辩解，证实其获利${story.fen("gain", gain)}；5.电子数据：微信聊天记录。`,
      firsts("社会危险性分析"),
      body`犯罪嫌疑人${nameOf(suspect)}出借多张银行卡，上线人员尚未到案，可能毁灭、伪造证据或者串供，且所获违法所得尚未退缴，符合${cite("刑事诉讼法", "第八十一条", 1, 3)}规定的情形。`,
      firsts("处理意见"),
      body`犯罪嫌疑人${nameOf(suspect)}明知他人利用信息网络实施犯罪，为其提供支付结算帮助，情节严重，其行为触犯了${cite("刑法", "第二百八十七条之二", 1)}的规定，涉嫌${crime("帮助信息网络犯罪活动罪")}，有证据证明有犯罪事实，可能判处徒刑以上刑罚。根据${cite("刑事诉讼法", "第八十一条", 1)}、${article_("刑事诉讼法", "第九十条")}的规定，建议对犯罪嫌疑人${nameOf(suspect)}批准逮捕。`,
      body`以上意见妥否，请批示。`,
      signature(`承办人：${procurator}、${assistant}`),
      sealedOn(decided),
    ],
    record: recordOf(story, [suspect], {
      charge: "帮助信息网络犯罪活动罪",
      days: { act: [act], filed: [steps.filed], detained: [steps.detained], asked: [steps.asked] },
      amount: total,
    }),
    sums: [{ whole: "total", parts: flows.map((_, at) => `card-${at + 1}`) }],
    order: ["act", "filed", "detained", "asked", "signed"],
    deadlines: [{ from: "asked", to: "signed", days: 7 }],
  };
}

/** After a driver was not prosecuted: the traffic police are asked to take the licence. */
export function licenceOpinion(story: Story): Draft {
  const driver = story.person();
  const act = story.day("2024-01-20", "2025-08-01");
  const accepted = monthsAfter(act, story.random.between(1, 3));
  const done = after(accepted, story.random.between(9, 28));
  const sent = after(done, story.random.between(0, 5));
  const level = `${story.random.between(82, 148)}.${story.random.between(1, 9)}`;
  const to = `${story.place.police}交通警察大队`;
  return {
    family: "licence-opinion",
    kind: "transfer-letter",
    paragraphs: [
      ...title(story.place.office, "检察意见书"),
      numbered(story.code("行意", sent)),
      addressee(to),
      body`${nameOf(driver)}危险驾驶一案，${story.place.police}于${story.on("accepted", accepted)}移送本院审查起诉。本院经审查，于${story.on("done", done, accepted)}对${nameOf(driver)}作出不起诉决定。`,
      body`${who("被不起诉人", driver, { work: "个体工商户" })}联系电话：${phoneOf(driver)}。`,
      body`经审查查明：${story.on("act", act)}${story.random.between(20, 23)}时许，${nameOf(driver)}饮酒后驾驶小型轿车，行驶至${story.place.county}${story.pick(story.place.towns)}路段时，被执勤交警查获。经鉴定，${nameOf(driver)}血液中乙醇含量为${level}mg/100ml，属醉酒驾驶机动车。${nameOf(driver)}到案后如实供述，自愿认罪认罚，无从重处理情形。`,
      body`本院认为，${nameOf(driver)}的行为触犯了${cite("刑法", "第一百三十三条之一", 1, 2)}的规定，构成${crime("危险驾驶罪")}，但犯罪情节轻微，依照${cite("刑法", "第三十七条")}、${cite("刑事诉讼法", "第一百七十七条", 2)}的规定，已决定不起诉。根据${cite("道路交通安全法", "第九十一条", 2)}的规定，对醉酒驾驶机动车的，应当由公安机关交通管理部门依法处理。`,
      body`为做好行刑反向衔接工作，根据${cite("刑事诉讼法", "第一百七十七条", 3)}、${cite("行政处罚法", "第二十七条", 1)}的规定，建议你单位对被不起诉人${nameOf(driver)}依法给予吊销机动车驾驶证的行政处罚。`,
      body`请于收到本意见书之日起二个月以内，将处理结果或者办理情况书面回复本院。`,
      seal(story.place.office),
      sealedOn(sent, story.pick(["full", "han"])),
      ...attachments("不起诉决定书1份", "证据材料复印件1册"),
    ],
    record: recordOf(story, [driver], { charge: "危险驾驶罪", days: { act: [act], accepted: [accepted] } }),
    order: ["act", "accepted", "done", "signed"],
  };
}
