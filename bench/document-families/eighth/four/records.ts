import type { Member } from "../../cast.ts";
import { type Draft, type DraftParagraph, type Piece, paragraph, say } from "../../draft.ts";
import { bornOf, day, idOf, inCapitals, later, part, phoneOf, sexOf, someone, under, whole } from "../../forms.ts";
import { ageAt, codeAt, firmNamed } from "../../marked/pieces.ts";
import { daysAfter, personLine, recordOf, type Scene, sceneOf } from "../../marked/scene.ts";
import { body, charge, chargeThen, listed, quoted, statute, suspect, title, today, word } from "../../marked/slips.ts";
import { drawAmounts, type Story, sumOf } from "../../story.ts";
import { ofCompound } from "./mentions.ts";

type Said = Parameters<typeof say> extends [unknown, ...infer Rest] ? Rest : never;
const asked = (strings: TemplateStringsArray, ...values: Said): DraftParagraph => paragraph("body", "问：", say(strings, ...values));
const answered = (strings: TemplateStringsArray, ...values: Said): DraftParagraph => paragraph("body", "答：", say(strings, ...values));

/** A dealer in counterfeit shoes asked in the detention centre. */
export function shoeDealer(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = ofCompound(s.person("dealer", [1976, 1999], "male"), random.between(0, 3));
  const owner = s.firm("体育用品");
  const [maker, wife, courier] = [s.name("male"), s.name("female"), s.name("male")];
  const days = daysAfter(random, later(course.filed, -80), 3, 70);
  const pairs = [random.between(150, 260), random.between(90, 118), random.between(45, 66)] as const;
  const costs = pairs.map((each, at) => each * (random.between(130, 150) + at * 22) * 100) as [number, number, number];
  const cost = sumOf(costs);
  const taken = sumOf(costs) + random.between(120, 260) * 10_000;
  const gain = taken - cost;
  const on = s.workday(course.told, 2, 9);
  const me = someone("dealer", who.name);
  return {
    family: "four-shoe-dealer",
    kind: "interrogation-record",
    paragraphs: [
      title("讯问笔录"),
      body`时间：${day("heard", on)}9时20分至11时05分`,
      body`地点：${s.detention}讯问室`,
      body`讯问人：${someone("procurator", s.name())}（检察官）、${someone("assistant", s.name())}（检察官助理）　记录人：${someone("clerk", s.name())}`,
      body`被讯问人：${me}，${sexOf(who)}，${bornOf(who)}出生，公民身份号码${idOf(who)}，${who.schooling}，${who.work}，住${who.address}，联系电话${phoneOf(who)}`,
      asked`我们是${s.procuratorate}的工作人员，你因涉嫌${charge("销售假冒注册商标的商品罪")}一案由我院审查起诉。权利义务告知书你是否看过？`,
      answered`${day("told", course.told)}就收到了，看过，清楚。`,
      asked`依照${under("中华人民共和国刑事诉讼法", "第一百七十三条", "第二款")}，我们已经向你讲了认罪认罚的规定，听明白没有？`,
      answered`听明白了，我愿意认罪认罚。`,
      asked`讲一下你的经历，以前受过什么处理？`,
      answered`我没有${word("前科", "前料")}。${day("detained", course.detained)}被${s.police}刑事拘留，后来逮捕，一直关到现在。`,
      asked`你从什么时候开始卖假鞋？当时多大年纪？`,
      answered`${day("act-1", days[0] ?? "")}进的第一批货，那天我${ageAt(who, "act-1", days[0] ?? "")}周岁。货都是从${someone("maker", maker)}手里拿的，冒的是${firmNamed("owner", owner.name)}的牌子，我心里明知是假的。`,
      asked`一共进了几批，每批多少？`,
      answered`一共${listed("lots", 3, { near: ["act-1", "act-2", "act-3"], isHan: true })}批。头一批就是${day("act-1", days[0] ?? "")}那批，${String(pairs[0])}双，进价${part("cost-1", costs[0])}；第二批是${day("act-2", days[1] ?? "")}，${String(pairs[1])}双，进价${part("cost-2", costs[1])}；第三批是${day("act-3", days[2] ?? "")}，${String(pairs[2])}双，进价${part("cost-3", costs[2])}。三批货款共付给${someone("maker", maker)}${whole("cost", cost)}。`,
      asked`卖了多少钱，赚了多少？`,
      answered`全部卖完，一共收回${whole("taken", taken)}，除去本钱${whole("cost", cost)}，净赚${part("gain", gain)}。这${part("gain", gain)}（大写${inCapitals("gain", gain)}）我已经让家里退到公安${word("账户", "帐户")}上。`,
      asked`还有哪些人参与？各做什么？`,
      answered`我老婆${someone("wife", wife)}帮忙接电话、${word("记账", "记帐")}，她不知道鞋是假的。送货的是${someone("courier", courier)}，按趟收运费，也不知情。${someone("maker", maker)}后来联系不上，我听${someone("courier", courier)}讲他跑到外省去了。`,
      asked`（出示${today("鉴定意见", "鉴定结论")}）${firmNamed("owner", owner.name)}（统一社会信用代码${codeAt("owner", owner.code)}）出具的材料认定这些鞋系假冒，你有无异议？`,
      answered`没有异议。`,
      asked`${statute("刑法", "第二百一十四条", "")}规定：“${quoted("销售明知是假冒注册商标的商品，违法所得数额较大或者有其他严重情节的，处三年以下有期徒刑，并处或者单处罚金", ["明知是假冒", "应知是假冒"], ["三年以下", "五年以下"], ["数额较大", "数额巨大"])}。”对照这一条，你对${charge("销售假冒注册商标的商品罪")}这个罪名有什么意见？`,
      answered`没意见，我犯的就是${charge("销售假冒注册商标的商品罪")}。我对不起${firmNamed("owner", owner.name)}，愿意赔钱、登报道歉。`,
      asked`侦查阶段有没有人对你刑讯逼供或者${word("诱供", "诱共")}？`,
      answered`没有，公安人员问话的时候都有录像。`,
      asked`你还有什么要补充的？`,
      answered`希望从轻处理。`,
      asked`请核对笔录，如有遗漏或者差错可以补充、改正。`,
      answered`以上笔录我看过，和我讲的${word("一致", "一至")}。`,
      body`${suspect()}（签名、捺印）：${me}`,
      paragraph("body", day("heard", on)),
    ],
    record: recordOf(s, [who], {
      charge: "销售假冒注册商标的商品罪",
      days: { detained: [course.detained], told: [course.told] },
    }),
    sums: [
      { whole: "cost", parts: ["cost-1", "cost-2", "cost-3"] },
      { whole: "taken", parts: ["cost", "gain"] },
    ],
    order: ["act-2", "act-3", "detained"],
  };
}

const stallOf = (s: Scene, goods: string): string => `${s.town}夜市${goods}摊`;

/** A stallkeeper in a night market who paid for «protection». */
export function stallkeeper(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who: Member = { ...s.person("stall", [1966, 1992], "female"), work: "个体工商户" };
  const [boss, hand, third] = [ofCompound(s.person("boss", [1984, 2000], "male"), 3).name, s.name("male"), s.name("male")];
  const neighbour = s.person("neighbour", [1970, 1990]);
  const days = daysAfter(random, later(course.filed, -100), 3, 90);
  const paid = drawAmounts(random, 3, [600, 3_200]);
  const all = sumOf(paid);
  const heard = later(course.filed, random.between(1, 4));
  const doctor = part("doctor", random.between(4, 18) * 10_000);
  const me = someone("stall", who.name);
  const [one, two, three] = [someone("boss", boss), someone("hand", hand), someone("third", third)] as const;
  const more: Piece = someone("neighbour", neighbour.name);
  return {
    family: "four-stallkeeper",
    kind: "witness-record",
    paragraphs: [
      title("询问笔录"),
      body`询问时间：${day("heard", heard)}14时10分至15时40分　询问地点：${s.police}执法办案中心`,
      body`${word("询问", "讯问")}人：${someone("officer-1", s.name("male"))}、${someone("officer-2", s.name("male"))}　记录人：${someone("clerk", s.name())}`,
      body`被询问人（被害人）：${personLine(who)}，联系电话${phoneOf(who)}`,
      asked`我们是${s.police}的民警，现就${one}等人涉嫌${charge("敲诈勒索罪")}一案向你了解情况。依照${statute("刑事诉讼法", "第一百二十四条", "第二款")}，询问个别进行。你应当如实提供证据，有意作伪证要负法律责任，知道吗？`,
      answered`知道，我一定如实讲。`,
      asked`你报案后，我局已于${day("filed", course.filed)}立案侦查，请把经过再讲一遍。`,
      answered`我在${stallOf(s, "烧烤")}做了六年生意。${day("act-1", days[0] ?? "")}晚上，那时我${ageAt(who, "act-1", days[0] ?? "")}周岁，${one}带着${two}、${three}过来，讲这条街归他们管，每家要交卫生管理费，不交就${word("掀翻", "掀番")}摊子。`,
      asked`后来你交了几次？都给了谁？`,
      answered`前后交了${listed("times", 3, { near: ["act-1", "act-2", "act-3"], isHan: true })}次。第一次是${day("act-1", days[0] ?? "")}当晚，给了${two}${part("paid-1", paid[0])}现金；第二次是${day("act-2", days[1] ?? "")}，微信转给${three}${part("paid-2", paid[1])}；第三次是${day("act-3", days[2] ?? "")}，${one}亲自来拿了${part("paid-3", paid[2] ?? 0)}现金。三次加起来${whole("paid", all)}。`,
      asked`他们有没有动手？`,
      answered`第三次我说生意差，想少交点，${two}就推了我一把，我摔在地上手腕扭伤，次日去医院看了，花了${doctor}。${three}还把隔壁摊主${more}的遮阳伞砸了。`,
      asked`${more}是什么情况？怎么联系？`,
      answered`${more}卖水果，也被他们收过钱，电话是${phoneOf(neighbour)}，${word("身份证", "身份正")}号码我帮忙抄过一回，是${idOf(neighbour)}。`,
      asked`他们几个人各做什么？`,
      answered`${one}是领头的，说话算数；${two}管动手；${three}管收钱${word("记账", "记帐")}。一共就这${listed("gang", 3, { near: ["boss", "hand", "third"], isHan: true })}个人。`,
      asked`（出示${word("辨认", "辩认")}照片）照片中有没有上述人员？`,
      answered`有，三个人我都认出来了，已经另外做了辨认笔录。`,
      asked`你交出去的${whole("paid", all)}有没有凭据？`,
      answered`${part("paid-2", paid[1])}有转账截图，我交给你们了，别的是现金，没有收条，但是${more}看见过。三次合计${whole("paid", all)}（大写${inCapitals("paid", all)}），不会错。`,
      asked`你有什么要求？`,
      answered`请求依法追究他们${chargeThen("敲诈勒索罪")}的刑事责任，把钱退给我，医药费${doctor}也要赔。`,
      asked`${word("其他", "其地")}还有没有补充？`,
      answered`没有了。他们要是被判${chargeThen("敲诈勒索罪")}，我们摆摊的才敢安心做生意。`,
      asked`${statute("民法典", "第一千一百七十九条", "", ["侵权责任法", "第十六条"], ["民法通则", "第一百一十九条"])}对医药费怎么赔有规定，你可以提起附带民事诉讼。以上记录是否属实？`,
      answered`看过了，属实。`,
      body`被询问人（签名、捺指印）：${me}`,
      paragraph("body", day("heard", heard)),
    ],
    record: recordOf(s, [], { charge: "敲诈勒索罪", days: { filed: [course.filed] } }),
    sums: [{ whole: "paid", parts: ["paid-1", "paid-2", "paid-3"] }],
    order: ["act-2", "act-3", "filed"],
  };
}
