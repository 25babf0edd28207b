import { type Draft, say, slot } from "../draft.ts";
import {
  addressee,
  attachments,
  body,
  clerks,
  headings,
  monthAndHalf,
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
  bornOf,
  capitals,
  cite,
  crime,
  idOf,
  months,
  monthsAfter,
  nameOf,
  organisation,
  penalty,
  phoneOf,
  recordOf,
  type Steps,
  type Story,
  sexOf,
  span,
  stepDays,
  stepsAfter,
} from "./story.ts";

/** The report on a salesman who kept what customers paid. */
export function embezzlementReport(story: Story): Draft {
  const suspect = story.person();
  const [boss, witness] = [story.person(), story.person()];
  const firm = `${story.place.county}${story.pick(["恒达", "金穗", "瑞丰", "宏远"])}${story.pick(["饲料", "建材", "农资", "商贸"])}有限公司`;
  const begun = story.day("2023-03-01", "2024-11-01");
  const many = story.random.between(3, 6);
  const acts = Array.from({ length: many }, (_, at) => after(begun, at * 25 + story.random.between(0, 20)));
  const kept = acts.map(() => story.random.between(142, 690) * 10_000);
  const total = kept.reduce((sum, each) => sum + each, 0);
  const back = Math.floor(total / 30_000) * 10_000;
  const steps = stepsAfter(story, after(acts.at(-1) ?? begun, 40));
  const sentence = story.random.between(8, 22);
  const fine = story.pick([1_000_000, 1_500_000, 2_000_000]);
  const [firsts, seconds, thirds] = [headings("一、"), headings("（一）", "evidence"), headings("1.", "questions")];
  const { procurator, assistant } = clerks(story);
  return {
    family: "embezzlement-report",
    kind: "review-report",
    paragraphs: [
      ...title("公诉案件审查报告"),
      numbered(story.code("审报", steps.signed)),
      body`收案时间：${story.on("accepted", steps.accepted)}`,
      body`案由：${crime("职务侵占罪")}`,
      body`犯罪嫌疑人：${nameOf(suspect)}`,
      body`移送单位：${story.place.police}`,
      body`承办人：${procurator}（检察官助理${assistant}）`,
      firsts("犯罪嫌疑人基本情况"),
      body`${who("犯罪嫌疑人", suspect, { work: `系${firm}业务员` })}因涉嫌职务侵占罪，于${story.on("detained", steps.detained)}被${story.place.police}刑事拘留，经本院批准，于${story.on("arrested", steps.arrested, steps.detained)}被逮捕。`,
      firsts("被害单位基本情况"),
      body`${organisation(firm)}，统一社会信用代码${slot(story.creditCode(), "credit-code", "organisation")}，住所地${story.place.county}${story.pick(story.place.towns)}，法定代表人${nameOf(boss)}，联系电话${phoneOf(boss)}。`,
      firsts("诉讼过程"),
      body`${story.place.police}于${story.on("filed", steps.filed)}对本案立案侦查，侦查终结后移送本院审查起诉。本院于${story.on("told", steps.told)}告知犯罪嫌疑人${nameOf(suspect)}有权委托辩护人及认罪认罚的相关规定，于同日告知被害单位有权委托诉讼代理人。`,
      firsts("经审查认定的事实"),
      body`${story.on("act", acts[0] ?? begun)}至${story.on("act-last", acts.at(-1) ?? begun)}期间，犯罪嫌疑人${nameOf(suspect)}利用担任${organisation(firm)}业务员、负责销售和收取货款的职务便利，先后${story.count("incidents", many)}次将客户交付的货款占为己有，用于网络赌博和偿还个人债务，共计人民币${story.total("total", total)}。具体如下：`,
      row("序号", "收款日期", "客户", "侵占金额"),
      ...acts.map((act, at) =>
        row(
          String(at + 1),
          story.on(`incident-${at + 1}`, act, undefined, "dots"),
          `${story.pick(["李", "王", "何", "方", "高", "夏"])}老板`,
          story.fen(`kept-${at + 1}`, kept[at] ?? 0, "plain"),
        ),
      ),
      row("合计", "", "", story.fen("total", total, "plain")),
      body`案发后，犯罪嫌疑人${nameOf(suspect)}的家属代为退还${organisation(firm)}${story.fen("back", back)}，尚有${story.fen("left", total - back)}未退还。`,
      firsts("证据情况"),
      seconds("书证"),
      body`营业执照、劳动合同、销售出库单、收款收据、微信及银行转账记录，证实犯罪嫌疑人的任职情况和收取货款的情况。`,
      seconds("证人证言"),
      body`证人${nameOf(witness)}（公司会计）证实，公司对账时发现犯罪嫌疑人${nameOf(suspect)}经手的${many}笔货款未入账。`,
      seconds("被害单位陈述"),
      body`${organisation(firm)}法定代表人${nameOf(boss)}陈述，公司被侵占货款${story.fen("total", total)}。`,
      seconds("犯罪嫌疑人供述和辩解"),
      body`犯罪嫌疑人${nameOf(suspect)}对上述事实供认不讳，与其他证据能够相互印证。`,
      firsts("需要说明的问题"),
      thirds(say`关于管辖。犯罪地和犯罪嫌疑人居住地均在${story.place.county}，本院对本案有管辖权。`),
      thirds("关于认罪认罚。犯罪嫌疑人自愿认罪认罚，已在值班律师见证下签署认罪认罚具结书。"),
      thirds("关于刑事和解和退赃。被害单位表示在全部退赔后可以谅解。"),
      firsts("审查意见和处理建议"),
      body`犯罪嫌疑人${nameOf(suspect)}利用职务上的便利，将本单位财物非法占为己有，数额较大，其行为触犯了${cite("刑法", "第二百七十一条", 1)}，犯罪事实清楚，证据确实、充分，应当以${crime("职务侵占罪")}追究其刑事责任。犯罪嫌疑人${nameOf(suspect)}到案后如实供述，根据${cite("刑法", "第六十七条", 3)}的规定，可以从轻处罚；认罪认罚，根据${cite("刑事诉讼法", "第十五条")}的规定，可以依法从宽处理。建议对其提起公诉，并建议判处${penalty("271-1", "有期徒刑", sentence)}，并处罚金${story.fen("fine", fine)}；责令退赔被害单位剩余损失${story.fen("left", total - back)}。`,
      body`以上意见当否，请审批。`,
      signature(`承办检察官：${procurator}`),
      sealedOn(steps.signed),
    ],
    record: recordOf(story, [suspect], { charge: "职务侵占罪", days: stepDays(steps, acts), amount: total }),
    sums: [
      { whole: "total", parts: kept.map((_, at) => `kept-${at + 1}`) },
      { whole: "left", parts: ["total"], less: ["back"] },
    ],
    order: ["act", "act-last", "filed", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: [threeDays, monthAndHalf],
  };
}

/** An act whose arrest falls before the last days of a month, from which months are counted in more than one way. */
function beforeMonthsEnd(story: Story): readonly [act: string, steps: Steps] {
  for (;;) {
    const act = story.day("2024-01-01", "2025-09-01");
    const steps = stepsAfter(story, act);
    if (Number(steps.arrested.slice(8)) <= 27) return [act, steps];
  }
}

/** Whether somebody who has paid for it needs to stay in custody. */
export function custodyReview(story: Story): Draft {
  const suspect = story.person();
  const [victim, lawyer] = [story.person(), story.person()];
  const [act, steps] = beforeMonthsEnd(story);
  const asked = after(steps.arrested, story.random.between(8, 25));
  const paid = after(asked, -story.random.between(1, 5));
  const done = after(asked, story.random.between(4, 10));
  const parts = [story.random.between(12, 46) * 100_000, story.random.between(8, 40) * 50_000];
  const total = parts.reduce((sum, each) => sum + each, 0);
  const [firsts, reasons] = [headings("一、"), headings("1.", "reasons")];
  const { procurator } = clerks(story);
  return {
    family: "custody-review",
    kind: "custody-review-opinion",
    paragraphs: [
      ...title("羁押必要性审查报告"),
      numbered(story.code("羁审", done)),
      firsts("案件来源和审查过程"),
      body`犯罪嫌疑人${nameOf(suspect)}的辩护人、律师${nameOf(lawyer)}（联系电话${phoneOf(lawyer)}）于${story.on("applied", asked)}向本院申请对其进行羁押必要性审查。本院受理后，讯问了犯罪嫌疑人，听取了侦查人员、被害人的意见，调取了案卷材料。`,
      firsts("犯罪嫌疑人基本情况"),
      body`${who("犯罪嫌疑人", suspect, { work: story.pick(["个体经营", "务工", "农民"]) })}作案时年满${ageOf(suspect, act)}周岁，无前科。因涉嫌${crime("故意伤害罪")}，于${story.on("detained", steps.detained)}被${story.place.police}刑事拘留，${story.on("arrested", steps.arrested, steps.detained)}经本院批准逮捕。侦查羁押期限二个月，${span("custody", steps.arrested, 2)}。`,
      firsts("案件基本事实"),
      body`${story.on("act", act)}，犯罪嫌疑人${nameOf(suspect)}在${story.place.county}${story.pick(story.place.towns)}一夜宵店因${story.pick(["结账", "停车", "座位"])}问题与被害人${nameOf(victim)}发生争执，持啤酒瓶将其头部打伤。经鉴定，被害人${nameOf(victim)}的损伤程度为轻伤一级。`,
      firsts("赔偿和谅解情况"),
      body`${story.on("paid", paid)}，双方自愿达成和解协议，参照${cite("民法典", "第一千一百七十九条")}规定的赔偿项目，犯罪嫌疑人${nameOf(suspect)}的亲属代为赔偿被害人${nameOf(victim)}医疗费${story.fen("part-1", parts[0] ?? 0)}、误工费等其他损失${story.fen("part-2", parts[1] ?? 0)}，两项合计${story.total("total", total)}（大写人民币${capitals("total", total)}），款项已付清，被害人${nameOf(victim)}表示谅解。`,
      firsts("审查意见"),
      body`经审查，犯罪嫌疑人${nameOf(suspect)}不需要继续羁押，理由如下：`,
      reasons("涉嫌的犯罪系因民间纠纷引发，可能判处三年有期徒刑以下刑罚；"),
      reasons("犯罪嫌疑人认罪认罚，已赔偿被害人损失并取得谅解，社会矛盾得到化解；"),
      reasons("主要证据已经收集固定，犯罪嫌疑人有固定住所，其亲属愿意担任保证人，对其取保候审不致发生社会危险性。"),
      body`综上，犯罪嫌疑人${nameOf(suspect)}涉嫌触犯${cite("刑法", "第二百三十四条", 1)}，根据${cite("刑事诉讼法", "第九十五条")}、《人民检察院刑事诉讼规则》的有关规定，建议${story.place.police}对其变更强制措施为取保候审，并请在十日以内将处理情况通知本院。`,
      signature(`检察官：${procurator}`),
      sealedOn(done),
    ],
    record: recordOf(story, [suspect], {
      charge: "故意伤害罪",
      days: { act: [act], detained: [steps.detained], arrested: [steps.arrested] },
    }),
    sums: [{ whole: "total", parts: ["part-1", "part-2"] }],
    order: ["act", "detained", "arrested", "paid", "applied", "signed"],
  };
}

/** A judgment that suspends the sentence of a recidivist is protested against. */
export function recidivistProtest(story: Story): Draft {
  const accused = story.person({ born: ["1970-01-01", "1998-12-31"] });
  const victim = story.person();
  const formerMonths = story.random.between(7, 20);
  const formerFrom = `${story.day("2020-06-01", "2021-06-01").slice(0, 8)}${story.random.between(10, 27)}`;
  const released = after(monthsAfter(formerFrom, formerMonths), -1);
  const act = after(released, story.random.between(500, 900));
  const steps = stepsAfter(story, act);
  const indicted = after(steps.accepted, story.random.between(10, 28));
  const judged = after(indicted, story.random.between(20, 45));
  const received = after(judged, story.random.between(1, 5));
  const done = after(received, story.random.between(4, 10));
  const worth = story.random.between(31, 118) * 10_000;
  const sentence = story.random.between(7, 10);
  const probation = 12;
  const reasons = headings("一、");
  const year = judged.slice(0, 4);
  return {
    family: "recidivist-protest",
    kind: "protest",
    paragraphs: [
      ...title(story.place.office, "刑事抗诉书"),
      numbered(story.code("诉刑抗", done)),
      body`${story.place.court}以（${year}）湘99刑初${story.random.between(20, 300)}号刑事判决书对被告人${nameOf(accused)}盗窃一案作出一审判决：被告人${nameOf(accused)}犯${crime("盗窃罪")}，判处有期徒刑${months(sentence)}，缓刑${months(probation)}，并处罚金人民币${story.fen("fine", 500_000)}。判决日期为${story.on("judged", judged)}，本院于${story.on("received", received, judged)}收到判决书。`,
      body`原审被告人${nameOf(accused)}，${sexOf(accused)}，${bornOf(accused)}出生，公民身份号码${idOf(accused)}，${accused.people}，${accused.schooling}，住${accused.home}。`,
      body`本院审查后认为，该判决认定事实清楚，但适用法律确有错误，对累犯适用缓刑，量刑明显不当，理由如下：`,
      reasons(say`原审被告人${nameOf(accused)}系累犯`),
      body`原审被告人${nameOf(accused)}曾因犯盗窃罪被${story.place.court}判处有期徒刑${months(formerMonths)}，刑期${span("former", formerFrom, formerMonths)}，于${story.on("released", released)}刑满释放。${story.on("act", act)}，其在${story.place.county}${story.pick(story.place.towns)}盗窃被害人${nameOf(victim)}的电动三轮车一辆，经价格认定价值人民币${story.fen("worth", worth)}，距前罪刑罚执行完毕不满五年。根据${cite("刑法", "第六十五条", 1)}的规定，${nameOf(accused)}系累犯，应当从重处罚。`,
      reasons("一审判决适用缓刑违反法律规定"),
      body`一审判决已认定上述前科材料，也认定本次盗窃数额为${story.fen("worth", worth)}，却以其退赃、认罪为由宣告缓刑，违反了${cite("刑法", "第七十四条")}关于累犯不适用缓刑的规定。`,
      reasons("错误判决影响司法公信"),
      body`原审被告人${nameOf(accused)}刑满释放后再次实施同种犯罪，主观恶性较深，有再犯罪的危险，对其适用缓刑不能体现罪责刑相适应。`,
      body`综上所述，${story.place.court}对原审被告人${nameOf(accused)}犯${crime("盗窃罪")}一案的判决确有错误。为维护司法公正，准确惩治犯罪，依照${cite("刑事诉讼法", "第二百二十八条")}的规定，特提出抗诉，请依法判处。`,
      body`此致`,
      addressee(`${story.place.city}中级人民法院`, ""),
      seal(story.place.office),
      sealedOn(done, story.pick(["full", "han"])),
      ...attachments(say`原审被告人${nameOf(accused)}现住${accused.home}`, "刑事判决书复印件1份", "前科判决书、释放证明复印件各1份"),
    ],
    record: recordOf(story, [accused], { charge: "盗窃罪", days: { act: [act] }, amount: worth }),
    order: ["released", "act", "judged", "received", "signed"],
    deadlines: [{ from: "received", to: "signed", days: 10 }],
  };
}

/** To the police: what was wrong in an investigation. */
export function correctionNotice(story: Story): Draft {
  const [suspect, owner] = [story.person({ sex: "male" }), story.person({ sex: "female" })];
  const act = story.day("2024-01-01", "2025-08-01");
  const steps = stepsAfter(story, act);
  const seized = steps.detained;
  const sentIn = after(steps.detained, story.random.between(2, 3));
  const done = after(steps.accepted, story.random.between(5, 20));
  const cash = story.random.between(42, 386) * 10_000 + story.random.between(0, 9) * 1000;
  const deposit = story.random.between(5, 30) * 100_000;
  const items = headings("1.", "violations");
  return {
    family: "custody-correction",
    kind: "correction-notice",
    paragraphs: [
      ...title(story.place.office, "纠正违法通知书"),
      numbered(story.code("侦监违", done, story.pick(["", "Z"]))),
      addressee(story.place.police),
      body`本院在审查你局于${story.on("accepted", steps.accepted)}移送起诉的犯罪嫌疑人${nameOf(suspect)}涉嫌${crime("寻衅滋事罪")}一案中，发现你局在侦查活动中存在以下违法情形：`,
      items(
        say`超过法定时限送看守所羁押。你局于${story.on("detained", steps.detained)}对犯罪嫌疑人${nameOf(suspect)}执行刑事拘留，但直至${story.on("sent-in", sentIn, steps.detained)}才将其送看守所羁押，其间一直留置在办案中心，违反了${cite("刑事诉讼法", "第八十五条", 2)}的规定。`,
      ),
      items(
        say`扣押与案件无关的财物。${story.on("seized", seized)}，你局在犯罪嫌疑人${nameOf(suspect)}家中扣押其妻${nameOf(owner)}经营早餐店的营业款现金${story.fen("cash", cash)}（大写：${capitals("cash", cash)}）、存折一本（余额${story.fen("deposit", deposit)}），合计${story.total("seized", cash + deposit)}。经查，上述款项与本案无关，${nameOf(owner)}多次申请发还未果，违反了${cite("刑事诉讼法", "第一百四十一条", 1)}的规定。`,
      ),
      items(
        say`讯问程序不规范。第一次讯问笔录显示，侦查人员在开始讯问时未告知犯罪嫌疑人${nameOf(suspect)}享有的诉讼权利和认罪认罚的法律规定，违反了${cite("刑事诉讼法", "第一百二十条", 2)}的规定。`,
      ),
      body`上述行为侵害了当事人的合法权益，影响了案件的依法办理。根据${cite("刑事诉讼法", "第八条")}的规定，特通知你局予以纠正，将扣押的现金${story.fen("cash", cash)}及存折依法发还${nameOf(owner)}，并加强对办案人员的教育管理。`,
      body`请你局在收到本通知书后十五日以内将纠正情况书面告知本院。联系人：${clerks(story).assistant}，电话：${slot(story.phone(), "phone", "contact")}。`,
      seal(story.place.office),
      sealedOn(done, story.pick(["full", "han"])),
    ],
    record: recordOf(story, [suspect], { charge: "寻衅滋事罪", days: { detained: [steps.detained], accepted: [steps.accepted] } }),
    sums: [{ whole: "seized", parts: ["cash", "deposit"] }],
    order: ["detained", "sent-in", "accepted", "signed"],
  };
}
