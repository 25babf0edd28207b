import { type Draft, paragraph } from "../../draft.ts";
import { CRIMINAL, day, head, inCapitals, later, PROCEDURE, part, phoneOf, row, sameYear, someone, under, whole } from "../../forms.ts";
import { ageAt, codeAt, firmNamed, quantity, quantityInAll } from "../../marked/pieces.ts";
import { daysAfter, personLine, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  addressee,
  body,
  cell,
  charge,
  chargeThen,
  dayLine,
  lengthOf,
  listed,
  penalty,
  quoted,
  sealLine,
  signLine,
  statute,
  suspect,
  termOf,
  title,
  today,
  word,
} from "../../marked/slips.ts";
import { drawAmounts, type Story, sumOf, TOLD_IN_TIME } from "../../story.ts";
import { foot, ofCompound } from "./mentions.ts";

/** What the police still have to find out about a gang that took batteries from delivery scooters. */
export function batteryOutline(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [chief, driver, fence] = [
    ofCompound(s.person("chief", [1985, 2003], "male"), random.between(0, 1)),
    s.person("driver", [1982, 2002], "male"),
    { ...ofCompound(s.person("fence", [1968, 1990]), random.between(2, 3)), work: "个体工商户" },
  ] as const;
  const yard = s.firm("再生资源");
  const riders = [s.name(), s.name(), s.name(), s.name()] as const;
  const days = daysAfter(random, later(course.filed, -50), 4, 42);
  const pieces = [random.between(6, 9), random.between(4, 5), random.between(2, 3), 1] as const;
  const values = pieces.map((each, at) => each * (random.between(310, 345) + at * 40) * 100) as [number, number, number, number];
  const [piece, total] = [sumOf(pieces), sumOf(values)];
  const price = Math.round(total / 40_000) * 10_000;
  const returned = s.workday(course.accepted, 22, 38);
  const procurator = s.name();
  const [c, d, f] = [someone("chief", chief.name), someone("driver", driver.name), someone("fence", fence.name)] as const;
  return {
    family: "four-battery-outline",
    kind: "investigation-outline",
    paragraphs: [
      title("补充侦查提纲"),
      addressee(s.police),
      body`你局移送的${c}、${d}等人涉嫌${charge("盗窃罪")}一案，本院于${day("accepted", course.accepted)}收到，${sameYear("told", course.told, course.accepted)}告知诉讼权利。经审查，部分事实尚未查清，现依照${under(PROCEDURE, "第一百七十五条", "第二款")}退回你局补充侦查，期限${lengthOf("supplement", 1)}，${termOf("supplement", later(returned, 1), 1)}。`,
      head("o", "一、", "本案涉及的人员与单位"),
      body`${suspect()}${personLine(chief)}，系提议者。`,
      body`${suspect()}${personLine(driver)}，负责驾车接应。`,
      body`${suspect()}${personLine(fence)}，经营${firmNamed("yard", yard.name)}（统一社会信用代码${codeAt("yard", yard.code)}），联系电话${phoneOf(fence)}，收购赃物。`,
      body`以上在案${suspect()}${listed("people", 3, { near: ["chief", "driver", "fence"], isHan: true })}人，均于${day("detained", course.detained)}被刑事拘留。首次作案当晚，${c}${ageAt(chief, "act-1", days[0] ?? "")}周岁，${d}${ageAt(driver, "act-1", days[0] ?? "")}周岁。`,
      head("o", "二、", "移送认定的事实"),
      body`${c}邀${d}驾面包车在${s.town}一带，专盗外卖车辆的${word("蓄电池", "畜电池")}，转手卖与${firmNamed("yard", yard.name)}。移送材料列明${listed("thefts", 4, { near: ["act-1", "act-2", "act-3", "act-4"], isHan: true })}起：`,
      row("次序", "时间", "失主", "数量（组）", "认定价值（元）"),
      ...days.map((on, at) =>
        row(
          ["第一起", "第二起", "第三起", "第四起"][at] ?? "",
          day(`act-${at + 1}`, on),
          someone(`rider-${at + 1}`, riders[at] ?? ""),
          quantity(`pieces-${at + 1}`, pieces[at] ?? 0),
          cell(`value-${at + 1}`, values[at] ?? 0),
        ),
      ),
      row("总计", "—", "—", quantityInAll("pieces", piece), foot("value", total)),
      body`${today("价格认定", "价格鉴证")}总值${whole("value", total)}（大写${inCapitals("value", total)}）。${f}供称收购价为${part("price", price)}，而${c}供称所得仅为此数的一半。`,
      head("o", "三、", "需要补充的事项"),
      body`1．主观明知。讯问${f}，并调取${firmNamed("yard", yard.name)}的进货台账，查明其收购时是否明知系${word("赃物", "脏物")}；其辩称以${part("price", price)}收购系随行就市，须询价核实。`,
      body`2．失主陈述。${someone("rider-1", riders[0])}、${someone("rider-2", riders[1])}所述型号与扣押清单不符，应当重新询问并组织${word("辨认", "辩认")}；${someone("rider-3", riders[2])}、${someone("rider-4", riders[3])}的购买凭证未附卷，请一并调取。`,
      body`3．作案工具。面包车系何人所有、是否登记在${d}名下，卷内无${word("凭据", "凭剧")}，请向车辆管理部门查询。`,
      body`4．分赃情况。${c}与${d}的转账记录只截取一页，请调取完整流水，查清${word("分赃", "分脏")}数额，据以区分主从犯。`,
      body`以上待查事项共${listed("tasks", 4, { isHan: true })}项。${statute("刑事诉讼法", "第一百七十五条", "第三款")}要求“${quoted("对于补充侦查的案件，应当在一个月以内补充侦查完毕", ["一个月以内", "二个月以内"], ["应当在", "可以在"])}”，请把握时限。`,
      head("o", "四、", "关于定性"),
      body`${c}、${d}的行为涉嫌${under(CRIMINAL, "第二百六十四条")}规定的${charge("盗窃罪")}，本院对此并无异议；${f}是否与二人事前通谋、能否以${charge("盗窃罪")}共犯论处，有待上述第一项查明后再定。`,
      signLine("承办检察官：", someone("procurator", procurator), "，联系电话：", phoneOf({ key: "procurator", phone: s.phone() })),
      sealLine(s.procuratorate),
      dayLine(returned),
    ],
    record: recordOf(s, [chief, driver, fence], {
      charge: "盗窃罪",
      acceptedOn: course.accepted,
      amount: total,
      days: { detained: [course.detained], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [
      { whole: "pieces", parts: ["pieces-1", "pieces-2", "pieces-3", "pieces-4"] },
      { whole: "value", parts: ["value-1", "value-2", "value-3", "value-4"] },
    ],
    order: ["act-4", "detained", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME],
  };
}

/** One who snatched bags from a motorcycle signs that he pleads guilty. */
export function snatcherPlea(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = ofCompound(s.person("snatcher", [1980, 2003], "male"), random.between(0, 3));
  const victims = [s.name("female"), s.name("female"), s.name("female")] as const;
  const days = daysAfter(random, later(course.filed, -30), 3, 24);
  const values = drawAmounts(random, 3, [900, 4_600]);
  const total = sumOf(values);
  const offered = s.workday(course.told, 2, 5);
  const signedOn = s.workday(offered, 2, 6);
  const [counsel, procurator] = [s.name(), s.name()];
  const me = someone("snatcher", who.name);
  return {
    family: "four-snatcher-plea",
    kind: "plea-statement",
    paragraphs: [
      title("认罪认罚具结书"),
      head("p", "一、", "具结人的身份信息"),
      body`本人${personLine(who)}，联系电话${phoneOf(who)}。${day("detained", course.detained)}因涉嫌${chargeThen("抢夺罪")}被${s.police}刑事拘留，${sameYear("arrested", course.arrested, course.detained)}被逮捕，现羁押于${s.detention}。`,
      head("p", "二、", "权利知悉"),
      body`本案于${day("accepted", course.accepted)}移送${s.procuratorate}。${sameYear("told", course.told, course.accepted)}，检察官${someone("procurator", procurator)}向本人讲明了诉讼权利和认罪认罚从宽制度，本人均已理解。`,
      body`本人知道，依照${under(PROCEDURE, "第一百七十三条", "第二款")}，检察机关应当就案件听取本人及辩护人的意见；本人也知道，${statute("刑事诉讼法", "第十五条", "")}写明：“${quoted("犯罪嫌疑人、被告人自愿如实供述自己的罪行，承认指控的犯罪事实，愿意接受处罚的，可以依法从宽处理", ["可以依法从宽处理", "应当依法从宽处理"], ["自愿如实供述", "主动如实供述"], ["愿意接受处罚", "愿意接受处理"])}。”`,
      head("p", "三、", "认罪认罚的内容"),
      body`（一）本人承认以下事实：在${s.town}驾驶摩托车${word("趁人不备", "乘人不被")}，公然夺取行人财物，共作案${listed("snatches", 3, { near: ["act-1", "act-2", "act-3"], isHan: true })}次。`,
      ...victims.map(
        (name, at) =>
          body`${["第一次", "第二次", "第三次"][at] ?? ""}，${day(`act-${at + 1}`, days[at] ?? "")}，夺得${someone(`victim-${at + 1}`, name)}${["挎包一只", "手机一部", "金手链一条"][at] ?? ""}，${today("价格认定", "价格鉴证")}为${part(`value-${at + 1}`, values[at] ?? 0)}${at === 2 ? "。" : "；"}`,
      ),
      body`以上三次财物价值合计${whole("value", total)}（大写：${inCapitals("value", total)}），属数额较大。首次作案时本人${ageAt(who, "act-1", days[0] ?? "")}周岁。本人家属已代为向${someone("victim-1", victims[0])}、${someone("victim-2", victims[1])}、${someone("victim-3", victims[2])}全额退赔${whole("value", total)}，三人均表示${word("谅解", "凉解")}。`,
      body`（二）本人对上述行为触犯${under(CRIMINAL, "第二百六十七条", "第一款")}、构成${charge("抢夺罪")}没有异议，接受以${charge("抢夺罪")}追究刑事责任。`,
      body`（三）${day("offered", offered)}，检察官${someone("procurator", procurator)}提出量刑建议：以${charge("抢夺罪")}判处${penalty("267-1", random.pick([8, 10, 14, 16]), ["有期徒刑三年六个月", "有期徒刑四年", "有期徒刑五年二个月"])}，并处${word("罚金", "罚款")}人民币四千元。本人表示接受。`,
      body`（四）本人同意适用简易程序，知道如果反悔，量刑建议可能被${word("撤回", "撒回")}。`,
      head("p", "四、", "自愿签署声明"),
      body`检察官已逐句宣读并解释。本人就第三项第（一）至（四）点内容听取了辩护人${someone("counsel", counsel)}的意见，${word("签署", "鉴署")}本具结书没有受到暴力、威胁、引诱。`,
      body`${suspect()}（签名）：${me}　　${day("signed-plea", signedOn)}`,
      body`本人作为${suspect()}${me}的辩护人，证明其在本人见证下自愿签署上述内容。`,
      signLine("辩护人（签名）：", someone("counsel", counsel)),
      paragraph("signature", day("signed-plea", signedOn)),
    ],
    record: recordOf(s, [who], {
      charge: "抢夺罪",
      acceptedOn: course.accepted,
      amount: total,
      days: { detained: [course.detained], arrested: [course.arrested], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [{ whole: "value", parts: ["value-1", "value-2", "value-3"] }],
    order: ["act-2", "act-3", "detained", "arrested", "accepted", "told", "offered", "signed-plea"],
    deadlines: [TOLD_IN_TIME],
  };
}
