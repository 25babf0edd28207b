import { type Draft, paragraph, slot } from "../../draft.ts";
import { amountIn, bornOf, day, head, idOf, inCapitals, later, part, row, sexOf, someone, whole, yearsOn } from "../../forms.ts";
import { ageAt, phoneAt, yearOf } from "../../marked/pieces.ts";
import { daysAfter, nobody, personLine, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  addressee,
  articleAlone,
  body,
  charge,
  dayLine,
  listed,
  quoted,
  sealLine,
  signLine,
  statute,
  suspect,
  title,
  today,
  word,
} from "../../marked/slips.ts";
import { drawAmounts, type Story, sumOf } from "../../story.ts";
import { label } from "./pieces.ts";

export function boyInterrogation(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const year = Number(course.act.slice(0, 4));
  const days = daysAfter(random, later(course.act, -14), 3, 12);
  const asked = s.workday(course.told, 3, 8);
  const drawn = () => ({ ...s.person("boy", [year - 17, year - 17], "male"), schooling: "初中文化程度", work: "汽车修理学徒" });
  let boy = drawn();
  while (yearsOn(boy.bornOn, asked) > 17 || yearsOn(boy.bornOn, days[0] ?? "") < 16) boy = drawn();
  const mother = { ...s.person("mother", [1974, 1984], "female"), address: boy.address };
  const values = drawAmounts(random, 3, [900, 3_400]);
  const total = sumOf(values);
  const sold = drawAmounts(random, 2, [300, 800]);
  const [owner, friend, buyer] = [s.name(), s.name("male"), s.name()];
  const [p, q, c] = [someone("asker-1", s.name()), someone("asker-2", s.name("female")), someone("clerk", s.name())];
  const [name, kin] = [someone("boy", boy.name), someone("mother", mother.name)];
  const [o, f, b] = [someone("owner", owner), someone("friend", friend), someone("buyer", buyer)];
  return {
    family: "two-boy-interrogation",
    kind: "interrogation-record",
    paragraphs: [
      title("讯 问 笔 录"),
      label("时间", day("asked-on", asked), "9时10分至10时35分"),
      label("地点", s.procuratorate, "未成年人办案区谈话室"),
      label("讯问人", p, "、", q),
      label("记录人", c),
      label("犯罪嫌疑人", personLine(boy)),
      label(
        "到场的法定代理人",
        kin,
        "（母亲，",
        bornOf(mother),
        "出生，公民身份号码",
        idOf(mother),
        "，联系电话",
        phoneAt("mother", mother.phone),
        "）",
      ),
      label("涉嫌罪名", charge("盗窃罪"), "（", day("accepted", course.accepted), "移送审查起诉）"),
      body`问：${name}，我们是${s.procuratorate}的检察人员${p}、${q}，现在依法对你${word("讯问", "询问")}。根据${statute("刑事诉讼法", "第二百八十一条", "第一款")}，我们通知了你的母亲${kin}到场，她可以代你行使诉讼权利，听明白了吗？`,
      body`答：听明白了，我妈妈${kin}在场，我不紧张。`,
      body`问：本院已于${day("told", course.told)}把权利义务告知书送给你和${kin}，是否收到？是否申请有关人员回避？`,
      body`答：收到了，不申请。`,
      body`问：认罪认罚方面，${articleAlone("刑事诉讼法", "第一百七十三条", "第二款")}要求我们“${quoted("告知其享有的诉讼权利和认罪认罚的法律规定", ["诉讼权利", "辩护权利"], ["法律规定", "有关规定"])}”，${f}的笔录也向你宣读了，你对涉嫌${charge("盗窃罪")}有无异议？`,
      body`答：没有异议，我自愿认罪。`,
      body`问：你把几次的经过按顺序讲一遍。`,
      body`答：一共${listed("thefts", 3, { near: ["value-1", "value-2", "value-3"] })}次，都是在${o}开的修车铺。第一次是${day("act-1", days[0] ?? "")}晚上，拿了一套扳手和一个充气泵，值${part("value-1", values[0])}；第二次是${day("act-2", days[1] ?? "")}，拿了两条轮胎，值${part("value-2", values[1])}；第三次是${day("act-3", days[2] ?? "")}，拿了一台诊断仪，值${part("value-3", values[2] ?? 0)}。`,
      body`问：${today("价格认定书", "估价鉴定结论书")}认定三次共${whole("total", total)}，你认可吗？`,
      body`答：认可，总共${whole("total", total)}我不争辩。`,
      body`问：第一次作案时你多大？同去的有谁？`,
      body`答：我那时${yearsOn(boy.bornOn, days[0] ?? "")}岁。第二次是${f}帮我放哨，其余两次只有我自己，${f}没有分到钱。`,
      body`问：东西怎么处理的？`,
      body`答：轮胎卖给收废品的${b}，得了${part("sold-1", sold[0])}；诊断仪也卖给${b}，得了${part("sold-2", sold[1])}，两样共卖${part("sold", sumOf(sold))}，钱都花光了。扳手还在宿舍，后来交给公安机关${word("扣押", "扣压")}了。`,
      body`问：（转向法定代理人）依照${statute("民法典", "第一千一百八十八条", "第一款", ["侵权责任法", "第三十二条第一款"], ["民法通则", "第一百三十三条第一款"])}，监护人要承担赔偿责任，你有何意见？`,
      body`${kin}答：我已经和${o}谈好，愿意赔偿全部损失${part("paid", total)}，${o}收到后写了谅解书。`,
      body`问：${name}，你对以上所犯${charge("盗窃罪")}还有什么${word("辩解", "辨解")}或者补充？`,
      body`答：没有，我对不起${o}，也连累了${f}，以后不再犯。`,
      body`问：以上记录请你和${kin}核对，${word("必须", "必需")}与你说的相符才签名。`,
      body`答：好。`,
      body`（以下由被讯问人书写）以上笔录我看过，和我说的一样。`,
      signLine("犯罪嫌疑人：", name, "　法定代理人：", kin),
      signLine("讯问人：", p, "、", q, "　记录人：", c),
    ],
    record: recordOf(s, [boy], {
      charge: "盗窃罪",
      acceptedOn: course.accepted,
      amount: total,
      days: { accepted: [course.accepted], told: [course.told] },
    }),
    sums: [
      { whole: "total", parts: ["value-1", "value-2", "value-3"] },
      { whole: "sold", parts: ["sold-1", "sold-2"] },
    ],
    order: ["act-1", "act-2", "act-3", "accepted", "told", "asked-on"],
    deadlines: [{ from: "accepted", to: "told", days: 3 }],
  };
}

export function victimRecord(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const victim = s.person("victim", [1948, 1962]);
  const [daughter, caller] = [s.name("female"), s.name("male")];
  const days = daysAfter(random, later(course.act, 3), 3, 10);
  const moneys = drawAmounts(random, 3, [8_000, 46_000]);
  const total = sumOf(moneys);
  const frozen = Math.round((moneys[2] ?? 0) / 30_000) * 10_000;
  const reported = later(days[2] ?? course.act, random.between(1, 3));
  const asked = s.workday(reported, 9, 20);
  const [p, q] = [someone("asker-1", s.name()), someone("asker-2", s.name())];
  const [v, d, k] = [someone("victim", victim.name), someone("daughter", daughter), someone("caller", caller)];
  return {
    family: "two-victim-record",
    kind: "witness-record",
    paragraphs: [
      title("询问笔录（被害人）"),
      row("询问日期", day("asked-on", asked)),
      row("询问地点", `${s.place}${s.town}综治中心调解室`),
      row("询问人", p, q),
      row("被询问人", v),
      row("性别", sexOf(victim)),
      row("出生日期", bornOf(victim)),
      row("公民身份号码", idOf(victim)),
      row("联系电话", phoneAt("victim", victim.phone)),
      row("陪同家属", d, "（外甥女）"),
      body`告知：我们是${s.procuratorate}的${p}和${q}（出示证件），现就${k}等人涉嫌${charge("诈骗罪")}一案向你核实情况。${statute("刑事诉讼法", "第一百二十五条", "")}的内容是，询问时“${quoted("应当告知他应当如实地提供证据、证言和有意作伪证或者隐匿罪证要负的法律责任", ["有意作伪证", "故意作伪证"], ["隐匿罪证", "隐瞒罪证"])}”，请你如实陈述。`,
      body`答：我懂，有外甥女${d}陪着，可以开始。`,
      body`问：请讲被骗的来龙去脉。`,
      body`答：${day("act", course.act)}上午有人打电话，自称国家金融监督管理总局的工作人员，说我的银行卡涉嫌洗钱，要把存款转到“安全账户”。后来民警告诉我，打电话的人叫${k}。当时我${yearsOn(victim.bornOn, course.act)}岁，一个人在家。`,
      body`问：钱从哪里来？`,
      body`答：我有一张定期存单，存期一年，没到期就提前取了出来，还有平时的退休金。`,
      body`问：一共转了几次？每次多少？`,
      body`答：转了${listed("transfers", 3, { near: ["paid-1", "paid-2", "paid-3"] })}次：`,
      row("次序", "日期", "方式", "数额"),
      row("一", day("paid-day-1", days[0] ?? ""), "银行柜台", part("paid-1", moneys[0])),
      row("二", day("paid-day-2", days[1] ?? ""), "手机银行", part("paid-2", moneys[1])),
      row("三", day("paid-day-3", days[2] ?? ""), "手机银行", part("paid-3", moneys[2] ?? 0)),
      body`加起来总共${whole("total", total)}，大写是${inCapitals("total", total)}。`,
      body`问：后来怎么发现上当的？`,
      body`答：${day("reported", reported)}${d}来我家看到${word("转账", "转帐")}短信，马上陪我报警。银行冻结了${part("frozen", frozen)}，已经退给我，实际还损失${part("loss", total - frozen)}。`,
      body`问：${k}与你有没有见过面？${d}是否接听过他的电话？`,
      body`答：我没见过${k}，只听过声音；${d}接过一次，对方很快就挂断了。我外甥女还把通话录音保存了下来，已交给你们。`,
      body`问：公安机关的辨认和${word("询问", "讯问")}过程是否正常？你对${k}涉嫌的${charge("诈骗罪")}有何要求？`,
      body`答：都正常。我要求追回${amountIn(total - frozen, "plain")}，依法严惩，${charge("诈骗罪")}一案开庭时我愿意到场。`,
      body`问：以上记录与你所说是否一致？`,
      body`答：（经${d}逐字念给我听）一致。`,
      signLine("被询问人：", v),
      signLine("陪同人：", d),
      signLine("询问人：", p, "、", q),
    ],
    record: { ...nobody, office: s.office, charge: "诈骗罪", amount: total, actOn: course.act, days: { act: [course.act] } },
    sums: [
      { whole: "total", parts: ["paid-1", "paid-2", "paid-3"] },
      { whole: "total", parts: ["frozen", "loss"] },
    ],
    order: ["act", "paid-day-1", "paid-day-2", "paid-day-3", "reported", "asked-on"],
  };
}

export function rightsNotice(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const man = s.person("man", [1975, 2001], "male");
  const victims = [s.person("victim-1", [1958, 1995]), s.person("victim-2", [1958, 1995]), s.person("victim-3", [1958, 1995])] as const;
  const losses = drawAmounts(random, 3, [1_200, 9_600]);
  const total = sumOf(losses);
  const name = someone("man", man.name);
  const [a, b, c] = victims.map((who) => someone(who.key, who.name));
  return {
    family: "two-rights-notice",
    kind: "rights-notice",
    paragraphs: [
      title(`${s.procuratorate}被害人诉讼权利义务告知书`),
      paragraph("number", slot(`${s.mark}刑告〔${yearOf(course.told)}〕${s.number}号`, "document-number", "notice")),
      addressee(victims.map((who) => who.name).join("、")),
      body`${s.police}移送的${name}（${sexOf(man)}，${bornOf(man)}出生，公民身份号码${idOf(man)}）涉嫌${charge("故意伤害罪")}一案，本院于${day("accepted", course.accepted)}受理。该案案发于${day("act", course.act)}，${suspect()}${name}时年${ageAt(man, "act", course.act)}周岁。依照${statute("刑事诉讼法", "第四十六条", "第二款")}，现将你们在审查起诉阶段的权利义务告知如下。`,
      head("parts", "一、", "已登记的被害人"),
      row("姓名", "出生日期", "公民身份号码", "联系电话", "申报损失"),
      ...victims.map((who, at) =>
        row(
          someone(who.key, who.name),
          bornOf(who, "iso"),
          idOf(who),
          phoneAt(who.key, who.phone),
          part(`loss-${at + 1}`, losses[at] ?? 0),
        ),
      ),
      row("合计", "—", "—", "—", whole("loss", total)),
      body`以上${listed("victims", 3, { near: ["victim-1", "victim-2", "victim-3"] })}名被害人申报的损失总额为${whole("loss", total)}，数额不准确的，请在收到本告知书后十日内更正。`,
      head("parts", "二、", "诉讼权利"),
      body`你们享有下列${listed("rights", 5)}项${word("权利", "权力")}：`,
      body`1. 委托诉讼代理人；2. 申请办案人员回避；3. 对本案的${today("鉴定意见", "鉴定结论")}申请补充鉴定或者重新鉴定，依据是${articleAlone("刑事诉讼法", "第一百四十八条")}；4. 因人身安全面临危险请求保护，依据是${articleAlone("刑事诉讼法", "第六十四条", "第二款")}；5. 提起${word("附带", "付带")}民事诉讼，即“${quoted("被害人由于被告人的犯罪行为而遭受物质损失的，在刑事诉讼过程中，有权提起附带民事诉讼", ["物质损失", "经济损失"], ["附带民事诉讼", "民事诉讼"], ["刑事诉讼过程中", "审判过程中"])}”（${articleAlone("刑事诉讼法", "第一百零一条", "第一款")}）。`,
      body`请求赔偿的项目参照${statute("民法典", "第一千一百七十九条", "", ["侵权责任法", "第十六条"], ["民法通则", "第一百一十九条"])}确定。${a ?? ""}已于案发后收到${name}亲属垫付的医药费，${b ?? ""}、${c ?? ""}尚未获得任何赔付。`,
      head("parts", "三、", "诉讼义务"),
      body`1. 如实陈述；2. 接受人身检查和伤情鉴定，其中${b ?? ""}的鉴定已预约；3. 不得扰乱诉讼${word("秩序", "秩续")}；4. ${a ?? ""}、${c ?? ""}变更住址或者电话的，应当告知本院。`,
      head("parts", "四、", "联系方式"),
      body`对${name}涉嫌${charge("故意伤害罪")}一案有意见的，可书面或者口头向承办检察官${someone("procurator", s.name())}提出，电话${phoneAt("procurator", s.phone())}。本院作出决定后另行书面通知；对其所涉${charge("故意伤害罪")}是否提起公诉，以正式文书为准。`,
      sealLine(s.procuratorate),
      dayLine(course.told),
      body`（以下为签收栏）`,
      row("签收人", a ?? "", b ?? "", c ?? ""),
    ],
    record: recordOf(s, [man], {
      charge: "故意伤害罪",
      actOn: course.act,
      acceptedOn: course.accepted,
      days: { act: [course.act], accepted: [course.accepted] },
    }),
    sums: [{ whole: "loss", parts: ["loss-1", "loss-2", "loss-3"] }],
    order: ["act", "accepted", "signed"],
    deadlines: [{ from: "accepted", to: "signed", days: 3 }],
  };
}
