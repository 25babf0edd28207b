import { type Draft, type DraftParagraph, type Piece, slot } from "../draft.ts";
import type { Quote } from "../families.ts";
import {
  addressed,
  bornOf,
  CRIMINAL,
  cells,
  chargeOf,
  codeOf,
  counted,
  day,
  firmOf,
  head,
  idOf,
  inCapitals,
  later,
  named,
  numbered,
  PROCEDURE,
  part,
  provision,
  row,
  sealed,
  sentence,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { drawCourse, type Story, sumOf, workdayWithin } from "../story.ts";
import { ageThen, body, cited, inMonth, inYear, prices, recorded, signature, title, told } from "./words.ts";

const WAYS = ["在其办公室送给", "在某茶楼包厢内送给", "趁其生病住院送给", "在其住处楼下送给"];

/** A bribed official handed over by the commission of supervision: 万元 throughout, gifts of several years under small headings. */
export function bribeIndictment(story: Story): Draft {
  const { random, cast, place, procuratorate, mark, number } = story;
  const official = cast.member("a", [1964, 1979]);
  const givers = [cast.name(), cast.name(), cast.name()] as const;
  const count = random.between(5, 7);
  const amounts = prices(random, count, [45_000, 150_000], 5_000);
  const total = sumOf(amounts);
  const year = random.between(2015, 2017);
  const givings = amounts.map(
    (_, at) => `${year + at}-${String(random.between(1, 12)).padStart(2, "0")}-${String(random.between(1, 28)).padStart(2, "0")}`,
  );
  const first = givings[0] ?? "";
  const held = later("2024-05-06", random.between(0, 420));
  const moved = later(held, random.between(70, 88));
  const detained = moved;
  const arrested = later(detained, random.between(5, 10));
  const informed = workdayWithin(random, moved, [1, 3]);
  const signedOn = workdayWithin(random, arrested, [33, 43]);
  const returned = Math.floor(total / 2_000_000) * 1_000_000;
  const [counsel, procurator, second, clerk] = cast.names();
  const post = random.pick(["住房和城乡建设局副局长", "交通运输局党组成员", "水利局总工程师", "城市管理局副局长"]);
  const matters = ["工程款拨付", "项目招投标", "设计变更", "资质审核", "竣工验收"];
  const groups = [0, 1, 2].map((giver) => amounts.flatMap((_, at) => (at % 3 === giver ? [at] : [])));
  const months = random.between(40, 62);
  return {
    family: "bribe-indictment",
    kind: "indictment",
    record: recorded(
      story,
      [official],
      ["受贿罪"],
      { detained: [detained], arrested: [arrested], accepted: [moved], told: [informed], act: givings },
      total,
    ),
    sums: [
      { whole: "total", parts: amounts.map((_, at) => `gift/${at}`) },
      ...groups.map((group, giver) => ({ whole: `from-${giver}`, parts: group.map((at) => `gift/${at}`) })),
      { whole: "total", parts: ["from-0", "from-1", "from-2"] },
      { whole: "rest", parts: ["total"], less: ["returned"] },
    ],
    order: ["act", "held", "accepted", "detained", "arrested"],
    deadlines: [
      { from: "detained", to: "arrested", days: 14 },
      { from: "accepted", to: "told", days: 3 },
    ],
    paragraphs: [
      title`${procuratorate}`,
      title`起 诉 书`,
      { style: "number", pieces: [numbered(`${mark}职刑诉〔${signedOn.slice(0, 4)}〕${number}号`)] },
      body`被告人${named(official)}，${sexOf(official)}，${bornOf(official)}出生，公民身份号码${idOf(official)}，${official.nation}，大学本科文化，中共党员（已被开除党籍），原系${place}${post}，住${official.address}。${day("held", held)}因涉嫌严重违纪违法被${place}监察委员会留置；${inYear("accepted", moved, held)}案件移送本院审查起诉，本院于${told("同日", "detained", detained)}对其先行拘留，${inMonth("arrested", arrested, moved)}决定逮捕，由公安机关执行。`,
      body`本院${inMonth("told", informed, arrested)}已告知被告人有权委托辩护人和认罪认罚可能导致的法律后果，依法讯问了被告人，听取了辩护人${someone("counsel", counsel)}（湖南某律师事务所律师）的意见，审阅了全部案件材料。其间因案情复杂，延长审查起诉期限一次（十五日）。`,
      body`经依法审查查明：${first.slice(0, 4)}年至${(givings.at(-1) ?? "").slice(0, 4)}年间，被告人${named(official)}利用担任${place}${post}的职务便利，为${someone("giver-0", givers[0])}、${someone("giver-1", givers[1])}、${someone("giver-2", givers[2])}在${matters.slice(0, 2).join("、")}等事项上谋取利益，${counted("of gift", count, true)}次非法收受上述三人所送现金，共计人民币${whole("total", total, "wan")}。具体如下：`,
      ...groups.flatMap((group, giver): DraftParagraph[] => [
        head("facts", `（${"一二三".charAt(giver)}）`, `收受${giver === 0 ? "建筑商" : giver === 1 ? "监理公司负责人" : "材料供应商"}`),
        body`${someone(`giver-${giver}`, givers[giver as 0 | 1 | 2])}为感谢和继续得到${named(official)}在${matters[giver + 2] ?? "日常管理"}方面的关照，${group.flatMap(
          (at, index): Piece[] => [
            { text: index === 0 ? "于" : "，又于" },
            day(at === 0 ? "act" : `act-${at}`, givings[at] ?? first),
            { text: WAYS[at % WAYS.length] ?? "" },
            part(`gift/${at}`, amounts[at] ?? 0, "wan"),
          ],
        )}，小计${whole(`from-${giver}`, sumOf(group.map((at) => amounts[at] ?? 0)), "wan")}，${named(official)}均予收受。`,
      ]),
      body`案发后，${named(official)}的亲属代为退缴${part("returned", returned, "wan")}，尚余${whole("rest", total - returned, "wan")}未退。`,
      body`认定上述事实的证据如下：任免文件、银行流水、项目合同、退赃票据等书证，${someone("giver-0", givers[0])}等人的证言，${named(official)}的供述和亲笔书写的悔过材料，以及讯问录音录像。`,
      body`本院认为，被告人${named(official)}身为国家工作人员，利用职务上的便利，非法收受他人财物，为他人谋取利益，数额巨大（二十万元以上不满三百万元），依法应当判处三年以上十年以下有期徒刑，并处罚金或者没收财产。其行为触犯了${under(CRIMINAL, "第三百八十五条", "第一款")}、${provision(CRIMINAL, "第三百八十六条")}、${provision(CRIMINAL, "第三百八十三条", "第一款", "第（二）项")}之规定，应当以${chargeOf("受贿罪")}追究其刑事责任。被告人到案后如实供述，自愿认罪认罚，可以从宽处理，但其仍有${whole("rest", total - returned, "wan")}赃款没有退缴，从宽幅度应当从严把握。建议以${chargeOf("受贿罪")}判处${sentence("383-2", months)}，并处罚金${part("fine", random.between(20, 40) * 1_000_000, "wan")}。根据${under(PROCEDURE, "第一百七十六条", "第一款")}的规定，提起公诉，请依法判处。`,
      body`此致`,
      { style: "addressee", pieces: [addressed(story.court)] },
      signature`检 察 官　${someone("procurator", procurator)}`,
      signature`检 察 官　${someone("second", second)}`,
      signature`书 记 员　${someone("clerk", clerk)}`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      { style: "signature", pieces: [signed(signedOn)] },
    ],
  };
}

/** A bookkeeper's takings in a table whose rows add up across and down, the firm with its code. */
export function bookkeeperIndictment(story: Story): Draft {
  const { random, cast, police, court, procuratorate, mark, number } = story;
  const course = drawCourse(random);
  const clerk = cast.member("a", [1980, 1998]);
  const firm = cast.firm("建材", "物流", "农资", "水产");
  const [boss, accountant, appraiser, procurator, counsel] = cast.names();
  const count = random.between(4, 6);
  const transfers = prices(random, count, [6_000, 24_000]);
  const cash = prices(random, count, [1_000, 5_800]);
  const both = transfers.map((each, at) => each + (cash[at] ?? 0));
  const total = sumOf(both);
  const back = Math.floor(total / 400_00) * 100_00;
  const act = later(course.filed, -count * 31 - random.between(12, 70));
  const months = random.between(10, 20);
  const joined = later(act, -random.between(200, 900));
  const isSuspended = random.chance(0.6);
  const rows = both.flatMap((each, at) =>
    cells(
      `${at + 1}`,
      part(`bank/${at}`, transfers[at] ?? 0, "column"),
      part(`cash/${at}`, cash[at] ?? 0, "column"),
      whole(`row/${at}`, each, "column"),
    ),
  );
  return {
    family: "bookkeeper-indictment",
    kind: "indictment",
    record: recorded(
      story,
      [clerk],
      ["职务侵占罪"],
      { filed: [course.filed], detained: [course.detained], accepted: [course.accepted], told: [course.told] },
      total,
    ),
    sums: [
      ...both.map((_, at) => ({ whole: `row/${at}`, parts: [`bank/${at}`, `cash/${at}`] })),
      { whole: "bank", parts: both.map((_, at) => `bank/${at}`) },
      { whole: "cash", parts: both.map((_, at) => `cash/${at}`) },
      { whole: "total", parts: both.map((_, at) => `row/${at}`) },
      { whole: "owed", parts: ["total"], less: ["back"] },
    ],
    order: ["joined", "act", "filed", "detained", "bailed", "accepted", "told"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "accepted", to: "signed", days: 46 },
    ],
    paragraphs: [
      title`${procuratorate}`,
      title`起诉书`,
      { style: "number", pieces: [numbered(`${mark}刑诉〔${course.decided.slice(0, 4)}〕Z${number}号`)] },
      ...cells(
        "被告人",
        named(clerk),
        "性别",
        sexOf(clerk),
        "出生日期",
        bornOf(clerk, "iso"),
        "公民身份号码",
        idOf(clerk),
        "职务",
        "出纳（已离职）",
        "住址",
        clerk.address,
      ),
      ...cells("被害单位", firmOf(firm.name), "统一社会信用代码", codeOf(firm.code)),
      body`一、办案经过`,
      body`${police}${day("filed", course.filed)}接${firmOf(firm.name)}法定代表人${someone("boss", boss)}报案（其时自行清点，称损失约${Math.ceil(total / 1_000_000) + 1}万元，以后文鉴定为准）并立案侦查，${inMonth("detained", course.detained, course.filed)}将被告人${named(clerk)}刑事拘留，${inMonth("bailed", later(course.detained, 3), course.detained)}改为取保候审，侦查终结后以${chargeOf("职务侵占罪")}移送起诉。本院${inYear("accepted", course.accepted, course.detained)}受理，${inMonth("told", course.told, course.accepted)}告知权利，并听取了辩护人${someone("counsel", counsel)}和被害单位的意见。`,
      body`二、审查查明的事实`,
      body`${named(clerk)}（作案时${ageThen(clerk, "act", act)}岁）${day("joined", joined)}入职${firmOf(firm.name)}任出纳。自${day("act", act)}起的${count}个月内，其利用保管网银密钥和收取零星货款的便利，采取转账后不入账、收现后不开票的手段，把公司资金据为己有，用于网络游戏充值和偿还个人借款。逐月数额列表如下（单位：元）：`,
      ...cells("月次", "网银转出", "截留现金", "当月合计"),
      ...rows,
      ...cells("总计", whole("bank", sumOf(transfers), "column"), whole("cash", sumOf(cash), "column"), whole("total", total, "column")),
      body`经${someone("appraiser", appraiser)}等人组成的司法会计鉴定组鉴定，被侵占资金为${whole("total", total)}（大写：${inCapitals("total", total)}）。审查起诉阶段，${named(clerk)}退还公司${part("back", back)}，还欠${whole("owed", total - back)}，双方约定分期归还，公司出具谅解书。`,
      body`三、证据`,
      body`营业执照、劳动合同、网银日志、现金日记账、退款凭证；证人${someone("accountant", accountant)}的证言；${someone("boss", boss)}的陈述；被告人${named(clerk)}的供述和辩解；司法会计鉴定意见；电子数据。`,
      body`四、起诉的理由和根据`,
      body`本院认为，被告人${named(clerk)}作为公司工作人员，利用职务上的便利，将本单位财物非法占为己有，数额较大，其行为触犯${under(CRIMINAL, "第二百七十一条", "第一款")}，构成${chargeOf("职务侵占罪")}，应处三年以下有期徒刑或者拘役，并处罚金。被告人坦白、部分退赃、取得谅解并认罪认罚，建议判处${sentence("271-1", months)}${isSuspended ? [{ text: "，" }, slot(months > 12 ? "缓刑二年" : "缓刑一年六个月", "sentence", `${Math.max(12, months)}..60`)] : []}，并处罚金${part("fine", 1_000_000)}，责令退赔余款。依照${under(PROCEDURE, "第一百七十六条", "第一款")}，现以${chargeOf("职务侵占罪")}对${named(clerk)}提起公诉。`,
      body`此致`,
      { style: "addressee", pieces: [addressed(court)] },
      signature`检察官：${someone("procurator", procurator)}`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      { style: "signature", pieces: [signed(course.decided)] },
    ],
  };
}

/** Fishers at night on the lake and what repairing it costs: a civil claim in the indictment, weights by price. */
export function fishingIndictment(story: Story, quote: Quote): Draft {
  const { random, cast, court, place, police, procuratorate, mark, number } = story;
  const on = later("2024-04-20", random.between(0, 470));
  const course = drawCourse(random, on);
  const [skipper, helper] = [cast.member("a", [1958, 1982]), cast.member("b", [1966, 1999])];
  const [expert, buyer, procurator, assistant] = cast.names();
  const kinds = ["鲫鱼", "鳜鱼", "黄颡鱼", "翘嘴鲌"].slice(0, random.between(3, 4));
  const kilos = kinds.map(() => random.between(12, 160));
  const rates = kinds.map(() => random.between(12, 46));
  const values = kilos.map((kilo, at) => kilo * (rates[at] ?? 1) * 100);
  const worth = sumOf(values);
  const claims = [worth * 3, worth * 2, random.between(30, 60) * 10_000] as const;
  const bill = sumOf(claims);
  const notice = workdayWithin(random, course.accepted, [1, 4]);
  return {
    family: "fishing-indictment",
    kind: "indictment",
    record: recorded(
      story,
      [skipper, helper],
      ["非法捕捞水产品罪"],
      { act: [on], detained: [course.detained], accepted: [course.accepted] },
      worth,
    ),
    sums: [
      { whole: "catch", parts: kinds.map((_, at) => `fish/${at}`) },
      { whole: "bill", parts: ["adult", "young", "expert"] },
    ],
    order: ["act", "detained", "bailed", "accepted", "notice"],
    deadlines: [{ from: "accepted", to: "signed", days: 46 }],
    paragraphs: [
      title`${procuratorate}`,
      title`刑事附带民事公益诉讼起诉书`,
      { style: "number", pieces: [numbered(`${mark}刑附民公诉〔${course.decided.slice(0, 4)}〕${number}号`)] },
      body`被告人暨附带民事公益诉讼被告${named(skipper)}，${sexOf(skipper)}，${bornOf(skipper)}生，身份证号码${idOf(skipper)}，${skipper.nation}，渔民，住${skipper.address}。`,
      body`被告人暨附带民事公益诉讼被告${named(helper)}，${sexOf(helper)}，${bornOf(helper)}生，身份证号码${idOf(helper)}，${helper.nation}，农民，住${helper.address}。`,
      body`${named(skipper)}、${named(helper)}二人均于${day("detained", course.detained)}因本案被${police}刑事拘留，${told("次日", "bailed", later(course.detained, 1))}被取保候审，目前在家候审。`,
      body`${day("accepted", course.accepted)}，本院收到${police}移送起诉的本案；审查中发现社会公共利益受损，${inMonth("notice", notice, course.accepted)}发出附带民事公益诉讼公告，公告期三十日内没有适格机关、组织提起诉讼。`,
      head("parts", "一、", "指控的犯罪事实"),
      body`长江流域重点水域自2021年1月1日起实行暂定为期十年的禁捕，${place}境内的天然水域亦在其列，${named(skipper)}、${named(helper)}对此均清楚。${day("act", on)}晚，时年${ageThen(skipper, "act", on)}岁的${named(skipper)}邀约${ageThen(helper, "act", on)}岁的${named(helper)}，驾驶自备铁皮船，用禁用的电捕渔具在禁捕水域捕鱼，${told("次日", "dawn", later(on, 1))}清晨靠岸准备卖给鱼贩${someone("buyer", buyer)}时，被渔政、水警联合巡查查获。渔获物当场称重、变卖：`,
      ...kinds.map((kind, at) => row(kind, `${kilos[at]}公斤`, `单价${rates[at]}元/公斤`, part(`fish/${at}`, values[at] ?? 0))),
      row("合计", `${kilos.reduce((sum, each) => sum + each, 0)}公斤`, "", whole("catch", worth)),
      head("parts", "二、", "损害社会公共利益的事实"),
      body`经水产科学研究所${someone("expert", expert)}等专家评估，非法电捕造成成鱼直接损失${part("adult", claims[0])}、幼体及饵料生物损失${part("young", claims[1])}，另需评估费用${part("expert", claims[2])}，三项合计${whole("bill", bill)}。`,
      head("parts", "三、", "证据"),
      body`电捕器具、船只照片，称重笔录，变卖凭证，禁捕公告，评估意见，证人${someone("buyer", buyer)}的证言，二被告人的供述与辩解。`,
      head("parts", "四、", "起诉意见"),
      body`本院认为，被告人${named(skipper)}、${named(helper)}违反保护水产资源法规，在禁渔区使用禁用的工具捕捞水产品，情节严重，触犯${under(CRIMINAL, "第三百四十条")}，应当以${chargeOf("非法捕捞水产品罪")}追究刑事责任；二人系共同犯罪，适用${under(CRIMINAL, "第二十五条", "第一款")}。该罪的法定刑是三年以下有期徒刑、拘役、管制或者罚金。二人认罪认罚，建议以${chargeOf("非法捕捞水产品罪")}判处${named(skipper)}${sentence("340", random.between(6, 10))}，判处${named(helper)}${sentence("340", random.between(3, 5), "拘役")}。`,
      body`同时，二人的行为违反${under("中华人民共和国长江保护法", "第五十三条", "第一款")}（${cited("中华人民共和国长江保护法", "第五十三条", quote, "重点水域全面禁止天然渔业资源的生产性捕捞")}），依据${under("中华人民共和国民法典", "第一千二百三十五条")}，应当对${whole("bill", bill)}的损失和费用承担连带赔偿责任，并在市级以上媒体公开赔礼道歉。变卖所得${whole("catch", worth)}依法没收。`,
      body`根据${under(PROCEDURE, "第一百七十六条", "第一款")}、${provision(PROCEDURE, "第一百零一条", "第二款")}，提起公诉和附带民事公益诉讼，请依法裁判。`,
      body`此致`,
      { style: "addressee", pieces: [addressed(court)] },
      signature`检察官　${someone("procurator", procurator)}　　检察官助理　${someone("assistant", assistant)}`,
      { style: "signature", pieces: [signed(workdayWithin(random, course.accepted, [36, 44]))] },
      { style: "signature", pieces: [sealed(procuratorate)] },
    ],
  };
}

/** A firm and its manager accused together of false invoices: two kinds of accused, amounts with separators. */
export function invoiceIndictment(story: Story): Draft {
  const { random, cast, court, police, procuratorate, mark, number } = story;
  const course = drawCourse(random);
  const manager = cast.member("a", [1969, 1990]);
  const firm = cast.firm("商贸", "金属制品", "劳务");
  const [agent, seller, counsel, procurator, clerk] = cast.names();
  const years = [2021, 2022, 2023] as const;
  const taxes = prices(random, 3, [36_000, 110_000]);
  const fees = prices(random, 3, [9_000, 33_000]);
  const tax = sumOf(taxes);
  const pieces = years.map(() => random.between(3, 14));
  const act = `2021-0${random.between(2, 9)}-${random.between(10, 27)}`;
  const paid = later(course.accepted, random.between(6, 12));
  const back = random.between(20, 34);
  return {
    family: "invoice-indictment",
    kind: "indictment",
    record: recorded(
      story,
      [manager],
      ["虚开增值税专用发票罪"],
      { act: [act], detained: [course.detained], accepted: [course.accepted], told: [course.told] },
      tax,
    ),
    sums: [
      { whole: "tax", parts: years.map((year) => `tax/${year}`) },
      { whole: "fees", parts: years.map((year) => `fee/${year}`) },
    ],
    order: ["act", "detained", "bailed", "accepted", "paid"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "accepted", to: "signed", days: 46 },
    ],
    paragraphs: [
      title`${procuratorate}`,
      title`起诉书`,
      { style: "number", pieces: [numbered(`${mark}四部刑诉〔${course.decided.slice(0, 4)}〕${number}号`)] },
      body`被告单位：${firmOf(firm.name)}，统一社会信用代码${codeOf(firm.code)}，住所地湖南省岳阳市。诉讼代表人${someone("agent", agent)}，系该公司行政主管。`,
      body`被告人：${named(manager)}，${sexOf(manager)}，公民身份号码${idOf(manager)}，${bornOf(manager)}出生，${manager.nation}，${manager.schooling}，${firmOf(firm.name)}法定代表人，住${manager.address}。被告人${named(manager)}因涉嫌${chargeOf("虚开增值税专用发票罪")}，${day("detained", course.detained)}被${police}刑事拘留，${inMonth("bailed", later(course.detained, 2), course.detained)}被取保候审。`,
      body`被告单位和被告人的辩护人${someone("counsel", counsel)}，系湖南某律师事务所律师。`,
      body`${police}侦查终结后，将本案于${day("accepted", course.accepted)}移送本院审查起诉；本院于${inMonth("told", course.told, course.accepted)}告知被告单位、被告人诉讼权利义务和认罪认罚从宽制度，此后依法开展了讯问、听取意见、核实证据等工作，并因被告单位申请，于${inYear("paid", paid, course.told)}督促其补缴了全部税款。`,
      body`经依法审查查明：被告单位${firmOf(firm.name)}为少缴税款，由被告人${named(manager)}决定并经手，从${day("act", act)}开始，在没有真实货物交易的情况下，向${someone("seller", seller)}（另案处理）支付开票费，取得增值税专用发票用于抵扣。其中：2021年度取得发票${pieces[0] ?? 0}份，税额${part("tax/2021", taxes[0], "grouped")}，付开票费${part("fee/2021", fees[0], "grouped")}；2022年度取得发票${pieces[1] ?? 0}份，税额${part("tax/2022", taxes[1], "grouped")}，付开票费${part("fee/2022", fees[1], "grouped")}；2023年度取得发票${pieces[2] ?? 0}份，税额${part("tax/2023", taxes[2] ?? 0, "grouped")}，付开票费${part("fee/2023", fees[2] ?? 0, "grouped")}。三年合计取得发票${pieces.reduce((sum, each) => sum + each, 0)}份，税额${whole("tax", tax, "grouped")}，支付开票费${whole("fees", sumOf(fees), "grouped")}，上述税额均已申报抵扣。`,
      body`本案的证据主要有：（1）税务稽查报告、发票存根联与抵扣联；（2）资金回流银行明细；（3）证人${someone("clerk", clerk)}的证言；（4）同案人${someone("seller", seller)}的供述；（5）被告人${named(manager)}的供述和辩解。`,
      body`本院认为，被告单位${firmOf(firm.name)}让他人为自己虚开增值税专用发票，虚开的税款数额${whole("tax", tax, "grouped")}，被告人${named(manager)}系单位直接负责的主管人员，其行为均触犯${under(CRIMINAL, "第二百零五条", "第一款")}、${provision(CRIMINAL, "第二百零五条", "第二款")}，应当以${chargeOf("虚开增值税专用发票罪")}追究刑事责任。单位犯罪的，依照${under(CRIMINAL, "第三十条")}、${provision(CRIMINAL, "第三十一条")}实行双罚。被告人${named(manager)}所犯之罪应处三年以下有期徒刑或者拘役，其接电话通知到案并如实供述，具有${under(CRIMINAL, "第六十七条", "第一款")}规定的自首情节，且税款已全部补缴，建议对其判处${sentence("205-1", back)}，${slot("缓刑三年", "sentence", `${back}..60`)}；对被告单位判处罚金${whole("fine", 8_000_000, "grouped")}。`,
      body`综上，根据${under(PROCEDURE, "第一百七十六条", "第一款")}，以${chargeOf("虚开增值税专用发票罪")}将被告单位${firmOf(firm.name)}、被告人${named(manager)}诉至你院。`,
      body`此致`,
      { style: "addressee", pieces: [addressed(court)] },
      { style: "signature", pieces: [sealed(procuratorate)] },
      signature`检察官　${someone("procurator", procurator)}`,
      { style: "signature", pieces: [signed(course.decided, "han")] },
    ],
  };
}
