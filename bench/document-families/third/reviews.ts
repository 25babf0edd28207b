import { type Draft, type Piece, slot } from "../draft.ts";
import type { Quote } from "../families.ts";
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
  part,
  phoneOf,
  provision,
  row,
  sealed,
  sentence,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { drawCourse, type Story, sumOf, workdayWithin } from "../story.ts";
import { ageThen, body, cited, dotted, fromTo, inMonth, inYear, length, prices, recorded, signature, title, wholeMonths } from "./words.ts";

const LURES = ["冒充客服退款", "虚假网购", "刷单返利", "出售游戏账号", "代办信用卡", "冒充熟人借款"];

/** A long report as assistants write: sentences joined by commas, brackets within sentences, days with points, evidence with days of its own. */
export function onlineFraudReport(story: Story): Draft {
  const { random, cast, police, procuratorate, mark, number } = story;
  const c = drawCourse(random);
  const [chief, carrier] = [cast.member("a", [1986, 2002]), cast.member("b", [1990, 2004])];
  const count = random.between(4, 6);
  const amounts = prices(random, count, [1_800, 4_900]);
  const total = sumOf(amounts);
  const victims = amounts.map(() => cast.name());
  const [assistant, lawyer, other, expert] = cast.names();
  const days = amounts.map((_, at) => later(c.act, (at - count + 1) * 4));
  const repaid = Math.floor(total / 200_00) * 100_00;
  const fee = random.between(12, 40) * 10_000;
  const extended = workdayWithin(random, c.accepted, [25, 29]);
  const signedOn = workdayWithin(random, c.accepted, [32, 44]);
  return {
    family: "online-fraud-report",
    kind: "review-report",
    record: recorded(
      story,
      [chief, carrier],
      ["诈骗罪", "帮助信息网络犯罪活动罪"],
      {
        act: days,
        filed: [c.filed],
        detained: [c.detained],
        asked: [c.asked],
        arrested: [c.arrested],
        accepted: [c.accepted],
        told: [c.told],
      },
      total,
    ),
    sums: [
      { whole: "total", parts: amounts.map((_, at) => `deal/${at + 1}`) },
      { whole: "open", parts: ["total"], less: ["repaid"] },
    ],
    order: ["act", "filed", "detained", "asked", "arrested", "accepted", "told", "extended"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "asked", to: "arrested", days: 7 },
      { from: "accepted", to: "signed", days: 46 },
    ],
    paragraphs: [
      title`${procuratorate}`,
      title`公诉案件审查报告`,
      { style: "number", pieces: [numbered(`${mark}刑审〔${signedOn.slice(0, 4)}〕${number}号`)] },
      body`移送单位：${police}；移送罪名：${chargeOf("诈骗罪")}、${chargeOf("帮助信息网络犯罪活动罪")}；收案时间：${dotted("accepted", c.accepted)}；承办人：检察官助理${someone("assistant", assistant)}。`,
      head("top", "一、", "犯罪嫌疑人的基本情况及诉讼过程"),
      body`犯罪嫌疑人${named(chief)}，${sexOf(chief)}，${bornOf(chief)}生，身份证号码${idOf(chief)}，${chief.nation}，${chief.schooling}，${chief.work}，住${chief.address}，电话${phoneOf(chief)}，无前科劣迹。`,
      body`犯罪嫌疑人${named(carrier)}，${sexOf(carrier)}，${bornOf(carrier)}生，身份证号码${idOf(carrier)}，${carrier.nation}，${carrier.schooling}，${carrier.work}，住${carrier.address}，电话${phoneOf(carrier)}，曾因出借银行卡被行政警告一次（不作前科评价）。`,
      body`二人到案及强制措施：${dotted("filed", c.filed)}立案，${dotted("detained", c.detained)}在同一出租屋被抓获并刑事拘留，${dotted("asked", c.asked)}提请批准逮捕，${dotted("arrested", c.arrested)}本院批准逮捕（均押${story.detention}）。本院${dotted("told", c.told)}告知二人权利，其中${named(carrier)}由值班律师${someone("lawyer", lawyer)}提供帮助。因部分账户流水尚待核对，${dotted("extended", extended)}经批准延长审查起诉期限十五日。`,
      head("top", "二、", "侦查机关认定的犯罪事实"),
      body`侦查机关认定的内容与下文经审查认定的一致，此处不再重复。`,
      head("top", "三、", "经审查认定的犯罪事实"),
      body`${named(chief)}（作案时${ageThen(chief, "act", days[0] ?? c.act)}岁）在网上以${LURES.slice(0, count).join("、")}等名目骗人转账，${named(carrier)}（作案时${ageThen(carrier, "act", days[0] ?? c.act)}岁）明知${named(chief)}用卡违法（不清楚具体怎么骗，但收了每张卡每天一百元的“租金”），仍把本人和借来的银行卡交其使用，二人因此分别涉嫌${chargeOf("诈骗罪")}、${chargeOf("帮助信息网络犯罪活动罪")}，现查实的有${counted("of deal", count)}笔：`,
      ...amounts.map(
        (amount, at) =>
          body`${at + 1}．${dotted(at === 0 ? "act" : `act-${at}`, days[at] ?? c.act)}，${LURES[at] ?? ""}，${someone(`victim-${at}`, victims[at] ?? "")}转出${part(`deal/${at + 1}`, amount, at % 2 === 0 ? "plain" : "grouped")}，款项${random.pick(["当天分两次取现", "转至虚拟货币商", "用于充值话费", "全部消费"])}。`,
      ),
      body`以上各笔相加，骗取的数额是${whole("total", total)}，达到数额较大（三千元以上不满三万元在电信网络诈骗中属三年以下一档）。${named(carrier)}从中得“租金”${part("rent", fee)}。到审查终结时，亲属代二人退赔${part("repaid", repaid)}，尚有${whole("open", total - repaid)}待追缴。`,
      head("top", "四、", "证据摘录与分析"),
      head("second", "（一）", "书证"),
      body`受案登记表、银行流水（调取截至${dotted("bank", later(c.detained, 9))}）、微信聊天记录打印件、户籍资料、抓获经过（明细见侦查卷第二册（第31至46页），与鉴定所附电子表格一致），证明账户收支与被害人转账时间、数额一一对应，亦证明${named(carrier)}的三张卡在案发当月即被集中使用。`,
      head("second", "（二）", "被害人陈述和证人证言"),
      body`${victims.flatMap((victim, at): Piece[] => [...(at === 0 ? [] : [{ text: "、" }]), someone(`victim-${at}`, victim)])}的陈述，各自说明受骗经过；房东${someone("other", other)}的证言，证明二人合租。`,
      head("second", "（三）", "犯罪嫌疑人供述和辩解"),
      body`${named(chief)}前两次讯问称钱是“网上赌博赢的”，${dotted("confessed", later(c.arrested, random.between(2, 9)))}起稳定供认；${named(carrier)}始终供认出租银行卡，只辩称不知道骗了多少人，该辩解与在案证据不矛盾，可以采信。`,
      head("second", "（四）", "鉴定意见、电子数据"),
      body`${someone("expert", expert)}等人提取的手机数据检验报告，恢复聊天记录若干条，来源清楚、提取程序合法。`,
      head("top", "五、", "需要说明的问题"),
      body`关于是否构成共同犯罪。侦查机关曾拟以同一罪名移送二人，我们认为，${named(carrier)}与${named(chief)}没有事前通谋，事中也没有参与话术、取现，认定${chargeOf("帮助信息网络犯罪活动罪")}（简称“帮信罪”）更为妥当；退一步讲，即便按共犯处理，依照${under(CRIMINAL, "第二十七条", "第二款")}也应从轻、减轻处罚或者免除处罚，量刑上差别不大。`,
      head("top", "六、", "审查结论和处理意见"),
      body`犯罪嫌疑人${named(chief)}的行为触犯${under(CRIMINAL, "第二百六十六条")}，应以${chargeOf("诈骗罪")}起诉，量刑意见为${sentence("266-1", random.between(14, 30))}，并处罚金；犯罪嫌疑人${named(carrier)}的行为触犯${under(CRIMINAL, "第二百八十七条之二", "第一款")}，应以${chargeOf("帮助信息网络犯罪活动罪")}起诉，量刑意见为${sentence("287-2", random.between(6, 11))}，并处罚金。诈骗罪（较大一档）、帮信罪的法定刑，一为三年以下有期徒刑、拘役或者管制，一为三年以下有期徒刑或者拘役。二人均系坦白（${under(CRIMINAL, "第六十七条", "第三款")}）、认罪认罚（${under(PROCEDURE, "第十五条")}），已在上述意见中体现。建议依照${under(PROCEDURE, "第一百七十六条", "第一款")}提起公诉，并对未退赔的${whole("open", total - repaid)}继续追缴。`,
      body`以上意见妥否，请审定。`,
      { style: "signature", pieces: [sealed(`${procuratorate}第${"一二四".charAt(random.between(0, 2))}检察部`)] },
      { style: "signature", pieces: [signed(signedOn)] },
    ],
  };
}

/** Arrest refused: short, in answer to a request, with the reasons first and the way of review at the end. */
export function arrestRefusal(story: Story): Draft {
  const { random, cast, police, procuratorate, mark, number } = story;
  const c = drawCourse(random);
  const person = cast.member("a", [1970, 2004]);
  const [victim, aide, procurator, chief] = cast.names();
  const decided = later(c.asked, random.between(5, 7));
  const loss = random.between(21, 68) * 10_000;
  const [repair, goods] = prices(random, 2, [1_300, 4_900]);
  const isQuarrel = random.chance(0.5);
  const charge = isQuarrel ? "故意伤害罪" : "盗窃罪";
  const heard = later(c.asked, random.between(2, 4));
  return {
    family: "arrest-refusal",
    kind: "arrest-review-opinion",
    record: recorded(story, [person], [charge], { act: [c.act], filed: [c.filed], detained: [c.detained], asked: [c.asked] }),
    sums: [{ whole: "paid", parts: ["repair", "goods"] }],
    order: ["act", "filed", "detained", "asked", "heard"],
    deadlines: [{ from: "asked", to: "signed", days: 7 }],
    paragraphs: [
      title`${procuratorate}`,
      title`不批准逮捕理由说明书`,
      { style: "number", pieces: [numbered(`${mark}侦监不捕说理〔${decided.slice(0, 4)}〕${number}号`)] },
      { style: "addressee", pieces: [slot(police, "addressee", "addressee"), { text: "：" }] },
      body`你局${day("asked", c.asked)}提请批准逮捕${named(person)}（${sexOf(person)}，公民身份号码${idOf(person)}，${person.work}，住${person.address}）一案，本院审查后决定不批准逮捕，现将理由说明如下。`,
      body`1.提请认定的情况。${day("act", c.act)}，${named(person)}（${ageOf(person, c.act)}岁）${isQuarrel ? "因结算工资与" : "趁无人看守，将"}${someone("victim", victim)}${isQuarrel ? "争吵并将其打伤，伤情鉴定为轻伤二级" : `停放在工地的电动三轮车开走，价值${Math.round(loss / 10_000) * 100}元，予以变卖`}。你局${inYear("filed", c.filed, c.act)}立案，${inMonth("detained", c.detained, c.filed)}拘留，涉嫌罪名为${chargeOf(charge)}。`,
      body`2.本院查明的情况。审查期间，${inMonth("heard", heard, c.detained)}讯问了${named(person)}，其对指控没有异议；其家属已向${someone("victim", victim)}支付${isQuarrel ? "医药费" : "车辆损失费"}${part("repair", repair)}、误工等补偿${part("goods", goods)}，共${whole("paid", repair + goods)}，双方签订了谅解书。${named(person)}有固定住处和工作，系初犯，无毁灭证据、干扰证人的迹象。`,
      body`3.不批准的理由。本案${chargeOf(charge)}的证据基本到位，但${named(person)}可能判处的刑罚较轻，采取取保候审足以防止发生社会危险性，不符合${under(PROCEDURE, "第八十一条", "第一款")}规定的逮捕条件。赔偿款${whole("paid", repair + goods)}已经付清，亦可作为评价其社会危险性的依据。`,
      body`4.后续工作。请你局收到决定后立即释放${named(person)}，变更强制措施，并按${under(PROCEDURE, "第九十条")}将执行情况及时通知本院；继续侦查中请补充监控原始载体。如果认为本决定有错误，可以要求复议；意见不被接受的，可以向上一级人民检察院提请复核。`,
      signature`承办：${someone("procurator", procurator)}、${someone("aide", aide)}　审核：${someone("chief", chief)}`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      { style: "signature", pieces: [signed(decided)] },
    ],
  };
}

/** Whether somebody has to stay in custody: months in custody, debts paid, a table of points. */
export function custodyNecessityReport(story: Story): Draft {
  const { random, cast, police, procuratorate, mark, number } = story;
  const c = drawCourse(random);
  const person = cast.member("a", [1970, 2000]);
  const [family, doctor, handler, lead] = cast.names();
  const asked = later(c.arrested, random.between(9, 18));
  const heard = later(asked, random.between(2, 4));
  const signedOn = later(heard, random.between(2, 5));
  const owed = prices(random, 3, [2_100, 9_400]);
  const total = sumOf(owed);
  const points = [random.between(10, 20), random.between(12, 24), random.between(6, 14)] as const;
  return {
    family: "custody-necessity-report",
    kind: "custody-review-opinion",
    record: recorded(story, [person], ["诈骗罪"], { act: [c.act], detained: [c.detained], arrested: [c.arrested] }, total),
    sums: [{ whole: "total", parts: ["debt/0", "debt/1", "debt/2"] }],
    order: ["act", "detained", "arrested", "applied", "heard"],
    paragraphs: [
      title`羁押必要性审查报告`,
      { style: "number", pieces: [numbered(`${mark}羁审〔${signedOn.slice(0, 4)}〕${number}号`)] },
      body`承办部门：第一检察部　承办人：${someone("handler", handler)}　案件来源：近亲属${someone("family", family)}申请`,
      head("h", "1.", "被审查人"),
      body`${named(person)}，${sexOf(person)}，${bornOf(person, "han")}出生，${person.nation}，身份证${idOf(person)}，涉嫌${chargeOf("诈骗罪")}，犯罪嫌疑人，羁押于${story.detention}。`,
      head("h", "2.", "案件概况"),
      body`犯罪嫌疑人${named(person)}于${day("act", c.act, "iso")}前后谎称能办理驾驶证“免考”，先后骗得三人${part("debt/0", owed[0])}、${part("debt/1", owed[1])}、${part("debt/2", owed[2] ?? 0)}，共${whole("total", total)}，当时${ageOf(person, c.act)}岁。${police}${day("detained", c.detained, "iso")}将其刑拘，${day("arrested", c.arrested, "iso")}经本院批准将其逮捕，目前在侦查阶段。`,
      head("h", "3.", "申请与审查经过"),
      body`${someone("family", family)}${day("applied", asked, "iso")}递交申请，理由是犯罪嫌疑人${named(person)}患有高血压三级、被骗款项已全部退还。本院${day("heard", heard, "iso")}讯问了本人，调取了监所医生${someone("doctor", doctor)}的诊疗记录，听取了办案机关和被害人的意见，核实退款${whole("total", total)}（大写${inCapitals("total", total)}）已到被害人账户。`,
      head("h", "4.", "量化评估"),
      row("犯罪性质与后果", `${points[0]}分`),
      row("认罪悔罪与退赃", `${points[1]}分`),
      row("身体与家庭状况", `${points[2]}分`),
      row("总分", `${points[0] + points[1] + points[2]}分`, "（满分一百分，六十分以上为有继续羁押必要）"),
      head("h", "5.", "意见"),
      body`犯罪嫌疑人${named(person)}所涉${chargeOf("诈骗罪")}应处三年以下有期徒刑、拘役或者管制，其认罪、退赔、有病，有固定住所，继续羁押的必要性已经降低。根据${under(PROCEDURE, "第九十五条")}，建议${police}对犯罪嫌疑人${named(person)}变更为取保候审，并请其在十日以内将处理情况告知本院。如果今后以${chargeOf("诈骗罪")}起诉，参考的量刑为${sentence("266-1", random.between(6, 14))}。`,
      signature`负责人：${someone("lead", lead)}`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      { style: "signature", pieces: [signed(signedOn, "iso")] },
    ],
  };
}

/** Several charges, several people, terms taken together, money in a table: the sentences of each in rows. */
export function jointSentencingProposal(story: Story): Draft {
  const { random, cast, court, procuratorate, mark, number } = story;
  const c = drawCourse(random);
  const [first, second, third] = [cast.member("a", [1978, 1998]), cast.member("b", [1984, 2002]), cast.member("c", [1984, 2003])];
  const [agent, procurator] = cast.names();
  const [theft, affray] = [random.between(14, 28), random.between(10, 20)];
  const merged = random.between(Math.max(theft, affray) + 2, theft + affray - 3);
  const fines = [random.between(5, 12) * 100_000, random.between(2, 4) * 100_000] as const;
  const gains = prices(random, 3, [1_500, 7_000], 100);
  const total = sumOf(gains);
  const light = random.between(6, 10);
  return {
    family: "joint-sentencing-proposal",
    kind: "sentencing-proposal",
    record: recorded(story, [first, second, third], ["盗窃罪", "寻衅滋事罪", "掩饰、隐瞒犯罪所得罪"], { accepted: [c.accepted] }),
    sums: [
      { whole: "gains", parts: ["gain/0", "gain/1", "gain/2"] },
      { whole: "fines", parts: ["fine/0", "fine/1"] },
    ],
    order: ["accepted", "plea"],
    paragraphs: [
      title`${procuratorate}`,
      title`量刑建议书`,
      { style: "number", pieces: [numbered(`${mark}量建〔${c.decided.slice(0, 4)}〕${number}号`)] },
      { style: "addressee", pieces: [slot(court, "addressee", "addressee"), { text: "：" }] },
      body`被告人${named(first)}、${named(second)}、${named(third)}盗窃、寻衅滋事、掩饰、隐瞒犯罪所得一案，本院${day("accepted", c.accepted)}受理，${inMonth("plea", later(c.accepted, random.between(6, 13)), c.accepted)}三人在值班律师${someone("agent", agent)}见证下签署具结书，现提起公诉，并按照${under(PROCEDURE, "第一百七十六条", "第二款")}提出量刑建议。`,
      body`身份信息：${named(first)}（${sexOf(first)}，${bornOf(first)}生，${idOf(first)}）；${named(second)}（${sexOf(second)}，${bornOf(second)}生，${idOf(second)}）；${named(third)}（${sexOf(third)}，${bornOf(third)}生，${idOf(third)}）。`,
      head("s", "一、", "量刑事实"),
      body`${named(first)}盗窃数额较大，又在夜市随意殴打他人、情节恶劣；${named(second)}与${named(first)}共同盗窃，作用次要；${named(third)}代为销售赃物。各人的违法所得为：${named(first)}${part("gain/0", gains[0])}，${named(second)}${part("gain/1", gains[1])}，${named(third)}${part("gain/2", gains[2] ?? 0)}，合计${whole("gains", total)}，均未退缴。`,
      head("s", "二、", "法律依据"),
      body`${chargeOf("盗窃罪")}：${under(CRIMINAL, "第二百六十四条")}，三年以下有期徒刑、拘役或者管制，并处或者单处罚金。`,
      body`${chargeOf("寻衅滋事罪")}：${under(CRIMINAL, "第二百九十三条", "第一款", "第（一）项")}，五年以下有期徒刑、拘役或者管制。`,
      body`${chargeOf("掩饰、隐瞒犯罪所得罪")}：${under(CRIMINAL, "第三百一十二条", "第一款")}，三年以下有期徒刑、拘役或者管制，并处或者单处罚金。`,
      body`数罪并罚的，适用${under(CRIMINAL, "第六十九条", "第一款")}，在总和刑期以下、数刑中最高刑期以上决定执行的刑期。`,
      head("s", "三、", "具体建议"),
      body`（一）被告人${named(first)}犯${chargeOf("盗窃罪")}，建议判处${sentence("264-1", theft)}，并处罚金${part("fine/0", fines[0])}；犯${chargeOf("寻衅滋事罪")}，建议判处${sentence("293-1", affray)}；数罪并罚，建议决定执行${sentence(`${Math.max(theft, affray)}..${theft + affray}`, merged)}，并处上述罚金。`,
      body`（二）被告人${named(second)}犯${chargeOf("盗窃罪")}，系从犯（${provision(CRIMINAL, "第二十七条", "第二款")}），建议判处${sentence("264-1", light)}，并处罚金${part("fine/1", fines[1])}。`,
      body`（三）被告人${named(third)}犯${chargeOf("掩饰、隐瞒犯罪所得罪")}，建议单处罚金；若人民法院认为应当判处自由刑，建议判处${sentence("312-1", random.between(3, 5), "拘役")}，${slot(`缓刑${["五", "六", "七", "八"][random.between(0, 3)]}个月`, "sentence", "5..12")}。`,
      body`三人的违法所得${whole("gains", total)}，建议依照${under(CRIMINAL, "第六十四条")}继续追缴；${named(first)}、${named(second)}的罚金总额为${whole("fines", fines[0] + fines[1])}（大写：${inCapitals("fines", fines[0] + fines[1])}）。`,
      signature`检察官　${someone("procurator", procurator)}`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      { style: "signature", pieces: [signed(c.decided)] },
    ],
  };
}

/** Signed by the suspect himself, first person, in numbered clauses. */
export function pleaDeclaration(story: Story): Draft {
  const { random, cast, procuratorate, mark, number } = story;
  const c = drawCourse(random);
  const person = cast.member("a", [1965, 2003]);
  const [lawyer, procurator, victim] = cast.names();
  const [paid, left] = prices(random, 2, [1_000, 6_000]);
  const signedOn = workdayWithin(random, c.told, [6, 14]);
  const months = random.between(8, 16);
  const bailed = later(c.detained, random.between(3, 7));
  return {
    family: "plea-declaration",
    kind: "plea-statement",
    record: recorded(story, [person], ["故意伤害罪"], { act: [c.act], detained: [c.detained], accepted: [c.accepted], told: [c.told] }),
    sums: [{ whole: "sum", parts: ["paid", "left"] }],
    order: ["act", "detained", "bailed", "accepted", "told"],
    deadlines: [{ from: "accepted", to: "told", days: 3 }],
    paragraphs: [
      title`认罪认罚具结书`,
      { style: "number", pieces: [numbered(`${mark}认具〔${signedOn.slice(0, 4)}〕${number}号`)] },
      { style: "addressee", pieces: [slot(procuratorate, "addressee", "addressee"), { text: "：" }] },
      body`本人${named(person)}，${sexOf(person)}，${bornOf(person)}生，身份证号${idOf(person)}，电话${phoneOf(person)}，住${person.address}，系故意伤害案的犯罪嫌疑人，案件由你院于${day("accepted", c.accepted)}受理。`,
      body`1.你院${inMonth("told", c.told, c.accepted)}已向本人讲明认罪认罚从宽制度和本人的诉讼权利，本人听懂了。`,
      body`2.本人承认指控的事实：${day("act", c.act)}与${someone("victim", victim)}发生打斗，造成其轻伤二级，当时本人${ageOf(person, c.act)}岁。${inYear("detained", c.detained, c.act)}本人被刑事拘留，${inMonth("bailed", bailed, c.detained)}被取保候审，取保期限十二个月，即${fromTo("bail", bailed, 12, ["从", "至", ""])}（以${length("bail", 12, "十二个月")}计）。`,
      body`3.本人同意以${chargeOf("故意伤害罪")}被起诉，认可该罪名对应的${under(CRIMINAL, "第二百三十四条", "第一款")}（三年以下有期徒刑、拘役或者管制）和量刑建议：${sentence("234-1", months)}，${slot(months > 12 ? "缓刑二年" : "缓刑一年六个月", "sentence", `${Math.max(12, months)}..60`)}。`,
      body`4.民事赔偿：本人已付${someone("victim", victim)}${part("paid", paid)}，余下${part("left", left)}在判决前付清，总额${whole("sum", paid + left)}（大写${inCapitals("sum", paid + left)}）。`,
      body`5.本人同意适用简易程序，知道反悔的后果，也知道不因反悔而丧失辩护权利。上述总额${whole("sum", paid + left)}不因程序变化而减少。`,
      body`本具结书依照${under(PROCEDURE, "第一百七十四条", "第一款")}签署，系本人真实意思，以${chargeOf("故意伤害罪")}名义作出，未受强迫、引诱。`,
      signature`具结人（签名、捺印）：${named(person)}`,
      signature`值班律师：${someone("lawyer", lawyer)}（已在场见证，犯罪嫌疑人${named(person)}系自愿签署）`,
      signature`检察官：${someone("procurator", procurator)}`,
      { style: "signature", pieces: [signed(signedOn)] },
    ],
  };
}

/** A judgment that was too light, challenged: the court's terms and dates against the law's. */
export function lightSentenceProtest(story: Story, quote: Quote): Draft {
  const { random, cast, court, procuratorate, mark } = story;
  const c = drawCourse(random);
  const person = cast.member("a", [1972, 2000]);
  const [procurator, victim, assistant] = cast.names();
  const tried = workdayWithin(random, c.decided, [25, 45]);
  const judged = workdayWithin(random, tried, [3, 12]);
  const received = workdayWithin(random, judged, [1, 4]);
  const signedOn = later(received, random.between(5, 9));
  const [first, again] = [random.between(52, 80) * 100_000, random.between(10, 28) * 100_000];
  const months = wholeMonths(c.detained, random.between(18, 28));
  return {
    family: "light-sentence-protest",
    kind: "protest",
    record: recorded(story, [person], ["诈骗罪"], { act: [c.act], detained: [c.detained] }, first + again),
    sums: [{ whole: "total", parts: ["first", "again"] }],
    order: ["act", "detained", "tried", "judged", "received"],
    deadlines: [{ from: "received", to: "signed", days: 10 }],
    paragraphs: [
      title`${procuratorate}`,
      title`刑 事 抗 诉 书`,
      { style: "number", pieces: [numbered(`${mark}刑抗〔${signedOn.slice(0, 4)}〕${random.between(1, 29)}号`)] },
      { style: "addressee", pieces: [slot("岳阳市中级人民法院", "addressee", "addressee"), { text: "：" }] },
      body`${court}${day("judged", judged)}以（${judged.slice(0, 4)}）${cast.district.courtCode}刑初${random.between(11, 380)}号刑事判决书，对被告人${named(person)}（${sexOf(person)}，${bornOf(person)}生，公民身份号码${idOf(person)}，${person.nation}，${person.work}）${chargeOf("诈骗罪")}一案作出判决：判处有期徒刑${length("given", months)}，并处罚金一万元，刑期${fromTo("given", c.detained, months)}。本院${inMonth("received", received, judged)}收到判决书，经审查认为，该判决适用法律错误、量刑明显不当，理由如下：`,
      body`原判查明：${day("act", c.act)}，时年${ageOf(person, c.act)}岁的被告人${named(person)}假称有内部购房名额，骗得${someone("victim", victim)}定金${part("first", first, "wan")}，其后以“加急费”为由再骗得${part("again", again, "wan")}，两次共计${whole("total", first + again, "wan")}；被告人${named(person)}于${inYear("detained", c.detained, c.act)}被抓获归案，全部赃款已经挥霍。对上述事实，本院不持异议。`,
      body`第一，数额的档次认定错误。${whole("total", first + again)}已达到数额巨大的标准，应当依照${under(CRIMINAL, "第二百六十六条")}在三年以上十年以下有期徒刑的幅度内量刑，原判却按数额较大的幅度处刑。`,
      body`第二，没有法定减轻情节。被告人${named(person)}虽有坦白，依照${under(CRIMINAL, "第六十七条", "第三款")}只是可以从轻；分文未退，也未取得${someone("victim", victim)}谅解。`,
      body`第三，庭审中（${inYear("tried", tried, c.detained)}开庭）公诉人提出的量刑建议为${sentence("266-2", random.between(42, 54))}，原判未予采纳而未说明理由，违反${under(PROCEDURE, "第二百零一条", "第一款")}的规定。`,
      body`综上，为维护司法公正，准确惩治${chargeOf("诈骗罪")}，依照${under(PROCEDURE, "第二百二十八条")}关于${cited(PROCEDURE, "第二百二十八条", quote, "抗诉")}的规定，特提出抗诉，请对被告人${named(person)}所犯${chargeOf("诈骗罪")}依法改判。`,
      signature`承办人：${someone("procurator", procurator)}、${someone("assistant", assistant)}`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      { style: "signature", pieces: [signed(signedOn)] },
    ],
  };
}
