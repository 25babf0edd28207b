import { type Draft, slot } from "../draft.ts";
import { ageOf, bornOf, day, head, idOf, later, PROCEDURE, part, row, sexOf, signed, someone, under, whole } from "../forms.ts";
import { daysAfter, recordOf, sceneOf } from "../marked/scene.ts";
import {
  addressee,
  articleAlone,
  body,
  cell,
  charge,
  dayLine,
  daysLong,
  daysOf,
  listed,
  numberLine,
  quoted,
  sealLine,
  signLine,
  statute,
  suspect,
  title,
  today,
  word,
} from "../marked/slips.ts";
import { drawAmounts, type Story, sumOf } from "../story.ts";

/** Questions and answers in the detention centre. */
export function interrogation(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = s.person("asked", [1970, 2003], "male");
  const friend = s.name("male");
  const on = s.workday(course.told, 2, 6);
  const days = daysAfter(random, later(course.filed, -30), 3, 28);
  const sums = drawAmounts(random, 3, [900, 8_600]);
  const total = sumOf(sums);
  const fenced = random.between(3, 6) * 10_000;
  const hour = random.between(9, 10);
  const [procurator, clerk] = [s.name(), s.name()];
  return {
    family: "interrogation",
    kind: "interrogation-record",
    paragraphs: [
      title("讯问笔录"),
      title("（第一次）"),
      body`时间：${day("asked-on", on)}${hour}时05分至${hour + 1}时20分`,
      body`地点：${s.detention}提讯区${random.between(1, 6)}号室`,
      body`讯问检察官：${someone("procurator", procurator)}　书记员：${someone("clerk", clerk)}`,
      body`被讯问人：${someone("asked", who.name)}，${sexOf(who)}，${bornOf(who)}出生，公民身份号码${idOf(who)}，${who.nation}，${who.schooling}，户籍所在地：${who.address}`,
      body`问：我们是${s.procuratorate}的工作人员（出示证件）。你涉嫌${charge("盗窃罪")}一案，${s.police}已于${day("accepted", course.accepted)}移送我院审查起诉，我院于${day("told", course.told)}向你送达了《${suspect()}诉讼权利义务告知书》，内容你清楚吗？`,
      body`答：清楚，我看过了。`,
      body`问：依照${under(PROCEDURE, "第一百二十条", "第一款")}，“${quoted("犯罪嫌疑人对侦查人员的提问，应当如实回答。但是对与本案无关的问题，有拒绝回答的权利", ["应当如实回答", "可以如实回答"], ["无关的问题", "有关的问题"])}”，你明白吗？是否申请回避？`,
      body`答：明白，不申请。`,
      body`问：你今年多大？案发时呢？`,
      body`答：第一次作案是${day("act-1", days[0] ?? "")}，那时我满${slot(ageOf(who, days[0] ?? "").text, "age", "asked@act-1", Number(ageOf(who, days[0] ?? "").text))}周岁。`,
      body`问：把经过讲一遍。`,
      body`答：我一共偷了${listed("incidents", 3, { near: ["s1", "s2", "s3"], isHan: true })}回。头一回就是刚才说的那天，我在${s.town}一处停车场撬开一辆面包车，拿走现金${part("s1", sums[0])}。第二回是${day("act-2", days[1] ?? "")}，从一家早餐店抽屉里拿了${part("s2", sums[1])}。第三回是${day("act-3", days[2] ?? "")}，在出租屋偷了房东${part("s3", sums[2] ?? 0)}。加起来是${whole("total", total)}，都是现金。`,
      body`问：你在公安机关第一次供述时为什么少说了一回？`,
      body`答：当时把早餐店那回漏了，以今天讲的为准。`,
      body`问：钱是怎么花的？`,
      body`答：给了${someone("friend", friend)}${part("fenced", fenced)}还账，其余吃住用了。${someone("friend", friend)}不知道钱是偷来的，我还他${part("fenced", fenced)}时骗他说是工资。`,
      body`问：公安机关${word("讯问", "询问")}你时有没有刑讯逼供、诱供？`,
      body`答：没有。`,
      body`问：你的行为涉嫌${charge("盗窃罪")}，法律依据是${statute("刑法", "第二百六十四条", "")}，你是否认罪认罚？`,
      body`答：认罪认罚，愿意把${whole("total", total)}退出来。`,
      body`问：在案的${today("鉴定意见", "鉴定结论")}和作案工具照片已经给你看过，你有异议吗？`,
      body`答：没有异议。`,
      body`问：${suspect()}认罪认罚应当有辩护人或者值班律师在场，依据是${statute("刑事诉讼法", "第一百七十四条", "第一款")}，你是否需要法律援助律师？以上笔录请核对，所涉${charge("盗窃罪")}部分有无出入？`,
      body`答：需要。笔录我看过了，与我讲的没有出入。`,
      signLine("被讯问人：", someone("asked", who.name), "（捺印）"),
      signLine("讯问人：", someone("procurator", procurator), "　记录人：", someone("clerk", clerk)),
      { style: "signature", pieces: [signed(on)] },
    ],
    record: recordOf(s, [who], {
      charge: "盗窃罪",
      acceptedOn: course.accepted,
      amount: total,
      days: { accepted: [course.accepted], told: [course.told] },
    }),
    sums: [{ whole: "total", parts: ["s1", "s2", "s3"] }],
    order: ["act-1", "act-2", "act-3", "accepted", "told", "signed"],
    deadlines: [{ from: "accepted", to: "told", days: 3 }],
  };
}

/** A victim who tells what was lost, with a list that was checked together. */
export function victimHeard(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = s.person("heard", [1958, 2000]);
  const seller = s.name("male");
  const on = s.workday(course.told, 3, 8);
  const count = random.between(3, 4);
  const days = daysAfter(random, later(course.filed, -50), count, 45);
  const sums = drawAmounts(random, count, [1_500, 12_800]);
  const keys = sums.map((_, at) => `paid-${at + 1}`);
  const total = sumOf(sums);
  const back = random.between(5, 12) * 10_000;
  return {
    family: "victim-heard",
    kind: "witness-record",
    paragraphs: [
      title("询问笔录"),
      body`询问时间：${day("heard-on", on)}15时00分至16时10分`,
      body`询问地点：${s.procuratorate}12309检察服务中心`,
      body`询问人：${someone("procurator", s.name())}　记录人：${someone("clerk", s.name())}`,
      body`被询问人：${someone("heard", who.name)}　性别：${sexOf(who)}　出生日期：${bornOf(who)}`,
      body`公民身份号码：${idOf(who)}　联系电话：${slot(who.phone, "phone", "heard", who.phone)}`,
      body`住址：${who.address}`,
      body`问：依照${under(PROCEDURE, "第一百二十四条", "第二款")}“${quoted("询问证人应当个别进行", ["应当个别进行", "可以个别进行"], ["个别", "分别"])}”的规定，该规定同样适用于被害人，现向你单独了解情况，你应当如实陈述，清楚吗？`,
      body`答：清楚。`,
      body`问：你与${suspect()}${someone("seller", seller)}是什么关系？`,
      body`答：没有关系，是在网上认识的。他说能低价买到养老理疗仪，我就信了。`,
      body`问：${s.police}移送的${charge("诈骗罪")}一案认定你付款${listed("payments", count, { near: keys, isHan: true })}次，请你对照转账记录逐笔确认。`,
      body`答：好的。记录是这样的：`,
      row("日期", "金额（元）"),
      ...days.map((date, at) => row(day(`paid-on-${at + 1}`, date), cell(`paid-${at + 1}`, sums[at] ?? 0))),
      body`问：总数是多少？`,
      body`答：一共${whole("total", total)}，一分不少。后来${someone("seller", seller)}退过我${part("back", back)}，扣掉这${part("back", back)}，还差${whole("left", total - back)}。`,
      body`问：你什么时候发现被骗的？`,
      body`答：${day("found", later(course.filed, -2))}我去医院，医生说那东西没用，我${day("reported", later(course.filed, -1))}就报了案，警察于${day("filed", course.filed)}立的案。`,
      body`问：你对${charge("诈骗罪")}的指控和赔偿有什么意见？法律规定见${statute("刑法", "第二百六十六条", "")}，附带民事诉讼可以参照${statute("刑事诉讼法", "第一百零一条", "第一款")}提起。`,
      body`答：希望${suspect()}${someone("seller", seller)}把剩下的${whole("left", total - back)}退给我，别的没有要求。`,
      body`问：你申请${today("鉴定意见", "鉴定结论")}的补充或者重新鉴定吗？对按${charge("诈骗罪")}处理有无异议？`,
      body`答：不申请，没有异议。`,
      body`问：以上记录请你核对，无误后签字。`,
      body`答：我看过了，和我讲的一样。`,
      signLine("被询问人：", someone("heard", who.name)),
      { style: "signature", pieces: [signed(on)] },
    ],
    record: recordOf(s, [], { charge: "诈骗罪", days: { filed: [course.filed] } }),
    sums: [
      { whole: "total", parts: keys },
      { whole: "left", parts: ["total"], less: ["back"] },
    ],
    order: [`paid-on-${count}`, "found", "reported", "filed", "signed"],
    deadlines: [],
  };
}

/** What a suspect is told, and the slip that says it was handed over. */
export function rightsTold(story: Story): Draft {
  const s = sceneOf(story);
  const { course } = s;
  const who = s.person("told-one", [1966, 2004]);
  return {
    family: "rights-told",
    kind: "rights-notice",
    paragraphs: [
      title(s.procuratorate),
      title("委托辩护人、申请法律援助告知书"),
      numberLine(`${s.mark}辩告〔${course.told.slice(0, 4)}〕${s.number}号`),
      addressee(`犯罪嫌疑人${who.name}`),
      body`${s.police}以${suspect()}${someone("told-one", who.name)}涉嫌${charge("寻衅滋事罪")}移送起诉的案件材料，本院已于${day("accepted", course.accepted)}收到。现将有关事项告知如下：`,
      head("items", "一、", "你有权委托辩护人。"),
      body`${under(PROCEDURE, "第三十四条", "第二款")}规定：“${quoted("人民检察院自收到移送审查起诉的案件材料之日起三日以内，应当告知犯罪嫌疑人有权委托辩护人", ["三日以内", "五日以内"], ["应当告知", "可以告知"], ["收到移送审查起诉", "受理移送审查起诉"])}。”本院依此告知。你可以委托一至二人作为辩护人，在押的，也可以由监护人、近亲属代为委托，依据是${articleAlone(PROCEDURE, "第三十四条", "第三款")}。`,
      head("items", "二、", "你可以申请法律援助。"),
      body`因经济困难或者其他原因没有委托辩护人的，你或者近亲属可以向法律援助机构提出申请；律师可以就${charge("寻衅滋事罪")}的事实认定和法律适用为你提供帮助。`,
      head("items", "三、", "其他权利。"),
      body`你享有申请回避、申请变更强制措施、对侵权行为提出控告等${word("诉讼权利", "诉讼权力")}。${statute("刑法", "第六十七条", "第三款")}规定如实供述的可以从轻处罚；自愿认罪认罚的，可以从宽处理。`,
      sealLine(s.procuratorate),
      dayLine(course.told),
      body`———— 以下为送达回执 ————`,
      row("受送达人", someone("told-one", who.name)),
      row("性别及出生日期", sexOf(who), bornOf(who, "iso")),
      row("公民身份号码", idOf(who)),
      row("联系电话", slot(who.phone, "phone", "told-one", who.phone)),
      row("送达时间", day("handed", course.told, "iso")),
      row("案由", charge("寻衅滋事罪")),
      row("送达人", someone("assistant", s.name())),
      body`本人已收到上述告知书，知晓其内容。${suspect()}签名：${someone("told-one", who.name)}`,
    ],
    record: recordOf(s, [who], {
      charge: "寻衅滋事罪",
      acceptedOn: course.accepted,
      days: { accepted: [course.accepted] },
    }),
    order: ["accepted", "signed"],
    deadlines: [{ from: "accepted", to: "signed", days: 3 }],
  };
}

/** An invitation to a hearing, with who comes and a time for asking to listen. */
export function hearing(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = s.person("heard-of", [1960, 1999]);
  const notified = s.workday(course.told, 2, 5);
  const held = s.workday(notified, 11, 15);
  const open = random.pick([5, 7]);
  const guests = [s.name(), s.name(), s.name(), s.name(), s.name()].slice(0, random.pick([3, 5]));
  const jobs = ["人大代表", "政协委员", "律师协会会员", "社区工作者", "退休教师"];
  return {
    family: "hearing",
    kind: "hearing-notice",
    paragraphs: [
      title(s.procuratorate),
      title("听证通知书"),
      numberLine(`${s.mark}听通〔${notified.slice(0, 4)}〕${random.between(2, 80)}号`),
      addressee(`${who.name}及其辩护人`),
      body`本院于${day("accepted", course.accepted)}受理、于${day("told", course.told)}完成权利告知的${suspect()}${someone("heard-of", who.name)}（公民身份号码${idOf(who)}）涉嫌${charge("故意伤害罪")}一案，拟作相对不起诉处理。为听取各方意见，决定举行公开听证。`,
      head("items", "（一）", "听证时间和地点"),
      body`${day("held", held)}上午9时30分，本院一楼听证室。`,
      head("items", "（二）", "听证员"),
      body`由${guests.flatMap((name, at) => [{ text: at === 0 ? "" : "、" }, someone(`guest/${at}`, name), { text: `（${jobs[at] ?? ""}）` }])}共${listed("guests", guests.length, { near: guests.map((_, at) => `guest/${at}`) })}人担任听证员，由${someone("guest/0", guests[0] ?? "")}代表听证员发表意见。`,
      head("items", "（三）", "听证内容"),
      body`${someone("heard-of", who.name)}的行为是否构成${charge("故意伤害罪")}，是否符合${under(PROCEDURE, "第一百七十七条", "第二款")}“${quoted("对于犯罪情节轻微，依照刑法规定不需要判处刑罚或者免除刑罚的，人民检察院可以作出不起诉决定", ["情节轻微", "情节显著轻微"], ["可以作出", "应当作出"], ["判处刑罚或者", ""])}”的条件，以及${charge("故意伤害罪")}的民事赔偿是否到位。${statute("刑法", "第三十七条", "")}关于非刑罚处罚措施的规定一并讨论，相关程序见${statute("刑事诉讼法", "第一百七十七条", "第三款")}。`,
      head("items", "（四）", "旁听申请"),
      body`听证公告公示期为${daysLong("notice", open)}日，${daysOf("notice", notified, open)}。需要旁听的公民可以在公示期内凭本人有效证件向本院申请，${word("截止", "截至")}时间为公示期最后一日17时。`,
      body`参加人应当按时到场，遵守听证纪律，未经许可不得录音录像。收到通知后请确认是否参加，联系人${someone("assistant", s.name())}，电话${slot(s.phone(), "phone", "assistant")}。`,
      sealLine(s.procuratorate),
      dayLine(notified),
    ],
    record: recordOf(s, [who], {
      charge: "故意伤害罪",
      acceptedOn: course.accepted,
      days: { accepted: [course.accepted], told: [course.told] },
    }),
    order: ["accepted", "told", "signed", "held"],
    deadlines: [{ from: "accepted", to: "told", days: 3 }],
  };
}
