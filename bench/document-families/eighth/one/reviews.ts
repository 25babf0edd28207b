import type { Draft } from "../../draft.ts";
import {
  CRIMINAL,
  day,
  head,
  inCapitals,
  later,
  monthsOn,
  named,
  PROCEDURE,
  part,
  row,
  sameYear,
  someone,
  under,
  whole,
} from "../../forms.ts";
import { ageAt, codeAt, firmNamed, procedural, quantity, quantityInAll } from "../../marked/pieces.ts";
import { daysAfter, personLine, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  addressee,
  body,
  cell,
  charge,
  chargeThen,
  dayLine,
  lengthOf,
  listed,
  penalty,
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
import { called, postLine, seatOf, shortOf, sub } from "./pieces.ts";

/** Deposits taken without a licence: a table of depositors whose columns are added up. */
export function depositReview(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const lender = s.person("lender", [1966, 1985]);
  const firm = s.firm("农业开发");
  const count = 5;
  const people = Array.from({ length: count }, (_, at) => called(s, `saver-${at + 1}`));
  const days = daysAfter(random, later(course.filed, -330), count, 260);
  const lent = drawAmounts(random, count, [226_000, 530_000]);
  const repaid = lent.map((each) => Math.round((each * random.between(8, 30)) / 100 / 1_000_000) * 1_000_000);
  const [total, returned] = [sumOf(lent), sumOf(repaid)];
  const keys = (of: string): string[] => lent.map((_, at) => `${of}-${at + 1}`);
  const bookkeeper = called(s, "bookkeeper");
  const counsel = called(s, "counsel");
  return {
    family: "one-deposit-review",
    kind: "review-report",
    paragraphs: [
      title("公诉案件审查报告"),
      body`收案时间：${day("accepted", course.accepted)}　案由：${chargeThen("非法吸收公众存款罪")}`,
      body`移送单位：${s.police}　承办人：${someone("procurator", s.name())}`,
      head("parts", "一、", "犯罪嫌疑人的基本情况及诉讼经过"),
      body`${suspect()}${postLine(lender, "公司法定代表人")}，联系电话${s.phone()}。`,
      body`该犯罪嫌疑人因涉嫌${chargeThen("非法吸收公众存款罪")}，于${day("detained", course.detained)}被刑事拘留，于${sameYear("arrested", course.arrested, course.detained)}经本院批准逮捕；案件移送本院后，承办人已于${day("told", course.told)}告知其有权委托辩护人，其后提讯了${suspect()}${named(lender)}，并听取了辩护人${named(counsel)}的意见。`,
      head("parts", "二、", "经审查认定的事实"),
      body`${suspect()}${named(lender)}系${firmNamed("firm", firm.name)}（统一社会信用代码${codeAt("firm", firm.code)}）的法定代表人。该公司未经有关部门依法许可，由${suspect()}${named(lender)}以油茶种植需要资金为由，在${s.town}通过发放宣传单、召开推介会的方式向社会公开集资，承诺按月息一分五厘还本付息，先后与${listed("savers", count, { near: people.map(({ key }) => key), isHan: true })}人签订借款合同，各人出借及收回款项的情况如下（单位：元）：`,
      row("序号", "出借人", "出借日期", "出借金额", "已返还", "未返还"),
      ...lent.map((each, at) =>
        row(
          String(at + 1),
          named(people[at] ?? counsel),
          day(`lent-on-${at + 1}`, days[at] ?? "", "iso"),
          cell(`lent-${at + 1}`, each),
          cell(`repaid-${at + 1}`, repaid[at] ?? 0),
          cell(`lost-${at + 1}`, each - (repaid[at] ?? 0)),
        ),
      ),
      row("合计", "—", "—", cell("total", total), cell("returned", returned), cell("lost", total - returned)),
      body`据此认定，${suspect()}${named(lender)}非法吸收公众存款共计人民币${whole("total", total)}，已返还${whole("returned", returned)}，造成集资参与人直接经济损失${whole("lost", total - returned)}（大写：${inCapitals("lost", total - returned)}）。首笔款项吸收之日，${suspect()}${named(lender)}${ageAt(lender, "lent-on-1", days[0] ?? "")}周岁。`,
      head("parts", "三、", "证据的审查与分析"),
      body`借款合同、收据及银行流水等${word("账目", "帐目")}资料由公安机关依法调取，会计${named(bookkeeper)}证实该公司集资款收支均由${suspect()}${named(lender)}决定；出借人${named(people[0] ?? counsel)}、${named(people[1] ?? counsel)}的证言与前述表列金额吻合；司法会计${today("鉴定意见", "鉴定结论")}载明的数额与合同、流水能够相互印证。辩护人${named(counsel)}提出部分款项系亲友间借贷，但${named(people[2] ?? counsel)}与${suspect()}${named(lender)}素不相识，该意见不能成立。`,
      head("parts", "四、", "定性与处理意见"),
      body`承办人认为，${suspect()}${named(lender)}作为${firmNamed("firm", firm.name)}直接负责的主管人员，违反国家金融管理法律规定，向不特定对象变相吸收资金，扰乱金融秩序，其行为触犯${under(CRIMINAL, "第一百七十六条", "第一款")}，应以${charge("非法吸收公众存款罪")}追究刑事责任；其虽有${word("供认不讳", "供认不诲")}的表现，依照${statute("刑法", "第六十七条", "第三款")}可以从轻处罚，但大部分款项未能归还。拟以${charge("非法吸收公众存款罪")}对其提起公诉，并建议判处${penalty("176-1", random.pick([20, 24, 28, 30]), ["有期徒刑四年", "有期徒刑三年九个月", "有期徒刑五年"])}，并处罚金。`,
      head("parts", "五、", "需要说明的问题"),
      body`本案起诉后，应当${word("督促", "督捉")}公安机关继续追缴${suspect()}${named(lender)}转移至他人名下的款项，未归还的${part("lost", total - returned)}按集资参与人的出资比例返还。以上意见当否，请批示。`,
      signLine("经济犯罪检察部门"),
      dayLine(course.decided),
    ],
    record: recordOf(s, [lender], {
      charge: "非法吸收公众存款罪",
      acceptedOn: course.accepted,
      amount: total,
      days: { detained: [course.detained], arrested: [course.arrested], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [
      { whole: "total", parts: keys("lent") },
      { whole: "returned", parts: keys("repaid") },
      { whole: "lost", parts: keys("lost") },
      { whole: "total", parts: ["returned", "lost"] },
    ],
    order: ["lent-on-5", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
}

/** Waste acid tipped beside a river: the opinion on arrest of two, with tonnes of three nights. */
export function acidArrest(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [owner, driver] = [s.person("owner", [1969, 1988], "male"), s.person("driver", [1975, 1998], "male")];
  const plant = s.firm("表面处理");
  const tons = [random.between(31, 88), random.between(31, 88), random.between(31, 88)].map((each) => each / 10) as [
    number,
    number,
    number,
  ];
  const total = Math.round((tons[0] + tons[1] + tons[2]) * 10) / 10;
  const nights = daysAfter(random, later(course.filed, -24), 3, 20) as [string, string, string];
  const fee = random.between(12, 40) * 30_000;
  const [disposal, monitoring] = drawAmounts(random, 2, [22_000, 74_000]);
  const [villager, guard] = [called(s, "villager"), called(s, "guard", "male")];
  const decided = s.workday(course.asked, 4, 7);
  return {
    family: "one-acid-arrest",
    kind: "arrest-review-opinion",
    paragraphs: [
      title("审查逮捕意见书"),
      body`${s.police}于${day("asked", course.asked)}以${named(owner)}、${named(driver)}涉嫌${chargeThen("污染环境罪")}为由提请本院批准逮捕，本院指派检察官${someone("procurator", s.name())}办理，现已审查终结，报告如下：`,
      head("parts", "一、", "犯罪嫌疑人的身份及强制措施"),
      body`${suspect()}${postLine(owner, "企业经营者")}，系${firmNamed("plant", plant.name)}（统一社会信用代码${codeAt("plant", plant.code)}）的负责人。`,
      body`${suspect()}${personLine(driver)}。`,
      body`该二人均于${day("detained", course.detained)}被${s.police}刑事拘留，现均${word("羁押", "羁压")}于${s.detention}。`,
      head("parts", "二、", "审查认定的案件事实"),
      body`${suspect()}${named(owner)}为节省处置费用，将${firmNamed("plant", plant.name)}酸洗工序产生的废酸（属危险废物）交由不具备危险废物经营资质的${suspect()}${named(driver)}处置。${day("night-1", nights[0])}至${day("night-3", nights[2])}间，${suspect()}${named(driver)}驾驶罐车先后${listed("nights", 3, { near: ["ton-1", "ton-2", "ton-3"], isHan: true })}次趁夜在${s.town}河堤外侧${word("倾倒", "倾到")}废酸，其中${day("night-1", nights[0])}倾倒${quantity("ton-1", tons[0])}吨，${day("night-2", nights[1])}倾倒${quantity("ton-2", tons[1])}吨，${day("night-3", nights[2])}倾倒${quantity("ton-3", tons[2])}吨，共计${quantityInAll("tons", total)}吨，${suspect()}${named(driver)}由此获取报酬人民币${part("fee", fee)}。该河段水体随后呈强酸性，巡堤员${named(guard)}发现后报案。`,
      body`经岳阳市${today("生态环境局", "环境保护局")}${shortOf(s)}分局委托核算，为清除上述污染已支出应急处置费${part("disposal", disposal)}、监测检验费${part("monitoring", monitoring)}，公私财产损失合计${whole("damage", disposal + monitoring)}。案发首日${suspect()}${named(owner)}${ageAt(owner, "night-1", nights[0])}周岁，${suspect()}${named(driver)}${ageAt(driver, "night-1", nights[0])}周岁。`,
      head("parts", "三、", "证据情况"),
      body`现场${word("勘验", "堪验")}笔录及取样记录证实倾倒地点和水样提取经过；危险废物属性${today("鉴定意见", "鉴定结论")}证实所倾倒废液的类别；证人${named(guard)}、沿河村民${named(villager)}证实目击罐车出入的时间；${suspect()}${named(owner)}与${suspect()}${named(driver)}的供述在次数、数量及报酬${part("fee", fee)}上均能相互吻合。`,
      head("parts", "四、", "社会危险性分析"),
      body`${suspect()}${named(owner)}到案前指使员工销毁出入库台账，并与${suspect()}${named(driver)}商议统一口径，有${statute("刑事诉讼法", "第八十一条", "第一款")}规定的可能毁灭、伪造证据或者串供的现实危险；${suspect()}${named(driver)}系受雇驾驶，归案后如实供述，且愿意承担${part("monitoring", monitoring)}的监测检验费，社会危险性较小。`,
      head("parts", "五、", "审查意见"),
      body`综上，${suspect()}${named(owner)}、${named(driver)}违反关于“${quoted("不得擅自倾倒、堆放、丢弃、遗撒固体废物", ["丢弃、遗撒", "丢弃、散落"], ["不得擅自", "不得随意"], ["固体废物", "固体废弃物"])}”的规定（${statute("固体废物污染环境防治法", "第二十条", "第一款")}），非法处置危险废物三吨以上，触犯${under(CRIMINAL, "第三百三十八条", "第一款")}，涉嫌${charge("污染环境罪")}，有证据证明有犯罪事实，可能判处徒刑以上刑罚。建议以涉嫌${charge("污染环境罪")}对${suspect()}${named(owner)}批准逮捕，对${suspect()}${named(driver)}以无社会危险性不批准逮捕；并依照${under(PROCEDURE, "第九十条")}的规定，将决定送达${s.police}执行。`,
      signLine(`${s.procuratorate}刑事检察部`),
      dayLine(decided),
    ],
    record: recordOf(s, [owner, driver], {
      charge: "污染环境罪",
      days: { detained: [course.detained], asked: [course.asked] },
    }),
    sums: [
      { whole: "tons", parts: ["ton-1", "ton-2", "ton-3"] },
      { whole: "damage", parts: ["disposal", "monitoring"] },
    ],
    order: ["night-2", "detained", "asked", "signed"],
    deadlines: [{ from: "asked", to: "signed", days: 7 }],
  };
}

/** What the police still have to find out about tenders that were agreed beforehand. */
export function tenderOutline(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [broker, partner] = [s.person("broker", [1970, 1988], "male"), s.person("partner", [1976, 1994])];
  const firms = [s.firm("建筑工程"), s.firm("市政园林"), s.firm("路桥建设")] as const;
  const counts = random.pick([3, 4] as const);
  const bids = drawAmounts(random, 3, [3_860_000, 4_170_000]) as unknown as [number, number, number];
  const [deposit, profit] = [random.between(610, 770) * 10_000, random.between(1_220, 2_600) * 10_000];
  const each = Math.round(profit / 2 / 10_000) * 10_000;
  const bidOn = later(course.filed, -random.between(26, 50));
  const [clerk, tenderer] = [called(s, "clerk"), called(s, "tenderer")];
  const back = s.workday(course.accepted, 18, 28);
  return {
    family: "one-tender-outline",
    kind: "investigation-outline",
    paragraphs: [
      title("补充侦查提纲"),
      addressee(s.police),
      body`你局于${day("accepted", course.accepted)}移送起诉的${named(broker)}、${named(partner)}涉嫌${chargeThen("串通投标罪")}一案，经本院审查，认为部分事实不清、证据不足，现依照${under(PROCEDURE, "第一百七十五条", "第二款")}的规定退回你局补充侦查，期限${lengthOf("back", 1)}，${procedural(termOf("back", back, 1), monthsOn(back, 1))}。`,
      head("parts", "一、", "本院初步认定的案情"),
      body`${suspect()}${postLine(broker, "企业负责人")}；${suspect()}${postLine(partner, "工程中介")}。`,
      body`你局认定，${day("bid", bidOn)}${s.town}污水管网改造工程开标，由${suspect()}${named(broker)}实际控制的${firmNamed("firm-1", firms[0].name)}（统一社会信用代码${codeAt("firm-1", firms[0].code)}）与${suspect()}${named(partner)}联系的${firmNamed("firm-2", firms[1].name)}、${firmNamed("firm-3", firms[2].name)}相互串通，${firmNamed("firm-1", firms[0].name)}报价${part("bid-1", bids[0])}，${firmNamed("firm-2", firms[1].name)}报价${part("bid-2", bids[1])}，${firmNamed("firm-3", firms[2].name)}报价${part("bid-3", bids[2])}，三家单位投标保证金合计${whole("deposits", deposit * 3)}，每家${part("deposit", deposit)}，均由${suspect()}${named(broker)}一人筹措。上述工程中标后转包，二人获利人民币${whole("profit", profit)}（大写：${inCapitals("profit", profit)}），其中${suspect()}${named(broker)}分得${part("profit-1", profit - each)}，${suspect()}${named(partner)}分得${part("profit-2", each)}。`,
      head("parts", "二、", "需要补充侦查的事项"),
      body`前述认定尚有下列${listed("items", counts, { near: ["item"], isHan: true })}项事实有待查明：`,
      sub(
        "item",
        "（一）",
      )`关于保证金的来源。调取${firmNamed("firm-1", firms[0].name)}等单位的开户资料及流水，查明每笔保证金是否出自同一${word("账户", "帐户")}。`,
      sub("item", "（二）")`关于报价文件的制作。提取三家单位投标文件的电子数据，就其制作设备、保存时间委托检验。`,
      sub("item", "（三）")`关于招标代理人员是否知情。${word("询问", "讯问")}代理机构工作人员，核实其是否向投标人泄露标底。`,
      ...(counts === 4
        ? [sub("item", "（四）")`关于转包合同的真实性。向承包施工的人员取证，核对工程款的支付${word("凭证", "凭正")}。`]
        : []),
      head("parts", "三、", "补充侦查的方向和要求"),
      body`招标人代表${named(tenderer)}称评标过程未见异常，而${firmNamed("firm-1", firms[0].name)}资料员${named(clerk)}则证实三份标书均由其一人打印，对${named(tenderer)}与${named(clerk)}陈述之间的矛盾，应当重新取证予以排除。${suspect()}${named(partner)}辩称所得${part("profit-2", each)}系劳务报酬，应当结合其与${suspect()}${named(broker)}之间的聊天记录加以${word("甄别", "真别")}。`,
      body`补充侦查中应当注意，${statute("招标投标法", "第三十二条", "第一款")}规定：“${quoted("投标人不得相互串通投标报价，不得排挤其他投标人的公平竞争，损害招标人或者其他投标人的合法权益。", ["投标报价", "投标价格"], ["公平竞争", "平等竞争"], ["合法权益", "正当权益"])}”是否损害招标人利益，直接关系到${under(CRIMINAL, "第二百二十三条", "第一款")}所定情节严重的认定，亦关系到能否以${charge("串通投标罪")}追究${suspect()}${named(broker)}、${named(partner)}的刑事责任，如经补充侦查仍不足以认定${charge("串通投标罪")}，应当在移送时一并说明。`,
      body`补充侦查终结后，请将补充的证据材料连同案卷移送本院，承办检察官${someone("procurator", s.name())}，联系电话${s.phone()}。`,
      sealLine(s.procuratorate),
      dayLine(back),
    ],
    record: recordOf(s, [broker, partner], {
      charge: "串通投标罪",
      acceptedOn: course.accepted,
      amount: profit,
      days: { accepted: [course.accepted] },
    }),
    sums: [
      { whole: "profit", parts: ["profit-1", "profit-2"] },
      { whole: "deposits", parts: ["deposit", "deposit", "deposit"] },
    ],
    order: ["bid", "accepted", "signed"],
    deadlines: [DECIDED_IN_TIME],
  };
}

/** A year of the department in figures: months told by four quarters, kinds of cases, money. */
export function yearFigures(story: Story): Draft {
  const s = sceneOf(story);
  const { random } = s;
  const year = random.pick(["2024", "2025"] as const);
  const lines = [
    { key: "money", label: "经济犯罪" },
    { key: "duty", label: "职务犯罪" },
    { key: "waters", label: "破坏环境资源保护犯罪" },
  ] as const;
  const accepted = lines.map(() => random.between(14, 66));
  const charged = accepted.map((each) => each - random.between(3, 7));
  const dropped = accepted.map((each, at) => each - (charged[at] ?? 0));
  const recovered = drawAmounts(random, 3, [412_000, 3_960_000]);
  const count = (key: string, value: number) => quantity(key, value);
  const total = sumOf(accepted);
  const [best, second] = [called(s, "first"), called(s, "second")];
  const suggested = random.between(5, 9);
  const answered = suggested - random.between(1, 2);
  const signedOn = s.workday(`${Number(year) + 1}-01-05`, 1, 12);
  return {
    family: "one-year-figures",
    kind: "review-report",
    paragraphs: [
      title(`${year}年度经济、职务及环境资源犯罪检察工作情况报告`),
      addressee(`${s.procuratorate}检察委员会`),
      body`${year}年，第二检察部在院党组领导下，围绕服务营商环境、惩治职务犯罪和守护洞庭生态，${word("贯彻", "惯彻")}执行宽严相济刑事政策，全年受理审查起诉案件${quantityInAll("accepted", total)}件，其办理情况，现报告如下：`,
      head("parts", "一、", "案件办理的基本情况"),
      body`全年受理的上述案件，按类别分列如下（单位：件）：`,
      row("案件类别", "受理", "提起公诉", "不起诉"),
      ...lines.map(({ key, label }, at) =>
        row(
          label,
          count(`${key}-accepted`, accepted[at] ?? 0),
          count(`${key}-charged`, charged[at] ?? 0),
          count(`${key}-dropped`, dropped[at] ?? 0),
        ),
      ),
      row("合计", quantityInAll("accepted", total), quantityInAll("charged", sumOf(charged)), quantityInAll("dropped", sumOf(dropped))),
      body`前述案件中，提起公诉${quantityInAll("charged", sumOf(charged))}件，作出不起诉决定${quantityInAll("dropped", sumOf(dropped))}件，${listed("kinds", 3, { near: lines.map(({ key }) => `${key}-accepted`), isHan: true })}类案件均在法定期限内审结，无一被上级机关撤销。`,
      head("parts", "二、", "追赃挽损工作"),
      body`办案中坚持将追缴违法所得贯穿始终，经济犯罪案件追回${part("back-1", recovered[0] ?? 0)}，职务犯罪案件追回${part("back-2", recovered[1] ?? 0)}，破坏环境资源保护犯罪案件收缴生态修复资金${part("back-3", recovered[2] ?? 0)}，合计人民币${whole("back", sumOf(recovered))}（大写：${inCapitals("back", sumOf(recovered))}）。`,
      head("parts", "三、", "检察建议与公益诉讼"),
      body`依照${statute("人民检察院组织法", "第二十一条", "第一款")}，全年就办案发现的管理漏洞发出检察建议${quantityInAll("suggested", suggested)}件，其中已获书面回复${quantity("answered", answered)}件，尚在整改${quantity("pending", suggested - answered)}件；对污染水体、毁坏林木造成的损害，依照${statute("民法典", "第一千二百二十九条", "", ["侵权责任法", "第六十五条"], ["民法通则", "第一百二十四条"])}和${statute("民法典", "第一千二百三十四条", "", ["侵权责任法", "第十五条"])}提起附带民事公益诉讼，督促责任人修复受损生态环境。岳阳市${today("生态环境局", "环境保护局")}${shortOf(s)}分局、${seatOf(s)}${today("自然资源局", "国土资源局")}与本院建立了案件线索双向移送机制。`,
      head("parts", "四、", "队伍建设"),
      body`检察官${named(best)}全年办理案件数量居全部门之首，检察官助理${named(second)}撰写的两篇信息被上级采用，经民主评议，部门拟推荐${named(best)}、${named(second)}为年度先进个人，两人的事迹材料已报政治部。`,
      head("parts", "五、", "存在的问题与下一步打算"),
      body`一年来，部门工作虽有进步，但仍存在对新型金融犯罪研究不够、类案监督线索发掘不深等问题。下一步，将${word("部署", "布署")}专项监督，${word("督促", "督捉")}有关单位在期限内回复，并就追回的${whole("back", sumOf(recovered))}发还情况逐案跟踪。`,
      body`特此报告，请予审议。`,
      sealLine(`${s.procuratorate}第二检察部`),
      dayLine(signedOn),
    ],
    record: recordOf(s, []),
    sums: [
      { whole: "accepted", parts: lines.map(({ key }) => `${key}-accepted`) },
      { whole: "charged", parts: lines.map(({ key }) => `${key}-charged`) },
      { whole: "dropped", parts: lines.map(({ key }) => `${key}-dropped`) },
      { whole: "back", parts: ["back-1", "back-2", "back-3"] },
    ],
  };
}
