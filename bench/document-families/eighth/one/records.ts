import { dayFromIso } from "@yuejian/identifiers";
import type { Draft } from "../../draft.ts";
import { bornOf, day, idOf, inCapitals, later, named, part, phoneOf, sameYear, sexOf, someone, whole } from "../../forms.ts";
import { ageAt, codeAt, firmNamed, procedural } from "../../marked/pieces.ts";
import { daysAfter, recordOf, sceneOf } from "../../marked/scene.ts";
import { body, charge, chargeThen, daysLong, daysOf, listed, quoted, signLine, statute, title, today, word } from "../../marked/slips.ts";
import { drawAmounts, type Story, sumOf } from "../../story.ts";
import { called, dutyCourse, seatOf } from "./pieces.ts";

/** A contractor who paid an official, questioned by the procuratorate after the case came in. */
export function bribeInterrogation(story: Story): Draft {
  const s = sceneOf(story);
  const { random } = s;
  const giver = s.person("giver", [1967, 1988], "male");
  const firm = s.firm("水利工程");
  const [official, driver, foreman] = [called(s, "official"), called(s, "driver", "male"), called(s, "foreman")];
  const gifts = daysAfter(random, later("2024-03-02", random.between(0, 210)), 3, 200) as [string, string, string];
  const c = dutyCourse(s, gifts[2]);
  const custody = dayFromIso(c.arrested) - dayFromIso(c.accepted);
  const sums = drawAmounts(random, 3, [40_000, 130_000]) as unknown as [number, number, number];
  const total = sumOf(sums);
  const asked = s.workday(c.arrested, 3, 9);
  const [one, two] = [called(s, "procurator"), called(s, "clerk")];
  const hour = random.between(9, 10);
  return {
    family: "one-bribe-interrogation",
    kind: "interrogation-record",
    paragraphs: [
      title("讯问笔录"),
      body`时间：${day("asked-on", asked)}${hour}时10分至${hour + 1}时35分　地点：${s.detention}讯问室`,
      body`讯问人：检察官${named(one)}　记录人：书记员${named(two)}　均系${s.procuratorate}工作人员`,
      body`被讯问人：${named(giver)}　性别：${sexOf(giver)}　出生日期：${bornOf(giver)}　公民身份号码：${idOf(giver)}`,
      body`文化程度：${giver.schooling}　职业：工程承包人　户籍地：${giver.address}　家属联系电话：${phoneOf(giver)}`,
      body`问：本案由${s.procuratorate}审查起诉，我们今天依法对你${word("讯问", "询问")}，按照${statute("刑事诉讼法", "第一百二十条", "第二款")}，向你告知诉讼权利以及如实供述可以从宽处理、认罪认罚的规定，你是否清楚？`,
      body`答：清楚。${day("accepted", c.accepted)}监察委员会把案子移送过来以后，${sameYear("told", c.told, c.accepted)}你们已经给过我权利告知书，我签了字，不申请回避。`,
      body`问：你因何事被采取强制措施？`,
      body`答：因涉嫌${chargeThen("行贿罪")}。${day("held", c.held)}我被留置，案子到检察院当天对我先行拘留，拘留期限${procedural(daysOf("custody", c.accepted, custody), c.arrested)}，总共${daysLong("custody", custody)}日，${day("arrested", c.arrested)}宣布对我逮捕。`,
      body`问：你对指控你涉嫌${charge("行贿罪")}有无意见？`,
      body`答：没有意见。我借${firmNamed("firm", firm.name)}（统一社会信用代码${codeAt("firm", firm.code)}）的资质揽活，盈亏都归我个人，为了承接${seatOf(s)}的沟渠清淤工程，前后${listed("gifts", 3, { near: ["sum-1", "sum-2", "sum-3"], isHan: true })}次给分管工程的${named(official)}送过钱。`,
      body`问：把每次送钱的时间、地点、数额和经过讲清楚。`,
      body`答：头一回是${day("gift-1", gifts[0])}，我让司机${named(driver)}开车，在${s.town}一家鱼馆门口把${part("sum-1", sums[0])}装在茶叶盒里交给${named(official)}；第二回是${day("gift-2", gifts[1])}，在他办公室，给了${part("sum-2", sums[1])}；最后一回是${day("gift-3", gifts[2])}，工程结算后，我叫施工队长${named(foreman)}从工程账上取出${part("sum-3", sums[2])}，我自己送到他家楼下。`,
      body`问：合计多少？`,
      body`答：我算过，三回加起来是人民币${whole("total", total)}，写成大写是${inCapitals("total", total)}。`,
      body`问：头一次送钱时你多大年纪？`,
      body`答：我是${bornOf(giver)}出生的，那时${ageAt(giver, "gift-1", gifts[0])}周岁。`,
      body`问：上述款项从何而来？`,
      body`答：前两回是我个人积蓄，最后那笔${part("sum-3", sums[2])}是经${firmNamed("firm", firm.name)}转给我的工程款，记账时写成了材料费，会计凭证上有${named(foreman)}的签字，司机${named(driver)}只晓得头一回的事。`,
      body`问：${named(official)}为你谋取了什么利益？`,
      body`答：他打了招呼，我用${firmNamed("firm", firm.name)}的名义中标了两个标段。第二回送的那${part("sum-2", sums[1])}，他起初不收，我硬塞给他的。`,
      body`问：你在此前向监察机关的陈述是否属实？有无刑讯逼供、指供诱供的情形？`,
      body`答：属实，没有。我在监察机关主动交代了前面两次的事，那时他们还没有掌握。`,
      body`问：你在看守所内身体有无不适，家属是否接到过${word("羁押", "羁压")}通知？`,
      body`答：身体没有毛病，家里人接到了通知，管教民警也没有打骂过我。`,
      body`问：检察机关拟以${charge("行贿罪")}对你提起公诉，你是否自愿认罪认罚？`,
      body`答：自愿。我愿意退出挂靠${firmNamed("firm", firm.name)}所得的工程利润，并愿意配合追查${named(official)}的问题。`,
      body`问：${word("账目", "帐目")}材料及${today("鉴定意见", "鉴定结论")}均已向你出示，你有无异议？`,
      body`答：没有异议，跟我讲的一致，也没有要补充的。`,
      body`问：以上笔录请你仔细核对，如有遗漏或者差错，可以补充、更正。`,
      body`答：以上笔录我看过，与我所说的相符。`,
      signLine("被讯问人签名：", someone("giver", giver.name), "（捺印）"),
      signLine("讯问人：", named(one), "　记录人：", named(two)),
    ],
    record: recordOf(s, [giver], {
      charge: "行贿罪",
      acceptedOn: c.accepted,
      amount: total,
      days: { arrested: [c.arrested], accepted: [c.accepted], told: [c.told] },
    }),
    sums: [{ whole: "total", parts: ["sum-1", "sum-2", "sum-3"] }],
    order: ["gift-3", "held", "accepted", "told", "arrested", "asked-on"],
  };
}

/** The accountant of a co-operative, asked about what its manager booked. */
export function accountantRecord(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const witness = s.person("witness", [1970, 1994], "female");
  const [manager, supplier, chairman] = [called(s, "manager", "male"), called(s, "supplier"), called(s, "chairman", "male")];
  const firm = s.firm("粮食购销");
  const days = daysAfter(random, later(course.filed, -160), 3, 130) as [string, string, string];
  const sums = drawAmounts(random, 3, [21_000, 78_000]) as unknown as [number, number, number];
  const total = sumOf(sums);
  const returned = random.between(6, 18) * 100_000;
  const asked = s.workday(course.told, 3, 12);
  const [one, two] = [called(s, "procurator"), called(s, "clerk")];
  return {
    family: "one-accountant-record",
    kind: "witness-record",
    paragraphs: [
      title("询问笔录"),
      body`询问时间：${day("asked-on", asked)}14时30分至16时05分　询问地点：${s.procuratorate}询问室`,
      body`询问人：${named(one)}　记录人：${named(two)}`,
      body`证人姓名：${named(witness)}　性别：${sexOf(witness)}　出生日期：${bornOf(witness)}　公民身份号码：${idOf(witness)}`,
      body`住址：${witness.address}　联系电话：${phoneOf(witness)}　工作单位及职务：${firmNamed("firm", firm.name)}主办会计`,
      body`问：我们是${s.procuratorate}的检察人员，现就${named(manager)}涉嫌${chargeThen("职务侵占罪")}一案依法向你${word("询问", "讯问")}，依照${statute("刑事诉讼法", "第一百二十四条", "第一款")}，你可以选择询问的地点；${statute("刑事诉讼法", "第一百二十五条", "")}还规定：“${quoted("询问证人，应当告知他应当如实地提供证据、证言和有意作伪证或者隐匿罪证要负的法律责任。", ["如实地提供", "客观地提供"], ["作伪证", "作假证"], ["法律责任", "刑事责任"])}”你听明白了没有？`,
      body`答：听明白了，${firmNamed("firm", firm.name)}的统一社会信用代码是${codeAt("firm", firm.code)}，我在该公司负责会计核算，同${named(manager)}没有亲属关系，也没有个人恩怨。`,
      body`问：${named(manager)}在公司担任何职，哪些业务由他经手？`,
      body`答：${named(manager)}是收购部经理，稻谷收购款的支付由他一人经手报账，董事长${named(chairman)}签字后出纳付款。`,
      body`问：你如何发现账上有问题？`,
      body`答：${day("audit", course.filed)}盘点，库存比账面少，我把收购${word("凭证", "凭正")}逐张翻看，发现有${listed("slips", 3, { near: ["sum-1", "sum-2", "sum-3"], isHan: true })}张付给粮贩${named(supplier)}的结算单没有过磅单相配：第一张是${day("slip-1", days[0])}的，付款${part("sum-1", sums[0])}；第二张是${day("slip-2", days[1])}的，付款${part("sum-2", sums[1])}；第三张是${day("slip-3", days[2])}的，付款${part("sum-3", sums[2])}。我当时报告了董事长${named(chairman)}。`,
      body`问：上述结算单一共涉及多少钱？`,
      body`答：总共人民币${whole("total", total)}，大写是${inCapitals("total", total)}，我做了一张明细表交给公安机关，表上数字与银行${word("账单", "帐单")}一致。`,
      body`问：${named(supplier)}是否实际供货？`,
      body`答：没有。${named(supplier)}后来对我讲，那些单子是${named(manager)}叫其代签的，钱一到账就转给了${named(manager)}；开第一张单子那天，我自己${ageAt(witness, "slip-1", days[0])}周岁，刚调到会计岗位，不敢多问。`,
      body`问：款项事后有无归还？`,
      body`答：事情${word("暴露", "爆露")}以后，${named(manager)}退了${part("returned", returned)}到公司账户，剩下的${part("open", total - returned)}一直没有退。上述第二张单子的${part("sum-2", sums[1])}，他说是拿去还赌债了。`,
      body`问：公司对此事如何处理？`,
      body`答：董事长${named(chairman)}召集股东开会，决定报案，并以涉嫌${chargeThen("职务侵占罪")}向公安机关提交了报案材料。${day("reported", later(course.filed, 1))}公安机关找我取过一次材料，说立的案由就是${chargeThen("职务侵占罪")}。`,
      body`问：本案已于${day("accepted", course.accepted)}移送本院，本院于${day("told", course.told)}告知了公司有权委托诉讼代理人，公司有何要求？`,
      body`答：请依法追究${named(manager)}${charge("职务侵占罪")}的刑事责任，追回尚欠的${part("open", total - returned)}。${firmNamed("firm", firm.name)}因此还支付了审计费，${today("鉴定意见", "鉴定结论")}的复印件我带来了。`,
      body`问：你还有什么需要补充？以上所讲是否属实？`,
      body`答：没有补充，以上都是我亲身经历，句句属实。`,
      body`以上笔录我看过，与我讲的一样。`,
      signLine("证人签名：", named(witness), "（捺指印）"),
      signLine("询问人：", named(one), "　记录人：", named(two)),
    ],
    record: recordOf(s, [], {
      charge: "职务侵占罪",
      acceptedOn: course.accepted,
      amount: total,
      days: { accepted: [course.accepted], told: [course.told] },
    }),
    sums: [
      { whole: "total", parts: ["sum-1", "sum-2", "sum-3"] },
      { whole: "total", parts: ["returned", "open"] },
    ],
    order: ["slip-3", "audit", "reported", "accepted", "told", "asked-on"],
    deadlines: [{ from: "accepted", to: "told", days: 3 }],
  };
}
