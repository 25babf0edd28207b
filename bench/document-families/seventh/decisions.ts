import { type Draft, slot } from "../draft.ts";
import {
  ageOf,
  bornOf,
  CRIMINAL,
  day,
  enclosed,
  idOf,
  inCapitals,
  later,
  PROCEDURE,
  part,
  sameYear,
  sexOf,
  someone,
  under,
  whole,
} from "../forms.ts";
import { personLine, recordOf, sceneOf } from "../marked/scene.ts";
import {
  articleAlone,
  body,
  charge,
  chargeThen,
  dayLine,
  lengthOf,
  numberLine,
  quoted,
  role,
  sealLine,
  statute,
  termOf,
  title,
  today,
  word,
} from "../marked/slips.ts";
import { drawAmounts, type Story, workdayWithin } from "../story.ts";

const spared = () => role("被不起诉人");

/** A quarrel between neighbours that was made good: no prosecution because the guilt is small. */
export function smallGuilt(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [who, victim] = [s.person("spared", [1958, 1994]), s.person("victim", [1955, 1990])];
  const [medical, lost, nursing = 0] = drawAmounts(random, 3, [3_200, 19_000]);
  const paid = medical + lost + nursing;
  const settled = s.workday(course.accepted, 5, 12);
  return {
    family: "small-guilt",
    kind: "non-prosecution-decision",
    paragraphs: [
      title(s.procuratorate),
      title("不起诉决定书"),
      numberLine(`${s.mark}刑不诉〔${course.decided.slice(0, 4)}〕${s.number}号`),
      body`${spared()}${personLine(who)}。因涉嫌${chargeThen("故意伤害罪")}，${day("bailed", course.detained)}由${s.police}${word("取保候审", "取保侯审")}至今。`,
      body`辩护人${someone("counsel", s.name())}，系湖南汨江律师事务所执业律师。`,
      body`本案经${s.police}侦查终结，以${spared()}${someone("spared", who.name)}涉嫌${chargeThen("故意伤害罪")}，于${day("accepted", course.accepted)}移送本院审查起诉。${day("told", course.told)}，本院向其送达权利义务告知书。`,
      body`经本院依法审查查明：`,
      body`${day("act", course.act)}傍晚，${spared()}${someone("spared", who.name)}在${s.town}自家门前因宅基地排水问题与邻居${someone("victim", victim.name)}发生争执，继而用扁担${word("殴打", "欧打")}${someone("victim", victim.name)}左前臂。法医${today("鉴定意见", "鉴定结论")}载明，${someone("victim", victim.name)}左尺骨骨折，损伤程度为轻伤二级。${day("settled", settled)}，双方在村人民调解委员会主持下达成和解，${spared()}${someone("spared", who.name)}赔偿${someone("victim", victim.name)}医疗费${part("medical", medical, medical >= 1_000_000 ? "wan" : "plain")}、误工费${part("lost", lost)}、护理费${part("nursing", nursing)}，三项共${whole("paid", paid)}（项目参照${statute("民法典", "第一千一百七十九条", "", ["侵权责任法", "第十六条"], ["民法通则", "第一百一十九条"])}），当场履行；被害人${someone("victim", victim.name)}表示谅解，不再追究。`,
      body`以上事实，有诊断证明、和解协议书、收条、证人证言、被害人陈述以及${spared()}的供述予以证实。`,
      body`本院认为，${spared()}${someone("spared", who.name)}的行为触犯${under(CRIMINAL, "第二百三十四条", "第一款")}，构成${charge("故意伤害罪")}，但因民间纠纷引发，犯罪情节轻微，案发后主动赔偿并取得谅解，具有坦白情节，认罪认罚，根据${statute("刑法", "第三十七条", "")}的规定，不需要判处刑罚。依据${under(PROCEDURE, "第一百七十七条", "第二款")}，决定对${someone("spared", who.name)}不起诉。`,
      body`如果不服本决定，${spared()}可以在收到本决定书后的七日以内向本院提出申诉；被害人${someone("victim", victim.name)}如不服，可以自收到本决定书后七日以内向岳阳市人民检察院申诉，请求提起公诉，也可以不经申诉，直接向${s.court}提起自诉。上述权利由${statute("刑事诉讼法", "第一百八十条", "")}、${articleAlone("中华人民共和国刑事诉讼法", "第一百八十一条")}赋予。`,
      sealLine(s.procuratorate),
      dayLine(course.decided, "han"),
    ],
    record: recordOf(s, [who], {
      charge: "故意伤害罪",
      actOn: course.act,
      acceptedOn: course.accepted,
      days: { act: [course.act], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [{ whole: "paid", parts: ["medical", "lost", "nursing"] }],
    order: ["act", "bailed", "accepted", "told", "signed"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "accepted", to: "signed", days: 46 },
    ],
  };
}

/** Sent back twice and still not enough. */
export function stillDoubtful(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = s.person("spared", [1970, 2001], "male");
  const seller = s.name("male");
  const first = workdayWithin(random, course.accepted, [24, 44]);
  const again1 = workdayWithin(random, first, [22, 29]);
  const back2 = workdayWithin(random, again1, [20, 44]);
  const again2 = workdayWithin(random, back2, [22, 29]);
  const decided = workdayWithin(random, again2, [15, 43]);
  const price = random.between(42, 180) * 10_000;
  const value = price + random.between(60, 240) * 10_000;
  return {
    family: "still-doubtful",
    kind: "non-prosecution-decision",
    paragraphs: [
      title(s.procuratorate),
      title("不起诉决定书"),
      numberLine(`${s.mark}刑不诉〔${decided.slice(0, 4)}〕${s.number}号`),
      body`${spared()}：${personLine(who)}。${day("detained", course.detained)}因涉嫌${chargeThen("掩饰、隐瞒犯罪所得罪")}被刑事拘留，${day("released", later(course.detained, random.between(5, 7)))}变更为${word("取保候审", "取保侯审")}。`,
      body`${s.police}以${someone("spared", who.name)}涉嫌${chargeThen("掩饰、隐瞒犯罪所得罪")}，于${day("accepted", course.accepted)}向本院移送起诉；${day("told", course.told)}本院告知其有权委托辩护人。因事实不清、证据不足，本院于${day("back-1", first)}第一次退回补充侦查，该局于${day("again-1", again1)}补查重报；本院又于${sameYear("back-2", back2, again1)}第二次退回补充侦查，该局于${day("again-2", again2)}再次移送。`,
      body`${s.police}移送审查起诉认定：${day("act", course.act)}，${spared()}${someone("spared", who.name)}在其经营的二手手机店内，明知${someone("seller", seller)}（已判刑）所售手机、平板电脑一批来路不明，仍以${part("price", price)}的价格收购，上述物品经认定价值${part("value", value)}。`,
      body`经本院审查并两次退回补充${word("侦查", "侦察")}，仍认为认定${someone("spared", who.name)}主观明知的证据不足：其一，${someone("seller", seller)}前后供述不一；其二，收购价格与同类旧货行情相差不大；其三，${spared()}登记了出售人证件并保留付款记录。现有证据未形成完整的证明体系，以${charge("掩饰、隐瞒犯罪所得罪")}追究其刑事责任不符合起诉条件。`,
      body`依照${under(PROCEDURE, "第一百七十五条", "第四款")}的规定，“${quoted("对于二次补充侦查的案件，人民检察院仍然认为证据不足，不符合起诉条件的，应当作出不起诉的决定", ["应当作出", "可以作出"], ["二次补充侦查", "一次补充侦查"], ["仍然认为", "认为"])}”，决定对${someone("spared", who.name)}不起诉。`,
      body`${someone("spared", who.name)}被${word("扣押", "扣压")}的手机、平板电脑一批，依照${statute("刑事诉讼法", "第一百七十七条", "第三款")}的规定，由扣押机关依法处理。`,
      body`${spared()}对本决定不服的，可以在收到后七日以内向本院提出申诉。`,
      sealLine(s.procuratorate),
      dayLine(decided),
    ],
    record: recordOf(s, [who], {
      charge: "掩饰、隐瞒犯罪所得罪",
      actOn: course.act,
      acceptedOn: null,
      days: { act: [course.act], detained: [course.detained], told: [course.told] },
    }),
    order: ["act", "detained", "accepted", "told", "back-1", "again-1", "back-2", "again-2", "signed"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "back-1", to: "again-1", days: 31 },
      { from: "back-2", to: "again-2", days: 31 },
      { from: "again-2", to: "signed", days: 46 },
    ],
  };
}

/** A pupil under eighteen on probation. */
export function onProbation(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const year = Number(course.act.slice(0, 4));
  const [who, mother, victim] = [
    s.person("pupil", [year - 17, year - 17]),
    s.person("mother", [1975, 1986], "female"),
    s.person("victim", [year - 17, year - 17]),
  ];
  const months = random.pick([6, 8, 10]);
  const damage = random.between(11, 38) * 10_000;
  return {
    family: "on-probation",
    kind: "non-prosecution-decision",
    paragraphs: [
      title(s.procuratorate),
      title("附条件不起诉决定书"),
      numberLine(`${s.mark}未附不诉〔${course.decided.slice(0, 4)}〕${random.between(2, 48)}号`),
      body`被附条件不起诉人${someone("pupil", who.name)}，${sexOf(who)}，${bornOf(who)}出生，公民身份号码${idOf(who)}，${who.nation}，${s.place}某中等职业学校学生，住${who.address}，作案时${ageOf(who, course.act)}周岁。`,
      body`法定代理人${someone("mother", mother.name)}，系${someone("pupil", who.name)}之母，联系电话${slot(mother.phone, "phone", "mother", mother.phone)}。`,
      body`本案由${s.police}侦查终结，以${someone("pupil", who.name)}涉嫌${chargeThen("寻衅滋事罪")}于${day("accepted", course.accepted)}移送本院审查起诉。本院于${day("told", course.told)}告知其及法定代理人${someone("mother", mother.name)}诉讼权利，并为其通知法律援助机构指派律师。`,
      body`经审查查明：${day("act", course.act)}晚，${someone("pupil", who.name)}酒后在${s.town}夜市无故掀翻摊位，并持凳子追打劝阻的${someone("victim", victim.name)}，致其轻微伤，造成摊主财物损失${part("damage", damage)}。案发后，其法定代理人${someone("mother", mother.name)}赔偿摊主损失${part("damage", damage)}，并向${someone("victim", victim.name)}${word("赔礼道歉", "陪礼道歉")}，得到谅解。`,
      body`认定以上事实的证据：监控录像、${today("鉴定意见", "鉴定结论")}、被害人陈述、摊主证言、${someone("pupil", who.name)}的供述和社会调查报告。`,
      body`本院认为，${someone("pupil", who.name)}的行为触犯${under(CRIMINAL, "第二百九十三条", "第一款", "第（二）项")}，涉嫌${charge("寻衅滋事罪")}，但其犯罪时系未成年人，可能判处一年有期徒刑以下刑罚，符合起诉条件，有悔罪表现，其本人及法定代理人均同意附条件不起诉。`,
      body`根据${under(PROCEDURE, "第二百八十二条", "第一款")}之规定，决定对${someone("pupil", who.name)}附条件不起诉。${statute("刑事诉讼法", "第二百八十三条", "第二款")}规定：“${quoted("附条件不起诉的考验期为六个月以上一年以下，从人民检察院作出附条件不起诉的决定之日起计算", ["六个月以上", "三个月以上"], ["一年以下", "二年以下"], ["作出", "送达"])}。”据此，考验期定为${lengthOf("probation", months)}，${termOf("probation", course.decided, months)}。`,
      body`考验期内，${someone("pupil", who.name)}应当遵守法律法规，服从监督，按照考察机关的规定报告活动情况；离开所居住的市、县须报经批准；按照要求接受矫治和教育。违反上列规定情节严重的，本院将撤销附条件不起诉决定，提起公诉。`,
      body`如对本决定有异议，${someone("pupil", who.name)}及其法定代理人可以向本院提出。`,
      sealLine(s.procuratorate),
      dayLine(course.decided),
      enclosed("1.", "监督考察协议书；", "附："),
      enclosed("2.", "心理测评建议；"),
      enclosed("3.", "家庭教育指导计划。"),
    ],
    record: recordOf(s, [who], {
      charge: "寻衅滋事罪",
      actOn: course.act,
      acceptedOn: course.accepted,
      days: { act: [course.act], accepted: [course.accepted], told: [course.told] },
    }),
    order: ["act", "accepted", "told", "signed"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "accepted", to: "signed", days: 46 },
    ],
  };
}

/** Money for a victim who can get none from the offender. */
export function aidDecision(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = s.person("applicant", [1976, 1994]);
  const applied = s.workday(course.arrested, 6, 20);
  const decided = s.workday(applied, 5, 9);
  const [treatment, rehabilitation] = drawAmounts(random, 2, [18_000, 46_000]);
  const costs = treatment + rehabilitation;
  const aid = random.between(10, 30) * 100_000;
  return {
    family: "aid-decision",
    kind: "non-prosecution-decision",
    paragraphs: [
      title(s.procuratorate),
      title("国家司法救助决定书"),
      numberLine(`${s.mark}救决〔${decided.slice(0, 4)}〕${random.between(2, 58)}号`),
      body`救助申请人：${personLine(who)}，联系电话${slot(who.phone, "phone", "applicant", who.phone)}。`,
      body`申请人${someone("applicant", who.name)}因遭受故意伤害，无法从加害人处获得赔偿，生活面临急迫困难，于${day("applied", applied)}向本院申请国家司法救助。`,
      body`本院审查查明：${day("act", course.act)}，申请人${someone("applicant", who.name)}在${s.town}被他人持械打伤，经${today("鉴定意见", "鉴定结论")}确认为重伤二级。截至申请之日，其已支付治疗费${part("treatment", treatment)}、康复费${part("rehabilitation", rehabilitation)}，共支出${whole("costs", costs)}。上述费用属于${statute("民法典", "第一千一百七十九条", "", ["侵权责任法", "第十六条"], ["民法通则", "第一百一十九条"])}规定的赔偿范围，但加害人无财产可供赔偿。申请人系城乡最低生活保障对象，需${word("抚养", "扶养")}一名未成年子女。`,
      body`本院认为，申请人${someone("applicant", who.name)}符合国家司法救助条件。本院应当自收到申请之日起十个工作日内作出决定，经研究，决定给予${someone("applicant", who.name)}司法救助金${part("aid", aid)}（大写：人民币${inCapitals("aid", aid)}）。本次救助为一次性救助，由本院按规定发放至申请人本人银行账户。`,
      body`申请人收款时应当出具收据，收据金额为${part("aid", aid)}。以虚假材料骗取救助的，本院将依法追回。`,
      sealLine(s.procuratorate),
      dayLine(decided),
    ],
    record: recordOf(s, [], { actOn: course.act, days: { act: [course.act] } }),
    sums: [{ whole: "costs", parts: ["treatment", "rehabilitation"] }],
    order: ["act", "applied", "signed"],
    deadlines: [{ from: "applied", to: "signed", days: 20 }],
  };
}
