import { type Draft, paragraph, say, slot } from "../draft.ts";
import {
  addressed,
  chargeOf,
  codeOf,
  counted,
  day,
  enclosed,
  firmOf,
  head,
  inCapitals,
  later,
  named,
  numbered,
  phoneOf,
  sealed,
  someone,
  under,
} from "../forms.ts";
import { type Story, sumOf, workdayWithin } from "../story.ts";
import { item, record, Scene, signedAt, sums, yearOf } from "./scene.ts";

const CODE = "中华人民共和国民法典";
const FIRE = "中华人民共和国消防法";
const MINORS = "中华人民共和国未成年人保护法";
const PRODUCE = "中华人民共和国农产品质量安全法";
const OFFICES = "中华人民共和国人民检察院组织法";

/** A firm that looks after houses let electric bicycles be charged on the stairs. */
export function fireSuggestion(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, mark, place } = story;
  const suspect = scene.member("suspect");
  const firm = scene.firm("物业服务", "物业管理");
  const act = later("2024-03-08", scene.between(0, 400));
  const on = workdayWithin(scene.random, act, [70, 150]);
  const losses = [scene.sum(9_000, 40_000), scene.sum(4_000, 18_000), scene.sum(2_000, 9_000)];
  const homes = losses.map((_, at) => someone(`home-${at + 1}`, scene.name()));
  const charge = "失火罪";
  return {
    family: "fire-suggestion",
    kind: "suggestion",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "检察建议书"),
      paragraph("number", numbered(`${mark}建〔${yearOf(on)}〕${scene.between(2, 90)}号`)),
      paragraph("addressee", addressed(`${firm.name}：`)),
      paragraph(
        "body",
        say`本院在办理${named(suspect)}涉嫌${chargeOf(charge)}一案中发现，你公司（统一社会信用代码${codeOf(firm.code)}）在物业服务区域的消防安全管理上存在漏洞。根据${under(OFFICES, "第二十一条", "第一款")}的规定，现向你公司提出检察建议。`,
      ),
      head("top", "一、", "案件反映出的问题"),
      paragraph(
        "body",
        say`${day("act", act)}凌晨，${named(suspect)}将电动自行车推入${place}某小区楼道充电引发火灾，造成一人死亡、${counted("of lost", 3, true)}户居民财产受损：${homes[0] ?? ""}户损失人民币${scene.money("lost/1", losses[0] ?? 0)}，${homes[1] ?? ""}户损失人民币${scene.money("lost/2", losses[1] ?? 0)}，${homes[2] ?? ""}户损失人民币${scene.money("lost/3", losses[2] ?? 0)}，合计人民币${scene.total("lost", sumOf(losses))}（大写：${inCapitals("lost", sumOf(losses))}）。经查，${firmOf(firm.name)}存在以下问题：`,
      ),
      item(
        "faults",
        "1.",
        say`对楼道停放、充电行为长期未予制止，也未向有关主管部门报告，不符合${under(CODE, "第九百四十二条", "第二款")}的要求。`,
      ),
      item("faults", "2.", say`共用消防设施维护不到位，部分消火栓无水，违反了${under(FIRE, "第十八条", "第二款")}的规定。`),
      item("faults", "3.", "消防车通道被车辆占用，值班人员未及时清理，巡查记录存在补填现象。"),
      head("top", "二、", "法律依据"),
      paragraph(
        "body",
        say`${under(FIRE, "第二十八条")}规定：“${slot("任何单位、个人不得损坏、挪用或者擅自拆除、停用消防设施、器材，不得埋压、圈占、遮挡消火栓或者占用防火间距，不得占用、堵塞、封闭疏散通道、安全出口、消防车通道。", "quotation", "消防法 第二十八条")}”${under(CODE, "第一千一百六十五条", "第一款")}规定：“${slot("行为人因过错侵害他人民事权益造成损害的，应当承担侵权责任。", "quotation", "民法典 第一千一百六十五条")}”`,
      ),
      head("top", "三、", "检察建议"),
      item("asked", "（一）", say`${firmOf(firm.name)}应当全面排查楼道、架空层停放和充电情况，建立台账，逐一整改。`),
      item("asked", "（二）", "委托有资质的单位检测共用消防设施，对故障设施及时维修。"),
      item("asked", "（三）", "合理规划集中充电场所，并向业主公开消防安全管理的有关信息。"),
      paragraph(
        "body",
        say`请你公司在收到本检察建议书之日起二个月内将采纳和整改情况书面回复本院。联系人：${someone("contact", scene.name())}，联系电话：${phoneOf({ key: "office", phone: scene.member("x").phone })}。`,
      ),
      paragraph("signature", sealed(procuratorate)),
      signedAt(on),
      paragraph("signature", "（院印）"),
      enclosed("1.", "火灾事故认定书复印件一份", "附件："),
      enclosed("2.", say`${firmOf(firm.name)}巡查记录复印件一份`),
      enclosed("3.", "现场照片八张"),
    ],
    record: record(scene, [], { charge, amount: null, days: { act: [act] } }),
    sums: sums("lost", 3, "lost/"),
    order: ["act", "signed"],
  };
}

/** Tobacco near schools. */
export function tobaccoSuggestion(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, mark, place } = story;
  const found = later("2024-03-11", scene.between(0, 420));
  const filed = later(found, scene.between(8, 20));
  const on = workdayWithin(scene.random, filed, [18, 50]);
  const shops = ["便利店", "烟酒行", "文具店", "超市"].slice(0, scene.between(3, 4));
  const takings = shops.map(() => scene.sum(700, 2_600));
  const names = shops.map((shop) => `${scene.pick("惠民", "好又来", "学友", "家家乐", "金叶", "同心")}${shop}`);
  return {
    family: "tobacco-suggestion",
    kind: "suggestion",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "检察建议书"),
      paragraph("number", numbered(`${mark}行公建〔${yearOf(on)}〕${scene.between(2, 90)}号`)),
      paragraph("addressee", addressed(`${place}烟草专卖局：`)),
      paragraph(
        "body",
        say`本院在履行公益诉讼检察职责中发现，${place}部分学校周边违规设置烟草制品零售点，侵害未成年人合法权益，于${day("filed", filed)}立案调查。现已调查终结。`,
      ),
      head("top", "一、", "调查查明的事实"),
      paragraph(
        "body",
        say`${day("found", found)}起，本院干警走访中小学校${scene.between(4, 9)}所，发现${counted("of sale", shops.length, true)}家店铺在学校周边销售卷烟、电子烟，且未设置不向未成年人销售的标志：`,
      ),
      ...names.map((name, at) =>
        item(
          "shops",
          `${at + 1}.`,
          say`${name}，距某${scene.pick("中学", "小学")}校门${scene.between(18, 90)}米，${scene.pick("无烟草专卖零售许可证", "许可证已过有效期")}，查实销售额人民币${scene.money(`sale/${at + 1}`, takings[at] ?? 0)}${at === shops.length - 1 ? "。" : "；"}`,
        ),
      ),
      paragraph(
        "body",
        say`以上销售额合计人民币${scene.total("sale", sumOf(takings))}。调查中，未成年人${scene.pick("李某某", "彭某某", "何某某")}等人证实曾多次购买。`,
      ),
      head("top", "二、", "监督管理职责和法律依据"),
      paragraph(
        "body",
        say`${under(MINORS, "第五十九条", "第一款")}规定：“${slot("学校、幼儿园周边不得设置烟、酒、彩票销售网点。禁止向未成年人销售烟、酒、彩票或者兑付彩票奖金。", "quotation", "未成年人保护法 第五十九条")}”根据${under(MINORS, "第一百二十三条")}的规定，对上述违法行为，你局负有监督管理职责，应当责令限期改正，给予警告，没收违法所得。`,
      ),
      head("top", "三、", "建议内容"),
      paragraph(
        "body",
        say`根据${under("中华人民共和国行政诉讼法", "第二十五条", "第四款")}、${under(MINORS, "第一百零六条")}的规定，向你局提出如下检察建议：`,
      ),
      item("asked", "（一）", say`依法查处上述${counted("of sale", shops.length, true)}家店铺的违法行为；`),
      item("asked", "（二）", "开展学校周边烟草制品零售点专项清理，规范许可证的核发和延续；"),
      item("asked", "（三）", "会同教育、市场监督管理部门建立信息通报机制，加强日常检查。"),
      paragraph("body", "请你局在收到本检察建议书后两个月内依法履行职责，并将办理情况书面回复本院。"),
      paragraph("signature", sealed(procuratorate)),
      signedAt(on, "han"),
      paragraph("signature", "（院印）"),
      paragraph("body", "附件："),
      enclosed("1.", "现场检查笔录及照片"),
      enclosed("2.", "学校周边零售点分布图"),
      enclosed("3.", "烟草专卖零售许可证查询结果"),
    ],
    record: record(scene, [], { charge: null, days: { filed: [filed] } }),
    sums: sums("sale", shops.length, "sale/"),
    order: ["found", "filed", "signed"],
  };
}

/** Produce bought and sold without the papers that say it is clean. */
export function produceSuggestion(story: Story): Draft {
  const scene = new Scene(story);
  const { procuratorate, mark, place } = story;
  const firm = scene.firm("农产品", "果蔬", "生态农业");
  const act = later("2024-04-02", scene.between(0, 400));
  const tested = later(act, scene.between(4, 9));
  const on = workdayWithin(scene.random, tested, [30, 80]);
  const goods = [scene.sum(1_000, 6_000), scene.sum(2_000, 7_000)];
  const crop = scene.pick("豇豆", "韭菜", "芹菜");
  return {
    family: "produce-suggestion",
    kind: "suggestion",
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "检察建议书"),
      paragraph("number", numbered(`${mark}行公建〔${yearOf(on)}〕${scene.between(2, 90)}号`)),
      paragraph("addressee", addressed(`${place}农业农村局：`)),
      paragraph(
        "body",
        say`本院在履行职责中发现，${firmOf(firm.name)}（统一社会信用代码${codeOf(firm.code)}）收购、销售的${crop}存在质量安全隐患，损害社会公共利益。经调查，现查明：`,
      ),
      head("top", "一、", "基本事实"),
      paragraph(
        "body",
        say`${day("act", act)}，${firmOf(firm.name)}未按照规定收取、保存承诺达标合格证，收购${crop}两批并混装销售，货值金额分别为人民币${scene.money("goods/1", goods[0] ?? 0)}和人民币${scene.money("goods/2", goods[1] ?? 0)}，合计人民币${scene.total("goods", sumOf(goods))}。${scene.on("tested", tested, act)}，经检测机构抽检，其中一批农药残留不符合农产品质量安全标准。`,
      ),
      head("top", "二、", "监督管理中存在的问题"),
      item("faults", "（一）", "承诺达标合格证的指导服务和日常监督检查不到位。"),
      item("faults", "（二）", say`对${firmOf(firm.name)}的违法行为未及时责令限期改正。`),
      head("top", "三、", "法律依据"),
      paragraph(
        "body",
        say`${under(PRODUCE, "第三十九条", "第二款")}规定：“${slot("从事农产品收购的单位或者个人应当按照规定收取、保存承诺达标合格证或者其他质量安全合格证明，对其收购的农产品进行混装或者分装后销售的，应当按照规定开具承诺达标合格证。", "quotation", "农产品质量安全法 第三十九条")}”${under(PRODUCE, "第三十六条", "第一款", "第（二）项")}规定，农药残留不符合农产品质量安全标准的农产品不得销售。依照${under(PRODUCE, "第七十三条")}的规定，上述行为应当由你局责令限期改正。`,
      ),
      head("top", "四、", "建议内容"),
      paragraph("body", say`根据${under("中华人民共和国行政诉讼法", "第二十五条", "第四款")}的规定，建议你局：`),
      item("asked", "1.", say`依法对${firmOf(firm.name)}的违法行为作出处理，追回不合格的${crop}；`),
      item("asked", "2.", "组织对农产品收购单位和个人的培训，提高其质量安全意识；"),
      item("asked", "3.", "加大抽检力度，及时公布抽检结果。"),
      paragraph(
        "body",
        say`请在收到本检察建议书之日起两个月内书面回复本院。联系人：${someone("contact", scene.name())}，联系电话：${phoneOf({ key: "office", phone: scene.member("x").phone })}。`,
      ),
      paragraph("signature", sealed(procuratorate)),
      signedAt(on),
      paragraph("signature", "（院印）"),
    ],
    record: record(scene, [], { charge: null }),
    sums: sums("goods", 2, "goods/"),
    order: ["act", "tested", "signed"],
  };
}
