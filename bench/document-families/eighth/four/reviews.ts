import { type Draft, paragraph } from "../../draft.ts";
import {
  CRIMINAL,
  day,
  head,
  idOf,
  inCapitals,
  later,
  PROCEDURE,
  part,
  phoneOf,
  row,
  sameYear,
  someone,
  under,
  whole,
} from "../../forms.ts";
import { ageAt, codeAt, firmNamed, IN_TIME, quantity, quantityInAll } from "../../marked/pieces.ts";
import { daysAfter, personLine, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  body,
  cell,
  charge,
  chargeThen,
  dayLine,
  lengthOf,
  listed,
  penalty,
  quoted,
  signLine,
  statute,
  suspect,
  termOf,
  title,
  today,
  word,
} from "../../marked/slips.ts";
import { drawAmounts, type Story, sumOf } from "../../story.ts";
import { foot, ofCompound } from "./mentions.ts";

/** A report on a forger of liquor brands: buyers, stock, what colleagues said of it. */
export function forgedLiquor(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [maker, filler] = [ofCompound(s.person("maker", [1972, 1992], "male"), 3), s.person("filler", [1978, 2000])];
  const owner = s.firm("酒业");
  const shop = s.firm("商贸");
  const sellers = [s.name(), s.name(), s.name()] as const;
  const days = daysAfter(random, later(course.filed, -90), 3, 80);
  const sold = drawAmounts(random, 3, [15_000, 46_000]);
  const stock = random.between(142, 388) * 10_000;
  const all = sumOf(sold) + stock;
  const gain = Math.round(sumOf(sold) / 60_000) * 10_000;
  const colleagues = [s.name(), s.name(), s.name(), s.name()] as const;
  const procurator = s.name();
  const talked = s.workday(course.told, 4, 12);
  return {
    family: "four-forged-liquor",
    kind: "review-report",
    paragraphs: [
      paragraph("title", "关于", someone("maker", maker.name), "、", someone("filler", filler.name), "涉嫌假冒注册商标案的审查报告"),
      body`收案日期：${day("accepted", course.accepted)}。案由：${chargeThen("假冒注册商标罪")}。${word("侦查", "侦察")}机关：${s.police}。承办检察官：${someone("procurator", procurator)}。`,
      head("report", "一、", "犯罪嫌疑人与被侵权单位"),
      body`${suspect()}${personLine(maker)}；${day("detained", course.detained)}被刑事拘留，${sameYear("arrested", course.arrested, course.detained)}被逮捕，现押于${s.detention}。`,
      body`${suspect()}${personLine(filler)}；与前者同日被刑事拘留，其后取保候审，保证期间联系电话${phoneOf(filler)}。`,
      body`被侵权单位${firmNamed("owner", owner.name)}，统一社会信用代码${codeAt("owner", owner.code)}，委托代理人${someone("agent", s.name())}，联系电话${phoneOf({ key: "agent", phone: s.phone() })}。涉案单位${firmNamed("shop", shop.name)}，统一社会信用代码${codeAt("shop", shop.code)}，由${someone("maker", maker.name)}实际控制。`,
      head("report", "二、", "诉讼经过"),
      body`${firmNamed("owner", owner.name)}向公安机关报案后，${s.police}于${day("filed", course.filed)}立案。侦查终结移送后，本院于${day("told", course.told)}向二名${suspect()}送达权利义务告知书，并告知${firmNamed("owner", owner.name)}有权委托诉讼代理人。${today("市场监督管理局", "工商行政管理局", "质量技术监督局")}所移送的执法卷宗一并审阅。`,
      head("report", "三、", "审查认定的事实"),
      body`${suspect()}${someone("maker", maker.name)}租用${s.town}一处民房，以低价散酒灌装，冒用${firmNamed("owner", owner.name)}的注册商标，以${firmNamed("shop", shop.name)}名义对外出售；${someone("filler", filler.name)}受雇灌装、贴标，首次出货时${ageAt(filler, "act-1", days[0] ?? "")}周岁。售出情况如下（单位：元）：`,
      row("序号", "出货日期", "购买人", "金额"),
      ...days.map((on, at) =>
        row(
          String(at + 1),
          day(`act-${at + 1}`, on),
          someone(`seller-${at + 1}`, sellers[at] ?? ""),
          cell(`sold-${at + 1}`, sold[at] ?? 0),
        ),
      ),
      row("小计", "—", "—", foot("sold", sumOf(sold))),
      body`案发时另查获尚未出售的成品，按已售均价折合${part("stock", stock)}。已售${whole("sold", sumOf(sold))}与库存${part("stock", stock)}相加，非法经营数额为${whole("all", all)}（大写${inCapitals("all", all)}），其中违法所得${part("gain", gain)}，${someone("maker", maker.name)}已将该${part("gain", gain)}全部退出。上列购买人${listed("sellers", 3, { near: ["seller-1", "seller-2", "seller-3"], isHan: true })}名，均已在案作证。`,
      head("report", "四、", "证据审查"),
      body`1．书证：商标注册证、${word("账本", "帐本")}、出货单。2．证人${someone("seller-1", sellers[0])}、${someone("seller-2", sellers[1])}、${someone("seller-3", sellers[2])}的证言，各自所述数量与出货单吻合。3．${today("鉴定意见", "鉴定结论")}：送检样品均非${firmNamed("owner", owner.name)}产品。4．${suspect()}供述稳定，无翻供。以上证据能够形成锁链，未见非法取证情形。`,
      head("report", "五、", "讨论情况"),
      body`${day("talked", talked)}，检察官联席会议对本案进行讨论，除承办人外，${someone("colleague-1", colleagues[0])}、${someone("colleague-2", colleagues[1])}、${someone("colleague-3", colleagues[2])}、${someone("colleague-4", colleagues[3])}${listed("colleagues", 4, { near: ["colleague-1", "colleague-2", "colleague-3", "colleague-4"] })}名检察官发表意见。${someone("colleague-1", colleagues[0])}主张库存应按标价计算，其余三人均认为应按已售均价计算。承办人采纳多数意见，并向分管副检察长作了汇报。`,
      head("report", "六、", "处理意见"),
      body`二人未经许可，在同一种商品上使用与他人注册商标相同的商标，情节严重，依照${under(CRIMINAL, "第二百一十三条")}构成${charge("假冒注册商标罪")}，拟以${charge("假冒注册商标罪")}提起公诉。条文原文为“${quoted("未经注册商标所有人许可，在同一种商品、服务上使用与其注册商标相同的商标，情节严重的，处三年以下有期徒刑，并处或者单处罚金", ["同一种", "同类"], ["三年以下", "五年以下"], ["情节严重", "情节恶劣"])}”。拟建议对${someone("maker", maker.name)}判处${penalty("213-1", random.pick([16, 20, 24]), ["有期徒刑三年八个月", "有期徒刑五年", "有期徒刑四年六个月"])}；${someone("filler", filler.name)}系从犯，依照${statute("刑法", "第二十七条", "第二款")}，拟建议判处${penalty("213-1", 8, ["有期徒刑三年十个月", "有期徒刑四年"])}。${firmNamed("owner", owner.name)}若另行索赔，${statute("民法典", "第一千一百八十五条", "", ["侵权责任法", "第二条"], ["民法通则", "第一百一十八条"])}可资援引。`,
      body`以上意见当否，请批示。`,
      signLine("承办人：", someone("procurator", procurator)),
      dayLine(course.decided),
    ],
    record: recordOf(s, [maker, filler], {
      charge: "假冒注册商标罪",
      acceptedOn: course.accepted,
      amount: all,
      days: {
        filed: [course.filed],
        detained: [course.detained],
        arrested: [course.arrested],
        accepted: [course.accepted],
        told: [course.told],
      },
    }),
    sums: [
      { whole: "sold", parts: ["sold-1", "sold-2", "sold-3"] },
      { whole: "all", parts: ["sold", "stock"] },
    ],
    order: ["act-3", "detained", "arrested", "accepted", "told", "talked", "signed"],
    deadlines: IN_TIME,
  };
}

/** Foreign cigarettes without a licence: three to be arrested or not, each by name. */
export function foreignCigarettes(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [buyer, driver, keeper] = [
    ofCompound(s.person("buyer", [1970, 1990], "male"), 0),
    s.person("driver", [1975, 1998], "male"),
    s.person("keeper", [1965, 1995], "female"),
  ];
  const packs = [random.between(110, 240), random.between(60, 105), random.between(20, 55)] as const;
  const worth = packs.map((each, at) => each * (random.between(300, 340) + at * 35) * 100) as [number, number, number];
  const [pack, total] = [sumOf(packs), sumOf(worth)];
  const caught = later(course.detained, -1);
  const decided = s.workday(course.asked, 4, 7);
  const [buys, drives, keeps] = [someone("buyer", buyer.name), someone("driver", driver.name), someone("keeper", keeper.name)];
  return {
    family: "four-foreign-cigarettes",
    kind: "arrest-review-opinion",
    paragraphs: [
      title("审查逮捕意见书"),
      body`提请单位：${s.police}；提请案由：${chargeThen("非法经营罪")}；提请及受理日期：${day("asked", course.asked)}。`,
      head("a", "一、", "提请批准逮捕的三人"),
      body`1．${suspect()}${personLine(buyer)}。`,
      body`2．${suspect()}${personLine(driver)}。`,
      body`3．${suspect()}${personLine(keeper)}。`,
      body`上列${listed("people", 3, { near: ["buyer", "driver", "keeper"], isHan: true })}名${suspect()}均于${day("detained", course.detained)}被刑事拘留，同日送${s.detention}。承办人受案次日${word("讯问", "询问")}了三人。`,
      head("a", "二、", "案件来源与事实"),
      body`${day("caught", caught)}夜间，${s.place}烟草专卖局执法人员会同公安民警在${s.town}某货运停车场检查时，从一辆厢式货车内起获外国卷烟，${drives}当场被控制，${buys}、${keeps}次日到案。查获当日，${drives}年满${ageAt(driver, "caught", caught)}周岁，${buys}年满${ageAt(buyer, "caught", caught)}周岁。经清点：`,
      row("品种", "数量（条）", "价格认定（元）"),
      row("甲种卷烟", quantity("packs-1", packs[0]), cell("worth-1", worth[0])),
      row("乙种卷烟", quantity("packs-2", packs[1]), cell("worth-2", worth[1])),
      row("丙种卷烟", quantity("packs-3", packs[2]), cell("worth-3", worth[2])),
      row("合计", quantityInAll("packs", pack), foot("worth", total)),
      body`以上卷烟无任何完税及准运手续，总价值${whole("worth", total)}（大写：${inCapitals("worth", total)}）。经查，${buys}出资购入，${drives}驾车运输，${keeps}提供仓库并代为看管，三人均未取得烟草专卖许可证。${keeps}到案后主动${word("检举", "捡举")}上家线索。`,
      head("a", "三、", "证据"),
      body`现有查获经过、先行登记保存清单、${today("价格认定书", "价格鉴定结论书")}、手机聊天记录、货车行驶轨迹，三名${suspect()}的供述能够相互印证，足以证明发生了${charge("非法经营罪")}的犯罪事实。货主${someone("owner", s.name())}仍在逃，货款来源尚待${word("侦查", "侦察")}。`,
      head("a", "四、", "分析意见"),
      body`国家对烟草实行专卖，${under("中华人民共和国烟草专卖法", "第三条")}规定：“${quoted("国家对烟草专卖品的生产、销售、进出口依法实行专卖管理，并实行烟草专卖许可证制度", ["依法实行专卖管理", "统一实行专营管理"], ["许可证制度", "登记备案制度"], ["进出口", "运输"])}”。三人违反上述规定，扰乱市场秩序，情节严重，涉嫌${under(CRIMINAL, "第二百二十五条", undefined, "第（一）项")}的${charge("非法经营罪")}。`,
      body`${buys}系起意者，与在逃货主联系密切，有毁灭证据、串供之虞；${drives}曾闯卡逃避检查。对此二人采取取保候审不足以防止社会危险性，符合${under(PROCEDURE, "第八十一条", "第一款")}的逮捕条件。${keeps}作用较小，自愿认罪，家有幼子需抚养，无社会危险性。`,
      head("a", "五、", "处理建议"),
      body`建议依照${statute("刑事诉讼法", "第九十条", "")}，以涉嫌${charge("非法经营罪")}批准逮捕${buys}、${drives}；对${keeps}不批准逮捕，由公安机关依法变更强制措施。同时列出继续${word("侦查", "侦察")}提纲，要求查清货主${word("以及", "已及")}资金去向。`,
      signLine("检察官　", someone("procurator", s.name())),
      dayLine(decided),
    ],
    record: recordOf(s, [buyer, driver, keeper], {
      charge: "非法经营罪",
      amount: total,
      days: { detained: [course.detained], asked: [course.asked] },
    }),
    sums: [
      { whole: "packs", parts: ["packs-1", "packs-2", "packs-3"] },
      { whole: "worth", parts: ["worth-1", "worth-2", "worth-3"] },
    ],
    order: ["caught", "detained", "asked", "signed"],
    deadlines: [{ from: "asked", to: "signed", days: 7 }],
  };
}

/** Whether a follower in a street brawl still has to be kept in custody. */
export function followerInCustody(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = s.person("follower", [1985, 2004], "male");
  const [leader, surety] = [ofCompound(s.person("leader", [1980, 1998], "male"), 1), s.person("surety", [1960, 1980])];
  const hurt = [s.name(), s.name(), s.name()] as const;
  const bills = drawAmounts(random, 3, [1_300, 5_900]);
  const bill = sumOf(bills);
  const asked = later(course.arrested, random.between(10, 16));
  const paid = later(asked, -random.between(2, 5));
  const taken = s.workday(asked, 1, 3);
  const decided = s.workday(taken, 4, 9);
  const me = someone("follower", who.name);
  return {
    family: "four-follower-in-custody",
    kind: "custody-review-opinion",
    paragraphs: [
      title("羁押必要性审查意见书"),
      body`被审查人：${suspect()}${personLine(who)}。涉嫌罪名：${charge("寻衅滋事罪")}。`,
      body`申请人：${someone("surety", surety.name)}，系${me}之近亲属，公民身份号码${idOf(surety)}，联系电话${phoneOf(surety)}。`,
      head("b", "（一）", "羁押经过"),
      body`${day("act", course.act)}深夜，${someone("leader", leader.name)}（另案处理）${word("纠集", "纠结")}${me}等人在${s.town}夜市滋事，${me}时年${ageAt(who, "act", course.act)}周岁。${day("detained", course.detained)}，${me}被${s.police}刑事拘留；${sameYear("arrested", course.arrested, course.detained)}，经本院批准逮捕，侦查${word("羁押", "羁压")}期限${lengthOf("custody", 2)}，${termOf("custody", course.arrested, 2)}。`,
      head("b", "（二）", "申请与受理"),
      body`${day("asked-review", asked)}，${someone("surety", surety.name)}以${me}已赔偿、愿认罪为由申请审查羁押必要性；本院于${sameYear("taken", taken, asked)}立案审查。承办人先后听取了${s.police}承办民警、${me}的辩护人${someone("counsel", s.name())}以及下列被害人的意见。`,
      head("b", "（三）", "被害人损失与赔偿"),
      ...hurt.map(
        (name, at) =>
          body`被害人${someone(`hurt-${at + 1}`, name)}，医疗费${part(`bill-${at + 1}`, bills[at] ?? 0)}，伤情${today("鉴定意见", "鉴定结论")}为轻微伤。`,
      ),
      body`上述被害人共${listed("hurt", 3, { near: ["hurt-1", "hurt-2", "hurt-3"] })}名，损失合计${whole("bill", bill)}（大写${inCapitals("bill", bill)}）。${day("paid", paid)}，${someone("surety", surety.name)}代为全额赔付${whole("bill", bill)}，${someone("hurt-1", hurt[0])}、${someone("hurt-2", hurt[1])}、${someone("hurt-3", hurt[2])}均出具谅解书。赔偿范围合于${statute("民法典", "第一千一百七十九条", "", ["侵权责任法", "第十六条"], ["民法通则", "第一百一十九条"])}。`,
      head("b", "（四）", "审查意见"),
      body`${me}受${someone("leader", leader.name)}指使到场，仅在旁呐喊助威，未参与${word("斗殴", "斗欧")}，系从犯；归案后如实${word("供述", "供诉")}，属${under(CRIMINAL, "第六十七条", "第三款")}之坦白；本地有固定住所，无前科劣迹。以其所涉${charge("寻衅滋事罪")}的情节，依照${under(CRIMINAL, "第二百九十三条", "第一款")}，预期刑罚为${penalty("293-1", random.pick([6, 7, 8, 9]), ["有期徒刑六年", "有期徒刑七年", "有期徒刑五年六个月"])}，继续羁押已无必要。`,
      body`${under(PROCEDURE, "第九十五条")}规定：“${quoted("犯罪嫌疑人、被告人被逮捕后，人民检察院仍应当对羁押的必要性进行审查", ["仍应当", "仍可以"], ["被逮捕后", "被拘留后"], ["进行审查", "进行复核"])}。”据此，建议对涉嫌${charge("寻衅滋事罪")}的${suspect()}${me}变更强制措施为取保候审，由${someone("surety", surety.name)}担任保证人。公安机关应当在十日以内将处理情况${word("反馈", "反溃")}本院。`,
      signLine("承办检察官：", someone("procurator", s.name())),
      dayLine(decided),
    ],
    record: recordOf(s, [who], {
      charge: "寻衅滋事罪",
      actOn: course.act,
      amount: bill,
      days: { act: [course.act], detained: [course.detained], arrested: [course.arrested] },
    }),
    sums: [{ whole: "bill", parts: ["bill-1", "bill-2", "bill-3"] }],
    order: ["act", "detained", "arrested", "asked-review", "taken", "signed"],
  };
}
