import { type Draft, paragraph, slot } from "../../draft.ts";
import {
  bornOf,
  CRIMINAL,
  day,
  enclosed,
  head,
  idOf,
  inCapitals,
  later,
  monthsOn,
  named,
  PROCEDURE,
  part,
  phoneOf,
  sameYear,
  someone,
  under,
  whole,
} from "../../forms.ts";
import { ageAt, firmNamed, procedural, quantity, quantityInAll, yearOf } from "../../marked/pieces.ts";
import { daysAfter, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  accused,
  addressee,
  body,
  charge,
  chargeThen,
  dayLine,
  daysLong,
  daysOf,
  lengthOf,
  listed,
  numberLine,
  penalty,
  quoted,
  sealLine,
  signLine,
  statute,
  suspect,
  termOf,
  title,
  toCourt,
  today,
  word,
} from "../../marked/slips.ts";
import { DECIDED_IN_TIME, drawAmounts, published, type Story, TOLD_IN_TIME } from "../../story.ts";
import { called, postLine, publicLine, seatOf, sub } from "./pieces.ts";

/** A fish farmer whose ponds were poisoned is told what he may do. */
export function farmerRights(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [farmer, polluter] = [s.person("farmer", [1960, 1986]), s.person("polluter", [1970, 1992], "male")];
  const [agent, clerk] = [called(s, "agent"), called(s, "clerk")];
  const [fish, pond, fry] = drawAmounts(random, 3, [8_600, 61_000]) as unknown as [number, number, number];
  const total = fish + pond + fry;
  const signedOn = course.told;
  return {
    family: "one-farmer-rights",
    kind: "rights-notice",
    paragraphs: [
      title(s.procuratorate),
      title("被害人诉讼权利义务告知书"),
      paragraph("number", slot(`${s.mark}刑权告〔${yearOf(signedOn)}〕${s.number}号`, "document-number", "notice")),
      addressee(farmer.name),
      body`${s.police}移送起诉的${suspect()}${named(polluter)}涉嫌${charge("污染环境罪")}一案，本院已于${day("accepted", course.accepted)}收到案件材料。你（公民身份号码${idOf(farmer)}，出生日期${bornOf(farmer)}，联系电话${phoneOf(farmer)}）系该案被害人，据移送材料记载，${day("act", course.act)}，${suspect()}${named(polluter)}向${s.town}灌渠排放含重金属废水，致你承包的鱼塘受到污染，你申报的损失为成鱼${part("fish", fish)}、塘底清理${part("pond", pond)}、鱼苗${part("fry", fry)}，合计人民币${whole("total", total)}（大写：${inCapitals("total", total)}）。现依法将你在审查起诉阶段享有的权利和承担的义务告知如下：`,
      head("parts", "一、", "诉讼权利"),
      sub(
        "right",
        "1．",
      )`有权委托诉讼代理人。依照${under(PROCEDURE, "第四十六条", "第一款")}，你自案件移送审查起诉之日起有权委托诉讼代理人；该条同时规定本院应当在收到案件材料之日起三日以内告知，本告知即依该规定作出。`,
      sub(
        "right",
        "2．",
      )`有权提起附带民事诉讼。${statute("刑事诉讼法", "第一百零一条", "第一款")}规定：“${quoted("被害人由于被告人的犯罪行为而遭受物质损失的，在刑事诉讼过程中，有权提起附带民事诉讼。", ["物质损失", "经济损失"], ["犯罪行为", "违法行为"], ["刑事诉讼过程中", "刑事审判过程中"])}”前述${whole("total", total)}的损失，你可以依照${statute("民法典", "第一千二百二十九条", "", ["侵权责任法", "第六十五条"], ["民法通则", "第一百二十四条"])}主张赔偿，${suspect()}${named(polluter)}故意排污造成严重后果的，还可以依照${statute("民法典", "第一千二百三十二条", "", ["侵权责任法", "第四十七条"])}主张惩罚性赔偿。`,
      sub(
        "right",
        "3．",
      )`有权陈述意见。本院审查案件时应当听取你及诉讼代理人的意见，你提出书面意见的，本院将附卷；本院对${suspect()}${named(polluter)}所涉${charge("污染环境罪")}作出不起诉决定的，你有权在收到决定书后七日以内向上一级人民检察院${word("申诉", "申述")}。`,
      sub(
        "right",
        "4．",
      )`有权申请回避和控告。检察人员有法定应当${word("回避", "迥避")}情形的，你有权申请其回避；检察人员侵犯你诉讼权利的，你有权提出控告。`,
      head("parts", "二、", "诉讼义务"),
      body`你应当如实陈述案件事实，接受检察人员依法进行的${word("询问", "讯问")}，不得伪造、隐匿证据；对涉及${charge("污染环境罪")}的损失单据，应当向本院提交原件。`,
      body`以上${listed("rights", 4, { near: ["right"], isHan: true })}项权利和上述义务，已由本院书记员${named(clerk)}当面向你${word("宣读", "渲读")}。你如委托${named(agent)}或者其他人担任诉讼代理人，应当提交授权委托书；${named(agent)}到院阅卷的，可凭证件预约，联系书记员${named(clerk)}，联系电话${s.phone()}。`,
      sealLine(s.procuratorate),
      dayLine(signedOn),
      body`本告知书一式二份，我已于${day("told", course.told)}收到一份并完全了解其内容。`,
      signLine("被告知人：", named(farmer)),
    ],
    record: recordOf(s, [polluter], {
      charge: "污染环境罪",
      actOn: course.act,
      acceptedOn: course.accepted,
      days: { act: [course.act], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [{ whole: "total", parts: ["fish", "pond", "fry"] }],
    order: ["act", "accepted", "told"],
    deadlines: [TOLD_IN_TIME],
  };
}

/** Police who kept what had nothing to do with the case: correction asked for. */
export function seizureCorrection(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const swindler = s.person("swindler", [1972, 1993]);
  const [sister, landlord, partner] = [called(s, "sister", "female"), called(s, "landlord"), called(s, "partner", "male")];
  const [one, two] = [called(s, "officer-1", "male"), called(s, "officer-2", "male")];
  const [cash, deposit, rent] = drawAmounts(random, 3, [12_000, 69_000]) as unknown as [number, number, number];
  const total = cash + deposit + rent;
  const cleared = later(course.detained, random.between(9, 15));
  const kept = random.between(24, 48);
  const released = later(cleared, kept);
  const signedOn = s.workday(released > course.accepted ? released : course.accepted, 8, 20);
  return {
    family: "one-seizure-correction",
    kind: "correction-notice",
    paragraphs: [
      title(s.procuratorate),
      title("纠正违法通知书"),
      numberLine(`${s.mark}侦监纠违〔${yearOf(signedOn)}〕${s.number}号`),
      addressee(s.police),
      body`本院在审查你局移送的${suspect()}${named(swindler)}涉嫌${charge("集资诈骗罪")}一案（${suspect()}${postLine(swindler, "公司职员")}）中，经核对案卷并向有关人员${word("核实", "合实")}，发现你局在查封、扣押涉案财物过程中存在违法情形，现依法通知如下：`,
      head("parts", "一、", "发现的违法事实"),
      body`你局于${day("filed", course.filed)}对${suspect()}${named(swindler)}涉嫌${chargeThen("集资诈骗罪")}立案侦查，于${day("detained", course.detained)}将其刑事拘留，侦查员${named(one)}、${named(two)}同日搜查其与表妹${named(sister)}、合伙人${named(partner)}共用的办公室，先后扣押现金${part("cash", cash)}、${named(sister)}名下存单一张计${part("deposit", deposit)}、房东${named(landlord)}代收的租金${part("rent", rent)}，上述款项合计人民币${whole("total", total)}（大写：${inCapitals("total", total)}），其间存在以下${listed("wrongs", 3, { near: ["wrong"], isHan: true })}方面的违法问题：`,
      sub(
        "wrong",
        "（一）",
      )`扣押时未当场开列清单。侦查员${named(one)}、${named(two)}扣押上述现金${part("cash", cash)}时未会同持有人查点，清单系次日补填，无见证人签名，违反${statute("刑事诉讼法", "第一百四十二条", "")}关于“${quoted("当场开列清单一式二份，由侦查人员、见证人和持有人签名或者盖章", ["一式二份", "一式三份"], ["签名或者盖章", "签名并且盖章"], ["当场开列", "及时开列"])}”的规定。`,
      sub(
        "wrong",
        "（二）",
      )`对与案件无关的财物逾期未予退还。你局于${day("cleared", cleared)}即已查明${named(sister)}名下的存单与案件无关，却迟至${day("released", released)}方予发还，拖延达${daysLong("delay", kept)}日（${daysOf("delay", later(cleared, 1), kept)}），违反${statute("刑事诉讼法", "第一百四十五条", "")}关于应当在三日以内解除扣押、予以退还的规定。`,
      sub(
        "wrong",
        "（三）",
      )`扣押案外人财物后未予告知。房东${named(landlord)}的租金${part("rent", rent)}并非${suspect()}${named(swindler)}所有，你局扣押后既未向${named(landlord)}送达文书，亦未告知其有权申诉、控告，合伙人${named(partner)}就此所作的说明也未入卷，侵犯了其合法${word("权利", "权力")}。`,
      head("parts", "二、", "纠正意见"),
      body`查封、扣押财物是${word("侦查", "侦察")}机关查明犯罪的必要手段，但必须依法行使。你局的上述做法，既损害案外人${named(sister)}、${named(landlord)}的财产权益，又影响对${charge("集资诈骗罪")}涉案财物的准确认定，违反了${under(PROCEDURE, "第一百四十一条", "第一款")}不得扣押无关财物的规定，确属违法。`,
      body`为严格执法，依照${statute("人民检察院组织法", "第二十一条", "第一款")}的规定，通知你局予以纠正：对未经查点的现金补充制作${word("笔录", "笔路")}并说明情况，对侦查员${named(one)}、${named(two)}予以教育；将前述租金${part("rent", rent)}查明后依法退还${named(landlord)}；对正在办理的同类案件开展自查，防止再次发生。`,
      body`请你局自收到本通知书之日起十五日内，将纠正情况书面回复本院。`,
      sealLine(s.procuratorate),
      dayLine(signedOn),
    ],
    record: recordOf(s, [swindler], {
      charge: "集资诈骗罪",
      days: { filed: [course.filed], detained: [course.detained] },
    }),
    sums: [{ whole: "total", parts: ["cash", "deposit", "rent"] }],
    order: ["filed", "detained", "cleared", "released", "signed"],
  };
}

/** A hearing that everybody may come to, announced on the web. */
export function openHearing(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const buyerOf = s.person("keeper", [1976, 1995]);
  const supplier = s.person("supplier", [1968, 1990]);
  const [firm, other] = [s.firm("商业连锁"), s.firm("食品")];
  const counsel = called(s, "counsel");
  const [first, second] = drawAmounts(random, 2, [16_000, 29_000]);
  const total = first + second;
  const [one, two] = daysAfter(random, later(course.filed, -140), 2, 110) as [string, string];
  const open = s.workday(course.accepted, 6, 8);
  const until = later(open, 6);
  const heard = s.workday(until, 4, 8);
  const draft: Draft = {
    family: "one-open-hearing",
    kind: "hearing-notice",
    paragraphs: [
      title(`${s.procuratorate}公开听证公告`),
      numberLine(`${s.mark}听公〔${yearOf(open)}〕${s.number}号`),
      body`为保障人民群众对检察工作的知情权、监督权，本院定于${day("heard", heard)}上午9时在本院二楼听证室，就${suspect()}${named(buyerOf)}涉嫌${chargeThen("非国家工作人员受贿罪")}拟作不起诉处理一案举行公开听证，现将有关事项公告如下：`,
      head("parts", "一、", "当事人及案件情况"),
      body`${suspect()}${publicLine(buyerOf, s, "企业采购员")}，联系电话${phoneOf(buyerOf)}，曾任${firmNamed("firm", firm.name)}采购主管。`,
      body`${day("accepted", course.accepted)}，${s.police}以${suspect()}${named(buyerOf)}涉嫌${chargeThen("非国家工作人员受贿罪")}移送本院审查起诉，本院于${sameYear("told", course.told, course.accepted)}告知其诉讼权利；经审查，${day("bribe-1", one)}和${day("bribe-2", two)}，${suspect()}${named(buyerOf)}（首次收款时${ageAt(buyerOf, "bribe-1", one)}周岁）利用选定供货商的职务便利，先后收受${firmNamed("other", other.name)}业务员${named(supplier)}给予的回扣${part("first", first)}、${part("second", second)}，合计人民币${whole("total", total)}（大写：${inCapitals("total", total)}），均汇入其个人银行卡（卡号622848*********${random.between(1_000, 9_999)}），案发后已全部退缴。${firmNamed("firm", firm.name)}出具书面材料，表示对${named(buyerOf)}予以谅解。给付回扣的${publicLine(supplier, s, "企业业务员")}，联系电话${phoneOf(supplier)}，另案处理。`,
      head("parts", "二、", "拟听证的问题"),
      body`${suspect()}${named(buyerOf)}与行为相对人${named(supplier)}的往来是否符合${under(CRIMINAL, "第一百六十三条", "第一款")}规定的${charge("非国家工作人员受贿罪")}的构成，其退缴全部${whole("total", total)}、自愿认罪认罚，是否属于${statute("刑事诉讼法", "第一百七十七条", "第二款")}规定的${word("情节", "情结")}轻微，以及${charge("非国家工作人员受贿罪")}的不起诉对${firmNamed("firm", firm.name)}经营秩序的影响。`,
      head("parts", "三、", "听证会参加人"),
      body`本院邀请人大代表、人民监督员和律师共三人担任听证员，由${suspect()}${named(buyerOf)}及其辩护人${named(counsel)}、${s.police}侦查人员、${firmNamed("firm", firm.name)}代表参加；${firmNamed("other", other.name)}可派员旁听。辩护人${named(counsel)}已书面同意出席，${named(supplier)}经通知亦表示愿意到场说明。`,
      head("parts", "四、", "旁听报名"),
      body`公民旁听的报名期限为${daysLong("apply", 7)}日，${procedural(daysOf("apply", open, 7), later(open, 7))}，报名人持有效身份证件到本院案件管理部门登记，名额十五人，报满为止，旁听人员应当遵守听证${word("纪律", "记律")}，未经许可不得录音、录像。咨询电话：0730-${random.between(2_100_000, 8_900_000)}。`,
      body`本次听证的处理结果，本院将依照有关规定向社会公开；对听证活动有意见的，可以向本院${word("反映", "反应")}。`,
      body`特此公告。`,
      sealLine(s.procuratorate),
      dayLine(open),
    ],
    record: recordOf(s, [buyerOf], { charge: "非国家工作人员受贿罪" }),
    sums: [{ whole: "total", parts: ["first", "second"] }],
    order: ["accepted", "told", "signed", "heard"],
    deadlines: [TOLD_IN_TIME],
  };
  return { ...published(draft, s.place), family: draft.family };
}

/** Farmland dug up for a yard of gravel, the indictment as the web shows it. */
export function gravelYard(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [boss, helper] = [s.person("boss", [1964, 1986], "male"), s.person("helper", [1972, 1994])];
  const firm = s.firm("砂石");
  const [digger, elder, counsel] = [called(s, "digger", "male"), called(s, "elder"), called(s, "counsel")];
  const [basic, other] = [random.between(62, 118), random.between(24, 70)].map((each) => each / 10) as [number, number];
  const [rent, restore] = [random.between(9, 24) * 150_000, random.between(60, 180) * 100_000];
  const draft: Draft = {
    family: "one-gravel-yard",
    kind: "indictment",
    paragraphs: [
      title("起诉书"),
      body`（网上公开文本）`,
      numberLine(`${s.mark}刑诉〔${yearOf(course.decided)}〕${s.number}号`),
      body`${accused()}${publicLine(boss, s, "砂石经营者")}，联系电话${phoneOf(boss)}。经${s.police}决定，${procedural(termOf("bail", course.detained, 12), monthsOn(course.detained, 12))}对其取保候审，期限${lengthOf("bail", 12)}。`,
      body`${accused()}${publicLine(helper, s, "砂石场会计")}，联系电话${phoneOf(helper)}。强制措施及其期限与前述被告人相同。`,
      body`本案由${s.police}侦查终结，以被告人${named(boss)}、${named(helper)}涉嫌${chargeThen("非法占用农用地罪")}，于${day("accepted", course.accepted)}移送审查起诉。本院于${sameYear("told", course.told, course.accepted)}告知二被告人有权委托辩护人，并听取了辩护人${named(counsel)}的意见。`,
      head("parts", "一、", "经审查查明的事实"),
      body`${day("act", course.act)}，被告人${named(boss)}以${firmNamed("firm", firm.name)}的名义，未经批准，向村民组长${named(elder)}租得${s.town}连片耕地，租金${part("rent", rent)}一次付清（大写：${inCapitals("rent", rent)}），交由时年${ageAt(helper, "act", course.act)}周岁的被告人${named(helper)}记账、付款，雇请挖掘机手${named(digger)}剥离耕作层后铺设碎石，用作堆场；被告人${named(boss)}时年${ageAt(boss, "act", course.act)}周岁。经测绘，被占用土地中永久基本农田${quantity("basic", basic)}亩、一般耕地${quantity("other", other)}亩，共计${quantityInAll("area", Math.round((basic + other) * 10) / 10)}亩，种植条件已遭严重${word("毁坏", "毁环")}。`,
      body`案发后，${firmNamed("firm", firm.name)}预缴土地复垦费${part("restore", restore)}，连同前述租金${part("rent", rent)}，为此共支出${whole("spent", rent + restore)}。该公司付款账户为621799*********${random.between(1_000, 9_999)}。`,
      head("parts", "二、", "证据"),
      body`上述事实，有租地协议、付款${word("凭证", "凭正")}、测绘报告等书证，证人${named(elder)}、${named(digger)}的证言，耕地破坏程度${today("鉴定意见", "鉴定结论")}，${seatOf(s)}${today("自然资源局", "国土资源局")}移送的调查材料，以及二被告人的供述证实。其中${named(digger)}所证施工时间，与${named(elder)}所证相符。`,
      head("parts", "三、", "起诉理由和根据"),
      body`本院认为，被告人${named(boss)}、${named(helper)}违反土地管理法规，非法占用耕地，改变被占用土地用途，依照${under(CRIMINAL, "第三百四十二条")}关于“${quoted("数量较大，造成耕地、林地等农用地大量毁坏", ["数量较大", "数额较大"], ["大量毁坏", "严重毁坏"], ["农用地大量", "农业用地大量"])}”的规定，应当以${charge("非法占用农用地罪")}追究其刑事责任。二人系${word("共同犯罪", "共通犯罪")}，依照${statute("刑法", "第二十五条", "第一款")}定罪；${firmNamed("firm", firm.name)}另有修复耕地的义务，依${statute("民法典", "第一千二百三十四条", "", ["侵权责任法", "第十五条"])}履行。建议以${charge("非法占用农用地罪")}判处被告人${named(boss)}${penalty("342", random.pick([18, 20, 24, 28]), ["有期徒刑六年", "有期徒刑五年六个月", "有期徒刑七年"])}，判处被告人${named(helper)}${penalty("342", random.pick([8, 10, 12, 14]), ["有期徒刑六年六个月", "有期徒刑七年", "有期徒刑八年"])}，均并处罚金。`,
      body`依据${under(PROCEDURE, "第一百七十六条", "第一款")}的规定，对被告人${named(boss)}、${named(helper)}以${charge("非法占用农用地罪")}提起公诉，请依法判处。`,
      ...toCourt(s.court),
      signLine("检察官　", someone("procurator", s.name())),
      sealLine(s.procuratorate),
      dayLine(course.decided, "han"),
      enclosed("1．", "案卷三册；", "附："),
      enclosed("2．", "测绘报告一份；"),
      enclosed("3．", "证人名单一份。"),
    ],
    record: recordOf(s, [boss, helper], { charge: "非法占用农用地罪" }),
    sums: [
      { whole: "area", parts: ["basic", "other"] },
      { whole: "spent", parts: ["rent", "restore"] },
    ],
    order: ["act", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
  return { ...published(draft, s.place), family: draft.family };
}
