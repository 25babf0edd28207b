import { type Draft, paragraph, say, slot } from "../draft.ts";
import {
  addressed,
  ageOf,
  bornOf,
  CRIMINAL,
  cells,
  chargeOf,
  counted,
  day,
  head,
  idOf,
  later,
  monthsOn,
  named,
  numbered,
  PROCEDURE,
  phoneOf,
  provision,
  sealed,
  sentence,
  sexOf,
  someone,
  term,
  under,
} from "../forms.ts";
import { DECIDED_IN_TIME, type Story, sumOf, TOLD_IN_TIME, workdayWithin } from "../story.ts";
import { fen, listed, record, Scene, signedAt, signers, sums, yearOf } from "./scene.ts";

/** Fish caught with current where nobody may fish. */
export function fishingReport(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, police, mark, place } = story;
  const [first, second] = [scene.member("suspect", [1966, 1990], "male"), scene.member("second", [1968, 1996])];
  const count = scene.between(3, 4);
  const start = later("2024-04-01", scene.between(0, 330));
  const acts = Array.from({ length: count }, (_, at) => later(start, at * 5 + scene.between(0, 3)));
  const course = scene.course(acts.at(-1));
  const sold = acts.map(() => scene.sum(600, 2_400));
  const total = sumOf(sold);
  const [release, survey] = [scene.sum(8_000, 26_000), scene.sum(3_000, 6_000)];
  const charge = "非法捕捞水产品罪";
  const form = scene.pick("figures", "iso");
  return {
    family: "fishing-report",
    kind: "review-report",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "公诉案件审查报告"),
      paragraph("number", numbered(`${mark}刑审〔${yearOf(course.decided)}〕${story.number}号`)),
      paragraph("body", "收案时间：", day("accepted", course.accepted)),
      paragraph("body", "案件来源：", police),
      paragraph("body", "移送案由：涉嫌", chargeOf(charge)),
      head("top", "一、", "犯罪嫌疑人及其他诉讼参与人的基本情况"),
      ...[first, second].map((member, at) =>
        paragraph(
          "body",
          slot(`${at + 1}.`, "heading", "suspects"),
          say`犯罪嫌疑人${named(member)}，${sexOf(member)}，${bornOf(member)}出生，首次作案时${ageOf(member, acts[0] ?? start)}周岁，${member.nation}，${member.schooling}，公民身份号码${idOf(member)}，住${member.address}，联系电话${phoneOf(member)}。因涉嫌${chargeOf(charge)}，于${day("detained", course.detained)}被${police}刑事拘留，于${scene.on("bailed", course.asked, course.detained)}被取保候审。`,
        ),
      ),
      head("top", "二、", "发破案经过和诉讼过程"),
      paragraph(
        "body",
        say`${day("filed", course.filed)}，${police}根据渔政部门移交的线索立案侦查。侦查终结后，${police}于${scene.on("accepted", course.accepted, course.filed)}移送本院审查起诉。本院于${scene.next("told", course.told, course.accepted)}告知犯罪嫌疑人${listed([first, second])}有权委托辩护人，并讯问了犯罪嫌疑人。`,
      ),
      head("top", "三、", "依法审查后认定的事实"),
      paragraph(
        "body",
        say`经审查查明，犯罪嫌疑人${named(first)}购买电捕鱼设备后，邀约犯罪嫌疑人${named(second)}，在${place}境内的禁捕水域共电鱼${counted("of sold", count)}次，渔获物由犯罪嫌疑人${named(second)}销售，获利共计人民币${scene.total("sold", total)}。分别是：`,
      ),
      paragraph("body", "时间　渔获物（公斤）　销售金额"),
      ...acts.map((act, at) =>
        paragraph(
          "body",
          day(at === 0 ? "act" : `act-${at + 1}`, act, form),
          `　${scene.between(18, 66)}　`,
          scene.money(`sold/${at + 1}`, sold[at] ?? 0),
        ),
      ),
      head("top", "四、", "认定上述事实的证据和分析"),
      head("sub", "（一）", "书证"),
      paragraph("body", "受案登记表、禁捕通告、扣押决定书及清单、微信收款记录，证实案件来源、禁捕范围和销赃金额。"),
      head("sub", "（二）", "犯罪嫌疑人的供述和辩解"),
      paragraph("body", say`犯罪嫌疑人${listed([first, second])}均供认多次电鱼的事实，供述能够相互印证。`),
      head("sub", "（三）", "鉴定意见"),
      paragraph(
        "body",
        say`水生生物资源损害评估意见：需放流鱼苗价值人民币${scene.money("repair/1", release)}，评估费用人民币${scene.money("repair/2", survey)}，生态修复费用合计人民币${scene.total("repair", release + survey)}。`,
      ),
      head("top", "五、", "需要说明的问题"),
      paragraph(
        "body",
        say`犯罪嫌疑人${named(first)}、${named(second)}已预缴生态修复费用人民币${scene.total("repair", release + survey)}，自愿认罪认罚，在值班律师见证下签署了具结书。`,
      ),
      head("top", "六、", "审查意见"),
      paragraph(
        "body",
        say`承办人认为，犯罪嫌疑人${listed([first, second])}违反保护水产资源法规，在禁渔区使用禁用的方法捕捞水产品，情节严重，其行为触犯了${under(CRIMINAL, "第三百四十条")}，事实清楚，证据确实、充分，应当以${chargeOf(charge)}追究刑事责任。二人系共同犯罪，适用${under(CRIMINAL, "第二十五条", "第一款")}；到案后如实供述，适用${under(CRIMINAL, "第六十七条", "第三款")}，可以从轻处罚。建议依照${under(PROCEDURE, "第一百七十六条")}的规定提起公诉，对犯罪嫌疑人${named(first)}提出${sentence("340", scene.between(8, 14))}、对犯罪嫌疑人${named(second)}提出${sentence("340", scene.between(2, 5), "拘役")}的量刑建议，均可以适用缓刑。`,
      ),
      paragraph("body", "妥否，请批示。"),
      ...signers(scene, "承办人"),
      signedAt(course.decided),
    ],
    record: record(scene, [first, second], {
      charge,
      amount: total,
      days: {
        act: acts,
        filed: [course.filed],
        detained: [course.detained],
        accepted: [course.accepted],
        told: [course.told],
      },
    }),
    sums: [...sums("sold", count, "sold/"), { whole: "repair", parts: ["repair/1", "repair/2"] }],
    order: ["act", ...acts.slice(1).map((_, at) => `act-${at + 2}`), "filed", "detained", "bailed", "accepted", "told", "signed"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
  };
}

const REASONS = ["系家中唯一劳动力，母亲长期患病需要照料", "患有严重高血压，需要定期复查用药", "育有两名年幼子女，配偶在外务工"];

/** Whether somebody has to stay in custody while the police go on. */
export function custodyOpinion(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, police, mark, place, detention } = story;
  const suspect = scene.member("suspect");
  const act = later("2024-03-12", scene.between(0, 440));
  const course = scene.course(act);
  const applied = workdayWithin(scene.random, course.arrested, [8, 18]);
  const decided = workdayWithin(scene.random, applied, [3, 9]);
  const charge = "寻衅滋事罪";
  const paid = [scene.sum(2_000, 9_000), scene.sum(3_000, 8_000)];
  const relation = scene.pick(suspect.sex === "male" ? "妻子" : "丈夫", "姐姐", "父亲");
  const victims = [someone("victim-1", scene.name()), someone("victim-2", scene.name())];
  return {
    family: "custody-opinion",
    kind: "custody-review-opinion",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "羁押必要性审查意见书"),
      paragraph("number", numbered(`${mark}羁审〔${yearOf(decided)}〕${story.number}号`)),
      head("top", "一、", "基本情况"),
      ...cells("姓名", named(suspect), "性别", sexOf(suspect), "出生日期", bornOf(suspect), "公民身份号码", idOf(suspect)),
      ...cells("涉嫌罪名", chargeOf(charge), "羁押场所", detention, "联系方式（家属）", phoneOf(suspect)),
      paragraph(
        "body",
        say`犯罪嫌疑人${named(suspect)}，作案时${ageOf(suspect, act)}周岁，因涉嫌${chargeOf(charge)}，于${day("detained", course.detained)}被${police}刑事拘留，经本院批准，于${scene.on("arrested", course.arrested, course.detained)}被执行逮捕，侦查羁押期限${term("custody", course.arrested, 2)}，共二个月。`,
      ),
      head("top", "二、", "审查的启动"),
      paragraph(
        "body",
        say`${day("applied", applied)}，犯罪嫌疑人${named(suspect)}的${relation}向本院提出羁押必要性审查申请，理由是：犯罪嫌疑人${named(suspect)}${scene.pick(...REASONS)}，且已赔偿被害人损失。本院负责捕诉的检察官调阅了案卷，讯问了犯罪嫌疑人，听取了${police}办案民警和被害人的意见。`,
      ),
      head("top", "三、", "审查查明的事实"),
      paragraph(
        "body",
        slot("1.", "heading", "facts"),
        say`${day("act", act)}晚，犯罪嫌疑人${named(suspect)}酒后在${place}某夜市因琐事随意殴打被害人${victims[0] ?? ""}、${victims[1] ?? ""}，致二人轻微伤。${scene.on("filed", course.filed, act)}，${police}立案侦查。`,
      ),
      paragraph(
        "body",
        slot("2.", "heading", "facts"),
        say`案发后，其家属代为赔偿被害人${victims[0] ?? ""}人民币${scene.money("paid/1", paid[0] ?? 0)}、被害人${victims[1] ?? ""}人民币${scene.money("paid/2", paid[1] ?? 0)}，合计人民币${scene.total("paid", sumOf(paid))}，已履行${under("中华人民共和国民法典", "第一千一百六十五条", "第一款")}规定的侵权责任，二人均表示谅解。`,
      ),
      paragraph(
        "body",
        slot("3.", "heading", "facts"),
        say`犯罪嫌疑人${named(suspect)}到案后如实供述，无违法犯罪前科，在${detention}羁押期间表现良好。`,
      ),
      head("top", "四、", "审查意见"),
      paragraph(
        "body",
        say`本院认为，犯罪嫌疑人${named(suspect)}的行为虽涉嫌触犯${under(CRIMINAL, "第二百九十三条", "第一款", "第（一）项")}，但主要证据已经收集固定，认罪悔罪，取得谅解，可能判处的刑罚较轻，变更为取保候审不致发生社会危险性，符合${under(PROCEDURE, "第六十七条", "第一款", "第（二）项")}规定的条件，没有继续羁押的必要。根据${under(PROCEDURE, "第九十五条")}的规定，建议${police}对犯罪嫌疑人${named(suspect)}变更强制措施，并在十日以内将处理情况通知本院。`,
      ),
      ...signers(scene, "检察官", "检察官助理"),
      signedAt(decided),
    ],
    record: record(scene, [suspect], {
      charge,
      days: { act: [act], filed: [course.filed], detained: [course.detained], arrested: [course.arrested] },
    }),
    sums: [{ whole: "paid", parts: ["paid/1", "paid/2"] }],
    order: ["act", "filed", "detained", "arrested", "applied", "signed"],
  };
}

/** What is asked for two people who stole cable together. */
export function cableSentencing(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, court, mark, place } = story;
  const [leader, helper] = [scene.member("suspect", [1970, 1998], "male"), scene.member("second", [1973, 2001])];
  const act = later("2024-03-18", scene.between(0, 430));
  const course = scene.course(act);
  const charge = "盗窃罪";
  const parts = [scene.sum(6_000, 14_000), scene.sum(3_000, 9_000)];
  const total = sumOf(parts);
  const [long, short] = [scene.between(12, 20), scene.between(6, 10)];
  const probation = scene.pick(12, 18);
  return {
    family: "cable-sentencing",
    kind: "sentencing-proposal",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "量刑建议书"),
      paragraph("number", numbered(`${mark}量建〔${yearOf(course.decided)}〕${story.number}号`)),
      paragraph("addressee", addressed(`${court}：`)),
      paragraph(
        "body",
        say`被告人${listed([leader, helper])}涉嫌${chargeOf(charge)}一案，本院于${day("accepted", course.accepted)}受理，经依法审查，现已向你院提起公诉。为维护司法公正，根据${under(PROCEDURE, "第一百七十六条", "第二款")}的规定，现提出量刑建议如下：`,
      ),
      head("top", "一、", "被告人的基本情况"),
      ...[leader, helper].map((member) =>
        paragraph(
          "body",
          say`被告人${named(member)}，${sexOf(member)}，${bornOf(member)}出生，公民身份号码${idOf(member)}，${member.nation}，${member.schooling}，住${member.address}。`,
        ),
      ),
      head("top", "二、", "犯罪事实和法定刑"),
      paragraph(
        "body",
        say`${day("act", act)}夜间，被告人${named(leader)}邀约被告人${named(helper)}，在${place}某通信基站和某在建工地先后盗窃电缆线，价值分别为人民币${scene.money("cable/1", parts[0] ?? 0)}和${scene.money("cable/2", parts[1] ?? 0)}，共计人民币${scene.total("cable", total)}。二被告人的行为触犯了${under(CRIMINAL, "第二百六十四条")}，数额较大，其法定刑为三年以下有期徒刑、拘役或者管制，并处或者单处罚金。`,
      ),
      head("top", "三、", "量刑情节"),
      paragraph(
        "body",
        say`被告人${named(leader)}系主犯，依照${under(CRIMINAL, "第二十六条", "第一款")}、${provision(CRIMINAL, "第二十六条", "第四款")}的规定处罚；被告人${named(helper)}系从犯，依照${under(CRIMINAL, "第二十七条", "第二款")}的规定，应当从轻、减轻处罚或者免除处罚。二被告人均如实供述，适用${under(CRIMINAL, "第六十七条", "第三款")}；均自愿认罪认罚，适用${under(PROCEDURE, "第十五条")}。被告人${named(helper)}退赔人民币${scene.money("back", fen(scene.between(2, 5) * 500))}。`,
      ),
      head("top", "四、", "量刑建议"),
      paragraph("body", say`1.建议对被告人${named(leader)}判处${sentence("264-1", long)}，并处罚金人民币四千元；`),
      paragraph(
        "body",
        say`2.建议对被告人${named(helper)}判处${sentence("264-1", short)}，${slot(`缓刑${probation === 12 ? "一年" : "一年六个月"}`, "sentence", "12..60", probation)}，并处罚金人民币二千元。`,
      ),
      paragraph("body", "以上建议，请你院依法裁判时予以考虑。"),
      ...signers(scene, "检察官"),
      paragraph("signature", sealed(procuratorate)),
      signedAt(course.decided),
      paragraph("signature", "（院印）"),
    ],
    record: record(scene, [leader, helper], { charge, amount: total, days: { act: [act], accepted: [course.accepted] } }),
    sums: sums("cable", 2, "cable/"),
    order: ["act", "accepted", "signed"],
    deadlines: [DECIDED_IN_TIME],
  };
}

/** A court gave a recidivist probation. */
export function probationProtest(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, court, mark, place, detention } = story;
  const accused = scene.member("suspect", [1974, 1998], "male");
  const jailed = later("2020-09-01", scene.between(0, 300));
  const months = scene.between(10, 22);
  const released = later(monthsOn(jailed, months), -1);
  const act = later("2024-03-01", scene.between(0, 300));
  const judged = workdayWithin(scene.random, act, [110, 190]);
  const received = workdayWithin(scene.random, judged, [1, 4]);
  const decided = workdayWithin(scene.random, received, [4, 9]);
  const charge = "诈骗罪";
  const lost = [scene.sum(9_000, 18_000), scene.sum(6_000, 9_000)];
  const total = sumOf(lost);
  const given = scene.between(10, 18);
  const victims = [someone("victim-1", scene.name()), someone("victim-2", scene.name())];
  return {
    family: "probation-protest",
    kind: "protest",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "刑事抗诉书"),
      paragraph("number", numbered(`${mark}刑抗〔${yearOf(decided)}〕${scene.between(1, 30)}号`)),
      paragraph("addressee", addressed("湖南省岳阳市中级人民法院：")),
      paragraph(
        "body",
        say`${court}于${day("judged", judged)}以（${yearOf(judged)}）湘${story.cast.district.courtCode.slice(1)}刑初${scene.between(40, 300)}号刑事判决书，对被告人${named(accused)}${chargeOf(charge)}一案作出一审判决：被告人${named(accused)}犯${chargeOf(charge)}，判处${sentence("266-1", given)}，缓刑二年，并处罚金人民币六千元。本院于${scene.on("received", received, judged)}收到判决书，经依法审查，结论如下：`,
      ),
      head("top", "一、", "原审被告人情况"),
      paragraph(
        "body",
        say`原审被告人${named(accused)}，${sexOf(accused)}，${bornOf(accused)}出生，公民身份号码${idOf(accused)}，${accused.nation}，${accused.schooling}，住${accused.address}。因犯盗窃罪被${court}判处${sentence("1..60", months)}，并处罚金人民币五千元，刑期${term("jail", jailed, months)}，于${day("released", released)}刑满释放。`,
      ),
      head("top", "二、", "判决认定的事实"),
      paragraph(
        "body",
        say`${day("act", act)}，被告人${named(accused)}以代办${scene.pick("驾驶证", "退休手续", "贷款")}为名，在${place}骗取被害人${victims[0] ?? ""}人民币${scene.money("lost/1", lost[0] ?? 0)}、骗取被害人${victims[1] ?? ""}人民币${scene.money("lost/2", lost[1] ?? 0)}，共计人民币${scene.total("lost", total)}。被告人${named(accused)}归案后如实供述，赔偿被害人${victims[0] ?? ""}、${victims[1] ?? ""}全部损失人民币${scene.total("lost", total)}。判决前羁押于${detention}。`,
      ),
      head("top", "三、", "抗诉理由"),
      paragraph(
        "body",
        say`本院认为，该判决适用法律确有错误，量刑明显不当。原审被告人${named(accused)}被判处有期徒刑，刑罚执行完毕以后五年以内再犯应当判处有期徒刑以上刑罚之罪，依照${under(CRIMINAL, "第六十五条", "第一款")}的规定，系累犯，应当从重处罚。${under(CRIMINAL, "第七十四条")}明确规定：“${slot("对于累犯和犯罪集团的首要分子，不适用缓刑。", "quotation", "刑法 第七十四条")}”原判对其适用缓刑，违反法律规定。`,
      ),
      paragraph(
        "body",
        say`综上所述，为维护司法公正，准确惩治犯罪，依照${under(PROCEDURE, "第二百二十八条")}的规定，特提出抗诉，请依法判处。`,
      ),
      paragraph("signature", sealed(procuratorate)),
      signedAt(decided, "han"),
      paragraph("signature", "（院印）"),
      paragraph("body", "附件："),
      paragraph("attachment", slot("1.", "attachment", "attachment"), say`原审被告人${named(accused)}现住其户籍所在地`),
      paragraph("attachment", slot("2.", "attachment", "attachment"), "新的证人名单和证据目录各一份"),
      paragraph("attachment", slot("3.", "attachment", "attachment"), "一审刑事判决书复印件一份"),
    ],
    record: record(scene, [accused], { charge, amount: total, days: { act: [act] } }),
    sums: sums("lost", 2, "lost/"),
    order: ["released", "act", "judged", "received", "signed"],
    deadlines: [{ from: "received", to: "signed", days: 10 }],
  };
}
