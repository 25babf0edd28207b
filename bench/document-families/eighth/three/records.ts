import type { Draft } from "../../draft.ts";
import { bornOf, day, head, idOf, inCapitals, later, named, part, sexOf, someone, whole } from "../../forms.ts";
import { ageAt, codeAt, firmNamed, phoneAt, quantity, quantityInAll } from "../../marked/pieces.ts";
import { daysAfter, recordOf, sceneOf } from "../../marked/scene.ts";
import { articleAlone, body, charge, chargeThen, listed, signLine, statute, suspect, title, today, word } from "../../marked/slips.ts";
import { drawAmounts, type Story } from "../../story.ts";
import { countyOf } from "./mentions.ts";

/** Sand dug at night: the suspect tells tonnes and shares, and is asked about each companion. */
export function sandInterrogation(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const boss = s.person("boss", [1969, 1990], "male");
  const [mate, buyer] = [s.name("male"), s.name("male")];
  const [procurator, clerk] = [s.name(), s.name("female")];
  const count = 3;
  const nights = daysAfter(random, later(course.act, -40), count, 36);
  const loads = Array.from({ length: count }, () => random.between(800, 1_600));
  const tonnes = loads.reduce((sum, each) => sum + each, 0);
  const price = random.between(46, 62);
  const income = tonnes * price * 100;
  const share = Math.floor(income / 3 / 10_000) * 10_000;
  const charged = "非法采矿罪";
  return {
    family: "three-sand-interrogation",
    kind: "interrogation-record",
    paragraphs: [
      title("讯问笔录"),
      body`时间：${day("asked-on", s.workday(course.told, 4, 9))}9时05分至11时20分　地点：${s.detention}第二讯问室`,
      body`讯问　检察官${someone("procurator", procurator)}；记录　书记员${someone("clerk", clerk)}`,
      body`${word("被讯问人", "被询问人")}：${named(boss)}，${sexOf(boss)}，${bornOf(boss)}出生，公民身份号码${idOf(boss)}，${boss.nation}，${boss.schooling}，住${boss.address}，联系电话${phoneAt("boss", boss.phone)}。`,
      body`问：我们是${s.procuratorate}检察官${someone("procurator", procurator)}、书记员${someone("clerk", clerk)}，现依法对你进行讯问。${day("accepted", course.accepted)}本院受理了你涉嫌${charge(charged)}一案，${day("told", course.told)}向你送达了权利义务告知书，你是否清楚？`,
      body`答：清楚。告知书上写明我有权委托辩护人，也有权申请回避，我不申请回避。`,
      body`问：依照${statute("刑事诉讼法", "第一百二十条", "第一款")}，你对与本案无关的问题有拒绝回答的${word("权利", "权力")}，对案件事实应当如实回答。如实供述可以从宽，这一点${articleAlone("刑事诉讼法", "第十五条")}也有规定。听明白了吗？`,
      body`答：听明白了。`,
      body`问：你因何事被采取强制措施？`,
      body`答：${day("detained", course.detained)}我因为没有采砂许可证在河里抽砂被拘留，${day("arrested", course.arrested)}被逮捕。`,
      head("asked", "一、", "关于采砂的经过"),
      body`问：一共采了几次，每次多少？`,
      body`答：一共${listed("nights", count, { isHan: true })}次，都在夜里，用的是我自己${word("改装", "改妆")}的抽砂船。第一次是${day("night-1", nights[0] ?? "")}，采了${quantity("load-1", loads[0] ?? 0)}吨；第二次是${day("night-2", nights[1] ?? "")}，采了${quantity("load-2", loads[1] ?? 0)}吨；第三次是${day("night-3", nights[2] ?? "")}，采了${quantity("load-3", loads[2] ?? 0)}吨。三次总共${quantityInAll("tonnes", tonnes)}吨。`,
      body`问：砂石怎么处理的？`,
      body`答：按每吨${price}元卖给了砂场老板${someone("buyer", buyer)}，共得${whole("income", income)}（大写${inCapitals("income", income)}）。砂场老板${someone("buyer", buyer)}知道没有手续，所以压了价。`,
      head("asked", "二、", "关于同案人"),
      body`问：${someone("mate", mate)}做了什么？`,
      body`答：同伙${someone("mate", mate)}负责望风和开船，我分给他${part("share", share)}。他不懂机器，抽砂都是我操作。`,
      body`问：同伙${someone("mate", mate)}说只得了一部分，你有什么要说的？`,
      body`答：我记得给的就是${part("share", share)}，转账记录在手机里，可以核对。`,
      head("asked", "三、", "关于认罪态度"),
      body`问：最后一次采砂时你多大年龄？`,
      body`答：${ageAt(boss, "night-3", nights[2] ?? "")}周岁。`,
      body`问：${today("自然资源局", "国土资源局")}委托出具的报告认定了矿产品价值，你有无异议？卖砂所得${whole("income", income)}你是否愿意退缴？`,
      body`答：没有异议，我愿意把所得全部退出来，也愿意承担河床修复的费用。`,
      body`问：本院认为你的行为触犯${statute("刑法", "第三百四十三条", "第一款")}，涉嫌${charge(charged)}，你对罪名有无意见？`,
      body`答：没有意见，我承认犯了${charge(charged)}，希望从轻处理。`,
      body`问：公安机关讯问时，有没有刑讯逼供、诱供的情况？以上所说是否属实？`,
      body`答：没有。以上都是事实，之前隐瞒的同伙也都说清楚了。`,
      body`这份笔录我逐页看过，与我讲的没有出入。`,
      signLine("犯罪嫌疑人（签名、捺印）：", someone("boss", boss.name)),
      signLine("讯问人（签名）：", someone("procurator", procurator)),
      signLine("记录人（签名）：", someone("clerk", clerk)),
    ],
    record: recordOf(s, [boss], {
      charge: charged,
      acceptedOn: course.accepted,
      amount: income,
      days: { detained: [course.detained], arrested: [course.arrested], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [{ whole: "tonnes", parts: ["load-1", "load-2", "load-3"] }],
    order: ["night-1", "night-2", "night-3", "detained", "arrested", "accepted", "told", "asked-on"],
    deadlines: [{ from: "accepted", to: "told", days: 3 }],
  };
}

/** A worker of a grain store tells of an accident with a conveyor. */
export function silosWitness(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const witness = s.person("witness", [1963, 1990]);
  const [chief, hurt, guard] = [s.name("male"), s.name("male"), s.name("male")];
  const [procurator, clerk] = [s.name(), s.name("female")];
  const firm = s.firm("粮油仓储");
  const [rice, seed, corn] = [random.between(14, 60), random.between(6, 30), random.between(5, 25)];
  const [cure, lost, consoled] = drawAmounts(random, 3, [6_000, 98_000]) as [number, number, number];
  const paid = cure + lost + consoled;
  const joined = later(course.act, -random.between(120, 400));
  const asked = s.workday(course.accepted, 4, 12);
  const charged = "重大责任事故罪";
  return {
    family: "three-silos-witness",
    kind: "witness-record",
    paragraphs: [
      title("询问笔录"),
      body`时间　${day("asked-on", asked)}14时30分至16时10分`,
      body`地点　${countyOf(s.place)}${s.town}司法所调解室`,
      body`询问人　${someone("procurator", procurator)}、${someone("assistant", s.name())}　记录人　${someone("clerk", clerk)}`,
      body`证人　${named(witness)}，${sexOf(witness)}，${bornOf(witness)}出生，公民身份号码${idOf(witness)}，${witness.schooling}，系${firmNamed("firm", firm.name)}装卸工，住${witness.address}，电话${phoneAt("witness", witness.phone)}。`,
      body`问：（出示工作证件）我们因${suspect()}${someone("chief", chief)}涉嫌${charge(charged)}一案，依法向你了解情况。依照${statute("刑事诉讼法", "第一百二十四条", "第一款")}，我们可以到你提出的地点询问。${articleAlone("刑事诉讼法", "第一百二十五条")}规定，你应当如实提供证言，有意作伪证要负法律责任。你愿意作证吗？`,
      body`答：我愿意。`,
      head("asked", "（一）", "工作情况"),
      body`问：你什么时候到仓库上班的？`,
      body`答：我${day("joined", joined)}到${firmNamed("firm", firm.name)}上班，营业执照上的统一社会信用代码是${codeAt("firm", firm.code)}，劳动合同上也是这个号。仓库主任是${someone("chief", chief)}，平时派工都由他负责。`,
      body`问：事故当天的作业任务是什么？`,
      body`答：${day("act", course.act)}要入库稻谷${quantity("rice", rice)}吨、油菜籽${quantity("seed", seed)}吨、玉米${quantity("corn", corn)}吨，一共${quantityInAll("grain", rice + seed + corn)}吨。当时我${ageAt(witness, "act", course.act)}周岁，主任安排我看料斗。`,
      head("asked", "（二）", "事故经过"),
      body`问：请把经过讲一下。`,
      body`答：下午三点多，输送机堵料，仓库主任${someone("chief", chief)}没有叫人断电，直接让工友${someone("hurt", hurt)}爬上去掏。皮带突然转动，把工友${someone("hurt", hurt)}的右臂卷了进去，站在下面的两名临时工也被垮下来的支架砸成重伤。我喊停机，门卫${someone("guard", guard)}跑去拉了闸。`,
      body`问：现场有没有安全员？`,
      body`答：没有。班前也没讲过操作规程，输送机的防护罩早就拆了。门卫${someone("guard", guard)}之前提醒过一次，没有人理会。`,
      body`问：事后${today("应急管理局", "安全生产监督管理局", "安监局")}来过吗？`,
      body`答：来过，拍了照，封了设备，还查看了检修记录。`,
      head("asked", "（三）", "善后情况"),
      body`问：赔偿情况你知道多少？`,
      body`答：听工友${someone("hurt", hurt)}的家属说，公司付了医疗费${part("cure", cure)}、误工费${part("lost", lost)}、慰问金${part("consoled", consoled)}，总共${whole("paid", paid)}（收条上大写是${inCapitals("paid", paid)}）。伤残补偿还没有谈妥。`,
      body`问：${someone("chief", chief)}对此是什么态度？`,
      body`答：他承认没断电是他的责任，说自己涉嫌${chargeThen(charged)}，公司垫付的这${whole("paid", paid)}以后从他分红里扣。`,
      body`问：${statute("安全生产法", "第四十一条", "第二款")}要求隐患排查情况向从业人员通报，公司做过吗？`,
      body`答：没有做过，也没有${word("张贴", "张帖")}过。`,
      body`问：对${someone("chief", chief)}涉嫌${charge(charged)}的事，你还有什么补充？`,
      body`答：没有了。我讲的${listed("topics", 3, { isHan: true })}个方面，也就是上班情况、事故经过和善后，都是实话。`,
      body`以上笔录已向我宣读，与我讲的一致，两处涂改由我捺印确认。`,
      signLine("证人（签名、捺指印）：", someone("witness", witness.name)),
      signLine("询问人（签名）：", someone("procurator", procurator)),
      signLine("记录人（签名）：", someone("clerk", clerk)),
    ],
    record: recordOf(s, [], { charge: charged, actOn: course.act, days: { act: [course.act] } }),
    sums: [
      { whole: "grain", parts: ["rice", "seed", "corn"] },
      { whole: "paid", parts: ["cure", "lost", "consoled"] },
    ],
    order: ["joined", "act", "asked-on"],
  };
}
