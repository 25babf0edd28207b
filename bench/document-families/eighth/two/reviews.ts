import type { Draft } from "../../draft.ts";
import { amountIn, day, head, inCapitals, later, monthsOn, part, row, sameYear, someone, whole } from "../../forms.ts";
import { ageAt, codeAt, firmNamed, IN_TIME, phoneAt, procedural } from "../../marked/pieces.ts";
import { daysAfter, personLine, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  articleAlone,
  body,
  charge,
  dayLine,
  lengthOf,
  listed,
  quoted,
  signLine,
  statute,
  suspect,
  termOf,
  title,
  today,
  word,
} from "../../marked/slips.ts";
import { drawAmounts, type Story, sumOf } from "../../story.ts";
import { barred, label } from "./pieces.ts";

const PRETEXTS = ["首单返利", "垫付任务金", "连单任务", "账户解冻", "补缴个税"];

export function brushReview(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const man = s.person("man", [1984, 2002]);
  const firm = s.firm("电子商务");
  const count = random.between(4, 5);
  const days = daysAfter(random, later(course.filed, -34), count, 30);
  const moneys = drawAmounts(random, count, [3_200, 18_800]);
  const total = sumOf(moneys);
  const keys = days.map((_, at) => `paid-${at + 1}`);
  const rebates = drawAmounts(random, 2, [300, 1_400]);
  const rebate = sumOf(rebates);
  const [victim, witness] = [s.person("victim", [1970, 1996]), s.name()];
  const name = someone("man", man.name);
  const hurt = someone("victim", victim.name);
  const seen = someone("witness", witness);
  const own = firmNamed("firm", firm.name);
  return {
    family: "two-brush-review",
    kind: "review-report",
    paragraphs: [
      title(`关于${man.name}涉嫌诈骗案的审查报告`),
      head("parts", "一、", "案件基本情况表"),
      barred("项目", "内容"),
      barred("案由", charge("诈骗罪")),
      barred("移送单位", s.police),
      barred("受理日期", day("accepted", course.accepted)),
      barred("告知日期", day("told", course.told)),
      barred("承办部门", "本院第一检察部"),
      head("parts", "二、", "犯罪嫌疑人及被害人"),
      label("犯罪嫌疑人", personLine(man), "。"),
      label("被害人", personLine(victim), "。"),
      label("关联单位", own, "，统一社会信用代码", codeAt("firm", firm.code), "，系", name, "注册的公司，用于收款。"),
      head("parts", "三、", "强制措施"),
      body`${day("filed", course.filed)}，${s.police}决定立案。${suspect()}${name}于${sameYear("detained", course.detained, course.filed)}归案并被刑事拘留，${day("arrested", course.arrested)}经本院批准逮捕，${word("羁押", "羁压")}于${s.detention}。`,
      head("parts", "四、", "经审查认定的事实"),
      body`${name}在网上发布“刷单兼职”广告，${hurt}（首次付款时${ageAt(victim, "paid-day-1", days[0] ?? "")}周岁）扫码入群后，按${name}的指令先后付款${listed("payments", count, { near: keys })}笔，均进入${own}的对公${word("账户", "帐户")}，明细如下（单位：元）：`,
      row("笔次", "付款日", "名目", "金额"),
      ...days.map((on, at) =>
        row(String(at + 1), day(`paid-day-${at + 1}`, on, "iso"), PRETEXTS[at] ?? "", part(`paid-${at + 1}`, moneys[at] ?? 0, "column")),
      ),
      row("小计", "", "", whole("total", total, "column")),
      body`为取得信任，${name}曾返还${hurt}佣金两次，分别为${part("rebate-1", rebates[0])}和${part("rebate-2", rebates[1])}，共返还${part("rebate", rebate)}。付款总额${whole("total", total)}扣除返还部分，${hurt}实际损失为${whole("loss", total - rebate)}（${inCapitals("loss", total - rebate)}），本院以此作为犯罪数额。`,
      head("parts", "五、", "证据审查"),
      body`1. 书证：${own}开户资料、交易流水，证明资金去向，予以采信；`,
      body`2. 证人${seen}（代办公司注册人员）的证言：其受${name}${word("委托", "委拖")}代办${own}的执照和印章；`,
      body`3. 被害人${hurt}的陈述：付款经过与流水一致；`,
      body`4. ${today("鉴定意见", "鉴定结论")}：手机电子数据恢复报告，与${seen}所述的联系时间相符；`,
      body`5. ${suspect()}的供述：在侦查阶段${word("供认不讳", "供认不违")}，${word("讯问", "询问")}过程同步录音录像完整。`,
      head("parts", "六、", "需要说明的问题"),
      body`①数额标准：实际损失${whole("loss", total - rebate)}已达到电信网络诈骗“数额较大”以上；②退赔：${name}的家属愿意代为退赔，尚未到账；③${own}无其他经营，不作为单位犯罪处理。`,
      head("parts", "七、", "处理意见"),
      body`${suspect()}${name}虚构任务骗取他人钱款，其行为触犯${statute("刑法", "第二百六十六条", "")}，应当以${charge("诈骗罪")}追究刑事责任；其如实供述，可以适用${articleAlone("刑法", "第六十七条", "第三款")}。${statute("刑事诉讼法", "第一百七十六条", "第一款")}要求“${quoted("犯罪事实已经查清，证据确实、充分，依法应当追究刑事责任", ["已经查清", "基本查清"], ["确实、充分", "确凿、充分"])}”，本案已符合，拟以${charge("诈骗罪")}对${name}提起公诉。`,
      body`妥否，请批示。`,
      signLine("承办检察官：", someone("procurator", s.name())),
      signLine(`${s.procuratorate}第一检察部`),
      dayLine(course.decided),
    ],
    record: recordOf(s, [man], {
      charge: "诈骗罪",
      acceptedOn: course.accepted,
      amount: total - rebate,
      days: {
        filed: [course.filed],
        detained: [course.detained],
        arrested: [course.arrested],
        accepted: [course.accepted],
        told: [course.told],
      },
    }),
    sums: [
      { whole: "total", parts: keys },
      { whole: "rebate", parts: ["rebate-1", "rebate-2"] },
      { whole: "loss", parts: ["total"], less: ["rebate"] },
    ],
    order: ["filed", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: IN_TIME,
  };
}

export function brawlArrest(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [striker, helper] = [s.person("striker", [1988, 2004], "male"), s.person("helper", [1988, 2004], "male")];
  const victim = s.person("victim", [1980, 2000], "male");
  const [cook, guest] = [s.name(), s.name()];
  const decided = s.workday(course.asked, 4, 7);
  const bills = drawAmounts(random, 3, [1_800, 19_500]);
  const total = sumOf(bills);
  const a = someone("striker", striker.name);
  const b = someone("helper", helper.name);
  const v = someone("victim", victim.name);
  const [w1, w2] = [someone("cook", cook), someone("guest", guest)];
  return {
    family: "two-brawl-arrest",
    kind: "arrest-review-opinion",
    paragraphs: [
      title("审查逮捕意见书"),
      label("案件名称", a, "、", b, "涉嫌", charge("故意伤害罪"), "案"),
      label("提请机关", s.police),
      label("提请日期", day("asked", course.asked)),
      label("审查期限", "七日（在押）"),
      head("parts", "（一）", "犯罪嫌疑人情况"),
      body`①${personLine(striker)}。${day("detained", course.detained)}被刑事拘留，现押${s.detention}。`,
      body`②${personLine(helper)}。与${a}同日被拘留。`,
      head("parts", "（二）", "简要案情"),
      body`${day("act", course.act)}23时许，${a}（${ageAt(striker, "act", course.act)}周岁）、${b}（${ageAt(helper, "act", course.act)}周岁）在${s.town}一夜宵摊${word("酗酒", "凶酒")}后，因座位与邻桌的${v}（${ageAt(victim, "act", course.act)}周岁）发生口角。${a}持啤酒瓶击打${v}头面部，${b}在旁拉拽${v}的手臂。${s.police}于${day("filed", course.filed)}立案。经鉴定，${v}鼻骨粉碎性骨折，构成轻伤一级。${v}的身份信息：${personLine(victim)}。`,
      head("parts", "（三）", "损失情况"),
      row("费用", "票据金额（元）"),
      row("住院医疗费", part("bill-1", bills[0], "column")),
      row("后续整形费", part("bill-2", bills[1], "column")),
      row("误工费", part("bill-3", bills[2] ?? 0, "column")),
      row("总计", whole("total", total, "column")),
      body`${v}要求赔偿${amountIn(total, "plain")}，${b}的亲属已预付其中的${amountIn(bills[0], "plain")}，${a}尚未支付任何费用，双方${word("调解", "调节")}未成。`,
      head("parts", "（四）", "证据分析"),
      body`1.证人${w1}（摊主）看见${a}先动手；2.证人${w2}（同桌食客）证实${b}只有拉拽动作；3.人体损伤程度${today("鉴定意见书", "鉴定结论书")}；4.监控录像，与${w1}、${w2}所述相合；5.两名${suspect()}的供述：${a}承认${word("殴打", "欧打")}，${b}辩解是劝架。`,
      head("parts", "（五）", "社会危险性评价"),
      body`${a}曾威胁证人${w1}改变证言，有串供可能，符合${statute("刑事诉讼法", "第八十一条", "第一款")}规定的情形；${b}作用较小、有固定住所、已部分赔付，采取${word("取保候审", "取保侯审")}足以防止社会危险性。`,
      head("parts", "（六）", "审查意见"),
      body`${a}的行为涉嫌${statute("刑法", "第二百三十四条", "第一款")}规定的${charge("故意伤害罪")}，依照${statute("刑事诉讼法", "第九十条", "")}，建议批准逮捕；${b}虽参与${charge("故意伤害罪")}的共同犯罪，但无社会危险性，建议不批准逮捕，并向${s.police}说明理由。本案已告知两名${suspect()}有权委托辩护人。`,
      signLine("承办人：", someone("procurator", s.name())),
      signLine(`${s.procuratorate}第一检察部`),
      dayLine(decided),
    ],
    record: recordOf(s, [striker, helper], {
      charge: "故意伤害罪",
      actOn: course.act,
      days: { act: [course.act], filed: [course.filed], detained: [course.detained], asked: [course.asked] },
    }),
    sums: [{ whole: "total", parts: ["bill-1", "bill-2", "bill-3"] }],
    order: ["act", "filed", "detained", "asked", "signed"],
    deadlines: [{ from: "asked", to: "signed", days: 7 }],
  };
}

export function custodyReview(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const man = s.person("man", [1970, 1999]);
  const daughter = s.name("female");
  const [first, second] = [s.name(), s.name()];
  const pays = drawAmounts(random, 3, [1_500, 6_800]);
  const total = sumOf(pays);
  const applied = later(course.arrested, random.between(9, 14));
  const heard = s.workday(applied, 2, 5);
  const decided = s.workday(heard, 1, 4);
  const name = someone("man", man.name);
  const kin = someone("daughter", daughter);
  const [v1, v2] = [someone("victim-1", first), someone("victim-2", second)];
  return {
    family: "two-custody-review",
    kind: "custody-review-opinion",
    paragraphs: [
      title("羁押必要性审查意见"),
      head("parts", "一、", "审查对象"),
      label("姓名及身份", personLine(man)),
      label("涉嫌罪名", charge("盗窃罪")),
      label("羁押场所", s.detention),
      label(
        "羁押期间",
        "侦查羁押期限",
        procedural(termOf("custody", course.arrested, 2), monthsOn(course.arrested, 2)),
        "，共",
        lengthOf("custody", 2),
      ),
      head("parts", "二、", "启动方式"),
      body`${name}于${day("detained", course.detained)}被刑事拘留，${sameYear("arrested", course.arrested, course.detained)}经本院批准被${word("逮捕", "逮补")}。${day("applied", applied)}，其近亲属${kin}（联系电话${phoneAt("daughter", s.phone())}）以家属已代为退赔为由，申请变更强制措施，本院当日登记。`,
      head("parts", "三、", "审查过程"),
      body`（一）查阅案卷${random.between(2, 4)}册，向看守所了解在押表现；（二）${day("heard", heard)}分别听取${s.police}办案民警、被害人${v1}、${v2}以及申请人${kin}的意见；（三）调取${today("卫生健康局", "卫生和计划生育局", "卫生局")}指定医院出具的体检结果。`,
      head("parts", "四、", "查明情况"),
      body`1.犯罪情节：${name}在农贸市场先后扒窃${v1}、${v2}的手机和现金，所涉${charge("盗窃罪")}的事实已查清，主要证据均已固定；`,
      body`2.退赔情况（单位：元）：`,
      row("对象", "款项", "金额"),
      row(v1, "手机折价", part("pay-1", pays[0], "column")),
      row(v1, "被窃现金", part("pay-2", pays[1], "column")),
      row(v2, "手机折价", part("pay-3", pays[2] ?? 0, "column")),
      row("共计", "", whole("total", total, "column")),
      body`${kin}代为支付的${whole("total", total)}，两名被害人已出具收条，${v1}、${v2}均表示${word("谅解", "凉解")}；`,
      body`3.现实危险：${name}无前科，认罪${word("悔罪", "毁罪")}，患高血压，需定期服药，在押期间遵守监规。`,
      head("parts", "五、", "审查意见"),
      body`${statute("刑事诉讼法", "第九十五条", "")}规定：“${quoted("犯罪嫌疑人、被告人被逮捕后，人民检察院仍应当对羁押的必要性进行审查。对不需要继续羁押的，应当建议予以释放或者变更强制措施。", ["予以释放", "立即释放"], ["仍应当", "仍可以"], ["变更强制措施", "变更羁押措施"])}”${suspect()}${name}所犯${charge("盗窃罪")}可能判处三年以下有期徒刑，继续羁押的必要性已经消失。建议${s.police}对其变更为取保候审，并依照该条规定在十日以内将处理情况通知本院。`,
      signLine("检察官：", someone("procurator", s.name())),
      signLine("检察官助理：", someone("assistant", s.name())),
      signLine(`${s.procuratorate}刑事执行检察部`),
      dayLine(decided),
    ],
    record: recordOf(s, [man], {
      charge: "盗窃罪",
      days: { detained: [course.detained], arrested: [course.arrested] },
    }),
    sums: [{ whole: "total", parts: ["pay-1", "pay-2", "pay-3"] }],
    order: ["detained", "arrested", "applied", "heard", "signed"],
  };
}
