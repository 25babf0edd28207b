import type { Draft } from "../../draft.ts";
import { bornOf, day, enclosed, head, later, part, row, sameYear, someone, whole } from "../../forms.ts";
import { ageAt, codeAt, firmNamed, IN_TIME, phoneAt, quantity, quantityInAll, yearOf } from "../../marked/pieces.ts";
import { daysAfter, nobody, personLine, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  addressee,
  articleAlone,
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

export function innSuggestion(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const inn = s.firm("酒店管理");
  const manager = s.name();
  const born = Number(course.act.slice(0, 4));
  const [girl, boy] = [s.person("girl", [born - 16, born - 15], "female"), s.person("boy", [born - 17, born - 16], "male")];
  const desk = s.name("female");
  const covered = (name: string): string => `${/^(?:欧阳|上官|司徒|皇甫)|^./.exec(name)?.[0] ?? ""}某某`;
  const [g, b] = [someone("girl", covered(girl.name)), someone("boy", covered(boy.name))];
  const nights = daysAfter(random, later(course.act, 1), 3, 24);
  const visited = s.workday(nights[2] ?? course.act, 8, 16);
  const issued = s.workday(visited, 4, 12);
  const guests = [random.between(3, 6), random.between(2, 5), random.between(7, 9)];
  const fees = drawAmounts(random, 3, [200, 900]);
  const host = firmNamed("firm", inn.name);
  const receptionist = someone("desk", desk);
  return {
    family: "two-inn-suggestion",
    kind: "suggestion",
    paragraphs: [
      title(`${s.procuratorate}检察建议书`),
      numberLine(`${s.mark}建〔${yearOf(issued)}〕${s.number}号`),
      addressee(inn.name),
      body`本院在办理一起侵害未成年人案件中，发现你公司（${host}，统一社会信用代码${codeAt("firm", inn.code)}，负责人${someone("manager", manager)}）在接待未成年人入住方面存在漏洞。${day("visited", visited)}，本院检察官到店核查，与负责人${someone("manager", manager)}、前台${receptionist}分别谈话，并调取登记台账。现将有关问题和建议通报如下：`,
      head("parts", "一、", "发现的问题"),
      body`（一）未履行询问义务。${day("act", course.act)}晚，${g}（${bornOf(girl)}出生，当日${ageAt(girl, "act", course.act)}周岁）与${b}（${bornOf(boy)}出生，当日${ageAt(boy, "act", course.act)}周岁）共同入住，${receptionist}未问明二人关系，也未联系任何一方监护人；`,
      body`（二）登记流于形式。核查的${listed("nights", 3, { near: ["guest-1", "guest-2", "guest-3"] })}个夜间，均有未成年人以他人证件入住，具体为：`,
      row("日期", "无证或冒用证件人数", "所收房费（元）"),
      ...nights.map((on, at) =>
        row(
          day(`night-${at + 1}`, on, "iso"),
          quantity(`guest-${at + 1}`, guests[at] ?? 0),
          part(`fee-${at + 1}`, fees[at] ?? 0, "column"),
        ),
      ),
      row("合计", quantityInAll("guests", sumOf(guests)), whole("fee", sumOf(fees), "column")),
      body`（三）未报告可疑情形。上述夜间共接待${quantityInAll("guests", sumOf(guests))}人，收取房费${whole("fee", sumOf(fees))}，${receptionist}自述发现${g}神情异常，但${host}内部没有报告流程，以致未能及时干预。`,
      head("parts", "二、", "法律依据"),
      body`${statute("未成年人保护法", "第五十七条", "")}规定，住宿经营者接待未成年人入住时，“${quoted("应当询问父母或者其他监护人的联系方式、入住人员的身份关系等有关情况；发现有违法犯罪嫌疑的，应当立即向公安机关报告", ["立即", "及时"], ["身份关系", "亲属关系"], ["父母或者其他监护人", "父母和其他监护人"])}”；同法${articleAlone("未成年人保护法", "第一百二十二条")}对违反者规定了警告直至吊销许可证的处罚。依照${statute("民法典", "第一千一百九十八条", "第一款", ["侵权责任法", "第三十七条第一款"])}，经营场所的经营者负有安全保障义务。`,
      head("parts", "三、", "检察建议"),
      body`为预防同类问题，依照${statute("人民检察院组织法", "第二十一条", "第一款")}，向${host}提出以下${listed("proposals", 4)}项建议：`,
      body`1. 由${someone("manager", manager)}牵头修订接待制度，${word("必须", "必需")}做到“逐人核验、逐项询问、可疑即报”；`,
      body`2. 对包括${receptionist}在内的全部前台人员开展强制报告培训，并留存考核记录；`,
      body`3. 在前台张贴未成年人入住提示，公布${today("卫生健康局", "卫生和计划生育局")}和公安机关的求助渠道；`,
      body`4. 更换人脸识别设备，整改完成前逐周自查。`,
      head("parts", "四、", "回复要求"),
      body`请${host}自收到本建议书之日起两个月内，将整改结果书面回复本院；如对本建议有异议，可在同一期限内提出。联系检察官：${someone("procurator", s.name())}，电话${phoneAt("procurator", s.phone())}。`,
      sealLine(s.procuratorate),
      dayLine(issued),
      enclosed("1.", "登记台账复印件；", "附件："),
      enclosed("2.", "住宿经营者询问登记表样式；"),
      enclosed("3.", "强制报告流程图。"),
    ],
    record: { ...nobody, office: s.office },
    sums: [
      { whole: "guests", parts: ["guest-1", "guest-2", "guest-3"] },
      { whole: "fee", parts: ["fee-1", "fee-2", "fee-3"] },
    ],
    order: ["act", "visited", "signed"],
  };
}

const SCHOOLS = ["第一中学", "第三中学", "明德小学", "职业中专"];

export function tobaccoSuggestion(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const filed = s.workday(course.act, 5, 12);
  const checked = s.workday(filed, 6, 14);
  const talked = s.workday(checked, 3, 9);
  const issued = s.workday(talked, 3, 10);
  const near = SCHOOLS.map(() => random.between(2, 6));
  const unmarked = SCHOOLS.map((_, at) => random.between(1, (near[at] ?? 2) - 1));
  const nearKeys = SCHOOLS.map((_, at) => `near-${at + 1}`);
  const keys = SCHOOLS.map((_, at) => `unmarked-${at + 1}`);
  const shops = [s.name(), s.name(), s.name()] as const;
  const sold = drawAmounts(random, 3, [300, 1_900]);
  const [first, second, third] = shops.map((name, at) => someone(`shop-${at + 1}`, name));
  const deputy = s.name();
  return {
    family: "two-tobacco-suggestion",
    kind: "suggestion",
    paragraphs: [
      title(`${s.procuratorate}检察建议书`),
      numberLine(`${s.mark}行公建〔${yearOf(issued)}〕${s.number}号`),
      addressee(`${s.place}烟草专卖局`),
      head("parts", "一、", "线索来源与办案经过"),
      body`${day("act", course.act)}，本院收到家长反映，称${s.town}多所学校门口可以随意买到香烟。本院于${day("filed", filed)}以行政公益诉讼立案，于${sameYear("checked", checked, filed)}会同${today("市场监督管理局", "工商行政管理局", "工商局")}现场检查，于${day("talked", talked)}与你局分管副局长${someone("deputy", deputy)}进行了磋商。`,
      head("parts", "二、", "调查核实的情况"),
      body`（一）网点分布。在${listed("schools", SCHOOLS.length, { near: nearKeys })}所学校大门外一百米范围内：`,
      row("学校", "烟草零售点（个）", "其中未设禁售标志（个）"),
      ...SCHOOLS.map((school, at) => row(school, quantity(nearKeys[at] ?? "", near[at] ?? 0), quantity(keys[at] ?? "", unmarked[at] ?? 0))),
      row("合计", quantityInAll("near", sumOf(near)), quantityInAll("unmarked", sumOf(unmarked))),
      body`（二）销售事实。经营者${first ?? ""}、${second ?? ""}、${third ?? ""}均承认未查验证件即售烟，三人近一个月向学生售烟的金额分别为${part("sold-1", sold[0])}、${part("sold-2", sold[1])}、${part("sold-3", sold[2] ?? 0)}，总金额${whole("sold", sumOf(sold))}。其中${first ?? ""}的许可证地址与实际不符，${second ?? ""}系无证经营，${third ?? ""}曾因同类行为被${word("责令", "责另")}改正。`,
      body`（三）监管情况。你局对上述${quantityInAll("near", sumOf(near))}个网点仅有纸面检查记录，未对${second ?? ""}立案查处，${quantityInAll("unmarked", sumOf(unmarked))}个网点至今没有标志。`,
      head("parts", "三、", "认定理由"),
      body`${statute("未成年人保护法", "第五十九条", "第一款")}规定：“${quoted("学校、幼儿园周边不得设置烟、酒、彩票销售网点。禁止向未成年人销售烟、酒、彩票或者兑付彩票奖金。", ["不得设置", "不宜设置"], ["学校、幼儿园", "中小学、幼儿园"], ["销售网点", "经营网点"])}”违反该款的，由主管部门依${articleAlone("未成年人保护法", "第一百二十三条")}处理。你局对本辖区烟草零售负有监督管理职责，怠于${word("履行", "屡行")}，致使众多未成年人的健康${word("权益", "权宜")}受到侵害。根据${statute("行政诉讼法", "第二十五条", "第四款")}和${statute("未成年人保护法", "第一百零六条", "")}，本院有权提出建议并督促纠正。`,
      head("parts", "四、", "建议事项"),
      body`1. 对${first ?? ""}、${second ?? ""}、${third ?? ""}的违法行为依法查处；`,
      body`2. 对合计${quantityInAll("near", sumOf(near))}个网点逐一核查，到期不予延续许可，并补齐禁售标志；`,
      body`3. 与教育、市场监管部门建立联合${word("巡查", "寻查")}机制。`,
      body`请你局在收到本建议书后两个月内依法办理，并书面回复本院。逾期不履行职责的，本院将依法提起诉讼。`,
      signLine("联系人：", someone("assistant", s.name()), "　电话：", phoneAt("assistant", s.phone())),
      sealLine(s.procuratorate),
      dayLine(issued, "han"),
      enclosed("1.", "现场检查笔录；", "附："),
      enclosed("2.", "网点位置示意图；"),
      enclosed("3.", "三名经营者询问笔录。"),
    ],
    record: { ...nobody, office: s.office },
    sums: [
      { whole: "near", parts: nearKeys },
      { whole: "unmarked", parts: keys },
      { whole: "sold", parts: ["sold-1", "sold-2", "sold-3"] },
    ],
    order: ["act", "filed", "talked", "signed"],
  };
}

export function juvenileConditional(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const year = Number(course.act.slice(0, 4));
  const boy = { ...s.person("boy", [year - 17, year - 17], "male"), schooling: "初中文化程度", work: "职业学校在读学生" };
  const mother = { ...s.person("mother", [1976, 1985], "female"), address: boy.address };
  const [first, second] = [s.name(), s.name()];
  const worker = s.name("female");
  const values = drawAmounts(random, 3, [1_100, 2_900]);
  const total = sumOf(values);
  const months = random.pick([6, 8, 10, 12]);
  const name = someone("boy", boy.name);
  const guardian = someone("mother", mother.name);
  const [v1, v2] = [someone("victim-1", first), someone("victim-2", second)];
  const social = someone("worker", worker);
  const opinion = s.workday(course.told, 4, 9);
  return {
    family: "two-juvenile-conditional",
    kind: "non-prosecution-decision",
    paragraphs: [
      title(`${s.procuratorate}附条件不起诉决定书`),
      numberLine(`${s.mark}未检附不诉〔${yearOf(course.decided)}〕${s.number}号`),
      label("犯罪嫌疑人", personLine(boy), "（未被采取羁押措施）。"),
      label("法定代理人", personLine(mother), "，系", name, "之母。"),
      label("合适成年人及帮教单位", `${s.place}未成年人保护中心，司法社工`, social, "。"),
      label("案由及来源", charge("盗窃罪"), "；", s.police, "于", day("accepted", course.accepted), "移送。"),
      head("items", "一、", "程序事项"),
      body`本院${sameYear("told", course.told, course.accepted)}告知${suspect()}${name}及其法定代理人${guardian}有权委托辩护人，并${word("讯问", "询问")}了${name}，${guardian}到场。${day("opinion", opinion)}，本院书面征求${s.police}和被害人${v1}、${v2}的意见，均无异议。`,
      head("items", "二、", "案件事实"),
      body`${day("act", course.act)}傍晚，${name}（时年${ageAt(boy, "act", course.act)}周岁）在${s.town}一小区车棚，拆卸电动自行车电瓶，物品及价值：`,
      row("被害人", "物品", "价值"),
      row(v1, "锂电池一组", part("value-1", values[0])),
      row(v1, "控制器一个", part("value-2", values[1])),
      row(v2, "铅酸电池一组", part("value-3", values[2] ?? 0)),
      row("总计", "", whole("total", total)),
      body`破案后上述物品已${word("返还", "反还")}${v1}和${v2}，${guardian}另支付修理费，两名被害人出具书面材料。社会调查由${social}完成，认为${name}此次系受网络不良信息影响，${guardian}具备${word("监护", "监户")}条件。`,
      head("items", "三、", "决定内容"),
      body`${name}实施${statute("刑法", "第二百六十四条", "")}所规定的行为，数额较大（${whole("total", total)}），涉嫌${charge("盗窃罪")}，属该法分则第五章之罪；其作案时不满十八周岁，可能判处一年有期徒刑以下刑罚，有明显悔罪表现。根据${statute("刑事诉讼法", "第二百八十二条", "第一款")}，决定对${suspect()}${name}所涉${charge("盗窃罪")}附条件不起诉。`,
      head("items", "四、", "考验期与监督考察"),
      body`考验期为${lengthOf("watch", months)}，${termOf("watch", course.decided, months)}。${articleAlone("刑事诉讼法", "第二百八十三条", "第二款")}载明：“${quoted("附条件不起诉的考验期为六个月以上一年以下，从人民检察院作出附条件不起诉的决定之日起计算。", ["六个月以上一年以下", "三个月以上一年以下"], ["决定之日", "决定次日"])}”考验期内，${name}应当遵守下列${listed("duties", 5)}项要求：`,
      body`1.遵守法律法规，服从本院监督；2.每月向${social}书面报告一次活动情况；3.离开${s.place}须经本院批准；4.每周参加一次公益服务；5.未经${guardian}同意，夜间十时后不得外出。`,
      head("items", "五、", "权利告知"),
      body`${name}及${guardian}对本决定有异议的，可以向本院提出，本院将依${articleAlone("刑事诉讼法", "第二百八十二条", "第三款")}作出起诉决定；${v1}、${v2}不服的，可在收到本决定书后七日以内申诉。`,
      sealLine(s.procuratorate),
      dayLine(course.decided),
    ],
    record: recordOf(s, [boy], {
      charge: "盗窃罪",
      actOn: course.act,
      acceptedOn: course.accepted,
      amount: total,
      days: { act: [course.act], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [{ whole: "total", parts: ["value-1", "value-2", "value-3"] }],
    order: ["act", "accepted", "opinion", "signed"],
    deadlines: IN_TIME,
  };
}
