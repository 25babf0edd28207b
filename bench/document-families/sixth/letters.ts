import { type Draft, paragraph, say, slot } from "../draft.ts";
import {
  addressed,
  bornOf,
  CRIMINAL,
  chargeOf,
  codeOf,
  counted,
  day,
  enclosed,
  firmOf,
  head,
  idOf,
  later,
  named,
  numbered,
  PROCEDURE,
  phoneOf,
  sealed,
  sexOf,
  someone,
  under,
} from "../forms.ts";
import { type Story, sumOf, TOLD_IN_TIME, workdayWithin } from "../story.ts";
import { fen, item, record, Scene, signedAt, signers, sums, yearOf } from "./scene.ts";

/** The police kept what had nothing to do with the case. */
export function seizureCorrection(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, police, mark, detention } = story;
  const suspect = scene.member("suspect");
  const firm = scene.firm("物流", "汽车服务", "农业发展");
  const act = later("2024-04-10", scene.between(0, 380));
  const course = scene.course(act);
  const seized = later(course.detained, 1);
  const cleared = later(seized, scene.between(6, 12));
  const on = workdayWithin(scene.random, course.accepted, [4, 14]);
  const sent = later(course.detained, 2);
  const charge = scene.pick("诈骗罪", "敲诈勒索罪");
  const things = [scene.sum(12_000, 40_000), scene.sum(20_000, 90_000), scene.sum(3_000, 8_000)];
  return {
    family: "seizure-correction",
    kind: "correction-notice",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "纠正违法通知书"),
      paragraph("number", numbered(`${mark}纠违〔${yearOf(on)}〕${scene.between(1, 60)}号`)),
      paragraph("addressee", addressed(`${police}：`)),
      paragraph(
        "body",
        say`本院在审查你局移送起诉的犯罪嫌疑人${named(suspect)}涉嫌${chargeOf(charge)}一案中，发现你局在侦查活动中存在违法行为。现通知如下：`,
      ),
      head("top", "一、", "查明的违法情况"),
      paragraph(
        "body",
        say`（一）犯罪嫌疑人${named(suspect)}（${sexOf(suspect)}，${bornOf(suspect)}出生，公民身份号码${idOf(suspect)}）于${day("detained", course.detained)}被刑事拘留，你局直至${scene.on("sent", sent, course.detained)}才将其送${detention}羁押，已超过二十四小时。`,
      ),
      paragraph(
        "body",
        say`（二）${day("seized", seized)}，你局扣押案外单位${firmOf(firm.name)}（统一社会信用代码${codeOf(firm.code)}）的货款人民币${scene.money("thing/1", things[0] ?? 0)}、叉车一台（价值人民币${scene.money("thing/2", things[1] ?? 0)}）、办公电脑一台（价值人民币${scene.money("thing/3", things[2] ?? 0)}），共计${counted("of thing", 3, true)}项财物，合计人民币${scene.total("thing", sumOf(things))}。${scene.on("cleared", cleared, seized)}，你局已查明上述财物与本案无关，但至今未解除扣押、退还${firmOf(firm.name)}。`,
      ),
      head("top", "二、", "认定违法的证据"),
      paragraph("body", "拘留证、入所健康检查登记表、扣押决定书及扣押清单、公司账册复印件，办案民警的情况说明，犯罪嫌疑人的供述等。"),
      head("top", "三、", "法律依据"),
      paragraph(
        "body",
        say`${under(PROCEDURE, "第八十五条", "第二款")}规定：“${slot("拘留后，应当立即将被拘留人送看守所羁押，至迟不得超过二十四小时。", "quotation", "刑事诉讼法 第八十五条")}”${under(PROCEDURE, "第一百四十一条", "第一款")}规定：“${slot("与案件无关的财物、文件，不得查封、扣押。", "quotation", "刑事诉讼法 第一百四十一条")}”${under(PROCEDURE, "第一百四十五条")}规定，经查明确实与案件无关的，应当在三日以内解除查封、扣押、冻结，予以退还。你局的上述做法违反了法律规定。`,
      ),
      head("top", "四、", "纠正意见"),
      paragraph(
        "body",
        say`请你局立即将扣押的财物退还${firmOf(firm.name)}，对相关责任人员进行教育，并规范拘留后送押工作，于收到本通知书后十五日内将纠正情况书面回复本院。联系人：${someone("contact", scene.name())}，联系电话：${phoneOf({ key: "office", phone: scene.member("x").phone })}。`,
      ),
      paragraph("signature", sealed(procuratorate)),
      signedAt(on),
      paragraph("signature", "（院印）"),
    ],
    record: record(scene, [suspect], { charge, days: { detained: [course.detained] } }),
    sums: sums("thing", 3, "thing/"),
    order: ["detained", "seized", "cleared", "signed"],
  };
}

/** A card was lent; the case ends here and the police may fine. */
export function cardTransfer(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, police, mark, place } = story;
  const suspect = scene.member("suspect", [1990, 2004]);
  const act = later("2024-03-20", scene.between(0, 400));
  const course = scene.course(act);
  const dropped = course.decided;
  const on = later(dropped, scene.between(1, 4));
  const charge = "帮助信息网络犯罪活动罪";
  const flows = [scene.sum(60_000, 180_000), scene.sum(40_000, 120_000)];
  const gain = fen(scene.between(6, 18) * 100);
  return {
    family: "card-transfer",
    kind: "transfer-letter",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "检察意见书"),
      paragraph("number", numbered(`${mark}意〔${yearOf(on)}〕${story.number}号`)),
      paragraph("addressee", addressed(`${police}：`)),
      paragraph(
        "body",
        say`你局移送起诉的${named(suspect)}涉嫌${chargeOf(charge)}一案，本院于${day("accepted", course.accepted)}受理，于${scene.on("dropped", dropped, course.accepted)}依法对其作出不起诉决定。经审查，对被不起诉人${named(suspect)}需要给予行政处罚，现将有关情况和意见函告如下：`,
      ),
      head("top", "一、", "被不起诉人的基本情况"),
      paragraph(
        "body",
        say`被不起诉人${named(suspect)}，${sexOf(suspect)}，${bornOf(suspect)}出生，公民身份号码${idOf(suspect)}，${suspect.nation}，${suspect.schooling}，住${suspect.address}，联系电话${phoneOf(suspect)}。`,
      ),
      head("top", "二、", "查明的事实"),
      paragraph(
        "body",
        say`${day("act", act)}，被不起诉人${named(suspect)}经人介绍，在${place}某酒店将本人名下${counted("of flow", 2, true)}张银行卡出租给他人使用，两卡分别转入资金人民币${scene.money("flow/1", flows[0] ?? 0)}和人民币${scene.money("flow/2", flows[1] ?? 0)}，合计人民币${scene.total("flow", sumOf(flows))}，被不起诉人${named(suspect)}获利人民币${scene.money("gain", gain)}。公安机关于${scene.on("filed", course.filed, act)}立案侦查。`,
      ),
      head("top", "三、", "检察意见"),
      paragraph(
        "body",
        say`${under("中华人民共和国反电信网络诈骗法", "第三十一条", "第一款")}规定：“${slot("任何单位和个人不得非法买卖、出租、出借电话卡、物联网卡、电信线路、短信端口、银行账户、支付账户、互联网账号等，不得提供实名核验帮助；不得假冒他人身份或者虚构代理关系开立上述卡、账户、账号等。", "quotation", "反电信网络诈骗法 第三十一条")}”根据${under("中华人民共和国反电信网络诈骗法", "第四十四条")}、${under("中华人民共和国行政处罚法", "第二十七条", "第一款")}的规定，其行为应当由公安机关予以行政处罚。`,
      ),
      paragraph(
        "body",
        say`依据${under(PROCEDURE, "第一百七十七条", "第三款")}的规定，本院提出检察意见：请你局对被不起诉人${named(suspect)}依法给予行政处罚，没收违法所得人民币${scene.money("gain", gain)}，并自收到本意见书之日起二个月内将处理结果书面通知本院。`,
      ),
      paragraph("signature", sealed(procuratorate)),
      signedAt(on),
      paragraph("signature", "（院印）"),
      paragraph("body", "附件："),
      enclosed("1.", "不起诉决定书一份"),
      enclosed("2.", "银行卡交易明细一册"),
      enclosed("3.", say`被不起诉人${named(suspect)}的讯问笔录复印件一份`),
    ],
    record: record(scene, [suspect], { charge, amount: null, days: { act: [act], filed: [course.filed], accepted: [course.accepted] } }),
    sums: sums("flow", 2, "flow/"),
    order: ["act", "filed", "accepted", "dropped", "signed"],
    deadlines: [{ from: "accepted", to: "dropped", days: 46 }],
  };
}

/** What the police are asked to find in a month. */
export function embezzlementOutline(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, police, mark } = story;
  const suspect = scene.member("suspect", [1972, 1996]);
  const boss = scene.name();
  const firm = scene.firm("商贸", "食品", "医药连锁");
  const act = later("2024-03-05", scene.between(0, 380));
  const course = scene.course(act);
  const charge = "职务侵占罪";
  const parts = [scene.sum(21_000, 60_000), scene.sum(18_000, 52_000), scene.sum(9_000, 30_000)];
  const total = sumOf(parts);
  const back = scene.sum(4_000, 8_000);
  return {
    family: "embezzlement-outline",
    kind: "investigation-outline",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "补充侦查提纲"),
      paragraph("number", numbered(`${mark}补侦〔${yearOf(course.decided)}〕${story.number}号`)),
      paragraph("addressee", addressed(`${police}：`)),
      paragraph(
        "body",
        say`你局于${day("accepted", course.accepted)}以${mark.replace("检", "公")}（经）诉字〔${yearOf(course.accepted)}〕${scene.between(10, 99)}号起诉意见书移送起诉的犯罪嫌疑人${named(suspect)}涉嫌${chargeOf(charge)}一案，本院于${scene.on("told", course.told, course.accepted)}告知犯罪嫌疑人诉讼权利。经审查，部分事实不清、证据不足，根据${under(PROCEDURE, "第一百七十五条", "第二款")}的规定，决定退回你局补充侦查。请围绕以下问题开展工作：`,
      ),
      head("top", "一、", "犯罪嫌疑人的身份和职务"),
      paragraph(
        "body",
        say`犯罪嫌疑人${named(suspect)}，${sexOf(suspect)}，公民身份号码${idOf(suspect)}，联系电话${phoneOf(suspect)}，系${firmOf(firm.name)}（统一社会信用代码${codeOf(firm.code)}）业务员。请调取其劳动合同、任职文件，并询问法定代表人${someone("boss", boss)}，查明其经手收款的权限。`,
      ),
      head("top", "二、", "侵占的数额"),
      paragraph(
        "body",
        say`起诉意见书认定，自${day("act", act)}起，犯罪嫌疑人${named(suspect)}截留客户货款${counted("of kept", 3)}笔，分别为人民币${scene.money("kept/1", parts[0] ?? 0)}、${scene.money("kept/2", parts[1] ?? 0)}、${scene.money("kept/3", parts[2] ?? 0)}，合计人民币${scene.total("kept", total)}；已归还人民币${scene.money("back", back)}，尚有人民币${scene.total("rest", total - back)}未归还。请补充下列证据：`,
      ),
      item("needs", "1.", say`${firmOf(firm.name)}的记账凭证、对账单和客户付款凭证；`),
      item("needs", "2.", "犯罪嫌疑人名下全部银行账户、微信账户的交易明细；"),
      item("needs", "3.", say`就${scene.total("rest", total - back)}的计算过程委托司法会计鉴定；`),
      item("needs", "4.", say`法定代表人${someone("boss", boss)}关于是否存在提成抵扣约定的证言。`),
      head("top", "三、", "主观故意"),
      paragraph(
        "body",
        say`犯罪嫌疑人${named(suspect)}辩称所截留款项系公司拖欠的提成。请讯问犯罪嫌疑人，并核实其与${firmOf(firm.name)}之间是否就提成进行过结算、是否存在${under("中华人民共和国民法典", "第五百零九条", "第一款")}规定的应当履行的约定，是否可能构成${under(CRIMINAL, "第二百七十一条", "第一款")}规定的犯罪。`,
      ),
      head("top", "四、", "程序要求"),
      paragraph(
        "body",
        say`请你局按照${under(PROCEDURE, "第一百七十五条", "第三款")}的规定，在一个月以内补充侦查完毕并重新移送。联系人：${someone("contact", scene.name())}。`,
      ),
      ...signers(scene, "检察官"),
      signedAt(course.decided),
      paragraph("signature", sealed(`${procuratorate}（印）`)),
    ],
    record: record(scene, [suspect], { charge, amount: total, days: { accepted: [course.accepted], told: [course.told] } }),
    sums: [...sums("kept", 3, "kept/"), { whole: "rest", parts: ["kept"], less: ["back"] }],
    order: ["act", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME, { from: "accepted", to: "signed", days: 46 }],
  };
}
