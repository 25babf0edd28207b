import { type Draft, slot } from "../../draft.ts";
import { ageOf, CRIMINAL, day, enclosed, head, inCapitals, later, named, part, row, sameYear, someone, under, whole } from "../../forms.ts";
import { ageAt, codeAt, firmNamed, quantity, quantityInAll } from "../../marked/pieces.ts";
import { personLine, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  accused,
  body,
  charge,
  chargeThen,
  dayLine,
  lengthOf,
  listed,
  numberLine,
  penalty,
  sealLine,
  signLine,
  statute,
  termOf,
  title,
  toCourt,
  today,
  word,
} from "../../marked/slips.ts";
import { DECIDED_IN_TIME, drawAmounts, type Story, sumOf, TOLD_IN_TIME } from "../../story.ts";
import { countyOf, otherNumber } from "./mentions.ts";

/** Farmland dug up for ponds and covered with gravel: areas and costs told as parts and whole. */
export function farmlandIndictment(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const digger = s.person("digger", [1966, 1989], "male");
  const [chief, driver] = [s.name("male"), s.name("male")];
  const [basic, other] = [random.between(6, 14), random.between(4, 11)];
  const [pond, gravel] = [random.between(5, basic), basic + other];
  const [clearing, soil, feeding] = drawAmounts(random, 3, [11_000, 64_000]) as [number, number, number];
  const total = clearing + soil + feeding;
  const begun = later(course.act, -random.between(20, 45));
  const charged = "非法占用农用地罪";
  return {
    family: "three-farmland-indictment",
    kind: "indictment",
    paragraphs: [
      title(s.procuratorate),
      title("起诉书"),
      numberLine(`${s.mark}刑诉〔${course.decided.slice(0, 4)}〕${s.number}号`),
      body`${accused()}${personLine(digger)}。因涉嫌${chargeThen(charged)}，于${day("detained", course.detained)}被${s.police}刑事拘留；${sameYear("arrested", course.arrested, course.detained)}，经本院批准，由${s.police}执行逮捕。现羁押于${s.detention}。`,
      body`本案由${s.police}侦查终结，于${day("accepted", course.accepted)}向本院移送起诉。本院受理后，于${day("told", course.told)}告知${accused()}有权委托辩护人，依法讯问了${accused()}，听取了值班律师的意见，并到涉案地块实地查看了复垦条件。`,
      head("parts", "一、", "查明的事实"),
      body`${day("begun", begun)}起，${accused()}${named(digger)}在未办理农用地转用审批手续的情况下，雇请挖掘机驾驶员${someone("driver", driver)}在${s.town}河坝片区开挖养殖塘、铺设砂石便道，至${day("act", course.act)}被${today("自然资源局", "国土资源局", "国土局")}制止。被制止当日，${named(digger)}${ageOf(digger, course.act)}周岁。`,
      body`经测绘，被占用土地共计${quantityInAll("land", basic + other)}亩，其中永久基本农田${quantity("basic", basic)}亩，一般耕地${quantity("other", other)}亩。经司法鉴定，上述${quantityInAll("land", gravel)}亩土地的耕作层均已被破坏，种植条件严重毁坏；仅养殖塘一处水面即有${pond}亩。`,
      body`经评估，恢复种植条件需清运砂石费${part("clearing", clearing)}、回填表土费${part("soil", soil)}、地力培肥费${part("feeding", feeding)}，合计${whole("total", total)}（大写：${inCapitals("total", total)}）。村民委员会主任${someone("chief", chief)}曾两次上门劝阻，${named(digger)}未予理会。`,
      head("parts", "二、", "认定事实的证据"),
      body`认定上述事实的证据如下：土地租赁合同、土地利用现状图等书证；证人${someone("chief", chief)}、${someone("driver", driver)}的证言；${accused()}${named(digger)}的供述和${word("辩解", "辨解")}；耕地破坏程度${today("鉴定意见", "鉴定结论")}；现场${word("勘验", "堪验")}笔录。`,
      head("parts", "三、", "起诉的理由和依据"),
      body`本院认为，${accused()}${named(digger)}违反土地管理法规，非法占用耕地并改变其用途，以致耕地大量毁坏，其行为触犯了${under(CRIMINAL, "第三百四十二条")}，应当以${charge(charged)}追究刑事责任。${named(digger)}的行为同时违反${statute("土地管理法", "第三十七条", "第三款")}的禁止性规定，依照${statute("民法典", "第一千二百三十四条", "", ["侵权责任法", "第六十五条"], ["侵权责任法", "第十五条"])}还应承担修复责任，其愿意承担复垦费用${whole("total", total)}。`,
      body`${named(digger)}归案后如实供述，具有${statute("刑法", "第六十七条", "第三款")}规定的从轻情节，且自愿认罪认罚。建议以${charge(charged)}判处${penalty("342", random.pick([10, 14, 18, 20]), ["有期徒刑六年", "有期徒刑五年六个月", "有期徒刑七年"])}，并处${word("罚金", "罚款")}。依照${statute("刑事诉讼法", "第一百七十六条", "第一款")}之规定，特对本案提起公诉。`,
      ...toCourt(s.court),
      signLine("检察官：", someone("procurator", s.name())),
      dayLine(course.decided, "han"),
      sealLine(s.procuratorate),
      enclosed("1.", "侦查卷宗四册、光盘二张；", "附件："),
      enclosed("2.", "认罪认罚具结书一份；"),
      enclosed("3.", "土地复垦方案及评估报告；"),
      enclosed("4.", "涉案地块测绘图一套。"),
    ],
    record: recordOf(s, [digger], {
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
      { whole: "total", parts: ["clearing", "soil", "feeding"] },
      { whole: "land", parts: ["basic", "other"] },
    ],
    order: ["begun", "act", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
}

const TEAMS = ["裁剪组", "缝纫组", "整烫组", "包装组", "后勤组"];

/** Wages of a factory: a firm and two managers accused, a table of teams. */
export function wagesIndictment(story: Story): Draft {
  const s = sceneOf(story);
  const { random } = s;
  const owner = { ...s.person("owner", [1970, 1986], "male"), work: "企业经营者" };
  const manager = { ...s.person("manager", [1975, 1992], "female"), work: "公司职员" };
  const firm = s.firm("服饰");
  const envoy = s.name();
  const count = random.between(4, 5);
  const teams = TEAMS.slice(0, count);
  const heads = teams.map(() => random.between(4, 19));
  const owed = drawAmounts(random, count, [26_000, 118_000]);
  const total = sumOf(owed);
  const people = sumOf(heads);
  const months = random.between(4, 7);
  const from = random.pick(["2024-01-01", "2024-03-01", "2024-04-01"]);
  const fled = later(from, months * 31 + random.between(6, 20));
  const ordered = s.workday(fled, 6, 15);
  const filed = later(ordered, random.between(16, 30));
  const bailed = later(filed, random.between(3, 12));
  const accepted = s.workday(bailed, 60, 110);
  const signedOn = s.workday(accepted, 15, 29);
  const charged = "拒不支付劳动报酬罪";
  return {
    family: "three-wages-indictment",
    kind: "indictment",
    paragraphs: [
      title(`${s.procuratorate}起诉书`),
      numberLine(`${s.mark}刑诉〔${signedOn.slice(0, 4)}〕${s.number}号`),
      body`被告单位${firmNamed("firm", firm.name)}，统一社会信用代码${codeAt("firm", firm.code)}，住所地${countyOf(s.place)}${s.town}工业集中区。诉讼代表人${someone("envoy", envoy)}，任该公司综合部经理。`,
      body`${accused()}${personLine(owner)}，系被告单位法定代表人。`,
      body`${accused()}${personLine(manager)}，系被告单位财务负责人。`,
      body`二${accused()}因涉嫌${chargeThen(charged)}，于${day("bailed", bailed)}经${s.police}决定取保候审，移送起诉后由本院继续取保候审。${s.police}侦查终结后，于${day("accepted", accepted)}将本案移送本院。本院已依法告知被告单位及二${accused()}诉讼权利，审阅了全部案卷。`,
      head("parts", "（一）", "欠薪事实"),
      body`${firmNamed("firm", firm.name)}${termOf("arrears", from, months)}，连续${lengthOf("arrears", months)}未足额发放工资。${day("fled", fled)}，${accused()}${named(owner)}将公司对公${word("账户", "帐户")}内的货款转入他人名下后更换号码离开本地，${accused()}${named(manager)}按其授意销毁考勤表。离开当日，${named(owner)}${ageAt(owner, "fled", fled)}周岁，${named(manager)}${ageAt(manager, "fled", fled)}周岁。各班组欠薪情况如下：`,
      row("班组", "人数", "拖欠工资"),
      ...teams.map((team, at) => row(team, [quantity(`heads-${at}`, heads[at] ?? 0), { text: "人" }], part(`owed-${at}`, owed[at] ?? 0))),
      row("总计", [quantityInAll("people", people), { text: "人" }], whole("total", total)),
      body`以上${listed("teams", count)}个班组共拖欠${quantityInAll("people", people)}人工资${whole("total", total)}（大写：${inCapitals("total", total)}）。`,
      head("parts", "（二）", "责令支付情况"),
      body`${day("ordered", ordered)}，${countyOf(s.place)}${today("人力资源和社会保障局", "劳动和社会保障局", "劳动局")}向该公司作出${otherNumber("order", `人社监令〔${ordered.slice(0, 4)}〕${random.between(8, 96)}号`)}限期改正指令书，责令十五日内付清，并在厂区张贴、以短信告知${named(owner)}。期满后仍未支付。${s.police}经初查，于${day("filed", filed)}决定立案，${word("侦查", "侦察")}中调取了公司全部流水。`,
      body`上述事实，有工资表、银行流水、指令书及送达照片、劳动者代表的陈述、诉讼代表人${someone("envoy", envoy)}的陈述、二${accused()}的供述等证据证明，足以认定。`,
      head("parts", "（三）", "处理意见"),
      body`本院认为，被告单位${firmNamed("firm", firm.name)}以转移财产、逃匿的方法逃避支付劳动报酬，数额较大，经责令仍不支付，${accused()}${named(owner)}系直接负责的主管人员，${accused()}${named(manager)}系其他直接责任人员，均触犯${statute("刑法", "第二百七十六条之一", "第一款")}、${slot("第二款", "paragraph", "刑法 第二百七十六条之一")}，应当以${charge(charged)}追究刑事责任。${named(manager)}在共同犯罪中作用较小，依照${statute("刑法", "第二十七条", "第二款")}应当从轻、减轻或者免除处罚。`,
      body`建议对${named(owner)}判处${penalty("276-1", random.pick([12, 15, 18]), ["有期徒刑三年六个月", "有期徒刑四年", "有期徒刑五年"])}，并处${part("fine", 2_000_000, "wan")}罚金；对${named(manager)}判处${penalty("276-1", random.pick([7, 8, 9]), ["有期徒刑三年三个月", "有期徒刑四年六个月"])}，并处罚金。被告单位应当以${charge(charged)}判处罚金。依据${statute("刑事诉讼法", "第一百七十六条", "第一款")}，提起公诉，请依法判处。`,
      ...toCourt(s.court),
      signLine("检察官：", someone("procurator", s.name())),
      dayLine(signedOn),
      sealLine(s.procuratorate),
      body`附：`,
      enclosed("1.", "案卷材料和证据六册；"),
      enclosed("2.", "欠薪劳动者名册一份；"),
      enclosed("3.", "量刑建议书二份。"),
    ],
    record: recordOf(s, [owner, manager], {
      charge: charged,
      acceptedOn: accepted,
      amount: total,
      days: { filed: [filed], accepted: [accepted] },
    }),
    sums: [
      { whole: "total", parts: owed.map((_, at) => `owed-${at}`) },
      { whole: "people", parts: heads.map((_, at) => `heads-${at}`) },
    ],
    order: ["ordered", "filed", "bailed", "accepted", "signed"],
  };
}
