import { writeHanNumber } from "@yuejian/identifiers";
import { type Draft, type DraftParagraph, type Piece, say } from "../draft.ts";
import {
  addressee,
  attachments,
  body,
  clerks,
  headings,
  monthAndHalf,
  numbered,
  row,
  sealedOn,
  signature,
  threeDays,
  title,
  who,
} from "./forms.ts";
import {
  after,
  article_,
  cite,
  crime,
  monthsAfter,
  nameOf,
  namesOf,
  type Person,
  phoneOf,
  recordOf,
  type Steps,
  type Story,
  stepDays,
  stepsAfter,
} from "./story.ts";

const custody = (story: Story, charge: string, { detained, arrested }: Steps): Piece[] =>
  say`因涉嫌${charge}，于${story.on("detained", detained)}被${story.place.police}刑事拘留，经本院批准，于${story.on("arrested", arrested, detained)}被执行逮捕。现羁押于${story.place.county}看守所。`;

function course(
  story: Story,
  accused: readonly Person[],
  charge: string,
  { accepted, told }: Steps,
  victims: readonly Person[] = [],
): DraftParagraph {
  const toVictims = victims.length === 0 ? "" : say`，并告知被害人${namesOf(victims)}有权委托诉讼代理人`;
  return body`本案由${story.place.police}侦查终结，以被告人${namesOf(accused)}涉嫌${crime(charge)}，于${story.on("accepted", accepted)}向本院移送起诉。本院受理后，于${story.on("told", told, accepted)}告知被告人有权委托辩护人和认罪认罚可能导致的法律后果${toVictims}，依法讯问了被告人，听取了${accused.length > 1 ? "各" : ""}被告人及其辩护人的意见，审阅了全部案件材料。`;
}

const THINGS = [
  "电动自行车一辆",
  "电缆线一卷",
  "手机一部",
  "铜芯线若干",
  "香烟十二条",
  "电动工具一套",
  "摩托车一辆",
  "白酒六瓶",
  "空调外机一台",
];
const SPOTS = ["路边停车位", "某小区单元楼下", "建筑工地仓库", "某便利店", "农贸市场门口", "某汽修店", "居民自建房一楼"];

function theft(
  story: Story,
  { accused, victim, thing, on, worth }: { accused: readonly Person[]; victim: Person; thing: string; on: Piece; worth: Piece },
): Piece[] {
  const where = `${story.place.county}${story.pick(story.place.towns)}${story.pick(SPOTS)}`;
  const hour = story.pick(["凌晨", "晚上", "中午"]);
  return story.pick([
    () =>
      say`${on}${hour}，被告人${namesOf(accused)}到${where}，盗走被害人${nameOf(victim)}的${thing}。经价格认定，被盗财物价值人民币${worth}。`,
    () =>
      say`${on}${hour}，在${where}，被告人${namesOf(accused)}趁无人之机，将被害人${nameOf(victim)}的${thing}（价值人民币${worth}）盗走。`,
    () => say`${on}，二被告人窜至${where}作案，窃得被害人${nameOf(victim)}价值${worth}的${thing}，得手后逃离现场。`,
  ])();
}

/** Two thieves, several thefts, some of the goods given back. */
export function theftIndictment(story: Story): Draft {
  const accused = [story.person({ sex: "male", born: ["1968-01-01", "1994-12-31"] }), story.person({ sex: "male" })] as const;
  const [first, second] = accused;
  const many = story.random.between(3, 6);
  const victims = Array.from({ length: many }, () => story.person());
  const begun = story.day("2023-09-01", "2025-05-01");
  const acts = victims.map((_, at) => after(begun, at * 9 + story.random.between(0, 8)));
  const steps = stepsAfter(story, acts.at(-1) ?? begun);
  const values = victims.map(() => story.random.between(80, 420) * 1000);
  const total = values.reduce((sum, value) => sum + value, 0);
  const things = story.some(THINGS, many);
  const facts = headings("1.", "facts");
  const former = after(begun, -story.random.between(2200, 3000));
  const { procurator, assistant, clerk } = clerks(story);
  const year = steps.signed.slice(0, 4);
  return {
    family: "theft-indictment",
    kind: "indictment",
    paragraphs: [
      ...title(story.place.office, "起诉书"),
      numbered(story.code("刑诉", year)),
      body`${who("被告人", first)}曾因犯盗窃罪，于${story.on("former", former)}被${story.place.court}判处拘役四个月，并处罚金人民币二千元。${custody(story, "盗窃罪", steps)}`,
      body`${who("被告人", second, { work: "无固定职业" })}${custody(story, "盗窃罪", steps)}`,
      course(story, accused, "盗窃罪", steps, victims),
      body`经依法审查查明：`,
      body`被告人${nameOf(first)}、${nameOf(second)}经事先商量，由${nameOf(second)}驾车并望风，${nameOf(first)}使用随身携带的液压钳、起子等工具撬锁，先后在${story.place.county}境内盗窃${story.count("incidents", many)}起，所盗财物经价格认定共计价值人民币${story.total("total", total)}。具体事实如下：`,
      ...victims.map((victim, at) =>
        facts(
          theft(story, {
            accused,
            victim,
            thing: things[at] ?? "",
            on: story.on(`act-${at + 1}`, acts[at] ?? begun),
            worth: story.fen(`incident-${at + 1}`, values[at] ?? 0),
          }),
        ),
      ),
      body`所盗物品除被告人自用外，均由${nameOf(second)}联系销赃，赃款二人平分。${story.on("caught", steps.detained)}，被告人${nameOf(first)}在其住处被公安机关抓获，被告人${nameOf(second)}于同日经电话通知到案。`,
      body`认定上述事实的证据如下：`,
      body`1.物证：液压钳一把、起子二把；2.书证：受案登记表、立案决定书、抓获经过、户籍证明、刑事判决书等；3.证人证言：收购人员的证言；4.被害人陈述：被害人${namesOf(victims)}的陈述；5.被告人供述和辩解：被告人${namesOf(accused)}的供述和辩解；6.鉴定意见：${story.place.county}价格认定中心出具的价格认定结论书；7.勘验、检查、辨认笔录；8.视听资料：案发现场监控录像。`,
      body`本院认为，被告人${namesOf(accused)}以非法占有为目的，多次秘密窃取他人财物，数额较大，其行为触犯了${cite("刑法", "第二百六十四条")}，犯罪事实清楚，证据确实、充分，应当以${crime("盗窃罪")}追究其刑事责任。二被告人共同故意犯罪，根据${cite("刑法", "第二十五条", 1)}的规定，是共同犯罪。被告人${nameOf(first)}到案后如实供述自己的罪行，根据${cite("刑法", "第六十七条", 3)}的规定，可以从轻处罚；被告人${nameOf(second)}自动投案并如实供述，根据${cite("刑法", "第六十七条", 1)}的规定，是自首，可以从轻或者减轻处罚。二被告人自愿认罪认罚，根据${cite("刑事诉讼法", "第十五条")}的规定，可以从宽处理。根据${cite("刑事诉讼法", "第一百七十六条", 1)}的规定，提起公诉，请依法判处。`,
      body`此致`,
      addressee(story.place.court, ""),
      signature(`检察官　${procurator}`),
      signature(`检察官助理　${assistant}`),
      signature(`书记员　${clerk}`),
      sealedOn(steps.signed, story.pick(["full", "han"])),
      ...attachments(
        say`被告人${namesOf(accused)}现均羁押于${story.place.county}看守所`,
        `案卷材料和证据${story.random.between(2, 5)}册`,
        "《认罪认罚具结书》2份",
        "《量刑建议书》1份",
      ),
    ],
    record: recordOf(story, accused, { charge: "盗窃罪", days: stepDays(steps, acts), amount: total }),
    sums: [{ whole: "total", parts: values.map((_, at) => `incident-${at + 1}`) }],
    order: ["former", "act-1", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: [threeDays, monthAndHalf],
  };
}

/** A gambling house of three, its takings in a table and shared out. */
export function gamblingIndictment(story: Story): Draft {
  const accused = [story.person(), story.person(), story.person()] as const;
  const [head, partner, helper] = accused;
  const [witness, other] = [story.person(), story.person()];
  const begun = story.day("2023-08-01", "2025-04-01");
  const many = story.random.between(3, 6);
  const acts = Array.from({ length: many }, (_, at) => after(begun, at * 6 + story.random.between(0, 5)));
  const takings = acts.map(() => story.random.between(8, 42) * 10_000);
  const total = takings.reduce((sum, each) => sum + each, 0);
  const wages = many * 20_000;
  const share = Math.floor((total - wages) / 2 / 10_000) * 10_000;
  const rest = total - wages - share;
  const steps = stepsAfter(story, acts.at(-1) ?? begun);
  const stake = story.random.between(11, 68) * 10_000 + 5000;
  const seconds = headings("（一）");
  const { procurator, assistant } = clerks(story);
  return {
    family: "gambling-indictment",
    kind: "indictment",
    paragraphs: [
      ...title(story.place.office, "起 诉 书"),
      numbered(story.code("一部刑诉", steps.signed)),
      ...accused.map(
        (person, at) =>
          body`${who("被告人", person, { work: at === 0 ? "个体经营" : at === 1 ? "农民" : "无业" })}${custody(story, "开设赌场罪", steps)}`,
      ),
      course(story, accused, "开设赌场罪", steps),
      body`经依法审查查明：`,
      body`${story.on("act", acts[0] ?? begun)}至${story.on("act-last", acts.at(-1) ?? begun, acts[0])}期间，被告人${nameOf(head)}伙同被告人${nameOf(partner)}，租用${story.place.county}${story.pick(story.place.towns)}一处闲置厂房，以${story.pick(["“三公”“推牌九”", "“斗牛”", "“扳坨子”"])}的方式聚集多人赌博，从中抽头渔利。被告人${nameOf(head)}负责选定场地、召集人员，被告人${nameOf(partner)}负责抽头、记账，被告人${nameOf(helper)}受雇接送赌客、望风，每场领取报酬。经查，该赌场共开设${story.count("incidents", many, many < 10)}场，抽头渔利共计人民币${story.total("total", total)}，各场情况如下：`,
      row("序号", "日期", "抽头渔利（元）"),
      ...acts.map((act, at) =>
        row(
          String(at + 1),
          story.on(`incident-${at + 1}`, act, undefined, "dash"),
          story.fen(`taking-${at + 1}`, takings[at] ?? 0, "cell"),
        ),
      ),
      row("合计", "", story.fen("total", total, "cell")),
      body`上述款项中，被告人${nameOf(head)}分得${story.fen("share-1", share)}，被告人${nameOf(partner)}分得${story.fen("share-2", rest)}，被告人${nameOf(helper)}分得${story.fen("share-3", wages)}。${story.on("detained", steps.detained)}，公安机关将被告人${namesOf(accused)}抓获归案，从被告人${nameOf(head)}处查获赌资${story.fen("stake", stake)}、扑克牌二副、牌九一副。`,
      body`认定上述事实的证据有：`,
      seconds("书证：户籍证明、抓获经过、扣押决定书、微信转账记录等；"),
      seconds(say`证人证言：证人${nameOf(witness)}、${nameOf(other)}的证言；`),
      seconds(say`被告人供述和辩解：被告人${namesOf(accused)}的供述和辩解；`),
      seconds("勘验、检查、辨认笔录；"),
      seconds("电子数据：手机数据提取笔录及光盘。"),
      body`本院认为，被告人${namesOf(accused)}以营利为目的，开设赌场，其行为均触犯了${cite("刑法", "第三百零三条", 2)}、${article_("刑法", "第二十五条", 1)}，犯罪事实清楚，证据确实、充分，应当以${crime("开设赌场罪")}追究其刑事责任。在共同犯罪中，被告人${nameOf(head)}、${nameOf(partner)}起主要作用，根据${cite("刑法", "第二十六条", 1)}的规定，是主犯；被告人${nameOf(helper)}起次要、辅助作用，根据${cite("刑法", "第二十七条")}的规定，是从犯，应当从轻、减轻处罚或者免除处罚。查获的赌资${story.fen("stake", stake)}应当依照${cite("刑法", "第六十四条")}的规定予以没收。根据${cite("刑事诉讼法", "第一百七十六条", 1)}的规定，提起公诉，请依法判处。`,
      body`此致`,
      addressee(story.place.court, ""),
      signature(`检察官：${procurator}`),
      signature(`检察官助理：${assistant}`),
      sealedOn(steps.signed, "han"),
      ...attachments(
        `全案卷宗${writeHanNumber(story.random.between(3, 9))}册、光盘二张`,
        say`证人${nameOf(witness)}、${nameOf(other)}名单及联系方式各一份`,
        "随案移送扣押物品清单一份",
      ),
    ],
    record: recordOf(story, accused, { charge: "开设赌场罪", days: stepDays(steps, acts), amount: total }),
    sums: [
      { whole: "total", parts: takings.map((_, at) => `taking-${at + 1}`) },
      { whole: "total", parts: ["share-1", "share-2", "share-3"] },
    ],
    order: ["act", "act-last", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: [threeDays, monthAndHalf],
  };
}

/** A road accident with a dead person and payments; the driver on bail. */
export function accidentIndictment(story: Story): Draft {
  const driver = story.person();
  const [dead, kin, witness] = [story.person({ born: ["1948-01-01", "1985-12-31"] }), story.person(), story.person()];
  const act = story.day("2023-08-01", "2025-06-01");
  const died = after(act, story.random.between(1, 6));
  const filed = after(act, story.random.between(7, 12));
  const bailed = after(filed, story.random.between(1, 20));
  const accepted = monthsAfter(bailed, story.random.between(2, 4));
  const told = after(accepted, story.random.between(0, 3));
  const done = after(accepted, story.random.between(12, 29));
  const parts = [story.random.between(180, 640) * 10_000, story.random.between(300, 500) * 10_000, story.random.between(10, 60) * 100_000];
  const total = parts.reduce((sum, each) => sum + each, 0);
  const paid = after(died, story.random.between(10, 40));
  const plate = `湘Z·${story.random.between(10_000, 98_000)}`;
  const { procurator, clerk } = clerks(story);
  const scene = story.pick([
    () =>
      say`沿${story.place.county}环城路由南向北行驶，行至与建设路交叉路口右转弯时，因疏于观察、未按规定让行，与同方向直行的由被害人${nameOf(dead)}骑行的电动自行车发生碰撞`,
    () =>
      say`由${story.place.county}${story.pick(story.place.towns)}往城区方向行驶，途经一村道路口时，因超速行驶、采取措施不及时，将横过公路的被害人${nameOf(dead)}撞倒`,
    () => say`在${story.place.county}省道一施工路段会车时，因驶入对向车道，与被害人${nameOf(dead)}驾驶的三轮摩托车相撞`,
  ])();
  return {
    family: "accident-indictment",
    kind: "indictment",
    paragraphs: [
      ...title(story.place.office, "起诉书"),
      numbered(story.code("刑诉", done)),
      body`${who("被告人", driver, { work: "货车驾驶员" })}因涉嫌交通肇事罪，于${story.on("bailed", bailed)}被${story.place.police}取保候审；经本院决定，于${story.on("bailed-again", told, bailed)}被继续取保候审。`,
      body`本案由${story.place.police}侦查终结，以被告人${nameOf(driver)}涉嫌${crime("交通肇事罪")}，于${story.on("accepted", accepted)}移送本院审查起诉。本院受理后，已依法告知被告人有权委托辩护人，告知被害人近亲属有权委托诉讼代理人，依法讯问了被告人，听取了被害人近亲属${nameOf(kin)}和值班律师的意见，审阅了全部案件材料。`,
      body`经依法审查查明：`,
      body`${story.on("act", act)}${story.random.between(5, 9)}时许，被告人${nameOf(driver)}驾驶${plate}号重型自卸货车${scene}，致被害人${nameOf(dead)}受伤。事故发生后，被告人${nameOf(driver)}立即停车并拨打电话报警，在现场等候处理。被害人${nameOf(dead)}经医院抢救无效，于${story.on("died", died, act)}死亡。经鉴定，被害人${nameOf(dead)}系重型颅脑损伤死亡。经公安机关交通管理部门认定，被告人${nameOf(driver)}承担此次事故的主要责任。`,
      body`${story.on("paid", paid, died)}，被告人${nameOf(driver)}与被害人近亲属${nameOf(kin)}达成赔偿协议，赔偿丧葬费${story.fen("part-1", parts[0] ?? 0)}、医疗费等${story.fen("part-2", parts[1] ?? 0)}、精神抚慰及补偿款${story.fen("part-3", parts[2] ?? 0)}，共计人民币${story.total("total", total)}（不含保险理赔），已全部付清，取得了被害人近亲属的谅解。`,
      body`认定上述事实的证据有：道路交通事故认定书、户籍证明、赔偿协议书、收条、谅解书等书证；证人${nameOf(witness)}的证言；被告人${nameOf(driver)}的供述和辩解；法医学尸体检验鉴定意见、车辆技术检验鉴定意见；现场勘查笔录、现场图及照片；行车记录仪视频。`,
      body`上述证据收集程序合法，内容客观真实，足以认定指控事实。被告人${nameOf(driver)}对指控的犯罪事实和证据没有异议，并自愿认罪认罚。`,
      body`本院认为，被告人${nameOf(driver)}违反交通运输管理法规，因而发生重大事故，致一人死亡，负事故主要责任，其行为触犯了${cite("刑法", "第一百三十三条")}，犯罪事实清楚，证据确实、充分，应当以${crime("交通肇事罪")}追究其刑事责任。被告人${nameOf(driver)}具有自首情节，根据${cite("刑法", "第六十七条", 1)}的规定，可以从轻或者减轻处罚。根据${cite("刑事诉讼法", "第一百七十六条", 2)}的规定，随案移送认罪认罚具结书和量刑建议书，提起公诉，请依法判处。`,
      body`此致`,
      addressee(story.place.court, ""),
      signature(`检察官　${procurator}`),
      signature(`书记员　${clerk}`),
      sealedOn(done, story.pick(["full", "han"])),
      ...attachments(
        say`被告人${nameOf(driver)}现取保候审于其住处，联系电话${phoneOf(driver)}`,
        "案卷材料2册、光盘1张",
        "《认罪认罚具结书》《量刑建议书》各1份",
      ),
    ],
    record: recordOf(story, [driver], { charge: "交通肇事罪", days: { act: [act], filed: [filed], accepted: [accepted] } }),
    sums: [{ whole: "total", parts: ["part-1", "part-2", "part-3"] }],
    order: ["act", "died", "bailed", "accepted", "bailed-again", "signed"],
  };
}
