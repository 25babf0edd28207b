import type { Draft } from "../../draft.ts";
import {
  CRIMINAL,
  day,
  inCapitals,
  later,
  monthsOn,
  named,
  PROCEDURE,
  part,
  phoneOf,
  sameYear,
  someone,
  under,
  whole,
} from "../../forms.ts";
import { ageAt, codeAt, firmNamed, procedural, quantity, quantityInAll, yearOf } from "../../marked/pieces.ts";
import { daysAfter, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  body,
  charge,
  chargeThen,
  dayLine,
  lengthOf,
  listed,
  numberLine,
  quoted,
  role,
  sealLine,
  signLine,
  statute,
  termOf,
  title,
  today,
  word,
} from "../../marked/slips.ts";
import { drawAmounts, published, type Story, sumOf, TOLD_IN_TIME } from "../../story.ts";
import { called, postLine, publicLine, seatOf } from "./pieces.ts";

const spared = () => role("被不起诉人");

/** Trees felled beyond the licence, planted again: published as it is served. */
export function fellingSpared(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [feller, buyer] = [s.person("feller", [1958, 1980], "male"), s.person("buyer", [1964, 1986])];
  const [fir, pine] = [random.between(96, 148), random.between(112, 170)].map((each) => each / 10) as [number, number];
  const price = random.between(76, 160) * 10_000;
  const penaltyPaid = random.between(20, 60) * 10_000;
  const saplings = random.between(60, 140) * 10;
  const [ranger, counsel] = [called(s, "ranger", "male"), called(s, "counsel")];
  const draft: Draft = {
    family: "one-felling-spared",
    kind: "non-prosecution-decision",
    paragraphs: [
      title(s.procuratorate),
      title("不起诉决定书"),
      numberLine(`${s.mark}刑不诉〔${yearOf(course.decided)}〕${s.number}号`),
      body`${spared()}${publicLine(feller, s, "农民")}，联系电话${phoneOf(feller)}。因涉嫌${chargeThen("滥伐林木罪")}，经${s.police}决定，${procedural(termOf("bail", course.detained, 12), monthsOn(course.detained, 12))}对其取保候审，期限${lengthOf("bail", 12)}。`,
      body`辩护人${named(counsel)}，系法律援助机构指派的律师。`,
      body`本案由${s.police}侦查终结，以${spared()}${named(feller)}涉嫌${chargeThen("滥伐林木罪")}，于${day("accepted", course.accepted)}向本院移送起诉，本院于${sameYear("told", course.told, course.accepted)}告知其诉讼权利，并依法审查了全部案件材料。`,
      body`经本院依法审查查明：${day("act", course.act)}，${spared()}${named(feller)}（时年${ageAt(feller, "act", course.act)}周岁）虽在${seatOf(s)}林业局办理了杉木十立方米的采伐许可证，却超出许可数量，雇人在${s.town}承包的山场采伐杉木和马尾松，并将所采林木以${part("price", price)}的价格售予木材加工户${named(buyer)}；经林业技术人员测算，其超出许可采伐杉木${quantity("fir", fir)}立方米、马尾松${quantity("pine", pine)}立方米，立木蓄积共计${quantityInAll("timber", Math.round((fir + pine) * 10) / 10)}立方米。收购人${publicLine(buyer, s, "木材加工户")}，联系电话${phoneOf(buyer)}，其不知该林木系超证采伐。`,
      body`案发后，${spared()}${named(feller)}主动投案，如实供述前述事实，自愿认罪认罚，已缴纳生态修复保证金${part("fine", penaltyPaid)}（大写：${inCapitals("fine", penaltyPaid)}），售木所得${part("price", price)}亦全部上缴，二者合计${whole("sum", price + penaltyPaid)}，上述款项均汇入财政专户（账号4367********${random.between(1_000, 9_999)}），并在护林员${named(ranger)}监督下，于同一山场补植树苗${saplings}株，经验收成活率符合要求。`,
      body`认定上述事实的证据，有采伐许可证、补植验收单等书证，证人${named(ranger)}、${named(buyer)}的证言，林木蓄积${today("鉴定意见", "鉴定结论")}以及${spared()}${named(feller)}的供述。`,
      body`本院认为，${spared()}${named(feller)}实施了${under(CRIMINAL, "第三百四十五条", "第二款")}规定的行为，构成${charge("滥伐林木罪")}，但其犯罪情节轻微，具有自首情节，已修复生态，依照${statute("刑法", "第六十七条", "第一款")}及${statute("刑法", "第三十七条", "")}，不需要判处刑罚。其应负的生态修复责任，依${statute("民法典", "第一千二百三十四条", "", ["侵权责任法", "第十五条"], ["民法通则", "第一百三十四条"])}和${statute("民法典", "第一千二百二十九条", "", ["侵权责任法", "第六十五条"])}已经履行。依据${under(PROCEDURE, "第一百七十七条", "第二款")}，即“${quoted("对于犯罪情节轻微，依照刑法规定不需要判处刑罚或者免除刑罚的，人民检察院可以作出不起诉决定", ["可以作出", "应当作出"], ["情节轻微", "情节较轻"], ["免除刑罚", "免予刑罚"])}”的规定，决定对${named(feller)}以${charge("滥伐林木罪")}不起诉，查封在案的伐木油锯二台予以${word("解除", "解出")}查封。`,
      body`${spared()}${named(feller)}如对本决定不服，可以自收到本决定书后七日内向本院${word("申诉", "申述")}。`,
      signLine("承办检察官：", someone("procurator", s.name())),
      sealLine(s.procuratorate),
      dayLine(course.decided, "han"),
    ],
    record: recordOf(s, [feller], { charge: "滥伐林木罪", acceptedOn: course.accepted }),
    sums: [
      { whole: "timber", parts: ["fir", "pine"] },
      { whole: "sum", parts: ["price", "fine"] },
    ],
    order: ["act", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME, { from: "accepted", to: "signed", days: 46 }],
  };
  return { ...published(draft, s.place), family: draft.family };
}

/** Money of a firm lent out, not proven after the police looked twice. */
export function lentFunds(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const manager = s.person("manager", [1970, 1991]);
  const firm = s.firm("物流");
  const [owner, cashier, borrower] = [called(s, "owner"), called(s, "cashier"), called(s, "borrower")];
  const counsel = called(s, "counsel");
  const transfers = daysAfter(random, later(course.filed, -200), 3, 90) as [string, string, string];
  const sums = drawAmounts(random, 3, [38_000, 96_000]) as unknown as [number, number, number];
  const total = sumOf(sums);
  const paidBack = Math.round((total * 0.45) / 100_000) * 100_000;
  const back1 = s.workday(course.accepted, 22, 29);
  const again1 = s.workday(back1, 21, 28);
  const back2 = s.workday(again1, 22, 29);
  const again2 = s.workday(back2, 21, 28);
  const decided = s.workday(again2, 18, 28);
  return {
    family: "one-lent-funds",
    kind: "non-prosecution-decision",
    paragraphs: [
      title(`${s.procuratorate}不起诉决定书`),
      numberLine(`${s.mark}刑不诉〔${yearOf(decided)}〕Z${s.number}号`),
      body`${spared()}${postLine(manager, "公司财务经理")}。因涉嫌${chargeThen("挪用资金罪")}，于${day("detained", course.detained)}被${s.police}刑事拘留，因本院作出不批准逮捕决定，于${day("freed", course.arrested)}由该局变更为取保候审。`,
      body`被害单位${firmNamed("firm", firm.name)}（统一社会信用代码${codeAt("firm", firm.code)}），法定代表人${named(owner)}。`,
      body`本案由${s.police}侦查终结，于${day("accepted", course.accepted)}移送本院审查起诉。本院收案后，即于${day("told", course.told)}向${spared()}告知诉讼权利；因事实不清、证据不足，于${day("back-1", back1)}第一次退回补充侦查，该局于${day("again-1", again1)}补查重报；又于${day("back-2", back2)}第二次退回补充侦查，该局于${day("again-2", again2)}再次补查重报。`,
      body`${s.police}移送起诉认定：${spared()}${named(manager)}（首次转款时${ageAt(manager, "act-1", transfers[0])}周岁）利用担任${firmNamed("firm", firm.name)}财务经理、掌管网银密钥的职务便利，${day("act-1", transfers[0])}转出${part("sum-1", sums[0])}，${day("act-2", transfers[1])}转出${part("sum-2", sums[1])}，${day("act-3", transfers[2])}转出${part("sum-3", sums[2])}，${listed("transfers", 3, { near: ["sum-1", "sum-2", "sum-3"], isHan: true })}笔共计人民币${whole("total", total)}（大写：${inCapitals("total", total)}），均借贷给${named(borrower)}经营使用，超过三个月未还，案发前归还${part("repaid", paidBack)}，余款${part("open", total - paidBack)}未还，其行为涉嫌${chargeThen("挪用资金罪")}。`,
      body`经本院审查并二次退回补充侦查，仍然认为${s.police}认定的前述事实不清、证据不足。其一，出纳${named(cashier)}证实上述转款系法定代表人${named(owner)}电话授意，而${named(owner)}予以否认，两人各执一词，又无其他证据可资${word("甄别", "真别")}；其二，${named(borrower)}称其与${firmNamed("firm", firm.name)}素有业务往来，所收${whole("total", total)}系该公司预付的运费，公安机关未能调取双方往来${word("账册", "帐册")}；其三，${spared()}${named(manager)}始终辩解其仅依指令操作，余款${part("open", total - paidBack)}的去向亦未查明。辩护人${named(counsel)}所提证据不足的意见，应予采纳。`,
      body`本院认为，现有证据不能得出${spared()}${named(manager)}挪用本单位资金的唯一结论，不符合${under(CRIMINAL, "第二百七十二条", "第一款")}规定的起诉条件，认定其构成${charge("挪用资金罪")}的证据不足。依照${under(PROCEDURE, "第一百七十五条", "第四款")}关于“${quoted("对于二次补充侦查的案件，人民检察院仍然认为证据不足，不符合起诉条件的，应当作出不起诉的决定", ["二次补充侦查", "两次补充侦查"], ["应当作出", "可以作出"], ["不符合起诉条件", "不具备起诉条件"])}”的规定，决定对${named(manager)}以涉嫌${charge("挪用资金罪")}证据不足不起诉。`,
      body`公安机关${word("扣押", "扣压")}的${named(manager)}个人手机一部，由${s.police}依照${statute("刑事诉讼法", "第一百七十七条", "第三款")}解除扣押并${word("退还", "退换")}本人；${firmNamed("firm", firm.name)}与${named(borrower)}之间的款项争议，可另循民事诉讼途径，依照${statute("民法典", "第五百七十七条", "", ["合同法", "第一百零七条"])}、${statute("民法典", "第五百零九条", "第一款", ["合同法", "第六十条第一款"])}主张权利。`,
      body`被害单位如不服本决定，可以自收到本决定书后七日以内向上一级人民检察院申诉，请求提起公诉；也可以不经申诉，直接向人民法院起诉。`,
      sealLine(s.procuratorate),
      dayLine(decided),
    ],
    record: recordOf(s, [manager], {
      charge: "挪用资金罪",
      amount: total,
      days: { detained: [course.detained], told: [course.told] },
    }),
    sums: [
      { whole: "total", parts: ["sum-1", "sum-2", "sum-3"] },
      { whole: "total", parts: ["repaid", "open"] },
    ],
    order: ["act-3", "detained", "freed", "accepted", "told", "back-1", "again-1", "back-2", "again-2", "signed"],
    deadlines: [TOLD_IN_TIME, { from: "accepted", to: "back-1", days: 46 }, { from: "again-2", to: "signed", days: 46 }],
  };
}
