import type { Draft } from "../../draft.ts";
import { cells, day, PROCEDURE, part, phoneOf, sameYear, someone, under, whole } from "../../forms.ts";
import { ageAt, codeAt, firmNamed, IN_TIME } from "../../marked/pieces.ts";
import { personLine, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  accused,
  body,
  cell,
  charge,
  chargeThen,
  dayLine,
  listed,
  numberLine,
  penalty,
  quoted,
  role,
  sealLine,
  signLine,
  statute,
  title,
  toCourt,
  today,
  word,
} from "../../marked/slips.ts";
import { drawAmounts, type Story, sumOf, TOLD_IN_TIME } from "../../story.ts";
import { foot, ofCompound } from "./mentions.ts";

/** Twice sent back and still not proven: a decision not to prosecute for want of evidence. */
export function twiceSentBack(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = ofCompound(s.person("cleared", [1970, 1995], "male"), random.between(0, 3));
  const [kitchen, hotel] = [s.firm("餐饮管理"), s.firm("酒店管理")];
  const [cook, keeper, counsel] = [s.name(), s.name(), s.name()];
  const claims = drawAmounts(random, 2, [4_000, 16_000]);
  const claim = sumOf(claims);
  const back1 = s.workday(course.accepted, 25, 40);
  const again1 = s.workday(back1, 22, 28);
  const back2 = s.workday(again1, 25, 40);
  const again2 = s.workday(back2, 20, 28);
  const decided = s.workday(again2, 18, 38);
  const me = someone("cleared", who.name);
  return {
    family: "four-twice-sent-back",
    kind: "non-prosecution-decision",
    paragraphs: [
      title(`${s.procuratorate}不起诉决定书`),
      numberLine(`${s.mark}刑不诉〔${decided.slice(0, 4)}〕${s.number}号`),
      body`${role("被不起诉人")}${personLine(who)}，联系电话${phoneOf(who)}。因涉嫌${chargeThen("敲诈勒索罪")}，${day("detained", course.detained)}被${s.police}刑事拘留，后变更为取保候审。`,
      body`辩护人${someone("counsel", counsel)}，湖南金鹗律师事务所律师。`,
      body`${s.police}侦查终结，于${day("accepted", course.accepted)}将本案移送本院。${sameYear("told", course.told, course.accepted)}，本院告知${me}有权委托辩护人，其当即委托${someone("counsel", counsel)}律师。本案因证据问题${listed("returns", 2, { near: ["back-1", "back-2"], isHan: true })}次退回${word("补充", "补冲")}侦查：第一次自${day("back-1", back1)}退回，公安机关于${day("again-1", again1)}重新移送；第二次自${day("back-2", back2)}退回，公安机关于${day("again-2", again2)}再度移送。`,
      body`${s.police}移送认定：${day("act", course.act)}前后，${me}以向媒体曝光卫生问题相要挟，先向${firmNamed("kitchen", kitchen.name)}（统一社会信用代码${codeAt("kitchen", kitchen.code)}）店长${someone("cook", cook)}索得${part("claim-1", claims[0])}，后向${firmNamed("hotel", hotel.name)}（统一社会信用代码${codeAt("hotel", hotel.code)}）经理${someone("keeper", keeper)}索得${part("claim-2", claims[1])}，两笔共计${whole("claim", claim)}，其行为涉嫌${charge("敲诈勒索罪")}。${day("act", course.act)}当天，${me}年龄为${ageAt(who, "act", course.act)}周岁。`,
      body`经本院审查并两次退回后，仍认为${s.police}认定${me}犯${charge("敲诈勒索罪")}的事实不清、证据不足，主要有如下${listed("gaps", 3, { isHan: true })}点：`,
      body`其一，${someone("cook", cook)}先称受到${word("恐吓", "恐下")}，后称系自愿支付封口费，前后${word("陈述", "陈诉")}不一，且无录音佐证；`,
      body`其二，${firmNamed("hotel", hotel.name)}所付${part("claim-2", claims[1])}以广告费名义入账，双方${word("签订", "签定")}有宣传合同，${someone("keeper", keeper)}亦称已实际投放，不能排除正常交易；`,
      body`其三，${firmNamed("kitchen", kitchen.name)}未提供付款凭证，${part("claim-1", claims[0])}究竟是否交付，仅有孤证。另据${s.place}${today("卫生健康局", "卫生局", "卫生和计划生育局")}复函，上述两家单位当年均无卫生处罚记录。`,
      body`${firmNamed("hotel", hotel.name)}、${firmNamed("kitchen", kitchen.name)}经本院询问，均未补充其他材料。综合在案材料，无法得出${me}实施勒索的唯一结论，${charge("敲诈勒索罪")}不能认定。`,
      body`${under(PROCEDURE, "第一百七十五条", "第四款")}规定：“${quoted("对于二次补充侦查的案件，人民检察院仍然认为证据不足，不符合起诉条件的，应当作出不起诉的决定", ["应当作出", "可以作出"], ["二次补充侦查", "一次补充侦查"], ["证据不足", "事实不清"])}。”本院据此决定对${me}不起诉。`,
      body`${role("被不起诉人")}名下被扣押的手机一部，依照${statute("刑事诉讼法", "第一百七十七条", "第三款")}的要求同时解除扣押。被害单位如不服本决定，可以在收到决定书后七日以内向岳阳市人民检察院申诉。`,
      sealLine(s.procuratorate),
      dayLine(decided, "han"),
    ],
    record: recordOf(s, [who], {
      charge: "敲诈勒索罪",
      amount: claim,
      days: { detained: [course.detained], told: [course.told] },
    }),
    sums: [{ whole: "claim", parts: ["claim-1", "claim-2"] }],
    order: ["detained", "accepted", "told", "back-1", "again-1", "back-2", "again-2", "signed"],
    deadlines: [TOLD_IN_TIME, { from: "back-1", to: "again-1", days: 31 }, { from: "again-2", to: "signed", days: 46 }],
  };
}

/** What the procuratorate proposes for four of a brawl, in a table. */
export function brawlProposal(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [chief, second, third, fourth] = [
    ofCompound(s.person("chief", [1979, 1999], "male"), 2),
    s.person("second", [1985, 2003], "male"),
    s.person("third", [1983, 2003], "male"),
    ofCompound(s.person("fourth", [1988, 2004], "male"), 0),
  ];
  const people = [chief, second, third, fourth] as const;
  const [c, d, e, f] = [
    someone("chief", chief.name),
    someone("second", second.name),
    someone("third", third.name),
    someone("fourth", fourth.name),
  ];
  const paid = drawAmounts(random, 4, [3_000, 22_000]);
  const whole4 = sumOf(paid);
  const signedOn = s.workday(course.told, 5, 11);
  const months = [random.between(26, 32), random.between(16, 22), random.between(11, 15), random.between(7, 9)] as const;
  const victim = s.name("male");
  return {
    family: "four-brawl-proposal",
    kind: "sentencing-proposal",
    paragraphs: [
      title(s.procuratorate),
      title("量刑建议书"),
      numberLine(`${s.mark}刑量建〔${course.decided.slice(0, 4)}〕${s.number}号`),
      body`${accused()}${c}、${d}、${e}、${f}涉嫌${chargeThen("聚众斗殴罪")}一案，${s.police}于${day("accepted", course.accepted)}移送本院，本院已于${day("told", course.told)}履行告知义务。${day("signed-plea", signedOn)}，四人在各自辩护人或者值班律师在场时签署具结书。现就量刑提出意见如下：`,
      ...people.map((who) => body`${accused()}${personLine(who)}。`),
      body`${day("act", course.act)}晚，${c}因与他人争抢台球室生意，${word("纠集", "纠结")}${d}、${e}、${f}在${s.town}与对方互殴，致${someone("victim", victim)}轻伤二级。次日，${f}主动投案，其余三人被抓获归案。案发当晚，${c}${ageAt(chief, "act", course.act)}周岁，${f}${ageAt(fourth, "act", course.act)}周岁。各人的${word("作用", "做用")}：${c}邀约人员、指挥冲突，系首要分子；${d}、${e}徒手殴打对方，系积极参加者；${f}驾车接送，亦系积极参加者，但情节较轻。`,
      body`四人对${someone("victim", victim)}的赔付情况如下表（单位：元），${someone("victim", victim)}已出具谅解书。`,
      ...cells("姓名", "地位", "已赔付"),
      ...cells(c, "首要分子", cell("paid-1", paid[0])),
      ...cells(d, "积极参加", cell("paid-2", paid[1])),
      ...cells(e, "积极参加", cell("paid-3", paid[2] ?? 0)),
      ...cells(f, "积极参加", cell("paid-4", paid[3] ?? 0)),
      ...cells("四人合计", "—", foot("paid", whole4)),
      body`赔付总额${whole("paid", whole4)}均已到账。`,
      body`四人的行为均触犯${under("中华人民共和国刑法", "第二百九十二条", "第一款")}前段，应以${charge("聚众斗殴罪")}追究刑事责任，法定刑为“${quoted("处三年以下有期徒刑、拘役或者管制", ["三年以下", "五年以下"], ["、拘役或者管制", "或者拘役"])}”。四人${word("自愿", "志愿")}认罪认罚，符合${statute("刑事诉讼法", "第十五条", "")}，且积极赔偿，可以从宽；${f}还有${statute("刑法", "第六十七条", "第一款")}规定的自首情节。`,
      body`综合全案，本院就${charge("聚众斗殴罪")}对各${accused()}的量刑建议为：`,
      body`（1）${c}，${penalty("292-1", months[0], ["有期徒刑四年", "有期徒刑三年九个月", "有期徒刑五年六个月"])}；`,
      body`（2）${d}，${penalty("292-1", months[1], ["有期徒刑三年六个月", "有期徒刑四年三个月"])}；`,
      body`（3）${e}，${penalty("292-1", months[2], ["有期徒刑三年七个月", "有期徒刑六年"])}；`,
      body`（4）${f}，${penalty("292-1", months[3], ["有期徒刑三年二个月", "有期徒刑四年二个月"])}，可以适用${word("缓刑", "缓形")}。`,
      body`以上建议共${listed("proposals", 4, { near: ["chief", "second", "third", "fourth"] })}项，请合议庭评议时予以采纳。`,
      ...toCourt(s.court),
      signLine("检察官　", someone("procurator", s.name())),
      sealLine(s.procuratorate),
      dayLine(course.decided),
    ],
    record: recordOf(s, people, {
      charge: "聚众斗殴罪",
      actOn: course.act,
      acceptedOn: course.accepted,
      days: { act: [course.act], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [{ whole: "paid", parts: ["paid-1", "paid-2", "paid-3", "paid-4"] }],
    order: ["act", "accepted", "told", "signed-plea", "signed"],
    deadlines: IN_TIME,
  };
}
