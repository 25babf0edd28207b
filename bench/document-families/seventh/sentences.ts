import { type Draft, slot } from "../draft.ts";
import {
  bornOf,
  CRIMINAL,
  day,
  durationText,
  enclosed,
  head,
  idOf,
  inCapitals,
  later,
  monthsOn,
  PROCEDURE,
  part,
  row,
  sexOf,
  someone,
  under,
  whole,
} from "../forms.ts";
import { personLine, recordOf, sceneOf } from "../marked/scene.ts";
import {
  accused,
  articleAlone,
  body,
  charge,
  dayLine,
  lengthOf,
  listed,
  numberLine,
  penalty,
  quoted,
  sealLine,
  signLine,
  statute,
  suspect,
  termOf,
  title,
  toCourt,
  today,
  word,
} from "../marked/slips.ts";
import { drawAmounts, type Story, sumOf } from "../story.ts";

/** What the office proposes for four gamblers, in a table. */
export function proposalTable(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const people = (["one", "two", "three", "four"] as const).map((key) => s.person(key, [1970, 2000]));
  const months = [random.pick([24, 28, 30]), random.pick([14, 16, 18]), random.pick([10, 12]), random.pick([7, 8])];
  const fines = drawAmounts(random, 4, [5_000, 30_000]).toSorted((one, other) => other - one);
  const keys = fines.map((_, at) => `fine-${at + 1}`);
  const total = sumOf(fines);
  return {
    family: "proposal-table",
    kind: "sentencing-proposal",
    paragraphs: [
      title(s.procuratorate),
      title("量刑建议书"),
      numberLine(`${s.mark}量建〔${course.decided.slice(0, 4)}〕${s.number}号`),
      body`被告人${people.flatMap((who, at) => [{ text: at === 0 ? "" : "、" }, someone(who.key, who.name)])}等${listed("people", people.length, { near: people.map(({ key }) => key), isHan: true })}人涉嫌${charge("开设赌场罪")}一案，经本院审查认为，上列${accused()}的行为已触犯${under(CRIMINAL, "第三百零三条", "第二款")}，不属于情节严重，法定刑为五年以下有期徒刑、拘役或者管制，并处罚金。`,
      head("top", "一、", "量刑情节"),
      body`${accused()}${someone("one", people[0]?.name ?? "")}出资并提供场地，系主犯；${someone("two", people[1]?.name ?? "")}负责抽头记账，${someone("three", people[2]?.name ?? "")}、${someone("four", people[3]?.name ?? "")}负责望风和接送，均系从犯，适用${statute("刑法", "第二十七条", "第二款")}。四名${accused()}均自愿认罪认罚，签署了具结书。`,
      head("top", "二、", "量刑建议"),
      row("被告人", "主刑", "罚金"),
      ...people.map((who, at) =>
        row(
          someone(who.key, who.name),
          penalty("303-2", months[at] ?? 0, at === 0 ? ["有期徒刑六年", "有期徒刑五年六个月"] : ["有期徒刑五年三个月", "拘役九个月"]),
          part(`fine-${at + 1}`, fines[at] ?? 0),
        ),
      ),
      body`以上建议的${word("罚金", "罚款")}合计${whole("total", total)}。对${accused()}${someone("four", people[3]?.name ?? "")}建议同时宣告缓刑，其所在社区同意接收。`,
      head("top", "三、", "法律依据"),
      body`根据${under(PROCEDURE, "第一百七十六条", "第二款")}“${quoted("犯罪嫌疑人认罪认罚的，人民检察院应当就主刑、附加刑、是否适用缓刑等提出量刑建议", ["应当就", "可以就"], ["主刑、附加刑", "主刑"], ["是否适用缓刑", "是否适用假释"])}”的规定，提出上述建议，请在以${charge("开设赌场罪")}定罪时一并考虑。被告人${someone("one", people[0]?.name ?? "")}等人所犯${charge("开设赌场罪")}的事实详见起诉书。`,
      ...toCourt(s.court),
      signLine("检察官：", someone("procurator", s.name())),
      dayLine(course.decided),
    ],
    record: recordOf(s, [], { charge: "开设赌场罪" }),
    sums: [{ whole: "total", parts: keys }],
    deadlines: [],
  };
}

/** What a suspect signs, with what the defence counsel witnesses. */
export function pleaPaper(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = s.person("pleader", [1972, 2003]);
  const counsel = s.name();
  const signedOn = s.workday(course.told, 2, 5);
  const value = random.between(26, 240) * 10_000;
  const months = random.pick([6, 7, 9]);
  return {
    family: "plea-paper",
    kind: "plea-statement",
    paragraphs: [
      title("认罪认罚具结书"),
      head("top", "一、", "犯罪嫌疑人身份信息"),
      body`本人姓名${someone("pleader", who.name)}，性别${sexOf(who)}，出生日期${bornOf(who)}，公民身份号码${idOf(who)}，联系电话${slot(who.phone, "phone", "pleader", who.phone)}，户籍地${who.address}。`,
      head("top", "二、", "权利知悉"),
      body`本人已阅读《认罪认罚从宽制度告知书》，${s.procuratorate}于${day("accepted", course.accepted)}收案，于${day("told", course.told)}向本人解释了其中内容，本人清楚认罪认罚的法律后果，自愿适用速裁程序。`,
      head("top", "三、", "认罪认罚内容"),
      body`1.${s.procuratorate}指控：本人于${day("act", course.act)}在${s.town}一超市内窃得他人钱包，内有现金${part("value", value)}，构成${charge("盗窃罪")}，属于扒窃。本人对指控的${charge("盗窃罪")}无异议，并已将${part("value", value)}退还失主。`,
      body`2.${s.procuratorate}提出的量刑建议：依照${under(CRIMINAL, "第二百六十四条")}中“${quoted("处三年以下有期徒刑、拘役或者管制，并处或者单处罚金", ["三年以下", "五年以下"], ["并处或者单处罚金", "并处罚金"], ["拘役或者管制", "拘役"])}”的规定，以${charge("盗窃罪")}判处${penalty("264-1", months, ["有期徒刑三年二个月", "有期徒刑四年", "拘役七个月"])}，${word("缓刑", "缓行")}一年，并处罚金二千元。本人同意。`,
      head("top", "四、", "自愿签署声明"),
      body`本人学历：${who.schooling}，可以阅读和理解汉语，无需他人代读。本人就第三项内容已经获得辩护人${someone("counsel", counsel)}的法律帮助，签署系出于真实意思。`,
      signLine("犯罪嫌疑人：", someone("pleader", who.name)),
      dayLine(signedOn),
      body`本人是${suspect()}${someone("pleader", who.name)}的辩护人。本人证明，${suspect()}${someone("pleader", who.name)}已经知悉上述全部内容，依照${under(PROCEDURE, "第一百七十四条", "第一款")}，在本人在场的情况下自愿签署。`,
      signLine("辩护人：", someone("counsel", counsel)),
    ],
    record: recordOf(s, [who], {
      charge: "盗窃罪",
      actOn: course.act,
      acceptedOn: course.accepted,
      days: { act: [course.act], accepted: [course.accepted], told: [course.told] },
    }),
    order: ["act", "accepted", "told", "signed"],
    deadlines: [{ from: "accepted", to: "told", days: 3 }],
  };
}

/** Not before the last days of a month, so that months can be counted back from the day after. */
const onPlainDay = (iso: string): string => (Number(iso.slice(8)) > 26 ? later(iso, -6) : iso);

/** Against a judgment that counted a returning offender's probation wrong. */
export function protestPaper(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = s.person("convict", [1975, 1998], "male");
  const judged = s.workday(course.decided, 35, 60);
  const received = s.workday(judged, 1, 4);
  const protested = s.workday(received, 5, 10);
  const months = random.pick([12, 14, 16]);
  const earlier = random.pick([10, 12, 18]);
  const freed = onPlainDay(later(course.act, -random.between(300, 1300)));
  const value = random.between(32, 88) * 10_000;
  return {
    family: "protest-paper",
    kind: "protest",
    paragraphs: [
      title(s.procuratorate),
      title("刑事抗诉书"),
      numberLine(`${s.mark}诉刑抗〔${protested.slice(0, 4)}〕${random.between(1, 12)}号`),
      body`原审${accused()}${personLine(who)}。曾因犯盗窃罪被判处有期徒刑${lengthOf("earlier", earlier)}，${termOf("earlier", monthsOn(later(freed, 1), -earlier), earlier)}，于${day("freed", freed)}刑满释放。`,
      body`${s.court}于${day("judged", judged)}作出一审判决，认定${accused()}${someone("convict", who.name)}犯${charge("敲诈勒索罪")}，判处有期徒刑${durationText(months)}，缓刑二年。本院于${day("received", received)}收到判决书。经依法审查，本案的事实和判决理由如下：`,
      body`${day("act", course.act)}，${accused()}${someone("convict", who.name)}以举报养殖户违建为由，索得人民币${part("value", value)}。${s.court}采纳了指控的事实和罪名，认定其构成${charge("敲诈勒索罪")}，但以其退赔${part("value", value)}、取得谅解为由宣告缓刑。`,
      body`本院认为，该判决适用法律错误，量刑不当，理由如下：`,
      head("grounds", "一、", "原审被告人系累犯。"),
      body`${accused()}${someone("convict", who.name)}${day("freed", freed)}刑满释放后，五年以内再犯应当判处有期徒刑以上刑罚之罪，符合${under(CRIMINAL, "第六十五条", "第一款")}关于累犯应当从重处罚的规定。`,
      head("grounds", "二、", "对累犯不得适用缓刑。"),
      body`${statute("刑法", "第七十四条", "")}规定：“${quoted("对于累犯和犯罪集团的首要分子，不适用缓刑", ["不适用缓刑", "一般不适用缓刑"], ["首要分子", "主犯"], ["累犯和", "累犯、惯犯和"])}。”退赔与谅解均非突破该条的理由，${articleAlone("中华人民共和国刑法", "第七十四条")}没有例外。`,
      head("grounds", "三、", "原判法律效果不佳。"),
      body`缓刑考验期内由社区矫正机构监督，累犯再犯可能性较大，${today("社区矫正对象", "社区服刑人员")}管理难以达到预防目的。`,
      body`综上，为维护司法公正，准确惩治犯罪，依照${under(PROCEDURE, "第二百二十八条")}的规定，特在${articleAlone(PROCEDURE, "第二百三十条")}规定的十日期限内提出抗诉，请以${charge("敲诈勒索罪")}依法改判有期徒刑实刑。`,
      body`此致`,
      { style: "addressee", pieces: [slot("岳阳市中级人民法院", "addressee", "addressee")] },
      sealLine(s.procuratorate),
      dayLine(protested, "han"),
      enclosed("1.", "原审被告人现居住于户籍地；", "附："),
      enclosed("2.", "刑满释放证明复印件一份；"),
      enclosed("3.", "一审判决书复印件一份。"),
    ],
    record: recordOf(s, [who], { charge: "敲诈勒索罪", actOn: course.act, days: { act: [course.act] } }),
    order: ["freed", "act", "judged", "received", "signed"],
    deadlines: [{ from: "received", to: "signed", days: 10 }],
  };
}

/** On a prison's proposal to shorten a sentence. */
export function commutation(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = s.person("prisoner", [1968, 1994], "male");
  const months = random.pick([36, 42, 48, 54, 60]);
  const from = later(course.act, -random.between(500, 700));
  const copied = s.workday(course.arrested, 20, 60);
  const signedOn = s.workday(copied, 6, 9);
  const [fine, damages] = drawAmounts(random, 2, [6_000, 40_000]);
  return {
    family: "commutation",
    kind: "correction-notice",
    paragraphs: [
      title("岳阳市人民检察院"),
      title("减刑提请检察意见书"),
      numberLine(`岳检减审〔${signedOn.slice(0, 4)}〕${random.between(10, 480)}号`),
      { style: "addressee", pieces: [slot("湖南省岳阳监狱", "addressee", "addressee"), { text: "：" }] },
      body`你监${day("copied", copied)}抄送本院的罪犯${someone("prisoner", who.name)}减刑建议书副本及案卷材料收悉。本院指派检察官审查了材料，与罪犯${someone("prisoner", who.name)}本人及同监区${today("罪犯", "劳改犯")}谈话，列席了评审会议。`,
      body`经审查：罪犯${someone("prisoner", who.name)}，${sexOf(who)}，${bornOf(who)}出生，公民身份号码${idOf(who)}，因犯${charge("诈骗罪")}被判处有期徒刑${lengthOf("served", months)}，刑期${termOf("served", from, months)}；判决确定的财产性义务为罚金${part("fine", fine)}、退赔${part("damages", damages)}，共计${whole("due", fine + damages)}（${inCapitals("due", fine + damages)}），均已缴纳。`,
      body`你监提请对罪犯${someone("prisoner", who.name)}减去有期徒刑五个月。本院认为，罪犯${someone("prisoner", who.name)}所犯${charge("诈骗罪")}不属于从严情形，服刑期间认罪服法，获得表扬${listed("praise", 3, { near: ["praise-1", "praise-2", "praise-3"], isHan: true })}次（${[1, 2, 3].flatMap((at) => [{ text: at === 1 ? "" : "、" }, day(`praise-${at}`, later(from, 150 + at * 90 + random.between(0, 25)))])}），财产性判项履行完毕，符合${under(CRIMINAL, "第七十八条", "第一款")}规定的可以减刑的条件。`,
      body`根据${statute("刑事诉讼法", "第二百七十三条", "第二款")}“${quoted("人民检察院可以向人民法院提出书面意见", ["可以", "应当"], ["人民法院", "执行机关"])}”的规定，本院同意你监的提请意见，并将就${charge("诈骗罪")}罪犯减刑的从严掌握问题另行沟通。`,
      sealLine("岳阳市人民检察院"),
      dayLine(signedOn),
    ],
    record: recordOf(s, [who], { charge: "诈骗罪" }),
    sums: [{ whole: "due", parts: ["fine", "damages"] }],
    order: ["copied", "signed"],
    deadlines: [],
  };
}
