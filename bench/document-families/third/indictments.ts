import type { Draft } from "../draft.ts";
import { type Piece, slot } from "../draft.ts";
import {
  addressed,
  ageOf,
  bornOf,
  CRIMINAL,
  chargeOf,
  counted,
  day,
  idOf,
  inCapitals,
  later,
  lawOf,
  named,
  numbered,
  PROCEDURE,
  part,
  phoneOf,
  provision,
  sealed,
  sentence,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { drawCourse, type Story, sumOf, workdayWithin } from "../story.ts";
import {
  ageThen,
  body,
  dotted,
  fromTo,
  inMonth,
  inYear,
  length,
  prices,
  recorded,
  signature,
  spread,
  title,
  told,
  until,
  wholeMonths,
} from "./words.ts";

const SHOPS = ["烟酒店", "数码店", "五金店", "母婴店", "药店", "茶叶店", "渔具店", "粮油店"];
const LOOT = ["香烟十二条", "手机三部", "电动工具一批", "奶粉九罐", "茶叶礼盒六盒", "平板电脑两台", "冬虫夏草两盒", "白酒四箱"];

/** Two thieves with nicknames; everything of an act in one long sentence, the second one only in some of the acts. */
export function nightTheftIndictment(story: Story): Draft {
  const { random, cast, court, police, place, mark, procuratorate, number } = story;
  const course = drawCourse(random);
  const [old, fat] = [cast.member("a", [1976, 1996]), cast.member("b", [1988, 2004])];
  const count = random.between(4, 6);
  const amounts = prices(random, count, [780, 3_900]);
  const total = sumOf(amounts);
  const together = random.between(2, count - 1);
  const shared = amounts.slice(0, together);
  const victims = amounts.map(() => cast.name());
  const [counsel, procurator, assistant] = cast.names();
  const judged = workdayWithin(random, course.act, [-1_300, -900]);
  const released = later(judged, random.between(120, 200));
  const nights = spread(random, course.act, count, [2, 5]);
  const last = nights.at(-1) ?? course.act;
  const [nick, other] = [random.pick(["老猫", "瘦子", "铁头", "长脚"]), random.pick(["胖头", "细毛", "小广"])];
  const days = drawCourse(random, last);
  const act = (at: number): Piece[] => {
    const [amount = 0, before = course.act, on = course.act] = [amounts[at], nights[at - 1], nights[at]];
    const when = at === 0 ? day("act", on) : inYear(`act-${at + 1}`, on, before);
    return [
      when,
      {
        text: `${random.pick(["凌晨1时许", "凌晨3时许", "2时30分左右", "深夜23时许"])}，${at < together ? "二人驾乘无牌摩托车" : "又独自一人"}窜至${place}${random.pick(cast.district.towns)}`,
      },
      someone(`victim-${at}`, victims[at] ?? ""),
      {
        text: `经营的${random.pick(SHOPS)}，${random.pick(["撬开卷闸门", "剪断后窗防盗网", "用自制钥匙捅开门锁"])}入内，窃得${random.pick(LOOT)}，经${place}价格认证中心认定，价值人民币`,
      },
      part(`loot/${at + 1}`, amount),
      { text: at === count - 1 ? "。" : "；" },
    ];
  };
  return {
    family: "night-theft-indictment",
    kind: "indictment",
    record: recorded(
      story,
      [old, fat],
      ["盗窃罪"],
      { act: nights, detained: [days.detained], arrested: [days.arrested], accepted: [days.accepted], told: [days.told] },
      total,
    ),
    sums: [
      { whole: "total", parts: amounts.map((_, at) => `loot/${at + 1}`) },
      { whole: "shared", parts: shared.map((_, at) => `loot/${at + 1}`) },
    ],
    order: ["judged", "released", "act", "detained", "arrested", "accepted", "told"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "accepted", to: "signed", days: 46 },
    ],
    paragraphs: [
      title`${procuratorate}`,
      title`起　诉　书`,
      { style: "number", pieces: [numbered(`${mark}刑诉〔${days.decided.slice(0, 4)}〕${number}号`)] },
      body`被告人${named(old)}，绰号“${nick}”，${sexOf(old)}，${bornOf(old)}出生，作案时${ageOf(old, course.act)}周岁，公民身份号码${idOf(old)}，${old.nation}，${old.schooling}，户籍地和现住址均为${old.address}，无业；${day("judged", judged)}因犯盗窃罪被${court}判处有期徒刑八个月，并处罚金二千元，${inYear("released", released, judged)}刑满释放；此次因涉嫌盗窃，于${day("detained", days.detained)}被${police}刑事拘留，${inMonth("arrested", days.arrested, days.detained)}经本院批准逮捕，现羁押于${story.detention}。`,
      body`被告人${named(fat)}，绰号“${other}”，${sexOf(fat)}，${bornOf(fat)}出生，作案时${ageOf(fat, course.act)}周岁，公民身份号码${idOf(fat)}，${fat.nation}，${fat.schooling}，${fat.work}，住${fat.address}；无前科；刑事拘留、逮捕的时间、机关及羁押场所，均与被告人${named(old)}相同。`,
      body`本案经${police}侦查终结，以被告人${named(old)}、${named(fat)}涉嫌${chargeOf("盗窃罪")}移送审查起诉，本院于${day("accepted", days.accepted)}收到案卷，${day("told", days.told)}告知二被告人有权委托辩护人、可以认罪认罚（被告人${named(fat)}已委托律师${someone("counsel", counsel)}），讯问了二被告人，听取了辩护人、值班律师和各被害人的意见，并审阅了全部案卷，核实了证据。`,
      body`依法审查查明：`,
      body`被告人${named(old)}单独或者与被告人${named(fat)}结伙，专拣夜间无人值守的临街店铺下手，先后作案${counted("of loot", count, true)}起，其中：${amounts.flatMap((_, at) => act(at))}`,
      body`综上，被告人${named(old)}参与全部盗窃，财物价值合计人民币${whole("total", total)}；被告人${named(fat)}参与前${together}起，涉及财物价值人民币${whole("shared", sumOf(shared))}。二人一起作案时，“${nick}”撬门进屋，“${other}”在路口望风。所得赃物低价卖给流动商贩，赃款被二人花光。`,
      body`被告人${named(old)}到案后推说“记不清了”，经出示监控录像才作如实供述；被告人${named(fat)}被抓获当天就讲清了全部经过。二人均自愿认罪认罚，在辩护人或者值班律师在场时签了具结书。`,
      body`上述事实，有撬棍、断线钳等物证照片，抓获经过、户籍资料、前罪判决书和释放证明等书证，被害人${victims.flatMap((victim, at): Piece[] => [...(at === 0 ? [] : [{ text: "、" }]), someone(`victim-${at}`, victim)])}的陈述，价格认定结论书，现场勘验、辨认笔录，沿街监控视频，以及二被告人的供述与辩解等证据证明，足以认定。`,
      body`本院认为，被告人${named(old)}、${named(fat)}以非法占有为目的，秘密窃取他人财物，数额较大，其行为均触犯了${under(CRIMINAL, "第二百六十四条")}的规定，犯罪事实清楚，证据确实、充分，都应当以${chargeOf("盗窃罪")}追究刑事责任。被告人${named(old)}被判处有期徒刑，刑罚执行完毕后五年以内再犯应当判处有期徒刑以上刑罚之罪，系累犯，依照${lawOf(CRIMINAL, CRIMINAL)}${provision(CRIMINAL, "第六十五条", "第一款")}应当从重处罚。二人能如实供述，适用${under(CRIMINAL, "第六十七条", "第三款")}，可以从轻；又认罪认罚，依据${under(PROCEDURE, "第十五条")}可以从宽。数额较大的法定刑为三年以下有期徒刑、拘役或者管制，建议对被告人${named(old)}判处${sentence("264-1", random.between(16, 26))}，并处罚金${part("fine-a", random.between(4, 9) * 100_000)}，对被告人${named(fat)}判处${sentence("264-1", random.between(7, 12))}，并处罚金${part("fine-b", 200_000)}。根据${under(PROCEDURE, "第一百七十六条", "第一款")}，特提起公诉，请依法判处。`,
      body`此致`,
      { style: "addressee", pieces: [addressed(court)] },
      signature`检　察　官：${someone("procurator", procurator)}`,
      signature`检察官助理：${someone("assistant", assistant)}`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      { style: "signature", pieces: [signed(days.decided, "han")] },
      body`附：1.被告人${named(old)}、${named(fat)}现羁押于${story.detention}；2.侦查卷宗${random.between(3, 6)}册、光盘二张；3.《认罪认罚具结书》二份。`,
    ],
  };
}

const QUARRELS = ["宅基地排水", "麻将桌上的几句口角", "共用过道堆放杂物", "鱼塘承包边界", "停车占位"];

/** One injured neighbour; costs item by item, a victim's claim, the reasons told before the course of the case. */
export function neighbourInjuryIndictment(story: Story): Draft {
  const { random, cast, court, police, procuratorate, mark, number } = story;
  const c = drawCourse(random);
  const accused = cast.member("a", [1962, 1990]);
  const victim = cast.member("v", [1958, 1985]);
  const costs = [prices(random, 2, [5_200, 18_600])[0], prices(random, 2, [1_100, 3_300])[0], ...prices(random, 2, [260, 990])];
  const total = sumOf(costs);
  const paid = Math.floor(total / 300) * 100;
  const items = ["医疗费", "护理费", "住院伙食补助费", "交通费"];
  const [witness, other, doctor, procurator] = cast.names();
  const admitted = c.act;
  const left = later(c.act, random.between(11, 19));
  const appraised = later(c.act, random.between(20, 26));
  const caught = later(appraised, random.between(3, 8));
  const bailed = later(caught, random.between(1, 5));
  const accepted = workdayWithin(random, bailed, [40, 70]);
  const informed = workdayWithin(random, accepted, [1, 2]);
  const signedOn = workdayWithin(random, accepted, [12, 26]);
  const least = random.between(7, 10);
  return {
    family: "neighbour-injury-indictment",
    kind: "indictment",
    record: recorded(story, [accused], ["故意伤害罪"], { act: [c.act], detained: [caught], accepted: [accepted], told: [informed] }),
    sums: [{ whole: "claim", parts: items.map((_, at) => `cost-${at}`) }],
    order: ["act", "left", "appraised", "detained", "bailed", "accepted", "told"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "accepted", to: "signed", days: 46 },
    ],
    paragraphs: [
      { style: "number", pieces: [numbered(`${mark}公诉刑诉〔${signedOn.slice(0, 4)}〕${number}号`)] },
      title`起诉书`,
      body`被告人：${named(accused)}　性别：${sexOf(accused)}　出生日期：${bornOf(accused, "iso")}　民族：${accused.nation}`,
      body`身份证号：${idOf(accused)}　联系电话：${phoneOf(accused)}`,
      body`住址：${accused.address}　职业：${accused.work}　文化程度：${accused.schooling}`,
      body`前科情况：无　强制措施：取保候审`,
      body`辩护人：无（${someone("doctor", doctor)}，值班律师，提供法律帮助）`,
      body`一段时间以来，${named(accused)}与邻居${named(victim)}（${sexOf(victim)}，受伤时${ageThen(victim, "act", c.act)}岁，身份证号${idOf(victim)}）因${random.pick(QUARRELS)}积怨，经村（居）委会调解两次未果。${day("act", c.act)}${random.pick(["8时许", "傍晚6时许", "20时20分左右"])}，两人在门前再起争执，互相推搡，${named(accused)}顺手抄起墙边的${random.pick(["锄头把", "铁锹", "木棍", "扁担"])}，朝${named(victim)}${random.pick(["左前臂", "右小腿", "左侧胸部"])}连打三下，${named(victim)}倒地，旁人${someone("witness", witness)}、${someone("other", other)}将双方拉开并报警。${named(victim)}${told("当日", "admitted", admitted)}被送往医院，${inMonth("left", left, admitted)}出院。${inMonth("appraised", appraised, left)}，${police}物证鉴定室出具鉴定书：${named(victim)}的损伤程度为轻伤二级。`,
      body`${named(accused)}于${day("detained", caught)}接电话通知后自行到派出所，如实讲了打人经过，${told("当天", "held", caught)}被刑事拘留，${inMonth("bailed", bailed, caught)}变更为取保候审。`,
      body`另查，${named(victim)}为治伤支出：${items.flatMap((item, at): Piece[] => [{ text: at === 0 ? item : `，${item}` }, part(`cost-${at}`, costs[at] ?? 0, "grouped")])}，以上共计${whole("claim", total, "grouped")}。案发后${named(accused)}先行垫付${part("paid", paid, "grouped")}，余款未付，${named(victim)}表示不予谅解，已就${whole("claim", total, "grouped")}提起附带民事诉讼。`,
      body`认定以上事实的证据有：1.木柄照片等物证；2.户籍证明、病历、收费票据、到案经过等书证；3.证人${someone("witness", witness)}、${someone("other", other)}的证言；4.被害人${named(victim)}的陈述；5.被告人${named(accused)}的供述与辩解；6.鉴定意见；7.现场勘验笔录及照片；8.执法记录仪视频。上述证据之间能够相互印证。`,
      body`案件由${police}侦查终结，${inYear("accepted", accepted, caught)}移送本院，罪名为${chargeOf("故意伤害罪")}。本院${inMonth("told", informed, accepted)}告知被告人诉讼权利和认罪认罚的法律规定，告知被害人有权委托诉讼代理人，分别听取了意见。`,
      body`本院认为：${named(accused)}不能正确处理邻里矛盾，故意伤害他人身体，致一人轻伤，事实清楚，证据确实、充分，触犯${under(CRIMINAL, "第二百三十四条", "第一款")}，应以${chargeOf("故意伤害罪")}追究其刑事责任。该款规定的刑罚是三年以下有期徒刑、拘役或者管制。${named(accused)}自动投案，如实供述，是自首，按照${under(CRIMINAL, "第六十七条", "第一款")}可以从轻或者减轻处罚；${named(accused)}认罪认罚，按照${under(PROCEDURE, "第十五条")}可以从宽。建议判处被告人${named(accused)}${sentence("234-1", least)}至${until("234-1", least + random.between(2, 4))}。被害人依据${under(PROCEDURE, "第一百零一条", "第一款")}提起的附带民事诉讼，请一并审理。现按照${under(PROCEDURE, "第一百七十六条", "第一款")}的规定，以${chargeOf("故意伤害罪")}提起公诉。`,
      body`此　致`,
      { style: "addressee", pieces: [addressed(court)] },
      { style: "signature", pieces: [sealed(procuratorate)] },
      signature`检察员　${someone("procurator", procurator)}`,
      { style: "signature", pieces: [signed(signedOn)] },
    ],
  };
}

/** A short indictment of the quick procedure, its dates with points or strokes, the fine in capitals. */
export function drunkDrivingIndictment(story: Story): Draft {
  const { random, cast, court, place, procuratorate, mark, number } = story;
  const on = later("2024-04-02", random.between(0, 560));
  const accused = cast.member("a", [1968, 2003]);
  const [police, assistant, procurator] = cast.names();
  const strokes = random.pick([".", "/"] as const);
  const tested = later(on, random.between(1, 3));
  const filed = later(tested, random.between(1, 2));
  const bailed = filed;
  const accepted = workdayWithin(random, bailed, [9, 30]);
  const signedOn = workdayWithin(random, accepted, [5, 9]);
  const fine = random.between(3, 12) * 100_000;
  const milligrams = random.between(1_520, 1_788) / 10;
  const months = random.between(1, 3);
  return {
    family: "drunk-driving-indictment",
    kind: "indictment",
    record: recorded(story, [accused], ["危险驾驶罪"], { act: [on], filed: [filed], accepted: [accepted] }),
    order: ["act", "tested", "filed", "bailed", "accepted"],
    deadlines: [{ from: "accepted", to: "signed", days: 10 }],
    paragraphs: [
      title`${procuratorate}起诉书`,
      title`（速裁程序适用）`,
      { style: "number", pieces: [numbered(`${mark}速诉〔${signedOn.slice(0, 4)}〕${number}号`)] },
      body`${named(accused)}，${sexOf(accused)}，${slot(dotted("", accused.bornOn, strokes).text, "birth", "a", accused.bornOn)}生，${accused.nation}，身份证${idOf(accused)}，${accused.schooling}，住${accused.address}，手机${phoneOf(accused)}。${dotted("filed", filed, strokes)}因涉嫌${chargeOf("危险驾驶罪")}被立案，${told("同日", "bailed", bailed)}取保候审。`,
      body`指控：${named(accused)}（时年${ageOf(accused, on)}岁）${dotted("act", on, strokes)}晚上21时50分许，酒后驾驶湘F${"ABCDEK".charAt(random.between(0, 5))}${random.between(1000, 9899)}小型轿车，由${random.pick(cast.district.towns)}某烧烤店门前驶出，沿省道向${place}城区方向行驶约${random.between(2, 9)}公里，与路边护栏刮擦后停车，群众报警，民警${someone("police", police)}等人到场，现场呼气检测后带往医院抽血。${dotted("tested", tested, strokes)}检验结果：血液中乙醇含量为${milligrams.toFixed(1)}mg/100ml，属醉酒。事故无人员受伤，护栏损失${part("damage", random.between(8, 29) * 10_000)}已由其自行赔付。`,
      body`证据：血样提取登记表、鉴定意见、现场照片、行车记录仪视频、驾驶证和行驶证查询结果、证人证言、${named(accused)}的供述等。`,
      body`${dotted("accepted", accepted, strokes)}公安机关移送审查起诉，案由为${chargeOf("危险驾驶罪")}。${named(accused)}认罪认罚，同意适用速裁程序，由值班律师见证签署具结书。`,
      body`本院认为，${named(accused)}在道路上醉酒驾驶机动车，其行为触犯${under(CRIMINAL, "第一百三十三条之一", "第一款", "第（二）项")}，应当以${chargeOf("危险驾驶罪")}追究刑事责任，法定刑为拘役，并处罚金。因其造成单方事故，酌情从重；因其坦白、认罪认罚，依照${under(CRIMINAL, "第六十七条", "第三款")}、${under(PROCEDURE, "第十五条")}从宽。建议判处${sentence("133-1", months, "拘役")}，缓刑${slot(`${["二", "三", "四", "五", "六"][random.between(months, 4)]}个月`, "sentence", `${Math.max(2, months)}..12`)}，并处罚金人民币${whole("fine", fine)}（大写：${inCapitals("fine", fine)}）。案件符合${under(PROCEDURE, "第二百二十二条", "第一款")}的条件，建议适用速裁程序。依据${under(PROCEDURE, "第一百七十六条", "第一款")}提起公诉。罚金${whole("fine", fine)}的缴纳期限由人民法院确定。`,
      body`致：`,
      { style: "addressee", pieces: [addressed(court)] },
      signature`承办检察官：${someone("procurator", procurator)}　检察官助理：${someone("assistant", assistant)}`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      { style: "signature", pieces: [signed(signedOn)] },
    ],
  };
}

const HAUNTS = ["废弃砖厂旁", "公交站台后", "出租屋楼下", "货运站北门", "河堤护坡处", "网吧侧门"];

/** Sales in a numbered list of short sentences, an earlier conviction with its term, a sentence proposed as a span. */
export function smallSalesDrugIndictment(story: Story): Draft {
  const { random, cast, court, police, procuratorate, mark, number } = story;
  const start = later("2024-05-11", random.between(0, 400));
  const dealer = cast.member("a", [1972, 1996]);
  const buyers = [cast.name(), cast.name(), cast.name()];
  const count = random.between(4, 7);
  const amounts = prices(random, count, [200, 900], 50);
  const total = sumOf(amounts);
  const grams = amounts.map(() => random.between(2, 6));
  const gram = (tenths: number): string => `${(tenths / 10).toFixed(1)}克`;
  const kept = random.between(8, 21);
  const days = spread(random, start, count, [1, 5]);
  const last = days.at(-1) ?? start;
  const detained = later(last, 1);
  const asked = later(detained, random.between(14, 28));
  const arrested = later(asked, random.between(4, 7));
  const accepted = workdayWithin(random, arrested, [33, 57]);
  const informed = workdayWithin(random, accepted, [1, 3]);
  const signedOn = workdayWithin(random, accepted, [17, 29]);
  const judged = workdayWithin(random, start, [-1_500, -1_000]);
  const held = later(judged, -random.between(61, 118));
  const months = wholeMonths(held, random.pick([8, 10, 12, 14]));
  const [witness, procurator, assistant, counsel] = cast.names();
  const nick = random.pick(["黑皮", "刀疤", "阿四", "烂仔明"]);
  const least = random.between(38, 44);
  return {
    family: "small-sales-drug-indictment",
    kind: "indictment",
    record: recorded(
      story,
      [dealer],
      ["贩卖毒品罪"],
      { act: days, detained: [detained], asked: [asked], arrested: [arrested], accepted: [accepted], told: [informed] },
      total,
    ),
    sums: [{ whole: "takings", parts: amounts.map((_, at) => `sale/${at + 1}`) }],
    order: ["judged", "act", "detained", "asked", "arrested", "accepted", "told"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "asked", to: "arrested", days: 7 },
      { from: "accepted", to: "signed", days: 46 },
    ],
    paragraphs: [
      title`${procuratorate}`,
      title`起诉书`,
      { style: "number", pieces: [numbered(`${mark}二部刑诉〔${signedOn.slice(0, 4)}〕${number}号`)] },
      body`被告人${named(dealer)}（自报绰号${nick}），${sexOf(dealer)}，${bornOf(dealer, "han")}生，${dealer.nation}，公民身份号码${idOf(dealer)}，${dealer.schooling}，${dealer.work}，家住${dealer.address}。`,
      body`前科：${day("judged", judged)}，因犯贩卖毒品罪被${court}判处有期徒刑${length("former", months)}，并处罚金三千元，刑期${fromTo("former", held, months)}，届满释放。`,
      body`强制措施：${day("detained", detained)}被拘留；公安机关以其流窜、多次作案延长提请批准逮捕的时间，${inYear("asked", asked, detained)}提请本院批准逮捕，本院${inYear("arrested", arrested, asked)}批准，${told("当日", "executed", arrested)}由${police}执行。现在${story.detention}羁押。`,
      body`辩护人：${someone("counsel", counsel)}，法律援助中心指派。`,
      body`${police}于${day("accepted", accepted)}将本案移送本院审查起诉，本院${inYear("told", informed, accepted)}履行了告知义务。现已审查完毕。`,
      body`经审查，${named(dealer)}有下列贩毒事实：`,
      ...amounts.map((amount, at) => {
        const on = days[at] ?? start;
        const buyer = at % 3;
        return body`${at + 1}.${day(at === 0 ? "act" : `act-${at + 1}`, on)}，${random.pick(HAUNTS)}，卖给${someone(`buyer-${buyer}`, buyers[buyer] ?? "")}甲基苯丙胺（冰毒）约${gram(grams[at] ?? 0)}，${random.pick(["微信收款", "收现金", "支付宝收款"])}${part(`sale/${at + 1}`, amount)}。`;
      }),
      body`${named(dealer)}向${someone("buyer-0", buyers[0] ?? "")}等三人贩卖冰毒${counted("of sale", count, true)}次，约${gram(grams.reduce((sum, each) => sum + each, 0))}，收取毒资${whole("takings", total)}。${named(dealer)}被抓获时，民警从其随身挎包内查获冰毒一包，净重${gram(kept)}，检出甲基苯丙胺成分。两项相加，约${gram(kept + grams.reduce((sum, each) => sum + each, 0))}，不满十克。`,
      body`证据目录：（一）挎包、手机、电子秤；（二）微信账单、支付宝明细、行动轨迹、前罪裁判文书；（三）${buyers.flatMap((buyer, at): Piece[] => [...(at === 0 ? [] : [{ text: "、" }]), someone(`buyer-${at}`, buyer)])}以及见证人${someone("witness", witness)}的证言；（四）${named(dealer)}的供述；（五）毒品称量、取样笔录和检验报告；（六）辨认笔录。`,
      body`本院认为，被告人${named(dealer)}明知是毒品而多次卖与多人，情节严重，应处三年以上七年以下有期徒刑，并处罚金；其行为构成${chargeOf("贩卖毒品罪")}，应按${under(CRIMINAL, "第三百四十七条", "第一款")}、${provision(CRIMINAL, "第三百四十七条", "第四款")}、${provision(CRIMINAL, "第三百四十七条", "第七款")}定罪处罚。${named(dealer)}曾因贩卖毒品被判过刑，又犯本节之罪，依${under(CRIMINAL, "第三百五十六条")}从重处罚；同时构成累犯，依${under(CRIMINAL, "第六十五条", "第一款")}从重处罚。认罪态度尚可，建议判处${sentence("347-4b", least)}至${until("347-4b", least + random.between(4, 10))}，并处罚金；毒资${whole("takings", total)}依${under(CRIMINAL, "第六十四条")}追缴，扣押的毒品和作案手机没收。特依${under(PROCEDURE, "第一百七十六条", "第一款")}向你院提起公诉，请依法惩处。`,
      body`此致`,
      { style: "addressee", pieces: [addressed(court)] },
      signature`检察官${someone("procurator", procurator)}、检察官助理${someone("assistant", assistant)}`,
      { style: "signature", pieces: [signed(signedOn, "han")] },
      { style: "signature", pieces: [sealed(procuratorate)] },
    ],
  };
}
