import { type Draft, paragraph, say, slot } from "../draft.ts";
import {
  addressed,
  CRIMINAL,
  chargeOf,
  codeOf,
  counted,
  day,
  enclosed,
  firmOf,
  inCapitals,
  later,
  lawOf,
  named,
  numbered,
  PROCEDURE,
  sentence,
  someone,
  term,
  under,
} from "../forms.ts";
import { DECIDED_IN_TIME, type Story, sumOf, TOLD_IN_TIME, workdayWithin } from "../story.ts";
import { fen, personal, record, Scene, signedAt, signers, sums, yearOf } from "./scene.ts";

const OFFICES = [
  ["住房和城乡建设局", "副局长", "工程发包、工程款拨付"],
  ["交通运输局", "副局长", "道路工程承揽、工程验收"],
  ["水利局", "总工程师", "水利项目招投标、工程款结算"],
] as const;

/** Bribes taken from several contractors; the case comes from the commission of supervision. */
export function briberyIndictment(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, police, court, detention, mark, place } = story;
  const suspect = { ...scene.member("suspect", [1965, 1980]), schooling: "大学文化", work: "中共党员" };
  const [office, post, help] = scene.random.pick(OFFICES);
  const confined = later("2024-04-01", scene.between(0, 400));
  const accepted = workdayWithin(scene.random, confined, [74, 86]);
  const told = later(accepted, scene.between(1, 2));
  const arrested = later(accepted, scene.between(5, 9));
  const decided = workdayWithin(scene.random, accepted, [30, 44]);
  const count = scene.between(3, 5);
  const taken = Array.from({ length: count }, () => fen(scene.between(8, 24) * 10_000));
  const total = sumOf(taken);
  const from = scene.between(2015, 2018);
  const charge = "受贿罪";
  const givers = taken.map((_, at) => someone(`giver-${at + 1}`, scene.name()));
  return {
    family: "bribery-indictment",
    kind: "indictment",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "起 诉 书"),
      paragraph("number", numbered(`${mark}刑诉〔${yearOf(decided)}〕${story.number}号`)),
      paragraph(
        "body",
        "被告人",
        personal(suspect),
        say`原系${place}${office}党组成员、${post}。因涉嫌${chargeOf(charge)}，于${day("confined", confined)}被${place}监察委员会采取留置措施；经本院决定，于${scene.on("detained", accepted, confined)}被先行拘留，于${scene.on("arrested", arrested, accepted)}被逮捕，均由${police}执行。现羁押于${detention}。`,
      ),
      paragraph(
        "body",
        say`本案由${place}监察委员会依照${lawOf("中华人民共和国监察法")}的有关规定调查终结，以被告人${named(suspect)}涉嫌${chargeOf(charge)}，于${day("accepted", accepted)}向本院移送起诉。本院受理后，于${scene.next("told", told, accepted)}告知被告人有权委托辩护人，讯问了被告人，听取了辩护人的意见，审阅了全部案件材料。`,
      ),
      paragraph("body", "经依法审查查明："),
      paragraph(
        "body",
        say`${from}年至${from + count - 1}年，被告人${named(suspect)}利用担任${place}${office}${post}的职务便利，为他人在${help}等方面谋取利益，非法收受${counted("of bribe", count, true)}人所送财物，共计折合人民币${scene.total("total", total)}。具体如下：`,
      ),
      ...taken.map((amount, at) =>
        paragraph(
          "body",
          slot(`${at + 1}.`, "heading", "facts"),
          say`${from + at}年${scene.pick("春节前", "中秋节前", "下半年")}，被告人${named(suspect)}为${givers[at] ?? ""}在${scene.pick("项目中标", "工程款支付", "设计变更签证")}上提供帮助，在${scene.pick("其办公室", "其家中", "某茶楼包厢")}收受${givers[at] ?? ""}所送现金人民币${scene.money(`bribe/${at + 1}`, amount)}。`,
        ),
      ),
      paragraph(
        "body",
        say`案发后，被告人${named(suspect)}退缴全部违法所得人民币${scene.total("total", total)}（大写：${inCapitals("total", total)}）。`,
      ),
      paragraph(
        "body",
        "认定上述事实的证据如下：干部任免审批表、招投标文件、银行流水、扣押清单等书证；证人证言；被告人的供述和辩解；被告人亲笔书写的自书材料；同步录音录像。",
      ),
      paragraph(
        "body",
        say`本院认为，被告人${named(suspect)}身为国家工作人员，利用职务上的便利，非法收受他人财物，为他人谋取利益，数额巨大，其行为触犯了${under(CRIMINAL, "第三百八十五条", "第一款")}，应当以${chargeOf(charge)}追究其刑事责任，并依照${under(CRIMINAL, "第三百八十六条")}、${under(CRIMINAL, "第三百八十三条", "第一款", "第（二）项")}的规定处罚。被告人到案后如实供述自己的罪行，积极退赃，自愿认罪认罚，可以从轻处罚。建议判处${sentence("383-2", scene.between(38, 54))}，并处罚金人民币三十万元。根据${under(PROCEDURE, "第一百七十六条")}的规定，提起公诉，请依法判处。`,
      ),
      paragraph("body", "此致"),
      paragraph("addressee", addressed(court)),
      ...signers(scene, "检察官", "检察官助理", "书记员"),
      signedAt(decided, scene.pick("figures", "han")),
      paragraph("signature", "（院印）"),
      enclosed("1.", say`被告人${named(suspect)}现羁押于${detention}`, "附件："),
      enclosed("2.", `案卷材料和证据${scene.between(6, 14)}册`),
      enclosed("3.", `随案移送同步录音录像光盘${scene.between(3, 12)}张`),
      enclosed("4.", "《认罪认罚具结书》一份"),
    ],
    record: record(scene, [suspect], {
      charge,
      amount: total,
      days: { detained: [accepted], arrested: [arrested], accepted: [accepted], told: [told] },
    }),
    sums: sums("total", count, "bribe/"),
    order: ["confined", "accepted", "arrested", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME, { from: "detained", to: "arrested", days: 10 }],
  };
}

/** Invoices bought by a firm, which is accused beside the one who runs it. */
export function invoiceIndictment(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, police, court, mark, place } = story;
  const suspect = { ...scene.member("suspect", [1969, 1990]), work: "公司负责人" };
  const firm = scene.firm("金属制品", "再生资源", "机械配件");
  const act = later("2024-03-04", scene.between(0, 200));
  const second = later(act, scene.between(25, 50));
  const third = later(second, scene.between(20, 45));
  const course = scene.course(third);
  const acts = [act, second, third];
  const prices = acts.map(() => fen(scene.between(40, 110) * 10_000));
  const taxes = prices.map((price) => (price * 13) / 100);
  const [price, tax] = [sumOf(prices), sumOf(taxes)];
  const sheets = acts.map(() => scene.between(4, 12));
  const charge = "虚开增值税专用发票罪";
  return {
    family: "invoice-indictment",
    kind: "indictment",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "起诉书"),
      paragraph("number", numbered(`${mark}刑诉〔${yearOf(course.decided)}〕${story.number}号`)),
      paragraph(
        "body",
        say`被告单位${firmOf(firm.name)}，统一社会信用代码${codeOf(firm.code)}，住所地${place}工业园，法定代表人${named(suspect)}。`,
      ),
      paragraph(
        "body",
        "被告人",
        personal(suspect),
        say`系被告单位${firmOf(firm.name)}法定代表人。因涉嫌${chargeOf(charge)}，于${day("bailed", course.detained)}被${police}取保候审，期限${term("bail", course.detained, 12)}，共十二个月。`,
      ),
      paragraph(
        "body",
        say`本案由${police}侦查终结，以被告单位${firmOf(firm.name)}、被告人${named(suspect)}涉嫌${chargeOf(charge)}，于${day("accepted", course.accepted)}向本院移送起诉。本院受理后，于${scene.next("told", course.told, course.accepted)}告知被告单位和被告人有权委托诉讼代理人、辩护人，依法讯问了被告人，听取了辩护人的意见，审阅了全部案件材料。`,
      ),
      paragraph("body", "经依法审查查明："),
      paragraph(
        "body",
        say`被告单位${firmOf(firm.name)}为少缴税款，由被告人${named(suspect)}决定并联系，在没有真实货物交易的情况下，通过支付开票费的方式，先后${counted("of price", 3, true)}次让他人为该单位虚开增值税专用发票，具体情况如下：`,
      ),
      ...acts.map((on, at) =>
        paragraph(
          "body",
          slot(`${at + 1}.`, "heading", "facts"),
          say`${at === 0 ? day("act-1", on) : scene.on(`act-${at + 1}`, on, acts[at - 1] ?? on)}，取得增值税专用发票${String(sheets[at] ?? 0)}份，金额人民币${scene.money(`price/${at + 1}`, prices[at] ?? 0)}，税额人民币${scene.money(`tax/${at + 1}`, taxes[at] ?? 0)}${at === 2 ? "。" : "；"}`,
        ),
      ),
      paragraph(
        "body",
        say`以上发票金额合计人民币${scene.total("price", price)}，税额合计人民币${scene.total("tax", tax)}，价税合计人民币${scene.total("gross", price + tax)}，均已向税务机关申报抵扣。${day("filed", course.filed)}，${police}立案侦查。案发后，被告单位补缴税款人民币${scene.total("tax", tax)}（大写：${inCapitals("tax", tax)}）。`,
      ),
      paragraph(
        "body",
        "上述事实，有增值税专用发票、记账凭证、银行流水、税务处理决定书等书证，证人证言，被告人的供述和辩解，司法会计鉴定意见等证据予以证实。",
      ),
      paragraph(
        "body",
        say`本院认为，被告单位${firmOf(firm.name)}违反国家税收管理法规，让他人为自己虚开增值税专用发票，被告人${named(suspect)}系直接负责的主管人员，其行为触犯了${under(CRIMINAL, "第二百零五条", "第一款")}、${under(CRIMINAL, "第二百零五条", "第二款")}，犯罪事实清楚，证据确实、充分，应当以${chargeOf(charge)}追究刑事责任。被告人${named(suspect)}如实供述自己的罪行，适用${under(CRIMINAL, "第六十七条", "第三款")}，可以从轻处罚。建议对被告人${named(suspect)}判处${sentence("205-1", scene.between(8, 24))}，可以适用缓刑。根据${under(PROCEDURE, "第一百七十六条", "第一款")}的规定，提起公诉，请依法判处。`,
      ),
      paragraph("body", "此致"),
      paragraph("addressee", addressed(court)),
      ...signers(scene, "检察官", "书记员"),
      signedAt(course.decided),
      paragraph("signature", "（院印）"),
      paragraph("body", "附："),
      enclosed("1.", say`被告人${named(suspect)}现取保候审于其住处`),
      enclosed("2.", `案卷材料和证据${scene.between(5, 12)}册`),
      enclosed("3.", "司法会计鉴定意见书一份"),
    ],
    record: record(scene, [suspect], {
      charge,
      amount: tax,
      days: { act: acts, filed: [course.filed], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [...sums("price", 3, "price/"), ...sums("tax", 3, "tax/"), { whole: "gross", parts: ["price", "tax"] }],
    order: ["act-1", "act-2", "act-3", "filed", "bailed", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
}
