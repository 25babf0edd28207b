import { type Draft, paragraph, say, slot } from "../draft.ts";
import { addressee, attachments, body, clerks, headings, numbered, seal, sealedOn, signature, threeDays, title } from "./forms.ts";
import {
  after,
  ageOf,
  article_,
  bornOf,
  capitals,
  cite,
  crime,
  idOf,
  monthsAfter,
  nameOf,
  namesOf,
  penalty,
  phoneOf,
  recordOf,
  type Story,
  sexOf,
  signed,
  stepDays,
  stepsAfter,
} from "./story.ts";

/** What is proposed for three swindlers who sold tea over the telephone. */
export function fraudSentencing(story: Story): Draft {
  const accused = [story.person(), story.person(), story.person()] as const;
  const [head, caller, clerk] = accused;
  const act = story.day("2024-01-01", "2025-06-01");
  const steps = stepsAfter(story, after(act, 60));
  const parts = [
    story.random.between(110, 180) * 100_000,
    story.random.between(60, 110) * 100_000 + 6000,
    story.random.between(31, 58) * 100_000,
  ];
  const total = parts.reduce((sum, each) => sum + each, 0);
  const fines = [story.random.between(4, 8) * 1_000_000, story.random.between(2, 4) * 1_000_000, 1_000_000];
  const back = story.random.between(10, 25) * 100_000;
  const reasons = headings("1.", "reasons");
  const { procurator } = clerks(story);
  const terms = [story.random.between(48, 66), story.random.between(36, 46), story.random.between(18, 30)];
  return {
    family: "fraud-sentencing",
    kind: "sentencing-proposal",
    paragraphs: [
      ...title(story.place.office, "量刑建议书"),
      numbered(story.code("刑量建", steps.signed)),
      body`被告人${namesOf(accused)}涉嫌${crime("诈骗罪")}一案，经本院审查认为，三被告人的行为已触犯${cite("刑法", "第二百六十六条")}的规定，犯罪事实清楚，证据确实、充分，应当以${crime("诈骗罪")}追究其刑事责任。三被告人诈骗数额共计人民币${story.total("total", total)}，属数额巨大，法定刑为三年以上十年以下有期徒刑，并处罚金。`,
      body`其中，被告人${nameOf(head)}直接骗得${story.fen("part-1", parts[0] ?? 0)}，被告人${nameOf(caller)}直接骗得${story.fen("part-2", parts[1] ?? 0)}，被告人${nameOf(clerk)}直接骗得${story.fen("part-3", parts[2] ?? 0)}。`,
      body`三被告人具有以下量刑情节：`,
      reasons(say`被告人${nameOf(head)}在共同犯罪中起主要作用，根据${cite("刑法", "第二十六条", 1)}的规定，是主犯。`),
      reasons(
        say`被告人${nameOf(caller)}积极参与实施，亦系主犯，到案后如实供述，根据${cite("刑法", "第六十七条", 3)}的规定，可以从轻处罚。`,
      ),
      reasons(
        say`被告人${nameOf(clerk)}受雇从事客服，起次要作用，根据${cite("刑法", "第二十七条", 2)}的规定，是从犯，应当从轻、减轻处罚或者免除处罚；已退缴违法所得${story.fen("back", back)}。`,
      ),
      reasons(say`三被告人均自愿认罪认罚，根据${cite("刑事诉讼法", "第十五条")}的规定，可以依法从宽处理。`),
      body`根据${cite("刑事诉讼法", "第一百七十六条", 2)}的规定，结合犯罪的事实、性质、情节和对社会的危害程度，提出如下量刑建议：`,
      body`建议判处被告人${nameOf(head)}${penalty("266-2", "有期徒刑", terms[0] ?? 0)}，并处罚金人民币${story.fen("fine-1", fines[0] ?? 0, "plain")}；`,
      body`建议判处被告人${nameOf(caller)}${penalty("266-2", "有期徒刑", terms[1] ?? 0)}，并处罚金人民币${story.fen("fine-2", fines[1] ?? 0, "plain")}；`,
      body`建议对被告人${nameOf(clerk)}减轻处罚，判处${penalty("266-2m", "有期徒刑", terms[2] ?? 0)}，并处罚金人民币${story.fen("fine-3", fines[2] ?? 0, "plain")}。`,
      body`此致`,
      addressee(story.place.court, ""),
      signature(`检察官　${procurator}`),
      seal(story.place.office),
      sealedOn(steps.signed, story.pick(["full", "han"])),
    ],
    record: recordOf(story, accused, { charge: "诈骗罪", days: stepDays(steps, [act]), amount: total }),
    sums: [{ whole: "total", parts: ["part-1", "part-2", "part-3"] }],
  };
}

/** The statement that a drunken driver or a thief signs. */
export function pleaStatement(story: Story): Draft {
  const isDriver = story.random.chance(0.5);
  const suspect = story.person();
  const lawyer = story.person();
  const act = story.day("2024-01-15", "2025-09-01");
  const accepted = monthsAfter(act, story.random.between(1, 3));
  const told = after(accepted, story.random.between(0, 3));
  const done = after(accepted, story.random.between(5, 9));
  const charge = isDriver ? "危险驾驶罪" : "盗窃罪";
  const worth = story.random.between(26, 190) * 10_000;
  const fine = isDriver ? story.random.between(2, 8) * 100_000 : story.random.between(3, 9) * 100_000;
  const level = `${story.random.between(151, 219)}.${story.random.between(1, 9)}`;
  const [firsts, points] = [headings("一、"), headings("1.", "points")];
  const facts = isDriver
    ? say`饮酒后驾驶小型普通客车在${story.place.county}城区道路行驶，被执勤交警当场查获，经鉴定其血液中乙醇含量为${level}mg/100ml`
    : say`在${story.place.county}${story.pick(story.place.towns)}一超市盗窃手机两部，经价格认定价值人民币${story.fen("worth", worth)}`;
  const proposal = isDriver
    ? penalty("133-1", "拘役", story.random.between(1, 3))
    : penalty("264-1", "有期徒刑", story.random.between(6, 11));
  return {
    family: "plea-statement",
    kind: "plea-statement",
    paragraphs: [
      ...title("认罪认罚具结书"),
      firsts("犯罪嫌疑人身份信息"),
      body`本人${nameOf(suspect)}，性别${sexOf(suspect)}，出生日期：${bornOf(suspect)}，公民身份号码：${idOf(suspect)}，民族：${suspect.people}，文化程度：${suspect.schooling.replace("文化", "")}，联系电话：${phoneOf(suspect)}，住址：${suspect.home}。`,
      firsts("权利知悉"),
      body`本人已阅读《认罪认罚从宽制度告知书》，且理解并接受其全部内容，本人${nameOf(suspect)}自愿适用认罪认罚从宽制度。`,
      firsts("认罪认罚内容"),
      body`本人${nameOf(suspect)}知悉并认可如下内容：`,
      points(
        say`${story.place.office}指控本人${nameOf(suspect)}的犯罪事实：${story.on("act", act)}，本人${facts}。该案由${story.place.police}于${story.on("accepted", accepted)}移送${story.place.office}审查起诉，本人于${story.on("told", told, accepted)}收到权利义务告知书。`,
      ),
      points(
        say`${story.place.office}指控本人${nameOf(suspect)}构成的罪名：${crime(charge)}，适用${isDriver ? cite("刑法", "第一百三十三条之一", 1, 2) : cite("刑法", "第二百六十四条")}、${article_("刑法", "第六十七条", 3)}的规定。`,
      ),
      points(
        say`${story.place.office}提出的量刑建议：判处${proposal}，并处罚金人民币${story.fen("fine", fine, "plain")}（大写${capitals("fine", fine)}）。`,
      ),
      points("本案适用速裁程序。"),
      firsts("自愿签署声明"),
      body`本人学历${suspect.schooling.replace("文化", "")}，可以阅读和理解汉语。本人就${isDriver ? "危险驾驶" : "盗窃"}一案的上述内容已经知悉，上述内容未受任何暴力、威胁或者其他非法影响，亦未受任何可能损害本人理解力和判断力的毒品、药物或者酒精物质的影响，除了本《认罪认罚具结书》载明的内容，本人没有获得其他任何关于案件处理的承诺。`,
      paragraph("signature", "本人签名：", nameOf(suspect)),
      paragraph("signature", signed(done)),
      body`本人是犯罪嫌疑人${nameOf(suspect)}的值班律师${nameOf(lawyer)}，本人证明，犯罪嫌疑人${nameOf(suspect)}已经阅读了《认罪认罚具结书》及《认罪认罚从宽制度告知书》，自愿签署了上述《认罪认罚具结书》。`,
      paragraph("signature", "值班律师签名：", nameOf(lawyer)),
    ],
    record: recordOf(story, [suspect], {
      charge,
      days: { act: [act], accepted: [accepted], told: [told] },
      amount: isDriver ? null : worth,
    }),
    order: ["act", "accepted", "told", "signed"],
    deadlines: [threeDays],
  };
}

/** Rights and duties when a case has come to be reviewed, with a slip to be sent back. */
export function rightsNotice(story: Story): Draft {
  const suspect = story.person();
  const charge = story.pick(["诈骗罪", "盗窃罪", "寻衅滋事罪", "故意伤害罪"]);
  const act = story.day("2024-01-01", "2025-09-01");
  const steps = stepsAfter(story, act);
  const rights = headings("一、");
  const { procurator, clerk } = clerks(story);
  return {
    family: "rights-notice",
    kind: "rights-notice",
    paragraphs: [
      ...title(story.place.office, "审查起诉阶段权利义务告知书"),
      numbered(story.code("诉权告", steps.told)),
      paragraph("addressee", slot(suspect.name, "addressee", suspect.key), "："),
      body`你因涉嫌${crime(charge)}一案，由${story.place.police}于${story.on("accepted", steps.accepted)}移送本院审查起诉。现将你在审查起诉阶段的主要诉讼权利和义务告知如下：`,
      rights(
        say`你有权委托辩护人。根据${cite("刑事诉讼法", "第三十四条", 2)}的规定，你有权委托律师或者其他符合条件的人为你辩护；因经济困难没有委托辩护人的，可以向${story.place.county}法律援助中心申请法律援助，联系电话${slot(story.phone(), "phone", "aid")}。`,
      ),
      rights(say`你有如实供述的义务。根据${cite("刑事诉讼法", "第一百二十条", 1)}的规定，对与本案无关的问题，你有拒绝回答的权利。`),
      rights(
        say`你自愿认罪认罚的，可以依法从宽处理。根据${cite("刑事诉讼法", "第一百七十四条", 1)}的规定，你同意量刑建议和程序适用的，应当在辩护人或者值班律师在场的情况下签署认罪认罚具结书。`,
      ),
      rights("你有权申请回避，有权核对讯问笔录；如记载有遗漏或者差错，可以提出补充或者改正。"),
      rights("你对办案人员侵犯公民诉讼权利和人身侮辱的行为，有权提出控告。"),
      seal(story.place.office),
      sealedOn(steps.told),
      ...attachments("委托辩护人意向书1份", "法律援助申请表1份", "认罪认罚从宽制度告知书1份"),
      ...title("回　执"),
      body`上述权利义务告知书已收到，内容已经知悉。我是${nameOf(suspect)}，${sexOf(suspect)}，${bornOf(suspect)}出生，公民身份号码${idOf(suspect)}。我${story.pick(["不需要委托辩护人，同意值班律师提供法律帮助", "要求申请法律援助", "自行委托辩护人"])}。`,
      paragraph("signature", "被告知人：", nameOf(suspect)),
      paragraph("signature", story.on("told", steps.told)),
      signature(`检察官：${procurator}　书记员：${clerk}`),
    ],
    record: recordOf(story, [suspect], { charge, days: { accepted: [steps.accepted], told: [steps.told] } }),
    order: ["accepted", "told"],
    deadlines: [{ ...threeDays, to: "signed" }],
  };
}

/** A hearing on a case that is not to be prosecuted, told to the people who are to come. */
export function hearingNotice(story: Story): Draft {
  const [suspect, victim, chair] = [story.person(), story.person(), story.person()];
  const act = story.day("2024-01-01", "2025-08-01");
  const accepted = monthsAfter(act, story.random.between(2, 4));
  const done = after(accepted, story.random.between(8, 20));
  const held = after(done, story.random.between(4, 9));
  const paid = story.random.between(42, 260) * 10_000;
  const [items, office] = [headings("一、"), slot(story.phone(), "phone", "contact")];
  return {
    family: "hearing-notice",
    kind: "hearing-notice",
    paragraphs: [
      ...title(story.place.office, "听证通知书"),
      numbered(story.code("听通", done)),
      paragraph("addressee", slot(victim.name, "addressee", victim.key), "："),
      body`本院办理的犯罪嫌疑人${nameOf(suspect)}涉嫌${crime("故意伤害罪")}一案，拟作不起诉处理。为公开公正办理案件，根据《人民检察院审查案件听证工作规定》，决定于${story.on("held", held)}${story.pick(["上午9时", "下午3时", "上午9时30分"])}在本院${story.pick(["第一听证室", "三楼听证室"])}召开听证会。现将有关事项通知如下：`,
      items("案件基本情况"),
      body`${story.on("act", act)}，犯罪嫌疑人${nameOf(suspect)}（${sexOf(suspect)}，${bornOf(suspect)}出生，公民身份号码${idOf(suspect)}，案发时${ageOf(suspect, act)}周岁）与你因琐事发生纠纷，致你轻伤。${story.place.police}于${story.on("accepted", accepted)}移送本院审查起诉。审查期间，犯罪嫌疑人${nameOf(suspect)}已赔偿你损失${story.fen("paid", paid)}（${capitals("paid", paid)}）。`,
      items("听证事项"),
      body`对犯罪嫌疑人${nameOf(suspect)}拟依据${cite("刑事诉讼法", "第一百七十七条", 2)}的规定作出不起诉决定，听取各方意见；就赔偿款${story.fen("paid", paid)}的履行情况进行核实。`,
      items("参加人员"),
      body`听证会由本院检察官${nameOf(chair)}主持，邀请听证员三人，犯罪嫌疑人${nameOf(suspect)}、被害人${nameOf(victim)}及侦查人员参加。`,
      items("注意事项"),
      body`请携带本通知书和有效身份证件准时参加。如委托他人参加或者因故不能参加，请于听证会召开三日前告知本院。联系人：${nameOf(chair)}，联系电话：${office}。`,
      seal(story.place.office),
      sealedOn(done),
      ...attachments("听证会参加人员名单1份", "听证权利义务告知书1份", "回执1份"),
    ],
    record: recordOf(story, [suspect], { charge: "故意伤害罪", days: { act: [act], accepted: [accepted] } }),
    order: ["act", "accepted", "signed", "held"],
  };
}
