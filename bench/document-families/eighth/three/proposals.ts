import type { Draft } from "../../draft.ts";
import { day, enclosed, head, inCapitals, later, named, part, sentence, someone, whole } from "../../forms.ts";
import { ageAt, quantity, quantityInAll } from "../../marked/pieces.ts";
import { personLine, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  accused,
  articleAlone,
  body,
  charge,
  chargeThen,
  dayLine,
  lengthOf,
  listed,
  numberLine,
  penalty,
  quoted,
  sealLine,
  signLine,
  statute,
  termOf,
  title,
  toCourt,
  today,
  word,
} from "../../marked/slips.ts";
import type { Story } from "../../story.ts";
import { countyOf } from "./mentions.ts";

const HILLS = ["牛形山", "黄泥坳", "燕子岩", "石门冲"];

/** Timber felled without a licence: cubic metres of each hill, and a proposal for two accused. */
export function timberSentencing(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [dealer, logger] = [s.person("dealer", [1965, 1986], "male"), s.person("logger", [1970, 1994], "male")];
  const [counsel, ranger] = [s.name(), s.name("male")];
  const count = random.between(3, 4);
  const volumes = Array.from({ length: count }, () => random.between(9, 22));
  const volume = volumes.reduce((sum, each) => sum + each, 0);
  const price = random.between(5, 8) * 100;
  const income = volume * price * 100;
  const wage = random.between(21, 46) * 10_000;
  const bailed = later(course.act, random.between(6, 14));
  const months = 12;
  const accepted = s.workday(bailed, 70, 110);
  const pledged = s.workday(accepted, 6, 11);
  const signedOn = s.workday(pledged, 3, 9);
  const charged = "滥伐林木罪";
  return {
    family: "three-timber-sentencing",
    kind: "sentencing-proposal",
    paragraphs: [
      title(s.procuratorate),
      title("量刑建议书"),
      numberLine(`${s.mark}量建〔${signedOn.slice(0, 4)}〕${s.number}号`),
      body`${accused()}${personLine(dealer)}。`,
      body`${accused()}${personLine(logger)}。`,
      body`二人因涉嫌${chargeThen(charged)}，于${day("bailed", bailed)}被${s.police}取保候审，期限${termOf("bail", bailed, months)}，共${lengthOf("bail", months)}。本院于${day("accepted", accepted)}受理本案，现以${charge(charged)}向你院提起公诉。为便于量刑，提出如下建议。`,
      head("parts", "1.", "犯罪事实"),
      body`${accused()}${named(dealer)}收购活立木后，未申请采伐许可证，雇请${accused()}${named(logger)}组织人员采伐。截至${day("act", course.act)}被护林员${someone("ranger", ranger)}发现时，在${listed("hills", count)}个山场共伐倒杉木${quantityInAll("volume", volume)}立方米，具体为：${volumes.flatMap((each, at) => [{ text: `${at === 0 ? "" : "、"}${HILLS[at]}` }, quantity(`volume-${at}`, each), { text: "立方米" }])}。按每立方米${part("price", price * 100)}计算，木材销售收入为${whole("income", income)}（大写${inCapitals("income", income)}），${named(logger)}领取工钱${part("wage", wage)}，有${word("账目", "帐目")}为证。材积由林业司法鉴定机构的${today("鉴定意见", "鉴定结论")}确认。被发现时，${named(dealer)}${ageAt(dealer, "act", course.act)}周岁，${named(logger)}${ageAt(logger, "act", course.act)}周岁。`,
      head("parts", "2.", "量刑情节"),
      body`${named(dealer)}、${named(logger)}接到电话通知后主动到公安机关说明情况，系自首；二人已将各自所得全额退缴，其中${named(dealer)}${part("income", income)}、${named(logger)}${part("wage", wage)}；二人已在原地补种杉苗，成活情况经护林员${someone("ranger", ranger)}查验属实。`,
      head("parts", "3.", "法律依据"),
      body`${statute("刑法", "第三百四十五条", "第二款")}规定，“${quoted("违反森林法的规定，滥伐森林或者其他林木，数量较大的，处三年以下有期徒刑、拘役或者管制，并处或者单处罚金", ["三年以下", "五年以下"], ["并处或者单处罚金", "可以并处罚金"], ["数量较大", "数额较大"])}”。二人的行为构成${charge(charged)}，数量较大。${named(logger)}系从犯。自首适用${articleAlone("刑法", "第六十七条", "第一款")}，缓刑适用${articleAlone("刑法", "第七十二条", "第一款")}。采伐许可制度见${statute("森林法", "第五十六条", "第一款")}。`,
      head("parts", "4.", "建议"),
      body`建议判处${accused()}${named(dealer)}${penalty("345-1", random.pick([10, 12, 15]), ["有期徒刑四年", "有期徒刑三年六个月", "有期徒刑五年"])}，缓刑二年，并处${word("罚金", "罚款")}；判处${accused()}${named(logger)}${penalty("345-1", random.pick([6, 7, 8]), ["有期徒刑三年三个月", "有期徒刑四年六个月"])}，缓刑一年，并处罚金。值班律师${someone("counsel", counsel)}于${day("pledged", pledged)}见证二人签署具结书，值班律师${someone("counsel", counsel)}对上述建议无异议。请依照${statute("刑事诉讼法", "第二百零一条", "第一款")}采纳。`,
      ...toCourt(s.court),
      signLine("检察官：", someone("procurator", s.name())),
      sealLine(s.procuratorate),
      dayLine(signedOn),
      enclosed("1.", "认罪认罚具结书二份；", "附："),
      enclosed("2.", "社区矫正调查评估意见书二份；"),
      enclosed("3.", "补种验收单一份。"),
    ],
    record: recordOf(s, [dealer, logger], {
      charge: charged,
      actOn: course.act,
      acceptedOn: accepted,
      amount: income,
      days: { act: [course.act], accepted: [accepted] },
    }),
    sums: [{ whole: "volume", parts: volumes.map((_, at) => `volume-${at}`) }],
    order: ["act", "bailed", "accepted", "pledged", "signed"],
  };
}

/** Subsidies for land that nobody tilled: the court put a repeat offender on probation. */
export function subsidyProtest(story: Story): Draft {
  const s = sceneOf(story);
  const { random } = s;
  const cheat = s.person("cheat", [1968, 1988], "male");
  const [counsel, clerk, partner] = [s.name(), s.name("female"), s.name("male")];
  const [real, false1] = [random.between(38, 120), random.between(310, 560)];
  const [early, late] = [random.between(270, 420) * 10_000, random.between(290, 480) * 10_000];
  const [total, back] = [early + late, random.between(6, 20) * 100_000];
  const freed = later("2022-03-11", random.between(0, 300));
  const act = later("2024-02-20", random.between(0, 60));
  const charged = s.workday(act, 280, 340);
  const judged = s.workday(charged, 35, 60);
  const received = s.workday(judged, 1, 4);
  const signedOn = s.workday(received, 5, 10);
  const caseNumber = `（${judged.slice(0, 4)}）${s.cast.district.courtCode}刑初${random.between(41, 320)}号`;
  const crime = "诈骗罪";
  return {
    family: "three-subsidy-protest",
    kind: "protest",
    paragraphs: [
      title(`${s.procuratorate}刑事抗诉书`),
      numberLine(`${s.mark}刑抗〔${signedOn.slice(0, 4)}〕${random.between(1, 19)}号`),
      body`原审${accused()}${personLine(cheat)}。曾因犯盗窃罪被判处有期徒刑，${day("freed", freed)}刑满释放。`,
      body`${s.court}以${caseNumber}刑事判决书，对${accused()}${named(cheat)}${chargeThen(crime)}一案作出一审判决：以${charge(crime)}判处其${sentence("266-2", 36)}，缓刑四年，并处罚金。判决于${day("judged", judged)}宣告，本院于${day("received", received)}收到判决书。经审查，该判决适用法律错误，量刑明显不当，理由如下。`,
      head("parts", "一、", "一审认定的事实"),
      body`${day("act", act)}，${named(cheat)}以家庭农场名义申报种粮补贴，申报面积${quantityInAll("claimed", real + false1)}亩，实际耕种${quantity("real", real)}亩，凭伪造的流转合同虚报${quantity("false", false1)}亩。早稻补贴骗得${part("early", early)}，晚稻补贴骗得${part("late", late)}，共骗取${whole("total", total)}（大写：${inCapitals("total", total)}）。申报时${named(cheat)}${ageAt(cheat, "act", act)}周岁。案发后，其家属向${countyOf(s.place)}${today("农业农村局", "农业局")}退回${part("back", back)}。`,
      body`${day("charged", charged)}，本院以${charge(crime)}提起公诉，一审判决对指控的事实、数额和罪名均予确认，对村会计${someone("clerk", clerk)}、合伙人${someone("partner", partner)}的证言亦予采信。`,
      head("parts", "二、", "抗诉理由"),
      body`一审判决以${named(cheat)}退回${part("back", back)}、年迈父母需要${word("赡养", "抚养")}为由宣告缓刑，属于适用法律错误。${named(cheat)}前罪刑罚执行完毕后五年以内再犯应当判处有期徒刑以上刑罚之罪，是累犯，应当依照${statute("刑法", "第六十五条", "第一款")}从重处罚。${articleAlone("刑法", "第七十四条")}规定：“${quoted("对于累犯和犯罪集团的首要分子，不适用缓刑", ["首要分子", "主犯"], ["不适用", "一般不适用"])}”。本案骗取${whole("total", total)}，数额巨大，依照${statute("刑法", "第二百六十六条", "")}应当判处三年以上十年以下有期徒刑，不具有任何减轻处罚的情节。`,
      body`辩护人${someone("counsel", counsel)}在庭审中提出“退赃即可缓刑”的意见，与法律规定不符。村会计${someone("clerk", clerk)}证实，${named(cheat)}曾要求其补签流转合同；合伙人${someone("partner", partner)}证实，${named(cheat)}事后仍打算继续申报，主观恶性较深。对辩护人${someone("counsel", counsel)}的意见，一审判决未作评判即予采纳，说理不足。`,
      head("parts", "三、", "抗诉请求"),
      body`综上，为维护司法公正，保护国家财政资金安全，依照${statute("刑事诉讼法", "第二百二十八条", "")}的规定，在法定的十日期限内提出抗诉，请${word("撤销", "撤消")}对${accused()}${named(cheat)}的缓刑，在法定刑幅度内改判${penalty("266-2", random.pick([39, 42, 48]), ["有期徒刑二年六个月", "有期徒刑十一年", "有期徒刑二年"])}，并处罚金。`,
      ...toCourt("湖南省岳阳市中级人民法院"),
      sealLine(s.procuratorate),
      dayLine(signedOn, "han"),
      enclosed("1.", "一审判决书复印件一份；", "附："),
      enclosed("2.", "前科判决书和释放证明各一份；"),
      enclosed("3.", "检察卷宗一册。"),
    ],
    record: recordOf(s, [cheat], { charge: crime, actOn: act, amount: total, days: { act: [act] } }),
    sums: [
      { whole: "total", parts: ["early", "late"] },
      { whole: "claimed", parts: ["real", "false"] },
    ],
    order: ["freed", "act", "charged", "judged", "received", "signed"],
    deadlines: [{ from: "received", to: "signed", days: 10 }],
  };
}
