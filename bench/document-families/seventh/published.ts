import { type Draft, slot } from "../draft.ts";
import { CRIMINAL, day, enclosed, head, inCapitals, PROCEDURE, part, row, sexOf, someone, under, whole } from "../forms.ts";
import { nobody, sceneOf, shuffled } from "../marked/scene.ts";
import {
  accused,
  body,
  charge,
  chargeThen,
  dayLine,
  daysLong,
  daysOf,
  listed,
  numberLine,
  penalty,
  quoted,
  role,
  sealLine,
  signLine,
  statute,
  title,
  today,
  word,
} from "../marked/slips.ts";
import { drawAmounts, type Story, sumOf } from "../story.ts";

const masked = (id: string): string => `${id.slice(0, 6)}********${id.slice(14)}`;
const hidden = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(7)}`;
const coveredOf = (name: string): string => `${/^(?:欧阳|上官|司徒|皇甫)/.test(name) ? name.slice(0, 2) : name.charAt(0)}某某`;

/** Who is to get aid, shown to everybody: names, numbers and telephones covered. */
export function aidShown(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const people = Array.from({ length: random.between(3, 5) }, (_, at) => s.person(`aided-${at + 1}`, [1950, 1995]));
  const sums = drawAmounts(random, people.length, [5_000, 30_000]);
  const keys = sums.map((_, at) => `aid-${at + 1}`);
  const shown = s.workday(course.accepted, 5, 9);
  const days = random.pick([5, 7, 10]);
  return {
    family: "aid-shown",
    kind: "hearing-notice",
    paragraphs: [
      title(s.procuratorate),
      title("国家司法救助拟救助对象公示"),
      numberLine(`${s.mark}救公示〔${shown.slice(0, 4)}〕${random.between(1, 30)}号`),
      body`根据${under(CRIMINAL, "第三十六条", "第一款")}的精神，对因犯罪行为遭受损失而无法获得赔偿的被害人，由国家给予救助。经本院审查，拟对下列${listed("people", people.length, { near: people.map(({ key }) => key) })}人发放司法救助金，现予公示：`,
      row("姓名", "公民身份号码", "联系电话", "拟救助金额"),
      ...people.map((who, at) =>
        row(
          someone(who.key, coveredOf(who.name)),
          slot(masked(who.id), "resident-id", who.key, who.id),
          slot(hidden(who.phone), "phone", who.key, who.phone),
          part(`aid-${at + 1}`, sums[at] ?? 0),
        ),
      ),
      body`拟发放总额为${whole("total", sumOf(sums))}（大写${inCapitals("total", sumOf(sums))}）。`,
      body`公示期为${daysLong("shown", days)}日，${daysOf("shown", shown, days)}。对公示对象有异议的，请在公示期内以书面形式向本院控告申诉检察部门${word("反映", "反应")}，提供真实姓名和联系方式；${word("逾期", "愈期")}不再受理。`,
      sealLine(s.procuratorate),
      dayLine(shown),
    ],
    record: { ...nobody, office: s.office },
    isForPublication: true,
    sums: [{ whole: "total", parts: keys }],
    deadlines: [],
  };
}

/** Drunk at the wheel, not prosecuted, for the web page. */
export function drunkShown(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = s.person("spared", [1964, 1999]);
  const name = coveredOf(who.name);
  const level = random.between(82, 140);
  return {
    family: "drunk-shown",
    kind: "non-prosecution-decision",
    paragraphs: [
      title(s.procuratorate),
      title("不起诉决定书"),
      numberLine(`${s.mark}刑不诉〔${course.decided.slice(0, 4)}〕${s.number}号`),
      body`${role("被不起诉人")}${someone("spared", name)}，${sexOf(who)}，公民身份号码${slot(masked(who.id), "resident-id", "spared", who.id)}，${who.nation}，户籍所在地湖南省${s.place.endsWith("区") ? "岳阳市" : ""}${s.place}，联系电话${slot(hidden(who.phone), "phone", "spared", who.phone)}。${day("bailed", course.detained)}，${s.police}因其涉嫌${chargeThen("危险驾驶罪")}决定对其${word("取保候审", "取保侯审")}。`,
      body`本案由${s.police}侦查终结，以${someone("spared", name)}涉嫌${chargeThen("危险驾驶罪")}于${day("accepted", course.accepted)}移送起诉，本院于${day("told", course.told)}告知其诉讼权利。`,
      body`经审查查明：${day("act", course.act)}22时许，${role("被不起诉人")}${someone("spared", name)}酒后驾驶小型轿车行驶至${s.town}路段，被执勤民警查获。经检验，其血液中乙醇含量为${level}毫克每一百毫升。`,
      body`本院认为，${role("被不起诉人")}${someone("spared", name)}在道路上醉酒驾驶机动车，实施了${under(CRIMINAL, "第一百三十三条之一", "第一款", "第（二）项")}规定的行为，构成${charge("危险驾驶罪")}，但未造成后果，认罪认罚，并参加了社会公益服务，犯罪情节轻微，根据${statute("刑法", "第三十七条", "")}的规定，不需要判处刑罚。依照${under(PROCEDURE, "第一百七十七条", "第二款")}的规定，决定对${someone("spared", name)}不起诉。`,
      body`${role("被不起诉人")}不服本决定的，可以在收到后七日以内提出申诉，依据为${statute("刑事诉讼法", "第一百八十一条", "")}。`,
      sealLine(s.procuratorate),
      dayLine(course.decided),
    ],
    record: { ...nobody, office: s.office, charge: "危险驾驶罪" },
    isForPublication: true,
    order: ["act", "bailed", "accepted", "told", "signed"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "accepted", to: "signed", days: 46 },
    ],
  };
}

/** Cards lent to swindlers: the indictment as the public may read it. */
export function cardsShown(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [one, two] = [s.person("one", [1990, 2004]), s.person("two", [1985, 2002])];
  const [a, b] = [coveredOf(one.name), coveredOf(two.name)];
  const flows = drawAmounts(random, 3, [120_000, 480_000]);
  const total_ = sumOf(flows);
  const card = () => `6217${"*".repeat(11)}${random.between(1000, 9999)}`;
  const gains = drawAmounts(random, 2, [1_000, 6_000]);
  return {
    family: "cards-shown",
    kind: "indictment",
    paragraphs: [
      title(s.procuratorate),
      title("起诉书"),
      numberLine(`${s.mark}刑诉〔${course.decided.slice(0, 4)}〕${s.number}号`),
      ...(
        [
          [one, a],
          [two, b],
        ] as const
      ).map(
        ([who, name]) =>
          body`${accused()}${someone(who.key, name)}，${sexOf(who)}，公民身份号码${slot(masked(who.id), "resident-id", who.key, who.id)}，联系电话${slot(hidden(who.phone), "phone", who.key, who.phone)}，${who.nation}，${who.schooling}，因涉嫌${chargeThen("帮助信息网络犯罪活动罪")}于${day("bailed", course.detained)}被${word("取保候审", "取保侯审")}。`,
      ),
      body`本案由${s.police}侦查终结，于${day("accepted", course.accepted)}移送本院。本院于${day("told", course.told)}告知被告人有权委托辩护人，依法讯问了被告人。`,
      body`经审查查明：${accused()}${someone("one", a)}、${someone("two", b)}明知他人利用信息网络实施犯罪，仍出借本人银行卡收取报酬，涉案${listed("cards", 3, { near: ["c1", "c2", "c3"], isHan: true })}张银行卡的支付结算金额如下：`,
      row("持卡人", "卡号", "金额"),
      row(someone("one", a), card(), part("c1", flows[0])),
      row(someone("one", a), card(), part("c2", flows[1])),
      row(someone("two", b), card(), part("c3", flows[2] ?? 0)),
      body`三张卡支付结算金额共计${whole("flows", total_)}。${someone("one", a)}获利${part("g1", gains[0])}，${someone("two", b)}获利${part("g2", gains[1])}，二人获利共${whole("gains", sumOf(gains))}（大写${inCapitals("gains", sumOf(gains))}）。`,
      body`本院认为，${accused()}${someone("one", a)}、${someone("two", b)}的行为触犯${under(CRIMINAL, "第二百八十七条之二", "第一款")}，应当以${charge("帮助信息网络犯罪活动罪")}追究刑事责任。二人认罪认罚，建议对${someone("one", a)}判处${penalty("287-2", 10, ["有期徒刑四年", "有期徒刑三年六个月"])}，对${someone("two", b)}判处${penalty("287-2", 7, ["有期徒刑三年三个月", "拘役十个月"])}，均并处${word("罚金", "罚款")}。根据${statute("刑事诉讼法", "第一百七十六条", "第一款")}，现将本案提起公诉，请依法判处。`,
      { style: "body", pieces: [{ text: "此致" }] },
      { style: "addressee", pieces: [slot(s.court, "addressee", "addressee")] },
      signLine("检察官　", someone("procurator", s.name())),
      dayLine(course.decided, "han"),
      signLine("（院印）"),
      enclosed("1.", "案卷材料二册", "附："),
      enclosed("2.", "认罪认罚具结书二份"),
      enclosed("3.", "量刑建议书一份"),
    ],
    record: { ...nobody, office: s.office, charge: "帮助信息网络犯罪活动罪" },
    isForPublication: true,
    sums: [
      { whole: "flows", parts: ["c1", "c2", "c3"] },
      { whole: "gains", parts: ["g1", "g2"] },
    ],
    order: ["bailed", "accepted", "told", "signed"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "accepted", to: "signed", days: 46 },
    ],
  };
}

/** A hearing that everybody may attend, on the notice board. */
export function hearingShown(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [who, other] = [s.person("applicant", [1955, 1990]), s.person("third", [1960, 1995])];
  const posted = s.workday(course.accepted, 6, 10);
  const held = s.workday(posted, 8, 12);
  const seats = random.pick([12, 20, 30]);
  const open = random.pick([5, 6]);
  const subjects = shuffled(random, ["征地补偿", "不动产登记", "宅基地确权"]);
  return {
    family: "hearing-shown",
    kind: "hearing-notice",
    paragraphs: [
      title(s.procuratorate),
      title("公开听证公告"),
      numberLine(`${s.mark}听公〔${posted.slice(0, 4)}〕${random.between(2, 70)}号`),
      body`本院受理的申请人${someone("applicant", coveredOf(who.name))}（公民身份号码${slot(masked(who.id), "resident-id", "applicant", who.id)}，电话${slot(hidden(who.phone), "phone", "applicant", who.phone)}）、第三人${someone("third", coveredOf(other.name))}（公民身份号码${slot(masked(other.id), "resident-id", "third", other.id)}）${subjects[0] ?? ""}行政争议监督一案，于${day("accepted", course.accepted)}立案，现定于${day("held", held)}下午3时在本院听证室公开听证。`,
      head("items", "一、", "听证事项"),
      body`原行政行为认定事实是否清楚，适用${statute("行政诉讼法", "第二十五条", "第一款")}关于原告资格的规定是否正确，争议能否实质性化解。该款规定：“${quoted("行政行为的相对人以及其他与行政行为有利害关系的公民、法人或者其他组织，有权提起诉讼", ["有利害关系", "有直接利害关系"], ["有权提起诉讼", "可以提起诉讼"], ["公民、法人", "公民"])}。”${someone("applicant", coveredOf(who.name))}的申请理由和证据清单可到本院查阅。`,
      head("items", "二、", "旁听报名"),
      body`设旁听席${seats}个，报名期${daysLong("enrol", open)}日，${daysOf("enrol", posted, open)}。报名人持有效证件登记，报满即${word("截止", "截至")}。${today("自然资源局", "国土资源局")}、司法局派员参加。`,
      head("items", "三、", "注意事项"),
      body`旁听人员应当遵守听证秩序，不得喧哗、录像；违反的，由司法警察依法处置。对${someone("third", coveredOf(other.name))}的隐私应当予以保护，不得传播${word("听证", "听政")}内容。`,
      sealLine(s.procuratorate),
      dayLine(posted),
    ],
    record: { ...nobody, office: s.office },
    isForPublication: true,
    order: ["accepted", "signed", "held"],
    deadlines: [],
  };
}
