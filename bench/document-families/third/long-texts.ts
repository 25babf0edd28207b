import { type Draft, type Piece, slot } from "../draft.ts";
import type { Quote } from "../families.ts";
import {
  bornOf,
  CRIMINAL,
  cells,
  chargeOf,
  codeOf,
  counted,
  day,
  firmOf,
  idOf,
  inCapitals,
  later,
  named,
  numbered,
  PROCEDURE,
  part,
  phoneOf,
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
import { ageThen, body, cited, inMonth, inYear, prices, recorded, signature, spread, title, told } from "./words.ts";

const CIVIL_PROCEDURE = "中华人民共和国民事诉讼法";
const LABOUR = "中华人民共和国劳动合同法";

/** Three suspects of a gambling room and whether to arrest them, the facts in one breath: commas to the end, brackets within brackets, 万元 beside 元, days by 次日 and 同月. */
export function gamblingArrestOpinion(story: Story): Draft {
  const { random, cast, police, procuratorate, mark, number, place } = story;
  const c = drawCourse(random);
  const [host, cashier, doorman] = [cast.member("a", [1970, 1992]), cast.member("b", [1978, 2000]), cast.member("c", [1980, 2003])];
  const count = random.between(3, 5);
  const nights = spread(random, later(c.act, -24), count, [1, 5]);
  const takings = prices(random, count, [1_600, 5_800], 100);
  const total = sumOf(takings);
  const [rent, tea] = prices(random, 2, [300, 1_200], 100);
  const left = total - rent - tea;
  const [gambler, landlord, officer, procurator] = cast.names();
  const raided = c.detained;
  const asked = later(raided, random.between(4, 7));
  const signedOn = later(asked, random.between(5, 7));
  const heard = later(asked, random.between(1, 4));
  return {
    family: "gambling-arrest-opinion",
    kind: "arrest-review-opinion",
    record: recorded(
      story,
      [host, cashier, doorman],
      ["开设赌场罪"],
      { act: nights, detained: [raided], asked: [asked], filed: [c.filed] },
      total,
    ),
    sums: [
      { whole: "takings", parts: takings.map((_, at) => `night/${at}`) },
      { whole: "left", parts: ["takings"], less: ["rent", "tea"] },
    ],
    order: ["act", "filed", "detained", "asked", "heard"],
    deadlines: [{ from: "asked", to: "signed", days: 7 }],
    paragraphs: [
      title`${procuratorate}`,
      title`审查逮捕意见书`,
      { style: "number", pieces: [numbered(`${mark}审捕〔${signedOn.slice(0, 4)}〕${number}号`)] },
      body`一、受案和审查过程：${police}（治安大队）${day("asked", asked)}以犯罪嫌疑人${named(host)}、${named(cashier)}、${named(doorman)}涉嫌${chargeOf("开设赌场罪")}提请批准逮捕（案卷二册、光盘三张（含执法记录仪视频一张）），承办人阅卷后，${inMonth("heard", heard, asked)}到${story.detention}讯问了三人，核实了主要证据。`,
      body`二、犯罪嫌疑人基本情况：（1）${named(host)}，${sexOf(host)}，${bornOf(host)}出生，身份证号码${idOf(host)}，${host.nation}，${host.schooling}，${host.work}，住${host.address}；（2）${named(cashier)}，${sexOf(cashier)}，${bornOf(cashier)}出生，身份证号码${idOf(cashier)}，${cashier.nation}，${cashier.schooling}，${cashier.work}，住${cashier.address}；（3）${named(doorman)}，${sexOf(doorman)}，${bornOf(doorman)}出生，身份证号码${idOf(doorman)}，${doorman.nation}，${doorman.schooling}，${doorman.work}，住${doorman.address}，三人均系初犯。`,
      body`三、经审查认定的事实：${named(host)}（案发时${ageThen(host, "act", nights[0] ?? c.act)}岁）租用${someone("landlord", landlord)}位于${place}${random.pick(cast.district.towns)}的自建房二楼，购置自动麻将机四台、扑克若干，自任老板，雇请${named(cashier)}（案发时${ageThen(cashier, "act", nights[0] ?? c.act)}岁）收钱记账、${named(doorman)}（案发时${ageThen(doorman, "act", nights[0] ?? c.act)}岁）看门接送，召集${someone("gambler", gambler)}等人以“扳坨子”方式赌博，每局抽头，其中${takings.flatMap(
        (amount, at): Piece[] => [
          at === 0 ? day("act", nights[0] ?? c.act) : inYear(`act-${at}`, nights[at] ?? c.act, nights[at - 1] ?? c.act),
          { text: "晚抽头" },
          part(`night/${at}`, amount, amount % 1_000_000 === 0 ? "wan" : "plain"),
          { text: at === count - 1 ? "" : "，" },
        ],
      )}，上述${counted("of night", count, true)}晚抽头共计${whole("takings", total, "wan")}，扣除付给房东的房租${part("rent", rent)}、茶水夜宵开支${part("tea", tea)}，剩余${whole("left", left)}归${named(host)}所有，${named(cashier)}、${named(doorman)}按晚领取工钱（另计，不在上述抽头之内）；${police}接群众举报后，${day("filed", c.filed)}立案，${inMonth("detained", raided, c.filed)}晚组织民警${someone("officer", officer)}等人冲击该场所，当场抓获三人，${told("当日", "held", raided)}均予刑事拘留，三人对上述事实供认不讳。`,
      body`四、认定上述事实的证据：麻将机、扑克、账本等物证、书证（账本系${named(cashier)}所记，逐晚记有抽头数），${someone("gambler", gambler)}、${someone("landlord", landlord)}的证言，三人的供述，现场笔录，辨认笔录，手机转账电子数据。其中账本与转账记录的总数吻合，均为${whole("takings", total, "wan")}。`,
      body`五、社会危险性：${named(host)}系组织者，被抓前曾要求${someone("gambler", gambler)}“有人问就说是打牌娱乐”，有串供的现实危险，属于${under(PROCEDURE, "第八十一条", "第一款", "第（三）项")}规定的情形；${named(cashier)}、${named(doorman)}系受雇，作用较小，认罪认罚，有固定住处，采取取保候审可以防止发生社会危险性。`,
      body`六、处理意见：${named(host)}的行为触犯${under(CRIMINAL, "第三百零三条", "第二款")}，涉嫌${chargeOf("开设赌场罪")}，该款第一档为五年以下有期徒刑、拘役或者管制，并处罚金，可能判处${sentence("303-2", random.between(10, 24))}，建议批准逮捕；${named(cashier)}、${named(doorman)}虽亦涉嫌${chargeOf("开设赌场罪")}，但依照${provision(CRIMINAL, "第二十七条", "第二款")}应当从轻、减轻处罚或者免除处罚，建议不批准逮捕。`,
      signature`承办检察官：${someone("procurator", procurator)}`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      { style: "signature", pieces: [signed(signedOn)] },
    ],
  };
}

/** A suspect heard in the detention centre by two, in his own words and the writer's. */
export function detentionInterrogation(story: Story): Draft {
  const { random, cast, detention, procuratorate, police } = story;
  const c = drawCourse(random);
  const suspect = cast.member("a", [1968, 2002]);
  const [asker, clerk, victim, friend] = cast.names();
  const heard = workdayWithin(random, c.told, [1, 9]);
  const [phone, cash] = prices(random, 2, [1_100, 4_600], 10);
  const sold = random.between(3, 9) * 10_000;
  return {
    family: "detention-interrogation",
    kind: "interrogation-record",
    record: recorded(
      story,
      [suspect],
      ["盗窃罪"],
      { act: [c.act], detained: [c.detained], arrested: [c.arrested], told: [c.told] },
      phone + cash,
    ),
    sums: [{ whole: "worth", parts: ["phone", "cash"] }],
    order: ["act", "detained", "arrested", "told", "heard"],
    paragraphs: [
      title`讯 问 笔 录`,
      title`（第一次）`,
      ...cells("讯问时间", day("heard", heard), "讯问地点", `${detention}第三讯问室`),
      ...cells("讯问人", someone("asker", asker), "记录人", someone("clerk", clerk), "工作单位", procuratorate),
      ...cells("被讯问人", named(suspect), "性别", sexOf(suspect), "出生日期", bornOf(suspect), "证件号码", idOf(suspect)),
      ...cells("户籍地", suspect.address, "联系电话", phoneOf(suspect)),
      body`问：我们是${procuratorate}的检察人员${someone("asker", asker)}、${someone("clerk", clerk)}，现在依法讯问你。《犯罪嫌疑人诉讼权利义务告知书》${day("told", c.told)}已经送给你，内容清楚吗？`,
      body`答：清楚。我不请律师，也不申请你们回避。`,
      body`问：哪天被抓的？`,
      body`答：${day("detained", c.detained)}，${police}的人在网吧把我带走，${told("当天", "held", c.detained)}就刑拘了，${inMonth("arrested", c.arrested, c.detained)}签的逮捕证，罪名写的是${chargeOf("盗窃罪")}。`,
      body`问：你今年多大？作案的时候呢？`,
      body`答：出生年月日你们登记了，作案的时候是${ageThen(suspect, "act", c.act)}岁。`,
      body`问：你把经过讲一遍。`,
      body`答：${day("act", c.act)}中午，我和${someone("friend", friend)}吃完饭，看见${someone("victim", victim)}趴在隔壁桌睡着了，包就挂在椅背上，我一时起意，把包提走了，${someone("friend", friend)}先走的，不晓得这个事。包里有一部手机、现金${part("cash", cash)}。手机我卖了${part("sold", sold)}，钱都用完了。`,
      body`问：手机经鉴定值${part("phone", phone)}，连同现金一共${whole("worth", phone + cash)}，这个数你认不认？`,
      body`答：认。${whole("worth", phone + cash)}就${whole("worth", phone + cash)}，我没有意见，家里人愿意赔给${someone("victim", victim)}。`,
      body`问：侦查阶段有没有人打骂、引诱你？${someone("victim", victim)}的包现在在哪里？`,
      body`答：没有。包扔在河边了，我带民警去找过，没找到。`,
      body`问：检察机关拟以${chargeOf("盗窃罪")}起诉你，是否认罪认罚？`,
      body`答：认罪认罚，${chargeOf("盗窃罪")}我认，希望从轻处理。`,
      body`问：以上是否属实？请你核对后签字。`,
      body`答：属实，看过了。`,
      signature`被讯问人：${named(suspect)}（捺印）`,
      { style: "signature", pieces: [signed(heard)] },
    ],
  };
}

/** Wages owed to a gang of workers, whose suit is supported: a table that adds up across (month by month) and down. */
export function wagesSupportOpinion(story: Story, quote: Quote): Draft {
  const { random, cast, court, procuratorate, mark, number } = story;
  const begun = later("2024-02-20", random.between(0, 300));
  const left = later(begun, random.between(80, 160));
  const asked = workdayWithin(random, left, [40, 90]);
  const accepted = workdayWithin(random, asked, [1, 3]);
  const signedOn = workdayWithin(random, accepted, [9, 24]);
  const firm = cast.firm("装饰工程", "劳务", "园林绿化");
  const leader = cast.member("a", [1966, 1990]);
  const [boss, procurator, ...others] = cast.names();
  const workers = [leader.name, ...others.slice(0, random.between(3, 4))];
  const spring = prices(random, workers.length, [3_200, 9_800], 10);
  const summer = prices(random, workers.length, [3_200, 9_800], 10);
  const rows = workers.map((_, at) => (spring[at] ?? 0) + (summer[at] ?? 0));
  const total = sumOf(rows);
  const paid = Math.floor(total / 500_00) * 100_00;
  const key = (at: number): string => (at === 0 ? "a" : `worker-${at}`);
  return {
    family: "wages-support-opinion",
    kind: "transfer-letter",
    record: recorded(story, [], [], { accepted: [accepted] }),
    sums: [
      ...rows.map((_, at) => ({ whole: `row/${at}`, parts: [`spring/${at}`, `summer/${at}`] })),
      { whole: "total", parts: rows.map((_, at) => `row/${at}`) },
      { whole: "owed", parts: ["total"], less: ["paid"] },
    ],
    order: ["begun", "left", "asked", "accepted"],
    paragraphs: [
      title`${procuratorate}`,
      title`支持起诉意见书`,
      { style: "number", pieces: [numbered(`${mark}民支〔${signedOn.slice(0, 4)}〕${number}号`)] },
      { style: "addressee", pieces: [slot(court, "addressee", "addressee"), { text: "：" }] },
      body`${named(leader)}（${sexOf(leader)}，公民身份号码${idOf(leader)}，${bornOf(leader)}生，电话${phoneOf(leader)}）等${counted("of row", rows.length)}名务工人员与${firmOf(firm.name)}（统一社会信用代码${codeOf(firm.code)}，法定代表人${someone("boss", boss)}）追索劳动报酬一案，${named(leader)}等人于${day("asked", asked)}向本院申请支持起诉，本院${inMonth("accepted", accepted, asked)}受理，现提出意见如下：`,
      body`${day("begun", begun)}起，${named(leader)}等人在${firmOf(firm.name)}承包的工地做工，${inYear("left", left, begun)}完工撤场，工资分前后两期计算，各人应得数额（元）为：`,
      row("姓名", "前期", "后期", "小计"),
      ...workers.map((worker, at) =>
        row(
          someone(key(at), worker),
          part(`spring/${at}`, spring[at] ?? 0, "column"),
          part(`summer/${at}`, summer[at] ?? 0, "column"),
          whole(`row/${at}`, rows[at] ?? 0, "column"),
        ),
      ),
      row("合计", "", "", whole("total", total, "column")),
      body`${firmOf(firm.name)}只预付了${part("paid", paid)}生活费（按人均分摊，从总数中扣除），还欠${whole("owed", total - paid)}（大写：${inCapitals("owed", total - paid)}），${someone("boss", boss)}以甲方没有结账为由一再推托，经劳动监察部门限期改正仍未付清。`,
      body`本院认为，${under(LABOUR, "第三十条", "第一款")}规定：${cited(LABOUR, "第三十条", quote, "用人单位应当及时足额支付劳动报酬。")}${firmOf(firm.name)}拖欠${whole("owed", total - paid)}事实清楚，${named(leader)}等人居住分散、诉讼能力较弱，根据${under(CIVIL_PROCEDURE, "第十五条")}，支持其向你院起诉，请依法审理。`,
      signature`检察官　${someone("procurator", procurator)}`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      { style: "signature", pieces: [signed(signedOn)] },
    ],
  };
}
