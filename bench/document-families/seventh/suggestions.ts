import { type Draft, slot } from "../draft.ts";
import { codeOf, day, enclosed, firmOf, head, inCapitals, later, part, row, someone, under, whole } from "../forms.ts";
import { daysAfter, nobody, recordOf, sceneOf, shuffled } from "../marked/scene.ts";
import {
  addressee,
  articleAlone,
  body,
  dayLine,
  listed,
  numberLine,
  quoted,
  sealLine,
  signLine,
  statute,
  title,
  today,
  word,
} from "../marked/slips.ts";
import { drawAmounts, type Story, sumOf, workdayWithin } from "../story.ts";

const number = (key: string, value: number) => slot(String(value), "amount", key, value);
const total = (key: string, value: number) => slot(String(value), "total", key, value);

/** After a fall on a building site, to the firm that ran it. */
export function safety(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const firm = s.firm(random.pick(["建筑劳务", "建设工程", "钢结构安装"]));
  const boss = s.name("male");
  const dead = s.name("male");
  const checked = s.workday(course.accepted, 3, 6);
  const issued = s.workday(checked, 6, 14);
  const workers = random.between(46, 90);
  const trained = workers - random.between(9, 20);
  const [helmets, belts, nets] = [random.between(4, 19), random.between(3, 17), random.between(2, 9)];
  const faults = helmets + belts + nets;
  const paid = random.between(90, 140) * 1_000_000;
  return {
    family: "safety",
    kind: "suggestion",
    paragraphs: [
      title(s.procuratorate),
      title("检察建议书"),
      numberLine(`${s.mark}建〔${issued.slice(0, 4)}〕${random.between(2, 88)}号`),
      addressee(firm.name),
      body`本院在办理一起重大责任事故案中发现，你公司（统一社会信用代码${codeOf(firm.code)}，${word("法定代表人", "法人代表")}${someone("boss", boss)}）在安全生产管理方面存在漏洞。${day("act", course.act)}，你公司承建的${s.town}某安置房项目发生高处坠落事故，工人${someone("dead", dead)}死亡。事后，${firmOf(firm.name)}与${someone("dead", dead)}近亲属达成赔偿协议，支付赔偿款${part("paid", paid, "wan")}（大写：${inCapitals("paid", paid)}），款项已全部到账。`,
      body`${day("checked", checked)}，本院会同${s.place}${today("应急管理局", "安全生产监督管理局")}、住房和城乡建设局对${firmOf(firm.name)}的其他在建工地进行了走访${word("检查", "检察")}，发现以下问题：`,
      head("problems", "一、", "教育培训走过场。"),
      body`现场作业人员${number("workers", workers)}人中，经过岗前培训并考核合格的${number("trained", trained)}人，未经培训的${number("raw", workers - trained)}人。${statute("安全生产法", "第二十八条", "第一款")}规定：“${quoted("未经安全生产教育和培训合格的从业人员，不得上岗作业", ["不得上岗作业", "不宜上岗作业"], ["从业人员", "特种作业人员"], ["教育和培训", "教育"])}。”你公司的做法与此不符。`,
      head("problems", "二、", "防护用品配备不足。"),
      body`抽查中发现隐患${total("faults", faults)}处，其中安全帽超期${number("helmets", helmets)}处，安全带未系挂${number("belts", belts)}处，安全网破损${number("nets", nets)}处。上述情形违反了${under("中华人民共和国安全生产法", "第四十五条")}。`,
      head("problems", "三、", "隐患排查流于形式。"),
      body`${firmOf(firm.name)}的排查台账字迹雷同、日期倒签，安全员${someone("safety", s.name())}承认系事后补写。这不符合${statute("安全生产法", "第四十一条", "第二款")}的要求，该法${articleAlone("中华人民共和国安全生产法", "第四十六条", "第一款")}也要求检查及处理情况如实记录在案。`,
      body`为督促你公司落实安全生产主体责任，根据${under("中华人民共和国人民检察院组织法", "第二十一条", "第一款")}的规定，向你公司提出以下检察建议：`,
      body`${slot("（一）", "heading", "advice")}停工整改，对未经培训的${number("raw", workers - trained)}名工人全员补训；`,
      body`${slot("（二）", "heading", "advice")}对${total("faults", faults)}处隐患建档销号，限期更换防护用品；`,
      body`${slot("（三）", "heading", "advice")}建立公司、项目、班组三级排查制度，安全员须当场签字。`,
      body`请你公司在收到本检察建议书之日起二个月内将整改情况书面回复本院，并附相关证明材料。联系人：${someone("assistant", s.name())}，电话${slot(s.phone(), "phone", "assistant")}。`,
      sealLine(s.procuratorate),
      dayLine(issued),
    ],
    record: { ...nobody, office: s.office },
    sums: [
      { whole: "faults", parts: ["helmets", "belts", "nets"] },
      { whole: "workers", parts: ["trained", "raw"] },
    ],
    order: ["act", "checked", "signed"],
    deadlines: [],
  };
}

const SHOPS = [
  "喜乐便利店",
  "学友超市",
  "新风烟酒店",
  "好邻居商行",
  "小桔灯文具店",
  "阳光副食店",
  "福满园超市",
  "大众平价店",
  "一品香小吃店",
  "晨曦文具店",
];

/** Tobacco by the school gates: administrative public interest, to the market regulators. */
export function schoolGates(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const filed = s.workday(course.accepted, 1, 4);
  const issued = s.workday(filed, 12, 24);
  const all = shuffled(random, SHOPS);
  const near = all.slice(0, random.between(3, 4));
  const sold = all.slice(4, 4 + random.between(3, 4));
  const seen = near.length + sold.length;
  const metres = near.map(() => random.between(12, 48));
  return {
    family: "school-gates",
    kind: "suggestion",
    paragraphs: [
      title(s.procuratorate),
      title("检察建议书"),
      numberLine(`${s.mark}行公建〔${issued.slice(0, 4)}〕${random.between(2, 60)}号`),
      addressee(`${s.place}市场监督管理局`),
      body`本院在履行职责中发现，${s.town}部分学校周边存在违法销售烟草制品的情形，${day("filed", filed)}依法立案，现已调查终结。`,
      head("top", "一、", "查明的事实"),
      body`本院对${s.town}三所学校周边的商户逐一走访，发现问题商户共${total("seen", seen)}家：一是距校门不足五十米设置销售网点的，有${near.flatMap((name, at) => [{ text: at === 0 ? "" : "、" }, slot(name, "organisation", `near/${at}`), { text: `（${metres[at] ?? 20}米）` }])}，计${listed("near", near.length, { near: near.map((_, at) => `near/${at}`) })}家；二是向身着校服的学生出售香烟的，有${sold.flatMap((name, at) => [{ text: at === 0 ? "" : "、" }, slot(name, "organisation", `sold/${at}`)])}，计${listed("sold", sold.length, { near: sold.map((_, at) => `sold/${at}`) })}家。上述商户均未在显著位置设置禁售标志。`,
      head("top", "二、", "监管职责"),
      body`${under("中华人民共和国未成年人保护法", "第五十九条", "第一款")}规定：“${quoted("学校、幼儿园周边不得设置烟、酒、彩票销售网点", ["不得设置", "不宜设置"], ["烟、酒、彩票", "烟、酒"], ["学校、幼儿园", "学校"])}。”第五十九条第二款同时禁止在学校等场所吸烟、饮酒。依照${statute("未成年人保护法", "第一百二十三条", "")}，你局负有责令限期改正、给予警告、没收违法所得并可以处以罚款的职责，属于${today("市场监督管理", "工商行政管理")}部门的法定职权。`,
      head("top", "三、", "存在的问题"),
      body`经查，你局近两年未对上述商户开展专项检查，对群众${word("反映", "反应")}的举报线索仅作登记，致使未成年人身心健康持续受到侵害，社会公共利益处于受侵害状态。`,
      head("top", "四、", "建议内容"),
      body`根据${under("中华人民共和国行政诉讼法", "第二十五条", "第四款")}和${under("中华人民共和国未成年人保护法", "第一百零六条")}的规定，建议你局：1.对本建议书列明的${total("seen", seen)}家商户依法处理；2.会同烟草专卖、教育、${today("卫生健康", "卫生和计划生育")}等部门开展专项整治；3.统一${word("部署", "布署")}校园周边巡查，建立信息共享制度。`,
      body`请于收到本检察建议书之日起两个月内依法履行职责，并书面回复本院。逾期不履行的，本院将依照${statute("行政诉讼法", "第二十五条", "第四款")}向${s.court}提起诉讼。`,
      enclosed("1.", "走访照片一组", "附件："),
      enclosed("2.", "问题商户名录一份"),
      enclosed("3.", "学生及家长询问笔录三份"),
      sealLine(s.procuratorate),
      dayLine(issued, "han"),
    ],
    record: { ...nobody, office: s.office },
    sums: [],
    order: ["filed", "signed"],
    deadlines: [],
  };
}

/** What an authority writes back. */
export function reply(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const issued = s.workday(course.accepted, 2, 6);
  const received = s.workday(issued, 1, 4);
  const replied = workdayWithin(random, received, [28, 56]);
  const inspected = s.workday(received, 8, 20);
  const [warned, fined, closed] = [random.between(6, 20), random.between(3, 12), random.between(2, 5)];
  const checked = random.between(4, 16);
  const all = warned + fined + closed + checked;
  const fines = drawAmounts(random, 3, [5_000, 50_000]);
  const sum = sumOf(fines);
  const firm = s.firm("餐饮管理");
  const number_ = `${s.mark}行公建〔${issued.slice(0, 4)}〕${random.between(2, 90)}号`;
  return {
    family: "reply",
    kind: "transfer-letter",
    paragraphs: [
      title(`${s.place}市场监督管理局`),
      title(`关于${s.procuratorate}检察建议书办理情况的复函`),
      numberLine(`${s.place.slice(0, -1)}市监函〔${replied.slice(0, 4)}〕${s.number}号`),
      addressee(s.procuratorate),
      body`你院${day("issued", issued)}制发的${slot(number_, "document-number", "theirs")}检察建议书，我局于${day("received", received)}收悉。我局对照建议逐条整改，在两个月的回复期限内办结，按${under("中华人民共和国行政诉讼法", "第二十五条", "第四款")}的要求依法履行职责，现将办理情况函复如下：`,
      head("top", "一、", "关于食品经营者进货查验不到位的问题"),
      body`${day("inspected", inspected)}起，我局组织执法人员检查辖区餐饮门店${total("shops", all)}家，其中无问题${number("clean", checked)}家，给予警告${number("warned", warned)}家，罚款${number("fined", fined)}家，责令停业整顿${number("closed", closed)}家。${under("中华人民共和国食品安全法", "第五十三条", "第一款")}规定，“${quoted("食品经营者采购食品，应当查验供货者的许可证和食品出厂检验合格证或者其他合格证明", ["应当查验", "可以查验"], ["许可证和", "许可证或者"], ["食品经营者", "食品生产者"])}”，对违反者按${statute("食品安全法", "第一百二十六条", "第一款", ["食品卫生法", "第四十一条"])}处理。`,
      head("top", "二、", "关于个别企业问题突出的问题"),
      body`对建议书中点名的${firmOf(firm.name)}（统一社会信用代码${codeOf(firm.code)}），我局已立案并分三次作出处罚：`,
      row("处罚事由", "罚款金额"),
      row("未建立进货查验记录", part("f1", fines[0])),
      row("后厨卫生不达标", part("f2", fines[1])),
      row("从业人员无健康证明", part("f3", fines[2] ?? 0)),
      row("合计", whole("fines", sum)),
      body`三项罚款共计${whole("fines", sum)}（大写${inCapitals("fines", sum)}），${firmOf(firm.name)}已全部缴清。该公司负责人作出书面检讨，并接受了回访。`,
      head("top", "三、", "下一步打算"),
      body`我局将按照${statute("食品安全法", "第四十五条", "第二款", ["食品卫生法", "第二十六条"])}的要求，督促从业人员每年进行健康检查；与${today("卫生健康局", "卫生和计划生育局")}、教育局建立联动机制，每季度通报一次情况。`,
      body`专此函复。联系人：${someone("contact", s.name())}；联系电话：${slot(s.phone(), "phone", "contact")}。`,
      enclosed("1.", "检查情况汇总表", "附件："),
      enclosed("2.", "行政处罚决定书复印件"),
      enclosed("3.", "整改前后对比照片"),
      sealLine(`${s.place}市场监督管理局`),
      dayLine(replied),
    ],
    record: { ...nobody, office: s.office },
    sums: [
      { whole: "shops", parts: ["clean", "warned", "fined", "closed"] },
      { whole: "fines", parts: ["f1", "f2", "f3"] },
    ],
    order: ["issued", "received", "inspected", "signed"],
    deadlines: [{ from: "received", to: "signed", days: 62 }],
  };
}

/** Whether a field was given back: the report that closes a case, with a time table and areas. */
export function fieldRestored(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const filed = s.workday(course.filed, 1, 6);
  const issued = s.workday(filed, 10, 25);
  const answered = workdayWithin(random, issued, [30, 58]);
  const looked = workdayWithin(random, answered, [20, 40]);
  const closed = workdayWithin(random, looked, [5, 12]);
  const plots = drawAmounts(random, 3, [1_000, 9_000]).map((fen) => Math.round(fen / 10_000) / 10);
  const [a = 0, b = 0, c = 0] = plots;
  const sum = Math.round((a + b + c) * 10) / 10;
  const firm = s.firm("砂石");
  const names = ["第一地块", "第二地块", "第三地块"];
  const fine = random.between(40, 160) * 100_000;
  const handler = s.name();
  return {
    family: "field-restored",
    kind: "review-report",
    paragraphs: [
      title(s.procuratorate),
      title("公益诉讼案件终结审查报告"),
      body`案由：${firmOf(firm.name)}违法占用耕地堆放砂石，行政机关怠于履职`,
      body`承办人：${someone("procurator", handler)}`,
      head("top", "1.", "案件办理过程"),
      ...(
        [
          ["filed", filed, "立案"],
          ["issued", issued, "向自然资源局发出检察建议"],
          ["answered", answered, "收到书面回复（回复期限为二个月）"],
          ["looked", looked, "现场回访"],
        ] as const
      ).map(([key, iso, what]) => row(day(key, iso, "iso"), what)),
      head("top", "2.", "原违法状态"),
      body`${firmOf(firm.name)}（统一社会信用代码${codeOf(firm.code)}）未经批准，在${s.town}占用耕地${slot(String(sum), "total", "area", sum)}亩，其中${plots.flatMap((each, at) => [{ text: `${at === 0 ? "" : "、"}${names[at] ?? ""}` }, slot(String(each), "amount", `plot-${at + 1}`, each), { text: "亩" }])}，均已硬化或者堆放砂石，破坏了种植条件，违反${under("中华人民共和国土地管理法", "第三十七条", "第二款")}关于禁止擅自在耕地上建房、挖砂、采石、采矿、取土等的规定。`,
      head("top", "3.", "监管机关履职情况"),
      body`${s.place}${today("自然资源局", "国土资源局")}收到检察建议后，依据${statute("土地管理法", "第七十五条", "")}对${firmOf(firm.name)}罚款${part("fine", fine)}（大写：${inCapitals("fine", fine)}），责令限期治理；${today("农业农村局", "农业局")}指导客土回填。该公司已缴纳罚款${part("fine", fine)}。`,
      head("top", "4.", "回访情况"),
      body`${day("looked-again", looked)}，承办人与特邀检察官助理实地查看，三个地块合计${slot(String(sum), "total", "area", sum)}亩均已清除堆放物并复耕，栽种油菜，公益损害已经消除。`,
      head("top", "5.", "审查意见"),
      body`行政机关已经依法全面履行职责。根据${under("中华人民共和国行政诉讼法", "第二十五条", "第四款")}的规定精神，受损公益得到恢复，拟终结案件。`,
      signLine("承办人：", someone("procurator", handler)),
      dayLine(closed),
    ],
    record: { ...nobody, office: s.office },
    sums: [{ whole: "area", parts: ["plot-1", "plot-2", "plot-3"] }],
    order: ["filed", "issued", "answered", "looked", "signed"],
    deadlines: [{ from: "issued", to: "answered", days: 62 }],
  };
}

/** To a court, on a loan that somebody had already paid back: a suggestion to try the case again. */
export function loanAgain(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const lender = s.person("lender", [1962, 1985]);
  const borrower = s.person("borrower", [1968, 1995]);
  const lent = later(course.act, -random.between(420, 700));
  const judged = s.workday(course.act, 20, 90);
  const applied = s.workday(judged, 150, 260);
  const decided = workdayWithin(random, applied, [40, 85]);
  const principal = random.between(12, 40) * 1_000_000;
  const rest = drawAmounts(random, 3, [18_000, 36_000]);
  const paid = sumOf(rest);
  const days = daysAfter(random, later(lent, 40), 3, 200);
  const open = principal - paid;
  return {
    family: "loan-again",
    kind: "suggestion",
    paragraphs: [
      title(s.procuratorate),
      title("再审检察建议书"),
      numberLine(`${s.mark}民监〔${decided.slice(0, 4)}〕${random.between(2, 40)}号`),
      addressee(s.court),
      body`申请人${someone("borrower", borrower.name)}因与被申请人${someone("lender", lender.name)}民间借贷纠纷一案，不服你院民事判决，其再审申请被岳阳市中级人民法院裁定驳回后，于${day("applied", applied)}向本院申请监督。本案现已审查终结。`,
      head("top", "一、", "原审情况"),
      body`${day("lent", lent)}，${someone("borrower", borrower.name)}向${someone("lender", lender.name)}借款${part("principal", principal, "wan")}（借条载明大写${inCapitals("principal", principal)}），约定一年归还，未约定利息。${someone("lender", lender.name)}起诉后，你院于${day("judged", judged)}判决${someone("borrower", borrower.name)}归还借款本金${part("principal", principal)}。判决依据为${statute("民法典", "第六百七十五条", "", ["合同法", "第二百零六条"])}。`,
      head("top", "二、", "检察机关查明的事实"),
      body`本院调取银行流水查明，起诉之前${someone("borrower", borrower.name)}已分${listed("repaid", 3, { near: ["r1", "r2", "r3"], isHan: true })}次转账还款：${days.flatMap((on, at) => [{ text: at === 0 ? "" : "；" }, day(`repaid-${at + 1}`, on), { text: "还" }, part(`r${at + 1}`, rest[at] ?? 0)])}，累计${whole("paid", paid)}，尚欠本金${whole("open", open)}。${someone("lender", lender.name)}在${word("询问", "讯问")}中对收款事实无异议。`,
      head("top", "三、", "监督意见"),
      body`借款未约定利息，依照${statute("民法典", "第六百八十条", "第二款", ["合同法", "第二百一十一条"])}“${quoted("借款合同对支付利息没有约定的，视为没有利息", ["视为没有利息", "按市场利率支付利息"], ["没有约定", "约定不明确"])}”，所还款项均应冲抵本金。原审未查明还款，认定的基本事实缺乏证据证明，符合${under("中华人民共和国民事诉讼法", "第二百一十一条", undefined, "第（二）项")}规定的情形；${statute("民法典", "第五百七十七条", "", ["合同法", "第一百零七条"], ["民法通则", "第一百一十一条"])}规定的违约责任也应以尚欠数额为限。`,
      body`根据${under("中华人民共和国民事诉讼法", "第二百一十九条", "第二款")}的规定，特提出再审检察建议。请你院在收到后三个月内将审查结果书面回复本院。`,
      sealLine(s.procuratorate),
      dayLine(decided),
      enclosed("1.", "检察卷宗一册", "附："),
      enclosed("2.", "银行流水复印件十二页"),
      enclosed("3.", "询问笔录二份"),
    ],
    record: recordOf(s, []),
    sums: [
      { whole: "paid", parts: ["r1", "r2", "r3"] },
      { whole: "open", parts: ["principal"], less: ["paid"] },
    ],
    order: ["lent", "repaid-1", "judged", "applied", "signed"],
    deadlines: [{ from: "applied", to: "signed", days: 92 }],
  };
}
