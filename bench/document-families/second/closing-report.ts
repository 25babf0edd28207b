import { type Draft, paragraph, say } from "../draft.ts";
import {
  ageOf,
  bornOf,
  CRIMINAL,
  chargeOf,
  day,
  head,
  idOf,
  later,
  named,
  numbered,
  PROCEDURE,
  part,
  phoneOf,
  row,
  sentence,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { DECIDED_IN_TIME, drawAmounts, drawCourse, type Story, sumOf, suspectsOf, TOLD_IN_TIME } from "../story.ts";

const CHARGE = "帮助信息网络犯罪活动罪";
const BANKS = ["农村商业银行卡", "邮政储蓄银行卡", "建设银行卡"];

/** 审查报告: headings of three levels, flows of money in a table by card, gains and what was handed in, an age in Chinese numerals. */
export function closingReport({ random, cast, mark, office, procuratorate, police, detention, number }: Story): Draft {
  const suspect = cast.member("suspect", [1988, 2004]);
  const [friend, victim, victimToo, counsel, procurator, assistant] = cast.names();
  const course = drawCourse(random);
  const flows = drawAmounts(random, 3, [120_000, 480_000]);
  const traced = drawAmounts(random, 2, [31_000, 58_000]);
  const [wages, gifts] = drawAmounts(random, 2, [2_100, 7_900]);
  const gain = wages + gifts;
  const handed = Math.floor(gain / 40_000) * 10_000;
  const [flow, stolen] = [sumOf(flows), sumOf(traced)];
  const year = course.decided.slice(0, 4);
  const months = random.between(9, 20);
  const name = () => named(suspect);
  return {
    family: "closing-report",
    kind: "review-report",
    record: { office, suspects: suspectsOf(suspect), charge: CHARGE, actOn: course.act, acceptedOn: course.accepted, amount: null },
    sums: [
      { whole: "flow", parts: flows.map((_, index) => `flow/${index + 1}`) },
      { whole: "stolen", parts: ["stolen/1", "stolen/2"] },
      { whole: "gain", parts: ["gain/1", "gain/2"] },
      { whole: "owed", parts: ["gain"], less: ["handed"] },
    ],
    order: ["filed", "detained", "asked", "arrested", "accepted", "told"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "公诉案件审查报告"),
      paragraph("number", numbered(`${mark}二部审〔${year}〕${number}号`)),
      paragraph("body", say`收案日期：${day("accepted", course.accepted, "iso")}　　案由：${chargeOf(CHARGE)}`),
      paragraph("body", say`犯罪嫌疑人：${name()}　　移送单位：${police}　　承办人：${someone("procurator", procurator)}`),
      head("section", "一、", "犯罪嫌疑人基本情况及诉讼过程"),
      head("persons", "（一）", "犯罪嫌疑人基本情况"),
      paragraph(
        "body",
        say`犯罪嫌疑人${name()}，${sexOf(suspect)}，${bornOf(suspect)}出生，实施涉案行为（${day("act", course.act)}）时${ageOf(suspect, course.act, true)}周岁，${suspect.nation}，${suspect.schooling}，${suspect.work}，公民身份号码：${idOf(suspect)}，住${suspect.address}，联系方式：${phoneOf(suspect)}。无犯罪记录。`,
      ),
      head("persons", "（二）", "辩护人情况"),
      paragraph(
        "body",
        say`辩护人${someone("counsel", counsel)}，${day("entrusted", later(course.told, 1))}接受犯罪嫌疑人近亲属的委托，已阅卷并提交书面意见。`,
      ),
      head("persons", "（三）", "诉讼过程"),
      paragraph(
        "body",
        say`${day("filed", course.filed)}立案；${day("detained", course.detained)}刑事拘留；${day("asked", course.asked)}提请批准逮捕；${day("arrested", course.arrested)}逮捕，羁押于${detention}；${day("told", course.told)}本院告知诉讼权利。审查期间没有退回补充侦查，没有延长审查起诉期限。`,
      ),
      head("section", "二、", "侦查机关认定的事实"),
      paragraph(
        "body",
        say`${day("act", course.act)}，犯罪嫌疑人${name()}经${someone("friend", friend)}介绍，将本人名下三张银行卡及密码提供给他人，用于接收和转移网络犯罪资金，转入资金情况如下：`,
      ),
      row("卡种", "转入金额"),
      ...flows.map((each, index) => row(BANKS[index] ?? "", part(`flow/${index + 1}`, each, "grouped"))),
      row("合计", whole("flow", flow, "grouped")),
      head("section", "三、", "审查认定的事实和证据"),
      head("facts", "（一）", "审查认定的事实"),
      paragraph(
        "body",
        say`经审查，侦查机关认定三张银行卡转入资金共计${whole("flow", flow)}属实。其中能够与被害人陈述对应的诈骗资金有两笔：被害人${someone("victim", victim)}转入${part("stolen/1", traced[0])}，被害人${someone("victim-too", victimToo)}转入${part("stolen/2", traced[1])}，两笔合计${whole("stolen", stolen)}。犯罪嫌疑人${name()}从中获得“工资”${part("gain/1", wages)}和手机充值等好处${part("gain/2", gifts)}，违法所得共${whole("gain", gain)}，已退缴${part("handed", handed)}，尚有${whole("owed", gain - handed)}没有退缴。`,
      ),
      head("facts", "（二）", "认定事实的证据"),
      paragraph("body", say`1.书证：开户资料、交易明细，证明三张卡均由${name()}开立，转入资金${whole("flow", flow)}。`),
      paragraph("body", say`2.被害人${someone("victim", victim)}、${someone("victim-too", victimToo)}的陈述，证明被骗经过和转账账户。`),
      paragraph("body", say`3.证人${someone("friend", friend)}的证言，证明其介绍${name()}“出租”银行卡。`),
      paragraph("body", say`4.犯罪嫌疑人${name()}的供述和辩解：承认收取好处费，起初辩解不知道资金来源，后供述“猜到钱不干净”。`),
      head("facts", "（三）", "对证据的分析"),
      paragraph(
        "body",
        say`上述证据的收集程序合法，内容能够相互印证。${someone("victim", victim)}的陈述与交易明细在时间、金额上一致；${name()}在银行签署过不得出租、出借账户的承诺书，收取明显高于正常水平的报酬，可以认定其明知。`,
      ),
      head("section", "四、", "需要说明的问题"),
      paragraph(
        "body",
        say`辩护人${someone("counsel", counsel)}提出${name()}系初犯、愿意退缴全部违法所得，建议从宽处理，承办人认为可以采纳。犯罪嫌疑人自愿认罪认罚。`,
      ),
      head("section", "五、", "审查意见"),
      paragraph(
        "body",
        say`承办人认为，犯罪嫌疑人${name()}明知他人利用信息网络实施犯罪，仍为其提供支付结算帮助，情节严重，其行为触犯${under(CRIMINAL, "第二百八十七条之二", "第一款")}，涉嫌${chargeOf(CHARGE)}。其到案后如实供述，适用${under(CRIMINAL, "第六十七条", "第三款")}；自愿认罪认罚，适用${under(PROCEDURE, "第十五条")}。建议以${chargeOf(CHARGE)}对犯罪嫌疑人${name()}提起公诉，并提出判处${sentence("287-2", months)}、并处罚金的量刑建议；违法所得尚未退缴的${whole("owed", gain - handed)}，依照${under(CRIMINAL, "第六十四条")}的规定建议予以追缴。`,
      ),
      paragraph("body", "以上意见当否，请审批。"),
      paragraph("signature", say`承办检察官：${someone("procurator", procurator)}`),
      paragraph("signature", say`检察官助理：${someone("assistant", assistant)}`),
      paragraph("signature", signed(course.decided)),
    ],
  };
}
