import { type Draft, paragraph, say, slot } from "../draft.ts";
import type { Quote } from "../families.ts";
import {
  addressed,
  bornOf,
  CRIMINAL,
  cells,
  chargeOf,
  day,
  durationText,
  enclosed,
  head,
  idOf,
  inCapitals,
  later,
  monthsOn,
  named,
  numbered,
  PROCEDURE,
  part,
  provision,
  sealed,
  sentence,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { DECIDED_IN_TIME, drawAmounts, drawCourse, type Story, sumOf, TOLD_IN_TIME, workdayWithin } from "../story.ts";
import { aged, daysOf, lasting, listed, many, organisation, quoted, recordOf, span } from "./forms.ts";

/** Slimming sweets with a forbidden drug: what each sold on which platform, what is proposed for each. */
export function foodSentencing(story: Story): Draft {
  const { random, cast } = story;
  const course = drawCourse(random, later("2024-05-15", random.between(0, 360)));
  const [maker, agent, packer] = [
    cast.member("accused/1", [1980, 1996]),
    cast.member("accused/2", [1986, 2002]),
    cast.member("accused/3", [1975, 2004]),
  ];
  const [buyer, counsel1, counsel2, procurator] = cast.names();
  const [shop, live, chat] = drawAmounts(random, 3, [9_000, 58_000]) as unknown as [number, number, number];
  const total = shop + live + chat;
  const agentPart = Math.floor(total / 20_000) * 10_000;
  const packerWage = random.between(24, 70) * 10_000;
  const [finesMaker, finesAgent, finesPacker] = [total * 2, agentPart * 2, 500_000];
  const [terms, probation] = [random.pick([20, 22, 24, 28]), 36];
  const [agentTerm, packerTerm] = [random.pick([12, 14, 18]), random.pick([8, 10])];
  const charge = "生产、销售有毒、有害食品罪";
  const all = [maker, agent, packer];
  const cells3 = (member: typeof maker, months: number, key: string, fine: number) =>
    cells([named(member)], [sentence("144-1", months)], [{ text: "罚金" }, part(key, fine)]);
  return {
    family: "food-sentencing",
    kind: "sentencing-proposal",
    paragraphs: [
      paragraph("title", story.procuratorate),
      paragraph("title", "量 刑 建 议 书"),
      paragraph("number", numbered(`${story.mark}刑量建〔${course.decided.slice(0, 4)}〕${story.number}号`)),
      paragraph("addressee", addressed(`${story.court}：`)),
      paragraph(
        "body",
        say`被告人${listed(all.map(named))}${chargeOf(charge)}一案，${story.police}于${day("detained", course.detained)}将${many("accused", 3)}人拘留、${day("arrested", course.arrested)}执行逮捕，${day("accepted", course.accepted)}移送本院，${day("told", course.told)}三人签收权利告知书。本院已对该案提起公诉，现就量刑问题提出如下建议。`,
      ),
      head("parts", "一、", "与量刑有关的事实"),
      ...all.map((member, at) =>
        paragraph(
          "body",
          say`${["甲", "乙", "丙"][at] ?? ""}．被告人${named(member)}，${sexOf(member)}，${bornOf(member)}生，公民身份号码${idOf(member)}，案发当日${aged(member, "act", course.act)}周岁。`,
        ),
      ),
      paragraph(
        "body",
        say`被告人${named(maker)}购入含有西布曲明的粉末，掺入果冻、压片糖果中，由${named(packer)}分装，经${named(agent)}推广对外销售。至${day("act", course.act)}被查获时，网店销售${part("sale/1", shop)}，直播带货销售${part("sale/2", live)}，微信朋友圈销售${part("sale/3", chat)}，${many("sale", 3)}个渠道的销售金额累计${whole("sale", total, "wan")}。其中经${named(agent)}之手的为${part("agent-part", agentPart)}，${named(packer)}领取工钱${part("packer-wage", packerWage)}。消费者${someone("buyer", buyer)}食用后出现心悸，送检产品检出西布曲明。`,
      ),
      head("parts", "二、", "法定刑及量刑情节"),
      paragraph(
        "body",
        say`依照${under(CRIMINAL, "第一百四十四条")}，犯${chargeOf(charge)}的，处五年以下有期徒刑，并处罚金。${named(maker)}对全部${whole("sale", total)}负责，系主犯；${named(agent)}、${named(packer)}起次要、辅助作用，依照同法${provision(CRIMINAL, "第二十七条", "第二款")}应当从轻、减轻处罚或者免除处罚。${many("accused", 3)}名被告人均坦白，适用同法${provision(CRIMINAL, "第六十七条", "第三款")}；在辩护人${someone("counsel-1", counsel1)}、${someone("counsel-2", counsel2)}的见证下签署了具结书，适用${under(PROCEDURE, "第十五条")}。`,
      ),
      head("parts", "三、", "建议"),
      ...cells("被告人", "主刑", "附加刑"),
      ...cells3(maker, terms, "fine/1", finesMaker),
      ...cells3(agent, agentTerm, "fine/2", finesAgent),
      ...cells3(packer, packerTerm, "fine/3", finesPacker),
      paragraph(
        "body",
        say`三人罚金总额为人民币${whole("fine", finesMaker + finesAgent + finesPacker)}，大写${inCapitals("fine", finesMaker + finesAgent + finesPacker)}。对被告人${named(packer)}可以适用缓刑，建议缓刑考验期${slot(durationText(12), "sentence", "12..60", 12)}；对被告人${named(agent)}，可以判处${sentence("144-1", agentTerm)}，缓刑${slot(durationText(probation - 12), "sentence", `${agentTerm}..60`, probation - 12)}；被告人${named(maker)}不适用缓刑。`,
      ),
      paragraph("body", say`本建议根据${under(PROCEDURE, "第一百七十六条", "第二款")}提出，请在审理时予以考虑。`),
      paragraph("signature", sealed(story.procuratorate)),
      paragraph("signature", say`检察官　${someone("procurator", procurator)}`),
      paragraph("signature", signed(course.decided)),
      enclosed("1.", "认罪认罚具结书三份", "附："),
      enclosed("2.", "社会调查评估意见两份"),
      enclosed("3.", "罚金预缴凭证"),
    ],
    record: recordOf(story, all, { charge, amount: total, days: daysOf(course, ["act", "detained", "arrested", "accepted", "told"]) }),
    sums: [
      { whole: "sale", parts: ["sale/1", "sale/2", "sale/3"] },
      { whole: "fine", parts: ["fine/1", "fine/2", "fine/3"] },
    ],
    order: ["detained", "arrested", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
}

/** A thief on probation whose former sentence the court forgot. */
export function probationProtest(story: Story, quote: Quote): Draft {
  const { random, cast } = story;
  const act = later("2024-06-03", random.between(0, 300));
  const man = cast.member("man", [1975, 2001]);
  const [one, two, judge, procurator, clerk] = cast.names();
  const effective = monthsOn(act, -random.between(5, 14));
  const formerDay = later(effective, -random.between(12, 18));
  const [former, probation] = [random.pick([8, 10, 12]), random.pick([18, 24])];
  const values = drawAmounts(random, 2, [2_100, 6_900]);
  const [first, second] = [later(act, -random.between(6, 30)), act];
  const detained = later(act, random.between(2, 8));
  const tried = monthsOn(detained, 4);
  const judged = later(tried, random.between(4, 12));
  const received = later(judged, random.between(2, 5));
  const decided = workdayWithin(random, received, [4, 9]);
  const term = random.pick([7, 9, 10]);
  const fine = random.between(2, 6) * 100_000;
  const before = random.between(30, 60);
  const charge = "盗窃罪";
  return {
    family: "probation-protest",
    kind: "protest",
    paragraphs: [
      paragraph("title", `${story.procuratorate}刑事抗诉书`),
      paragraph("number", numbered(`${story.mark}诉刑抗〔${decided.slice(0, 4)}〕${story.number}号`)),
      paragraph(
        "body",
        say`${story.court}以刑事判决书对被告人${named(man)}${chargeOf(charge)}一案判决：被告人${named(man)}犯${chargeOf(charge)}，判处${sentence("264-1", term)}，并处罚金人民币${part("fine", fine)}。本院于${day("received", received)}收到该判决书。经依法审查，本案的事实、诉讼过程和抗诉理由如下。`,
      ),
      paragraph(
        "body",
        say`原审被告人${named(man)}，${sexOf(man)}，${bornOf(man)}出生，身份证号码${idOf(man)}，${man.nation}，${man.schooling}，${man.work}。${day("former", formerDay)}因犯诈骗罪被${story.court}判处${sentence("266-1", former)}，宣告缓刑${lasting("probation", probation)}，判决于${day("effective", effective)}发生法律效力，缓刑考验期${span("probation", effective, probation, ["自", "起至", "止"])}，前案羁押${before}日，罚金已缴纳。${day("detained", detained)}因本案被拘留，同日羁押于${story.detention}。`,
      ),
      head("parts", "一、", "原审认定的事实"),
      paragraph(
        "body",
        say`${day("theft/1", first)}、${day("theft/2", second)}，${named(man)}先后潜入${someone("one", one)}、${someone("two", two)}家中行窃，${someone("one", one)}被盗财物价值${part("value-1", values[0])}，${someone("two", two)}被盗财物价值${part("value-2", values[1])}，${many("theft", 2)}次盗窃数额合计${whole("value", sumOf(values))}。第二次作案时${named(man)}${aged(man, "theft/2", second)}岁。原审法院于${day("tried", tried)}公开开庭，${day("judged", judged)}作出判决，审判长${someone("judge", judge)}。`,
      ),
      head("parts", "二、", "抗诉理由"),
      paragraph(
        "body",
        say`本院认为，判决适用法律错误，量刑明显不当。${under(CRIMINAL, "第七十七条", "第一款")}规定：${quoted(quote(CRIMINAL, "第七十七条"))}${named(man)}在考验期内再犯${chargeOf(charge)}，判决却遗漏了前罪，未撤销缓刑，也未数罪并罚。前罪${sentence("266-1", former)}，后罪盗窃数额${whole("value", sumOf(values))}，判处${sentence("264-1", term)}，应当在${durationText(Math.max(former, term))}以上、${durationText(former + term)}以下决定执行的刑期，例如决定执行${sentence(`${Math.max(former, term)}..${former + term}`, former + term - 2)}，原判决仅就新罪量刑，罚不当罪。`,
      ),
      paragraph(
        "body",
        say`综上所述，为维护司法公正，根据${under(PROCEDURE, "第二百二十八条")}的规定，特提出抗诉，请依法判处。被告人${named(man)}现仍在${story.detention}羁押，被害人${someone("two", two)}已收到判决书，未请求抗诉。`,
      ),
      paragraph("body", "此致"),
      paragraph("addressee", addressed("岳阳市中级人民法院")),
      paragraph("signature", sealed(story.procuratorate)),
      paragraph("signature", signed(decided)),
      enclosed("1.", "刑事判决书复印件两份", "附件："),
      enclosed("2.", "缓刑执行通知书复印件"),
      enclosed("3.", "社区矫正机构出具的情况说明"),
      paragraph("body", say`（检察官${someone("procurator", procurator)}，书记员${someone("clerk", clerk)}）`),
    ],
    record: recordOf(story, [man], { charge, amount: sumOf(values), days: { detained: [detained] } }),
    sums: [{ whole: "value", parts: ["value-1", "value-2"] }],
    order: ["former", "effective", "theft/1", "theft/2", "detained", "tried", "judged", "received", "signed"],
    deadlines: [{ from: "received", to: "signed", days: 10 }],
  };
}

/** A firm that hid its money from creditors, told to the court as a proposal in running words. */
export function judgmentSentencing(story: Story, quote: Quote): Draft {
  const { random, cast } = story;
  const course = drawCourse(random, later("2024-07-10", random.between(0, 260)));
  const man = cast.member("debtor", [1964, 1990]);
  const [worker, lawyer, procurator] = cast.names();
  const firm = cast.firm("建材", "餐饮");
  const judged = monthsOn(course.act, -16);
  const applied = later(judged, random.between(40, 80));
  const ordered = later(applied, random.between(5, 15));
  const [debt, interest, cost] = [random.between(30, 80) * 100_000, random.between(20, 60) * 10_000, random.between(5, 20) * 10_000];
  const due = debt + interest + cost;
  const [rent1, rent2, sold] = drawAmounts(random, 3, [9_000, 38_000]) as unknown as [number, number, number];
  const paid = Math.floor(due / 30_000) * 10_000;
  const charge = "拒不执行判决、裁定罪";
  const months = random.pick([6, 7, 8, 9, 10]);
  return {
    family: "judgment-sentencing",
    kind: "sentencing-proposal",
    paragraphs: [
      paragraph("title", "量刑建议书"),
      paragraph("number", numbered(`${story.mark}量〔${course.decided.slice(0, 4)}〕${story.number}号`)),
      paragraph("addressee", addressed(story.court)),
      paragraph(
        "body",
        say`本院以${chargeOf(charge)}对被告人${named(man)}提起公诉。${named(man)}，${sexOf(man)}，${bornOf(man, "iso")}出生，身份证号码${idOf(man)}，${organisation("firm", firm.name)}原法定代表人。`,
      ),
      paragraph(
        "body",
        say`${day("judged", judged)}，${story.court}判决${named(man)}支付${someone("worker", worker)}货款本金${part("debt", debt, "grouped")}、利息${part("interest", interest, "grouped")}，承担诉讼费${part("cost", cost, "grouped")}，三项共计${whole("due", due, "grouped")}。判决生效后，${someone("worker", worker)}于${day("applied", applied)}申请强制执行，法院于${day("ordered", ordered)}向${named(man)}送达执行通知书和报告财产令。`,
      ),
      paragraph(
        "body",
        say`${named(man)}有能力执行而拒不执行：把${organisation("firm", firm.name)}的铺面租金${part("rent/1", rent1)}和${part("rent/2", rent2)}转入他人账户，又将名下货车以${part("rent/3", sold)}卖出，${many("rent", 3)}笔隐匿的财产达${whole("rent", rent1 + rent2 + sold)}，致使判决无法执行。至${day("act", course.act)}法院移送公安机关时，其${aged(man, "act", course.act)}岁，仍未履行分文。${story.police}于${day("filed", course.filed)}立案，${day("detained", course.detained)}将其拘留，${day("arrested", course.arrested)}经本院批准逮捕。${day("accepted", course.accepted)}案件移送本院后，本院于${day("told", course.told)}告知其权利，其近亲属代为履行${part("done", paid)}，下欠${whole("open", due - paid)}，双方约定在${lasting("pay", 6)}内（${span("pay", later(course.decided, 3), 6, ["自", "至", ""])}）分期付清，${someone("worker", worker)}表示谅解。`,
      ),
      paragraph(
        "body",
        say`被告人${named(man)}对${whole("due", due)}的债务拒不履行，触犯${under(CRIMINAL, "第三百一十三条", "第一款")}，该款的条文是：${quoted(quote(CRIMINAL, "第三百一十三条"))}其坦白、认罪认罚、部分履行，在律师${someone("lawyer", lawyer)}见证下具结。建议以${chargeOf(charge)}判处被告人${named(man)}${sentence("313-1", months)}；如其在判决前全部履行，可以判处${sentence("313-1", 5, "拘役")}，适用缓刑。`,
      ),
      paragraph("body", say`以上建议依据${under(PROCEDURE, "第一百七十六条", "第二款")}、${provision(PROCEDURE, "第二百零一条")}提出。`),
      paragraph("signature", sealed(story.procuratorate)),
      paragraph("signature", say`检察官：${someone("procurator", procurator)}`),
      paragraph("signature", signed(course.decided)),
    ],
    record: recordOf(story, [man], {
      charge,
      days: daysOf(course, ["act", "filed", "detained", "arrested", "accepted", "told"]),
    }),
    sums: [
      { whole: "due", parts: ["debt", "interest", "cost"] },
      { whole: "rent", parts: ["rent/1", "rent/2", "rent/3"] },
      { whole: "open", parts: ["due"], less: ["done"] },
    ],
    order: ["judged", "applied", "ordered", "act", "filed", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
}
