import { type Draft, paragraph } from "../../draft.ts";
import { bornOf, day, enclosed, head, idOf, inCapitals, later, part, row, someone, whole } from "../../forms.ts";
import { ageAt, firmNamed, phoneAt, quantity, quantityInAll, yearOf } from "../../marked/pieces.ts";
import { nobody, personLine, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  addressee,
  body,
  charge,
  dayLine,
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
import { drawAmounts, type Story, sumOf } from "../../story.ts";
import { label } from "./pieces.ts";

export function filingNotice(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [man, victim] = [s.person("man", [1968, 1998], "male"), s.person("victim", [1960, 1990])];
  const [seen, lawyer, officer] = [s.name(), s.name(), s.name("male")];
  const reported = later(course.act, 1);
  const refused = s.workday(reported, 12, 24);
  const appraised = s.workday(refused, 10, 20);
  const complained = s.workday(appraised, 3, 9);
  const demanded = s.workday(complained, 4, 7);
  const replied = s.workday(demanded, 4, 7);
  const issued = s.workday(replied, 5, 11);
  const bills = drawAmounts(random, 4, [600, 11_800]);
  const total = sumOf(bills);
  const keys = bills.map((_, at) => `bill-${at + 1}`);
  const names = ["门诊与住院费", "护理费", "误工费", "鉴定费"];
  const [m, v, w, l, o] = [
    someone("man", man.name),
    someone("victim", victim.name),
    someone("witness", seen),
    someone("counsel", lawyer),
    someone("officer", officer),
  ];
  return {
    family: "two-filing-notice",
    kind: "correction-notice",
    paragraphs: [
      title(`${s.procuratorate}通知立案书`),
      numberLine(`${s.mark}通立〔${yearOf(issued)}〕${s.number}号`),
      addressee(s.police),
      label("监督事项", "应当立案而不立案（", charge("故意伤害罪"), "）"),
      label("被控告人", personLine(man)),
      label("控告人", personLine(victim), "，电话", phoneAt("victim", victim.phone)),
      head("parts", "一、", "监督过程"),
      row("步骤", "经办单位", "日期"),
      row("报案", "你局派出所", day("reported", reported)),
      row("作出不予立案决定", "你局", day("refused", refused)),
      row("重新鉴定", "岳阳市司法鉴定中心", day("appraised", appraised)),
      row("向本院控告", "本院控告申诉检察部门", day("complained", complained)),
      row("要求说明理由", "本院", day("demanded", demanded)),
      row("书面说明理由", "你局", day("replied", replied)),
      head("parts", "二、", "控告的事实"),
      body`${day("act", course.act)}上午，${m}（${ageAt(man, "act", course.act)}周岁）因宅基地${word("界址", "界趾")}与邻居${v}（${ageAt(victim, "act", course.act)}周岁）争执，用木棍击打${v}的左前臂。${w}目睹全程并劝阻。${v}的支出列明于下（单位：元）：`,
      ...names.map((name, at) => row(name, part(keys[at] ?? "", bills[at] ?? 0, "column"))),
      row("总计", whole("total", total, "column")),
      body`以上${listed("items", 4, { near: keys })}项费用共${whole("total", total)}（${inCapitals("total", total)}），${m}未支付任何款项。`,
      head("parts", "三、", "不立案理由及本院审查意见"),
      body`（一）你局办案民警${o}说明：首次鉴定${v}为轻微伤，属治安案件，故不立案。`,
      body`（二）${v}补充影像资料后申请重新鉴定，${today("鉴定意见", "鉴定结论")}认定${v}左尺骨骨折，属轻伤二级；证人${w}的证言与监控相互${word("印证", "印正")}；代理律师${l}提交的票据可证明损失。`,
      body`（三）${o}所持的理由建立在已被推翻的鉴定之上。${m}的行为涉嫌${charge("故意伤害罪")}，已达到${statute("刑法", "第二百三十四条", "第一款")}的追诉标准，不立案理由不能成立。`,
      head("parts", "四、", "通知内容"),
      body`${statute("刑事诉讼法", "第一百一十三条", "")}规定：“${quoted("人民检察院认为公安机关不立案理由不能成立的，应当通知公安机关立案，公安机关接到通知后应当立案。", ["应当通知", "可以通知"], ["不能成立", "明显不成立"], ["接到通知后", "收到通知后"])}”现通知你局对${m}涉嫌${charge("故意伤害罪")}一案立案侦查，在收到本通知书后十五日以内决定立案，并将立案决定书副本送达本院。`,
      body`对${v}因伤遭受的损失${whole("total", total)}，请在侦查中一并收集证据。控告人代理律师${l}要求查阅有关材料的，请依法办理。`,
      sealLine(s.procuratorate),
      dayLine(issued),
      enclosed("1.", "控告材料复印件；", "附件："),
      enclosed("2.", "重新鉴定文书；"),
      enclosed("3.", "本院询问证人笔录；"),
      enclosed("4.", "费用票据清单。"),
    ],
    record: recordOf(s, [man], { charge: "故意伤害罪", actOn: course.act, days: { act: [course.act] } }),
    sums: [{ whole: "total", parts: keys }],
    order: ["act", "reported", "refused", "complained", "demanded", "replied", "signed"],
    deadlines: [{ from: "demanded", to: "replied", days: 7 }],
  };
}

const LISTENERS = ["人大代表", "政协委员", "人民监督员", "律师协会代表", "社区工作者"];

export function crashHearing(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [driver, victim] = [s.person("driver", [1975, 2002]), s.person("victim", [1958, 1990])];
  const people = LISTENERS.map((_, at) => ({ key: `listener-${at + 1}`, name: s.name() }));
  const [host, clerk] = [s.name(), s.name()];
  const insurer = `中国人民财产保险股份有限公司${s.place}支公司`;
  const moneys = drawAmounts(random, 3, [6_000, 58_000]);
  const total = sumOf(moneys);
  const issued = s.workday(course.told, 6, 12);
  const held = s.workday(issued, 5, 9);
  const name = someone("driver", driver.name);
  const v = someone("victim", victim.name);
  const h = someone("host", host);
  const c = someone("clerk", clerk);
  return {
    family: "two-crash-hearing",
    kind: "hearing-notice",
    paragraphs: [
      title(`${s.procuratorate}公开听证通知书`),
      addressee(`${driver.name}、${victim.name}`),
      body`本院审查的${name}涉嫌${charge("交通肇事罪")}一案，于${day("accepted", course.accepted)}受理，拟作不起诉处理，现决定公开听证，请按时参加。`,
      head("parts", "一、", "听证安排"),
      label("时　　间", day("held", held), "上午9时30分"),
      label("地　　点", s.procuratorate, "听证室（二楼）"),
      label("主 持 人", h, "（员额检察官）"),
      label("记 录 人", c, "（书记员），电话", phoneAt("clerk", s.phone())),
      head("parts", "二、", "参加人员"),
      body`1. ${suspect()}${name}，${bornOf(driver)}出生，公民身份号码${idOf(driver)}，电话${phoneAt("driver", driver.phone)}；`,
      body`2. 被害人${v}，${bornOf(victim)}出生，公民身份号码${idOf(victim)}，电话${phoneAt("victim", victim.phone)}；`,
      body`3. ${s.police}交警大队办案民警${someone("officer", s.name("male"))}，${insurer}理赔员${someone("adjuster", s.name())}；`,
      body`4. 听证员${listed("listeners", LISTENERS.length, { near: people.map(({ key }) => key) })}名，名单如下：`,
      row("序号", "姓名", "身份"),
      ...people.map(({ key, name: listener }, at) => row(String(at + 1), someone(key, listener), LISTENERS[at] ?? "")),
      head("parts", "三、", "案件概况"),
      body`${day("act", course.act)}，${name}（${ageAt(driver, "act", course.act)}周岁）驾驶严重超载的货车在${s.town}掉头时与骑车的${v}（${ageAt(victim, "act", course.act)}周岁）相撞，致${v}重伤。${today("道路交通事故认定书", "交通事故责任认定书")}确定${name}负全部责任，且其驾驶证已被暂扣。赔偿协议列明（单位：元）：`,
      row("款项", "金额"),
      row("医疗及康复费", part("money-1", moneys[0], "column")),
      row("护理及误工费", part("money-2", moneys[1], "column")),
      row("残疾赔偿金首期", part("money-3", moneys[2] ?? 0, "column")),
      row("协议总额", whole("total", total, "column")),
      body`${name}已按${statute("民法典", "第一千一百七十九条", "", ["侵权责任法", "第十六条"], ["民法通则", "第一百一十九条"])}支付协议约定的${whole("total", total)}，${v}表示不再追究。依${statute("道路交通安全法", "第七十六条", "第一款")}由保险人先行赔付的部分，不计入上述总额。`,
      head("parts", "四、", "听证事项"),
      body`①${name}的行为是否构成${charge("交通肇事罪")}；②犯罪情节是否轻微，可否适用${statute("刑事诉讼法", "第一百七十七条", "第二款")}；③${v}的${word("诉求", "述求")}是否满足；④对${name}所涉${charge("交通肇事罪")}作不起诉后，是否移送行政处罚。`,
      head("parts", "五、", "注意事项"),
      body`1. 由${h}宣布听证纪律，参加人员应当服从${h}的指挥；2. ${people[0] ? someone("listener-1", people[0].name) : ""}等听证员独立发表意见，形成的多数意见是本院作出决定的重要参考；3. 不能到场的，请于${day("excuse", later(held, -2))}前告知${c}；4. 未经允许不得录音、${word("摄像", "摄象")}。`,
      sealLine(s.procuratorate),
      dayLine(issued),
    ],
    record: recordOf(s, [driver], {
      charge: "交通肇事罪",
      actOn: course.act,
      acceptedOn: course.accepted,
      days: { act: [course.act], accepted: [course.accepted] },
    }),
    sums: [{ whole: "total", parts: ["money-1", "money-2", "money-3"] }],
    order: ["act", "accepted", "signed", "held"],
  };
}

const KINDS = ["盗窃", "诈骗", "交通肇事", "故意伤害"];

export function quarterFigures(story: Story): Draft {
  const s = sceneOf(story);
  const { random } = s;
  const year = random.pick(["2024", "2025"]);
  const quarter = random.between(0, 2);
  const from = `${year}-${String(quarter * 3 + 1).padStart(2, "0")}-01`;
  const issued = s.workday(later(from, 91), 6, 14);
  const sued = KINDS.map(() => random.between(9, 34));
  const dropped = KINDS.map(() => random.between(3, 8));
  const pending = KINDS.map(() => random.between(1, 6));
  const taken = KINDS.map((_, at) => (sued[at] ?? 0) + (dropped[at] ?? 0) + (pending[at] ?? 0));
  const keysOf = (column: string): string[] => KINDS.map((_, at) => `${column}-${at + 1}`);
  const back = drawAmounts(random, 4, [21_000, 186_000]);
  const total = sumOf(back);
  const owners = [s.name(), s.name(), s.name()].map((name, at) => someone(`procurator-${at + 1}`, name));
  const old = random.between(3, 9);
  const closed = sumOf(sued) + sumOf(dropped) + old;
  const [most, next] = [Math.round(closed * 0.5), Math.round(closed * 0.31)];
  const done = [most, next, closed - most - next];
  const firm = s.firm("汽车服务");
  const saved = firmNamed("firm", firm.name);
  const editor = s.name();
  return {
    family: "two-quarter-figures",
    kind: "review-report",
    paragraphs: [
      title(`${s.procuratorate}普通犯罪案件季度统计分析报告`),
      numberLine(`${s.mark}管〔${yearOf(issued)}〕${s.number}号`),
      paragraph("addressee", "本院检察委员会："),
      body`现将本季度（${termOf("quarter", from, 3)}，共${lengthOf("quarter", 3)}）普通犯罪检察部门的办案数据报告如下，编制人${someone("editor", editor)}，复核人${owners[0] ?? ""}。`,
      head("parts", "一、", "总体数据"),
      body`本季度受理审查起诉四类案件共${quantityInAll("taken", sumOf(taken))}件，分类情况见表1：`,
      row("类别", "受理", "起诉", "不起诉", "在办"),
      ...KINDS.map((kind, at) =>
        row(
          kind,
          quantity(`taken-${at + 1}`, taken[at] ?? 0),
          quantity(`sued-${at + 1}`, sued[at] ?? 0),
          quantity(`dropped-${at + 1}`, dropped[at] ?? 0),
          quantity(`pending-${at + 1}`, pending[at] ?? 0),
        ),
      ),
      row(
        "合计",
        quantityInAll("taken", sumOf(taken)),
        quantityInAll("sued", sumOf(sued)),
        quantityInAll("dropped", sumOf(dropped)),
        quantityInAll("pending", sumOf(pending)),
      ),
      body`起诉${quantityInAll("sued", sumOf(sued))}件、不起诉${quantityInAll("dropped", sumOf(dropped))}件，${word("截至", "截止")}季末尚有${quantityInAll("pending", sumOf(pending))}件在办，办案期限均在法定期限以内，未发生超期情况。`,
      head("parts", "二、", "人员办案量"),
      body`部门现有检察官3名，办结数为：${owners[0] ?? ""}${quantity("done-1", done[0] ?? 0)}件、${owners[1] ?? ""}${quantity("done-2", done[1] ?? 0)}件、${owners[2] ?? ""}${quantity("done-3", done[2] ?? 0)}件，合计${quantityInAll("done", closed)}件，其中上季度积存${quantity("old", old)}件。${owners[0] ?? ""}办结最多，${owners[2] ?? ""}因参加专案，办结数较少。`,
      head("parts", "三、", "追赃挽损"),
      row("类别", "挽回损失（元）"),
      ...KINDS.map((kind, at) => row(kind, part(`back-${at + 1}`, back[at] ?? 0, "column"))),
      row("合计", whole("back", total, "column")),
      body`全季度挽回损失${whole("back", total)}（${inCapitals("back", total)}）。被害单位${saved}被骗货款全部追回，${saved}专程致谢，该案由${owners[1] ?? ""}承办。`,
      head("parts", "四、", "发案特点"),
      body`1. 涉网犯罪上升，诈骗案中电信网络诈骗占多数，有的涉案人员系在校学生；2. 交通肇事案多发生于农村道路；3. 故意伤害案多因邻里纠纷引起。`,
      head("parts", "五、", "下步工作"),
      body`①${word("部署", "布署")}反诈宣传，落实${statute("反电信网络诈骗法", "第三十条", "第二款")}；②对涉罪未成年人，按${statute("未成年人保护法", "第一百一十三条", "第一款")}的要求“${quoted("实行教育、感化、挽救的方针，坚持教育为主、惩罚为辅的原则", ["教育、感化、挽救", "教育、挽救、感化"], ["惩罚为辅", "处罚为辅"])}”；③会同${today("应急管理局", "安全生产监督管理局", "安监局")}和交警部门整治农村道路隐患；④由${owners[1] ?? ""}、${owners[2] ?? ""}每月向${saved}等企业通报追赃进展。`,
      head("parts", "六、", "数据说明"),
      body`表1的数据以业务系统为准，由${someone("editor", editor)}导出；受理${quantityInAll("taken", sumOf(taken))}件中不含不捕后移送的案件。`,
      signLine("编制部门：案件管理办公室"),
      signLine(s.procuratorate),
      dayLine(issued),
      enclosed("1.", "分类统计明细表；", "附件："),
      enclosed("2.", "追赃挽损台账；"),
      enclosed("3.", "典型案例摘要。"),
    ],
    record: { ...nobody, office: s.office },
    sums: [
      { whole: "taken", parts: keysOf("taken") },
      { whole: "sued", parts: keysOf("sued") },
      { whole: "dropped", parts: keysOf("dropped") },
      { whole: "pending", parts: keysOf("pending") },
      { whole: "taken", parts: ["sued", "dropped", "pending"] },
      { whole: "done", parts: ["done-1", "done-2", "done-3"] },
      { whole: "back", parts: keysOf("back") },
    ],
  };
}
