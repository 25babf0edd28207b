import { type Draft, type Piece, paragraph, say } from "../draft.ts";
import {
  addressed,
  bornOf,
  CRIMINAL,
  cells,
  chargeOf,
  codeOf,
  counted,
  day,
  enclosed,
  head,
  idOf,
  later,
  monthsOn,
  named,
  numbered,
  PROCEDURE,
  part,
  provision,
  row,
  sameYear,
  sealed,
  sentence,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { DECIDED_IN_TIME, drawAmounts, drawCourse, type Story, sumOf, TOLD_IN_TIME } from "../story.ts";
import { aged, bare, bareWhole, daysOf, lasting, listed, many, organisation, recordOf, span } from "./forms.ts";

/** Money taken from the public: who paid in what, what came back, what is lost, in a table. */
export function depositIndictment(story: Story): Draft {
  const { random, cast } = story;
  const course = drawCourse(random, later("2024-09-02", random.between(0, 240)));
  const [boss, manager] = [cast.member("accused/1", [1968, 1984]), cast.member("accused/2", [1985, 1996])];
  const [counsel, procurator, assistant] = cast.names();
  const firm = cast.firm("信息咨询", "商贸", "家政服务");
  const count = random.between(5, 7);
  const investors = Array.from({ length: count }, () => cast.name());
  const paid = drawAmounts(random, count, [220_000, 480_000]);
  const back = drawAmounts(random, count, [6_000, 90_000]);
  const paidOn = investors.map((_, at) => later(monthsOn(course.act, -22 + at * 3), random.between(0, 20)));
  const founded = monthsOn(course.act, -34);
  const leased = later(founded, random.between(6, 20));
  const hired = later(leased, random.between(30, 90));
  const [wage, bonus] = drawAmounts(random, 2, [42_000, 160_000]);
  const handed = drawAmounts(random, 2, [10_000, 40_000])[0];
  const charge = "非法吸收公众存款罪";
  const firmPiece = organisation("firm", firm.name);
  const of = (prefix: string) => investors.map((_, at) => `${prefix}-${at + 1}`);
  const table = investors.flatMap((name, at) =>
    cells(
      String(at + 1),
      someone(`investor/${at + 1}`, name),
      [day(`paid/${at + 1}`, paidOn[at] ?? "", "iso")],
      [part(`in-${at + 1}`, paid[at] ?? 0, "column")],
      [part(`back-${at + 1}`, back[at] ?? 0, "column")],
      [part(`lost-${at + 1}`, (paid[at] ?? 0) - (back[at] ?? 0), "column")],
    ),
  );
  return {
    family: "deposit-indictment",
    kind: "indictment",
    paragraphs: [
      paragraph("title", story.procuratorate),
      paragraph("title", "起 诉 书"),
      paragraph("number", numbered(`${story.mark}刑诉〔${course.decided.slice(0, 4)}〕${story.number}号`)),
      paragraph(
        "body",
        say`被告人${named(boss)}，${sexOf(boss)}，${bornOf(boss)}出生，公民身份号码${idOf(boss)}，${boss.nation}，${boss.schooling}，系${firmPiece}法定代表人，户籍地${boss.address}。因涉嫌${chargeOf(charge)}，于${day("detained", course.detained)}被${story.police}刑事拘留，经本院批准，于${sameYear("arrested", course.arrested, course.detained)}由该局执行逮捕，现押于${story.detention}。`,
      ),
      paragraph("body", say`辩护人${someone("counsel", counsel)}，湖南岳湖律师事务所律师。`),
      paragraph(
        "body",
        say`被告人${named(manager)}，${sexOf(manager)}，${bornOf(manager)}出生，公民身份号码${idOf(manager)}，${manager.nation}，${manager.schooling}，原系${firmPiece}业务经理，住${manager.address}。因涉嫌同一罪名，于${day("bailed", later(course.detained, 2))}被${story.police}取保候审，本院于${day("bailed-here", later(course.accepted, 1))}决定对其继续取保候审。`,
      ),
      paragraph(
        "body",
        say`本案由${story.police}侦查终结，以被告人${named(boss)}、${named(manager)}涉嫌${chargeOf(charge)}，于${day("accepted", course.accepted)}移送本院审查起诉。本院受理后，于${day("told", course.told)}告知${counted("of accused", 2, true)}被告人依法享有的诉讼权利以及认罪认罚可能导致的法律后果，同日将案件情况告知集资参与人代表${someone("investor/1", investors[0] ?? "")}；讯问了被告人，听取了辩护人的意见，审阅了全部案卷材料。`,
      ),
      paragraph("body", "经依法审查查明："),
      paragraph(
        "body",
        say`${day("founded", founded)}，被告人${named(boss)}出资设立${firmPiece}（统一社会信用代码${codeOf(firm.code)}），并于${day("leased", leased)}与物业方签订租赁合同，承租临街写字楼一层用于经营，租期${lasting("lease", 24, "两年")}，${span("lease", leased, 24, ["自", "至", "止"])}。被告人${named(manager)}于${day("hired", hired)}入职，负责带领业务员拓展客户。`,
      ),
      paragraph(
        "body",
        say`此后，${named(boss)}在未经国家金融管理部门许可的情况下，以“投资康养公寓、预存享月息”为由，安排${named(manager)}等人在广场、菜市场散发宣传页，组织老年人免费旅游、参加联谊会，承诺每月支付百分之一至百分之一点五的利息，到期还本，先后与${many("investor", count)}名社会公众签订《养老服务预订协议》。各人投入、已领回本息及尚未兑付的情况如下（单位：元）：`,
      ),
      ...cells("序号", "集资参与人", "投入日期", "投入金额", "已领回", "未兑付"),
      ...table,
      ...cells(
        "合计",
        `${count}人`,
        "",
        [whole("in", sumOf(paid), "column")],
        [whole("back", sumOf(back), "column")],
        [whole("lost", sumOf(paid) - sumOf(back), "column")],
      ).filter(({ pieces }) => pieces.some(({ text }) => text !== "")),
      paragraph(
        "body",
        say`综上，${named(boss)}通过该公司吸收资金${whole("in", sumOf(paid))}，扣除已返还的${whole("back", sumOf(back))}，至案发仍有${whole("lost", sumOf(paid) - sumOf(back))}不能归还，所吸资金主要用于支付前期利息、门店开支及个人挥霍。其间，被告人${named(manager)}领取工资${part("wage", wage)}、业务提成${part("bonus", bonus)}，两项合计${whole("income", wage + bonus)}。${day("act", course.act)}，公司关门停业，${someone("investor/2", investors[1] ?? "")}等人到公安机关报案，${story.police}于${day("filed", course.filed)}立案侦查。归案后，被告人${named(manager)}主动退缴违法所得${part("handed", handed)}，${many("accused", 2)}名被告人到案后均如实供述自己的罪行。`,
      ),
      paragraph(
        "body",
        "认定上述事实的证据有：公司登记资料、租赁合同、预订协议、银行账户交易明细、转账凭证等书证；集资参与人的陈述；司法会计鉴定意见；被告人的供述和辩解；搜查、扣押笔录等。",
      ),
      paragraph(
        "body",
        say`本院认为，被告人${named(boss)}、${named(manager)}违反国家金融管理法律规定，向社会不特定对象吸收资金，扰乱金融秩序，其行为均触犯了${under(CRIMINAL, "第一百七十六条", "第一款")}，犯罪事实清楚，证据确实、充分，应当以${chargeOf(charge)}追究其刑事责任。在共同犯罪中，${named(boss)}起主要作用，系主犯，适用${under(CRIMINAL, "第二十六条", "第一款")}、${provision(CRIMINAL, "第二十六条", "第四款")}；${named(manager)}起次要作用，系从犯，适用该法${provision(CRIMINAL, "第二十七条")}。二人到案后如实供述，可以依照该法${provision(CRIMINAL, "第六十七条", "第三款")}的规定从轻处罚。现根据${under(PROCEDURE, "第一百七十六条")}的规定，对被告人${named(boss)}、${named(manager)}提起公诉，建议判处${named(boss)}${sentence("176-1", 30)}、${named(manager)}${sentence("176-1", 14)}，均并处罚金，请依法判处。`,
      ),
      paragraph("body", "此致"),
      paragraph("addressee", addressed(story.court)),
      paragraph("signature", sealed(story.procuratorate)),
      paragraph("signature", say`检察官　${someone("procurator", procurator)}`),
      paragraph("signature", say`检察官助理　${someone("assistant", assistant)}`),
      paragraph("signature", signed(course.decided)),
      enclosed("1.", "被告人现在处所：一人羁押，一人在住所候审", "附："),
      enclosed("2.", "案卷材料和证据九册"),
      enclosed("3.", "集资参与人名单一份"),
      enclosed("4.", "量刑建议书两份"),
    ],
    record: recordOf(story, [boss, manager], {
      charge,
      amount: sumOf(paid),
      days: daysOf(course, ["filed", "detained", "arrested", "accepted", "told"]),
    }),
    sums: [
      { whole: "in", parts: of("in") },
      { whole: "back", parts: of("back") },
      { whole: "lost", parts: of("lost") },
      { whole: "lost", parts: ["in"], less: ["back"] },
      ...investors.map((_, at) => ({ whole: `lost-${at + 1}`, parts: [`in-${at + 1}`], less: [`back-${at + 1}`] })),
      { whole: "income", parts: ["wage", "bonus"] },
    ],
    order: ["founded", "leased", "hired", "act", "filed", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
}

/** Trees felled by an old man: numbers of trees and cubic metres beside money. */
export function loggingIndictment(story: Story): Draft {
  const { random, cast } = story;
  const course = drawCourse(random, later("2024-06-11", random.between(0, 300)));
  const man = cast.member("feller", [1944, 1948], { isOrdinary: true });
  const [owner, buyer, helper, counsel, procurator, clerk] = cast.names();
  const count = random.between(3, 4);
  const acts = Array.from({ length: count }, (_, at) => ({
    on: later(course.act, (at - count + 1) * random.between(7, 9)),
    trees: random.between(9, 31),
    cubic: random.between(21, 58) / 10,
    price: random.between(6, 21) * 10_000,
    hill: ["老屋背", "石子坳", "羊角冲", "枫树垭"][at] ?? "枫树垭",
  }));
  const [replanting, fee] = [random.between(20, 60) * 10_000, random.between(5, 12) * 10_000];
  const charge = "盗伐林木罪";
  const keys = (kind: string) => acts.map((_, at) => `${kind}-${at + 1}`);
  const trees = acts.reduce((sum, each) => sum + each.trees, 0);
  const cubic = Math.round(acts.reduce((sum, each) => sum + each.cubic * 10, 0)) / 10;
  const price = sumOf(acts.map((each) => each.price));
  const first = acts[0]?.on ?? course.act;
  const bailed = later(course.filed, random.between(1, 6));
  return {
    family: "logging-indictment",
    kind: "indictment",
    paragraphs: [
      paragraph("title", `${story.procuratorate}起诉书`),
      paragraph("number", numbered(`${story.mark}环诉〔${course.decided.slice(0, 4)}〕${story.number}号`)),
      paragraph("body", say`被告人　${named(man)}`),
      paragraph("body", say`性　　别　${sexOf(man)}`),
      paragraph("body", say`出生日期　${bornOf(man)}`),
      paragraph("body", say`身份号码　${idOf(man)}`),
      paragraph("body", say`民　　族　${man.nation}　文化程度　小学文化　职业　农民`),
      paragraph("body", say`住　　址　${man.address}`),
      paragraph("body", say`强制措施　${day("bailed", bailed)}由${story.police}决定取保候审，现在家候审`),
      paragraph("body", say`指派辩护　${someone("counsel", counsel)}，${story.place}法律援助中心律师`),
      head("parts", "一、", "案件由来"),
      paragraph(
        "body",
        say`${story.place}林业局护林员巡山时发现林木被砍，于${day("reported", later(course.filed, -1))}移交公安机关。${story.police}次日（${day("filed", course.filed)}）立案，侦查终结后以${named(man)}涉嫌${chargeOf(charge)}移送起诉，本院于${day("accepted", course.accepted)}收到案卷，${day("told", course.told)}向${named(man)}宣读权利义务告知书并由其捺印。`,
      ),
      head("parts", "二、", "查明的事实"),
      paragraph(
        "body",
        say`${day("first", first)}至${day("act", course.act)}间，被告人${named(man)}为换钱看病，在未办理林木采伐许可证、未征得山主${someone("owner", owner)}同意的情况下，携带油锯、砍刀进入${someone("owner", owner)}承包的山场砍伐杉树，锯成段木后用三轮车拉下山，卖给木材收购点经营者${someone("buyer", buyer)}，具体是：`,
      ),
      ...acts.map(({ on, trees: felled, cubic: volume, price: paid, hill }, at) =>
        paragraph(
          "body",
          say`${at + 1}．${day(`felling/${at + 1}`, on)}，在${hill}山场砍伐${bare(`trees-${at + 1}`, felled)}株，经鉴定立木蓄积${bare(`cubic-${at + 1}`, volume)}立方米，得款${part(`price-${at + 1}`, paid)}。`,
        ),
      ),
      paragraph(
        "body",
        say`以上${many("felling", count)}次，${named(man)}盗伐杉树${bareWhole("trees", trees)}株，立木蓄积共${bareWhole("cubic", cubic)}立方米，卖得${whole("price", price)}。第一次作案时，${named(man)}已年满${aged(man, "first", first, true)}周岁。${someone("helper", helper)}受雇开三轮车拉过一次木头，不知木材来源。`,
      ),
      paragraph(
        "body",
        say`归案后，被告人对盗伐事实供认不讳，其子代为退出卖木款${whole("price", price)}，并与${someone("owner", owner)}达成协议，支付补种苗木费${part("replanting", replanting)}、人工费${part("fee", fee)}，共${whole("paid", replanting + fee)}，${someone("owner", owner)}出具了谅解书。`,
      ),
      head("parts", "三、", "证据"),
      paragraph(
        "body",
        "现场勘验笔录及照片、扣押的油锯、林权证、林业司法鉴定意见、收购点记账本、证人证言、被害人陈述、被告人供述等，经审查来源合法、相互印证。",
      ),
      head("parts", "四、", "起诉的理由和根据"),
      paragraph(
        "body",
        say`被告人${named(man)}盗伐他人所有的林木，数量较大，其行为触犯了${under(CRIMINAL, "第三百四十五条", "第一款")}的规定，构成${chargeOf(charge)}。被告人犯罪时已满七十五周岁，适用同法${provision(CRIMINAL, "第十七条之一")}；到案后坦白，适用同法${provision(CRIMINAL, "第六十七条", "第三款")}；自愿认罪认罚，适用${under(PROCEDURE, "第十五条")}。本院根据该法${provision(PROCEDURE, "第一百七十六条", "第一款")}，以${chargeOf(charge)}对其提起公诉，并建议判处${sentence("345-1", 8)}，适用缓刑，并处罚金。`,
      ),
      paragraph("addressee", "此致　", addressed(story.court)),
      paragraph("signature", say`检察官：${someone("procurator", procurator)}　书记员：${someone("clerk", clerk)}`),
      paragraph("signature", sealed(`${story.procuratorate}（印）`)),
      paragraph("signature", signed(course.decided, "han")),
      enclosed("（1）", "随案移送油锯一台、砍刀一把"),
      enclosed("（2）", "卷宗三册、光盘一张"),
      enclosed("（3）", "认罪认罚具结书一份"),
    ],
    record: recordOf(story, [man], { charge, days: daysOf(course, ["filed", "accepted", "told"]) }),
    sums: [
      { whole: "trees", parts: keys("trees") },
      { whole: "cubic", parts: keys("cubic") },
      { whole: "price", parts: keys("price") },
      { whole: "paid", parts: ["replanting", "fee"] },
    ],
    order: [
      "first",
      ...acts.slice(1, -1).map((_, at) => `felling/${at + 2}`),
      "act",
      "reported",
      "filed",
      "bailed",
      "accepted",
      "told",
      "signed",
    ],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
}

/** Two boys and a grown man: how old each was, what each got. */
export function robberyIndictment(story: Story): Draft {
  const { random, cast } = story;
  const course = drawCourse(random, later("2024-03-20", random.between(0, 250)));
  const second = course.act;
  const first = later(second, -random.between(3, 12));
  const [leader, boy, lad] = [
    cast.member("accused/1", [1996, 2003]),
    cast.member("accused/2", [2007, 2007]),
    cast.member("accused/3", [2007, 2007]),
  ];
  const [one, two, counsel, procurator, guard] = cast.names();
  const [mother, aunt] = [cast.name("female"), cast.name("female")];
  const [leaderGot, boyGot, ladGot] = [random.between(6, 14), random.between(3, 5), random.between(2, 4)].map((each) => each * 10_000) as [
    number,
    number,
    number,
  ];
  const cash = leaderGot + boyGot + ladGot;
  const cashOne = Math.floor(cash / 30_000) * 10_000;
  const phone = random.between(11, 38) * 10_000;
  const charge = "抢劫罪";
  const accused = [leader, boy, lad];
  const details = (member: typeof leader, tail: string | readonly Piece[]) =>
    say`被告人${named(member)}，${sexOf(member)}，${bornOf(member, "iso")}生，身份证号${idOf(member)}，${member.nation}，初中文化，住${member.address}${tail}`;
  return {
    family: "robbery-indictment",
    kind: "indictment",
    paragraphs: [
      paragraph("title", story.procuratorate),
      paragraph("title", "起诉书"),
      paragraph("number", numbered(`${story.mark}未刑诉〔${course.decided.slice(0, 4)}〕${story.number}号`)),
      paragraph("body", details(leader, "。")),
      paragraph(
        "body",
        details(boy, say`，案发时${aged(boy, "robbery/1", first)}周岁，在校学生。法定代理人${someone("mother", mother)}，系其母亲。`),
      ),
      paragraph(
        "body",
        details(lad, say`，案发时${aged(lad, "robbery/1", first)}周岁，无业。法定代理人${someone("aunt", aunt)}，系其姑姑。`),
      ),
      paragraph(
        "body",
        say`上述${many("accused", 3)}名被告人均因涉嫌${chargeOf(charge)}，于${day("detained", course.detained)}被${story.police}刑事拘留；该局于${day("asked", course.asked)}提请批准逮捕，经本院批准，于${day("arrested", course.arrested)}执行逮捕。`,
      ),
      paragraph(
        "body",
        say`${story.police}侦查终结后，于${day("accepted", course.accepted)}以${counted("of accused", 3, true)}被告人涉嫌${chargeOf(charge)}向本院移送审查起诉。本院于${day("told", course.told)}告知了各被告人及其法定代理人、被害人有关诉讼权利；讯问未成年被告人时，其法定代理人${someone("mother", mother)}、${someone("aunt", aunt)}均到场。${named(boy)}的辩护人${someone("counsel", counsel)}提交了书面意见。`,
      ),
      paragraph("body", "经审查查明："),
      paragraph(
        "body",
        say`${day("robbery/1", first)}晚，被告人${named(leader)}提议“搞点钱上网”，邀集${named(boy)}、${named(lad)}尾随刚下晚班的${someone("one", one)}至河堤拐角处，由${named(leader)}持折叠刀相威胁，${named(boy)}、${named(lad)}搜身，劫得现金${part("cash-1", cashOne)}。`,
      ),
      paragraph(
        "body",
        say`${day("robbery/2", second)}凌晨，三人用同样办法在桥洞内拦住${someone("two", two)}，劫得现金${part("cash-2", cash - cashOne)}及手机一部，经${story.place}价格认定中心认定，该手机价值${part("phone", phone)}。保安员${someone("guard", guard)}听到呼救后报警。`,
      ),
      paragraph(
        "body",
        say`两起抢劫共得现金${whole("cash", cash)}，连同手机，涉案财物总值${whole("all", cash + phone)}。现金由${named(leader)}分得${part("leader-got", leaderGot)}，${named(boy)}分得${part("boy-got", boyGot)}，${named(lad)}分得${part("lad-got", ladGot)}，均被花用；手机已追回发还${someone("two", two)}。`,
      ),
      paragraph(
        "body",
        say`另查明，${named(leader)}实施第一起犯罪时${aged(leader, "robbery/1", first, true)}岁，系成年人；${named(boy)}、${named(lad)}实施上述${many("robbery", 2)}起犯罪时均已满十六周岁不满十八周岁。`,
      ),
      paragraph(
        "body",
        say`上述事实，有物证折叠刀，书证户籍证明、发还清单，被害人${someone("one", one)}、${someone("two", two)}的陈述，证人${someone("guard", guard)}的证言，辨认笔录，价格认定结论书，监控视频以及三被告人的供述和辩解等证据证实。`,
      ),
      paragraph(
        "body",
        say`本院认为，被告人${listed(accused.map(named))}以非法占有为目的，采用胁迫手段劫取他人价值${whole("all", cash + phone)}的财物，其行为触犯了${under(CRIMINAL, "第二百六十三条")}、${provision(CRIMINAL, "第二十五条", "第一款")}的规定，犯罪事实清楚，证据确实、充分，应当以${chargeOf(charge)}追究刑事责任。被告人${named(boy)}、${named(lad)}犯罪时不满十八周岁，依照同法${provision(CRIMINAL, "第十七条", "第四款")}的规定，应当从轻或者减轻处罚。根据${under(PROCEDURE, "第一百七十六条")}的规定，特提起公诉，建议判处被告人${named(leader)}${sentence("263-1", 42)}；对另外二人的量刑建议另行提出。`,
      ),
      paragraph("body", "此　致"),
      paragraph("addressee", addressed(`${story.court}少年法庭`)),
      paragraph("signature", sealed(story.procuratorate)),
      paragraph("signature", say`检察官 ${someone("procurator", procurator)}`),
      paragraph("signature", signed(course.decided)),
      row("附：", "社会调查报告两份，随卷移送"),
    ],
    record: recordOf(story, accused, {
      charge,
      amount: cash + phone,
      days: daysOf(course, ["detained", "asked", "arrested", "accepted", "told"]),
    }),
    sums: [
      { whole: "cash", parts: ["cash-1", "cash-2"] },
      { whole: "cash", parts: ["leader-got", "boy-got", "lad-got"] },
      { whole: "all", parts: ["cash", "phone"] },
    ],
    order: ["robbery/1", "robbery/2", "detained", "asked", "arrested", "accepted", "told", "signed"],
    deadlines: [{ from: "detained", to: "asked", days: 3 }, { from: "asked", to: "arrested", days: 7 }, TOLD_IN_TIME, DECIDED_IN_TIME],
  };
}
