import { surnameOf } from "../cast.ts";
import { type Draft, type Piece } from "../draft.ts";
import {
  ageOf,
  bornOf,
  CRIMINAL,
  chargeOf,
  counted,
  day,
  idOf,
  later,
  lawOf,
  named,
  numbered,
  PROCEDURE,
  part,
  phoneOf,
  provision,
  sealed,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { drawCourse, published, type Story, sumOf, workdayWithin } from "../story.ts";
import { aged, ageThen, body, fromTo, inMonth, inYear, length, prices, recorded, signature, title, told, wholeMonths } from "./words.ts";

/** A minor put on probation instead of being accused: the parent beside the child, the term with both its days, conditions in items. */
export function minorProbationDecision(story: Story): Draft {
  const { random, cast, police, procuratorate, mark, place } = story;
  const on = later("2024-03-16", random.between(0, 500));
  const child = aged(cast.member("a", [2007, 2008], { isOrdinary: true }), random.between(16, 17), on, random);
  const guardian = cast.member("p", [1974, 1986], { isOrdinary: true });
  // A father bears his child's surname.
  const given = guardian.name.slice(surnameOf(guardian.name).length);
  const parent = guardian.sex === "male" ? { ...guardian, name: surnameOf(child.name) + given } : guardian;
  const [counsel, worker, victim, procurator] = cast.names();
  const amounts = prices(random, 3, [900, 2_800]);
  const total = sumOf(amounts);
  const caught = later(on, random.between(3, 12));
  const accepted = workdayWithin(random, caught, [48, 80]);
  const informed = workdayWithin(random, accepted, [1, 2]);
  const decided = workdayWithin(random, accepted, [19, 29]);
  const months = wholeMonths(decided, random.between(6, 10));
  return {
    family: "minor-probation-decision",
    kind: "non-prosecution-decision",
    record: recorded(story, [child], ["盗窃罪"], { act: [on], accepted: [accepted], told: [informed] }, total),
    sums: [{ whole: "total", parts: ["battery/0", "battery/1", "battery/2"] }],
    order: ["act", "caught", "accepted", "told"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "accepted", to: "signed", days: 46 },
    ],
    paragraphs: [
      title`${procuratorate}`,
      title`附条件不起诉决定书`,
      { style: "number", pieces: [numbered(`${mark}未检附不诉〔${decided.slice(0, 4)}〕${random.between(2, 61)}号`)] },
      body`被附条件不起诉人${named(child)}，${sexOf(child)}，${bornOf(child)}出生（作案时${ageOf(child, on)}周岁），居民身份证号码${idOf(child)}，${child.nation}，系${place}职业中专学生，住${child.address}。`,
      body`法定代理人${named(parent)}，${sexOf(parent)}，系${named(child)}之${parent.sex === "male" ? "父" : "母"}，身份证号码${idOf(parent)}，联系电话${phoneOf(parent)}。`,
      body`辩护人${someone("counsel", counsel)}，湖南某律师事务所律师，法律援助中心指派。`,
      body`本案由${police}侦查终结，以${named(child)}涉嫌${chargeOf("盗窃罪")}，于${day("accepted", accepted)}移送审查起诉。本院受案后，${inMonth("told", informed, accepted)}向${named(child)}及其法定代理人${named(parent)}告知了诉讼权利，并委托司法社工${someone("worker", worker)}开展社会调查。`,
      body`经审查查明：${day("act", on)}晚自习后，${named(child)}独自在${place}某小区地下车库，先后撬走${someone("victim", victim)}等三名住户停放的电动车上的蓄电池三组，分别价值${part("battery/0", amounts[0])}、${part("battery/1", amounts[1])}、${part("battery/2", amounts[2] ?? 0)}，总值${whole("total", total)}，后转手卖得${part("sold", Math.floor(total / 300_00) * 100_00)}，用于购买游戏装备。${inYear("caught", caught, on)}，${named(parent)}发现后带其到派出所说明情况，并按总值${whole("total", total)}赔给三名住户，取得谅解。`,
      body`${lawOf(CRIMINAL)}${provision(CRIMINAL, "第二百六十四条")}对盗窃数额较大的规定了三年以下有期徒刑、拘役或者管制。${named(child)}犯罪时已满十六周岁不满十八周岁，依照该法${provision(CRIMINAL, "第十七条", "第四款")}应当从轻或者减轻处罚；由家长陪同投案、如实供述，依照该法${provision(CRIMINAL, "第六十七条", "第一款")}成立自首。综合考虑，可能判处一年有期徒刑以下刑罚，${named(child)}悔罪表现明显，社会调查报告显示其具备帮教条件，公安机关、被害人均无异议，${named(child)}和${named(parent)}也书面同意。`,
      body`据此，按照${under(PROCEDURE, "第二百八十二条", "第一款")}，决定对${named(child)}附条件不起诉。考验期为${length("probation", months)}，${fromTo("probation", decided, months)}。`,
      body`考验期内，${named(child)}应当遵守${under(PROCEDURE, "第二百八十三条", "第三款")}的规定，并且：（1）每月向本院书面汇报一次；（2）完成社区公益服务${random.between(4, 9) * 5}小时；（3）夜间十点以后不得出入网吧；（4）接受每两周一次的心理辅导。有${under(PROCEDURE, "第二百八十四条", "第一款")}所列情形的，本院将撤销本决定，提起公诉；考验期满没有上述情形的，作出不起诉决定。`,
      body`${named(child)}及其法定代理人如有异议，可以在收到本决定书后七日以内向本院提出。被害人如不服，可以向上一级人民检察院申诉。`,
      signature`检察官：${someone("procurator", procurator)}`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      { style: "signature", pieces: [signed(decided)] },
    ],
  };
}

/** A relative who hid a thief's goods: light, published. Written in two long paragraphs. */
function hiddenGoods(story: Story): Draft {
  const { random, cast, police, procuratorate, mark, number } = story;
  const c = drawCourse(random);
  const buyer = cast.member("a", [1963, 1998], { isOrdinary: true });
  const [thief, counsel, procurator, assistant] = cast.names();
  const count = random.between(3, 5);
  const bids = prices(random, count, [700, 2_600], 100);
  const paid = sumOf(bids);
  const worth = paid + random.between(10, 60) * 10_000;
  const bailed = c.filed;
  const goods = ["铜线", "旧电机", "蓄电池", "铝型材", "电缆头"];
  const days = bids.map((_, at) => later(c.act, -(count - 1 - at) * 3));
  return {
    family: "hidden-goods-decision",
    kind: "non-prosecution-decision",
    record: recorded(story, [buyer], ["掩饰、隐瞒犯罪所得罪"], { act: days, accepted: [c.accepted], told: [c.told] }, paid),
    sums: [{ whole: "paid", parts: bids.map((_, at) => `bought/${at}`) }],
    order: ["act", "filed", "accepted", "told"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "accepted", to: "signed", days: 46 },
    ],
    paragraphs: [
      title`${procuratorate}`,
      title`不 起 诉 决 定 书`,
      { style: "number", pieces: [numbered(`${mark}刑不诉〔${c.decided.slice(0, 4)}〕${number}号`)] },
      body`被不起诉人${named(buyer)}，${sexOf(buyer)}，${bornOf(buyer)}出生，公民身份号码${idOf(buyer)}，${buyer.nation}，${buyer.schooling}，经营废旧物资回收，住${buyer.address}，联系方式${phoneOf(buyer)}。`,
      body`被不起诉人${named(buyer)}涉嫌${chargeOf("掩饰、隐瞒犯罪所得罪")}一案，由${police}${day("filed", c.filed)}立案，${told("当日", "bailed", bailed)}对其取保候审，侦查终结后移送起诉，本院${inYear("accepted", c.accepted, bailed)}受理，${inMonth("told", c.told, c.accepted)}告知诉讼权利，辩护人${someone("counsel", counsel)}提出了不起诉的意见。`,
      body`经审查查明，${named(buyer)}明知${someone("thief", thief)}（已判刑）送来的物品来路不正，仍在其经营的收购站予以收购，计${counted("of bought", count)}次：${bids.flatMap(
        (each, at): Piece[] => [
          { text: at === 0 ? "" : "，" },
          at === 0 ? day("act", days[0] ?? c.act) : inYear(`act-${at}`, days[at] ?? c.act, days[at - 1] ?? c.act),
          { text: `付${at === 0 ? "款" : ""}` },
          part(`bought/${at}`, each),
          { text: `收${goods[at] ?? "废铁"}` },
        ],
      )}，共付${whole("paid", paid)}（上述物品经认定价值${part("worth", worth)}）。公安人员上门询问时，${named(buyer)}当场承认，主动交出尚未转卖的物品，剩余部分照价退赔。认定上述事实的证据，有收购站流水账、转账记录、价格认定书、${someone("thief", thief)}的供述、${named(buyer)}的供述以及现场照片。`,
      body`本院认为，${named(buyer)}实施了${under(CRIMINAL, "第三百一十二条", "第一款")}规定的行为，但数额不大、时间不长，又是初犯，坦白并退赔，自愿认罪认罚，属于犯罪情节轻微，按照${under(CRIMINAL, "第三十七条")}不需要判处刑罚。依照${under(PROCEDURE, "第一百七十七条", "第二款")}，决定对${named(buyer)}不起诉。`,
      body`查获的物品由${police}依法处理。`,
      body`被不起诉人如果不服，可以自收到本决定书后七日以内向本院申诉；对涉案财物的处理不服的，可以一并提出。`,
      signature`检察官　${someone("procurator", procurator)}　　书记员　${someone("assistant", assistant)}`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      { style: "signature", pieces: [signed(c.decided, "han")] },
    ],
  };
}
export const hiddenGoodsDecision = (story: Story): Draft =>
  published(hiddenGoods(story), story.place, (id) => `${id.slice(0, 4)}××××××××××${id.slice(14)}`);

/** Self-defence: no crime. The reasons come before the facts are done; the accused is never called by a role after the head. */
export function defenceDecision(story: Story): Draft {
  const { random, cast, police, procuratorate, mark, number } = story;
  const c = drawCourse(random);
  const person = cast.member("a", [1970, 1999]);
  const attacker = cast.member("v", [1975, 1999]);
  const [witness, friend, counsel, procurator] = cast.names();
  const released = later(c.asked, random.between(4, 7));
  const hearing = workdayWithin(random, c.accepted, [8, 14]);
  const signedOn = workdayWithin(random, hearing, [2, 12]);
  const costs = prices(random, 3, [600, 9_800]);
  return {
    family: "defence-decision",
    kind: "non-prosecution-decision",
    record: recorded(story, [person], ["故意伤害罪"], { act: [c.act], detained: [c.detained], accepted: [c.accepted] }),
    sums: [{ whole: "costs", parts: ["cost/0", "cost/1", "cost/2"] }],
    order: ["act", "detained", "released", "accepted", "hearing"],
    deadlines: [{ from: "accepted", to: "signed", days: 46 }],
    paragraphs: [
      title`${procuratorate}`,
      title`不起诉决定书`,
      title`（法定不起诉）`,
      { style: "number", pieces: [numbered(`${mark}一部刑不诉〔${signedOn.slice(0, 4)}〕${number}号`)] },
      body`被不起诉人：${named(person)}，${sexOf(person)}，${bornOf(person, "iso")}生，${person.nation}，证件号码${idOf(person)}，住${person.address}，${person.work}。`,
      body`辩护人：${someone("counsel", counsel)}律师。`,
      body`移送机关：${police}；移送案由：${chargeOf("故意伤害罪")}；受理日期：${day("accepted", c.accepted, "iso")}。`,
      body`强制措施经过：${day("detained", c.detained, "iso")}刑事拘留，公安机关提请逮捕后，本院审查认为不构成犯罪，${day("released", released, "iso")}作出不批准逮捕的决定，${named(person)}当天获释。`,
      body`移送认定的事实是：${named(person)}与${named(attacker)}互殴，持烤串铁签刺伤${named(attacker)}腹部，致其轻伤一级。本院的审查结论与此不同。`,
      body`监控录像和${someone("witness", witness)}、${someone("friend", friend)}的证言一致显示：${day("act", c.act)}23时许，酒后的${named(attacker)}（${sexOf(attacker)}，公民身份号码${idOf(attacker)}，案发时${ageThen(attacker, "act", c.act)}岁）无故掀翻${named(person)}（案发时${ageOf(person, c.act)}岁）等人的餐桌，${named(person)}起身劝阻，被其用啤酒瓶击中头部，跌倒后又遭连续踢打；${named(person)}倒地时摸到一根铁签，胡乱挥挡，刺中${named(attacker)}一次，${named(attacker)}退开，${named(person)}随即停手并要求店主报警。经鉴定，${named(attacker)}构成轻伤一级，${named(person)}构成轻微伤。${named(attacker)}就诊花费${part("cost/0", costs[0])}，检查费${part("cost/1", costs[1])}，复查费${part("cost/2", costs[2] ?? 0)}，总计${whole("costs", sumOf(costs))}，已由其医保和本人承担。`,
      body`${day("hearing", hearing, "iso")}，本院就本案召开公开听证会，五名听证员一致认为${named(person)}的行为属于防卫。`,
      body`本院认为，${named(attacker)}的侵害无端发起、正在进行且持续升级，${named(person)}为使本人免受正在进行的不法侵害而采取制止行为，手段、强度没有明显超过必要限度，也未造成重大损害，根据${under(CRIMINAL, "第二十条", "第一款")}，属于正当防卫，不负刑事责任。移送机关关于${chargeOf("故意伤害罪")}的定性不当。依照${under(PROCEDURE, "第一百七十七条", "第一款")}的规定，决定对${named(person)}不起诉。`,
      body`被害人如对本决定不服，可以自收到后七日以内向上一级人民检察院申诉，也可以不经申诉，直接向人民法院起诉。`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      signature`承办人：${someone("procurator", procurator)}`,
      { style: "signature", pieces: [signed(signedOn)] },
    ],
  };
}

/** Evidence that did not suffice, twice sent back; whole story in steps, told backwards from the decision. */
export function unprovenTheftDecision(story: Story): Draft {
  const { random, cast, police, procuratorate, mark, number } = story;
  const c = drawCourse(random);
  const person = cast.member("a", [1968, 2001], { isOrdinary: true });
  const [victim, relative, counsel, procurator] = cast.names();
  const [lost, other] = prices(random, 2, [2_300, 8_800]);
  const back1 = workdayWithin(random, c.accepted, [16, 28]);
  const again1 = workdayWithin(random, back1, [18, 28]);
  const back2 = workdayWithin(random, again1, [16, 28]);
  const again2 = workdayWithin(random, back2, [18, 28]);
  const decided = workdayWithin(random, again2, [14, 28]);
  return {
    family: "unproven-theft-decision",
    kind: "non-prosecution-decision",
    record: recorded(story, [person], ["盗窃罪"], { act: [c.act], detained: [c.detained], accepted: [c.accepted] }, lost + other),
    sums: [{ whole: "lost", parts: ["cash", "ring"] }],
    order: ["act", "detained", "bailed", "accepted", "back1", "again1", "back2", "again2"],
    deadlines: [
      { from: "back1", to: "again1", days: 31 },
      { from: "back2", to: "again2", days: 31 },
      { from: "again2", to: "signed", days: 46 },
    ],
    paragraphs: [
      title`${procuratorate}`,
      title`不起诉决定书`,
      title`（证据不足不起诉）`,
      { style: "number", pieces: [numbered(`${mark}刑不诉〔${decided.slice(0, 4)}〕${number}号`)] },
      body`被不起诉人${named(person)}，${sexOf(person)}，${bornOf(person)}出生，公民身份号码${idOf(person)}，${person.nation}，${person.schooling}，${person.work}，联系电话${phoneOf(person)}，住${person.address}，辩护人${someone("counsel", counsel)}。`,
      body`本院于${day("again2", again2)}第三次收到本案。此前，${police}以${named(person)}涉嫌${chargeOf("盗窃罪")}于${day("accepted", c.accepted)}首次移送审查起诉；本院因事实不清、证据不足，${inYear("back1", back1, c.accepted)}第一次退回补充侦查，侦查机关${inYear("again1", again1, back1)}重报；${inYear("back2", back2, again1)}第二次退回，至前述日期重报。`,
      body`侦查期间，${named(person)}${day("detained", c.detained)}被刑事拘留，${inMonth("bailed", later(c.detained, random.between(8, 14)), c.detained)}转取保候审。`,
      body`${police}移送审查起诉认定：${day("act", c.act)}，${named(person)}（${ageOf(person, c.act)}岁）趁在${someone("victim", victim)}家做保洁之机，盗走床头抽屉内现金${part("cash", lost)}及价值${part("ring", other)}的戒指一枚，损失合计${whole("lost", lost + other)}。`,
      body`本院经审查并两次退回补充侦查，仍然认为${police}认定的犯罪事实不清、证据不足：其一，${named(person)}始终否认；其二，${someone("victim", victim)}关于最后一次看到财物的时间，三次陈述不一；其三，案发当周出入该户的尚有水电工、快递员等数人，未能排除他人作案；其四，所称${whole("lost", lost + other)}的损失只有${someone("victim", victim)}的说法和一张购物发票，其亲属${someone("relative", relative)}的证言系传来证据；其五，抽屉上未检出${named(person)}的指纹。全案不能得出唯一结论，不符合起诉条件。`,
      body`依照${under(PROCEDURE, "第一百七十五条", "第四款")}的规定，决定对${named(person)}不起诉，此前认定的${chargeOf("盗窃罪")}嫌疑不得作为对其作出不利评价的根据。`,
      body`被不起诉人如不服本决定，可以自收到之日起七日内申诉；被害人如不服，可以在同样的期限内向上一级人民检察院申诉，或者直接向人民法院起诉。`,
      signature`检　察　官：${someone("procurator", procurator)}`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      { style: "signature", pieces: [signed(decided)] },
    ],
  };
}
export const publishedUnprovenDecision = (story: Story): Draft =>
  published(unprovenTheftDecision(story), story.place, (id) => `${id.slice(0, 6)}**********${id.slice(16)}`);
