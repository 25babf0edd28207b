import type { Draft } from "../../draft.ts";
import { CRIMINAL, day, head, inCapitals, later, named, part, row, sameYear, someone, under, whole } from "../../forms.ts";
import { ageAt, codeAt, firmNamed, phoneAt, quantity, quantityInAll } from "../../marked/pieces.ts";
import { daysAfter, personLine, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  articleAlone,
  body,
  charge,
  chargeThen,
  dayLine,
  listed,
  penalty,
  quoted,
  signLine,
  statute,
  suspect,
  title,
  today,
  word,
} from "../../marked/slips.ts";
import { DECIDED_IN_TIME, type Story, sumOf, TOLD_IN_TIME } from "../../story.ts";

const BUYERS = ["城南农贸市场摊位", "学府路火锅店", "老街粉面馆", "港口批发部", "夜市烧烤档"];

/** Borax in meat balls: kilograms and takings of each buyer, told again in the reasons. */
export function foodReview(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [maker, helper] = [s.person("maker", [1968, 1990]), s.person("helper", [1976, 1998])];
  const [counsel, inspector, buyer] = [s.name(), s.name(), s.name()];
  const count = random.between(3, 5);
  const kilograms = Array.from({ length: count }, () => random.between(35, 420));
  const takings = kilograms.map((each) => each * random.between(23, 31) * 100);
  const [weight, total] = [sumOf(kilograms), sumOf(takings)];
  const seized = random.between(18, 66);
  const begun = later(course.act, -random.between(120, 200));
  const charged = "生产、销售有毒、有害食品罪";
  return {
    family: "three-food-review",
    kind: "review-report",
    paragraphs: [
      title("公诉案件审查报告"),
      body`收案时间：${day("accepted", course.accepted)}　移送单位：${s.police}　移送案由：${chargeThen(charged)}`,
      body`承办检察官${someone("procurator", s.name())}阅卷后，于${day("told", course.told)}向${suspect()}送达了权利义务告知书，先后讯问${suspect()}二人，听取了辩护律师${someone("counsel", counsel)}的意见，补充调取了送货单。现将审查情况报告如下。`,
      head("parts", "一、", "犯罪嫌疑人基本情况"),
      body`${suspect()}${personLine(maker)}。${day("detained", course.detained)}被刑事拘留，${sameYear("arrested", course.arrested, course.detained)}被依法逮捕，羁押于${s.detention}。`,
      body`${suspect()}${personLine(helper)}，受雇于前者，案发后被取保候审，联系电话${phoneAt("helper", helper.phone)}。`,
      head("parts", "二、", "案件来源和经过"),
      body`${day("act", course.act)}，${today("市场监督管理局", "工商行政管理局", "食品药品监督管理局")}执法人员${someone("inspector", inspector)}对${s.town}一处加工点突击检查，现场查获肉丸${seized}公斤、白色粉末一袋。经检验，肉丸中检出硼砂成分。该局认为涉嫌犯罪，将案件移送${s.police}，该局于${day("filed", course.filed)}立案侦查。`,
      head("parts", "三、", "审查认定的事实"),
      body`${day("begun", begun)}以来，${suspect()}${named(maker)}为使肉丸爽脆，在生产中添加国家禁止在食品中使用的硼砂，${suspect()}${named(helper)}明知而负责搅拌和送货。案发当日，${named(maker)}${ageAt(maker, "act", course.act)}周岁，${named(helper)}${ageAt(helper, "act", course.act)}周岁。经核对送货单，已售部分流向${listed("buyers", count)}家客户：`,
      row("客户", "数量（公斤）", "货款（元）"),
      ...kilograms.map((each, at) => row(BUYERS[at] ?? "", quantity(`kg-${at}`, each), part(`taking-${at}`, takings[at] ?? 0, "column"))),
      row("小计", quantityInAll("weight", weight), whole("total", total, "column")),
      body`据此认定，二人共销售问题肉丸${quantityInAll("weight", weight)}公斤，销售金额${whole("total", total)}（大写${inCapitals("total", total)}）。除此之外未发现造成人身伤害的后果。收货人${someone("buyer", buyer)}证实，每次均由${named(helper)}送货，货款转给${named(maker)}。`,
      head("parts", "四、", "证据分析"),
      body`物证、现场笔录与执法人员${someone("inspector", inspector)}的说明相互印证；检验报告由具备资质的机构出具；收货人${someone("buyer", buyer)}的证言${word("反映", "反应")}了交易次数和单价；二${suspect()}的供述稳定，作案细节一致。辩护律师${someone("counsel", counsel)}提出${named(maker)}系初犯、主动下架剩余产品，经查属实，予以采纳。`,
      head("parts", "五、", "定性和处理建议"),
      body`${under(CRIMINAL, "第一百四十四条")}规定：“${quoted("在生产、销售的食品中掺入有毒、有害的非食品原料的，或者销售明知掺有有毒、有害的非食品原料的食品的，处五年以下有期徒刑，并处罚金", ["非食品原料的，或者", "非食用物质的，或者"], ["五年以下", "三年以下"], ["并处罚金", "单处罚金"])}”。二人的行为同时违反${statute("食品安全法", "第三十四条", "", ["食品卫生法", "第九条"], ["食品卫生法", "第十一条"])}的规定，已构成${charge(charged)}。`,
      body`拟以${charge(charged)}对${suspect()}${named(maker)}、${named(helper)}提起公诉，建议对前者判处${penalty("144-1", random.pick([14, 16, 20]), ["有期徒刑五年三个月", "有期徒刑六年", "有期徒刑七年"])}，对后者判处${penalty("144-1", random.pick([7, 8, 9]), ["有期徒刑五年六个月", "有期徒刑八年"])}，均并处罚金。${named(helper)}系从犯，适用${statute("刑法", "第二十七条", "第二款")}；二人如实供述，适用${articleAlone("刑法", "第六十七条", "第三款")}。同时建议对消费者权益受损部分依照${statute("民法典", "第一千二百零三条", "第一款", ["侵权责任法", "第四十三条第一款"])}另行评估。`,
      body`以上意见，提请检察官联席会议讨论，并请部门负责人审定。${word("截至", "截止")}本报告形成之日，涉案肉丸已全部销毁。`,
      signLine("承办部门：第一检察部"),
      dayLine(course.decided),
    ],
    record: recordOf(s, [maker, helper], {
      charge: charged,
      actOn: course.act,
      acceptedOn: course.accepted,
      amount: total,
      days: { act: [course.act], filed: [course.filed], detained: [course.detained], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [
      { whole: "total", parts: takings.map((_, at) => `taking-${at}`) },
      { whole: "weight", parts: kilograms.map((_, at) => `kg-${at}`) },
    ],
    order: ["begun", "act", "filed", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
}

const PLACES = ["废弃砖厂取土坑", "大堤外滩地", "村道旁水塘", "林场边沟渠"];

/** Sludge tipped at night: loads in tonnes, seven days for the decision. */
export function sludgeArrest(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [boss, driver] = [s.person("boss", [1970, 1990], "male"), s.person("driver", [1978, 1999], "male")];
  const firm = s.firm("金属表面处理");
  const [guard, villager] = [s.name("male"), s.name()];
  const count = random.between(3, 4);
  const loads = Array.from({ length: count }, () => random.between(4, 17));
  const days = daysAfter(random, later(course.act, -60), count - 1, 55);
  const nights = [...days, course.act];
  const [fee, paid] = [random.between(9, 26) * 100_000, random.between(2, 8) * 50_000];
  const decided = s.workday(course.asked, 5, 7);
  const charged = "污染环境罪";
  return {
    family: "three-sludge-arrest",
    kind: "arrest-review-opinion",
    paragraphs: [
      title("审查逮捕意见书"),
      body`提请机关：${s.police}`,
      body`案由：${chargeThen(charged)}`,
      body`${suspect()}${personLine(boss)}，系${firmNamed("firm", firm.name)}（统一社会信用代码${codeAt("firm", firm.code)}）实际经营者。`,
      body`${suspect()}${personLine(driver)}，自有货车一辆。`,
      body`二${suspect()}于${day("detained", course.detained)}被刑事拘留，现羁押于${s.detention}。${s.police}于${day("asked", course.asked)}提请批准逮捕，本院同日受理。`,
      head("parts", "1.", "发案与立案"),
      body`${day("act", course.act)}深夜，看堤员${someone("guard", guard)}发现有货车倾倒黑色污泥，遂报警。${today("生态环境局", "环境保护局", "环保局")}到场采样检测，认定该污泥属于危险废物。${s.police}于${day("filed", course.filed)}对本案立案侦查。`,
      head("parts", "2.", "经审查认定的事实"),
      body`${suspect()}${named(boss)}为节省处置费用，与${suspect()}${named(driver)}约定每车运费${part("freight", random.between(6, 12) * 10_000)}，由后者夜间将${firmNamed("firm", firm.name)}产生的电镀污泥运出倾倒。查明的${listed("loads", count)}次倾倒如下：`,
      ...nights.map(
        (on, at) =>
          body`第${at + 1}次，${day(at === count - 1 ? "last" : `night-${at}`, on)}，倒入${PLACES[at] ?? ""}，${quantity(`load-${at}`, loads[at] ?? 0)}吨${at === count - 1 ? "。" : "；"}`,
      ),
      body`累计${quantityInAll("loads", sumOf(loads))}吨。应急清理费用为${part("fee", fee)}，${named(boss)}的亲属已代为缴纳${part("paid", paid)}。最后一次倾倒时，${named(driver)}${ageAt(driver, "act", course.act)}周岁。`,
      head("parts", "3.", "证据情况"),
      body`证人${someone("guard", guard)}、村民${someone("villager", villager)}的证言，检测报告，地磅单，车辆轨迹，二${suspect()}供述。其中${someone("villager", villager)}${word("辨认", "辩认")}出${named(driver)}即为驾车人。${named(boss)}辩称不知污泥性质，但其向${named(driver)}发送过“别让环保的人看见”的信息，该辩解不能成立。`,
      head("parts", "4.", "社会危险性"),
      body`${named(boss)}案发后指使员工删除出库记录，有毁灭证据、串供的现实可能；${named(driver)}曾两次变更住处逃避传唤。经评估，采取取保候审尚不足以防止发生社会危险性。清理费用${part("fee", fee)}大部分尚未落实，仅到位${part("paid", paid)}。`,
      head("parts", "5.", "处理意见"),
      body`二${suspect()}违反国家规定倾倒危险废物，严重污染环境，涉嫌触犯${statute("刑法", "第三百三十八条", "第一款")}，构成${charge(charged)}，可能判处徒刑以上刑罚。其倾倒行为亦为${statute("固体废物污染环境防治法", "第二十条", "第二款")}所禁止。依照${statute("刑事诉讼法", "第八十一条", "第一款")}、${articleAlone("刑事诉讼法", "第九十条")}的规定，建议以${charge(charged)}批准逮捕${suspect()}${named(boss)}、${named(driver)}，并向侦查机关发出继续侦查提纲。`,
      body`本案清理费用按${part("fee", fee, "wan")}计入损失，${word("赔偿", "陪偿")}事宜待评估报告出具后另行处理。`,
      signLine("检察官：", someone("procurator", s.name())),
      signLine(`${s.procuratorate}第一检察部`),
      dayLine(decided),
    ],
    record: recordOf(s, [boss, driver], {
      charge: charged,
      actOn: course.act,
      days: { act: [course.act], filed: [course.filed], detained: [course.detained], asked: [course.asked] },
    }),
    sums: [{ whole: "loads", parts: loads.map((_, at) => `load-${at}`) }],
    order: ["act", "filed", "detained", "asked", "signed"],
    deadlines: [{ from: "asked", to: "signed", days: 7 }],
  };
}
