import type { Draft } from "../../draft.ts";
import {
  bornOf,
  CRIMINAL,
  day,
  enclosed,
  head,
  idOf,
  inCapitals,
  later,
  monthsOn,
  PROCEDURE,
  part,
  phoneOf,
  sexOf,
  someone,
  under,
  whole,
} from "../../forms.ts";
import { ageAt, IN_TIME } from "../../marked/pieces.ts";
import { daysAfter, recordOf, regionOf, sceneOf } from "../../marked/scene.ts";
import {
  accused,
  addressee,
  articleAlone,
  body,
  charge,
  chargeThen,
  dayLine,
  lengthOf,
  listed,
  numberLine,
  penalty,
  quoted,
  role,
  sealLine,
  signLine,
  statute,
  termOf,
  title,
  toCourt,
  today,
  word,
} from "../../marked/slips.ts";
import { drawAmounts, published, type Story, sumOf } from "../../story.ts";
import { ofCompound } from "./mentions.ts";

/** An indictment as the web shows it: gamblers called together by telephone, their cards and numbers masked. */
export function gamblersOnline(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [caller, helper] = [ofCompound(s.person("caller", [1966, 1990], "male"), 3), s.person("helper", [1972, 1998], "female")];
  const guests = [s.person("guest-1", [1960, 1990]), s.person("guest-2", [1965, 1992])] as const;
  const days = daysAfter(random, later(course.filed, -70), 3, 60);
  const rakes = drawAmounts(random, 3, [2_600, 9_800]);
  const rake = sumOf(rakes);
  const card = `6217${random.between(1_000, 9_999)}********${random.between(100, 999)}`;
  const stake = random.between(31, 89) * 100_000;
  const draft: Draft = {
    family: "four-gamblers-online",
    kind: "indictment",
    paragraphs: [
      title(s.procuratorate),
      title("起诉书"),
      numberLine(`${s.mark}刑诉〔${course.decided.slice(0, 4)}〕${s.number}号`),
      ...[caller, helper].map(
        (who) =>
          body`${accused()}${someone(who.key, who.name)}，${sexOf(who)}，${bornOf(who)}出生，公民身份号码${idOf(who)}，${who.nation}，${who.schooling}，户籍所在地${regionOf(s)}。${day("detained", course.detained)}，${s.police}因其涉嫌${chargeThen("赌博罪")}对其取保候审。`,
      ),
      body`${s.police}以${someone("caller", caller.name)}、${someone("helper", helper.name)}涉嫌${chargeThen("赌博罪")}，于${day("accepted", course.accepted)}移送本院。本院于${day("told", course.told)}履行告知义务，听取了值班律师的意见，审阅了全部案件材料。`,
      head("parts", "一、", "指控的犯罪事实"),
      body`${accused()}${someone("caller", caller.name)}用其本人手机（号码${phoneOf(caller)}）通知赌客，在自家麻将馆内聚众赌博；${accused()}${someone("helper", helper.name)}负责端茶送水并代收桌费，其联络所用号码为${phoneOf(helper)}。先后组织赌局${listed("games", 3, { near: ["act-1", "act-2", "act-3"] })}场：①${day("act-1", days[0] ?? "")}，抽水${part("rake-1", rakes[0])}，赌客${someone("guest-1", guests[0].name)}（联系电话${phoneOf(guests[0])}）在场；②${day("act-2", days[1] ?? "")}，抽水${part("rake-2", rakes[1])}，赌客${someone("guest-2", guests[1].name)}（联系电话${phoneOf(guests[1])}）在场；③${day("act-3", days[2] ?? "")}，抽水${part("rake-3", rakes[2] ?? 0)}，上述两名赌客均在场。`,
      body`三场抽水共得${whole("rake", rake)}（大写：人民币${inCapitals("rake", rake)}），均转入${someone("caller", caller.name)}名下银行卡（卡号${card}）。首场开局时，${someone("caller", caller.name)}${ageAt(caller, "act-1", days[0] ?? "")}周岁，${someone("helper", helper.name)}${ageAt(helper, "act-1", days[0] ?? "")}周岁。公安机关当场${word("扣押", "扣压")}赌资${part("stake", stake)}，后经清点，入库赌资亦为${part("stake", stake)}。`,
      head("parts", "二、", "证据"),
      body`以上事实，有扣押清单、银行交易明细、微信聊天记录，证人${someone("guest-1", guests[0].name)}、${someone("guest-2", guests[1].name)}的证言，以及二${accused()}的${word("供述", "供诉")}等证据相互印证。`,
      head("parts", "三、", "起诉的理由和依据"),
      body`${accused()}${someone("caller", caller.name)}、${someone("helper", helper.name)}以${word("营利", "盈利", "赢利")}为目的，聚众赌博，侵害的是社会管理秩序，应当依照${under(CRIMINAL, "第三百零三条", "第一款")}以${charge("赌博罪")}定罪处刑。该款载明：“${quoted("以营利为目的，聚众赌博或者以赌博为业的，处三年以下有期徒刑、拘役或者管制，并处罚金", ["三年以下", "五年以下"], ["或者以赌博为业", "或者以赌博为生"], ["并处罚金", "并处或者单处罚金"])}”。二人构成${charge("赌博罪")}的共犯，${someone("helper", helper.name)}所起作用较小，可依${statute("刑法", "第二十七条", "第二款")}从轻处罚。`,
      body`对${someone("caller", caller.name)}，以${charge("赌博罪")}建议判处${penalty("303-1", random.pick([7, 8, 10, 14]), ["有期徒刑三年六个月", "有期徒刑四年", "有期徒刑五年"])}，并处罚金；对${someone("helper", helper.name)}，建议判处${penalty("303-1", 4, ["拘役八个月", "拘役十个月"], { kind: "拘役" })}，并处罚金。本院现将此案诉请审判，法律依据为${under(PROCEDURE, "第一百七十六条", "第一款")}。`,
      ...toCourt(s.court),
      signLine("检察官　", someone("procurator", s.name())),
      sealLine(s.procuratorate),
      dayLine(course.decided),
      body`（本文书依照规定公开，当事人信息已作技术处理）`,
    ],
    record: recordOf(s, [caller, helper], { charge: "赌博罪", amount: rake }),
    sums: [{ whole: "rake", parts: ["rake-1", "rake-2", "rake-3"] }],
    order: ["act-2", "act-3", "accepted", "told", "signed"],
    deadlines: IN_TIME,
  };
  return { ...published(draft, s.place), family: draft.family };
}

/** Cars scratched out of spite, three owners made good: a decision not to prosecute, masked. */
export function scratchedCars(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = s.person("spared", [1974, 2001], "male");
  const owners = [s.person("owner-1", [1968, 1995]), s.person("owner-2", [1970, 1996]), s.person("owner-3", [1972, 1999])];
  const losses = drawAmounts(random, 3, [1_900, 4_400]);
  const loss = sumOf(losses);
  const settled = later(course.told, random.between(3, 8));
  const draft: Draft = {
    family: "four-scratched-cars",
    kind: "non-prosecution-decision",
    paragraphs: [
      title(s.procuratorate),
      title("不起诉决定书"),
      numberLine(`${s.mark}刑不诉〔${course.decided.slice(0, 4)}〕${s.number}号`),
      body`${role("被不起诉人")}${someone("spared", who.name)}，${sexOf(who)}，${bornOf(who)}出生，公民身份号码${idOf(who)}，${who.nation}，${who.schooling}，${who.work}，住${regionOf(s)}，联系电话${phoneOf(who)}。${day("detained", course.detained)}因涉嫌${chargeThen("故意毁坏财物罪")}被${s.police}取保候审。`,
      body`辩护人${someone("counsel", s.name())}，湖南君岳律师事务所律师。`,
      body`本案由${s.police}侦查终结，以${role("被不起诉人")}${someone("spared", who.name)}涉嫌${chargeThen("故意毁坏财物罪")}，于${day("accepted", course.accepted)}移送起诉。本院于${day("told", course.told)}告知其诉讼权利，依法讯问了${role("被不起诉人")}，听取了辩护人和被害人的意见。`,
      body`经查：${day("act", course.act)}夜间，${someone("spared", who.name)}（时年${ageAt(who, "act", course.act)}周岁）因停车位纠纷心生不满，用钥匙划伤停放在${s.town}某小区的${listed("cars", 3, { near: ["loss-1", "loss-2", "loss-3"] })}辆小型汽车，车身漆面均受损。次日，车主报警，${someone("spared", who.name)}得知后主动到派出所投案。${today("价格认定", "价格鉴证")}结论如下：`,
      ...owners.map(
        (owner, at) =>
          body`${at + 1}．${someone(owner.key, owner.name)}（电话${phoneOf(owner)}）的${`湘F${"ABE".charAt(at)}${random.between(1_000, 9_999)}`}号轿车，修复费用${part(`loss-${at + 1}`, losses[at] ?? 0)}${at === 2 ? "。" : "；"}`,
      ),
      body`以上修复费用合计${whole("loss", loss)}（大写${inCapitals("loss", loss)}）。${day("settled", settled)}，${someone("spared", who.name)}与三名车主${word("签订", "签定")}和解协议，当场足额赔付${whole("loss", loss)}，取得书面${word("谅解", "凉解")}。`,
      body`前述事实，有报案记录、监控录像、价格认定书、${someone("owner-1", owners[0]?.name ?? "")}等三名被害人的陈述、${role("被不起诉人")}的供述与和解协议为证，足以认定。`,
      body`本院认为，${role("被不起诉人")}${someone("spared", who.name)}的行为触犯${under(CRIMINAL, "第二百七十五条")}，已构成${charge("故意毁坏财物罪")}。鉴于其系初犯，有自首情节，并已赔偿全部损失，所犯${charge("故意毁坏财物罪")}情节轻微，依照${statute("刑法", "第三十七条", "")}不需要判处刑罚。损失之填补亦合于${statute("民法典", "第一千一百六十五条", "第一款", ["侵权责任法", "第六条第一款"], ["民法通则", "第一百零六条第二款"])}所定“${quoted("行为人因过错侵害他人民事权益造成损害的，应当承担侵权责任", ["因过错", "因故意"], ["民事权益", "合法权益"], ["侵权责任", "赔偿责任"])}”之旨。依照${under(PROCEDURE, "第一百七十七条", "第二款")}的规定，对涉嫌${charge("故意毁坏财物罪")}的${someone("spared", who.name)}不起诉。`,
      body`${role("被不起诉人")}若对本决定不服，依同法${articleAlone("刑事诉讼法", "第一百八十一条")}，可自收到本决定书之日起七日内向本院申诉。`,
      body`被害人若对本决定不服，依同法${articleAlone("刑事诉讼法", "第一百八十条")}，可自收到本决定书之日起七日内向岳阳市人民检察院申诉，请求提起公诉，或者径向${s.court}自行起诉。`,
      sealLine(s.procuratorate),
      dayLine(course.decided),
    ],
    record: recordOf(s, [who], { charge: "故意毁坏财物罪", amount: loss }),
    sums: [{ whole: "loss", parts: ["loss-1", "loss-2", "loss-3"] }],
    order: ["act", "detained", "accepted", "told", "signed"],
    deadlines: IN_TIME,
  };
  return { ...published(draft, s.place), family: draft.family };
}

/** A protest against probation for a recidivist, as published. */
export function recidivistSpared(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = ofCompound(s.person("robber", [1984, 2000], "male"), 1);
  const victim = s.person("victim", [1958, 1990], "female");
  const value = random.between(31, 78) * 10_000;
  const cash = random.between(11, 26) * 10_000;
  const chain = value - cash;
  const months = random.pick([10, 14, 20]);
  const released = later(course.act, -random.between(420, 1_500));
  const from = later(monthsOn(released, -months), 1);
  const judged = s.workday(course.decided, 26, 40);
  const received = s.workday(judged, 1, 3);
  const protested = s.workday(received, 4, 9);
  const draft: Draft = {
    family: "four-recidivist-spared",
    kind: "protest",
    paragraphs: [
      title(s.procuratorate),
      title("刑事抗诉书"),
      numberLine(`${s.mark}刑抗〔${protested.slice(0, 4)}〕${random.between(1, 9)}号`),
      addressee("岳阳市中级人民法院"),
      body`${s.court}于${day("judged", judged)}以（${judged.slice(0, 4)}）${s.cast.district.courtCode}刑初${s.number}号刑事判决书，对${accused()}${someone("robber", who.name)}抢夺一案作出一审判决：${accused()}${someone("robber", who.name)}犯${charge("抢夺罪")}，判处${penalty("267-1", 12, ["有期徒刑四年", "有期徒刑三年八个月", "有期徒刑五年"])}，缓刑二年，并处罚金人民币五千元。本院于${day("received", received)}收到该判决书。经审查，本院认为该判决适用法律确有错误，导致缓刑适用不当，理由如下。`,
      head("parts", "一、", "被告人的基本情况与一审认定的事实"),
      body`${accused()}${someone("robber", who.name)}，${sexOf(who)}，${bornOf(who)}出生，公民身份号码${idOf(who)}，户籍所在地${regionOf(s)}，联系电话${phoneOf(who)}。其曾因犯盗窃罪被判处有期徒刑${lengthOf("prior", months)}，刑期${termOf("prior", from, months)}，期满当日即获释。`,
      body`一审认定：${day("act", course.act)}傍晚，${someone("robber", who.name)}（时年${ageAt(who, "act", course.act)}周岁）驾驶摩托车行至${s.town}农贸市场外，${word("跟踪", "根踪")}被害人${someone("victim", victim.name)}（联系电话${phoneOf(victim)}），夺走其手提包。包内现金${part("cash", cash)}、金项链一条（价值${part("chain", chain)}），合计价值${whole("value", value)}（${inCapitals("value", value)}），属数额较大。同日，公安机关将其抓获，财物悉数发还${someone("victim", victim.name)}。`,
      head("parts", "二、", "一审判决的错误所在"),
      body`（1）遗漏累犯情节。${someone("robber", who.name)}前罪刑满至本次犯罪不足五年，后罪又应当判处有期徒刑，依照${statute("刑法", "第六十五条", "第一款")}之规定系累犯。出庭检察官当庭出示前科判决书及释放证明，${someone("robber", who.name)}未持异议，判决书对此只字未提。`,
      body`（2）违法适用缓刑。${statute("刑法", "第七十四条", "")}明文规定：“${quoted("对于累犯和犯罪集团的首要分子，不适用缓刑", ["首要分子", "主犯"], ["不适用缓刑", "不宜适用缓刑"], ["犯罪集团", "恶势力集团"])}”。一审法院对累犯宣告缓刑，与此条直接抵触。本院提起公诉时所提量刑建议为${penalty("267-1", 18, ["有期徒刑四年六个月", "有期徒刑三年九个月"])}的实刑，一审未予采纳，亦未说明理由。`,
      head("parts", "三、", "抗诉意见"),
      body`${accused()}${someone("robber", who.name)}以非法占有为目的，公然夺取他人财物，其行为符合${under(CRIMINAL, "第二百六十七条", "第一款")}规定的${charge("抢夺罪")}构成要件，定性无误；但以${charge("抢夺罪")}科刑而放纵累犯，量刑畸轻，难收${word("震慑", "震摄")}之效。为维护司法公正，准确惩治犯罪，依照${under(PROCEDURE, "第二百二十八条")}，特提出抗诉，请予${word("撤销", "撤消")}缓刑，依法改判。`,
      sealLine(s.procuratorate),
      dayLine(protested, "han"),
      enclosed("1.", "被告人现居住于其户籍所在地；", "附："),
      enclosed("2.", "前科判决书、释放证明复印件各一份；"),
      enclosed("3.", "一审判决书副本。"),
    ],
    record: recordOf(s, [who], { charge: "抢夺罪", amount: value }),
    sums: [{ whole: "value", parts: ["cash", "chain"] }],
    order: ["act", "judged", "received", "signed"],
    deadlines: [{ from: "received", to: "signed", days: 10 }],
  };
  return { ...published(draft, s.place), family: draft.family };
}
