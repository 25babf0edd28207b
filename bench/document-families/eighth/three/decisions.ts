import type { Draft } from "../../draft.ts";
import { day, enclosed, head, inCapitals, later, named, part, sameYear, someone, under, whole } from "../../forms.ts";
import { ageAt, phoneAt, quantity, quantityInAll } from "../../marked/pieces.ts";
import { personLine, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  articleAlone,
  body,
  charge,
  chargeThen,
  dayLine,
  listed,
  numberLine,
  quoted,
  role,
  sealLine,
  statute,
  title,
  today,
  word,
} from "../../marked/slips.ts";
import { DECIDED_IN_TIME, published, type Story, TOLD_IN_TIME } from "../../story.ts";
import { countyOf } from "./mentions.ts";

const spared = () => role("被不起诉人");

/** Petrol sold from a shed: litres bought, sold and found, and a decision that punishment is not needed. */
export function petrolSpared(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const seller = s.person("seller", [1964, 1988]);
  const [counsel, neighbour, officer] = [s.name(), s.name(), s.name("male")];
  const [sold, found] = [random.between(8, 29) * 100, random.between(5, 18) * 100];
  const gained = random.between(11, 58) * 10_000;
  const filed = later(course.act, random.between(1, 4));
  const bailed = later(filed, random.between(1, 5));
  const accepted = s.workday(bailed, 40, 80);
  const told = s.workday(accepted, 1, 3);
  const heard = s.workday(told, 8, 12);
  const signedOn = s.workday(accepted, 24, 30);
  const charged = "危险作业罪";
  return {
    family: "three-petrol-spared",
    kind: "non-prosecution-decision",
    paragraphs: [
      title(s.procuratorate),
      title("不起诉决定书"),
      numberLine(`${s.mark}刑不诉〔${signedOn.slice(0, 4)}〕${s.number}号`),
      body`${spared()}${personLine(seller)}。${s.police}以其涉嫌${chargeThen(charged)}，于${day("bailed", bailed)}对其取保候审。`,
      body`辩护人${someone("counsel", counsel)}，湖南岳源律师事务所律师，电话${phoneAt("counsel", s.phone())}。`,
      body`本案由${s.police}侦查终结，以${named(seller)}涉嫌${chargeThen(charged)}，于${day("accepted", accepted)}移送本院审查起诉。本院于${day("told", told)}履行告知程序，${sameYear("heard", heard, accepted)}召开公开听证会，辩护人${someone("counsel", counsel)}及三名听证员到会发表了意见。`,
      head("parts", "一、", "事实"),
      body`经本院依法审查查明：${spared()}${named(seller)}未取得危险化学品经营许可，在${s.town}住宅旁搭建简易棚，用塑料桶、铁皮罐储存汽油并对外零售，棚内无防静电、防爆设施，与相邻民房间距不足三米，具有发生火灾、爆炸的现实危险。其共购进汽油${quantityInAll("bought", sold + found)}升，其中已售${quantity("sold", sold)}升，${day("act", course.act)}被查获时尚存${quantity("found", found)}升，获利${part("gained", gained)}（大写${inCapitals("gained", gained)}）。查获当日，${named(seller)}${ageAt(seller, "act", course.act)}周岁。`,
      body`查获后，${named(seller)}自行拆除棚屋，将${quantity("found", found)}升存油交由有资质的企业处置，退出全部获利${part("gained", gained)}，并${word("具结", "俱结")}悔过。${s.police}于${day("filed", filed)}立案。`,
      head("parts", "二、", "证据"),
      body`上述事实有以下${listed("proofs", 5, { isHan: true })}组证据证实：（1）${countyOf(s.place)}${today("应急管理局", "安全生产监督管理局", "安监局")}现场检查记录；（2）邻居${someone("neighbour", neighbour)}的证言；（3）执法人员${someone("officer", officer)}的证言；（4）油品检验报告；（5）${named(seller)}的供述。邻居${someone("neighbour", neighbour)}与${named(seller)}无利害关系，其所述闻到浓烈油味的经过与${someone("officer", officer)}的陈述吻合。`,
      head("parts", "三、", "理由和决定"),
      body`本院认为，${named(seller)}实施了${statute("刑法", "第一百三十四条之一", "")}第三项规定的行为，构成${charge(charged)}。鉴于其经营时间短、未造成实际后果，认罪认罚，主动消除危险，犯罪情节轻微，根据${articleAlone("刑法", "第三十七条")}的规定，不需要判处${word("刑罚", "刑法")}。${under("中华人民共和国刑事诉讼法", "第一百七十七条", "第二款")}规定：“${quoted("对于犯罪情节轻微，依照刑法规定不需要判处刑罚或者免除刑罚的，人民检察院可以作出不起诉决定", ["情节轻微", "情节显著轻微"], ["可以作出", "应当作出"], ["免除刑罚", "免予处罚"])}”。据此，决定对${named(seller)}不起诉。`,
      body`扣押在案的违法所得${part("gained", gained)}和油罐、加油枪各一件，由本院提出检察意见，移送主管机关依法处置。`,
      body`${spared()}对本决定有异议的，可以在收到决定书后的七日之内，向本院提出${word("申诉", "上诉")}。`,
      sealLine(s.procuratorate),
      dayLine(signedOn, "han"),
      enclosed("1.", "听证意见书一份；", "附："),
      enclosed("2.", "油品处置证明一份；"),
      enclosed("3.", "扣押物品处理清单。"),
    ],
    record: recordOf(s, [seller], {
      charge: charged,
      actOn: course.act,
      acceptedOn: accepted,
      amount: gained,
      days: { act: [course.act], filed: [filed], accepted: [accepted], told: [told] },
    }),
    sums: [{ whole: "bought", parts: ["sold", "found"] }],
    order: ["bailed", "accepted", "told", "heard", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
}

/** A fish pond poisoned by nobody knows whom: after two returns the evidence does not suffice; as published. */
export function pondDoubtful(story: Story): Draft {
  const s = sceneOf(story);
  const { random, place } = s;
  const address = `湖南省${countyOf(place)}`;
  const suspected = { ...s.person("suspected", [1960, 1985], "male"), address };
  const [farmer, passer] = [{ ...s.person("farmer", [1965, 1988], "male"), address }, s.name()];
  const [grass, silver, black] = [random.between(320, 980), random.between(150, 640), random.between(60, 240)];
  const weight = grass + silver + black;
  const [fish, water] = [random.between(180, 320) * 10_000, random.between(12, 48) * 10_000];
  const act = later("2024-05-03", random.between(0, 120));
  const bailed = later(act, random.between(6, 15));
  const accepted = s.workday(bailed, 60, 90);
  const first = s.workday(accepted, 25, 30);
  const back = s.workday(first, 22, 30);
  const second = s.workday(back, 24, 29);
  const again = s.workday(second, 22, 29);
  const signedOn = s.workday(again, 18, 29);
  const charged = "故意毁坏财物罪";
  const draft: Draft = {
    family: "three-pond-doubtful",
    kind: "non-prosecution-decision",
    paragraphs: [
      title(`${s.procuratorate}不起诉决定书`),
      numberLine(`${s.mark}刑不诉〔${signedOn.slice(0, 4)}〕Z${s.number}号`),
      body`${spared()}${personLine(suspected)}，联系电话${phoneAt("suspected", suspected.phone)}。${day("bailed", bailed)}因涉嫌${chargeThen(charged)}被取保候审。`,
      body`被害人${personLine(farmer)}，联系电话${phoneAt("farmer", farmer.phone)}。`,
      body`${s.police}以${named(suspected)}涉嫌${chargeThen(charged)}，于${day("accepted", accepted)}移送起诉。本院经审查认为证据尚有欠缺，于${day("first", first)}第一次退回补充侦查，侦查机关于${day("back", back)}补查重报；于${day("second", second)}第二次退回补充侦查，侦查机关于${day("again", again)}再次重报。`,
      head("parts", "（一）", "移送起诉认定的事实"),
      body`${day("act", act)}凌晨，${named(suspected)}因水面承包合同的${word("签订", "签定")}发生纠纷，将农药倒入被害人${named(farmer)}承包的鱼塘，致草鱼${quantity("grass", grass)}公斤、鲢鱼${quantity("silver", silver)}公斤、青鱼${quantity("black", black)}公斤死亡，共${quantityInAll("weight", weight)}公斤。经${today("价格认定", "价格鉴证")}，死鱼价值${part("fish", fish)}，清塘费用${part("water", water)}，共造成损失${whole("loss", fish + water)}。`,
      body`被害人${named(farmer)}收取保险理赔款的银行卡号为${{ text: "6217********3108" }}，款项由保险公司先行垫付。`,
      head("parts", "（二）", "本院审查意见"),
      body`经审查并${listed("returns", 2, { isHan: true })}次退回补充侦查，本院仍然认为认定${named(suspected)}投药的证据不足：其一，过路人${someone("passer", passer)}只看到一个背影，先后两次陈述的时间相差一小时；其二，现场提取的药瓶上未检出${named(suspected)}的指纹和生物检材；其三，${named(suspected)}始终否认，其当夜的行踪有通话基站数据佐证。过路人${someone("passer", passer)}的证言系孤证，不能${word("排除", "排出")}他人作案的合理怀疑，认定${charge(charged)}的证据没有达到确实、充分的标准。`,
      body`损失${whole("loss", fish + water)}由${named(suspected)}造成的事实不能认定，不符合以${charge(charged)}起诉的条件。依照${statute("刑事诉讼法", "第一百七十五条", "第四款")}的规定，决定对${spared()}${named(suspected)}不起诉。`,
      head("parts", "（三）", "救济权利"),
      body`被害人对本决定不服的，可在收到后七日以内请求上一级人民检察院审查并提起公诉；不经申诉而直接向人民法院起诉的，亦无不可。对死鱼造成的民事损失，被害人${named(farmer)}可以依照${statute("民法典", "第一千一百六十五条", "第一款", ["侵权责任法", "第六条第一款"], ["民法通则", "第一百零六条第二款"])}另行主张。以上权利依据${statute("刑事诉讼法", "第一百八十条", "")}告知，期限自送达次日起算。`,
      sealLine(s.procuratorate),
      dayLine(signedOn),
    ],
    record: recordOf(s, [suspected], { charge: charged }),
    sums: [
      { whole: "weight", parts: ["grass", "silver", "black"] },
      { whole: "loss", parts: ["fish", "water"] },
    ],
    order: ["act", "bailed", "accepted", "first", "back", "second", "again", "signed"],
  };
  return { ...published(draft, place), family: draft.family };
}
