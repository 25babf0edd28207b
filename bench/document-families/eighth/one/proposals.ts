import type { Draft } from "../../draft.ts";
import {
  CRIMINAL,
  day,
  enclosed,
  head,
  inCapitals,
  later,
  named,
  PROCEDURE,
  part,
  provision,
  sameYear,
  someone,
  under,
  whole,
} from "../../forms.ts";
import { ageAt, codeAt, firmNamed, yearOf } from "../../marked/pieces.ts";
import { daysAfter, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  accused,
  body,
  charge,
  chargeThen,
  dayLine,
  listed,
  numberLine,
  penalty,
  quoted,
  sealLine,
  signLine,
  statute,
  title,
  toCourt,
  today,
  word,
} from "../../marked/slips.ts";
import { DECIDED_IN_TIME, drawAmounts, type Story, sumOf } from "../../story.ts";
import { called, dutyCourse, officialLine, postLine } from "./pieces.ts";

/** Invoices for goods that never moved: the proposal of a sentence on probation for a plea. */
export function invoiceProposal(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const dealer = s.person("dealer", [1968, 1990]);
  const [own, buyer] = [s.firm("商贸"), s.firm("建材")];
  const [agent, counsel] = [called(s, "agent"), called(s, "counsel")];
  const issued = daysAfter(random, later(course.filed, -150), 3, 110) as [string, string, string];
  const taxes = drawAmounts(random, 3, [41_000, 118_000]) as unknown as [number, number, number];
  const total = sumOf(taxes);
  const paid = Math.round((total * 0.7) / 1_000_000) * 1_000_000;
  const [fine, fee] = [random.between(3, 9) * 1_000_000, random.between(8, 24) * 100_000];
  const plea = s.workday(course.accepted, 8, 14);
  const months = random.pick([12, 15, 18, 20] as const);
  return {
    family: "one-invoice-proposal",
    kind: "sentencing-proposal",
    paragraphs: [
      title(s.procuratorate),
      title("量刑建议书"),
      numberLine(`${s.mark}量建〔${yearOf(course.decided)}〕${s.number}号`),
      body`${accused()}${postLine(dealer, "公司股东")}。`,
      body`被告人${named(dealer)}${chargeThen("虚开增值税专用发票罪")}一案，${s.police}于${day("accepted", course.accepted)}移送本院审查起诉，本院于${sameYear("told", course.told, course.accepted)}告知其诉讼权利，其于${day("plea", plea)}在辩护人${named(counsel)}见证下自愿签署认罪认罚具结书。现该案已由本院提起公诉，依照${under(PROCEDURE, "第一百七十六条", "第二款")}的规定，提出量刑建议如下。`,
      head("parts", "一、", "据以量刑的犯罪事实"),
      body`被告人${named(dealer)}实际经营${firmNamed("own", own.name)}（统一社会信用代码${codeAt("own", own.code)}），在没有真实货物交易的情况下，经中间人${named(agent)}介绍，为${firmNamed("buyer", buyer.name)}（统一社会信用代码${codeAt("buyer", buyer.code)}）虚开增值税专用发票${listed("invoices", 3, { near: ["tax-1", "tax-2", "tax-3"], isHan: true })}批，即${day("issue-1", issued[0])}一批，税额${part("tax-1", taxes[0])}，${day("issue-2", issued[1])}一批，税额${part("tax-2", taxes[1])}，${day("issue-3", issued[2])}一批，税额${part("tax-3", taxes[2])}，上述税额合计人民币${whole("total", total)}（大写：${inCapitals("total", total)}），均已由${firmNamed("buyer", buyer.name)}申报抵扣；被告人${named(dealer)}以${firmNamed("own", own.name)}名义收取开票费${part("fee", fee)}。开具首批发票时，被告人${named(dealer)}${ageAt(dealer, "issue-1", issued[0])}周岁。`,
      body`案发后，${firmNamed("buyer", buyer.name)}已补缴税款${part("paid", paid)}，尚欠${part("owed", total - paid)}正由${today("税务局", "国家税务局", "地方税务局")}追征；被告人${named(dealer)}退出开票费${part("fee", fee)}。中间人${named(agent)}另案处理。`,
      head("parts", "二、", "量刑情节"),
      body`被告人${named(dealer)}经电话通知后自行到案，如实供述，系${word("自首", "自守")}，可以从轻或者减轻处罚；自愿认罪认罚，可以从宽处理；退出全部违法所得，可以酌情从轻处罚。上述情节，辩护人${named(counsel)}均无异议。`,
      head("parts", "三、", "法律依据"),
      body`前述行为触犯${under(CRIMINAL, "第二百零五条", "第一款")}，应当以${charge("虚开增值税专用发票罪")}追究刑事责任；自首情节依照${statute("刑法", "第六十七条", "第一款")}，缓刑依照${statute("刑法", "第七十二条", "第一款")}和${provision(CRIMINAL, "第七十三条", "第二款")}，该款规定：“${quoted("有期徒刑的缓刑考验期限为原判刑期以上五年以下，但是不能少于一年。", ["五年以下", "三年以下"], ["少于一年", "少于六个月"], ["考验期限", "考察期限"])}”本院就同类案件的${word("量刑", "量型")}尺度亦已参酌。`,
      head("parts", "四、", "量刑建议"),
      body`建议人民法院以${charge("虚开增值税专用发票罪")}判处被告人${named(dealer)}${penalty("205-1", months, ["有期徒刑三年六个月", "有期徒刑四年", "有期徒刑五年"])}，缓刑二年，并处${word("罚金", "罚款")}人民币${part("fine", fine)}；退出的开票费${part("fee", fee)}依法没收，上缴国库。以上建议系控辩双方就${charge("虚开增值税专用发票罪")}协商一致的结果，请在量刑时予以采纳。`,
      ...toCourt(s.court),
      signLine("检察官　", someone("procurator", s.name())),
      sealLine(s.procuratorate),
      dayLine(course.decided),
      enclosed("1.", "认罪认罚具结书一份；", "附："),
      enclosed("2.", "补缴税款凭证三份；"),
      enclosed("3.", "社区矫正调查评估意见书一份。"),
    ],
    record: recordOf(s, [dealer], {
      charge: "虚开增值税专用发票罪",
      acceptedOn: course.accepted,
      amount: total,
      days: { accepted: [course.accepted], told: [course.told] },
    }),
    sums: [
      { whole: "total", parts: ["tax-1", "tax-2", "tax-3"] },
      { whole: "total", parts: ["paid", "owed"] },
    ],
    order: ["issue-3", "accepted", "told", "plea", "signed"],
    deadlines: [{ from: "accepted", to: "told", days: 3 }, DECIDED_IN_TIME],
  };
}

/** A judgment that left out one bribe of three: protest within ten days. */
export function bribeProtest(story: Story): Draft {
  const s = sceneOf(story);
  const { random } = s;
  const official = s.person("official", [1965, 1982], "male");
  const [one, two, three] = [called(s, "giver-1"), called(s, "giver-2"), called(s, "giver-3")];
  const [wife, judgeFound] = [called(s, "relative", "female"), random.pick([26, 28, 30] as const)];
  const gifts = daysAfter(random, later("2023-05-06", random.between(0, 220)), 3, 170) as [string, string, string];
  const c = dutyCourse(s, gifts[2]);
  const scale = [random.between(62, 88), random.between(64, 92), random.between(105, 168)].map((each) => each * 100_000) as [
    number,
    number,
    number,
  ];
  const [found, total] = [scale[0] + scale[1], sumOf(scale)];
  const judged = s.workday(c.decided, 62, 85);
  const served = s.workday(judged, 2, 5);
  const signedOn = s.workday(served, 5, 9);
  return {
    family: "one-bribe-protest",
    kind: "protest",
    paragraphs: [
      title(s.procuratorate),
      title("刑事抗诉书"),
      numberLine(`${s.mark}诉刑抗〔${yearOf(signedOn)}〕${s.number}号`),
      body`${accused()}${officialLine(official, `原系${s.town}综合执法队队长`)}。`,
      body`${s.court}于${day("judged", judged)}以刑事判决书对被告人${named(official)}${chargeThen("受贿罪")}一案作出第一审判决，该判决书于${day("served", served)}送达本院。经依法审查，本院认为该判决遗漏部分受贿事实，导致量刑明显不当，现提出抗诉，理由如下：`,
      head("parts", "一、", "原审判决的认定"),
      body`原审判决认定，被告人${named(official)}利用查处违法建设的职务便利，${day("gift-1", gifts[0])}收受${named(one)}${part("gift-sum-1", scale[0], "wan")}，${day("gift-2", gifts[1])}收受${named(two)}${part("gift-sum-2", scale[1], "wan")}，两笔合计${whole("found", found, "wan")}，属数额较大，判处${penalty("383-1", judgeFound, [])}，并处罚金；对起诉书指控的第三笔，以证据不足为由未予认定。`,
      head("parts", "二、", "抗诉理由"),
      body`本院认为，起诉书指控的第三笔事实清楚，证据确实、充分，原审判决未予认定确有错误。${day("gift-3", gifts[2])}，${named(three)}为使其违章厂房免于${word("拆除", "折除")}，在${s.town}送给被告人${named(official)}现金${part("gift-sum-3", scale[2], "wan")}，该款由被告人${named(official)}当晚交其妻${named(wife)}存入银行。对此，${named(three)}的证言、${named(wife)}的证言与存款凭条在时间、金额上完全吻合，被告人${named(official)}在监察机关亦作过多次稳定供述，其当庭以借款为由翻供，却不能说明借款用途，亦无任何${word("借据", "借剧")}，所辩不足采信。`,
      body`据此，应当认定被告人${named(official)}受贿${listed("gifts", 3, { isHan: true, near: ["gift-sum-1", "gift-sum-2", "gift-sum-3"] })}笔，共计人民币${whole("total", total, "wan")}（大写：${inCapitals("total", total)}），已达数额巨大的标准，依照${under(CRIMINAL, "第三百八十五条", "第一款")}、${provision(CRIMINAL, "第三百八十六条")}及${statute("刑法", "第三百八十三条", "第一款")}第（二）项，对其所犯${charge("受贿罪")}应在三年以上十年以下有期徒刑的幅度内量刑。首次收受财物时，被告人${named(official)}${ageAt(official, "gift-1", gifts[0])}周岁，任职多年，深知法纪，原审判决在三年以下对${charge("受贿罪")}量刑，显属畸轻。`,
      body`原审判决对没收的范围亦仅及于${whole("found", found, "wan")}，对前述第三笔${part("gift-sum-3", scale[2], "wan")}未作处理，违反${statute("刑法", "第六十四条", "")}关于违法所得应当予以追缴的规定。`,
      head("parts", "三、", "抗诉请求"),
      body`综上所述，${s.court}对被告人${named(official)}所作判决认定事实错误，适用法律不当。为维护司法公正，准确惩治${charge("受贿罪")}，依照${under(PROCEDURE, "第二百二十八条")}关于“${quoted("地方各级人民检察院认为本级人民法院第一审的判决、裁定确有错误的时候，应当向上一级人民法院提出抗诉", ["应当向", "可以向"], ["确有错误", "存在错误"], ["上一级人民法院", "上级人民法院"])}”的规定，特提出${word("抗诉", "抗述")}，请依法改判。`,
      ...toCourt("岳阳市中级人民法院"),
      sealLine(s.procuratorate),
      dayLine(signedOn, "han"),
      enclosed("1．", "被告人现羁押处所说明一份；", "附："),
      enclosed("2．", "第三笔受贿事实的证据目录一份；"),
      enclosed("3．", "第一审刑事判决书复印件一份。"),
    ],
    record: recordOf(s, [official], { charge: "受贿罪", amount: total }),
    sums: [
      { whole: "found", parts: ["gift-sum-1", "gift-sum-2"] },
      { whole: "total", parts: ["gift-sum-1", "gift-sum-2", "gift-sum-3"] },
    ],
    order: ["gift-3", "judged", "served", "signed"],
    deadlines: [{ from: "served", to: "signed", days: 10 }],
  };
}
