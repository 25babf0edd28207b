import { type Draft, paragraph, say } from "../draft.ts";
import type { Quote } from "../families.ts";
import {
  bornOf,
  CRIMINAL,
  cells,
  chargeOf,
  day,
  head,
  idOf,
  later,
  monthsOn,
  named,
  numbered,
  PROCEDURE,
  part,
  phoneOf,
  provision,
  sameYear,
  sentence,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { drawAmounts, drawCourse, type Story, sumOf, workdayWithin } from "../story.ts";
import { aged, bare, bareWhole, daysOf, lasting, listed, many, organisation, quoted, recordOf, span } from "./forms.ts";

/** An official who took money for years: his posts, who gave how much, what he gave back; returned once for more inquiry. */
export function briberyReport(story: Story): Draft {
  const { random, cast } = story;
  const act = later("2024-02-06", random.between(0, 200));
  const man = cast.member("official", [1966, 1976]);
  const [giver1, giver2, giver3, giver4, counsel, procurator, wife, colleague] = cast.names();
  const givers = [giver1, giver2, giver3, giver4].slice(0, random.between(3, 4));
  const got = drawAmounts(random, givers.length, [110_000, 360_000]);
  const returned = drawAmounts(random, 2, [20_000, 60_000])[0];
  const total = sumOf(got);
  const first = monthsOn(act, -50);
  const dates = givers.map((_, at) => later(monthsOn(first, at * 12), random.between(1, 25)));
  const work = `${Number(man.bornOn.slice(0, 4)) + 22}-07-15`;
  const deputy = later(monthsOn(first, -100), 3);
  const chief = later(monthsOn(first, -9), 5);
  const opened = later(act, random.between(60, 90));
  const kept = later(opened, random.between(1, 3));
  const detained = later(monthsOn(kept, 3), -1);
  const arrested = later(detained, random.between(5, 9));
  const accepted = detained;
  const told = later(accepted, random.between(1, 3));
  const sentBack = workdayWithin(random, accepted, [25, 40]);
  const again = workdayWithin(random, sentBack, [18, 27]);
  const decided = workdayWithin(random, again, [12, 30]);
  const charge = "受贿罪";
  const months = random.pick([36, 42, 48, 54]);
  const [cashPart, cardPart] = [Math.floor(total / 30_000) * 10_000, total - Math.floor(total / 30_000) * 10_000];
  const matters = ["承揽道路硬化工程", "拨付工程进度款", "办理规划验收手续", "中标绿化养护项目"];
  return {
    family: "bribery-report",
    kind: "review-report",
    paragraphs: [
      paragraph("title", say`关于${named(man)}涉嫌受贿一案的审查报告`),
      paragraph("number", numbered(`${story.mark}职审〔${decided.slice(0, 4)}〕${story.number}号`)),
      paragraph(
        "body",
        say`收案时间：${day("accepted", accepted)}　退回补充调查：${day("returned-1", sentBack)}　重新移送：${day("again-1", again)}　承办人：${someone("procurator", procurator)}`,
      ),
      head("parts", "一、", "犯罪嫌疑人基本情况"),
      paragraph(
        "body",
        say`犯罪嫌疑人${named(man)}，${sexOf(man)}，${bornOf(man)}出生于${story.place}，身份证号码${idOf(man)}，${man.nation}，中共党员（已开除），联系电话${phoneOf(man)}。${day("work", work)}参加工作，${day("deputy", deputy)}任${story.place}住房和城乡建设局副局长，${day("chief", chief)}起任局长，直至案发。配偶${someone("wife", wife)}，无业。`,
      ),
      head("parts", "二、", "诉讼过程"),
      paragraph(
        "body",
        say`${story.place}监察委员会于${day("filed", opened)}对${named(man)}立案调查，并于${day("kept", kept)}对其采取留置措施，留置时间${lasting("kept", 3)}，${span("kept", kept, 3, ["自", "至", ""])}。调查终结移送本院后，本院于${day("detained", detained)}对其先行拘留，${sameYear("arrested", arrested, detained)}决定逮捕。${day("told", told)}，本院向${named(man)}送达权利义务告知文书，其委托的辩护人${someone("counsel", counsel)}到院阅卷。`,
      ),
      head("parts", "三、", "审查认定的事实"),
      paragraph(
        "body",
        say`${day("first", first)}至${day("act", act)}，${named(man)}利用担任局长的职务便利，为${many("giver", givers.length)}名请托人在工程承揽、款项拨付等方面谋取利益，非法收受财物共计${whole("total", total, "wan")}。列表说明：`,
      ),
      ...cells("行贿人", "时间", "请托事项", "金额（元）"),
      ...givers.flatMap((giver, at) =>
        cells([someone(`giver/${at + 1}`, giver)], [day(`gave/${at + 1}`, dates[at] ?? first)], matters[at] ?? "", [
          part(`got-${at + 1}`, got[at] ?? 0, "column"),
        ]),
      ),
      ...cells("小计", [whole("total", total, "column")]),
      paragraph(
        "body",
        say`从给付方式看，现金${part("cash", cashPart, "wan")}，购物卡、转账折合${part("card", cardPart, "wan")}。${day("chief", chief)}前收受的礼金已由纪检监察机关作违纪处理，不计入。案发前，${named(man)}听到同事${someone("colleague", colleague)}被查的消息，把其中${part("returned", returned)}退还${someone("giver/1", giver1)}；根据有关司法解释，因与其受贿有关联的人被查处，为掩饰犯罪而退还的，不影响认定，故该款仍计入受贿数额，尚未退出的为${whole("left", total - returned)}。`,
      ),
      head("parts", "四、", "证据的审查"),
      head("evidence", "（一）", "书证"),
      paragraph("body", "干部任免审批表、工程合同、银行账户流水、微信转账记录，均加盖提供单位印章。"),
      head("evidence", "（二）", "证人证言"),
      paragraph(
        "body",
        say`${listed(givers.map((giver, at) => someone(`giver/${at + 1}`, giver)))}的证言与银行流水的时间、金额一致；${someone("wife", wife)}证实家中存放现金的情况。`,
      ),
      head("evidence", "（三）", "供述和辩解"),
      paragraph("body", say`犯罪嫌疑人${named(man)}对收受财物的事实供认不讳，讯问过程有同步录音录像。`),
      head("parts", "五、", "需要说明的问题"),
      paragraph(
        "body",
        say`退回补充调查后，调查机关补充了${someone("giver/2", giver2)}的证言和购物卡消费记录，原来遗漏的请托事项已经查清。`,
      ),
      head("parts", "六、", "处理意见"),
      paragraph(
        "body",
        say`犯罪嫌疑人${named(man)}身为国家工作人员，利用职务上的便利，非法收受他人财物，为他人谋取利益，数额巨大，其行为触犯了${under(CRIMINAL, "第三百八十五条", "第一款")}、${provision(CRIMINAL, "第三百八十六条")}、${provision(CRIMINAL, "第三百八十三条", "第一款", "第（二）项")}，应当以${chargeOf(charge)}追究刑事责任。其到案后如实供述，积极退赃，拟建议判处${sentence("383-2", months)}，并处罚金。根据${under(PROCEDURE, "第一百七十六条")}，建议以${chargeOf(charge)}提起公诉。`,
      ),
      paragraph("body", "以上意见妥否，请批示。"),
      paragraph("signature", signed(decided)),
    ],
    record: recordOf(story, [man], {
      charge,
      amount: total,
      days: { filed: [opened], detained: [detained], arrested: [arrested], told: [told] },
    }),
    sums: [
      { whole: "total", parts: givers.map((_, at) => `got-${at + 1}`) },
      { whole: "total", parts: ["cash", "card"] },
      { whole: "left", parts: ["total"], less: ["returned"] },
    ],
    order: [
      "work",
      "deputy",
      "chief",
      "first",
      ...givers.map((_, at) => `gave/${at + 1}`),
      "act",
      "filed",
      "kept",
      "detained",
      "arrested",
      "returned-1",
      "again-1",
      "signed",
    ],
    deadlines: [
      { from: "detained", to: "arrested", days: 10 },
      { from: "accepted", to: "told", days: 3 },
      { from: "returned-1", to: "again-1", days: 31 },
      { from: "again-1", to: "signed", days: 46 },
    ],
  };
}

/** Small sales of a drug: grams and money of every sale; the opinion within seven days. */
export function drugArrestOpinion(story: Story): Draft {
  const { random, cast } = story;
  const act = later("2024-05-19", random.between(0, 420));
  const man = cast.member("seller", [1979, 2002]);
  const [taker1, taker2, taker3, officer1, officer2, procurator] = cast.names();
  const takers = [taker1, taker2, taker3];
  const count = random.between(3, 4);
  const drawn = Array.from({ length: count }, (_, at) => ({
    on: later(act, (at - count + 1) * random.between(4, 5)),
    taker: at % 3,
    grams: random.between(2, 11) / 10,
    markup: random.between(0, 9) * 1_000,
  }));
  const sales = drawn.map(({ markup, ...sale }) => ({ ...sale, price: Math.round(sale.grams * 10) * 4_000 + markup }));
  const seized = random.between(3, 15) / 10;
  const sold = Math.round(sales.reduce((sum, { grams }) => sum + grams * 10, 0)) / 10;
  const detained = act;
  const asked = later(detained, random.between(2, 3));
  const decided = later(asked, random.between(4, 7));
  const former = monthsOn(act, -30 - random.between(0, 8));
  const freed = monthsOn(former, 12);
  const charge = "贩卖毒品罪";
  const told = new Set(sales.map(({ taker }) => taker));
  return {
    family: "drug-arrest-opinion",
    kind: "arrest-review-opinion",
    paragraphs: [
      paragraph("title", `${story.procuratorate}审查逮捕意见书`),
      paragraph("number", numbered(`${story.mark}捕审〔${decided.slice(0, 4)}〕${story.number}号`)),
      paragraph(
        "body",
        say`${story.police}于${day("asked", asked)}以涉嫌${chargeOf(charge)}对犯罪嫌疑人${named(man)}提请批准逮捕，案卷两册同日收到。承办检察官${someone("procurator", procurator)}审阅了案卷，讯问了犯罪嫌疑人，现报告如下。`,
      ),
      head("parts", "1.", "犯罪嫌疑人"),
      paragraph(
        "body",
        say`${named(man)}，曾用名无，${sexOf(man)}，${bornOf(man)}生，作案时${aged(man, "act", act)}岁，身份证号${idOf(man)}，${man.nation}，${man.schooling}，${man.work}，籍贯${story.place}，住${man.address}。${day("former", former)}因吸食毒品被决定强制隔离戒毒，${day("freed", freed)}解除。${day("detained", detained)}被${story.police}刑事拘留，羁押于${story.detention}。`,
      ),
      head("parts", "2.", "发案与破案"),
      paragraph(
        "body",
        say`${day("filed", later(act, -1))}，禁毒大队接到线索后立案。次日20时许，民警${someone("officer-1", officer1)}、${someone("officer-2", officer2)}在一出租屋门口将正在交易的${named(man)}抓获，从其裤袋内查获白色晶体${bare("seized", seized)}克、手机一部。`,
      ),
      head("parts", "3.", "经审查认定的事实"),
      ...sales.map(({ on, taker, grams, price }, at) =>
        paragraph(
          "body",
          say`（${at + 1}）${at === count - 1 ? day("act", on) : day(`sale/${at + 1}`, on)}，以${part(`price/${at + 1}`, price)}的价格向${someone(`taker/${taker + 1}`, takers[taker] ?? "")}出售甲基苯丙胺${bare(`grams-${at + 1}`, grams)}克${at === count - 1 ? "，交易时被当场查获" : "，对方以微信转账支付"}。`,
        ),
      ),
      paragraph(
        "body",
        say`综上，犯罪嫌疑人${named(man)}先后向${many("taker", told.size)}名吸毒人员贩卖甲基苯丙胺，卖出${bareWhole("sold", sold)}克，加上查获的${bare("seized", seized)}克，涉案毒品共${bareWhole("all", Math.round((sold + seized) * 10) / 10)}克；收取毒资${whole("price", sumOf(sales.map((each) => each.price)))}。`,
      ),
      head("parts", "4.", "证据分析"),
      paragraph(
        "body",
        say`微信转账记录显示的${many("price", count)}笔收款，与${listed([...told].toSorted((one, other) => one - other).map((taker) => someone(`taker/${taker + 1}`, takers[taker] ?? "")))}证言所称的时间、数额对应；毒品检验鉴定意见证实检出甲基苯丙胺成分；称量、取样笔录有见证人签名；犯罪嫌疑人的辩解（“帮朋友代购，没有赚钱”）与其加价情况不符，不予采纳；辨认笔录中，购毒人员均指认${named(man)}。`,
      ),
      head("parts", "5.", "社会危险性分析"),
      paragraph(
        "body",
        say`${named(man)}多次向多人贩卖毒品，情节严重，有吸毒史，无固定收入，可能实施新的犯罪，不足以通过取保候审防止发生社会危险性。`,
      ),
      head("parts", "6.", "处理意见"),
      paragraph(
        "body",
        say`犯罪嫌疑人${named(man)}的行为触犯了${under(CRIMINAL, "第三百四十七条", "第四款")}，涉嫌${chargeOf(charge)}，可能判处徒刑以上刑罚，根据${under(PROCEDURE, "第八十一条", "第一款")}、${provision(PROCEDURE, "第九十条")}，建议批准逮捕。`,
      ),
      paragraph("signature", say`承办人：${someone("procurator", procurator)}`),
      paragraph("signature", signed(decided)),
    ],
    record: recordOf(story, [man], {
      charge,
      days: { filed: [later(act, -1)], detained: [detained], asked: [asked], act: sales.map(({ on }) => on) },
    }),
    sums: [
      { whole: "sold", parts: sales.map((_, at) => `grams-${at + 1}`) },
      { whole: "all", parts: ["sold", "seized"] },
      { whole: "price", parts: sales.map((_, at) => `price/${at + 1}`) },
    ],
    order: ["former", "freed", ...sales.slice(0, -1).map((_, at) => `sale/${at + 1}`), "filed", "detained", "asked", "signed"],
    deadlines: [
      { from: "detained", to: "asked", days: 3 },
      { from: "asked", to: "signed", days: 7 },
    ],
  };
}

/** Whether somebody has to stay in custody: what the theft was, what was given back, how long custody runs. */
export function custodyOpinion(story: Story, quote: Quote): Draft {
  const { random, cast } = story;
  const course = drawCourse(random, later("2024-04-08", random.between(0, 400)));
  const [woman, mate] = [cast.member("applicant", [1982, 2000]), cast.member("mate", [1984, 2001])];
  const [counsel, shop, procurator, doctor] = cast.names();
  const [mother, child] = [cast.name("female"), cast.name("female")];
  const firm = cast.firm("餐饮", "建材", "商贸");
  const extended = monthsOn(course.arrested, 2);
  const applied = later(extended, random.between(3, 9));
  const decided = workdayWithin(random, applied, [4, 10]);
  const values = drawAmounts(random, 3, [12_000, 38_000]);
  const total = sumOf(values);
  const [paid, rest] = [Math.floor(total / 20_000) * 10_000, total - Math.floor(total / 20_000) * 10_000];
  const joined = monthsOn(course.act, -11);
  const charge = "职务侵占罪";
  return {
    family: "custody-opinion",
    kind: "custody-review-opinion",
    paragraphs: [
      paragraph("title", "羁押必要性审查意见书"),
      paragraph("number", numbered(`${story.mark}羁审〔${decided.slice(0, 4)}〕${story.number}号`)),
      head("parts", "第一部分　", "申请情况"),
      paragraph(
        "body",
        say`申请人${someone("counsel", counsel)}系犯罪嫌疑人${named(woman)}的辩护律师，于${day("applied", applied)}以“家有幼子需要抚养、已全部退赔”为由申请变更强制措施。本院当日受理，承办检察官${someone("procurator", procurator)}。`,
      ),
      head("parts", "第二部分　", "犯罪嫌疑人和诉讼进程"),
      paragraph(
        "body",
        say`${named(woman)}，${sexOf(woman)}，${bornOf(woman)}出生，公民身份号码${idOf(woman)}，${woman.nation}，${woman.schooling}，${organisation("firm", firm.name)}仓库保管员，住${woman.address}，电话${phoneOf(woman)}。同案犯罪嫌疑人${named(mate)}，${sexOf(mate)}，${bornOf(mate)}出生，公民身份号码${idOf(mate)}，系该公司司机，已取保候审。`,
      ),
      paragraph(
        "body",
        say`${named(woman)}因涉嫌${chargeOf(charge)}，${day("detained", course.detained)}被刑事拘留，${day("asked", course.asked)}由${story.police}提请批捕，${day("arrested", course.arrested)}经本院批准逮捕，羁押于${story.detention}。因案情复杂，经市人民检察院批准，自${day("extended", extended)}起延长侦查羁押期限${lasting("held", 1)}（${span("held", extended, 1, ["自", "起至", "止"])}）。`,
      ),
      head("parts", "第三部分　", "涉嫌犯罪的事实"),
      paragraph(
        "body",
        say`${named(woman)}于${day("joined", joined)}到${organisation("firm", firm.name)}上班。${day("act", course.act)}盘点时，公司经理${someone("shop", shop)}发现账物不符。经查，${named(woman)}利用保管职务便利，伙同${named(mate)}将仓库货物运出变卖，共作案${many("goods", 3)}次：第一次价值${part("goods/1", values[0])}，第二次价值${part("goods/2", values[1])}，第三次价值${part("goods/3", values[2] ?? 0)}，总值${whole("goods", total)}。案发时${named(woman)}${aged(woman, "act", course.act)}岁，无前科。`,
      ),
      head("parts", "第四部分　", "审查中查明的情况"),
      paragraph(
        "body",
        say`（一）退赔。${named(mate)}的家属交来${part("repaid-1", paid)}，${named(woman)}的母亲${someone("mother", mother)}交来${part("repaid-2", rest)}，两笔相加为${whole("repaid", total)}，与损失数额相同，${organisation("firm", firm.name)}已出具谅解书。`,
      ),
      paragraph(
        "body",
        say`（二）家庭。${named(woman)}离异，女儿${someone("child", child)}由其独自抚养，现寄养在${someone("mother", mother)}处；据${story.place}人民医院医生${someone("doctor", doctor)}的诊断证明，${someone("mother", mother)}患有冠心病，照料能力有限。`,
      ),
      paragraph(
        "body",
        say`（三）证据。主要证据已经收集固定，${named(woman)}与${named(mate)}供述一致，没有串供的现实可能；看守所反映其遵守监规。`,
      ),
      head("parts", "第五部分　", "结论"),
      paragraph(
        "body",
        say`犯罪嫌疑人${named(woman)}侵占${whole("goods", total)}，涉嫌${chargeOf(charge)}，依照${under(CRIMINAL, "第二百七十一条", "第一款")}可能判处三年以下有期徒刑，认罪认罚，不需要继续羁押。${under(PROCEDURE, "第九十五条")}规定：${quoted(quote(PROCEDURE, "第九十五条"))}据此，建议${story.police}变更为取保候审。`,
      ),
      paragraph("signature", say`检察官：${someone("procurator", procurator)}`),
      paragraph("signature", signed(decided)),
    ],
    record: recordOf(story, [woman, mate], {
      charge,
      amount: total,
      days: daysOf(course, ["act", "detained", "asked", "arrested"]),
    }),
    sums: [
      { whole: "goods", parts: ["goods/1", "goods/2", "goods/3"] },
      { whole: "repaid", parts: ["repaid-1", "repaid-2"] },
    ],
    order: ["joined", "act", "detained", "asked", "arrested", "extended", "applied", "signed"],
    deadlines: [
      { from: "detained", to: "asked", days: 3 },
      { from: "asked", to: "arrested", days: 7 },
    ],
  };
}
