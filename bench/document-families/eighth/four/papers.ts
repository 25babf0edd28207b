import type { Member } from "../../cast.ts";
import { type Draft, paragraph } from "../../draft.ts";
import { day, enclosed, head, idOf, inCapitals, later, part, phoneOf, row, someone, under, whole } from "../../forms.ts";
import { ageAt, codeAt, firmNamed, quantity, quantityInAll } from "../../marked/pieces.ts";
import { personLine, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  addressee,
  body,
  cell,
  charge,
  chargeThen,
  dayLine,
  daysLong,
  daysOf,
  lengthOf,
  listed,
  numberLine,
  quoted,
  sealLine,
  signLine,
  statute,
  suspect,
  termOf,
  title,
  today,
  word,
} from "../../marked/slips.ts";
import { drawAmounts, type Story, sumOf, TOLD_IN_TIME } from "../../story.ts";
import { foot, ofCompound } from "./mentions.ts";

/** The holder of a trade mark told of its rights. */
export function holdersRights(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const holder = s.firm("茶业");
  const [maker, seller] = [ofCompound(s.person("maker", [1972, 1996], "male"), random.between(0, 3)), s.person("seller", [1975, 1999])];
  const agent = s.person("agent", [1980, 1996]);
  const claims = drawAmounts(random, 3, [12_000, 68_000]);
  const claim = sumOf(claims);
  const [m, l] = [someone("maker", maker.name), someone("seller", seller.name)] as const;
  return {
    family: "four-holders-rights",
    kind: "rights-notice",
    paragraphs: [
      title(s.procuratorate),
      title("知识产权权利人诉讼权利义务告知书"),
      numberLine(`${s.mark}权告〔${course.told.slice(0, 4)}〕${s.number}号`),
      addressee(holder.name),
      body`${s.police}移送的${m}、${l}涉嫌${charge("假冒注册商标罪")}一案，本院已于${day("accepted", course.accepted)}收到案件材料。${firmNamed("holder", holder.name)}（统一社会信用代码${codeAt("holder", holder.code)}，法定代表人${someone("owner", s.name())}）系该案注册商标权利人，现将有关事项告知如下：`,
      head("r", "一、", "涉案人员"),
      body`${suspect()}${personLine(maker)}。`,
      body`${suspect()}${personLine(seller)}。`,
      body`上述涉案${suspect()}共${listed("suspects", 2, { near: ["maker", "seller"], isHan: true })}人。移送材料载明，二人自${day("act", course.act)}起制售假冒包装茶叶，其时${m}${ageAt(maker, "act", course.act)}周岁，${l}${ageAt(seller, "act", course.act)}周岁。`,
      head("r", "二、", "贵公司已申报的损失"),
      body`据贵公司报案材料，直接损失包括：滞销损失${part("claim-1", claims[0])}，维权费用${part("claim-2", claims[1])}，商誉修复费用${part("claim-3", claims[2] ?? 0)}，共${listed("kinds", 3, { near: ["claim-1", "claim-2", "claim-3"], isHan: true })}项，合计${whole("claim", claim)}（大写：${inCapitals("claim", claim)}）。如对${whole("claim", claim)}这一数额有更正，请附凭证。`,
      head("r", "三、", "贵公司享有的诉讼权利"),
      body`（一）委托诉讼代理人。${statute("刑事诉讼法", "第四十六条", "第一款")}规定，公诉案件的被害人“${quoted("自案件移送审查起诉之日起，有权委托诉讼代理人", ["自案件移送", "自案件侦查终结并移送"], ["诉讼代理人", "法定代理人"], ["有权委托", "应当委托"])}”。`,
      body`（二）提供证据、发表意见。贵公司可就${charge("假冒注册商标罪")}的认定、损失数额及量刑，以书面或者口头形式向本院${word("反映", "反应")}。`,
      body`（三）请求赔偿。损失可依法另行主张；情节严重的，依照${statute("民法典", "第一千一百八十五条", "", ["侵权责任法", "第二条"], ["民法通则", "第一百一十八条"])}，有权请求相应的惩罚性赔偿。`,
      body`（四）申请回避、申请对商业秘密采取保密措施，以及法律规定的其他权利。`,
      head("r", "四、", "贵公司应当履行的义务"),
      body`（一）如实提供证据，不得虚构、夸大损失；（二）按照通知参加诉讼活动；（三）配合${word("鉴定", "签定")}，及时提交正品样品与${today("鉴定意见", "鉴定结论")}所需资料。`,
      head("r", "五、", "意见提交与联系方式"),
      body`书面意见的提交期限${daysOf("opinion", later(course.told, 1), 10)}，共${daysLong("opinion", 10, true)}日。逾期提交的，本院仍将审阅，但可能不及采纳。承办检察官${someone("procurator", s.name())}，联系电话${phoneOf({ key: "procurator", phone: s.phone() })}。`,
      body`本告知书由贵公司委托的${someone("agent", agent.name)}（公民身份号码${idOf(agent)}，电话${phoneOf(agent)}）于${day("told", course.told)}签收；${someone("agent", agent.name)}当场表示已${word("知悉", "知息")}上述权利义务，并对${m}、${l}涉嫌${charge("假冒注册商标罪")}一案无回避申请。${firmNamed("holder", holder.name)}的其他材料，也由${firmNamed("holder", holder.name)}统一盖章后交来。`,
      sealLine(s.procuratorate),
      dayLine(course.told, "han"),
    ],
    record: recordOf(s, [maker, seller], {
      charge: "假冒注册商标罪",
      actOn: course.act,
      acceptedOn: course.accepted,
      days: { act: [course.act], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [{ whole: "claim", parts: ["claim-1", "claim-2", "claim-3"] }],
    order: ["act", "accepted", "told"],
    deadlines: [TOLD_IN_TIME],
  };
}

/** To the police: a summons that lasted too long, goods taken without a list. */
export function summonsTooLong(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [first, second] = [ofCompound(s.person("first", [1975, 1995], "male"), 1), s.person("second", [1978, 2000])];
  const [officer, partner, reviewer] = [s.name("male"), s.name("male"), s.name()];
  const hours = random.between(13, 15);
  const goods = [random.between(21, 44), random.between(12, 20), random.between(5, 11)] as const;
  const cash = drawAmounts(random, 2, [3_200, 18_000]);
  const total = sumOf(cash);
  const called = later(course.filed, 1);
  const found = s.workday(course.accepted, 4, 9);
  const noticed = s.workday(found, 3, 8);
  const [a, b] = [someone("first", first.name), someone("second", second.name)] as const;
  return {
    family: "four-summons-too-long",
    kind: "correction-notice",
    paragraphs: [
      title(s.procuratorate),
      title("纠正违法通知书"),
      numberLine(`${s.mark}纠违〔${noticed.slice(0, 4)}〕${random.between(2, 60)}号`),
      addressee(s.police),
      body`本院在审查你局于${day("accepted", course.accepted)}移送起诉的${a}、${b}涉嫌${charge("赌博罪")}一案时，于${day("found", found)}发现办案活动存在违法情形，遂调阅执法办案区视频，并听取了主办民警${someone("officer", officer)}、协办民警${someone("partner", partner)}的说明。现通知如下：`,
      head("w", "一、", "案件基本情况"),
      body`${suspect()}${personLine(first)}。`,
      body`${suspect()}${personLine(second)}。`,
      body`你局以二人涉嫌${chargeThen("赌博罪")}，于${day("filed", course.filed)}立案。${a}立案当日${ageAt(first, "filed", course.filed)}周岁，${b}${ageAt(second, "filed", course.filed)}周岁，均为成年人。`,
      head("w", "二、", "查明的违法事实"),
      body`（一）传唤超时。${day("called", called)}上午8时，${a}被口头传唤至派出所，直至当日${String(8 + hours)}时许才离开，前后共计${String(hours)}个小时，亦未见延长传唤时间的${word("审批", "审披")}手续。`,
      body`（二）扣押无清单。同日，民警${someone("officer", officer)}从${b}的住处取走扑克${quantity("goods-1", goods[0])}副、筹码${quantity("goods-2", goods[1])}盒、麻将机${quantity("goods-3", goods[2])}台，合计${quantityInAll("goods", goods[0] + goods[1] + goods[2])}件物品，另取走${a}的现金${part("cash-1", cash[0])}、${b}的现金${part("cash-2", cash[1])}，两笔现金合计${whole("cash", total)}（大写${inCapitals("cash", total)}），均未当场${word("开列", "开例")}清单，也无见证人。`,
      body`以上违法情形共${listed("wrongs", 2, { isHan: true })}项，有视频资料、讯问笔录及${someone("officer", officer)}、${someone("partner", partner)}的书面说明为证。${a}、${b}对${whole("cash", total)}的数额没有异议。上述情形尚不影响${charge("赌博罪")}的事实认定，但所涉口供须重新核实，方可作为认定${charge("赌博罪")}的根据。`,
      head("w", "三、", "违反的法律规定"),
      body`上述第一项行为违反了${under("中华人民共和国刑事诉讼法", "第一百一十九条", "第二款")}，该款规定：“${quoted("传唤、拘传持续的时间不得超过十二小时", ["持续的时间", "连续的时间"], ["不得超过", "一般不超过"])}”；第二项行为违反了${statute("刑事诉讼法", "第一百四十二条", "")}关于“${quoted("当场开列清单一式二份", ["一式二份", "一式三份"], ["当场", "事后"])}”的要求。`,
      head("w", "四、", "纠正意见"),
      body`（一）对${someone("officer", officer)}、${someone("partner", partner)}开展执法培训，涉嫌违纪的线索移送${s.place}${today("监察委员会", "监察局")}；（二）对${whole("cash", total)}及全部物品补办手续，与案件无关的及时${word("返还", "反还")}；（三）健全办案区巡查制度，由法制大队逐案审核。`,
      body`请在收到本通知后${daysLong("reply", 15)}日内（${daysOf("reply", later(noticed, 1), 15)}）将纠正情况书面告知本院。联系人${someone("reviewer", reviewer)}，电话${phoneOf({ key: "reviewer", phone: s.phone() })}。`,
      sealLine(s.procuratorate),
      dayLine(noticed),
      enclosed("1.", "视频截图十二张；", "附："),
      enclosed("2.", "民警书面说明二份；"),
      enclosed("3.", "讯问笔录复印件。"),
    ],
    record: recordOf(s, [first, second], {
      charge: "赌博罪",
      acceptedOn: course.accepted,
      days: { filed: [course.filed], accepted: [course.accepted] },
    }),
    sums: [
      { whole: "goods", parts: ["goods-1", "goods-2", "goods-3"] },
      { whole: "cash", parts: ["cash-1", "cash-2"] },
    ],
    order: ["filed", "accepted", "found", "signed"],
  };
}

/** Minutes of a hearing on whether to prosecute a student who lent cards. */
export function lentCards(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who: Member = { ...s.person("lender", [2001, 2005], "male"), schooling: "大学专科在读", work: "学生" };
  const [host, clerk, officer, counsel, recruiter] = [s.name(), s.name(), s.name("male"), s.name(), s.name("male")];
  const jury = [s.name(), s.name(), s.name(), s.name(), s.name()] as const;
  const flows = drawAmounts(random, 3, [101_000, 260_000]);
  const pays = drawAmounts(random, 3, [500, 1_900]);
  const [flow, pay] = [sumOf(flows), sumOf(pays)];
  const filed = later(course.act, random.between(5, 20));
  const invited = s.workday(course.told, 2, 5);
  const met = s.workday(invited, 4, 9);
  const repaid = later(course.told, 1);
  const [me, r] = [someone("lender", who.name), someone("recruiter", recruiter)] as const;
  const jurors = jury.map((name, at) => someone(`juror-${at + 1}`, name));
  return {
    family: "four-lent-cards",
    kind: "hearing-notice",
    paragraphs: [
      title(s.procuratorate),
      paragraph("title", "公开听证会纪要"),
      head("m", "一、", "会议概况"),
      body`时间：${day("met", met)}上午9时；地点：本院听证室；案由：${charge("帮助信息网络犯罪活动罪")}；主持人：${someone("host", host)}；记录人：${someone("clerk", clerk)}。本院于${day("invited", invited)}发出听证通知，各方均按时到会。`,
      body`听证员：${jurors.flatMap((each, at) => (at === 0 ? [each] : [{ text: "、" }, each]))}，共${listed("jurors", 5, { near: ["juror-1", "juror-2", "juror-3", "juror-4", "juror-5"] })}人。到会人员还有：${suspect()}${me}及其辩护人${someone("counsel", counsel)}，${s.police}办案民警${someone("officer", officer)}。`,
      head("m", "二、", "案件情况介绍"),
      body`${someone("host", host)}宣布听证纪律后，承办人介绍案情。${suspect()}${personLine(who)}，联系电话${phoneOf(who)}。${day("filed", filed)}立案侦查，${s.police}对其取保候审${lengthOf("bail", 12)}，期限${termOf("bail", later(filed, 2), 12)}。本案于${day("accepted", course.accepted)}移送本院，本院于${day("told", course.told)}告知${me}诉讼权利。`,
      body`${day("act", course.act)}，时年${ageAt(who, "act", course.act)}周岁的在校生${me}经${r}（另案处理）介绍，将本人名下三张银行卡出租给他人用于转移资金。各卡情况为：`,
      row("卡别", "支付结算金额（元）", "所得报酬（元）"),
      row("工商银行卡", cell("flow-1", flows[0]), cell("pay-1", pays[0])),
      row("建设银行卡", cell("flow-2", flows[1]), cell("pay-2", pays[1])),
      row("农业银行卡", cell("flow-3", flows[2] ?? 0), cell("pay-3", pays[2] ?? 0)),
      row("合计", foot("flow", flow), foot("pay", pay)),
      body`上列银行卡${listed("cards", 3, { near: ["flow-1", "flow-2", "flow-3"], isHan: true })}张，支付结算${whole("flow", flow)}，获利${whole("pay", pay)}（大写${inCapitals("pay", pay)}）。${day("repaid", repaid)}，${me}将违法所得${whole("pay", pay)}悉数退缴，并协助公安机关找到${r}的落脚点。`,
      head("m", "三、", "各方意见"),
      body`${someone("officer", officer)}认为：${me}的行为构成${chargeThen("帮助信息网络犯罪活动罪")}，但系初犯，同意从宽。${someone("counsel", counsel)}认为：${me}系在校学生，被${r}利用，主观恶性小，请求不起诉。${me}当场${word("悔过", "毁过")}，表示不再触碰法律红线。`,
      body`承办人说明：该行为属于${under("中华人民共和国刑法", "第二百八十七条之二", "第一款")}调整的范围，条文表述为“${quoted("明知他人利用信息网络实施犯罪，为其犯罪提供互联网接入、服务器托管、网络存储、通讯传输等技术支持，或者提供广告推广、支付结算等帮助，情节严重的", ["明知他人", "应知他人"], ["支付结算", "支付转账"], ["情节严重", "情节恶劣"])}”；对犯罪情节轻微者，${statute("刑事诉讼法", "第一百七十七条", "第二款")}允许不起诉。`,
      head("m", "四、", "评议结果"),
      body`听证员闭门${word("评议", "平议")}后，由${jurors[0] ?? ""}代表发表意见：${jurors[1] ?? ""}、${jurors[2] ?? ""}主张附加训诫与社会服务，${jurors[3] ?? ""}、${jurors[4] ?? ""}希望学校加强${word("管教", "管叫")}，全体一致赞成对${me}涉嫌${charge("帮助信息网络犯罪活动罪")}一案拟作不起诉处理。`,
      body`本次听证意见供本院检察长决定时参考，会后将与${s.place}${today("人力资源和社会保障局", "劳动和社会保障局", "人事局")}会商就业帮教事宜。`,
      signLine("主持人（签名）：", someone("host", host)),
      signLine("记录人（签名）：", someone("clerk", clerk)),
      paragraph("signature", day("met", met)),
      enclosed("1.", "听证员意见表五份；", "附："),
      enclosed("2.", "会议照片；"),
      enclosed("3.", "到会人员签到表。"),
    ],
    record: recordOf(s, [who], {
      charge: "帮助信息网络犯罪活动罪",
      actOn: course.act,
      acceptedOn: course.accepted,
      amount: flow,
      days: { act: [course.act], filed: [filed], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [
      { whole: "flow", parts: ["flow-1", "flow-2", "flow-3"] },
      { whole: "pay", parts: ["pay-1", "pay-2", "pay-3"] },
    ],
    order: ["act", "filed", "accepted", "told", "invited"],
    deadlines: [TOLD_IN_TIME],
  };
}
