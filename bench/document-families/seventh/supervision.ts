import { type Draft, slot } from "../draft.ts";
import {
  bornOf,
  CRIMINAL,
  codeOf,
  day,
  enclosed,
  firmOf,
  head,
  idOf,
  inCapitals,
  later,
  PROCEDURE,
  part,
  row,
  sexOf,
  someone,
  under,
  whole,
} from "../forms.ts";
import { recordOf, sceneOf } from "../marked/scene.ts";
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
  statute,
  suspect,
  termOf,
  title,
  toCourt,
  today,
  word,
} from "../marked/slips.ts";
import { drawAmounts, type Story, sumOf } from "../story.ts";

/** Somebody on probation who was not taken in in time. */
export function lateReport(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = s.person("subject", [1965, 2000]);
  const effective = s.workday(course.decided, 40, 60);
  const months = random.pick([12, 18, 24, 36]);
  const came = later(effective, random.between(13, 30));
  const found = s.workday(came, 12, 30);
  const noticed = s.workday(found, 3, 8);
  return {
    family: "late-report",
    kind: "correction-notice",
    paragraphs: [
      title(s.procuratorate),
      title("纠正违法通知书"),
      numberLine(`${s.mark}矫纠违〔${noticed.slice(0, 4)}〕${random.between(1, 40)}号`),
      addressee(`${s.place}社区矫正管理局`),
      body`本院在社区矫正巡回检察中发现，你局在对${today("社区矫正对象", "社区服刑人员", "社区矫正人员")}${someone("subject", who.name)}的接收管理中存在违法情形。`,
      head("top", "一、", "基本情况"),
      body`${someone("subject", who.name)}，${sexOf(who)}，${bornOf(who)}出生，公民身份号码${idOf(who)}，因驾车肇事被${s.court}以${charge("交通肇事罪")}判处有期徒刑十个月，缓刑${lengthOf("probation", months)}，判决于${day("effective", effective)}发生法律效力，缓刑考验期${termOf("probation", effective, months)}。`,
      head("top", "二、", "违法事实"),
      body`${someone("subject", who.name)}应当自判决生效之日起十日内报到，但其直至${day("came", came)}才到你局报到。其间，你局未组织查找，亦未告知本院。${day("found", found)}，本院检察官在你局查阅档案时发现，登记簿所载罪名（${charge("交通肇事罪")}）、报到日期与本人陈述一致，而接收通知书系事后补填。`,
      head("top", "三、", "纠正意见"),
      body`${under("中华人民共和国社区矫正法", "第二十一条", "第一款")}规定：“${quoted("应当自判决、裁定生效之日起十日内到执行地社区矫正机构报到", ["十日内", "十五日内"], ["生效之日", "宣告之日"], ["应当自", "自"])}。”${statute("社区矫正法", "第三十条", "")}还要求对失去联系的对象立即组织查找。你局的上述做法违反了该规定，${articleAlone("中华人民共和国社区矫正法", "第二十二条")}所列登记、宣告程序也未履行。`,
      body`根据${under(PROCEDURE, "第二百七十六条")}的规定，特通知你局予以纠正：一是对${charge("交通肇事罪")}案的${someone("subject", who.name)}予以训诫；二是核查在册对象，杜绝同类问题；三是规范档案填写。请在收到本通知书后十五日内将纠正情况书面告知本院。`,
      sealLine(s.procuratorate),
      dayLine(noticed),
    ],
    record: recordOf(s, [who], { charge: "交通肇事罪" }),
    order: ["effective", "came", "found", "signed"],
    deadlines: [],
  };
}

/** Helping workers to sue for their wages. */
export function wagesDue(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const firm = s.firm(random.pick(["装饰工程", "服装", "家具制造"]));
  const boss = s.name("male");
  const workers = Array.from({ length: random.between(4, 6) }, (_, at) => s.person(`worker-${at + 1}`, [1965, 1999]));
  const wages = drawAmounts(random, workers.length, [3_600, 19_800]);
  const keys = wages.map((_, at) => `wage-${at + 1}`);
  const total = sumOf(wages);
  const [first] = workers;
  const agreed = s.workday(course.act, 90, 150);
  const applied = s.workday(agreed, 20, 50);
  const supported = s.workday(applied, 6, 15);
  return {
    family: "wages-due",
    kind: "transfer-letter",
    paragraphs: [
      title(s.procuratorate),
      title("支持起诉书"),
      numberLine(`${s.mark}民支〔${supported.slice(0, 4)}〕${random.between(2, 60)}号`),
      body`原告：${someone("worker-1", first?.name ?? "")}等${listed("workers", workers.length, { near: workers.map(({ key }) => key) })}人（名单及身份信息附后）。`,
      body`被告：${firmOf(firm.name)}，统一社会信用代码${codeOf(firm.code)}，${word("法定代表人", "法人代表")}${someone("boss", boss)}，联系电话${slot(s.phone(), "phone", "firm")}。`,
      body`${someone("worker-1", first?.name ?? "")}等人与${firmOf(firm.name)}劳务合同纠纷一案，于${day("applied", applied)}申请本院支持起诉。本院审查查明：上述人员于${day("act", course.act)}起在该公司车间务工，${day("agreed", agreed)}经结算，该公司法定代表人${someone("boss", boss)}出具欠条，确认拖欠劳务费共计${whole("total", total)}（大写：${inCapitals("total", total)}），明细为：${workers.flatMap((who, at) => [{ text: at === 0 ? "" : "，" }, someone(who.key, who.name), part(`wage-${at + 1}`, wages[at] ?? 0)])}。经多次催讨，${firmOf(firm.name)}至今未付。`,
      body`本院认为，${statute("民法典", "第五百零九条", "第一款", ["合同法", "第六十条"], ["民法通则", "第八十八条"])}规定：“${quoted("当事人应当按照约定全面履行自己的义务", ["全面履行", "适当履行"], ["应当按照", "可以按照"], ["按照约定", "按照规定"])}。”${firmOf(firm.name)}拖欠报酬，应当承担${statute("民法典", "第五百七十七条", "", ["合同法", "第一百零七条"])}规定的违约责任。原告${someone("worker-1", first?.name ?? "")}等人系进城务工人员，诉讼能力较弱，${today("人力资源和社会保障局", "劳动和社会保障局")}调解未果，依照${under("中华人民共和国民事诉讼法", "第十五条")}的规定，本院支持其向你院提起诉讼，请求判令被告支付劳务费${whole("total", total)}。${articleAlone("中华人民共和国民事诉讼法", "第十五条")}所称受损害的个人，包括上述原告。`,
      ...toCourt(s.court),
      sealLine(s.procuratorate),
      dayLine(supported),
      body`附：原告身份信息`,
      row("姓名", "性别", "出生日期", "公民身份号码", "电话"),
      ...workers.map((who) =>
        row(someone(who.key, who.name), sexOf(who), bornOf(who, "iso"), idOf(who), slot(who.phone, "phone", who.key, who.phone)),
      ),
    ],
    record: recordOf(s, []),
    sums: [{ whole: "total", parts: keys }],
    order: ["act", "agreed", "applied", "signed"],
    deadlines: [],
  };
}

/** To the police: a case that should have been filed. */
export function whyNotFiled(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const firm = s.firm(random.pick(["商贸", "信息咨询"]));
  const [who, boss] = [s.person("taker", [1975, 1995]), s.name("male")];
  const reported = s.workday(course.act, 10, 40);
  const refused = s.workday(reported, 4, 7);
  const complained = s.workday(refused, 8, 30);
  const asked = s.workday(complained, 5, 15);
  const answered = s.workday(asked, 3, 7);
  const noticed = s.workday(answered, 3, 9);
  const value = random.between(32, 90) * 100_000;
  return {
    family: "why-not-filed",
    kind: "correction-notice",
    paragraphs: [
      title(s.procuratorate),
      title("通知立案书"),
      numberLine(`${s.mark}通立〔${noticed.slice(0, 4)}〕${random.between(1, 30)}号`),
      addressee(s.police),
      body`${firmOf(firm.name)}（统一社会信用代码${codeOf(firm.code)}）不服你局不立案决定，于${day("complained", complained)}向本院申请立案监督。本院于${day("asked", asked)}要求你局说明不立案理由，你局于${day("answered", answered)}书面答复，符合七日内说明理由的要求。`,
      body`经查：${day("act", course.act)}，${firmOf(firm.name)}业务员${someone("taker", who.name)}（${sexOf(who)}，${bornOf(who)}出生，公民身份号码${idOf(who)}，联系电话${slot(who.phone, "phone", "taker", who.phone)}）收取客户货款${part("value", value)}（${inCapitals("value", value)}）后未交回公司，用于偿还个人债务。公司负责人${someone("boss", boss)}于${day("reported", reported)}报案，你局于${day("refused", refused)}以“经济纠纷”为由不予立案。`,
      body`本院认为，${someone("taker", who.name)}利用收款的职务便利，将公司货款${part("value", value)}占为己有，数额较大，已触犯${under(CRIMINAL, "第二百七十一条", "第一款")}，涉嫌${charge("职务侵占罪")}，有犯罪事实需要追究刑事责任；你局所称经济纠纷，与收款收据、聊天记录及${today("鉴定意见", "鉴定结论")}反映的事实不符，${charge("职务侵占罪")}与债务纠纷应当严格区分。`,
      body`根据${under(PROCEDURE, "第一百一十三条")}“${quoted("人民检察院认为公安机关不立案理由不能成立的，应当通知公安机关立案，公安机关接到通知后应当立案", ["应当通知", "可以通知"], ["理由不能成立", "理由不充分"], ["接到通知后应当立案", "接到通知后可以立案"])}”的规定，现通知你局对${someone("taker", who.name)}涉嫌${charge("职务侵占罪")}一案立案${word("侦查", "侦察")}，并在收到本通知书后十五日内作出立案决定，将决定书副本送达本院。`,
      sealLine(s.procuratorate),
      dayLine(noticed, "han"),
    ],
    record: recordOf(s, [who], { charge: "职务侵占罪", actOn: course.act, amount: value, days: { act: [course.act] } }),
    order: ["act", "reported", "refused", "complained", "asked", "answered", "signed"],
    deadlines: [{ from: "asked", to: "answered", days: 7 }],
  };
}

/** To another office, with what goes along. */
export function caseMoved(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [one, two] = [s.person("one", [1980, 2000], "male"), s.person("two", [1982, 2002])];
  const moved = s.workday(course.accepted, 4, 8);
  const other = random.pick(["长沙市望城区", "常德市武陵区", "益阳市赫山区"]);
  const [volumes, discs, bags] = [random.between(3, 9), random.between(2, 6), random.between(1, 5)];
  const money = random.between(20, 180) * 100_000;
  const deposit = random.between(10, 60) * 10_000;
  return {
    family: "case-moved",
    kind: "transfer-letter",
    paragraphs: [
      title(s.procuratorate),
      title("移送案件函"),
      numberLine(`${s.mark}移函〔${moved.slice(0, 4)}〕${s.number}号`),
      addressee(`${other}人民检察院`),
      body`${s.police}${day("accepted", course.accepted)}移送本院审查起诉的${someone("one", one.name)}、${someone("two", two.name)}涉嫌${charge("开设赌场罪")}一案，本院已于${day("told", course.told)}告知二人委托辩护人的权利。审查中发现，服务器所在地、主要犯罪地和${someone("one", one.name)}的居住地均在你院辖区，由你院管辖更为适宜。经协商一致，依照${under(PROCEDURE, "第二十五条")}“${quoted("刑事案件由犯罪地的人民法院管辖", ["犯罪地", "被告人居住地"], ["人民法院", "人民检察院"])}”的规定，现将案件移送你院。`,
      head("top", "一、", "犯罪嫌疑人情况"),
      row("姓名", "性别", "出生日期", "公民身份号码", "强制措施"),
      row(someone("one", one.name), sexOf(one), bornOf(one), idOf(one), "逮捕"),
      row(someone("two", two.name), sexOf(two), bornOf(two), idOf(two), word("取保候审", "取保侯审")),
      body`二人均以${charge("开设赌场罪")}移送。${suspect()}${someone("one", one.name)}于${day("detained", course.detained)}被拘留，于${day("arrested", course.arrested)}被逮捕，审查起诉期限自你院收到案件之日起重新计算，依据为${statute("刑事诉讼法", "第一百七十二条", "第二款")}。`,
      head("top", "二、", "随案移送物品"),
      body`案卷${slot(String(volumes), "amount", "volumes", volumes)}册、光盘${slot(String(discs), "amount", "discs", discs)}张、物证袋${slot(String(bags), "amount", "bags", bags)}个，共${slot(String(volumes + discs + bags), "total", "goods", volumes + discs + bags)}件；${word("扣押", "扣压")}款${part("money", money)}、保证金${part("deposit", deposit)}，合计${whole("cash", money + deposit)}（${inCapitals("cash", money + deposit)}），由公安机关直接划转你院账户，收款后请核对${whole("cash", money + deposit)}无误再出具收据。`,
      head("top", "三、", "其他事项"),
      body`请你院收到后在送达回证上签章，并将处理${charge("开设赌场罪")}一案的结果函告本院。管辖问题还可参照${statute("刑事诉讼法", "第二十六条", "")}。${suspect()}${someone("two", two.name)}的${word("取保候审", "取保侯审")}手续请及时变更。联系人：${someone("contact", s.name())}，电话${slot(s.phone(), "phone", "contact")}。`,
      enclosed("1.", "移送物品清单一式两份", "附件："),
      enclosed("2.", "指定管辖协商函"),
      enclosed("3.", "送达回证"),
      sealLine(s.procuratorate),
      dayLine(moved),
    ],
    record: recordOf(s, [one, two], {
      charge: "开设赌场罪",
      acceptedOn: course.accepted,
      days: { accepted: [course.accepted], told: [course.told], detained: [course.detained], arrested: [course.arrested] },
    }),
    sums: [
      { whole: "goods", parts: ["volumes", "discs", "bags"] },
      { whole: "cash", parts: ["money", "deposit"] },
    ],
    order: ["detained", "arrested", "accepted", "told", "signed"],
    deadlines: [{ from: "accepted", to: "told", days: 3 }],
  };
}
