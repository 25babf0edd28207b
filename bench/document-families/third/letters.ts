import { type Draft, slot } from "../draft.ts";
import type { Quote } from "../families.ts";
import {
  ageOf,
  bornOf,
  cells,
  chargeOf,
  codeOf,
  counted,
  day,
  enclosed,
  firmOf,
  head,
  idOf,
  inCapitals,
  later,
  lawOf,
  named,
  numbered,
  PROCEDURE,
  part,
  phoneOf,
  provision,
  row,
  sealed,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { drawCourse, type Story, sumOf, workdayWithin } from "../story.ts";
import { ageThen, body, cited, fromTo, inMonth, inYear, length, prices, recorded, signature, title } from "./words.ts";

const MINORS = "中华人民共和国未成年人保护法";
const WASTE = "中华人民共和国固体废物污染环境防治法";
const ENFORCE = "中华人民共和国民事诉讼法";
const PENALTY = "中华人民共和国行政处罚法";
const addressee = (text: string) => ({ style: "addressee" as const, pieces: [slot(text, "addressee", "addressee"), { text: "：" }] });

/** Minors in hotels: the authority is written to, fines of each hotel in lines. */
export function hotelSuggestion(story: Story, quote: Quote): Draft {
  const { random, cast, place, police, procuratorate, mark } = story;
  const on = later("2024-07-02", random.between(0, 520));
  const [girl, keeper, procurator] = cast.names();
  const checked = later(on, random.between(20, 40));
  const met = workdayWithin(random, checked, [6, 15]);
  const signedOn = workdayWithin(random, met, [4, 16]);
  const count = random.between(4, 6);
  const fines = prices(random, count, [10_000, 32_000], 1_000);
  const total = sumOf(fines);
  const names = ["望湖", "如家苑", "金帆", "云栖", "锦程", "百合"].slice(0, count);
  return {
    family: "hotel-suggestion",
    kind: "suggestion",
    record: recorded(story, [], [], { act: [on] }),
    sums: [{ whole: "fines", parts: fines.map((_, at) => `inn/${at}`) }],
    order: ["act", "checked", "met"],
    paragraphs: [
      title`${procuratorate}检察建议书`,
      { style: "number", pieces: [numbered(`${mark}建〔${signedOn.slice(0, 4)}〕${random.between(2, 88)}号`)] },
      addressee(police),
      body`本院在办理${someone("keeper", keeper)}强制猥亵案时发现，${day("act", on)}深夜，${someone("keeper", keeper)}带十五岁的${someone("girl", girl)}（化名）到${place}一家旅馆开房，前台既没有询问监护人联系方式和同住人关系，也没有报告。为查清是否系普遍问题，本院${inYear("checked", checked, on)}会同有关部门随机走访${counted("of inn", count)}家旅馆，${inMonth("met", met, checked)}又与行业协会座谈，现将情况和建议通报如下：`,
      head("a", "一、", "发现的问题"),
      head("b", "（一）", "“五必须”没有落实"),
      body`走访的旅馆均未完整登记未成年人入住信息，有关主管部门责令改正后仍有拖延，遂依法逐家处以罚款：`,
      ...fines.map((fine, at) => row(`${names[at] ?? ""}宾馆`, part(`inn/${at}`, fine))),
      row("罚款合计", whole("fines", total)),
      head("b", "（二）", "从业人员不知规定"),
      body`问到接待未成年人应当怎么做，多数前台人员答不上来，有的还以为“有大人陪着就不用管”。`,
      head("b", "（三）", "日常检查停留于消防和治安"),
      body`你局近一年的检查记录中，涉及未成年人入住询问、报告的内容很少，查处的${whole("fines", total)}罚款也都在本次走访之后。`,
      head("a", "二、", "问题的原因和法律依据"),
      body`${under(MINORS, "第五十七条")}规定：${cited(MINORS, "第五十七条", quote, "住宿经营者接待未成年人入住时应当询问有关情况，发现有违法犯罪嫌疑的立即报告。")}违反该条的，${lawOf(MINORS)}${provision(MINORS, "第一百二十二条")}规定了责令改正直至吊销许可证的责任。上述规定执行不到位，与培训缺失、检查缺项有关。`,
      head("a", "三、", "建议"),
      body`根据${under("中华人民共和国人民检察院组织法", "第二十一条", "第一款")}和${under(MINORS, "第一百一十四条")}，建议你局：1.把未成年人入住询问、登记、报告列入旅馆业检查清单；2.在旅馆业信息系统中增加未成年人入住提示；3.会同协会组织一次全员培训；4.对屡查屡犯的旅馆依法从重处罚。`,
      body`请自收到本建议书之日起两个月内书面回复办理情况；对建议有异议的，请一并提出。`,
      signature`联系人：检察官${someone("procurator", procurator)}`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      { style: "signature", pieces: [signed(signedOn)] },
      enclosed("1.", "走访记录", "附件："),
      enclosed("2.", "住宿业未成年人保护规定摘编"),
      enclosed("3.", "座谈会纪要"),
    ],
  };
}

/** Rubble on a river bank: an authority that had penalties to impose and did not collect. */
export function rubbleSuggestion(story: Story): Draft {
  const { random, cast, place, procuratorate, mark, number } = story;
  const found = later("2024-06-03", random.between(0, 480));
  const filed = workdayWithin(random, found, [3, 9]);
  const looked = workdayWithin(random, filed, [5, 14]);
  const signedOn = workdayWithin(random, looked, [5, 18]);
  const firm = cast.firm("建设工程", "渣土运输", "基础工程");
  const [reporter, procurator, boss] = cast.names();
  const parts = prices(random, 3, [21_000, 190_000], 100);
  const cost = sumOf(parts);
  const fine = random.between(11, 20) * 1_000_000;
  const paid = random.between(2, 6) * 1_000_000;
  return {
    family: "rubble-suggestion",
    kind: "suggestion",
    record: recorded(story, [], [], { filed: [filed] }, cost),
    sums: [
      { whole: "cost", parts: ["clear", "carry", "plant"] },
      { whole: "unpaid", parts: ["fine"], less: ["paid"] },
    ],
    order: ["found", "filed", "looked"],
    paragraphs: [
      title`${procuratorate}`,
      title`行政公益诉讼诉前检察建议书`,
      { style: "number", pieces: [numbered(`${mark}行公建〔${signedOn.slice(0, 4)}〕${number}号`)] },
      addressee(`${place}城市管理和综合执法局`),
      body`【案件来源】“益心为公”志愿者${someone("reporter", reporter)}于${day("found", found, "iso")}上传照片，反映${place}${random.pick(cast.district.towns)}河堤外坡堆有大量建筑垃圾。本院${day("filed", filed, "iso")}立案，${day("looked", looked, "iso")}组织无人机航拍和现场测量。`,
      body`【查明的事实】堆放建筑垃圾约${random.between(2, 9) * 100}立方米，系${firmOf(firm.name)}（统一社会信用代码${codeOf(firm.code)}，法定代表人${someone("boss", boss)}）施工产生。你局曾对${firmOf(firm.name)}罚款${part("fine", fine, "wan")}，仅收缴${part("paid", paid)}，尚欠${whole("unpaid", fine - paid, "wan")}未催告，垃圾也未清运。第三方机构估算，恢复原状需清运费${part("clear", parts[0])}、处置费${part("carry", parts[1])}、复绿费${part("plant", parts[2] ?? 0)}，共计${whole("cost", cost)}。`,
      body`【认定的依据】${under(WASTE, "第六十三条", "第三款")}禁止工程施工单位擅自倾倒、抛撒或者堆放建筑垃圾；${lawOf(WASTE)}${provision(WASTE, "第一百一十一条", "第一款", "第（四）项")}、${provision(WASTE, "第一百一十一条", "第二款")}规定了责令改正和罚款。你局负有法定监督管理职责，处罚之后对${whole("unpaid", fine - paid)}罚款和${whole("cost", cost)}的恢复费用没有进一步措施，致使社会公共利益持续受到侵害。`,
      body`【建议内容】依据${under("中华人民共和国行政诉讼法", "第二十五条", "第四款")}，现建议你局：（1）依法履职，责令${firmOf(firm.name)}限期清运、恢复原状，逾期的依法代履行；（2）对未缴罚款依法催告、申请强制执行；（3）对辖区河堤沿线开展排查。`,
      body`【回复期限】你局应当自收到之日起两个月内履行职责并书面回复本院；逾期不回复或者不履职的，本院将依法提起行政公益诉讼。`,
      signature`检察官：${someone("procurator", procurator)}`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      { style: "signature", pieces: [signed(signedOn, "iso")] },
    ],
  };
}

/** A court that took more than the judgment gave: principal, interest, costs against what was transferred. */
export function excessiveEnforcementSuggestion(story: Story, quote: Quote): Draft {
  const { random, cast, court, procuratorate, mark, number } = story;
  const debtor = cast.member("a", [1960, 1990]);
  const [creditor, judge, procurator] = cast.names();
  const judged = workdayWithin(random, "2023-03-07", [0, 400]);
  const begun = workdayWithin(random, judged, [60, 140]);
  const taken = workdayWithin(random, begun, [15, 60]);
  const complained = workdayWithin(random, taken, [50, 160]);
  const accepted = workdayWithin(random, complained, [2, 6]);
  const signedOn = workdayWithin(random, accepted, [30, 80]);
  const [principal, interest, costs] = [random.between(60, 190) * 100_000, random.between(20, 90) * 10_000, random.between(8, 30) * 10_000];
  const due = principal + interest + costs;
  const excess = random.between(15, 80) * 10_000;
  const takings = [Math.floor((due + excess) / 300_00) * 100_00, 0];
  takings[1] = due + excess - (takings[0] ?? 0);
  return {
    family: "excessive-enforcement-suggestion",
    kind: "suggestion",
    record: recorded(story, [], [], { accepted: [accepted] }),
    sums: [
      { whole: "due", parts: ["principal", "interest", "costs"] },
      { whole: "taken-in-all", parts: ["first", "second"] },
      { whole: "excess", parts: ["taken-in-all"], less: ["due"] },
    ],
    order: ["judged", "begun", "taken", "complained", "accepted"],
    paragraphs: [
      title`${procuratorate}`,
      title`检 察 建 议 书`,
      { style: "number", pieces: [numbered(`${mark}民执监〔${signedOn.slice(0, 4)}〕${number}号`)] },
      addressee(court),
      body`申请监督人（被执行人）${named(debtor)}，${sexOf(debtor)}，${bornOf(debtor)}生，${debtor.nation}，公民身份号码${idOf(debtor)}，住${debtor.address}，联系电话${phoneOf(debtor)}。`,
      body`${named(debtor)}因与${someone("creditor", creditor)}民间借贷纠纷执行一案，不服你院的执行行为，于${day("complained", complained)}向本院申请监督；本院${inMonth("accepted", accepted, complained)}受理，现已审查终结。`,
      body`查明，你院${day("judged", judged)}判令${named(debtor)}偿还${someone("creditor", creditor)}本金${part("principal", principal)}、利息${part("interest", interest)}，另负担诉讼费${part("costs", costs)}，三项相加为${whole("due", due)}。${inYear("begun", begun, judged)}立案执行，执行员${someone("judge", judge)}${inYear("taken", taken, begun)}从${named(debtor)}名下两个账户分别划拨${part("first", takings[0] ?? 0)}、${part("second", takings[1] ?? 0)}，合计${whole("taken-in-all", due + excess)}，较生效判决确定的数额多划${whole("excess", excess)}，至今没有退还，执行卷中也没有划拨裁定送达回证。`,
      body`本院认为，${under(ENFORCE, "第二百五十三条", "第一款")}规定：${cited(ENFORCE, "第二百五十三条", quote, "划拨的财产不得超出被执行人应当履行义务的范围。")}该条${slot("第二款", "paragraph", `${ENFORCE} 第二百五十三条`)}要求划拨财产应当作出裁定。你院多划${whole("excess", excess)}且未依法送达裁定，均属执行活动违法。`,
      body`为此，建议你院：一是将多划的款项及相应利息退还${named(debtor)}；二是补正送达手续；三是对${someone("judge", judge)}经办的同类案件自查。请在三个月以内将处理结果书面回复本院。`,
      signature`承办检察官　${someone("procurator", procurator)}`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      { style: "signature", pieces: [signed(signedOn, "han")] },
    ],
  };
}

/** Police who kept a deposit too long: to an authority, in few sentences, deposits in capitals. */
export function depositCorrection(story: Story): Draft {
  const { random, cast, police, procuratorate, mark, number } = story;
  const c = drawCourse(random);
  const person = cast.member("a", [1970, 2001]);
  const [officer, procurator, payer] = cast.names();
  const bailed = later(c.detained, random.between(3, 7));
  const ended = later(bailed, random.between(250, 330));
  const found = workdayWithin(random, ended, [50, 100]);
  const signedOn = workdayWithin(random, found, [3, 10]);
  const deposit = random.between(5, 30) * 100_000;
  const kept = random.between(1, 4) * 100_000;
  return {
    family: "deposit-correction",
    kind: "correction-notice",
    record: recorded(story, [person], ["诈骗罪"], { detained: [c.detained], filed: [c.filed] }),
    sums: [{ whole: "given-back", parts: ["deposit"], less: ["kept"] }],
    order: ["filed", "detained", "bailed", "ended", "found"],
    paragraphs: [
      title`${procuratorate}`,
      title`纠正违法通知书`,
      { style: "number", pieces: [numbered(`${mark}纠违〔${signedOn.slice(0, 4)}〕${number}号`)] },
      addressee(police),
      head("n", "一、", "发现违法情况"),
      body`你局办理的${named(person)}（${sexOf(person)}，身份证号码${idOf(person)}，电话${phoneOf(person)}）涉嫌${chargeOf("诈骗罪")}案，${day("filed", c.filed)}立案，${inMonth("detained", c.detained, c.filed)}刑事拘留，${inMonth("bailed", bailed, c.detained)}责令其交纳保证金后取保候审，取保期限${length("bail", 12, "一年")}（${fromTo("bail", bailed, 12)}），保证金由其亲属${someone("payer", payer)}代交，数额${whole("deposit", deposit)}（大写：${inCapitals("deposit", deposit)}）。`,
      body`${day("ended", ended)}，案件撤销、取保候审解除，你局经办民警${someone("officer", officer)}却没有通知退款。至本院${inYear("found", found, ended)}检查时，只退了${whole("given-back", deposit - kept)}，余下${part("kept", kept)}以“预留复查费用”名义继续扣留。`,
      head("n", "二、", "认定违法的理由和法律依据"),
      body`${named(person)}在取保候审期间没有违反${under(PROCEDURE, "第七十一条", "第一款")}、${provision(PROCEDURE, "第七十一条", "第二款")}的规定，不存在该条${slot("第三款", "paragraph", `${PROCEDURE} 第七十一条`)}所说的没收保证金的情形。取保候审解除时保证金${whole("deposit", deposit)}应当全额退还，扣留没有任何依据。`,
      head("n", "三、", "纠正意见"),
      body`请你局立即退还扣留的款项，查明责任，并对近两年收取的保证金逐笔清理。依照有关规定，请在收到本通知书后十五日以内书面回复；如有异议，可以要求复查。`,
      signature`检察官：${someone("procurator", procurator)}`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      { style: "signature", pieces: [signed(signedOn)] },
    ],
  };
}

/** After a decision not to prosecute, the case goes to the authority for a penalty: a letter with a list of things enclosed. */
export function penaltyTransferLetter(story: Story): Draft {
  const { random, cast, place, procuratorate, mark, number } = story;
  const c = drawCourse(random);
  const person = cast.member("a", [1965, 2000]);
  const [witness, procurator] = cast.names();
  const decided = workdayWithin(random, c.accepted, [15, 28]);
  const signedOn = workdayWithin(random, decided, [1, 3]);
  const [sales, stock] = prices(random, 2, [3_000, 28_000], 10);
  return {
    family: "penalty-transfer-letter",
    kind: "transfer-letter",
    record: recorded(story, [person], ["生产、销售伪劣产品罪"], { act: [c.act], accepted: [c.accepted] }),
    sums: [{ whole: "goods", parts: ["sold", "stock"] }],
    order: ["act", "accepted", "decided"],
    deadlines: [{ from: "accepted", to: "decided", days: 46 }],
    paragraphs: [
      title`${procuratorate}`,
      title`检察意见书`,
      { style: "number", pieces: [numbered(`${mark}刑检意〔${signedOn.slice(0, 4)}〕${number}号`)] },
      addressee(`${place}市场监督管理局`),
      ...cells(
        "姓名",
        named(person),
        "性别",
        sexOf(person),
        "公民身份号码",
        idOf(person),
        "出生日期",
        bornOf(person, "iso"),
        "联系电话",
        phoneOf(person),
        "原涉嫌罪名",
        chargeOf("生产、销售伪劣产品罪"),
      ),
      body`${named(person)}涉嫌${chargeOf("生产、销售伪劣产品罪")}一案，本院${day("accepted", c.accepted)}受理，于${inMonth("decided", decided, c.accepted)}决定不起诉，现就行政处罚提出如下意见。`,
      body`经查，${day("act", c.act)}前，${named(person)}（${ageOf(person, c.act)}岁）在自家作坊用工业酒精勾兑散装白酒的情节未能查实，能够认定的是其以普通散酒冒充年份酒，卖出${part("sold", sales)}，库存货值${part("stock", stock)}，货值金额总共${whole("goods", sales + stock)}，证人${someone("witness", witness)}予以证实。因货值金额${whole("goods", sales + stock)}未达到追究刑事责任的标准，不构成${chargeOf("生产、销售伪劣产品罪")}，依照${under(PROCEDURE, "第一百七十七条", "第一款")}作不起诉处理，但其行为仍应受到行政处罚。`,
      body`根据${under(PROCEDURE, "第一百七十七条", "第三款")}和${under(PENALTY, "第二十七条", "第一款")}的规定，将${named(person)}移送你局，请依法给予行政处罚、没收违法所得；拟作较大数额罚款的，请依照${under(PENALTY, "第六十三条", "第一款")}告知听证权利。处理结果请在两个月以内函告本院。`,
      signature`检察官　${someone("procurator", procurator)}`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      { style: "signature", pieces: [signed(signedOn)] },
      enclosed("1.", "《不起诉决定书》复印件一份", "随函移送："),
      enclosed("2.", "酒样检验报告一份"),
      enclosed("3.", "询问笔录三份"),
      enclosed("4.", "扣押物品清单及照片"),
    ],
  };
}

/** A hearing announced to the parties: the day lies ahead. */
export function openHearingNotice(story: Story): Draft {
  const { random, cast, procuratorate, mark } = story;
  const applicant = cast.member("a", [1955, 1988]);
  const [chair, other, clerk] = cast.names();
  const asked = later("2024-09-02", random.between(0, 480));
  const accepted = workdayWithin(random, asked, [2, 6]);
  const signedOn = workdayWithin(random, accepted, [12, 30]);
  const heldOn = workdayWithin(random, signedOn, [5, 9]);
  const [claim, given] = [random.between(30, 90) * 100_000, random.between(5, 25) * 100_000];
  const nation = applicant.nation;
  return {
    family: "open-hearing-notice",
    kind: "hearing-notice",
    record: recorded(story, [], [], { accepted: [accepted] }),
    sums: [{ whole: "short", parts: ["claim"], less: ["given"] }],
    order: ["asked", "accepted", "held"],
    paragraphs: [
      title`听 证 会 通 知`,
      { style: "number", pieces: [numbered(`${mark}控听〔${signedOn.slice(0, 4)}〕${random.between(1, 59)}号`)] },
      { style: "addressee", pieces: [slot(applicant.name, "addressee", "addressee"), { text: "：" }] },
      body`你（${sexOf(applicant)}，${bornOf(applicant)}生，${nation}，身份证${idOf(applicant)}，手机${phoneOf(applicant)}）不服工伤待遇核定（社会保险经办机构承办人为${someone("other", other)}）申请行政诉讼监督一案，${day("asked", asked)}提出申请，本院${inMonth("accepted", accepted, asked)}受理。为充分听取意见，定于${day("held", heldOn)}上午9时在本院检察听证室公开听证，请携带身份证准时参加。`,
      body`一、争议的焦点：你主张应得一次性待遇${part("claim", claim)}，社会保险经办机构只核定${part("given", given)}，相差${whole("short", claim - given)}，其核定的法律依据是否充分。`,
      body`二、听证会由检察官${someone("chair", chair)}主持，邀请人大代表、律师、医生各一名担任听证员，书记员${someone("clerk", clerk)}记录。`,
      body`三、你可以委托一至二名代理人，可以提交证据；不能参加的，请在会前两日告知。对听证员需要申请回避的，请说明理由。差额${whole("short", claim - given)}如能当场和解，本院予以支持。`,
      body`四、无正当理由不到场、中途退出的，不影响本院依照${under("中华人民共和国行政诉讼法", "第九十三条", "第二款")}继续审查。`,
      body`特此通知。`,
      { style: "signature", pieces: [sealed(procuratorate)] },
      { style: "signature", pieces: [signed(signedOn)] },
    ],
  };
}

/** A victim's statement: questions and answers; the head of rows; amounts as spoken and reckoned. */
export function victimRecord(story: Story): Draft {
  const { random, cast, police, procuratorate, place } = story;
  const c = drawCourse(random);
  const victim = cast.member("v", [1955, 2002]);
  const suspect = cast.member("a", [1975, 2002], { isOrdinary: true });
  const [asker, clerk, neighbour] = cast.names();
  const asked = workdayWithin(random, c.told, [2, 9]);
  const they = suspect.sex === "male" ? "他" : "她";
  const sums = prices(random, 3, [700, 5_900], 100);
  const total = sumOf(sums);
  const back = Math.min(...sums);
  return {
    family: "victim-record",
    kind: "witness-record",
    record: recorded(story, [], [], { act: [c.act] }, total),
    sums: [
      { whole: "total", parts: ["first", "second", "third"] },
      { whole: "open", parts: ["total"], less: ["back"] },
    ],
    order: ["act", "reported", "asked"],
    paragraphs: [
      title`询 问 笔 录`,
      row("时间：", day("asked", asked), "9时20分至10时35分"),
      row("地点：", `${procuratorate}询问室`),
      row("询问人：", someone("asker", asker), "记录人：", someone("clerk", clerk)),
      row("被询问人：", named(victim), "性别：", sexOf(victim), "出生日期：", bornOf(victim)),
      row("身份证件号码：", idOf(victim), "电话：", phoneOf(victim)),
      row("住址：", victim.address),
      body`问：我们是${procuratorate}的工作人员，这是证件。你有如实作证的义务，也有申请回避、核对笔录等权利，《被害人诉讼权利义务告知书》你看过了吗？`,
      body`答：看过了，都懂，不申请回避。`,
      body`问：讲讲你被骗的经过。`,
      body`答：${day("act", c.act)}，我（当时${ageThen(victim, "act", c.act)}岁）在${place}广场跳舞认识的${someone("a", suspect.name)}，${they}说能帮我外孙办重点中学的入学名额，先要打点，我当场转了${part("first", sums[0])}；过了几天${they}说要请客吃饭，我又转${part("second", sums[1])}；第三次是送礼，给的现金，${part("third", sums[2] ?? 0)}。`,
      body`问：一共多少？`,
      body`答：${total < 1_000_000 ? `${Math.floor(total / 100_000)}千来` : "一万多"}块吧。我算过，三次加起来${whole("total", total)}，转账记录我打印了。${they}后来退过我${part("back", back)}，还差${whole("open", total - back)}没给。`,
      body`问：什么时候报的警？`,
      body`答：${day("reported", c.filed)}，我去${police}报的警，邻居${someone("neighbour", neighbour)}陪我去的。`,
      body`问：你听说过${someone("a", suspect.name)}被以什么罪名立案吗？对${they}有什么要求？`,
      body`答：民警说是${chargeOf("诈骗罪")}。我只要求${they}把剩下的${whole("open", total - back)}还给我，别的我听检察院的。`,
      body`问：${someone("a", suspect.name)}说那${whole("total", total)}是借的，你怎么看？`,
      body`答：不是借的，没有借条，聊天记录里写得明明白白是“办事费”。`,
      body`问：还有补充吗？以上说的是否属实？`,
      body`答：没有补充，属实。以上笔录我看过，和我说的一样。`,
      signature`被询问人（签名）：${named(victim)}`,
      { style: "signature", pieces: [signed(asked)] },
    ],
  };
}
