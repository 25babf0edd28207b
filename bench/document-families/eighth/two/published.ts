import type { Member } from "../../cast.ts";
import type { Draft, Piece } from "../../draft.ts";
import { bornOf, day, enclosed, head, idOf, later, monthsOn, part, row, sameYear, sexOf, someone, whole } from "../../forms.ts";
import { ageAt, firmNamed, IN_TIME, phoneAt, procedural, yearOf } from "../../marked/pieces.ts";
import { recordOf, type Scene, sceneOf } from "../../marked/scene.ts";
import {
  accused,
  articleAlone,
  body,
  charge,
  chargeThen,
  dayLine,
  lengthOf,
  listed,
  numberLine,
  penalty,
  quoted,
  role,
  sealLine,
  signLine,
  statute,
  termOf,
  title,
  toCourt,
  today,
  word,
} from "../../marked/slips.ts";
import { drawAmounts, published, type Story, sumOf } from "../../story.ts";
import { label } from "./pieces.ts";

/** Nothing below the county. */
const openLine = ({ place }: Scene, who: Member): Piece[] => [
  someone(who.key, who.name),
  { text: "，" },
  sexOf(who),
  { text: "，" },
  bornOf(who),
  { text: "出生，公民身份号码" },
  idOf(who),
  { text: `，${who.nation}，${who.schooling}，户籍地湖南省${place.endsWith("区") ? "岳阳市" : ""}${place}` },
];
const cleared = (): Piece => role("被不起诉人");

/** Cards and the account of a firm lent to swindlers. */
export function cardsPublished(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [lender, go] = [s.person("lender", [1985, 2003]), s.person("go-between", [1985, 2003])];
  const firm = s.firm("商务信息咨询");
  const flows = drawAmounts(random, 3, [110_000, 290_000]);
  const total = sumOf(flows);
  const frauds = drawAmounts(random, 2, [8_000, 26_000]);
  const fees = drawAmounts(random, 2, [2_100, 4_900]);
  const [victim, other] = [s.name(), s.name()];
  const lent = later(course.act, -20);
  const name = someone("lender", lender.name);
  const second = someone("go-between", go.name);
  const draft: Draft = {
    family: "two-cards",
    kind: "indictment",
    paragraphs: [
      title(`${s.procuratorate}起诉书`),
      numberLine(`${s.mark}刑诉〔${yearOf(course.decided)}〕${s.number}号`),
      body`（网络公开版）`,
      head("parts", "一、", "当事人"),
      label("1号被告人", openLine(s, lender), "，联系电话", phoneAt("lender", lender.phone), "。"),
      label("2号被告人", openLine(s, go), "，联系电话", phoneAt("go-between", go.phone), "。"),
      label("涉案单位", firmNamed("firm", firm.name), "（登记的法定代表人为", name, "，无实际经营）。"),
      head("parts", "二、", "案件由来"),
      body`${s.police}以两名被告人涉嫌${chargeThen("帮助信息网络犯罪活动罪")}将案件${word("侦查", "侦察")}终结，于${day("accepted", course.accepted)}移送本院。本院在${sameYear("told", course.told, course.accepted)}履行告知义务，听取了值班律师${someone("counsel", s.name())}的意见，两名被告人均签署具结书。`,
      head("parts", "三、", "经审查查明"),
      body`${day("lent", lent)}，${accused()}${second}联系${accused()}${name}，约定“一套资料”的报酬。时年${ageAt(lender, "lent", lent)}周岁的${name}明知对方收集银行${word("账户", "帐户")}用于违法活动，仍注册成立${firmNamed("firm", firm.name)}，并将本人名下两张银行卡和该公司对公账户交给${second}转交他人。${listed("accounts", 3, { near: ["flow-1", "flow-2", "flow-3"] })}个账户的入账情况如下：`,
      row("账户", "户名", "入账金额（元）"),
      row("622848*********3317", "个人（农业银行）", part("flow-1", flows[0], "column")),
      row("621799*********0526", "个人（邮政储蓄银行）", part("flow-2", flows[1], "column")),
      row("4305016*********00091", "对公（建设银行）", part("flow-3", flows[2] ?? 0, "column")),
      row("合计", "", whole("total", total, "column")),
      body`上述资金中，查实被害人${someone("victim-1", victim)}被骗${part("fraud-1", frauds[0])}、被害人${someone("victim-2", other)}被骗${part("fraud-2", frauds[1])}，两笔共${part("fraud", sumOf(frauds))}。${name}获利${part("fee-1", fees[0])}，${second}获利${part("fee-2", fees[1])}，合计获利${part("fee", sumOf(fees))}，到案后已全部退缴。`,
      head("parts", "四、", "证据"),
      body`1.银行流水与开户资料；2.${firmNamed("firm", firm.name)}的工商登记档案；3.聊天记录、电子数据检查笔录；4.被害人${someone("victim-1", victim)}、${someone("victim-2", other)}的陈述；5.两名被告人的供述与${word("辩解", "辨解")}。`,
      head("parts", "五、", "指控意见"),
      body`${statute("反电信网络诈骗法", "第三十一条", "第一款")}规定：“${quoted("任何单位和个人不得非法买卖、出租、出借电话卡、物联网卡、电信线路、短信端口、银行账户、支付账户、互联网账号等，不得提供实名核验帮助", ["出租、出借", "租用、借用"], ["实名核验", "实名认证"], ["银行账户", "银行卡"])}”。${name}、${second}为他人犯罪提供支付结算帮助，情节严重，构成${charge("帮助信息网络犯罪活动罪")}，适用${statute("刑法", "第二百八十七条之二", "第一款")}。两人自愿认罪，可以从宽。`,
      body`本院对${accused()}${name}所犯${charge("帮助信息网络犯罪活动罪")}，建议判处${penalty("287-2", random.pick([8, 10, 12, 15]), ["有期徒刑四年", "有期徒刑三年六个月", "有期徒刑五年"])}；对${accused()}${second}所犯${charge("帮助信息网络犯罪活动罪")}，建议判处${penalty("287-2", random.pick([9, 11, 14, 16]), ["有期徒刑三年八个月", "有期徒刑四年二个月"])}；均并处${word("罚金", "罚款")}，违法所得${part("fee", sumOf(fees))}予以没收。`,
      body`本院依照${statute("刑事诉讼法", "第一百七十六条", "第二款")}随案移送量刑建议和具结书，并向你院提起公诉。`,
      ...toCourt(s.court),
      signLine("检察官：", someone("procurator", s.name())),
      sealLine(s.procuratorate),
      dayLine(course.decided),
      enclosed("1.", "认罪认罚具结书两份；", "附："),
      enclosed("2.", "案卷及光盘；"),
      enclosed("3.", "退缴款项票据。"),
    ],
    record: recordOf(s, [lender, go]),
    sums: [
      { whole: "total", parts: ["flow-1", "flow-2", "flow-3"] },
      { whole: "fraud", parts: ["fraud-1", "fraud-2"] },
      { whole: "fee", parts: ["fee-1", "fee-2"] },
    ],
    order: ["lent", "accepted", "told", "signed"],
    deadlines: IN_TIME,
  };
  return published(draft, s.place);
}

export function trafficMercyPublished(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const driver = s.person("driver", [1968, 1998]);
  const dead = s.person("dead", [1944, 1956]);
  const heir = s.person("heir", [1946, 1956], dead.sex === "male" ? "female" : "male");
  const [funeral, other] = drawAmounts(random, 2, [31_000, 49_000]);
  const [death] = drawAmounts(random, 2, [212_000, 389_000]);
  const due = sumOf([funeral, death, other]);
  const plate = `湘FA${random.between(1000, 9999)}`;
  const insurer = Math.round((due * 0.7) / 1_000_000) * 1_000_000;
  const bailed = course.filed;
  const name = someone("driver", driver.name);
  const kin = someone("heir", heir.name);
  const victim = someone("dead", dead.name);
  const settled = later(course.accepted, 6);
  const draft: Draft = {
    family: "two-traffic-mercy",
    kind: "non-prosecution-decision",
    paragraphs: [
      title(`${s.procuratorate}不起诉决定书`),
      numberLine(`${s.mark}刑不诉〔${yearOf(course.decided)}〕${s.number}号`),
      label("被不起诉人", openLine(s, driver), "，联系电话", phoneAt("driver", driver.phone)),
      label("死者近亲属", openLine(s, heir), "，系死者", victim, "之配偶，联系电话", phoneAt("heir", heir.phone)),
      label("案　　由", charge("交通肇事罪")),
      label("强制措施", "取保候审，", procedural(termOf("bail", bailed, 12), monthsOn(bailed, 12)), "，期限", lengthOf("bail", 12)),
      label("侦查机关", `${s.police}交通管理大队`),
      label("收案日期", day("accepted", course.accepted)),
      label("告知日期", day("told", course.told), "（本院向", cleared(), "及死者近亲属分别送达权利义务告知书）"),
      head("points", "一、", "案件事实"),
      body`${day("act", course.act)}清晨，${name}（时年${ageAt(driver, "act", course.act)}周岁）驾驶${plate}号轻型货车，行至${s.town}集镇路口时未减速让行，与步行横过道路的${victim}（公民身份号码${idOf(dead)}，${bornOf(dead)}出生，时年${ageAt(dead, "act", course.act)}周岁）相撞，致其经抢救无效死亡。${name}停车报警并在现场等候。${today("道路交通事故认定书", "道路交通事故责任认定书")}载明，${name}负事故主要责任，${victim}负次要责任。`,
      head("points", "二、", "损害赔偿"),
      row("项目", "金额"),
      row("丧葬费", part("funeral", funeral)),
      row("死亡赔偿金", part("death", death)),
      row("精神损害抚慰金等其他费用", part("other", other)),
      row("三项合计", whole("due", due)),
      body`以上费用依${statute("民法典", "第一千一百七十九条", "", ["侵权责任法", "第十六条"], ["民法通则", "第一百一十九条"])}核定，其中保险公司支付${part("insurer", insurer)}，${name}支付${part("own", due - insurer)}（转入${kin}账户621700*********4418）。${day("settled", settled)}，${kin}收到全部款项${whole("due", due)}，出具书面${word("谅解", "凉解")}意见，请求检察机关从宽处理。`,
      head("points", "三、", "决定及理由"),
      body`本院认为，${name}违反交通运输管理法规，造成一人死亡，其行为触犯${statute("刑法", "第一百三十三条", "")}，涉嫌${charge("交通肇事罪")}；但其具有自首情节（${articleAlone("刑法", "第六十七条", "第一款")}），系初犯，已足额${word("赔偿", "陪偿")}，犯罪情节轻微，根据${articleAlone("刑法", "第三十七条")}不需要判处刑罚。`,
      body`${statute("刑事诉讼法", "第一百七十七条", "第二款")}的原文是：“${quoted("对于犯罪情节轻微，依照刑法规定不需要判处刑罚或者免除刑罚的，人民检察院可以作出不起诉决定。", ["情节轻微", "情节显著轻微"], ["免除刑罚", "免除处罚"], ["可以作出", "应当作出"])}”据此，决定对${cleared()}${name}的${charge("交通肇事罪")}一案作不起诉处理。`,
      head("points", "四、", "权利告知"),
      body`${cleared()}${name}如有异议，可自收到本决定书后七日以内向本院申诉（${articleAlone("刑事诉讼法", "第一百八十一条")}）；${kin}作为被害方，可自收到本决定书后七日以内向岳阳市人民检察院申诉，也可不经申诉直接向${s.court}起诉（${articleAlone("刑事诉讼法", "第一百八十条")}）。`,
      sealLine(s.procuratorate),
      dayLine(course.decided, "han"),
    ],
    record: recordOf(s, [driver]),
    sums: [
      { whole: "due", parts: ["funeral", "death", "other"] },
      { whole: "due", parts: ["insurer", "own"] },
    ],
    order: ["act", "accepted", "told", "signed"],
    deadlines: IN_TIME,
  };
  return published(draft, s.place);
}

export function doubtPublished(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const man = s.person("man", [1972, 2000]);
  const victims = [s.person("victim-1", [1960, 1990]), s.person("victim-2", [1960, 1990]), s.person("victim-3", [1960, 1990])] as const;
  const losses = drawAmounts(random, 3, [6_000, 28_000]);
  const total = sumOf(losses);
  const back1 = s.workday(course.accepted, 20, 28);
  const again1 = later(back1, random.between(22, 28));
  const back2 = s.workday(again1, 20, 28);
  const again2 = later(back2, random.between(22, 28));
  const decided = s.workday(again2, 14, 26);
  const name = someone("man", man.name);
  const freed = monthsOn(course.arrested, 1);
  const all = victims.flatMap((who, at) => [...(at === 0 ? [] : [{ text: "、" }]), someone(who.key, who.name)]);
  const draft: Draft = {
    family: "two-doubt",
    kind: "non-prosecution-decision",
    paragraphs: [
      title(`${s.procuratorate}不起诉决定书`),
      numberLine(`${s.mark}刑不诉〔${yearOf(decided)}〕${s.number}号`),
      label("被不起诉人", openLine(s, man), "，手机号码", phoneAt("man", man.phone), "。"),
      label("辩护人", someone("counsel", s.name()), "，湖南岳州律师事务所律师。"),
      label("被害人", listed("victims", 3, { near: ["victim-1", "victim-2", "victim-3"] }), "名，即", all, "。"),
      head("steps", "（一）", "诉讼经过"),
      body`${name}因涉嫌${chargeThen("诈骗罪")}，${day("detained", course.detained)}被${word("羁押", "羁压")}，${sameYear("arrested", course.arrested, course.detained)}被批准逮捕，${day("freed", freed)}变更为取保候审。各办案节点如下：`,
      row("节点", "日期"),
      row("移送起诉", day("accepted", course.accepted)),
      row("书面告知权利", day("told", course.told)),
      row("第一次退回补充侦查", day("back-1", back1)),
      row("第一次补侦后重报", day("again-1", again1)),
      row("第二次退回补充侦查", day("back-2", back2)),
      row("第二次补侦后重报", day("again-2", again2)),
      head("steps", "（二）", "移送认定的事实"),
      body`公安机关认为，${name}以“内部渠道购买拆迁安置房指标”为名，先后收取${someone("victim-1", victims[0].name)}（公民身份号码${idOf(victims[0])}）${part("loss-1", losses[0])}、${someone("victim-2", victims[1].name)}（公民身份号码${idOf(victims[1])}）${part("loss-2", losses[1])}、${someone("victim-3", victims[2].name)}（公民身份号码${idOf(victims[2])}）${part("loss-3", losses[2] ?? 0)}，款项均汇入622202*********7756账户，共计${whole("total", total)}，应以${chargeThen("诈骗罪")}追究。`,
      head("steps", "（三）", "审查情况"),
      body`经两次退回，仍有下列疑点无法排除：1.${name}${word("辩称", "辨称")}款项已转交中间人，银行流水显示有取现记录，该中间人身份至今未能查清；2.${all}所述见面地点不一，证言之间存在矛盾；3.${name}是否具有非法占有目的，缺乏客观证据佐证。`,
      head("steps", "（四）", "处理结论"),
      body`${statute("刑事诉讼法", "第一百七十五条", "第四款")}明确：“${quoted("对于二次补充侦查的案件，人民检察院仍然认为证据不足，不符合起诉条件的，应当作出不起诉的决定。", ["二次", "一次"], ["应当", "可以"], ["证据不足", "事实不清"])}”现认定${name}犯${charge("诈骗罪")}的证据不足，涉案${whole("total", total)}的性质亦不能确定，依照上述规定，决定对${cleared()}${name}不起诉；公安机关因其涉嫌${chargeThen("诈骗罪")}而${word("扣押", "扣压")}的物品，由移送机关依法处理。`,
      body`${all}如不服本决定，可以依照${statute("刑事诉讼法", "第一百八十条", "")}，自收到决定书后七日以内向岳阳市人民检察院提出申诉。`,
      sealLine(s.procuratorate),
      dayLine(decided),
    ],
    record: recordOf(s, [man]),
    sums: [{ whole: "total", parts: ["loss-1", "loss-2", "loss-3"] }],
    order: ["detained", "arrested", "accepted", "back-1", "again-1", "back-2", "again-2", "signed"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "back-1", to: "again-1", days: 31 },
      { from: "back-2", to: "again-2", days: 31 },
    ],
  };
  return published(draft, s.place);
}
