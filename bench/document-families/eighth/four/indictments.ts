import { type Draft, slot } from "../../draft.ts";
import { CRIMINAL, day, enclosed, head, inCapitals, later, PROCEDURE, part, row, sameYear, someone, under, whole } from "../../forms.ts";
import { ageAt, codeAt, firmNamed, IN_TIME, quantity, quantityInAll } from "../../marked/pieces.ts";
import { daysAfter, personLine, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  accused,
  articleAlone,
  body,
  cell,
  charge,
  chargeThen,
  dayLine,
  listed,
  numberLine,
  penalty,
  sealLine,
  signLine,
  statute,
  title,
  toCourt,
  today,
  word,
} from "../../marked/slips.ts";
import { drawAmounts, type Story, sumOf } from "../../story.ts";
import { foot, ofCompound } from "./mentions.ts";

/** Invoices for goods that never were: one accused, several firms, a table whose rows and columns add up. */
export function shamInvoices(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const boss = ofCompound(s.person("boss", [1971, 1992], "male"), random.between(0, 3));
  const seller = s.firm("商贸");
  const buyers = [s.firm("建材"), s.firm("物资"), s.firm("机电")] as const;
  const managers = [s.name(), s.name(), s.name()] as const;
  const days = daysAfter(random, later(course.filed, -150), 3, 120);
  const bases = drawAmounts(random, 3, [1_600_000, 5_200_000]);
  const taxes = bases.map((base) => (base / 100) * 13);
  const sheets = bases.map((_, at) => random.between(11, 40) + at);
  const fees = drawAmounts(random, 3, [81_000, 260_000]);
  const [base, tax, fee, sheet] = [sumOf(bases), sumOf(taxes), sumOf(fees), sumOf(sheets)];
  return {
    family: "four-sham-invoices",
    kind: "indictment",
    paragraphs: [
      title(s.procuratorate),
      title("起诉书"),
      numberLine(`${s.mark}刑诉〔${course.decided.slice(0, 4)}〕${s.number}号`),
      body`${accused()}${personLine(boss)}，系${firmNamed("seller", seller.name)}（统一社会信用代码${codeAt("seller", seller.code)}）法定代表人。${day("filed", course.filed)}，${s.police}以${chargeThen("虚开增值税专用发票罪")}对其立案侦查；${sameYear("detained", course.detained, course.filed)}刑事拘留，次日送${s.detention}${word("羁押", "羁压")}；${sameYear("arrested", course.arrested, course.filed)}经本院批准逮捕。`,
      body`${s.police}侦查终结后，于${day("accepted", course.accepted)}将本案移送本院。本院于${day("told", course.told)}告知被告人有权委托辩护人及认罪认罚可能导致的法律后果，听取了其辩护人、湖南洞庭律师事务所律师${someone("counsel", s.name())}的意见，并对全案卷宗逐册审阅。`,
      head("parts", "一、", "案件事实"),
      body`${accused()}${someone("boss", boss.name)}在没有真实货物交易的情况下，利用其实际控制的${firmNamed("seller", seller.name)}，先后为下列${listed("buyers", 3, { near: ["buyer-1", "buyer-2", "buyer-3"], isHan: true })}家公司虚开增值税专用发票，按价税合计的一定比例收取开票费。首次开票之时，${someone("boss", boss.name)}年满${ageAt(boss, "act-1", days[0] ?? "")}周岁。具体情形分述如下：`,
      ...buyers.map(
        (buyer, at) =>
          body`${at + 1}．${day(`act-${at + 1}`, days[at] ?? "")}，为${firmNamed(`buyer-${at + 1}`, buyer.name)}（统一社会信用代码${codeAt(`buyer-${at + 1}`, buyer.code)}）开具发票，经办人${someone(`manager-${at + 1}`, managers[at] ?? "")}，收取开票费${part(`fee-${at + 1}`, fees[at] ?? 0)}。`,
      ),
      body`所开发票的份数与金额列表如下（单位：份、元）：`,
      row("受票单位", "份数", "不含税金额", "税额"),
      ...buyers.map((buyer, at) =>
        row(
          firmNamed(`buyer-${at + 1}`, buyer.name),
          quantity(`sheets-${at + 1}`, sheets[at] ?? 0),
          cell(`base-${at + 1}`, bases[at] ?? 0),
          cell(`tax-${at + 1}`, taxes[at] ?? 0),
        ),
      ),
      row("合计", quantityInAll("sheets", sheet), foot("base", base), foot("tax", tax)),
      body`经${today("国家税务总局岳阳市税务局稽查局", "岳阳市国家税务局稽查局", "岳阳市地方税务局稽查局")}核查，上述发票均已抵扣，虚开的税款数额共计人民币${whole("tax", tax)}（大写：${inCapitals("tax", tax)}），${someone("boss", boss.name)}获取开票费${whole("fee", fee)}。案发后，侦查人员在其办公室查获${word("账簿", "帐簿")}六册、税控设备二套。`,
      head("parts", "二、", "证据情况"),
      body`证明上述事实的证据如下：增值税专用发票存根联、记账凭证、银行${word("账户", "帐户")}流水、税务协查函等书证；证人${someone("manager-1", managers[0])}、${someone("manager-2", managers[1])}、${someone("manager-3", managers[2])}的证言；${accused()}${someone("boss", boss.name)}的供述与辩解；司法会计${today("鉴定意见", "鉴定结论")}；电子数据提取笔录。`,
      head("parts", "三、", "本院意见"),
      body`本院认为，${accused()}${someone("boss", boss.name)}违反国家发票管理法规，为他人虚开增值税专用发票，虚开的税款数额较大，其行为已触犯${under(CRIMINAL, "第二百零五条", "第一款")}，构成${charge("虚开增值税专用发票罪")}。其归案后如实供述自己的罪行，自愿认罪认罚，${statute("刑法", "第六十七条", "第三款")}对此有从轻处罚的规定；所得开票费应依同法${articleAlone("刑法", "第六十四条")}予以追缴。本院提出如下量刑建议：以${charge("虚开增值税专用发票罪")}判处${accused()}${someone("boss", boss.name)}${penalty("205-2", random.pick([42, 46, 50, 54]), ["有期徒刑一年六个月", "有期徒刑十二年", "有期徒刑二年", "有期徒刑十一年六个月"])}，并处${word("罚金", "罚款")}人民币十万元。`,
      body`综上，${charge("虚开增值税专用发票罪")}的指控成立，依照${under(PROCEDURE, "第一百七十六条", "第一款")}的规定，特将${accused()}${someone("boss", boss.name)}诉至贵院，望依法裁判。`,
      ...toCourt(s.court),
      signLine("检　察　官　", someone("procurator", s.name())),
      signLine("检察官助理　", someone("assistant", s.name())),
      sealLine(s.procuratorate),
      dayLine(course.decided, "han"),
      body`附件：`,
      enclosed("1.", "侦查卷宗九册、光盘三张；"),
      enclosed("2.", "证人名单；"),
      enclosed("3.", "量刑建议书；"),
      enclosed("4.", "认罪认罚具结书。"),
    ],
    record: recordOf(s, [boss], {
      charge: "虚开增值税专用发票罪",
      acceptedOn: course.accepted,
      amount: tax,
      days: {
        filed: [course.filed],
        detained: [course.detained],
        arrested: [course.arrested],
        accepted: [course.accepted],
        told: [course.told],
      },
    }),
    sums: [
      { whole: "sheets", parts: ["sheets-1", "sheets-2", "sheets-3"] },
      { whole: "base", parts: ["base-1", "base-2", "base-3"] },
      { whole: "tax", parts: ["tax-1", "tax-2", "tax-3"] },
      { whole: "fee", parts: ["fee-1", "fee-2", "fee-3"] },
    ],
    order: ["act-3", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: IN_TIME,
  };
}

/** A gambling den in a village: four accused with roles, three evenings, winnings told by evening and by head. */
export function gamblingDen(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const head1 = ofCompound(s.person("host", [1968, 1988], "male"), random.between(0, 1));
  const [booker, lookout, lender] = [
    s.person("booker", [1975, 1999], "female"),
    s.person("lookout", [1980, 2002], "male"),
    ofCompound(s.person("lender", [1970, 1995], "male"), random.between(2, 3)),
  ];
  const players = [s.name("male"), s.name("female"), s.name("male")] as const;
  const nights = daysAfter(random, later(course.filed, -45), 3, 38);
  const takings = drawAmounts(random, 3, [6_000, 24_000]);
  const total = sumOf(takings);
  const pay = [random.between(12, 24), random.between(8, 11), random.between(5, 7)].map((each) => each * 10_000);
  const [paidBooker = 0, paidLookout = 0, paidLender = 0] = pay;
  const kept = total - sumOf(pay);
  const seized = random.between(26, 92) * 100_000 + 50_000;
  const names = [
    someone("host", head1.name),
    someone("booker", booker.name),
    someone("lookout", lookout.name),
    someone("lender", lender.name),
  ] as const;
  const [host, book, watch, lend] = names;
  return {
    family: "four-gambling-den",
    kind: "indictment",
    paragraphs: [
      title(`${s.procuratorate}起诉书`),
      numberLine(`${s.mark}刑诉〔${course.decided.slice(0, 4)}〕${s.number}号`),
      ...[head1, booker, lookout, lender].map((who) => body`${accused()}：${personLine(who)}。`),
      body`上述四人均因涉嫌${chargeThen("开设赌场罪")}，于${day("detained", course.detained)}被${s.police}刑事拘留。${host}、${lend}于${sameYear("arrested", course.arrested, course.detained)}经本院批准逮捕，${book}、${watch}于同日被取保候审。`,
      body`本案由${s.police}侦查终结，${day("accepted", course.accepted)}移送本院。${sameYear("told", course.told, course.accepted)}，承办检察官将诉讼权利逐一告知各被告人，此后分别${word("讯问", "询问")}了四人，四人均签署认罪认罚具结书。`,
      head("facts", "（一）", "查明的事实"),
      body`${accused()}${host}邀约${book}、${watch}、${lend}在${s.town}一处闲置养殖棚（经${s.place}${today("农业农村局", "农业局")}备案）内以“扳坨子”方式聚赌抽头，约定由${host}召集赌客、提供赌具，${book}负责${word("记账", "记帐")}抽水，${watch}在路口${word("望风", "忘风")}，${lend}向输家放贷。首晚开场时，${watch}年满${ageAt(lookout, "act-1", nights[0] ?? "")}周岁，${book}年满${ageAt(booker, "act-1", nights[0] ?? "")}周岁。该赌场先后开场${listed("nights", 3, { near: ["act-1", "act-2", "act-3"], isHan: true })}晚：`,
      body`第一晚即${day("act-1", nights[0] ?? "")}，赌客${someone("player-1", players[0])}等十余人参赌，抽头${part("take-1", takings[0])}；第二晚为${sameYear("act-2", nights[1] ?? "", nights[0] ?? "")}，赌客${someone("player-2", players[1])}等人到场，抽头${part("take-2", takings[1])}；第三晚为${sameYear("act-3", nights[2] ?? "", nights[0] ?? "")}，${someone("player-3", players[2])}等人参赌，抽头${part("take-3", takings[2] ?? 0)}。${s.police}接群众举报后查处该赌场，另收缴赌资${part("seized", seized)}。`,
      body`三晚抽头合计${whole("take", total)}。事后分配情况是：${book}分得${part("paid-booker", paidBooker)}，${watch}分得${part("paid-lookout", paidLookout)}，${lend}分得${part("paid-lender", paidLender)}，余款${part("kept", kept)}归${host}所有。案发后，${host}将违法所得${part("kept", kept)}（大写${inCapitals("kept", kept)}）退缴在案。`,
      head("facts", "（二）", "据以认定的证据"),
      body`认定前述事实，有收缴的赌具、赌资及清单，现场${word("勘验", "堪验")}笔录，手机转账记录，赌客${someone("player-1", players[0])}、${someone("player-2", players[1])}、${someone("player-3", players[2])}的证言，${word("辨认", "辩认")}笔录，以及四名${accused()}的供述在卷为凭。`,
      head("facts", "（三）", "定罪与量刑意见"),
      body`${accused()}${host}、${book}、${watch}、${lend}以${word("营利", "盈利", "赢利")}为目的，共同开设赌场，其行为均已触犯${under(CRIMINAL, "第三百零三条", "第二款")}，应以${charge("开设赌场罪")}论处。${host}系主犯，应按${statute("刑法", "第二十六条", "第四款")}处罚；${book}、${watch}、${lend}系从犯，应适用${statute("刑法", "第二十七条", "第二款")}从轻处罚。`,
      body`建议以${charge("开设赌场罪")}判处${host}${penalty("303-2", random.pick([18, 20, 22, 26]), ["有期徒刑十一年", "有期徒刑十年六个月", "有期徒刑十二年六个月"])}，判处${book}${penalty("303-2", 8, ["有期徒刑十年三个月", "有期徒刑十二年"])}，判处${watch}${penalty("303-2", 4, ["拘役七个月", "拘役九个月"], { kind: "拘役" })}，判处${lend}${penalty("303-2", 9, ["有期徒刑十一年"])}，均并处罚金。四人所犯${charge("开设赌场罪")}事实清楚，证据确实、充分，本院依照${under(PROCEDURE, "第一百七十六条")}${slot("第二款", "paragraph", `${PROCEDURE} 第一百七十六条`)}一并提出上述建议，并据同条${slot("第一款", "paragraph", `${PROCEDURE} 第一百七十六条`)}诉请审判。`,
      ...toCourt(s.court),
      signLine("检察官：", someone("procurator", s.name())),
      sealLine(s.procuratorate),
      dayLine(course.decided, "han"),
      enclosed("一、", "全案卷宗六册移送法院；", "附注："),
      enclosed("二、", "四人现在处所及联系方式各一份；"),
      enclosed("三、", "随案移送物品清单。"),
    ],
    record: recordOf(s, [head1, booker, lookout, lender], {
      charge: "开设赌场罪",
      acceptedOn: course.accepted,
      amount: total,
      days: { detained: [course.detained], arrested: [course.arrested], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [
      { whole: "take", parts: ["take-1", "take-2", "take-3"] },
      { whole: "take", parts: ["paid-booker", "paid-lookout", "paid-lender", "kept"] },
    ],
    order: ["act-2", "act-3", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: IN_TIME,
  };
}
