import { type Draft, paragraph, slot } from "../../draft.ts";
import { day, enclosed, head, inCapitals, later, named, part, row, sameYear, someone, whole } from "../../forms.ts";
import { ageAt, codeAt, firmNamed, phoneAt, quantity, quantityInAll } from "../../marked/pieces.ts";
import { daysAfter, nobody, personLine, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  addressee,
  articleAlone,
  body,
  charge,
  chargeThen,
  dayLine,
  lengthOf,
  listed,
  numberLine,
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
import { drawAmounts, type Story, sumOf } from "../../story.ts";
import { countyOf } from "./mentions.ts";

/** Seed that did not come up: rights told to one of the households, with the losses of all. */
export function seedRights(story: Story): Draft {
  const s = sceneOf(story);
  const { random } = s;
  const [seller, victim] = [s.person("seller", [1968, 1990], "male"), s.person("victim", [1958, 1980])];
  const firm = s.firm("种业");
  const neighbours = [s.name(), s.name(), s.name()];
  const [clerk] = [s.name("female")];
  const households = [victim.name, ...neighbours];
  const areas = households.map(() => random.between(12, 38));
  const lost = areas.map((each) => each * random.between(180, 320));
  const losses = lost.map((each) => each * random.between(25, 28) * 10);
  const [area, grain, total] = [sumOf(areas), sumOf(lost), sumOf(losses)];
  const act = later(random.pick(["2024-03-18", "2025-03-17"]), random.between(0, 30));
  const sown = later(act, 21);
  const found = later(sown, random.between(64, 82));
  const accepted = s.workday(found, 100, 140);
  const signedOn = s.workday(accepted, 1, 3);
  const keyOf = (at: number): string => (at === 0 ? "victim" : `neighbour-${at}`);
  const charged = "销售伪劣种子罪";
  return {
    family: "three-seed-rights",
    kind: "rights-notice",
    paragraphs: [
      title(s.procuratorate),
      title("被害人诉讼权利义务告知书"),
      numberLine(`${s.mark}诉告〔${signedOn.slice(0, 4)}〕${s.number}号`),
      paragraph("addressee", slot("被害人", "addressee", "addressee"), someone("victim", victim.name), "："),
      body`${day("accepted", accepted)}，本院收到${s.police}移送起诉的${named(seller)}涉嫌${charge(charged)}一案。你是本案被害人之一，依照法律规定，现将有关诉讼权利和义务告知如下。`,
      head("parts", "一、", "案件的基本情况"),
      body`${suspect()}${personLine(seller)}，系${firmNamed("firm", firm.name)}（统一社会信用代码${codeAt("firm", firm.code)}）乡镇经销点负责人。`,
      body`侦查机关认定：${day("act", act)}，${suspect()}${named(seller)}明知库存稻种已失去使用效能，仍以${firmNamed("firm", firm.name)}优质种的名义卖给农户。各户于${day("sown", sown)}前后播种，${day("found", found)}发现大面积不抽穗。卖种当日${named(seller)}${ageAt(seller, "act", act)}周岁。经${today("农业农村局", "农业局")}组织田间鉴定，${listed("households", households.length)}户损失如下：`,
      row("户主", "面积（亩）", "减产（公斤）", "损失"),
      ...households.map((name, at) =>
        row(
          [someone(keyOf(at), name)],
          quantity(`area-${at}`, areas[at] ?? 0),
          quantity(`lost-${at}`, lost[at] ?? 0),
          part(`loss-${at}`, losses[at] ?? 0),
        ),
      ),
      row("合计", quantityInAll("area", area), quantityInAll("grain", grain), whole("total", total)),
      body`上列面积${quantityInAll("area", area)}亩，减产${quantityInAll("grain", grain)}公斤，${word("造成", "照成")}生产损失${whole("total", total)}（大写：${inCapitals("total", total)}），涉嫌构成${charge(charged)}。`,
      head("parts", "二、", "你享有的权利"),
      head("rights", "1.", "委托诉讼代理人。"),
      body`${statute("刑事诉讼法", "第四十六条", "第一款")}规定：“${quoted("公诉案件的被害人及其法定代理人或者近亲属，附带民事诉讼的当事人及其法定代理人，自案件移送审查起诉之日起，有权委托诉讼代理人", ["审查起诉之日", "提起公诉之日"], ["或者近亲属", "和近亲属"], ["有权委托", "可以委托"])}”。其余${households.length - 1}户（${neighbours.flatMap((name, at) => [{ text: at === 0 ? "" : "、" }, someone(keyOf(at + 1), name)])}）也已一并告知。`,
      head("rights", "2.", "提起附带民事诉讼。"),
      body`因${charge(charged)}遭受物质损失的，有权依照${articleAlone("刑事诉讼法", "第一百零一条", "第一款")}提起附带民事诉讼。`,
      head("rights", "3.", "申请回避和提出意见。"),
      body`认为检察人员有法定回避情形的，可以申请回避；对案件处理有意见的，可以口头或者书面提出，本院将${word("记录", "纪录")}在案。`,
      head("parts", "三、", "你应当履行的义务"),
      body`如实陈述案件事实，不得捏造、夸大损失；接受${word("询问", "讯问")}时提供购种凭证原件；未经许可不得泄露办案信息。依照${statute("种子法", "第四十五条", "")}，你还可以向出售种子的经营者要求赔偿。`,
      body`咨询电话：${phoneAt("clerk", s.phone())}，联系人书记员${someone("clerk", clerk)}。回执请交书记员${someone("clerk", clerk)}附卷。`,
      sealLine(s.procuratorate),
      dayLine(signedOn),
      enclosed("1.", "委托诉讼代理人授权样式一份；", "附："),
      enclosed("2.", "损失明细核对表一份；"),
      enclosed("3.", "送达回执一份。"),
    ],
    record: recordOf(s, [seller], {
      charge: charged,
      actOn: act,
      acceptedOn: accepted,
      amount: total,
      days: { act: [act], accepted: [accepted] },
    }),
    sums: [
      { whole: "total", parts: losses.map((_, at) => `loss-${at}`) },
      { whole: "area", parts: areas.map((_, at) => `area-${at}`) },
      { whole: "grain", parts: lost.map((_, at) => `lost-${at}`) },
    ],
    order: ["act", "sown", "found", "accepted", "signed"],
    deadlines: [{ from: "accepted", to: "signed", days: 3 }],
  };
}

/** Toll taken on a village road: the police are asked why they opened no case. */
export function tollNotice(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [taker, driver] = [s.person("taker", [1970, 1992], "male"), { ...s.person("driver", [1975, 1995], "male"), work: "货运司机" }];
  const [partner, policeman, aide] = [s.name("male"), s.name("male"), s.name()];
  const sums = drawAmounts(random, 3, [1_100, 5_900]) as [number, number, number];
  const total = sumOf(sums);
  const nights = daysAfter(random, course.act, 3, 28);
  const last = nights[2] ?? "";
  const reported = later(last, random.between(1, 4));
  const refused = s.workday(reported, 6, 14);
  const came = s.workday(refused, 5, 20);
  const signedOn = s.workday(came, 4, 12);
  const charged = "敲诈勒索罪";
  return {
    family: "three-toll-notice",
    kind: "correction-notice",
    paragraphs: [
      title(s.procuratorate),
      title("要求说明不立案理由通知书"),
      numberLine(`${s.mark}不立通〔${signedOn.slice(0, 4)}〕${random.between(2, 38)}号`),
      addressee(s.police),
      body`货车驾驶员${someone("driver", driver.name)}、车主${someone("partner", partner)}于${day("came", came)}到本院，认为你局对${named(taker)}涉嫌${chargeThen(charged)}一案应当立案而不立案。本院审查了其提交的材料，并向办案民警${someone("policeman", policeman)}了解了情况。现将有关事项通知如下。`,
      head("parts", "一、", "申请监督的当事人"),
      body`申请人${personLine(driver)}，联系电话${phoneAt("driver", driver.phone)}。`,
      body`被控告人${personLine(taker)}。`,
      head("parts", "二、", "控告的事实和理由"),
      body`控告材料反映，${named(taker)}以运砂车压坏村道为名，在${s.town}路口设卡拦车，不交钱不放行。${someone("driver", driver.name)}先后${listed("tolls", 3, { isHan: true })}次被索要：${day("toll-1", nights[0] ?? "")}付${part("sum-1", sums[0])}，${day("toll-2", nights[1] ?? "")}付${part("sum-2", sums[1])}，${day("toll-3", last)}付${part("sum-3", sums[2])}，共付${whole("total", total)}（大写：${inCapitals("total", total)}）。第三次拦车时，${named(taker)}${ageAt(taker, "toll-3", last)}周岁，${someone("driver", driver.name)}${ageAt(driver, "toll-3", last)}周岁。`,
      body`${day("reported", reported)}，${someone("driver", driver.name)}到派出所报案；${day("refused", refused)}，你局以“属于民间收费纠纷”为由决定不予立案，由办案民警${someone("policeman", policeman)}送达通知书。车主${someone("partner", partner)}提供了转账截图和通话录音，录音中${named(taker)}有“不给钱就砸车”的言语。`,
      head("parts", "三、", "本院审查意见"),
      body`本院认为，${named(taker)}没有收费的任何依据，以毁坏车辆相${word("威胁", "威协")}强行${word("索取", "锁取")}${whole("total", total)}，数额较大，可能触犯${statute("刑法", "第二百七十四条", "")}，涉嫌${charge(charged)}。村道养护由${today("交通运输局", "交通局")}负责，村民个人无权收费，“民间收费纠纷”的定性与现有证据不符。`,
      body`${statute("刑事诉讼法", "第一百一十三条", "")}规定，“${quoted("人民检察院认为公安机关不立案理由不能成立的，应当通知公安机关立案，公安机关接到通知后应当立案", ["应当通知", "可以通知"], ["后应当立案", "后可以立案"], ["不能成立", "不成立"])}”。请你局在收到本通知书后七日以内，将对${charge(charged)}不立案的情况、依据和理由书面说明，连同有关证据材料复印件一并送本院。`,
      body`联系人：检察官助理${someone("assistant", aide)}，电话${phoneAt("assistant", s.phone())}。材料请直接交检察官助理${someone("assistant", aide)}签收。`,
      sealLine(s.procuratorate),
      dayLine(signedOn, "han"),
      enclosed("1.", "控告书复印件一份；", "附："),
      enclosed("2.", "转账截图四张；"),
      enclosed("3.", "录音光盘一张。"),
    ],
    record: recordOf(s, [taker], { charge: charged, amount: total }),
    sums: [{ whole: "total", parts: ["sum-1", "sum-2", "sum-3"] }],
    order: ["toll-1", "toll-2", "toll-3", "reported", "refused", "came", "signed"],
  };
}

/** Cowpeas with residues of pesticides: who comes to the hearing, and what has been found. */
export function cowpeaHearing(story: Story): Draft {
  const s = sceneOf(story);
  const { random } = s;
  const seats = [s.name(), s.name(), s.name(), s.name()] as const;
  const [lead, grower, clerk] = [s.name(), s.name("male"), s.name("female")];
  const firm = s.firm("农产品批发");
  const [market, coop, online] = [random.between(9, 26), random.between(6, 18), random.between(4, 12)];
  const [sealed, sold] = [random.between(120, 680), random.between(70, 390)];
  const [test, burn] = [random.between(6, 19) * 100_000, random.between(3, 9) * 50_000];
  const months = random.pick([3, 4]);
  const from = random.pick(["2024-05-01", "2024-06-01", "2025-04-01"]);
  const found = s.workday(later(from, months * 30), -12, -4);
  const filed = s.workday(found, 9, 15);
  const signedOn = s.workday(filed, 14, 24);
  const meeting = s.workday(signedOn, 6, 16);
  const offices = [`${countyOf(s.place)}农业农村局`, `${countyOf(s.place)}市场监督管理局`] as const;
  return {
    family: "three-cowpea-hearing",
    kind: "hearing-notice",
    paragraphs: [
      title(s.procuratorate),
      title("听证会通知"),
      addressee(offices[0]),
      body`${day("filed", filed)}，本院对辖区豇豆农药残留超标问题以行政公益诉讼立案。为查明${today("农业农村局", "农业局", "农业委员会")}、${today("市场监督管理局", "工商行政管理局", "质量技术监督局")}的监管职责，本院决定召开听证会，请你局派员参加。`,
      head("parts", "1.", "时间和地点"),
      body`${sameYear("meeting", meeting, filed)}9时，本院二楼听证室。参加人员请提前十五分钟${word("签到", "鉴到")}，并携带居民身份证。`,
      head("parts", "2.", "参加人员"),
      body`听证由检察官${someone("procurator", lead)}主持，邀请听证员${listed("seats", seats.length)}名，名单如下：`,
      row("姓名", "身份", "联系电话"),
      ...seats.map((name, at) =>
        row([someone(`seat-${at}`, name)], ["人大代表", "政协委员", "农技专家", "人民监督员"][at] ?? "", phoneAt(`seat-${at}`, s.phone())),
      ),
      body`种植户代表${someone("grower", grower)}、${firmNamed("firm", firm.name)}（统一社会信用代码${codeAt("firm", firm.code)}）负责人列席。听证员${someone("seat-2", seats[2])}将就用药间隔期作专业说明，听证员${someone("seat-0", seats[0])}宣读评议意见。`,
      head("parts", "3.", "听证事项"),
      body`专项监督${termOf("campaign", from, months)}，为期${lengthOf("campaign", months)}。其间本院会同检测机构抽取样品${quantityInAll("samples", market + coop + online)}份，其中农贸市场${quantity("market", market)}份、合作社${quantity("coop", coop)}份、网店${quantity("online", online)}份。${day("found", found)}，检测机构出具报告，显示${firmNamed("firm", firm.name)}摊位所售豇豆克百威超标。涉事批次共${quantityInAll("batch", sealed + sold)}公斤，封存${quantity("sealed", sealed)}公斤，售出${quantity("sold", sold)}公斤。检测费${part("test", test)}、销毁费${part("burn", burn)}，两项共${whole("cost", test + burn)}（大写${inCapitals("cost", test + burn)}），由谁负担也将听取意见。`,
      body`听证围绕以下问题进行：其一，种植户代表${someone("grower", grower)}是否开具承诺达标合格证；其二，批发市场是否查验；其三，费用${whole("cost", test + burn)}如何分担。`,
      head("parts", "4.", "有关规定"),
      body`${statute("农产品质量安全法", "第三十四条", "第一款")}规定，“${quoted("销售的农产品应当符合农产品质量安全标准", ["应当符合", "必须符合"], ["质量安全标准", "食品安全标准"])}”；${articleAlone("农产品质量安全法", "第三十九条", "第三款")}规定，“${quoted("农产品批发市场应当建立健全农产品承诺达标合格证查验等制度", ["应当建立健全", "可以建立"], ["查验等制度", "登记等制度"])}”。餐饮环节的责任依照${statute("食品安全法", "第五十五条", "第一款", ["食品卫生法", "第十七条"], ["食品卫生法", "第二十条"])}一并讨论；${statute("民法典", "第一千二百零三条", "第一款", ["侵权责任法", "第四十三条第一款"], ["民法通则", "第一百二十二条"])}是否适用，请预作准备。`,
      head("parts", "5.", "其他"),
      body`不能到会的，请在会前三日内书面说明原因。联系人：书记员${someone("clerk", clerk)}，电话${phoneAt("clerk", s.phone())}；需要旁听的，向书记员${someone("clerk", clerk)}登记。`,
      sealLine(s.procuratorate),
      dayLine(signedOn),
      signLine("抄送：", { text: offices[1] }),
    ],
    record: { ...nobody, office: s.office },
    sums: [
      { whole: "samples", parts: ["market", "coop", "online"] },
      { whole: "batch", parts: ["sealed", "sold"] },
      { whole: "cost", parts: ["test", "burn"] },
    ],
    order: ["filed", "signed"],
  };
}
