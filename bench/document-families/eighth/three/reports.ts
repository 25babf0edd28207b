import { type Draft, slot } from "../../draft.ts";
import { amountIn, day, head, inCapitals, later, named, part, row, sameYear, someone, whole } from "../../forms.ts";
import { ageAt, codeAt, firmNamed, phoneAt, quantity, quantityInAll } from "../../marked/pieces.ts";
import { nobody, personLine, recordOf, sceneOf, shuffled } from "../../marked/scene.ts";
import {
  addressee,
  body,
  cell,
  charge,
  chargeThen,
  dayLine,
  lengthOf,
  listed,
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
import { DECIDED_IN_TIME, drawAmounts, type Story, sumOf, TOLD_IN_TIME } from "../../story.ts";
import { countyOf } from "./mentions.ts";

/** Grain missing from a store: what the police are to find out yet. */
export function grainOutline(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [keeper, teller] = [s.person("keeper", [1964, 1986], "male"), s.person("teller", [1975, 1996], "female")];
  const [miller, truckman, policeman] = [s.name("male"), s.name("male"), s.name("male")];
  const firm = s.firm("米业");
  const [inStore, missing] = [random.between(310, 920) * 100, random.between(160, 290) * 100];
  const [first, second] = [random.between(41, 60) * 100, random.between(50, 70) * 100];
  const rest = missing - first - second;
  const total = missing * random.between(24, 28) * 10;
  const cash = random.between(110, 180) * 10_000;
  const wire = total - cash;
  const begun = later(course.act, -random.between(30, 90));
  const charged = "职务侵占罪";
  return {
    family: "three-grain-outline",
    kind: "investigation-outline",
    paragraphs: [
      title("退回补充侦查提纲"),
      addressee(s.police),
      body`你局${day("accepted", course.accepted)}移送起诉的${suspect()}${named(keeper)}、${named(teller)}涉嫌${chargeThen(charged)}一案，本院于${day("told", course.told)}完成权利告知。经审查，现有证据尚不能充分证明粮食的去向和货款的归属，依照${statute("刑事诉讼法", "第一百七十五条", "第二款")}，决定第一次退回你局补充侦查。`,
      head("parts", "一、", "犯罪嫌疑人"),
      body`${suspect()}${personLine(keeper)}，案发前任${firmNamed("firm", firm.name)}仓库保管员。`,
      body`${suspect()}${personLine(teller)}，案发前任该公司出纳。二人均于${day("detained", course.detained)}被刑事拘留，${sameYear("arrested", course.arrested, course.detained)}被执行逮捕。`,
      head("parts", "二、", "已经查明的情况"),
      body`${firmNamed("firm", firm.name)}（统一社会信用代码${codeAt("firm", firm.code)}）于${day("act", course.act)}盘点，账面应有稻谷${quantityInAll("book", inStore + missing)}公斤，实际库存${quantity("in-store", inStore)}公斤，短少${quantity("missing", missing)}公斤。盘点当日${named(keeper)}${ageAt(keeper, "act", course.act)}周岁，${named(teller)}${ageAt(teller, "act", course.act)}周岁。${named(keeper)}供称，${day("begun", begun)}起分三车运出：第一车${quantity("car-1", first)}公斤，第二车${quantity("car-2", second)}公斤，第三车${quantity("car-3", rest)}公斤，合计${quantityInAll("cars", missing)}公斤，卖给碾米厂老板${someone("miller", miller)}，收取现金${part("cash", cash)}、转账${part("wire", wire)}，共得${whole("total", total)}（大写：${inCapitals("total", total)}）。`,
      head("parts", "三、", "需要补充侦查的事项"),
      body`为查清${charge(charged)}的构成要件，请围绕下列${listed("tasks", 4, { isHan: true })}项开展工作：`,
      head("tasks", "1.", "查明货款去向。"),
      body`调取${named(teller)}名下银行卡流水，核实转账${part("wire", wire)}是否进入公司账户；对现金${part("cash", cash)}，询问碾米厂老板${someone("miller", miller)}交付的时间、地点。`,
      head("tasks", "2.", "核对过磅记录。"),
      body`三车均由货车司机${someone("truckman", truckman)}承运，请调取地磅数据，并组织货车司机${someone("truckman", truckman)}指认装卸地点。`,
      head("tasks", "3.", "排除其他原因造成的短少。"),
      body`委托${today("市场监督管理局", "质量技术监督局")}的检定机构检定地磅，并说明仓储自然损耗率，${word("以便", "已便")}准确认定侵占数量。`,
      head("tasks", "4.", "查明主从作用。"),
      body`二人就谁提议${word("倒卖", "捣卖")}互相推诿，请分别讯问，并恢复手机聊天记录。`,
      head("parts", "四、", "有关要求"),
      body`${statute("刑事诉讼法", "第一百七十五条", "第三款")}规定，“${quoted("对于补充侦查的案件，应当在一个月以内补充侦查完毕", ["一个月以内", "二个月以内"], ["应当在", "可以在"])}”。请按期补查，重新移送时写明对${charge(charged)}的定性意见；总额${whole("total", total)}如有变化，应当附计算说明。${statute("刑法", "第二百七十一条", "第一款")}对数额较大、数额巨大规定了不同的量刑幅度，务请查准。`,
      body`退卷手续由你局民警${someone("policeman", policeman)}办理。有疑问请与承办检察官联系，电话${phoneAt("procurator", s.phone())}。民警${someone("policeman", policeman)}同时领取物证清单。`,
      signLine("检察官：", someone("procurator", s.name())),
      sealLine(s.procuratorate),
      dayLine(course.decided),
    ],
    record: recordOf(s, [keeper, teller], {
      charge: charged,
      actOn: course.act,
      acceptedOn: course.accepted,
      amount: total,
      days: {
        act: [course.act],
        detained: [course.detained],
        arrested: [course.arrested],
        accepted: [course.accepted],
        told: [course.told],
      },
    }),
    sums: [
      { whole: "book", parts: ["in-store", "missing"] },
      { whole: "cars", parts: ["car-1", "car-2", "car-3"] },
      { whole: "total", parts: ["cash", "wire"] },
    ],
    order: ["begun", "act", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
}

/** Half a year against unpaid wages, in figures of towns: firms, workers and money. */
export function arrearsFigures(story: Story): Draft {
  const s = sceneOf(story);
  const { random } = s;
  const towns = shuffled(random, s.cast.district.towns).slice(0, 4);
  const firms = towns.map(() => random.between(3, 17));
  const workers = firms.map((each) => each * random.between(4, 9) + random.between(1, 5));
  const owed = drawAmounts(random, towns.length, [61_000, 730_000]);
  const [allFirms, allWorkers, total] = [sumOf(firms), sumOf(workers), sumOf(owed)];
  const months = random.pick([3, 5, 6]);
  const from = random.pick(["2024-07-01", "2025-01-01", "2024-10-01"]);
  const [mason, boss, counsel] = [s.person("mason", [1966, 1988], "male"), s.name("male"), s.name()];
  const firm = s.firm("园林工程");
  const backAll = Math.floor((total * 7) / 10 / 10_000) * 10_000;
  const early = Math.floor(backAll / 2 / 10_000) * 10_000;
  const helped = Math.floor((backAll - early) / 3 / 10_000) * 10_000;
  const ruled = backAll - early - helped;
  const wages = random.between(120, 390) * 10_000;
  const asked = s.workday(later(from, 20), 1, 9);
  const backed = s.workday(asked, 5, 12);
  const judged = s.workday(backed, 25, 45);
  const signedOn = s.workday(later(from, months * 31), 4, 15);
  return {
    family: "three-arrears-figures",
    kind: "review-report",
    paragraphs: [
      title("关于农民工欠薪问题专项监督情况的报告"),
      body`按照上级院部署，本院${termOf("campaign", from, months)}开展农民工欠薪问题专项监督，历时${lengthOf("campaign", months)}。现将有关情况和数据报告如下。`,
      head("parts", "一、", "总体数据"),
      body`本院与${today("人力资源和社会保障局", "劳动和社会保障局", "人事劳动局")}、${today("住房和城乡建设局", "建设局")}建立线索移送机制，共梳理${listed("towns", towns.length)}个乡镇街道的欠薪线索，分布如下（金额单位：元）：`,
      row("地区", "欠薪企业（家）", "涉及人数（人）", "欠薪金额"),
      ...towns.map((town, at) =>
        row(town, quantity(`firms-${at}`, firms[at] ?? 0), quantity(`workers-${at}`, workers[at] ?? 0), cell(`owed-${at}`, owed[at] ?? 0)),
      ),
      row(
        "总计",
        quantityInAll("firms", allFirms),
        quantityInAll("workers", allWorkers),
        slot(amountIn(total, "grouped").slice(0, -1), "total", "total", total),
      ),
      body`以上共涉及企业${quantityInAll("firms", allFirms)}家、农民工${quantityInAll("workers", allWorkers)}人，欠薪总额${whole("total", total)}（大写：${inCapitals("total", total)}）。`,
      head("parts", "二、", "主要做法"),
      body`（一）督促先行支付。向相关单位发函后，企业主动支付${part("early", early)}。`,
      body`（二）支持起诉。依照${statute("民事诉讼法", "第十五条", "")}支持劳动者起诉，经法院判决、调解${word("兑现", "对现")}${part("ruled", ruled)}。`,
      body`（三）司法救助与执行监督。通过救助、执行到位${part("helped", helped)}。三项合计追回${whole("back", backAll)}，追回金额占欠薪总额的七成左右。`,
      head("parts", "三、", "典型案例"),
      body`农民工${personLine(mason)}，在${firmNamed("firm", firm.name)}（统一社会信用代码${codeAt("firm", firm.code)}）务工，被欠工资${part("wages", wages)}。${day("asked", asked)}，${named(mason)}向本院申请支持起诉；申请时${ageAt(mason, "asked", asked)}周岁，不懂诉讼程序。本院协调律师${someone("counsel", counsel)}提供法律援助，于${day("backed", backed)}发出支持起诉意见书。${day("judged", judged)}，法院判令${firmNamed("firm", firm.name)}全额支付${part("wages", wages)}，项目经理${someone("boss", boss)}当庭表示履行。律师${someone("counsel", counsel)}、项目经理${someone("boss", boss)}事后均接受了本院回访。`,
      body`判决援引的依据是${statute("劳动合同法", "第三十条", "第一款")}，${word("即", "既")}“${quoted("用人单位应当按照劳动合同约定和国家规定，向劳动者及时足额支付劳动报酬", ["及时足额", "按时足额"], ["和国家规定", "或者国家规定"], ["劳动报酬", "工资报酬"])}”，以及${statute("民法典", "第五百七十七条", "", ["合同法", "第一百零七条"], ["民法通则", "第一百一十一条"])}。劳务合同的履行义务，另见${statute("民法典", "第五百零九条", "第一款", ["合同法", "第六十条第一款"])}。`,
      head("parts", "四、", "存在的问题和下一步打算"),
      body`一是部分企业${word("账册", "帐册")}不全，工资数额难以核对；二是保证金制度落实不到位；三是转包层级多，付款责任难以落到实处。下一步，本院将对尚未追回的部分逐案跟踪，并根据${statute("劳动合同法", "第八十五条", "")}建议主管部门责令限期支付。`,
      body`联系人：${someone("assistant", s.name())}，电话${phoneAt("assistant", s.phone())}。`,
      signLine(`${countyOf(s.place)}人民检察院第五检察部`),
      dayLine(signedOn),
    ],
    record: { ...nobody, office: s.office },
    sums: [
      { whole: "total", parts: owed.map((_, at) => `owed-${at}`) },
      { whole: "firms", parts: firms.map((_, at) => `firms-${at}`) },
      { whole: "workers", parts: workers.map((_, at) => `workers-${at}`) },
      { whole: "back", parts: ["early", "ruled", "helped"] },
    ],
    order: ["asked", "backed", "judged", "signed"],
  };
}
