import type { Draft } from "../../draft.ts";
import { day, enclosed, head, inCapitals, later, monthsOn, part, row, someone, whole } from "../../forms.ts";
import { ageAt, codeAt, firmNamed, IN_TIME, phoneAt, procedural, yearOf } from "../../marked/pieces.ts";
import { daysAfter, personLine, recordOf, sceneOf } from "../../marked/scene.ts";
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
  sealLine,
  signLine,
  statute,
  termOf,
  title,
  toCourt,
  today,
  word,
} from "../../marked/slips.ts";
import { drawAmounts, type Story, sumOf } from "../../story.ts";
import { barred, label } from "./pieces.ts";

export function crashProposal(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const driver = s.person("driver", [1970, 1996], "male");
  const [dead, hurt] = [s.name("male"), s.name()];
  const wife = s.name("female");
  const carrier = s.firm("物流运输");
  const [death] = drawAmounts(random, 2, [420_000, 690_000]);
  const [funeral, medical] = drawAmounts(random, 2, [31_000, 48_000]);
  const due = sumOf([death, funeral, medical]);
  const own = Math.round((due * 0.15) / 1_000_000) * 1_000_000;
  const name = someone("driver", driver.name);
  const firm = firmNamed("firm", carrier.name);
  const [d, h, kin] = [someone("dead", dead), someone("hurt", hurt), someone("wife", wife)];
  const counsel = someone("counsel", s.name());
  const months = random.pick([10, 12, 14, 18]);
  return {
    family: "two-crash-proposal",
    kind: "sentencing-proposal",
    paragraphs: [
      title(`${s.procuratorate}量刑建议书`),
      numberLine(`${s.mark}量建〔${yearOf(course.decided)}〕${s.number}号`),
      label("被告人", personLine(driver), "，电话", phoneAt("driver", driver.phone)),
      label("罪名", charge("交通肇事罪")),
      label("车辆所有人", firm, "（统一社会信用代码", codeAt("firm", carrier.code), "）"),
      label("移送起诉日", day("accepted", course.accepted), "；权利告知日：", day("told", course.told)),
      label("取保候审", procedural(termOf("bail", course.filed, 12), monthsOn(course.filed, 12)), "，期限为", lengthOf("bail", 12)),
      head("parts", "一、", "基本犯罪事实"),
      body`${day("act", course.act)}18时许，${accused()}${name}（${ageAt(driver, "act", course.act)}周岁）受${firm}指派，${word("驾驶", "架驶")}超载货车途经${s.town}，占用对向车道与摩托车相撞，造成摩托车驾驶人${d}当场死亡、乘坐人${h}轻伤，${name}随即报警并在现场等候处理。交警部门认定${name}负全部责任，${d}、${h}均无责任。`,
      head("parts", "二、", "赔偿情况"),
      barred("赔偿项目", "受偿人", "数额（元）"),
      barred("死亡赔偿金", kin, part("death", death, "column")),
      barred("丧葬费", kin, part("funeral", funeral, "column")),
      barred("医疗费", h, part("medical", medical, "column")),
      barred("总额", "", whole("due", due, "column")),
      body`赔偿依据为${statute("民法典", "第一千二百零八条", "", ["侵权责任法", "第四十八条"])}和${statute("民法典", "第一千一百九十一条", "第一款", ["侵权责任法", "第三十四条第一款"])}。上列款项共${whole("due", due)}（${inCapitals("due", due)}），由保险公司和${firm}承担${part("others", due - own)}，${name}个人承担${part("own", own)}，均已付清。${d}之妻${kin}与伤者${h}已出具${word("谅解", "凉解")}书。`,
      head("parts", "三、", "量刑情节"),
      row("情节", "依据", "幅度"),
      row("自首", "刑法第六十七条第一款", "减少基准刑20%"),
      row("全额赔偿并取得谅解", "刑法第三十六条等", "减少基准刑30%"),
      row("认罪认罚", "刑事诉讼法第十五条", "减少基准刑10%"),
      body`上表共列${listed("factors", 3)}项从宽情节，${accused()}${name}没有法定或者${word("酌定", "酌订")}的从重情节。`,
      head("parts", "四、", "具体建议"),
      body`${accused()}${name}违章驾车致一人死亡，负事故全部责任，触犯${statute("刑法", "第一百三十三条", "")}，应以${charge("交通肇事罪")}处罚，法定刑为“${quoted("三年以下有期徒刑或者拘役", ["三年以下", "五年以下"], ["或者拘役", "、拘役或者管制"])}”。辩护人${counsel}对下列意见无异议。依据${statute("刑事诉讼法", "第一百七十六条", "第二款")}，建议以${charge("交通肇事罪")}判处${penalty("133-1", months, ["有期徒刑四年", "有期徒刑三年六个月", "有期徒刑五年"])}，可以适用${word("缓刑", "缓行")}，判后作为${today("社区矫正对象", "社区服刑人员")}接受监督。`,
      body`本建议已当面告知${name}和${counsel}，${name}在${counsel}见证下${word("签署", "签暑")}具结书。`,
      ...toCourt(s.court),
      signLine("检察官：", someone("procurator", s.name())),
      sealLine(s.procuratorate),
      dayLine(course.decided),
      enclosed("1.", "认罪认罚具结书；", "附："),
      enclosed("2.", "赔偿凭证复印件；"),
      enclosed("3.", "社会调查评估意见。"),
    ],
    record: recordOf(s, [driver], {
      charge: "交通肇事罪",
      actOn: course.act,
      acceptedOn: course.accepted,
      days: { act: [course.act], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [
      { whole: "due", parts: ["death", "funeral", "medical"] },
      { whole: "due", parts: ["others", "own"] },
    ],
    order: ["act", "accepted", "told", "signed"],
    deadlines: IN_TIME,
  };
}

export function recidivistProtest(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const man = s.person("man", [1974, 1994], "male");
  const [first, second, third] = [s.name(), s.name(), s.name()];
  const days = daysAfter(random, later(course.act, -20), 3, 18);
  const values = drawAmounts(random, 3, [2_400, 9_800]);
  const total = sumOf(values);
  const prior = random.pick([12, 16, 20, 24]);
  const jailed = monthsOn(course.act, -prior - random.between(8, 30));
  const sued = course.decided;
  const judged = s.workday(sued, 25, 40);
  const received = s.workday(judged, 2, 5);
  const protested = s.workday(received, 5, 9);
  const name = someone("man", man.name);
  const thing = (at: number, who: string, what: string, on: string) =>
    body`${String(at)}. ${day(`act-${at}`, on)}，窃取${someone(`victim-${at}`, who)}的${what}，价值${part(`value-${at}`, values[at - 1] ?? 0)}${at === 3 ? "。" : "；"}`;
  return {
    family: "two-recidivist-protest",
    kind: "protest",
    paragraphs: [
      title(`${s.procuratorate}刑事抗诉书`),
      numberLine(`${s.mark}刑抗〔${yearOf(protested)}〕${s.number}号`),
      label("原审被告人", personLine(man)),
      label("一审法院", s.court),
      label("判决案由", charge("盗窃罪")),
      row("诉讼节点", "日期"),
      row("提起公诉", day("sued", sued)),
      row("一审宣判", day("judged", judged)),
      row("本院收到判决书", day("received", received)),
      head("parts", "一、", "原判决的内容"),
      body`${s.court}认定${name}犯${charge("盗窃罪")}，判处有期徒刑一年，缓刑二年，并处${word("罚金", "罚款")}。本院审查认为，该判决事实认定无误，但遗漏${word("累犯", "屡犯")}情节，适用缓刑违法，应予纠正。`,
      head("parts", "二、", "案件事实"),
      body`首次作案时${name}${ageAt(man, "act-1", days[0] ?? "")}周岁。其共盗窃${listed("thefts", 3, { near: ["value-1", "value-2", "value-3"] })}次：`,
      thing(1, first, "电动三轮车一辆", days[0] ?? ""),
      thing(2, second, "手提电脑一台", days[1] ?? ""),
      thing(3, third, "香烟和白酒若干", days[2] ?? ""),
      body`三次合计${whole("total", total)}，大写为${inCapitals("total", total)}。${someone("victim-1", first)}、${someone("victim-2", second)}、${someone("victim-3", third)}的损失均未获退赔，本院出示的${today("价格认定书", "价格鉴定书")}和监控录像足以${word("印证", "映证")}。`,
      head("parts", "三、", "抗诉理由"),
      body`（一）原审${accused()}${name}系累犯。${name}曾因犯${chargeThen("盗窃罪")}被判处有期徒刑${lengthOf("prior", prior)}，刑期${termOf("prior", jailed, prior)}，自释放至本次首次作案未满五年，依照${statute("刑法", "第六十五条", "第一款")}应当从重处罚。`,
      body`（二）累犯不得适用缓刑。${statute("刑法", "第七十四条", "")}的规定是：“${quoted("对于累犯和犯罪集团的首要分子，不适用缓刑。", ["首要分子", "主犯"], ["不适用", "不宜适用"])}”原判宣告缓刑，于法无据。`,
      body`（三）量刑畸轻。${name}所犯${charge("盗窃罪")}数额较大（${whole("total", total)}），依${articleAlone("刑法", "第二百六十四条")}，本院原建议判处${penalty("264-1", random.pick([16, 18, 20, 22]), ["有期徒刑四年", "有期徒刑三年九个月", "有期徒刑六年"])}，原判未采纳，也未说明理由；${someone("victim-2", second)}、${someone("victim-3", third)}亦请求抗诉。`,
      head("parts", "四、", "抗诉请求"),
      body`综上，${s.court}对${name}的${charge("盗窃罪")}一案判决确有错误。根据${statute("刑事诉讼法", "第二百二十八条", "")}，并在${articleAlone("刑事诉讼法", "第二百三十条")}规定的十日期限内，特提出抗诉，请依法改判。`,
      ...toCourt("岳阳市中级人民法院"),
      sealLine(s.procuratorate),
      dayLine(protested),
      enclosed("1.", `原审被告人现住址及联系电话说明；`, "附件："),
      enclosed("2.", "一审判决书复印件；"),
      enclosed("3.", "前案判决书与释放证明。"),
    ],
    record: recordOf(s, [man], { charge: "盗窃罪", amount: total }),
    sums: [{ whole: "total", parts: ["value-1", "value-2", "value-3"] }],
    order: ["act-3", "sued", "judged", "received", "signed"],
    deadlines: [{ from: "received", to: "signed", days: 10 }],
  };
}
