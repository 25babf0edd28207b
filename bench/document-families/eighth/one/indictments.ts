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
import { DECIDED_IN_TIME, drawAmounts, type Story, sumOf, TOLD_IN_TIME } from "../../story.ts";
import { called, dutyCourse, namesOf, officialLine, postLine } from "./pieces.ts";

/** Embezzled relief: one accused, villagers whose names were used, one sentence of several takings. */
export function reliefFunds(story: Story): Draft {
  const s = sceneOf(story);
  const { random } = s;
  const clerk = s.person("clerk", [1974, 1992]);
  const count = random.between(3, 4);
  const villagers = Array.from({ length: count }, (_, at) => called(s, `villager-${at + 1}`));
  const acts = daysAfter(random, later("2024-03-11", random.between(0, 200)), count, 90);
  const last = acts.at(-1) ?? "";
  const c = dutyCourse(s, last);
  const amounts = drawAmounts(random, count, [13_400, 24_500]);
  const keys = amounts.map((_, at) => `relief-${at + 1}`);
  const total = sumOf(amounts);
  const back = random.between(12, 26) * 100_000;
  const auditor = called(s, "auditor");
  const counsel = called(s, "counsel");
  return {
    family: "one-relief-funds",
    kind: "indictment",
    paragraphs: [
      title("起诉书"),
      numberLine(`${s.mark}刑诉〔${yearOf(c.decided)}〕${s.number}号`),
      body`${accused()}${officialLine(clerk, `原系${s.town}社会事务办公室主任`)}。`,
      body`因涉嫌${chargeThen("贪污罪")}，被告人${named(clerk)}于${day("filed", c.filed)}被${s.procuratorate.replace("人民检察院", "监察委员会")}立案调查，于${sameYear("held", c.held, c.filed)}被该委采取留置措施；案件移送起诉后，本院于受理当日对其先行拘留，于${day("arrested", c.arrested)}决定逮捕，现羁押于${s.detention}。`,
      body`本案由上述监察委员会调查终结，以被告人${named(clerk)}涉嫌${chargeThen("贪污罪")}，于${day("accepted", c.accepted)}向本院移送起诉。本院受理后，于${sameYear("told", c.told, c.accepted)}告知被告人有权委托辩护人，并依法${word("讯问", "询问")}了被告人，听取了辩护人${named(counsel)}的意见，审阅了全部案卷材料。`,
      head("parts", "一、", "犯罪事实"),
      body`经依法审查查明：被告人${named(clerk)}在担任前述职务、经手临时救助资金期间，利用审核、发放该项资金的职务便利，编造因病因灾致困的申请材料，先后${listed("takings", count, { near: keys, isHan: true })}次以他人名义套取公款，即${acts.flatMap(
        (on, at) => [
          ...(at === 0 ? [] : [{ text: "，" }]),
          day(`act-${at + 1}`, on),
          { text: "以村民" },
          named(villagers[at] ?? auditor),
          { text: "的名义套取" },
          part(keys[at] ?? "", amounts[at] ?? 0),
        ],
      )}，款到之后均转入其本人控制的银行${word("账户", "帐户")}并用于家庭开支，合计人民币${whole("total", total)}（大写：${inCapitals("total", total)}）。最后一次作案时，被告人${named(clerk)}年满${ageAt(clerk, `act-${count}`, last)}周岁。`,
      body`案发后，被告人${named(clerk)}的亲属代为退缴${part("back", back)}，已由监察机关${word("扣押", "扣压")}在案，尚有${part("left", total - back)}未予退缴。`,
      head("parts", "二、", "证明上述事实的证据"),
      body`前述事实，有临时救助申请表、银行交易明细等书证，证人${namesOf(villagers)}的证言，注册会计师${named(auditor)}出具的司法会计${today("鉴定意见", "鉴定结论")}，以及${accused()}${named(clerk)}的供述与辩解予以证实，上述证据收集程序合法，内容客观真实，足以认定。`,
      head("parts", "三、", "起诉的根据和理由"),
      body`本院认为，被告人${named(clerk)}身为国家工作人员，利用职务上的便利骗取公共财物，数额较大，其行为触犯${under(CRIMINAL, "第三百八十二条", "第一款")}、${provision(CRIMINAL, "第三百八十三条", "第一款", "第（一）项")}之规定，犯罪事实清楚，证据确实、充分，应当以${charge("贪污罪")}追究其刑事责任；其到案后如实供述，且部分退缴${word("赃款", "脏款")}，对其可以依照${statute("刑法", "第六十七条", "第三款")}从轻处罚，建议判处${penalty("383-1", random.pick([14, 18, 20, 26]), ["有期徒刑四年", "有期徒刑三年六个月", "有期徒刑五年六个月"])}，并处罚金。现依据${under(PROCEDURE, "第一百七十六条", "第一款")}的规定，以${charge("贪污罪")}对被告人${named(clerk)}提起公诉，请依法惩处。`,
      ...toCourt(s.court),
      sealLine(s.procuratorate),
      signLine("检察官　", someone("procurator", s.name())),
      dayLine(c.decided, "han"),
      enclosed("1．", "案卷材料及证据四册；", "附件："),
      enclosed("2．", "涉案款物清单一份；"),
      enclosed("3．", "证人名单一份。"),
    ],
    record: recordOf(s, [clerk], {
      charge: "贪污罪",
      acceptedOn: c.accepted,
      amount: total,
      days: { filed: [c.filed], arrested: [c.arrested], accepted: [c.accepted], told: [c.told] },
    }),
    sums: [
      { whole: "total", parts: keys },
      { whole: "total", parts: ["back", "left"] },
    ],
    order: [`act-${count}`, "held", "accepted", "told", "arrested", "signed"],
    deadlines: [TOLD_IN_TIME],
  };
}

/** Fraud in contracts for scrap metal: two accused, three firms that lost, each with a head of its own. */
export function scrapContracts(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [boss, helper] = [s.person("boss", [1971, 1990], "male"), s.person("helper", [1983, 2000])];
  const front = s.firm("再生资源");
  const victims = [s.firm("金属制品"), s.firm("铸造"), s.firm("电线电缆")] as const;
  const [one, two, three] = [called(s, "agent-1"), called(s, "agent-2"), called(s, "agent-3")];
  const counsel = [called(s, "counsel-1"), called(s, "counsel-2")] as const;
  const [first, second, third] = daysAfter(random, later(course.filed, -110), 3, 90) as [string, string, string];
  const paid = drawAmounts(random, 3, [101_000, 188_000]) as unknown as [number, number, number];
  const total = sumOf(paid);
  const share = random.between(31, 58) * 100_000;
  return {
    family: "one-scrap-contracts",
    kind: "indictment",
    paragraphs: [
      title(`${s.procuratorate}起诉书`),
      numberLine(`${s.mark}刑诉〔${yearOf(course.decided)}〕${s.number}号`),
      body`${accused()}${postLine(boss, "公司经理")}。`,
      body`${accused()}${postLine(helper, "公司业务员")}。`,
      body`被告人${named(boss)}系${firmNamed("front", front.name)}（统一社会信用代码${codeAt("front", front.code)}）的实际控制人，被告人${named(helper)}系该公司业务员。二人因涉嫌${chargeThen("合同诈骗罪")}，均于${day("detained", course.detained)}被${s.police}刑事拘留，均于${sameYear("arrested", course.arrested, course.detained)}经本院批准逮捕，现羁押于${s.detention}。`,
      body`本案由${s.police}侦查终结，于${day("accepted", course.accepted)}移送本院审查起诉。本院于${sameYear("told", course.told, course.accepted)}向二被告人告知了有权委托辩护人及认罪认罚的法律规定，听取了辩护人${named(counsel[0])}、${named(counsel[1])}及被害单位的意见。`,
      head("parts", "一、", "指控的事实"),
      body`被告人${named(boss)}明知${firmNamed("front", front.name)}既无货源亦无履约能力，仍授意被告人${named(helper)}持伪造的仓储提单对外${word("签订", "签定")}废旧铜材购销合同，先后骗取下列${listed("firms", 3, { near: ["firm-1", "firm-2", "firm-3"], isHan: true })}家单位的预付货款：`,
      head("acts", "（一）", "骗取第一家单位的事实"),
      body`${day("act-1", first)}，被告人${named(boss)}、${named(helper)}在${s.town}一茶楼内与${firmNamed("firm-1", victims[0].name)}（统一社会信用代码${codeAt("firm-1", victims[0].code)}）的采购经理${named(one)}商定供应铜材，收取该单位预付货款${part("paid-1", paid[0])}后，始终未予供货。`,
      head("acts", "（二）", "骗取第二家单位的事实"),
      body`${day("act-2", second)}，二被告人又以同样手段与${firmNamed("firm-2", victims[1].name)}（统一社会信用代码${codeAt("firm-2", victims[1].code)}）订立合同，该单位经办人${named(two)}当日即通过银行转账支付预付货款${part("paid-2", paid[1])}。`,
      head("acts", "（三）", "骗取第三家单位的事实"),
      body`${day("act-3", third)}，被告人${named(helper)}受被告人${named(boss)}指使，向${firmNamed("firm-3", victims[2].name)}（统一社会信用代码${codeAt("firm-3", victims[2].code)}）的负责人${named(three)}出示前述伪造提单，致该单位支付预付货款${part("paid-3", paid[2])}。`,
      body`上述三笔款项共计人民币${whole("total", total)}（大写：${inCapitals("total", total)}），其中被告人${named(helper)}分得${part("share", share)}，其余${part("rest", total - share)}由被告人${named(boss)}用于偿还个人债务。首次作案时，被告人${named(boss)}${ageAt(boss, "act-1", first)}周岁，被告人${named(helper)}${ageAt(helper, "act-1", first)}周岁。案发后，被告人${named(helper)}将所分得的${part("share", share)}全部退出，由${firmNamed("firm-1", victims[0].name)}、${firmNamed("firm-2", victims[1].name)}、${firmNamed("firm-3", victims[2].name)}按受骗比例领取。`,
      head("parts", "二、", "主要证据"),
      body`认定前述事实的证据，有购销合同及银行回单等书证，被害单位人员${named(one)}、${named(two)}、${named(three)}的陈述，提单真伪的${today("鉴定意见", "鉴定结论")}，微信聊天记录等电子数据，以及二${accused()}的供述。`,
      head("parts", "三、", "指控的理由"),
      body`本院认为，被告人${named(boss)}、${named(helper)}的前述行为，属于法律所定“${quoted("以非法占有为目的，在签订、履行合同过程中，骗取对方当事人财物", ["签订、履行", "订立、履行"], ["以非法占有为目的", "以非法牟利为目的"], ["对方当事人财物", "对方当事人钱财"])}”的情形，且数额巨大，均触犯${under(CRIMINAL, "第二百二十四条", undefined, "第（五）项")}，应当以${charge("合同诈骗罪")}追究刑事责任。在共同犯罪中，被告人${named(boss)}起主要作用，依照${statute("刑法", "第二十六条", "第一款")}系主犯；被告人${named(helper)}起次要作用，依照${statute("刑法", "第二十七条", "第一款")}系从犯，应当从轻、减轻处罚。被告人${named(boss)}尚未${word("退赔", "退陪")}。建议以${charge("合同诈骗罪")}判处被告人${named(boss)}${penalty("224-2", random.pick([54, 60, 66, 72]), ["有期徒刑二年六个月", "有期徒刑一年八个月", "有期徒刑二年"])}，并处罚金，对被告人${named(helper)}的量刑意见另行提出。根据${under(PROCEDURE, "第一百七十六条", "第一款")}的规定，特将被告人${named(boss)}、${named(helper)}以${charge("合同诈骗罪")}诉至你院，请依法审判。`,
      ...toCourt(s.court),
      signLine("检察官：", someone("procurator", s.name())),
      dayLine(course.decided),
      signLine("（院印）"),
      enclosed("1.", "案卷六册；", "附："),
      enclosed("2.", "被害单位名册一份；"),
      enclosed("3.", "退赔款项收据一份。"),
    ],
    record: recordOf(s, [boss, helper], {
      charge: "合同诈骗罪",
      acceptedOn: course.accepted,
      amount: total,
      days: { detained: [course.detained], arrested: [course.arrested], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [
      { whole: "total", parts: ["paid-1", "paid-2", "paid-3"] },
      { whole: "total", parts: ["share", "rest"] },
    ],
    order: ["act-3", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
}
