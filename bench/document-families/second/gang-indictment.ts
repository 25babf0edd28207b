import { surnameOf } from "../cast.ts";
import { type Draft, paragraph, say } from "../draft.ts";
import {
  addressed,
  ageOf,
  bornOf,
  CRIMINAL,
  chargeOf,
  counted,
  day,
  enclosed,
  head,
  idOf,
  inCapitals,
  later,
  named,
  numbered,
  PROCEDURE,
  paragraphOf,
  part,
  provision,
  sameYear,
  sealed,
  sentence,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { DECIDED_IN_TIME, drawAmounts, drawCourse, type Story, sumOf, suspectsOf, TOLD_IN_TIME } from "../story.ts";

const GANG = "中华人民共和国反有组织犯罪法";
const CHARGES = ["寻衅滋事罪", "敲诈勒索罪", "开设赌场罪"] as const;
const NICKNAMES = ["黑皮", "老五", "刀哥", "四毛", "光头"];
const MONTHS_OF_HOUSE = ["第一个月", "第二个月", "第三个月"];

/** 起诉书 of four members of a gang: three offences under headings of two levels, gains summed per offence and over all. */
export function gangIndictment({ random, cast, mark, office, procuratorate, police, court, detention, number }: Story): Draft {
  const course = drawCourse(random, later("2024-08-10", random.between(0, 260)));
  const leader = cast.member("leader", [1976, 1990], { isOrdinary: true });
  const second = cast.member("second", [1980, 1998]);
  const third = cast.member("third", [1992, 2004]);
  const fourth = cast.member("fourth", [1992, 2004]);
  const all = [leader, second, third, fourth];
  const [beaten, beatenToo, stall, builder, carrier, counsel, procurator, assistant] = cast.names();
  const nicknames = NICKNAMES.slice(random.between(0, 1));
  const former = `${surnameOf(leader.name)}小${random.pick(["毛", "满", "伢"])}`;
  const began = later(course.act, -random.between(330, 420));
  const fights = [later(began, 24), later(began, 71), later(began, 118)] as const;
  const demands = [later(began, 40), later(began, 160), later(began, 230)] as const;
  const opened = later(course.act, -95);
  const extorted = drawAmounts(random, 3, [35_000, 89_000]);
  const taken = drawAmounts(random, 3, [6_000, 27_000]);
  const [ofExtortion, ofHouse] = [sumOf(extorted), sumOf(taken)];
  const gains = ofExtortion + ofHouse;
  const year = course.decided.slice(0, 4);
  const roles = ["组织、策划并分配钱款", "纠集人员、出面威胁", "驾车、看场", "记账、望风"];
  const months = { fights: random.between(61, 78), demands: random.between(40, 64), house: random.between(14, 30) };
  const both = () => say`${named(leader)}、${named(second)}`;
  return {
    family: "gang-indictment",
    kind: "indictment",
    record: {
      office,
      suspects: suspectsOf(...all),
      charge: CHARGES[0],
      charges: CHARGES,
      actOn: null,
      days: { act: [...fights, ...demands, opened, course.act] },
      acceptedOn: course.accepted,
      amount: null,
    },
    sums: [
      { whole: "extorted", parts: extorted.map((_, index) => `extorted/${index + 1}`) },
      { whole: "taken", parts: taken.map((_, index) => `taken/${index + 1}`) },
      { whole: "gains", parts: ["extorted", "taken"] },
    ],
    order: ["filed", "detained", "arrested", "accepted", "told"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
    paragraphs: [
      paragraph("title", `湖南省${procuratorate}`),
      paragraph("title", "起诉书"),
      paragraph("number", numbered(`${mark}一部刑诉〔${year}〕${number}号`)),
      ...all.map((member, index) =>
        paragraph(
          "body",
          say`被告人${named(member)}（${index === 0 ? `曾用名${former}，` : ""}绰号“${nicknames[index] ?? ""}”），${sexOf(member)}，${member.nation}，${bornOf(member)}出生，公民身份号码${idOf(member)}，${member.schooling}，${member.work}，住${member.address}。`,
        ),
      ),
      paragraph(
        "body",
        say`上列四被告人均因涉嫌${chargeOf(CHARGES[0])}，于${day("detained", course.detained)}被${police}刑事拘留；经本院批准，于${sameYear("arrested", course.arrested, course.detained)}由该局执行逮捕，现均羁押于${detention}。`,
      ),
      paragraph(
        "body",
        say`本案由${police}于${day("filed", course.filed)}立案侦查，以被告人${both()}、${named(third)}、${named(fourth)}涉嫌${chargeOf(CHARGES[0])}、${chargeOf(CHARGES[1])}、${chargeOf(CHARGES[2])}，于${day("accepted", course.accepted)}向本院移送起诉。本院受理后，于${day("told", course.told)}告知四被告人依法享有的诉讼权利，讯问了各被告人，听取了辩护人${someone("counsel", counsel)}等人以及被害人的意见，审查了全部案件材料。`,
      ),
      paragraph("body", "经依法审查，查明的事实如下："),
      head("section", "一、", "恶势力组织的基本情况"),
      paragraph(
        "body",
        say`${day("began", began)}以来，被告人${named(leader)}以放贷收账为名，先后纠集被告人${named(second)}、${named(third)}、${named(fourth)}，经常聚集在城区的茶楼、牌馆，以暴力、威胁手段多次实施违法犯罪活动，为非作恶，欺压群众，逐步形成以${named(leader)}为纠集者的恶势力组织。其中，${named(leader)}负责${roles[0] ?? ""}，${named(second)}负责${roles[1] ?? ""}，${named(third)}负责${roles[2] ?? ""}，${named(fourth)}负责${roles[3] ?? ""}。案发时，${named(leader)}${ageOf(leader, course.act)}周岁，${named(second)}${ageOf(second, course.act)}周岁，${named(third)}${ageOf(third, course.act)}周岁，${named(fourth)}${ageOf(fourth, course.act)}周岁（均以${day("act", course.act)}计算）。`,
      ),
      head("section", "二、", "寻衅滋事的事实"),
      paragraph(
        "body",
        say`1.${day("fight-1", fights[0])}晚，被告人${both()}在一家夜宵店因邻桌客人说话声大而心生不满，持啤酒瓶随意殴打被害人${someone("beaten", beaten)}，致其轻微伤。`,
      ),
      paragraph(
        "body",
        say`2.${day("fight-2", fights[1])}，被告人${named(leader)}指使被告人${named(third)}、${named(fourth)}驾车拦截被害人${someone("beaten-too", beatenToo)}，辱骂、恐吓长达一小时。`,
      ),
      paragraph(
        "body",
        say`3.${day("fight-3", fights[2])}，被告人${named(second)}带领${named(third)}到被害人${someone("beaten-too", beatenToo)}的住处门口泼洒油漆、堵塞锁眼。`,
      ),
      head("section", "三、", "敲诈勒索的事实"),
      paragraph(
        "body",
        say`1.${day("demand-1", demands[0])}，被告人${both()}以“占了地盘”为由，向摊主${someone("stall", stall)}索要${part("extorted/1", extorted[0])}；`,
      ),
      paragraph(
        "body",
        say`2.${day("demand-2", demands[1])}，被告人${named(second)}、${named(third)}以举报违章为要挟，迫使工地负责人${someone("builder", builder)}交出${part("extorted/2", extorted[1])}；`,
      ),
      paragraph(
        "body",
        say`3.${day("demand-3", demands[2])}，被告人${named(leader)}、${named(fourth)}以扣留车辆相威胁，从货运经营者${someone("carrier", carrier)}处得款${part("extorted/3", extorted[2] ?? 0)}。`,
      ),
      paragraph("body", say`以上敲诈勒索${counted("incidents-extorted", 3, true)}起，共计${whole("extorted", ofExtortion)}。`),
      head("section", "四、", "开设赌场的事实"),
      paragraph(
        "body",
        say`${day("opened", opened)}起，被告人${named(leader)}出资租用民房，由${named(third)}看场、${named(fourth)}记账，组织他人以“扳砣子”方式赌博并抽头渔利，${MONTHS_OF_HOUSE.join("、")}分别抽头${part("taken/1", taken[0])}、${part("taken/2", taken[1])}、${part("taken/3", taken[2] ?? 0)}，三个月合计${whole("taken", ofHouse)}。${day("act", course.act)}，公安机关在现场查获赌具和账本。`,
      ),
      head("section", "五、", "违法所得"),
      paragraph(
        "body",
        say`敲诈勒索所得${whole("extorted", ofExtortion)}与开设赌场所得${whole("taken", ofHouse)}相加，该组织的违法所得为${whole("gains", gains)}（大写：${inCapitals("gains", gains)}）。上述违法所得${whole("gains", gains)}依法应当追缴或者责令退赔。`,
      ),
      paragraph(
        "body",
        say`认定上述事实的证据有：账本、转账记录、租房合同等书证；被害人${someone("stall", stall)}、${someone("builder", builder)}、${someone("carrier", carrier)}等人的陈述；证人证言；四被告人的供述和辩解；辨认笔录和监控视频。`,
      ),
      paragraph(
        "body",
        say`本院认为，被告人${both()}、${named(third)}、${named(fourth)}无视国家法律，经常纠集在一起，多次随意殴打、拦截、辱骂、恐吓他人，严重破坏社会秩序；以威胁手段强行索取他人财物，数额巨大；以营利为目的开设赌场，其行为分别触犯了${under(CRIMINAL, "第二百九十三条", "第二款")}、${provision(CRIMINAL, "第二百七十四条")}、${provision(CRIMINAL, "第三百零三条", "第二款")}，应当以${chargeOf(CHARGES[0])}、${chargeOf(CHARGES[1])}、${chargeOf(CHARGES[2])}追究刑事责任。该组织符合${under(GANG, "第二条", "第二款")}规定的恶势力组织特征。被告人${named(leader)}在共同犯罪中起主要作用，系主犯，适用${under(CRIMINAL, "第二十六条", "第一款")}、${paragraphOf(CRIMINAL, "第二十六条", "第四款")}；各被告人一人犯数罪，适用${under(CRIMINAL, "第六十九条", "第一款")}。`,
      ),
      paragraph(
        "body",
        say`对被告人${named(leader)}，建议以${chargeOf(CHARGES[0])}判处${sentence("293-2", months.fights)}，以${chargeOf(CHARGES[1])}判处${sentence("274-2", months.demands)}，并处罚金，以${chargeOf(CHARGES[2])}判处${sentence("303-2", months.house)}，并处罚金，数罪并罚。对其他被告人的量刑建议另行提出。根据${under(PROCEDURE, "第一百七十六条", "第一款")}的规定，提起公诉，请依法判处。`,
      ),
      paragraph("body", "此致"),
      paragraph("addressee", addressed(court)),
      paragraph("signature", say`检察官　${someone("procurator", procurator)}`),
      paragraph("signature", say`检察官助理　${someone("assistant", assistant)}`),
      paragraph("signature", sealed(`湖南省${procuratorate}`)),
      paragraph("signature", signed(course.decided)),
      enclosed("1.", say`被告人${named(leader)}等四人现羁押于${detention}`, "附："),
      enclosed("2.", "案卷材料和证据十一册"),
      enclosed("3.", "证人、鉴定人名单"),
      enclosed("4.", "涉案财物清单"),
    ],
  };
}
