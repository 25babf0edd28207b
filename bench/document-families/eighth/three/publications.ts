import type { Draft } from "../../draft.ts";
import { CRIMINAL, day, enclosed, head, inCapitals, later, named, part, row, sameYear, someone, under, whole } from "../../forms.ts";
import { ageAt, phoneAt, quantity, quantityInAll } from "../../marked/pieces.ts";
import { daysAfter, personLine, recordOf, type Scene, sceneOf } from "../../marked/scene.ts";
import {
  accused,
  articleAlone,
  body,
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
import { published, type Story, sumOf } from "../../story.ts";
import { countyOf } from "./mentions.ts";

/** In a published paper nobody lives at a house number. */
const openPerson = (s: Scene, key: string, born: readonly [number, number], sex: "male" | "female" = "male") => ({
  ...s.person(key, born, sex),
  address: `湖南省${countyOf(s.place)}`,
});

/** Fyke nets in the closed season: catches by night in a table, as published. */
export function fykesPublished(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course, place } = s;
  const [fisher, helper] = [openPerson(s, "fisher", [1959, 1982]), openPerson(s, "helper", [1972, 1996])];
  const [counsel, buyer] = [s.name(), s.name()];
  const count = random.between(3, 4);
  const nights = daysAfter(random, later(course.act, -30), count - 1, 27);
  const all = [...nights, course.act];
  const crayfish = all.map(() => random.between(5, 31));
  const fishes = all.map(() => random.between(12, 66));
  const takings = all.map((_, at) => ((crayfish[at] ?? 0) * 18 + (fishes[at] ?? 0) * 11) * 100);
  const total = sumOf(takings);
  const fry = total * 3;
  const bailed = later(course.act, random.between(2, 9));
  const accepted = s.workday(bailed, 50, 80);
  const told = s.workday(accepted, 1, 3);
  const signedOn = s.workday(accepted, 15, 28);
  const charged = "非法捕捞水产品罪";
  const draft: Draft = {
    family: "three-fykes-published",
    kind: "indictment",
    paragraphs: [
      title(s.procuratorate),
      title("刑事附带民事公益诉讼起诉书"),
      numberLine(`${s.mark}刑附民公诉〔${signedOn.slice(0, 4)}〕${random.between(2, 61)}号`),
      body`${accused()}暨附带民事公益诉讼被告${personLine(fisher)}，联系电话${phoneAt("fisher", fisher.phone)}。`,
      body`${accused()}暨附带民事公益诉讼被告${personLine(helper)}，联系电话${phoneAt("helper", helper.phone)}。`,
      body`二人因涉嫌${chargeThen(charged)}，于${day("bailed", bailed)}被取保候审，${day("accepted", accepted)}由${s.police}移送本院。本院于${day("told", told)}告知诉讼权利，值班律师${someone("counsel", counsel)}提供了法律帮助。`,
      head("parts", "一、", "查明的事实"),
      body`${accused()}${named(fisher)}邀约${accused()}${named(helper)}，在禁渔期内于${s.town}湖汊放置禁用的密眼地笼捕捞，先后作案${listed("nights", count)}晚，渔获情况见下：`,
      row("日期", "虾类（公斤）", "鱼类（公斤）", "销售款"),
      ...all.map((on, at) =>
        row(
          day(at === count - 1 ? "act" : `night-${at}`, on),
          quantity(`crayfish-${at}`, crayfish[at] ?? 0),
          quantity(`fish-${at}`, fishes[at] ?? 0),
          part(`taking-${at}`, takings[at] ?? 0),
        ),
      ),
      row("累计", quantityInAll("crayfish", sumOf(crayfish)), quantityInAll("fish", sumOf(fishes)), whole("total", total)),
      body`渔获物卖给水产贩${someone("buyer", buyer)}，得款${whole("total", total)}。付款账号${{ text: "6230********4471" }}为水产贩${someone("buyer", buyer)}所有。最后一晚被${today("农业农村局", "畜牧水产局")}渔政人员当场查获时，${named(fisher)}${ageAt(fisher, "act", course.act)}周岁，${named(helper)}${ageAt(helper, "act", course.act)}周岁。`,
      head("parts", "二、", "公益损害"),
      body`经评估，修复渔业资源需投放鱼苗的费用为${part("fry", fry)}（大写：${inCapitals("fry", fry)}）。本院提前介入侦查时即发布公告，三十日公告期满，没有适格主体起诉。依照${statute("民法典", "第一千二百三十四条", "", ["侵权责任法", "第六十五条"], ["侵权责任法", "第十五条"])}和${statute("民事诉讼法", "第五十八条", "第二款")}，请求判令二人${word("连带", "连代")}承担修复费用${part("fry", fry)}。`,
      head("parts", "三、", "起诉意见"),
      body`本院认为，${accused()}${named(fisher)}、${named(helper)}触犯${under(CRIMINAL, "第三百四十条")}关于“${quoted("在禁渔区、禁渔期或者使用禁用的工具、方法捕捞水产品，情节严重", ["禁渔区、禁渔期", "禁捕区、禁捕期"], ["情节严重", "情节恶劣"])}”的规定，应当以${charge(charged)}追究责任。值班律师${someone("counsel", counsel)}对定性没有异议。长江流域禁捕制度见${statute("长江保护法", "第五十三条", "第一款")}。`,
      body`建议以${charge(charged)}判处${named(fisher)}${penalty("340", random.pick([8, 9, 10]), ["有期徒刑三年六个月", "有期徒刑四年", "有期徒刑三年三个月"])}，判处${named(helper)}${penalty("340", 6, ["有期徒刑三年九个月", "有期徒刑五年"])}，可以宣告缓刑。根据${statute("刑事诉讼法", "第一百七十六条", "第一款")}、${articleAlone("刑事诉讼法", "第一百零一条", "第二款")}，一并提起诉讼。`,
      ...toCourt(s.court),
      signLine("检察官：", someone("procurator", s.name())),
      sealLine(s.procuratorate),
      dayLine(signedOn),
      enclosed("1.", "卷宗三册；", "附："),
      enclosed("2.", "生态损害评估报告一份；"),
      enclosed("3.", "公告材料一份。"),
    ],
    record: recordOf(s, [fisher, helper], { charge: charged }),
    sums: [
      { whole: "total", parts: takings.map((_, at) => `taking-${at}`) },
      { whole: "crayfish", parts: crayfish.map((_, at) => `crayfish-${at}`) },
      { whole: "fish", parts: fishes.map((_, at) => `fish-${at}`) },
    ],
    order: ["act", "bailed", "accepted", "told", "signed"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "accepted", to: "signed", days: 46 },
    ],
  };
  return { ...published(draft, place), family: draft.family };
}

const spared = () => role("被不起诉人");

/** Badgers in a field of maize: no crime, as published. */
export function badgersPublished(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course, place } = s;
  const farmer = openPerson(s, "farmer", [1954, 1979]);
  const reporter = openPerson(s, "reporter", [1966, 1990], "female");
  const [counsel, headman] = [s.name(), s.name("male")];
  const [maize, potato] = [random.between(3, 9), random.between(2, 7)];
  const [grain, tubers] = [maize * random.between(190, 330), potato * random.between(600, 900)];
  const [field, fence] = [random.between(21, 68) * 10_000, random.between(4, 15) * 10_000];
  const set = later(course.act, -random.between(3, 12));
  const filed = later(course.act, random.between(1, 5));
  const bailed = later(filed, random.between(1, 4));
  const accepted = s.workday(bailed, 45, 75);
  const told = s.workday(accepted, 1, 3);
  const signedOn = s.workday(accepted, 14, 29);
  const charged = "非法狩猎罪";
  const draft: Draft = {
    family: "three-badgers-published",
    kind: "non-prosecution-decision",
    paragraphs: [
      title(s.procuratorate),
      title("不起诉决定书"),
      numberLine(`${s.mark}刑不诉〔${signedOn.slice(0, 4)}〕F${random.between(1, 26)}号`),
      body`${spared()}${personLine(farmer)}，联系电话${phoneAt("farmer", farmer.phone)}。辩护人${someone("counsel", counsel)}，法律援助律师。`,
      body`${day("filed", filed)}，${s.police}对${named(farmer)}涉嫌${chargeThen(charged)}一案立案侦查，${sameYear("bailed", bailed, filed)}对其取保候审，${day("accepted", accepted)}移送本院。本院于${day("told", told)}告知其诉讼权利，讯问了${named(farmer)}，听取了辩护人${someone("counsel", counsel)}的意见。`,
      head("parts", "1.", "本院查明的事实"),
      body`${named(farmer)}种植玉米${quantity("maize", maize)}亩、红薯${quantity("potato", potato)}亩，共${quantityInAll("land", maize + potato)}亩，连续遭猪獾啃食，减产玉米${quantity("grain", grain)}公斤、红薯${quantity("tubers", tubers)}公斤，合计${quantityInAll("crop", grain + tubers)}公斤，庄稼损失${part("field", field)}、围栏损失${part("fence", fence)}，两项共计${whole("loss", field + fence)}（大写${inCapitals("loss", field + fence)}）。向村里求助未果后，${named(farmer)}于${day("set", set)}在自家地边安放铁夹一副，${day("act", course.act)}夹住猪獾一只。当日${named(farmer)}${ageAt(farmer, "act", course.act)}周岁。`,
      body`邻户村民${personLine(reporter)}，联系电话${phoneAt("reporter", reporter.phone)}，于当日电话报告林业局。村民小组长${someone("headman", headman)}证实，${named(farmer)}当即把铁夹交出，没有出售、食用猎获物；邻户村民${named(reporter)}也证实庄稼损失属实。村民小组长${someone("headman", headman)}另证实，该地块每年都有猪獾${word("践踏", "贱踏")}。保险理赔卡号${{ text: "6221********0926" }}已登记。`,
      head("parts", "2.", "证据情况"),
      body`认定以上事实的证据有：铁夹一副；猎获物种属${today("鉴定意见", "鉴定结论")}；证人证言二份；现场照片；${named(farmer)}的供述。证据之间没有${word("矛盾", "茅盾")}。`,
      head("parts", "3.", "本院意见和决定"),
      body`本院认为，${named(farmer)}为防止庄稼继续受损安放铁夹，虽使用禁用的工具，但仅猎获一只、数量极少，且未造成人员伤亡，情节显著轻微，危害不大，不符合${statute("刑法", "第三百四十一条", "第二款")}规定的“${quoted("破坏野生动物资源，情节严重", ["情节严重", "情节恶劣"], ["野生动物资源", "野生动植物资源"])}”的要件，不构成${charge(charged)}。`,
      body`移送机关认定的${charge(charged)}不能成立，其意见本院不予采纳。依照${statute("刑事诉讼法", "第十六条", "")}第一项、${articleAlone("刑事诉讼法", "第一百七十七条", "第一款")}的规定，决定对${spared()}${named(farmer)}不起诉。损失${whole("loss", field + fence)}可以依照野生动物致害补偿的规定申请补偿；对他人损害的责任，适用${statute("民法典", "第一千一百六十五条", "第一款", ["侵权责任法", "第六条第一款"], ["民法通则", "第一百零六条第二款"])}。`,
      sealLine(s.procuratorate),
      dayLine(signedOn, "han"),
    ],
    record: recordOf(s, [farmer], { charge: charged }),
    sums: [
      { whole: "land", parts: ["maize", "potato"] },
      { whole: "crop", parts: ["grain", "tubers"] },
      { whole: "loss", parts: ["field", "fence"] },
    ],
    order: ["set", "act", "filed", "bailed", "accepted", "told", "signed"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "accepted", to: "signed", days: 46 },
    ],
  };
  return { ...published(draft, place), family: draft.family };
}
