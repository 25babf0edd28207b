import { type Draft, slot } from "../draft.ts";
import {
  ageOf,
  bornOf,
  CRIMINAL,
  day,
  enclosed,
  head,
  idOf,
  inCapitals,
  later,
  PROCEDURE,
  part,
  provision,
  row,
  sameYear,
  sexOf,
  someone,
  under,
  whole,
} from "../forms.ts";
import { IN_TIME } from "../marked/pieces.ts";
import { daysAfter, personLine, recordOf, sceneOf } from "../marked/scene.ts";
import {
  accused,
  articleAlone,
  body,
  charge,
  chargeThen,
  dayLine,
  listed,
  numberLine,
  penalty,
  signLine,
  statute,
  title,
  toCourt,
  today,
  word,
} from "../marked/slips.ts";
import { drawAmounts, type Story, sumOf } from "../story.ts";

/** Three accused who took different parts in four frauds. */
export function fraudOfThree(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [one, two, three] = [s.person("one", [1984, 1996], "male"), s.person("two", [1988, 2001]), s.person("three", [1986, 2000])];
  const act = daysAfter(random, later(course.filed, -95), 4, 80);
  const amounts = drawAmounts(random, 4, [9_000, 14_500]).map((each, at) => (at === 0 ? each + 2_000_000 : each));
  const victims = act.map((_, at) => s.name(at % 2 === 0 ? "female" : "male"));
  const ways = ["代办货车营运证", "从内部渠道低价购得二手挖掘机", "代缴社会保险滞纳金", "低价转让门面租约"];
  const [i1 = 0, i2 = 0, i3 = 0, i4 = 0] = amounts;
  const [all, ofTwo, ofThree] = [sumOf(amounts), i2 + i3, i1 + i4];
  const custody = (who: typeof one) => [
    { text: "涉嫌" },
    chargeThen("诈骗罪"),
    { text: "，" },
    day("detained", course.detained),
    { text: `由${s.police}刑事拘留；经本院批准，` },
    day("arrested", course.arrested),
    { text: `由该局执行逮捕，现押${who.key === "three" ? "岳阳市第一看守所" : s.detention}。` },
  ];
  const persons = [one, two, three];
  const takingPart = [
    [one, three],
    [one, two],
    [one, two],
    [one, three],
  ] as const;
  return {
    family: "fraud-of-three",
    kind: "indictment",
    paragraphs: [
      title(s.procuratorate),
      title("起诉书"),
      numberLine(`${s.mark}刑诉〔${course.decided.slice(0, 4)}〕${s.number}号`),
      ...persons.map((who) => body`${accused()}${personLine(who)}。${custody(who)}`),
      body`本案由${s.police}侦查终结，以被告人${someone("one", one.name)}、${someone("two", two.name)}、${someone("three", three.name)}涉嫌${chargeThen("诈骗罪")}，于${day("accepted", course.accepted)}向本院移送起诉。本院收案后，于${day("told", course.told)}告知三名被告人有权委托${word("辩护人", "辨护人")}和认罪认罚可能导致的法律后果，并将${word("诉讼权利", "诉讼权力")}义务告知各被害人；审查期间讯问了被告人，阅看了全部卷宗，核实了在案证据。`,
      body`经审查查明：被告人${someone("one", one.name)}纠集${someone("two", two.name)}、${someone("three", three.name)}，假借替人办事之名收取费用后拒接电话、更换住处，先后骗得${listed("incidents", 4, { near: ["i1", "i2", "i3", "i4"] })}名被害人共计${whole("total", all)}。分述如下：`,
      ...act.map((on, at) => {
        const [lead, other] = takingPart[at] as (typeof takingPart)[0];
        return body`${slot(`（${["一", "二", "三", "四"][at] ?? ""}）`, "heading", "acts")}${day(`act-${at + 1}`, on)}，${someone(lead.key, lead.name)}向${someone(`victim-${at + 1}`, victims[at] ?? "")}谎称能够${ways[at] ?? ""}，由${someone(other.key, other.name)}冒充经办人与其见面，当日骗得${part(`i${at + 1}`, amounts[at] ?? 0)}。`;
      }),
      body`综上，${accused()}${someone("one", one.name)}参与作案四起，涉及金额${whole("total", all)}；${accused()}${someone("two", two.name)}参与其中第二起、第三起，涉及金额${whole("total-two", ofTwo)}；${accused()}${someone("three", three.name)}参与其中第一起、第四起，涉及金额${whole("total-three", ofThree)}。归案后，三人对上述事实供认不讳，${word("赃款", "脏款")}已被挥霍。`,
      body`上述事实有转账凭证、通话清单等书证，四名被害人的陈述，${word("辨认", "辩认")}笔录，手机电子数据及${today("鉴定意见", "鉴定结论")}，以及三名被告人的供述等证据证实。`,
      body`本院认为，被告人${someone("one", one.name)}、${someone("two", two.name)}、${someone("three", three.name)}以非法占有为目的，虚构事实骗取他人财物，其中${someone("one", one.name)}犯罪数额巨大，${someone("two", two.name)}、${someone("three", three.name)}犯罪数额较大，其行为均触犯了${under(CRIMINAL, "第二百六十六条")}之规定，犯罪事实清楚，证据确实、充分，应当以${charge("诈骗罪")}追究刑事责任。三人共同故意犯罪，适用${statute("刑法", "第二十五条", "第一款")}；${someone("one", one.name)}组织分工、支配赃款，系主犯，适用该法${articleAlone("中华人民共和国刑法", "第二十六条", "第一款")}；${someone("two", two.name)}、${someone("three", three.name)}听从安排，系从犯，适用该法${articleAlone("中华人民共和国刑法", "第二十七条")}。根据${under(PROCEDURE, "第一百七十六条", "第一款")}，现将本案提起公诉，请依法判处。`,
      ...toCourt(s.court),
      signLine("检察官　", someone("procurator", s.name())),
      signLine("检察官助理　", someone("assistant", s.name())),
      dayLine(course.decided, "han"),
      signLine("（院印）"),
      body`附：`,
      enclosed("1.", "三名被告人的羁押场所及联系表一份；"),
      enclosed("2.", `案卷材料${random.between(4, 9)}册、讯问录像光盘三张；`),
      enclosed("3.", "证人、被害人名单一份。"),
    ],
    record: recordOf(s, persons, {
      charge: "诈骗罪",
      acceptedOn: course.accepted,
      amount: all,
      days: { detained: [course.detained], arrested: [course.arrested], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [
      { whole: "total", parts: ["i1", "i2", "i3", "i4"] },
      { whole: "total-two", parts: ["i2", "i3"] },
      { whole: "total-three", parts: ["i1", "i4"] },
    ],
    order: ["act-4", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: IN_TIME,
  };
}

/** One accused, one accident, one dead, told in one breath. */
export function trafficDeath(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const driver = s.person("driver", [1968, 1998]);
  const victim = s.person("victim", [1948, 1961]);
  const [funeral, support] = drawAmounts(random, 2, [46_000, 58_000]);
  const death = random.between(3_900, 5_200) * 10_000;
  const paid = funeral + support + death;
  const plate = `湘F${random.pick(["A", "B", "K", "M"])}${random.between(1000, 9999)}`;
  const hour = random.between(6, 20);
  const report = s.workday(course.act, 5, 9);
  const months = random.pick([10, 12, 14, 18]);
  return {
    family: "traffic-death",
    kind: "indictment",
    paragraphs: [
      title(s.procuratorate),
      title("起 诉 书"),
      numberLine(`${s.mark}刑诉〔${course.decided.slice(0, 4)}〕${s.number}号`),
      body`${accused()}${someone("driver", driver.name)}，${sexOf(driver)}，${bornOf(driver)}生，公民身份号码${idOf(driver)}，${driver.nation}，${driver.schooling}，户籍地及现住地均为${driver.address}。因涉嫌${chargeThen("交通肇事罪")}，于${day("bailed", course.detained)}被${s.police}决定${word("取保候审", "取保侯审")}。`,
      body`${s.police}侦查终结后，于${day("accepted", course.accepted)}以被告人${someone("driver", driver.name)}涉嫌${chargeThen("交通肇事罪")}移送本院审查起诉。本院于${day("told", course.told)}告知其诉讼权利并听取意见，被告人自愿认罪认罚，签署具结书时有值班律师在场。`,
      body`经查：${day("act", course.act)}${hour}时许，被告人${someone("driver", driver.name)}驾驶${plate}号轻型货车沿${s.place}${s.town}路段由东往西行驶，至无信号灯的人行横道处，未减速礼让，将正在横过道路的${someone("victim", victim.name)}（${sexOf(victim)}，${bornOf(victim)}生，殁年${ageOf(victim, course.act)}岁）撞倒${word("碾压", "辗压")}，${someone("victim", victim.name)}经抢救无效于当日死亡。事故发生后，${accused()}${someone("driver", driver.name)}停车拨打急救电话和报警电话，并在现场等候处理。${day("report", report)}，${s.place}公安局交通警察大队出具${today("道路交通事故认定书", "道路交通事故责任认定书")}，认定其负事故全部责任，被害人无责任。案发后，被告人及其投保的保险公司与被害人近亲属达成协议，赔偿死亡赔偿金${part("death", death)}、丧葬费${part("funeral", funeral)}、被扶养人生活费${part("support", support)}，合计${whole("paid", paid)}（大写人民币${inCapitals("paid", paid)}），款项已付清，并取得书面谅解。`,
      body`认定上述事实的证据有：事故现场图及照片、行车记录仪视频、法医学尸体检验${today("鉴定意见", "鉴定结论")}、车辆安全性能检验报告、赔偿协议与收条、证人证言、${accused()}的供述等。`,
      body`本院认为，被告人${someone("driver", driver.name)}违反${under("中华人民共和国道路交通安全法", "第四十七条", "第一款")}关于机动车行经人行横道应当减速行驶、停车让行的规定，发生重大事故致一人死亡，负事故全部责任，其行为触犯${under(CRIMINAL, "第一百三十三条")}，应以${charge("交通肇事罪")}追究刑事责任。其在现场等候并如实供述，系自首，适用该法${provision(CRIMINAL, "第六十七条", "第一款")}；其无逃逸等特别恶劣情节，且已赔偿被害方损失（参照${statute("民法典", "第一千一百七十九条", "", ["侵权责任法", "第十六条"], ["民法通则", "第一百一十九条"])}所列项目），可以从宽处罚。建议对其判处${penalty("133", months, ["有期徒刑四年", "有期徒刑三年六个月", "拘役八个月"])}，适用缓刑。依照${under(PROCEDURE, "第一百七十六条", "第一款")}提起公诉，请依法判处。`,
      ...toCourt(s.court),
      signLine("检察官　", someone("procurator", s.name())),
      dayLine(course.decided),
      signLine("（院印）"),
      body`附件：`,
      enclosed("1.", `被告人${driver.name}的住址与联系方式说明一份；`),
      enclosed("2.", "认罪认罚具结书一份；"),
      enclosed("3.", "侦查卷宗二册，光盘一张。"),
    ],
    record: recordOf(s, [driver], {
      charge: "交通肇事罪",
      actOn: course.act,
      acceptedOn: course.accepted,
      days: { act: [course.act], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [{ whole: "paid", parts: ["death", "funeral", "support"] }],
    order: ["act", "report", "accepted", "told", "signed"],
    deadlines: IN_TIME,
  };
}

const THINGS = ["铜芯电缆线", "挖掘机蓄电池", "柴油", "不锈钢扣件", "水泵", "铝合金模板"];

/** Thefts from building sites in a table. */
export function theftTable(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [thief, buyer] = [s.person("thief", [1978, 2000], "male"), s.person("buyer", [1966, 1992])];
  const count = random.between(3, 5);
  const days = daysAfter(random, later(course.filed, -60), count, 55);
  const values = drawAmounts(random, count, [2_100, 7_900]);
  const total = sumOf(values);
  const keys = values.map((_, at) => `value-${at + 1}`);
  const nickname = random.pick(["黑子", "三毛", "长脚", "眼镜"]);
  const sold = Math.round((total * 0.4) / 10_000) * 10_000;
  return {
    family: "theft-table",
    kind: "indictment",
    paragraphs: [
      title(`${s.procuratorate}起诉书`),
      numberLine(`${s.mark}刑诉〔${course.decided.slice(0, 4)}〕${s.number}号`),
      body`${accused()}：${personLine(thief)}，绰号“${nickname}”。${day("detained", course.detained)}因涉嫌${chargeThen("盗窃罪")}被${s.police}刑事拘留，${sameYear("arrested", course.arrested, course.detained)}经本院批准逮捕，羁押于${s.detention}。`,
      body`本案侦查机关为${s.police}，该局以${someone("thief", thief.name)}涉嫌${chargeThen("盗窃罪")}于${day("accepted", course.accepted)}移送起诉；本院在${sameYear("told", course.told, course.accepted)}履行了权利告知程序，其后依法讯问了被告人，听取了被害单位意见。收购人${someone("buyer", buyer.name)}另案处理。`,
      head("parts", "一、", "经依法审查查明的事实"),
      body`被告人${someone("thief", thief.name)}于夜间翻越围挡进入${s.town}在建工地，窃取材料后销往废品站，共作案${listed("incidents", count, { near: keys })}次，各次情况见下表（单位：元）：`,
      row("序号", "日期", "物品", "认定价值"),
      ...days.map((on, at) =>
        row(String(at + 1), day(`act-${at + 1}`, on, "iso"), THINGS[at] ?? "", part(`value-${at + 1}`, values[at] ?? 0, "column")),
      ),
      row("合计", "—", "—", whole("total", total, "column")),
      body`上述物品经${s.place}价格认证中心认定，价值共计人民币${whole("total", total)}。${accused()}${someone("thief", thief.name)}将其中部分物品卖给${someone("buyer", buyer.name)}，得款${part("sold", sold)}。公安机关已从${someone("buyer", buyer.name)}处${word("扣押", "扣压")}铜芯电缆线一捆并发还。`,
      head("parts", "二、", "证据"),
      body`以上事实有下列证据证实：现场勘验笔录及照片；${today("价格认定书", "价格鉴定结论书", "估价鉴定结论书")}；视频监控资料；证人${someone("buyer", buyer.name)}的证言；${accused()}的供述与辩解；指认笔录。`,
      head("parts", "三、", "起诉理由"),
      body`${accused()}${someone("thief", thief.name)}以非法占有为目的，多次秘密窃取他人财物，数额较大，触犯${under(CRIMINAL, "第二百六十四条")}，犯罪事实清楚，证据确实、充分，应当以${charge("盗窃罪")}追究其刑事责任。到案后如实供述，符合${statute("刑法", "第六十七条", "第三款")}规定，可以从轻处罚；${statute("刑法", "第六十四条", "")}规定的责令退赔应当一并适用。建议判处${penalty("264-1", random.pick([8, 10, 14, 20]), ["有期徒刑四年", "有期徒刑三年三个月", "有期徒刑五年"])}，并处${word("罚金", "罚款")}。根据${statute("刑事诉讼法", "第一百七十六条", "第一款")}的规定，对其提起公诉，请予审理。`,
      ...toCourt(s.court),
      signLine("检察官：", someone("procurator", s.name())),
      dayLine(course.decided),
      signLine("（院印）"),
      enclosed("1.", "被告人现羁押处所说明；", "附："),
      enclosed("2.", "全案卷宗及光盘；"),
      enclosed("3.", "量刑建议书；"),
      enclosed("4.", "涉案物品清单。"),
    ],
    record: recordOf(s, [thief], {
      charge: "盗窃罪",
      acceptedOn: course.accepted,
      amount: total,
      days: { detained: [course.detained], arrested: [course.arrested], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [{ whole: "total", parts: keys }],
    order: [`act-${count}`, "detained", "arrested", "accepted", "told", "signed"],
    deadlines: IN_TIME,
  };
}

/** Fishing in the closed season: several accused in one paragraph each, a catch in kilograms, charges of their own. */
export function closedWaters(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [one, two] = [s.person("one", [1962, 1985], "male"), s.person("two", [1965, 1990], "male")];
  const [carp, bream, other] = [random.between(20, 90), random.between(15, 80), random.between(6, 40)];
  const kilograms = carp + bream + other;
  const fee = random.between(31, 86) * 10_000;
  const restored = fee * 3;
  return {
    family: "closed-waters",
    kind: "indictment",
    paragraphs: [
      title(s.procuratorate),
      title("起诉书"),
      numberLine(`${s.mark}刑诉〔${course.decided.slice(0, 4)}〕${s.number}号`),
      body`${accused()}${personLine(one)}。`,
      body`${accused()}${personLine(two)}。`,
      body`上列二被告人因涉嫌${chargeThen("非法捕捞水产品罪")}，均于${day("bailed", course.detained)}被${s.police}取保候审。该局侦查终结，于${day("accepted", course.accepted)}移送本院。本院于${day("told", course.told)}分别告知二人有权委托辩护人，并讯问了被告人。`,
      body`经审查查明：${day("act", course.act)}凌晨，${accused()}${someone("one", one.name)}（时年${ageOf(one, course.act)}周岁）、${someone("two", two.name)}（时年${ageOf(two, course.act)}周岁）明知洞庭湖水域处于禁捕期，仍共同驾驶自制船只，使用电鱼装置捕捞，被渔政执法人员当场查获。经称量，渔获物共${slot(String(kilograms), "total", "catch", kilograms)}公斤，其中鲤鱼${slot(String(carp), "amount", "carp", carp)}公斤、鳊鱼${slot(String(bream), "amount", "bream", bream)}公斤、其他杂鱼${slot(String(other), "amount", "other", other)}公斤。经${today("农业农村局", "农业局")}委托评估，渔获物价值${part("fee", fee)}，造成的渔业资源直接损失应以增殖放流方式修复，费用为${part("restored", restored)}（大写：${inCapitals("restored", restored)}）。诉前，二人已缴纳修复费用${part("restored", restored)}。`,
      body`证据包括：查获经过、称量笔录、电鱼装置照片、${today("鉴定意见", "鉴定结论")}、证人即渔政人员${someone("officer", s.name("male"))}的证言、二${accused()}的供述。`,
      body`本院认为，${accused()}${someone("one", one.name)}、${someone("two", two.name)}违反保护水产资源法规，在禁渔区使用禁用的方法捕捞水产品，情节严重，其行为违反了${under("中华人民共和国长江保护法", "第五十三条", "第一款")}，触犯${under(CRIMINAL, "第三百四十条")}，应当以${charge("非法捕捞水产品罪")}追究刑事责任。二人自愿认罪认罚，可以从宽。建议判处${someone("one", one.name)}${penalty("340", 5, ["拘役十个月", "拘役七个月"], { kind: "拘役" })}，判处${someone("two", two.name)}${penalty("340", 4, ["拘役九个月", "有期徒刑四年"], { kind: "拘役" })}。根据${under(PROCEDURE, "第一百七十六条", "第一款")}、${slot("第二款", "paragraph", `${PROCEDURE} 第一百七十六条`)}的规定，提起公诉，请依法判处。`,
      ...toCourt(s.court),
      signLine("检察官　", someone("procurator", s.name())),
      dayLine(course.decided),
      signLine("（院印）"),
      body`附：`,
      enclosed("1.", "卷宗三册；"),
      enclosed("2.", "认罪认罚具结书二份；"),
      enclosed("3.", "刑事附带民事公益诉讼起诉书一份。"),
    ],
    record: recordOf(s, [one, two], {
      charge: "非法捕捞水产品罪",
      actOn: course.act,
      acceptedOn: course.accepted,
      days: { act: [course.act], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [{ whole: "catch", parts: ["carp", "bream", "other"] }],
    order: ["act", "accepted", "told", "signed"],
    deadlines: IN_TIME,
  };
}
